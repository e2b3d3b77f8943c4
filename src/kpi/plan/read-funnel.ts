/** Answers of a funnel's requests -> its steps by segment. */
import { diagnostic, type Diagnostic } from '../diagnostics';
import type { FunnelDefinition } from '../definition/types';
import type { FunnelPeriodAnswer, SegmentSteps } from '../results/funnel';
import { totalOf } from '../slices';
import type { Answers } from './read-answers';
import type { Column, ColumnFrame } from './request';
import type { FunnelPeriod, FunnelWork } from './work';

export interface ReadPeriod {
  readonly answer?: FunnelPeriodAnswer;
  /** Sources that failed. Of an aggregate funnel the other steps are still there. */
  readonly errors: readonly Diagnostic[];
}

export function readPeriod(
  funnel: FunnelDefinition,
  work: FunnelWork,
  period: FunnelPeriod,
  answers: Answers
): ReadPeriod {
  return period.request === undefined
    ? readSteps(funnel, work, period, answers)
    : readTable(funnel, work, period, answers, period.request);
}

function readTable(
  funnel: FunnelDefinition,
  work: FunnelWork,
  period: FunnelPeriod,
  answers: Answers,
  request: string
): ReadPeriod {
  const response = answers.of(request);
  if ('code' in response) {
    return { errors: [response] };
  }
  const segments: SegmentSteps[] = [];
  let open = 0;
  for (const frame of response.frames) {
    const totals = funnel.type === 'actor' && funnel.totals && !work.buckets;
    const shape = { groups: work.columns, count: funnel.steps.length, totals, trend: work.buckets !== undefined };
    const rows = frame.length === 0 ? [] : rowsOf(frame, shape);
    if (rows === null) {
      const source = funnel.type === 'actor' ? funnel.source : funnel.name;
      const detail = `columns ${frame.columns.map((column) => column.name).join(', ')}`;
      return { errors: [diagnostic('PL3107', { source, detail }, { source, request })] };
    }
    for (const row of rows) {
      segments.push(row.steps);
      open += row.open;
    }
  }
  const { fromMs, toMs, asOfMs } = period;
  return { answer: { fromMs, toMs, asOfMs, segments, open }, errors: [] };
}

interface TableShape {
  readonly groups: readonly string[];
  readonly count: number;
  readonly totals: boolean;
  /** A row a bucket, without medians. */
  readonly trend: boolean;
}

function rowsOf(
  frame: ColumnFrame,
  { groups, count, totals, trend }: TableShape
): Array<{ steps: SegmentSteps; open: number }> | null {
  const named = (name: string): Column | undefined => frame.columns.find((column) => column.name === name);
  const steps = Array.from({ length: count }, (_, k) => k + 1);
  const columns = {
    groups: groups.map(named),
    counts: steps.map((k) => named(`n${k}`)),
    medians: steps.map((k) => (k === 1 || trend ? undefined : named(`m${k}`))),
    totals: totals ? steps.map((k) => named(`total${k}`)) : [],
    open: named('open'),
    bucket: named('bucket'),
  };
  const needed = [...columns.groups, ...columns.counts, ...columns.totals, columns.open];
  const medians = trend ? [columns.bucket] : columns.medians.slice(1);
  if ([...needed, ...medians].some((column) => !column)) {
    return null;
  }
  return Array.from({ length: frame.length }, (_, i) => ({
    steps: {
      values: columns.groups.map((column) => textAt(column!, i)),
      counts: columns.counts.map((column) => numberAt(column!, i)),
      medianSeconds: columns.medians.map((column) => {
        const ms = column ? numberAt(column, i) : null;
        return ms === null ? null : ms / 1000;
      }),
      ...(totals ? { totals: columns.totals.map((column) => numberAt(column!, i)) } : {}),
      ...(trend ? { bucketMs: numberAt(columns.bucket!, i) ?? undefined } : {}),
    },
    open: numberAt(columns.open!, i) ?? 0,
  }));
}

/** Steps that are measures of their own: the total of each, in the segments that any of them has. */
function readSteps(funnel: FunnelDefinition, work: FunnelWork, period: FunnelPeriod, answers: Answers): ReadPeriod {
  const errors: Diagnostic[] = [];
  const found = new Map<string, { values: ReadonlyArray<string | null>; counts: Array<number | null> }>();
  const empty = () => funnel.steps.map(() => null as number | null);
  if (work.by.length === 0) {
    found.set('[]', { values: [], counts: empty() });
  }
  period.parts.forEach((index, step) => {
    const part = answers.parts[index];
    if ('error' in part) {
      errors.push(part.error);
      return;
    }
    for (const series of part.slices.series) {
      const values = work.by.map((name) => series.segment[name] ?? null);
      const key = JSON.stringify(values);
      const segment = found.get(key) ?? { values, counts: empty() };
      segment.counts[step] = totalOf(series).value;
      found.set(key, segment);
    }
  });
  const segments = [...found.values()].map((segment) => ({ ...segment, medianSeconds: empty() }));
  const { fromMs, toMs, asOfMs } = period;
  return {
    ...(errors.length < period.parts.length ? { answer: { fromMs, toMs, asOfMs, segments, open: null } } : {}),
    errors,
  };
}

function numberAt(column: Column, i: number): number | null {
  const value = column.values[i];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function textAt(column: Column, i: number): string | null {
  const value = column.values[i];
  return value === null || value === undefined ? null : String(value);
}
