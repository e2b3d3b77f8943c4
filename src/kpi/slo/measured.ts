/** The parts of a KPI's measure as the accounts read them: per tile of one grid. */
import type { PartSlices, SliceSeries } from '../slices/types';
import { gridOf, runningSums, sumAt, type Grid } from './grid';

/** A part over the whole time. `alwaysKnown`: the store answers for every instant (SQL), so no rows means nothing happened. */
export interface MeasuredPart {
  readonly slices: PartSlices;
  readonly alwaysKnown: boolean;
  /** Slices that end by then do not change any more. */
  readonly closedMs: number;
}

/** One segment's series of a part, put onto a grid: what happened in each tile, and whether it is known. */
export interface Levels {
  readonly value: Float64Array;
  /** 1 where the series has something in the tile. */
  readonly there: Uint8Array;
}

/** ms of each tile in which the part was measured at all: by any of its series. A segment without events is no gap. */
export function knownOf({ slices: { tiles, series }, alwaysKnown }: MeasuredPart): Float64Array {
  const n = tiles.starts.length;
  const known = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    known[i] = alwaysKnown ? tiles.ends[i] - tiles.starts[i] : 0;
  }
  for (let s = 0; s < series.length && !alwaysKnown; s++) {
    const { observed } = series[s];
    for (let i = 0; i < n; i++) {
      if (observed[i] > 0) {
        known[i] = tiles.ends[i] - tiles.starts[i];
      }
    }
  }
  return known;
}

/** A series on the tiles of `grid`. Where its own tiles are others, what they hold is spread over them evenly. */
export function levelsOn(grid: Grid, { slices }: MeasuredPart, series: SliceSeries | undefined): Levels {
  const { starts, ends } = grid.tiles;
  const n = starts.length;
  const value = new Float64Array(n);
  const there = new Uint8Array(n);
  if (!series) {
    return { value, there };
  }
  const { tiles } = slices;
  if (sameTiles(tiles.starts, starts) && sameTiles(tiles.ends, ends)) {
    for (let i = 0; i < n; i++) {
      if (series.observed[i] > 0) {
        value[i] = series.value[i];
        there[i] = 1;
      }
    }
    return { value, there };
  }
  const own = gridOf(tiles);
  const amounts = runningSums(series.value.map((amount, i) => (series.observed[i] > 0 ? amount : 0)));
  const seen = runningSums(series.observed.map((count) => (count > 0 ? 1 : 0)));
  for (let i = 0; i < n; i++) {
    const [from, to] = [own.locate(starts[i]), own.locate(ends[i])];
    value[i] = sumAt(amounts, to) - sumAt(amounts, from);
    there[i] = sumAt(seen, to) > sumAt(seen, from) ? 1 : 0;
  }
  return { value, there };
}

function sameTiles(a: Float64Array, b: Float64Array): boolean {
  if (a === b) {
    return true;
  }
  if (a.length !== b.length) {
    return false;
  }
  for (let i = 0; i < a.length; i++) {
    if (a[i] !== b[i]) {
      return false;
    }
  }
  return true;
}
