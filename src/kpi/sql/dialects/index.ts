import type { SqlDialect } from '../../definition/types';
import type { Dialect } from './dialect';
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

export type { Dialect, TimeColumn } from './dialect';

/** Every SQL dialect a Source may name. A new name without an entry here does not compile. */
export const DIALECTS: Readonly<Record<SqlDialect, Dialect>> = {
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

export const dialectOf = (name: SqlDialect): Dialect => DIALECTS[name];
