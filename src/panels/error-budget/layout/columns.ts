/** Columns of the list: what each says of a budget, and which of them fit. */
import { widest } from '../../shared/text-box';
import type { BudgetRow } from '../model';
import { paceOf, priceOf, reasonInShort, reasonOf, remainingOf, STATE_WORDS, targetOf, toneOf } from '../words';
import type { Fact } from './facts';
import { SIGN } from './stack';
import type { Room } from './types';

export type ColumnName = 'left' | 'spark' | 'pace' | 'state' | 'price' | 'target' | 'owner';

export interface Column {
  readonly name: ColumnName;
  readonly head: string;
  readonly align: 'start' | 'end';
  readonly width: number;
  readonly x: number;
  /** Null for what is drawn. */
  readonly cell: ((row: BudgetRow) => Fact | null) | null;
}

export const COLUMN_GAP = 14;
const SPARK = 92;
const MOST = 240;

export interface NameRoom {
  readonly least: number;
  readonly wanted: number;
}

/** Left first; the last to be left out is first in `LAST_TO_GO`. */
const ORDER: readonly ColumnName[] = ['left', 'spark', 'pace', 'price', 'state', 'target', 'owner'];
const LAST_TO_GO: readonly ColumnName[] = ['left', 'state', 'pace', 'spark', 'owner', 'price', 'target'];

const ALWAYS: readonly ColumnName[] = ['left', 'state'];
/** The state may shrink to its sign and the beginning of its word. */
const LEAST: Partial<Record<ColumnName, number>> = { state: SIGN + 6 + 44 };

const quiet = (texts: readonly string[] | null): Fact | null => texts && { texts, tone: 'quiet' };

/** The state's word with what was agreed and applies, or why it is not known. */
export function policyOf(row: BudgetRow, { notices }: Pick<Room, 'notices'>): Fact | null {
  const { state, then } = row;
  if (state === null) {
    return then === null ? null : { texts: [then], tone: 'amber' };
  }
  const { short } = STATE_WORDS[state];
  const reason = reasonInShort(row) ?? reasonOf(row, notices);
  if (reason !== null) {
    return { texts: [`${short}: ${reason}`], tone: toneOf(row), sign: true };
  }
  return { texts: then === null ? [short] : [`${short} · ${then}`, then], tone: toneOf(row), sign: true };
}

const CELLS: Readonly<Record<Exclude<ColumnName, 'spark'>, (row: BudgetRow, room: Room) => Fact | null>> = {
  left: (row, { options }) => ({
    texts: [remainingOf(row, options.unit).number],
    tone: toneOf(row),
    bold: row.state !== 'frozen',
  }),
  pace: (row) => ({ texts: paceOf(row).slice(0, 2), tone: row.burnRate === null ? 'quiet' : 'normal' }),
  state: policyOf,
  price: (row) => quiet(priceOf(row)),
  target: (row) => quiet(targetOf(row)?.slice(1, 2) ?? null),
  owner: ({ meta }) => quiet(meta?.owner ? [meta.owner.team] : null),
};

const HEADS: Readonly<Record<ColumnName, string>> = {
  left: 'budget left',
  spark: 'burn-down',
  pace: 'pace now',
  price: 'price',
  state: 'state',
  target: 'target',
  owner: 'owner',
};

/**
 * The columns that fit, right-aligned in the width. What always stays leaves `least` px for the ring and the name; the others leave
 * `wanted`, since a row without a name that can be read says nothing.
 */
export function columnsIn(room: Room, width: number, { least, wanted: roomy }: NameRoom): Column[] {
  const wanted = ORDER.flatMap((name): Array<Omit<Column, 'x'>> => {
    const drawn = name === 'spark';
    const cell = drawn ? null : (row: BudgetRow) => CELLS[name as keyof typeof CELLS](row, room);
    const facts = cell ? room.rows.map(cell) : [];
    if (drawn ? room.rows.every((row) => row.spark === null) : facts.every((fact) => fact === null)) {
      return [];
    }
    const sign = facts.some((fact) => fact?.sign) ? SIGN + 6 : 0;
    const text = widest(
      room.measure,
      facts.map((fact) => fact?.texts[0] ?? null),
      12,
      true
    );
    const own = drawn ? SPARK : Math.min(MOST, text + 2 + sign);
    const head = room.measure(HEADS[name], 11) + 2;
    return [{ name, head: HEADS[name], align: name === 'left' ? 'end' : 'start', width: Math.max(own, head), cell }];
  });
  const kept = new Map<ColumnName, number>();
  let used = 0;
  for (const name of LAST_TO_GO) {
    const column = wanted.find((each) => each.name === name);
    if (!column) {
      continue;
    }
    const free = width - (ALWAYS.includes(name) ? least : roomy) - used - COLUMN_GAP;
    // What is left and its sign always stay, if cut; of the others the first that does not fit ends the list.
    const own = ALWAYS.includes(name)
      ? Math.min(column.width, Math.max(free, LEAST[name] ?? column.width))
      : column.width;
    if (own > free && !ALWAYS.includes(name)) {
      break;
    }
    kept.set(name, own);
    used += own + COLUMN_GAP;
  }
  let x = width - used;
  return wanted
    .filter(({ name }) => kept.has(name))
    .map((column) => {
      const own = kept.get(column.name)!;
      const placed = { ...column, width: own, x: x + COLUMN_GAP };
      x += own + COLUMN_GAP;
      return placed;
    });
}
