/**
 * The state machine every host drives:
 *
 *   planQuery(definitions, query, context, store?) -> Outcome<Step>
 *   advance(step.plan, responses, store?)           -> Step
 *
 * until `done`. A Plan is frozen plain data (printable, comparable, JSON-safe). Nothing awaits, nothing reads a clock.
 */
import type { Diagnostic, Outcome } from '../diagnostics';
import type { DefinitionSet } from '../definition/types';
import type { Result } from '../results/types';
import type { SliceStore } from '../slices/types';
import type { KpiQuery, QueryContext } from './query';
import type { UpstreamRequest, UpstreamResponse } from './request';

export interface Plan {
  readonly version: 1;
  readonly query: KpiQuery;
  readonly context: QueryContext;
  readonly fingerprint: string;
  /** Everything that will be asked in this round. */
  readonly requests: readonly UpstreamRequest[];
  /** How the answers become the result; owned by src/kpi/plan, opaque to hosts. */
  readonly work: unknown;
  readonly diagnostics: readonly Diagnostic[];
}

export type Step =
  | { readonly done: false; readonly plan: Plan; readonly requests: readonly UpstreamRequest[] }
  | { readonly done: true; readonly result: Result };

export type PlanQuery = (
  definitions: DefinitionSet,
  query: KpiQuery,
  context: QueryContext,
  store?: SliceStore
) => Outcome<Step>;

export type Advance = (
  definitions: DefinitionSet,
  plan: Plan,
  responses: readonly UpstreamResponse[],
  store?: SliceStore
) => Step;
