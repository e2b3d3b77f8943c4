import type { DefinitionSet, KpiQuery, OwnedDefinition, Segment } from '../kpi';

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
