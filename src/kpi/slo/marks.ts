/** Which tiles do not count as they were measured. */
import type { Tiles } from '../slices/types';

export const COUNTED = 0;
export const AS_GOOD = 1;
export const REMOVED = 2;

/** Time that is excluded: [fromMs, toMs). */
export interface Excluded {
  readonly fromMs: number;
  readonly toMs: number;
  readonly treatAs: 'removed' | 'good';
}

/**
 * A mark for each tile: what its middle lies in. Slices are the finest there is, so an exclusion takes or leaves them whole; over a day the
 * halves even out. Where several exclusions meet, removed wins.
 */
export function marksOf({ starts, ends }: Tiles, excluded: readonly Excluded[]): Uint8Array {
  const marks = new Uint8Array(starts.length);
  for (const { fromMs, toMs, treatAs } of excluded) {
    const mark = treatAs === 'removed' ? REMOVED : AS_GOOD;
    for (let i = firstWithMiddle(starts, ends, fromMs); i < starts.length && (starts[i] + ends[i]) / 2 < toMs; i++) {
      marks[i] = Math.max(marks[i], mark);
    }
  }
  return marks;
}

function firstWithMiddle(starts: Float64Array, ends: Float64Array, ms: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] + ends[middle]) / 2 < ms) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
