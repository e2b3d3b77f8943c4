import type { AskedDefinition, DefinitionSet, KpiQuery, OwnedDefinition, Segment } from '../kpi';

/** KPIs and funnels, by name. */
export function owned(definitions: DefinitionSet): readonly OwnedDefinition[] {
  return [...definitions.kpis.values(), ...definitions.funnels.values()];
}

/** All that a query may name: experiments too. */
export function askable(definitions: DefinitionSet): readonly AskedDefinition[] {
  return [...owned(definitions), ...definitions.experiments.values()];
}

export function askedByName(definitions: DefinitionSet, name: string | undefined): AskedDefinition | undefined {
  return name === undefined
    ? undefined
    : (definitions.kpis.get(name) ?? definitions.funnels.get(name) ?? definitions.experiments.get(name));
}

/** What a query asks for, as far as it names definitions that exist; variables name none. Of an area its experiments only where the view is theirs. */
export function askedFor(definitions: DefinitionSet, query: KpiQuery): readonly AskedDefinition[] {
  if (query.area) {
    const all = query.view === 'experiment' ? [...definitions.experiments.values()] : owned(definitions);
    return all.filter(({ area }) => area === query.area);
  }
  return [...(query.kpi ? [query.kpi] : []), ...(query.kpis ?? [])].flatMap(
    (name) => askedByName(definitions, name) ?? []
  );
}

/** Segments of all of `definitions`, each name once. */
export function segmentsOf(definitions: ReadonlyArray<Pick<AskedDefinition, 'segments'>>): readonly Segment[] {
  const byName = new Map<string, Segment>();
  for (const segment of definitions.flatMap(({ segments }) => segments)) {
    if (!byName.has(segment.name)) {
      byName.set(segment.name, segment);
    }
  }
  return [...byName.values()];
}
