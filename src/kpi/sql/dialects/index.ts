import type { SqlDialect } from '../../definition/types';
import { fault } from '../fault';
import { NOT_SUPPORTED, type Dialect, type DialectTable } from './dialect';
import { duckdb } from './duckdb';
import { postgres } from './postgres';
import { sqlite } from './sqlite';

export { NOT_SUPPORTED, type Dialect, type TimeColumn } from './dialect';

/** Every SQL dialect a Source may name. A new name without an entry here does not compile. */
export const DIALECTS: DialectTable = {
  postgres,
  mysql: NOT_SUPPORTED,
  mssql: NOT_SUPPORTED,
  sqlite,
  duckdb,
  clickhouse: NOT_SUPPORTED,
  bigquery: NOT_SUPPORTED,
  snowflake: NOT_SUPPORTED,
  redshift: NOT_SUPPORTED,
  trino: NOT_SUPPORTED,
  databricks: NOT_SUPPORTED,
};

/** Throws SqlFault PL2250 for a dialect whose SQL is not written yet. */
export function dialectOf(name: SqlDialect): Dialect {
  const dialect = DIALECTS[name];
  if (dialect === NOT_SUPPORTED) {
    throw fault('PL2250', { dialect: name });
  }
  return dialect;
}
