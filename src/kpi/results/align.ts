/** Which bucket of an earlier period stands beside which bucket of a series. */
import { localDayOf, localOfInstant, NOMINAL_GRAIN_MS, wallTime, type Grain } from '../calendar';
import type { Buckets } from './answer';

/**
 * For each bucket the index of the earlier one beside it, or null. Minutes, hours and days stand where the local calendar shows them, counted
 * from where the ranges begin: an hour that clocks skipped has none beside it, and one that they showed twice has the earlier one once. Weeks
 * and longer are counted from the first. `localFrom`: what clocks are meant to show where the earlier range begins, written as UTC ms.
 */
export function alignedBuckets(
  zone: string,
  now: Buckets,
  before: Buckets,
  localFrom: number
): ReadonlyArray<number | null> {
  const own = placesOf(zone, now, wallTime(zone, now.edges[0]));
  const found = new Map<number, number[]>();
  placesOf(zone, before, localFrom).forEach((place, i) => found.set(place, [...(found.get(place) ?? []), i]));
  return own.map((place) => found.get(place)?.shift() ?? null);
}

/** How many buckets of the local calendar lie between the start of the range and that of each bucket. */
function placesOf(zone: string, { grain, edges }: Buckets, localFrom: number): number[] {
  const starts = edges.slice(0, -1);
  if (grain === '1d') {
    const first = Math.floor(localFrom / NOMINAL_GRAIN_MS['1d']);
    return starts.map((ms) => localDayOf(zone, ms) - first);
  }
  const step = NOMINAL_GRAIN_MS[grain as Grain];
  if (step > NOMINAL_GRAIN_MS['1d']) {
    return starts.map((_, i) => i);
  }
  const first = Math.floor(localFrom / step);
  return starts.map((ms) => Math.floor(localOfInstant(zone, ms) / step) - first);
}
