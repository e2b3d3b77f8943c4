/**
 * Dashboard variables behave differently in Grafana's two generations of dashboards; both are imitated here, as their sources
 * have it: the formatting function gets the bare value, but is not called for a custom "All" value nor for a missing value.
 */
import type { ScopedVars } from '@grafana/data';
import type { TemplateSrv } from '@grafana/runtime';

export interface FakeVariable {
  readonly value: unknown;
  readonly text?: string | readonly string[];
  readonly includeAll?: boolean;
  readonly allValue?: string;
  readonly options?: readonly unknown[];
}

const REFERENCE = /\$(\w+)|\[\[(\w+?)(?::(\w+))?\]\]|\$\{(\w+)(?:\.([^:^}]+))?(?::([^}]+))?\}/g;
const ALL = '$__all';

type Format = string | ((value: unknown, variable: object) => string);

export function fakeTemplates(
  generation: 'scenes' | 'legacy',
  variables: Readonly<Record<string, FakeVariable>>
): TemplateSrv {
  const isAll = ({ value }: FakeVariable) => value === ALL || (Array.isArray(value) && value[0] === ALL);
  const format = (value: unknown, how: Format | undefined, about: object, text: string): string => {
    if (generation === 'scenes' && (value === null || value === undefined)) {
      return '';
    }
    if (typeof how === 'function') {
      return how(value, about);
    }
    if (how === 'text') {
      return text;
    }
    return Array.isArray(value) ? `{${value.join(',')}}` : String(value);
  };
  const replace = (target = '', scopedVars: ScopedVars = {}, how?: Format) =>
    target.replace(REFERENCE, (match, plain, square, squareFormat, braced, fieldPath, bracedFormat) => {
      const name: string = plain ?? square ?? braced;
      const chosen: Format | undefined = squareFormat ?? bracedFormat ?? how;
      const scoped = Object.prototype.hasOwnProperty.call(scopedVars, name) ? scopedVars[name] : undefined;
      if (scoped) {
        return format(scoped.value, chosen, {}, String(scoped.text ?? scoped.value));
      }
      const variable = Object.prototype.hasOwnProperty.call(variables, name) ? variables[name] : undefined;
      if (!variable) {
        return match;
      }
      const about = { name, includeAll: variable.includeAll };
      const text = isAll(variable) ? 'All' : [variable.text ?? variable.value].flat().join(' + ');
      if (isAll(variable) && variable.allValue !== undefined) {
        return chosen === 'text' ? 'All' : variable.allValue;
      }
      const bare = isAll(variable) ? (variable.options ?? []) : variable.value;
      const value = fieldPath ? (bare as Record<string, unknown>)?.[fieldPath] : bare;
      return format(value, chosen, about, text);
    });
  return {
    getVariables: () => Object.entries(variables).map(([name]) => ({ name, type: 'custom' })),
    replace,
    containsTemplate: (target?: string) => replace(target) !== target,
    updateTimeRange: () => undefined,
  } as unknown as TemplateSrv;
}
