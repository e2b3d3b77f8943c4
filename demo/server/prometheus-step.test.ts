// @vitest-environment jsdom
// Grafana's own rounding is the oracle; its package wants a window.
import { rangeUtil } from '@grafana/data';
import { describe, expect, it } from 'vitest';
import { alignedRange, interpolateExpr, prometheusStep, roundInterval } from './prometheus-step';

const range = (ms: number) => ({ fromMs: 1_700_000_000_000, toMs: 1_700_000_000_000 + ms });
const query = (more: Record<string, unknown>) => ({ refId: 'A', ...more });
const DAY = 86_400_000;

describe('the step of a range query', () => {
  it('rounds as Grafana does', () => {
    for (let ms = 5; ms < 4e9; ms *= 1.13) {
      expect([ms, roundInterval(ms)]).toEqual([ms, rangeUtil.roundInterval(ms)]);
    }
  });

  it.each([
    ['the interval asked for, if there are points enough', { interval: '5m', maxDataPoints: 11_000 }, 3 * DAY, 300_000],
    ['a coarser one for fewer points', { interval: '5m', maxDataPoints: 500 }, 3 * DAY, 600_000],
    ['intervalMs without an interval', { intervalMs: 60_000, maxDataPoints: 11_000 }, DAY, 60_000],
    ['the scrape interval without either', { maxDataPoints: 11_000 }, 3_600_000, 15_000],
    ['never more than 11,000 points', { interval: '1s', maxDataPoints: 1_000_000 }, DAY, 10_000],
    ['1500 points where nothing is said', {}, 30 * DAY, 1_800_000],
    ['a factor on top', { interval: '1m', maxDataPoints: 11_000, intervalFactor: 3 }, DAY, 180_000],
  ])('takes %s', (_, more, length, expected) => {
    expect(prometheusStep(query(more), range(length), '15s')).toBe(expected);
  });

  it('refuses an interval that is none', () => {
    expect(() => prometheusStep(query({ interval: 'soon' }), range(DAY), '15s')).toThrow(
      /error parsing interval "soon"/
    );
  });

  it('aligns both ends down, in UTC or in a zone', () => {
    expect(alignedRange({ fromMs: 1_000_000_007, toMs: 1_000_600_006 }, 300_000, 0)).toEqual({
      fromMs: 999_900_000,
      toMs: 1_000_500_000,
    });
    expect(alignedRange({ fromMs: DAY * 10 + 5, toMs: DAY * 11 }, DAY, 3600)).toEqual({
      fromMs: DAY * 10 - 3_600_000,
      toMs: DAY * 11 - 3_600_000,
    });
  });

  it('replaces Grafana’s own variables', () => {
    expect(
      interpolateExpr(
        'a[$__interval] b[${__rate_interval}] $__range_s $__interval_ms',
        range(7200_000),
        300_000,
        15_000
      )
    ).toBe('a[5m] b[315s] 7200 300000');
  });
});
