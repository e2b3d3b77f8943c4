/** What the error-budget panel draws: read from frames by `read-budget.ts`, placed by `layout/`, drawn by `picture.tsx`. */
import type { DataFrame, QueryResultMetaNotice } from '@grafana/data';
import type { BudgetMeta, BudgetState, ObjectiveMeta } from '../../kpi/results/types';
import type { NoView } from '../shared/use-view';

/** Numbers of a row, as the view `budget` names them. Null: not known. Never 0 for nothing. */
export const ROW_NUMBERS = [
  'target',
  'sli',
  'budget',
  'consumed',
  'remaining',
  'burnRate',
  'exhaustsAt',
  'badCost',
  'elapsed',
  'pace',
  'coverage',
  'totalEvents',
  'badEvents',
  'allowedEvents',
  'allowedMinutes',
  'spentMinutes',
  'allowedCost',
  'costPerHour',
] as const;
export type RowNumber = (typeof ROW_NUMBERS)[number];

export interface BudgetRow extends Readonly<Record<RowNumber, number | null>> {
  /** Where it came from, for data links. */
  readonly frame: DataFrame;
  readonly row: number;
  /** Null for a table that is not the data source's own. */
  readonly meta: BudgetMeta | null;
  readonly objective: ObjectiveMeta | null;
  /** For people; the KPI's name, and the objective's, which is empty where it says nothing more. */
  readonly kpi: string;
  readonly name: string;
  /** Values of the segments, joined; empty where the budget is not split. */
  readonly segment: string;
  /** Null where the data does not say and it cannot be told from what is left. */
  readonly state: BudgetState | null;
  /** The consequence that applies. */
  readonly then: string | null;
  readonly currency: string | null;
  readonly spark: BudgetMeta['sparks'][number] | null;
}

export interface BudgetModel {
  readonly kind: 'budget';
  /** At least one, in the order in which they are drawn. */
  readonly rows: readonly BudgetRow[];
  readonly notices: readonly QueryResultMetaNotice[];
}

export type NoBudget = NoView;
