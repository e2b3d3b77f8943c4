/** What the PromQL room is asked for: texts built through a syntax tree and re-parsed with lezer-promql. */
import type { Condition, PrometheusPart } from '../definition/types';
import type { Outcome } from '../diagnostics';

/**
 * Increase of a counter per slice, summed by labels:
 * `sum by (…) (increase(m{…}[S + i - 1ms])) * S / (S + i - 1ms)`; see DESIGN 4 and research/performance.md A4.
 * Evaluated at a slice's END: the value at instant t belongs to [t - stepMs, t).
 */
export interface IncreaseQuery {
  readonly metric?: string;
  /** Admin's own expression with `$window`; used instead of `metric`. */
  readonly promql?: string;
  readonly type: PrometheusPart['type'];
  /** Of histograms: which quantile. */
  readonly q?: string;
  readonly by: readonly string[];
  readonly where: readonly Condition[];
  readonly stepMs: number;
  readonly scrapeIntervalMs: number;
}

/** `group by (label) (last_over_time(metric{…}[range]))`-like text that lists a label's values. */
export interface LabelValuesQuery {
  readonly metric: string;
  readonly label: string;
  readonly where: readonly Condition[];
  readonly rangeMs: number;
}

/**
 * When series of a metric were there, by labels: `min by (…) (min_over_time(timestamp(m{…})[S:i]))` (`of: first`; `last`: the greatest). The value at
 * instant t is the time (seconds since 1970) of the first or last sample in (t − S, t]; a sample counts as there for as long as the store looks
 * back for one (5 min, or until it is marked stale), so the first may lie a little before the step.
 */
export interface PresenceQuery {
  readonly metric: string;
  readonly by: readonly string[];
  readonly where: readonly Condition[];
  readonly of: 'first' | 'last';
  /** S, ms. */
  readonly stepMs: number;
  /** How finely a step is looked through: at most the distance of two samples, for exact times. ms. */
  readonly everyMs: number;
}

export type BuildPresence = (q: PresenceQuery) => Outcome<string>;
export type BuildIncrease = (q: IncreaseQuery) => Outcome<string>;
export type BuildLabelValues = (q: LabelValuesQuery) => Outcome<string>;
