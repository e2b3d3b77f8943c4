/** The request of `/api/ds/query`, read with care. */

export interface Range {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface DataSourceQuery {
  readonly refId: string;
  readonly datasource?: { readonly uid?: string; readonly type?: string };
  readonly intervalMs?: number;
  readonly maxDataPoints?: number;
  readonly [field: string]: unknown;
}

/** A fault of one query; the others of the call are not touched. */
export class QueryError extends Error {
  constructor(
    message: string,
    readonly source: 'downstream' | 'plugin',
    readonly status = 400
  ) {
    super(message);
  }
}

/** A fault of the whole call, in Grafana's words. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly messageId?: string
  ) {
    super(message);
  }
}

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_536_000_000,
};

/** `15s`, `1h30m`, a plain number of seconds. Undefined for anything else. */
export function parseInterval(text: string): number | undefined {
  if (/^\d+(\.\d+)?$/.test(text)) {
    return Number(text) * 1000;
  }
  const parts = [...text.matchAll(/(\d+)(ms|[smhdwy])/g)];
  if (parts.length === 0 || parts.map((part) => part[0]).join('') !== text) {
    return undefined;
  }
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * UNITS[unit], 0);
}

/** Epoch milliseconds as text or number, RFC 3339, `now` and `now-6h`. */
export function parseInstant(value: unknown, nowMs: number): number | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) {
    return value;
  }
  if (typeof value !== 'string') {
    return undefined;
  }
  if (/^-?\d+$/.test(value)) {
    return Number(value);
  }
  const relative = /^now(?:([+-])(\w+))?$/.exec(value);
  if (relative) {
    const offset = relative[2] === undefined ? 0 : parseInterval(relative[2]);
    return offset === undefined ? undefined : nowMs + (relative[1] === '-' ? -offset : offset);
  }
  const parsed = Date.parse(value);
  return Number.isNaN(parsed) ? undefined : parsed;
}

export interface QueryCall {
  readonly range: Range;
  readonly queries: readonly DataSourceQuery[];
}

/** @throws HttpError 400 as Grafana words it */
export function readQueryCall(body: unknown, nowMs: number): QueryCall {
  const { from, to, queries } = (body ?? {}) as { from?: unknown; to?: unknown; queries?: unknown };
  if (!Array.isArray(queries) || queries.length === 0) {
    throw new HttpError(400, 'No queries found', 'query.noQueries');
  }
  const fromMs = parseInstant(from ?? 'now-1h', nowMs);
  const toMs = parseInstant(to ?? 'now', nowMs);
  if (fromMs === undefined || toMs === undefined || fromMs > toMs) {
    throw new HttpError(400, 'Time range is invalid', 'query.invalidTimeRange');
  }
  const seen = new Set<string>();
  for (const query of queries as Array<Partial<DataSourceQuery>>) {
    if (typeof query !== 'object' || query === null || typeof query.datasource?.uid !== 'string') {
      throw new HttpError(400, 'Query does not contain a valid data source identifier', 'query.invalidDatasourceId');
    }
    const refId = typeof query.refId === 'string' ? query.refId : 'A';
    if (seen.has(refId)) {
      throw new HttpError(400, `Multiple queries using the same RefId: ${refId}`, 'query.duplicateRefId');
    }
    seen.add(refId);
  }
  return {
    range: { fromMs, toMs },
    queries: (queries as DataSourceQuery[]).map((query) => ({ ...query, refId: query.refId ?? 'A' })),
  };
}
