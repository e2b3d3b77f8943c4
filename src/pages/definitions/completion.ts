/** JSON Schema + where the cursor is -> what may be written there, and what it means. Pure; Monaco only shows it. */
import { contextAt, ITEM, type CursorContext } from './cursor';
import { documentAt, documentsOf } from './documents';

export type Schema = Readonly<Record<string, unknown>>;

export interface Completion {
  readonly label: string;
  readonly insertText: string;
  readonly kind: 'field' | 'value' | 'name';
  readonly detail: string;
  readonly documentation: string;
}

/** Which kinds a field names, by its key: what a text defines itself is offered there. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  source: ['Source'],
  kpi: ['KPI'],
  parent: ['KPI', 'Funnel'],
  events: ['Events'],
  alertPolicy: ['AlertPolicy'],
  kpis: ['KPI', 'Funnel'],
};

/** What may stand at a cursor (1-based line and column) of a text: keys that are not there yet, values, names of what it defines. */
export function completionsAt(schema: Schema, text: string, line: number, column: number): readonly Completion[] {
  const place = placeAt(schema, text, line, column);
  if (!place) {
    return [];
  }
  const { context, alternatives, siblings } = place;
  if (context.at === 'key') {
    return propertiesOf(schema, alternatives)
      .filter(([key]) => !siblings.includes(key))
      .map(([key, property, isRequired]) => ({
        label: key,
        insertText: `${key}: `,
        kind: 'field' as const,
        detail: `${typeWords(schema, property)}${isRequired ? ', required' : ''}`,
        documentation: docOf(schema, property),
      }));
  }
  const key = [...context.path].reverse().find((part) => part !== ITEM) ?? '';
  const names = documentsOf(text)
    .filter(({ kind, name, superseded }) => name && !superseded && NAMES[key]?.includes(kind ?? ''))
    .map(({ name, kind }) => ({ value: name!, detail: kind!, kind: 'name' as const }));
  const values = alternatives
    .flatMap((one) => enumOf(one))
    .map((value) => ({ value, detail: 'value', kind: 'value' as const }));
  const seen = new Set<string>();
  return [...names, ...values]
    .filter(({ value }) => !seen.has(value) && seen.add(value))
    .map(({ value, detail, kind }) => ({
      label: value,
      insertText: value,
      kind,
      detail,
      documentation: docOf(schema, alternatives[0] ?? {}),
    }));
}

/** What the key at a cursor means; undefined where the form has no such key. */
export function hoverAt(schema: Schema, text: string, line: number, column: number): string | undefined {
  const row = text.split('\n')[line - 1] ?? '';
  const before = /[\w-]*$/.exec(row.slice(0, column - 1))![0];
  const after = /^[\w-]*/.exec(row.slice(column - 1))![0];
  const end = column + after.length;
  const word = before + after;
  if (!word || !/^\s*:/.test(row.slice(end - 1))) {
    return undefined;
  }
  const place = placeAt(schema, text, line, end);
  const found = place && propertiesOf(schema, place.alternatives).find(([key]) => key === word);
  if (!found) {
    return undefined;
  }
  const [key, property, isRequired] = found;
  return `**${key}** (${typeWords(schema, property)}${isRequired ? ', required' : ''})\n\n${docOf(schema, property)}`;
}

interface PlaceAt {
  readonly context: CursorContext;
  /** What may stand there: one schema, or several of which one will do. */
  readonly alternatives: readonly Schema[];
  /** Keys beside the cursor that are written already. */
  readonly siblings: readonly string[];
}

function placeAt(schema: Schema, text: string, line: number, column: number): PlaceAt | undefined {
  const lines = text.split('\n');
  const documents = documentsOf(text);
  const document = documentAt(documents, line);
  const first = document && document.firstLine <= line ? document.firstLine : line;
  const upTo = [...lines.slice(first - 1, line - 1), (lines[line - 1] ?? '').slice(0, column - 1)];
  const context = contextAt(upTo);
  let alternatives = expand(schema, schema);
  const kinded = document?.kind && alternatives.filter((one) => kindsOf(one).includes(document.kind!));
  if (kinded && kinded.length > 0) {
    alternatives = kinded;
  }
  for (const part of context.path) {
    alternatives = alternatives.flatMap((one) => stepInto(schema, one, part));
  }
  const last = document ? lines.slice(first - 1, document.lastLine) : upTo;
  return alternatives.length === 0 ? undefined : { context, alternatives, siblings: siblingsOf(last, context, upTo) };
}

const table = (value: unknown): Schema => (typeof value === 'object' && value !== null ? (value as Schema) : {});
const list = (value: unknown): readonly Schema[] => (Array.isArray(value) ? (value as Schema[]) : []);

/** One schema or its alternatives, references followed; a group's `oneOf` of required keys is no alternative. */
function expand(root: Schema, schema: Schema): Schema[] {
  if (typeof schema.$ref === 'string') {
    return expand(root, table(table(root.definitions)[schema.$ref.replace('#/definitions/', '')]));
  }
  const parts = [...list(schema.oneOf), ...list(schema.anyOf), ...list(schema.allOf)].filter(
    (part) => 'properties' in part || 'type' in part || '$ref' in part || 'enum' in part || 'oneOf' in part
  );
  const own = 'properties' in schema || 'items' in schema || 'enum' in schema || 'type' in schema;
  return [...(own ? [schema] : []), ...parts.flatMap((part) => expand(root, part))];
}

function stepInto(root: Schema, schema: Schema, part: string): Schema[] {
  if (part === ITEM) {
    return 'items' in schema ? expand(root, table(schema.items)) : [];
  }
  const properties = table(schema.properties);
  const more = schema.additionalProperties;
  return part in properties
    ? expand(root, table(properties[part]))
    : typeof more === 'object'
      ? expand(root, table(more))
      : [];
}

function propertiesOf(root: Schema, alternatives: readonly Schema[]): Array<readonly [string, Schema, boolean]> {
  const found = new Map<string, readonly [string, Schema, boolean]>();
  for (const one of alternatives) {
    const required = Array.isArray(one.required) ? (one.required as string[]) : [];
    for (const [key, property] of Object.entries(table(one.properties))) {
      if (!found.has(key)) {
        found.set(key, [key, table(property), required.includes(key)]);
      }
    }
  }
  // What must be there first, otherwise in the order of the form.
  return [...found.values()].sort(([, , a], [, , b]) => Number(b) - Number(a));
}

const kindsOf = (schema: Schema): readonly string[] => enumOf(table(table(schema.properties).kind));

function enumOf(schema: Schema): readonly string[] {
  const values = Array.isArray(schema.enum) ? schema.enum : 'const' in schema ? [schema.const] : [];
  return schema.type === 'boolean' ? ['true', 'false'] : values.map(String);
}

function typeWords(root: Schema, property: Schema): string {
  const types = expand(root, property).flatMap((one) =>
    enumOf(one).length > 0 && one.type !== 'boolean'
      ? [enumOf(one).join(' | ')]
      : one.type === undefined
        ? []
        : [one.type].flat().map(String)
  );
  return [...new Set(types)].join(' or ') || 'anything';
}

function docOf(root: Schema, property: Schema): string {
  return typeof property.description === 'string'
    ? property.description
    : (expand(root, property)
        .map(({ description }) => description)
        .find((description): description is string => typeof description === 'string') ?? '');
}

/** Keys of the same table: in flow style those before the cursor, in block style those of the same indent around it. */
function siblingsOf(document: readonly string[], context: CursorContext, upTo: readonly string[]): readonly string[] {
  const row = upTo[upTo.length - 1];
  const open = Math.max(row.lastIndexOf('{'), -1);
  if (open >= 0 && row.lastIndexOf('}') < open) {
    return [...row.slice(open).matchAll(/[{,]\s*([\w-]+)\s*:/g)].map(([, key]) => key);
  }
  const indent = /^(\s*(?:-\s+)*)/.exec(row)![1].length;
  const keyAt = (line: string) => {
    const found = /^(\s*(?:-\s+)*)([\w-]+)\s*:/.exec(line);
    return found && found[1].length === indent ? found[2] : undefined;
  };
  const isOutside = (line: string) => /\S/.test(line) && /^\s*/.exec(line)![0].length < indent && !/^\s*-\s/.test(line);
  const startsItem = (line: string) => /^\s*-\s/.test(line) && /^(\s*(?:-\s+)*)/.exec(line)![1].length === indent;
  const here = upTo.length - 1;
  const keys: string[] = [];
  for (let i = here - (startsItem(row) ? 0 : 1); i >= 0 && !startsItem(row); i--) {
    const key = keyAt(document[i]);
    if (key) {
      keys.push(key);
    }
    if (isOutside(document[i]) || startsItem(document[i])) {
      break;
    }
  }
  for (let i = here + 1; i < document.length && !isOutside(document[i]) && !startsItem(document[i]); i++) {
    const key = keyAt(document[i]);
    if (key) {
      keys.push(key);
    }
  }
  return keys.filter((key) => key !== context.prefix);
}
