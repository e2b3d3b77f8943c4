/** Comparisons of variants: by hand, against gbstats, and what they must never do. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askGbstats, type GbQuestion, type GbStatistic } from '../../../../tests/engines/gbstats';
import { hasPython } from '../../../../tests/engines/python';
import { describeWith } from '../../../../tests/setup/needs';
import { compare, sampleRatioP, type ComparisonOptions, type UnitSums } from '.';
import { momentsOf, together } from './sums';
import { NOTHING, sumsOf } from './testing';

const PLAIN: ComparisonOptions = { kind: 'mean', alpha: 0.05, comparisons: 1, tuning: 5000 };

describe('sums over units', () => {
  it('give the mean and variance that a hand reckons', () => {
    expect(momentsOf(sumsOf([1, 2, 3, 6], [0, 0, 1, 3]))).toEqual({
      units: 4,
      y: 3,
      x: 1,
      varY: expect.closeTo(14 / 3, 12) as number,
      varX: 2,
      cov: expect.closeTo(3, 12) as number,
    });
  });

  it('of equal values have no variance, however large they are', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e9, noNaN: true }), fc.integer({ min: 2, max: 400 }), (value, n) => {
        expect(momentsOf(sumsOf(Array.from({ length: n }, () => value))).varY).toBe(0);
      })
    );
  });

  it('agree with two passes over the values', () => {
    const values = fc.array(fc.integer({ min: -4000, max: 400_000 }), { minLength: 2, maxLength: 60 });
    fc.assert(
      fc.property(values, (cents) => {
        const ys = cents.map((c) => c / 100);
        const mean = ys.reduce((a, b) => a + b, 0) / ys.length;
        const variance = ys.reduce((a, y) => a + (y - mean) ** 2, 0) / (ys.length - 1);
        const found = momentsOf(sumsOf(ys));
        expect(found.y).toBeCloseTo(mean, 6);
        expect(Math.abs(found.varY - variance)).toBeLessThanOrEqual(1e-9 * (variance + mean * mean));
      })
    );
  });

  it('of parts are those of the whole', () => {
    expect(together([sumsOf([1, 2], [3, 4]), NOTHING, sumsOf([5], [6])])).toEqual(sumsOf([1, 2, 5], [3, 4, 6]));
  });
});

describe('a comparison', () => {
  it.each<[string, UnitSums, UnitSums]>([
    ['nobody', NOTHING, NOTHING],
    ['one unit each', sumsOf([1]), sumsOf([2])],
    ['units that are all alike', sumsOf([1, 1, 1]), sumsOf([1, 1, 1])],
    ['nobody in the control', NOTHING, sumsOf([1, 2, 3])],
  ])('of %s has no interval and no p-value', (_, control, variant) => {
    expect(compare(control, variant, PLAIN)).toMatchObject({ variance: null, low: null, high: null, pValue: null });
  });

  it('has no lift where the control is not above 0, and no interval of it where that is not clear', () => {
    expect(compare(sumsOf([0, 0, 0]), sumsOf([0, 1, 1]), PLAIN).lift).toBeNull();
    expect(compare(sumsOf([-1, -2, -3]), sumsOf([0, 1, 1]), PLAIN).lift).toBeNull();
    const unclear = compare(sumsOf([0, 0, 0, 9]), sumsOf([0, 1, 1]), PLAIN);
    expect([unclear.lift === null, unclear.liftLow, unclear.liftHigh]).toEqual([false, null, null]);
  });

  it('of a ratio without a denominator has no number', () => {
    const none = { ...sumsOf([0, 0]), units: 2 };
    expect(compare(none, sumsOf([1, 2], [1, 1]), { ...PLAIN, kind: 'ratio' }).difference).toBeNull();
  });

  it('gets wider with every variant that is compared, and its p-value is beyond alpha exactly where the interval holds 0', () => {
    const share = (n: number, k: number): UnitSums => ({ ...NOTHING, units: n, y: k, yy: k });
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 100_000 }),
        fc.double({ min: 0.02, max: 0.9, noNaN: true }),
        fc.double({ min: 0.02, max: 0.9, noNaN: true }),
        fc.integer({ min: 1, max: 6 }),
        (n, p, q, comparisons) => {
          const [a, b] = [share(n, Math.ceil(n * p)), share(n, Math.ceil(n * q))];
          const one = compare(a, b, PLAIN);
          const many = compare(a, b, { ...PLAIN, comparisons });
          expect(many.high! - many.low!).toBeGreaterThanOrEqual(one.high! - one.low!);
          const excluded = many.low! > 0 || many.high! < 0;
          expect(many.pValue! < 0.05).toBe(excluded);
        }
      )
    );
  });
});

const mean = (s: UnitSums): GbStatistic => ({ kind: 'mean', n: s.units, sum: s.y, sumSquares: s.yy });
const before = (s: UnitSums): GbStatistic => ({ kind: 'mean', n: s.units, sum: s.x, sumSquares: s.xx });
const STATISTICS: Readonly<Record<ComparisonOptions['kind'], (s: UnitSums) => GbStatistic>> = {
  mean,
  adjusted: (s) => ({ kind: 'adjusted', n: s.units, post: mean(s), pre: before(s), products: s.xy }),
  ratio: (s) => ({ kind: 'ratio', n: s.units, numerator: mean(s), denominator: before(s), products: s.xy }),
};

describeWith('gbstats of PyPI', hasPython('gbstats'), 'comparisons as gbstats has them', () => {
  const unit = fc.tuple(
    fc.integer({ min: 0, max: 5000 }),
    fc.integer({ min: 1, max: 40 }),
    fc.constantFrom(0, 1, 1, 1)
  );
  const side = fc.array(unit, { minLength: 20, maxLength: 60 });
  const drawn = fc.sample(fc.record({ a: side, b: side, tuning: fc.constantFrom(50, 500, 5000, 100_000) }), {
    numRuns: 60,
    seed: 7,
  });
  const kinds = ['mean', 'adjusted', 'ratio'] as const;
  const cases = drawn.flatMap(({ a, b, tuning }, i) =>
    kinds.map((kind) => {
      const sums = (units: typeof a) =>
        sumsOf(
          // A covariate that explains much, or a denominator of at least one.
          units.map(([y, x, same]) => y / 4 + (kind === 'adjusted' ? x * 200 * same : 0)),
          units.map(([, x]) => x)
        );
      return { kind, tuning, comparisons: 1 + (i % 3), a: sums(a), b: sums(b) };
    })
  );

  it(`${cases.length} sequential t-tests: differences, lifts, intervals and p-values`, () => {
    const ask = (relative: boolean): GbQuestion[] =>
      cases.map(({ kind, tuning, comparisons, a, b }) => ({
        ask: 'sequential',
        a: STATISTICS[kind](a),
        b: STATISTICS[kind](b),
        alpha: 0.05 / comparisons,
        relative,
        tuning,
      }));
    const absolute = askGbstats(ask(false));
    const relative = askGbstats(ask(true));
    const close = (found: number | null, wanted: number, what: string) =>
      expect(Math.abs((found ?? NaN) - wanted), what).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(wanted)));
    let adjusted = 0;
    cases.forEach(({ kind, tuning, comparisons, a, b }, i) => {
      const found = compare(a, b, { kind, tuning, comparisons, alpha: 0.05 });
      const [wanted, lift] = [absolute[i], relative[i]];
      const what = `${kind} ${i}`;
      close(found.difference, wanted.effect, what);
      close(found.variance, wanted.variance, what);
      close(found.low, wanted.low, what);
      close(found.high, wanted.high, what);
      close(found.pValue, Math.min(1, comparisons * wanted.pValue), what);
      close(found.theta, wanted.theta, what);
      close(found.lift, lift.effect, what);
      if (found.liftLow !== null) {
        close(found.liftLow, lift.low, what);
        close(found.liftHigh, lift.high, what);
      }
      adjusted += kind === 'adjusted' && found.varianceLeft! < 0.8 ? 1 : 0;
    });
    expect(adjusted).toBeGreaterThan(10);
  });

  it('proportions: the same but for n instead of n − 1', () => {
    const share = (n: number, k: number) => ({ kind: 'proportion', n, sum: k }) as const;
    const [wanted] = askGbstats([
      { ask: 'sequential', a: share(4000, 400), b: share(4100, 480), alpha: 0.05, relative: false },
    ]);
    const sums = (n: number, k: number): UnitSums => ({ ...NOTHING, units: n, y: k, yy: k });
    const found = compare(sums(4000, 400), sums(4100, 480), PLAIN);
    expect(found.variance! / wanted.variance).toBeCloseTo(1 + 1 / 4050, 5);
    expect(found.pValue! / wanted.pValue).toBeCloseTo(1, 2);
  });

  it('sample ratios', () => {
    const questions = fc.sample(
      fc.integer({ min: 2, max: 5 }).chain((n) =>
        fc.record({
          units: fc.array(fc.integer({ min: 900, max: 1100 }), { minLength: n, maxLength: n }),
          weights: fc.array(fc.constantFrom(0.5, 1, 1, 1), { minLength: n, maxLength: n }),
        })
      ),
      { numRuns: 60, seed: 11 }
    );
    const wanted = askGbstats(questions.map((q) => ({ ask: 'srm', ...q })));
    questions.forEach(({ units, weights }, i) => {
      const found = sampleRatioP(units, weights)!;
      expect(Math.abs(found - wanted[i].pValue)).toBeLessThanOrEqual(1e-9 * Math.max(1e-3, wanted[i].pValue) + 1e-15);
    });
  });
});

it('a sample ratio of nobody says nothing', () => {
  expect(sampleRatioP([0, 0], [1, 1])).toBeNull();
  expect(sampleRatioP([1000, 1000], [1, 1])).toBe(1);
  expect(sampleRatioP([1000, 1200], [1, 1])!).toBeLessThan(0.001);
});
