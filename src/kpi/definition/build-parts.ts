/** Faultless reading -> parts of measures: tables, conditions, values. */
import type { ReadCondition, ReadPart } from './form';
import { maybe, must } from './must';
import { placeOf } from './syntax';
import type { Condition, MeasurePart, Relation, ValueExpression } from './types';

export function buildPart(part: ReadPart): MeasurePart {
  const read = part.of;
  const common = {
    source: must(read.source),
    where: (read.where ?? []).map(buildCondition),
    fields: fieldsOf(read.fields ?? []),
    place: placeOf(read.$),
  };
  if (part.choice === 'prometheus') {
    const { type, metric, promql } = part.of;
    return {
      store: 'prometheus',
      type: type ?? 'counter',
      ...maybe('metric', metric),
      ...maybe('promql', promql),
      ...common,
    };
  }
  const { value, time, timeType, key } = part.of;
  const distinct = part.of.distinct ?? (part.of.count?.choice === 'object' ? part.of.count.of.distinct : undefined);
  return {
    store: 'sql',
    relation: relationOf(part.of),
    time: must(time),
    timeType: timeType ?? 'instant',
    aggregate: value
      ? { kind: 'sum', value: valueOf(value) }
      : distinct === undefined
        ? { kind: 'rows' }
        : { kind: 'distinct', field: distinct, approximate: part.of.accuracy === 'approximate' },
    ...maybe('key', key),
    ...common,
  };
}

/** Without a prototype: a segment may be called "constructor". */
export function fieldsOf(
  rows: ReadonlyArray<{ readonly key: string; readonly value: string }>
): Readonly<Record<string, string>> {
  const fields: Record<string, string> = Object.create(null);
  for (const row of rows) {
    fields[row.key] = row.value;
  }
  return fields;
}

export function relationOf(read: { readonly table?: string; readonly query?: string }): Relation {
  return read.table === undefined ? { query: must(read.query) } : { table: read.table };
}

type ReadValue = NonNullable<Extract<ReadPart, { choice: 'sql' }>['of']['value']>;

function valueOf(value: ReadValue): ValueExpression {
  if (value.choice === 'scalar') {
    return { field: value.of };
  }
  const { elapsed, expression } = value.of;
  return elapsed ? { elapsed: { from: must(elapsed.from), to: must(elapsed.to) } } : { expression: must(expression) };
}

export function buildCondition(read: ReadCondition): Condition {
  if (read.choice === 'group') {
    const op = read.of.any ? 'any' : 'all';
    return { op, conditions: must(read.of.any ?? read.of.all).map(buildCondition) };
  }
  const { is, not, lt, lte, gt, gte, present, matches, notIn } = read.of;
  const field = must(read.of.field);
  if (is !== undefined || not !== undefined) {
    return { op: is === undefined ? 'not' : 'is', field, value: must(is ?? not) };
  }
  if (read.of.in !== undefined || notIn !== undefined) {
    return { op: read.of.in === undefined ? 'notIn' : 'in', field, values: must(read.of.in ?? notIn) };
  }
  if (present !== undefined) {
    return { op: 'present', field, value: present };
  }
  if (matches !== undefined) {
    return { op: 'matches', field, pattern: matches };
  }
  const op = lt !== undefined ? 'lt' : lte !== undefined ? 'lte' : gt !== undefined ? 'gt' : 'gte';
  return { op, field, value: must(lt ?? lte ?? gt ?? gte) };
}
