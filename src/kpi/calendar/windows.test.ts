import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test, vi } from 'vitest';
import type { CalendarWindow } from '../definition/types';
import { instantOfLocal, localOfInstant } from './local-days';
import { temporalInstant } from './testing';
import { calendarWindowAt, calendarWindows, parseLocal } from './windows';

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'America/Sao_Paulo',
  'Africa/Cairo',
  'Asia/Kathmandu',
];
const HOUR = 3_600_000;
// Temporal is slow, and machines are busy.
vi.setConfig({ testTimeout: 180_000 });

function window(duration: string, start?: string, timeZone = 'UTC'): CalendarWindow {
  const unit = duration.slice(-1) as CalendarWindow['unit'];
  const fallback = unit === 'w' ? '1970-01-05T00:00' : '1970-01-01T00:00';
  return { rolling: false, duration, count: Number(duration.slice(0, -1)), unit, start: start ?? fallback, timeZone };
}

/** Starts of windows by Temporal, one after the other from the start's own; those that have no length are left out. */
function walk({ count, unit, start, timeZone }: CalendarWindow, toMs: number): number[] {
  const step = {
    d: { days: count },
    w: { weeks: count },
    M: { months: count },
    Q: { months: 3 * count },
    Y: { years: count },
  }[unit];
  const starts: number[] = [];
  let at = Temporal.PlainDateTime.from(start);
  for (let ms = temporalInstant(timeZone, at); ms < toMs; ms = temporalInstant(timeZone, at)) {
    if (ms !== starts[starts.length - 1]) {
      starts.push(ms);
    }
    at = at.add(step);
  }
  return starts;
}

describe('windows of the calendar', () => {
  test.each([
    [
      'a month of Berlin that loses an hour',
      window('1M', undefined, 'Europe/Berlin'),
      '2026-03-15T12:00Z',
      31 * 24 - 1,
    ],
    ['a month of Berlin that gains one', window('1M', undefined, 'Europe/Berlin'), '2026-10-31T22:59Z', 31 * 24 + 1],
    ['February of a leap year', window('1M'), '2024-02-29T23:59Z', 29 * 24],
    ['a day of New York without 02:30', window('1d', undefined, 'America/New_York'), '2026-03-08T12:00Z', 23],
    [
      'a day of Lord Howe, which moves by half an hour',
      window('1d', undefined, 'Australia/Lord_Howe'),
      '2026-04-04T16:00Z',
      24.5,
    ],
    ['a week that begins on Sunday', window('1w', '1970-01-04T00:00'), '2026-01-01T00:00Z', 168],
    ['a quarter from the calendar’s begin', window('1Q'), '2026-02-01T00:00Z', 90 * 24],
    ['a year', window('1Y'), '2024-12-31T00:00Z', 366 * 24],
  ])('%s has its hours', (_, of, at, hours) => {
    const { fromMs, toMs } = calendarWindowAt(of, Date.parse(at));
    expect((toMs - fromMs) / HOUR).toBe(hours);
  });

  test.each([
    [
      'a fiscal year from April in India',
      window('1Y', '2026-04-01T00:00', 'Asia/Kolkata'),
      '2026-03-31T18:29:59Z',
      '2025-03-31T18:30:00Z',
    ],
    [
      'the same a second later',
      window('1Y', '2026-04-01T00:00', 'Asia/Kolkata'),
      '2026-03-31T18:30:00Z',
      '2026-03-31T18:30:00Z',
    ],
    [
      'months from the 15th at six',
      window('1M', '2026-05-15T06:00', 'Europe/Berlin'),
      '2026-12-31T00:00Z',
      '2026-12-15T05:00:00Z',
    ],
    ['two weeks from a Wednesday', window('2w', '2026-01-07T00:00'), '2025-12-31T00:00Z', '2025-12-24T00:00:00Z'],
    [
      'a day whose midnight is skipped',
      window('1d', undefined, 'America/Sao_Paulo'),
      '2017-10-15T12:00Z',
      '2017-10-15T03:00:00Z',
    ],
    [
      'a start that is shown twice',
      window('1d', '1970-01-01T02:30', 'Europe/Berlin'),
      '2026-10-25T12:00Z',
      '2026-10-25T00:30:00Z',
    ],
    [
      'a start that is skipped',
      window('1d', '1970-01-01T02:30', 'Europe/Berlin'),
      '2026-03-29T12:00Z',
      '2026-03-29T01:00:00Z',
    ],
  ])('%s begins where it should', (_, of, at, from) => {
    expect(new Date(calendarWindowAt(of, Date.parse(at)).fromMs).toISOString()).toBe(from.replace('Z', '.000Z'));
  });

  test('a day that never was makes no window (Apia, 2011-12-30)', () => {
    const spans = calendarWindows(
      window('1d', undefined, 'Pacific/Apia'),
      Date.parse('2011-12-29T12:00-10:00'),
      Date.parse('2011-12-31T12:00+14:00')
    );
    expect(spans.map(({ fromMs, toMs }) => [new Date(fromMs).toISOString(), (toMs - fromMs) / HOUR])).toEqual([
      ['2011-12-29T10:00:00.000Z', 24],
      ['2011-12-30T10:00:00.000Z', 24],
    ]);
  });

  test('an empty range touches none', () => {
    expect(calendarWindows(window('1M'), 5, 5)).toEqual([]);
  });

  test('a start of another form is told of', () => {
    expect(() => parseLocal('2026-04-01')).toThrow('2026-04-01');
  });

  test.each(ZONES)('decades of windows in %s equal a walk with Temporal', (zone) => {
    const end = Date.UTC(2031, 0, 1);
    for (const of of [
      window('1d', '2009-01-01T00:00', zone),
      window('1d', '2009-01-01T02:30', zone),
      window('3d', '2009-06-30T23:59', zone),
      window('1w', '1990-01-07T00:00', zone),
      window('1M', '1980-01-01T00:00', zone),
      window('1M', '1980-01-28T02:00', zone),
      window('2Q', '1981-02-01T00:00', zone),
      window('1Y', '1975-04-06T02:00', zone),
    ]) {
      const starts = walk(of, end);
      const from = starts[0];
      const spans = calendarWindows(of, from, starts[starts.length - 1]);
      expect(
        spans.map((span) => span.fromMs),
        of.duration
      ).toEqual(starts.slice(0, -1));
      expect(
        spans.map((span) => span.toMs),
        of.duration
      ).toEqual(starts.slice(1));
    }
  });

  test('tile all time, and hold the instant that was asked for, also before their start', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.constantFrom('1d', '7d', '1w', '2w', '1M', '3M', '1Q', '4Q', '1Y'),
        fc.integer({ min: 0, max: Date.UTC(2037, 0, 1) / 60_000 }),
        fc.integer({ min: Date.UTC(1973, 0, 1), max: Date.UTC(2036, 0, 1) }),
        (zone, duration, minutes, ms) => {
          const date = new Date(minutes * 60_000);
          date.setUTCDate(Math.min(28, date.getUTCDate()));
          const of = window(duration, date.toISOString().slice(0, 16), zone);
          const span = calendarWindowAt(of, ms);
          expect(span.fromMs <= ms && ms < span.toMs).toBe(true);
          expect(calendarWindowAt(of, span.fromMs)).toEqual(span);
          expect(calendarWindowAt(of, span.toMs - 1)).toEqual(span);
          expect(calendarWindowAt(of, span.toMs).fromMs).toBe(span.toMs);
        }
      ),
      { numRuns: 300 }
    );
  });
});

describe('local times', () => {
  test('become instants as Temporal says, and come back where clocks showed them', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        // Near changes of clocks, where it matters, and anywhere.
        fc.oneof(
          fc.integer({ min: 0, max: Date.UTC(2031, 0, 1) / 60_000 }),
          fc
            .tuple(
              fc.constantFrom(
                '2026-03-29T02:00Z',
                '2026-10-25T02:00Z',
                '2026-03-08T02:00Z',
                '2017-10-15T00:00Z',
                '2011-12-30T00:00Z'
              ),
              fc.integer({ min: -180, max: 1620 })
            )
            .map(([at, minutes]) => Date.parse(at) / 60_000 + minutes)
        ),
        (zone, minute) => {
          const local = minute * 60_000;
          const plain = Temporal.PlainDateTime.from(new Date(local).toISOString().slice(0, 16));
          const at = instantOfLocal(zone, local);
          expect(at).toBe(temporalInstant(zone, plain));
          const shown = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime();
          expect(localOfInstant(zone, at)).toBe(Date.parse(`${shown.toString()}Z`));
          expect(localOfInstant(zone, at)).toBeGreaterThanOrEqual(local);
        }
      ),
      { numRuns: 500 }
    );
  });
});
