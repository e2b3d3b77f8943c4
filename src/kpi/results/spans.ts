/** Which tiles of a part each number is made of, and for how long the store was heard in them. */
import { countBefore, tilesOfBuckets, type PartSlices } from '../slices';
import { accumulatedFrom, accumulates } from './accumulated';
import type { KpiAnswer, PartAnswer } from './answer';

/** Tiles [first, end). */
export interface Span {
  readonly first: number;
  readonly end: number;
}

/** A span for each bucket of the answer; for the whole range where it has none. */
export function spansOf(answer: Pick<KpiAnswer, 'kpi' | 'buckets' | 'toMs'>, { slices }: PartAnswer): readonly Span[] {
  const { kpi, buckets, toMs } = answer;
  if (!accumulates(kpi)) {
    if (!buckets) {
      return [{ first: 0, end: slices.tiles.starts.length }];
    }
    const firsts = tilesOfBuckets(slices.tiles, buckets.edges);
    return firsts.slice(1).map((end, i) => ({ first: firsts[i], end }));
  }
  // Tiles belong where they start; plans cut them where such a stretch begins, as far as the store can.
  const before = countBefore(slices.tiles);
  return (buckets ? buckets.edges.slice(1) : [toMs]).map((end) => ({
    first: before(accumulatedFrom(kpi, Math.min(end, toMs))),
    end: before(Math.min(end, toMs)),
  }));
}

/**
 * ms of the span in which the store was heard: all of it where the store always answers (SQL: no rows means that nothing happened), else the
 * tiles in which any series has something.
 */
export function heardMs(
  { slices, store }: { readonly slices: PartSlices; readonly store: PartAnswer['store'] },
  span: Span
): number {
  const { tiles, series } = slices;
  let ms = 0;
  for (let i = span.first; i < span.end; i++) {
    if (store === 'sql' || series.some(({ observed }) => observed[i] > 0)) {
      ms += tiles.ends[i] - tiles.starts[i];
    }
  }
  return ms;
}
