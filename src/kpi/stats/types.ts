/** What an effect is reckoned from, and what is said of it. Plain numbers: no clock, no definitions. */
import type { EffectVerdict } from '../results/types-events';

/**
 * `share`: good of all, each event its own (a conversion, a success). `mean`: a sum over how many there were (an average, money an order), whose
 * variance only the buckets tell. `rate`: counts or amounts over time; a control moves it by factors, the other two by differences.
 */
export type Family = 'share' | 'mean' | 'rate';

/**
 * A stretch of time in buckets of about equal length, in order. Bucket i of blocks that belong together (the same hours of other weeks) is the same
 * slot. A bucket with weight 0 was not measured, or is left out.
 */
export interface Block {
  /** Shares and means: how many events; rates: measured time in any one unit. */
  readonly weight: ArrayLike<number>;
  /** Good events, the sum of values, or the count (amount) in the time. */
  readonly sum: ArrayLike<number>;
}

/** A stretch that moved as the measured one would have without the change: its own before and after. */
export interface ControlPair {
  readonly before: Block;
  readonly after: Block;
}

export interface EffectInput {
  readonly family: Family;
  readonly before: Block;
  readonly after: Block;
  /** None: nothing else is known to have moved. */
  readonly control?: readonly ControlPair[];
  /** More stretches without the change (those before `before`), from which only the dispersion is estimated: more buckets, surer limits. */
  readonly calm?: readonly Block[];
  /** Whether buckets of one slot rise and fall together over the blocks (a weekday's rhythm); they are then compared within their slots. */
  readonly rhythm?: boolean;
  /** `weight` of `after` when all that is looked at will have been seen. Must not depend on what was seen after the change. */
  readonly planned: number;
  /** Counts of independent events: their dispersion is at least 1. Default true for shares, false else. */
  readonly counted?: boolean;
  /** Smallest effect that matters, above 0; of rates a share of what was expected. */
  readonly matters: number;
  readonly better: 'higher' | 'lower';
  /** Chance of ever being wrong; default 0.05. */
  readonly alpha?: number;
}

/** An effect. Shares and means in their own unit; rates a unit of weight. Null: cannot be said. */
export interface Effect {
  readonly before: number | null;
  readonly after: number | null;
  /** What `after` would have been without the change. */
  readonly expected: number | null;
  /** after − expected. */
  readonly effect: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly verdict: EffectVerdict;
  /** Estimated dispersion. */
  readonly dispersion: number | null;
  /** Degrees of freedom of the estimated variance. */
  readonly freedom: number | null;
  /** Standard errors to the limits; null where there are none. */
  readonly boundary: number | null;
  /** Information so far, in units of the boundary's ρ; see boundary.ts. */
  readonly seen: number;
  /** Standard error of the effect if there was none. */
  readonly error: number | null;
  /** Smallest effect (of rates too in the effect's unit) found 80 times of 100 with what was seen. */
  readonly detectable: number | null;
  /** So much more weight (events; of rates the expected count) until `matters` would be found 80 times of 100; 0: enough. Null: never, before is too short. */
  readonly needed: number | null;
}
