/** Puts slices from frames and from the store onto one list of tiles. */
import type { ColumnFrame, Column } from '../plan/request';
import { countBefore, tileAt, type CountBefore } from './places';
import type { HeldSlices, PartSlices, SliceSeries, Tiles } from './types';

/** Most segments of one part, and most slices of all of them together (16 bytes each). */
export const MOST_SEGMENTS = 1000;
const MOST_SLICES = 4_000_000;

/** Slices under construction; `reject` of the readers says what was wrong with a frame. */
export interface Collector {
  readonly tiles: Tiles;
  /** Names of the segments, in order. */
  readonly groups: readonly string[];
  readonly series: Map<string, SliceSeries>;
  readonly countBefore: CountBefore;
  /** Values that were no finite numbers; they count as missing. */
  invalid: number;
  /** Keys of segments beyond the limit; where there are any, nothing of the part may be used. */
  readonly beyond: Set<string>;
}

/** How many segments a part of so many tiles may have. */
export function mostSegments(tiles: number): number {
  return Math.max(1, Math.min(MOST_SEGMENTS, Math.floor(MOST_SLICES / Math.max(1, tiles))));
}

export function collector(tiles: Tiles, groups: readonly string[]): Collector {
  return { tiles, groups, series: new Map(), countBefore: countBefore(tiles), invalid: 0, beyond: new Set() };
}

export function collected(c: Collector): PartSlices {
  return { tiles: c.tiles, series: [...c.series.values()] };
}

/** The series of a segment, made where it is new. Null (no value) is a segment of its own, and so is the empty text. */
export function seriesFor(c: Collector, values: ReadonlyArray<string | null>): SliceSeries {
  const key = JSON.stringify(values);
  let series = c.series.get(key);
  if (!series) {
    const segment: Record<string, string | null> = {};
    c.groups.forEach((name, i) => (segment[name] = values[i]));
    const n = c.tiles.starts.length;
    if (c.series.size >= mostSegments(n)) {
      c.beyond.add(key);
      return c.series.values().next().value!;
    }
    series = { segment: Object.freeze(segment), value: new Float64Array(n), observed: new Float64Array(n) };
    c.series.set(key, series);
  }
  return series;
}

/** Copies held slices to their tiles, which must be there: whole tiles of `stepMs`, in stretches that the collector's runs hold. */
export function addHeld(c: Collector, { stretches, series }: HeldSlices, stepMs: number): void {
  for (const known of series) {
    const to = seriesFor(
      c,
      c.groups.map((name) => known.segment[name] ?? null)
    );
    let from = 0;
    for (const { startMs, endMs } of stretches) {
      const n = (endMs - startMs) / stepMs;
      const at = c.countBefore(startMs);
      to.value.set(known.value.subarray(from, from + n), at);
      to.observed.set(known.observed.subarray(from, from + n), at);
      from += n;
    }
  }
}

/**
 * Reads Prometheus frames (one a series: a time column, a value column with labels) whose point at instant t is the slice
 * [t − stepMs, t). NaN and null are missing; infinities are missing and counted.
 * @param labels the label behind each group
 * @returns what is wrong with the frames, or null
 */
export function addPrometheus(
  c: Collector,
  frames: readonly ColumnFrame[],
  labels: readonly string[],
  stepMs: number
): string | null {
  const seen = new Set<SliceSeries>();
  for (const frame of frames) {
    const time = frame.columns.find((column) => column.type === 'time');
    const value = frame.columns.find((column) => column.type === 'number');
    if (!time || !value) {
      return frame.length === 0 ? null : 'a series without time or value';
    }
    const found = value.labels ?? {};
    // An absent label and an empty one are the same thing to Prometheus.
    const series = seriesFor(
      c,
      labels.map((label) => found[label] || null)
    );
    if (seen.has(series)) {
      return 'several series where there should be one; let the expression add them up';
    }
    seen.add(series);
    const { starts } = c.tiles;
    const [times, values] = [time.values, value.values];
    // Points follow each other, so the next tile is tried first. Written out: calls are what costs in the Go host's engine.
    for (let i = 0, to = -1; i < frame.length; i++) {
      const start = (times[i] as number) - stepMs;
      to = starts[to + 1] === start ? to + 1 : tileAt(c.tiles, start);
      if (to < 0) {
        return `a point at ${String(times[i])}, where none was asked for`;
      }
      const found = values[i];
      if (typeof found === 'number') {
        if (found - found === 0) {
          series.value[to] = found + 0;
          series.observed[to] = 1;
        } else if (found === found) {
          c.invalid++;
        }
      }
    }
  }
  return null;
}

/**
 * Reads the table of a slice statement: `bucket`, group columns, an aggregate, `observed`. Buckets without rows are absent: missing.
 * @returns what is wrong with the table, or null
 */
export function addTable(
  c: Collector,
  frames: readonly ColumnFrame[],
  columns: readonly string[],
  aggregate: string
): string | null {
  for (const frame of frames) {
    if (frame.length === 0) {
      continue;
    }
    const named = (name: string) => frame.columns.find((column) => column.name === name);
    const [bucket, value, observed] = [named('bucket'), named(aggregate), named('observed')];
    const groups = columns.map(named);
    if (!bucket || !value || !observed || groups.some((group) => !group)) {
      return `columns ${frame.columns.map((column) => column.name).join(', ')}`;
    }
    const { starts } = c.tiles;
    const only = groups.length === 0 ? seriesFor(c, []) : undefined;
    for (let i = 0, to = -1; i < frame.length; i++) {
      const start = numberOf(bucket, i) ?? NaN;
      to = starts[to + 1] === start ? to + 1 : starts[to] === start ? to : tileAt(c.tiles, start);
      if (to < 0) {
        return `a bucket at ${String(bucket.values[i])}, where none was asked for`;
      }
      const series =
        only ??
        seriesFor(
          c,
          groups.map((group) => textOf(group!.values[i]))
        );
      put(c, series, to, numberOf(value, i), numberOf(observed, i) ?? 0);
    }
  }
  return null;
}

function put(c: Collector, series: SliceSeries, to: number, value: number | null, observed: number): void {
  if (value === null || observed <= 0) {
    return;
  }
  if (!Number.isFinite(value)) {
    c.invalid++;
    return;
  }
  series.value[to] = value + 0;
  series.observed[to] = observed;
}

function numberOf(column: Column, i: number): number | null {
  const value = column.values[i];
  return typeof value === 'number' && !Number.isNaN(value) ? value : null;
}

const textOf = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));
