/** Requests for events: of objectives (deploys that exclude time, hold alerts back, stand on a timeline), of views deploys and incidents. */
import { ANNOTATION_COLUMNS, mayBe, presenceGrid } from '../events';
import { DAY_MS } from '../definition';
import {
  EVENT_KINDS,
  EVENT_TEXTS,
  type Condition,
  type EventsDefinition,
  type KpiDefinition,
  type SourceDefinition,
  type SqlDialect,
} from '../definition/types';
import { diagnostic, type Diagnostic } from '../diagnostics';
import { buildPresence } from '../promql';
import { buildEvents } from '../sql';
import type { Planning } from './plan-kpi';
import type { UpstreamRequest } from './request';
import { tableRequest, withId } from './requests';
import type { EventsWork, HoldsWork } from './work';

/** More than these in a range are no deploys, but a wrong table. */
export const MOST_EVENTS = 2000;

export interface PlannedEvents {
  readonly work: readonly EventsWork[];
  readonly requests: readonly UpstreamRequest[];
}

/** The requests for each kind of events that the KPI names and, for a timeline, for those of its area. */
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
    const concerns = events.kpis
      ? events.kpis.includes(kpi.name)
      : events.area === undefined || events.area === kpi.area;
    if (concerns) {
      need(events.name, resolved.fromMs);
    }
  }
  return planLists(
    planning,
    [...reach].map(([name, from]) => ({ name, fromMs: from })),
    (name) => `the events "${name}" of ${kpi.name} are not defined`
  );
}

/** Requests for lists of events up to the end of the query's range. `missing`: what a name that is not defined means. */
export function planLists(
  { definitions, resolved }: Pick<Planning, 'definitions' | 'resolved'>,
  lists: ReadonlyArray<{ readonly name: string; readonly fromMs: number }>,
  missing: (name: string) => string
): PlannedEvents {
  const requests: UpstreamRequest[] = [];
  const work = lists.map(({ name, fromMs: reach }): EventsWork => {
    const [fromMs, toMs] = [Math.max(0, reach), resolved.toMs];
    const events = definitions.events.get(name);
    const source = events && definitions.sources.get(events.source);
    const made = source ? requestsFor(source, events, fromMs, toMs) : diagnostic('PL9001', { what: missing(name) });
    if ('code' in made) {
      return { name, requests: [], fromMs, toMs, failure: made };
    }
    requests.push(...made);
    return { name, requests: made.map(({ id }) => id), fromMs, toMs };
  });
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

function requestsFor(
  source: SourceDefinition,
  events: EventsDefinition,
  fromMs: number,
  toMs: number
): readonly UpstreamRequest[] | Diagnostic {
  switch (events.from.store) {
    case 'sql':
      return tableOf(source, events, events.from, fromMs, toMs);
    case 'changes':
      return presenceOf(source, events, events.from.metric, events.from, fromMs, toMs);
    case 'alerts': {
      const firing = { op: 'is' as const, field: 'alertstate', value: 'firing' };
      const where = [firing, ...events.from.where];
      return presenceOf(source, events, 'ALERTS', { ...events.from, where }, fromMs, toMs);
    }
    case 'grafana':
      return [annotationsOf(source, events, events.from.tags, fromMs, toMs)];
  }
}

/** Two questions, which travel as one: when series were there first and last in each step. */
function presenceOf(
  source: SourceDefinition,
  events: EventsDefinition,
  metric: string,
  { where, fields }: Extract<EventsDefinition['from'], { store: 'changes' | 'alerts' }>,
  fromMs: number,
  toMs: number
): readonly UpstreamRequest[] | Diagnostic {
  const { startMs, endMs, stepMs, everyMs } = presenceGrid(source.scrapeIntervalMs, fromMs, toMs);
  const labels = EVENT_TEXTS.flatMap((name) => fields[name] ?? []);
  const by = labels.filter((label, i) => labels.indexOf(label) === i);
  const requests: UpstreamRequest[] = [];
  for (const edge of ['first', 'last'] as const) {
    const text = buildPresence({ metric, by, where, of: edge, stepMs, everyMs });
    if (!text.ok) {
      return text.diagnostics[0];
    }
    requests.push(
      withId({
        source: source.name,
        dialect: source.dialect,
        mode: 'range',
        text: text.value,
        startMs,
        endMs,
        stepMs,
        columns: [],
        purpose: `${events.displayName}, ${edge} samples`,
      })
    );
  }
  return requests;
}

/** Where something may still go on it may have begun long ago. */
const ANNOTATIONS_BACK_MS = 30 * DAY_MS;

function annotationsOf(
  source: SourceDefinition,
  events: EventsDefinition,
  tags: readonly string[],
  fromMs: number,
  toMs: number
): UpstreamRequest {
  // An annotation without an end is an instant to Grafana, so one that is open must be looked for at its start.
  const startMs = Math.max(0, events.type === 'incident' ? fromMs - ANNOTATIONS_BACK_MS : fromMs);
  return withId({
    source: source.name,
    dialect: source.dialect,
    mode: 'annotations',
    text: JSON.stringify({ tags, limit: MOST_EVENTS + 1 }),
    startMs,
    endMs: toMs,
    stepMs: toMs - startMs,
    columns: ANNOTATION_COLUMNS,
    purpose: events.displayName,
  });
}

function tableOf(
  source: SourceDefinition,
  events: EventsDefinition,
  from: Extract<EventsDefinition['from'], { store: 'sql' }>,
  fromMs: number,
  toMs: number
): readonly UpstreamRequest[] | Diagnostic {
  const { kind, end, fields } = from;
  const statement = buildEvents({
    dialect: source.dialect as SqlDialect,
    relation: from.relation,
    time: from.time,
    timeType: from.timeType,
    where: from.where,
    fields: [
      ...(kind === undefined ? [] : [{ name: 'kind', field: kind }]),
      ...EVENT_TEXTS.flatMap((name) => {
        const field = fields[name];
        return field === undefined ? [] : [{ name, field }];
      }),
    ],
    ...(end === undefined ? {} : { end: { field: end, ...openEnds(events, from) } }),
    fromMs,
    toMs,
    limit: MOST_EVENTS + 1,
  });
  if (!statement.ok) {
    return statement.diagnostics[0];
  }
  const time = { startMs: fromMs, endMs: toMs, stepMs: toMs - fromMs };
  return [tableRequest(source, statement.value, time, events.displayName)];
}

/** Which rows without an end still go on: incidents. A table of several kinds says by its column which those are. */
function openEnds(
  events: EventsDefinition,
  { kind, kinds }: Extract<EventsDefinition['from'], { store: 'sql' }>
): { open?: readonly Condition[] } {
  if (!mayBe(events, 'incident')) {
    return {};
  }
  if (kind === undefined) {
    return { open: [] };
  }
  const field = kind;
  const words = Object.keys(kinds);
  const others = words.filter((word) => kinds[word] !== 'incident');
  // Where the type is incident, a word that means nothing is taken for one, and so is no word at all.
  if (events.type === 'incident') {
    const values = [...others, ...EVENT_KINDS.filter((one) => one !== 'incident' && !words.includes(one))];
    return { open: values.length > 0 ? [{ op: 'notIn', field, values }] : [] };
  }
  const values = ['incident', ...words].filter((word) => !others.includes(word));
  return values.length > 0 ? { open: [{ op: 'in', field, values }] } : {};
}
