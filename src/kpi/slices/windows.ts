/** Totals of windows and buckets over slices. */
import { countBefore, type CountBefore } from './places';
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
  readonly countBefore: CountBefore;
}

export function prefixSums(tiles: Tiles, series: SliceSeries): PrefixSums {
  const n = tiles.starts.length;
  const { value, observed } = series;
  const [sums, losses] = [new Float64Array(n + 1), new Float64Array(n + 1)];
  const [rows, present] = [new Float64Array(n + 1), new Float64Array(n + 1)];
  // Neumaier's addition of ./sums.ts, written out: calls and fields are what costs in the Go host's engine.
  let [sum, lost, seen, there] = [0, 0, 0, 0];
  for (let i = 0; i < n;) {
    const here = observed[i];
    if (here > 0) {
      const x = value[i];
      const next = sum + x;
      lost += (sum < 0 ? -sum : sum) >= (x < 0 ? -x : x) ? sum - next + x : x - next + sum;
      sum = next;
      seen += here;
      there++;
    }
    i++;
    sums[i] = sum;
    losses[i] = lost;
    rows[i] = seen;
    present[i] = there;
  }
  return { tiles, sum: sums, lost: losses, observed: rows, present, countBefore: countBefore(tiles) };
}

/** Total of the tiles that start in [fromMs, toMs); without a loop over them. */
export function windowTotal(sums: PrefixSums, fromMs: number, toMs: number): Total {
  const a = sums.countBefore(fromMs);
  const b = Math.max(a, sums.countBefore(toMs));
  const present = sums.present[b] - sums.present[a];
  const value = sums.sum[b] - sums.sum[a] + (sums.lost[b] - sums.lost[a]);
  return {
    value: present > 0 ? value + 0 : null,
    observed: sums.observed[b] - sums.observed[a],
    present,
    expected: b - a,
  };
}
