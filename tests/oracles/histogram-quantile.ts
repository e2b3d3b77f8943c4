/** Quantiles of histograms, slowly: what Prometheus documents, worked out on the observations themselves. */
import {
  BOUNDS,
  classicIndex,
  HISTOGRAM_SCRAPE_MS,
  nativeIndex,
  SCHEMA,
  type HistogramProcess,
} from '../engines/histogram-fleet';

/** Seconds of what the scrapes of [startMs, endMs) saw: between the last scrape before the start (or at it) and the last one until the end. */
export function seenIn(
  processes: readonly HistogramProcess[],
  startMs: number,
  endMs: number,
  device?: string
): number[] {
  return processes.flatMap(({ scrapes, observations }) => {
    const own = scrapes.filter((at) => at > startMs - HISTOGRAM_SCRAPE_MS + 1 && at <= endMs);
    const [first, last] = [own[0], own[own.length - 1]];
    return observations
      .filter((one) => one.at > first && one.at <= last && (device === undefined || one.device === device))
      .map(({ seconds }) => seconds);
  });
}

/**
 * The bucket of the observation at rank q · n, and linearly between its bounds by how much of it lies below the rank; the first
 * bucket begins at 0, the last one is told as its lower bound. Null of nothing.
 * Source: Prometheus documentation, histogram_quantile.
 */
export function classicQuantile(q: number, seconds: readonly number[]): number | null {
  const placed = place(q, seconds, classicIndex);
  if (placed === null) {
    return null;
  }
  const lower = placed.index === 0 ? 0 : BOUNDS[placed.index - 1];
  return placed.index === BOUNDS.length - 1 ? lower : lower + (BOUNDS[placed.index] - lower) * placed.share;
}

/** As above; between the bounds of a bucket by the logarithm. */
export function nativeQuantile(q: number, seconds: readonly number[]): number | null {
  const placed = place(q, seconds, nativeIndex);
  return placed && 2 ** ((placed.index - 1 + placed.share) / 2 ** SCHEMA);
}

function place(q: number, seconds: readonly number[], indexOf: (one: number) => number) {
  const counts = new Map<number, number>();
  seconds.forEach((one) => counts.set(indexOf(one), (counts.get(indexOf(one)) ?? 0) + 1));
  let below = 0;
  for (const index of [...counts.keys()].sort((a, b) => a - b)) {
    const count = counts.get(index)!;
    if (below + count >= q * seconds.length) {
      return { index, share: (q * seconds.length - below) / count };
    }
    below += count;
  }
  return null;
}

/** The observation itself: the smallest that at least q of all do not exceed. */
export function trueQuantile(q: number, seconds: readonly number[]): number {
  return [...seconds].sort((a, b) => a - b)[Math.max(0, Math.ceil(q * seconds.length) - 1)];
}
