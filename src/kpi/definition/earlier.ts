/** Earlier contracts: documents with `superseded: true`, kept as history beside the present one of the same kind and name. */
import { placeOfField, reference } from './check';
import type { ReadDefinition } from './form';
import type { Report } from './report';
import { entryOf, placeOf, type Syntax } from './syntax';
import type { OwnedDefinition } from './types';

/** Kinds whose earlier contracts are kept; of any other, a second document of a name is a double, whatever it says. */
const KEPT = ['KPI', 'Funnel'];

/** Whether a document says so itself; told before it is read, because its name is no double of the present one's. */
export function isSuperseded(root: Syntax): boolean {
  const spec = root.type === 'mapping' ? entryOf(root, 'spec')?.value : undefined;
  const kind = root.type === 'mapping' ? entryOf(root, 'kind')?.value : undefined;
  if (kind?.type !== 'scalar' || KEPT.indexOf(kind.text) < 0) {
    return false;
  }
  const said = spec?.type === 'mapping' ? entryOf(spec, 'superseded')?.value : undefined;
  return said?.type === 'scalar' && said.plain && said.text === 'true';
}

/** The part of a KPI or funnel that every contract has; undefined of other kinds. */
export function contractOf(definition: ReadDefinition) {
  switch (definition.choice) {
    case 'KPI':
      return definition.of.spec;
    case 'Funnel':
      return definition.of.spec?.of;
    default:
      return undefined;
  }
}

/** Each earlier contract has a present one of its kind and name, and all their versions differ, the present one's the highest. */
export function checkEarlier(
  earlier: readonly ReadDefinition[],
  present: readonly ReadDefinition[],
  report: Report
): void {
  const keyOf = ({ choice, of }: ReadDefinition) => `${choice} ${of.metadata?.name}`;
  const now = new Map(present.map((definition) => [keyOf(definition), definition] as const));
  const seen = new Map<string, ReadDefinition>();
  for (const definition of earlier) {
    const spec = contractOf(definition);
    const { choice, of } = definition;
    const name = of.metadata?.name;
    if (!spec || name === undefined) {
      continue;
    }
    const successor = now.get(keyOf(definition));
    if (!successor) {
      report('PL1375', { kind: choice, name }, placeOfField(spec, 'superseded'));
      continue;
    }
    const version = spec.version ?? 1;
    const place = entryOf(spec.$, 'version') ? placeOfField(spec, 'version') : placeOf(of.$);
    const present = contractOf(successor)?.version ?? 1;
    const double = seen.get(`${keyOf(definition)} ${version}`);
    if (version >= present) {
      report('PL1376', { name, version, present, first: reference(placeOf(successor.of.$), place) }, place);
    } else if (double) {
      report('PL1376', { name, version, present, first: reference(placeOf(double.of.$), place) }, place);
    }
    seen.set(`${keyOf(definition)} ${version}`, definition);
  }
}

/** By name, the newest first. */
export function byName(earlier: readonly OwnedDefinition[]): ReadonlyMap<string, readonly OwnedDefinition[]> {
  const found = new Map<string, OwnedDefinition[]>();
  for (const definition of earlier) {
    found.set(definition.name, [...(found.get(definition.name) ?? []), definition]);
  }
  found.forEach((list) => list.sort((a, b) => b.version - a.version));
  return found;
}
