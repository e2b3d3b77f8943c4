import type { Compare } from '../calendar';
import type { EventKind } from '../definition/types';
import type { View } from '../plan/query';
import type { Severity } from '../diagnostics';

/** `json`: texts that are JSON; hosts hand them on as what they say. */
export type FieldType = 'time' | 'number' | 'string' | 'boolean' | 'json';

/** `time` values are UTC epoch ms. Missing is null, never NaN and never 0. */
export interface ResultField {
  readonly name: string;
  readonly type: FieldType;
  /** Definition unit (`ratio`, `count`, `seconds`, `currency:EUR` …); hosts map it to Grafana's unit ids. */
  readonly unit?: string;
  readonly displayName?: string;
  readonly description?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly values: ReadonlyArray<number | string | boolean | null>;
}

export interface ResultFrame {
  readonly name: string;
  readonly fields: readonly ResultField[];
  /** Grafana dataplane type of the frame. */
  readonly type: 'table' | 'numeric-multi' | 'timeseries-multi';
  /** What the number means, for pictures: see `FunnelMeta`, `ValueMeta`. Plain data. */
  readonly meta?: Readonly<Record<string, unknown>>;
}

export interface Notice {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly hint?: string;
  readonly source?: string;
  readonly kpi?: string;
}

/** `ok`: all there. `partial`: some source or KPI failed, the rest is shown. `nodata`: answered, but nothing in it. `error`: nothing to show. */
export type Status = 'ok' | 'partial' | 'nodata' | 'error';

export interface Result {
  /** The KPI's name; several joined by a comma. */
  readonly kpi: string;
  readonly view: View;
  readonly status: Status;
  readonly frames: readonly ResultFrame[];
  readonly notices: readonly Notice[];
  /** Upstream requests sent for it. */
  readonly requests: number;
}

/** The earlier period of a comparison, UTC epoch ms. */
export interface ComparedMeta {
  readonly compare: Compare;
  readonly fromMs: number;
  readonly toMs: number;
}

/** `meta` of the frames of value, breakdown, series and alert: whose number it is, and for when. */
export interface ValueMeta {
  readonly view: View;
  readonly kpi: string;
  readonly displayName: string;
  readonly unit: string;
  readonly area: string;
  /** Names of the segment fields or labels, in order. */
  readonly by: readonly string[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly timeZone: string;
  readonly version: number;
  readonly owner: { readonly team: string; readonly contact?: string };
  readonly links: ReadonlyArray<{ readonly title: string; readonly url: string }>;
  readonly runbook?: string;
  /** Value, breakdown and series with `compare`. */
  readonly compared?: ComparedMeta;
  /** Breakdown with `other` only: index of the row that holds the rest; absent where there is none. To be shown as “Other”. */
  readonly otherRow?: number;
  /** Breakdown with `compare` only: the KPI over all segments, shown or not; contributions add up to its change. */
  readonly whole?: { readonly value: number | null; readonly previous: number | null; readonly change: number | null };
  /** Series only. */
  readonly grain?: string;
  readonly firstIsWhole?: boolean;
  /** Series only: time of the first bucket at the end that is cut or still open; null where all are complete. */
  readonly incompleteFromMs?: number | null;
  /** Derived KPIs only: what the numbers are made of. */
  readonly expression?: string;
  readonly inputs?: readonly InputMeta[];
  /** Alert only. */
  readonly threshold?: string;
  readonly bound?: string;
  readonly direction?: 'below' | 'above';
  /** Alert on objectives only: the condition that governs the number. */
  readonly governing?: {
    readonly objective: string;
    readonly condition: ConditionMeta;
    readonly longBurn: number | null;
    readonly shortBurn: number | null;
    /** Money an hour at the short window's burn; null without a price. */
    readonly costPerHour: number | null;
  };
}

/**
 * View `retention`: one frame, a row a cohort, segment and point: `cohort` (time), segments…, `size`, `day` (periods after the start), `retained`,
 * `rate`. The last two are null while the period is not over for the whole cohort.
 */
export interface RetentionMeta extends ValueMeta {
  readonly view: 'retention';
  readonly period: '1d' | '1w' | '1M';
  readonly meaning: 'on' | 'onOrAfter' | 'within';
  readonly clock: 'calendar' | 'rolling';
  readonly first: 'ever' | 'inRange';
  /** Length of the cohorts. */
  readonly cohort: string;
  /** The values of `day`. */
  readonly points: readonly number[];
  readonly firstIsWhole: boolean;
  readonly lastIsWhole: boolean;
  /** For each point the start of the first cohort that is not old enough; null where all are. */
  readonly immatureFromMs: ReadonlyArray<number | null>;
}

/** An input of a derived KPI, its values in the order of the frame's rows; null where it has none, or may not be told. */
export interface InputMeta {
  /** Its name in the expression. */
  readonly as: string;
  readonly kpi: string;
  readonly displayName: string;
  readonly unit: string;
  readonly absentIs: 'gap' | 'zero';
  readonly values: ReadonlyArray<number | null>;
}

/** `meta` of a funnel frame: the rule in words a header can print. */
export interface FunnelMeta {
  readonly view: 'funnel';
  readonly funnel: string;
  readonly displayName: string;
  readonly type: 'actor' | 'aggregate';
  readonly entry?: 'first' | 'any';
  readonly order?: 'ordered' | 'strict' | 'any';
  readonly ties?: 'strict' | 'loose';
  readonly window?: string;
  readonly windowMs?: number;
  /** Display names of all steps as they are defined; of `order: any` the field `step` says "any 2 of 3" instead. */
  readonly steps?: readonly string[];
  /** Display names of the optional ones. */
  readonly optional?: readonly string[];
  /** Sentences: what order, limits, exclusions and held columns mean here. Empty where nothing but the usual holds. */
  readonly rules?: readonly string[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly timeZone: string;
  /** Names of the segment fields, in order. */
  readonly by: readonly string[];
  /** Entries that have not finished but still may (their window is not over); 0 = mature. Null for aggregate. */
  readonly openEntries: number | null;
  readonly compared?: { readonly fromMs: number; readonly toMs: number };
  readonly owner: { readonly team: string; readonly contact?: string };
  readonly links: ReadonlyArray<{ readonly title: string; readonly url: string }>;
  readonly runbook?: string;
  readonly unit: string;
}

/** A condition of a policy as it applies to one objective. */
export interface ConditionMeta {
  readonly severity: 'page' | 'ticket';
  readonly long: string;
  readonly longMs: number;
  readonly short: string;
  readonly shortMs: number;
  /** Burn rate that both windows must exceed; exact decimal, and as a number. */
  readonly factor: string;
  readonly threshold: number;
  /** Share of the budget that is gone after `long` at that rate. */
  readonly budgetShare: number;
}

/** An objective as pictures tell it. */
export interface ObjectiveMeta {
  readonly name: string;
  readonly displayName: string;
  readonly target: string;
  readonly method: 'Occurrences' | 'Timeslices' | 'RatioTimeslices';
  /** The window that holds the end of the range. Rolling: [to − duration, to). Calendar: its whole, also what is still to come. */
  readonly window: {
    readonly rolling: boolean;
    readonly duration: string;
    readonly fromMs: number;
    readonly toMs: number;
    readonly timeZone: string;
  };
  readonly sliceWindow?: string;
  readonly good?: { readonly op: 'lt' | 'lte' | 'gt' | 'gte'; readonly bound: string };
  readonly absentIs: 'gap' | 'good' | 'bad';
  readonly coverageFloor: number;
  readonly policy?: { readonly name: string; readonly displayName: string; readonly reference?: string };
  readonly conditions: readonly ConditionMeta[];
  /** Sentences: conditions of the policy that can never fire, or would fire on a kept promise, and were left out. */
  readonly leftOut: readonly string[];
  readonly consequences: ReadonlyArray<{ readonly below: number; readonly then: string }>;
  /** Highest burn rate there can be: 1 / (1 − target). */
  readonly maxBurn: number;
  /** Exclusions that lie in the window, with how much of it they take. */
  readonly exclusions: ReadonlyArray<{
    readonly name: string;
    readonly treatAs: 'removed' | 'good';
    readonly reason?: string;
    readonly minutes: number;
  }>;
}

/** State of a budget, worst first. `frozen`: too little was measured to say. */
export const BUDGET_STATES = ['exhausted', 'page', 'ticket', 'frozen', 'burning', 'ok'] as const;
export type BudgetState = (typeof BUDGET_STATES)[number];

/**
 * View `budget`: one frame a KPI, a row for each objective (and segment), worst first. Fields: segments…, then
 * `objective` (name), `target`, `sli`, `budget` (= 1 − target, a share), `consumed`, `remaining` (= 1 − consumed, below 0 where
 * overspent), `burnRate` (the present one: over the last hour), `exhaustsAt` (time; null where never at this pace, or over already), `badCost` (money spent),
 * `state` (BudgetState), `then` (the consequence that applies, text or null), `elapsed` (share of the window that is over; 1 for rolling), `pace`
 * (consumed / elapsed), `coverage`, `totalEvents`, `badEvents`, `allowedEvents` (slices where slices are budgeted), `allowedMinutes`, `spentMinutes`,
 * `allowedCost`, `costPerHour` (at the present burn). Null where it cannot be known: all of them but target and budget in state `frozen`
 * with nothing observed; money without a `valuePerUnit`.
 */
export interface BudgetMeta extends ValueMeta {
  readonly view: 'budget';
  /** ISO 4217; absent where nothing has a price. */
  readonly currency?: string;
  readonly decisionPolicy?: string;
  /** Data up to here is complete. */
  readonly freshMs: number;
  /** End of what was reckoned: now, or the range's end. */
  readonly asOfMs: number;
  readonly objectives: readonly ObjectiveMeta[];
  /** A row's burn-down within its window: share of the budget left at each time. Some 30 points. */
  readonly sparks: ReadonlyArray<{
    readonly times: readonly number[];
    readonly remaining: ReadonlyArray<number | null>;
  }>;
}

export interface BurnSpan {
  readonly kind: 'page' | 'ticket' | 'exclusion' | 'gap' | 'suppressed';
  readonly fromMs: number;
  readonly toMs: number;
  /** For people: `14.4× · 1h and 5m`, `nightly batch (removed)`, `no data`. */
  readonly label: string;
  /** Page and ticket: index in `objective.conditions`. */
  readonly condition?: number;
  readonly treatAs?: 'removed' | 'good';
  /** It holds still at the end of the range. */
  readonly ongoing: boolean;
}

/**
 * View `burn`: for each objective (and segment) two frames. First `time` and a `value` field a window, label `window` (`5m` … `30d`; segments are
 * labels too): how many times as fast as sustainable the budget is spent, over the window that ends at `time`; null where nothing was
 * measured. Then, named `… remaining`, `time`, `remaining` (of the objective's window that holds `time`), `ideal` (even spending), `bad`
 * and `total` (events since the row before), `costPerHour` (at the burn of the last hour; null without a price).
 * A time is the end of its bucket.
 */
export interface BurnMeta extends ValueMeta {
  readonly view: 'burn';
  /** Which of the two frames. */
  readonly part: 'burn' | 'remaining';
  readonly currency?: string;
  readonly decisionPolicy?: string;
  readonly freshMs: number;
  readonly objective: ObjectiveMeta;
  /** Ascending by length. */
  readonly windows: ReadonlyArray<{ readonly window: string; readonly ms: number }>;
  readonly spans: readonly BurnSpan[];
  readonly events: ReadonlyArray<{
    readonly atMs: number;
    readonly kind: EventKind;
    readonly label: string;
    readonly service?: string;
    readonly version?: string;
    readonly link?: string;
    /** Of what has a length; null: it still goes on. */
    readonly endMs?: number | null;
  }>;
}
