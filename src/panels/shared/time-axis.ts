/** Round times of a zone for the x axis. */
import { dateTimeForTimeZone } from '@grafana/data';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 7, 14, 28, 56, 112, 364].map((n) => n * DAY),
];
/** Weeks begin on Mondays: 5 January 1970 was one. */
const MONDAY = 4 * DAY;

export interface TimeTick {
  readonly atMs: number;
  readonly text: string;
}

const offsetAt = (timeZone: string, atMs: number): number => dateTimeForTimeZone(timeZone, atMs).utcOffset() * MINUTE;

/** The moment at which the zone's clock shows `localMs`; of two it takes the first guess' neighbour, of none the moment after the gap. */
function fromLocal(timeZone: string, localMs: number): number {
  const guess = localMs - offsetAt(timeZone, localMs);
  return localMs - offsetAt(timeZone, guess);
}

/** Ticks in `[fromMs, toMs]`, at most `most`, at round clock times of the zone: midnights carry the day. */
export function timeTicks(fromMs: number, toMs: number, timeZone: string, most: number): TimeTick[] {
  const length = toMs - fromMs;
  if (most < 1 || !(length > 0)) {
    return [];
  }
  const step = STEPS.find((one) => length / one <= most) ?? Math.ceil(length / most / (364 * DAY)) * 364 * DAY;
  const anchor = step >= 7 * DAY ? MONDAY : 0;
  const ticks: TimeTick[] = [];
  const first = Math.floor((fromMs + offsetAt(timeZone, fromMs) - anchor) / step) * step + anchor;
  for (let local = first; ticks.length <= most; local += step) {
    const atMs = fromLocal(timeZone, local);
    if (atMs > toMs) {
      break;
    }
    const last = ticks[ticks.length - 1];
    if (atMs >= fromMs && (!last || atMs > last.atMs)) {
      const at = dateTimeForTimeZone(timeZone, atMs);
      const clock = at.format('HH:mm');
      ticks.push({ atMs, text: step >= DAY || clock === '00:00' ? at.format('D MMM') : clock });
    }
  }
  return ticks;
}
