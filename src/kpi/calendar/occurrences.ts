/** The local times that a recurrence rule makes. Bounded work: a rule is walked by its days, from the range's start where it has no COUNT. */
import type { Rule } from './rrule';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A calendar day written as UTC milliseconds: only for counting local days, never the length of one. */
// eslint-disable-next-line no-restricted-syntax -- counts days of a local calendar; it is the length of none
const DAY = 86_400_000;

type LocalMs = number;

/**
 * Local times (written as UTC ms) in [from, to) that `rule` makes from `start` on, ascending, each once. All of RFC 5545's rule parts but
 * BYSECOND; what is finer than a whole minute of `start` is ignored. `start` itself counts only where the rule makes it, as in dateutil
 * (RFC 5545 leaves that undefined).
 * Work: at most one step a day between `start` (with COUNT, else `from`) and `to`, and 120 times a day; a rule that never comes true is
 * walked to `to` and gives nothing.
 */
export function occurrencesOf(rule: Rule, start: LocalMs, from: LocalMs, to: LocalMs, until = Infinity): LocalMs[] {
  const last = Math.min(to, until + 1);
  const found: LocalMs[] = [];
  let left = rule.count ?? Infinity;
  const periods = periodsOf(rule, start);
  const skipped = rule.count === undefined ? Math.max(0, periods.indexOf(from) - 1) : 0;
  for (let n = skipped; left > 0 && periods.startOf(n) < last; n++) {
    for (const at of periods.timesOf(n)) {
      if (at < start) {
        continue;
      }
      if (at >= last || left === 0) {
        return found;
      }
      left--;
      if (at >= from) {
        found.push(at);
      }
    }
  }
  return found;
}

interface Periods {
  /** Which period holds a time, or would if it were one of the interval's. */
  readonly indexOf: (at: LocalMs) => number;
  readonly startOf: (n: number) => LocalMs;
  readonly timesOf: (n: number) => readonly LocalMs[];
}

/** A period is a stretch within which BYSETPOS counts; of an hourly rule a day, as its days are what takes time. */
function periodsOf(rule: Rule, start: LocalMs): Periods {
  const { freq, interval } = rule;
  const fits = dayFilter(rule, start);
  const startDay = Math.floor(start / DAY);
  const pick = picker(rule.bySetPos);
  const times = timesOfDay(rule, start);
  const calendar = (dayOf: (n: number) => number, indexOf: (day: number) => number): Periods => ({
    indexOf: (at) => indexOf(Math.floor(at / DAY)),
    startOf: (n) => dayOf(n) * DAY,
    timesOf: (n) => {
      const all: LocalMs[] = [];
      const end = freq === 'DAILY' ? dayOf(n) + 1 : freq === 'WEEKLY' ? dayOf(n) + 7 : nextOf(freq, dayOf(n));
      for (let day = dayOf(n); day < end; day++) {
        if (fits(day)) {
          for (const time of times) {
            all.push(day * DAY + time);
          }
        }
      }
      return pick(all);
    },
  });
  switch (freq) {
    case 'HOURLY': {
      const hourly = hoursOf(rule, start, pick);
      return {
        indexOf: (at) => Math.floor(at / DAY) - startDay,
        startOf: (n) => (startDay + n) * DAY,
        timesOf: (n) => (fits(startDay + n) ? hourly(startDay + n) : []),
      };
    }
    case 'DAILY':
      return calendar(
        (n) => startDay + n * interval,
        (day) => Math.floor((day - startDay) / interval)
      );
    case 'WEEKLY': {
      const first = startDay - mod(weekdayOf(startDay) - rule.weekStart, 7);
      return calendar(
        (n) => first + 7 * n * interval,
        (day) => Math.floor((day - first) / (7 * interval))
      );
    }
    default: {
      const step = freq === 'MONTHLY' ? interval : 12 * interval;
      const month = freq === 'MONTHLY' ? monthOf(startDay) : Math.floor(monthOf(startDay) / 12) * 12;
      return calendar(
        (n) => firstOf(month + n * step),
        (day) => Math.floor((monthOf(day) - month) / step)
      );
    }
  }
}

/** The hours of a day that an hourly rule meets; BYSETPOS chooses among the minutes of each. */
function hoursOf(rule: Rule, start: LocalMs, pick: (all: LocalMs[]) => readonly LocalMs[]) {
  const startHour = Math.floor(start / HOUR);
  const minutes = rule.byMinute ?? [Math.floor(start / MINUTE) % 60];
  return (day: number): LocalMs[] => {
    const all: LocalMs[] = [];
    for (let hour = 0; hour < 24; hour++) {
      const at = day * 24 + hour;
      const meets = mod(at - startHour, rule.interval) === 0 && (!rule.byHour || rule.byHour.indexOf(hour) >= 0);
      if (meets) {
        all.push(...pick(minutes.map((minute) => at * HOUR + minute * MINUTE)));
      }
    }
    return all;
  };
}

function timesOfDay(rule: Rule, start: LocalMs): readonly number[] {
  const hours = rule.byHour ?? [Math.floor(start / HOUR) - Math.floor(start / DAY) * 24];
  const minutes = rule.byMinute ?? [Math.floor(start / MINUTE) % 60];
  const times: number[] = [];
  for (const hour of hours) {
    for (const minute of minutes) {
      times.push(hour * HOUR + minute * MINUTE);
    }
  }
  return times;
}

/** BYSETPOS: of the times of a period, in order, only those at these places; negative ones count from the end. */
function picker(places: readonly number[] | undefined): (all: LocalMs[]) => readonly LocalMs[] {
  if (!places) {
    return (all) => all;
  }
  return (all) => all.filter((_, i) => places.indexOf(i + 1) >= 0 || places.indexOf(i - all.length) >= 0);
}

/** Whether a day fulfils all BY parts that speak of days; where none does, `start` says which day of the period is meant. */
function dayFilter(rule: Rule, start: LocalMs): (day: number) => boolean {
  const { freq, byWeekNo, byYearDay } = rule;
  const startDay = Math.floor(start / DAY);
  const saysDay = byWeekNo || byYearDay || rule.byMonthDay || rule.byDay;
  const date = new Date(startDay * DAY);
  const byMonth = rule.byMonth ?? (freq === 'YEARLY' && !saysDay ? [date.getUTCMonth() + 1] : undefined);
  const monthly = (freq === 'YEARLY' || freq === 'MONTHLY') && !saysDay;
  const byMonthDay = rule.byMonthDay ?? (monthly ? [date.getUTCDate()] : undefined);
  const byDay = rule.byDay ?? (freq === 'WEEKLY' ? [{ day: weekdayOf(startDay) }] : undefined);
  const within = freq === 'YEARLY' && !byMonth ? 12 : 1;
  return (day) => {
    const month = monthOf(day);
    if (byMonth && byMonth.indexOf(mod(month, 12) + 1) < 0) {
      return false;
    }
    if (byMonthDay && !listed(byMonthDay, day, firstOf(month), firstOf(month + 1))) {
      return false;
    }
    const january = month - mod(month, 12);
    if (byYearDay && !listed(byYearDay, day, firstOf(january), firstOf(january + 12))) {
      return false;
    }
    if (byWeekNo && !weekListed(byWeekNo, day, rule.weekStart)) {
      return false;
    }
    if (!byDay) {
      return true;
    }
    const from = within === 12 ? january : month;
    return byDay.some(
      (one) => one.day === weekdayOf(day) && nthFits(one.nth, day, firstOf(from), firstOf(from + within))
    );
  };
}

/** Whether `day` is at one of the places in [first, end): 1 the first, -1 the last. */
function listed(places: readonly number[], day: number, first: number, end: number): boolean {
  return places.indexOf(day - first + 1) >= 0 || places.indexOf(day - end) >= 0;
}

function nthFits(nth: number | undefined, day: number, first: number, end: number): boolean {
  return (
    nth === undefined || nth === (nth > 0 ? Math.floor((day - first) / 7) + 1 : -Math.floor((end - 1 - day) / 7) - 1)
  );
}

/** Weeks as in ISO 8601, but for their first day: week 1 is the first with four days in the year. */
function weekListed(weeks: readonly number[], day: number, weekStart: number): boolean {
  const first = day - mod(weekdayOf(day) - weekStart, 7);
  // The week's fourth day lies in the year that the week belongs to.
  const month = monthOf(first + 3);
  const january = month - mod(month, 12);
  const week = Math.floor((first + 3 - firstOf(january)) / 7) + 1;
  const fromEnd = -Math.floor((firstOf(january + 12) - 1 - (first + 3)) / 7) - 1;
  return weeks.indexOf(week) >= 0 || weeks.indexOf(fromEnd) >= 0;
}

const mod = (a: number, b: number): number => ((a % b) + b) % b;

/** 1 (Monday) to 7; 1970-01-01 was a Thursday. */
const weekdayOf = (day: number): number => mod(day + 3, 7) + 1;

/** Months since the year 0. */
function monthOf(day: number): number {
  const date = new Date(day * DAY);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

const firstOf = (month: number): number => Date.UTC(Math.floor(month / 12), mod(month, 12), 1) / DAY;

const nextOf = (freq: Rule['freq'], day: number): number => firstOf(monthOf(day) + (freq === 'MONTHLY' ? 1 : 12));
