import { checkContract, checkDoubles, placeOfField, segmentNames } from './check';
import { checkPatterns } from './check-capabilities';
import { checkPart, checkSourceName, type Scope } from './check-part';
import type { ReadActorFunnel, ReadCondition, ReadFunnel } from './form';
import type { Report } from './report';
import type { Scalar } from './types';

export function checkFunnel(funnel: ReadFunnel, scope: Scope, report: Report): void {
  const spec = funnel.spec;
  if (!spec) {
    return;
  }
  checkContract(spec.of, scope, report);
  checkDoubles(spec.of.steps, 'The step', report);
  if (spec.choice === 'aggregate') {
    for (const step of spec.of.steps ?? []) {
      if (step.measure) {
        checkPart(step.measure, 'step', segmentNames(spec.of), scope, report);
      }
    }
    return;
  }
  const dialect = checkSourceName(spec.of, scope, report);
  if (dialect === 'prometheus') {
    report('PL1206', { source: spec.of.source ?? '?', dialect }, placeOfField(spec.of, 'source'));
  }
  for (const step of spec.of.steps ?? []) {
    checkPatterns(step.where, dialect, report);
  }
  if (spec.of.ties === 'loose') {
    checkDisjoint(spec.of, report);
  }
}

/** `ties: loose` lets one instant be two steps, so no event may be two of them. */
function checkDisjoint(spec: ReadActorFunnel, report: Report): void {
  const steps = spec.steps ?? [];
  const allowed = steps.map((step) => allowedValues(step.where ?? []));
  for (let i = 0; i < steps.length; i++) {
    for (let j = i + 1; j < steps.length; j++) {
      if (!areDisjoint(allowed[i], allowed[j])) {
        const params = { first: steps[i].name ?? `${i + 1}`, second: steps[j].name ?? `${j + 1}` };
        report('PL1208', params, placeOfField(spec, 'ties'));
      }
    }
  }
}

/** Field -> the only values it can have under these ANDed conditions, as far as `is` and `in` say so. */
function allowedValues(conditions: readonly ReadCondition[]): ReadonlyMap<string, readonly Scalar[]> {
  const found = new Map<string, readonly Scalar[]>();
  for (const condition of conditions) {
    if (condition.choice === 'group') {
      allowedValues(condition.of.all ?? []).forEach((values, field) => found.set(field, values));
    } else if (condition.of.field !== undefined) {
      const values = condition.of.is === undefined ? condition.of.in : [condition.of.is];
      if (values) {
        found.set(condition.of.field, values);
      }
    }
  }
  return found;
}

/**
 * Whether some field keeps two sets of rows apart in every store. Stores differ in how they compare text with numbers, and
 * some ignore case and trailing blanks; where that could make two values equal, they are not kept apart.
 */
function areDisjoint(a: ReadonlyMap<string, readonly Scalar[]>, b: ReadonlyMap<string, readonly Scalar[]>): boolean {
  let disjoint = false;
  a.forEach((values, field) => {
    const others = b.get(field);
    if (others && values.every((value) => others.every((other) => differ(value, other)))) {
      disjoint = true;
    }
  });
  return disjoint;
}

function differ(a: Scalar, b: Scalar): boolean {
  if (typeof a !== typeof b) {
    return false;
  }
  return typeof a === 'string' ? fold(a) !== fold(String(b)) : a !== b;
}

function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .trim()
    .toLowerCase();
}
