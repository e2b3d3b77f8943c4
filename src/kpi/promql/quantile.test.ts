import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { histogramSeries, quantileText } from '../definition/histogram';
import { buildIncrease, buildJoined } from './build';
import type { IncreaseQuery } from './types';

const base: IncreaseQuery = {
  metric: 'checkout_seconds',
  type: 'histogram',
  q: '0.95',
  by: [],
  where: [],
  stepMs: 86_400_000,
  scrapeIntervalMs: 15_000,
};
const text = (q: Partial<IncreaseQuery>) => {
  const outcome = buildIncrease({ ...base, ...q });
  return outcome.ok ? outcome.value : outcome.diagnostics[0].code;
};

describe('quantiles of histograms', () => {
  test('of a classic one: over its buckets, each observation in the day that _count puts it in', () => {
    const whole = 'histogram_quantile(0.95, sum by (le) (increase(checkout_seconds_bucket[86414999ms])))';
    expect(text({})).toBe(whole);
    expect(text({ metric: 'checkout_seconds_bucket' })).toBe(whole);
    expect(text({ q: '.95' })).toBe(whole);
    expect(text({ q: '00.95' })).toBe(whole);
    expect(
      text({ by: ['device', 'region'], where: [{ op: 'is', field: 'outcome', value: 'ok' }], stepMs: 60_000 })
    ).toBe(
      'histogram_quantile(0.95, sum by (le, device, region) (increase(checkout_seconds_bucket{outcome="ok"}[74999ms])))'
    );
  });

  test('of a native one: without le and _bucket', () => {
    expect(text({ type: 'nativeHistogram' })).toBe(
      'histogram_quantile(0.95, sum(increase(checkout_seconds[86414999ms])))'
    );
    expect(text({ type: 'nativeHistogram', q: '0.5', by: ['device'] })).toBe(
      'histogram_quantile(0.5, sum by (device) (increase(checkout_seconds[86414999ms])))'
    );
  });

  test('a name that is no plain word is a matcher, with the suffix', () => {
    expect(text({ metric: 'http.seconds' })).toContain('increase({__name__="http.seconds_bucket"}[');
    expect(text({ type: 'nativeHistogram', metric: 'http.seconds' })).toContain('increase({__name__="http.seconds"}[');
  });

  test('what has no quantile is refused, each with its code', () => {
    expect(text({ metric: 'checkout_seconds_sum' })).toBe('PL2208');
    expect(text({ metric: 'checkout_seconds_count' })).toBe('PL2208');
    expect(text({ type: 'nativeHistogram', metric: 'checkout_seconds_bucket' })).toBe('PL2208');
    for (const q of [
      undefined,
      '',
      '0',
      '1',
      '0.0',
      '1.0',
      '0.95)',
      '9e-1',
      '-0.5',
      '0x1',
      'NaN',
      `0.${'9'.repeat(16)}`,
    ]) {
      expect(text({ q }), q).toBe('PL2209');
    }
    expect(text({ by: ['le'] })).toBe('PL2210');
    expect(text({ where: [{ op: 'is', field: 'le', value: '1' }] })).toBe('PL2210');
    expect(text({ metric: undefined, promql: 'rate(x_bucket[$window])' })).not.toMatch(/histogram_quantile/);
  });

  test('any quantile over 0 and under 1 prints as it was written, and is read back', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^0\.[0-9]{1,15}$/), (q) => {
        const one = text({ q });
        expect(quantileText(q)).toBe(Number(q) > 0 ? q : undefined);
        expect(one).toBe(Number(q) > 0 ? text({}).replace('0.95', q) : 'PL2209');
      })
    );
  });

  test('joins with others', () => {
    const joined = buildJoined([text({}), text({ type: 'nativeHistogram' })]);
    expect(joined).toMatchObject({
      ok: true,
      value: expect.stringContaining(') or label_replace(histogram_quantile('),
    });
  });

  test('names of series', () => {
    expect(histogramSeries('histogram', 'a')).toBe('a_bucket');
    expect(histogramSeries('histogram', 'a_bucket')).toBe('a_bucket');
    expect(histogramSeries('nativeHistogram', 'a')).toBe('a');
    expect(histogramSeries('nativeHistogram', 'a_bucket')).toBeNull();
    expect(histogramSeries('histogram', 'a_sum')).toBeNull();
  });
});
