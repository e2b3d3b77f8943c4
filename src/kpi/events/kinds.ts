/** Which events count where. */
import type { EventKind, EventsDefinition } from '../definition/types';
import type { EventRecord } from '../results/types-events';

const CHANGES: readonly EventKind[] = ['deploy', 'rollback'];

/** Whether events of a definition can be of a kind. */
export function mayBe({ type, from }: EventsDefinition, kind: EventKind): boolean {
  switch (from.store) {
    case 'sql':
      return from.kind !== undefined || type === kind;
    case 'changes':
      // A version that comes back rolls a deploy back; a flag that goes back is a flag change.
      return type === kind || (CHANGES.includes(type) && CHANGES.includes(kind));
    case 'alerts':
      return type === kind;
    case 'grafana':
      return true;
  }
}

/**
 * Whether an event decides where a KPI names its definition (exclusions, held-back alerts): those of the definition's own type, deploys and
 * rollbacks being one. A list of deploys that holds flags and incidents too does not hold alerts back during an incident.
 */
export function counts({ type }: EventsDefinition, { kind }: Pick<EventRecord, 'kind'>): boolean {
  return type === kind || (CHANGES.includes(type) && CHANGES.includes(kind));
}

/** From when to when it was: an instant has no length; an incident without an end goes on until `nowMs`. */
export function spanOf({ kind, atMs, endMs }: EventRecord, nowMs: number): { fromMs: number; toMs: number } {
  return { fromMs: atMs, toMs: endMs ?? (kind === 'incident' ? Math.max(atMs, nowMs) : atMs) };
}
