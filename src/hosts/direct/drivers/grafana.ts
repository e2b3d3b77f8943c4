import type { DefinitionSet, SourceDefinition, UpstreamRequest } from '../../../kpi';
import {
  ANNOTATIONS_PATH,
  annotationsParameters,
  fromAnnotations,
  fromGrafanaFrames,
  toGrafanaRequest,
} from '../../grafana-http';
import { frameOfJson, type GrafanaFrameWire } from '../../grafana-http/json-frames';
import type { Driver, DriverAnswer } from '../driver';
import { fault, UpstreamFault } from '../fault';
import { callJson, messageOf } from '../http';

interface QueryAnswer {
  readonly results?: Readonly<
    Record<string, { readonly error?: string; readonly status?: number; readonly frames?: readonly GrafanaFrameWire[] }>
  >;
}

/**
 * A store behind a Grafana: `https://TOKEN@host/path?uid=UID`, asked through POST /api/ds/query with the token; or, without a uid, the annotations
 * of that Grafana.
 * `uid` falls back to the definition's; the kind of data source is asked from Grafana once.
 */
export function grafanaDriver(base: URL, source: SourceDefinition): Driver {
  const token = decodeURIComponent(base.username);
  const uid = base.searchParams.get('uid') ?? source.grafana?.uid;
  const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
  const at = (path: string) => {
    const url = new URL(base);
    url.username = '';
    url.password = '';
    url.search = '';
    url.pathname = `${base.pathname.replace(/\/$/, '')}${path}`;
    return url;
  };
  let type: Promise<string> | undefined;

  async function pluginType(request: UpstreamRequest, signal: AbortSignal): Promise<string> {
    const url = at(`/api/datasources/uid/${encodeURIComponent(uid as string)}`);
    const { status, json } = await callJson(request, { url, headers }, signal);
    const found = (json as { type?: unknown }).type;
    if (status >= 400 || typeof found !== 'string') {
      const detail = `Grafana has no data source with uid "${uid}" (${messageOf(json) || `HTTP ${status}`})`;
      throw fault('PL3111', request.source, { source: request.source, detail }, request.id);
    }
    return found;
  }

  async function annotations(request: UpstreamRequest, signal: AbortSignal): Promise<DriverAnswer> {
    const { source: name, id } = request;
    const url = at(ANNOTATIONS_PATH);
    url.search = annotationsParameters(request);
    const { status, json } = await callJson(request, { url, headers }, signal);
    if (status >= 400) {
      throw fault('PL3103', name, { source: name, status, detail: messageOf(json) }, id);
    }
    const response = fromAnnotations(request, json);
    if (!response.ok) {
      throw new UpstreamFault(response.error);
    }
    return { frames: response.frames };
  }

  return {
    async run(request, signal) {
      const { source: name, id } = request;
      if (request.mode === 'annotations') {
        return annotations(request, signal);
      }
      if (!uid) {
        throw fault('PL3111', name, { source: name, detail: 'neither the address nor the definition names a uid' }, id);
      }
      type ??= pluginType(request, signal);
      const plugin = await type.catch((error: unknown) => {
        type = undefined;
        throw error;
      });
      const asked = toGrafanaRequest(request, only({ ...source, grafana: { uid, type: plugin } }));
      if (!asked.ok) {
        throw new UpstreamFault(asked.error);
      }
      const { fromMs, toMs, query } = asked.request;
      const body = JSON.stringify({ from: String(fromMs), to: String(toMs), queries: [{ ...query, refId: 'A' }] });
      const { status, json } = await callJson(
        request,
        { url: at('/api/ds/query'), method: 'POST', headers, body },
        signal
      );
      const result = (json as QueryAnswer).results?.A;
      if (result?.error) {
        throw fault('PL3108', name, { source: name, detail: result.error }, id);
      }
      if (!result || status >= 400) {
        throw fault('PL3103', name, { source: name, status, detail: messageOf(json) }, id);
      }
      const response = fromGrafanaFrames(request, (result.frames ?? []).map(frameOfJson));
      if (!response.ok) {
        throw new UpstreamFault(response.error);
      }
      return { frames: response.frames, ...(response.warnings ? { warnings: response.warnings } : {}) };
    },
    async close() {},
  };
}

/** The mapping looks sources up by name; here there is one, perhaps with another uid than the definition's. */
function only(source: SourceDefinition): DefinitionSet {
  return {
    sources: new Map([[source.name, source]]),
    kpis: new Map(),
    funnels: new Map(),
    experiments: new Map(),
    policies: new Map(),
    events: new Map(),
    earlier: new Map(),
    fingerprint: '',
  };
}
