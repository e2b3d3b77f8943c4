import { checkText, escapeStringLiteral } from '../escape';
import { anchoredPattern } from '../pattern';
import { STANDARD } from '../syntax';
import { binary, call, cast, decimal, exactNumber, number, percentile, text, timeFilter } from '../tree';
import type { Dialect } from './dialect';
import { instantBefore, instantBetween } from './instant-literals';
import { unixBetween, unixMillis } from './unix-time';
import { countedIn } from './whole-time';

/** DuckDB 1.1 and later (ASOF joins, epoch_us, E'' literals). */
export const duckdb: Dialect = {
  name: 'duckdb',
  text: (value, field) => escapeStringLiteral(checkText(value, field)),
  syntax: {
    ...STANDARD,
    types: { bigint: 'BIGINT', double: 'DOUBLE', text: 'VARCHAR' },
    codePointOrder: 'COLLATE "C"',
    divideWhole: (left, right) => `${left} // ${right}`,
    materialized: 'AS MATERIALIZED',
  },
  ...countedIn((of) => call('epoch_us', of)),
  asText: (column) => cast(column, 'text'),
  identity: (column) => column,
  isText: null,
  between: (time, startMs, endMs) =>
    time.type === 'instant' ? instantBetween(time.column, startMs, endMs) : unixBetween(time, startMs, endMs),
  // The plugin has the SDK's macros only (sqlutil.DefaultMacros): a filter on times, both ends inclusive, and nothing for numbers.
  ofRange: ({ column, type }) => (type === 'instant' ? [timeFilter(column)] : null),
  before: (time, ms) =>
    time.type === 'instant' ? instantBefore(time.column, ms) : binary(unixMillis(time), '<', number(ms)),
  // "/" divides integers to a double here, which holds the microseconds of this age.
  bucket: (time, stepMs) => {
    const steps =
      time.type === 'instant'
        ? binary(call('epoch_us', time.column), '/', decimal(stepMs * 1000))
        : binary(unixMillis(time), '/', decimal(stepMs));
    return cast(binary(call('floor', cast(steps, 'double')), '*', number(stepMs)), 'bigint');
  },
  summand: (value) => value,
  matches: (column, pattern, field) => {
    const { body, ignoreCase } = anchoredPattern(pattern, field);
    return call('regexp_full_match', cast(column, 'text'), text(`${ignoreCase ? '(?i)' : ''}(?:${body})`, field));
  },
  frames: 'range',
  nextStep: 'asof',
  // A t-digest, which may answer with a number between two values.
  quantile: { exact: percentile, approximate: (of, q) => call('approx_quantile', of, exactNumber(q)) },
  // HyperLogLog of 64 registers: a standard error of 13 %.
  approximateDistinct: (of) => call('approx_count_distinct', of),
  approximation: { rank: 0.01, count: 0.39 },
};
