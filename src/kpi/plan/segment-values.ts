/** Which values a segment has: for dashboard variables and ad-hoc filters. One request, outside of views. */
import { instantFault } from '../calendar';
import { diagnostic, type Diagnostic, type Outcome } from '../diagnostics';
import { leafKpis, measureParts, suggest } from '../definition';
import type { DefinitionSet, MeasurePart, AskedDefinition, SourceDefinition, SqlDialect } from '../definition/types';
import { buildLabelValues } from '../promql';
import { noticeOf } from '../results/notices';
import type { Notice } from '../results/types';
import { buildValues } from '../sql';
import type { QueryContext, KpiQuery } from './query';
import type { UpstreamRequest, UpstreamResponse } from './request';
import { tableRequest, withId } from './requests';

export interface SegmentValuesQuery {
  /** A KPI, funnel or experiment, and one of its segments. */
  readonly kpi: NonNullable<KpiQuery['kpi']>;
  readonly segment: string;
  /** At most so many values, the most frequent first where the store can tell; default 1000. */
  readonly limit?: number;
}

export interface SegmentValuesPlan {
  readonly segment: string;
  readonly limit: number;
  /** Label that holds the value; for SQL it is the column `value`. */
  readonly label?: string;
  readonly requests: readonly UpstreamRequest[];
}

/** `values` are distinct and not empty; from Prometheus sorted, from SQL the most frequent first. Rows without a value are left out. */
export interface SegmentValues {
  readonly ok: boolean;
  readonly values: readonly string[];
  /** True where there are more than the limit. */
  readonly more: boolean;
  readonly notices: readonly Notice[];
}

const MOST_VALUES = 1000;

/** Plans the question. Errors: PL2001, PL2002, PL2005, PL2006, PL2012, PL2207, and what building texts gives. */
export function planSegmentValues(
  definitions: DefinitionSet,
  query: SegmentValuesQuery,
  context: QueryContext
): Outcome<SegmentValuesPlan> {
  const fail = (fault: Diagnostic) => ({ ok: false as const, diagnostics: [fault] });
  const { kpis, funnels, experiments } = definitions;
  const found = kpis.get(query.kpi) ?? funnels.get(query.kpi) ?? experiments.get(query.kpi);
  if (!found) {
    const names = [...kpis.keys(), ...funnels.keys(), ...experiments.keys()];
    return fail(diagnostic('PL2001', { name: query.kpi, suggestion: suggest(query.kpi, names) }));
  }
  const segment = found.segments.find((s) => s.name === query.segment);
  if (!segment) {
    const known = found.segments.map((s) => s.name);
    const suggestion = suggest(query.segment, known);
    return fail(diagnostic('PL2002', { segment: query.segment, kpi: found.name, suggestion, known }));
  }
  const { limit = MOST_VALUES } = query;
  if (!(Number.isInteger(limit) && limit >= 1 && limit <= MOST_VALUES)) {
    const expected = `a whole number from 1 to ${MOST_VALUES}`;
    return fail(diagnostic('PL2012', { field: 'limit', value: String(limit), expected }));
  }
  const { fromMs, nowMs } = context;
  const toMs = Math.min(context.toMs, nowMs);
  const out = instantFault('from', fromMs) ?? instantFault('to', context.toMs) ?? instantFault('now', nowMs);
  if (out) {
    return fail(out);
  }
  if (fromMs >= toMs) {
    return fail(diagnostic('PL2005', { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() }));
  }
  // Of a derived KPI, the values that its first input has: it is split by what all of them have.
  const kpi = found.kind === 'KPI' && definitions.kpis.get(leafKpis(definitions.kpis, found)[0]);
  const owner = kpi || found;
  const rows = rowsOf(owner);
  const source = definitions.sources.get(rows.source);
  if (!source) {
    return fail(diagnostic('PL9001', { what: `the source "${rows.source}" is not defined` }));
  }
  const own = owner.segments.find(({ name }) => name === segment.name)!;
  const field = rows.fields[segment.name] ?? own.field;
  const asked = { definition: found, source, rows, field, segment: segment.name, fromMs, toMs, limit };
  return rows.store === 'prometheus' ? askLabel({ ...asked, rows }) : askColumn({ ...asked, rows });
}

/** Values of the answer; not ok, with the failure as a notice, where the source failed. */
export function segmentValuesFrom(plan: SegmentValuesPlan, responses: readonly UpstreamResponse[]): SegmentValues {
  const [request] = plan.requests;
  const response = responses.find(({ id }) => id === request.id);
  if (!response || !response.ok) {
    const missing = { what: `${request.source} was not answered for (${request.id})` };
    const error = response && !response.ok ? response.error : diagnostic('PL9001', missing, { source: request.source });
    return { ok: false, values: [], more: false, notices: [noticeOf(error)] };
  }
  const values = new Set<string>();
  for (const frame of response.frames) {
    for (const column of frame.columns) {
      const label = plan.label === undefined ? undefined : column.labels?.[plan.label];
      const texts = plan.label === undefined ? (column.name === 'value' ? Array.from(column.values) : []) : [label];
      texts
        .filter((text) => text !== null && text !== undefined && text !== '')
        .forEach((text) => values.add(String(text)));
    }
  }
  const all = plan.label === undefined ? [...values] : [...values].sort();
  const notices = (response.warnings ?? []).map((detail) =>
    noticeOf(diagnostic('PL3113', { source: request.source, detail }, { source: request.source }))
  );
  return { ok: true, values: all.slice(0, plan.limit), more: all.length > plan.limit, notices };
}

type Rows =
  | Extract<MeasurePart, { store: 'prometheus' }>
  | Pick<Extract<MeasurePart, { store: 'sql' }>, 'store' | 'source' | 'relation' | 'time' | 'timeType' | 'fields'>;

/** The rows whose segments a definition is about: a ratio's denominator, an aggregate funnel's first step. */
function rowsOf(definition: AskedDefinition): Rows {
  if (definition.kind === 'KPI') {
    if (definition.measure.kind === 'retention') {
      return { store: 'sql', ...definition.measure, fields: {} };
    }
    // Of a ratio the denominator. A composite has no segments, so nobody asks for their values.
    return [...measureParts(definition.measure)].pop()!;
  }
  if (definition.kind === 'Experiment') {
    const { source, exposures } = definition;
    return { store: 'sql', source, ...exposures, fields: {} };
  }
  if (definition.type === 'aggregate') {
    return definition.steps[0].part;
  }
  const { source, relation, time, timeType } = definition;
  return { store: 'sql', source, relation, time, timeType, fields: {} };
}

interface Asked<R extends Rows> {
  readonly definition: AskedDefinition;
  readonly source: SourceDefinition;
  readonly rows: R;
  readonly field: string;
  readonly segment: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly limit: number;
}

function askLabel({
  definition,
  source,
  rows,
  field,
  segment,
  fromMs,
  toMs,
  limit,
}: Asked<Extract<Rows, { store: 'prometheus' }>>): Outcome<SegmentValuesPlan> {
  if (rows.metric === undefined) {
    return { ok: false, diagnostics: [diagnostic('PL2207', { segment, kpi: definition.name })] };
  }
  const text = buildLabelValues({ metric: rows.metric, label: field, where: rows.where, rangeMs: toMs - fromMs });
  if (!text.ok) {
    return text;
  }
  const request = withId({
    source: source.name,
    dialect: 'prometheus',
    mode: 'instant',
    text: text.value,
    startMs: toMs,
    endMs: toMs,
    stepMs: 1000,
    columns: [],
    purpose: `values of ${segment}`,
  });
  return { ok: true, value: { segment, limit, label: field, requests: [request] }, diagnostics: [] };
}

function askColumn({
  source,
  rows,
  field,
  segment,
  fromMs,
  toMs,
  limit,
}: Asked<Exclude<Rows, { store: 'prometheus' }>>): Outcome<SegmentValuesPlan> {
  const { relation, time, timeType } = rows;
  const dialect = source.dialect as SqlDialect;
  // One more than wanted tells whether there are more.
  const statement = buildValues({ dialect, relation, time, timeType, field, fromMs, toMs, limit: limit + 1 });
  if (!statement.ok) {
    return statement;
  }
  const span = { startMs: fromMs, endMs: toMs, stepMs: toMs - fromMs };
  const request = tableRequest(source, statement.value, span, `values of ${segment}`);
  return { ok: true, value: { segment, limit, requests: [request] }, diagnostics: [] };
}
