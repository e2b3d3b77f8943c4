/** Answers to the requests for events -> what happened, and when. */
import type { DefinitionSet, EventsDefinition } from '../definition/types';
import { diagnostic, type Diagnostic } from '../diagnostics';
import {
  counts,
  foundInAlerts,
  foundInAnnotations,
  foundInChanges,
  foundInRows,
  presenceGrid,
  presentIn,
  recordsOf,
  spanOf,
  type Found,
  type Records,
} from '../events';
import type { EventsAnswer } from '../results/objectives';
import { MOST_EVENTS } from './plan-events';
import type { Answers } from './read-answers';
import type { ColumnFrame } from './request';
import type { EventsWork, ObjectivesWork } from './work';

export interface ReadEvents {
  /** Of events that decide about numbers (exclusions, held-back alerts): they failed, or are too many to be all there. */
  readonly errors: readonly Diagnostic[];
  /** Of events that are only drawn, and of too many. */
  readonly said: readonly Diagnostic[];
  readonly byName: ReadonlyMap<string, EventsAnswer>;
  /** From when to when the events were that count for a KPI which names the definition; an open incident goes on until `nowMs`. */
  readonly spans: (events: string, nowMs: number) => ReadonlyArray<{ readonly fromMs: number; readonly toMs: number }>;
}

/** Events in ascending order. A list that fails is an error where numbers depend on it, else only told. */
export function readEvents(
  definitions: DefinitionSet,
  item: Pick<ObjectivesWork, 'name' | 'events'>,
  answers: Answers
): ReadEvents {
  const byName = new Map<string, EventsAnswer>();
  const [errors, said]: [Diagnostic[], Diagnostic[]] = [[], []];
  const kpi = definitions.kpis.get(item.name)!;
  const deciding = new Set(kpi.exclusions.flatMap((e) => (e.kind === 'events' ? [e.events] : [])));
  if (kpi.alerting.suppress) {
    deciding.add(kpi.alerting.suppress.events);
  }
  for (const work of item.events) {
    const { name } = work;
    const list = readList(definitions, work, answers);
    if ('code' in list) {
      (deciding.has(name) ? errors : said).push(
        deciding.has(name) ? list : diagnostic('PL4025', { events: name, reason: list.message })
      );
      continue;
    }
    const { definition, beyond } = list;
    if (beyond) {
      const params = { events: definition.displayName, limit: MOST_EVENTS };
      if (deciding.has(name)) {
        errors.push(diagnostic('PL4029', params));
      } else {
        said.push(diagnostic('PL4026', params));
      }
    }
    said.push(...list.said);
    byName.set(name, { definition, events: list.records });
  }
  const spans: ReadEvents['spans'] = (name, nowMs) => {
    const answer = byName.get(name);
    return (answer?.events ?? [])
      .filter((event) => counts(answer!.definition, event))
      .map((event) => spanOf(event, nowMs));
  };
  return { errors, said, byName, spans };
}

export interface EventList extends Records {
  readonly definition: EventsDefinition;
  /** The store has more than are asked for; the latest are here. */
  readonly beyond: boolean;
}

/** The events of one definition, or why there are none. */
export function readList(definitions: DefinitionSet, work: EventsWork, answers: Answers): EventList | Diagnostic {
  const definition = definitions.events.get(work.name);
  if (work.failure || !definition) {
    return (
      work.failure ?? diagnostic('PL9001', { what: `the events "${work.name}" were planned, but are not defined` })
    );
  }
  const frames: Array<readonly ColumnFrame[]> = [];
  for (const id of work.requests) {
    const response = answers.of(id);
    if ('code' in response) {
      return response;
    }
    frames.push(response.frames);
  }
  const told = foundIn(definitions, definition, frames, work);
  if (typeof told === 'string') {
    return diagnostic('PL3107', { source: definition.source, detail: told }, { source: definition.source });
  }
  const found = told.sort((a, b) => (a.atMs ?? 0) - (b.atMs ?? 0));
  const beyond = found.length > MOST_EVENTS;
  return { definition, beyond, ...recordsOf(definition, beyond ? found.slice(-MOST_EVENTS) : found) };
}

function foundIn(
  definitions: DefinitionSet,
  definition: EventsDefinition,
  frames: ReadonlyArray<readonly ColumnFrame[]>,
  { fromMs, toMs }: EventsWork
): Found[] | string {
  if (definition.from.store === 'sql') {
    return foundInRows(definition, frames[0]);
  }
  if (definition.from.store === 'grafana') {
    return foundInAnnotations(frames[0]);
  }
  const grid = presenceGrid(definitions.sources.get(definition.source)!.scrapeIntervalMs, fromMs, toMs);
  const present = presentIn(frames[0], frames[1], grid.startMs, grid.gapMs);
  if (definition.from.store === 'alerts') {
    return foundInAlerts(definition, present, toMs, grid.freshMs);
  }
  const { metric, fields } = definition.from;
  if (present.length > 0 && present.every(({ labels }) => !labels[fields.version!])) {
    return `no series of ${metric} has the label "${fields.version}"`;
  }
  return foundInChanges(definition, present, toMs, grid.gapMs);
}
