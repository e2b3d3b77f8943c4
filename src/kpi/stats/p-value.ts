/** Always-valid p-value: the least alpha whose interval leaves out no effect. */
import { alwaysValidP } from './boundary';
import { normalOf } from './distributions';
import { modelOf, type Model } from './effect';
import { limitsAt } from './interval';
import type { EffectInput } from './types';

const STEPS = 50;
/** Farther out nothing is asked: p is below 1e-300. */
const FARTHEST = 1e6;

/** P of the intervals that `effectOf` gives; 1 where nothing can be said yet, null where one side was not measured. */
export function pValueOf(input: EffectInput): number | null {
  const model = modelOf(input);
  if (!model) {
    return null;
  }
  return alwaysValidP(normalOf(distance(model), model.freedom), model.seen);
}

/** Standard errors at which the limits touch 0. */
function distance({ cells, variance }: Model): number {
  const includesNone = (c: number): boolean => {
    const limits = limitsAt(cells, variance, c);
    return limits === null || (limits[0] <= 0 && limits[1] >= 0);
  };
  let [low, high] = [0, 1];
  while (high < FARTHEST && !includesNone(high)) {
    [low, high] = [high, high * 2];
  }
  for (let i = 0; i < STEPS && high - low > 1e-9 * high; i++) {
    const c = (low + high) / 2;
    [low, high] = includesNone(c) ? [low, c] : [c, high];
  }
  return low;
}
