import { checkText, replaceStringLiteral } from '../escape';
import { fault } from '../fault';
import { literalAlternatives } from '../../definition/capabilities';
import { STANDARD } from '../syntax';
import { binary, call, cast, concat, day, inList, number, text, word, type Expression } from '../tree';
import type { Dialect, TimeColumn } from './dialect';
import { unixBetween, unixMillis, unixRange } from './unix-time';
import { YEAR_ONE_MS } from './whole-time';

const HOUR_MS = 3_600_000;
const MS_A_DAY = 24 * HOUR_MS;
/** Julian day of 1970-01-01T00:00Z. */
const EPOCH_DAY = 2_440_587.5;

/**
 * Epoch ms of ISO 8601 text in any shape: a date, T or blank, Z or an offset with or without colon and minutes, fractions.
 * SQLite's own reader wants `+02:00`, so `+02` and `+0200` are read at a second and third try, which COALESCE only makes for
 * them. Text that is no time is NULL, and such a row is in no range. Finer than a millisecond is rounded to it.
 */
function millis(at: Expression): Expression {
  const withMinutes = call('julianday', concat(at, word(':00')));
  const head = call('substr', at, number(1), binary(call('length', at), '-', number(2)));
  const withColon = call('julianday', concat(head, word(':'), call('substr', at, number(-2))));
  const julian = call('COALESCE', call('julianday', at), withMinutes, withColon);
  return cast(call('ROUND', binary(binary(julian, '-', number(EPOCH_DAY)), '*', number(MS_A_DAY))), 'bigint');
}

const count = (time: TimeColumn): Expression => (time.type === 'instant' ? millis(time.column) : unixMillis(time));

/**
 * The first two terms let an index on the text serve: whatever the offset (−12 h to +14 h), the local day written in the text
 * lies between them. The others say it exactly.
 */
function between(time: TimeColumn, startMs: number, endMs: number): readonly Expression[] {
  if (time.type !== 'instant') {
    return unixBetween(time, startMs, endMs);
  }
  return [
    binary(time.column, '>=', day(startMs - 14 * HOUR_MS)),
    binary(time.column, '<', day(endMs + 38 * HOUR_MS)),
    binary(count(time), '>=', number(startMs)),
    binary(count(time), '<', number(endMs)),
  ];
}

/** SQLite 3.30 and later (window functions, NULLS LAST). It has no regular expressions. */
export const sqlite: Dialect = {
  name: 'sqlite',
  text: (value, field) => replaceStringLiteral(checkText(value, field)),
  syntax: {
    ...STANDARD,
    types: { bigint: 'INTEGER', double: 'REAL', text: 'TEXT' },
    functions: { GREATEST: 'MAX' },
    codePointOrder: 'COLLATE BINARY',
  },
  asText: (of) => cast(of, 'text'),
  identity: (column) => column,
  isText: null,
  between,
  // The plugin replaces $__from and $__to by epoch ms (pkg/plugin/variables.go).
  ofRange: (time) => unixRange({ column: count(time), type: 'unixMillis' }, 'fromMillis', 'toMillis', 1),
  before: (time, ms) => binary(count(time), '<', number(ms)),
  // Integers divide towards zero: shifted by whole steps until no instant is negative, that is downwards.
  bucket: (time, stepMs) => {
    const shift = Math.ceil(YEAR_ONE_MS / stepMs) * stepMs;
    const steps = binary(binary(count(time), '+', number(shift)), '/', number(stepMs));
    return binary(binary(steps, '*', number(stepMs)), '-', number(shift));
  },
  // It has no FLOOR, but divides whole numbers to whole ones.
  wholes: (of, by) => binary(of, '/', number(by)),
  count,
  perMs: () => 1,
  summand: (value) => value,
  matches: (of, pattern, field) => {
    const values = literalAlternatives(pattern);
    if (!values) {
      throw fault('PL2251', { dialect: 'sqlite', what: 'regular expressions', field });
    }
    return inList(
      of,
      values.map((value) => text(value, field))
    );
  },
  frames: 'range',
  nextStep: 'windows',
  quantile: { exact: null, approximate: null },
  approximateDistinct: null,
};
