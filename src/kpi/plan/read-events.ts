/** Answers to the requests for events -> what happened, and when. */
import type { DefinitionSet } from '../definition/types';
import { diagnostic, type Diagnostic } from '../diagnostics';
import type { EventAnswer, EventsAnswer } from '../results/objectives';
import { MOST_EVENTS } from './plan-events';
import type { Answers } from './read-answers';
import type { ColumnFrame } from './request';
import type { ObjectivesWork } from './work';

export interface ReadEvents {
  /** Of events that decide about numbers (exclusions, held-back alerts): they failed, or are too many to be all there. */
  readonly errors: readonly Diagnostic[];
  /** Of events that are only drawn, and of too many. */
  readonly said: readonly Diagnostic[];
  readonly byName: ReadonlyMap<string, EventsAnswer>;
  readonly instants: (events: string) => readonly number[];
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
  for (const { name, request, failure } of item.events) {
    const response = failure ?? answers.of(request!);
    if ('code' in response) {
      (deciding.has(name) ? errors : said).push(
        deciding.has(name) ? response : diagnostic('PL4025', { events: name, reason: response.message })
      );
      continue;
    }
    const definition = definitions.events.get(name)!;
    const events = response.frames.flatMap(eventsIn).sort((a, b) => a.atMs - b.atMs);
    if (events.length > MOST_EVENTS) {
      const params = { events: definition.displayName, limit: MOST_EVENTS };
      if (deciding.has(name)) {
        errors.push(diagnostic('PL4029', params));
      } else {
        said.push(diagnostic('PL4026', params));
      }
    }
    byName.set(name, { definition, events });
  }
  return { errors, said, byName, instants: (name) => (byName.get(name)?.events ?? []).map(({ atMs }) => atMs) };
}

function eventsIn({ length, columns }: ColumnFrame): EventAnswer[] {
  const named = (name: string) => columns.find((column) => column.name === name)?.values;
  const [at, service, version] = [named('at'), named('service'), named('version')];
  const text = (key: 'service' | 'version', values: typeof at, i: number) => {
    const value = values?.[i];
    return value === null || value === undefined ? {} : { [key]: String(value) };
  };
  return Array.from({ length }, (_, i) => i)
    .filter((i) => typeof at?.[i] === 'number')
    .map((i) => ({ atMs: at![i] as number, ...text('service', service, i), ...text('version', version, i) }));
}
