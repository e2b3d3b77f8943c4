import type { SelectableValue } from '@grafana/data';
import type { OwnedDefinition } from '../../kpi';

export interface KpiGroup {
  readonly label: string;
  readonly options: Array<SelectableValue<string>>;
}

/** KPIs and funnels as options, grouped by area, areas and names in alphabetical order; the owner is the description. */
export function kpiOptions(definitions: readonly OwnedDefinition[]): KpiGroup[] {
  const areas = new Map<string, Array<SelectableValue<string>>>();
  for (const { area, name, displayName, owner, kind } of definitions) {
    const option = { value: name, label: displayName, description: `${owner.team} · ${kind} · ${name}` };
    areas.set(area, [...(areas.get(area) ?? []), option]);
  }
  const byLabel = (a: { label?: string }, b: { label?: string }) => (a.label ?? '').localeCompare(b.label ?? '');
  return [...areas].map(([label, options]) => ({ label, options: options.sort(byLabel) })).sort(byLabel);
}

/** Every word that is typed has to occur in the name, the label, the owner or the area. */
export function matchesSearch(
  option: { label?: string; value?: string; data?: { description?: string } },
  input: string
): boolean {
  const text = [option.label, option.value, option.data?.description].join(' ').toLowerCase();
  return input
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** The option for a name, also where it is a variable or names nothing: what is saved is always shown. */
export function optionFor(groups: readonly KpiGroup[], name: string | undefined): SelectableValue<string> | null {
  if (!name) {
    return null;
  }
  return groups.flatMap(({ options }) => options).find(({ value }) => value === name) ?? { value: name, label: name };
}
