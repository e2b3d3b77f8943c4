/** Totals of blocks, and several blocks as one. */
import { add, total, type RunningSum } from '../slices/sums';
import type { Block, Family } from './types';

/** How much, of how much. */
export interface Total {
  readonly weight: number;
  readonly sum: number;
}

/** Total of what was measured. */
export function totalOf({ weight, sum: sums }: Block): Total {
  // Hundreds of deploys have a dozen blocks each: nothing is allocated in the loop.
  const [all, amount]: RunningSum[] = [
    { sum: 0, lost: 0 },
    { sum: 0, lost: 0 },
  ];
  for (let i = 0; i < weight.length; i++) {
    if (weight[i] > 0) {
      add(all, weight[i]);
      add(amount, sums[i]);
    }
  }
  return { weight: total(all), sum: total(amount) };
}

/**
 * A mean, moved as its control moved. A share is no more than everything and no less than nothing, whatever the control gained: beyond lies no number that anybody could
 * reach, and none that has a variance. That is nearer to what was seen, so never on the alarming side.
 */
export function moved(family: Family, mean: number, by: number): number {
  return family === 'share' ? Math.min(1, Math.max(0, mean + by)) : mean + by;
}

/** Blocks one after the other: of independent stretches one long one. */
export function joined(blocks: readonly Block[]): Block {
  const all = (part: 'weight' | 'sum') => blocks.flatMap((block) => Array.from(block[part]));
  return { weight: all('weight'), sum: all('sum') };
}

/** Sum over weight; null without weight. */
export function meanOf({ weight, sum: sums }: Total): number | null {
  return weight > 0 ? sums / weight : null;
}
