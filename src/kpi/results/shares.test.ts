import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeInPoints, contributions, relativeChange, shareOf, stepLosses, stepShares, worstDrop } from './shares';

const anyCount = fc.oneof(
  fc.integer({ min: 0, max: 1_000_000_000 }),
  fc.constantFrom(null, undefined, NaN, Infinity, -Infinity, 0)
);

describe('shareOf', () => {
  it('is the plain quotient, unclamped', () => {
    expect(shareOf(1908, 12330)).toBe(1908 / 12330);
    expect(shareOf(1050, 1000)).toBe(1.05);
    expect(shareOf(0, 7)).toBe(0);
  });

  it.each([
    ['a missing part', null, 5],
    ['a missing whole', 5, null],
    ['a zero whole', 5, 0],
    ['zero of zero', 0, 0],
    ['NaN', NaN, 5],
    ['an infinite whole', 5, Infinity],
  ])('does not know a share of %s', (_, part, whole) => expect(shareOf(part, whole)).toBeNull());
});

describe('stepShares', () => {
  it('gives the shares computed by hand', () => {
    const { fromFirst, fromPrevious } = stepShares([1000, 400, 100]);
    expect(fromFirst).toEqual([1, 0.4, 0.1]);
    expect(fromPrevious).toEqual([null, 0.4, 0.25]);
  });

  it('leaves both shares around a missing step unknown, and keeps the share of the first', () => {
    expect(stepShares([1000, null, 100])).toEqual({ fromFirst: [1, null, 0.1], fromPrevious: [null, null, null] });
  });

  it('is finite or null for anything', () => {
    fc.assert(
      fc.property(fc.array(anyCount), (counts) => {
        const { fromFirst, fromPrevious } = stepShares(counts);
        for (const share of [...fromFirst, ...fromPrevious]) {
          expect(share === null || Number.isFinite(share)).toBe(true);
        }
      })
    );
  });
});

describe('losses', () => {
  it('is negative where a step grows', () => {
    expect(stepLosses([100, 80, 100])).toEqual([
      { lost: null, share: null },
      { lost: 20, share: 0.2 },
      { lost: -20, share: -0.25 },
    ]);
  });

  it('adds up to what left between the first and the last step', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000_000_000), { minLength: 1 }), (counts) => {
        const lost = stepLosses(counts).reduce((sum, step) => sum + (step.lost ?? 0), 0);
        expect(lost).toBe(counts[0] - counts[counts.length - 1]);
      })
    );
  });

  it('names the largest loss, as a search over all pairs does', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000)), (counts) => {
        const losses = counts.map((count, i) => (i === 0 ? 0 : counts[i - 1] - count));
        const most = Math.max(0, ...losses);
        expect(worstDrop(counts)).toBe(most === 0 ? -1 : losses.indexOf(most));
      })
    );
  });

  it('names none where nothing is lost or known', () => {
    expect(worstDrop([])).toBe(-1);
    expect(worstDrop([5, 5, 9])).toBe(-1);
    expect(worstDrop([null, 3, null])).toBe(-1);
  });
});

describe('changes', () => {
  it('is in percentage points, or relative', () => {
    expect(changeInPoints(0.75, 0.5)).toBe(25);
    expect(changeInPoints(null, 0.5)).toBeNull();
    expect(relativeChange(110, 100)).toBeCloseTo(0.1, 12);
    expect(relativeChange(-50, -100)).toBe(0.5);
    expect(relativeChange(5, 0)).toBeNull();
  });
});

describe('contributions', () => {
  it('sum to one, and are not known where a part is missing', () => {
    expect(contributions([1, 3])).toEqual([0.25, 0.75]);
    expect(contributions([1, null])).toEqual([null, null]);
    expect(contributions([0, 0])).toEqual([null, null]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1 }), (parts) => {
        const sum = contributions(parts).reduce<number>((total, share) => total + (share ?? NaN), 0);
        expect(sum).toBeCloseTo(1, 9);
      })
    );
  });
});
