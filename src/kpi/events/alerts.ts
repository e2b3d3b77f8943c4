/** `ALERTS{alertstate="firing"}` -> incidents. */
import { EVENT_TEXTS, type EventsDefinition } from '../definition/types';
import type { Found } from './records';
import type { Present } from './stretches';

/** Each stretch is an incident; one that reaches to within `freshMs` of the end of what was looked at still goes on. */
export function foundInAlerts(
  { from }: Pick<EventsDefinition, 'from'>,
  present: readonly Present[],
  toMs: number,
  freshMs: number
): Found[] {
  return present.flatMap(({ labels, stretches }) =>
    stretches.map((stretch) => ({
      atMs: stretch.fromMs,
      endMs: stretch.toMs >= toMs - freshMs ? null : stretch.toMs,
      alert: true as const,
      texts: textsOf(from, labels),
    }))
  );
}

/** The labels that the definition reads texts from. */
export function textsOf(from: EventsDefinition['from'], labels: Present['labels']): Found['texts'] {
  const fields = from.store === 'grafana' ? {} : from.fields;
  return Object.fromEntries(
    EVENT_TEXTS.flatMap((name) => {
      const label = fields[name];
      return label === undefined ? [] : [[name, labels[label] ?? null] as const];
    })
  );
}
