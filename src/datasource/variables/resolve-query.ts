import type { AdHocVariableFilter, ScopedVars } from '@grafana/data';
import { diagnostic, type AdhocFilter, type Diagnostic, type KpiQuery, type Outcome } from '../../kpi';
import { decodeQuery } from '../../hosts/grafana-http/decode-query';
import type { KpiDataQuery } from '../types';
import { mentionedVariable, wholeReference } from './reference';
import { variableValues, type Templates } from './values';

const SINGLE = ['area', 'grain', 'window', 'objective', 'deploy', 'trace', 'before', 'after', 'control'] as const;
/** Lists that filter events: a variable's values, and nothing where it says All. */
const LISTS = ['events', 'kinds', 'services', 'environments'] as const;
/** Their area is optional: without one they are of all. */
const VIEWS_OF_EVENTS: ReadonlySet<string> = new Set(['deploys', 'incidents']);
/** Set by a click in another panel. */
const CHOSEN_LATER: ReadonlySet<string> = new Set(['deploy', 'trace']);
const OPERATORS: ReadonlySet<string> = new Set(['=', '!=', '=~', '!~', '=|', '!=|']);

/**
 * A saved query with its dashboard variables replaced by the values they hold, as lists.
 *
 * - A filter value that is a variable becomes all its values; "All" drops the filter, since it means "no filter".
 * - `kpi` and `kpis` take variables of one or many names, `by` of many, the others of one.
 * - What happened (views deploys and incidents) of "All" areas is asked of no area, which means of all.
 * - `deploy` and `trace` of a variable that holds nothing are left out: nothing was chosen yet.
 * - `events`, `kinds`, `services` and `environments` take variables of many values; "All" drops the filter.
 * - An unknown variable, one that holds nothing, or one amid other text is an error (PL2300 to PL2305).
 * - Ad-hoc filters of the dashboard are added as they are: their values are never looked through for variables. Events that are asked without a KPI
 *   have no segments, and are asked without them.
 */
export function resolveQuery(
  query: KpiDataQuery,
  templates: Templates,
  scopedVars: ScopedVars,
  adhoc: readonly AdHocVariableFilter[] = []
): Outcome<KpiQuery> {
  const diagnostics: Diagnostic[] = [];
  const resolved: Record<string, unknown> = { ...query };

  const isKnown = (name: string) => variableValues(templates, { name, fieldPath: '' }, scopedVars).kind !== 'unknown';

  const values = (field: string, text: string): { all: boolean; values: readonly string[] } => {
    const reference = wholeReference(text);
    if (!reference) {
      const variable = mentionedVariable(text, isKnown);
      if (variable) {
        diagnostics.push(diagnostic('PL2303', { field, text, variable }));
      }
      return { all: false, values: [text] };
    }
    const variable = reference.name;
    const found = variableValues(templates, reference, scopedVars);
    if (found.kind === 'unknown') {
      diagnostics.push(diagnostic('PL2300', { field, variable }));
      return { all: false, values: [] };
    }
    if (found.kind === 'nothing') {
      diagnostics.push(diagnostic('PL2301', { field, variable }));
      return { all: false, values: [] };
    }
    return { all: found.kind === 'all', values: found.values };
  };
  const many = (field: string, texts: readonly string[]): string[] => {
    const list = texts.flatMap((text) => {
      const found = values(field, text);
      if (found.all && found.values.length === 0) {
        diagnostics.push(diagnostic('PL2305', { field, variable: wholeReference(text)!.name }));
      }
      return found.values;
    });
    return [...new Set(list)];
  };
  const holds = (text: string, kind: 'all' | 'nothing'): boolean => {
    const reference = wholeReference(text);
    return reference !== undefined && variableValues(templates, reference, scopedVars).kind === kind;
  };
  const single = (field: (typeof SINGLE)[number]) => {
    const text = query[field];
    const leftOut =
      (field === 'area' && VIEWS_OF_EVENTS.has(query.view) && holds(text ?? '', 'all')) ||
      (CHOSEN_LATER.has(field) && holds(text ?? '', 'nothing'));
    if (leftOut) {
      delete resolved[field];
    } else if (text) {
      const list = many(field, [text]);
      if (list.length > 1) {
        const variable = wholeReference(text)!.name;
        diagnostics.push(diagnostic('PL2302', { field, variable, count: list.length }));
      }
      resolved[field] = list[0];
    }
  };

  if (query.kpi) {
    const names = many('kpi', [query.kpi]);
    if (names.length > 1) {
      delete resolved.kpi;
      resolved.kpis = names;
    } else {
      resolved.kpi = names[0];
    }
  }
  if (query.kpis) {
    resolved.kpis = many('kpis', query.kpis);
  }
  if (query.by) {
    resolved.by = many('by', query.by);
  }
  SINGLE.forEach(single);
  for (const field of LISTS) {
    const found = (query[field] ?? []).map((text) => values(field, text));
    if (found.some(({ all }) => all)) {
      delete resolved[field];
    } else if (found.length > 0) {
      resolved[field] = [...new Set(found.flatMap((one) => one.values))];
    }
  }
  if (query.filters) {
    // A dictionary without prototype: a segment may be called "__proto__".
    const filters: Record<string, string[]> = Object.create(null);
    for (const [segment, texts] of Object.entries(query.filters)) {
      const found = texts.map((text) => values(`filters.${segment}`, text));
      if (!found.some(({ all }) => all)) {
        filters[segment] = [...new Set(found.flatMap((one) => one.values))];
      }
    }
    resolved.filters = filters;
  }
  // The dashboard's own filters are about segments; events without a KPI have none. What the query itself asks for stays, and is refused.
  const ofSegments = !VIEWS_OF_EVENTS.has(query.view) || Boolean(query.kpi ?? query.kpis ?? query.area);
  const board = ofSegments ? adhoc : [];
  const filters = [...(query.adhoc ?? []), ...board.flatMap((filter) => adhocFilter(filter, diagnostics))];
  if (filters.length > 0) {
    resolved.adhoc = filters;
  }
  if (diagnostics.length > 0) {
    return { ok: false, diagnostics };
  }
  return decodeQuery(resolved);
}

function adhocFilter({ key, operator, value, values }: AdHocVariableFilter, diagnostics: Diagnostic[]): AdhocFilter[] {
  if (key === '') {
    // A filter that is still being put together in the dashboard's bar.
    return [];
  }
  if (!OPERATORS.has(operator)) {
    diagnostics.push(diagnostic('PL2304', { key, operator }));
    return [];
  }
  return [{ key, operator: operator as AdhocFilter['operator'], value: value ?? '', ...(values ? { values } : {}) }];
}
