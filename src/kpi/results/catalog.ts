/** What definitions there are, for pickers, variables and health pages. No query, no addresses, no conditions. */
import { leafKpis, measureParts } from '../definition';
import type { DefinitionSet, OwnedDefinition } from '../definition/types';
import type { View } from '../plan/query';

export interface CatalogEntry {
  readonly kind: 'KPI' | 'Funnel';
  readonly name: string;
  readonly displayName: string;
  readonly description?: string;
  readonly area: string;
  readonly parent?: string;
  readonly owner: { readonly team: string; readonly contact?: string };
  readonly version: number;
  readonly unit: string;
  readonly timeZone: string;
  readonly segments: ReadonlyArray<{ readonly name: string; readonly displayName: string }>;
  readonly views: readonly View[];
  /** Sources that its number comes from. */
  readonly sources: readonly string[];
  readonly runbook?: string;
}

/** Every KPI and funnel, sorted by area and name. */
export function catalog(definitions: DefinitionSet): readonly CatalogEntry[] {
  const all: OwnedDefinition[] = [...definitions.kpis.values(), ...definitions.funnels.values()];
  return all.map((d) => entryOf(d, definitions)).sort((a, b) => compare(a.area, b.area) || compare(a.name, b.name));
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function entryOf(d: OwnedDefinition, { kpis }: DefinitionSet): CatalogEntry {
  return {
    kind: d.kind,
    name: d.name,
    displayName: d.displayName,
    ...(d.description === undefined ? {} : { description: d.description }),
    area: d.area,
    ...(d.parent === undefined ? {} : { parent: d.parent }),
    owner: d.owner,
    version: d.version,
    unit: d.kind === 'KPI' ? d.unit : 'count',
    timeZone: d.timeZone,
    segments: d.segments.map(({ name, displayName }) => ({ name, displayName: displayName ?? name })),
    views: viewsOf(d),
    sources: sourcesOf(d, kpis),
    ...(d.runbook === undefined ? {} : { runbook: d.runbook }),
  };
}

/** The views that can show a definition; of KPIs without segments, objectives or thresholds, not those that need them. */
export function viewsOf(d: OwnedDefinition): readonly View[] {
  if (d.kind === 'Funnel') {
    const numbers =
      d.segments.length > 0 ? (['value', 'series', 'breakdown'] as const) : (['value', 'series'] as const);
    return d.type === 'actor' ? ['funnel', ...numbers] : ['funnel'];
  }
  if (d.measure.kind === 'retention') {
    return [
      'retention',
      'value',
      'series',
      ...(d.segments.length > 0 ? (['breakdown'] as const) : []),
      ...(d.thresholds.length > 0 ? (['alert'] as const) : []),
    ];
  }
  const adds = d.measure.kind !== 'composite';
  return [
    ...(adds ? (['value', 'series'] as const) : []),
    ...(adds && d.segments.length > 0 ? (['breakdown'] as const) : []),
    ...(d.objectives.length > 0 ? (['budget', 'burn'] as const) : []),
    ...(d.thresholds.length > 0 || d.objectives.some(({ alertPolicy }) => alertPolicy !== undefined)
      ? (['alert'] as const)
      : []),
  ];
}

function sourcesOf(d: OwnedDefinition, kpis: DefinitionSet['kpis']): string[] {
  const parts =
    d.kind === 'Funnel'
      ? d.type === 'actor'
        ? [d.source]
        : d.steps.map((step) => step.part.source)
      : d.measure.kind === 'derived'
        ? leafKpis(kpis, d).flatMap((kpi) => sourcesOf(kpis.get(kpi)!, kpis))
        : d.measure.kind === 'composite'
          ? d.measure.members.flatMap(({ kpi }) => sourcesOf(kpis.get(kpi)!, kpis))
          : d.measure.kind === 'retention'
            ? [d.measure.source]
            : measureParts(d.measure).map((part) => part.source);
  return parts.filter((source, i) => parts.indexOf(source) === i);
}
