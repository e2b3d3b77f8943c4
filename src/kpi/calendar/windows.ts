/** Windows of a calendar: months, fiscal quarters, weeks that begin on Sunday, as instants. */
import type { CalendarWindow } from '../definition/types';
import { instantOfLocal, localOfInstant } from './local-days';

/** Half-open stretch of time, UTC epoch ms. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** A calendar day written as UTC milliseconds: only for counting local days, never the length of one. */
// eslint-disable-next-line no-restricted-syntax -- counts days of a local calendar; it is the length of none
const DAY_NUMBER_MS = 86_400_000;
const MONTHS = { M: 1, Q: 3, Y: 12 } as const;

/** `2026-04-01T00:00` -> the local time as UTC ms. @throws RangeError for another form; definitions are checked before */
export function parseLocal(text: string): number {
  const match = /^([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2})$/.exec(text);
  if (!match) {
    throw new RangeError(`Not a local time: ${text}`);
  }
  const [year, month, day, hour, minute] = match.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute);
}

/**
 * The window that holds the instant `ms`: fromMs <= ms < toMs. Windows tile all time in both directions from `window.start`. One that would
 * begin at a local time that clocks skip begins at the change; at one that they show twice, the earlier time. Days that never were (Apia
 * 2011-12-30) make no window. Exact from 1970 to 2037, as far as the zone table reaches.
 */
export function calendarWindowAt(window: CalendarWindow, ms: number): Span {
  const edge = edgesOf(window);
  let n = edge.near(localOfInstant(window.timeZone, ms));
  while (edge.at(n) > ms) {
    n--;
  }
  while (edge.at(n + 1) <= ms) {
    n++;
  }
  return { fromMs: edge.at(n), toMs: edge.at(n + 1) };
}

/** All windows that touch [fromMs, toMs), in order and whole, also where they begin before or end after it; none for an empty range. */
export function calendarWindows(window: CalendarWindow, fromMs: number, toMs: number): readonly Span[] {
  const spans: Span[] = [];
  for (let at = fromMs; at < toMs; at = spans[spans.length - 1].toMs) {
    spans.push(calendarWindowAt(window, at));
  }
  return spans;
}

/** Start of the n-th window as an instant, and which one is near a local time. */
function edgesOf({ start, count, unit, timeZone }: CalendarWindow) {
  const first = parseLocal(start);
  if (unit === 'd' || unit === 'w') {
    const step = count * (unit === 'w' ? 7 : 1) * DAY_NUMBER_MS;
    return {
      at: (n: number) => instantOfLocal(timeZone, first + n * step),
      near: (local: number) => Math.floor((local - first) / step),
    };
  }
  const step = count * MONTHS[unit];
  const from = new Date(first);
  const month = from.getUTCFullYear() * 12 + from.getUTCMonth();
  return {
    // The day is at most the 28th, so that every month has it; the form refuses later ones.
    at: (n: number) => instantOfLocal(timeZone, new Date(first).setUTCMonth(from.getUTCMonth() + n * step)),
    near: (local: number) => {
      const date = new Date(local);
      return Math.floor((date.getUTCFullYear() * 12 + date.getUTCMonth() - month) / step);
    },
  };
}
