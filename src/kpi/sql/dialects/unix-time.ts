import { binary, call, cast, decimal, number, type Expression } from '../tree';
import type { TimeColumn } from './dialect';

/** Terms for [startMs, endMs) on a column of Unix time, of any numeric type. */
export function unixBetween(time: TimeColumn, startMs: number, endMs: number): readonly Expression[] {
  return [...unixFrom(time, startMs), ...unixTo(time, endMs)];
}

function unixFrom({ column, type }: TimeColumn, ms: number): Expression[] {
  if (type === 'unixMillis' || ms % 1000 === 0) {
    return [binary(column, '>=', number(type === 'unixMillis' ? ms : ms / 1000))];
  }
  // The whole number is for an index over whole seconds, which a fraction would not use; the other says it exactly.
  return [binary(column, '>=', number(Math.floor(ms / 1000))), binary(unixMillis({ column, type }), '>=', number(ms))];
}

function unixTo({ column, type }: TimeColumn, ms: number): Expression[] {
  if (type === 'unixMillis' || ms % 1000 === 0) {
    return [binary(column, '<', number(type === 'unixMillis' ? ms : ms / 1000))];
  }
  return [binary(column, '<', number(Math.ceil(ms / 1000))), binary(unixMillis({ column, type }), '<', number(ms))];
}

/** Whole milliseconds: fractions of a second are rounded to them. */
export function unixMillis({ column, type }: TimeColumn): Expression {
  // With a decimal point: 32-bit seconds times 1000 would overflow.
  return cast(type === 'unixMillis' ? column : call('ROUND', binary(column, '*', decimal(1000))), 'bigint');
}
