/** Everything that the Plumbline data sources of this Grafana define, as a tree by area. Plain data; asks no store. */
import type { DefinitionSet, Diagnostic, Outcome, OwnedDefinition } from '../../kpi';
import { fitsSearch, searchTexts } from '../../kpi/definition/search';
import { DATA_SOURCE } from '../shared/data-sources';

/** The guide's rule: “Track a small set (3–7) per product area to avoid dilution”. */
export const MOST_KPIS_PER_AREA = 7;

export interface CatalogEntry {
  readonly definition: OwnedDefinition;
  readonly dataSource: { readonly uid: string; readonly name: string };
  /** How deep under its parents of the same area. */
  readonly depth: number;
  /** Keys of the entries above it, the outermost first. */
  readonly above: readonly string[];
  readonly hasChildren: boolean;
  /** Display name of a parent that stands in another area, or that the search left out. */
  readonly feeds?: string;
}

export interface CatalogArea {
  readonly area: string;
  /** Parents before their children, otherwise in alphabetical order. */
  readonly entries: readonly CatalogEntry[];
  /** Without funnels and experiments. */
  readonly kpis: number;
}

export interface Catalog {
  readonly areas: readonly CatalogArea[];
  /** Data sources whose definitions do not load, with the reasons. */
  readonly broken: ReadonlyArray<{ readonly name: string; readonly diagnostics: readonly Diagnostic[] }>;
}

/** A data source, and what it says it defines. */
export interface Defined {
  readonly uid: string;
  readonly name: string;
  readonly outcome: Outcome<DefinitionSet>;
}

export const keyOf = ({ definition, dataSource }: Pick<CatalogEntry, 'definition' | 'dataSource'>): string =>
  `${dataSource.uid}/${definition.name}`;

/** Areas in alphabetical order. What is over seven KPIs in one is for the page to say. */
export function catalogOf(sources: readonly Defined[]): Catalog {
  const found: Array<Pick<CatalogEntry, 'definition' | 'dataSource'>> = [];
  const broken: Array<{ name: string; diagnostics: readonly Diagnostic[] }> = [];
  for (const { uid, name, outcome } of sources) {
    if (!outcome.ok) {
      broken.push({ name, diagnostics: outcome.diagnostics });
      continue;
    }
    ownedBy(outcome.value).forEach((definition) => found.push({ definition, dataSource: { uid, name } }));
  }
  return { areas: areasOf(found), broken };
}

/** KPIs, funnels, and whatever kind with an owner and an area there is beside them. */
function ownedBy(set: DefinitionSet): OwnedDefinition[] {
  return Object.entries(set).flatMap(([field, value]: [string, unknown]) =>
    field !== 'earlier' && value instanceof Map
      ? [...(value as Map<string, OwnedDefinition>).values()].filter((one) => 'owner' in one && 'area' in one)
      : []
  );
}

type Found = Pick<CatalogEntry, 'definition' | 'dataSource'>;

function areasOf(found: readonly Found[]): CatalogArea[] {
  const areas = new Map<string, Found[]>();
  for (const one of found) {
    areas.set(one.definition.area, [...(areas.get(one.definition.area) ?? []), one]);
  }
  const names = new Map(found.map((one) => [keyOf(one), one.definition.displayName]));
  return [...areas]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([area, entries]) => ({
      area,
      entries: treeOf(entries, names),
      kpis: entries.filter(({ definition }) => definition.kind === 'KPI').length,
    }));
}

function treeOf(entries: readonly Found[], names: ReadonlyMap<string, string>): CatalogEntry[] {
  const here = new Set(entries.map(keyOf));
  const parentKey = ({ definition, dataSource }: Found) =>
    definition.parent === undefined ? undefined : `${dataSource.uid}/${definition.parent}`;
  const sorted = [...entries].sort((a, b) => a.definition.displayName.localeCompare(b.definition.displayName));
  const children = (key: string) => sorted.filter((one) => parentKey(one) === key);
  const walk = (one: Found, above: readonly string[]): CatalogEntry[] => {
    const key = keyOf(one);
    const below = children(key);
    const parent = parentKey(one);
    const entry: CatalogEntry = {
      ...one,
      depth: above.length,
      above,
      hasChildren: below.length > 0,
      ...(parent !== undefined && above.length === 0 ? { feeds: names.get(parent) ?? one.definition.parent } : {}),
    };
    return [entry, ...below.flatMap((child) => walk(child, [...above, key]))];
  };
  return sorted
    .filter((one) => {
      const parent = parentKey(one);
      return parent === undefined || !here.has(parent);
    })
    .flatMap((one) => walk(one, []));
}

/** Entries in whose texts every word of `search` occurs; the tree is made anew of what is left. */
export function searchCatalog(catalog: Catalog, search: string): Catalog {
  if (search.trim() === '') {
    return catalog;
  }
  const matches = ({ definition }: CatalogEntry) => fitsSearch(searchTexts(definition), search);
  const left = areasOf(catalog.areas.flatMap(({ entries }) => entries.filter(matches)));
  // The rule of seven is about the area, whatever is on the screen of it.
  const whole = new Map(catalog.areas.map(({ area, kpis }) => [area, kpis]));
  return { ...catalog, areas: left.map((area) => ({ ...area, kpis: whole.get(area.area) ?? area.kpis })) };
}

/** What an entry is, in words. */
export function kindOf(definition: OwnedDefinition): string {
  if (definition.kind === 'Funnel') {
    return `funnel, ${definition.steps.length} steps`;
  }
  if ((definition.kind as string) !== 'KPI') {
    return String(definition.kind).toLowerCase();
  }
  switch (definition.measure.kind) {
    case 'derived':
      return `${definition.unit}, derived`;
    case 'composite':
      return 'composite of objectives';
    case 'retention':
      return 'retention';
    default:
      return definition.unit;
  }
}

/** Explore with the KPI's series (a funnel's steps) over the last day. */
export function explorePath({ definition, dataSource }: Found): string {
  const datasource = { type: DATA_SOURCE, uid: dataSource.uid };
  const view =
    definition.kind === 'Funnel'
      ? 'funnel'
      : definition.kind === 'KPI' && definition.measure.kind === 'composite'
        ? 'budget'
        : (definition.kind as string) === 'Experiment'
          ? 'experiment'
          : 'series';
  const pane = {
    datasource: dataSource.uid,
    queries: [{ refId: 'A', datasource, kpi: definition.name, view }],
    range: { from: 'now-24h', to: 'now' },
  };
  return `/explore?schemaVersion=1&panes=${encodeURIComponent(JSON.stringify({ kpi: pane }))}`;
}
