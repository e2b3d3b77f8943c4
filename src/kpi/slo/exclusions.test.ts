import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test, vi } from 'vitest';
import { temporalInstant } from '../calendar/testing';
import type { Exclusion } from '../definition/types';
import { excludedIntervals } from './exclusions';

vi.setConfig({ testTimeout: 120_000 });

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY_NAMES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

type Own<T> = T extends unknown ? Omit<T, 'name' | 'treatAs' | 'place'> : never;
function exclusion(of: Own<Exclusion>, name = 'x'): Exclusion {
  return { name, treatAs: 'removed', place: { file: 'x', line: 1, column: 1 }, ...of } as Exclusion;
}
const never: Parameters<typeof excludedIntervals>[3] = () => [];
/** `from/to` of each stretch, as texts. */
function shown(exclusions: readonly Exclusion[], from: string, to: string, events = never): string[] {
  return excludedIntervals(exclusions, Date.parse(from), Date.parse(to), events).map((one) =>
    [one.fromMs, one.toMs].map((ms) => new Date(ms).toISOString().slice(0, 16)).join('/')
  );
}
const recurring = (rrule: string, start: string, hours: number, timeZone = 'UTC'): Exclusion =>
  exclusion({ kind: 'recurring', rrule, start, durationMs: hours * HOUR, timeZone });
const hours = (days: number[], from: number, to: number, timeZone = 'UTC'): Exclusion =>
  exclusion({ kind: 'businessHours', days, fromMinute: from * 60, toMinute: to * 60, timeZone });

describe('exclusions as stretches of time', () => {
  test.each<[string, Exclusion, string, string, string[]]>([
    [
      'a one-off is clipped to the range',
      exclusion({ kind: 'once', fromMs: Date.parse('2026-03-01T00:00Z'), toMs: Date.parse('2026-03-03T00:00Z') }),
      '2026-03-02T00:00Z',
      '2026-03-09T00:00Z',
      ['2026-03-02T00:00/2026-03-03T00:00'],
    ],
    [
      'one that ends where the range begins is none',
      exclusion({ kind: 'once', fromMs: Date.parse('2026-03-01T00:00Z'), toMs: Date.parse('2026-03-02T00:00Z') }),
      '2026-03-02T00:00Z',
      '2026-03-09T00:00Z',
      [],
    ],
    [
      'the first Sunday of a month at two, in a zone',
      recurring('FREQ=MONTHLY;BYDAY=1SU', '2026-01-01T02:00', 1, 'America/New_York'),
      '2026-05-01T00:00Z',
      '2026-07-01T00:00Z',
      ['2026-05-03T06:00/2026-05-03T07:00', '2026-06-07T06:00/2026-06-07T07:00'],
    ],
    [
      'a time that clocks skip begins at the change',
      recurring('FREQ=DAILY', '2026-01-01T02:30', 1, 'Europe/Berlin'),
      '2026-03-28T12:00Z',
      '2026-03-30T12:00Z',
      ['2026-03-29T01:00/2026-03-29T02:00', '2026-03-30T00:30/2026-03-30T01:30'],
    ],
    [
      'a time that clocks show twice is the earlier one, and lasts its real time',
      recurring('FREQ=DAILY', '2026-01-01T02:30', 2, 'Europe/Berlin'),
      '2026-10-24T12:00Z',
      '2026-10-26T00:00Z',
      ['2026-10-25T00:30/2026-10-25T02:30'],
    ],
    [
      'one that began before the range still holds in it',
      recurring('FREQ=WEEKLY;BYDAY=SU', '2026-01-01T00:00', 48),
      '2026-03-02T12:00Z',
      '2026-03-05T00:00Z',
      ['2026-03-02T12:00/2026-03-03T00:00'],
    ],
    [
      'times that overlap are kept apart',
      recurring('FREQ=DAILY', '2026-01-01T00:00', 36),
      '2026-01-01T00:00Z',
      '2026-01-03T00:00Z',
      ['2026-01-01T00:00/2026-01-02T12:00', '2026-01-02T00:00/2026-01-03T00:00'],
    ],
    [
      'UNTIL in UTC is an instant, inclusive',
      recurring('FREQ=DAILY;UNTIL=20260102T170000Z', '2026-01-01T02:00', 1, 'Asia/Tokyo'),
      '2026-01-01T00:00Z',
      '2026-01-09T00:00Z',
      ['2026-01-01T17:00/2026-01-01T18:00', '2026-01-02T17:00/2026-01-02T18:00'],
    ],
    [
      'UNTIL as a day is the zone’s',
      recurring('FREQ=DAILY;UNTIL=20260102', '2026-01-01T23:00', 1, 'America/New_York'),
      '2026-01-01T00:00Z',
      '2026-01-09T00:00Z',
      ['2026-01-02T04:00/2026-01-02T05:00', '2026-01-03T04:00/2026-01-03T05:00'],
    ],
    [
      'COUNT does not begin anew with the range',
      recurring('FREQ=DAILY;COUNT=3', '2026-01-01T00:00', 1),
      '2026-01-03T00:00Z',
      '2026-01-09T00:00Z',
      ['2026-01-03T00:00/2026-01-03T01:00'],
    ],
    [
      'business hours exclude nights and weekends, over a change of clocks',
      hours([1, 2, 3, 4, 5], 8, 18, 'Europe/Berlin'),
      '2026-03-27T12:00Z',
      '2026-03-31T00:00Z',
      ['2026-03-27T17:00/2026-03-30T06:00', '2026-03-30T16:00/2026-03-31T00:00'],
    ],
    [
      'hours all around the clock exclude nothing',
      hours([1, 2, 3, 4, 5, 6, 7], 0, 24, 'Europe/Berlin'),
      '2026-03-27T00:00Z',
      '2026-04-27T00:00Z',
      [],
    ],
    [
      'whole days of the weekend',
      hours([1, 2, 3, 4, 5], 0, 24),
      '2026-03-01T00:00Z',
      '2026-03-09T00:00Z',
      ['2026-03-01T00:00/2026-03-02T00:00', '2026-03-07T00:00/2026-03-09T00:00'],
    ],
    [
      'a day that never was has no hours (Apia, Friday 2011-12-30)',
      hours([5], 0, 24, 'Pacific/Apia'),
      '2011-12-29T10:00Z',
      '2011-12-31T10:00Z',
      ['2011-12-29T10:00/2011-12-31T10:00'],
    ],
  ])('%s', (_, of, from, to, expected) => {
    expect(shown([of], from, to)).toEqual(expected);
  });

  test('around events, asked by their name, in any order', () => {
    const deploys = exclusion({ kind: 'events', events: 'deploys', beforeMs: MINUTE, afterMs: 10 * MINUTE });
    const asked: string[] = [];
    const found = shown([deploys], '2026-03-01T00:00Z', '2026-03-02T00:00Z', ((name: string) => {
      asked.push(name);
      return ['2026-03-01T12:00Z', '2026-02-28T23:55Z', '2026-03-02T00:00:30Z', '2026-02-28T23:50Z'].map((at) => ({
        fromMs: Date.parse(at),
        toMs: Date.parse(at),
      }));
    }) as typeof never);
    expect(found).toEqual([
      '2026-03-01T00:00/2026-03-01T00:05',
      '2026-03-01T11:59/2026-03-01T12:10',
      '2026-03-01T23:59/2026-03-02T00:00',
    ]);
    expect(asked).toEqual(['deploys']);
  });

  test('without any, and over an empty range, there is nothing', () => {
    expect(excludedIntervals([], 0, HOUR, never)).toEqual([]);
    expect(excludedIntervals([hours([1], 0, 24)], HOUR, HOUR, never)).toEqual([]);
  });

  test('come sorted, with the exclusion that each is of', () => {
    const night = recurring('FREQ=DAILY', '2026-01-01T01:00', 1);
    const once = exclusion(
      { kind: 'once', fromMs: Date.parse('2026-01-01T01:00Z'), toMs: Date.parse('2026-01-01T02:00Z') },
      'b'
    );
    const found = excludedIntervals(
      [night, once],
      Date.parse('2026-01-01T00:00Z'),
      Date.parse('2026-01-03T00:00Z'),
      never
    );
    expect(found.map((one) => one.exclusion)).toEqual([night, once, night]);
  });

  test('a rule that nobody checked is Plumbline’s own fault, and says so', () => {
    expect(() =>
      shown([recurring('FREQ=SECONDLY', '2026-01-01T00:00', 1)], '2026-01-01T00:00Z', '2026-01-02T00:00Z')
    ).toThrow('finer than HOURLY');
  });
});

interface Case {
  readonly zone: string;
  readonly days: readonly number[];
  readonly from: number;
  readonly to: number;
  readonly durationMs: number;
}

/** Whether an instant is excluded: every day from long before it to after it, by Temporal. */
function excludedAt(ms: number, kind: 'businessHours' | 'recurring', one: Case): boolean {
  const today = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(one.zone).toPlainDate();
  const clock = (day: Temporal.PlainDate, minute: number) =>
    temporalInstant(one.zone, day.toPlainDateTime().add({ minutes: minute }));
  let within = false;
  for (let back = 4; back >= -1; back--) {
    const day = today.subtract({ days: back });
    if (one.days.indexOf(day.dayOfWeek) < 0) {
      continue;
    }
    const start = clock(day, one.from);
    const end = kind === 'recurring' ? start + one.durationMs : clock(day, one.to);
    within = within || (start <= ms && ms < end);
  }
  return kind === 'recurring' ? within : !within;
}

describe('generated exclusions', () => {
  const cases = fc
    .record({
      // Apia's missing day has its own test: Temporal's walk would give its hours to the day after.
      zone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'America/Sao_Paulo'),
      days: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
      from: fc.integer({ min: 0, max: 1438 }),
      length: fc.integer({ min: 1, max: 1440 }),
      durationMs: fc.integer({ min: 1, max: 3 * 1440 }).map((minutes) => minutes * MINUTE),
      near: fc.constantFrom(
        '2026-03-29',
        '2026-10-25',
        '2026-03-08',
        '2026-11-01',
        '2026-04-05',
        '2017-10-15',
        '2026-07-01'
      ),
      shift: fc.integer({ min: -2 * 1440, max: 1440 }),
    })
    .map((one) => ({
      ...one,
      to: Math.min(1440, one.from + one.length),
      fromMs: Date.parse(one.near) + one.shift * MINUTE,
    }));

  test.each(['businessHours', 'recurring'] as const)('%s are excluded exactly where a slow walk says', (kind) => {
    fc.assert(
      fc.property(cases, (one) => {
        const toMs = one.fromMs + 3 * 24 * HOUR;
        const two = (n: number) => String(n).padStart(2, '0');
        const of = exclusion(
          kind === 'businessHours'
            ? { kind, days: one.days, fromMinute: one.from, toMinute: one.to, timeZone: one.zone }
            : {
                kind,
                rrule: `FREQ=WEEKLY;BYDAY=${one.days.map((day) => DAY_NAMES[day - 1]).join(',')}`,
                start: `2016-01-01T${two(Math.floor(one.from / 60))}:${two(one.from % 60)}`,
                durationMs: one.durationMs,
                timeZone: one.zone,
              }
        );
        const found = excludedIntervals([of], one.fromMs, toMs, never);
        for (let ms = one.fromMs; ms < toMs; ms += 17 * MINUTE) {
          const mine = found.some((span) => span.fromMs <= ms && ms < span.toMs);
          expect([new Date(ms).toISOString(), mine]).toEqual([new Date(ms).toISOString(), excludedAt(ms, kind, one)]);
        }
        for (const span of found) {
          expect(span.fromMs >= one.fromMs && span.toMs <= toMs && span.fromMs < span.toMs).toBe(true);
        }
      }),
      { numRuns: 40 }
    );
  });
});
