import type { DefinitionSet, KpiQuery, QueryContext, Result, UpstreamRequest, UpstreamResponse } from '../kpi';
import type { SliceStore } from '../kpi/slices/types';

/**
 * Sends requests in parallel and answers each one; never rejects for an upstream fault (that is an `ok: false` response naming
 * the source), only for an abort. May answer fewer round trips than requests (batching, coalescing).
 */
export interface Transport {
  /** True where it joins requests itself (of several queries at once, say): then it is handed the single ones. */
  readonly joins?: true;
  send(requests: readonly UpstreamRequest[], signal: AbortSignal): Promise<readonly UpstreamResponse[]>;
}

/** Drives planQuery/advance with a transport until there is a result. Implemented in ./run.ts, shared by browser and direct hosts. */
export type RunQuery = (
  definitions: DefinitionSet,
  query: KpiQuery,
  context: QueryContext,
  transport: Transport,
  options?: { readonly store?: SliceStore; readonly signal?: AbortSignal }
) => Promise<Result>;
