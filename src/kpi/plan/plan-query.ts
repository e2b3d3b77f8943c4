/** Definition + query -> Plan: frozen data that says what is asked, and how the answers become the result. */
import { fingerprintOf } from '../fingerprint';
import type { ExperimentDefinition, FunnelDefinition, KpiDefinition } from '../definition/types';
import { diagnostic } from '../diagnostics';
import { finish } from './finish';
import type { PartAsk } from './parts';
import { planDerived } from './plan-derived';
import { planHappenings } from './plan-deploys';
import { planHolds } from './plan-events';
import { planExperiment } from './plan-experiment';
import { planImpact } from './plan-impact';
import { planFunnel } from './plan-funnel';
import { planKpi, type Planning } from './plan-kpi';
import { planRetention, type RetentionKpi } from './plan-retention';
import { objectivesAsked, planObjectives } from './plan-objectives';
import type { UpstreamRequest } from './request';
import { planSamples, planTraces } from './plan-samples';
import { requestsFor } from './requests';
import { resolveQuery, type Resolved, type Target } from './resolve';
import type { Plan, PlanQuery } from './types';
import type { Work, WorkItem } from './work';

/**
 * Plans a query. Done at once where the store holds everything. `ok: false` where nothing of it can be asked: PL20xx for the query,
 * PL22xx and others from building texts. A fault of one KPI of several is a notice of the result instead.
 */
export const planQuery: PlanQuery = (definitions, query, context, store) => {
  const outcome = resolveQuery(definitions, query, context);
  if (!outcome.ok) {
    return outcome;
  }
  const resolved = outcome.value;
  const asks: PartAsk[] = [];
  const indexOf = new Map<string, number>();
  const planning: Planning = {
    definitions,
    resolved,
    context,
    store,
    intern: (ask) => {
      const id = `${ask.key} ${JSON.stringify(ask.runs)}`;
      const index = indexOf.get(id) ?? asks.push(ask) - 1;
      indexOf.set(id, index);
      return index;
    },
  };
  const items: WorkItem[] = [];
  const own: UpstreamRequest[] = [];
  const happenings = VIEWS_OF_EVENTS.includes(resolved.view);
  if (happenings) {
    const planned = planHappenings(planning, query);
    items.push(planned.work);
    own.push(...planned.requests);
  }
  for (const target of happenings ? [] : resolved.targets) {
    if (target.definition.kind === 'Funnel' && VIEWS_OF_FUNNELS.includes(resolved.view)) {
      const planned = planFunnel(
        planning,
        target as Target & { definition: FunnelDefinition },
        query.compare === 'previous'
      );
      items.push(planned.work);
      own.push(...planned.requests);
      continue;
    }
    if (target.definition.kind === 'Experiment') {
      const planned = planExperiment(planning, target as Target & { definition: ExperimentDefinition });
      items.push(...planned.work);
      own.push(...planned.requests);
      continue;
    }
    const kpi = target as Target & { definition: KpiDefinition };
    if (resolved.view === 'samples' || resolved.view === 'traces') {
      const planned = (resolved.view === 'samples' ? planSamples : planTraces)(planning, kpi);
      items.push(planned.work);
      own.push(...planned.requests);
      continue;
    }
    if (target.definition.kind === 'KPI' && target.definition.measure.kind === 'retention') {
      const retention = target as Target & { definition: RetentionKpi };
      const planned = planRetention(planning, retention);
      items.push(...planned.work);
      own.push(...planned.requests);
      continue;
    }
    if (resolved.view === 'impact') {
      const planned = planImpact(planning, kpi, query);
      items.push(planned.work);
      own.push(...planned.requests);
      continue;
    }
    const watches = VIEWS_OF_OBJECTIVES.includes(resolved.view) ? objectivesAsked(planning, kpi.definition) : [];
    if (watches.length > 0) {
      const planned = planObjectives(planning, kpi, watches);
      items.push(planned.work);
      own.push(...planned.requests);
    }
    // Of alerts the thresholds too; where a target cannot be asked, the reason.
    if (watches.length === 0 || (resolved.view === 'alert' && kpi.failures.length === 0)) {
      const numbers = (isDerived(kpi.definition) ? planDerived : planKpi)(planning, kpi);
      items.push(...numbers);
      if (watches.length === 0 && numbers.length > 0 && resolved.view === 'alert' && kpi.definition.alerting.suppress) {
        // Objectives bring their events along; thresholds alone need those that hold them back.
        const held = planHolds(planning, kpi.definition);
        items.push(held.work);
        own.push(...held.requests);
      }
    }
  }
  if (items.length === 0) {
    const kpi = resolved.targets.map(({ definition }) => definition.name).join(', ');
    return { ok: false, diagnostics: [diagnostic('PL2034', { kpi, severity: resolved.severity ?? 'any' })] };
  }
  const asked = requestsFor(asks);
  const work: Work = {
    parts: asked.parts,
    items: items.map((item) => withFailures(item, asked.parts)),
    limit: resolved.limit,
  };
  const failures = work.items.map((item) => item.failures);
  if (failures.every((list) => list.length > 0)) {
    return { ok: false, diagnostics: failures.reduce((all, list) => [...all, ...list], []) };
  }
  const requests = distinct([...own, ...asked.requests]);
  const plan: Plan = Object.freeze({
    version: 1 as const,
    query: freeze(query),
    context: freeze(context),
    fingerprint: fingerprintOf({ definitions: definitions.fingerprint, query, context }),
    requests: freeze(requests),
    // Not frozen all the way down: it holds slices of the store by the thousand, and typed arrays cannot be.
    work: Object.freeze(work),
    diagnostics: [],
  });
  const step =
    requests.length > 0
      ? { done: false as const, plan, requests: plan.requests }
      : { done: true as const, result: finish(definitions, plan, [], store) };
  return { ok: true, value: step, diagnostics: [] };
};

const isDerived = ({ measure }: KpiDefinition): boolean => measure.kind === 'derived';

const VIEWS_OF_EVENTS: ReadonlyArray<Resolved['view']> = ['deploys', 'incidents'];
const VIEWS_OF_FUNNELS: ReadonlyArray<Resolved['view']> = ['funnel', 'value', 'series', 'breakdown'];
const VIEWS_OF_OBJECTIVES: ReadonlyArray<Resolved['view']> = ['budget', 'burn', 'alert'];

/** A KPI whose part could not be built has failed; an aggregate funnel only loses that step, unless it has no other. */
function withFailures(item: WorkItem, parts: Work['parts']): WorkItem {
  const indexes = partsOfItem(item);
  const found = indexes.map((i) => parts[i].failure).filter((failure) => failure !== undefined);
  const fatal = item.type === 'funnel' ? found.length > 0 && found.length === indexes.length : found.length > 0;
  return fatal ? { ...item, failures: [...item.failures, ...found] } : item;
}

function partsOfItem(item: WorkItem): readonly number[] {
  switch (item.type) {
    case 'kpi':
    case 'impact':
      return Object.values(item.roles);
    case 'derived':
      return item.inputs.flatMap(({ roles }) => Object.values(roles));
    case 'funnel':
      return item.now.parts;
    case 'retention':
    case 'experiment':
    case 'holds':
    case 'samples':
    case 'traces':
    // A line behind the events that cannot be asked fails alone, when it is read.
    case 'happenings':
      return [];
    case 'objectives':
      return item.measures.flatMap(({ roles }) => Object.values(roles));
  }
}

function distinct(requests: readonly UpstreamRequest[]): UpstreamRequest[] {
  return [...new Map(requests.map((request) => [request.id, request])).values()];
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(freeze);
  }
  return value;
}
