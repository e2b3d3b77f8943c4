/** What the intervals promise, tried out: experiments without an effect that are watched all the time, and some with one. */
import { describe, expect, it } from 'vitest';
import { sets } from '../../../../tests/setup/slow';
import type { ComparisonOptions } from '.';
import { conversion, revenue, watch, type Watched, type World } from './testing';

const OPTIONS: ComparisonOptions = { kind: 'mean', alpha: 0.05, comparisons: 1, tuning: 5000 };

function runs(world: World, options: ComparisonOptions, of: Omit<Parameters<typeof watch>[2], 'seed'>, n: number) {
  return Array.from({ length: n }, (_, seed): Watched => watch(world, options, { ...of, seed: seed + 1 }));
}
const share = (all: readonly Watched[], is: (one: Watched) => boolean) => all.filter(is).length / all.length;

/** Three standard errors above 5 %: what chance makes of a rate that is just kept. */
const most = (n: number) => 0.05 + 3 * Math.sqrt((0.05 * 0.95) / n);

describe('without an effect, looked at a hundred times', () => {
  it.each<[string, World, ComparisonOptions]>([
    ['conversions of 20 %', conversion(0.2), OPTIONS],
    ['conversions of 1 %', conversion(0.01), OPTIONS],
    ['revenue, most of it 0', revenue(), OPTIONS],
    ['revenue, adjusted by what was before', revenue(), { ...OPTIONS, kind: 'adjusted' }],
    ['conversions, tuned for few units', conversion(0.1), { ...OPTIONS, tuning: 500 }],
  ])('%s: at most one of twenty ever differs', { timeout: 600_000 }, (_, world, options) => {
    const n = sets(300, 10_000);
    const all = runs(world, options, { units: 6000, step: 60 }, n);
    const wrong = share(all, ({ everDiffers }) => everDiffers);
    expect(wrong).toBeLessThanOrEqual(sets(most(n), 0.05));
  });
});

describe('with an effect', () => {
  it('the interval holds the truth at all looks, and finds the effect', { timeout: 600_000 }, () => {
    const n = sets(150, 2000);
    const all = runs(conversion(0.2, 0.25), OPTIONS, { units: 12_000, step: 200, truth: 0.05 }, n);
    expect(share(all, ({ covered }) => covered)).toBeGreaterThanOrEqual(1 - most(n));
    // 6,000 a side, 0.20 against 0.25: 6.7 standard errors.
    expect(share(all, ({ differsAtEnd }) => differsAtEnd)).toBeGreaterThan(0.97);
  });

  it('what was before takes noise away, and with it the units that are needed', { timeout: 600_000 }, () => {
    const n = sets(60, 500);
    const of = { units: 12_000, step: 12_000 };
    const plain = runs(revenue(0.3), OPTIONS, of, n);
    const adjusted = runs(revenue(0.3), { ...OPTIONS, kind: 'adjusted' }, of, n);
    const left = adjusted.reduce((sum, { last }) => sum + last.varianceLeft!, 0) / n;
    expect(left).toBeLessThan(0.85);
    expect(share(adjusted, ({ differsAtEnd }) => differsAtEnd)).toBeGreaterThan(
      share(plain, ({ differsAtEnd }) => differsAtEnd)
    );
  });
});
