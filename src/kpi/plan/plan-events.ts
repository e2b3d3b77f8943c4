/** Events that objectives look at: deploys that exclude time, hold alerts back, or stand as flags on a timeline. */
import type { EventsDefinition, KpiDefinition, SqlDialect } from '../definition/types';
import { diagnostic } from '../diagnostics';
import { buildEvents } from '../sql';
import type { Planning } from './plan-kpi';
import type { UpstreamRequest } from './request';
import { tableRequest } from './requests';
import type { EventsWork, HoldsWork } from './work';

/** More than these in a range are no deploys, but a wrong table. */
export const MOST_EVENTS = 2000;

export interface PlannedEvents {
  readonly work: readonly EventsWork[];
  readonly requests: readonly UpstreamRequest[];
}

/** One request for each kind of events that the KPI names and, for a timeline, for those of its area. */
export function planEvents(planning: Planning, kpi: KpiDefinition, fromMs: number): PlannedEvents {
  const { definitions, resolved } = planning;
  const reach = new Map<string, number>();
  const need = (name: string, from: number) => reach.set(name, Math.min(from, reach.get(name) ?? Infinity));
  for (const exclusion of kpi.exclusions) {
    if (exclusion.kind === 'events') {
      need(exclusion.events, fromMs - exclusion.afterMs);
    }
  }
  if (kpi.alerting.suppress) {
    need(kpi.alerting.suppress.events, fromMs - kpi.alerting.suppress.afterMs);
  }
  for (const events of resolved.view === 'burn' ? definitions.events.values() : []) {
    if (events.area === undefined || events.area === kpi.area) {
      need(events.name, resolved.fromMs);
    }
  }
  const requests: UpstreamRequest[] = [];
  const work: EventsWork[] = [];
  for (const [name, from] of reach) {
    const events = definitions.events.get(name);
    const made = events && requestFor(planning, events, Math.max(0, from));
    if (!made || 'code' in made) {
      const failure = made ?? diagnostic('PL9001', { what: `the events "${name}" of ${kpi.name} are not defined` });
      work.push({ name, failure });
    } else {
      requests.push(made);
      work.push({ name, request: made.id });
    }
  }
  return { work, requests };
}

/** The events that hold back a KPI's alerts, where no objective asks for them. */
export function planHolds(
  planning: Planning,
  kpi: KpiDefinition
): { readonly work: HoldsWork; readonly requests: readonly UpstreamRequest[] } {
  const { toMs } = planning.resolved;
  const { work, requests } = planEvents(planning, { ...kpi, exclusions: [] }, toMs);
  return { work: { type: 'holds', name: kpi.name, toMs, events: work, failures: [] }, requests };
}

function requestFor({ definitions, resolved }: Planning, events: EventsDefinition, fromMs: number) {
  const source = definitions.sources.get(events.source)!;
  const fields = [
    { name: 'service', field: events.service },
    { name: 'version', field: events.version },
  ].flatMap(({ name, field }) => (field === undefined ? [] : [{ name, field }]));
  const statement = buildEvents({
    dialect: source.dialect as SqlDialect,
    relation: events.relation,
    time: events.time,
    timeType: events.timeType,
    where: events.where,
    fields,
    fromMs,
    toMs: resolved.toMs,
    limit: MOST_EVENTS + 1,
  });
  if (!statement.ok) {
    return statement.diagnostics[0];
  }
  const time = { startMs: fromMs, endMs: resolved.toMs, stepMs: resolved.toMs - fromMs };
  return tableRequest(source, statement.value, time, events.displayName);
}
