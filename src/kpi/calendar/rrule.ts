/** Recurrence rules of RFC 5545 (section 3.3.10): text -> rule. The times that a rule makes are `occurrences.ts`'s. */

/** Local times, written as UTC milliseconds: a rule knows no zone. */
type LocalMs = number;

export const FREQUENCIES = ['HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
export type Frequency = (typeof FREQUENCIES)[number];

/** A day of the week, 1 (Monday) to 7; `nth` counts within the month or year, from its end where negative. */
export interface RuleDay {
  readonly day: number;
  readonly nth?: number;
}

export interface Rule {
  readonly freq: Frequency;
  readonly interval: number;
  readonly count?: number;
  /** Inclusive; `utc` where it was written with a Z, as calendars do that know zones. */
  readonly until?: { readonly ms: LocalMs; readonly utc: boolean };
  readonly byMonth?: readonly number[];
  readonly byWeekNo?: readonly number[];
  readonly byYearDay?: readonly number[];
  readonly byMonthDay?: readonly number[];
  readonly byDay?: readonly RuleDay[];
  readonly byHour?: readonly number[];
  readonly byMinute?: readonly number[];
  readonly bySetPos?: readonly number[];
  /** First day of the week, 1 to 7. */
  readonly weekStart: number;
}

export type ParsedRule = { readonly rule: Rule } | { readonly reason: string };

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const MOST_TEXT = 1000;
const MOST_COUNT = 100_000;
/** Times of one day; five an hour. More would make the bounds of `occurrences.ts` meaningless. */
export const MOST_TIMES_A_DAY = 120;

class Unreadable extends Error {}

const refuse = (reason: string): never => {
  throw new Unreadable(reason);
};

/**
 * `FREQ=MONTHLY;BYDAY=1SU` (perhaps after `RRULE:`) -> the rule, or the reason why it is refused, as the end of a sentence. Never throws.
 * Refused are rules finer than hourly, BYSECOND, what RFC 5545 forbids, DTSTART and TZID (definitions have fields for them), COUNT together
 * with UNTIL, and more than 120 times a day.
 */
export function parseRule(text: string): ParsedRule {
  try {
    return { rule: read(text) };
  } catch (e) {
    if (e instanceof Unreadable) {
      return { reason: e.message };
    }
    throw e;
  }
}

function read(text: string): Rule {
  if (text.length > MOST_TEXT) {
    refuse(`it is longer than ${MOST_TEXT} characters`);
  }
  const parts = new Map<string, string>();
  const bare = text.trim().replace(/^RRULE:/i, '');
  for (const piece of bare.split(';')) {
    const match = /^([A-Za-z-]+)[=:](.+)$/.exec(piece.trim());
    const key = (match ? match[1] : piece).toUpperCase();
    if (/^(DTSTART|TZID)/.test(key)) {
      refuse(`${key.slice(0, 7)} does not belong into it; use the fields "start" and "timeZone"`);
    }
    if (!match) {
      refuse(piece.trim() === '' ? 'a part between two semicolons is empty' : `"${piece}" is no NAME=VALUE`);
    } else if (parts.has(key)) {
      refuse(`${key} is there twice`);
    } else if (!has(PARTS, key)) {
      refuse(key === 'BYSECOND' ? 'BYSECOND is finer than a minute' : `RFC 5545 knows no part ${key}`);
    } else {
      parts.set(key, match[2].trim().toUpperCase());
    }
  }
  const rule = ruleOf(parts);
  checkCombination(rule);
  return rule;
}

const PARTS = {
  FREQ: 0,
  INTERVAL: 0,
  COUNT: 0,
  UNTIL: 0,
  WKST: 0,
  BYMONTH: 0,
  BYWEEKNO: 0,
  BYYEARDAY: 0,
  BYMONTHDAY: 0,
  BYDAY: 0,
  BYHOUR: 0,
  BYMINUTE: 0,
  BYSETPOS: 0,
};
const has = (of: object, key: string): boolean => Object.prototype.hasOwnProperty.call(of, key);

function ruleOf(parts: ReadonlyMap<string, string>): Rule {
  const number = (key: string, from: number, to: number) => {
    const written = parts.get(key);
    return written === undefined ? undefined : integer(key, written, from, to);
  };
  const list = (key: string, from: number, to: number, signed = false) => {
    const written = parts.get(key);
    return written === undefined ? undefined : integers(key, written, from, to, signed);
  };
  const until = parts.get('UNTIL');
  const byDay = parts.get('BYDAY');
  const found = {
    count: number('COUNT', 1, MOST_COUNT),
    until: until === undefined ? undefined : untilOf(until),
    byMonth: list('BYMONTH', 1, 12),
    byWeekNo: list('BYWEEKNO', 1, 53, true),
    byYearDay: list('BYYEARDAY', 1, 366, true),
    byMonthDay: list('BYMONTHDAY', 1, 31, true),
    byDay: byDay === undefined ? undefined : byDay.split(',').map(dayOf),
    byHour: list('BYHOUR', 0, 23),
    byMinute: list('BYMINUTE', 0, 59),
    bySetPos: list('BYSETPOS', 1, 366, true),
  };
  const rule: Record<string, unknown> = {
    freq: frequencyOf(parts.get('FREQ')),
    interval: number('INTERVAL', 1, 1000) ?? 1,
    weekStart: weekdayOf('WKST', parts.get('WKST') ?? 'MO'),
  };
  for (const key of Object.keys(found)) {
    const value = found[key as keyof typeof found];
    if (value !== undefined) {
      rule[key] = value;
    }
  }
  return rule as unknown as Rule;
}

function frequencyOf(word: string | undefined): Frequency {
  if (word === undefined) {
    return refuse('FREQ is missing');
  }
  if (word === 'SECONDLY' || word === 'MINUTELY') {
    return refuse(`FREQ=${word} is finer than HOURLY`);
  }
  return (FREQUENCIES as readonly string[]).indexOf(word) >= 0
    ? (word as Frequency)
    : refuse(`FREQ must be one of ${FREQUENCIES.join(', ')}, not ${word}`);
}

function weekdayOf(key: string, word: string): number {
  const at = DAYS.indexOf(word);
  return at >= 0 ? at + 1 : refuse(`${key} knows ${DAYS.join(', ')}, not ${word}`);
}

function integer(key: string, written: string, from: number, to: number): number {
  const value = /^[0-9]{1,9}$/.test(written) ? Number(written) : NaN;
  return value >= from && value <= to ? value : refuse(`${key} must be ${from} to ${to}, not ${written}`);
}

function integers(key: string, written: string, from: number, to: number, signed: boolean): readonly number[] {
  const values = written.split(',').map((one) => {
    const size = /^[+-]?[0-9]{1,9}$/.test(one) ? Math.abs(Number(one)) : NaN;
    const fits = size >= from && size <= to && (signed || /^[0-9]/.test(one));
    return fits
      ? Number(one)
      : refuse(`${key} must hold ${from} to ${to}${signed ? ', or so from the end' : ''}, not ${one}`);
  });
  return Array.from(new Set(values)).sort((a, b) => a - b);
}

function dayOf(written: string): RuleDay {
  const match = /^([+-]?[0-9]{1,2})?([A-Z]{2})$/.exec(written.trim());
  if (!match) {
    return refuse(`BYDAY must hold days such as SU or 1SU, not ${written}`);
  }
  const day = weekdayOf('BYDAY', match[2]);
  if (match[1] === undefined) {
    return { day };
  }
  const nth = Number(match[1]);
  return nth !== 0 && Math.abs(nth) <= 53 ? { day, nth } : refuse(`BYDAY counts from 1 to 53, not ${match[1]}`);
}

/** UNTIL is a day (all of it), a local time, or an instant of UTC. */
function untilOf(written: string): Rule['until'] {
  const match = /^([0-9]{4})([0-9]{2})([0-9]{2})(?:T([0-9]{2})([0-9]{2})([0-9]{2})(Z?))?$/.exec(written);
  if (!match) {
    return refuse(`UNTIL must be such as 20261231 or 20261231T235959, not ${written}`);
  }
  const time = match[4] === undefined ? [23, 59, 59] : match.slice(4, 7).map(Number);
  const [year, month, day] = match.slice(1, 4).map(Number);
  const ms = Date.UTC(year, month - 1, day, time[0], time[1], time[2]);
  const again = new Date(ms);
  const sound =
    again.getUTCMonth() === month - 1 && again.getUTCDate() === day && time[0] < 24 && time[1] < 60 && time[2] < 60;
  return sound ? { ms, utc: match[7] === 'Z' } : refuse(`UNTIL=${written} is no day or time`);
}

/** What RFC 5545 forbids, and what would make too many. */
function checkCombination(rule: Rule): void {
  const { freq, byDay, byWeekNo, byYearDay, byMonthDay, bySetPos } = rule;
  if (rule.count !== undefined && rule.until !== undefined) {
    refuse('COUNT and UNTIL exclude each other');
  }
  if (byDay && byDay.some((one) => one.nth !== undefined)) {
    if (freq !== 'MONTHLY' && freq !== 'YEARLY') {
      refuse(`BYDAY with a number needs FREQ=MONTHLY or YEARLY, not ${freq}`);
    }
    if (byWeekNo) {
      refuse('BYDAY with a number and BYWEEKNO exclude each other');
    }
  }
  if (byWeekNo && freq !== 'YEARLY') {
    refuse(`BYWEEKNO needs FREQ=YEARLY, not ${freq}`);
  }
  if (byYearDay && (freq === 'DAILY' || freq === 'WEEKLY' || freq === 'MONTHLY')) {
    refuse(`BYYEARDAY does not go with FREQ=${freq}`);
  }
  if (byMonthDay && freq === 'WEEKLY') {
    refuse('BYMONTHDAY does not go with FREQ=WEEKLY');
  }
  if (bySetPos && !(byDay || byMonthDay || byYearDay || byWeekNo || rule.byMonth || rule.byHour || rule.byMinute)) {
    refuse('BYSETPOS needs another BY part to choose from');
  }
  const hours = rule.byHour ? rule.byHour.length : freq === 'HOURLY' ? Math.ceil(24 / rule.interval) : 1;
  const times = hours * (rule.byMinute ? rule.byMinute.length : 1);
  if (times > MOST_TIMES_A_DAY) {
    refuse(`it makes ${times} times a day; at most ${MOST_TIMES_A_DAY} are allowed`);
  }
}
