/** Views deploys and incidents: which events are asked for, and the KPIs behind them. */
import { mayBe } from '../events';
import type { EventsDefinition, KpiDefinition } from '../definition/types';
import type { UpstreamRequest } from './request';
import type { EventKind } from '../results/types-events';
import { planDerived } from './plan-derived';
import { planEffects } from './plan-effects';
import { planLists } from './plan-events';
import { planKpi, type Planning } from './plan-kpi';
import type { KpiQuery } from './query';
import type { Target } from './resolve';
import type { DerivedWork, HappeningsWork, KpiWork } from './work';

/** Events in a result, where the query does not say. */
const MOST_SHOWN = 1000;

export interface PlannedHappenings {
  readonly work: HappeningsWork;
  readonly requests: readonly UpstreamRequest[];
}

/** Kinds that a view shows where the query does not say. Undefined: all. */
export function kindsAsked({ view, kinds }: KpiQuery): readonly EventKind[] | undefined {
  return kinds ?? (view === 'incidents' ? ['incident'] : undefined);
}

/** The definitions that a query asks for: those it names; else those that concern its KPIs or its area; without any of these, all. */
export function eventsAsked(
  events: Iterable<EventsDefinition>,
  query: KpiQuery,
  kpis: readonly KpiDefinition[]
): EventsDefinition[] {
  const areas = query.area === undefined ? kpis.map(({ area }) => area) : [query.area];
  const anything = query.kpi === undefined && query.kpis === undefined && query.area === undefined;
  const kinds = kindsAsked(query);
  return [...events].filter((one) => {
    if (query.events ? !query.events.includes(one.name) : !anything && !concerns(one, areas, kpis, query)) {
      return false;
    }
    return kinds === undefined || kinds.some((kind) => mayBe(one, kind));
  });
}

function concerns(
  events: EventsDefinition,
  areas: readonly string[],
  kpis: readonly KpiDefinition[],
  { area }: KpiQuery
): boolean {
  if (events.kpis?.some((name) => kpis.some((kpi) => kpi.name === name))) {
    return true;
  }
  // Of an area all are shown; of a KPI not those that are said to concern others.
  return (
    (events.kpis === undefined || area !== undefined) && (events.area === undefined || areas.includes(events.area))
  );
}

export function planHappenings(planning: Planning, query: KpiQuery): PlannedHappenings {
  const { definitions, resolved } = planning;
  const { fromMs, toMs } = resolved;
  const view = resolved.view as 'deploys' | 'incidents';
  const kpis = resolved.targets.filter(isKpi);
  const asked = eventsAsked(
    definitions.events.values(),
    query,
    kpis.map(({ definition }) => definition)
  );
  const lists = planLists(
    planning,
    asked.map(({ name }) => ({ name, fromMs })),
    (name) => `the events "${name}" are not defined`
  );
  const effects = planEffects(planning, kpis, query);
  const name = kpis.map(({ definition }) => definition.name).join(',');
  return {
    work: {
      type: 'happenings',
      name,
      view,
      fromMs,
      toMs,
      limit: query.limit ?? MOST_SHOWN,
      events: lists.work,
      series: view === 'deploys' ? kpis.flatMap((target) => lineOf(planning, target)) : [],
      ...(effects.work ? { effects: effects.work } : {}),
      failures: [],
    },
    requests: [...lists.requests, ...effects.requests],
  };
}

type KpiTarget = Target & { readonly definition: KpiDefinition };

const isKpi = (target: Target): target is KpiTarget => target.definition.kind === 'KPI';

/** The KPI's line behind the lanes, as view series asks for it. */
function lineOf(planning: Planning, target: KpiTarget): ReadonlyArray<KpiWork | DerivedWork> {
  const asSeries = { ...planning, resolved: { ...planning.resolved, view: 'series' as const } };
  return target.definition.measure.kind === 'derived' ? planDerived(asSeries, target) : planKpi(asSeries, target);
}
