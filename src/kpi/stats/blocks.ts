/** Totals of blocks, and several blocks as one. */
import { sum } from '../slices';
import type { Block } from './types';

/** How much, of how much. */
export interface Total {
  readonly weight: number;
  readonly sum: number;
}

/** Total of what was measured. */
export function totalOf({ weight, sum: sums }: Block): Total {
  const measured = Array.from({ length: weight.length }, (_, i) => i).filter((i) => weight[i] > 0);
  return { weight: sum(measured.map((i) => weight[i])), sum: sum(measured.map((i) => sums[i])) };
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
