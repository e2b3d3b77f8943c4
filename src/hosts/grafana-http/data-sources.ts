/**
 * How Grafana's data source plugins want to be asked. The shapes were read from the plugins' sources
 * (research/analytics.md 5); where a plugin is closed and its shape could not be read, `verified` is false.
 */
import type { Dialect, SqlDialect } from '../../kpi';

type SqlShape = (text: string) => Readonly<Record<string, unknown>>;

interface SqlPlugin {
  /** The store that it is for. Some ask others that speak the same protocol too: a source that names the plugin knows. */
  readonly dialect: SqlDialect;
  readonly shape: SqlShape;
  /** Whether the shape was read from the plugin's source. */
  readonly verified: boolean;
}

const grafanaSql: SqlShape = (rawSql) => ({ rawSql, format: 'table', rawQuery: true, editorMode: 'code' });
// The query struct of grafana-plugin-sdk-go's sqlutil: 1 is "table".
const sqlds: SqlShape = (rawSql) => ({ rawSql, format: 1, rawQuery: true });

/**
 * Plugin id -> the query it understands. Always a table, never a time series: the frames are then the rows, unfilled. Where there are several
 * for one store, a source's `grafana.type` says which it is.
 */
export const SQL_PLUGINS: Readonly<Record<string, SqlPlugin>> = {
  'grafana-postgresql-datasource': { dialect: 'postgres', shape: grafanaSql, verified: true },
  postgres: { dialect: 'postgres', shape: grafanaSql, verified: true },
  mysql: { dialect: 'mysql', shape: grafanaSql, verified: true },
  mssql: { dialect: 'mssql', shape: grafanaSql, verified: true },
  'frser-sqlite-datasource': {
    dialect: 'sqlite',
    // No `timeColumns`: the plugin would take their numbers for seconds.
    shape: (queryText) => ({ queryText, rawQueryText: queryText, queryType: 'table', timeColumns: [] }),
    verified: true,
  },
  'motherduck-duckdb-datasource': {
    dialect: 'duckdb',
    shape: (rawSql) => ({ rawSql, format: 'table', rawQuery: true }),
    verified: true,
  },
  'grafana-clickhouse-datasource': {
    dialect: 'clickhouse',
    shape: (rawSql) => ({
      pluginVersion: '4.0.0',
      editorType: 'sql',
      rawSql,
      format: 1,
      queryType: 'table',
      meta: { timezone: 'UTC' },
    }),
    verified: true,
  },
  // Altinity's. Its own comment remover is not asked for: the store reads comments itself. `round` 0s: no range is widened.
  'vertamedia-clickhouse-datasource': {
    dialect: 'clickhouse',
    shape: (query) => ({
      query,
      rawQuery: query,
      format: 'table',
      extrapolate: false,
      skip_comments: false,
      adHocFilters: [],
      dateTimeType: 'DATETIME',
      intervalFactor: 1,
      interval: '',
      round: '0s',
    }),
    verified: true,
  },
  'grafana-bigquery-datasource': {
    dialect: 'bigquery',
    // Sent past its front end, which would fold these into connectionArgs; empty ones are those of the data source's settings.
    shape: (rawSql) => ({
      rawSql,
      format: 1,
      rawQuery: true,
      editorMode: 'code',
      connectionArgs: { enableStorageAPI: false },
    }),
    verified: true,
  },
  'grafana-snowflake-datasource': { dialect: 'snowflake', shape: sqlds, verified: false },
  'michelin-snowflake-datasource': {
    dialect: 'snowflake',
    shape: (queryText) => ({ queryText, queryType: 'table', timeColumns: [], fillMode: 'null' }),
    verified: true,
  },
  // Amazon's plugins write SQL in capitals; Athena's wants a connection, whose defaults it calls so.
  'grafana-redshift-datasource': { dialect: 'redshift', shape: (rawSQL) => ({ rawSQL, format: 1 }), verified: true },
  'grafana-athena-datasource': {
    dialect: 'trino',
    shape: (rawSQL) => ({
      rawSQL,
      format: 1,
      connectionArgs: { region: '__default', catalog: '__default', database: '__default' },
    }),
    verified: true,
  },
  'trino-datasource': { dialect: 'trino', shape: (rawSQL) => ({ rawSQL, format: 1 }), verified: true },
  'grafana-databricks-datasource': { dialect: 'databricks', shape: sqlds, verified: false },
  'mullerpeter-databricks-datasource': {
    dialect: 'databricks',
    shape: (rawSqlQuery) => ({ rawSqlQuery, querySettings: { convertLongToWide: false, fillMode: 1 } }),
    verified: true,
  },
};

/** Data sources that speak Prometheus' API through Grafana's own Prometheus code. */
export const PROMETHEUS_PLUGINS = [
  'prometheus',
  'grafana-amazonprometheus-datasource',
  'grafana-azureprometheus-datasource',
] as const;

/** The plugin that is meant where a source does not name its type. */
export const DEFAULT_PLUGIN: Readonly<Record<Dialect, string>> = {
  // Grafana's own: the id that it has in queries of dashboards. Annotations are asked for by their own address all the same.
  grafana: 'grafana',
  prometheus: 'prometheus',
  postgres: 'grafana-postgresql-datasource',
  mysql: 'mysql',
  mssql: 'mssql',
  sqlite: 'frser-sqlite-datasource',
  duckdb: 'motherduck-duckdb-datasource',
  clickhouse: 'grafana-clickhouse-datasource',
  bigquery: 'grafana-bigquery-datasource',
  snowflake: 'grafana-snowflake-datasource',
  redshift: 'grafana-redshift-datasource',
  trino: 'trino-datasource',
  databricks: 'grafana-databricks-datasource',
};

/** Plumbline's own data source; never asked by itself. */
export const OWN_PLUGIN = 'plumbline-kpi-datasource';

/** Dialect -> the plugins for it, the default one first; `?` behind those whose shape could not be read. */
export function pluginsOf(): Readonly<Record<SqlDialect, readonly string[]>> {
  const found: Partial<Record<SqlDialect, string[]>> = {};
  for (const [id, { dialect, verified }] of Object.entries(SQL_PLUGINS)) {
    const ids = (found[dialect] = found[dialect] ?? []);
    ids[id === DEFAULT_PLUGIN[dialect] ? 'unshift' : 'push'](verified ? id : `${id}?`);
  }
  return found as Record<SqlDialect, string[]>;
}
