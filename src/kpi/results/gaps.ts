/** What a series shows where nothing was measured, as the KPI wants it. */
import type { KpiDefinition } from '../definition/types';
import type { Figure } from './figures';

/**
 * The values of a series with its gaps filled: by 0, or by the value before (before the first one stays nothing). Only where nothing was
 * measured: a suppressed number or a ratio over 0 is no gap. `filled` are the places that were.
 */
export function filledValues(
  figures: readonly Figure[],
  gapFill: KpiDefinition['gapFill']
): { readonly values: ReadonlyArray<number | null>; readonly filled: readonly number[] } {
  const values = figures.map(({ value }) => value);
  const filled: number[] = [];
  if (gapFill === 'none') {
    return { values, filled };
  }
  let before: number | null = gapFill === 'zero' ? 0 : null;
  figures.forEach(({ value, absence }, i) => {
    if (absence === 'no data' && before !== null) {
      values[i] = before;
      filled.push(i);
    } else if (gapFill === 'previous' && value !== null) {
      before = value;
    }
  });
  return { values, filled };
}
