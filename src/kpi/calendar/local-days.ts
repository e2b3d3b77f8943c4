/** Days of a zone's calendar as instants. Local days are numbered from 1970-01-01 = 0. */
import { stretchAt, stretchesOf, type ZoneStretches } from './zones';

const MINUTE = 60_000;
/** A calendar day written as UTC milliseconds: only for numbering days, never for the length of a zone's day. */
// eslint-disable-next-line no-restricted-syntax -- numbers days; it is the length of none
const DAY_NUMBER_MS = 86_400_000;
/** Clocks differ from UTC by less than this. */
const WIDEST_OFFSET_MS = 26 * 3_600_000;

const offsetMs = (stretches: ZoneStretches, i: number) => stretches.offsets[i] * MINUTE;

/**
 * First instant (UTC epoch ms) of the local day `day`: the earlier 00:00 where clocks show it twice, the change itself
 * where they skip it (Sao Paulo, Cairo). A day that never was (Apia 2011-12-30) starts where the next one does.
 * Source: ECMA Temporal, GetStartOfDay.
 */
export function startOfLocalDay(zone: string, day: number): number {
  return instantOfLocal(zone, day * DAY_NUMBER_MS);
}

/**
 * The instant (UTC epoch ms) at which clocks of `zone` show the local time `local` (written as UTC ms): the earlier one where they show
 * it twice, the change itself where they skip it. Never runs backwards: a later local time is never an earlier instant.
 */
export function instantOfLocal(zone: string, local: number): number {
  const stretches = stretchesOf(zone);
  const last = stretchAt(stretches, local + WIDEST_OFFSET_MS);
  for (let i = stretchAt(stretches, local - WIDEST_OFFSET_MS); i <= last; i++) {
    const at = local - offsetMs(stretches, i);
    const start = stretches.starts[i];
    const end = i + 1 < stretches.starts.length ? stretches.starts[i + 1] : Infinity;
    if (at < start) {
      return start;
    }
    if (at < end) {
      return at;
    }
  }
  return local - offsetMs(stretches, last);
}

/** What clocks of `zone` show at the instant `ms`, written as UTC ms. */
export function localOfInstant(zone: string, ms: number): number {
  const stretches = stretchesOf(zone);
  return ms + offsetMs(stretches, stretchAt(stretches, ms));
}

/** Number of the local day that holds the instant `ms`, in the sense of `startOfLocalDay`: start(day) <= ms < start(day + 1). */
export function localDayOf(zone: string, ms: number): number {
  const stretches = stretchesOf(zone);
  let day = Math.floor((ms + offsetMs(stretches, stretchAt(stretches, ms))) / DAY_NUMBER_MS);
  while (startOfLocalDay(zone, day) > ms) {
    day--;
  }
  while (startOfLocalDay(zone, day + 1) <= ms) {
    day++;
  }
  return day;
}

/** Monday of the ISO week that holds local day `day`; 1970-01-01 was a Thursday. */
export function mondayOf(day: number): number {
  return day - ((((day + 3) % 7) + 7) % 7);
}

/** First day of the month `months` after the one that holds `day`. */
export function firstOfMonth(day: number, months = 0): number {
  return firstDayOf(dateOf(day).month + months);
}

/** A local day as people write it. */
export interface LocalDate {
  /** Months since January 1970, which is 0. */
  readonly month: number;
  /** Day of the month, from 1 on. */
  readonly date: number;
}

/** The date of local day `day`. */
export function dateOf(day: number): LocalDate {
  const date = new Date(day * DAY_NUMBER_MS);
  return { month: (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth(), date: date.getUTCDate() };
}

/** First local day of a month; months are counted as in `LocalDate`. */
export function firstDayOf(month: number): number {
  return Date.UTC(1970, month, 1) / DAY_NUMBER_MS;
}

/** `2026-11-23 02:00 Europe/Berlin`, with seconds only where they are not 0. For people; never parsed. */
export function formatInstant(zone: string, ms: number): string {
  const stretches = stretchesOf(zone);
  const local = new Date(ms + offsetMs(stretches, stretchAt(stretches, ms))).toISOString();
  const clock = local.slice(17, 23) === '00.000' ? local.slice(11, 16) : local.slice(11, 19);
  return `${local.slice(0, 10)} ${clock} ${zone}`;
}
