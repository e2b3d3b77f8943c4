/** The header: whose budget, for which window, in which zone, and how fresh. */
import { formatRange } from '../shared/format-range';
import type { BudgetRow } from './model';
import type { BudgetOptions } from './options';
import { clock, exclusionsOf, targetOf, timeLeftOf } from './words';
import { nameOf, sharedName } from './names';
import { isolate } from '../shared/isolate';

export const TICK_RULE = 'mark: time left; less budget than that is spent too fast';

export function ruleOf(rows: readonly BudgetRow[], { sort }: Pick<BudgetOptions, 'sort'>): string {
  const [first] = rows;
  const parts = rows.length === 1 ? [subjectOf(first), rangeOf(first)] : [listOf(rows, sort), asOf(rows)];
  return [...parts, freshOf(rows), rows.some((row) => timeLeftOf(row) !== null) && TICK_RULE]
    .filter(Boolean)
    .join(' · ');
}

function subjectOf(row: BudgetRow): string {
  const target = targetOf(row);
  const name = isolate(nameOf(row));
  return target ? `${name}: ${target[0]}` : name;
}

function listOf(rows: readonly BudgetRow[], sort: BudgetOptions['sort']): string {
  const shared = sharedName(rows);
  return `${shared ? `${shared}: ` : ''}${rows.length} budgets, ${sort === 'name' ? 'by name' : 'worst first'}`;
}

function rangeOf({ objective }: BudgetRow): string | null {
  if (!objective) {
    return null;
  }
  const { fromMs, toMs, timeZone } = objective.window;
  return `${formatRange(fromMs, toMs, timeZone)} (${timeZone})`;
}

/** Several budgets may have several windows and zones: each row's tooltip and the table say its own. */
function asOf(rows: readonly BudgetRow[]): string | null {
  const meta = rows.find((row) => row.meta)?.meta;
  return meta ? `as of ${clock(meta.asOfMs, meta.timeZone)} (${meta.timeZone})` : null;
}

/** The oldest of what is shown: the rest is at least as fresh. */
function freshOf(rows: readonly BudgetRow[]): string | null {
  const oldest = rows
    .flatMap(({ meta }) => (meta && Number.isFinite(meta.freshMs) ? [meta] : []))
    .sort((a, b) => a.freshMs - b.freshMs)[0];
  return oldest ? `fresh to ${clock(oldest.freshMs, oldest.timeZone, oldest.asOfMs)}` : null;
}

/** The longer explanation behind the header. */
export function ruleDetails(rows: readonly BudgetRow[]): string[] {
  if (rows.length !== 1) {
    return [];
  }
  const [{ meta, objective }] = rows;
  return [
    objective?.window.rolling ? 'A rolling window always ends now: what is old leaves it and gives budget back.' : null,
    objective?.policy ? `Alerts: ${objective.policy.displayName}` : null,
    ...(objective?.leftOut ?? []),
    ...exclusionsOf(rows[0]),
    meta?.decisionPolicy ? `Decided beforehand: ${meta.decisionPolicy}` : null,
    meta?.owner ? `Owner: ${meta.owner.team}${meta.owner.contact ? ` (${meta.owner.contact})` : ''}` : null,
  ].filter((line): line is string => line !== null);
}
