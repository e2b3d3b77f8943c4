/** Arithmetic on instants that are whole numbers of units since 1970: nothing is rounded, nothing overflows 64 bits. */
import { binary, cast, day, divideWhole, number, type Expression } from '../tree';

const HOUR_MS = 3_600_000;
/** 0001-01-01, before which no instant is written. */
const YEAR_ONE_MS = 62_135_596_800_000;

/**
 * The start of the bucket of `stepMs` on the UTC grid, epoch ms, of a whole number of units of which `perMs` make a millisecond.
 * Whole numbers divide towards zero: shifted by whole steps until no instant is negative, that is downwards.
 */
export function gridBucket(units: Expression, stepMs: number, perMs: number): Expression {
  const shift = Math.ceil(YEAR_ONE_MS / stepMs) * stepMs;
  const steps = divideWhole(binary(units, '+', number(shift * perMs)), number(stepMs * perMs));
  return cast(binary(binary(steps, '*', number(stepMs)), '-', number(shift)), 'bigint');
}

/**
 * [startMs, endMs) where literals cannot be compared with a column of unknown type exactly. The first two terms are for partitions and
 * indexes, with days: whatever zone the store reads them in (−12 h to +14 h), no row of the range is outside. The others say it exactly, by
 * `units`, of which `perMs` make a millisecond. `edge` makes the literal of a day.
 */
export function daysThenUnits(
  column: Expression,
  [startMs, endMs]: readonly [number, number],
  { units, perMs, edge = (of) => of }: { units: Expression; perMs: number; edge?: (of: Expression) => Expression }
): readonly Expression[] {
  return [
    binary(column, '>=', edge(day(startMs - 14 * HOUR_MS))),
    binary(column, '<', edge(day(endMs + 38 * HOUR_MS))),
    binary(units, '>=', number(startMs * perMs)),
    binary(units, '<', number(endMs * perMs)),
  ];
}
