/** What the SQL room is asked for. It knows dialects and shapes; it knows nothing of KPIs, plans or frames. */
import type { Aggregate, Condition, Relation, SqlDialect, TimeType, ValueExpression } from '../definition/types';
import type { UpstreamRequest } from '../plan/request';
import type { Outcome } from '../diagnostics';

/** A finished statement and the columns it returns, in order. */
export interface SqlStatement {
  readonly text: string;
  readonly columns: UpstreamRequest['columns'];
}

/** A stretch of the range cut into buckets of `stepMs` on the UTC grid; first and last bucket are clipped to the stretch. */
export interface BucketRun {
  readonly startMs: number;
  readonly endMs: number;
  /** null: one bucket for the whole stretch. */
  readonly stepMs: number | null;
  /** Buckets begin at `startMs` + k · `stepMs` instead of on the UTC grid: days of a zone between two changes of its clocks. */
  readonly anchored?: true;
}

export type { Aggregate } from '../definition/types';

export interface RowSource {
  readonly dialect: SqlDialect;
  readonly relation: Relation;
  readonly time: string;
  readonly timeType: TimeType;
}

export interface GroupColumn {
  /** Output column name: the segment's. */
  readonly name: string;
  readonly field: string;
}

/**
 * Aggregates per time bucket (and group), of one table.
 * Columns out: `bucket` (number, epoch ms of the bucket's start; the run's start where clipped), one string column a group,
 * one number column an aggregate, `observed` (number: rows that passed `filters`, before any aggregate's own `where`).
 * Buckets without rows are absent. NULL group values stay NULL.
 */
export interface SliceQuery extends RowSource {
  readonly runs: readonly BucketRun[];
  readonly groups: readonly GroupColumn[];
  readonly filters: readonly Condition[];
  readonly aggregates: ReadonlyArray<{
    readonly name: string;
    readonly of: Aggregate;
    readonly where: readonly Condition[];
  }>;
}

/**
 * An exact actor funnel (research/analytics.md 3; docs/decisions/022-funnel-orders.md). Entries are step-1 events in [fromMs, toMs); later steps
 * may be up to `windowMs` (inclusive) after the entry, also after `toMs`, but only events before `asOfMs` exist.
 *
 * An attempt takes for each step that is not optional the first event after the step before: `ordered` with anything in between, `strict` as
 * the very next row that the relation has for the actor (rows of one instant are one). `any`: an attempt starts at an event of any
 * step, and its j-th step is the j-th different step since then, the start itself being the first.
 *
 * Columns out: one string column a group (attribution: the first step of the actor's counted attempt), with `trend` then `bucket` (number, epoch
 * ms), then numbers: `n1`…`nK` (actors that reached step k; of an optional step: whose counted attempt did it), `open` (actors whose
 * counted attempt has not reached the last step while some attempt may still go on: its windows reach beyond `asOfMs`), without
 * `trend` `m2`…`mK` (median ms from the step before that is not optional to step k among the actors that reached k; NULL if
 * none), with `totals` `total1`…`totalK` (distinct events that kept attempts took as step k, each counted for its earliest start).
 * The counted attempt is the actor's deepest; of equals the earliest start (entry `first`: the actor's first start in the range).
 */
export interface FunnelQuery extends RowSource {
  readonly actor: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly asOfMs: number;
  readonly windowMs: number;
  readonly entry: 'first' | 'any';
  /** Default: ordered. */
  readonly order?: 'ordered' | 'strict' | 'any';
  /** Only of ordered funnels: `strict` and `any` have no ties. */
  readonly ties: 'strict' | 'loose';
  readonly groups: readonly GroupColumn[];
  /** Apply to the first step's event (attribution), like the groups. */
  readonly filters: readonly Condition[];
  readonly steps: readonly FunnelQueryStep[];
  readonly exclude?: readonly FunnelExclusion[];
  /** Columns that are the same in all events of an attempt; rows where one is NULL are no events of the funnel. */
  readonly constant?: readonly string[];
  readonly totals?: boolean;
  /** Buckets of [fromMs, toMs): each actor counts once in each bucket that it enters in, with its deepest attempt from there. */
  readonly trend?: readonly BucketRun[];
}

export interface FunnelQueryStep {
  readonly where: readonly Condition[];
  /** At most so long after the step before that is not optional, inclusive. */
  readonly withinMs?: number;
  /** The first such event between the steps around it; it is no condition of what follows. Never the first or the last. */
  readonly optional?: boolean;
}

/**
 * An attempt is dropped if such an event lies later than its step `after`, in the window, and before its step `before` (or that
 * step was not reached). Numbers of steps from 0, not of optional ones.
 */
export interface FunnelExclusion {
  readonly where: readonly Condition[];
  readonly after: number;
  readonly before: number;
}

/**
 * Exact retention: of the actors that started in [fromMs, toMs), how many came back so many periods later.
 *
 * An actor's start is its first row that matches `start`: of all rows since 1970 (`ever`) or of those in the range (`inRange`); of several
 * at that instant the one whose `ties` come first in code point order, NULL last, so that groups and filters never change which it is.
 * Only rows before `asOfMs` exist. Returns may be after `toMs`, never before the start; a start that is a return itself is one in period 0.
 *
 * Columns out: `cohort` (number: index of the stretch of `cohorts` that holds the start; absent where there is only one), one string column
 * a group (of the start), `size` (actors that started), `e1` … `eK` (those of them whose period `points[k]` is over: they can be judged),
 * `r1` … `rK` (those of these that came back, by `meaning`). Cohorts and groups without a start are absent; without both there is one row.
 */
export interface RetentionQuery extends RowSource {
  readonly actor: string;
  readonly start: readonly Condition[];
  readonly returns: readonly Condition[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly asOfMs: number;
  readonly first: 'ever' | 'inRange';
  readonly meaning: 'on' | 'onOrAfter' | 'within';
  /** Periods after the start, ascending. */
  readonly points: readonly number[];
  readonly clock: RollingClock | CalendarClock;
  /** Edges of the cohorts, ascending: the first is `fromMs`, the last `toMs`. */
  readonly cohorts: readonly number[];
  readonly groups: readonly GroupColumn[];
  /** Of the actor's start. */
  readonly filters: readonly Condition[];
  readonly ties: readonly string[];
}

/** Period n after a start is [start + n · periodMs, start + (n + 1) · periodMs). */
export interface RollingClock {
  readonly kind: 'rolling';
  readonly periodMs: number;
}

/** Periods with numbers, from the one that holds `fromMs` to the one that holds `asOfMs`; n after a start is the one whose number is greater by n. */
export interface CalendarClock {
  readonly kind: 'calendar';
  readonly starts: readonly number[];
  readonly numbers: readonly number[];
  readonly endMs: number;
  /** Numbers of periods that never were: nobody is judged by one of them. */
  readonly missing: readonly number[];
}

/**
 * One number over the range that Grafana puts into the statement: for alert rules that ask a store without Plumbline. One row with the column
 * `value`. Where the part is the good: `failing` is 1 − part / whole, and 0 where the whole is 0; `failures` whole − part; `ratio` part / whole,
 * NULL where the whole is 0; `amount` the whole. Where `countsFailures`: `failing` is part / whole, `failures` the part, `ratio` 1 − part / whole.
 */
export interface ShareQuery extends RowSource {
  readonly of: 'failing' | 'failures' | 'ratio' | 'amount';
  readonly whole: Pick<SliceQuery['aggregates'][number], 'of' | 'where'>;
  /** Not for `amount`. */
  readonly part?: Pick<SliceQuery['aggregates'][number], 'of' | 'where'>;
  /** The part is what failed of the whole; false where it is missing. */
  readonly countsFailures?: boolean;
}

/**
 * Sums over the units of an experiment, by the variant that they saw.
 *
 * A unit is exposed by its first row in [sinceMs, toMs) whose variant is not NULL; of several at that instant it is the one whose `ties` come first, as for
 * retention. It counts if that is not before `fromMs`. What its metric is (`y`): of its rows in (exposure, exposure + windowMs], or without a window in
 * (exposure, toMs); 0 where it has none. `x`: the same of its rows in [exposure − lookbackMs, exposure); or, with `per`, of the rows in the window as `y`.
 * Rows at the very instant of the exposure are neither. Only rows before `asOfMs` exist, and a unit is `ripe` if its window ended before then.
 *
 * Columns out: `variant` (number: index in `variants`; their number: another name; + 1: several variants; + 2: only NULL), one string column a group (of the
 * exposure's row), then numbers: `exposed` (units), `ripe` (those of them whose window is over; without one, all), and over these the doubles `sy`, `syy`
 * (Σy, Σy²), and with `lookbackMs` or `per` also `sx`, `sxx`, `sxy`. Variants and groups without a unit are absent.
 */
export interface ExperimentQuery extends RowSource {
  readonly unit: string;
  readonly variant: string;
  readonly where: readonly Condition[];
  /** Names of the variants, at least one, each once. */
  readonly variants: readonly string[];
  /** At most `fromMs`. */
  readonly sinceMs: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly asOfMs: number;
  readonly metric: Omit<RowSource, 'dialect'> & {
    readonly actor: string;
    readonly where: readonly Condition[];
    readonly of: MetricOf;
    /** Never with `any` or `lookbackMs`. */
    readonly per?: Exclude<MetricOf, { readonly kind: 'any' }>;
    readonly windowMs?: number;
    readonly lookbackMs?: number;
  };
  readonly groups: readonly GroupColumn[];
  /** Of the exposure's row. */
  readonly filters: readonly Condition[];
  readonly ties: readonly string[];
}

export type MetricOf =
  { readonly kind: 'sum'; readonly value: ValueExpression } | { readonly kind: 'rows' } | { readonly kind: 'any' };

/** Distinct values of one field in a range, most frequent first. Columns: `value` (string), `rows` (number). */
export interface ValuesQuery extends RowSource {
  readonly field: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly limit: number;
}

/**
 * Rows as events, the latest first, at most `limit`. Columns: `at` (number, epoch ms), with `end` `ended` (number, epoch ms, or NULL), then one
 * string column a field. Without `end`: those that began in [fromMs, toMs). With it also those since 1970 that ended at `fromMs` or later, and, of
 * the rows that `open` holds for, those that have no end yet.
 */
export interface EventsQuery extends RowSource {
  readonly fields: readonly GroupColumn[];
  readonly where: readonly Condition[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly limit: number;
  /** A column of the same `timeType`. `open`: absent: a row without an end is an instant. */
  readonly end?: { readonly field: string; readonly open?: readonly Condition[] };
}

/** A column of single rows: `number` as a double, `time` as epoch ms of the query's `timeType`. */
export interface RowColumn {
  readonly name: string;
  readonly field: string;
  readonly type: 'text' | 'number' | 'time';
}

/** Single rows, the latest first, at most `limit`. Columns: `at` (number, epoch ms), then those asked for, in order. */
export interface RowsQuery extends RowSource {
  readonly columns: readonly RowColumn[];
  readonly where: readonly Condition[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly limit: number;
}

/** Rows that are spans; each text is a column. */
interface SpanSource extends RowSource {
  readonly trace: string;
  readonly where: readonly Condition[];
  /** Spans that have failed, and of which of them: the query's filters. */
  readonly failed: readonly Condition[];
  readonly filters: readonly Condition[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly limit: number;
}

/**
 * Traces with a failed span in the range, the latest first. Columns: `trace`, `at` (its first span in the range, epoch ms), `spans`, `errors`, and of its root `operation`, `service`, `duration` (NULL where
 * the root is not in the range).
 */
export interface TracesQuery extends SpanSource {
  readonly parent: string;
  readonly service: string;
  readonly operation: string;
  readonly duration: string;
}

/**
 * All spans of one trace in the range, in order: `id`, or without it the one whose failure in `failedIn` came last. Columns: `trace`, those asked for (`span` among them), `at` (epoch ms), `failed` (1 or 0).
 */
export interface SpansQuery extends SpanSource {
  readonly id?: string;
  readonly failedIn: { readonly fromMs: number; readonly toMs: number };
  readonly columns: readonly RowColumn[];
}

export type BuildRows = (q: RowsQuery) => Outcome<SqlStatement>;
export type BuildTraces = (q: TracesQuery) => Outcome<SqlStatement>;
export type BuildSpans = (q: SpansQuery) => Outcome<SqlStatement>;
export type BuildEvents = (q: EventsQuery) => Outcome<SqlStatement>;
export type BuildSlices = (q: SliceQuery) => Outcome<SqlStatement>;
export type BuildFunnel = (q: FunnelQuery) => Outcome<SqlStatement>;
export type BuildRetention = (q: RetentionQuery) => Outcome<SqlStatement>;
export type BuildExperiment = (q: ExperimentQuery) => Outcome<SqlStatement>;
export type BuildValues = (q: ValuesQuery) => Outcome<SqlStatement>;
