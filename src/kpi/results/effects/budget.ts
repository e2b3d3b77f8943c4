/** What of an objective's budget went in a stretch of time. */
import { errorBudget } from '../../alerting';
import type { KpiDefinition } from '../../definition/types';
import { windowAt } from '../../slo';
import { budgetShareOf } from '../../stats';
import { WEEK_MS, type Ledger, type Looked } from './ledger';

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

/** Events a ms over the whole weeks of the ledger, or in the time before; null where none were counted. */
function paceOf({ weeks }: Ledger, before: Looked): number | null {
  const { weight, knownMs } = weeks.knownMs >= WEEK_MS / 2 ? weeks : before;
  return knownMs > 0 && weight > 0 ? weight / knownMs : null;
}
