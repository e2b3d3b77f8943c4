/** Results of what happened and what it did: the views deploys, incidents, impact, experiment, samples and traces. */
import type { EventKind } from '../definition/types';
import type { ValueMeta } from './types';

export { EVENT_KINDS, type EventKind } from '../definition/types';

/** Something that happened, from whichever store. Texts are absent where the store has none. */
export interface EventRecord {
  /**
   * `<Events name>/<atMs>/<service>/<version>`, each part URI-encoded; empty where absent. Stable between queries; query field `deploy` takes it.
   * Where several different events would share one, the later ones (by title) have a fifth part, `2` and so on.
   */
  readonly id: string;
  readonly kind: EventKind;
  /** UTC epoch ms. */
  readonly atMs: number;
  /** Null: still going on (incidents), or an instant (all others without an end). */
  readonly endMs: number | null;
  readonly title: string;
  readonly service?: string;
  readonly version?: string;
  readonly environment?: string;
  readonly link?: string;
  readonly author?: string;
  readonly team?: string;
  /** How bad an incident is, in the store's own words. */
  readonly severity?: string;
  /** Only of alerts that fired: an incident that nobody wrote down. */
  readonly alert?: true;
  /** Name of the Events definition, and of its source. */
  readonly events: string;
  readonly source: string;
  /** KPIs that it is said to concern; absent: all of the definition's area. */
  readonly kpis?: readonly string[];
}

/**
 * What a change did to a KPI. `better`/`worse`: the interval excludes no effect, in the KPI's own sense (`better: higher | lower`). `none`: enough was seen
 * and the interval lies within what does not matter. `waiting`: not enough traffic yet to say. `unknown`: too little was measured (coverage), or the KPI failed.
 */
export const EFFECT_VERDICTS = ['worse', 'better', 'none', 'waiting', 'unknown'] as const;
export type EffectVerdict = (typeof EFFECT_VERDICTS)[number];

/**
 * View `deploys`: first the frame `events`, a row an event, ascending by time: `time`, `end` (time, null as `EventRecord.endMs`), `kind`, `title`, `service`,
 * `version`, `environment`, `link`, `author`, `team`, `events`, `id` (strings, null where absent); then for each KPI asked for, labelled `kpi`: `effect` (in the
 * KPI's unit: a ratio's 0.008 is 0.8 points), `effectLow`, `effectHigh` (95 %, safe to look at all the time), `verdict` (EffectVerdict), `budgetMs` (budget of the first
 * objective that went in the time looked at, as time of its window at an even pace; null without an objective), `cost` (money lost against what was to be expected; below 0: won; null
 * without a price). Null for events that are no deploy, rollback, flag or promotion. Then for each KPI a frame `series` (`time`, `value`, as view series; meta `SeriesBehindMeta`).
 */
export interface DeploysMeta {
  readonly view: 'deploys';
  readonly part: 'events';
  readonly fromMs: number;
  readonly toMs: number;
  readonly timeZone: string;
  /** KPIs of the effect fields, in order. */
  readonly kpis: ReadonlyArray<{
    readonly kpi: string;
    readonly displayName: string;
    readonly unit: string;
    readonly currency?: string;
    readonly better: 'higher' | 'lower';
    readonly links: ReadonlyArray<{ readonly title: string; readonly url: string }>;
    readonly runbook?: string;
    readonly objective?: string;
  }>;
  /** Per row and KPI (rows outer), where an effect was measured: for tooltips and the before/after picture. */
  readonly effects: ReadonlyArray<ReadonlyArray<EffectMeta | null>>;
  /** Stretches in which a KPI's page or ticket held. */
  readonly burning: ReadonlyArray<{
    readonly kpi: string;
    readonly severity: 'page' | 'ticket';
    readonly fromMs: number;
    readonly toMs: number;
    readonly ongoing: boolean;
  }>;
  /** Definitions of events that were asked: name, display name, how many came. */
  readonly asked: ReadonlyArray<{ readonly events: string; readonly displayName: string; readonly rows: number }>;
}

export interface SeriesBehindMeta extends ValueMeta {
  readonly view: 'deploys';
  readonly part: 'series';
}

/** Both sides of an effect. */
export interface EffectMeta {
  readonly beforeFromMs: number;
  readonly beforeToMs: number;
  readonly afterFromMs: number;
  readonly afterToMs: number;
  readonly before: number | null;
  readonly after: number | null;
  /** What `after` would have been: `before`, moved as the control moved. */
  readonly expected: number | null;
  /** Events (denominator, or count) on each side. */
  readonly beforeEvents: number | null;
  readonly afterEvents: number | null;
  /** `the same weekday, 4 weeks`; null where there is none. */
  readonly control: string | null;
  /** Another change of the same service or KPI fell into the time looked at. */
  readonly overlaps: boolean;
}

/**
 * View `impact`: one frame a KPI. A row for the whole, then one for each value of `by`. Fields: segments…, `before`, `after`, `expected` (KPI's unit), `effect` (= after − expected),
 * `effectLow`, `effectHigh`, `pValue` (always valid), `verdict`, `beforeEvents`, `afterEvents`, `neededEvents` (so many more until the smallest effect that matters shows; null where it shows already, or
 * cannot be said), `lost` (units: good events of a ratio, events or money of a count or sum, that were missing against the expectation; below 0: won), `lostLow`, `lostHigh`, `cost`, `costLow`,
 * `costHigh` (money; null without a price), `budgetShare` (of the first objective's budget), `budgetMs`.
 */
export interface ImpactMeta extends ValueMeta {
  readonly view: 'impact';
  readonly event?: EventRecord;
  readonly better: 'higher' | 'lower';
  readonly currency?: string;
  readonly before: { readonly fromMs: number; readonly toMs: number };
  /** `toMs`: how far it could be seen; `untilMs`: where the look ends for good. */
  readonly after: { readonly fromMs: number; readonly toMs: number; readonly untilMs: number };
  readonly control: {
    readonly kind: 'none' | 'weekday' | 'segment';
    /** For people: `the same hours of 4 Wednesdays before`, `region us`, `none: there is no history`. */
    readonly words: string;
  };
  /** Sentences: which test, which variance, what is safe about looking early. */
  readonly method: readonly string[];
  /** How many times the variance of independent events; 1 where there is no sign of more. */
  readonly dispersion: number | null;
  /** Smallest effect (KPI's unit) found 80 times of 100 with the traffic so far; null where it cannot be said. */
  readonly detectable: number | null;
  /** Smallest effect that matters: `impact.minimumEffect` of the KPI, or its default. */
  readonly matters: number;
  /** F4: whether segments moved apart, by dimension. A change that one segment alone has is not the cause of the whole. */
  readonly divergence: ReadonlyArray<{
    readonly segment: string;
    /** Of Cochran's Q; null where it cannot be said. */
    readonly pValue: number | null;
    readonly diverges: boolean;
    readonly words: string;
  }>;
}

/**
 * View `incidents`: one frame, a row an incident (or alert), newest first: `time`, `end` (null: still open), `duration` (seconds, up to now where open), `title`, `kind` (`incident` or `alert`), `severity`,
 * `service`, `kpi`, `team`, `link`, `runbook`, `ongoing` (boolean), `badEvents`, `cost` (money that the KPI's objective lost in its time; null where it is not known).
 */
export interface IncidentsMeta {
  readonly view: 'incidents';
  readonly fromMs: number;
  readonly toMs: number;
  readonly timeZone: string;
  readonly currency?: string;
}

/**
 * View `experiment` (`kpi` names an Experiment): one frame a metric, a row for each variant (and value of `by`): segments…, `variant`, `units`, `value` (mean a unit), `difference`, `differenceLow`, `differenceHigh`,
 * `lift` (share of the control's), `liftLow`, `liftHigh`, `pValue` (always valid), `verdict`. Null for the control itself, which comes first. `units`: those whose window is over.
 */
export interface ExperimentMeta {
  readonly view: 'experiment';
  readonly experiment: string;
  readonly displayName: string;
  readonly metric: string;
  readonly metricName: string;
  readonly unit: string;
  readonly better: 'higher' | 'lower';
  readonly control: string;
  /** `share`: planned, of 1; `units`: all that were exposed, whatever of their windows is over, null where they are too few to be shown. */
  readonly variants: ReadonlyArray<{
    readonly name: string;
    readonly displayName: string;
    readonly share: number;
    readonly units: number | null;
  }>;
  readonly fromMs: number;
  readonly toMs: number;
  readonly timeZone: string;
  readonly by: readonly string[];
  /** Chi-squared test of the shares; `suspicious` under 0.001: the numbers are not to be trusted. */
  readonly sampleRatio: { readonly pValue: number | null; readonly suspicious: boolean; readonly words: string };
  /** Units that were seen in several variants and were left out. */
  readonly mixed: number;
  readonly covariate?: { readonly words: string; readonly varianceLeft: number | null };
  /** With `by` only, for each variant but the control. F4: an effect that one segment alone has is not that of the whole. */
  readonly divergence?: ReadonlyArray<{
    readonly segment: string;
    readonly variant: string;
    /** Of Cochran's Q, for one look; null where it cannot be said. */
    readonly pValue: number | null;
    readonly diverges: boolean;
    readonly words: string;
  }>;
  readonly method: readonly string[];
  readonly owner: { readonly team: string; readonly contact?: string };
}

/** View `samples`: one frame, newest first, the fields that the KPI's `samples` lists. Masks are applied before a frame is made. */
export interface SamplesMeta extends ValueMeta {
  readonly view: 'samples';
  readonly masked: ReadonlyArray<{ readonly field: string; readonly mask: string }>;
}

/**
 * View `traces`. Without `trace`: a table of failed traces, newest first (`time`, `trace`, `operation`, `service`, `duration` ms, `spans`, `errors`). With it (an id, or `newest`): the spans of one trace in Grafana's trace
 * frame: `traceID`, `spanID`, `parentSpanID`, `operationName`, `serviceName`, `serviceTags`, `startTime` (ms), `duration` (ms), `tags`, `statusCode`; shown as `trace`.
 */
export interface TracesMeta extends ValueMeta {
  readonly view: 'traces';
  readonly part: 'list' | 'spans';
  /** Its trace's id, where spans are shown. */
  readonly trace?: string;
}
