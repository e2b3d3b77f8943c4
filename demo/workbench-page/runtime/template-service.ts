/**
 * Dashboard variables as plugins see them through getTemplateSrv(): `$name`, `${name}`, `${name:format}`, `${name.field}`
 * and `[[name]]`, in the formats that Grafana documents. A name that is not known stays as it was written.
 */
import type { AdHocVariableFilter, ScopedVars, TimeRange, TypedVariableModel } from '@grafana/data';
import type { TemplateSrv } from '@grafana/runtime';

const REFERENCE = /\$(\w+)|\[\[(\w+?)(?::(\w+))?\]\]|\$\{(\w+)(?:\.([^:^}]+))?(?::([^}]+))?\}/g;

export const ALL_VALUE = '$__all';

type Value = string | string[];
type Formatter = (value: Value, variable: object, format: (value: Value, name?: string) => string) => string;

const list = (value: Value): string[] => (Array.isArray(value) ? value : [value]);
const escapeRegex = (text: string) => text.replace(/[\\^$*+?.()|[\]{}/]/g, '\\$&');
const quote = (text: string, mark: string, escape: string) => `${mark}${text.split(mark).join(escape)}${mark}`;

const FORMATS: Readonly<Record<string, (value: Value, name: string) => string>> = {
  raw: (value) => list(value).join(','),
  text: (value) => list(value).join(' + '),
  csv: (value) => list(value).join(','),
  pipe: (value) => list(value).join('|'),
  json: (value) => JSON.stringify(value),
  regex: (value) => {
    const parts = list(value).map(escapeRegex);
    return parts.length === 1 ? parts[0] : `(${parts.join('|')})`;
  },
  glob: (value) => (Array.isArray(value) && value.length > 1 ? `{${value.join(',')}}` : list(value).join('')),
  distributed: (value, name) =>
    list(value)
      .map((one, index) => (index === 0 ? one : `${name}=${one}`))
      .join(','),
  doublequote: (value) =>
    list(value)
      .map((one) => quote(one, '"', '\\"'))
      .join(','),
  singlequote: (value) =>
    list(value)
      .map((one) => quote(one, "'", "\\'"))
      .join(','),
  sqlstring: (value) =>
    list(value)
      .map((one) => quote(one, "'", "''"))
      .join(','),
  percentencode: (value) => encodeURIComponent(FORMATS.glob(value, '')),
  queryparam: (value, name) =>
    list(value)
      .map((one) => `var-${encodeURIComponent(name)}=${encodeURIComponent(one)}`)
      .join('&'),
};

interface VariableLike {
  readonly name: string;
  readonly type: string;
  readonly allValue?: string | null;
  readonly current?: { value?: unknown; text?: unknown };
  readonly options?: ReadonlyArray<{ value?: unknown }>;
  readonly filters?: AdHocVariableFilter[];
  readonly query?: string;
}

export class TemplateService implements TemplateSrv {
  private variables: TypedVariableModel[] = [];
  private range: TimeRange | undefined;

  setVariables(variables: readonly TypedVariableModel[]): void {
    this.variables = [...variables];
  }

  getVariables(): TypedVariableModel[] {
    return this.variables;
  }

  updateTimeRange(range: TimeRange): void {
    this.range = range;
  }

  /** Not in the published interface, but Grafana has it and data sources of every version call it. */
  getAdhocFilters(): AdHocVariableFilter[] {
    return this.variables.flatMap((variable) => (variable as VariableLike).filters ?? []);
  }

  containsTemplate(target?: string): boolean {
    return (
      target !== undefined && [...target.matchAll(REFERENCE)].some((match) => this.value(nameOf(match)) !== undefined)
    );
  }

  replace(target?: string, scopedVars?: ScopedVars, format?: string | Function): string {
    return (target ?? '').replace(REFERENCE, (match, simple, brackets, bracketFormat, braces, path, braceFormat) => {
      const name: string = simple ?? brackets ?? braces;
      const written: string | Function | undefined = bracketFormat ?? braceFormat ?? format;
      const found = this.value(name, scopedVars, path, written === 'text');
      if (found === undefined) {
        return match;
      }
      // A custom value for All is text of its own: Grafana formats it with nothing.
      return found.verbatim ? String(found.value) : apply(found.value, written, name, found.variable);
    });
  }

  private value(
    name: string,
    scopedVars?: ScopedVars,
    path?: string,
    text?: boolean
  ): { value: Value; variable: object; verbatim?: boolean } | undefined {
    if (name === '__value') {
      const value = cellOf(scopedVars);
      return value === undefined ? undefined : { value, variable: { name, type: 'system' } };
    }
    const scoped = scopedVars?.[name];
    if (scoped && scoped.value !== null && scoped.value !== undefined) {
      const value = path ? follow(scoped.value, path) : scoped.value;
      return value === undefined ? undefined : { value: asValue(value), variable: { name, type: 'system' } };
    }
    if ((name === '__from' || name === '__to') && this.range) {
      const instant = name === '__from' ? this.range.from : this.range.to;
      const value = path === 'date' ? instant.toISOString() : String(instant.valueOf());
      return { value, variable: { name, type: 'system' } };
    }
    if (name === '__url_time_range' && this.range) {
      const edge = (raw: unknown, ms: number) => (typeof raw === 'string' ? raw : String(ms));
      const { from, to, raw } = this.range;
      const value = `from=${edge(raw.from, from.valueOf())}&to=${edge(raw.to, to.valueOf())}`;
      return { value, variable: { name, type: 'system' }, verbatim: true };
    }
    const variable = this.variables.find((candidate) => candidate.name === name) as VariableLike | undefined;
    if (!variable?.current) {
      return undefined;
    }
    if (text) {
      return { value: asValue(variable.current.text), variable };
    }
    return { ...chosen(variable), variable };
  }
}

/** `${__value.raw}` of a link: the cell that it stands on, as @grafana/data tells it. Links of the boards use no other property. */
function cellOf(scopedVars?: ScopedVars): string | undefined {
  const context = scopedVars?.__dataContext?.value as
    { readonly field?: { readonly values: ArrayLike<unknown> }; readonly rowIndex?: number } | undefined;
  return context?.field && context.rowIndex !== undefined
    ? String(context.field.values[context.rowIndex] ?? '')
    : undefined;
}

/** What is chosen; "All" becomes the variable's own all-value, or every option. */
function chosen(variable: VariableLike): { value: Value; verbatim?: boolean } {
  const value = asValue(variable.current?.value);
  if (!list(value).includes(ALL_VALUE)) {
    return { value };
  }
  if (variable.allValue) {
    return { value: variable.allValue, verbatim: true };
  }
  const options = (variable.options ?? []).map((option) => String(option.value));
  return { value: options.filter((option) => option !== ALL_VALUE) };
}

function apply(value: Value, format: string | Function | undefined, name: string, variable: object): string {
  if (typeof format === 'function') {
    const fallback = (one: Value, formatName?: string) => apply(one, formatName, name, variable);
    return (format as Formatter)(value, variable, fallback);
  }
  return (FORMATS[format ?? 'glob'] ?? FORMATS.glob)(value, name);
}

const nameOf = (match: RegExpMatchArray): string => match[1] ?? match[2] ?? match[4];

const asValue = (value: unknown): Value => (Array.isArray(value) ? value.map(String) : String(value ?? ''));

function follow(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (at, key) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined),
      value
    );
}
