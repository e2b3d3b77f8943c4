import type {
  AlertPolicyDefinition,
  DefinitionSet,
  EventsDefinition,
  ExperimentDefinition,
  FunnelDefinition,
  KpiDefinition,
  OwnedDefinition,
  SourceDefinition,
} from '../../kpi';

interface DefinitionsJson {
  readonly sources: readonly SourceDefinition[];
  readonly kpis: readonly KpiDefinition[];
  readonly funnels: readonly FunnelDefinition[];
  readonly policies: readonly AlertPolicyDefinition[];
  readonly events: readonly EventsDefinition[];
  readonly earlier: ReadonlyArray<readonly [string, readonly OwnedDefinition[]]>;
  readonly experiments: readonly ExperimentDefinition[];
  readonly fingerprint: string;
}

/** A definition set as JSON text; `fromJson(toJson(set))` equals it. */
export function toJson(set: DefinitionSet): string {
  const json: DefinitionsJson = {
    ...set,
    sources: [...set.sources.values()],
    kpis: [...set.kpis.values()],
    funnels: [...set.funnels.values()],
    policies: [...set.policies.values()],
    events: [...set.events.values()],
    earlier: [...set.earlier],
    experiments: [...set.experiments.values()],
  };
  return JSON.stringify(json);
}

export function fromJson(text: string): DefinitionSet {
  const json = JSON.parse(text) as DefinitionsJson;
  const byName = <T extends { readonly name: string }>(list: readonly T[]) =>
    new Map(list.map((definition) => [definition.name, definition]));
  return {
    ...json,
    sources: byName(json.sources),
    kpis: byName(json.kpis),
    funnels: byName(json.funnels),
    policies: byName(json.policies),
    events: byName(json.events),
    earlier: new Map(json.earlier),
    experiments: byName(json.experiments),
  };
}
