/** What the view of an experiment is made of, and what its parts share. */
import type { ExperimentDefinition, ExperimentMetric } from '../definition/types';
import type { Comparison, Kind, UnitSums } from '../stats/experiment';
import type { EffectVerdict } from './types-events';

/** Units of one variant and segment. `variant`: index in the definition's; beyond, see `ExperimentQuery`. */
export interface VariantRow {
  readonly variant: number;
  readonly values: ReadonlyArray<string | null>;
  readonly exposed: number;
  /** Of those whose window is over. */
  readonly sums: UnitSums;
}

export interface ExperimentAnswer {
  readonly experiment: ExperimentDefinition;
  readonly metric: ExperimentMetric;
  readonly by: readonly string[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly limit: number;
  /** Variants and segments without a unit are absent. */
  readonly rows: readonly VariantRow[];
}

/** Units at which intervals are shortest: gbstats' choice. */
export const TUNING = 5000;

/** A row of the frame. */
export interface Cell {
  readonly variant: number;
  readonly values: ReadonlyArray<string | null>;
  /** Fewer than `minCohort`, here or in the control: no number of it is shown. */
  readonly suppressed: boolean;
  readonly units: number;
  readonly value: number | null;
  readonly comparison: Comparison | null;
  readonly verdict: EffectVerdict | null;
}

export const kindOf = ({ per, lookbackMs }: ExperimentMetric): Kind =>
  per !== undefined ? 'ratio' : lookbackMs !== undefined ? 'adjusted' : 'mean';

export const exposedTo = ({ rows }: ExperimentAnswer, variant: number): number =>
  rows.filter((row) => row.variant === variant).reduce((all, { exposed }) => all + exposed, 0);
