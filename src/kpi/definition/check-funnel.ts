import { checkContract, checkDoubles, placeOfField, segmentNames } from './check';
import { checkPatterns } from './check-capabilities';
import { checkPart, checkStore, type Scope } from './check-part';
import { differ } from './differ';
import type { ReadActorFunnel, ReadActorStep, ReadCondition, ReadExclusion, ReadFunnel } from './form';
import type { Report } from './report';
import { suggest } from './suggest';
import { entryOf } from './syntax';
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
  const dialect = checkStore(spec.of, scope, report);
  if (dialect === 'prometheus') {
    report('PL1206', { source: spec.of.source ?? '?', dialect }, placeOfField(spec.of, 'source'));
  }
  for (const { where } of [...(spec.of.steps ?? []), ...(spec.of.exclude ?? [])]) {
    checkPatterns(where, dialect, report);
  }
  checkRules(spec.of, report);
}

const MOST_STEPS = 32;

/** Orders, limits and exclusions that mean something together. */
function checkRules(spec: ReadActorFunnel, report: Report): void {
  const order = spec.order ?? (entryOf(spec.$, 'order') ? undefined : 'ordered');
  const steps = spec.steps ?? [];
  if (steps.length > MOST_STEPS) {
    report('PL1298', { steps: steps.length, most: MOST_STEPS }, placeOfField(spec, 'steps'));
  }
  if (order === 'strict' || order === 'any') {
    const needless = spec.ties !== undefined && (order === 'any' || spec.ties === 'loose');
    if (needless) {
      report('PL1295', { order, ties: spec.ties! }, placeOfField(spec, 'ties'));
    }
  }
  if (order === 'any') {
    checkDisjoint(spec, (first, second) => report('PL1296', { first, second }, placeOfField(spec, 'order')));
  } else if (spec.ties === 'loose' && order === 'ordered') {
    checkDisjoint(spec, (first, second) => report('PL1208', { first, second }, placeOfField(spec, 'ties')));
  }
  steps.forEach((step, i) => checkStep(step, i, spec, order, report));
  checkDoubles(spec.exclude, 'The exclusion', report);
  for (const exclusion of spec.exclude ?? []) {
    checkExclusion(exclusion, steps, order, report);
  }
  checkConstant(spec, report);
  if (spec.totals && spec.entry === 'first') {
    report('PL1297', { entry: spec.entry }, placeOfField(spec, 'totals'));
  }
}

function checkStep(
  step: ReadActorStep,
  i: number,
  spec: ReadActorFunnel,
  order: ReadActorFunnel['order'],
  report: Report
): void {
  const name = step.name ?? `${i + 1}`;
  const count = spec.steps?.length ?? 0;
  if (step.optional) {
    const reason =
      i === 0
        ? 'it is the first, with which attempts start'
        : i === count - 1
          ? 'it is the last, which the funnel is about'
          : order === 'strict'
            ? 'in strict order nothing may come between two steps'
            : order === 'any'
              ? 'in any order every step may be missing'
              : undefined;
    if (reason !== undefined) {
      report('PL1290', { step: name, reason }, placeOfField(step, 'optional'));
    }
  }
  if (step.within) {
    const reason =
      order === 'any'
        ? 'in any order there is no step before it'
        : i === 0
          ? 'there is no step before it'
          : spec.window && step.within.ms > spec.window.ms
            ? `the window of all steps is over after ${spec.window.text}`
            : undefined;
    if (reason !== undefined) {
      report('PL1291', { step: name, within: step.within.text, reason }, placeOfField(step, 'within'));
    }
  }
}

function checkExclusion(
  exclusion: ReadExclusion,
  steps: readonly ReadActorStep[],
  order: ReadActorFunnel['order'],
  report: Report
): void {
  const name = exclusion.name ?? '?';
  const known = steps.map((step) => step.name ?? '').filter((word) => word !== '');
  const indexes = (['after', 'before'] as const).map((key) => {
    const step = exclusion[key];
    if (step === undefined) {
      return entryOf(exclusion.$, key) ? -1 : key === 'after' ? 0 : steps.length - 1;
    }
    const index = steps.findIndex((one) => one.name === step);
    if (index < 0) {
      const suggestion = suggest(step, known);
      const params = { exclusion: name, step, known, ...(suggestion === undefined ? {} : { suggestion }) };
      report('PL1292', params, placeOfField(exclusion, key));
    } else if (steps[index].optional) {
      const reason = `"${step}" is optional, and attempts do not take it`;
      report('PL1293', { exclusion: name, reason }, placeOfField(exclusion, key));
      return -1;
    }
    return index;
  });
  const [after, before] = indexes;
  if (after < 0 || before < 0) {
    return;
  }
  const key = entryOf(exclusion.$, 'before') ? 'before' : 'after';
  if (after >= before) {
    const reason = `"${known[after]}" does not come before "${known[before]}"`;
    report('PL1293', { exclusion: name, reason }, placeOfField(exclusion, key));
  } else if (order === 'any' && (after > 0 || before < steps.length - 1)) {
    const reason = 'in any order no step is known to come before another, so it can only hold for the whole funnel';
    report('PL1293', { exclusion: name, reason }, placeOfField(exclusion, after > 0 ? 'after' : 'before'));
  }
}

/** A column that makes every attempt its own, or that is named twice, holds nothing constant. */
function checkConstant(spec: ReadActorFunnel, report: Report): void {
  const columns = spec.constant ?? [];
  columns.forEach((column, i) => {
    const reason =
      column === spec.actor
        ? 'it is the actor, who is the same in an attempt anyway'
        : column === spec.time
          ? 'it is the time, which is never the same in two steps'
          : columns.indexOf(column) < i
            ? 'it is named twice'
            : undefined;
    if (reason !== undefined) {
      report('PL1294', { column, reason }, placeOfField(spec, 'constant'));
    }
  });
}

/** `ties: loose` and `order: any` let one instant be two steps, so no event may be two of them. */
function checkDisjoint(spec: ReadActorFunnel, overlap: (first: string, second: string) => void): void {
  const steps = spec.steps ?? [];
  const allowed = steps.map((step) => allowedValues(step.where ?? []));
  for (let i = 0; i < steps.length; i++) {
    for (let j = i + 1; j < steps.length; j++) {
      if (!areDisjoint(allowed[i], allowed[j])) {
        overlap(steps[i].name ?? `${i + 1}`, steps[j].name ?? `${j + 1}`);
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

/** Whether some field keeps two sets of rows apart in every store. */
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
