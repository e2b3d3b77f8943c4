import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Objective, TimeSlices } from '../definition/types';
import { compositeOfBurns, compositeOfSlices } from './composite';
import { holds, sliceAccount, verdictsOf, type Judged } from './time-slices';
import { evenRun, HOUR, MINUTE, partOf } from './testing';

const M5 = 5 * MINUTE;
const slices = (minutes: number, good?: TimeSlices['good']): TimeSlices => ({
  windowMs: minutes * MINUTE,
  window: `${minutes}m`,
  ...(good ? { good } : {}),
});
const atLeast = (bound: string) => ({ op: 'gte' as const, bound });

function ratio(
  all: ReadonlyArray<number | null>,
  good: ReadonlyArray<number | null>,
  closedMs?: number,
  countsFailures = false
): Judged {
  const denominator = partOf(evenRun(all.length), all, { closedMs });
  const numerator = partOf(evenRun(good.length), good, { closedMs });
  return {
    kind: 'ratio',
    numerator,
    denominator,
    good: numerator.series,
    all: denominator.series,
    countsFailures,
  };
}

describe('time slices', () => {
  it('are good where the ratio reaches its target, bad where not, without a verdict where nothing was measured or could fail', () => {
    const judged = ratio([100, 100, null, 0], [95, 94, null, 0]);
    expect(verdictsOf(judged, slices(5, atLeast('0.95'))).bad).toEqual([0, 1, null, null]);
  });

  it('lack what a ratio lacks of 1, never more than all and never less than nothing', () => {
    expect(verdictsOf(ratio([100, 10], [95, 12]), slices(5)).bad[0]).toBeCloseTo(0.05, 12);
    expect(verdictsOf(ratio([100, 10], [95, 12]), slices(5)).bad[1]).toBe(0);
  });

  it('of failures are as those of the good, to the bound itself; the share of a rare failure is exact', () => {
    const failures = Array.from({ length: 100 }, (_, i) => i);
    const all = failures.map(() => 100);
    const good = failures.map((n) => 100 - n);
    for (const bound of ['0.93', '0.9', '0.35', '0.99']) {
      const byFailures = verdictsOf(ratio(all, failures, undefined, true), slices(5, atLeast(bound))).bad;
      expect(byFailures).toEqual(verdictsOf(ratio(all, good), slices(5, atLeast(bound))).bad);
      expect(byFailures).toEqual(good.map((n) => (n >= Number(bound) * 100 ? 0 : 1)));
    }
    expect(verdictsOf(ratio([3e9], [1], undefined, true), slices(5)).bad).toEqual([1 / 3e9]);
    expect(verdictsOf(ratio([10], [null], undefined, true), slices(5)).bad).toEqual([0]);
  });

  it('add up the tiles they are made of', () => {
    expect(verdictsOf(ratio([100, 100, 100], [90, 100, 80]), slices(10, atLeast('0.95'))).bad).toEqual([0]);
  });

  it('are judged only when no more events may reach them', () => {
    expect(verdictsOf(ratio([1, 1, 1], [1, 1, 0], 2 * M5), slices(5, atLeast('1'))).bad).toEqual([0, 0]);
  });

  it('judge a sum by what it is per minute where the unit says so', () => {
    const part = partOf(evenRun(2), [600, 400]);
    const judged: Judged = { kind: 'sum', part, series: part.series, scale: 1 / 5 };
    expect(verdictsOf(judged, slices(5, atLeast('100'))).bad).toEqual([0, 1]);
  });

  it('judge a level by the mean of what was read', () => {
    const part = partOf(evenRun(4, MINUTE), [1, 3, null, 5]);
    const judged: Judged = { kind: 'level', part, series: part.series };
    expect(verdictsOf(judged, slices(2, { op: 'lte', bound: '2' })).bad).toEqual([0, 1]);
  });

  it.each([
    ['lt', 1, false],
    ['lte', 1, true],
    ['gt', 1, false],
    ['gte', 1, true],
  ] as const)('%s at its very bound: %s', (op, bound, expected) => {
    expect(holds(1, op, bound)).toBe(expected);
  });

  it.each<[Objective['absentIs'], number | null, number | null, number]>([
    ['gap', 1, 1, 0.5],
    ['good', 2, 1, 1],
    ['bad', 2, 2, 1],
  ])('without data are %s', (absentIs, total, bad, coverage) => {
    const verdicts = verdictsOf(ratio([10, null], [0, null]), slices(5, atLeast('1')));
    expect(sliceAccount(verdicts, absentIs, []).over(0, 2 * M5)).toEqual({ total, bad, coverage });
  });

  it('count in a window only where they lie wholly in it', () => {
    const account = sliceAccount(verdictsOf(ratio([1, 1, 1], [0, 0, 0]), slices(5, atLeast('1'))), 'gap', []);
    expect(account.over(1, 3 * M5 - 1).total).toBe(1);
    expect(account.over(0, 3 * M5).total).toBe(3);
    expect(account.over(1, M5 - 1)).toEqual({ total: null, bad: null, coverage: 1 });
  });

  it('of any length equal a walk over minutes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.integer({ min: 0, max: 20 }), { nil: null }), { minLength: 60, maxLength: 120 }),
        fc.constantFrom(1, 5, 10, 15, 20, 30),
        fc.constantFrom('0', '3', '50'),
        (counts, minutes, bound) => {
          const part = partOf(evenRun(counts.length, MINUTE), counts);
          const judged: Judged = { kind: 'sum', part, series: part.series, scale: 1 };
          const { bad } = verdictsOf(judged, slices(minutes, { op: 'gt', bound }));
          const expected = [];
          for (let at = 0; at + minutes <= counts.length; at += minutes) {
            const seen = counts.slice(at, at + minutes).filter((count) => count !== null);
            const sum = seen.reduce<number>((a, b) => a + (b ?? 0), 0);
            expected.push(seen.length === 0 ? null : sum > Number(bound) ? 0 : 1);
          }
          expect(bad).toEqual(expected);
        }
      )
    );
  });
});

describe('composites', () => {
  const verdicts = (all: ReadonlyArray<number | null>, good: ReadonlyArray<number | null>, rule?: TimeSlices['good']) =>
    verdictsOf(ratio(all, good), slices(5, rule));

  it('of ratios add up what their members lack: 95 % and 95 % are 90 %', () => {
    const member = verdicts([100, 100], [95, 95]);
    expect(compositeOfSlices([member, member], 'gap', []).over(0, 2 * M5).bad).toBeCloseTo(0.2, 12);
  });

  it('of slices are bad where any member is', () => {
    const a = verdicts([10, 10, 10, 10], [10, 0, 10, 0], atLeast('1'));
    const b = verdicts([10, 10, 10, 10], [10, 10, 0, 0], atLeast('1'));
    expect(compositeOfSlices([a, b], 'gap', []).over(0, 4 * M5)).toEqual({ total: 4, bad: 3, coverage: 1 });
  });

  it('have no verdict where a member has none, unless another one is wholly bad', () => {
    const a = verdicts([10, 10], [10, 0], atLeast('1'));
    const b = verdicts([null, null], [null, null], atLeast('1'));
    expect(compositeOfSlices([a, b], 'gap', []).over(0, 2 * M5)).toMatchObject({ total: null, coverage: 0 });
    expect(compositeOfSlices([a, b], 'bad', []).over(0, 2 * M5)).toMatchObject({ total: 2, bad: 2 });
  });

  it('of events burn as the weighted mean of their members', () => {
    const burning = (share: number) => ({
      unit: 'events' as const,
      endMs: HOUR,
      over: () => ({ total: 1000, bad: 1000 * share, coverage: 1 }),
    });
    // 10 times 0.01 and 2 times 0.001, weights 3 and 1: (3 × 10 + 2) / 4 = 8 times 0.05.
    const composite = compositeOfBurns(
      [
        { account: burning(0.1), budget: 0.01, weight: 3 },
        { account: burning(0.002), budget: 0.001, weight: 1 },
      ],
      0.05
    );
    expect(composite.over(0, HOUR).bad! / 0.05).toBeCloseTo(8, 9);
  });

  it('of events know nothing where a member knows nothing', () => {
    const known = { unit: 'events' as const, endMs: 1, over: () => ({ total: 1, bad: 1, coverage: 1 }) };
    const blind = { unit: 'events' as const, endMs: 1, over: () => ({ total: null, bad: null, coverage: 0.2 }) };
    const composite = compositeOfBurns(
      [known, blind].map((account) => ({ account, budget: 0.1, weight: 1 })),
      0.1
    );
    expect(composite.over(0, 1)).toEqual({ total: null, bad: null, coverage: 0.2 });
  });
});
