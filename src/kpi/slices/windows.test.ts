import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sum } from './sums';
import { tilesOf } from './tiles';
import type { SliceSeries } from './types';
import { prefixSums, tilesOfBuckets, totalOf, windowTotal } from './windows';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** null: nothing observed. */
const series = (values: ReadonlyArray<number | null>): SliceSeries => ({
  segment: {},
  value: Float64Array.from(values, (v) => v ?? 12345),
  observed: Float64Array.from(values, (v) => (v === null ? 0 : 2)),
});
const tiles = (n: number) => tilesOf([{ startMs: 0, endMs: n * MINUTE, stepMs: MINUTE }]);

describe('sums', () => {
  test('keep what plain addition loses', () => {
    expect(sum([1, 1e100, 1, -1e100])).toBe(2);
    expect(sum(Array.from({ length: 1_000_000 }, () => 0.1))).toBe(100_000);
    expect(sum([])).toBe(0);
    expect(sum([1.8e308 / 1.1, 1e308])).toBe(Infinity);
  });

  test('R16 of a million values are exact to 1e-12', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), { maxLength: 2000 }), (cents) => {
        const values = cents.map((c) => c / 100);
        // The doubles themselves, added without rounding: 0.07 is not 7/100, and that is not the sum's fault.
        const exact = Number(values.reduce((a, v) => a + BigInt(v * 2 ** 70), BigInt(0))) / 2 ** 70;
        const got = sum(values);
        expect(Math.abs(got - exact)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(exact)));
      })
    );
  });
});

describe('totals', () => {
  test('nothing observed is null, and a real zero is 0', () => {
    expect(totalOf(series([null, null]))).toEqual({ value: null, observed: 0, present: 0, expected: 2 });
    expect(totalOf(series([null, 0]))).toEqual({ value: 0, observed: 2, present: 1, expected: 2 });
    expect(totalOf(series([]))).toEqual({ value: null, observed: 0, present: 0, expected: 0 });
  });

  test('-0 is 0', () => {
    expect(Object.is(totalOf(series([-0])).value, 0)).toBe(true);
  });

  test('any window by prefix sums equals adding its slices', () => {
    const value = fc.option(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { nil: null, freq: 4 });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 300 }), fc.nat(310), fc.nat(310), (values, a, b) => {
        const s = series(values);
        const sums = prefixSums(tiles(values.length), s);
        const [first, end] = [Math.min(a, values.length), Math.min(Math.max(a, b), values.length)];
        const got = windowTotal(sums, a * MINUTE, Math.max(a, b) * MINUTE);
        const wanted = totalOf(s, first, end);
        expect({ ...got, value: null }).toEqual({ ...wanted, value: null });
        expect(got.value === null).toBe(wanted.value === null);
        expect(Math.abs((got.value ?? 0) - (wanted.value ?? 0))).toBeLessThan(1e-6);
      })
    );
  });

  test('windows over runs of several steps, clipped at both ends, are found by arithmetic and are those of a search', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 59 * MINUTE }),
        fc.integer({ min: 1, max: 5 * MINUTE }),
        fc.integer({ min: -HOUR, max: 9 * HOUR }),
        fc.integer({ min: 0, max: 9 * HOUR }),
        (late, early, at, length) => {
          const t = tilesOf([
            { startMs: late, endMs: 3 * HOUR, stepMs: HOUR },
            { startMs: 3 * HOUR, endMs: 5 * HOUR, stepMs: 5 * MINUTE },
            { startMs: 5 * HOUR, endMs: 5 * HOUR + 20 * MINUTE - early, stepMs: MINUTE },
            { startMs: 5 * HOUR + 20 * MINUTE - early, endMs: 6 * HOUR, stepMs: null },
          ]);
          const s = series(Array.from(t.starts, (_, i) => (i % 7 ? i : null)));
          for (const from of [at, t.starts[Math.abs(at) % t.starts.length], t.ends[length % t.ends.length]]) {
            const got = windowTotal(prefixSums(t, s), from, from + length);
            const searched = windowTotal(prefixSums({ starts: t.starts, ends: t.ends }, s), from, from + length);
            const first = t.starts.filter((start) => start < from).length;
            const end = t.starts.filter((start) => start < from + length).length;
            expect(got).toEqual(totalOf(s, first, end));
            expect(searched).toEqual(got);
          }
        }
      )
    );
  });

  test('buckets share the tiles out, each once', () => {
    const t = tiles(10);
    expect(tilesOfBuckets(t, [0, 3 * MINUTE, 3 * MINUTE + MINUTE, 10 * MINUTE])).toEqual([0, 3, 4, 10]);
    // A store that counts in whole slices starts a little before the range: that belongs to the first bucket.
    expect(tilesOfBuckets(t, [30_000, 5 * MINUTE, 9.5 * MINUTE])).toEqual([0, 5, 10]);
    // Buckets after the data are empty.
    expect(tilesOfBuckets(t, [0, 20 * MINUTE, 30 * MINUTE])).toEqual([0, 10, 10]);
  });
});
