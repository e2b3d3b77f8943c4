/** The query contract: what a panel, an alert rule, the command line and the gate send. No SQL or PromQL in it. */
import { COMPARISONS, GRAINS, type Compare, type Grain } from '../calendar';
import type { EventKind } from '../results/types-events';

export const VIEWS = [
  'value',
  'series',
  'breakdown',
  'funnel',
  'budget',
  'burn',
  'alert',
  'retention',
  'deploys',
  'incidents',
  'impact',
  'experiment',
  'samples',
  'traces',
] as const;
export type View = (typeof VIEWS)[number];

export { COMPARISONS, GRAINS };
export type { Compare, Grain };

/** A filter as Grafana's ad-hoc variables give it. */
export interface AdhocFilter {
  readonly key: string;
  readonly operator: '=' | '!=' | '=~' | '!~' | '=|' | '!=|';
  readonly value: string;
  /** For `=|` and `!=|`. */
  readonly values?: readonly string[];
}

export interface KpiQuery {
  /** Exactly one of `kpi`, `kpis`, `area` (views deploys and incidents: at most one). Names of KPIs, funnels or experiments. */
  readonly kpi?: string;
  readonly kpis?: readonly string[];
  readonly area?: string;
  readonly view: View;
  /** Segment names. */
  readonly by?: readonly string[];
  /** Segment name -> allowed values (ORed). An empty list matches nothing and is an error. */
  readonly filters?: Readonly<Record<string, readonly string[]>>;
  readonly adhoc?: readonly AdhocFilter[];
  /** Auto or nothing: the definition's own grain, or else what fits the points. */
  readonly grain?: Grain | 'auto';
  /** A duration such as `30m`: the range is then the last `window` before its end. */
  readonly window?: string;
  /** Of the views budget, burn and alert: only this objective. View burn needs it where a KPI has several. */
  readonly objective?: string;
  /** Of the view alert: only numbers of this severity. */
  readonly severity?: 'page' | 'ticket';
  /** Of value, series and breakdown, each number beside that of an earlier period; of funnels only `previous`. */
  readonly compare?: Compare;
  /** Of breakdowns: what is beyond the limit is one last row, instead of being left out. */
  readonly other?: boolean;
  /** At most this many segments (largest first), the rest is left out with a notice; default 100. */
  readonly limit?: number;
  /** Of deploys and incidents: names of Events; absent: those of the KPIs' areas and those of no area. */
  readonly events?: readonly string[];
  /** Of deploys and incidents: only these kinds. */
  readonly kinds?: readonly EventKind[];
  /** Of deploys and incidents: only events of these services. */
  readonly services?: readonly string[];
  /** Of deploys and incidents: only events of these environments. */
  readonly environments?: readonly string[];
  /** Of impact: the event to judge, by the `id` of view deploys. Absent: the range itself is the time after. */
  readonly deploy?: string;
  /** Of impact and deploys, durations: how much time before counts as usual (default as long as after, at least 1h), how long after is looked at (default 1h). */
  readonly before?: string;
  readonly after?: string;
  /** Of impact and deploys: what else moved. `auto` (default), `none`, `weekday`, or `segment=value` of the KPI. */
  readonly control?: string;
  /** Of traces: an id, or `newest`. */
  readonly trace?: string;
}

/** When it is asked, and for when. All instants are UTC epoch milliseconds; the range is [fromMs, toMs). */
export interface QueryContext {
  readonly fromMs: number;
  readonly toMs: number;
  /** Injected by the host: the compiler has no clock. */
  readonly nowMs: number;
  readonly maxDataPoints?: number;
}
