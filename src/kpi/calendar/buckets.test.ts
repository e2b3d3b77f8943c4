import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test, vi } from 'vitest';
import { autoGrain, bucketsOf, sliceGridMs } from './buckets';
import type { Grain } from './grains';
import { formatInstant, localDayOf, startOfLocalDay } from './local-days';

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'Europe/London',
  'America/New_York',
  'America/St_Johns',
  'America/Sao_Paulo',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'Asia/Amman',
  'Asia/Beirut',
  'Asia/Gaza',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Antarctica/Troll',
  'America/Havana',
];
const HOUR = 3_600_000;
/** Cuba's rules changed in 2026; Node's ICU may not know. */
const endOf = (zone: string) => Date.UTC(zone === 'America/Havana' ? 2026 : 2031, 0, 1);

function edges(zone: string, grain: Grain, fromMs: number, toMs: number) {
  const outcome = bucketsOf(zone, grain, fromMs, toMs);
  if (!outcome.ok) {
    throw new Error(outcome.diagnostics[0].message);
  }
  return outcome.value.edges;
}

const local = (zone: string, text: string) => Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds;

// Temporal is slow, and machines are busy.
vi.setConfig({ testTimeout: 180_000 });

describe('calendar buckets', () => {
  test('R10 every day from 1997 to 2030 starts where Temporal says', () => {
    for (const zone of ZONES) {
      const wrong: string[] = [];
      const first = localDayOf(zone, Date.UTC(1997, 0, 1));
      let date = Temporal.PlainDate.from('1970-01-01').add({ days: first });
      for (let day = first; ; day++, date = date.add({ days: 1 })) {
        const expected = date.toZonedDateTime(zone).epochMilliseconds;
        if (expected >= endOf(zone)) {
          break;
        }
        if (startOfLocalDay(zone, day) !== expected) {
          wrong.push(`${date} ${expected} ${startOfLocalDay(zone, day)}`);
        }
      }
      expect(wrong, zone).toEqual([]);
    }
  });

  test.each([
    ['1d', { days: 1 }],
    ['1w', { weeks: 1 }],
    ['1M', { months: 1 }],
  ] as const)('R10 whole buckets of %s over decades equal a walk with Temporal', (grain, step) => {
    for (const zone of ZONES) {
      let date = Temporal.PlainDate.from(grain === '1w' ? '2000-01-03' : '2000-01-01');
      const expected: number[] = [];
      for (; expected.length < 1200; date = date.add(step)) {
        const ms = date.toZonedDateTime(zone).epochMilliseconds;
        if (ms >= endOf(zone)) {
          break;
        }
        // A day that never was has no length.
        if (ms !== expected[expected.length - 1]) {
          expected.push(ms);
        }
      }
      expect(edges(zone, grain, expected[0], expected[expected.length - 1]), zone).toEqual(expected);
    }
  });

  test('any range of any grain is tiled: half-open, ascending, no gap, no overlap, ends kept', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.constantFrom<Grain>('1m', '5m', '15m', '1h', '1d', '1w', '1M'),
        fc.integer({ min: Date.UTC(1997, 0, 1), max: Date.UTC(2030, 0, 1) }),
        fc.integer({ min: 1, max: 40 * 24 * HOUR }),
        (zone, grain, from, length) => {
          const outcome = bucketsOf(zone, grain, from, from + length);
          if (!outcome.ok) {
            expect(outcome.diagnostics[0].code).toBe('PL2007');
            expect(length / { '1m': 60_000, '5m': 300_000 }[grain as '1m' | '5m']).toBeGreaterThan(11_000 - 1);
            return;
          }
          const { edges: list } = outcome.value;
          expect(list[0]).toBe(from);
          expect(list[list.length - 1]).toBe(from + length);
          expect(list.every((edge, i) => i === 0 || edge > list[i - 1])).toBe(true);
        }
      ),
      { numRuns: 200 }
    );
  });

  test('clock buckets change exactly when the local clock shows another hour or quarter', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.constantFrom<readonly [Grain, number]>(['15m', 15], ['1h', 60]),
        fc.integer({ min: Date.UTC(1997, 0, 1) / 60_000, max: Date.UTC(2025, 0, 1) / 60_000 }),
        (zone, [grain, minutes], minute) => {
          const from = minute * 60_000;
          const to = from + 6 * HOUR;
          const shown = (ms: number) => {
            const at = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
            return `${at.toPlainDate()} ${Math.floor((at.hour * 60 + at.minute) / minutes)}`;
          };
          const expected = [from];
          for (let ms = from + 60_000; ms < to; ms += 60_000) {
            const a = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
            const b = Temporal.Instant.fromEpochMilliseconds(ms - 60_000).toZonedDateTimeISO(zone);
            // An hour shown twice is two buckets: its second run starts at its own full hour.
            const again = a.offsetNanoseconds < b.offsetNanoseconds && a.minute % minutes === 0;
            const onGrid = (a.hour * 60 + a.minute) % minutes === 0 && a.offsetNanoseconds === b.offsetNanoseconds;
            if (shown(ms) !== shown(ms - 60_000) || again || onGrid) {
              expected.push(ms);
            }
          }
          expect(edges(zone, grain, from, to)).toEqual([...expected, to]);
        }
      ),
      { numRuns: 60 }
    );
  });

  test('days at clock changes are 23, 25, 23.5 and 24.5 hours long', () => {
    const length = (zone: string, day: string) => {
      const from = local(zone, `${day}T00:00`);
      const [a, b] = edges(zone, '1d', from, from + 40 * HOUR);
      return (b - a) / HOUR;
    };
    expect(length('Europe/Berlin', '2026-03-29')).toBe(23);
    expect(length('Europe/Berlin', '2026-10-25')).toBe(25);
    expect(length('Australia/Lord_Howe', '2025-10-05')).toBe(23.5);
    expect(length('Australia/Lord_Howe', '2026-04-05')).toBe(24.5);
    expect(length('America/Sao_Paulo', '2018-11-04')).toBe(23);
    expect(length('America/Sao_Paulo', '2018-02-17')).toBe(25);
    expect(length('Africa/Cairo', '2024-04-26')).toBe(23);
  });

  test('Apia had no 2011-12-30', () => {
    const list = edges(
      'Pacific/Apia',
      '1d',
      local('Pacific/Apia', '2011-12-28T00:00'),
      local('Pacific/Apia', '2012-01-02T00:00')
    );
    expect(list.map((ms) => formatInstant('Pacific/Apia', ms).slice(0, 10))).toEqual([
      '2011-12-28',
      '2011-12-29',
      '2011-12-31',
      '2012-01-01',
      '2012-01-02',
    ]);
  });

  test('cut ends are told', () => {
    const day = Date.UTC(2026, 0, 5);
    expect(bucketsOf('UTC', '1d', day, day + 24 * HOUR)).toMatchObject({
      value: { edges: [day, day + 24 * HOUR], firstIsWhole: true, lastIsWhole: true },
    });
    expect(bucketsOf('UTC', '1d', day + 1, day + 24 * HOUR)).toMatchObject({
      value: { firstIsWhole: false, lastIsWhole: true },
    });
    expect(bucketsOf('UTC', '1w', day, day + HOUR)).toMatchObject({
      value: { edges: [day, day + HOUR], firstIsWhole: true, lastIsWhole: false },
    });
    expect(bucketsOf('UTC', '1M', day, day + HOUR)).toMatchObject({
      value: { firstIsWhole: false, lastIsWhole: false },
    });
  });

  test('R03 out of range is refused with a code before anything is made', () => {
    const bad = [-1, NaN, Infinity, -Infinity, 1e308, -8.64e15, 8.64e15, 0.5, Date.UTC(2038, 0, 1)];
    for (const ms of bad) {
      expect(bucketsOf('UTC', '1d', ms, Date.UTC(2026, 0, 1))).toMatchObject({
        ok: false,
        diagnostics: [{ code: 'PL2006' }],
      });
      expect(bucketsOf('UTC', '1d', 0, ms)).toMatchObject({ ok: false, diagnostics: [{ code: 'PL2006' }] });
    }
    expect(bucketsOf('UTC', '1d', 5, 5)).toMatchObject({ ok: false, diagnostics: [{ code: 'PL2005' }] });
    expect(bucketsOf('UTC', '1m', 0, Date.UTC(2037, 0, 1))).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'PL2007' }],
    });
    expect(bucketsOf('UTC', '5m)' as Grain, 0, 5)).toMatchObject({ ok: false, diagnostics: [{ code: 'PL2008' }] });
    expect(bucketsOf('Berlin', '1d', 0, 5)).toMatchObject({ ok: false, diagnostics: [{ code: 'PL2023' }] });
  });

  test('an automatic grain fits the points, and is never finer than history', () => {
    const at = Date.UTC(2026, 0, 1);
    expect(autoGrain(at, at + HOUR, 100)).toBe('1m');
    expect(autoGrain(at, at + 24 * HOUR, 1500)).toBe('5m');
    expect(autoGrain(at, at + 24 * HOUR, 100)).toBe('15m');
    expect(autoGrain(at, at + 30 * 24 * HOUR, 1000)).toBe('1h');
    expect(autoGrain(at, at + 30 * 24 * HOUR, 100)).toBe('1d');
    expect(autoGrain(at, at + 365 * 24 * HOUR, 100)).toBe('1w');
    expect(autoGrain(at, at + 365 * 24 * HOUR, 1)).toBe('1M');
  });

  test('days are unions of slices: hours, or quarters where the offset has a fraction', () => {
    const [from, to] = [Date.UTC(2026, 0, 1), Date.UTC(2026, 11, 31)];
    const minutes = (zone: string) => sliceGridMs(zone, from, to)! / 60_000;
    expect(minutes('Europe/Berlin')).toBe(60);
    expect(minutes('Asia/Kolkata')).toBe(15);
    expect(minutes('Asia/Kathmandu')).toBe(15);
    expect(minutes('Australia/Lord_Howe')).toBe(15);
    expect(sliceGridMs('Africa/Monrovia', 0, 1)).toBeNull();
    expect(sliceGridMs('UTC', from, to, [1, 60_000 * 30, 60_000 * 60, 61])).toBe(15 * 60_000);
    expect(sliceGridMs('Pacific/Kiritimati', 0, 1)).toBe(5 * 60_000);
  });

  test('nothing depends on the time zone of the process', () => {
    const before = process.env.TZ;
    const made = ['UTC', 'America/St_Johns', 'Pacific/Apia'].map((zone) => {
      process.env.TZ = zone;
      expect(new Date(0).getTimezoneOffset() === 0).toBe(zone === 'UTC');
      return ZONES.map((z) => [
        edges(z, '1d', Date.UTC(2011, 11, 20), Date.UTC(2012, 0, 9)),
        edges(z, '1M', Date.UTC(2011, 0, 20), Date.UTC(2012, 11, 9)),
        formatInstant(z, Date.UTC(2026, 2, 29, 1)),
      ]);
    });
    process.env.TZ = before;
    expect(made[1]).toEqual(made[0]);
    expect(made[2]).toEqual(made[0]);
  });
});
