import { describe, expect, it } from 'vitest';
import type { KpiAnswer, PartAnswer } from './answer';
import { coverageOf, figureDoubts, holesMs, partDoubts } from './doubts';
import { figureOfSegment, segmentsOf } from './segments';

const MINUTE = 60_000;
const COUNTER = { store: 'prometheus', type: 'counter' };
const slices = (...observed: number[][]) => ({
  tiles: {
    starts: Float64Array.from(observed[0] ?? [], (_, i) => i * MINUTE),
    ends: Float64Array.from(observed[0] ?? [], (_, i) => (i + 1) * MINUTE),
  },
  series: observed.map((o) => ({ segment: {}, value: Float64Array.from(o), observed: Float64Array.from(o) })),
});

describe('holes', () => {
  it.each([
    ['none', [1, 1, 1], 0],
    ['one within', [1, 0, 0, 1], 2],
    ['two within', [1, 0, 1, 0, 1], 2],
    ['not at the end, where a sample may just be late', [1, 1, 0, 0], 0],
    ['not at the start, where the target may not be born', [0, 0, 1, 1], 0],
    ['nothing at all is no hole but no data', [0, 0, 0], 0],
  ])('%s', (_, observed, minutes) => {
    expect(holesMs(slices(observed))).toBe(minutes * MINUTE);
  });

  it('are filled by any series', () => {
    expect(holesMs(slices([1, 0, 1], [0, 1, 0]))).toBe(0);
    expect(coverageOf(slices([1, 0, 1], [0, 1, 0]))).toBe(1);
  });
});

describe('of a ratio of failures', () => {
  const minutes = 20;
  const part = (observed: readonly number[]): PartAnswer => ({
    source: 'metrics',
    store: 'prometheus',
    slices: observed.length === 0 ? { ...slices(calm), series: [] } : slices([...observed]),
    invalid: 0,
    closedMs: minutes * MINUTE,
  });
  const calm = Array.from({ length: minutes }, () => 1);
  const late = calm.map((_, i) => (i < 15 ? 0 : 1));
  const answer = (failures: true | undefined, numerator: readonly number[], denominator = calm): KpiAnswer =>
    ({
      kpi: {
        displayName: 'x',
        unit: 'ratio',
        minCohort: 0,
        timeZone: 'UTC',
        measure: { kind: 'ratio', failures, numerator: COUNTER, denominator: COUNTER },
      },
      by: [],
      fromMs: 0,
      toMs: minutes * MINUTE,
      roles: { numerator: part(numerator), denominator: part(denominator) },
    }) as unknown as KpiAnswer;
  const codes = (one: KpiAnswer) =>
    [
      ...partDoubts(one),
      ...figureDoubts(
        one,
        segmentsOf(one).map((segment) => figureOfSegment(one, segment))
      ),
    ].map(({ code }) => code);

  it('nothing is missing where none was seen, or where they began late', () => {
    expect(codes(answer(true, []))).toEqual([]);
    expect(codes(answer(true, late))).toEqual([]);
    expect(codes(answer(undefined, []))).toEqual(['PL4002']);
    expect(codes(answer(undefined, late))).toEqual(['PL4005']);
  });

  it('a total with gaps is doubtful as ever', () => {
    expect(codes(answer(true, calm, late))).toContain('PL4005');
  });
});
