/** For tests of this room: a small set of definitions, and stores made of functions. */
import { parseDefinitions } from '../definition';
import type { DefinitionSet } from '../definition/types';
import { diagnostic, type Outcome } from '../diagnostics';
import type { Result } from '../results/types';
import { tilesOf, type SliceStore } from '../slices';
import { advance } from './advance';
import { planQuery } from './plan-query';
import type { KpiQuery, QueryContext } from './query';
import type { ColumnFrame, UpstreamRequest, UpstreamResponse } from './request';
import type { Step } from './types';
import type { PartWork, Reading, Work } from './work';

export const NOW = Date.UTC(2026, 10, 23, 12, 0, 0);
export const HOUR = 3_600_000;

export function parsed(text: string): DefinitionSet {
  const outcome = parseDefinitions([{ file: 'test.yaml', text }]);
  if (!outcome.ok) {
    throw new Error(outcome.diagnostics.map((d) => d.message).join('\n'));
  }
  return outcome.value;
}

export const SOURCES = `
apiVersion: plumbline/v1
kind: Source
metadata: { name: shop-db }
spec: { dialect: postgres, grafana: { uid: shop-db }, lateness: 10m }
---
apiVersion: plumbline/v1
kind: Source
metadata: { name: metrics }
spec: { dialect: prometheus, grafana: { uid: prometheus }, scrapeInterval: 15s }
`;

/** A KPI document; `spec` in YAML flow form, such as `measure: {…}, unit: count`. */
export const kpi = (name: string, spec: string) => `---
apiVersion: plumbline/v1
kind: KPI
metadata: { name: ${name} }
spec: { area: shop, owner: { team: growth }, ${spec} }
`;

/** What a store has in one tile of one segment: value and observed, or nothing. */
export type Cell = readonly [value: number, observed: number] | undefined;

export interface FakeStores {
  /** By source and word (`numerator`, `value` …): what each tile of each segment holds. Segments as in `by`. */
  readonly cell: (source: string, word: string, startMs: number, endMs: number, segment: readonly string[]) => Cell;
  readonly segments?: ReadonlyArray<readonly string[]>;
  /** Rows of requests that list events. */
  readonly events?: ReadonlyArray<Readonly<Record<string, string | number | null>>>;
  readonly fails?: readonly string[];
  readonly warns?: readonly string[];
}

/** Answers requests as the stores would: tables for SQL slices, one frame a series for Prometheus. */
export function answers(
  plan: { work: unknown },
  requests: readonly UpstreamRequest[],
  stores: FakeStores
): UpstreamResponse[] {
  const { parts } = plan.work as Work;
  return requests.map((request): UpstreamResponse => {
    const { id, source } = request;
    if (stores.fails?.includes(source)) {
      return { id, ok: false, error: diagnostic('PL3104', { source, seconds: 25 }, { source, request: id }) };
    }
    const warnings = stores.warns?.includes(source) ? { warnings: ['only some blocks were read'] } : {};
    const readings = parts.flatMap((part) =>
      part.readings.filter((r) => r.request === id).map((r) => ({ part, ...r }))
    );
    const frames =
      request.mode === 'table' ? [tableOf(request, readings, stores)] : pointsOf(request, readings[0].part, stores);
    return { id, ok: true, frames, ...warnings };
  });
}

function tableOf(
  request: UpstreamRequest,
  readings: ReadonlyArray<{ part: PartWork } & Reading>,
  stores: FakeStores
): ColumnFrame {
  const rows: Array<Record<string, unknown>> =
    readings.length === 0 ? (stores.events ?? []).map((event) => ({ ...event })) : [];
  const runs = readings
    .map((r) => r.run)
    .filter((run, i, all) => all.findIndex((o) => o.startMs === run.startMs) === i);
  const words = [
    ...new Set(readings.flatMap(({ aggregate, keyed }) => [aggregate!, ...(keyed ? [keyed.rows, keyed.keys] : [])])),
  ];
  for (const run of runs) {
    const tiles = tilesOf([run]);
    tiles.starts.forEach((start, i) => {
      for (const segment of stores.segments ?? [[]]) {
        const cells = words.map((word) => stores.cell(request.source, word, start, tiles.ends[i], segment));
        if (cells.some((cell) => cell)) {
          const row: Record<string, unknown> = {
            bucket: start,
            observed: Math.max(...cells.map((cell) => cell?.[1] ?? 0)),
          };
          readings[0].part.columns.forEach((column, k) => (row[column] = segment[k]));
          words.forEach((word, k) => (row[word] = cells[k]?.[0] ?? 0));
          rows.push(row);
        }
      }
    });
  }
  return {
    length: rows.length,
    columns: request.columns.map(({ name, type }) => ({
      name,
      type,
      values: rows.map((row) => (row[name] ?? null) as never),
    })),
  };
}

function pointsOf(request: UpstreamRequest, part: PartWork, stores: FakeStores): ColumnFrame[] {
  const word = request.purpose.split(/[ ,]/)[1];
  return (stores.segments ?? [[]]).flatMap((segment) => {
    const times: number[] = [];
    const values: number[] = [];
    for (let at = request.startMs; at <= request.endMs; at += request.stepMs) {
      const cell = stores.cell(request.source, word, at - request.stepMs, at, segment);
      if (cell) {
        times.push(at);
        values.push(cell[0]);
      }
    }
    const labels = Object.fromEntries(part.columns.map((label, i) => [label, segment[i]]));
    const columns = [
      { name: 'time', type: 'time' as const, values: times },
      { name: 'value', type: 'number' as const, labels, values: Float64Array.from(values) },
    ];
    return times.length > 0 ? [{ length: times.length, columns }] : [];
  });
}

export function planned(
  definitions: DefinitionSet,
  query: KpiQuery,
  context: Partial<QueryContext> = {},
  store?: SliceStore
): Outcome<Step> {
  return planQuery(definitions, query, { fromMs: NOW - 24 * HOUR, toMs: NOW, nowMs: NOW, ...context }, store);
}

/** Plans, answers and finishes; every plan is copied on the way, so that nothing but data can be in it. */
export function run(
  definitions: DefinitionSet,
  query: KpiQuery,
  stores: FakeStores,
  context: Partial<QueryContext> = {},
  store?: SliceStore
): Result {
  const outcome = planned(definitions, query, context, store);
  if (!outcome.ok) {
    throw new Error(outcome.diagnostics.map((d) => `${d.code} ${d.message}`).join('\n'));
  }
  const step = outcome.value;
  if (step.done) {
    return step.result;
  }
  const plan = structuredClone(step.plan);
  const next = advance(definitions, plan, answers(plan, step.requests, stores), store);
  if (!next.done) {
    throw new Error('a second round');
  }
  return next.result;
}

/** Values of a field, by name. */
export const column = (result: Result, name: string, frame = 0) =>
  result.frames[frame]?.fields.find((field) => field.name === name)?.values;
