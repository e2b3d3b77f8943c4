/** A variant against the control: the difference, the lift, and how sure they are at any time. */
import { alwaysValidP, boundary } from '../boundary';
import { momentsOf, together, type Moments, type UnitSums } from './sums';

/**
 * `mean`: a mean a unit, x unused. `adjusted`: the same less what the covariate x explains of it (CUPED). `ratio`: Σy over Σx.
 */
export type Kind = 'mean' | 'adjusted' | 'ratio';

export interface Comparison {
  /** Variant less control; of `adjusted` what is left of it beside the covariates' difference. Null where one has no units, or a ratio nothing below. */
  readonly difference: number | null;
  /** Of the difference; null where it cannot be told (fewer than two units, or all alike). */
  readonly variance: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Difference as a share of the control's (unadjusted) value; null unless that is above 0. */
  readonly lift: number | null;
  /** Null also where the control's value is not clearly above 0. */
  readonly liftLow: number | null;
  readonly liftHigh: number | null;
  /** Always valid, and for all comparisons together; null where the variance is. */
  readonly pValue: number | null;
  /** `adjusted`: how much of y a unit of x explains. */
  readonly theta: number;
  /** `adjusted`: share of the difference's variance that is left; null where it cannot be told. */
  readonly varianceLeft: number | null;
}

export interface ComparisonOptions {
  readonly kind: Kind;
  /** Chance that any of the comparisons of the experiment is ever wrong. */
  readonly alpha: number;
  /** How many variants are compared with the control: each gets its part of `alpha` (Bonferroni). */
  readonly comparisons: number;
  /** Units of both variants at which intervals are as short as they can be. */
  readonly tuning: number;
}

/** Standard errors that the control's value must be above 0 for the lift's interval to mean something. */
const CLEARLY = 3;

/**
 * The comparison, with an asymptotic confidence sequence: its intervals hold at all looks together, so looking early is safe.
 * Sources: I. Waudby-Smith et al., Time-uniform central limit theory and asymptotic confidence sequences (arXiv 2103.06476), eq. 9 (interval), 155 (p)
 * and 161 (tuning), as GrowthBook's gbstats has it; A. Deng et al., Improving the sensitivity of online controlled experiments (CUPED), WSDM 2013;
 * A. Deng et al., Applying the delta method in metric analytics, KDD 2018.
 */
export function compare(control: UnitSums, variant: UnitSums, options: ComparisonOptions): Comparison {
  const [a, b] = [momentsOf(control), momentsOf(variant)];
  const { kind } = options;
  const [baseA, baseB] = [valueOf(a, kind), valueOf(b, kind)];
  const theta = kind === 'adjusted' ? thetaOf(control, variant) : 0;
  const difference = baseA === null || baseB === null ? null : baseB - baseA - theta * (b.x - a.x);
  const [varA, varB] = [spreadOf(a, kind, theta), spreadOf(b, kind, theta)];
  const known = difference !== null && a.units > 1 && b.units > 1 && varA + varB > 0;
  const none = { difference, variance: null, low: null, high: null, pValue: null, liftLow: null, liftHigh: null };
  const lift = difference === null || baseA === null || baseA <= 0 ? null : difference / baseA;
  if (!known || baseA === null || baseB === null) {
    return { ...none, lift, theta, varianceLeft: null };
  }
  const variance = varA / a.units + varB / b.units;
  const alpha = options.alpha / options.comparisons;
  const seen = (a.units + b.units) * rhoSquared(alpha, options.tuning);
  const z = boundary(seen, alpha);
  const half = z * Math.sqrt(variance);
  const clear = baseA > CLEARLY * Math.sqrt(varA / a.units) && lift !== null;
  // Delta method of b / a, both with their own noise.
  const liftHalf = z * Math.sqrt(varB / (baseA ** 2 * b.units) + (varA * baseB ** 2) / (baseA ** 4 * a.units));
  const plain = spreadOf(a, 'mean', 0) / a.units + spreadOf(b, 'mean', 0) / b.units;
  return {
    difference,
    variance,
    low: difference - half,
    high: difference + half,
    lift,
    liftLow: clear ? lift - liftHalf : null,
    liftHigh: clear ? lift + liftHalf : null,
    pValue: Math.min(1, options.comparisons * alwaysValidP(difference / Math.sqrt(variance), seen)),
    theta,
    varianceLeft: kind === 'adjusted' && plain > 0 ? variance / plain : null,
  };
}

/** The number of a variant: its mean a unit, or its ratio; null where there is none. */
export function valueOf({ units, y, x }: Moments, kind: Kind): number | null {
  if (units === 0) {
    return null;
  }
  return kind !== 'ratio' ? y : x === 0 ? null : y / x;
}

/** Variance of one unit's part in the value. */
function spreadOf({ y, x, varY, varX, cov }: Moments, kind: Kind, theta: number): number {
  if (kind === 'ratio') {
    return x === 0 ? 0 : Math.max(0, varY / x ** 2 - (2 * cov * y) / x ** 3 + (y ** 2 * varX) / x ** 4);
  }
  return Math.max(0, varY + theta ** 2 * varX - 2 * theta * cov);
}

/** Of both variants as one, so that the adjustment cannot favour either; 0 where the covariate does not differ between units. */
function thetaOf(a: UnitSums, b: UnitSums): number {
  const { varX, varY, cov } = momentsOf(together([a, b]));
  return varX > 0 && varY > 0 ? cov / varX : 0;
}

/** Eq. 161: ρ² for which the interval is shortest at `tuning` units. */
function rhoSquared(alpha: number, tuning: number): number {
  const twice = -2 * Math.log(alpha);
  return (twice + Math.log(twice + 1)) / tuning;
}
