/** What tells budgets apart: names without the parts that all of them share. */
import { isolate } from '../shared/isolate';
import type { BudgetRow } from './model';

const PARTS = ['kpi', 'name', 'segment'] as const;
type Part = (typeof PARTS)[number];

/** Parts that are the same in all rows; none of a single row, which has nothing to be told apart from. */
const sharedParts = (rows: readonly BudgetRow[]): readonly Part[] =>
  rows.length < 2 ? [] : PARTS.filter((part) => rows.every((row) => row[part] === rows[0][part]));

/** `Checkout · Availability · phone`: as much as tells this budget from any other. */
export const nameOf = (row: BudgetRow): string =>
  PARTS.map((part) => row[part])
    .filter(Boolean)
    .join(' · ');

/** For each row what the others do not have; all of its name where nothing would be left. */
export function namesIn(rows: readonly BudgetRow[]): string[] {
  const shared = sharedParts(rows);
  return rows.map((row) => {
    const own = PARTS.filter((part) => !shared.includes(part) && row[part] !== '').map((part) => row[part]);
    return own.length > 0 ? own.join(' · ') : nameOf(row);
  });
}

/** The parts that `namesIn` leaves out, for the header; empty where there are none. Isolated, as text follows. */
export const sharedName = (rows: readonly BudgetRow[]): string =>
  sharedParts(rows)
    .map((part) => rows[0][part])
    .filter(Boolean)
    .map(isolate)
    .join(' · ');
