/** What is left of an error budget, and how fast it goes. */
import { burnOf, lastOf, type Account, type Spent } from './account';

const HOUR_MS = 3_600_000;

/** The window of an objective that holds an instant. Rolling: it ends there. Calendar: with what is still to come. */
export interface BudgetWindow {
  readonly rolling: boolean;
  readonly fromMs: number;
  readonly toMs: number;
}

export interface Budget {
  readonly spent: Spent;
  /** Events (slices) that failed. */
  readonly bad: number | null;
  /** Share of good; null where nothing was measured or nothing could fail, and for composites of burn rates. */
  readonly sli: number | null;
  /** Share of the window's budget that is gone; over 1 where overspent. Null where nothing was measured. */
  readonly consumed: number | null;
  readonly remaining: number | null;
  /** Share of the window that is over; 1 for rolling windows. */
  readonly elapsed: number;
  /** Burn rate over the window so far. */
  readonly pace: number | null;
  /** Burn rate of the last hour. */
  readonly burnRate: number | null;
  /** Events (slices) that failed in the last hour. */
  readonly badLastHour: number | null;
  /** Events (slices) that may fail in the whole window. Calendar windows: reckoned from those there were so far. */
  readonly allowed: number | null;
  /** When nothing is left at the present burn rate; null where never, not within a calendar window, or over already. */
  readonly exhaustsAtMs: number | null;
}

/**
 * The budget at `atMs`. A window's budget is (1 − target) of all its events. A calendar window has not seen all of them: what is still to
 * come is expected to come as fast as what came so far, so after half the month at a burn rate of 1 half of the budget is gone.
 * A rolling window at a constant burn rate b comes to rest with b of its budget gone: it runs out only where b > 1.
 * @param share 1 − target
 */
export function budgetAt(account: Account, window: BudgetWindow, atMs: number, share: number): Budget {
  const length = window.toMs - window.fromMs;
  const elapsed = window.rolling ? 1 : Math.min(1, Math.max(0, (atMs - window.fromMs) / length));
  const spent = account.over(window.fromMs, Math.min(atMs, window.toMs));
  const pace = burnOf(spent, share);
  const consumed = pace === null ? null : pace * elapsed;
  const remaining = consumed === null ? null : 1 - consumed;
  const lastHour = lastOf(account, HOUR_MS, atMs);
  const burnRate = burnOf(lastHour, share);
  const { total } = spent;
  const bad = failedOf(account, spent);
  return {
    spent,
    bad,
    sli: total === null || bad === null || total === 0 ? null : 1 - bad / total,
    consumed,
    remaining,
    elapsed,
    pace,
    burnRate,
    badLastHour: failedOf(account, lastHour),
    allowed: total === null || elapsed === 0 ? null : (share * total) / elapsed,
    exhaustsAtMs: exhaustion(window, atMs, remaining, burnRate),
  };
}

/** What failed, no less than nothing and no more than all; null for a composite of burn rates, which has no events of its own. */
function failedOf({ unit }: Account, { total, bad }: Spent): number | null {
  return unit === 'burn' || total === null || bad === null ? null : Math.min(total, Math.max(0, bad));
}

function exhaustion(
  { rolling, fromMs, toMs }: BudgetWindow,
  atMs: number,
  remaining: number | null,
  burnRate: number | null
): number | null {
  if (remaining === null || remaining <= 0 || burnRate === null || burnRate <= 0) {
    return null;
  }
  const at = Math.round(atMs + (remaining * (toMs - fromMs)) / burnRate);
  return (rolling ? burnRate > 1 : at <= toMs) ? at : null;
}
