import { checkText, hexStringLiteral } from '../escape';
import { isoDay, isoInstant } from '../instants';
import { anchoredPattern } from '../pattern';
import { STANDARD } from '../syntax';
import { and, binary, call, cast, collate, inList, instant, macro, number, text, type Expression } from '../tree';
import type { Dialect } from './dialect';
import { unixBetween, unixMillis, unixRange } from './unix-time';
import { countedIn } from './whole-time';

const ASCII = /^[ -~]*$/;

/** Microseconds since 1970 of DATETIME and DATE as if UTC, and of TIMESTAMP, whose session is in UTC for the statement. */
const micros = (of: Expression): Expression => call('epoch_us', of);

/** The text's bytes in UTF-8: equal only where every character is, trailing blanks too, whatever charset and collation the column has. */
const bytes = (of: Expression): Expression => cast(call('utf8', of), 'binary');

/**
 * The first term lets an index on the column serve; it takes more texts for the same. Only for texts of ASCII: others an index of another
 * charset could not be compared to, which is an error there.
 */
function isText(column: Expression, values: readonly Expression[]): Expression {
  const exact = inList(
    bytes(column),
    values.map((value) => cast(value, 'binary'))
  );
  const plain = values.every((value) => value.kind === 'text' && ASCII.test(value.value));
  return plain ? and([inList(column, values), exact]) : exact;
}

/**
 * MySQL 8.0.17 and later, MariaDB 10.5 and later: what both have.
 *
 * - DATETIME and DATE are read as UTC. TIMESTAMP holds an instant that is shown in the session's zone, so each statement has UTC as its
 *   own: SET STATEMENT in a comment that only MariaDB runs, the hint SET_VAR that only MySQL reads.
 * - Texts are told apart by their bytes in UTF-8: the usual collations take 'a', 'A' and 'a ' for one. Literals are in the charset of
 *   the connection, which must be utf8mb4 (Grafana's plugin and Plumbline's own driver have it).
 * - `<` and `<=` on texts follow the column's collation.
 */
export const mysql: Dialect = {
  name: 'mysql',
  text: (value, field) => hexStringLiteral(checkText(value, field)),
  syntax: {
    ...STANDARD,
    quote: '`',
    types: { bigint: 'SIGNED', double: 'DOUBLE', text: 'CHAR', binary: 'BINARY' },
    functions: {
      epoch_us: (of) => `TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', ${of})`,
      regexp_full_match: (of, pattern) => `(${of} REGEXP ${pattern})`,
      utf8: (of) => `CONVERT(${of} USING utf8mb4)`,
    },
    instant: (ms, us, precision) =>
      precision === 'day' ? `DATE'${isoDay(ms)}'` : `TIMESTAMP'${isoInstant(ms, us).slice(0, -3)}'`,
    concat: 'CONCAT',
    divideWhole: (left, right) => `${left} DIV ${right}`,
    codePointOrder: 'COLLATE utf8mb4_bin',
    nullsLast: 'case',
    // What the bytes of texts tell apart and their collation does not; the actor `u` is bytes already.
    alsoGroupBy: (of) => {
      const isColumn = of.kind === 'column' && of.name !== 'u';
      return of.kind === 'collate' ? [cast(of.of, 'binary')] : isColumn ? [bytes(of)] : [];
    },
    prefix: "/*M! SET STATEMENT time_zone = '+00:00' FOR */",
    hint: "/*+ SET_VAR(time_zone = '+00:00') */",
  },
  ...countedIn(micros),
  asText: (column) => collate(call('utf8', column)),
  identity: bytes,
  digest: (identity) => call('CRC32', identity),
  isText,
  between: (time, startMs, endMs) =>
    time.type === 'instant'
      ? [binary(time.column, '>=', instant(startMs)), binary(time.column, '<', instant(endMs))]
      : unixBetween(time, startMs, endMs),
  // $__timeFrom() is FROM_UNIXTIME(…), which is in the statement's zone.
  ofRange: ({ column, type }) =>
    type === 'instant'
      ? [binary(column, '>=', macro('timeFrom')), binary(column, '<', macro('timeTo'))]
      : unixRange({ column, type }, 'unixEpochFrom', 'unixEpochTo', type === 'unixMillis' ? 1000 : 1),
  before: (time, ms) =>
    time.type === 'instant' ? binary(time.column, '<', instant(ms)) : binary(unixMillis(time), '<', number(ms)),
  summand: (value) => value,
  matches: (column, pattern, field) => {
    const { body, ignoreCase } = anchoredPattern(pattern, field, 'perl');
    const whole = `${ignoreCase ? '(?i)' : ''}\\A(?:${body})\\z`;
    return call('regexp_full_match', collate(call('utf8', column)), text(whole, field));
  },
  frames: 'range',
  nextStep: 'windows',
  quantile: { exact: null, approximate: null },
  approximateDistinct: null,
};
