/**
 * What Grafana's data frames look like from outside: the part that its JSON (`/api/ds/query`), its browser objects and the
 * Go host's decoded columns have in common.
 */
import type { Diagnostic } from '../../kpi';

export interface GrafanaField {
  readonly name: string;
  /** `time`, `number`, `string`, `boolean` or something else; only a hint, the values are looked at. */
  readonly type?: string;
  /** Go type of the values, as Grafana's JSON says it (`float64`, `int64` …). */
  readonly typeInfo?: { readonly frame?: string };
  readonly labels?: Readonly<Record<string, string>>;
  /** A Float64Array (time as UTC epoch ms, NaN = missing) or plain values with null. */
  readonly values: ArrayLike<unknown>;
}

export interface GrafanaFrame {
  readonly name?: string;
  readonly fields: readonly GrafanaField[];
  readonly meta?: {
    readonly executedQueryString?: string;
    readonly notices?: ReadonlyArray<{ readonly severity?: string; readonly text: string }>;
  };
}

/** One query for one Grafana data source, still without `refId`. */
export interface GrafanaRequest {
  /** Id of the upstream request that it stands for. */
  readonly id: string;
  /** Definition name of the source. */
  readonly source: string;
  readonly uid: string;
  /** Plugin id of the data source. */
  readonly type: string;
  /** UTC epoch ms of the range that goes beside the query. */
  readonly fromMs: number;
  readonly toMs: number;
  /** True where the range decides what is evaluated (PromQL); SQL carries its own range in its text. */
  readonly rangeMatters: boolean;
  readonly query: Readonly<Record<string, unknown>>;
  /** Instead of a query of a data source: `GET /api/annotations` of the Grafana itself, with these parameters. `uid` is empty. */
  readonly annotations?: string;
}

export type GrafanaRequestOutcome =
  { readonly ok: true; readonly request: GrafanaRequest } | { readonly ok: false; readonly error: Diagnostic };
