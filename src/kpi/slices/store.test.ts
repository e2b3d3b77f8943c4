import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sliceStore } from './store';
import { tilesOf } from './tiles';
import type { PartSlices } from './types';

const MINUTE = 60_000;
const slices = (from: number, to: number, value = (m: number) => m, device = 'm'): PartSlices => {
  const tiles = tilesOf([{ startMs: from * MINUTE, endMs: to * MINUTE, stepMs: MINUTE }]);
  const minutes = Array.from(tiles.starts, (start) => start / MINUTE);
  return {
    tiles,
    series: [
      { segment: { device }, value: Float64Array.from(minutes, value), observed: Float64Array.from(minutes, () => 1) },
    ],
  };
};
const read = (store: ReturnType<typeof sliceStore>, from: number, to: number, key = 'k') => {
  const found = store.get(key, MINUTE, from * MINUTE, to * MINUTE);
  return found && Array.from(found.tiles.starts, (start, i) => [start / MINUTE, found.series[0]?.value[i]]);
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

  test('only takes tiles that lie wholly on the grid', () => {
    const store = sliceStore();
    store.put('k', MINUTE, {
      tiles: {
        starts: Float64Array.of(30_000, MINUTE, 2 * MINUTE),
        ends: Float64Array.of(MINUTE, 2 * MINUTE, 2.5 * MINUTE),
      },
      series: [],
    });
    expect(Array.from(store.get('k', MINUTE, 0, 1e9)!.tiles.starts)).toEqual([MINUTE]);
    expect(store.get('k', MINUTE, 70_000, 1e9)).toBeUndefined();
  });

  test('remembers that there was nothing', () => {
    const store = sliceStore();
    store.put('k', MINUTE, { tiles: tilesOf([{ startMs: 0, endMs: 3 * MINUTE, stepMs: MINUTE }]), series: [] });
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
          const minutes = found ? Array.from(found.tiles.starts, (start) => start / MINUTE) : [];
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
});
