/** The documents of an OpenSLO import by kind and name, so that they can refer to each other in any order. */
import { reference } from '../check';
import { suggest } from '../suggest';
import { fieldsOf, type Fields } from './fields';
import { ownerOf } from './names';
import type { Output } from './output';
import { says } from './read-documents';
import type { Syntax } from '../syntax';

export const V1 = 'openslo/v1';
export const V1ALPHA = 'openslo/v1alpha';
export const KINDS = [
  'DataSource',
  'Service',
  'SLI',
  'SLO',
  'AlertPolicy',
  'AlertCondition',
  'AlertNotificationTarget',
] as const;
export type Kind = (typeof KINDS)[number];

/** A document whose head was read: its spec is read once, by whoever needs it first. */
export interface Entry {
  readonly kind: Kind;
  readonly name: string;
  readonly displayName?: string;
  /** By its labels. */
  readonly owner?: string;
  readonly document: Fields;
  readonly metadata: Fields;
  readonly spec: Fields;
  /** Somebody refers to it. */
  used: boolean;
}

export class Registry {
  private readonly entries = new Map<string, Entry>();

  constructor(readonly output: Output) {}

  all(kind: Kind): readonly Entry[] {
    return Array.from(this.entries.values()).filter((entry) => entry.kind === kind);
  }

  find(kind: Kind, name: string): Entry | undefined {
    return this.entries.get(`${kind} ${name}`);
  }

  /** Takes a document of OpenSLO v1 in; two of a kind and name are an error. */
  add(document: Fields): void {
    const kind = says(document, 'kind', KINDS) as Kind | undefined;
    const entry = kind && entryOf(document, kind);
    if (!entry) {
      return;
    }
    const key = `${entry.kind} ${entry.name}`;
    const first = this.entries.get(key);
    if (first) {
      const place = entry.metadata.place('name');
      const at = reference(first.metadata.place('name'), place);
      document.report('PL1202', { what: `The ${entry.kind}`, name: entry.name, first: at }, place);
    } else {
      this.entries.set(key, entry);
    }
  }

  /** What `holder[key]` names; reported where it is not there. */
  resolve(kind: Kind, holder: Fields, key: string): Entry | undefined {
    const name = holder.text(key);
    return name === undefined ? undefined : this.named(kind, name, holder, key);
  }

  /** @param place of the name, where it is not that of `holder[key]` */
  named(kind: Kind, name: string, holder: Fields, key: string, place = holder.place(key)): Entry | undefined {
    const entry = this.find(kind, name);
    if (entry) {
      entry.used = true;
      return entry;
    }
    const known = this.all(kind).map((other) => other.name);
    const suggestion = suggest(name, known);
    const params = { field: holder.nameOf(key), name, kind, ...(suggestion === undefined ? {} : { suggestion }) };
    holder.report('PL1507', params, place);
    return undefined;
  }

  /** A document within another: its kind may be left out. */
  inline(kind: Kind, syntax: Syntax, path: string, holder: Fields): Entry | undefined {
    const document = fieldsOf(syntax, path, holder.report);
    if (!document) {
      return undefined;
    }
    if (document.has('apiVersion')) {
      says(document, 'apiVersion', [V1]);
    }
    if (document.has('kind') && !says(document, 'kind', [kind])) {
      return undefined;
    }
    const entry = entryOf(document, kind);
    return entry && { ...entry, used: true };
  }
}

function entryOf(document: Fields, kind: Kind): Entry | undefined {
  const metadata = document.fields('metadata') ?? (document.has('metadata') ? undefined : document.missing('metadata'));
  const spec = document.fields('spec') ?? (document.has('spec') ? undefined : document.missing('spec'));
  document.rest();
  if (!metadata || !spec) {
    return undefined;
  }
  const name = metadata.required('name');
  const displayName = metadata.text('displayName');
  const isOwned = kind === 'Service' || kind === 'SLO' || kind === 'SLI';
  const owner = isOwned ? ownerOf(metadata) : undefined;
  if (!isOwned) {
    metadata.unmapped('labels', 'labels other than the owner’s have no place in a definition');
  }
  metadata.unmapped('annotations', 'annotations have no place in a definition');
  metadata.rest();
  if (name === undefined) {
    return undefined;
  }
  return {
    kind,
    name,
    ...(displayName === undefined ? {} : { displayName }),
    ...(owner === undefined ? {} : { owner }),
    document,
    metadata,
    spec,
    used: false,
  };
}
