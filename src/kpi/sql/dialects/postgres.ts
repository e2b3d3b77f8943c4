import { checkText, escapeStringLiteral } from '../escape';
import { anchoredPattern } from '../pattern';
import { STANDARD } from '../syntax';
import { binary, call, cast, decimal, macro, number, percentile, text, word, type Expression } from '../tree';
import type { Dialect, TimeColumn } from './dialect';
import { instantBefore, instantBetween } from './instant-literals';
import { unixBetween, unixMillis, unixRange } from './unix-time';
import { countedIn } from './whole-time';

/** Seconds since 1970, a double: of timestamptz, of timestamp and date as if UTC, whatever the session's time zone is. */
const epoch = (column: Expression): Expression => call('date_part', word('epoch'), column);
/** Exact in a double until the year 2255 after rounding, and cheaper than EXTRACT, which makes a numeric. */
const micros = (column: Expression): Expression =>
  cast(call('ROUND', binary(epoch(column), '*', number(1_000_000))), 'bigint');
const unixBefore = (time: TimeColumn, ms: number): Expression => binary(unixMillis(time), '<', number(ms));

/** PostgreSQL 12 and later. */
export const postgres: Dialect = {
  name: 'postgres',
  text: (value, field) => escapeStringLiteral(checkText(value, field)),
  syntax: {
    ...STANDARD,
    types: { bigint: 'bigint', double: 'double precision', text: 'text' },
    codePointOrder: 'COLLATE "C"',
  },
  ...countedIn(micros),
  asText: (column) => cast(column, 'text'),
  identity: (column) => column,
  isText: null,
  between: (time, startMs, endMs) =>
    time.type === 'instant' ? instantBetween(time.column, startMs, endMs) : unixBetween(time, startMs, endMs),
  // $__timeFrom() is a literal without a type, as in instant-literals.ts: it gets the column's.
  ofRange: ({ column, type }) =>
    type === 'instant'
      ? [binary(column, '>=', macro('timeFrom')), binary(column, '<', macro('timeTo'))]
      : unixRange({ column, type }, 'unixEpochFrom', 'unixEpochTo', type === 'unixMillis' ? 1000 : 1),
  before: (time, ms) => (time.type === 'instant' ? instantBefore(time.column, ms) : unixBefore(time, ms)),
  // A double holds the microseconds of this age, and of its quotient, so that no event crosses a bucket's edge.
  bucket: (time, stepMs) => {
    const steps =
      time.type === 'instant'
        ? binary(epoch(time.column), '/', number(stepMs / 1000))
        : binary(unixMillis(time), '/', decimal(stepMs));
    return cast(binary(call('floor', steps), '*', number(stepMs)), 'bigint');
  },
  loopsOverUnknown: true,
  gathers: true,
  // Adding 0.0 leaves numeric exact and widens real, whose own sum has six digits.
  summand: (value) => binary(value, '+', decimal(0)),
  matches: (column, pattern, field) => {
    const { body, ignoreCase } = anchoredPattern(pattern, field);
    return binary(cast(column, 'text'), '~', text(`${ignoreCase ? '(?i)' : ''}^(?:${body})$`, field));
  },
  frames: 'range',
  nextStep: 'windows',
  quantile: { exact: percentile, approximate: null },
  approximateDistinct: null,
};
