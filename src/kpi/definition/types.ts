/**
 * Definitions as the rest of Plumbline sees them: parsed, validated, defaults filled in, frozen.
 * The YAML form is described in docs/reference/definitions.md and by schema/plumbline-v1.schema.json.
 */
import type { Place } from '../diagnostics';

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
export type Dialect = 'prometheus' | SqlDialect;

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

/** A number of a row: a column, or an admin's own SQL expression. */
export type ValueExpression = { readonly field: string } | { readonly expression: string };

export interface SqlPart {
  readonly store: 'sql';
  readonly source: string;
  readonly relation: Relation;
  readonly time: string;
  readonly timeType: TimeType;
  readonly aggregate:
    | { readonly kind: 'rows' }
    | { readonly kind: 'distinct'; readonly field: string }
    | { readonly kind: 'sum'; readonly value: ValueExpression };
  readonly where: readonly Condition[];
  /** Column of a segment where it differs from the segment's own `field`. */
  readonly fields: Readonly<Record<string, string>>;
  readonly place: Place;
}

export interface PrometheusPart {
  readonly store: 'prometheus';
  readonly source: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  /** Exactly one of the two. `promql` holds `$window` where the range goes. */
  readonly metric?: string;
  readonly promql?: string;
  readonly where: readonly Condition[];
  readonly fields: Readonly<Record<string, string>>;
  readonly place: Place;
}

/** One additive quantity in one store. */
export type MeasurePart = SqlPart | PrometheusPart;

export type Measure =
  | { readonly kind: 'count' | 'sum'; readonly part: MeasurePart }
  | { readonly kind: 'ratio'; readonly numerator: MeasurePart; readonly denominator: MeasurePart };

/** A dimension that the KPI may be split or filtered by. */
export interface Segment {
  readonly name: string;
  readonly displayName?: string;
  readonly field: string;
}

/** A target over a time window, in OpenSLO's words. `target` stays the decimal string that was written. */
export interface Objective {
  readonly name: string;
  readonly target: string;
  readonly timeWindow: { readonly durationMs: number; readonly duration: string; readonly rolling: boolean };
  readonly budgetingMethod: 'Occurrences' | 'Timeslices' | 'RatioTimeslices';
  readonly place: Place;
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
  readonly segments: readonly Segment[];
  /** Segments with fewer actors/events than this are suppressed; 0 = off. */
  readonly minCohort: number;
  readonly valuePerUnit?: { readonly amount: string; readonly currency: string };
}

export interface KpiDefinition extends Contract {
  readonly kind: 'KPI';
  readonly unit: string;
  readonly measure: Measure;
  readonly objectives: readonly Objective[];
  readonly thresholds: readonly Threshold[];
}

export interface FunnelStep {
  readonly name: string;
  readonly displayName: string;
  readonly where: readonly Condition[];
  readonly place: Place;
}

/** Steps done by the same actor in one table: exact, in order, within a window. */
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
  readonly order: 'ordered' | 'strict' | 'any';
  /** `strict`: a step must be later than the one before; `loose`: the same instant will do (steps must be disjoint). */
  readonly ties: 'strict' | 'loose';
  readonly steps: readonly FunnelStep[];
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

export type FunnelDefinition = ActorFunnelDefinition | AggregateFunnelDefinition;
export type OwnedDefinition = KpiDefinition | FunnelDefinition;
export type Definition = SourceDefinition | OwnedDefinition;

/** A whole, consistent set: every name resolves, no cycle, no double. */
export interface DefinitionSet {
  readonly sources: ReadonlyMap<string, SourceDefinition>;
  readonly kpis: ReadonlyMap<string, KpiDefinition>;
  readonly funnels: ReadonlyMap<string, FunnelDefinition>;
  /** Fingerprint of the text; part of every cache key. */
  readonly fingerprint: string;
}

/** A text to parse, and what to call it in diagnostics. */
export interface DefinitionText {
  readonly file: string;
  readonly text: string;
}
