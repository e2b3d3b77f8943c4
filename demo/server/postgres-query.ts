/** One query of the PostgreSQL source, on PGlite. */
import type { PgliteStore } from '../stores/pglite';
import { tableFrame, type WireResult } from './frames';
import { interpolateSql } from './macros';
import { QueryError, type DataSourceQuery, type Range } from './request';

/** Grafana's `dataproxy.row_limit`. */
export const ROW_LIMIT = 1_000_000;

/** @throws QueryError in PostgreSQL's own words */
export async function runPostgresQuery(store: PgliteStore, query: DataSourceQuery, range: Range): Promise<WireResult> {
  if (typeof query.rawSql !== 'string' || query.rawSql.trim() === '') {
    throw new QueryError('query has no rawSql', 'downstream');
  }
  if (query.format !== 'table' && query.format !== 1) {
    throw new QueryError(
      `The workbench answers "format": "table" only, not ${JSON.stringify(query.format ?? 'time_series')}.`,
      'plugin'
    );
  }
  const sql = interpolateSql(query.rawSql, range, query.intervalMs ?? 1000);
  let answer;
  try {
    answer = await store.select(sql);
  } catch (error) {
    const { code, message, severity } = error as { code?: string; message?: string; severity?: string };
    const state = code ? ` (SQLSTATE ${code})` : '';
    throw new QueryError(`db query error: ${severity ?? 'ERROR'}: ${message ?? String(error)}${state}`, 'downstream');
  }
  const cut = answer.rows.length > ROW_LIMIT;
  const kept = cut ? { ...answer, rows: answer.rows.slice(0, ROW_LIMIT) } : answer;
  const notices = cut ? [`Results have been limited to ${ROW_LIMIT} because the SQL row limit was reached`] : [];
  return { status: 200, frames: [tableFrame(query.refId, sql, kept, notices)] };
}
