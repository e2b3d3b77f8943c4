/** What the views budget, burn and alert are given: each objective with an account of its good and bad, a segment at a time. */
import { errorBudget, type Subject } from '../alerting';
import type { EventsDefinition, KpiDefinition, Objective } from '../definition/types';
import type { Diagnostic } from '../diagnostics';
import type { Account, BudgetWindow, Excluded } from '../slo';
import type { ConditionMeta } from './types';
import type { EventRecord } from './types-events';

export interface EventsAnswer {
  readonly definition: EventsDefinition;
  /** Ascending by time. */
  readonly events: readonly EventRecord[];
}

export interface SegmentAccount {
  /** In the order of `by`; null where the store had no value. */
  readonly values: ReadonlyArray<string | null>;
  /** Null where nothing can be said: the good events were never seen, or too few stand behind it. */
  readonly account: Account | null;
  readonly suppressed: boolean;
  /** Events in a stretch, where the KPI protects small groups: fewer than its `minCohort` are not shown. */
  readonly eventsOf?: (fromMs: number, toMs: number) => number;
}

/** Whether a stretch holds too few events to be shown. */
export function isSmall({ minCohort }: KpiDefinition, segment: SegmentAccount, fromMs: number, toMs: number): boolean {
  return segment.eventsOf !== undefined && segment.eventsOf(fromMs, toMs) < minCohort;
}

export interface ExcludedTime extends Excluded {
  readonly name: string;
  readonly reason?: string;
}

export interface ObjectiveAnswer {
  readonly objective: Objective;
  readonly conditions: readonly ConditionMeta[];
  /** Why conditions of its policy were left out. */
  readonly leftOut: readonly Diagnostic[];
  /** Highest burn rate that there can be. */
  readonly maxBurn: number;
  readonly windows: ReadonlyArray<{ readonly window: string; readonly ms: number }>;
  readonly segments: readonly SegmentAccount[];
  /** Sorted by their start. */
  readonly excluded: readonly ExcludedTime[];
  /** Slices that end by then do not change any more. */
  readonly closedMs: number;
}

export interface ObjectivesAnswer {
  readonly kpi: KpiDefinition;
  readonly by: readonly string[];
  /** Burn: the timeline. Else only the end counts. */
  readonly fromMs: number;
  readonly atMs: number;
  readonly limit: number;
  readonly severity?: 'page' | 'ticket';
  /** Points of a timeline are so far apart, ms. */
  readonly stepMs: number;
  readonly objectives: readonly ObjectiveAnswer[];
  /** By the name of their definition. */
  readonly events: ReadonlyMap<string, EventsAnswer>;
  readonly policyOf: (
    name: string
  ) => { readonly name: string; readonly displayName: string; readonly reference?: string } | undefined;
  readonly windowOf: (objective: Objective, atMs: number) => BudgetWindow;
  readonly said: readonly Diagnostic[];
}

/** An account as the verdict asks for it. */
export function subjectOf({ objective, conditions }: ObjectiveAnswer, account: Account): Subject {
  return {
    account,
    share: errorBudget(objective.target),
    conditions,
    coverageFloor: objective.absentIs === 'gap' ? Number(objective.coverageFloor) : 0,
    minimumEvents: objective.minimumEvents,
    minimumFailures: objective.minimumFailures,
  };
}
