/** Half-open time ranges `[from, to)` in words, in a named zone. */
import { dateTimeForTimeZone } from '@grafana/data';

const DAY = 'D';
const HOUR_MS = 60 * 60 * 1000;

/**
 * `1–30 Nov 2026` where both ends are midnights of the zone (the last day included, as people count), else
 * `23 Nov 2026, 02:00–03:00`, with seconds only where the range is an hour at most. Without the zone's name: see `withZone`.
 */
export function formatRange(fromMs: number, toMs: number, timeZone: string): string {
  const from = dateTimeForTimeZone(timeZone, fromMs);
  const to = dateTimeForTimeZone(timeZone, toMs);
  const midnights = [from, to].every((t) => t.format('HH:mm:ss.SSS') === '00:00:00.000');
  if (midnights && toMs > fromMs) {
    return joinDays(from, dateTimeForTimeZone(timeZone, toMs - 1));
  }
  // In a window of an hour a second may matter; in a week it is noise that costs the header its second line.
  const seconds = toMs - fromMs <= HOUR_MS && [from, to].some((t) => t.format('ss') !== '00');
  const clock = seconds ? 'HH:mm:ss' : 'HH:mm';
  const day = 'D MMM YYYY';
  if (from.format(day) === to.format(day)) {
    return `${from.format(day)}, ${from.format(clock)}–${to.format(clock)}`;
  }
  const first = from.format('YYYY') === to.format('YYYY') ? 'D MMM' : day;
  return `${from.format(`${first} ${clock}`)} – ${to.format(`${day} ${clock}`)}`;
}

type Moment = ReturnType<typeof dateTimeForTimeZone>;

function joinDays(first: Moment, last: Moment): string {
  const end = last.format('D MMM YYYY');
  if (first.format('D MMM YYYY') === end) {
    return end;
  }
  if (first.format('YYYY-MM') === last.format('YYYY-MM')) {
    return `${first.format(DAY)}–${end}`;
  }
  return first.format('YYYY') === last.format('YYYY')
    ? `${first.format('D MMM')} – ${end}`
    : `${first.format('D MMM YYYY')} – ${end}`;
}

/** The range with its zone: a time without a zone is half a time. */
export function formatRangeWithZone(fromMs: number, toMs: number, timeZone: string): string {
  return `${formatRange(fromMs, toMs, timeZone)} (${timeZone})`;
}

/** `between 02:00 and 03:00 on 23 Nov 2026 (Europe/Berlin)`, or `in 1–30 Nov 2026 (…)`: for a sentence about nothing. */
export function formatBetween(fromMs: number, toMs: number, timeZone: string): string {
  const from = dateTimeForTimeZone(timeZone, fromMs);
  const to = dateTimeForTimeZone(timeZone, toMs);
  const day = from.format('D MMM YYYY');
  const whole = [from, to].every((t) => t.format('HH:mm:ss') === '00:00:00');
  if (!whole && day === to.format('D MMM YYYY')) {
    return `between ${from.format('HH:mm')} and ${to.format('HH:mm')} on ${day} (${timeZone})`;
  }
  return whole
    ? `in ${formatRangeWithZone(fromMs, toMs, timeZone)}`
    : `between ${from.format('D MMM YYYY HH:mm')} and ${to.format('D MMM YYYY HH:mm')} (${timeZone})`;
}

/** A moment with everything: `23 Nov 2026, 14:05:00 (Europe/Berlin)`. */
export const formatMoment = (atMs: number, timeZone: string): string =>
  `${dateTimeForTimeZone(timeZone, atMs).format('D MMM YYYY, HH:mm:ss')} (${timeZone})`;

export interface Shown {
  readonly fromMs: number;
  readonly toMs: number;
  readonly timeZone: string;
}

/** A moment of what is shown: the clock alone where all of it is a day at most and the day is clear. */
export function formatClock({ fromMs, toMs, timeZone }: Shown, atMs: number): string {
  const day = (ms: number) => dateTimeForTimeZone(timeZone, ms).format('D MMM');
  const at = dateTimeForTimeZone(timeZone, atMs);
  return toMs - fromMs <= 24 * HOUR_MS && day(atMs) === day(toMs - 1) ? at.format('HH:mm') : at.format('D MMM HH:mm');
}
