/** A postmortem as data: what happened, in numbers. Times are UTC epoch ms; missing is null. */
import type { EffectVerdict, EventKind } from '../results/types-events';
import type { Notice } from '../results/types';

/** What the report is about. */
export interface Incident {
  readonly title: string;
  readonly fromMs: number;
  /** End of what is looked at; where the incident is still going on, the time of the report. */
  readonly toMs: number;
  readonly ongoing: boolean;
  readonly id?: string;
  readonly service?: string;
  readonly severity?: string;
  readonly link?: string;
  readonly team?: string;
}

/** A number with its interval of 95 %, which is safe to look at at any time. */
export interface Estimate {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** What the incident's time did to a KPI, or to one segment of it. */
export interface Effect {
  readonly verdict: EffectVerdict;
  /** Of the KPI, in its unit. */
  readonly before: number | null;
  readonly during: number | null;
  readonly expected: number | null;
  readonly change: Estimate;
  /** What is missing against the expectation: good events of a ratio, events or money of a count or sum. Below 0: won. */
  readonly lost: Estimate;
  /** The same as money; null without a price. */
  readonly cost: Estimate;
  /** Events (denominator, or count) in the time. */
  readonly events: number | null;
}

export interface SegmentEffect extends Effect {
  /** Its value; null where the store had none. */
  readonly value: string | null;
  /** Of all that was lost in this dimension; null where nothing was, or it cannot be said. */
  readonly share: number | null;
}

export interface SegmentTable {
  readonly segment: string;
  readonly displayName: string;
  /** Most lost first. */
  readonly rows: readonly SegmentEffect[];
  /** Whether the values moved apart, in words; empty where it cannot be said. */
  readonly divergence: string;
}

/** A stretch in which a page or a ticket of the KPI held. */
export interface AlertStretch {
  readonly severity: 'page' | 'ticket';
  readonly fromMs: number;
  readonly toMs: number;
  readonly ongoing: boolean;
  readonly label: string;
}

/** What the incident's time took of an objective's budget. */
export interface BudgetSpent {
  readonly objective: string;
  readonly displayName: string;
  readonly target: string;
  readonly window: string;
  /** Failed and all events (or slices) in the incident's time. */
  readonly bad: number | null;
  readonly total: number | null;
  /** Share of the window's budget that went in that time. */
  readonly spent: number | null;
  /** Of the budget, at the end of what is looked at; below 0 where overspent. */
  readonly remaining: number | null;
}

/** A line: `values[i]` is of the bucket that starts at `times[i]`. */
export interface Timeline {
  readonly times: readonly number[];
  readonly values: ReadonlyArray<number | null>;
  /** The same hours of the week before; null where there is none. */
  readonly usual: ReadonlyArray<number | null>;
  readonly grain: string;
}

export interface KpiReport {
  readonly kpi: string;
  readonly displayName: string;
  readonly unit: string;
  readonly currency?: string;
  readonly timeZone: string;
  readonly better: 'higher' | 'lower';
  readonly owner: { readonly team: string; readonly contact?: string };
  readonly runbook?: string;
  readonly timeline: Timeline | null;
  readonly effect: Effect | null;
  /** `the same hours of 4 Wednesdays before`; null where it is not known. */
  readonly control: string | null;
  readonly method: readonly string[];
  readonly segments: readonly SegmentTable[];
  readonly alerts: readonly AlertStretch[];
  readonly budget: BudgetSpent | null;
  /** When its line left what was to be expected, and when it came back for good. Only where the effect is sure. */
  readonly left: number | null;
  readonly returned: number | null;
}

/** A moment, who or what it is known from, and how long after the incident's start. */
export interface Moment {
  readonly atMs: number;
  readonly words: string;
  readonly afterMs: number;
}

export interface NearbyEvent {
  readonly atMs: number;
  readonly endMs: number | null;
  readonly kind: EventKind;
  readonly title: string;
  readonly service?: string;
  readonly version?: string;
  readonly environment?: string;
  readonly author?: string;
  readonly team?: string;
  readonly link?: string;
}

/** An alert of the stores (ALERTS) or an incident that was kept. */
export interface FiredAlert {
  readonly atMs: number;
  readonly endMs: number | null;
  readonly title: string;
  readonly kind: string;
  readonly severity?: string;
  readonly service?: string;
  readonly link?: string;
}

/** Which KPI's loss stands for the incident's, and why. */
export interface Loss {
  readonly kpi: string;
  readonly displayName: string;
  readonly unit: string;
  readonly currency?: string;
  readonly lost: Estimate;
  readonly cost: Estimate;
  /** Sentences. */
  readonly why: readonly string[];
}

export interface ReportModel {
  readonly schema: 'plumbline/report/v1';
  readonly incident: Incident;
  readonly timeZone: string;
  /** When it was written. */
  readonly madeMs: number;
  /** Sentences to begin with. */
  readonly summary: readonly string[];
  readonly detected: Moment | null;
  readonly recovered: Moment | null;
  readonly loss: Loss | null;
  readonly kpis: readonly KpiReport[];
  /** Ascending by time. */
  readonly nearby: readonly NearbyEvent[];
  readonly fired: readonly FiredAlert[];
  /** What is doubtful, each sentence once. */
  readonly doubts: ReadonlyArray<Pick<Notice, 'code' | 'severity' | 'message' | 'hint'>>;
}
