/** What the burn-rate panel draws: read from frames by `read-burn.ts`, placed by `layout/`, drawn by `picture.tsx`. */
import type { Field, QueryResultMetaNotice } from '@grafana/data';
import type { BurnMeta, BurnSpan } from '../../kpi/results/types';

/** The burn over one window, at every time of its chart. */
export interface BurnLine {
  /** As the definition writes it: `5m`, `30d`. */
  readonly window: string;
  readonly ms: number;
  /** Times as fast as sustainable; null where nothing was measured. */
  readonly values: ReadonlyArray<number | null>;
  /** For data links. */
  readonly field: Field;
}

/** The budget at every time of its own grid. */
export interface BudgetLine {
  readonly times: readonly number[];
  /** Share of the budget that is left; below 0 where overspent. */
  readonly remaining: ReadonlyArray<number | null>;
  /** Share that would be left if it were spent evenly. */
  readonly ideal: ReadonlyArray<number | null>;
  /** Since the row before. */
  readonly bad: ReadonlyArray<number | null>;
  readonly total: ReadonlyArray<number | null>;
  readonly costPerHour: ReadonlyArray<number | null>;
}

/** What the compiler says of the end of the range. `unknown`: nothing was measured there. */
export type BurnState = 'page' | 'ticket' | 'unknown' | 'quiet';

/** One objective, of one segment where there are several. */
export interface BurnChart {
  readonly key: string;
  /** Among the others: without the objective where all have the same. */
  readonly label: string;
  /** On its own: `Checkout availability · EU`. */
  readonly name: string;
  readonly segment: string;
  readonly meta: BurnMeta;
  readonly fromMs: number;
  readonly toMs: number;
  readonly times: readonly number[];
  /** Ascending by length. */
  readonly lines: readonly BurnLine[];
  /** Null where the answer has no frame of the budget. */
  readonly budget: BudgetLine | null;
  /** Cut to the range, ascending by start. */
  readonly spans: readonly BurnSpan[];
  readonly events: BurnMeta['events'];
  readonly state: BurnState;
}

export interface BurnModel {
  readonly kind: 'burn';
  /** Worst first. */
  readonly charts: readonly BurnChart[];
  readonly notices: readonly QueryResultMetaNotice[];
}
