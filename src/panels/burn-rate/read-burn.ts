/** Frames -> BurnModel. Reads, sorts and names; it computes no burn and decides no alert: spans come from the compiler. */
import { DataFrame, Field, FieldType } from '@grafana/data';
import type { BurnMeta, BurnSpan } from '../../kpi/results/types';
import { formatBetween } from '../shared/format-range';
import { lastKnown } from '../shared/sorted-times';
import type { NoView } from '../shared/use-view';
import { BudgetLine, BurnChart, BurnLine, BurnModel, BurnState } from './model';

const UNFIT: NoView = {
  kind: 'unfit',
  text: 'A burn-rate timeline needs the view “burn” of a KPI with objectives.',
  hint: 'Choose the view “burn” of a Plumbline data source, and a KPI that has an objective.',
  notices: [],
};

export function burnMetaOf(frame: DataFrame): BurnMeta | null {
  const custom = frame.meta?.custom;
  const fits = custom?.view === 'burn' && (custom.part === 'burn' || custom.part === 'remaining') && custom.objective;
  return fits ? (custom as BurnMeta) : null;
}

/** Every objective (and segment) of the frames, worst first, with the notices of all frames. */
export function readBurn(series: readonly DataFrame[]): BurnModel | NoView {
  // Both frames of an objective carry the same notices.
  const notices = [
    ...new Map(series.flatMap((frame) => frame.meta?.notices ?? []).map((notice) => [notice.text, notice])).values(),
  ];
  const found = series.flatMap((frame) => {
    const meta = burnMetaOf(frame);
    return meta ? [{ frame, meta, key: keyOf(frame, meta) }] : [];
  });
  if (found.length === 0) {
    return { ...UNFIT, notices };
  }
  const budgets = new Map(
    found.filter(({ meta }) => meta.part === 'remaining').map(({ key, frame }) => [key, readBudget(frame)])
  );
  const several = {
    kpis: new Set(found.map(({ meta }) => meta.kpi)).size > 1,
    objectives: new Set(found.map(({ meta }) => meta.objective.name)).size > 1,
  };
  const charts = found
    .filter(({ meta }) => meta.part === 'burn')
    .map(({ frame, meta, key }) => readChart(frame, meta, key, budgets.get(key) ?? null, several))
    .filter((chart) => chart.times.length > 0);
  if (charts.length === 0) {
    const { objective, fromMs, toMs, timeZone } = found[0].meta;
    return {
      kind: 'empty',
      text: `No burn rate of “${objective.displayName}” ${formatBetween(fromMs, toMs, timeZone)}`,
      hint: 'The sources answered, and had nothing to measure. A longer range or fewer filters may show more.',
      notices,
    };
  }
  return { kind: 'burn', charts: worstFirst(charts), notices };
}

/** Labels that all value fields of the frame share, without `window`: the segment. */
function segmentOf(frame: DataFrame, meta: BurnMeta): string[] {
  const labels = frame.fields.find((field) => field.type === FieldType.number)?.labels ?? {};
  const names = meta.by?.length ? meta.by : Object.keys(labels).filter((name) => name !== 'window');
  return names.map((name) => labels[name] ?? '').map((value) => (value === '' ? '(not set)' : value));
}

const keyOf = (frame: DataFrame, meta: BurnMeta): string =>
  JSON.stringify([frame.refId ?? '', meta.kpi, meta.objective.name, segmentOf(frame, meta)]);

/** The KPI and its objective; the KPI is not said twice where the objective's name has it. */
function nameOf({ displayName, objective }: BurnMeta): string {
  const own = objective.displayName || objective.name;
  return !displayName || own.toLowerCase().includes(displayName.toLowerCase()) ? own : `${displayName} · ${own}`;
}

function readChart(
  frame: DataFrame,
  meta: BurnMeta,
  key: string,
  budget: BudgetLine | null,
  several: { readonly kpis: boolean; readonly objectives: boolean }
): BurnChart {
  const order = rowsByTime(frame);
  const times = order.map(({ time }) => time);
  const lengths = new Map((meta.windows ?? []).map(({ window, ms }) => [window, ms]));
  const lines = frame.fields
    .filter((field) => field.type === FieldType.number)
    .map((field): BurnLine => {
      const window = field.labels?.window ?? field.name;
      // A window that the meta does not name sorts last rather than being lost.
      return {
        window,
        ms: lengths.get(window) ?? Infinity,
        values: order.map(({ row }) => numberAt(field, row)),
        field,
      };
    })
    .sort((a, b) => a.ms - b.ms);
  const segment = segmentOf(frame, meta).join(' · ');
  const whole = nameOf(meta);
  const objective = meta.objective.displayName || meta.objective.name;
  const name = several.kpis ? whole : several.objectives || !segment ? objective : '';
  const fromMs = finite(meta.fromMs) ?? times[0] ?? 0;
  const toMs = Math.max(finite(meta.toMs) ?? 0, fromMs + 1);
  const spans = readSpans(meta, fromMs, toMs);
  return {
    key,
    label: [name, segment].filter(Boolean).join(' · '),
    name: [whole, segment].filter(Boolean).join(' · '),
    segment,
    meta,
    fromMs,
    toMs,
    times,
    lines,
    budget,
    spans,
    events: (meta.events ?? []).filter(({ atMs }) => atMs >= fromMs && atMs <= toMs).sort((a, b) => a.atMs - b.atMs),
    state: stateOf(spans, lines),
  };
}

const finite = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null);

/** A finite number, or null: NaN and infinities are not known either. */
const numberAt = (field: Field | undefined, row: number): number | null => finite(field?.values[row]);

/** Rows that have a time, in the order of time; a frame may come unsorted. */
function rowsByTime(frame: DataFrame): Array<{ row: number; time: number }> {
  const field = frame.fields.find(({ type }) => type === FieldType.time);
  const rows: Array<{ row: number; time: number }> = [];
  let sorted = true;
  for (let row = 0; row < (field ? frame.length : 0); row++) {
    const time = numberAt(field, row);
    if (time !== null) {
      sorted = sorted && (rows.length === 0 || rows[rows.length - 1].time <= time);
      rows.push({ row, time });
    }
  }
  return sorted ? rows : rows.sort((a, b) => a.time - b.time);
}

function readBudget(frame: DataFrame): BudgetLine {
  const order = rowsByTime(frame);
  const column = (name: string) => {
    const field = frame.fields.find((one) => one.name === name);
    return order.map(({ row }) => numberAt(field, row));
  };
  return {
    times: order.map(({ time }) => time),
    remaining: column('remaining'),
    ideal: column('ideal'),
    bad: column('bad'),
    total: column('total'),
    costPerHour: column('costPerHour'),
  };
}

/** Spans that touch the range, cut to it; the rest is not on the picture. */
function readSpans(meta: BurnMeta, fromMs: number, toMs: number): BurnSpan[] {
  return (meta.spans ?? [])
    .filter((span) => span.toMs > span.fromMs && span.toMs > fromMs && span.fromMs < toMs)
    .map((span) => ({ ...span, fromMs: Math.max(span.fromMs, fromMs), toMs: Math.min(span.toMs, toMs) }))
    .sort((a, b) => a.fromMs - b.fromMs || b.toMs - a.toMs);
}

function stateOf(spans: readonly BurnSpan[], lines: readonly BurnLine[]): BurnState {
  const holds = (kind: BurnSpan['kind']) => spans.some((span) => span.ongoing && span.kind === kind);
  if (holds('page')) {
    return 'page';
  }
  if (holds('ticket')) {
    return 'ticket';
  }
  const measured = lines.some(({ values }) => values.some((value) => value !== null));
  return holds('gap') || !measured ? 'unknown' : 'quiet';
}

const RANK: Readonly<Record<BurnState, number>> = { page: 0, ticket: 1, unknown: 2, quiet: 3 };

/** What pages now comes first, then tickets, then what is not known; among equals the one with least budget left. */
function worstFirst(charts: readonly BurnChart[]): BurnChart[] {
  const left = (chart: BurnChart) => lastKnown(chart.budget?.remaining ?? []) ?? Infinity;
  return [...charts].sort((a, b) => RANK[a.state] - RANK[b.state] || compare(left(a), left(b)));
}

const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);
