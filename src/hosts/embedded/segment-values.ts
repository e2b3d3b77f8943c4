import { diagnostic, type DefinitionSet, type KpiQuery, type Outcome, type Result } from '../../kpi';
import { failure, type GrafanaResponse } from '../grafana-http';
import type { SegmentValues } from './protocol';

const MOST = 1000;

interface SegmentQuery {
  readonly query: KpiQuery & { readonly limit: number };
  readonly segment: string;
}

/** `{kpi, segment, filters?, limit?}` -> the breakdown (of a funnel: the funnel) by that segment. */
export function segmentValuesQuery(definitions: DefinitionSet, asked: unknown): Outcome<SegmentQuery> {
  const { kpi, segment, filters, limit = MOST, ...rest } = (asked ?? {}) as Record<string, unknown>;
  const unknown = Object.keys(rest);
  if (unknown.length > 0) {
    return { ok: false, diagnostics: unknown.map((field) => diagnostic('PL2801', { field })) };
  }
  for (const [field, given] of Object.entries({ kpi, segment })) {
    if (typeof given !== 'string' || given === '') {
      const found = given === undefined ? 'missing' : JSON.stringify(given);
      return { ok: false, diagnostics: [diagnostic('PL2802', { field, found, wanted: 'a name' })] };
    }
  }
  const view = definitions.funnels.has(kpi as string) ? 'funnel' : 'breakdown';
  // Whatever else is wrong with it, the strict decoder of every query finds.
  const query = { kpi, view, by: [segment], limit, ...(filters === undefined ? {} : { filters }) };
  return {
    ok: true,
    value: { query: query as SegmentQuery['query'], segment: segment as string },
    diagnostics: [],
  };
}

/** The distinct values of the segment's field, in the order of the rows; null (no value) is left out. */
export function segmentValues(result: Result, segment: string, limit: number): SegmentValues | GrafanaResponse {
  const errors = result.notices.filter((notice) => notice.severity === 'error');
  if (errors.length > 0 || result.status === 'error') {
    return failure(errors);
  }
  const values = new Set<string>();
  for (const field of result.frames.flatMap((frame) => frame.fields)) {
    if (field.name === segment) {
      field.values.forEach((value) => value !== null && values.add(String(value)));
    }
  }
  return { ok: true, values: [...values], more: values.size >= limit };
}
