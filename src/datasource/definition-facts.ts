import type { AskedDefinition } from '../kpi';

/** The targets of a KPI in words: `0.99 over 30d (monthly)`, `not below 0.02 (low, page)`. A funnel has none. */
export function targetsOf(definition: AskedDefinition): readonly string[] {
  if (definition.kind !== 'KPI') {
    return [];
  }
  return [
    ...definition.objectives.map(({ name, target, timeWindow }) => `${target} over ${timeWindow.duration} (${name})`),
    ...definition.thresholds.map(
      ({ name, direction, bound, severity }) => `not ${direction} ${bound} (${name}, ${severity})`
    ),
  ];
}

/** The change that made the present version, if it was written down. */
export function lastChange({ version, changes }: AskedDefinition): AskedDefinition['changes'][number] | undefined {
  return changes.find((change) => change.version === version);
}

/** A link for a contact that is a web address or an e-mail address; other contacts (a channel's name) have none. */
export function contactUrl(contact: string | undefined): string | undefined {
  if (!contact) {
    return undefined;
  }
  if (/^https?:\/\//i.test(contact)) {
    return contact;
  }
  return /^[^\s@:]+@[^\s@:]+$/.test(contact) ? `mailto:${contact}` : undefined;
}
