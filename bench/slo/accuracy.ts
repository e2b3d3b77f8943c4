/** How far burn rates are from what happened, in per cent. */
import { countIn, END, MINUTE, START, type Truth } from './fleet';
import { TARGET } from './ours';
import type { Points } from './prometheus';

export const WINDOW_MS: Readonly<Record<string, number>> = {
  '5m': 5 * MINUTE,
  '30m': 30 * MINUTE,
  '1h': 60 * MINUTE,
  '2h': 120 * MINUTE,
  '6h': 360 * MINUTE,
  '1d': 1440 * MINUTE,
  '3d': 3 * 1440 * MINUTE,
  '30d': 30 * 1440 * MINUTE,
};
const BUDGET = 1 - TARGET;

/** Burn rate of the events in the window that ends at `ms`; null where nothing failed, so that nothing can be off by per cents. */
export function trueBurn(truth: Truth, windowMs: number, ms: number): number | null {
  if (ms - windowMs < START || ms > END) {
    return null;
  }
  const bad = countIn(truth.errors, ms - windowMs, ms);
  return bad === 0 ? null : bad / countIn(truth.requests, ms - windowMs, ms) / BUDGET;
}

/** Of burn rates (or error ratios over the budget) at these times: the errors in per cent, ascending. */
export function errorsOf(truth: Truth, window: string, { times, values }: Points): number[] {
  const found: number[] = [];
  times.forEach((ms, i) => {
    const wanted = trueBurn(truth, WINDOW_MS[window], ms);
    if (wanted !== null) {
      found.push(100 * Math.abs(values[i] / wanted - 1));
    }
  });
  return found.sort((a, b) => a - b);
}

export const asBurn = ({ times, values }: Points): Points => ({ times, values: values.map((value) => value / BUDGET) });

export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

export const median = (values: readonly number[]) =>
  quantile(
    values.slice().sort((a, b) => a - b),
    0.5
  );
