/** The corpus: one case, its text in every dialect, and the rows it gives. Only tests import this folder. */
import type { SqlDialect } from '../../definition/types';
import type { Code } from '../../diagnostics';
import {
  buildExperiment,
  buildFunnel,
  buildRetention,
  buildRows,
  buildSlices,
  buildSpans,
  buildTraces,
  buildValues,
} from '../index';
import type {
  ExperimentQuery,
  FunnelQuery,
  RetentionQuery,
  RowsQuery,
  SliceQuery,
  SpansQuery,
  TracesQuery,
  ValuesQuery,
} from '../types';

/** The texts of these cases are in `golden/DIALECT.sql`, all in one file; `vitest -u` writes them anew, for a person to review. */
export const GOLDEN = { golden: true } as const;

/** The statement, or where it is; or the code with which the dialect refuses just this. */
export type Expected = string | typeof GOLDEN | { readonly refused: Code };

export type CaseQuery =
  | { readonly build: 'slices'; readonly query: Omit<SliceQuery, 'dialect'> }
  | { readonly build: 'funnel'; readonly query: Omit<FunnelQuery, 'dialect'> }
  | { readonly build: 'experiment'; readonly query: Omit<ExperimentQuery, 'dialect'> }
  | { readonly build: 'retention'; readonly query: Omit<RetentionQuery, 'dialect'> }
  | { readonly build: 'rows'; readonly query: Omit<RowsQuery, 'dialect'> }
  | { readonly build: 'traces'; readonly query: Omit<TracesQuery, 'dialect'> }
  | { readonly build: 'spans'; readonly query: Omit<SpansQuery, 'dialect'> }
  | { readonly build: 'values'; readonly query: Omit<ValuesQuery, 'dialect'> };

export function buildCase(of: CaseQuery, dialect: SqlDialect) {
  switch (of.build) {
    case 'slices':
      return buildSlices({ ...of.query, dialect });
    case 'funnel':
      return buildFunnel({ ...of.query, dialect });
    case 'experiment':
      return buildExperiment({ ...of.query, dialect });
    case 'retention':
      return buildRetention({ ...of.query, dialect });
    case 'rows':
      return buildRows({ ...of.query, dialect });
    case 'traces':
      return buildTraces({ ...of.query, dialect });
    case 'spans':
      return buildSpans({ ...of.query, dialect });
    case 'values':
      return buildValues({ ...of.query, dialect });
  }
}

export interface SqlCase {
  readonly name: string;
  readonly of: CaseQuery;
  /** Every dialect must be named: one that is forgotten does not compile. */
  readonly text: Readonly<Record<SqlDialect, Expected>>;
  /** What it gives on EVENTS, in any order, on every dialect that runs it. */
  readonly rows: ReadonlyArray<Readonly<Record<string, string | number | null>>>;
}

/** Dialects whose texts are in golden files. */
export const REST = {
  mysql: GOLDEN,
  mssql: GOLDEN,
  clickhouse: GOLDEN,
  bigquery: GOLDEN,
  snowflake: GOLDEN,
  redshift: GOLDEN,
  trino: GOLDEN,
  databricks: GOLDEN,
} as const;

const at = (time: string) => Date.parse(`2026-01-01T${time}Z`);
export const DAY_START = at('00:00:00');
export const DAY_END = DAY_START + 24 * 3_600_000;

const event = (
  who: string | null,
  time: string,
  page: string,
  device: string | null,
  amount: number | null,
  ok: boolean | null
) => ({
  ...{ at: at(time), who, page, device, amount, ok },
});

/** Mixpanel's worked example is ann: A 13:00, A 13:30, B 13:45, C 14:15 (docs.mixpanel.com, funnels-advanced). */
export const EVENTS = [
  event('ann', '13:00:00', 'A', 'mobile', null, null),
  event('ann', '13:30:00', 'A', 'desktop', null, null),
  event('ann', '13:45:00', 'B', 'desktop', null, null),
  event('ann', '14:15:00', 'C', 'desktop', 10, true),
  event('bob', '10:00:00', 'A', null, null, false),
  event('bob', '11:00:00', 'B', null, null, false), // exactly the window
  event('bob', '11:00:00', 'B', null, 2.5, null), // twice
  event('cyd', '23:59:59.999', 'A', 'Mobile', 0.5, true),
  event(null, '12:00:00', 'A', 'mobile', 100, true),
];
export const EVENT_COLUMNS = {
  at: 'timestamptz',
  who: 'text',
  page: 'text',
  device: 'text',
  amount: 'double',
  ok: 'boolean',
} as const;
