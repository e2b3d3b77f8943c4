/** What a report has to ask: queries with their ranges. A host runs each, and hands the answers to `reportOf`. */
import type { DefinitionSet, KpiDefinition } from '../definition/types';
import type { Grain } from '../calendar';
import type { KpiQuery } from '../plan/query';
import type { Incident } from './types';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Which KPIs, for which incident, as known at `nowMs`. */
export interface ReportOrder {
  readonly incident: Incident;
  /** Names, in the order that they are to appear. */
  readonly kpis: readonly string[];
  readonly nowMs: number;
  /** Of view impact: what else moved; default `auto`. */
  readonly control?: string;
  /** Names of Events; default all. */
  readonly events?: readonly string[];
}

export const QUESTIONS = ['series', 'impact', 'burn', 'budget', 'deploys', 'incidents'] as const;

export interface Question {
  readonly of: (typeof QUESTIONS)[number];
  /** Of events: none. */
  readonly kpi?: string;
  /** Of impact: the dimension that it is split by. */
  readonly segment?: string;
  readonly query: KpiQuery;
  readonly fromMs: number;
  readonly toMs: number;
}

/** No more dimensions of a KPI than this are looked into. */
const MOST_SEGMENTS = 4;
/** So much before and after is shown around the incident: as long as it took, within limits. */
const LEAST_PAD_MS = 30 * MINUTE_MS;
const MOST_PAD_MS = 6 * HOUR_MS;
/** Changes so long before may be its cause, so long after its end. */
const EVENTS_BEFORE_MS = 3 * HOUR_MS;
const EVENTS_AFTER_MS = HOUR_MS;
/** A line of this length is drawn in five minutes. */
const FINE_MS = 30 * HOUR_MS;

/** What is drawn: the incident, and time around it; nothing that is still to come. */
export function shownRange({ incident, nowMs }: Pick<ReportOrder, 'incident' | 'nowMs'>): {
  fromMs: number;
  toMs: number;
} {
  const { fromMs, toMs } = incident;
  const pad = Math.min(MOST_PAD_MS, Math.max(LEAST_PAD_MS, toMs - fromMs));
  return { fromMs: fromMs - pad, toMs: Math.min(nowMs, toMs + pad) };
}

/** All questions, each KPI's together. KPIs without a number of their own (composites) are asked for their budget alone; an unknown name for nothing. */
export function reportQuestions(definitions: DefinitionSet, order: ReportOrder): Question[] {
  const known = order.kpis.flatMap((name) => definitions.kpis.get(name) ?? []);
  return [...known.flatMap((kpi) => questionsOf(kpi, order)), ...eventQuestions(definitions, order)];
}

function questionsOf(kpi: KpiDefinition, order: ReportOrder): Question[] {
  const { incident, control } = order;
  const shown = shownRange(order);
  const { name } = kpi;
  const range = { fromMs: incident.fromMs, toMs: incident.toMs };
  const grain: Grain = shown.toMs - shown.fromMs <= FINE_MS ? '5m' : '1h';
  const number = kpi.measure.kind !== 'composite';
  const impact = (segment?: string): Question => ({
    of: 'impact',
    kpi: name,
    ...(segment === undefined ? {} : { segment }),
    query: {
      kpi: name,
      view: 'impact',
      ...(segment === undefined ? {} : { by: [segment] }),
      ...(control === undefined ? {} : { control }),
    },
    ...range,
  });
  const objective = objectiveOf(kpi);
  return [
    ...(number
      ? [
          {
            of: 'series' as const,
            kpi: name,
            query: { kpi: name, view: 'series' as const, grain, compare: 'weekday' as const },
            ...shown,
          },
          impact(),
          ...kpi.segments.slice(0, MOST_SEGMENTS).map((segment) => impact(segment.name)),
        ]
      : []),
    ...(objective === undefined
      ? []
      : [
          {
            of: 'burn' as const,
            kpi: name,
            query: { kpi: name, view: 'burn' as const, objective, grain: '5m' as const },
            ...shown,
          },
          { of: 'budget' as const, kpi: name, query: { kpi: name, view: 'budget' as const, objective }, ...range },
        ]),
  ];
}

/** The one that alerts, or else the first. */
export function objectiveOf({ objectives }: KpiDefinition): string | undefined {
  return (objectives.find(({ alertPolicy }) => alertPolicy !== undefined) ?? objectives[0])?.name;
}

function eventQuestions(definitions: DefinitionSet, { incident, nowMs, events }: ReportOrder): Question[] {
  if (definitions.events.size === 0) {
    return [];
  }
  const range = {
    fromMs: incident.fromMs - EVENTS_BEFORE_MS,
    toMs: Math.min(nowMs, incident.toMs + EVENTS_AFTER_MS),
  };
  const only = events === undefined || events.length === 0 ? {} : { events };
  return (['deploys', 'incidents'] as const).map((view) => ({ of: view, query: { ...only, view }, ...range }));
}
