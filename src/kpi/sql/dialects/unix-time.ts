import { binary, call, cast, decimal, macro, number, type Expression, type Macro } from '../tree';
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

/** Terms for the range that two macros stand for, which count units of which `factor` make one of theirs. */
export function unixRange({ column }: TimeColumn, from: Macro, to: Macro, factor: number): readonly Expression[] {
  // With a decimal point, for what the macro writes is 32 bits long; cast back, so that an index on whole numbers serves.
  const edge = (name: Macro) =>
    factor === 1 ? macro(name) : cast(binary(macro(name), '*', decimal(factor)), 'bigint');
  return [binary(column, '>=', edge(from)), binary(column, '<', edge(to))];
}

/** Whole milliseconds: fractions of a second are rounded to them. */
export function unixMillis({ column, type }: TimeColumn): Expression {
  // With a decimal point: 32-bit seconds times 1000 would overflow.
  return cast(type === 'unixMillis' ? column : call('ROUND', binary(column, '*', decimal(1000))), 'bigint');
}
