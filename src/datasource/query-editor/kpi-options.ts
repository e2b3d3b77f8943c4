import type { SelectableValue } from '@grafana/data';
import { fitsSearch, searchTexts, type AskedDefinition } from '../../kpi';

export interface KpiGroup {
  readonly label: string;
  readonly options: Array<SelectableValue<string>>;
}

/** KPIs, funnels and experiments as options, grouped by area, areas and names in alphabetical order; the owner is the description. */
export function kpiOptions(definitions: readonly AskedDefinition[]): KpiGroup[] {
  const areas = new Map<string, Array<SelectableValue<string>>>();
  for (const definition of definitions) {
    const { area, name, displayName, owner, kind } = definition;
    const description = `${owner.team} · ${kind} · ${name}`;
    const option = { value: name, label: displayName, description, searched: searchTexts(definition) };
    areas.set(area, [...(areas.get(area) ?? []), option]);
  }
  const byLabel = (a: { label?: string }, b: { label?: string }) => (a.label ?? '').localeCompare(b.label ?? '');
  return [...areas].map(([label, options]) => ({ label, options: options.sort(byLabel) })).sort(byLabel);
}

/** Every word that is typed has to occur in the name, the label, the owner, the area or a segment. */
export function matchesSearch(
  option: { label?: string; data?: { searched?: readonly string[] } },
  input: string
): boolean {
  return fitsSearch(option.data?.searched ?? [option.label ?? ''], input);
}

/** The option for a name, also where it is a variable or names nothing: what is saved is always shown. */
export function optionFor(groups: readonly KpiGroup[], name: string | undefined): SelectableValue<string> | null {
  if (!name) {
    return null;
  }
  return groups.flatMap(({ options }) => options).find(({ value }) => value === name) ?? { value: name, label: name };
}
