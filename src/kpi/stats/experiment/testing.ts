/** For tests: units drawn one by one, and an experiment that somebody looks at all the time. */
import { Chance } from '../testing';
import { compare, type ComparisonOptions } from './compare';
import type { UnitSums } from './sums';

export const NOTHING: UnitSums = { units: 0, y: 0, yy: 0, x: 0, xx: 0, xy: 0 };

export const withUnit = (s: UnitSums, y: number, x = 0): UnitSums => ({
  units: s.units + 1,
  y: s.y + y,
  yy: s.yy + y * y,
  x: s.x + x,
  xx: s.xx + x * x,
  xy: s.xy + x * y,
});

/** Sums of units given one by one. */
export const sumsOf = (ys: readonly number[], xs: readonly number[] = []): UnitSums =>
  ys.reduce((sums, y, i) => withUnit(sums, y, xs[i] ?? 0), NOTHING);

/** What a unit of a variant (0: control) does: its metric and its covariate. */
export type World = (chance: Chance, variant: number) => readonly [y: number, x: number];

export const conversion =
  (share: number, lift = 0): World =>
  (chance, variant) => [chance.binomial(1, share * (variant === 0 ? 1 : 1 + lift)), 0];

/** Most buy nothing, some a little, few much; who bought before buys again. */
export const revenue =
  (lift = 0): World =>
  (chance, variant) => {
    const taste = chance.normal();
    const buy = () => (chance.normal() + taste > 1.4 ? Math.exp(3 + 0.8 * taste + 0.6 * chance.normal()) : 0);
    const before = buy();
    return [buy() * (variant === 0 ? 1 : 1 + lift), before];
  };

export interface Watched {
  /** Some look left out the truth of no difference. */
  readonly everDiffers: boolean;
  readonly differsAtEnd: boolean;
  /** Every look's interval held `truth`. */
  readonly covered: boolean;
  readonly last: ReturnType<typeof compare>;
}

/** Units come one by one to either variant; looked at every `step` units. */
export function watch(
  world: World,
  options: ComparisonOptions,
  { units, step, seed, truth = 0 }: { units: number; step: number; seed: number; truth?: number }
): Watched {
  const chance = new Chance(seed);
  const sides: [UnitSums, UnitSums] = [NOTHING, NOTHING];
  let [everDiffers, covered] = [false, true];
  let last = compare(sides[0], sides[1], options);
  for (let n = 1; n <= units; n++) {
    const side = chance.binomial(1, 0.5);
    const [y, x] = world(chance, side);
    sides[side] = withUnit(sides[side], y, x);
    if (n % step === 0) {
      last = compare(sides[0], sides[1], options);
      everDiffers = everDiffers || differs(last.low, last.high, 0);
      covered = covered && !differs(last.low, last.high, truth);
    }
  }
  return { everDiffers, differsAtEnd: differs(last.low, last.high, 0), covered, last };
}

const differs = (low: number | null, high: number | null, from: number): boolean =>
  low !== null && high !== null && (low > from || high < from);
