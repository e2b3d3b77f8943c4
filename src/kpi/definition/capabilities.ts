/**
 * What each SQL store can do of what a definition may ask for. Definitions are checked against it, so that a store's lack is an error at the
 * field's line and not when the board is open. `sql/dialects` must agree with it (capabilities.test.ts), and
 * docs/reference/dialects.md is made of it.
 */
import type { SqlDialect } from './types';

export interface Capabilities {
  /** The oldest version that serves. */
  readonly versions: string;
  /** How exact quantiles are made: by an aggregate of the store, or by counting places. They are the same number. */
  readonly exactQuantile: 'aggregate' | 'places';
  /** What is known of the error of approximate quantiles; null: there are none. */
  readonly approximateQuantile: string | null;
  /** What is known of the error of approximate counts of distinct values; null: there are none. */
  readonly approximateDistinct: string | null;
  /** Of `matches`: all patterns, or only those that are values joined by `|`. */
  readonly patterns: 'all' | 'values';
  /** Column types that `timeType: instant` can be, each read rightly in any time zone of the session. */
  readonly times: string;
}

export const CAPABILITIES: Readonly<Record<SqlDialect, Capabilities>> = {
  postgres: {
    versions: 'PostgreSQL 12',
    exactQuantile: 'aggregate',
    approximateQuantile: null,
    approximateDistinct: null,
    patterns: 'all',
    times: 'timestamptz, timestamp, date',
  },
  mysql: {
    versions: 'MySQL 8.0, MariaDB 10.5',
    exactQuantile: 'places',
    approximateQuantile: null,
    approximateDistinct: null,
    patterns: 'all',
    times: 'DATETIME, TIMESTAMP, DATE',
  },
  mssql: {
    versions: 'SQL Server 2017, Azure SQL',
    exactQuantile: 'places',
    approximateQuantile: 'rank error at most 1.33 % (APPROX_PERCENTILE_CONT; SQL Server 2022)',
    approximateDistinct: 'at most 2 % with a probability of 97 % (APPROX_COUNT_DISTINCT; SQL Server 2019)',
    patterns: 'values',
    times: 'datetimeoffset, datetime2, datetime, smalldatetime, date',
  },
  sqlite: {
    versions: 'SQLite 3.30',
    exactQuantile: 'places',
    approximateQuantile: null,
    approximateDistinct: null,
    patterns: 'values',
    times: 'ISO 8601 text',
  },
  duckdb: {
    versions: 'DuckDB 1.1',
    exactQuantile: 'aggregate',
    approximateQuantile: 'a t-digest: least at the ends (approx_quantile)',
    approximateDistinct: 'HyperLogLog (approx_count_distinct)',
    patterns: 'all',
    times: 'TIMESTAMPTZ, TIMESTAMP, DATE',
  },
  clickhouse: {
    versions: 'ClickHouse 23.8',
    exactQuantile: 'aggregate',
    approximateQuantile: 'a t-digest: least at the ends (quantileTDigest)',
    approximateDistinct: 'HyperLogLog with a small exact set before it (uniqCombined64)',
    patterns: 'all',
    times: 'DateTime, DateTime64, Date, Date32',
  },
  bigquery: {
    versions: 'GoogleSQL',
    exactQuantile: 'places',
    approximateQuantile: 'the nearest of 100 to 100,000 quantiles, as many as q has decimals (APPROX_QUANTILES)',
    approximateDistinct: 'HyperLogLog++ (APPROX_COUNT_DISTINCT)',
    patterns: 'all',
    times: 'TIMESTAMP, DATETIME, DATE',
  },
  snowflake: {
    versions: 'current',
    exactQuantile: 'aggregate',
    approximateQuantile: 'a t-digest: least at the ends (APPROX_PERCENTILE)',
    approximateDistinct: 'HyperLogLog, 1.6 % on average (APPROX_COUNT_DISTINCT)',
    patterns: 'all',
    times: 'TIMESTAMP_NTZ, TIMESTAMP_LTZ, TIMESTAMP_TZ, DATE',
  },
  redshift: {
    versions: 'current',
    exactQuantile: 'places',
    approximateQuantile: 'rank error about 0.5 %; a value that occurs (APPROXIMATE PERCENTILE_DISC)',
    approximateDistinct: 'HyperLogLog, about 2 % (APPROXIMATE COUNT(DISTINCT …))',
    patterns: 'all',
    times: 'timestamptz, timestamp',
  },
  trino: {
    versions: 'Trino 346, Athena engine 3',
    exactQuantile: 'places',
    approximateQuantile: 'a t-digest: least at the ends (approx_percentile)',
    approximateDistinct: 'HyperLogLog, 2.3 % on average (approx_distinct)',
    patterns: 'all',
    times: 'timestamp, timestamp with time zone, date',
  },
  databricks: {
    versions: 'Databricks Runtime 13.3',
    exactQuantile: 'aggregate',
    approximateQuantile: 'rank error at most 0.01 %; a value that occurs (approx_percentile)',
    approximateDistinct: 'HyperLogLog++, 5 % (approx_count_distinct)',
    patterns: 'all',
    times: 'TIMESTAMP, TIMESTAMP_NTZ, DATE',
  },
};

/** The values, where a pattern is nothing but values joined by `|` (perhaps in one group); else undefined. */
export function literalAlternatives(pattern: string): readonly string[] | undefined {
  const inner = /^\((?:\?:)?((?:[^()\\]|\\.)*)\)$/.exec(pattern)?.[1] ?? pattern;
  if (!/^(?:[^\\.^$*+?()[\]{}]|\\[^A-Za-z0-9])*$/.test(inner)) {
    return undefined;
  }
  const values = [''];
  for (const [token] of inner.matchAll(/\\?[\s\S]/g)) {
    if (token === '|') {
      values.push('');
    } else {
      values[values.length - 1] += token.length === 2 ? token[1] : token;
    }
  }
  return values;
}
