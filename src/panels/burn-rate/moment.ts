/** What the chart knows of one moment, for tooltip, screen reader and table. */
import type { BurnSpan } from '../../kpi/results/types';
import { fullNumber, fullShare } from '../shared/format-number';
import { isolate } from '../shared/isolate';
import { BurnChart } from './model';
import { indexAt } from '../shared/sorted-times';
import { fullTimes, momentOf, money, spaced, spanWords, times } from './words';

/** Spans that hold at a moment; both ends belong to them, since a row is the end of its bucket. */
export const spansAt = (chart: BurnChart, atMs: number): BurnSpan[] =>
  chart.spans.filter(({ fromMs, toMs }) => fromMs <= atMs && atMs <= toMs);

export const eventsWithin = (chart: BurnChart, fromMs: number, toMs: number): BurnChart['events'] =>
  chart.events.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs);

/** Row of the budget that holds at a moment; -1 where there is none. */
export function budgetRow(chart: BurnChart, atMs: number): number {
  const at = chart.budget?.times ?? [];
  return at.length > 0 && at[0] <= atMs ? indexAt(at, atMs) : -1;
}

export interface MomentRow {
  readonly term: string;
  readonly value: string;
  /** For lines: place among the windows, 0 the shortest. */
  readonly place?: number;
}

/** Every window's burn, then the budget, events and money, all digits. */
export function momentRows(chart: BurnChart, row: number): MomentRow[] {
  const atMs = chart.times[row];
  const last = Math.max(1, chart.lines.length - 1);
  const rows: MomentRow[] = chart.lines.map(({ window, values }, i) => ({
    term: `burn over ${spaced(window)}`,
    value: fullTimes(values[row] ?? null),
    place: chart.lines.length === 1 ? 1 : i / last,
  }));
  const { budget, meta } = chart;
  const at = budgetRow(chart, atMs);
  if (!budget || at < 0) {
    return rows;
  }
  const [left, ideal, bad, total, cost] = [
    budget.remaining,
    budget.ideal,
    budget.bad,
    budget.total,
    budget.costPerHour,
  ].map((values) => values[at] ?? null);
  rows.push({ term: 'budget left', value: left === null ? 'not known' : fullShare(left) });
  if (ideal !== null) {
    rows.push({ term: 'if spent evenly', value: fullShare(ideal) });
  }
  rows.push({
    term: 'bad since the row before',
    value: bad === null || total === null ? 'not measured' : `${fullNumber(bad)} of ${fullNumber(total)}`,
  });
  if (meta.currency) {
    rows.push({ term: 'cost an hour at this burn', value: cost === null ? 'not known' : money(meta, cost, true) });
  }
  return rows;
}

/** One moment in one sentence. */
export function describeMoment(chart: BurnChart, row: number): string {
  const atMs = chart.times[row];
  const burns = chart.lines.map(({ window, values }) => {
    const value = values[row] ?? null;
    return `${spaced(window)} ${value === null ? 'not measured' : times(value)}`;
  });
  const spans = spansAt(chart, atMs).map((span) => spanWords(chart.meta, span));
  const before = row > 0 ? chart.times[row - 1] + 1 : atMs;
  const events = eventsWithin(chart, before, atMs).map(({ label }) => `deploy ${isolate(label)}`);
  return [`${momentOf(chart, atMs)}: burn ${burns.join(', ')}`, ...spans, ...events].join('; ');
}
