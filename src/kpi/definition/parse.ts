import type { Diagnostic, Outcome, Place } from '../diagnostics';
import { BUILT_IN_POLICIES } from '../alerting/policies';
import { fingerprintOf } from '../fingerprint';
import { buildDefinition } from './build';
import { checkDefinition, placeOfField, reference } from './check';
import { checkPolicies } from './check-alerts';
import type { Scope } from './check-part';
import { definition as definitionShape, type ReadDefinition, type ReadKpi } from './form';
import { checkCircles } from './derived';
import { byName, checkEarlier, isSuperseded } from './earlier';
import { checkParents } from './parents';
import { readShape } from './read';
import { Diagnostics, type Report } from './report';
import { suggest } from './suggest';
import { entryOf, placeOf, SourceText, type Syntax } from './syntax';
import type {
  AlertPolicyDefinition,
  Definition,
  DefinitionSet,
  DefinitionText,
  EventsDefinition,
  ExperimentDefinition,
  FunnelDefinition,
  KpiDefinition,
  OwnedDefinition,
  SourceDefinition,
} from './types';
import { readYaml } from './yaml';

/** Definitions of one data source, UTF-8 bytes: Grafana sends them to every browser at boot. */
export const MAX_DEFINITION_BYTES = 256 * 1024;

/**
 * Texts of YAML documents -> one consistent set of frozen definitions. All errors of all texts are told at once, in the order
 * of the texts, each with its place; with any error there is no value at all. Warnings come beside a value. No texts, or
 * texts without documents, give an empty set. Never throws for what a text holds.
 *
 * The set's fingerprint does not depend on places, comments, file names or the order of documents.
 */
export function parseDefinitions(texts: readonly DefinitionText[]): Outcome<DefinitionSet> {
  const diagnostics = new Diagnostics();
  const { report } = diagnostics;
  const outcome = (value?: DefinitionSet): Outcome<DefinitionSet> => {
    const sorted: readonly Diagnostic[] = diagnostics.sorted(texts.map((text) => text.file));
    return value ? { ok: true, value, diagnostics: sorted } : { ok: false, diagnostics: sorted };
  };
  const bytes = texts.reduce((sum, { text }) => sum + utf8Length(text), 0);
  if (bytes > MAX_DEFINITION_BYTES) {
    const file = texts[texts.length - 1].file;
    report('PL1002', { bytes, limit: MAX_DEFINITION_BYTES }, { file, line: 1, column: 1 });
    return outcome();
  }
  const read: ReadDefinition[] = [];
  const earlier: ReadDefinition[] = [];
  const sound = new Set<ReadDefinition>();
  const names = new Names();
  for (const { file, text } of texts) {
    for (const document of readYaml(new SourceText(file, text), report)) {
      if (!document.root) {
        continue;
      }
      const errors = diagnostics.errors;
      const isEarlier = isSuperseded(document.root);
      if (!isEarlier) {
        names.add(document.root, report);
      }
      const definition = document.sound ? readShape(definitionShape, document.root, 'document', report) : undefined;
      if (definition) {
        (isEarlier ? earlier : read).push(definition);
        if (diagnostics.errors === errors) {
          sound.add(definition);
        }
      }
    }
  }
  const scope = scopeOf(names, read);
  for (const definition of read) {
    const errors = diagnostics.errors;
    checkDefinition(definition, scope, report);
    if (diagnostics.errors > errors) {
      sound.delete(definition);
    }
  }
  earlier.forEach((definition) => checkDefinition(definition, scope, report));
  checkEarlier(earlier, read, report);
  checkParents(parentsOf(read), report);
  checkCircles(scope.kpis, report);
  checkFit(
    read.filter((definition) => sound.has(definition)),
    scope,
    report
  );
  return diagnostics.failed
    ? outcome()
    : outcome(
        definitionSet(
          read.map((definition) => buildDefinition(definition, scope.kpis)),
          earlier.map((definition) => buildDefinition(definition, scope.kpis)).filter(isOwned)
        )
      );
}

function scopeOf(names: Names, read: readonly ReadDefinition[]): Scope {
  const kpis = new Map<string, ReadKpi>();
  for (const definition of read) {
    const name = definition.of.metadata?.name;
    if (definition.choice === 'KPI' && name !== undefined && !kpis.has(name)) {
      kpis.set(name, definition.of);
    }
  }
  return {
    sources: names.sources,
    owned: names.owned,
    kpis,
    kpiNames: names.kpis,
    policies: new Set([...Array.from(names.policies), ...BUILT_IN_POLICIES.map((policy) => policy.name)]),
    events: names.events,
    suggest,
  };
}

/** Policies against objectives, of whatever is sound: an error elsewhere hides none of these. */
function checkFit(sound: readonly ReadDefinition[], scope: Scope, report: Report): void {
  const policies = new Map<string, AlertPolicyDefinition>();
  for (const read of sound) {
    const policy = read.choice === 'AlertPolicy' ? buildDefinition(read, scope.kpis) : undefined;
    if (policy?.kind === 'AlertPolicy') {
      policies.set(policy.name, policy);
    }
  }
  for (const read of sound) {
    if (read.choice === 'KPI') {
      checkPolicies(read.of, policies, scope.kpis, report);
    }
  }
}

/** What is defined, even where the rest of its definition is wrong. */
class Names {
  readonly sources = new Map<string, string | undefined>();
  readonly owned = new Set<string>();
  readonly kpis = new Set<string>();
  readonly policies = new Set<string>();
  readonly events = new Set<string>();
  private readonly first = new Map<string, Place>();

  add(root: Syntax, report: Report): void {
    const word = (mapping: Syntax | undefined, key: string): Syntax | undefined =>
      mapping?.type === 'mapping' ? entryOf(mapping, key)?.value : undefined;
    const textOf = (syntax: Syntax | undefined): string | undefined =>
      syntax?.type === 'scalar' ? syntax.text : undefined;
    const kind = textOf(word(root, 'kind'));
    const named = word(word(root, 'metadata'), 'name');
    const name = textOf(named);
    if (!named || !name || kind === undefined || !Object.prototype.hasOwnProperty.call(NAMESPACES, kind)) {
      return;
    }
    const { space, what } = NAMESPACES[kind as keyof typeof NAMESPACES];
    const place = placeOf(named);
    const key = `${space} ${name}`;
    const first = this.first.get(key);
    if (first) {
      report('PL1202', { what, name, first: reference(first, place) }, place);
      return;
    }
    this.first.set(key, place);
    if (space === 'sources') {
      this.sources.set(name, textOf(word(word(root, 'spec'), 'dialect')));
    } else {
      this[space].add(name);
    }
    if (kind === 'KPI') {
      this.kpis.add(name);
    }
  }
}

/** Definitions that share their names, and how an error calls one. */
const NAMESPACES = {
  Source: { space: 'sources', what: 'The source' },
  KPI: { space: 'owned', what: 'The KPI' },
  Funnel: { space: 'owned', what: 'The Funnel' },
  AlertPolicy: { space: 'policies', what: 'The alert policy' },
  Events: { space: 'events', what: 'The events' },
  Experiment: { space: 'owned', what: 'The experiment' },
} as const;

function parentsOf(read: readonly ReadDefinition[]): Map<string, { parent: string; place: Place }> {
  const parents = new Map<string, { parent: string; place: Place }>();
  for (const definition of read) {
    if (definition.choice !== 'KPI' && definition.choice !== 'Funnel') {
      continue;
    }
    const name = definition.of.metadata?.name;
    const spec = definition.choice === 'KPI' ? definition.of.spec : definition.of.spec?.of;
    if (name !== undefined && spec?.parent !== undefined && !parents.has(name)) {
      parents.set(name, { parent: spec.parent, place: placeOfField(spec, 'parent') });
    }
  }
  return parents;
}

const isOwned = (definition: Definition): definition is OwnedDefinition =>
  definition.kind === 'KPI' || definition.kind === 'Funnel';

function definitionSet(definitions: readonly Definition[], earlier: readonly OwnedDefinition[]): DefinitionSet {
  const sources = new Map<string, SourceDefinition>();
  const kpis = new Map<string, KpiDefinition>();
  const funnels = new Map<string, FunnelDefinition>();
  const policies = new Map<string, AlertPolicyDefinition>();
  const events = new Map<string, EventsDefinition>();
  earlier.forEach(freeze);
  const experiments = new Map<string, ExperimentDefinition>();
  for (const definition of definitions) {
    freeze(definition);
    if (definition.kind === 'Source') {
      sources.set(definition.name, definition);
    } else if (definition.kind === 'KPI') {
      kpis.set(definition.name, definition);
    } else if (definition.kind === 'Funnel') {
      funnels.set(definition.name, definition);
    } else if (definition.kind === 'AlertPolicy') {
      policies.set(definition.name, definition);
    } else if (definition.kind === 'Experiment') {
      experiments.set(definition.name, definition);
    } else {
      events.set(definition.name, definition);
    }
  }
  const sorted = definitions.slice().sort((a, b) => compare(a.kind, b.kind) || compare(a.name, b.name));
  return Object.freeze({
    sources,
    kpis,
    funnels,
    policies,
    events,
    experiments,
    earlier: byName(earlier),
    fingerprint: fingerprintOf(sorted, isPlace),
  });
}

/** A segment may be called "place" too: its column is text, not an object. */
const isPlace = (key: string, value: unknown): boolean => key === 'place' && typeof value === 'object';

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function freeze(value: unknown): void {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const key of Object.keys(value)) {
      freeze((value as Record<string, unknown>)[key]);
    }
  }
}

/** Length in UTF-8; a lone surrogate counts two. */
function utf8Length(text: string): number {
  let bytes = text.length;
  for (const c of text.match(/[^\u0000-\u007f]/g) ?? []) {
    const code = c.charCodeAt(0);
    // Each half of a pair adds one: two units, four bytes.
    bytes += code < 0x800 || (code >= 0xd800 && code < 0xe000) ? 1 : 2;
  }
  return bytes;
}
