import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boundary, effectOf, lossOf, pValueOf, type Block, type EffectInput } from '.';
import { shareLimits, countLimits } from './limits';

/** Buckets of one weight and sum each. */
const even = (buckets: number, weight: number, sum: number): Block => ({
  weight: Array.from({ length: buckets }, () => weight),
  sum: Array.from({ length: buckets }, () => sum),
});
/** Buckets that vary as independent events would, more or less: sums around `sum`. */
const noisy = (buckets: number, weight: number, sum: number, by: number): Block => ({
  weight: Array.from({ length: buckets }, () => weight),
  sum: Array.from({ length: buckets }, (_, i) => sum + (i % 2 === 0 ? by : -by)),
});
const ratio = (over: Partial<EffectInput>): EffectInput => ({
  family: 'share',
  before: noisy(12, 1000, 990, 3),
  after: noisy(12, 1000, 990, 3),
  planned: 12_000,
  matters: 0.005,
  better: 'higher',
  ...over,
});

describe('an effect of shares', () => {
  test('is what a hand reckons: 99 % to 97 %, and worse', () => {
    const found = effectOf(ratio({ after: even(12, 1000, 970) }));
    expect(found).toMatchObject({ verdict: 'worse', before: 0.99, after: 0.97, expected: 0.99 });
    expect(found.effect).toBeCloseTo(-0.02, 12);
    expect(found.low!).toBeLessThan(-0.02);
    expect(found.high!).toBeLessThan(0);
    // Not overdispersed: the standard error is that of two independent proportions.
    expect(found.dispersion).toBe(1);
    expect(found.error).toBeCloseTo(Math.sqrt((2 * 0.99 * 0.01) / 12_000), 4);
  });

  test('expects no more than everything, though the control gained what was not there to gain', () => {
    const control = [{ before: even(12, 1000, 950), after: even(12, 1000, 990) }];
    const found = effectOf(ratio({ before: even(12, 1000, 990), after: even(12, 1000, 900), control }));
    expect(found).toMatchObject({ verdict: 'worse', expected: 1 });
    expect(found.effect).toBeCloseTo(-0.1, 12);
    const nothing = [{ before: even(12, 1000, 50), after: even(12, 1000, 10) }];
    const low = effectOf(ratio({ before: even(12, 1000, 10), after: even(12, 1000, 10), control: nothing }));
    expect([low.expected, low.effect]).toEqual([0, 0.01]);
  });

  test('without a change, with much traffic, is none; with little it waits and says how much more', () => {
    expect(
      effectOf(ratio({ before: noisy(12, 1e5, 99_000, 30), after: noisy(12, 1e5, 99_000, 30), planned: 1.2e6 })).verdict
    ).toBe('none');
    const early = effectOf(ratio({ after: even(1, 1000, 990) }));
    expect(early.verdict).toBe('waiting');
    expect(early.needed).toBeGreaterThan(1000);
  });

  test('before with fewer events than would ever do: more traffic after does not help, and nothing else is claimed', () => {
    const found = effectOf(ratio({ before: noisy(12, 10, 9, 1), matters: 0.001 }));
    expect(found.needed).toBeNull();
  });

  test.each([
    ['all good on both sides', even(12, 100, 100), even(12, 100, 100)],
    ['all failed on both sides', even(12, 100, 0), even(12, 100, 0)],
  ])('%s: no change, and no false certainty', (_, before, after) => {
    const found = effectOf(ratio({ before, after }));
    expect(found.effect).toBe(0);
    expect(found.low!).toBeLessThan(0);
    expect(found.high!).toBeGreaterThan(0);
  });

  test('all good before, some failures after: a variance of 0 before does not make one failure significant', () => {
    const one = effectOf(ratio({ before: even(12, 100, 100), after: { weight: [1200], sum: [1199] } }));
    expect(one.verdict).not.toBe('worse');
    const all = effectOf(ratio({ before: even(12, 100, 100), after: { weight: [100], sum: [0] } }));
    expect(all.verdict).toBe('worse');
  });

  test('tiny counts after wait: three of three failed where three of a hundred use to', () => {
    expect(effectOf(ratio({ before: noisy(12, 100, 97, 2), after: { weight: [1], sum: [0] } })).verdict).toBe(
      'waiting'
    );
  });

  test.each([
    ['nothing after yet', { after: { weight: [], sum: [] } }, 'waiting'],
    ['only gaps after', { after: { weight: [0, 0], sum: [0, 0] } }, 'waiting'],
    ['nothing before', { before: { weight: [0], sum: [0] } }, 'unknown'],
    ['a single bucket before: its variance is unknown', { before: { weight: [1000], sum: [990] } }, 'waiting'],
  ] as const)('%s: %#', (_, over, verdict) => {
    const found = effectOf(ratio(over));
    expect(found).toMatchObject({ verdict, low: null, high: null });
  });

  test('NaN in a bucket that was not measured is not read', () => {
    const after: Block = { weight: [1000, 0], sum: [970, NaN] };
    expect(effectOf(ratio({ after })).after).toBe(0.97);
  });

  test('overdispersed buckets widen the interval', () => {
    const [calm, wild] = [3, 15].map((by) => effectOf(ratio({ before: noisy(12, 1000, 980, by) })));
    expect(wild.dispersion!).toBeGreaterThan(5);
    expect(wild.high! - wild.low!).toBeGreaterThan(2 * (calm.high! - calm.low!));
  });

  test('few buckets widen the interval', () => {
    const [few, many] = [4, 40].map((n) => effectOf(ratio({ before: noisy(n, 12_000 / n, 11_880 / n, 1) })));
    expect(few.boundary!).toBeGreaterThan(1.3 * many.boundary!);
  });

  test('a control takes its own move along: both fell by two points, so nothing is left', () => {
    const control = [{ before: noisy(12, 5000, 4950, 5), after: noisy(12, 5000, 4850, 5) }];
    const found = effectOf(ratio({ after: even(12, 1000, 970), control }));
    expect(found.expected).toBeCloseTo(0.97, 12);
    expect(found.effect).toBeCloseTo(0, 12);
    expect(found.verdict).not.toBe('worse');
  });

  test('weeks that moved differently widen the interval', () => {
    const week = (after: number) => ({ before: noisy(12, 1000, 990, 3), after: noisy(12, 1000, after, 3) });
    const alike = effectOf(ratio({ control: [week(990), week(990), week(990)] }));
    const apart = effectOf(ratio({ control: [week(980), week(990), week(1000 - 1)] }));
    expect(apart.high! - apart.low!).toBeGreaterThan(2 * (alike.high! - alike.low!));
    expect(apart.freedom!).toBeLessThan(alike.freedom!);
  });
});

describe('an effect of rates', () => {
  const rate = (over: Partial<EffectInput>): EffectInput => ({
    family: 'rate',
    counted: true,
    before: noisy(12, 5, 100, 6),
    after: noisy(12, 5, 100, 6),
    planned: 60,
    matters: 0.1,
    better: 'higher',
    ...over,
  });

  test('is a rate: 20 a minute to 10 a minute', () => {
    const found = effectOf(rate({ after: even(12, 5, 50) }));
    expect(found).toMatchObject({ before: 20, after: 10, expected: 20, effect: -10, verdict: 'worse' });
  });

  test('a rhythm that every day has is no effect: expected grows by the factor of the control', () => {
    const pair = { before: noisy(12, 5, 50, 5), after: noisy(12, 5, 100, 6) };
    const found = effectOf(rate({ control: [pair, pair], after: even(12, 5, 200), rhythm: true }));
    expect(found.expected).toBeCloseTo(40, 9);
    expect(found.effect).toBeCloseTo(0, 9);
    expect(found.verdict).not.toBe('better');
  });

  test('nothing at all after is worse, not missing', () => {
    expect(effectOf(rate({ after: even(12, 5, 0) }))).toMatchObject({ after: 0, verdict: 'worse' });
  });

  test('nothing before: what came after cannot be measured in shares of it, but it has a limit', () => {
    const found = effectOf(rate({ before: even(12, 5, 0), after: even(12, 5, 3) }));
    expect(found.expected).toBe(0);
    expect(found.needed).toBeNull();
  });

  test('a control that counted nothing says nothing', () => {
    const control = [{ before: even(12, 5, 0), after: noisy(12, 5, 3, 1) }];
    expect(effectOf(rate({ control }))).toMatchObject({ expected: null, low: null });
  });

  test('lower may be better', () => {
    expect(effectOf(rate({ after: even(12, 5, 50), better: 'lower' })).verdict).toBe('better');
  });
});

describe('limits of one number', () => {
  // W. Brown, L. Cai, A. DasGupta (2001), table 1: likelihood-ratio intervals; Poisson: exp(-1.92) rule at 0.
  test('0 of n: where the likelihood falls by c² / 2', () => {
    expect(shareLimits(0, 10, 1, 1.96)[1]).toBeCloseTo(1 - Math.exp(-(1.96 ** 2) / 20), 9);
    expect(shareLimits(10, 10, 1, 1.96)[0]).toBeCloseTo(Math.exp(-(1.96 ** 2) / 20), 9);
    expect(countLimits(0, 1, 1.96)[1]).toBeCloseTo(1.96 ** 2 / 2, 9);
  });

  test('the deviance at the limits is the one asked for', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0.5, max: 9, noNaN: true }),
        (n, share, c) => {
          const good = Math.round(n * share);
          const [low, high] = shareLimits(good, n, 1, c);
          const part = (x: number, m: number) => (x > 0 ? x * Math.log(x / m) : 0);
          const deviance = (p: number) => 2 * (part(good, n * p) + part(n - good, n * (1 - p)));
          expect(low).toBeLessThanOrEqual(good / n);
          expect(high).toBeGreaterThanOrEqual(good / n);
          if (good > 0) {
            expect(deviance(low)).toBeCloseTo(c * c, 3);
          }
          if (good < n) {
            expect(deviance(high)).toBeCloseTo(c * c, 3);
          }
          const [few, many] = countLimits(good, 1, c);
          const poisson = (m: number) => 2 * (part(good, m) - (good - m));
          expect(poisson(many)).toBeCloseTo(c * c, 3);
          expect(few).toBeLessThanOrEqual(good);
        }
      )
    );
  });
});

describe('properties', () => {
  const block = fc
    .array(fc.tuple(fc.integer({ min: 50, max: 500 }), fc.double({ min: 0, max: 1, noNaN: true })), {
      minLength: 4,
      maxLength: 12,
    })
    .map((list): Block => ({ weight: list.map(([w]) => w), sum: list.map(([w, p]) => Math.round(w * p)) }));

  test('good and bad changed over negate the effect', () => {
    fc.assert(
      fc.property(block, block, (before, after) => {
        const flip = ({ weight, sum }: Block): Block => ({ weight, sum: Array.from(sum, (s, i) => weight[i] - s) });
        const a = effectOf(ratio({ before, after }));
        const b = effectOf(ratio({ before: flip(before), after: flip(after), better: 'lower' }));
        expect(b.effect!).toBeCloseTo(-a.effect!, 9);
        expect(b.low ?? 0).toBeCloseTo(-(a.high ?? 0), 6);
        expect(b.high ?? 0).toBeCloseTo(-(a.low ?? 0), 6);
        expect(b.verdict).toBe(a.verdict);
      })
    );
  });

  test('money in cents is a hundred times money in euros', () => {
    fc.assert(
      fc.property(block, block, (before, after) => {
        const times = ({ weight, sum }: Block): Block => ({ weight, sum: Array.from(sum, (s) => s * 100) });
        const of = (b: Block, a: Block) =>
          effectOf({ family: 'rate', before: b, after: a, planned: 3000, matters: 0.05, better: 'higher' });
        const [euros, cents] = [of(before, after), of(times(before), times(after))];
        expect((cents.effect ?? 0) / 100).toBeCloseTo(euros.effect ?? 0, 6);
        expect((cents.low ?? 0) / 100).toBeCloseTo(euros.low ?? 0, 5);
        expect(cents.verdict).toBe(euros.verdict);
      })
    );
  });

  test('ten times as much of the same is never less sure', () => {
    fc.assert(
      fc.property(block, block, (before, after) => {
        const more = ({ weight, sum }: Block): Block => ({
          weight: Array.from({ length: weight.length * 10 }, (_, i) => weight[i % weight.length]),
          sum: Array.from({ length: weight.length * 10 }, (_, i) => sum[i % weight.length]),
        });
        const planned = 10 * Array.from(after.weight).reduce((a, b) => a + b, 0);
        const width = ({ low, high }: { low: number | null; high: number | null }) =>
          low === null ? Infinity : high! - low;
        const [once, often] = [
          effectOf(ratio({ before, after, planned })),
          effectOf(ratio({ before: more(before), after: more(after), planned })),
        ];
        expect(width(often)).toBeLessThanOrEqual(width(once) * (1 + 1e-9));
      })
    );
  });

  test('the p-value is below alpha exactly where the interval leaves 0 out', () => {
    fc.assert(
      fc.property(block, block, (before, after) => {
        const input = ratio({ before, after, planned: 2000 });
        const { low, high } = effectOf(input);
        const p = pValueOf(input)!;
        const margin = Math.abs(Math.log(p / 0.05));
        if (low !== null && margin > 1e-3) {
          expect(p < 0.05).toBe(low > 0 || high! < 0);
        }
      })
    );
  });
});

describe('the boundary', () => {
  test('is lowest near what was planned, and grows without end early and late', () => {
    expect(boundary(8, 0.05)).toBeCloseTo(3.035, 3);
    expect(boundary(20, 0.05)).toBeLessThan(3.1);
    expect(boundary(0.1, 0.05)).toBeGreaterThan(8);
    expect(boundary(0, 0.05)).toBe(Infinity);
  });
});

describe('a loss', () => {
  const effect = { effect: -0.02, low: -0.03, high: -0.01 };
  test('of good events is what was missing; the interval turns with the sign', () => {
    expect(lossOf({ effect, better: 'higher', weight: 1000, price: 2.5 })).toEqual({
      lost: 20,
      lostLow: 10,
      lostHigh: 30,
      cost: 50,
      costLow: 25,
      costHigh: 75,
    });
  });
  test('where lower is better it is what was too much; without a price there is no cost', () => {
    expect(
      lossOf({ effect: { effect: 0.02, low: 0.01, high: 0.03 }, better: 'lower', weight: 1000, price: null })
    ).toMatchObject({
      lost: 20,
      lostLow: 10,
      lostHigh: 30,
      cost: null,
    });
  });
  test('is nothing where nothing can be said', () => {
    expect(
      lossOf({ effect: { effect: null, low: null, high: null }, better: 'higher', weight: 0, price: 1 }).lost
    ).toBeNull();
  });
});
