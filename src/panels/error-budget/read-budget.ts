/** Frames of the view `budget` -> BudgetModel. Reads, checks and names; computes no budget. */
import { DataFrame, Field, FieldType } from '@grafana/data';
import { BUDGET_STATES, BudgetState } from '../../kpi/results/types';
import { BudgetModel, BudgetRow, NoBudget, ROW_NUMBERS, RowNumber } from './model';
import type { BudgetOptions } from './options';
import { budgetMetaOf } from './read-meta';

const UNFIT: NoBudget = {
  kind: 'unfit',
  text: 'An error budget needs the view “budget”: one row for each objective, with what remains of its budget.',
  hint: 'Choose the view “budget” of a Plumbline data source, for KPIs that have objectives.',
  notices: [],
};

/** Ours, or a table with the two columns without which there is no budget. */
export function isBudget(frame: DataFrame): boolean {
  return budgetMetaOf(frame) !== null || (named(frame, 'objective') !== undefined && isNumeric(frame, 'remaining'));
}

/** All budgets of all frames, worst first, with the notices of all frames. */
export function readBudget(series: readonly DataFrame[]): BudgetModel | NoBudget {
  const notices = series.flatMap((frame) => frame.meta?.notices ?? []);
  const frames = series.filter(isBudget);
  if (frames.length === 0) {
    return { ...UNFIT, notices };
  }
  const rows = mergeWorst(frames.map(readRows));
  return rows.length > 0 ? { kind: 'budget', rows, notices } : { ...noObjectives(frames), notices };
}

function noObjectives(frames: readonly DataFrame[]): NoBudget {
  const names = frames.map((frame) => `“${budgetMetaOf(frame)?.displayName ?? frame.name ?? 'This table'}”`);
  const some = names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
  return {
    kind: 'empty',
    text: `${some} ${names.length === 1 ? 'has' : 'have'} no objective to show`,
    hint: 'Add objectives to the definition, or choose other segments.',
    notices: [],
  };
}

const named = (frame: DataFrame, name: string): Field | undefined => frame.fields.find((field) => field.name === name);
const isNumeric = (frame: DataFrame, name: string) => named(frame, name)?.type === FieldType.number;

/** A finite number, or null: NaN and infinities are not known either. */
function numberAt(field: Field | undefined, row: number): number | null {
  const value: unknown = field?.values[row];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function textAt(field: Field | undefined, row: number): string | null {
  const value: unknown = field?.values[row];
  return value === '' || !['string', 'number', 'boolean'].includes(typeof value) ? null : String(value);
}

function readRows(frame: DataFrame): BudgetRow[] {
  const meta = budgetMetaOf(frame);
  const field = Object.fromEntries(ROW_NUMBERS.map((name) => [name, named(frame, name)]));
  const segments = (meta?.by ?? [])
    .map((name) => named(frame, name))
    .filter((each): each is Field => each !== undefined);
  const objectives = meta?.objectives ?? [];
  // A transformation may have sorted or filtered the rows; then nobody knows whose burn-down is whose.
  const sparks = meta?.sparks.length === frame.length ? meta.sparks : [];
  return Array.from({ length: frame.length }, (_, row): BudgetRow => {
    const numbers = Object.fromEntries(ROW_NUMBERS.map((name) => [name, numberAt(field[name], row)])) as Record<
      RowNumber,
      number | null
    >;
    const id = textAt(named(frame, 'objective'), row);
    const objective = objectives.find(({ name }) => name === id) ?? null;
    const kpi = meta?.displayName ?? frame.name ?? 'table';
    const name = objective?.displayName || id || '';
    return {
      ...numbers,
      frame,
      row,
      meta,
      objective,
      kpi,
      name: name === kpi ? '' : name,
      segment: segments.map((each) => textAt(each, row) ?? '(not set)').join(' · '),
      state: stateAt(textAt(named(frame, 'state'), row), numbers.remaining),
      then: textAt(named(frame, 'then'), row),
      currency: meta?.currency ?? null,
      spark: sparks[row] ?? null,
    };
  });
}

function stateAt(text: string | null, remaining: number | null): BudgetState | null {
  const known = BUDGET_STATES.find((state) => state === text);
  if (known) {
    return known;
  }
  return remaining === null ? 'frozen' : remaining <= 0 ? 'exhausted' : null;
}

const rank = ({ state }: BudgetRow) => (state === null ? BUDGET_STATES.length : BUDGET_STATES.indexOf(state));
const isWorse = (a: BudgetRow, b: BudgetRow) =>
  rank(a) - rank(b) || (a.remaining ?? Infinity) - (b.remaining ?? Infinity) || 0;

/** Each frame comes worst first; merged so that this stays, and each keeps its own order. */
function mergeWorst(lists: ReadonlyArray<readonly BudgetRow[]>): BudgetRow[] {
  const at = lists.map(() => 0);
  const merged: BudgetRow[] = [];
  for (;;) {
    let best = -1;
    lists.forEach((list, l) => {
      const row = list[at[l]];
      if (row && (best < 0 || isWorse(row, lists[best][at[best]]) < 0)) {
        best = l;
      }
    });
    if (best < 0) {
      return merged;
    }
    merged.push(lists[best][at[best]++]);
  }
}

/** The rows in the order that a person chose; `worst` is how they were read. */
export function sortRows(rows: readonly BudgetRow[], sort: BudgetOptions['sort']): readonly BudgetRow[] {
  const key = ({ kpi, name, segment }: BudgetRow) => [kpi, name, segment];
  return sort === 'name' ? [...rows].sort((a, b) => compareKeys(key(a), key(b))) : rows;
}

function compareKeys(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < a.length; i++) {
    const order = a[i].localeCompare(b[i], undefined, { numeric: true });
    if (order !== 0) {
      return order;
    }
  }
  return 0;
}
