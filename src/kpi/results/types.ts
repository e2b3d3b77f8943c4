import type { View } from '../plan/query';
import type { Severity } from '../diagnostics';

export type FieldType = 'time' | 'number' | 'string' | 'boolean';

/** `time` values are UTC epoch ms. Missing is null, never NaN and never 0. */
export interface ResultField {
  readonly name: string;
  readonly type: FieldType;
  /** Definition unit (`ratio`, `count`, `seconds`, `currency:EUR` …); hosts map it to Grafana's unit ids. */
  readonly unit?: string;
  readonly displayName?: string;
  readonly description?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly values: ReadonlyArray<number | string | boolean | null>;
}

export interface ResultFrame {
  readonly name: string;
  readonly fields: readonly ResultField[];
  /** Grafana dataplane type of the frame. */
  readonly type: 'table' | 'numeric-multi' | 'timeseries-multi';
  /** What the number means, for pictures: see `FunnelMeta`, `ValueMeta`. Plain data. */
  readonly meta?: Readonly<Record<string, unknown>>;
}

export interface Notice {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly hint?: string;
  readonly source?: string;
  readonly kpi?: string;
}

/** `ok`: all there. `partial`: some source or KPI failed, the rest is shown. `nodata`: answered, but nothing in it. `error`: nothing to show. */
export type Status = 'ok' | 'partial' | 'nodata' | 'error';

export interface Result {
  /** The KPI's name; several joined by a comma. */
  readonly kpi: string;
  readonly view: View;
  readonly status: Status;
  readonly frames: readonly ResultFrame[];
  readonly notices: readonly Notice[];
  /** Upstream requests sent for it. */
  readonly requests: number;
}

/** `meta` of the frames of value, breakdown, series and alert: whose number it is, and for when. */
export interface ValueMeta {
  readonly view: View;
  readonly kpi: string;
  readonly displayName: string;
  readonly unit: string;
  readonly area: string;
  /** Names of the segment fields or labels, in order. */
  readonly by: readonly string[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly timeZone: string;
  readonly version: number;
  readonly owner: { readonly team: string; readonly contact?: string };
  readonly links: ReadonlyArray<{ readonly title: string; readonly url: string }>;
  readonly runbook?: string;
  /** Series only. */
  readonly grain?: string;
  readonly firstIsWhole?: boolean;
  /** Series only: time of the first bucket at the end that is cut or still open; null where all are complete. */
  readonly incompleteFromMs?: number | null;
  /** Alert only. */
  readonly threshold?: string;
  readonly bound?: string;
  readonly direction?: 'below' | 'above';
}

/** `meta` of a funnel frame: the rule in words a header can print. */
export interface FunnelMeta {
  readonly view: 'funnel';
  readonly funnel: string;
  readonly displayName: string;
  readonly type: 'actor' | 'aggregate';
  readonly entry?: 'first' | 'any';
  readonly order?: 'ordered' | 'strict' | 'any';
  readonly ties?: 'strict' | 'loose';
  readonly window?: string;
  readonly windowMs?: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly timeZone: string;
  /** Names of the segment fields, in order. */
  readonly by: readonly string[];
  /** Entries that have not finished but still may (their window is not over); 0 = mature. Null for aggregate. */
  readonly openEntries: number | null;
  readonly compared?: { readonly fromMs: number; readonly toMs: number };
  readonly owner: { readonly team: string; readonly contact?: string };
  readonly links: ReadonlyArray<{ readonly title: string; readonly url: string }>;
  readonly runbook?: string;
  readonly unit: string;
}
