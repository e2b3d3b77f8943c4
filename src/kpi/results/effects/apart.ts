/** Whether segments moved apart, in words: F4, false correlation. */
import { divergenceOf } from '../../stats';
import { shortNumber, shortPoints } from '../../words/format-number';
import type { ImpactMeta } from '../types-events';
import type { ImpactRow } from './rows';

/** One dimension. Rates are compared as shares of what was expected, since segments differ in size. */
export function apartOf(
  segment: string,
  rows: readonly ImpactRow[],
  dimension: number
): ImpactMeta['divergence'][number] {
  const moves = rows.map(({ measured: { raw, effect }, ledger, suppressed }) => {
    if (suppressed || effect.effect === null || raw.error === null || effect.low === null) {
      return null;
    }
    const scale = ledger.family === 'rate' ? raw.expected! : 1;
    return scale > 0 ? { move: raw.effect! / scale, variance: (raw.error / scale) ** 2 } : null;
  });
  const { pValue, diverges, alone } = divergenceOf(moves);
  const nameOf = (i: number) => rows[i].values[dimension] ?? '(none)';
  const wordsOf = (i: number) => {
    const { move } = moves[i]!;
    return `${move > 0 ? '+' : ''}${rows[i].ledger.family === 'share' ? shortPoints(move) : rows[i].ledger.family === 'rate' ? `${shortNumber(move * 100)} %` : shortNumber(move)}`;
  };
  const known = moves.flatMap((move, i) => (move ? [i] : []));
  const words =
    pValue === null
      ? `it cannot be said whether values of ${segment} moved apart: fewer than two were measured`
      : !diverges
        ? `the ${known.length} values of ${segment} moved alike`
        : alone !== undefined
          ? `${nameOf(alone)} moved alone (${wordsOf(alone)}), the other values of ${segment} did not move apart: look for what is different there`
          : `values of ${segment} moved apart: ${known.map((i) => `${nameOf(i)} ${wordsOf(i)}`).join(', ')}`;
  return { segment, pValue, diverges, words };
}
