/** Made-up measurements for tests of accounts. */
import { tilesOf, type Run } from '../slices/tiles';
import type { PartSlices, SliceSeries } from '../slices/types';
import type { MeasuredPart } from './measured';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** A part of one series without segments; null is a slice in which nothing was seen. */
export function partOf(
  runs: readonly Run[],
  values: ReadonlyArray<number | null>,
  options: { readonly alwaysKnown?: boolean; readonly closedMs?: number } = {}
): MeasuredPart & { readonly series: SliceSeries } {
  const tiles = tilesOf(runs);
  if (tiles.starts.length !== values.length) {
    throw new Error(`${values.length} values for ${tiles.starts.length} tiles`);
  }
  const series: SliceSeries = {
    segment: {},
    value: Float64Array.from(values, (value) => value ?? 0),
    observed: Float64Array.from(values, (value) => (value === null ? 0 : 1)),
  };
  const slices: PartSlices = { tiles, series: [series] };
  return { slices, series, alwaysKnown: options.alwaysKnown ?? false, closedMs: options.closedMs ?? Infinity };
}

export const evenRun = (count: number, stepMs = 5 * MINUTE, startMs = 0): Run[] => [
  { startMs, endMs: startMs + count * stepMs, stepMs },
];
