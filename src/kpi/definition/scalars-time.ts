/** Scalars that say when: instants, local times, times of day, recurrence rules. */
import { parseRule, ZONES_FROM_MS, ZONES_TO_MS } from '../calendar';
import { shown } from './report';
import { isDay, scalar } from './scalars';
import type { ScalarShape } from './shape';
import { placeOf } from './syntax';

const MINUTE = 60_000;
const INSTANT =
  /^([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(\.[0-9]{1,3})?)?([Zz]|[+-][0-9]{2}:[0-9]{2})$/;

/** UTC ms of an RFC 3339 text with its zone; undefined where it is none, or lies outside 1970 to 2037. */
function parseInstant(text: string): number | undefined {
  const match = INSTANT.exec(text);
  if (!match) {
    return undefined;
  }
  const [year, month, day, hour, minute] = match.slice(1, 6).map(Number);
  const seconds = Number(match[6] ?? 0) + Number(match[7] ?? 0);
  const zone = /^[Zz]$/.test(match[8]) ? [0, 0] : [Number(match[8].slice(1, 3)), Number(match[8].slice(4))];
  if (!isDay(year, month, day) || hour > 23 || minute > 59 || seconds >= 60 || zone[0] > 23 || zone[1] > 59) {
    return undefined;
  }
  const east = (zone[0] * 60 + zone[1]) * MINUTE * (match[8].charAt(0) === '-' ? -1 : 1);
  const ms = Date.UTC(year, month - 1, day, hour, minute) + Math.round(seconds * 1000) - east;
  return ms >= ZONES_FROM_MS && ms < ZONES_TO_MS ? ms : undefined;
}

export interface WrittenInstant {
  readonly ms: number;
  readonly text: string;
}

export const instant: ScalarShape<WrittenInstant> = scalar(
  'an instant such as 2026-03-01T02:00:00Z',
  {
    type: 'string',
    pattern:
      '^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,3})?)?([Zz]|[+-][0-9]{2}:[0-9]{2})$',
  },
  (value, syntax, field, report) => {
    const ms = parseInstant(value);
    if (ms === undefined) {
      report('PL1238', { field, value: shown(value) }, placeOf(syntax));
      return undefined;
    }
    return { ms, text: value };
  }
);

const LOCAL = /^(19[7-9][0-9]|20[0-2][0-9]|203[0-7])-([0-9]{2})-([0-9]{2})(?:[T ]([0-9]{2}):([0-9]{2})(?::00)?)?$/;

/** `2026-04-01 00:00:00`, `2026-04-01T00:00` or `2026-04-01` -> `2026-04-01T00:00`. Whole minutes, 1970 to 2037. */
export const localTime: ScalarShape<string> = scalar(
  'a local time such as 2026-04-01T00:00',
  {
    type: 'string',
    pattern: '^(19[7-9][0-9]|20[0-2][0-9]|203[0-7])-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:00)?)?$',
  },
  (value, syntax, field, report) => {
    const match = LOCAL.exec(value);
    const sound =
      match &&
      isDay(Number(match[1]), Number(match[2]), Number(match[3])) &&
      Number(match[4] ?? 0) < 24 &&
      Number(match[5] ?? 0) < 60;
    if (!match || !sound) {
      report('PL1239', { field, value: shown(value) }, placeOf(syntax));
      return undefined;
    }
    return `${match[1]}-${match[2]}-${match[3]}T${match[4] ?? '00'}:${match[5] ?? '00'}`;
  }
);

/** `04-06`: a day that every year and every month has, so not after the 28th. */
export const yearDay: ScalarShape<string> = scalar(
  'a day of the year such as "04-01"',
  { type: 'string', pattern: '^(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])$' },
  (value, syntax, field, report) => {
    if (/^(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])$/.test(value)) {
      return value;
    }
    report('PL1300', { field, value: shown(value) }, placeOf(syntax));
    return undefined;
  }
);

/** `08:30` -> minutes since midnight; `24:00` is the end of the day. */
export const clock: ScalarShape<number> = scalar(
  'a time of day such as "08:00"',
  { type: 'string', pattern: '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$' },
  (value, syntax, field, report) => {
    if (/^(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00)$/.test(value)) {
      return Number(value.slice(0, 2)) * 60 + Number(value.slice(3));
    }
    report('PL1240', { field, value: shown(value) }, placeOf(syntax));
    return undefined;
  }
);

/** A recurrence rule of RFC 5545, without DTSTART. */
export const rrule: ScalarShape<string> = scalar(
  'a recurrence rule such as FREQ=WEEKLY;BYDAY=SU',
  { type: 'string', pattern: '^(RRULE:)?[A-Za-z]+=[^;]+(;[A-Za-z]+=[^;]+)*$' },
  (value, syntax, _field, report) => {
    const parsed = parseRule(value);
    if ('reason' in parsed) {
      report('PL1236', { value: shown(value), reason: parsed.reason }, placeOf(syntax));
      return undefined;
    }
    return value;
  }
);
