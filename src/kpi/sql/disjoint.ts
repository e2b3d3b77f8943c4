import { differ } from '../definition/differ';
import type { Condition, Scalar } from '../definition/types';
import type { FunnelQuery } from './types';

/** Whether no event can be two steps, as far as `is` and `in` of one field say so in any store. */
export function areDisjoint({ steps }: FunnelQuery): boolean {
  const allowed = steps.map((step) => allowedValues(step.where));
  return allowed.every((a, i) => allowed.slice(i + 1).every((b) => keptApart(a, b)));
}

function allowedValues(conditions: readonly Condition[]): ReadonlyMap<string, readonly Scalar[]> {
  const found = new Map<string, readonly Scalar[]>();
  for (const condition of conditions) {
    if (condition.op === 'all') {
      allowedValues(condition.conditions).forEach((values, field) => found.set(field, values));
    } else if (condition.op === 'is') {
      found.set(condition.field, [condition.value]);
    } else if (condition.op === 'in') {
      found.set(condition.field, condition.values);
    }
  }
  return found;
}

function keptApart(a: ReadonlyMap<string, readonly Scalar[]>, b: ReadonlyMap<string, readonly Scalar[]>): boolean {
  return [...a.keys()].some((field) => {
    const [mine, others] = [a.get(field)!, b.get(field)];
    return others !== undefined && mine.every((value) => others.every((other) => differ(value, other)));
  });
}
