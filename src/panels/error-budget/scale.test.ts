import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arcPath, barScale, isBeyond, turnsOf } from './layout/scale';

const remaining = fc.oneof(
  fc.double({ min: -3, max: 1.5, noNaN: true }),
  fc.constantFrom(-1e12, -1, -0.5, -1e-9, -0, 0, 1e-9, 0.5, 1, 1e9)
);

/** Signed angle of a path in turns, read back from its end and its sweep. */
function turnsIn(path: string, cx: number, cy: number): number {
  const numbers = [...path.matchAll(/-?\d+(?:\.\d+)?/g)].map(Number);
  if (numbers.length === 0) {
    return 0;
  }
  const backwards = numbers[6] === 0;
  if (numbers.length > 9) {
    return backwards ? -1 : 1;
  }
  const [x, y] = numbers.slice(-2);
  const angle = Math.atan2(x - cx, cy - y) / (2 * Math.PI);
  return backwards ? -((1 - angle) % 1) : (angle + 1) % 1;
}

describe('the arc', () => {
  it('is monotone in what is left: more budget is never a shorter arc, as it is drawn', () => {
    fc.assert(
      fc.property(remaining, remaining, fc.double({ min: 60, max: 400, noNaN: true }), (a, b, radius) => {
        const drawn = (left: number) => turnsIn(arcPath(500, 500, radius, turnsOf(left)), 500, 500);
        const [low, high] = a <= b ? [a, b] : [b, a];
        // Paths are written to a hundredth of a pixel.
        expect(drawn(high) - drawn(low)).toBeGreaterThan(-0.0005);
      }),
      { numRuns: 500 }
    );
  });

  it.each([
    [1, 1],
    [0.75, 0.75],
    [0.5, 0.5],
    [0.1, 0.1],
    [-0.25, -0.25],
    [-0.75, -0.75],
    [-1, -1],
    [-40, -1],
    [3, 1],
  ])('of %s of the budget goes %s turns from the top', (left, turns) => {
    expect(turnsIn(arcPath(100, 100, 80, turnsOf(left)), 100, 100)).toBeCloseTo(turns, 3);
  });

  it('is nothing for nothing left, and never clamps an overspent budget to it', () => {
    expect(arcPath(100, 100, 80, turnsOf(0))).toBe('');
    expect(arcPath(100, 100, 80, turnsOf(-0))).toBe('');
    expect(arcPath(100, 100, 80, turnsOf(-0.0001))).not.toBe('');
    expect([-1, -1.01].map(isBeyond)).toEqual([false, true]);
  });
});

describe('the bar', () => {
  it('is monotone too, and stays within its length', () => {
    fc.assert(
      fc.property(remaining, remaining, (a, b) => {
        const [low, high] = a <= b ? [barScale(a), barScale(b)] : [barScale(b), barScale(a)];
        expect(high.end - high.zero).toBeGreaterThanOrEqual(low.end - low.zero - 1e-12);
        for (const { zero, end, at } of [low, high]) {
          expect(Math.min(zero, end)).toBeGreaterThanOrEqual(0);
          expect(Math.max(zero, end)).toBeLessThanOrEqual(1 + 1e-12);
          expect(at(1)).toBeCloseTo(1);
        }
      })
    );
  });

  it('moves zero into the bar where a budget is overspent, so that both sides have one scale', () => {
    expect(barScale(0.4)).toMatchObject({ zero: 0, end: 0.4 });
    expect(barScale(-0.25).zero).toBeCloseTo(0.2);
    expect(barScale(-0.25).end).toBeCloseTo(0);
    expect(barScale(-7).zero).toBeCloseTo(0.5);
    expect(barScale(null)).toMatchObject({ zero: 0, end: 0 });
  });
});
