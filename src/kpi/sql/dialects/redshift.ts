import { backslashStringLiteral, checkText, hide } from '../escape';
import { anchoredPattern } from '../pattern';
import { STANDARD, type Syntax } from '../syntax';
import {
  binary,
  call,
  cast,
  concat,
  epochFilter,
  exactNumber,
  extract,
  instant,
  macro,
  number,
  text,
  word,
  type Expression,
} from '../tree';
import type { Dialect } from './dialect';
import { exactly } from './exact-text';
import { instantBefore, instantBetween } from './instant-literals';
import { unixBetween, unixMillis } from './unix-time';
import { countedIn } from './whole-time';

/** `'…'` in which a backslash escapes; it has no escape for any one character, so `$` and `[[` are put back by REPLACE. */
function replacedLiteral(value: string): string {
  const { text: hidden, marks } = hide(value, false);
  const plain = backslashStringLiteral(hidden, { quote: "''", dollar: '', bracket: '' });
  return marks.reduce((literal, { code, mark }) => `REPLACE(${literal}, '${mark}', CHR(${code}))`, plain);
}

/** With a character after it, so that trailing blanks are not trailing. */
const marked = (of: Expression): Expression => concat(cast(of, 'text'), word('.'));

const syntax: Syntax = {
  ...STANDARD,
  maxNameBytes: 127,
  types: { bigint: 'bigint', double: 'double precision', text: 'varchar' },
  functions: {
    APPROX_COUNT_DISTINCT: (x) => `APPROXIMATE COUNT(DISTINCT ${x})`,
    APPROX_PERCENTILE: (x, q) => `APPROXIMATE PERCENTILE_DISC(${q}) WITHIN GROUP (ORDER BY ${x})`,
  },
  codePointOrder: '',
  groupBy: 'expression',
  // 'a' and 'a ' are equal there.
  alsoGroupBy: (of) =>
    of.kind === 'column' ? [marked(of)] : of.kind === 'cast' && of.to === 'text' ? [concat(of, word('.'))] : [],
};

const DAY_US = 86_400_000_000;

/**
 * Microseconds, by the parts of what lies between 1970 and the time. The literal has no type and gets the column's, so that a timestamptz is
 * taken from an instant and a timestamp from a timestamp, whatever the session's time zone is; EXTRACT(epoch …) of a timestamp is a
 * whole number of seconds there, and DATEDIFF would read a timestamptz in the session's zone. A date less a date is a number, which
 * the store then refuses to take apart: a part on a date column must say `query: SELECT CAST(day AS timestamp) …`.
 */
function micros(of: Expression): Expression {
  const since = binary(of, '-', instant(0));
  const part = (name: 'day' | 'hour' | 'minute', length: number) =>
    binary(cast(extract(name, since), 'bigint'), '*', number(length));
  // Whether seconds have a fraction and microseconds whole seconds is not the same everywhere: neither is let in.
  const seconds = binary(cast(call('TRUNC', extract('second', since)), 'bigint'), '*', number(1_000_000));
  const rest = call('MOD', cast(extract('microsecond', since), 'bigint'), number(1_000_000));
  return [part('hour', DAY_US / 24), part('minute', 60_000_000), seconds, rest].reduce(
    (sum, term) => binary(sum, '+', term),
    part('day', DAY_US)
  );
}

/**
 * Amazon Redshift.
 *
 * - A time is a timestamp or timestamptz; a date can be compared but not put into buckets (see `micros`).
 * - Texts are told apart also by trailing blanks; a boolean column is no segment (the store cannot cast it to text).
 * - A database made with COLLATE CASE_INSENSITIVE compares without case, which cannot be seen from here.
 * - Patterns are PCRE. All approximate quantiles of one statement must be of one column.
 */
export const redshift: Dialect = {
  name: 'redshift',
  text: (value, field) => replacedLiteral(checkText(value, field)),
  syntax,
  ...countedIn(micros),
  asText: (column) => cast(column, 'text'),
  identity: marked,
  isText: exactly(marked),
  between: (time, startMs, endMs) =>
    time.type === 'instant' ? instantBetween(time.column, startMs, endMs) : unixBetween(time, startMs, endMs),
  ofRange: ({ column, type }) => {
    if (type === 'instant') {
      return [binary(column, '>=', macro('timeFrom')), binary(column, '<', macro('timeTo'))];
    }
    return type === 'unixSeconds' ? [epochFilter(column)] : null;
  },
  before: (time, ms) =>
    time.type === 'instant' ? instantBefore(time.column, ms) : binary(unixMillis(time), '<', number(ms)),
  summand: (value) => value,
  matches: (column, pattern, field) => {
    const { body, ignoreCase } = anchoredPattern(pattern, field, 'perl');
    const found = call(
      'REGEXP_COUNT',
      cast(column, 'text'),
      text(`\\A(?:${body})\\z`, field),
      number(1),
      word(ignoreCase ? 'ip' : 'p')
    );
    return binary(found, '>', number(0));
  },
  frames: 'rows',
  nextStep: 'windows',
  // PERCENTILE_CONT is there, but all of one statement must be of one column.
  quantile: { exact: null, approximate: (of, q) => call('APPROX_PERCENTILE', of, exactNumber(q)) },
  approximateDistinct: (of) => call('APPROX_COUNT_DISTINCT', of),
};
