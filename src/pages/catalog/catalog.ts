import type { DataSourceInstanceSettings } from '@grafana/data';
import { definitionsOf } from '../../hosts/browser/definitions';
import type { Diagnostic, OwnedDefinition } from '../../kpi';
import { fitsSearch, searchTexts } from '../../kpi/definition';

export interface CatalogEntry {
  readonly definition: OwnedDefinition;
  readonly dataSource: { readonly uid: string; readonly name: string };
}

export interface Catalog {
  /** In alphabetical order of areas, and of names in an area. */
  readonly areas: ReadonlyArray<{ readonly area: string; readonly entries: readonly CatalogEntry[] }>;
  /** Data sources whose definitions do not load, with the reasons. */
  readonly broken: ReadonlyArray<{ readonly name: string; readonly diagnostics: readonly Diagnostic[] }>;
}

/** Everything that the Plumbline data sources of this Grafana define. */
export function catalogOf(dataSources: readonly DataSourceInstanceSettings[]): Catalog {
  const areas = new Map<string, CatalogEntry[]>();
  const broken: Array<{ name: string; diagnostics: readonly Diagnostic[] }> = [];
  for (const { uid, name, jsonData } of dataSources) {
    const outcome = definitionsOf((jsonData as { definitions?: string }).definitions ?? '');
    if (!outcome.ok) {
      broken.push({ name, diagnostics: outcome.diagnostics });
      continue;
    }
    for (const definition of [...outcome.value.kpis.values(), ...outcome.value.funnels.values()]) {
      areas.set(definition.area, [...(areas.get(definition.area) ?? []), { definition, dataSource: { uid, name } }]);
    }
  }
  const nameOf = ({ definition }: CatalogEntry) => definition.displayName;
  return {
    areas: [...areas]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([area, entries]) => ({ area, entries: entries.sort((a, b) => nameOf(a).localeCompare(nameOf(b))) })),
    broken,
  };
}

/** Entries in whose texts every word of `search` occurs. */
export function searchCatalog({ areas, broken }: Catalog, search: string): Catalog {
  const matches = ({ definition }: CatalogEntry) => fitsSearch(searchTexts(definition), search);
  return {
    areas: areas
      .map(({ area, entries }) => ({ area, entries: entries.filter(matches) }))
      .filter(({ entries }) => entries.length > 0),
    broken,
  };
}

/** Explore with the KPI's series (a funnel's steps) over the last day. */
export function explorePath({ definition, dataSource }: CatalogEntry): string {
  const datasource = { type: 'plumbline-kpi-datasource', uid: dataSource.uid };
  const view = definition.kind === 'Funnel' ? 'funnel' : 'series';
  const pane = {
    datasource: dataSource.uid,
    queries: [{ refId: 'A', datasource, kpi: definition.name, view }],
    range: { from: 'now-24h', to: 'now' },
  };
  return `/explore?schemaVersion=1&panes=${encodeURIComponent(JSON.stringify({ kpi: pane }))}`;
}
