/** Filters of a query as conditions on whatever field a segment is behind. */
import type { Condition, Segment } from '../definition/types';
import { diagnostic, type Diagnostic } from '../diagnostics';
import type { AdhocFilter } from './query';

/** A filter on a segment; the field behind it differs from part to part. */
export interface SegmentFilter {
  readonly segment: Segment;
  readonly condition: (field: string) => Condition;
}

/** One of the values, or none of them. `values` is not empty. */
export function oneOf(field: string, values: readonly string[], negate: boolean): Condition {
  return values.length === 1
    ? { op: negate ? 'not' : 'is', field, value: values[0] }
    : { op: negate ? 'notIn' : 'in', field, values };
}

/** An ad-hoc filter as a condition; PL2004 for an empty list, PL2304 for an operator that is none. */
export function conditionOf({
  key,
  operator,
  value,
  values,
}: AdhocFilter): { made: (field: string) => Condition } | Diagnostic {
  switch (operator) {
    case '=':
    case '!=':
      return { made: (field) => oneOf(field, [value], operator === '!=') };
    case '=~':
    case '!~':
      return { made: (field) => ({ op: 'matches', field, pattern: value, negate: operator === '!~' }) };
    case '=|':
    case '!=|': {
      const list = values ?? [];
      return list.length === 0
        ? diagnostic('PL2004', { segment: key })
        : { made: (field) => oneOf(field, list, operator === '!=|') };
    }
    default:
      return diagnostic('PL2304', { key, operator: String(operator) });
  }
}
