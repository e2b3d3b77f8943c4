/** Which slices cover a range: runs of equal steps, and the tiles they stand for. */
import { SLICE_STEPS_MS } from '../calendar';
import type { Tiles } from './types';

/**
 * A stretch cut on the UTC grid of `stepMs`; its first and last tile are clipped to the stretch. `stepMs: null` is one tile.
 * The same shape as `BucketRun` in sql/types.ts. Plain data.
 */
export interface Run {
  readonly startMs: number;
  readonly endMs: number;
  readonly stepMs: number | null;
  /** Tiles begin at `startMs` + k · `stepMs` instead of on the UTC grid. */
  readonly anchored?: true;
}

export interface TilingNeeds {
  readonly fromMs: number;
  readonly toMs: number;
  readonly nowMs: number;
  readonly latenessMs: number;
  /** No slice may be longer: the zone's grid, or the grain. */
  readonly longestMs: number;
  /** No slice may be shorter: what the store can count (Prometheus: several scrapes). */
  readonly shortestMs: number;
  /** True where the store clips tiles at the range's very ends (SQL); else the ends move down to a whole shortest slice. */
  readonly exact: boolean;
  /** Stretches of history in which slices of 5 min are needed, not hours: charts, and where windows begin. */
  readonly fine?: ReadonlyArray<readonly [fromMs: number, toMs: number]>;
  /** Instants that no tile may cross; only stores that clip (`exact`) can keep them. */
  readonly cuts?: readonly number[];
}

const MINUTE = 60_000;
/** Behind `lateness`, so much more is asked in minutes. */
const OPEN_MARGIN_MS = 10 * MINUTE;
/** Slices of 5 min reach back so far; before it they are hours. */
const RECENT_MS = 3 * 24 * 60 * MINUTE;

const down = (ms: number, step: number) => Math.floor(ms / step) * step;

/** What is older is not asked in minutes, however late its rows may be: a detection lag of 30 days would be 43,200 of them. */
const MOST_MINUTES_MS = 24 * 60 * MINUTE;

/** Start of what is asked in minutes: [now − lateness − 10 min, now), on the 5-min grid; a day at most. */
export function openStartMs(nowMs: number, latenessMs: number): number {
  return down(nowMs - Math.min(latenessMs + OPEN_MARGIN_MS, MOST_MINUTES_MS), 5 * MINUTE);
}

/**
 * The runs that cover the range without gap or overlap, ascending: minutes for the open end, 5 min for the last three days,
 * the longest allowed slices before; the ragged ends of stores that cannot clip in the shorter ones. Empty where nothing is left.
 */
export function tilingOf(needs: TilingNeeds): Run[] {
  const allowed = SLICE_STEPS_MS.filter((step) => step <= needs.longestMs && step >= needs.shortestMs);
  const steps = allowed.filter((step, i) => i === 0 || step <= 5 * MINUTE);
  const finest = steps[steps.length - 1];
  if (finest === undefined) {
    return [];
  }
  const from = needs.exact ? needs.fromMs : down(needs.fromMs, finest);
  const end = Math.min(needs.toMs, needs.nowMs);
  const to = needs.exact ? end : down(end, finest);
  const middle = steps.find((step) => step <= 5 * MINUTE) ?? finest;
  const open = down(openStartMs(needs.nowMs, needs.latenessMs), middle);
  const recent = Math.min(open, down(needs.nowMs - RECENT_MS, steps[0]));
  const regions: ReadonlyArray<readonly [number, number, number]> = [
    ...history(recent, steps[0], middle, needs.fine ?? []),
    [recent, open, middle],
    [open, Infinity, finest],
  ];
  const runs: Run[] = [];
  for (const [start, stop, step] of regions) {
    const [a, b] = [Math.max(from, start), Math.min(to, stop)];
    if (a < b) {
      runs.push(
        ...(needs.exact ? [{ startMs: a, endMs: b, stepMs: step }] : cover(a, b, steps.slice(steps.indexOf(step))))
      );
    }
  }
  return needs.exact && needs.cuts ? cutAt(joined(runs), needs.cuts) : joined(runs);
}

/** What is older than `recent`: coarse, but for the fine stretches, which are widened to whole coarse tiles. */
function history(
  recent: number,
  coarse: number,
  middle: number,
  fine: NonNullable<TilingNeeds['fine']>
): Array<readonly [number, number, number]> {
  const regions: Array<readonly [number, number, number]> = [];
  let at = -Infinity;
  for (const [from, to] of fine.slice().sort((a, b) => a[0] - b[0])) {
    const [a, b] = [Math.max(at, down(from, coarse)), Math.min(recent, Math.ceil(to / coarse) * coarse)];
    if (a < b) {
      regions.push([at, a, coarse], [a, b, middle]);
      at = b;
    }
  }
  return [...regions, [at, recent, coarse]];
}

/** Runs that end and begin again at each cut that is not on their grid anyway. */
function cutAt(runs: readonly Run[], cuts: readonly number[]): Run[] {
  const sorted = cuts.slice().sort((a, b) => a - b);
  return runs.flatMap((run) => {
    const { stepMs } = run;
    const inside = sorted.filter(
      (cut, i) =>
        cut > run.startMs && cut < run.endMs && cut !== sorted[i - 1] && (stepMs === null || cut % stepMs !== 0)
    );
    const edges = [run.startMs, ...inside, run.endMs];
    return edges.slice(1).map((endMs, i) => ({ startMs: edges[i], endMs, stepMs }));
  });
}

/** Whole tiles of the first step, and of shorter ones where the ends are ragged. */
function cover(from: number, to: number, steps: readonly number[]): Run[] {
  if (from >= to) {
    return [];
  }
  const [step, ...shorter] = steps;
  const [a, b] = [Math.ceil(from / step) * step, down(to, step)];
  if (shorter.length === 0) {
    return [{ startMs: from, endMs: to, stepMs: step }];
  }
  if (a >= b) {
    return cover(from, to, shorter);
  }
  return [...cover(from, a, shorter), { startMs: a, endMs: b, stepMs: step }, ...cover(b, to, shorter)];
}

/** Neighbours of one step become one run, where their border is on its grid. */
function joined(runs: readonly Run[]): Run[] {
  const out: Run[] = [];
  for (const run of runs) {
    const before = out[out.length - 1];
    if (before && before.stepMs === run.stepMs && run.stepMs !== null && run.startMs % run.stepMs === 0) {
      out[out.length - 1] = { ...before, endMs: run.endMs };
    } else {
      out.push(run);
    }
  }
  return out;
}

/** How many tiles the runs stand for. */
export function tileCount(runs: readonly Run[]): number {
  let count = 0;
  for (const { startMs, endMs, stepMs, anchored } of runs) {
    const from = anchored ? 0 : startMs;
    count += stepMs === null ? 1 : Math.ceil((endMs - startMs + from) / stepMs) - Math.floor(from / stepMs);
  }
  return count;
}

/** The tiles of runs that follow each other without a gap. */
export function tilesOf(runs: readonly Run[]): Tiles {
  const count = tileCount(runs);
  const starts = new Float64Array(count);
  const ends = new Float64Array(count);
  let i = 0;
  for (const { startMs, endMs, stepMs, anchored } of runs) {
    let at = startMs;
    let next = stepMs === null ? endMs : (anchored ? startMs : down(startMs, stepMs)) + stepMs;
    while (at < endMs) {
      starts[i] = at;
      at = next < endMs ? next : endMs;
      ends[i] = at;
      next += stepMs ?? 0;
      i++;
    }
  }
  return { starts, ends, runs };
}
