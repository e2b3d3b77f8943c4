/** F4, false correlation: a change that moves one segment alone is not what moved the whole. */
import { cochran, type Move } from './between';
import { chiSquaredTail } from './distributions';

export interface Divergence {
  /** Of Cochran's Q: were all segments moved alike, they would lie so far apart so often. Null with fewer than two. */
  readonly pValue: number | null;
  readonly diverges: boolean;
  /** Index of the one segment without which the others agree; undefined where there is none such. */
  readonly alone?: number;
}

/** Segments move apart below this. */
const DIVERGES = 0.01;

/**
 * Whether segments moved apart.
 * @param moves effect of each segment and its variance, dispersion included; those without a variance are left out
 * Source: W. Cochran, The combination of estimates from different experiments, Biometrics 10 (1954).
 */
export function divergenceOf(moves: ReadonlyArray<Move | null>): Divergence {
  const known = moves
    .map((move, at) => ({ move, at }))
    .filter(
      (one): one is { move: Move; at: number } =>
        one.move !== null && one.move.variance > 0 && Number.isFinite(one.move.variance + one.move.move)
    );
  const pValue = tailOf(known.map(({ move }) => move));
  if (pValue === null || pValue >= DIVERGES) {
    return { pValue, diverges: false };
  }
  const alone = known.filter((_, i) => {
    const rest = known.filter((__, j) => j !== i).map(({ move }) => move);
    return rest.length < 2 || (tailOf(rest) ?? 0) >= DIVERGES;
  });
  return known.length > 2 && alone.length === 1
    ? { pValue, diverges: true, alone: alone[0].at }
    : { pValue, diverges: true };
}

const tailOf = (moves: readonly Move[]): number | null =>
  moves.length < 2 ? null : chiSquaredTail(cochran(moves).q, moves.length - 1);
