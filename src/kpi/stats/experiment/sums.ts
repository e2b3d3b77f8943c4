/** What is known of a variant: sums over its units, which add up over segments. */

/** y: the metric of a unit; x: its covariate, or the denominator of a ratio. All finite. */
export interface UnitSums {
  /** Whole, at least 0. */
  readonly units: number;
  readonly y: number;
  readonly yy: number;
  readonly x: number;
  readonly xx: number;
  readonly xy: number;
}

export interface Moments {
  readonly units: number;
  /** Means and sample variances (divided by n − 1), 0 of fewer than two units. */
  readonly y: number;
  readonly x: number;
  readonly varY: number;
  readonly varX: number;
  readonly cov: number;
}

/** A variance under this share of the mean square is what rounding leaves of none. */
const ROUNDING = 1e-11;

/** Means, variances and the covariance of units; all 0 of none. */
export function momentsOf({ units: n, y, yy, x, xx, xy }: UnitSums): Moments {
  if (n === 0) {
    return { units: 0, y: 0, x: 0, varY: 0, varX: 0, cov: 0 };
  }
  const central = (square: number, a: number, b: number, size: number) => {
    const left = square - (a * b) / n;
    return n < 2 || Math.abs(left) <= ROUNDING * size ? 0 : left / (n - 1);
  };
  return {
    units: n,
    y: y / n,
    x: x / n,
    varY: Math.max(0, central(yy, y, y, yy)),
    varX: Math.max(0, central(xx, x, x, xx)),
    cov: central(xy, x, y, Math.sqrt(xx * yy)),
  };
}

/** Sums of units that are in one or the other, never in both. */
export function together(all: readonly UnitSums[]): UnitSums {
  const sum = (of: (one: UnitSums) => number) => all.reduce((total, one) => total + of(one), 0);
  return {
    units: sum(({ units }) => units),
    y: sum(({ y }) => y),
    yy: sum(({ yy }) => yy),
    x: sum(({ x }) => x),
    xx: sum(({ xx }) => xx),
    xy: sum(({ xy }) => xy),
  };
}
