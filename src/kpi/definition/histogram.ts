/** Names of histograms in Prometheus, and what their quantiles may be. */

export type HistogramType = 'histogram' | 'nativeHistogram';

/** The label that tells the buckets of a classic histogram apart. */
export const BUCKET_LABEL = 'le';

/**
 * The series to read for a histogram's quantile: of a classic one its `_bucket`, which may be written or not; a native one is a single
 * series under the histogram's own name. Null where the name is that of another of its series (`_sum`, `_count`), or a native one's
 * is given with `_bucket`: only a classic histogram has such series.
 */
export function histogramSeries(type: HistogramType, metric: string): string | null {
  if (/_(?:sum|count)$/.test(metric)) {
    return null;
  }
  const bucket = /_bucket$/.test(metric);
  return type === 'nativeHistogram' ? (bucket ? null : metric) : bucket ? metric : `${metric}_bucket`;
}

/** An exact decimal over 0 and under 1 as PromQL writes it, `0.95`; undefined for anything else. */
export function quantileText(q: string): string | undefined {
  const digits = /^0{0,18}(\.\d{1,15})$/.exec(q)?.[1];
  return digits && /[1-9]/.test(digits) ? `0${digits}` : undefined;
}
