import type { DataQueryError } from '@grafana/data';
import { diagnostic, type Diagnostic, type UpstreamRequest } from '../../kpi';

const MAX_DETAIL = 500;

/**
 * What a data source or Grafana's fetch reported, as a diagnostic that names the source.
 * @param error a DataQueryError, a FetchError, an Error or anything else that was thrown
 */
export function upstreamFault(request: UpstreamRequest, error: unknown): Diagnostic {
  const { source, id } = request;
  const where = { source, request: id };
  const { status, refId } = (typeof error === 'object' && error !== null ? error : {}) as DataQueryError;
  const detail = detailOf(error);
  if (status === 401 || status === 403) {
    return diagnostic('PL3102', { source, status, detail }, where);
  }
  if (status === 429) {
    return diagnostic('PL3109', { source, retryAfter: '' }, where);
  }
  if (status !== undefined && status >= 502 && status <= 504) {
    return diagnostic('PL3103', { source, status, detail }, where);
  }
  if (refId !== undefined) {
    return diagnostic('PL3108', { source, detail: detail || 'it gave no reason' }, where);
  }
  return status
    ? diagnostic('PL3103', { source, status, detail }, where)
    : diagnostic('PL3101', { source, detail: detail || 'it gave no reason' }, where);
}

/** The most telling words in an error, one line, cut at 500 characters. May be empty. */
export function detailOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) {
    return line(error);
  }
  const { data, message, statusText } = error as DataQueryError;
  return line(data?.message) || line(data?.error) || line(message) || line(statusText);
}

function line(text: unknown): string {
  const first = (typeof text === 'string' ? text : '').trim().split('\n')[0]?.trim() ?? '';
  return first.length > MAX_DETAIL ? `${first.slice(0, MAX_DETAIL)}…` : first;
}
