/** How a dialect writes the tree down; what is true of most stores is `STANDARD`. No meaning is decided here. */
import { numberLiteral } from './escape';
import { isoDay, isoInstant } from './instants';
import type { CastType, Expression, FunctionName } from './tree';

/** Arguments as printed, each fit to stand between commas. */
export type FunctionForm = string | ((...args: string[]) => string);

export interface Syntax {
  readonly quote: '"' | '`';
  /** In bytes of UTF-8. Longer names the store would cut or refuse. */
  readonly maxNameBytes: number;
  /** Names that the store keeps for itself even when quoted. */
  readonly reservedNames?: RegExp;
  readonly types: Readonly<Record<'bigint' | 'double' | 'text', string> & Partial<Record<CastType, string>>>;
  /** Functions that have another name here, or another form. */
  readonly functions: Readonly<Partial<Record<FunctionName, FunctionForm>>>;
  /** A finite number; `decimal`: with a fraction, so that nothing is divided or multiplied in narrow integers. */
  readonly number: (value: number, decimal: boolean) => string;
  readonly booleans: { readonly true: string; readonly false: string };
  /** Whether a comparison is a value, which can be selected and ordered by; else it is written as CASE … THEN 1 ELSE 0. */
  readonly booleanValues: boolean;
  /** `ms` and `us` are checked to lie in the years 1 to 9999. */
  readonly instant: (ms: number, us: number, precision: 'micros' | 'day') => string;
  readonly concat: '||' | '+' | 'CONCAT';
  /** A whole number by a positive one, towards zero. The operands are fit to stand beside any operator. */
  readonly divideWhole: (left: string, right: string) => string;
  /** What makes ORDER BY, or a comparison, of a text follow code points. '' where it does anyway. */
  readonly codePointOrder: string;
  readonly nullsLast: 'clause' | 'case';
  /** By position where that is possible: PostgreSQL would take a name for the table's column of that name, not for the output's. */
  readonly groupBy: 'position' | 'expression';
  /** What else must be equal for two rows to be of one group. */
  readonly alsoGroupBy?: (of: Expression) => readonly Expression[];
  readonly limit: 'limit' | 'top';
  /**
   * Columns are named with the relation they come from: for stores that take an output's name for the column of that name, in WHERE and
   * everywhere.
   */
  readonly qualifiesColumns?: true;
  /** ORDER BY of a frame by RANGE, where the store wants it to be of a type without NULL. */
  readonly rangeOrder?: (by: string) => string;
  /** What stands before the whole statement, on a line of its own, and after its (last) SELECT. Texts without any value in them. */
  readonly prefix?: string;
  readonly hint?: string;
  /** What stands between a CTE's name and its statement where it is to be read once. */
  readonly materialized: 'AS' | 'AS MATERIALIZED';
}

export const STANDARD: Omit<Syntax, 'types' | 'codePointOrder'> = {
  quote: '"',
  maxNameBytes: 63,
  functions: {},
  number: (value, decimal) => numberLiteral(value) + (decimal && Number.isInteger(value) ? '.0' : ''),
  booleans: { true: 'TRUE', false: 'FALSE' },
  booleanValues: true,
  instant: (ms, us, precision) => `'${precision === 'day' ? isoDay(ms) : isoInstant(ms, us)}'`,
  concat: '||',
  divideWhole: (left, right) => `${left} / ${right}`,
  nullsLast: 'clause',
  groupBy: 'position',
  limit: 'limit',
  materialized: 'AS',
};
