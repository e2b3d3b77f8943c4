/** What a gate sees, what it was told to do, and what it decides. Plain data; every instant is UTC epoch ms. */
import type { EffectVerdict } from '../results/types-events';

/** The effect of the deploy on a KPI as view impact tells it; in the KPI's unit. Null where it cannot be said. */
export interface SeenEffect {
  readonly verdict: EffectVerdict;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly before: number | null;
  readonly after: number | null;
  readonly expected: number | null;
  readonly afterEvents: number | null;
  /** So many more events until the smallest effect that matters would show. */
  readonly neededEvents: number | null;
  /** Smallest effect that matters, ≥ 0. */
  readonly matters: number;
  /** Smallest effect that the traffic so far would show, 80 times of 100. */
  readonly detectable: number | null;
  /** Money lost against what was to be expected (below 0: won), with its interval. */
  readonly cost: number | null;
  readonly costLow: number | null;
  readonly costHigh: number | null;
}

/** How many times over its threshold an alert of a KPI is; null: it has no verdict (no data, too few events). */
export interface SeenAlert {
  readonly severity: 'page' | 'ticket';
  /** Its segment and threshold in words, '' where it is the only one. */
  readonly of: string;
  readonly times: number | null;
}

/** One KPI at one look. */
export interface KpiLook {
  readonly kpi: string;
  readonly displayName: string;
  readonly unit: string;
  readonly currency?: string;
  /** Null: the look did not ask for it (before the deploy), or it failed. */
  readonly effect: SeenEffect | null;
  readonly alerts: readonly SeenAlert[];
  /** Why it could not be asked this time. With any, the look says nothing of the KPI's effect at the end. */
  readonly faults: readonly string[];
}

/** What was seen at one time. A look at or before the deploy only tells which alerts held already. */
export interface Look {
  readonly atMs: number;
  readonly kpis: readonly KpiLook[];
}

export type Stance = 'open' | 'closed';

export interface GatePolicy {
  readonly kpis: readonly string[];
  readonly deployMs: number;
  /** Until then the gate watches. */
  readonly untilMs: number;
  /** For so long after that a source may still be away. */
  readonly patienceMs: number;
  /** Alerts that close the gate: pages, or tickets too. */
  readonly severity: 'page' | 'ticket';
  /** Money: a deploy that surely lost more closes the gate. In each KPI's own currency; losses of several KPIs are not added up. */
  readonly maxLoss?: number;
  /** At the end, with too little traffic to say. */
  readonly whenUndecided: Stance;
  /** At the end, with nothing measured. */
  readonly onNoData: Stance;
}

/** Kinds of reasons, most telling first. */
export const REASONS = ['worse', 'page', 'ticket', 'loss', 'away', 'noData', 'undecided', 'harmless', 'fine'] as const;
export type ReasonKind = (typeof REASONS)[number];

export interface Reason {
  readonly kind: ReasonKind;
  readonly kpi: string;
  /** A sentence for people. */
  readonly words: string;
}

/** `watching`: look again. `couldNotRun`: a source stayed away, so nothing was decided; never to be taken for `open`. */
export type Outcome = 'watching' | 'open' | 'closed' | 'couldNotRun';

export interface Decision {
  readonly outcome: Outcome;
  /** Of the look that decided, or of the last one. */
  readonly atMs: number;
  /** Why; while watching: what is known so far. */
  readonly reasons: readonly Reason[];
}
