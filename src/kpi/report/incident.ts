/** The incident that a report is about, from view deploys. */
import { eventsIn } from '../gate/deploys';
import type { EventRecord } from '../results/types-events';
import type { Result } from '../results/types';
import type { Incident } from './types';

/** An event of kind incident as the subject of a report; one that is still open lasts until `nowMs`. */
export function incidentFrom(event: EventRecord, nowMs: number): Incident {
  const { id, atMs, endMs, title, service, link, team } = event;
  const texts = Object.entries({ service, link, team }).filter(([, value]) => value !== undefined);
  return {
    id,
    title,
    fromMs: atMs,
    toMs: Math.min(nowMs, endMs ?? nowMs),
    ongoing: endMs === null || endMs > nowMs,
    ...Object.fromEntries(texts),
  };
}

/** All incidents of an answer of view deploys, newest first. */
export function incidentsIn(result: Result, nowMs: number): Incident[] {
  return eventsIn(result)
    .filter(({ kind, atMs }) => kind === 'incident' && atMs < nowMs)
    .map((event) => incidentFrom(event, nowMs))
    .sort((a, b) => b.fromMs - a.fromMs);
}

/** The one with this id, or else the newest with this title. */
export function incidentIn(result: Result, named: string, nowMs: number): Incident | undefined {
  const all = incidentsIn(result, nowMs);
  return all.find(({ id }) => id === named) ?? all.find(({ title }) => title === named);
}
