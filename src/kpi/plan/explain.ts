import type { Dialect } from '../definition/types';
import type { UpstreamRequest } from './request';
import type { Plan } from './types';

/** One request as people may read it. Instants are UTC epoch ms; `stepMs` is the length of a slice. */
export interface ExplainedRequest {
  readonly id: string;
  readonly source: string;
  readonly dialect: Dialect;
  readonly mode: UpstreamRequest['mode'];
  readonly purpose: string;
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly stepMs: number;
}

/** What a plan will ask, in order; empty where the store holds all of it. */
export function explain(plan: Plan): readonly ExplainedRequest[] {
  return plan.requests.map(({ id, source, dialect, mode, purpose, text, startMs, endMs, stepMs }) => ({
    id,
    source,
    dialect,
    mode,
    purpose,
    text,
    startMs,
    endMs,
    stepMs,
  }));
}
