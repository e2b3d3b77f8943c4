/** What differs between two sets of definitions, in words and as paths, and whether it changes a number without saying so. */
import { diagnostic, type Diagnostic } from '../diagnostics';
import { altersNumber } from './diff-number';
import { plainOf } from './diff-plain';
import { changesOf, type Change } from './diff-values';
import type { Definition, DefinitionSet, OwnedDefinition } from './types';

export interface DefinitionChange extends Change {
  /** Whether it makes the number, the budget or the price another one. */
  readonly altersNumber: boolean;
}

/** What happened to one document. */
export interface DocumentDiff {
  readonly kind: Definition['kind'];
  readonly name: string;
  readonly displayName: string;
  readonly change: 'added' | 'removed' | 'changed';
  /** Of KPIs and funnels; null on the side where there is none. */
  readonly version?: { readonly before: number | null; readonly after: number | null };
  /** Of a changed document, in the order of the form; empty for one that was added or removed. */
  readonly changes: readonly DefinitionChange[];
  /** Any of `changes` does. */
  readonly altersNumber: boolean;
}

export interface DefinitionsDiff {
  /** Only what differs; by kind, then name. */
  readonly documents: readonly DocumentDiff[];
  /** PL1377: a number changes without a version. PL1378: a version went down. Places are those of `after`. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * What is new, gone and different in `after`, compared with `before`. Only what definitions say counts: comments, order of documents, defaults
 * written out, and places do not. Earlier contracts (`superseded`) are no part of it.
 */
export function diffDefinitions(before: DefinitionSet, after: DefinitionSet): DefinitionsDiff {
  const old = documentsOf(before);
  const now = documentsOf(after);
  const keys = Array.from(new Set([...Array.from(old.keys()), ...Array.from(now.keys())])).sort();
  const documents: DocumentDiff[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const key of keys) {
    const diff = diffDocument(old.get(key), now.get(key));
    if (diff) {
      documents.push(diff);
      diagnostics.push(...complaintsOf(diff, now.get(key)));
    }
  }
  return { documents, diagnostics };
}

/** Two versions of one contract, the older first; undefined where they say the same. */
export function diffContracts(before: OwnedDefinition, after: OwnedDefinition): DocumentDiff | undefined {
  return diffDocument(before, after);
}

function documentsOf(set: DefinitionSet): Map<string, Definition> {
  const documents = new Map<string, Definition>();
  // Whatever kinds there are: each is a map of its own, and a kind that comes later is compared without a line here.
  for (const field of Object.keys(set) as Array<keyof DefinitionSet>) {
    const value: unknown = set[field];
    if (field !== 'earlier' && value instanceof Map) {
      (value as Map<string, Definition>).forEach((definition) =>
        documents.set(`${definition.kind} ${definition.name}`, definition)
      );
    }
  }
  return documents;
}

function diffDocument(before: Definition | undefined, after: Definition | undefined): DocumentDiff | undefined {
  const shown = after ?? before;
  if (!shown) {
    return undefined;
  }
  const { kind, name } = shown;
  const version = { before: versionOf(before), after: versionOf(after) };
  const common = {
    kind,
    name,
    displayName: 'displayName' in shown ? shown.displayName : name,
    ...(isOwned(shown) ? { version } : {}),
  };
  if (!before || !after) {
    return { ...common, change: before ? 'removed' : 'added', changes: [], altersNumber: false };
  }
  const changes = changesOf(plainOf(before), plainOf(after)).map((change) => ({
    ...change,
    altersNumber: isOwned(after) && altersNumber(change.parts),
  }));
  return changes.length === 0
    ? undefined
    : { ...common, change: 'changed', changes, altersNumber: changes.some((change) => change.altersNumber) };
}

const isOwned = (definition: Definition): definition is OwnedDefinition => 'owner' in definition;

const versionOf = (definition: Definition | undefined): number | null =>
  definition && isOwned(definition) ? definition.version : null;

function complaintsOf(diff: DocumentDiff, after: Definition | undefined): Diagnostic[] {
  const { kind, name, version, changes } = diff;
  const before = version?.before ?? null;
  const now = version?.after ?? null;
  if (diff.change !== 'changed' || before === null || now === null || !after) {
    return [];
  }
  const where = { place: after.place };
  if (now < before) {
    return [diagnostic('PL1378', { kind, name, before, version: now }, where)];
  }
  const paths = changes.filter((change) => change.altersNumber).map(({ path }) => path);
  return paths.length > 0 && now === before ? [diagnostic('PL1377', { kind, name, version: now, paths }, where)] : [];
}
