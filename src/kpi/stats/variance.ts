/** Variance of an effect if there is none: of rates relative to what is expected (the variance of its logarithm). */
import type { Total } from './blocks';
import { PLANNED } from './boundary';
import { varianceAt } from './dispersion';
import type { Cells } from './interval';

export interface Variance {
  readonly spread: number;
  /** With what was seen so far. */
  readonly now: number;
  /** When all that is planned was seen. */
  readonly planned: number;
  /** What no more waiting makes smaller. */
  readonly fixed: number;
  /** Of it, what differs from one stretch of the control to another. */
  readonly between: number;
}

/**
 * @param between variance of one more stretch of the control, and of their mean
 * @param planned weight of `after` at the end
 */
export function varianceOf(cells: Cells, expected: number, spread: number, between: number, planned: number): Variance {
  const { family, before, after, control } = cells;
  const one = (total: Total, weight = total.weight): number => {
    if (family === 'rate') {
      return weight > 0 && total.sum > 0 ? (spread * total.weight) / (total.sum * weight) : Infinity;
    }
    // Half an event of each kind more, so that a side without failures is not thought to be certain (Agresti and Coull 1998).
    const p = family === 'share' ? (total.sum + 0.5) / (total.weight + 1) : 0;
    return weight > 0 ? (spread * varianceAt(family, p)) / weight : Infinity;
  };
  const looked = { weight: after.weight, sum: Math.max(0, expected) * after.weight };
  const end = Math.max(planned, 0);
  const fixed = one(before) + (control ? one(control.before) : 0) + between;
  // The control's after grows with the own one.
  const growing = (weight: number) =>
    one(looked, weight) + (control ? one(control.after, (control.after.weight * weight) / after.weight) : 0);
  return {
    spread,
    fixed,
    between,
    now: fixed + growing(after.weight),
    planned: fixed + growing(Math.max(end, 1e-300)),
  };
}

/** Information so far, in units of ρ. */
export function seenOf({ now, planned }: Variance): number {
  const seen = (PLANNED * planned) / now;
  return Number.isFinite(seen) ? seen : 0;
}
