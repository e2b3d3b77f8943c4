/** The earlier period that a range is compared with. */
import { dateOf, firstDayOf, instantOfLocal, localDayOf, localOfInstant, startOfLocalDay } from './local-days';
import type { Span } from './windows';

/** An earlier period. */
export interface Earlier extends Span {
  /** What clocks are meant to show at its start, written as UTC ms; they may skip it. */
  readonly localFrom: number;
}

/** `previous`: the stretch before it; `weekday`: whole weeks back; the others: the same local dates so long ago. */
export const COMPARISONS = ['previous', 'weekday', 'month', 'quarter', 'year'] as const;
export type Compare = (typeof COMPARISONS)[number];

/** A calendar day written as UTC milliseconds: only for counting local days, never the length of one. */
// eslint-disable-next-line no-restricted-syntax -- counts days of a local calendar; it is the length of none
const DAY_NUMBER_MS = 86_400_000;
const WEEK_MS = 7 * DAY_NUMBER_MS;
const MONTHS: Readonly<Partial<Record<Compare, number>>> = { month: 1, quarter: 3, year: 12 };

/**
 * The period that [fromMs, toMs) is compared with, UTC epoch ms. Local times are kept over changes of clocks, so that a range which ends
 * now is compared with the same part of the earlier period.
 *
 * - `previous`: see `previousRange`.
 * - `weekday`: back by the fewest whole weeks that are at least the range's length.
 * - `month`, `quarter`, `year`: both ends go back 1, 3 or 12 months to the same date, or the month's last day where it has no such date. An
 *   end at midnight belongs to the day before it, so it goes behind the month's last day: 31 March is compared with all of 28 February.
 *
 * Empty (fromMs >= toMs) where the earlier clocks skipped all of it, or the range lies in an hour that clocks show twice.
 */
export function comparedRange(zone: string, comparison: Compare, fromMs: number, toMs: number): Earlier {
  if (comparison === 'previous') {
    const range = previousRange(zone, fromMs, toMs);
    return { ...range, localFrom: wallTime(zone, range.fromMs) };
  }
  const [from, to] = [wallTime(zone, fromMs), wallTime(zone, toMs)];
  const months = MONTHS[comparison];
  const back = Math.max(1, Math.ceil((to - from) / WEEK_MS)) * WEEK_MS;
  const localFrom = months === undefined ? from - back : monthsBefore(from, months, false);
  const localTo = months === undefined ? to - back : monthsBefore(to, months, true);
  return { fromMs: instantOfLocal(zone, localFrom), toMs: instantOfLocal(zone, localTo), localFrom };
}

/**
 * The period of equal length before [fromMs, toMs): as many calendar days where both ends are a day's start in `zone` (so that a
 * week stays a week over a clock change), else as many milliseconds.
 */
export function previousRange(zone: string, fromMs: number, toMs: number): Span {
  const [from, to] = [localDayOf(zone, fromMs), localDayOf(zone, toMs)];
  const whole = startOfLocalDay(zone, from) === fromMs && startOfLocalDay(zone, to) === toMs;
  return { fromMs: whole ? startOfLocalDay(zone, 2 * from - to) : fromMs - (toMs - fromMs), toMs: fromMs };
}

/** What clocks show, written as UTC ms; at a day's start midnight, also where clocks skip it. */
export function wallTime(zone: string, ms: number): number {
  const day = localDayOf(zone, ms);
  return startOfLocalDay(zone, day) === ms ? day * DAY_NUMBER_MS : localOfInstant(zone, ms);
}

function monthsBefore(local: number, months: number, isEnd: boolean): number {
  const day = Math.floor(local / DAY_NUMBER_MS);
  const time = local - day * DAY_NUMBER_MS;
  const { month, date } = dateOf(day);
  const [first, next] = [firstDayOf(month - months), firstDayOf(month - months + 1)];
  const wanted = first + date - 1;
  const found = wanted < next ? wanted : isEnd && time === 0 ? next : next - 1;
  return found * DAY_NUMBER_MS + time;
}
