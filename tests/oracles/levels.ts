/** Slow and obvious numbers of rows: what SQL must give for the same rows. */

/** The quantile q of values by linear interpolation between neighbours at (n − 1) · q, as PERCENTILE_CONT has it; null of none. */
export function quantileOf(values: readonly number[], q: number): number | null {
  if (values.length === 0) {
    return null;
  }
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * q;
  const [low, high] = [Math.floor(place), Math.ceil(place)];
  return sorted[low] + (sorted[high] - sorted[low]) * (place - low);
}

export const meanOf = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

export const leastOf = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((a, b) => (b < a ? b : a));

export const greatestOf = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((a, b) => (b > a ? b : a));

export const differentOf = (values: ReadonlyArray<string | null>): number =>
  new Set(values.filter((value) => value !== null)).size;
