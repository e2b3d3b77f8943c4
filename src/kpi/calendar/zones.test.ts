import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test, vi } from 'vitest';
import { isTimeZone, offsetMinutesAt, timeZoneNames, ZONES_TO_MS } from './zones';

const FROM = Date.UTC(1997, 0, 1);
const TO = Date.UTC(2031, 0, 1);

/** Node's ICU may have older rules than the table: from 2026 on, only zones that both agree on to the end are compared. */
const ICU_KNOWS_UNTIL = Date.UTC(2026, 0, 1);

const oracle = (zone: string, ms: number) =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).offsetNanoseconds / 60e9;

const known = timeZoneNames().filter((zone) => {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
});

const changedLately = new Set(
  known.filter((zone) => {
    for (let ms = ICU_KNOWS_UNTIL; ms < TO; ms += 10 * 86_400_000) {
      if (offsetMinutesAt(zone, ms) !== oracle(zone, ms)) {
        return true;
      }
    }
    return false;
  })
);
const untilOf = (zone: string) => (changedLately.has(zone) ? ICU_KNOWS_UNTIL : TO);

// Temporal is slow, and machines are busy.
vi.setConfig({ testTimeout: 180_000 });

describe('time zones', () => {
  test('names are IANA names and links, exactly spelled', () => {
    for (const name of [
      'UTC',
      'Etc/UTC',
      'Europe/Berlin',
      'US/Eastern',
      'Asia/Calcutta',
      'Etc/GMT+5',
      'Australia/Lord_Howe',
    ]) {
      expect(isTimeZone(name), name).toBe(true);
    }
    for (const name of ['', 'europe/berlin', 'Berlin', '+02:00', '__proto__', 'constructor', 'Europe/Berlin ']) {
      expect(isTimeZone(name), name).toBe(false);
    }
    expect(known.length).toBeGreaterThan(550);
  });

  test('every zone agrees with Temporal at every quarter of 1997-2030', () => {
    const wrong: string[] = [];
    for (const zone of known) {
      for (let ms = FROM; ms < untilOf(zone); ms += 91 * 86_400_000) {
        if (offsetMinutesAt(zone, ms) !== oracle(zone, ms)) {
          wrong.push(`${zone} ${new Date(ms).toISOString()} ${offsetMinutesAt(zone, ms)} ${oracle(zone, ms)}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect([...changedLately].length, [...changedLately].join(' ')).toBeLessThan(20);
  });

  test('any instant of any zone agrees with Temporal', () => {
    fc.assert(
      fc.property(fc.constantFrom(...known), fc.integer({ min: FROM, max: TO }), (zone, ms) => {
        fc.pre(ms < untilOf(zone));
        expect(offsetMinutesAt(zone, ms)).toBe(oracle(zone, ms));
      }),
      { numRuns: 1000 }
    );
  });

  test('offsets are exact on both sides of every change in zones of many kinds', () => {
    for (const zone of [
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
      'America/Sao_Paulo',
      'Africa/Cairo',
      'Pacific/Apia',
      'America/St_Johns',
      'Asia/Gaza',
      'Antarctica/Troll',
    ]) {
      let at: Temporal.ZonedDateTime | null = Temporal.Instant.fromEpochMilliseconds(FROM).toZonedDateTimeISO(zone);
      while ((at = at.getTimeZoneTransition('next')) && at.epochMilliseconds < untilOf(zone)) {
        const ms = at.epochMilliseconds;
        expect(offsetMinutesAt(zone, ms), `${zone} ${ms}`).toBe(oracle(zone, ms));
        expect(offsetMinutesAt(zone, ms - 1), `${zone} ${ms - 1}`).toBe(oracle(zone, ms - 1));
      }
    }
  });

  test('fractions of a minute are kept: Monrovia until 1972', () => {
    expect(offsetMinutesAt('Africa/Monrovia', 0)).toBe(-44.5);
    expect(offsetMinutesAt('Africa/Monrovia', Date.UTC(1973, 0, 1))).toBe(0);
  });

  test('beyond the table nothing is guessed', () => {
    for (const ms of [-1, ZONES_TO_MS, NaN, Infinity, 1e308]) {
      expect(() => offsetMinutesAt('Europe/Berlin', ms)).toThrow(RangeError);
    }
    expect(() => offsetMinutesAt('Berlin', 0)).toThrow('not a time zone: Berlin');
  });
});
