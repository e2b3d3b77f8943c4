import type { DefinitionSet, KpiQuery, OwnedDefinition, Result, Segment } from '../kpi';

/** How many values of a segment are offered to choose from; the largest first. */
export const OFFERED_VALUES = 1000;

/** KPIs and funnels, by name. */
export function owned(definitions: DefinitionSet): readonly OwnedDefinition[] {
  return [...definitions.kpis.values(), ...definitions.funnels.values()];
}

export function ownedByName(definitions: DefinitionSet, name: string | undefined): OwnedDefinition | undefined {
  return name === undefined ? undefined : (definitions.kpis.get(name) ?? definitions.funnels.get(name));
}

/** What a query asks for, as far as it names definitions that exist; variables name none. */
export function askedFor(definitions: DefinitionSet, query: KpiQuery): readonly OwnedDefinition[] {
  if (query.area) {
    return owned(definitions).filter(({ area }) => area === query.area);
  }
  return [...(query.kpi ? [query.kpi] : []), ...(query.kpis ?? [])].flatMap(
    (name) => ownedByName(definitions, name) ?? []
  );
}

/** Segments of all of `definitions`, each name once. */
export function segmentsOf(definitions: readonly OwnedDefinition[]): readonly Segment[] {
  const byName = new Map<string, Segment>();
  for (const segment of definitions.flatMap(({ segments }) => segments)) {
    if (!byName.has(segment.name)) {
      byName.set(segment.name, segment);
    }
  }
  return [...byName.values()];
}

/** The query whose answer holds the values of a segment. */
export function segmentValuesQuery({ kind, name }: OwnedDefinition, segment: string): KpiQuery {
  return { kpi: name, view: kind === 'Funnel' ? 'funnel' : 'breakdown', by: [segment], limit: OFFERED_VALUES };
}

/** Values of a segment in an answer to `segmentValuesQuery`, in its order; a missing one (NULL) cannot be chosen and is left out. */
export function segmentValues(result: Result, segment: string): readonly string[] {
  const values = new Set<string>();
  for (const field of result.frames.flatMap(({ fields }) => fields)) {
    if (field.name === segment && field.type === 'string') {
      field.values.forEach((value) => value !== null && values.add(String(value)));
    } else if (field.labels?.[segment] !== undefined) {
      values.add(field.labels[segment]);
    }
  }
  return [...values];
}
