/** Faultless reading -> Events, with defaults filled in. */
import { buildCondition, relationOf } from './build-parts';
import type { ReadEvents } from './form';
import type { ReadEventsSpec } from './form-events';
import { maybe, must } from './must';
import { placeOf } from './syntax';
import { EVENT_TEXTS, type EventsDefinition, type EventsOrigin, type EventText } from './types';

export function buildEvents(read: ReadEvents): EventsDefinition {
  const metadata = must(read.metadata);
  const spec = must(read.spec);
  const { description, area, kpis, type, source } = spec.of;
  return {
    kind: 'Events',
    name: must(metadata.name),
    displayName: metadata.displayName ?? must(metadata.name),
    ...maybe('description', description),
    ...maybe('area', area),
    ...maybe('kpis', kpis),
    type: must(type),
    source: must(source),
    from: originOf(spec),
    place: placeOf(read.$),
  };
}

function originOf(spec: ReadEventsSpec): EventsOrigin {
  switch (spec.choice) {
    case 'sql': {
      const { time, timeType, end, kind, kinds, where } = spec.of;
      return {
        store: 'sql',
        relation: relationOf(spec.of),
        time: must(time),
        timeType: timeType ?? 'instant',
        ...maybe('end', end),
        ...maybe('kind', kind),
        kinds: Object.fromEntries((kinds ?? []).map(({ key, value }) => [key, value])),
        where: (where ?? []).map(buildCondition),
        fields: fieldsOf(spec.of),
      };
    }
    case 'changes':
      return {
        store: 'changes',
        metric: must(spec.of.metric),
        where: (spec.of.where ?? []).map(buildCondition),
        fields: { version: 'version', ...fieldsOf(spec.of) },
      };
    case 'alerts':
      return {
        store: 'alerts',
        where: (spec.of.where ?? []).map(buildCondition),
        fields: { title: 'alertname', severity: 'severity', ...fieldsOf(spec.of) },
      };
    case 'grafana':
      return { store: 'grafana', tags: must(spec.of.tags) };
  }
}

function fieldsOf(spec: { readonly [K in EventText]?: string }): Partial<Record<EventText, string>> {
  const fields: Partial<Record<EventText, string>> = {};
  for (const name of EVENT_TEXTS) {
    const field = spec[name];
    if (field !== undefined) {
      fields[name] = field;
    }
  }
  return fields;
}
