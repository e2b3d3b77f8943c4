/**
 * Statistics of A/B experiments: pure arithmetic on sums over units.
 *
 * - `compare(control, variant, options)`: difference, lift and always-valid intervals; means, CUPED, ratios.
 * - `sampleRatioP(units, weights)`: whether units fell to the variants as they should.
 * - Whether segments moved apart: `divergenceOf` of the room above.
 */
export { compare, valueOf, type Comparison, type ComparisonOptions, type Kind } from './compare';
export { SUSPICIOUS, sampleRatioP } from './sample-ratio';
export { momentsOf, together, type UnitSums } from './sums';
