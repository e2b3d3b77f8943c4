import type { DefinitionSet, KpiDefinition, MeasurePart, OwnedDefinition } from '../../kpi';

/**
 * What editors and the app may know about the definitions: who owns what, in which unit, by which segments. No addresses,
 * no SQL, no conditions.
 */
export function catalog(set: DefinitionSet) {
  return {
    fingerprint: set.fingerprint,
    sources: [...set.sources.values()].map(({ name, dialect }) => ({ name, dialect })),
    kpis: [...set.kpis.values()].map((kpi) => ({
      ...contract(kpi),
      unit: kpi.unit,
      measure: kpi.measure.kind,
      sources: sourcesOf(kpi),
      objectives: kpi.objectives.map(({ name, target, timeWindow, budgetingMethod }) => ({
        name,
        target,
        timeWindow,
        budgetingMethod,
      })),
      thresholds: kpi.thresholds.map(({ name, severity, direction, bound, windowMs }) => ({
        name,
        severity,
        direction,
        bound,
        windowMs,
      })),
    })),
    funnels: [...set.funnels.values()].map((funnel) => ({
      ...contract(funnel),
      type: funnel.type,
      steps: funnel.steps.map(({ name, displayName }) => ({ name, displayName })),
    })),
  };
}

function contract(d: OwnedDefinition) {
  return {
    kind: d.kind,
    name: d.name,
    displayName: d.displayName,
    description: d.description,
    area: d.area,
    parent: d.parent,
    owner: d.owner,
    version: d.version,
    changes: d.changes,
    runbook: d.runbook,
    links: d.links,
    decisionPolicy: d.decisionPolicy,
    timeZone: d.timeZone,
    segments: d.segments.map(({ name, displayName }) => ({ name, displayName })),
  };
}

function sourcesOf(kpi: KpiDefinition): readonly string[] {
  const { measure } = kpi;
  const parts: readonly MeasurePart[] =
    measure.kind === 'ratio' ? [measure.numerator, measure.denominator] : [measure.part];
  return [...new Set(parts.map((part) => part.source))];
}
