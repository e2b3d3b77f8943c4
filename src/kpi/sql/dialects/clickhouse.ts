import { backslashStringLiteral, checkText } from '../escape';
import { anchoredPattern } from '../pattern';
import { STANDARD } from '../syntax';
import { binary, call, cast, exactNumber, macro, number, text, type Expression } from '../tree';
import type { Dialect, TimeColumn } from './dialect';
import { unixBetween } from './unix-time';
import { countedIn } from './whole-time';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** How far a day of the session's zone may lie from the day in UTC, s. */
const ZONE_SECONDS = 14 * 3600;
/** What a DateTime of 32 bits holds, less a day at each end. */
const [FIRST_MS, LAST_MS] = [2 * DAY_MS, (2 ** 32 - 1) * 1000 - 2 * DAY_MS];

/** The instant of a Date (midnight in UTC), Date32, DateTime or DateTime64, whatever zone it or the session has. */
const utc = (column: Expression): Expression => cast(column, 'utcMicros');
const micros = (of: Expression): Expression => call('epoch_us', utc(of));

/**
 * The first terms, on the raw column and wider than the range by what a zone may be off, let the primary key and partitions serve; the
 * others say it exactly.
 */
function between(time: TimeColumn, startMs: number, endMs: number): readonly Expression[] {
  if (time.type !== 'instant') {
    return unixBetween(time, startMs, endMs);
  }
  const seconds = (value: number) => call('seconds_to_time', number(value));
  return [
    ...(startMs >= FIRST_MS && startMs <= LAST_MS
      ? [binary(time.column, '>=', seconds(Math.floor(startMs / 1000) - ZONE_SECONDS))]
      : []),
    ...(endMs >= FIRST_MS && endMs <= LAST_MS
      ? [binary(time.column, '<=', seconds(Math.ceil(endMs / 1000) + ZONE_SECONDS))]
      : []),
    binary(micros(time.column), '>=', number(startMs * 1000)),
    binary(micros(time.column), '<', number(endMs * 1000)),
  ];
}

/** $__fromTime and $__toTime are DateTimes; as `between`. */
function ofRange({ column, type }: TimeColumn): readonly Expression[] | null {
  if (type !== 'instant') {
    return null;
  }
  return [
    binary(column, '>=', binary(macro('fromTime'), '-', number(ZONE_SECONDS))),
    binary(column, '<=', binary(macro('toTime'), '+', number(ZONE_SECONDS))),
    binary(utc(column), '>=', macro('fromTime')),
    binary(utc(column), '<', macro('toTime')),
  ];
}

/**
 * ClickHouse 23.8 and later (the analyzer, windows by RANGE); tried on 26.9.
 *
 * - Aggregates of nothing are NULL as in SQL (`…OrNull`), not 0 or NaN: missing is not zero.
 * - Casts keep NULL (`Nullable(…)`), and columns are named with their relation, since an output's name would hide a column's.
 * - DateTime and DateTime64 are instants in any zone; Date and Date32 are midnights in UTC.
 */
export const clickhouse: Dialect = {
  name: 'clickhouse',
  text: (value, field) => backslashStringLiteral(checkText(value, field)),
  syntax: {
    ...STANDARD,
    quote: '`',
    types: {
      bigint: 'Nullable(Int64)',
      double: 'Nullable(Float64)',
      text: 'Nullable(String)',
      utcMicros: "Nullable(DateTime64(6, 'UTC'))",
    },
    functions: {
      AVG: 'avgOrNull',
      MAX: 'maxOrNull',
      MIN: 'minOrNull',
      SUM: 'sumOrNull',
      approx_count_distinct: 'uniqCombined64',
      approx_quantile: (of, q) => `quantileTDigestOrNull(${q})(${of})`,
      epoch_us: 'toUnixTimestamp64Micro',
      quantile_cont: (of, q) => `quantileExactInclusiveOrNull(${q})(${of})`,
      regexp_full_match: 'match',
      seconds_to_time: 'toDateTime',
    },
    divideWhole: (left, right) => `intDiv(${left}, ${right})`,
    codePointOrder: '',
    qualifiesColumns: true,
    rangeOrder: (by) => `assumeNotNull(${by})`,
  },
  ...countedIn(micros),
  asText: (column) => cast(column, 'text'),
  identity: (column) => column,
  isText: null,
  between,
  ofRange,
  summand: (value) => value,
  matches: (column, pattern, field) => {
    const { body, ignoreCase } = anchoredPattern(pattern, field);
    return call('regexp_full_match', cast(column, 'text'), text(`${ignoreCase ? '(?i)' : ''}^(?:${body})$`, field));
  },
  frames: 'range',
  nextStep: 'arrays',
  quantile: {
    exact: (of, q) => call('quantile_cont', cast(of, 'double'), exactNumber(q)),
    // A t-digest.
    approximate: (of, q) => call('approx_quantile', cast(of, 'double'), exactNumber(q)),
  },
  // HyperLogLog with a small set before it; of nothing but NULL it would be NULL. 2^17 cells: a standard error of 0.3 %.
  approximateDistinct: (of) => call('COALESCE', call('approx_count_distinct', of), number(0)),
  approximation: { rank: 0.01, count: 0.01 },
};
