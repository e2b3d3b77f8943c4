/** What a plan keeps to turn answers into a result: data (typed arrays among it), opaque to hosts. */
import type { Compare } from '../calendar';
import type { Diagnostic } from '../diagnostics';
import type { Role } from '../results/answer';
import type { HeldSlices, Run } from '../slices';
import type { Keyed } from './multiplied';
import type { ControlAsked } from '../results/effects/control';
import type { EffectWindows } from '../results/effects/windows';
import type { EffectsWork } from './plan-effects';

/** Slices that the store held when the plan was made. Their arrays are the plan's own: no copy of a copy, and nobody freezes them. */
export interface CachedSlices extends HeldSlices {
  readonly stepMs: number;
}

/** Where a part's slices are in an answer. `aggregate`: column of a table; else PromQL points of `run.stepMs`. */
export interface Reading {
  readonly request: string;
  readonly run: Run;
  readonly aggregate?: string;
  /** Where rows must be as many as keys. */
  readonly keyed?: Keyed;
}

/** One measure part with its filters and groups over one range. Parts of several KPIs may be the same. */
export interface PartWork {
  /** Digest of what the slices are of; the store's key. */
  readonly key: string;
  readonly source: string;
  readonly store: 'sql' | 'prometheus';
  /** Segment names, and the column or label that each is read from. */
  readonly groups: readonly string[];
  readonly columns: readonly string[];
  readonly runs: readonly Run[];
  readonly cached: readonly CachedSlices[];
  readonly readings: readonly Reading[];
  /** Slices that end by then are closed, and kept. */
  readonly closedMs: number;
  /** The slices are times of newest rows, the first of them the look-back. */
  readonly newest?: true;
  /** Why it could not be asked. */
  readonly failure?: Diagnostic;
}

/** A KPI (or one threshold of it) and where its parts are in `Work.parts`. */
export interface KpiWork {
  readonly type: 'kpi';
  readonly name: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly by: readonly string[];
  readonly roles: Readonly<Partial<Record<Role, number>>>;
  readonly threshold?: string;
  readonly buckets?: {
    readonly grain: string;
    readonly edges: readonly number[];
    readonly firstIsWhole: boolean;
    readonly lastIsWhole: boolean;
  };
  /** The same of an earlier period; no roles where there is no such stretch of time. */
  readonly compared?: Pick<KpiWork, 'fromMs' | 'toMs' | 'roles' | 'buckets'> & {
    readonly compare: Compare;
    readonly localFrom: number;
  };
  readonly failures: readonly Diagnostic[];
}

/** A derived KPI (or one threshold of it): the KPIs at its ends, each once. */
export interface DerivedWork extends Pick<
  KpiWork,
  'name' | 'fromMs' | 'toMs' | 'by' | 'threshold' | 'buckets' | 'failures'
> {
  readonly type: 'derived';
  readonly inputs: readonly KpiWork[];
}

/** A period of a funnel: one request (actor), or a part for each step (aggregate). */
export interface FunnelPeriod {
  readonly fromMs: number;
  readonly toMs: number;
  readonly asOfMs: number;
  readonly request?: string;
  readonly parts: readonly number[];
}

export interface FunnelWork {
  readonly type: 'funnel';
  readonly name: string;
  readonly by: readonly string[];
  /** Group columns of the answer, in the order of `by`. */
  readonly columns: readonly string[];
  readonly now: FunnelPeriod;
  readonly previous?: FunnelPeriod;
  /** Of a series: the buckets of entries. */
  readonly buckets?: KpiWork['buckets'];
  /** Entries whose window ended by then are through, whatever comes late. */
  readonly closedMs: number;
  readonly failures: readonly Diagnostic[];
}

/** The parts of one KPI's measure at one length of slices. */
export interface MeasureWork {
  readonly kpi: string;
  readonly roles: Readonly<Partial<Record<Role, number>>>;
}

/** Events of one definition: the requests that list them, or why there are none. */
export interface EventsWork {
  readonly name: string;
  readonly requests: readonly string[];
  /** What was asked for. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly failure?: Diagnostic;
}

/** The views deploys and incidents: events, and behind deploys the KPIs of the query as lines. */
export interface HappeningsWork {
  readonly type: 'happenings';
  /** Names of the KPIs, or empty. */
  readonly name: string;
  readonly view: 'deploys' | 'incidents';
  readonly fromMs: number;
  readonly toMs: number;
  readonly events: readonly EventsWork[];
  readonly limit: number;
  /** Of view deploys: a line each, in order. */
  readonly series: ReadonlyArray<KpiWork | DerivedWork>;
  /** What was measured around the events. */
  readonly effects?: EffectsWork;
  readonly failures: readonly Diagnostic[];
}

/** Events that hold back the alerts of a KPI which has thresholds only. */
export interface HoldsWork {
  readonly type: 'holds';
  readonly name: string;
  readonly toMs: number;
  readonly events: readonly EventsWork[];
  readonly failures: readonly Diagnostic[];
}

/** The objectives of a KPI for the views budget, burn and alert. */
export interface ObjectivesWork {
  readonly type: 'objectives';
  readonly name: string;
  /** Where the range begins: of a timeline its left end. */
  readonly fromMs: number;
  /** The earliest slice. */
  readonly reachMs: number;
  readonly toMs: number;
  readonly by: readonly string[];
  /** Each objective, and its places in `measures`: one, or one a member of a composite. */
  readonly objectives: ReadonlyArray<{ readonly name: string; readonly measures: readonly number[] }>;
  readonly measures: readonly MeasureWork[];
  readonly events: readonly EventsWork[];
  readonly failures: readonly Diagnostic[];
}

/** A retention (or one threshold of it): one request over the cohorts. */
export interface RetentionWork {
  readonly type: 'retention';
  readonly name: string;
  readonly by: readonly string[];
  /** Group columns of the answer, in the order of `by`. */
  readonly columns: readonly string[];
  readonly fromMs: number;
  readonly toMs: number;
  /** Periods after the start, ascending. */
  readonly points: readonly number[];
  /** Cohort i is [edges[i], edges[i + 1]); the outer ones may be cut by the range. */
  readonly cohorts: {
    readonly grain?: string;
    readonly edges: readonly number[];
    readonly firstIsWhole: boolean;
    readonly lastIsWhole: boolean;
  };
  /** By cohort and point: the period is over for everybody who may have started in the cohort. */
  readonly mature: ReadonlyArray<readonly boolean[]>;
  readonly threshold?: string;
  readonly request?: string;
  readonly failures: readonly Diagnostic[];
}

/** What stands behind a number: one request, for samples, failed traces, or the spans of `trace`. */
export interface BehindWork {
  readonly type: 'samples' | 'traces';
  readonly name: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly trace?: string;
  readonly request?: string;
  readonly failures: readonly Diagnostic[];
}

/** A metric of an experiment: one request over its units. */
export interface ExperimentWork {
  readonly type: 'experiment';
  readonly name: string;
  readonly metric: string;
  readonly by: readonly string[];
  /** Group columns of the answer, in the order of `by`. */
  readonly columns: readonly string[];
  /** Of exposures. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly request?: string;
  readonly failures: readonly Diagnostic[];
}

/** View impact: one change and one KPI. */
export interface ImpactWork {
  readonly type: 'impact';
  readonly name: string;
  readonly by: readonly string[];
  /** Segments of the slices: those of `by`, and that of the control. */
  readonly groups: readonly string[];
  readonly windows: EffectWindows;
  /** When the slices begin, and until when they were asked. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Of the change; undefined where the range itself is the time after. */
  readonly deploy?: { readonly id: string; readonly events: string; readonly atMs: number };
  readonly control: ControlAsked;
  readonly roles: KpiWork['roles'];
  readonly events: readonly EventsWork[];
  readonly failures: readonly Diagnostic[];
}

export type WorkItem =
  | ImpactWork
  | KpiWork
  | DerivedWork
  | FunnelWork
  | ObjectivesWork
  | RetentionWork
  | HoldsWork
  | BehindWork
  | HappeningsWork
  | ExperimentWork;

export interface Work {
  readonly parts: readonly PartWork[];
  readonly items: readonly WorkItem[];
  readonly limit: number;
}
