/** Which time is compared with which. */
import { instantOfLocal, localDayOf, localOfInstant } from '../../calendar';
import type { Stretch } from './ledger';

const MINUTE_MS = 60_000;
/** Dispersion is estimated on buckets of at least this: bursts of minutes are in it. */
const SLOT_MS = 5 * MINUTE_MS;
/** At most about so many buckets a stretch. */
const MOST_SLOTS = 24;
/** A week of clocks' time, written as UTC ms. */
// eslint-disable-next-line no-restricted-syntax -- counts days of a local calendar; it is the length of none
const WEEK_MS = 7 * 86_400_000;
/** Weeks that are looked back where the weekday is the control. */
export const MOST_WEEKS = 4;
/** Stretches before the time before, from which dispersion is estimated where no weeks are. */
export const CALM = 3;
/** A longer look has no week before it that it does not overlap. */
export const LONGEST_FOR_WEEKDAY_MS = 7 * 24 * 60 * MINUTE_MS - 60 * MINUTE_MS;

export interface EffectWindows {
  readonly before: Stretch;
  /** As it will be at its end. */
  readonly after: Stretch;
}

/** Times of a change at `atMs`. */
export function windowsOf(atMs: number, beforeMs: number, afterMs: number, settleMs: number): EffectWindows {
  return { before: { fromMs: atMs - beforeMs, toMs: atMs }, after: { fromMs: atMs + settleMs, toMs: atMs + afterMs } };
}

/** The same local time so many weeks before; clocks may have changed between. */
export function weeksBefore(zone: string, weeks: number, { fromMs, toMs }: Stretch): Stretch {
  const back = (ms: number) => instantOfLocal(zone, localOfInstant(zone, ms) - weeks * WEEK_MS);
  return { fromMs: back(fromMs), toMs: back(toMs) };
}

/** Stretches before `before`, the nearest first. */
export function calmBefore({ fromMs, toMs }: Stretch): Stretch[] {
  const length = toMs - fromMs;
  return Array.from({ length: CALM }, (_, i) => ({ fromMs: fromMs - (i + 1) * length, toMs: toMs - (i + 1) * length }));
}

export function slotOf({ fromMs, toMs }: Stretch): number {
  return Math.max(1, Math.ceil((toMs - fromMs) / MOST_SLOTS / SLOT_MS)) * SLOT_MS;
}

/** Everything that has to be known of two windows: one stretch, and where in it slices must be short. */
export function reachOf(
  zone: string,
  { before, after }: EffectWindows,
  weekday: boolean
): { readonly fromMs: number; readonly toMs: number; readonly fine: ReadonlyArray<readonly [number, number]> } {
  const calm = calmBefore(before);
  const own: readonly [number, number] = [calm[calm.length - 1].fromMs, after.toMs];
  const weeks = weekday ? Array.from({ length: MOST_WEEKS }, (_, i) => i + 1) : [];
  const earlier = weeks.map((week): readonly [number, number] => {
    const { fromMs, toMs } = weeksBefore(zone, week, { fromMs: before.fromMs, toMs: after.toMs });
    return [fromMs, toMs];
  });
  const fine = [own, ...earlier];
  return { fromMs: Math.min(...fine.map(([from]) => from)), toMs: after.toMs, fine };
}

const DAYS = ['Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays', 'Sundays'];

/** `the same hours of 4 Wednesdays before`; a 1970-01-01 was a Thursday. */
export function weekdayWords(zone: string, atMs: number, weeks: number): string {
  const day = DAYS[(((localDayOf(zone, atMs) + 3) % 7) + 7) % 7];
  return weeks === 1 ? `the same hours of the ${day.slice(0, -1)} before` : `the same hours of ${weeks} ${day} before`;
}
