/**
 * What crosses between the Go host and the compiler inside sobek: JSON text, beside ArrayBuffers for columns of numbers
 * (JSON costs three times as much there). pkg/core/protocol.go is the other half.
 */
import type { Diagnostic, ExplainedRequest, QueryContext } from '../../kpi';
import type { GrafanaRequest, GrafanaResponse } from '../grafana-http';

export interface BeginContext extends QueryContext {
  readonly refId?: string;
  /** The alerting engine asks: an incomplete answer is an error. */
  readonly forAlert?: boolean;
}

/** A round of a running query. */
export type StepJson =
  | { readonly done: false; readonly session: number; readonly requests: readonly GrafanaRequest[] }
  | { readonly done: true; readonly response: GrafanaResponse | SegmentValuesJson };

export interface SegmentValuesJson {
  readonly ok: true;
  readonly values: readonly string[];
  /** True where the store holds more values than were asked for. */
  readonly more: boolean;
}

/** A decoded field: `buffer` is the place of its Float64Array in the list of buffers, else `values` holds it. */
export interface WireField {
  readonly name: string;
  readonly type?: string;
  readonly typeInfo?: { readonly frame?: string };
  readonly labels?: Readonly<Record<string, string>>;
  readonly buffer?: number;
  readonly values?: readonly unknown[];
}

export interface WireFrame {
  readonly name?: string;
  readonly fields: readonly WireField[];
  readonly meta?: {
    readonly executedQueryString?: string;
    readonly notices?: ReadonlyArray<{ readonly severity?: string; readonly text: string }>;
  };
}

/** An upstream answer, or the code and parameters of what went wrong; the words are the catalogue's. */
export type WireResponse =
  | { readonly id: string; readonly ok: true; readonly frames: readonly WireFrame[] }
  | {
      readonly id: string;
      readonly ok: false;
      readonly code: string;
      readonly params: Readonly<Record<string, unknown>>;
    };

export interface LoadedJson {
  readonly ok: boolean;
  readonly diagnostics: ReadonlyArray<Diagnostic & { readonly text: string }>;
  /** The definitions as JSON, for `restore` in another runtime: parsing YAML takes a thousand times as long. */
  readonly definitions?: string;
}

export type ExplainJson =
  | {
      readonly ok: true;
      readonly requests: readonly ExplainedRequest[];
      readonly diagnostics: LoadedJson['diagnostics'];
    }
  | { readonly ok: false; readonly diagnostics: LoadedJson['diagnostics'] };

/** What one source said to a tiny question. */
export interface ProbeJson {
  readonly source: string;
  readonly ok: boolean;
  readonly message: string;
}
