/** Conditions as label matchers. An absent label and an empty one are the same thing to Prometheus: `is: ""` matches both. */
import { diagnostic, type Diagnostic } from '../diagnostics';
import type { Condition, Scalar } from '../definition/types';
import { isUnicode, quotePattern } from './strings';
import type { Matcher } from './syntax';

/** Labels that every Prometheus and every old client can be asked by. */
export function isLabelName(name: string): boolean {
  return /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name);
}

/**
 * Matchers that are ANDed, or the first thing that Prometheus cannot be asked: PL2201 label name, PL2202 not Unicode,
 * PL2203 order comparisons and ORs over several labels, PL2004 an empty list.
 */
export function matchersFor(conditions: readonly Condition[]): readonly Matcher[] | Diagnostic {
  const matchers: Matcher[] = [];
  for (const condition of conditions) {
    const made = matchersOf(condition);
    if (!Array.isArray(made)) {
      return made as Diagnostic;
    }
    matchers.push(...(made as readonly Matcher[]));
  }
  return matchers;
}

function matchersOf(condition: Condition): readonly Matcher[] | Diagnostic {
  if ('conditions' in condition) {
    if (condition.op === 'all') {
      return matchersFor(condition.conditions);
    }
    const merged = oneList(condition.conditions);
    return merged ? matchersOf(merged) : diagnostic('PL2203', { op: 'any', field: '' });
  }
  const label = condition.field;
  if (!isLabelName(label)) {
    return diagnostic('PL2201', { label });
  }
  switch (condition.op) {
    case 'is':
      return equal(label, '=', [condition.value]);
    case 'not':
      return equal(label, '!=', [condition.value]);
    case 'in':
      return equal(label, '=', condition.values);
    case 'notIn':
      return equal(label, '!=', condition.values);
    case 'present':
      return [{ label, op: condition.value ? '!=' : '=', value: '' }];
    case 'matches':
      return isUnicode(condition.pattern)
        ? [{ label, op: condition.negate ? '!~' : '=~', value: condition.pattern }]
        : diagnostic('PL2202', { field: label });
    default:
      return diagnostic('PL2203', { op: condition.op, field: label });
  }
}

/** One value is compared as a string; several become alternatives, each quoted, of a pattern that Prometheus anchors. */
function equal(label: string, op: '=' | '!=', values: readonly Scalar[]): readonly Matcher[] | Diagnostic {
  const texts = values.map(String);
  if (texts.length === 0) {
    return diagnostic('PL2004', { segment: label });
  }
  if (!texts.every(isUnicode)) {
    return diagnostic('PL2202', { field: label });
  }
  return texts.length === 1
    ? [{ label, op, value: texts[0] }]
    : [{ label, op: op === '=' ? '=~' : '!~', value: texts.map(quotePattern).join('|') }];
}

/** `any` of equalities on one label is a list; anything else has no PromQL of one selector. */
function oneList(conditions: readonly Condition[]): Condition | undefined {
  const values: Scalar[] = [];
  let field: string | undefined;
  for (const condition of conditions) {
    if ((condition.op !== 'is' && condition.op !== 'in') || (field !== undefined && condition.field !== field)) {
      return undefined;
    }
    field = condition.field;
    values.push(...('values' in condition ? condition.values : [condition.value]));
  }
  return field === undefined ? undefined : { op: 'in', field, values };
}
