/** `/api/ds/query` as far as Plumbline uses it: several queries a call, each with its own answer or error. */
import type { PgliteStore } from '../stores/pglite';
import type { WireResult } from './frames';
import { runPostgresQuery } from './postgres-query';
import { runPrometheusQuery } from './prometheus-query';
import { HttpError, QueryError, type DataSourceQuery, type QueryCall, type Range } from './request';

export interface DataSourceSettings {
  readonly uid: string;
  readonly name: string;
  readonly type: string;
  readonly jsonData: Readonly<Record<string, unknown>>;
}

/** How a data source answers one query. */
export type QueryRunner = (query: DataSourceQuery, range: Range, signal: AbortSignal) => Promise<WireResult>;

export interface WorkbenchSource extends DataSourceSettings {
  /** Without one the source is only listed. */
  readonly run?: QueryRunner;
}

export function postgresSource(uid: string, name: string, store: PgliteStore): WorkbenchSource {
  return {
    uid,
    name,
    type: 'grafana-postgresql-datasource',
    jsonData: { database: 'postgres', postgresVersion: 1700 },
    run: (query, range) => runPostgresQuery(store, query, range),
  };
}

export function prometheusSource(uid: string, name: string, url: string, timeInterval = '15s'): WorkbenchSource {
  return {
    uid,
    name,
    type: 'prometheus',
    jsonData: { httpMethod: 'POST', timeInterval, prometheusType: 'Prometheus' },
    run: (query, range, signal) => runPrometheusQuery({ url, timeInterval }, query, range, signal),
  };
}

export interface QueryAnswer {
  /** 200; with a failed query 400, or 207 where Grafana's `datasourceQueryMultiStatus` is on. */
  readonly status: number;
  readonly body: { readonly results: Readonly<Record<string, WireResult>> };
}

/** @throws HttpError 404 for a data source that nobody knows: then nothing at all is answered, as in Grafana */
export async function runQueries(
  sources: ReadonlyMap<string, WorkbenchSource>,
  call: QueryCall,
  options: { readonly multiStatus?: boolean; readonly signal: AbortSignal }
): Promise<QueryAnswer> {
  for (const query of call.queries) {
    if (!sources.has(query.datasource?.uid ?? '')) {
      throw new HttpError(404, 'Data source not found');
    }
  }
  const results: Record<string, WireResult> = {};
  await Promise.all(
    call.queries
      .filter((query) => query.hide !== true)
      .map(async (query) => {
        results[query.refId] = await runOne(sources.get(query.datasource!.uid!)!, query, call.range, options.signal);
      })
  );
  const failed = Object.values(results).some((result) => result.error !== undefined);
  return { status: failed ? (options.multiStatus ? 207 : 400) : 200, body: { results } };
}

async function runOne(
  source: WorkbenchSource,
  query: DataSourceQuery,
  range: Range,
  signal: AbortSignal
): Promise<WireResult> {
  try {
    if (!source.run) {
      throw new QueryError(`The workbench has no backend for ${source.type}: it runs in the browser.`, 'plugin', 501);
    }
    return await source.run(query, range, signal);
  } catch (error) {
    if (error instanceof QueryError) {
      return { error: error.message, errorSource: error.source, status: error.status };
    }
    return { error: error instanceof Error ? error.message : String(error), errorSource: 'plugin', status: 500 };
  }
}
