import { checkText, hide, numberLiteral } from '../escape';
import { fault } from '../fault';
import { literalAlternatives } from '../../definition/capabilities';
import { STANDARD, type Syntax } from '../syntax';
import {
  binary,
  call,
  cast,
  collate,
  decimal,
  exactNumber,
  instant,
  isNotNull,
  macro,
  number,
  text,
  when,
  word,
  type Expression,
  type Macro,
} from '../tree';
import type { Dialect, TimeColumn } from './dialect';
import { exactly } from './exact-text';
import { unixBetween, unixMillis } from './unix-time';
import { countedIn } from './whole-time';

const DAY_MS = 24 * 3_600_000;
const BINARY = 'COLLATE Latin1_General_100_BIN2';

/** `N'…'`; what Grafana would replace, and backslashes that would join lines, are put back by REPLACE, by code points. */
function nationalLiteral(value: string): string {
  const { text: hidden, marks } = hide(value, true);
  const quoted = `N'${hidden.replace(/'/g, "''")}'`;
  return marks.reduce(
    (literal, { code, mark }, i) => `REPLACE(${literal}${i === 0 ? ` ${BINARY}` : ''}, N'${mark}', NCHAR(${code}))`,
    quoted
  );
}

/** Without a zone, which every type reads as UTC; in the form that no language setting changes. */
function zoneless(ms: number, us: number): string {
  const iso = new Date(ms + Math.floor(us / 1000)).toISOString();
  return `'${iso.slice(0, 19)}${iso.slice(20, 23) === '000' ? '' : iso.slice(19, 23)}'`;
}

const syntax: Syntax = {
  ...STANDARD,
  maxNameBytes: 128,
  types: {
    bigint: 'bigint',
    double: 'float',
    text: 'nvarchar(max)',
    instant: 'datetimeoffset(7)',
    local: 'datetime2(7)',
  },
  functions: {
    COUNT: 'COUNT_BIG',
    // Of whole numbers it would be whole.
    AVG: (x) => `AVG(CAST(${x} AS float))`,
    ROUND: (x) => `ROUND(${x}, 0)`,
    // GREATEST came in 2022.
    GREATEST: (a, b) => `CASE WHEN ${a} >= ${b} THEN ${a} ELSE ${b} END`,
    APPROX_PERCENTILE: (x, q) => `APPROX_PERCENTILE_CONT(${q}) WITHIN GROUP (ORDER BY ${x})`,
  },
  // A literal beyond 32 bits is a decimal there, whose division is another.
  number: (value, isDecimal) =>
    !isDecimal && Number.isInteger(value) && Math.abs(value) > 0x7fffffff
      ? `CAST(${numberLiteral(value)} AS bigint)`
      : STANDARD.number(value, isDecimal),
  booleans: { true: '1', false: '0' },
  booleanValues: false,
  instant: zoneless,
  concat: '+',
  codePointOrder: BINARY,
  nullsLast: 'case',
  groupBy: 'expression',
  // 'a' and 'a ' are equal there in every collation.
  alsoGroupBy: (of) => (of.kind === 'collate' || of.kind === 'column' ? [call('DATALENGTH', of)] : []),
  limit: 'top',
};

/** With a character after it, so that trailing blanks are not trailing; NULL becomes that character. */
const marked = (of: Expression): Expression => collate(call('CONCAT', of, word('.')));

/**
 * Microseconds: what a datetimeoffset says in UTC, and others as they stand. Finer is cut off. DATEDIFF_BIG counts the edges between, so it
 * rounds down before 1970 too.
 */
const micros = (of: Expression): Expression =>
  call(
    'DATEDIFF_BIG',
    word('microsecond'),
    cast(instant(0), 'local'),
    cast(call('SWITCHOFFSET', cast(of, 'instant'), number(0)), 'local')
  );
/** A datetimeoffset, to which every other type of time is converted as UTC. */
const exact = (ms: number): Expression => cast(instant(ms), 'instant');

/**
 * [startMs, endMs) on datetimeoffset, datetime2, datetime, smalldatetime or date. Literals without a type get the column's, so an index
 * serves: at midnights they say it all. Else date, smalldatetime and datetime would round them; so they are whole seconds that let in at least
 * the right rows, and the exact terms follow.
 */
function between(column: Expression, startMs: number, endMs: number): readonly Expression[] {
  const second = (ms: number) => instant(ms * 1000);
  const from =
    startMs % DAY_MS === 0
      ? [binary(column, '>=', instant(startMs))]
      : [binary(column, '>=', second(Math.floor(startMs / 1000))), binary(column, '>=', exact(startMs))];
  const to =
    endMs % DAY_MS === 0
      ? [binary(column, '<', instant(endMs))]
      : [binary(column, '<=', second(Math.ceil(endMs / 1000))), binary(column, '<', exact(endMs))];
  return [...from, ...to];
}

/** The plugin's macros for numbers count nanoseconds, or have both ends in. */
function unixRange({ column, type }: TimeColumn): readonly Expression[] {
  const edge = (name: Macro) =>
    cast(binary(macro(name), '/', number(type === 'unixMillis' ? 1_000_000 : 1_000_000_000)), 'bigint');
  return [binary(column, '>=', edge('unixEpochNanoFrom')), binary(column, '<', edge('unixEpochNanoTo'))];
}

/**
 * SQL Server 2017 and later, Azure SQL; QUOTED_IDENTIFIER on, as drivers have it. Approximate counts need 2019, approximate quantiles 2022; older
 * servers refuse them. It has no regular expressions.
 *
 * - Texts are told apart by code points whatever the collation is. Ids of more than 4,000 characters of which only the rest differs are not.
 * - `lt`, `gte` … with a text follow the column's collation.
 * - bit columns as segments are '0' and '1'.
 */
export const mssql: Dialect = {
  name: 'mssql',
  text: (value, field) => nationalLiteral(checkText(value, field)),
  syntax,
  ...countedIn(micros),
  asText: (column) => collate(cast(column, 'text')),
  identity: (column) => when(isNotNull(column), marked(column)),
  isText: exactly(marked),
  between: (time, startMs, endMs) =>
    time.type === 'instant' ? between(time.column, startMs, endMs) : unixBetween(time, startMs, endMs),
  ofRange: (time) =>
    time.type === 'instant'
      ? [binary(time.column, '>=', macro('timeFrom')), binary(time.column, '<', macro('timeTo'))]
      : unixRange(time),
  before: (time, ms) =>
    time.type === 'instant' ? binary(time.column, '<', exact(ms)) : binary(unixMillis(time), '<', number(ms)),
  // SUM of int is an int and overflows, of bit there is none.
  summand: (value) => binary(value, '+', decimal(0)),
  matches: (column, pattern, field) => {
    const values = literalAlternatives(pattern);
    if (!values) {
      throw fault('PL2251', { dialect: 'mssql', what: 'regular expressions', field });
    }
    return exactly(marked)(
      column,
      values.map((value) => text(value, field))
    );
  },
  frames: 'rows',
  nextStep: 'windows',
  quantile: { exact: null, approximate: (of, q) => call('APPROX_PERCENTILE', of, exactNumber(q)) },
  approximateDistinct: (of) => call('APPROX_COUNT_DISTINCT', of),
};
