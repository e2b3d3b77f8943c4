/** What an effect cost: units that were missing, money, budget. */
import type { Effect } from './types';

export interface LossInput {
  readonly effect: Pick<Effect, 'effect' | 'low' | 'high'>;
  readonly better: 'higher' | 'lower';
  /** Weight of the time after: events, or time. */
  readonly weight: number;
  /** Money of one unit; null where units have no price. A sum of money is its own: 1. */
  readonly price: number | null;
}

/** Below 0: won. Null where it cannot be said. */
export interface Loss {
  readonly lost: number | null;
  readonly lostLow: number | null;
  readonly lostHigh: number | null;
  readonly cost: number | null;
  readonly costLow: number | null;
  readonly costHigh: number | null;
}

/**
 * Units missing against the expectation: of a ratio good events (where lower is better: bad ones too many), of a mean what its sum lacks, of
 * a rate events or money. The interval is that of the effect.
 */
export function lossOf({ effect, better, weight, price }: LossInput): Loss {
  const sign = better === 'higher' ? -1 : 1;
  const units = (value: number | null) => (value === null || !(weight > 0) ? null : sign * value * weight + 0);
  const money = (value: number | null) => (value === null || price === null ? null : value * price);
  const lost = units(effect.effect);
  const ends = [units(effect.low), units(effect.high)];
  const [lostLow, lostHigh] = better === 'higher' ? [ends[1], ends[0]] : ends;
  return { lost, lostLow, lostHigh, cost: money(lost), costLow: money(lostLow), costHigh: money(lostHigh) };
}

/**
 * Share of an objective's budget that went.
 * @param bad what failed in the time, events or slices
 * @param total of the objective's whole window, as many as it has or is expected to have
 * @param budget 1 − target, above 0
 */
export function budgetShareOf(bad: number | null, total: number | null, budget: number): number | null {
  return bad === null || total === null || !(total > 0) ? null : bad / (total * budget);
}
