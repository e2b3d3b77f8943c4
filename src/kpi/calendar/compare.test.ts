import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test, vi } from 'vitest';
import { comparedRange, COMPARISONS, type Compare } from './compare';
import { temporalInstant } from './testing';
import { timeZoneNames } from './zones';

const DAY = 24 * 3_600_000;
vi.setConfig({ testTimeout: 60_000 });

const at = (zone: string, local: string) => temporalInstant(zone, Temporal.PlainDateTime.from(local));
const shown = (zone: string, ms: number) =>
  Temporal.Instant.fromEpochMilliseconds(ms)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' });
const compared = (zone: string, comparison: Compare, from: string, to: string) => {
  const range = comparedRange(zone, comparison, at(zone, from), at(zone, to));
  return [shown(zone, range.fromMs), shown(zone, range.toMs)];
};

describe('the period that is compared with', () => {
  test.each<[Compare, string, string, string, string]>([
    // Whole days: as many days, also over a change of clocks.
    ['previous', '2026-03-29T00:00', '2026-03-30T00:00', '2026-03-28T00:00', '2026-03-29T00:00'],
    ['previous', '2026-03-30T00:00', '2026-04-06T00:00', '2026-03-23T00:00', '2026-03-30T00:00'],
    // Else as many hours.
    ['previous', '2026-11-25T00:00', '2026-11-25T15:00', '2026-11-24T09:00', '2026-11-25T00:00'],
    ['weekday', '2026-11-25T00:00', '2026-11-25T15:00', '2026-11-18T00:00', '2026-11-18T15:00'],
    ['weekday', '2026-11-02T00:00', '2026-11-09T00:00', '2026-10-26T00:00', '2026-11-02T00:00'],
    ['weekday', '2026-11-02T00:00', '2026-11-09T00:01', '2026-10-19T00:00', '2026-10-26T00:01'],
    ['weekday', '2026-11-01T00:00', '2026-12-01T00:00', '2026-09-27T00:00', '2026-10-27T00:00'],
    ['weekday', '2026-03-29T08:00', '2026-03-29T12:00', '2026-03-22T08:00', '2026-03-22T12:00'],
    ['month', '2026-02-01T00:00', '2026-03-01T00:00', '2026-01-01T00:00', '2026-02-01T00:00'],
    ['month', '2026-03-01T00:00', '2026-04-01T00:00', '2026-02-01T00:00', '2026-03-01T00:00'],
    ['month', '2026-03-31T00:00', '2026-04-01T00:00', '2026-02-28T00:00', '2026-03-01T00:00'],
    ['month', '2026-03-30T00:00', '2026-03-31T00:00', '2026-02-28T00:00', '2026-03-01T00:00'],
    ['month', '2028-03-31T10:00', '2028-03-31T12:00', '2028-02-29T10:00', '2028-02-29T12:00'],
    ['month', '2026-11-01T00:00', '2026-11-25T15:00', '2026-10-01T00:00', '2026-10-25T15:00'],
    ['month', '2026-01-10T00:00', '2026-01-11T00:00', '2025-12-10T00:00', '2025-12-11T00:00'],
    ['quarter', '2026-05-31T00:00', '2026-06-01T00:00', '2026-02-28T00:00', '2026-03-01T00:00'],
    ['year', '2028-02-29T00:00', '2028-03-01T00:00', '2027-02-28T00:00', '2027-03-01T00:00'],
    ['year', '2026-01-01T00:00', '2026-11-25T15:00', '2025-01-01T00:00', '2025-11-25T15:00'],
  ])('%s of %s to %s in Berlin is %s to %s', (comparison, from, to, ...expected) => {
    expect(compared('Europe/Berlin', comparison, from, to)).toEqual(expected);
  });

  test('a day that begins at one o’clock is compared with a whole day', () => {
    const zone = 'America/Sao_Paulo';
    expect(compared(zone, 'weekday', '2018-11-04T00:00', '2018-11-05T00:00')).toEqual([
      '2018-10-28T00:00',
      '2018-10-29T00:00',
    ]);
    expect(compared(zone, 'weekday', '2018-11-11T00:00', '2018-11-12T00:00')).toEqual([
      '2018-11-04T01:00',
      '2018-11-05T00:00',
    ]);
  });

  test('it is empty where clocks skipped it', () => {
    const range = comparedRange(
      'Europe/Berlin',
      'weekday',
      at('Europe/Berlin', '2026-04-05T02:10'),
      at('Europe/Berlin', '2026-04-05T02:50')
    );
    expect(range.fromMs).toBe(range.toMs);
  });

  /** Dates by Temporal, which clamps to a month's last day as well. */
  function oracle(zone: string, comparison: Compare, fromMs: number, toMs: number): [number, number] {
    const local = (ms: number) => {
      const zoned = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
      return zoned.startOfDay().epochMilliseconds === ms
        ? zoned.toPlainDate().toPlainDateTime()
        : zoned.toPlainDateTime();
    };
    const [from, to] = [local(fromMs), local(toMs)];
    const midnight = (time: Temporal.PlainDateTime) => time.toPlainTime().equals(Temporal.PlainTime.from('00:00'));
    if (comparison === 'previous') {
      const days = from.until(to, { largestUnit: 'day' }).days;
      const whole = midnight(from) && midnight(to);
      return [whole ? temporalInstant(zone, from.subtract({ days })) : fromMs - (toMs - fromMs), fromMs];
    }
    if (comparison === 'weekday') {
      let weeks = 1;
      while (Temporal.PlainDateTime.compare(from.add({ weeks }), to) < 0) {
        weeks++;
      }
      return [temporalInstant(zone, from.subtract({ weeks })), temporalInstant(zone, to.subtract({ weeks }))];
    }
    const months = { month: 1, quarter: 3, year: 12 }[comparison];
    // An end at midnight is the end of the day before: where the date is missing, the end of the last day.
    const back = to.subtract({ months });
    const end = midnight(to) && back.day !== to.day ? back.add({ days: 1 }) : back;
    return [temporalInstant(zone, from.subtract({ months })), temporalInstant(zone, end)];
  }

  test('any range of any zone is compared as Temporal counts', () => {
    // Node's ICU may not know what was changed for 2026.
    const [min, max] = [Date.UTC(2010, 0, 1), Date.UTC(2025, 11, 1)];
    const zones = timeZoneNames();
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.constantFrom(...COMPARISONS),
        fc.integer({ min, max }),
        fc.integer({ min: 1, max: 100 * DAY }),
        fc.constantFrom('days', 'from a day', 'as it is'),
        (zone, comparison, from, length, kind) => {
          const day = (ms: number) =>
            Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).startOfDay().epochMilliseconds;
          const fromMs = kind === 'as it is' ? from : day(from);
          const toMs = kind === 'days' ? day(fromMs + length + 2 * DAY) : fromMs + length;
          const made = comparedRange(zone, comparison, fromMs, toMs);
          expect([made.fromMs, made.toMs]).toEqual(oracle(zone, comparison, fromMs, toMs));
          if (comparison === 'previous' || comparison === 'weekday') {
            expect(made.toMs).toBeLessThanOrEqual(fromMs);
          }
        }
      ),
      { numRuns: 2000 }
    );
  });
});
