import type { ColumnFrame, UpstreamRequest } from '../../kpi';

export interface DriverAnswer {
  readonly frames: readonly ColumnFrame[];
  readonly warnings?: readonly string[];
}

/** One store, opened lazily. `run` throws an UpstreamFault; it stops the work in the store when `signal` aborts, where the store can. */
export interface Driver {
  run(request: UpstreamRequest, signal: AbortSignal): Promise<DriverAnswer>;
  close(): Promise<void>;
}

/** Longest that one request may take, ms; below Grafana's own 30 s so that the answer still arrives. */
export const DEADLINE_MS = 25_000;

/** Most bytes (decompressed) that one answer may have. */
export const RESPONSE_LIMIT_BYTES = 32 * 1024 * 1024;
