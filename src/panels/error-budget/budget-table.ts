/** The table behind the picture: every budget, every digit. */
import type { TableColumn } from '../shared/accessible-table';
import { fullNumber, fullShare, NBSP, NOT_KNOWN } from '../shared/format-number';
import { formatRange } from '../shared/format-range';
import type { PictureTable } from '../shared/picture-and-table';
import { fullMoney } from './describe';
import type { BudgetModel, BudgetRow } from './model';
import { clock, exclusionsOf, failuresOf, reasonOf, STATE_WORDS } from './words';
import { nameOf } from './names';

interface Cell {
  readonly title: string;
  readonly align?: TableColumn['align'];
  /** Null: not known. */
  readonly text: (row: BudgetRow) => string | null;
  /** A column that only stands where some row has something in it. */
  readonly optional?: boolean;
}

const number = (title: string, value: (row: BudgetRow) => number | null, write = fullNumber): Cell => ({
  title,
  align: 'end',
  text: (row) => {
    const own = value(row);
    return own === null ? null : write(own);
  },
});
const times = (value: number) => `${fullNumber(value)}×`;
const minutes = (value: number) => `${fullNumber(value)}${NBSP}min`;
const money = (title: string, key: 'badCost' | 'allowedCost' | 'costPerHour'): Cell => ({
  title,
  align: 'end',
  optional: true,
  text: (row) => (row[key] === null ? null : fullMoney(row[key], row.currency)),
});

const cellsOf = (notices: BudgetModel['notices']): Cell[] => [
  { title: 'Budget', text: nameOf },
  { title: 'State', text: ({ state }) => (state === null ? null : STATE_WORDS[state].long) },
  number('Left of budget', (row) => row.remaining, fullShare),
  number('Consumed', (row) => row.consumed, fullShare),
  number('Target', (row) => row.target, fullShare),
  number('Reached', (row) => row.sli, fullShare),
  number('Burn rate now', (row) => row.burnRate, times),
  {
    title: 'At this pace gone',
    text: ({ exhaustsAt, meta }) => (exhaustsAt === null || !meta ? null : clock(exhaustsAt, meta.timeZone)),
    optional: true,
  },
  { ...number('Failed', (row) => row.badEvents), text: (row) => failed(row) },
  number('Allowed to fail', (row) => row.allowedEvents),
  number('In all', (row) => row.totalEvents),
  number('Time spent', (row) => row.spentMinutes, minutes),
  number('Time allowed', (row) => row.allowedMinutes, minutes),
  money('Money lost', 'badCost'),
  money('Money allowed', 'allowedCost'),
  money('Money an hour now', 'costPerHour'),
  { title: 'What was agreed applies', text: ({ then }) => then, optional: true },
  { title: 'Why not known', text: (row) => reasonOf(row, notices), optional: true },
  {
    title: 'Window',
    text: ({ objective }) =>
      objective &&
      `${formatRange(objective.window.fromMs, objective.window.toMs, objective.window.timeZone)} (${objective.window.timeZone})`,
    optional: true,
  },
  { ...number('Window over', (row) => row.elapsed, fullShare), optional: true },
  { ...number('Measured', (row) => row.coverage, fullShare), optional: true },
  { title: 'Excluded', text: (row) => exclusionsOf(row).join(', ') || null, optional: true },
  { title: 'Owner', text: ({ meta }) => meta?.owner?.team ?? null, optional: true },
];

const failed = (row: BudgetRow) => (row.badEvents === null ? null : `${fullNumber(row.badEvents)} ${failuresOf(row)}`);

export function budgetTable({ rows, notices }: BudgetModel): PictureTable {
  const cells = cellsOf(notices).filter(({ optional, text }) => !optional || rows.some((row) => text(row) !== null));
  return {
    caption: rows.length === 1 ? `Error budget “${nameOf(rows[0])}”` : `${rows.length} error budgets`,
    columns: cells.map(({ title, align }) => ({ title, align })),
    // "Why not known" is empty where it is known; everything else that is missing says so.
    rows: rows.map((row) => cells.map(({ text, optional }) => text(row) ?? (optional ? '–' : NOT_KNOWN))),
    headers: 1,
  };
}
