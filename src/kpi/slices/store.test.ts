import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sliceStore } from './store';
import { tilesOf } from './tiles';
import type { HeldSlices } from './types';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const slices = (from: number, to: number, value = (m: number) => m, device = 'm'): HeldSlices => {
  const minutes = Array.from({ length: to - from }, (_, i) => from + i);
  return {
    stretches: [{ startMs: from * MINUTE, endMs: to * MINUTE }],
    series: [
      { segment: { device }, value: Float64Array.from(minutes, value), observed: Float64Array.from(minutes, () => 1) },
    ],
  };
};
const startsOf = (found: HeldSlices | undefined, stepMs = MINUTE) =>
  (found?.stretches ?? []).flatMap((stretch) => Array.from(tilesOf([{ ...stretch, stepMs }]).starts));
const read = (store: ReturnType<typeof sliceStore>, from: number, to: number, key = 'k') => {
  const found = store.get(key, MINUTE, from * MINUTE, to * MINUTE);
  return found && startsOf(found).map((start, i) => [start / MINUTE, found.series[0]?.value[i]]);
};

describe('the store of closed slices', () => {
  test('gives back what it holds of a range, and nothing else', () => {
    const store = sliceStore();
    store.put('k', MINUTE, slices(250, 262));
    expect(read(store, 254, 258)).toEqual([
      [254, 254],
      [255, 255],
      [256, 256],
      [257, 257],
    ]);
    expect(read(store, 0, 250)).toBeUndefined();
    expect(read(store, 260, 270)).toEqual([
      [260, 260],
      [261, 261],
    ]);
    expect(read(store, 250, 260, 'other')).toBeUndefined();
    expect(store.get('k', 5 * MINUTE, 0, 1e9)).toBeUndefined();
    expect(store.stats).toMatchObject({ hits: 6, evicted: 0 });
  });

  test('knows nobody who has nothing in the range, though others of the block do', () => {
    const store = sliceStore();
    store.put(
      'k',
      MINUTE,
      slices(0, 5, (m) => m, 'early')
    );
    store.put(
      'k',
      MINUTE,
      slices(5, 10, (m) => m, 'late')
    );
    const segments = store.get('k', MINUTE, 5 * MINUTE, 10 * MINUTE)?.series.map(({ segment }) => segment.device);
    expect(segments).toEqual(['late']);
  });

  test('only takes stretches that lie wholly on the grid', () => {
    const store = sliceStore();
    store.put('k', MINUTE, { stretches: [{ startMs: 30_000, endMs: 2 * MINUTE }], series: [] });
    expect(store.get('k', MINUTE, 0, 1e9)).toBeUndefined();
    const { series } = slices(0, 5);
    const stretches = [
      { startMs: 0, endMs: 1.5 * MINUTE },
      { startMs: 4 * MINUTE, endMs: 7 * MINUTE },
    ];
    store.put('k', MINUTE, { stretches, series });
    expect(read(store, 0, 10)).toEqual([
      [4, 2],
      [5, 3],
      [6, 4],
    ]);
    expect(store.get('k', MINUTE, 4.5 * MINUTE, 5.5 * MINUTE)).toBeUndefined();
  });

  test('remembers that there was nothing', () => {
    const store = sliceStore();
    store.put('k', MINUTE, { stretches: [{ startMs: 0, endMs: 3 * MINUTE }], series: [] });
    expect(store.get('k', MINUTE, 0, 3 * MINUTE)).toMatchObject({ series: [] });
    store.put('k', MINUTE, slices(1, 2));
    const found = store.get('k', MINUTE, 0, 3 * MINUTE)!;
    expect([...found.series[0].observed]).toEqual([0, 1, 0]);
  });

  test('is bounded: the blocks unused for longest go first, and are counted', () => {
    const store = sliceStore(1500);
    store.put('a', MINUTE, slices(0, 256));
    store.put('b', MINUTE, slices(0, 256));
    read(store, 0, 1, 'a');
    store.put('c', MINUTE, slices(0, 256));
    expect(read(store, 0, 1, 'b')).toBeUndefined();
    expect(read(store, 0, 1, 'a')).toBeDefined();
    expect(store.stats.evicted).toBe(512);
    expect(store.stats.slices).toBeLessThanOrEqual(1500);
  });

  test('any order of puts gives back what a plain map would', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(600), fc.integer({ min: 1, max: 300 }), fc.constantFrom('m', 'd')), { maxLength: 6 }),
        fc.nat(700),
        fc.nat(700),
        (puts, a, b) => {
          const store = sliceStore();
          const known = new Set<number>();
          const plain = new Map<string, number>();
          for (const [from, length, device] of puts) {
            store.put(
              'k',
              MINUTE,
              slices(from, from + length, (m) => m * 2, device)
            );
            for (let m = from; m < from + length; m++) {
              known.add(m);
              plain.set(`${device} ${m}`, m * 2);
            }
          }
          const [from, to] = [Math.min(a, b), Math.max(a, b)];
          const found = store.get('k', MINUTE, from * MINUTE, to * MINUTE);
          const minutes = startsOf(found).map((start) => start / MINUTE);
          expect(minutes).toEqual([...known].filter((m) => m >= from && m < to).sort((x, y) => x - y));
          for (const series of found?.series ?? []) {
            minutes.forEach((m, i) =>
              expect(series.observed[i] > 0 ? series.value[i] : undefined).toBe(
                plain.get(`${series.segment.device} ${m}`)
              )
            );
          }
        }
      )
    );
  });

  describe('makes hours of slices of 5 min', () => {
    const FIVE = 5 * MINUTE;
    const fives = (from: number, to: number, value = (i: number) => i, observed = (i: number) => (i % 5 ? 2 : 0)) => {
      const numbers = Array.from({ length: to - from }, (_, i) => from + i);
      const series = {
        segment: {},
        value: Float64Array.from(numbers, value),
        observed: Float64Array.from(numbers, observed),
      };
      return { stretches: [{ startMs: from * FIVE, endMs: to * FIVE }], series: [series] };
    };

    test('where all twelve are held: the sum of what was observed', () => {
      const store = sliceStore();
      store.put('k', FIVE, fives(6, 40));
      const found = store.get('k', HOUR, 0, 10 * HOUR)!;
      expect(found.stretches).toEqual([{ startMs: HOUR, endMs: 3 * HOUR }]);
      const wanted = [1, 2].map((hour) =>
        Array.from({ length: 12 }, (_, i) => hour * 12 + i)
          .filter((i) => i % 5)
          .reduce((a, b) => a + b, 0)
      );
      expect([...found.series[0].value]).toEqual(wanted);
      expect([...found.series[0].observed]).toEqual([20, 18]);
      expect(store.stats).toMatchObject({ composed: 2, hits: 2, misses: 8 });
      store.get('k', HOUR, 0, 10 * HOUR);
      expect(store.stats.composed).toBe(2);
    });

    test('where nothing was observed in any, that is known too', () => {
      const store = sliceStore();
      store.put('k', FIVE, { stretches: [{ startMs: 0, endMs: HOUR }], series: [] });
      expect(store.get('k', HOUR, 0, HOUR)).toEqual({ stretches: [{ startMs: 0, endMs: HOUR }], series: [] });
    });

    test('never of minutes, and never over an hour that was asked for itself', () => {
      const store = sliceStore();
      store.put('k', MINUTE, slices(0, 120));
      expect(store.get('k', HOUR, 0, 2 * HOUR)).toBeUndefined();
      const hour = { segment: {}, value: Float64Array.of(7), observed: Float64Array.of(1) };
      store.put('k', HOUR, { stretches: [{ startMs: 0, endMs: HOUR }], series: [hour] });
      store.put('k', FIVE, fives(0, 24));
      const found = store.get('k', HOUR, 0, 2 * HOUR)!;
      expect(found.series[0].value[0]).toBe(7);
      expect(found.stretches).toEqual([{ startMs: 0, endMs: 2 * HOUR }]);
      expect(store.stats.composed).toBe(1);
    });

    test('any holes give back the hours that have none, and the sums of a plain loop', () => {
      const stretch = fc.tuple(fc.nat(900), fc.integer({ min: 1, max: 200 }));
      fc.assert(
        fc.property(fc.array(stretch, { maxLength: 8 }), fc.constantFrom(15 * MINUTE, HOUR), (puts, step) => {
          const store = sliceStore();
          const known = new Set<number>();
          for (const [from, length] of puts) {
            store.put('k', FIVE, fives(from, from + length));
            for (let i = from; i < from + length; i++) {
              known.add(i);
            }
          }
          const parts = step / FIVE;
          const found = store.get('k', step, 0, 1200 * FIVE);
          const got = startsOf(found, step).map((start, i) => {
            const one = found!.series[0];
            return [start / step, one.observed[i] > 0 ? one.value[i] : null];
          });
          const wanted: Array<[number, number | null]> = [];
          for (let tile = 0; tile < 1200 / parts; tile++) {
            const own = Array.from({ length: parts }, (_, i) => tile * parts + i);
            const seen = own.filter((i) => i % 5);
            if (own.every((i) => known.has(i))) {
              wanted.push([tile, seen.length > 0 ? seen.reduce((a, b) => a + b, 0) : null]);
            }
          }
          expect(got).toEqual(wanted);
        })
      );
    });
  });
});
