import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { UpstreamRequest } from '../../kpi';
import { MAX_INSTANTS, prometheusGrid, type PrometheusGrid } from './prometheus-grid';

const request = (over: Partial<UpstreamRequest>): UpstreamRequest => ({
  id: 'r1',
  source: 'metrics',
  dialect: 'prometheus',
  mode: 'range',
  text: 'up',
  startMs: 0,
  endMs: 0,
  stepMs: 60_000,
  columns: [],
  purpose: 'test',
  ...over,
});

/**
 * What Grafana does with it, written out from pkg/promlib/models/query.go; float64 nanoseconds and all. The Go tests hold
 * the same against the SDK's own rounding and parsing functions.
 */
function grafanaInstants(grid: PrometheusGrid): { start: number; end: number; step: number } {
  const seconds = /^(\d+)s$/.exec(grid.interval);
  const wanted = seconds ? Number(seconds[1]) * 1e9 : 1e6;
  const span = (grid.toMs - grid.fromMs) * 1e6;
  const calculated = Math.floor(span / grid.maxDataPoints);
  // A span that asks for a coarser step than ours would be rounded; no grid we give may come to that.
  const step = calculated < wanted ? wanted : NaN;
  const align = (ms: number) =>
    (Math.floor((ms * 1e6 + grid.utcOffsetSec * 1e9) / step) * step - grid.utcOffsetSec * 1e9) / 1e6;
  return { start: align(grid.fromMs), end: align(grid.toMs), step: step / 1e6 };
}

describe('prometheusGrid', () => {
  it('gives instants that Grafana evaluates exactly, for any start on a whole second', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1, 15, 30, 60, 300, 900, 3600, 86_400, 7, 97),
        fc.integer({ min: 1_000_000_000, max: 2_000_000_000 }),
        fc.integer({ min: 0, max: MAX_INSTANTS - 1 }),
        (stepSec, startSec, steps) => {
          const r = request({
            startMs: startSec * 1000,
            stepMs: stepSec * 1000,
            endMs: (startSec + steps * stepSec) * 1000,
          });
          const grid = prometheusGrid(r);
          if ('code' in grid) {
            // Only steps that Grafana's rounding jumps over may be refused, and only near the limit.
            expect([grid.code, steps > 6000]).toEqual(['PL3118', true]);
            return;
          }
          expect(grafanaInstants(grid)).toEqual({ start: r.startMs, end: r.endMs, step: r.stepMs });
        }
      ),
      { numRuns: 2000 }
    );
  });

  it('takes every step of the slice grid up to 11,000 instants', () => {
    for (const stepMs of [60_000, 300_000, 900_000, 3_600_000, 86_400_000]) {
      const startMs = Math.ceil(Date.UTC(2026, 0, 1) / stepMs) * stepMs;
      expect(prometheusGrid(request({ stepMs, startMs, endMs: startMs + 10_999 * stepMs }))).toMatchObject({
        interval: `${stepMs / 1000}s`,
        utcOffsetSec: 0,
      });
      expect(prometheusGrid(request({ stepMs, startMs, endMs: startMs + 11_000 * stepMs }))).toMatchObject({
        code: 'PL3118',
        message: expect.stringContaining('11001 instants are more than 11000'),
      });
    }
  });

  it('carries a start between two steps in the offset', () => {
    const startMs = Date.UTC(2026, 10, 23, 0, 2);
    const grid = prometheusGrid(request({ stepMs: 300_000, startMs, endMs: startMs + 600_000 }));
    expect(grid).toEqual({
      fromMs: startMs,
      toMs: startMs + 600_000,
      interval: '300s',
      utcOffsetSec: -120,
      maxDataPoints: 11_000,
    });
  });

  it('works before 1970', () => {
    const grid = prometheusGrid(request({ stepMs: 300_000, startMs: -420_000, endMs: -120_000 })) as PrometheusGrid;
    expect(grafanaInstants(grid)).toEqual({ start: -420_000, end: -120_000, step: 300_000 });
  });

  it.each([
    ['a step below a second', { stepMs: 500, endMs: 1000 }, 'not a whole number of seconds'],
    ['no step', { stepMs: 0 }, 'not a whole number of seconds'],
    ['half a second', { stepMs: 60_000, startMs: 500, endMs: 60_500 }, 'not a whole second'],
    ['an end between two steps', { stepMs: 60_000, endMs: 90_000 }, 'not a whole number of steps'],
    ['an end before the start', { startMs: 60_000, endMs: 0 }, 'not a whole number of steps'],
    ['NaN', { startMs: NaN }, 'not whole milliseconds'],
    ['infinity', { endMs: Infinity }, 'not whole milliseconds'],
  ])('refuses %s', (_, over, reason) => {
    expect(prometheusGrid(request(over))).toMatchObject({ code: 'PL3118', message: expect.stringContaining(reason) });
  });

  it('asks an instant at its millisecond', () => {
    const at = Date.UTC(2026, 10, 23, 12, 0, 0);
    expect(prometheusGrid(request({ mode: 'instant', endMs: at }))).toMatchObject({ toMs: at, interval: '1s' });
    expect(prometheusGrid(request({ mode: 'instant', endMs: at + 7 }))).toMatchObject({
      toMs: at + 7,
      interval: '1ms',
    });
  });
});
