/** What stands behind a number: one request for some of its events, or for its traces. Nothing of it is kept. */
import {
  SQL_DIALECTS,
  type Condition,
  type KpiDefinition,
  type Samples,
  type SourceDefinition,
  type SqlDialect,
  type Traces,
} from '../definition/types';
import { diagnostic, type Diagnostic, type Outcome } from '../diagnostics';
import { buildRows, buildSpans, buildTraces, type RowColumn, type SqlStatement } from '../sql';
import type { Planning } from './plan-kpi';
import type { UpstreamRequest } from './request';
import { tableRequest } from './requests';
import type { Target } from './resolve';
import type { BehindWork } from './work';

type KpiTarget = Target & { readonly definition: KpiDefinition };

/** More spans than these are no picture any more. */
export const MOST_SPANS = 5000;
/** A trace's spans are looked for so far around the range: it may have begun before it, and ended after it. */
const AROUND_MS = 3_600_000;
export const NEWEST = 'newest';

export interface PlannedBehind {
  readonly work: BehindWork;
  readonly requests: readonly UpstreamRequest[];
}

export function planSamples(planning: Planning, target: KpiTarget): PlannedBehind {
  const { fromMs, toMs, limit } = planning.resolved;
  return planRows(planning, target, target.definition.samples, 'samples', (samples, dialect, filters) =>
    buildRows({
      ...rowsOf(samples, dialect),
      columns: shownColumns(samples).map(({ field, type }, i) => ({ name: columnName(i), field, type })),
      where: [...samples.where, ...filters],
      fromMs,
      toMs,
      limit,
    })
  );
}

/** With `trace` the spans of one, else the list of those that failed. */
export function planTraces(planning: Planning, target: KpiTarget): PlannedBehind {
  const { fromMs, toMs, limit, trace } = planning.resolved;
  const purpose =
    trace === undefined
      ? 'failed traces'
      : trace === NEWEST
        ? 'spans of the newest failed trace'
        : 'spans of one trace';
  return planRows(planning, target, target.definition.traces, purpose, (traces, dialect, filters) => {
    const common = {
      ...rowsOf(traces, dialect),
      trace: traces.trace,
      where: traces.where,
      failed: traces.failed,
      filters,
    };
    if (trace === undefined) {
      const { parent, service, operation, duration } = traces;
      return buildTraces({ ...common, parent, service, operation, duration, fromMs, toMs, limit });
    }
    return buildSpans({
      ...common,
      ...(trace === NEWEST ? {} : { id: trace }),
      failedIn: { fromMs, toMs },
      columns: spanColumns(traces),
      fromMs: Math.max(0, fromMs - AROUND_MS),
      toMs: toMs + AROUND_MS,
      limit: MOST_SPANS + 1,
    });
  });
}

function planRows<R extends Samples | Traces>(
  { definitions, resolved }: Planning,
  target: KpiTarget,
  rows: R | undefined,
  what: string,
  build: (rows: R, dialect: SqlDialect, filters: readonly Condition[]) => Outcome<SqlStatement>
): PlannedBehind {
  const { name } = target.definition;
  const { fromMs, toMs, view } = resolved;
  const item = (failures: readonly Diagnostic[], request?: UpstreamRequest): PlannedBehind => ({
    work: {
      type: view === 'samples' ? 'samples' : 'traces',
      name,
      fromMs,
      toMs,
      ...(resolved.trace === undefined ? {} : { trace: resolved.trace }),
      ...(request ? { request: request.id } : {}),
      failures,
    },
    requests: request ? [request] : [],
  });
  const source = rows && definitions.sources.get(rows.source);
  if (target.failures.length > 0) {
    return item(target.failures);
  }
  if (!rows || !source || !isSql(source)) {
    return item([diagnostic('PL9001', { what: `the ${view} of "${name}" have no SQL source` })]);
  }
  const filters = target.filters.map(({ segment, condition }) => condition(rows.fields[segment.name] ?? segment.field));
  const statement = build(rows, source.dialect as SqlDialect, filters);
  return statement.ok
    ? item(
        [],
        tableRequest(
          source,
          statement.value,
          { startMs: fromMs, endMs: toMs, stepMs: toMs - fromMs },
          `${name}, ${what}`
        )
      )
    : item(statement.diagnostics);
}

const isSql = ({ dialect }: SourceDefinition): boolean => (SQL_DIALECTS as readonly string[]).includes(dialect);

const rowsOf = ({ relation, time, timeType }: Samples | Traces, dialect: SqlDialect) => ({
  dialect,
  relation,
  time,
  timeType,
});

/** Columns that are asked for: the hidden ones are not, so that nothing of them leaves the store. */
export const shownColumns = ({ columns }: Samples): Samples['columns'] =>
  columns.filter(({ mask }) => mask !== 'hidden');

/** Names of our own, since a column may be called like one of the statement's. */
export const columnName = (index: number): string => `c${index + 1}`;

function spanColumns(traces: Traces): RowColumn[] {
  const text = (name: string, field: string): RowColumn => ({ name, field, type: 'text' });
  return [
    text('span', traces.span),
    text('parent', traces.parent),
    text('service', traces.service),
    text('operation', traces.operation),
    { name: 'duration', field: traces.duration, type: 'number' },
    ...(traces.attributes === undefined ? [] : [text('attributes', traces.attributes)]),
  ];
}
