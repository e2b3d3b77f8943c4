import { checkText, numberLiteral, unicodeStringLiteral } from '../escape';
import { isoDay, isoInstant } from '../instants';
import { anchoredPattern } from '../pattern';
import { STANDARD, type Syntax } from '../syntax';
import {
  binary,
  call,
  cast,
  epochFilter,
  exactNumber,
  macro,
  number,
  text,
  word,
  type Expression,
  type Macro,
} from '../tree';
import type { Dialect } from './dialect';
import { countedIn, daysThenMicros } from './whole-time';

const syntax: Syntax = {
  ...STANDARD,
  maxNameBytes: 255,
  types: { bigint: 'BIGINT', double: 'DOUBLE', text: 'VARCHAR' },
  functions: { APPROX_COUNT_DISTINCT: 'approx_distinct', APPROX_PERCENTILE: 'approx_percentile' },
  // A double: a decimal's division would keep one digit after the point.
  number: (value, isDecimal) => (isDecimal ? `${numberLiteral(value)}E0` : numberLiteral(value)),
  instant: (ms, us, precision) =>
    precision === 'day'
      ? `TIMESTAMP '${isoDay(ms)} 00:00:00'`
      : `TIMESTAMP '${isoInstant(ms, us).replace('+00', ' UTC')}'`,
  codePointOrder: '',
};

/** Microseconds: of timestamp with time zone in UTC, of timestamp and date as if UTC, whatever the session's time zone is. */
const micros = (of: Expression): Expression =>
  cast(call('ROUND', binary(call('to_unixtime', of), '*', number(1_000_000))), 'bigint');

/**
 * The macros are timestamps without a zone: compared with a timestamp with time zone they would be read in the session's. So they are compared as
 * seconds, and a day around them prunes partitions.
 */
function ofRange(column: Expression): readonly Expression[] {
  const seconds = (of: Expression) => call('to_unixtime', of);
  const around = (name: Macro, days: number) => call('date_add', word('day'), number(days), macro(name));
  return [
    binary(column, '>=', around('timeFrom', -1)),
    binary(column, '<', around('timeTo', 1)),
    binary(seconds(column), '>=', seconds(macro('timeFrom'))),
    binary(seconds(column), '<', seconds(macro('timeTo'))),
  ];
}

/**
 * Trino, and Athena from engine version 3.
 *
 * - A time is a timestamp, a timestamp with time zone or a date, to the microsecond (finer is rounded). Partitions are pruned to the days
 *   around the range.
 * - A text condition on a column that is no varchar is refused by the store. Sums of `real` have seven digits.
 */
export const trino: Dialect = {
  name: 'trino',
  text: (value, field) => unicodeStringLiteral(checkText(value, field)),
  syntax,
  ...countedIn(micros),
  asText: (column) => cast(column, 'text'),
  identity: (column) => column,
  isText: null,
  between: daysThenMicros(micros),
  ofRange: ({ column, type }) => {
    if (type === 'instant') {
      return ofRange(column);
    }
    return type === 'unixSeconds' ? [epochFilter(column)] : null;
  },
  summand: (value) => value,
  // \z, since $ is also before a last newline there.
  matches: (column, pattern, field) => {
    const { body, ignoreCase } = anchoredPattern(pattern, field, 'perl');
    return call('regexp_like', cast(column, 'text'), text(`${ignoreCase ? '(?i)' : ''}\\A(?:${body})\\z`, field));
  },
  frames: 'range',
  nextStep: 'windows',
  quantile: { exact: null, approximate: (of, q) => call('APPROX_PERCENTILE', of, exactNumber(q)) },
  approximateDistinct: (of) => call('APPROX_COUNT_DISTINCT', of),
};
