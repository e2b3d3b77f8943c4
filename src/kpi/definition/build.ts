/** Faultless reading -> definitions: defaults are filled in here, and nowhere else. */
import { accumulateOf, buildMeasure } from './build-measure';
import { buildEvents } from './build-events';
import { buildExperiment } from './build-experiment';
import { buildCondition, buildPart, relationOf } from './build-parts';
import { buildAlerting, buildAlertPolicy, buildExclusion, buildObjective, localTimeOf } from './build-objectives';
import type {
  ReadActorFunnel,
  ReadActorStep,
  ReadAggregateFunnel,
  ReadContract,
  ReadDefinition,
  ReadExclusion,
  ReadKpiSpec,
} from './form';
import { buildSamples, buildTraces } from './build-samples';
import { derivedSegments } from './derived';
import { betterOf, buildImpact } from './impact';
import { maybe, must } from './must';
import type { Scope } from './check-part';
import type { Located } from './shape';
import { placeOf } from './syntax';
import type { Contract, Definition, FunnelDefinition, KpiDefinition, SourceDefinition } from './types';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Only called once a text is known to be without errors; a missing field is then Plumbline's own fault, and throws. */
export function buildDefinition(read: ReadDefinition, kpis: Scope['kpis']): Definition {
  switch (read.choice) {
    case 'Source':
      return buildSource(read.of);
    case 'KPI': {
      const spec = must(read.of.spec);
      const owned = contract(read.of, must(read.of.metadata), spec);
      const segments = spec.measure?.derived ? derivedSegments(spec, kpis) : owned.segments;
      return { kind: 'KPI', ...owned, segments, ...kpiFields(spec, kpis) };
    }
    case 'Funnel':
      return buildFunnel(read.of);
    case 'AlertPolicy':
      return buildAlertPolicy(read.of);
    case 'Events':
      return buildEvents(read.of);
    case 'Experiment':
      return buildExperiment(read.of);
  }
}

function buildSource(read: Extract<ReadDefinition, { choice: 'Source' }>['of']): SourceDefinition {
  const spec = must(read.spec);
  const dialect = must(spec.dialect);
  return {
    kind: 'Source',
    name: must(must(read.metadata).name),
    place: placeOf(read.$),
    dialect,
    ...(spec.grafana ? { grafana: { uid: must(spec.grafana.uid), ...maybe('type', spec.grafana.type) } } : {}),
    latenessMs: spec.lateness?.ms ?? (dialect === 'prometheus' || dialect === 'grafana' ? MINUTE : 10 * MINUTE),
    scrapeIntervalMs: spec.scrapeInterval?.ms ?? 15 * SECOND,
  };
}

/** What KPIs, funnels and experiments have in common. */
export function contract(
  document: Located,
  metadata: { readonly name?: string; readonly displayName?: string },
  spec: ReadContract
): Contract {
  const owner = must(spec.owner);
  const price = spec.valuePerUnit;
  return {
    name: must(metadata.name),
    displayName: metadata.displayName ?? must(metadata.name),
    ...maybe('description', spec.description),
    place: placeOf(document.$),
    area: must(spec.area),
    ...maybe('parent', spec.parent),
    owner: { team: must(owner.team), ...maybe('contact', owner.contact) },
    version: spec.version ?? 1,
    changes: (spec.changes ?? []).map((change) => ({
      version: must(change.version),
      date: must(change.date),
      text: must(change.text),
    })),
    ...maybe('runbook', spec.runbook),
    links: (spec.links ?? []).map((link) => ({ title: must(link.title), url: must(link.url) })),
    ...maybe('decisionPolicy', spec.decisionPolicy),
    ...localTimeOf(spec),
    ...maybe('grain', spec.grain),
    segments: (spec.segments ?? []).map((segment) => ({
      name: must(segment.name),
      ...maybe('displayName', segment.displayName),
      field: must(segment.field),
    })),
    minCohort: spec.privacy?.minCohort ?? 0,
    ...(price ? { valuePerUnit: { amount: must(price.amount), currency: must(price.currency) } } : {}),
  };
}

function kpiFields(spec: ReadKpiSpec, kpis: Scope['kpis']): Omit<KpiDefinition, keyof Contract | 'kind'> {
  const local = localTimeOf(spec);
  return {
    unit: must(spec.unit).text,
    measure: buildMeasure(must(spec.measure), kpis),
    ...(spec.accumulate ? { accumulate: accumulateOf(spec.accumulate) } : {}),
    gapFill: spec.gapFill ?? 'none',
    objectives: (spec.objectives ?? []).map((objective) => buildObjective(objective, local)),
    thresholds: (spec.thresholds ?? []).map((threshold) => ({
      name: must(threshold.name),
      severity: must(threshold.severity),
      direction: threshold.below === undefined ? ('above' as const) : ('below' as const),
      bound: must(threshold.below ?? threshold.above),
      windowMs: must(threshold.window).ms,
      minimumEvents: threshold.minimumEvents ?? 0,
      place: placeOf(threshold.$),
    })),
    exclusions: (spec.exclusions ?? []).map((exclusion) => buildExclusion(exclusion, local.timeZone)),
    alerting: buildAlerting(spec.alerting),
    ...(spec.samples ? { samples: buildSamples(spec.samples) } : {}),
    ...(spec.traces ? { traces: buildTraces(spec.traces) } : {}),
    better: betterOf(spec),
    impact: buildImpact(spec.impact),
  };
}

function buildFunnel(read: Extract<ReadDefinition, { choice: 'Funnel' }>['of']): FunnelDefinition {
  const spec = must(read.spec);
  const owned = contract(read, must(read.metadata), spec.of);
  return spec.choice === 'actor'
    ? { kind: 'Funnel', type: 'actor', ...owned, ...actorFields(spec.of) }
    : { kind: 'Funnel', type: 'aggregate', ...owned, steps: must(spec.of.steps).map(aggregateStep) };
}

function actorFields(spec: ReadActorFunnel) {
  const window = must(spec.window);
  return {
    source: must(spec.source),
    relation: relationOf(spec),
    time: must(spec.time),
    timeType: spec.timeType ?? ('instant' as const),
    actor: must(spec.actor),
    windowMs: window.ms,
    window: window.text,
    entry: must(spec.entry),
    order: spec.order ?? ('ordered' as const),
    ties: spec.ties ?? ('strict' as const),
    steps: must(spec.steps).map((step) => ({
      name: must(step.name),
      displayName: step.displayName ?? must(step.name),
      where: must(step.where).map(buildCondition),
      ...(step.within ? { within: step.within.text, withinMs: step.within.ms } : {}),
      optional: step.optional ?? false,
      place: placeOf(step.$),
    })),
    exclude: (spec.exclude ?? []).map((exclusion) => funnelExclusion(exclusion, must(spec.steps))),
    constant: spec.constant ?? [],
    totals: spec.totals ?? false,
  };
}

function funnelExclusion(read: ReadExclusion, steps: readonly ReadActorStep[]) {
  const indexOf = (name: string | undefined, otherwise: number): number =>
    name === undefined ? otherwise : steps.findIndex((step) => step.name === name);
  return {
    name: must(read.name),
    where: must(read.where).map(buildCondition),
    after: indexOf(read.after, 0),
    before: indexOf(read.before, steps.length - 1),
  };
}

function aggregateStep(step: NonNullable<ReadAggregateFunnel['steps']>[number]) {
  return {
    name: must(step.name),
    displayName: step.displayName ?? must(step.name),
    part: buildPart(must(step.measure)),
    place: placeOf(step.$),
  };
}
