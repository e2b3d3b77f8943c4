/** Arithmetic on instants that are whole numbers of units since 1970: nothing is rounded, nothing overflows 64 bits. */
import { binary, cast, day, divideWhole, number, type Expression } from '../tree';
import type { Dialect, TimeColumn } from './dialect';
import { unixBetween, unixMillis } from './unix-time';

const HOUR_MS = 3_600_000;
/** 0001-01-01, before which no instant is written. */
export const YEAR_ONE_MS = 62_135_596_800_000;

/**
 * The start of the bucket of `stepMs` on the UTC grid, epoch ms, of a whole number of units of which `perMs` make a millisecond.
 * Whole numbers divide towards zero: shifted by whole steps until no instant is negative, that is downwards.
 */
function gridBucket(units: Expression, stepMs: number, perMs: number): Expression {
  const shift = Math.ceil(YEAR_ONE_MS / stepMs) * stepMs;
  const steps = divideWhole(binary(units, '+', number(shift * perMs)), number(stepMs * perMs));
  return cast(binary(binary(steps, '*', number(stepMs)), '-', number(shift)), 'bigint');
}

/** What a dialect says of times follows from one expression: the microseconds of an instant. Unix times are counted in milliseconds. */
export function countedIn(
  micros: (instant: Expression) => Expression
): Pick<Dialect, 'count' | 'perMs' | 'before' | 'bucket'> {
  const perMs = (type: TimeColumn['type']) => (type === 'instant' ? 1000 : 1);
  const count = (time: TimeColumn) => (time.type === 'instant' ? micros(time.column) : unixMillis(time));
  return {
    count,
    perMs,
    before: (time, ms) => binary(count(time), '<', number(ms * perMs(time.type))),
    bucket: (time, stepMs) => gridBucket(count(time), stepMs, perMs(time.type)),
  };
}

/**
 * `between` of a dialect whose literals cannot be compared with a column of unknown type exactly. The first two terms are for partitions and
 * indexes, with days: whatever zone the store reads them in (−12 h to +14 h), no row of the range is outside. The others say it exactly, in
 * microseconds. `edge` makes the literal of a day.
 */
export const daysThenMicros =
  (micros: (instant: Expression) => Expression, edge = (of: Expression) => of): Dialect['between'] =>
  (time, startMs, endMs) =>
    time.type === 'instant'
      ? [
          binary(time.column, '>=', edge(day(startMs - 14 * HOUR_MS))),
          binary(time.column, '<', edge(day(endMs + 38 * HOUR_MS))),
          binary(micros(time.column), '>=', number(startMs * 1000)),
          binary(micros(time.column), '<', number(endMs * 1000)),
        ]
      : unixBetween(time, startMs, endMs);
