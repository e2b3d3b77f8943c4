/** OpenSLO leaves the types of data sources open; these words are understood. */
export const BUILT_IN_SOURCES: ReadonlyArray<readonly [RegExp, string]> = [
  [/prometheus|mimir|thanos|cortex|victoria/i, 'prometheus'],
  [/postgres/i, 'postgres'],
  [/mysql|mariadb/i, 'mysql'],
  [/mssql|sql ?server/i, 'mssql'],
  [/sqlite/i, 'sqlite'],
  [/duckdb/i, 'duckdb'],
  [/clickhouse/i, 'clickhouse'],
  [/big-?query/i, 'bigquery'],
  [/snowflake/i, 'snowflake'],
  [/redshift/i, 'redshift'],
  [/trino/i, 'trino'],
  [/databricks/i, 'databricks'],
];
