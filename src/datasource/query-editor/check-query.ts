import type { ScopedVars, TimeRange } from '@grafana/data';
import { explain, planQuery, type DefinitionSet, type Diagnostic, type Outcome, type UpstreamRequest } from '../../kpi';
import { contextOf } from '../context';
import { isAskable } from '../query-text';
import type { KpiDataQuery } from '../types';
import { resolveQuery } from '../variables/resolve-query';
import type { Templates } from '../variables/values';

export interface CheckedQuery {
  readonly diagnostics: readonly Diagnostic[];
  readonly requests: ReadonlyArray<Pick<UpstreamRequest, 'source' | 'dialect' | 'purpose' | 'text'>>;
}

/** What is wrong with a query and what it would ask, without asking. An unfinished query is neither wrong nor asks anything. */
export function checkQuery(
  definitions: Outcome<DefinitionSet>,
  query: KpiDataQuery,
  range: TimeRange,
  templates: Templates,
  scopedVars: ScopedVars
): CheckedQuery {
  if (!definitions.ok) {
    return { diagnostics: definitions.diagnostics, requests: [] };
  }
  if (!isAskable({ ...query, hide: false })) {
    return { diagnostics: [], requests: [] };
  }
  const resolved = resolveQuery(query, templates, scopedVars);
  if (!resolved.ok) {
    return { diagnostics: resolved.diagnostics, requests: [] };
  }
  const planned = planQuery(definitions.value, resolved.value, contextOf(range, Date.now()));
  const { diagnostics } = planned;
  return { diagnostics, requests: planned.ok && !planned.value.done ? explain(planned.value.plan) : [] };
}
