import type { TimeRange } from '@grafana/data';
import type { QueryContext } from '../kpi';

/**
 * The context of a query over Grafana's time range. Panels of one board are asked milliseconds apart; where the range ends
 * "now", its end is the now of all of them, so that equal questions stay equal and are asked once.
 */
export function contextOf(range: TimeRange, nowMs: number, maxDataPoints?: number): QueryContext {
  const fromMs = range.from.valueOf();
  const toMs = range.to.valueOf();
  const now = range.raw.to === 'now' ? toMs : Math.floor(nowMs / 1000) * 1000;
  return { fromMs, toMs, nowMs: now, ...(maxDataPoints ? { maxDataPoints } : {}) };
}
