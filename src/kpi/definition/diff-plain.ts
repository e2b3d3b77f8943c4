/** Definitions as they are compared and shown: much like the YAML form, without places and without what follows from the rest. */
import type { Definition } from './types';

/** Texts, numbers, truth values, lists and tables of them. */
export type Plain = { readonly [key: string]: PlainValue };
export type PlainValue = string | number | boolean | null | readonly PlainValue[] | Plain;

/** Not compared: where it stands, what names the document, and what is told on its own. */
const LEFT_OUT = ['place', 'kind', 'name', 'version', 'changes'];

/** Follows from the rest, or only says that a default was not written. */
const DERIVED = ['alertPolicyIsChosen'];

export function plainOf(definition: Definition): Plain {
  const fields: Record<string, PlainValue> = {};
  for (const key of Object.keys(definition)) {
    const value = (definition as unknown as Record<string, unknown>)[key];
    if (LEFT_OUT.indexOf(key) < 0 && value !== undefined) {
      fields[FORM_NAMES[key] ?? key] = key === 'measure' ? keyed(value as Tree) : plain(value);
    }
  }
  return flat(withoutDoubles(fields));
}

/** Fields that the form calls otherwise. */
const FORM_NAMES: Readonly<Record<string, string>> = { minCohort: 'privacy' };

interface Tree {
  readonly [key: string]: unknown;
}

/** `{ kind: ratio, … }` is `{ ratio: { … } }` in the form. */
function keyed({ kind, ...rest }: Tree): PlainValue {
  return { [String(kind)]: plain(rest) };
}

function plain(value: unknown): PlainValue {
  if (Array.isArray(value)) {
    return value.map(plain);
  }
  if (typeof value !== 'object' || value === null) {
    return value as PlainValue;
  }
  const fields: Record<string, PlainValue> = {};
  for (const key of Object.keys(value)) {
    const inner = (value as Tree)[key];
    // A condition's field may be called "place"; a place is a table.
    if (inner !== undefined && DERIVED.indexOf(key) < 0 && !(key === 'place' && typeof inner === 'object')) {
      fields[key] = plain(inner);
    }
  }
  return flat(withoutDoubles(fields));
}

/** `windowMs` beside `window`: the text is what was written. A `windowMs` alone stays, as nothing else says it. */
function withoutDoubles(fields: Record<string, PlainValue>): Record<string, PlainValue> {
  const kept: Record<string, PlainValue> = {};
  for (const key of Object.keys(fields)) {
    if (!(key.endsWith('Ms') && key.slice(0, -2) in fields)) {
      kept[key] = fields[key];
    }
  }
  return kept;
}

/** A relation is written as `table` or `query` beside the other fields. */
function flat(fields: Record<string, PlainValue>): Plain {
  const { relation, ...rest } = fields;
  return typeof relation === 'object' && relation !== null ? { ...(relation as Plain), ...rest } : fields;
}
