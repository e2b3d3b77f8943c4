/** Members of a composite: KPIs that are none themselves, each with an objective that fits. */
import type { Place } from '../diagnostics';
import { placeOfField, reference } from './check';
import { DEFAULT_SLICE, methodOf } from './check-objective';
import { levelOf } from './check-levels';
import type { Scope } from './check-part';
import type { ReadKpi, ReadKpiSpec } from './form';
import type { ReadObjective } from './form-objectives';
import type { Report } from './report';
import { entryOf, placeOf } from './syntax';

type ReadMember = NonNullable<NonNullable<ReadKpiSpec['measure']>['composite']>[number];

export function checkComposite(spec: ReadKpiSpec, scope: Scope, report: Report): void {
  for (const [field, reason] of [
    ['segments', 'its members have their own'],
    ['thresholds', 'it has no value of its own'],
    ['valuePerUnit', 'what its members lose, they say'],
  ]) {
    const entry = entryOf(spec.$, field);
    if (entry) {
      report('PL1107', { field, of: 'a composite', reason }, spec.$.source.place(entry.keyOffset));
    }
  }
  const seen = new Map<string, Place>();
  for (const member of spec.measure?.composite ?? []) {
    const objective = checkMember(member, scope, report);
    if (!objective || objective.name === undefined) {
      continue;
    }
    const place = placeOf(member.$);
    const key = `${member.kpi} ${objective.name}`;
    const first = seen.get(key);
    if (first) {
      const params = { kpi: member.kpi ?? '?', objective: objective.name, first: reference(first, place) };
      report('PL1235', params, place);
      continue;
    }
    seen.set(key, place);
    for (const own of spec.objectives ?? []) {
      checkFit(own, member, objective, report);
    }
  }
}

/** The member's objective, or undefined where there is none, or where it cannot be said. */
function checkMember(member: ReadMember, scope: Scope, report: Report): ReadObjective | undefined {
  const { kpi: name } = member;
  if (name === undefined) {
    return undefined;
  }
  const kpi = scope.kpis.get(name);
  if (!kpi) {
    if (!scope.kpiNames.has(name)) {
      const suggestion = scope.suggest(name, scope.kpis.keys());
      const params = { kpi: name, ...(suggestion === undefined ? {} : { suggestion }) };
      report('PL1229', params, placeOfField(member, 'kpi'));
    }
    return undefined;
  }
  const level = kpi.spec && levelOf(kpi.spec);
  if (level !== undefined) {
    report('PL1264', { kpi: name, measure: level }, placeOfField(member, 'kpi'));
    return undefined;
  }
  if (kpi.spec?.measure && entryOf(kpi.spec.measure.$, 'composite')) {
    report('PL1230', { kpi: name }, placeOfField(member, 'kpi'));
    return undefined;
  }
  return objectiveOf(member, name, kpi, scope, report);
}

function objectiveOf(
  member: ReadMember,
  kpi: string,
  { spec }: ReadKpi,
  scope: Scope,
  report: Report
): ReadObjective | undefined {
  // A KPI whose objectives could not be read has its own errors.
  if (!spec || (spec.objectives === undefined && entryOf(spec.$, 'objectives'))) {
    return undefined;
  }
  const objectives = spec.objectives ?? [];
  const known = objectives.map((one) => one.name ?? '?');
  const wanted = member.objective;
  if (wanted === undefined) {
    if (entryOf(member.$, 'objective') || objectives.length === 1) {
      return entryOf(member.$, 'objective') ? undefined : objectives[0];
    }
    report('PL1234', { kpi, known }, placeOfField(member, 'kpi'));
    return undefined;
  }
  const found = objectives.find((one) => one.name === wanted);
  if (!found) {
    const suggestion = scope.suggest(wanted, known);
    const params = { kpi, objective: wanted, known, ...(suggestion === undefined ? {} : { suggestion }) };
    report('PL1234', params, placeOfField(member, 'objective'));
  }
  return found;
}

/** Where the composite judges slices, its members' slices must be the same ones; for Timeslices they must be good or bad. */
function checkFit(own: ReadObjective, member: ReadMember, objective: ReadObjective, report: Report): void {
  const method = methodOf(own);
  const theirs = methodOf(objective);
  if (method === 'Occurrences') {
    return;
  }
  const slice = own.timeSliceWindow?.ms ?? DEFAULT_SLICE.ms;
  const other = objective.timeSliceWindow?.ms ?? DEFAULT_SLICE.ms;
  const reason =
    method === 'Timeslices' && theirs !== 'Timeslices'
      ? `it counts ${theirs}, so its slices are neither good nor bad`
      : theirs !== 'Occurrences' && slice !== other
        ? 'its time slices have another length'
        : undefined;
  if (reason !== undefined) {
    const params = { objective: own.name ?? '?', kpi: member.kpi ?? '?', member: objective.name ?? '?', reason };
    report('PL1247', params, placeOf(member.$));
  }
}
