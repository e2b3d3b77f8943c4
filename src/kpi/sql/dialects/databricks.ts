import { backslashStringLiteral, checkText } from '../escape';
import { isoDay, isoInstant } from '../instants';
import { anchoredPattern } from '../pattern';
import { STANDARD, type Syntax } from '../syntax';
import { binary, call, cast, concat, exactNumber, percentile, text, when, word, type Expression } from '../tree';
import type { Dialect } from './dialect';
import { exactly } from './exact-text';
import { countedIn, daysThenMicros } from './whole-time';

const syntax: Syntax = {
  ...STANDARD,
  quote: '`',
  maxNameBytes: 255,
  types: { bigint: 'BIGINT', double: 'DOUBLE', text: 'STRING', instant: 'TIMESTAMP', local: 'TIMESTAMP_NTZ' },
  functions: { APPROX_COUNT_DISTINCT: 'approx_count_distinct', APPROX_PERCENTILE: 'approx_percentile' },
  instant: (ms, us, precision) => (precision === 'day' ? `DATE '${isoDay(ms)}'` : `TIMESTAMP '${isoInstant(ms, us)}'`),
  divideWhole: (left, right) => `${left} DIV ${right}`,
  codePointOrder: '',
};

/**
 * Microseconds: of TIMESTAMP in UTC, of TIMESTAMP_NTZ and DATE as if UTC, whatever the session's time zone is. The type is known when the
 * statement is compiled, so one branch stays; a cast of TIMESTAMP_NTZ to TIMESTAMP would go by the session's zone, a text with an offset does not.
 */
const micros = (of: Expression): Expression =>
  when(
    binary(call('typeof', of), '=', word('timestamp')),
    call('unix_micros', cast(of, 'instant')),
    call('unix_micros', cast(concat(cast(cast(of, 'local'), 'text'), word('+00:00')), 'instant'))
  );

/** A cast to STRING leaves a collation behind. */
const asText = (of: Expression): Expression => cast(of, 'text');

/**
 * Databricks SQL (runtime 13.3 and later, for TIMESTAMP_NTZ).
 *
 * - A time is a TIMESTAMP, TIMESTAMP_NTZ or DATE. Files are skipped to the days around the range.
 * - Patterns are Java's. `lt`, `gte` … with a text follow the column's collation.
 */
export const databricks: Dialect = {
  name: 'databricks',
  text: (value, field) =>
    backslashStringLiteral(checkText(value, field), { quote: "\\'", dollar: '\\u0024', bracket: '\\u005B' }),
  syntax,
  ...countedIn(micros),
  asText,
  identity: asText,
  isText: exactly(asText),
  between: daysThenMicros(micros),
  // The plugin is closed: no guess.
  ofRange: () => null,
  summand: (value) => value,
  // \z, since $ is also before a last newline there.
  matches: (column, pattern, field) => {
    const { body, ignoreCase } = anchoredPattern(pattern, field, 'perl');
    return call('regexp_like', asText(column), text(`${ignoreCase ? '(?iu)' : ''}\\A(?:${body})\\z`, field));
  },
  frames: 'range',
  nextStep: 'windows',
  quantile: { exact: percentile, approximate: (of, q) => call('APPROX_PERCENTILE', of, exactNumber(q)) },
  approximateDistinct: (of) => call('APPROX_COUNT_DISTINCT', of),
};
