/** How differently the control's stretches moved, beyond what their counts explain. */

/** One stretch: how it moved from before to after, and the variance of that. */
export interface Move {
  readonly move: number;
  readonly variance: number;
}

/**
 * Variance between stretches (τ²), at least 0: what one more stretch, such as today, may be off by. Null with fewer than two.
 * Source: R. DerSimonian and N. Laird, Meta-analysis in clinical trials, Controlled Clinical Trials 7 (1986).
 */
export function varianceBetween(moves: readonly Move[]): number | null {
  const known = moves.filter(({ variance }) => variance > 0 && Number.isFinite(variance));
  if (known.length < 2) {
    return null;
  }
  const { q, weights } = cochran(known);
  const all = weights.reduce((a, b) => a + b, 0);
  const squares = weights.reduce((a, b) => a + b * b, 0);
  return Math.max(0, (q - (known.length - 1)) / (all - squares / all));
}

/** Cochran's Q: how far moves lie from their common mean, in their own variances. Every variance above 0. */
export function cochran(moves: readonly Move[]): {
  readonly q: number;
  readonly mean: number;
  readonly weights: readonly number[];
} {
  const weights = moves.map(({ variance }) => 1 / variance);
  const all = weights.reduce((a, b) => a + b, 0);
  const mean = moves.reduce((sum, { move }, i) => sum + weights[i] * move, 0) / all;
  return { q: moves.reduce((sum, { move }, i) => sum + weights[i] * (move - mean) ** 2, 0), mean, weights };
}
