/**
 * Statistics of effects: pure arithmetic on buckets.
 *
 * - `effectOf(input)`: before against after (with a control) → effect, interval, verdict, what is still needed. The interval is a confidence sequence: it
 *   holds at every look at once, so a gate may watch it every minute and stop when it likes.
 * - `pValueOf(input)`: always-valid p-value of the same interval; dearer, so it is apart.
 * - `lossOf({ effect, … })`: lost units and money with the effect's interval.
 * - `divergenceOf(moves)`: whether segments moved apart (Cochran's Q).
 *
 * Blocks are buckets of a stretch of time: build them with `blockOf` of results/impact-blocks.ts from slices, or by hand.
 */
export { alwaysValidP, boundary, PLANNED } from './boundary';
export { chiSquaredTail, normalCdf, normalQuantile, studentTails } from './distributions';
export { divergenceOf, type Divergence } from './divergence';
export { effectOf } from './effect';
export { budgetShareOf, lossOf, type Loss, type LossInput } from './loss';
export { pValueOf } from './p-value';
export { totalOf } from './blocks';
export type { Block, ControlPair, Effect, EffectInput, Family } from './types';
