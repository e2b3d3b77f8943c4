/** Answers -> view impact. */
import { diagnostic, type Diagnostic } from '../diagnostics';
import type { DefinitionSet, KpiDefinition } from '../definition/types';
import type { ViewOutcome } from '../results/answer';
import { impactView } from '../results/impact';
import type { EventRecord } from '../results/types-events';
import { excludedIntervals, type Excluded } from '../slo';
import { partsByRole, type Answers } from './read-answers';
import { readList } from './read-events';
import { undefinedKpi } from './read-kpi';
import type { Plan } from './types';
import type { ImpactWork, Work } from './work';

/** A part that failed takes the KPI with it; an event that cannot be read only its words. */
export function readImpact(
  definitions: DefinitionSet,
  plan: Plan,
  item: ImpactWork,
  answers: Answers
): { readonly errors: readonly Diagnostic[]; readonly outcome?: ViewOutcome } {
  const kpi = definitions.kpis.get(item.name);
  if (!kpi) {
    return { errors: [undefinedKpi(item.name)] };
  }
  const { roles: parts, errors } = partsByRole(item.roles, answers);
  if (errors.length > 0) {
    return { errors };
  }
  const { event, said } = eventOf(definitions, item, answers);
  const outcome = impactView({
    kpi,
    by: item.by,
    groups: item.groups,
    parts,
    windows: item.windows,
    toMs: item.toMs,
    control: item.control,
    excluded: excludedOf(kpi, item.fromMs, item.toMs),
    limit: (plan.work as Work).limit,
    ...(event ? { event } : {}),
    said,
  });
  return { errors, outcome };
}

/** Time that its definition excludes is left out on every side; not what is excluded around events, which would hide what is asked. */
export function excludedOf(kpi: KpiDefinition, fromMs: number, toMs: number): Excluded[] {
  const fixed = kpi.exclusions.filter(({ kind }) => kind !== 'events');
  return excludedIntervals(fixed, fromMs, toMs, () => []).map((interval) => ({
    fromMs: interval.fromMs,
    toMs: interval.toMs,
    treatAs: 'removed',
  }));
}

/** The event's record; where its list has failed or does not know it, what its id says. */
function eventOf(
  definitions: DefinitionSet,
  { deploy, events }: ImpactWork,
  answers: Answers
): { readonly event?: EventRecord; readonly said: readonly Diagnostic[] } {
  if (!deploy) {
    return { said: [] };
  }
  const said: Diagnostic[] = [];
  for (const work of events) {
    const list = readList(definitions, work, answers);
    if ('code' in list) {
      said.push(diagnostic('PL4025', { events: work.name, reason: list.message }));
      continue;
    }
    const event = list.records.find(({ id }) => id === deploy.id);
    if (event) {
      return { event, said };
    }
  }
  const [, , service, version] = deploy.id.split('/').map(decoded);
  const definition = definitions.events.get(deploy.events);
  const event: EventRecord = {
    id: deploy.id,
    kind: definition?.type ?? 'deploy',
    atMs: deploy.atMs,
    endMs: null,
    title: [service, version].filter(Boolean).join(' ') || deploy.events,
    ...(service ? { service } : {}),
    ...(version ? { version } : {}),
    events: deploy.events,
    source: definition?.source ?? '',
  };
  return { event, said };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
