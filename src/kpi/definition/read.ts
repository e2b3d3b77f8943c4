import { shown, type Report } from './report';
import { resolveScalar } from './scalar';
import type { EitherShape, Field, KeyedShape, ListShape, ObjectShape, Shape, TableShape, TaggedShape } from './shape';
import { suggest } from './suggest';
import { entryOf, placeOf, type MappingSyntax, type Syntax } from './syntax';

/**
 * Reads syntax by a shape. Every fault goes to `report`; what was sound comes back, so that later checks find the rest of
 * the faults in the same go. Undefined where nothing sound is left.
 */
export function readShape<T>(shape: Shape<T>, syntax: Syntax, field: string, report: Report): T | undefined {
  return read(shape as Shape<unknown>, syntax, field, report) as T | undefined;
}

function read(shape: Shape<unknown>, syntax: Syntax, field: string, report: Report): unknown {
  switch (shape.kind) {
    case 'scalar':
      return syntax.type === 'scalar'
        ? shape.read(syntax, field, report)
        : wrongType(shape.expected, syntax, field, report);
    case 'list':
      return readList(shape, syntax, field, report);
    case 'table':
      return readTable(shape, syntax, field, report);
    case 'object':
      return syntax.type === 'mapping' ? readObject(shape, syntax, report) : wrongType(FIELDS, syntax, field, report);
    case 'tagged':
      return syntax.type === 'mapping' ? readTagged(shape, syntax, report) : wrongType(FIELDS, syntax, field, report);
    case 'keyed':
      return syntax.type === 'mapping' ? readKeyed(shape, syntax, report) : wrongType(FIELDS, syntax, field, report);
    case 'either':
      return readEither(shape, syntax, field, report);
    case 'named':
      return read(shape.shape(), syntax, field, report);
  }
}

const FIELDS = 'fields (name: value)';

/** What stands there, for a message. */
export function describe(syntax: Syntax): string {
  if (syntax.type !== 'scalar') {
    return syntax.type === 'mapping' ? FIELDS : 'a list';
  }
  const resolved = resolveScalar(syntax);
  switch (resolved.kind) {
    case 'null':
      return 'nothing';
    case 'text':
      return `the text "${shown(resolved.value)}"`;
    case 'boolean':
      return shown(syntax.text);
    case 'number':
      return `the number ${shown(syntax.text)}`;
  }
}

export function wrongType(expected: string, syntax: Syntax, field: string, report: Report): undefined {
  report('PL1103', { field, expected, found: describe(syntax) }, placeOf(syntax));
  return undefined;
}

function readList(shape: ListShape<unknown>, syntax: Syntax, field: string, report: Report): unknown {
  if (syntax.type !== 'sequence') {
    return wrongType('a list', syntax, field, report);
  }
  if (syntax.items.length < shape.minimum) {
    report('PL1105', { field, minimum: shape.minimum, found: syntax.items.length }, placeOf(syntax));
  }
  const items: unknown[] = [];
  for (const item of syntax.items) {
    const value = read(shape.item, item, field, report);
    if (value !== undefined) {
      items.push(value);
    }
  }
  return items;
}

function readTable(shape: TableShape<unknown>, syntax: Syntax, field: string, report: Report): unknown {
  if (syntax.type !== 'mapping') {
    return wrongType(FIELDS, syntax, field, report);
  }
  const rows: unknown[] = [];
  for (const entry of syntax.entries) {
    const written = { type: 'scalar', offset: entry.keyOffset, source: syntax.source, text: entry.key } as const;
    const key = shape.key.read({ ...written, plain: false }, field, report);
    const value = read(shape.value, entry.value, entry.key, report);
    if (key !== undefined && value !== undefined) {
      rows.push({ key, keyOffset: entry.keyOffset, value });
    }
  }
  return rows;
}

const has = (fields: object, key: string): boolean => Object.prototype.hasOwnProperty.call(fields, key);

function readObject(shape: ObjectShape<unknown>, syntax: MappingSyntax, report: Report): unknown {
  const found: Record<string, unknown> = { $: syntax };
  const present = new Set<string>();
  const meant = new Set<string>();
  for (const entry of syntax.entries) {
    if (!has(shape.fields, entry.key)) {
      const suggestion = unknownField(shape, entry.key, entry.keyOffset, syntax, report);
      if (suggestion !== undefined) {
        meant.add(suggestion);
      }
      continue;
    }
    present.add(entry.key);
    const field = shape.fields[entry.key];
    if (field.later !== undefined) {
      report('PL1119', { what: `"${entry.key}"`, instead: field.later }, syntax.source.place(entry.keyOffset));
      continue;
    }
    const value = read(field.shape, entry.value, entry.key, report);
    if (value !== undefined) {
      found[entry.key] = value;
    }
  }
  for (const key of Object.keys(shape.fields)) {
    if (shape.fields[key].required && !present.has(key) && !meant.has(key)) {
      report('PL1102', { field: key, of: shape.name }, placeOf(syntax));
    }
  }
  for (const group of shape.groups) {
    const there = group.keys.filter((key) => present.has(key));
    if (there.length > 1 || (there.length === 0 && group.required && !group.keys.some((key) => meant.has(key)))) {
      const second = there.length > 1 ? entryOf(syntax, there[1])?.keyOffset : undefined;
      const place = syntax.source.place(second ?? syntax.offset);
      report('PL1106', { of: shape.name, oneOf: group.keys, found: there }, place);
    }
  }
  return found;
}

/** Reports a field that the shape lacks; gives the one that was probably meant. Fields that are not there yet come first. */
function unknownField(
  shape: { readonly name: string; readonly fields: Readonly<Record<string, Field<unknown>>> },
  key: string,
  keyOffset: number,
  syntax: MappingSyntax,
  report: Report
): string | undefined {
  const allowed = Object.keys(shape.fields).filter((name) => shape.fields[name].later === undefined);
  const there = new Set(syntax.entries.map((entry) => entry.key));
  const suggestion =
    suggest(
      key,
      allowed.filter((name) => !there.has(name))
    ) ?? suggest(key, allowed);
  const params = { field: shown(key), of: shape.name, allowed, ...(suggestion === undefined ? {} : { suggestion }) };
  report('PL1101', params, syntax.source.place(keyOffset));
  return suggestion;
}

function readTagged(shape: TaggedShape<unknown>, syntax: MappingSyntax, report: Report): unknown {
  const entry = entryOf(syntax, shape.tag);
  if (!entry && shape.fallback === undefined) {
    const misspelt = syntax.entries.find((e) => suggest(e.key, [shape.tag]) !== undefined);
    if (misspelt) {
      const params = { field: shown(misspelt.key), of: shape.name, suggestion: shape.tag, allowed: [shape.tag] };
      report('PL1101', params, syntax.source.place(misspelt.keyOffset));
    } else {
      report('PL1102', { field: shape.tag, of: shape.name }, placeOf(syntax));
    }
    return undefined;
  }
  const tag = entry ? entry.value : undefined;
  if (tag && tag.type !== 'scalar') {
    return wrongType('one word', tag, shape.tag, report);
  }
  const choice = tag ? tag.text : (shape.fallback ?? '');
  if (has(shape.cases, choice)) {
    return { choice, of: readObject(shape.cases[choice], syntax, report) };
  }
  if (tag && has(shape.later, choice)) {
    report('PL1119', { what: `"${shape.tag}: ${choice}"`, instead: shape.later[choice] }, placeOf(tag));
  } else if (tag) {
    const allowed = Object.keys(shape.cases);
    const suggestion = suggest(choice, allowed);
    const params = {
      field: shape.tag,
      value: shown(choice),
      allowed,
      ...(suggestion === undefined ? {} : { suggestion }),
    };
    report('PL1104', params, placeOf(tag));
  }
  return undefined;
}

function readKeyed(shape: KeyedShape<unknown>, syntax: MappingSyntax, report: Report): unknown {
  const chosen =
    shape.cases.find((one) => one.keys.some((key) => entryOf(syntax, key) !== undefined)) ??
    shape.cases.find((one) => one.choice === shape.otherwise);
  if (chosen) {
    return { choice: chosen.choice, of: readObject(chosen.shape, syntax, report) };
  }
  // No case shows: tell of misspelt fields, over the fields of all cases together.
  const fields: Record<string, Field<unknown>> = {};
  for (const one of shape.cases) {
    Object.assign(fields, one.shape.fields);
  }
  const keys = shape.cases.reduce<string[]>((all, one) => all.concat(one.keys), []);
  let explained = false;
  for (const entry of syntax.entries) {
    if (!has(fields, entry.key)) {
      const suggestion = unknownField({ name: shape.name, fields }, entry.key, entry.keyOffset, syntax, report);
      explained = explained || (suggestion !== undefined && keys.indexOf(suggestion) >= 0);
    }
  }
  if (!explained) {
    report('PL1106', { of: shape.name, oneOf: keys, found: [] }, placeOf(syntax));
  }
  return undefined;
}

function readEither(shape: EitherShape<unknown>, syntax: Syntax, field: string, report: Report): unknown {
  if (syntax.type === 'sequence') {
    return wrongType(`${shape.scalar.expected} or ${FIELDS}`, syntax, field, report);
  }
  const choice = syntax.type === 'scalar' ? 'scalar' : 'object';
  const of = read(choice === 'scalar' ? shape.scalar : shape.object, syntax, field, report);
  return of === undefined ? undefined : { choice, of };
}
