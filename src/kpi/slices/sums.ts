/** Sums that keep their digits: Neumaier's compensated addition. */

/** A running sum; `total` is `sum + lost`. */
export interface RunningSum {
  sum: number;
  lost: number;
}

/**
 * Adds `value` (finite) to a running sum.
 * Source: A. Neumaier, Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen, ZAMM 54 (1974).
 */
export function add(running: RunningSum, value: number): void {
  const sum = running.sum + value;
  running.lost += Math.abs(running.sum) >= Math.abs(value) ? running.sum - sum + value : value - sum + running.sum;
  running.sum = sum;
}

/** The sum so far. Where it left the range of doubles, the infinity that it became. */
export function total(running: RunningSum): number {
  return Number.isFinite(running.sum) ? running.sum + running.lost : running.sum;
}

/** Sum of finite values; 0 for none. */
export function sum(values: Iterable<number>): number {
  const running: RunningSum = { sum: 0, lost: 0 };
  for (const value of values) {
    add(running, value);
  }
  return total(running);
}
