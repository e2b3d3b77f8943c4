import type { SqlDialect } from '../../definition/types';
import { fault } from '../fault';
import { NOT_SUPPORTED, type Dialect, type DialectTable } from './dialect';
import { bigquery } from './bigquery';
import { clickhouse } from './clickhouse';
import { databricks } from './databricks';
import { duckdb } from './duckdb';
import { mssql } from './mssql';
import { mysql } from './mysql';
import { postgres } from './postgres';
import { redshift } from './redshift';
import { snowflake } from './snowflake';
import { sqlite } from './sqlite';
import { trino } from './trino';

export { NOT_SUPPORTED, type Dialect, type TimeColumn } from './dialect';

/** Every SQL dialect a Source may name. A new name without an entry here does not compile. */
export const DIALECTS: DialectTable = {
  postgres,
  mysql,
  mssql,
  sqlite,
  duckdb,
  clickhouse,
  bigquery,
  snowflake,
  redshift,
  trino,
  databricks,
};

/** Throws SqlFault PL2250 for a dialect whose SQL is not written yet. */
export function dialectOf(name: SqlDialect): Dialect {
  const dialect = DIALECTS[name];
  if (dialect === NOT_SUPPORTED) {
    throw fault('PL2250', { dialect: name });
  }
  return dialect;
}
