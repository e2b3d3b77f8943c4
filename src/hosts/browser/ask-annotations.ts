import { diagnostic, type UpstreamRequest, type UpstreamResponse } from '../../kpi';
import { annotationsQuery, fromAnnotations } from '../grafana-http/annotations';
import { DEADLINE_MS } from './ask-data-source';
import { upstreamFault } from './faults';
import type { DataSources } from './surroundings';

/** Annotations of this Grafana with the user's own permissions; a fault names the source. Never rejects. */
export async function askAnnotations(
  request: UpstreamRequest,
  dataSources: Pick<DataSources, 'annotations'>,
  deadlineMs = DEADLINE_MS
): Promise<UpstreamResponse> {
  const { id, source } = request;
  if (!dataSources.annotations) {
    const error = diagnostic('PL3111', {
      source,
      detail: 'there is no Grafana here whose annotations could be asked for',
    });
    return { id, ok: false, error: { ...error, source, request: id } };
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<UpstreamResponse>((resolve) => {
    const error = diagnostic('PL3104', { source, seconds: deadlineMs / 1000 }, { source, request: id });
    timer = setTimeout(() => resolve({ id, ok: false, error }), deadlineMs);
  });
  const answer = dataSources.annotations(annotationsQuery(request)).then(
    (json) => fromAnnotations(request, json),
    (error: unknown): UpstreamResponse => ({ id, ok: false, error: upstreamFault(request, error) })
  );
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
