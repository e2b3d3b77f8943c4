/** Budgeting methods Timeslices and RatioTimeslices: time cut into short slices, each judged by itself. */
import type { Comparison, Objective, TimeSlices } from '../definition/types';
import type { SliceSeries, Tiles } from '../slices/types';
import { accountOf, type Account } from './account';
import { gridOf, runningSums, sumAt, type Grid } from './grid';
import { AS_GOOD, marksOf, REMOVED, type Excluded } from './marks';
import { knownOf, levelsOn, type MeasuredPart } from './measured';

/** How much of a slice was bad: 0 to 1; null where nothing was measured in it. */
export interface Verdicts {
  readonly tiles: Tiles;
  readonly bad: ReadonlyArray<number | null>;
  /** ms of each slice in which the store was heard. */
  readonly known: Float64Array;
}

/** What a slice is judged by. */
export type Judged =
  | {
      readonly kind: 'ratio';
      readonly numerator: MeasuredPart;
      readonly denominator: MeasuredPart;
      readonly good: SliceSeries | undefined;
      readonly all: SliceSeries | undefined;
      readonly countsFailures: boolean;
      readonly apart?: boolean;
    }
  /** Added up over the slice, times `scale` (per minute, per second …). */
  | {
      readonly kind: 'sum';
      readonly part: MeasuredPart;
      readonly series: SliceSeries | undefined;
      readonly scale: number;
    }
  /** A level: the mean of what was read in the slice. */
  | { readonly kind: 'level'; readonly part: MeasuredPart; readonly series: SliceSeries | undefined };

/** Whole slices of the UTC grid within [fromMs, toMs). */
export function slicesWithin(fromMs: number, toMs: number, windowMs: number): Tiles {
  const first = Math.ceil(fromMs / windowMs);
  const n = Math.max(0, Math.floor(toMs / windowMs) - first);
  const starts = new Float64Array(n);
  const ends = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    starts[i] = (first + i) * windowMs;
    ends[i] = (first + i + 1) * windowMs;
  }
  return { starts, ends };
}

/**
 * The slices that are closed: one that more events may still reach is not judged yet. With `good` a slice is wholly good or wholly
 * bad; without it the share of a ratio that is missing to 1 is bad.
 */
export function verdictsOf(judged: Judged, slices: TimeSlices): Verdicts {
  const parts = judged.kind === 'ratio' ? [judged.denominator, judged.numerator] : [judged.part];
  const { tiles: asked } = parts[0].slices;
  const closedMs = Math.min(...parts.map((part) => part.closedMs));
  const n = asked.starts.length;
  const tiles =
    n === 0
      ? slicesWithin(0, 0, slices.windowMs)
      : slicesWithin(asked.starts[0], Math.min(asked.ends[n - 1], closedMs), slices.windowMs);
  const values = levelsOf(judged, tiles);
  const grid = gridOf(asked);
  const knownMs = runningSums(knownOf(parts[0]));
  const known = new Float64Array(values.length);
  const bad = values.map((value, i) => {
    known[i] = sumAt(knownMs, grid.locate(tiles.ends[i])) - sumAt(knownMs, grid.locate(tiles.starts[i]));
    return value === null ? null : badShare(value, slices);
  });
  return { tiles, bad, known };
}

/** The KPI's value in a slice, and what it lacks of 1. */
interface Level {
  readonly value: number;
  readonly lack: number;
}

function badShare({ value, lack }: Level, { good }: TimeSlices): number {
  if (good) {
    return holds(value, good.op, Number(good.bound)) ? 0 : 1;
  }
  return Math.min(1, Math.max(0, lack));
}

/** Whether `value op bound`. */
export function holds(value: number, op: Comparison, bound: number): boolean {
  switch (op) {
    case 'lt':
      return value < bound;
    case 'lte':
      return value <= bound;
    case 'gt':
      return value > bound;
    case 'gte':
      return value >= bound;
  }
}

/** Of each slice; null where nothing was measured, or a ratio's denominator is 0. */
function levelsOf(judged: Judged, tiles: Tiles): Array<Level | null> {
  if (judged.kind === 'ratio') {
    const all = addUp(judged.denominator, judged.all, tiles);
    const counted = addUp(judged.numerator, judged.good, tiles);
    // Good events that were never seen anywhere may be a wrong label; then nothing is judged.
    const blind = !judged.countsFailures && judged.all !== undefined && judged.good === undefined;
    return all.map(({ amount, there }, i) => {
      if (there === 0 || amount === 0 || blind) {
        return null;
      }
      const share = counted[i].amount / amount;
      // Subtracted before it is divided, like the shown value: 93 of 100 are 0.93, and 1 − 0.07 is a little less.
      return judged.countsFailures
        ? { value: (amount - counted[i].amount) / amount, lack: share }
        : { value: share, lack: 1 - share };
    });
  }
  return addUp(judged.part, judged.series, tiles).map(({ amount, there }) => {
    if (there === 0) {
      return null;
    }
    const value = judged.kind === 'level' ? amount / there : amount * judged.scale;
    return { value, lack: 1 - value };
  });
}

function addUp(part: MeasuredPart, series: SliceSeries | undefined, tiles: Tiles) {
  const grid: Grid = gridOf(part.slices.tiles);
  const { value, there } = levelsOn(grid, part, series);
  const amounts = runningSums(value);
  const seen = runningSums(Float64Array.from(there));
  return Array.from({ length: tiles.starts.length }, (_, i) => {
    const [from, to] = [grid.locate(tiles.starts[i]), grid.locate(tiles.ends[i])];
    return { amount: sumAt(amounts, to) - sumAt(amounts, from), there: sumAt(seen, to) - sumAt(seen, from) };
  });
}

/**
 * Slices over slices. A slice without a verdict is what `absentIs` says: a gap (neither counted nor, where the store itself was not heard,
 * covered), good, or bad. Windows count the slices that lie wholly in them.
 */
export function sliceAccount(
  { tiles, bad: verdicts, known: heard }: Verdicts,
  absentIs: Objective['absentIs'],
  excluded: readonly Excluded[]
): Account {
  const n = verdicts.length;
  const marks = marksOf(tiles, excluded);
  const [total, bad, known, counted] = [
    new Float64Array(n),
    new Float64Array(n),
    new Float64Array(n),
    new Float64Array(n),
  ];
  for (let i = 0; i < n; i++) {
    if (marks[i] === REMOVED) {
      continue;
    }
    const length = tiles.ends[i] - tiles.starts[i];
    counted[i] = length;
    const verdict = verdicts[i] ?? (absentIs === 'gap' ? null : absentIs === 'good' ? 0 : 1);
    known[i] = absentIs === 'gap' ? heard[i] : length;
    if (verdict !== null) {
      total[i] = 1;
      bad[i] = marks[i] === AS_GOOD ? 0 : verdict;
    }
  }
  return accountOf({ grid: gridOf(tiles), total, bad, known, counted }, 'slices', true);
}
