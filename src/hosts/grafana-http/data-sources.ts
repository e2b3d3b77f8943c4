/**
 * How Grafana's data source plugins want to be asked. The shapes were read from the plugins' sources
 * (research/analytics.md 5); where a plugin is closed and its shape could not be read, `verified` is false.
 */
import type { Dialect } from '../../kpi';

type SqlShape = (text: string) => Readonly<Record<string, unknown>>;

interface SqlPlugin {
  readonly shape: SqlShape;
  readonly verified: boolean;
}

const grafanaSql: SqlShape = (rawSql) => ({ rawSql, format: 'table', rawQuery: true, editorMode: 'code' });
// The query struct of grafana-plugin-sdk-go's sqlutil: 1 is "table".
const sqlds: SqlShape = (rawSql) => ({ rawSql, format: 1, rawQuery: true });
// Amazon's plugins write SQL in capitals and want a connection, whose defaults they call so.
const amazon: SqlShape = (rawSQL) => ({
  rawSQL,
  format: 1,
  connectionArgs: { region: '__default', catalog: '__default', database: '__default' },
});

/** Plugin id -> the query it understands. Always a table, never a time series: the frames are then the rows, unfilled. */
export const SQL_PLUGINS: Readonly<Record<string, SqlPlugin>> = {
  'grafana-postgresql-datasource': { shape: grafanaSql, verified: true },
  postgres: { shape: grafanaSql, verified: true },
  mysql: { shape: grafanaSql, verified: true },
  mssql: { shape: grafanaSql, verified: true },
  'frser-sqlite-datasource': {
    // No `timeColumns`: the plugin would take their numbers for seconds.
    shape: (queryText) => ({ queryText, rawQueryText: queryText, queryType: 'table', timeColumns: [] }),
    verified: true,
  },
  'motherduck-duckdb-datasource': { shape: (rawSql) => ({ rawSql, format: 'table', rawQuery: true }), verified: true },
  'grafana-clickhouse-datasource': {
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
  'grafana-bigquery-datasource': {
    shape: (rawSql) => ({ rawSql, format: 1, rawQuery: true, editorMode: 'code', enableStorageAPI: false }),
    verified: true,
  },
  'grafana-snowflake-datasource': { shape: sqlds, verified: false },
  'michelin-snowflake-datasource': {
    shape: (queryText) => ({ queryText, queryType: 'table', timeColumns: [], fillMode: 'null' }),
    verified: true,
  },
  'grafana-redshift-datasource': { shape: amazon, verified: false },
  'grafana-athena-datasource': { shape: amazon, verified: true },
  'trino-datasource': { shape: (rawSQL) => ({ rawSQL, format: 1 }), verified: true },
  'grafana-databricks-datasource': { shape: sqlds, verified: false },
  'mullerpeter-databricks-datasource': {
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
