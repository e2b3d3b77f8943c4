import { backslashStringLiteral, checkText } from '../escape';
import { anchoredPattern } from '../pattern';
import { STANDARD, type Syntax } from '../syntax';
import { call, cast, exactNumber, percentile, text, word, type Expression } from '../tree';
import type { Dialect } from './dialect';
import { exactly } from './exact-text';
import { countedIn, daysThenMicros } from './whole-time';

const syntax: Syntax = {
  ...STANDARD,
  maxNameBytes: 255,
  types: { bigint: 'BIGINT', double: 'DOUBLE', text: 'VARCHAR' },
  // "/" keeps six digits after the point and rounds: the last microseconds of a step would be in the next one.
  divideWhole: (left, right) => `(${left} - MOD(${left}, ${right})) / ${right}`,
  codePointOrder: '',
};

/** Microseconds: of TIMESTAMP_LTZ and _TZ in UTC, of TIMESTAMP_NTZ and DATE as if UTC, whatever the session's time zone is. */
const micros = (of: Expression): Expression => call('DATE_PART', word('epoch_microsecond'), of);

/** Without the column's collation. */
const asText = (of: Expression): Expression => call('COLLATE', cast(of, 'text'), word('noCollation'));

/**
 * Snowflake. Quoted names keep their case, so a table that was made without quotes is EVENTS in a definition, not events.
 *
 * - A time is a TIMESTAMP_NTZ, _LTZ, _TZ or DATE. Micro-partitions are pruned to the days around the range. The days are written with
 *   their format, since DATE_INPUT_FORMAT may be anything.
 * - `lt`, `gte` … with a text follow the column's collation.
 */
export const snowflake: Dialect = {
  name: 'snowflake',
  text: (value, field) =>
    backslashStringLiteral(checkText(value, field), { quote: "''", dollar: '\\x24', bracket: '\\x5B' }),
  syntax,
  ...countedIn(micros),
  asText,
  identity: asText,
  isText: exactly(asText),
  between: daysThenMicros(micros, (of) => call('TO_DATE', of, word('isoDay'))),
  // The plugins are closed or have no macro that was read: no guess.
  ofRange: () => null,
  summand: (value) => value,
  // REGEXP_LIKE is about the whole text. The engine is RE2 in POSIX syntax.
  matches: (column, pattern, field) => {
    const { body, ignoreCase } = anchoredPattern(pattern, field, 'capturing');
    return call('REGEXP_LIKE', asText(column), text(`(${body})`, field), word(ignoreCase ? 'i' : 'c'));
  },
  frames: 'rows',
  nextStep: 'windows',
  // t-digest
  quantile: { exact: percentile, approximate: (of, q) => call('APPROX_PERCENTILE', of, exactNumber(q)) },
  // HyperLogLog
  approximateDistinct: (of) => call('APPROX_COUNT_DISTINCT', of),
};
