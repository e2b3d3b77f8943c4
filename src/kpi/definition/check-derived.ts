/** Derived KPIs: inputs that have a number, an expression that uses them all, units that fit. */
import type { Place } from '../diagnostics';
import {
  dimensionOf,
  namesIn,
  parseExpression,
  sameUnit,
  unitOf,
  unitText,
  unitWords,
  type Dimension,
  type Expression,
} from '../expression';
import { placeOfField, reference } from './check';
import type { Scope } from './check-part';
import type { ReadDerived } from './derived';
import type { ReadKpiSpec } from './form';
import { placeInScalar } from './place-in-scalar';
import { shown, type Report } from './report';
import { suggest } from './suggest';
import { entryOf } from './syntax';

/** Fields of KPIs that mean nothing here. */
const REFUSED: ReadonlyArray<readonly [field: keyof ReadKpiSpec & string, reason: string]> = [
  ['segments', 'it has those that all its inputs have'],
  ['privacy', 'the groups are counted, and suppressed, in its inputs'],
  ['objectives', 'it counts no events; set objectives for its inputs, or a threshold'],
  ['exclusions', 'only objectives have exclusions'],
  ['accumulate', 'its inputs may accumulate'],
];

/** Measures without a number over a range: they cannot be inputs. */
const NUMBERLESS: Readonly<Record<string, string>> = {
  composite: 'a composite',
  retention: 'a retention (of cohorts, and only of those that are old enough)',
};

export function checkDerived(spec: ReadKpiSpec, derived: ReadDerived, scope: Scope, report: Report): void {
  for (const [field, reason] of REFUSED) {
    const entry = entryOf(spec.$, field);
    if (entry) {
      report('PL1107', { field, of: 'a derived KPI', reason }, spec.$.source.place(entry.keyOffset));
    }
  }
  const inputs = checkInputs(derived, scope, report);
  const written = entryOf(derived.$, 'expression')?.value;
  if (derived.expression === undefined || written?.type !== 'scalar') {
    return;
  }
  const at = (offset: number): Place => placeInScalar(written, offset);
  const parsed = parseExpression(derived.expression);
  if (!parsed.ok) {
    const { fault } = parsed;
    report('PL1270', { expression: shown(derived.expression), reason: fault.reason }, at(fault.at));
    return;
  }
  if (checkNames(parsed.tree, derived, inputs, at, report)) {
    checkUnits(parsed.tree, spec, inputs, scope, at, report);
  }
}

type Inputs = ReadonlyMap<string, string | undefined>;

/** Name in the expression -> name of the KPI; undefined where that is at fault. */
function checkInputs(derived: ReadDerived, scope: Scope, report: Report): Inputs {
  const inputs = new Map<string, string | undefined>();
  const places = new Map<string, Place>();
  for (const input of derived.inputs ?? []) {
    const sound = input.kpi !== undefined && checkKpi(input.kpi, placeOfField(input, 'kpi'), scope, report);
    if (input.as === undefined) {
      continue;
    }
    const place = placeOfField(input, 'as');
    const first = places.get(input.as);
    if (first) {
      report('PL1207', { what: 'The input', name: input.as, first: reference(first, place) }, place);
    } else {
      places.set(input.as, place);
      inputs.set(input.as, sound ? input.kpi : undefined);
    }
  }
  return inputs;
}

function checkKpi(name: string, place: Place, scope: Scope, report: Report): boolean {
  if (!scope.kpiNames.has(name)) {
    if (scope.owned.has(name)) {
      report('PL1274', { kpi: name, what: 'a funnel' }, place);
    } else {
      const suggestion = scope.suggest(name, scope.kpiNames);
      report('PL1273', { kpi: name, ...(suggestion === undefined ? {} : { suggestion }) }, place);
    }
    return false;
  }
  const measure = scope.kpis.get(name)?.spec?.measure;
  const kind = measure && Object.keys(NUMBERLESS).find((key) => entryOf(measure.$, key));
  if (kind !== undefined) {
    report('PL1274', { kpi: name, what: NUMBERLESS[kind] }, place);
    return false;
  }
  return true;
}

/** Whether every name is an input, and every input is used. */
function checkNames(
  tree: Expression,
  derived: ReadDerived,
  inputs: Inputs,
  at: (offset: number) => Place,
  report: Report
): boolean {
  const known = Array.from(inputs.keys());
  const used = namesIn(tree);
  // An input whose name could not be read may be the one that is meant.
  const complete = (derived.inputs ?? []).every(({ as }) => as !== undefined) && derived.inputs !== undefined;
  const unknown = complete ? used.filter(({ name }) => !inputs.has(name)) : [];
  for (const { name, at: offset } of unknown) {
    const nearest = suggest(name, known);
    const params = { name: shown(name), known, ...(nearest === undefined ? {} : { suggestion: nearest }) };
    report('PL1276', params, at(offset));
  }
  const meant = unknown.map(({ name }) => suggest(name, known));
  for (const input of derived.inputs ?? []) {
    const { as } = input;
    if (as !== undefined && !used.some(({ name }) => name === as) && meant.indexOf(as) < 0) {
      report('PL1277', { name: as }, placeOfField(input, 'as'));
    }
  }
  return complete && unknown.length === 0;
}

function checkUnits(
  tree: Expression,
  spec: ReadKpiSpec,
  inputs: Inputs,
  scope: Scope,
  at: (offset: number) => Place,
  report: Report
): void {
  const units = new Map<string, Dimension>();
  inputs.forEach((kpi, as) => {
    const unit = kpi === undefined ? undefined : scope.kpis.get(kpi)?.spec?.unit;
    const dimension = unit && dimensionOf(unit.text);
    if (dimension) {
      units.set(as, dimension);
    }
  });
  if (units.size < inputs.size) {
    // The KPI at fault has errors of its own.
    return;
  }
  const named = (name: string): Dimension => units.get(name)!;
  const found = unitOf(tree, named);
  if (!found.ok) {
    const { of, first, second } = found.fault;
    const text = spec.measure!.derived!.expression!;
    const slice = (node: Expression): string => shown(text.slice(node.at, node.end));
    const place = at(second.node.at);
    const params = {
      of,
      first: slice(first.node),
      firstUnit: unitWords(first.unit),
      second: slice(second.node),
      secondUnit: unitWords(second.unit),
      place: reference(at(first.node.at), place),
    };
    report('PL1271', params, place);
    return;
  }
  const declared = spec.unit && dimensionOf(spec.unit.text);
  if (declared && found.unit !== 'any' && !sameUnit(declared, found.unit)) {
    const suggestion = unitText(found.unit);
    const params = { unit: spec.unit!.text, found: unitWords(found.unit), ...(suggestion ? { suggestion } : {}) };
    report('PL1272', params, placeOfField(spec, 'unit'));
  }
  checkMinima(tree, named, spec, report);
}

/** Events are those of the denominator. */
function checkMinima(tree: Expression, named: (name: string) => Dimension, spec: ReadKpiSpec, report: Report): void {
  const below = tree.kind === 'binary' && tree.op === '/' ? unitOf(tree.right, named) : undefined;
  const counts = below?.ok && below.unit !== 'any' && sameUnit(below.unit, dimensionOf('count')!);
  for (const threshold of spec.thresholds ?? []) {
    if ((threshold.minimumEvents ?? 0) > 0 && !counts) {
      report('PL1279', { threshold: threshold.name ?? '?' }, placeOfField(threshold, 'minimumEvents'));
    }
  }
}
