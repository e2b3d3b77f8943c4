import { binary, instant, type Expression } from '../tree';

/**
 * [startMs, endMs) on a timestamptz, timestamp or date column of PostgreSQL or DuckDB, without knowing which it is.
 *
 * The literals have no type, so the store gives them the column's: timestamptz reads the offset, timestamp ignores a +00 and
 * reads the rest as it stands, date keeps only the day. Cutting to the day would make `< '… 12:00'` wrong on a date, so both
 * bounds are written as the last microsecond before them: `> start − 1 µs AND <= end − 1 µs`. For times of whole microseconds
 * that is the half-open range, and for dates (midnights) cutting it to the day changes nothing. At midnights the plain form does.
 * Tried on both stores with the session in America/New_York.
 */
export function instantBetween(column: Expression, startMs: number, endMs: number): readonly Expression[] {
  return [instantFrom(column, startMs), instantBefore(column, endMs)];
}

/** time >= ms */
export function instantFrom(column: Expression, ms: number): Expression {
  return isUtcMidnight(ms) ? binary(column, '>=', instant(ms)) : binary(column, '>', instant(ms, -1));
}

/** time < ms */
export function instantBefore(column: Expression, ms: number): Expression {
  return isUtcMidnight(ms) ? binary(column, '<', instant(ms)) : binary(column, '<=', instant(ms, -1));
}

function isUtcMidnight(ms: number): boolean {
  return ms % (24 * 3_600_000) === 0;
}
