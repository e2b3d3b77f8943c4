import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { burnOf } from './account';
import { gridOf } from './grid';
import { occurrences } from './occurrences';
import { evenRun, HOUR, MINUTE, partOf } from './testing';

const M5 = 5 * MINUTE;

function accountOf(
  all: ReadonlyArray<number | null>,
  good: ReadonlyArray<number | null>,
  options: { excluded?: Parameters<typeof occurrences>[1]; absentIsGood?: boolean; failures?: boolean } = {}
) {
  const denominator = partOf(evenRun(all.length), all);
  const numerator = partOf(evenRun(good.length), good);
  return occurrences(
    {
      numerator,
      denominator,
      good: numerator.series,
      all: denominator.series,
      countsFailures: options.failures ?? false,
    },
    options.excluded ?? [],
    options.absentIsGood ?? false
  )!;
}

describe('a grid', () => {
  it('finds every instant where a walk over the tiles finds it, in whatever order it is asked', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(MINUTE, M5, HOUR), { minLength: 1, maxLength: 30 }),
        fc.array(fc.integer({ min: -HOUR, max: 32 * HOUR }), { minLength: 1, maxLength: 20 }),
        (lengths, instants) => {
          const ends = lengths.map((_, i) => lengths.slice(0, i + 1).reduce((a, b) => a + b, 0));
          const starts = ends.map((end, i) => end - lengths[i]);
          const grid = gridOf({ starts: Float64Array.from(starts), ends: Float64Array.from(ends) });
          for (const ms of instants) {
            const within = starts.findIndex((start, i) => ms >= start && ms < ends[i]);
            const expected =
              within < 0 ? (ms < 0 ? 0 : lengths.length) : within + (ms - starts[within]) / lengths[within];
            expect(grid.locate(ms)).toBeCloseTo(expected, 9);
          }
        }
      )
    );
  });

  it('of no tiles has only its beginning', () => {
    expect(gridOf({ starts: new Float64Array(), ends: new Float64Array() }).locate(5)).toBe(0);
  });
});

describe('an account of events', () => {
  it('has what a walk over the slices adds up, a cut slice in proportion', () => {
    const amount = fc.option(fc.integer({ min: 0, max: 1000 }), { nil: null });
    fc.assert(
      fc.property(
        fc.array(amount, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: -20, max: 220 }),
        fc.integer({ min: 0, max: 220 }),
        (all, fromMinute, minutes) => {
          const good = all.map((value, i) => (value === null ? null : Math.floor((value * (i % 4)) / 3)));
          const [from, to] = [fromMinute * MINUTE, (fromMinute + minutes) * MINUTE];
          let [total, bad, seen, length] = [0, 0, 0, 0];
          all.forEach((value, i) => {
            const overlap = Math.max(0, Math.min(to, (i + 1) * M5) - Math.max(from, i * M5));
            length += overlap;
            if (value !== null) {
              seen += overlap;
              total += (value * overlap) / M5;
              bad += ((value - good[i]!) * overlap) / M5;
            }
          });
          const spent = accountOf(all, good).over(from, to);
          expect(spent.coverage).toBeCloseTo(length === 0 ? 1 : seen / length, 9);
          if (seen === 0) {
            expect(spent).toMatchObject({ total: null, bad: null });
          } else {
            expect(spent.total).toBeCloseTo(total, 6);
            expect(spent.bad).toBeCloseTo(bad, 6);
          }
        }
      )
    );
  });

  it('takes a good count that is missing beside a total for none: everything failed', () => {
    expect(accountOf([10, 10], [10, null]).over(M5, 2 * M5)).toEqual({ total: 10, bad: 10, coverage: 1 });
  });

  it('takes a count of failures that is missing beside a total for none: nothing failed', () => {
    expect(accountOf([10, 10], [1, null], { failures: true }).over(0, 2 * M5)).toEqual({
      total: 20,
      bad: 1,
      coverage: 1,
    });
  });

  it('knows nothing where no good event was ever seen', () => {
    const denominator = partOf(evenRun(2), [5, 5]);
    const numerator = partOf(evenRun(2), [null, null]);
    const parts = { numerator, denominator, good: undefined, all: denominator.series };
    expect(occurrences({ ...parts, countsFailures: false }, [], false)).toBeNull();
    expect(occurrences({ ...parts, countsFailures: true }, [], false)!.over(0, 2 * M5)).toMatchObject({ bad: 0 });
  });

  it('has gaps where nothing was measured, unless missing data is good', () => {
    expect(accountOf([10, null, 10], [10, null, 10]).over(0, 3 * M5)).toMatchObject({ total: 20, coverage: 2 / 3 });
    expect(accountOf([10, null, 10], [10, null, 10], { absentIsGood: true }).over(0, 3 * M5).coverage).toBe(1);
  });

  it('is always known where the store answers for every instant', () => {
    const empty = partOf(evenRun(3), [null, null, null], { alwaysKnown: true });
    const account = occurrences(
      { numerator: empty, denominator: empty, good: empty.series, all: empty.series, countsFailures: false },
      [],
      false
    )!;
    expect(account.over(0, 3 * M5)).toEqual({ total: 0, bad: 0, coverage: 1 });
  });

  it('leaves removed time out of everything, and lets nothing fail where time counts as good', () => {
    const excluded = [
      { fromMs: M5, toMs: 2 * M5, treatAs: 'removed' as const },
      { fromMs: 2 * M5, toMs: 3 * M5, treatAs: 'good' as const },
    ];
    const account = accountOf([10, 10, 10, 10], [9, 0, 0, 9], { excluded });
    expect(account.over(0, 4 * M5)).toEqual({ total: 30, bad: 2, coverage: 1 });
    expect(account.over(M5, 2 * M5)).toEqual({ total: null, bad: null, coverage: 1 });
  });

  it('of two sources ends where both are complete: what one has not heard of yet did not fail', () => {
    const denominator = partOf(evenRun(4), [10, 10, 10, 10]);
    const numerator = partOf(evenRun(4), [10, 9, 2, null], { closedMs: 2 * M5 });
    const parts = { numerator, denominator, good: numerator.series, all: denominator.series, countsFailures: false };
    expect(occurrences({ ...parts, apart: true }, [], false)!.over(0, 4 * M5)).toEqual({
      total: 20,
      bad: 1,
      coverage: 1,
    });
    expect(occurrences(parts, [], false)!.over(0, 4 * M5).bad).toBe(19);
  });

  it('puts a numerator on other tiles onto those of the denominator', () => {
    const denominator = partOf(evenRun(1, HOUR), [120]);
    const numerator = partOf(evenRun(12), Array(12).fill(9));
    const account = occurrences(
      { numerator, denominator, good: numerator.series, all: denominator.series, countsFailures: false },
      [],
      false
    )!;
    expect(account.over(0, HOUR)).toEqual({ total: 120, bad: 12, coverage: 1 });
  });
});

describe('a burn rate', () => {
  it.each([
    ['1 spends the budget in just its window', 1000, 1, 0.001, 1],
    ['of a full outage at 99.9 % is 1000', 50, 50, 0.001, 1000],
    ['of nothing that could fail is 0', 0, 0, 0.01, 0],
    ['of more good than there was is 0', 10, -3, 0.01, 0],
    ['of more failures than there was is that of a full outage', 10, 13, 0.01, 100],
  ])('%s', (_, total, bad, share, expected) => {
    expect(burnOf({ total, bad }, share)).toBeCloseTo(expected, 12);
  });

  it('of nothing that was measured is not known', () => {
    expect(burnOf({ total: null, bad: null }, 0.01)).toBeNull();
  });

  it('does not take what rounding leaves of sums for failures', () => {
    expect(burnOf({ total: 1e6, bad: 1e-8 }, 0.00001)).toBe(0);
  });
});
