import { describe, expect, test } from 'vitest';
import type { ColumnFrame } from '../plan/request';
import { addHeld, addPrometheus, addTable, collected, collector, mostSegments, seriesFor } from './collect';
import { tilesOf } from './tiles';

const MINUTE = 60_000;
const three = () => tilesOf([{ startMs: 0, endMs: 3 * MINUTE, stepMs: MINUTE }]);

const promFrame = (labels: Record<string, string>, points: Array<[number, number | null]>): ColumnFrame => ({
  length: points.length,
  columns: [
    { name: 'time', type: 'time', values: points.map(([minute]) => minute * MINUTE) },
    { name: 'value', type: 'number', labels, values: points.map(([, value]) => value) },
  ],
});

const table = (
  rows: Array<Record<string, unknown>>,
  names = ['bucket', 'device', 'value', 'observed']
): ColumnFrame => ({
  length: rows.length,
  columns: names.map((name) => ({
    name,
    type: name === 'device' ? 'string' : 'number',
    values: rows.map((row) => (row[name] ?? null) as never),
  })),
});

describe('Prometheus points', () => {
  test('belong to the slice that ends at their instant', () => {
    const c = collector(three(), ['device']);
    expect(
      addPrometheus(
        c,
        [
          promFrame({ dev: 'm' }, [
            [1, 5],
            [3, 7],
          ]),
        ],
        ['dev'],
        MINUTE
      )
    ).toBeNull();
    const [series] = collected(c).series;
    expect([...series.value]).toEqual([5, 0, 7]);
    expect([...series.observed]).toEqual([1, 0, 1]);
    expect(series.segment).toEqual({ device: 'm' });
  });

  test('NaN and null are missing; infinities are missing and counted; -0 is 0', () => {
    const c = collector(three(), []);
    addPrometheus(
      c,
      [
        promFrame({}, [
          [1, NaN],
          [2, Infinity],
          [3, -0],
        ]),
      ],
      [],
      MINUTE
    );
    const [series] = collected(c).series;
    expect([...series.observed]).toEqual([0, 0, 1]);
    expect(Object.is(series.value[2], 0)).toBe(true);
    expect(c.invalid).toBe(1);
  });

  test('an absent label and an empty one are one segment without a value', () => {
    const c = collector(three(), ['device']);
    addPrometheus(c, [promFrame({}, [[1, 1]]), promFrame({ dev: '' }, [[2, 1]])], ['dev'], MINUTE);
    expect(collected(c).series.map((s) => s.segment)).toEqual([{ device: null }]);
  });

  test('points elsewhere, and frames without a value, are refused', () => {
    expect(addPrometheus(collector(three(), []), [promFrame({}, [[1.5, 1]])], [], MINUTE)).toContain(
      'where none was asked for'
    );
    expect(
      addPrometheus(
        collector(three(), []),
        [{ length: 1, columns: [{ name: 'x', type: 'string', values: ['login'] }] }],
        [],
        MINUTE
      )
    ).toContain('without time');
  });
});

describe('SQL tables', () => {
  test('fill their buckets; absent ones are missing, NULL groups are a segment, an empty text is another', () => {
    const c = collector(three(), ['device']);
    const rows = [
      { bucket: 0, device: 'm', value: 0, observed: 4 },
      { bucket: 2 * MINUTE, device: null, value: 2, observed: 2 },
      { bucket: 0, device: '', value: 9, observed: 1 },
    ];
    expect(addTable(c, [table(rows)], ['device'], 'value')).toBeNull();
    const { series } = collected(c);
    expect(series.map((s) => s.segment.device)).toEqual(['m', null, '']);
    expect([...series[0].observed]).toEqual([4, 0, 0]);
    expect([...series[1].value]).toEqual([0, 0, 2]);
  });

  test('a missing column, or a bucket that was not asked for, is refused', () => {
    const row = { bucket: 30_000, device: 'm', value: 1, observed: 1 };
    expect(addTable(collector(three(), ['device']), [table([row])], ['device'], 'value')).toContain(
      'where none was asked for'
    );
    expect(addTable(collector(three(), ['device']), [table([row], ['bucket', 'value'])], ['device'], 'value')).toBe(
      'columns bucket, value'
    );
    expect(addTable(collector(three(), ['device']), [{ length: 0, columns: [] }], ['device'], 'value')).toBeNull();
  });
});

describe('a collector', () => {
  test('takes held slices to their tiles', () => {
    const c = collector(three(), []);
    const stretches = [
      { startMs: 0, endMs: MINUTE },
      { startMs: 2 * MINUTE, endMs: 3 * MINUTE },
    ];
    const held = { segment: {}, value: Float64Array.of(4, 9), observed: Float64Array.of(1, 3) };
    addHeld(c, { stretches, series: [held] }, MINUTE);
    const [series] = collected(c).series;
    expect([...series.value]).toEqual([4, 0, 9]);
    expect([...series.observed]).toEqual([1, 0, 3]);
  });

  test('takes points in any order, and names the one that nobody asked for', () => {
    const c = collector(three(), []);
    const points: Array<[number, number]> = [
      [3, 30],
      [1, 10],
      [2, 20],
    ];
    expect(addPrometheus(c, [promFrame({}, points)], [], MINUTE)).toBeNull();
    expect([...collected(c).series[0].value]).toEqual([10, 20, 30]);
    expect(addPrometheus(c, [promFrame({}, [[4, 1]])], [], MINUTE)).toBe(
      `a point at ${4 * MINUTE}, where none was asked for`
    );
  });

  test('R15 counts segments beyond its limit instead of making them', () => {
    const c = collector(three(), ['device']);
    for (let i = 0; i < 1003; i++) {
      seriesFor(c, [`d${i}`]);
    }
    expect(c.series.size).toBe(1000);
    expect(c.beyond.size).toBe(3);
    expect(mostSegments(100_000)).toBe(40);
    expect(mostSegments(10_000_000)).toBe(1);
  });
});
