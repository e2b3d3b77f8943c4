import type { Dialect } from '../definition/types';
import type { Diagnostic } from '../diagnostics';

/**
 * One upstream request: a finished text for one source. Frozen, printable, comparable.
 * `id` is a digest of everything else that matters, so equal requests of different panels have equal ids.
 */
export interface UpstreamRequest {
  readonly id: string;
  /** Definition name of the source. */
  readonly source: string;
  readonly dialect: Dialect;
  /**
   * `table`: SQL, one table back. `range`/`instant`: PromQL, one frame a series back. `annotations`: Grafana's own, one table back.
   */
  readonly mode: 'table' | 'range' | 'instant' | 'annotations';
  /** SQL or PromQL; of annotations JSON: `{"tags":[…],"limit":n}`, all of the tags, the latest n that touch startMs … endMs. */
  readonly text: string;
  /** PromQL: evaluation instants startMs, startMs+stepMs … endMs (inclusive). SQL: the time the text covers, for display only. */
  readonly startMs: number;
  readonly endMs: number;
  readonly stepMs: number;
  /** SQL: names and types of the columns, in order. A host converts driver values to these types. */
  readonly columns: ReadonlyArray<{ readonly name: string; readonly type: ColumnType }>;
  /** For people: "sessions by device, 5 min slices". */
  readonly purpose: string;
}

export type ColumnType = 'time' | 'number' | 'string' | 'boolean';

/** Columns of one answer. `time` columns hold UTC epoch ms as numbers. A missing value is null (or NaN in a Float64Array). */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly labels?: Readonly<Record<string, string>>;
  readonly values: ArrayLike<number | string | boolean | null> | Float64Array;
}

export interface ColumnFrame {
  readonly length: number;
  readonly columns: readonly Column[];
}

export type UpstreamResponse =
  | {
      readonly id: string;
      readonly ok: true;
      readonly frames: readonly ColumnFrame[];
      /** What the store said beside its answer (Prometheus warnings …); always shown. */
      readonly warnings?: readonly string[];
      readonly sent?: Sent;
    }
  | { readonly id: string; readonly ok: false; readonly error: Diagnostic; readonly sent?: Sent };

/** Ids of the requests that were really sent for a response; absent: its own. */
export type Sent = readonly string[];
