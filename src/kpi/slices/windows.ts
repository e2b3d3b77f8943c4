/** Totals of windows and buckets over slices. */
import { add, total, type RunningSum } from './sums';
import type { SliceSeries, Tiles } from './types';

/** Total of one series over one window. */
export interface Total {
  /** Sum of the observed slices; null where none was observed, which is not 0. */
  readonly value: number | null;
  /** Rows, or points, behind it. */
  readonly observed: number;
  /** Tiles that hold something, and tiles there are. */
  readonly present: number;
  readonly expected: number;
}

/** Total over tiles [first, end). */
export function totalOf(series: SliceSeries, first = 0, end = series.value.length): Total {
  const running: RunningSum = { sum: 0, lost: 0 };
  let observed = 0;
  let present = 0;
  for (let i = first; i < end; i++) {
    if (series.observed[i] > 0) {
      add(running, series.value[i]);
      observed += series.observed[i];
      present++;
    }
  }
  return { value: present > 0 ? total(running) + 0 : null, observed, present, expected: end - first };
}

/** What a series that the store never mentioned amounts to: nothing. */
export function nothing(expected: number): Total {
  return { value: null, observed: 0, present: 0, expected };
}

/**
 * First tile of each bucket [edges[i], edges[i + 1]), and the number of tiles at the end. Tiles belong where they start; those before the
 * first edge (a store that counts in whole slices) to the first bucket. No tile crosses an edge: plans see to it.
 */
export function tilesOfBuckets(tiles: Tiles, edges: readonly number[]): number[] {
  const firsts = [0];
  let tile = 0;
  for (let i = 1; i < edges.length - 1; i++) {
    while (tile < tiles.starts.length && tiles.starts[tile] < edges[i]) {
      tile++;
    }
    firsts.push(tile);
  }
  firsts.push(tiles.starts.length);
  return firsts;
}

/** Running totals of a series: total of tiles [a, b) is `at(b) - at(a)`, without adding them again. */
export interface PrefixSums {
  readonly tiles: Tiles;
  readonly sum: Float64Array;
  /** What rounding took from `sum`; kept apart, so that short windows late in a long series keep their digits. */
  readonly lost: Float64Array;
  readonly observed: Float64Array;
  readonly present: Float64Array;
}

export function prefixSums(tiles: Tiles, series: SliceSeries): PrefixSums {
  const n = tiles.starts.length;
  const made = {
    sum: new Float64Array(n + 1),
    lost: new Float64Array(n + 1),
    observed: new Float64Array(n + 1),
    present: new Float64Array(n + 1),
  };
  const running: RunningSum = { sum: 0, lost: 0 };
  for (let i = 0; i < n; i++) {
    const there = series.observed[i] > 0;
    if (there) {
      add(running, series.value[i]);
    }
    made.sum[i + 1] = running.sum;
    made.lost[i + 1] = running.lost;
    made.observed[i + 1] = made.observed[i] + (there ? series.observed[i] : 0);
    made.present[i + 1] = made.present[i] + (there ? 1 : 0);
  }
  return { tiles, ...made };
}

/** Total of the tiles that start in [fromMs, toMs); in O(log n). */
export function windowTotal(sums: PrefixSums, fromMs: number, toMs: number): Total {
  const a = firstAt(sums.tiles.starts, fromMs);
  const b = Math.max(a, firstAt(sums.tiles.starts, toMs));
  const present = sums.present[b] - sums.present[a];
  const value = sums.sum[b] - sums.sum[a] + (sums.lost[b] - sums.lost[a]);
  return {
    value: present > 0 ? value + 0 : null,
    observed: sums.observed[b] - sums.observed[a],
    present,
    expected: b - a,
  };
}

/** Index of the first start that is at least `ms`. */
function firstAt(starts: Float64Array, ms: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle] < ms) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
