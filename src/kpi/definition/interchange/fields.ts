/**
 * Reads the fields of a foreign document. Unlike the form's own reader it does not refuse what it does not know: every field that
 * nobody asked for is told of in the end (`rest`), so that nothing is dropped silently.
 */
import type { Place } from '../../diagnostics';
import { isDecimal } from '../decimal';
import { describe, wrongType } from '../read';
import { shown, type Report } from '../report';
import { resolveScalar } from '../scalar';
import { suggest } from '../suggest';
import { entryOf, placeOf, type MappingSyntax, type Syntax } from '../syntax';

export class Fields {
  private readonly asked = new Set<string>();

  constructor(
    readonly $: MappingSyntax,
    /** Where it stands in its document, such as `spec.objectives[0]`; empty for the document itself. */
    readonly path: string,
    readonly report: Report
  ) {}

  /** The full name of a field, for messages. */
  nameOf(key: string): string {
    return this.path === '' ? key : `${this.path}.${key}`;
  }

  /** Place of the value under `key`, or of the whole. */
  place(key?: string): Place {
    const entry = key === undefined ? undefined : entryOf(this.$, key);
    return placeOf(entry ? entry.value : this.$);
  }

  has(key: string): boolean {
    return this.raw(key) !== undefined;
  }

  /** What stands under `key`; nothing at all is as if the field were absent. */
  raw(key: string): Syntax | undefined {
    this.asked.add(key);
    const value = entryOf(this.$, key)?.value;
    return value?.type === 'scalar' && resolveScalar(value).kind === 'null' ? undefined : value;
  }

  text(key: string): string | undefined {
    const value = this.raw(key);
    if (value === undefined) {
      return undefined;
    }
    if (value.type !== 'scalar' || resolveScalar(value).kind !== 'text') {
      return wrongType('text', value, this.nameOf(key), this.report);
    }
    if (!/\S/.test(value.text)) {
      this.report('PL1105', { field: this.nameOf(key), minimum: 1, found: 0 }, placeOf(value));
      return undefined;
    }
    return value.text.trim();
  }

  /** Undefined and reported where it is missing. */
  required(key: string): string | undefined {
    return this.has(key) ? this.text(key) : this.missing(key);
  }

  missing(key: string): undefined {
    this.report('PL1102', { field: key, of: this.path === '' ? 'The document' : `"${this.path}"` }, placeOf(this.$));
    return undefined;
  }

  /** The digits that were written, quoted or not. */
  decimal(key: string): string | undefined {
    const value = this.raw(key);
    if (value === undefined) {
      return undefined;
    }
    if (value.type !== 'scalar') {
      return wrongType('a decimal number', value, this.nameOf(key), this.report);
    }
    const written = value.text.trim();
    if (!isDecimal(written)) {
      this.report('PL1110', { field: this.nameOf(key), value: shown(value.text) }, placeOf(value));
      return undefined;
    }
    return written;
  }

  boolean(key: string): boolean | undefined {
    const value = this.raw(key);
    if (value === undefined) {
      return undefined;
    }
    const resolved = value.type === 'scalar' ? resolveScalar(value) : undefined;
    return resolved?.kind === 'boolean'
      ? resolved.value
      : wrongType('true or false', value, this.nameOf(key), this.report);
  }

  oneOf<const V extends string>(key: string, allowed: readonly V[]): V | undefined {
    const value = this.text(key);
    if (value === undefined || (allowed as readonly string[]).indexOf(value) >= 0) {
      return value as V | undefined;
    }
    const suggestion = suggest(value, allowed);
    const params = { field: this.nameOf(key), value: shown(value), allowed };
    this.report('PL1104', { ...params, ...(suggestion === undefined ? {} : { suggestion }) }, this.place(key));
    return undefined;
  }

  fields(key: string): Fields | undefined {
    const value = this.raw(key);
    return value && fieldsOf(value, this.nameOf(key), this.report);
  }

  /** Items of a list, none where it is absent; a single one without its dash will not do. */
  items(key: string): ReadonlyArray<{ readonly syntax: Syntax; readonly path: string }> {
    const value = this.raw(key);
    if (value === undefined) {
      return [];
    }
    if (value.type !== 'sequence') {
      wrongType('a list', value, this.nameOf(key), this.report);
      return [];
    }
    return value.items.map((syntax, i) => ({ syntax, path: `${this.nameOf(key)}[${i}]` }));
  }

  each(key: string): readonly Fields[] {
    return this.items(key).flatMap(({ syntax, path }) => fieldsOf(syntax, path, this.report) ?? []);
  }

  texts(key: string): readonly string[] {
    return this.items(key).flatMap(({ syntax, path }) => {
      if (syntax.type === 'scalar' && resolveScalar(syntax).kind === 'text' && /\S/.test(syntax.text)) {
        return [syntax.text];
      }
      wrongType('text', syntax, path, this.report);
      return [];
    });
  }

  /** Says that a field was understood and has no counterpart. Nothing where it is absent. */
  unmapped(key: string, reason: string): void {
    if (this.has(key)) {
      const entry = entryOf(this.$, key);
      const place = this.$.source.place(entry?.keyOffset ?? this.$.offset);
      this.report('PL1520', { field: this.nameOf(key), reason }, place);
    }
  }

  assume(key: string, assumed: string): void {
    this.report('PL1521', { field: this.nameOf(key), assumed }, this.place(key));
  }

  /** Tells of every field that nobody asked for. */
  rest(): void {
    for (const entry of this.$.entries) {
      if (!this.asked.has(entry.key)) {
        const known = suggest(entry.key, this.asked);
        const reason = `no field of this format that is known here${known === undefined ? '' : `; did you mean "${known}"?`}`;
        const field = this.nameOf(shown(entry.key));
        this.report('PL1520', { field, reason: reason.replace(/\?$/, '') }, this.$.source.place(entry.keyOffset));
      }
    }
  }
}

export function fieldsOf(syntax: Syntax, path: string, report: Report): Fields | undefined {
  if (syntax.type === 'mapping') {
    return new Fields(syntax, path, report);
  }
  const field = path === '' ? 'document' : path;
  report('PL1103', { field, expected: 'fields (name: value)', found: describe(syntax) }, placeOf(syntax));
  return undefined;
}
