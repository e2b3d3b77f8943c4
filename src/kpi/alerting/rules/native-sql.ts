import type { DefinitionSet, KpiDefinition, SourceDefinition, SqlDialect, SqlPart } from '../../definition/types';
import { canonicalText } from '../../fingerprint';
import { buildShare, type ShareQuery } from '../../sql';
import { notASum } from './counters';
import type { AskStore } from './native';

/** A KPI whose parts are rows of one table (or query) by one time column. */
export interface Table {
  readonly source: SourceDefinition;
  readonly whole: SqlPart;
  /** What of the whole was counted: the good, or the failures. */
  readonly part?: SqlPart;
  readonly countsFailures: boolean;
}

/** The plugin of a dialect, and what it is sent; those whose macros were read (research/analytics.md 5, decision 13). */
const PLUGINS: Readonly<Partial<Record<SqlDialect, readonly [type: string, shape: (text: string) => object]>>> = {
  postgres: [
    'grafana-postgresql-datasource',
    (rawSql) => ({ rawSql, format: 'table', rawQuery: true, editorMode: 'code' }),
  ],
  mssql: ['mssql', (rawSql) => ({ rawSql, format: 'table', rawQuery: true, editorMode: 'code' })],
  bigquery: [
    'grafana-bigquery-datasource',
    (rawSql) => ({
      rawSql,
      format: 1,
      rawQuery: true,
      editorMode: 'code',
      connectionArgs: { enableStorageAPI: false },
    }),
  ],
  redshift: ['grafana-redshift-datasource', (rawSQL) => ({ rawSQL, format: 1 })],
  trino: ['trino-datasource', (rawSQL) => ({ rawSQL, format: 1 })],
  duckdb: ['motherduck-duckdb-datasource', (rawSql) => ({ rawSql, format: 'table', rawQuery: true })],
  sqlite: [
    'frser-sqlite-datasource',
    (text) => ({ queryText: text, rawQueryText: text, queryType: 'table', timeColumns: [] }),
  ],
};

/** The table of a KPI, or in a few words why rules cannot ask for it. */
export function tableOf(kpi: KpiDefinition, definitions: Pick<DefinitionSet, 'sources'>): Table | string {
  const { measure } = kpi;
  if (measure.kind === 'derived') {
    return 'it is derived from other KPIs';
  }
  if (measure.kind === 'composite' || measure.kind === 'gauge') {
    return `a ${measure.kind} has no table`;
  }
  if (measure.kind === 'retention') {
    return 'a retention is no sum over a window';
  }
  const other = notASum(kpi);
  if (other) {
    return other;
  }
  const [whole, part] = measure.kind === 'ratio' ? [measure.denominator, measure.numerator] : [measure.part, undefined];
  if (whole.store !== 'sql' || (part && part.store !== 'sql')) {
    return 'its parts are not all counters of one Prometheus, nor all rows of one table';
  }
  const at = ({ source, relation, time, timeType }: SqlPart) => canonicalText({ source, relation, time, timeType });
  if (part && at(part) !== at(whole)) {
    return 'its parts are not rows of one table by one time, and two statements cannot be compared at the same instant';
  }
  if (kpi.alerting.by.length > 0) {
    return 'it alerts by segments, and a segment without rows in one window would drop out of Grafana’s math with conditions that hold';
  }
  const source = definitions.sources.get(whole.source);
  if (source === undefined || !PLUGINS[source.dialect as SqlDialect]) {
    return `nothing is known of macros for ${source?.dialect ?? whole.source}`;
  }
  const countsFailures = measure.kind === 'ratio' && measure.failures === true;
  return { source, whole, ...(part ? { part } : {}), countsFailures };
}

/** A statement for each window; its range is the query's own, put in by the plugin. One row, also where the window is empty. */
export const askSql =
  ({ source, whole, part, countsFailures }: Table): AskStore =>
  (refId, { what, windowMs }) => {
    const dialect = source.dialect as SqlDialect;
    const figure = ({ aggregate, where }: SqlPart): ShareQuery['whole'] => ({
      of: aggregate as ShareQuery['whole']['of'],
      where,
    });
    const made = buildShare({
      dialect,
      relation: whole.relation,
      time: whole.time,
      timeType: whole.timeType,
      of:
        what === 'failing'
          ? 'failing'
          : what === 'failures'
            ? 'failures'
            : what === 'value' && part
              ? 'ratio'
              : 'amount',
      whole: figure(whole),
      ...(part ? { part: figure(part), countsFailures } : {}),
    });
    if (!made.ok) {
      return made.diagnostics[0];
    }
    const [usual, shape] = PLUGINS[dialect]!;
    const { uid, type } = { type: usual, ...source.grafana! };
    return {
      refId,
      relativeTimeRange: { from: Math.ceil(windowMs / 1000), to: 0 },
      datasourceUid: uid,
      model: { refId, datasource: { type, uid }, ...shape(made.value.text), intervalMs: 60_000, maxDataPoints: 1000 },
    };
  };
