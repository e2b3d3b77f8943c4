import { CATALOGUE, diagnostic, type Code, type UpstreamRequest, type UpstreamResponse } from '../../kpi';
import { fromGrafanaFrames, type GrafanaFrame } from '../grafana-http';
import type { WireFrame, WireResponse } from './protocol';

/** The Go host's answer to `request`: decoded frames checked and converted, or the named fault with the catalogue's words. */
export function toUpstreamResponse(
  request: UpstreamRequest,
  response: WireResponse,
  buffers: readonly ArrayBuffer[]
): UpstreamResponse {
  if (response.ok) {
    return fromGrafanaFrames(
      request,
      response.frames.map((frame) => toFrame(frame, buffers))
    );
  }
  const where = { source: request.source, request: request.id };
  const known = Object.prototype.hasOwnProperty.call(CATALOGUE, response.code);
  const error = known
    ? diagnostic(response.code as Code, { source: request.source, ...response.params } as never, where)
    : diagnostic('PL9001', { what: `an unknown code ${response.code} from the Go host` }, where);
  return { id: request.id, ok: false, error };
}

function toFrame(frame: WireFrame, buffers: readonly ArrayBuffer[]): GrafanaFrame {
  return {
    ...frame,
    fields: frame.fields.map((field) => ({
      ...field,
      values: field.buffer === undefined ? (field.values ?? []) : new Float64Array(buffers[field.buffer]),
    })),
  };
}
