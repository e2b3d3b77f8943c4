/** What a view is given: the definition, the range, and the slices (or the failure) of each part of its measure. */
import type { Compare } from '../calendar';
import type { Diagnostic } from '../diagnostics';
import type { KpiDefinition } from '../definition/types';
import type { Expression } from '../expression';
import type { PartSlices } from '../slices';
import type { ResultFrame } from './types';

export type Role = 'value' | 'numerator' | 'denominator' | 'events';

/** The slices of a part over the whole range, on their own tiles. */
export interface PartAnswer {
  readonly source: string;
  readonly store: 'sql' | 'prometheus';
  readonly slices: PartSlices;
  /** Slices that end by then will not change any more. */
  readonly closedMs: number;
  /** Values that were no finite numbers; they count as missing. */
  readonly invalid: number;
}

export interface Buckets {
  readonly grain: string;
  readonly edges: readonly number[];
  readonly firstIsWhole: boolean;
  readonly lastIsWhole: boolean;
}

/** A KPI that is reckoned from others, and its expression as a tree. */
export interface Derivation {
  readonly kpi: KpiDefinition & { readonly measure: Extract<KpiDefinition['measure'], { kind: 'derived' }> };
  readonly tree: Expression;
}

/** What the numbers of a derived KPI come of. */
export interface DerivedFrom {
  /** The KPIs at its ends, by name: over its range and segments, in its buckets. */
  readonly leaves: ReadonlyMap<string, KpiAnswer>;
  /** Those between, each after its inputs; the last is the derived KPI itself. */
  readonly steps: readonly Derivation[];
}

export interface KpiAnswer {
  readonly kpi: KpiDefinition;
  readonly by: readonly string[];
  readonly fromMs: number;
  readonly toMs: number;
  /** At most so many segments, the largest first. */
  readonly limit: number;
  /** Its own parts; a derived KPI has none. */
  readonly roles: Readonly<Partial<Record<Role, PartAnswer>>>;
  /** Derived KPIs only. */
  readonly derived?: DerivedFrom;
  readonly buckets?: Buckets;
  /** Whether segments beyond the limit make one row together. */
  readonly other?: boolean;
  /** The earlier period, where one was asked for. */
  readonly compared?: {
    readonly compare: Compare;
    readonly fromMs: number;
    readonly toMs: number;
    /** See `Earlier` of the calendar. */
    readonly localFrom: number;
    /** Missing where a source failed for it, or where clocks skipped all of it. */
    readonly answer?: KpiAnswer;
  };
}

/** A severity of a KPI that `alerting.suppress` keeps from firing now. */
export interface HeldBack {
  readonly kpi: string;
  readonly displayName: string;
  readonly severity: 'page' | 'ticket';
  /** `Deploys shop v8 was just now`. */
  readonly reason: string;
}

/** Frames of one KPI or funnel. `hasData`: some number is not missing (a suppressed one counts as there). */
export interface ViewOutcome {
  readonly frames: readonly ResultFrame[];
  readonly diagnostics: readonly Diagnostic[];
  readonly hasData: boolean;
  /** View `alert`: for all numbers of the KPI, also those of its thresholds. */
  readonly heldBack?: readonly HeldBack[];
}
