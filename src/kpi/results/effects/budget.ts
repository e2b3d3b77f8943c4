/** What of an objective's budget went in a stretch of time. */
import { errorBudget } from '../../alerting';
import type { KpiDefinition } from '../../definition/types';
import { windowAt } from '../../slo';
import { budgetShareOf } from '../../stats';
import type { Ledger, Looked } from './ledger';

/** Whole weeks of slices tell how many events a window has; less only the time looked at does. */
const WEEK_MS = 7 * 24 * 3_600_000;

export interface BudgetSpent {
  /** Of the budget of the first objective's window. */
  readonly share: number | null;
  /** The same as time of its window at an even pace, ms. */
  readonly ms: number | null;
}

/**
 * The first objective's budget that went with the failures of `after`. Null without an objective, of those that count time slices, and of what is no share.
 * How many events its window has is reckoned from the whole weeks that the ledger holds, or else from the time before.
 */
export function budgetSpent(
  kpi: KpiDefinition,
  ledger: Ledger,
  before: Looked,
  after: Looked,
  toMs: number
): BudgetSpent {
  const [objective] = kpi.objectives;
  if (!objective || objective.budgetingMethod !== 'Occurrences' || ledger.family !== 'share' || !(after.weight > 0)) {
    return { share: null, ms: null };
  }
  const window = windowAt(objective.timeWindow, toMs);
  const windowMs = window.toMs - window.fromMs;
  const pace = paceOf(ledger, before);
  const bad = after.weight - after.sum;
  const share = budgetShareOf(bad, pace === null ? null : pace * windowMs, errorBudget(objective.target));
  return { share, ms: share === null ? null : share * windowMs };
}

/** Events a ms; null where none were counted. */
function paceOf({ tiles, weight, known }: Ledger, before: Looked): number | null {
  const n = tiles.starts.length;
  const end = n > 0 ? tiles.ends[n - 1] : 0;
  const weeks = Math.floor((end - (tiles.starts[0] ?? end)) / WEEK_MS);
  let [events, ms] = [0, 0];
  for (let i = n - 1; weeks > 0 && i >= 0 && tiles.starts[i] >= end - weeks * WEEK_MS; i--) {
    events += weight[i];
    ms += known[i];
  }
  const [all, time] = ms >= WEEK_MS / 2 ? [events, ms] : [before.weight, before.knownMs];
  return time > 0 && all > 0 ? all / time : null;
}
