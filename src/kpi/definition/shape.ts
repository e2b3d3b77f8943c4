/**
 * Shapes: the one description of the YAML form. The reader (`read.ts`), the published JSON Schema (`json-schema.ts`) and the
 * reference page are all made from it. Plain data but for the scalar readers; nothing is compiled at run time.
 */
import type { MappingSyntax, ScalarSyntax } from './syntax';
import type { Report } from './report';

export type JsonSchema = { readonly [key: string]: unknown };

interface Typed<T> {
  /** Never there at run time: carries the type of what is read. */
  readonly reads?: T;
}

/** A scalar: `read` gives its value, or reports and gives undefined. */
export interface ScalarShape<T> extends Typed<T> {
  readonly kind: 'scalar';
  /** For people: `a duration`, `text`. */
  readonly expected: string;
  readonly schema: JsonSchema;
  readonly read: (scalar: ScalarSyntax, field: string, report: Report) => T | undefined;
}

export interface ListShape<T> extends Typed<T> {
  readonly kind: 'list';
  readonly item: Shape<unknown>;
  readonly minimum: number;
}

/** Free keys (each read by `key`) to values. */
export interface TableShape<T> extends Typed<T> {
  readonly kind: 'table';
  readonly key: ScalarShape<string>;
  readonly value: ScalarShape<unknown>;
}

export interface ObjectShape<T> extends Typed<T> {
  readonly kind: 'object';
  /** As a sentence begins: `A KPI`, `A condition`. */
  readonly name: string;
  readonly fields: Readonly<Record<string, Field<unknown>>>;
  /** Of each group at most one field may be there; where `required`, exactly one. */
  readonly groups: ReadonlyArray<{ readonly keys: readonly string[]; readonly required: boolean }>;
}

/** Which object it is stands in a field of it (`kind: KPI`, `type: actor`). */
export interface TaggedShape<T> extends Typed<T> {
  readonly kind: 'tagged';
  readonly name: string;
  readonly tag: string;
  readonly fallback?: string;
  readonly cases: Readonly<Record<string, ObjectShape<unknown>>>;
  /** Tags of later versions, and what to do instead. */
  readonly later: Readonly<Record<string, string>>;
  readonly doc: string;
}

/** Which object it is shows in which field it has (`table` or `metric`). Without any, `otherwise` is read, or it is an error. */
export interface KeyedShape<T> extends Typed<T> {
  readonly kind: 'keyed';
  readonly name: string;
  readonly cases: ReadonlyArray<{
    readonly choice: string;
    readonly keys: readonly string[];
    readonly shape: ObjectShape<unknown>;
  }>;
  readonly otherwise?: string;
}

/** A scalar or an object: `value: amount` or `value: { expression: … }`. */
export interface EitherShape<T> extends Typed<T> {
  readonly kind: 'either';
  readonly scalar: ScalarShape<unknown>;
  readonly object: ObjectShape<unknown>;
}

/** A shape that is used in several places, or inside itself; a definition of its own in the JSON Schema. */
export interface NamedShape<T> extends Typed<T> {
  readonly kind: 'named';
  readonly id: string;
  readonly shape: () => Shape<T>;
}

export type Shape<T> =
  | ScalarShape<T>
  | ListShape<T>
  | TableShape<T>
  | ObjectShape<T>
  | TaggedShape<T>
  | KeyedShape<T>
  | EitherShape<T>
  | NamedShape<T>;

export interface Field<T> {
  readonly shape: Shape<T>;
  readonly required: boolean;
  readonly doc: string;
  /** For people: what holds where the field is absent. */
  readonly fallback?: string;
  /** A field of a later version: refused with this advice. */
  readonly later?: string;
}

/** What is read always knows where it stood. */
export interface Located {
  readonly $: MappingSyntax;
}
/** Every field may be absent: reading goes on after an error, so that all errors are told at once. */
export type FieldsOf<F> = Located & { readonly [K in keyof F]?: F[K] extends Field<infer T> ? T : never };
export interface Choice<K extends string, T> {
  readonly choice: K;
  readonly of: T;
}
export type Reads<S> = S extends Shape<infer T> ? T : never;

export const required = <T>(shape: Shape<T>, doc: string): Field<T> => ({ shape, doc, required: true });
export const optional = <T>(shape: Shape<T>, doc: string, fallback?: string): Field<T> => ({
  shape,
  doc,
  required: false,
  ...(fallback === undefined ? {} : { fallback }),
});
export const later = (doc: string, instead: string): Field<never> => ({
  shape: { kind: 'list', item: { kind: 'list', item: undefined as never, minimum: 0 }, minimum: 0 },
  required: false,
  doc,
  later: instead,
});

export const list = <T>(item: Shape<T>, minimum = 0): ListShape<readonly T[]> => ({ kind: 'list', item, minimum });

export const table = <T>(
  key: ScalarShape<string>,
  value: ScalarShape<T>
): TableShape<ReadonlyArray<{ readonly key: string; readonly keyOffset: number; readonly value: T }>> => ({
  kind: 'table',
  key,
  value,
});

export const object = <F extends Readonly<Record<string, Field<unknown>>>>(
  name: string,
  fields: F,
  groups: ObjectShape<unknown>['groups'] = []
): ObjectShape<FieldsOf<F>> => ({ kind: 'object', name, fields, groups });

type CasesOf<C> = { [K in keyof C & string]: C[K] extends ObjectShape<infer T> ? Choice<K, T> : never }[keyof C &
  string];

export const tagged = <C extends Readonly<Record<string, ObjectShape<unknown>>>>(
  name: string,
  tag: string,
  doc: string,
  cases: C,
  options: { readonly fallback?: string; readonly later?: Readonly<Record<string, string>> } = {}
): TaggedShape<CasesOf<C>> => ({
  kind: 'tagged',
  name,
  tag,
  doc,
  cases,
  later: options.later ?? {},
  ...(options.fallback === undefined ? {} : { fallback: options.fallback }),
});

export const keyed = <C extends Readonly<Record<string, ObjectShape<unknown>>>>(
  name: string,
  cases: C,
  keys: { readonly [K in keyof C]: readonly string[] },
  otherwise?: keyof C & string
): KeyedShape<CasesOf<C>> => ({
  kind: 'keyed',
  name,
  cases: Object.keys(cases).map((choice) => ({ choice, keys: keys[choice], shape: cases[choice] })),
  ...(otherwise === undefined ? {} : { otherwise }),
});

export const either = <A, B>(
  scalar: ScalarShape<A>,
  other: ObjectShape<B>
): EitherShape<Choice<'scalar', A> | Choice<'object', B>> => ({ kind: 'either', scalar, object: other });

export const named = <T>(id: string, shape: () => Shape<T>): NamedShape<T> => ({ kind: 'named', id, shape });
