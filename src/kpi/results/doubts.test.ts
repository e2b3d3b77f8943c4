import { describe, expect, it } from 'vitest';
import { coverageOf, holesMs } from './doubts';

const MINUTE = 60_000;
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
