/** Where tiles and stretches are: by arithmetic where the grid is known, else by halving. */
import type { Run } from './tiles';
import type { Stretch, Tiles } from './types';

/** More separate stretches than this are not asked for; the least of what is held between them is asked again instead. */
const MOST_GAPS = 4;

/** How many tiles start before an instant, with what is looked up once. */
export type CountBefore = (ms: number) => number;

/** For many look-ups in the same tiles. */
export function countBefore(tiles: Tiles): CountBefore {
  const { starts, runs } = tiles;
  if (!runs) {
    return (ms) => halve(starts, ms);
  }
  const places: Array<{
    startMs: number;
    endMs: number;
    stepMs: number | null;
    origin: number;
    first: number;
    base: number;
  }> = [];
  let first = 0;
  for (const { startMs, endMs, stepMs, anchored } of runs) {
    const origin = anchored ? startMs : 0;
    const base = stepMs === null ? 0 : Math.floor((startMs - origin) / stepMs);
    places.push({ startMs, endMs, stepMs, origin, first, base });
    first += stepMs === null ? 1 : Math.ceil((endMs - origin) / stepMs) - base;
  }
  const n = places.length;
  return (ms) => {
    // Windows look back from now, so most of what is asked for is in the last runs.
    for (let i = n - 1; i >= 0; i--) {
      const run = places[i];
      if (ms > run.startMs) {
        if (ms > run.endMs) {
          return i === n - 1 ? first : places[i + 1].first;
        }
        return run.stepMs === null ? run.first + 1 : run.first + Math.ceil((ms - run.origin) / run.stepMs) - run.base;
      }
    }
    return 0;
  };
}

/** Index of the tile that starts at `ms`, or -1. */
export function tileAt({ starts }: Tiles, ms: number): number {
  const i = halve(starts, ms);
  return i < starts.length && starts[i] === ms ? i : -1;
}

/** Index of the first start that is at least `ms`; the number of starts where none is. */
function halve(starts: Float64Array, ms: number): number {
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

/**
 * What of `run` is not held (stretches of whole tiles of its step, ascending, within it). Nothing held is asked for again, unless there are
 * more than four gaps: then those with the least between them become one, so that a holey store does not make many requests.
 */
export function missingRuns(run: Run, held: readonly Stretch[]): Run[] {
  const { startMs, endMs, stepMs } = run;
  if (stepMs === null || held.length === 0) {
    return [run];
  }
  const anchored = run.anchored ? { anchored: true as const } : {};
  const gaps: Array<{ startMs: number; endMs: number; stepMs: number; anchored?: true }> = [];
  let at = startMs;
  for (const stretch of [...held, { startMs: endMs, endMs }]) {
    if (at < stretch.startMs) {
      gaps.push({ startMs: at, endMs: stretch.startMs, stepMs, ...anchored });
    }
    at = stretch.endMs;
  }
  while (gaps.length > MOST_GAPS) {
    let least = 1;
    for (let i = 2; i < gaps.length; i++) {
      const between = gaps[i].startMs - gaps[i - 1].endMs;
      least = between < gaps[least].startMs - gaps[least - 1].endMs ? i : least;
    }
    gaps[least - 1].endMs = gaps[least].endMs;
    gaps.splice(least, 1);
  }
  return gaps;
}
