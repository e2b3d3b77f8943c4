import { chiSquaredTail } from '../distributions';

/** Below this the shares of the variants are not what chance makes of the weights. */
export const SUSPICIOUS = 0.001;

/**
 * Pearson's chi-squared test of whether units fell to the variants as the weights say.
 * @param units of each variant, whole numbers of at least 0
 * @param weights of each, above 0; only their ratios count
 * @returns the p-value; null without units
 * Source: A. Fabijan et al., Diagnosing sample ratio mismatch in online controlled experiments, KDD 2019.
 */
export function sampleRatioP(units: readonly number[], weights: readonly number[]): number | null {
  const sum = (list: readonly number[]) => list.reduce((all, one) => all + one, 0);
  const [all, weight] = [sum(units), sum(weights)];
  if (all === 0 || units.length < 2) {
    return null;
  }
  const off = units.map((found, i) => {
    const expected = (weights[i] / weight) * all;
    return (found - expected) ** 2 / expected;
  });
  return chiSquaredTail(sum(off), units.length - 1);
}
