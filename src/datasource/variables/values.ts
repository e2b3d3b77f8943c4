import type { ScopedVars } from '@grafana/data';
import type { TemplateSrv } from '@grafana/runtime';
import type { Reference } from './reference';

export type Templates = Pick<TemplateSrv, 'replace'>;

export type VariableValues =
  | { readonly kind: 'unknown' }
  /** Empty text, an empty list, nothing chosen. */
  | { readonly kind: 'nothing' }
  /** "All" is chosen; `values` is the list behind it, where the variable has one and no custom all value. */
  | { readonly kind: 'all'; readonly values: readonly string[] }
  | { readonly kind: 'values'; readonly values: readonly string[] };

/** Grafana's word for the choice of everything; it is not translated in the value that `:text` gives. */
const ALL_TEXT = 'All';
const ALL_VALUE = '$__all';

/**
 * What a dashboard variable holds, as a list and never as pasted text: Grafana hands the bare value to a formatting function.
 * It does not call that function for a custom "All" value, and gives the list of all options for a plain "All"; the text of the
 * choice tells both from chosen values.
 */
export function variableValues(templates: Templates, reference: Reference, scopedVars: ScopedVars): VariableValues {
  const target = `\${${reference.name}${reference.fieldPath}}`;
  let held: unknown;
  let called = false;
  let includesAll: boolean | undefined;
  const text = templates.replace(target, scopedVars, (value: unknown, variable?: { includeAll?: boolean }) => {
    held = value;
    called = true;
    includesAll = variable?.includeAll;
    return '';
  });
  if (!called && text === target) {
    // A name that Grafana does not know is left as it stands.
    return { kind: 'unknown' };
  }
  const values = called ? texts(held) : texts(text);
  const chosenText = templates.replace(`\${${reference.name}:text}`, scopedVars);
  // A value that is itself called "All" is that value.
  const isCalledAll = values.length === 1 && values[0] === ALL_TEXT;
  const saysAll = chosenText === ALL_TEXT && !isCalledAll && includesAll !== false;
  if (values.includes(ALL_VALUE) || (saysAll && reference.fieldPath === '')) {
    return { kind: 'all', values: called ? values.filter((value) => value !== ALL_VALUE) : [] };
  }
  return values.length === 0 ? { kind: 'nothing' } : { kind: 'values', values };
}

/** Numbers and booleans as text; null, undefined and empty text are no value. */
function texts(held: unknown): string[] {
  return (Array.isArray(held) ? held : [held])
    .filter((value) => value !== null && value !== undefined && value !== '')
    .map(String);
}
