/**
 * Definitions as the rest of Plumbline sees them: parsed, validated, defaults filled in, frozen.
 * The YAML form is described in docs/reference/definitions.md and by schema/plumbline-v1.schema.json.
 */
import type { Calendar, Grain } from '../calendar';
import type { Place } from '../diagnostics';
import type { Mask } from './form-samples';

export const SQL_DIALECTS = [
  'postgres',
  'mysql',
  'mssql',
  'sqlite',
  'duckdb',
  'clickhouse',
  'bigquery',
  'snowflake',
  'redshift',
  'trino',
  'databricks',
] as const;
export type SqlDialect = (typeof SQL_DIALECTS)[number];
/** `grafana`: the annotations of the Grafana itself, which only Events are read from. */
export type Dialect = 'prometheus' | 'grafana' | SqlDialect;

/** A named Grafana data source and its dialect. */
export interface SourceDefinition {
  readonly kind: 'Source';
  readonly name: string;
  readonly place: Place;
  readonly dialect: Dialect;
  /** The Grafana data source that runs the requests; `type` is its plugin id, where the default for the dialect is not it. */
  readonly grafana?: { readonly uid: string; readonly type?: string };
  /** How late an event may arrive, ms; slices younger than this are open. Default 10 min for SQL, 1 min for Prometheus. */
  readonly latenessMs: number;
  /** Prometheus only, ms; default 15 s. */
  readonly scrapeIntervalMs: number;
}

export type Scalar = string | number | boolean;

/** A condition on fields (SQL columns or Prometheus labels). Lists are ANDed by whoever holds them. */
export type Condition =
  | { readonly op: 'is' | 'not'; readonly field: string; readonly value: Scalar }
  | { readonly op: 'in' | 'notIn'; readonly field: string; readonly values: readonly Scalar[] }
  | { readonly op: 'lt' | 'lte' | 'gt' | 'gte'; readonly field: string; readonly value: number | string }
  | { readonly op: 'present'; readonly field: string; readonly value: boolean }
  /** Anchored RE2 pattern; `negate` only comes from filters, definitions cannot write it. */
  | { readonly op: 'matches'; readonly field: string; readonly pattern: string; readonly negate?: boolean }
  | { readonly op: 'any' | 'all'; readonly conditions: readonly Condition[] };

export type TimeType = 'instant' | 'unixSeconds' | 'unixMillis';

/** Where rows come from: a table (dotted path allowed) or an admin's own SELECT. */
export type Relation = { readonly table: string } | { readonly query: string };

/** A number of a row: a column, an admin's own SQL expression, or the seconds from one of its times to another. */
export type ValueExpression =
  | { readonly field: string }
  | { readonly expression: string }
  /** Columns with instants of the part's `timeType`; to − from, NULL where one of them is. */
  | { readonly elapsed: { readonly from: string; readonly to: string } };

/** What is made of the rows of a bucket. Of no rows, counts and sums are 0 and everything else is NULL. */
export type Aggregate =
  | { readonly kind: 'rows' }
  | { readonly kind: 'sum'; readonly value: ValueExpression }
  /** How many rows have a value. */
  | { readonly kind: 'values'; readonly value: ValueExpression }
  | { readonly kind: 'min' | 'max'; readonly value: ValueExpression }
  /** How many different values, NULL not among them. Never to be added up. */
  | { readonly kind: 'distinct'; readonly field: string; readonly approximate: boolean }
  /** `q`: exact decimal over 0 and under 1. Exact ones interpolate like PERCENTILE_CONT: at (n − 1) · q of the sorted values. */
  | { readonly kind: 'quantile'; readonly value: ValueExpression; readonly q: string; readonly approximate: boolean }
  /** Time of the newest row, epoch ms. */
  | { readonly kind: 'newest' };

export interface SqlPart {
  readonly store: 'sql';
  readonly source: string;
  readonly relation: Relation;
  readonly time: string;
  readonly timeType: TimeType;
  readonly aggregate: Aggregate;
  /** Column that is different in every row: where it is not, a join or a second ingest multiplied rows. */
  readonly key?: string;
  readonly where: readonly Condition[];
  /** Column of a segment where it differs from the segment's own `field`. */
  readonly fields: Readonly<Record<string, string>>;
  readonly place: Place;
}

export interface PrometheusPart {
  readonly store: 'prometheus';
  readonly source: string;
  readonly type: 'counter' | 'gauge' | 'histogram' | 'nativeHistogram';
  /** Of histograms: which quantile, an exact decimal over 0 and under 1. */
  readonly q?: string;
  /** Exactly one of the two. `promql` holds `$window` where the range goes. */
  readonly metric?: string;
  readonly promql?: string;
  readonly where: readonly Condition[];
  readonly fields: Readonly<Record<string, string>>;
  readonly place: Place;
}

/** One quantity in one store: additive, or a level (see `isLevel`). */
export type MeasurePart = SqlPart | PrometheusPart;

/** A KPI that a composite is made of. */
export interface CompositeMember {
  readonly kpi: string;
  /** Which of its objectives; the composite's own target and method are not its. */
  readonly objective: string;
  /** Exact decimal > 0. */
  readonly weight: string;
  readonly place: Place;
}

/** A KPI that a derived one is reckoned from. */
export interface DerivedInput {
  /** Its name in the expression. */
  readonly as: string;
  readonly kpi: string;
  /** What it is where nothing was measured. `gap`: missing, and so is the result. */
  readonly absentIs: 'gap' | 'zero';
  readonly place: Place;
}

export type Measure =
  | { readonly kind: 'count' | 'sum'; readonly part: MeasurePart }
  | {
      readonly kind: 'ratio';
      readonly numerator: MeasurePart;
      readonly denominator: MeasurePart;
      /** The numerator counts failures: the ratio is 1 − numerator / denominator; a missing numerator beside a denominator is 0. */
      readonly failures?: true;
      /** A sum of values over how many there are: the unit is that of the values. */
      readonly average?: true;
    }
  /** The least, the greatest or a quantile of values: read bucket by bucket, never added up. */
  | { readonly kind: 'level'; readonly part: MeasurePart }
  /** Seconds from the newest row to the end of the bucket (or now); looked for as far back as `lookbackMs` before the range. */
  | { readonly kind: 'freshness'; readonly part: SqlPart; readonly lookbackMs: number; readonly lookback: string }
  /** A level, read once a slice and never added up: an expression of Prometheus whose `$window` is the slice. */
  | { readonly kind: 'gauge'; readonly part: PrometheusPart }
  /** Arithmetic (`src/kpi/expression`) over the numbers of other KPIs, which may live in other stores. Every input is used. */
  | { readonly kind: 'derived'; readonly expression: string; readonly inputs: readonly DerivedInput[] }
  /** No number of its own: only objectives, over those of other KPIs. */
  | { readonly kind: 'composite'; readonly members: readonly CompositeMember[] }
  | RetentionMeasure;

/** How many of the actors that started came back, `after` periods later. */
export interface RetentionMeasure {
  readonly kind: 'retention';
  readonly source: string;
  readonly relation: Relation;
  readonly time: string;
  readonly timeType: TimeType;
  readonly actor: string;
  readonly start: readonly Condition[];
  readonly returns: readonly Condition[];
  readonly period: '1d' | '1w' | '1M';
  /** Of the views value, series and breakdown: periods after the start. */
  readonly after: number;
  /** Of the view retention: ascending. */
  readonly curve: readonly number[];
  /** In that period; in it or any later one; in any from the first to it. */
  readonly meaning: 'on' | 'onOrAfter' | 'within';
  /** `calendar`: days, weeks, months of the KPI's zone; `rolling`: stretches of 24 h (weeks: 7 × 24 h) from the start itself. */
  readonly clock: 'calendar' | 'rolling';
  readonly cohort: '1d' | '1w' | '1M';
  /** Which start of an actor counts: the first of all history, or the first in the range. */
  readonly first: 'ever' | 'inRange';
  readonly place: Place;
}

export type Accumulate =
  | { readonly kind: 'window'; readonly windowMs: number; readonly window: string }
  /** Since the week, month, quarter or year of the bucket began, in the KPI's calendar. */
  | { readonly kind: 'toDate'; readonly period: '1w' | '1M' | '1Q' | '1Y' };

/** A dimension that the KPI may be split or filtered by. */
export interface Segment {
  readonly name: string;
  readonly displayName?: string;
  readonly field: string;
}

/** Windows of a calendar: `count` units from `start` on, again and again. */
export interface CalendarWindow {
  readonly rolling: false;
  /** As written: `1M` (month), `1Q`, `1Y`, `1w`, `1d`. OpenSLO's units. */
  readonly duration: string;
  readonly count: number;
  readonly unit: 'd' | 'w' | 'M' | 'Q' | 'Y';
  /** Local time of any one window's start, `2026-04-01T00:00`: a fiscal year, a week that begins on Sunday. */
  readonly start: string;
  /** IANA name; default the KPI's. */
  readonly timeZone: string;
}
export interface RollingWindow {
  readonly rolling: true;
  readonly duration: string;
  readonly durationMs: number;
}
export type TimeWindow = RollingWindow | CalendarWindow;

export type Comparison = 'lt' | 'lte' | 'gt' | 'gte';

/** Short stretches that are judged one by one; their grid is UTC's. */
export interface TimeSlices {
  /** Whole minutes that divide an hour. */
  readonly windowMs: number;
  readonly window: string;
  /** Timeslices: a slice is good where the KPI's value is so. Absent for RatioTimeslices. `bound` is an exact decimal. */
  readonly good?: { readonly op: Comparison; readonly bound: string };
}

/** A target over a time window, in OpenSLO's words. `target` stays the decimal string that was written. */
export interface Objective {
  readonly name: string;
  readonly displayName: string;
  readonly target: string;
  readonly timeWindow: TimeWindow;
  /**
   * Occurrences: good events over all events. Timeslices: good slices over slices. RatioTimeslices: the mean of the slices' ratios.
   */
  readonly budgetingMethod: 'Occurrences' | 'Timeslices' | 'RatioTimeslices';
  /** Exactly for Timeslices and RatioTimeslices. */
  readonly slices?: TimeSlices;
  /** What a slice is in which nothing was measured. Occurrences: `gap` or `good` (then missing data freezes nothing). */
  readonly absentIs: 'gap' | 'good' | 'bad';
  /** Exact decimal of 0 to 1; with less coverage the budget is "no data" and its alerts freeze. */
  readonly coverageFloor: string;
  /** In the long window of a condition; with fewer there is no verdict. Events are slices where slices are budgeted. */
  readonly minimumEvents: number;
  readonly minimumFailures: number;
  /** What is decided when so little (a share of 1) of the budget is left, most first. */
  readonly consequences: ReadonlyArray<{ readonly below: string; readonly then: string }>;
  /** Name of an AlertPolicy or of a built-in one; undefined: no alerts. */
  readonly alertPolicy?: string;
  /** Whether the definition names it; conditions of a policy that nobody chose are left out where they cannot fit. */
  readonly alertPolicyIsChosen: boolean;
  readonly place: Place;
}

/** One condition of a burn-rate policy: both windows burn faster than the factor. */
export interface BurnCondition {
  readonly severity: 'page' | 'ticket';
  readonly long: string;
  readonly longMs: number;
  readonly short: string;
  readonly shortMs: number;
  /** Exactly one: the share of the budget that is gone after `long` (scales with the objective's window), or the factor itself. */
  readonly budget?: string;
  readonly factor?: string;
  readonly place?: Place;
}

/** When to alert, as data; the numbers' origin is linked. */
export interface AlertPolicyDefinition {
  readonly kind: 'AlertPolicy';
  readonly name: string;
  readonly displayName: string;
  readonly description?: string;
  /** Address that the numbers come from. */
  readonly reference?: string;
  readonly conditions: readonly BurnCondition[];
  /** Of the alert rules, ms. */
  readonly forMs: number;
  readonly keepFiringForMs: number;
  readonly place: Place;
}

/** What kind of thing happened. `incident` also for alerts that fired. */
export const EVENT_KINDS = ['deploy', 'rollback', 'flag', 'incident', 'promotion'] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** Texts that stand beside an event: columns of a table, or labels of Prometheus. */
export const EVENT_TEXTS = [
  'title',
  'service',
  'version',
  'environment',
  'link',
  'author',
  'team',
  'severity',
  'kpi',
] as const;
export type EventText = (typeof EVENT_TEXTS)[number];

/** Where events come from. */
export type EventsOrigin =
  /** Rows of a table, each an event. */
  | {
      readonly store: 'sql';
      readonly relation: Relation;
      readonly time: string;
      readonly timeType: TimeType;
      /** Column with the end, of the same `timeType`. */
      readonly end?: string;
      /** Column with the kind, and what its values mean where they are not the kinds' own words. */
      readonly kind?: string;
      readonly kinds: Readonly<Record<string, EventKind>>;
      readonly where: readonly Condition[];
      readonly fields: Readonly<Partial<Record<EventText, string>>>;
    }
  /** A gauge with the version in a label, such as `app_build_info`: a new version is an event. `fields.version` is always there. */
  | {
      readonly store: 'changes';
      readonly metric: string;
      readonly where: readonly Condition[];
      readonly fields: Readonly<Partial<Record<EventText, string>>>;
    }
  /** Each stretch of `ALERTS{alertstate="firing"}`. */
  | {
      readonly store: 'alerts';
      readonly where: readonly Condition[];
      readonly fields: Readonly<Partial<Record<EventText, string>>>;
    }
  /** Annotations of the Grafana that have all of these tags. */
  | { readonly store: 'grafana'; readonly tags: readonly string[] };

/** Things that happened: deploys, rollbacks, flag changes, incidents, promotions. */
export interface EventsDefinition {
  readonly kind: 'Events';
  readonly name: string;
  readonly displayName: string;
  readonly description?: string;
  readonly area?: string;
  /** The KPIs that they concern; absent: all of the area. */
  readonly kpis?: readonly string[];
  /** What they are, where nothing of their own says it. */
  readonly type: EventKind;
  readonly source: string;
  readonly from: EventsOrigin;
  readonly place: Place;
}

/** Time that does not count as it was measured. */
export type Exclusion = {
  readonly name: string;
  readonly reason?: string;
  /** `removed`: as if it had not been. `good`: as if nothing had failed. */
  readonly treatAs: 'removed' | 'good';
  readonly place: Place;
} & (
  | { readonly kind: 'once'; readonly fromMs: number; readonly toMs: number }
  /** RFC 5545: `rrule` from the local time `start` (`2026-01-01T02:00`) on, each occurrence `durationMs` long. */
  | {
      readonly kind: 'recurring';
      readonly rrule: string;
      readonly start: string;
      readonly durationMs: number;
      readonly timeZone: string;
    }
  /** Only these hours count: all other time is excluded. Days 1 (Monday) to 7; minutes since local midnight, `to` up to 1440. */
  | {
      readonly kind: 'businessHours';
      readonly days: readonly number[];
      readonly fromMinute: number;
      readonly toMinute: number;
      readonly timeZone: string;
    }
  /** From `beforeMs` before each event to `afterMs` after it. */
  | { readonly kind: 'events'; readonly events: string; readonly beforeMs: number; readonly afterMs: number }
);

/** How a KPI's alerts are raised. */
export interface Alerting {
  /** Segments that alert one by one; they are labels to group notifications by. */
  readonly by: readonly string[];
  /** How bad it is for the business; `low` never pages. */
  readonly impact: 'critical' | 'high' | 'normal' | 'low';
  /** Alerts of these severities are held back around events. */
  readonly suppress?: {
    readonly events: string;
    readonly afterMs: number;
    readonly severities: ReadonlyArray<'page' | 'ticket'>;
  };
  /** Board to open from an alert, an address or a path of this Grafana. */
  readonly board?: string;
}

/** A plain alert threshold on the KPI's value over the last `windowMs`. `bound` > 0, exact decimal string. */
export interface Threshold {
  readonly name: string;
  readonly severity: 'page' | 'ticket';
  readonly direction: 'below' | 'above';
  readonly bound: string;
  readonly windowMs: number;
  /** Fewer events (denominator, or count) than this in the window: no verdict (null). */
  readonly minimumEvents: number;
  readonly place: Place;
}

/** What every owned definition (KPI, Funnel) carries. */
export interface Contract {
  readonly name: string;
  readonly displayName: string;
  readonly description?: string;
  readonly place: Place;
  readonly area: string;
  readonly parent?: string;
  readonly owner: { readonly team: string; readonly contact?: string };
  readonly version: number;
  readonly changes: ReadonlyArray<{ readonly version: number; readonly date: string; readonly text: string }>;
  readonly runbook?: string;
  readonly links: ReadonlyArray<{ readonly title: string; readonly url: string }>;
  readonly decisionPolicy?: string;
  /** IANA name; default UTC. */
  readonly timeZone: string;
  /** Which days begin its weeks and fiscal years; default Monday and 1 January. */
  readonly calendar: Calendar;
  /** Its one grain: of every series that asks for none. */
  readonly grain?: Grain;
  readonly segments: readonly Segment[];
  /** Segments with fewer actors/events than this are suppressed; 0 = off. */
  readonly minCohort: number;
  readonly valuePerUnit?: { readonly amount: string; readonly currency: string };
}

/** Rows of a store that stand behind a number, and the columns of its segments. */
interface RowsBehind {
  readonly source: string;
  readonly relation: Relation;
  readonly time: string;
  readonly timeType: TimeType;
  readonly where: readonly Condition[];
  /** Segment -> column, where it differs from the segment's own. */
  readonly fields: Readonly<Record<string, string>>;
  readonly place: Place;
}

/** Some of the events behind a number, as the view `samples` shows them. */
export interface Samples extends RowsBehind {
  readonly columns: ReadonlyArray<{
    readonly name: string;
    readonly displayName: string;
    readonly field: string;
    readonly type: 'text' | 'number' | 'time';
    /** `hidden` columns are not asked for. */
    readonly mask: Mask;
  }>;
}

/** Spans of transactions, as the view `traces` shows them; each text is a column. */
export interface Traces extends RowsBehind {
  readonly trace: string;
  readonly span: string;
  readonly parent: string;
  readonly service: string;
  readonly operation: string;
  /** In milliseconds. */
  readonly duration: string;
  /** Spans that have failed. */
  readonly failed: readonly Condition[];
  /** JSON text. */
  readonly attributes?: string;
}

/** How the effect of a change is measured. Lengths in ms. */
export interface ImpactRules {
  /** Exact decimal > 0, in the KPI's unit; of counts and sums a share of what was expected. Undefined: see docs/guide/impact.md. */
  readonly minimumEffect?: string;
  /** What else moved: the same hours of earlier weeks, the other values of a segment, nothing; `auto` takes weeks where there are some. */
  readonly control: 'auto' | 'weekday' | 'none' | { readonly segment: string };
  /** So much time before a change counts as usual; undefined: as long as after, at least 1 h. */
  readonly beforeMs?: number;
  /** So long a change is looked at. */
  readonly afterMs: number;
  /** Just after a change, left out. */
  readonly settleMs: number;
}

export interface KpiDefinition extends Contract {
  readonly kind: 'KPI';
  readonly unit: string;
  readonly measure: Measure;
  /** Each number is that of a longer stretch that ends with its bucket: so long a window, or since its period began. */
  readonly accumulate?: Accumulate;
  /** What a series shows where nothing was measured. */
  readonly gapFill: 'none' | 'zero' | 'previous';
  readonly objectives: readonly Objective[];
  readonly thresholds: readonly Threshold[];
  readonly exclusions: readonly Exclusion[];
  readonly alerting: Alerting;
  readonly samples?: Samples;
  readonly traces?: Traces;
  /** Which direction is good. */
  readonly better: 'higher' | 'lower';
  readonly impact: ImpactRules;
}

export interface FunnelStep {
  readonly name: string;
  readonly displayName: string;
  readonly where: readonly Condition[];
  /** At most so long after the step before that is not optional, inclusive. */
  readonly within?: string;
  readonly withinMs?: number;
  /** Counted where it happens between the steps around it; no condition of what follows. */
  readonly optional: boolean;
  readonly place: Place;
}

/** An attempt is dropped where such a row comes after its step `after` and before its step `before`: indexes of steps. */
export interface FunnelExclusion {
  readonly name: string;
  readonly where: readonly Condition[];
  readonly after: number;
  readonly before: number;
}

/** Steps done by the same actor in one table: exact, within a window. What the words mean: docs/guide/funnels.md. */
export interface ActorFunnelDefinition extends Contract {
  readonly kind: 'Funnel';
  readonly type: 'actor';
  readonly source: string;
  readonly relation: Relation;
  readonly time: string;
  readonly timeType: TimeType;
  readonly actor: string;
  readonly windowMs: number;
  readonly window: string;
  /** `first`: only an actor's first start in the range counts; `any`: every start, the deepest attempt counts. */
  readonly entry: 'first' | 'any';
  /** `strict`: nothing else in between; `any`: in whatever order (steps must be disjoint). */
  readonly order: 'ordered' | 'strict' | 'any';
  /** `strict`: a step must be later than the one before; `loose`: the same instant will do (steps must be disjoint). */
  readonly ties: 'strict' | 'loose';
  readonly steps: readonly FunnelStep[];
  readonly exclude: readonly FunnelExclusion[];
  /** Columns that are the same in all events of an attempt. */
  readonly constant: readonly string[];
  /** Beside actors, the events that attempts took. */
  readonly totals: boolean;
}

/** Steps that are independent measures, perhaps of different stores; not the same actors, and labelled so. */
export interface AggregateFunnelDefinition extends Contract {
  readonly kind: 'Funnel';
  readonly type: 'aggregate';
  readonly steps: ReadonlyArray<{
    readonly name: string;
    readonly displayName: string;
    readonly part: MeasurePart;
    readonly place: Place;
  }>;
}

/** A variant of an experiment; `weight`: exact decimal over 0, its part of the traffic beside the others. */
export interface ExperimentVariant {
  readonly name: string;
  readonly displayName: string;
  readonly weight: string;
}

/** What is measured of each unit from its exposure on. */
export interface ExperimentMetric {
  readonly name: string;
  readonly displayName: string;
  readonly unit: string;
  readonly better: 'higher' | 'lower';
  readonly relation: Relation;
  readonly time: string;
  readonly timeType: TimeType;
  readonly actor: string;
  readonly where: readonly Condition[];
  /** Of the rows of a unit; `any`: 1 where it has one, else 0. Of no rows it is 0. */
  readonly of: { readonly kind: 'sum'; readonly value: ValueExpression } | { readonly kind: 'rows' | 'any' };
  /** A ratio of sums: what it is divided by. Never with `any` or `lookback`. */
  readonly per?: { readonly kind: 'sum'; readonly value: ValueExpression } | { readonly kind: 'rows' };
  /** After the exposure; absent: up to the end of the range. */
  readonly window?: string;
  readonly windowMs?: number;
  /** CUPED: the same so long before the exposure. */
  readonly lookback?: string;
  readonly lookbackMs?: number;
  /** Exact decimal: the smallest share of the control's value that matters. */
  readonly minimumLift?: string;
  readonly place: Place;
}

/** Units are exposed to one of several variants; what they do then is compared. */
export interface ExperimentDefinition extends Contract {
  readonly kind: 'Experiment';
  readonly source: string;
  readonly exposures: {
    readonly relation: Relation;
    readonly time: string;
    readonly timeType: TimeType;
    readonly unit: string;
    readonly variant: string;
    readonly where: readonly Condition[];
  };
  readonly variants: readonly ExperimentVariant[];
  /** Index of the variant that the others are compared with. */
  readonly control: number;
  /** [fromMs, toMs) of exposures; absent: the range that is asked for. */
  readonly fromMs?: number;
  readonly toMs?: number;
  readonly metrics: readonly ExperimentMetric[];
}

export type FunnelDefinition = ActorFunnelDefinition | AggregateFunnelDefinition;
export type OwnedDefinition = KpiDefinition | FunnelDefinition;
/** What a query may name. */
export type AskedDefinition = OwnedDefinition | ExperimentDefinition;
export type Definition =
  SourceDefinition | OwnedDefinition | AlertPolicyDefinition | EventsDefinition | ExperimentDefinition;

/** A whole, consistent set: every name resolves, no cycle, no double. */
export interface DefinitionSet {
  readonly sources: ReadonlyMap<string, SourceDefinition>;
  readonly kpis: ReadonlyMap<string, KpiDefinition>;
  readonly funnels: ReadonlyMap<string, FunnelDefinition>;
  /** Only those that were written; the built-in ones are in `src/kpi/alerting`. */
  readonly policies: ReadonlyMap<string, AlertPolicyDefinition>;
  readonly events: ReadonlyMap<string, EventsDefinition>;
  readonly experiments: ReadonlyMap<string, ExperimentDefinition>;
  /** Contracts that are superseded, by the name of the present one, the newest first: history, of which nothing is asked. */
  readonly earlier: ReadonlyMap<string, readonly OwnedDefinition[]>;
  /** Fingerprint of the text but for what is superseded; part of every cache key. */
  readonly fingerprint: string;
}

/** A text to parse, and what to call it in diagnostics. */
export interface DefinitionText {
  readonly file: string;
  readonly text: string;
}
