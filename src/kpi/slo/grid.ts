/** Instants on a list of tiles, and running totals over them: any window is two look-ups. */
import type { Tiles } from '../slices/types';

/**
 * Finds instants on tiles. A position is the tile's index, and after the point how much of the tile is over: 3.25 is a quarter into the
 * fourth tile. Before the first tile it is 0, after the last one the number of tiles.
 */
export interface Grid {
  readonly tiles: Tiles;
  locate(ms: number): number;
}

/** A grid that remembers where it looked last: instants that are asked in ascending order are found in a step or two. */
export function gridOf(tiles: Tiles): Grid {
  const { starts, ends } = tiles;
  const n = starts.length;
  let last = 0;
  const search = (ms: number): number => {
    let low = 0;
    let high = n - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= ms) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  };
  return {
    tiles,
    locate(ms) {
      if (n === 0 || ms <= starts[0]) {
        return 0;
      }
      if (ms >= ends[n - 1]) {
        return n;
      }
      if (starts[last] > ms || (last + 1 < n && starts[last + 1] <= ms)) {
        last = last + 2 < n && starts[last + 1] <= ms && ms < starts[last + 2] ? last + 1 : search(ms);
      }
      return ms >= ends[last] ? last + 1 : last + (ms - starts[last]) / (ends[last] - starts[last]);
    },
  };
}

/** Sums of what comes before each tile; one more than there are tiles. */
export function runningSums(values: Float64Array): Float64Array {
  const n = values.length;
  const sums = new Float64Array(n + 1);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    sum += values[i];
    sums[i + 1] = sum;
  }
  return sums;
}

/** Running total at a position. Within a tile it grows evenly: what a tile holds has no finer time. */
export function sumAt(sums: Float64Array, position: number): number {
  const i = Math.floor(position);
  const part = position - i;
  return part === 0 ? sums[i] : sums[i] + (sums[i + 1] - sums[i]) * part;
}
