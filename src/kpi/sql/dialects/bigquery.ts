import { backslashStringLiteral, checkText } from '../escape';
import { fault } from '../fault';
import { isoDay, isoInstant } from '../instants';
import { anchoredPattern } from '../pattern';
import { STANDARD, type Syntax } from '../syntax';
import { call, cast, concat, number, text, timeFilter, word, type Expression } from '../tree';
import type { Dialect } from './dialect';
import { exactly } from './exact-text';
import { countedIn, daysThenMicros } from './whole-time';

/** As many parts as APPROX_QUANTILES may cut its rows into here. */
const MAX_PARTS = 100_000;

const syntax: Syntax = {
  ...STANDARD,
  quote: '`',
  maxNameBytes: 300,
  reservedNames: /^(?:_PARTITION|_TABLE_|_FILE_|_ROW_TIMESTAMP|__ROOT__|_COLIDENTIFIER|_CHANGE_)/i,
  types: { bigint: 'INT64', double: 'FLOAT64', text: 'STRING' },
  functions: { APPROX_QUANTILES: (x, parts, at) => `APPROX_QUANTILES(${x}, ${parts} IGNORE NULLS)[OFFSET(${at})]` },
  instant: (ms, us, precision) => `'${precision === 'day' ? isoDay(ms) : isoInstant(ms, us)}'`,
  divideWhole: (left, right) => `DIV(${left}, ${right})`,
  codePointOrder: '',
};

/**
 * Microseconds of TIMESTAMP, DATETIME or DATE, whatever the project's time zone is: as JSON a TIMESTAMP is written in UTC with a Z, the
 * others as they stand, and +00 makes an instant of all. UNIX_MICROS alone would take the project's zone for a DATETIME.
 */
const micros = (of: Expression): Expression =>
  call(
    'UNIX_MICROS',
    call('TIMESTAMP', concat(call('TRIM', call('TO_JSON_STRING', of), word('quoteAndZ')), word('+00')))
  );

/** Without the column's collation. */
const asText = (of: Expression): Expression => call('COLLATE', cast(of, 'text'), word('noCollation'));

/** `q` as the n-th of as many parts as its digits ask for. */
function approximate(of: Expression, q: string): Expression {
  const digits = (q.split('.')[1] ?? '').replace(/0+$/, '');
  const parts = Math.max(100, Math.pow(10, digits.length));
  if (parts > MAX_PARTS) {
    throw fault('PL2261', { dialect: 'bigquery', what: `quantile at ${q}, which has more than five decimals` });
  }
  return call('APPROX_QUANTILES', of, number(parts), number(Math.round(Number(q) * parts)));
}

/**
 * BigQuery, GoogleSQL. Names of tables are `dataset.table` or `project.dataset.table`.
 *
 * - A time is a TIMESTAMP, DATETIME or DATE. Partitions are pruned to the days around the range.
 * - A text condition on a column that is no STRING is refused by the store.
 * - `lt`, `gte` … with a text follow the column's collation.
 */
export const bigquery: Dialect = {
  name: 'bigquery',
  text: (value, field) =>
    backslashStringLiteral(checkText(value, field), { quote: "\\'", dollar: '\\u0024', bracket: '\\u005B' }),
  syntax,
  ...countedIn(micros),
  asText,
  identity: asText,
  isText: exactly(asText),
  between: daysThenMicros(micros),
  // The plugin has the SDK's macros (sqlutil.DefaultMacros): a filter on times, both ends inclusive, and nothing for numbers.
  ofRange: ({ column, type }) => (type === 'instant' ? [timeFilter(column)] : null),
  summand: (value) => value,
  matches: (column, pattern, field) => {
    const { body, ignoreCase } = anchoredPattern(pattern, field);
    return call('REGEXP_CONTAINS', cast(column, 'text'), text(`${ignoreCase ? '(?i)' : ''}^(?:${body})$`, field));
  },
  frames: 'range',
  nextStep: 'windows',
  // PERCENTILE_CONT is there a window function only.
  quantile: { exact: null, approximate },
  approximateDistinct: (of) => call('APPROX_COUNT_DISTINCT', of),
};
