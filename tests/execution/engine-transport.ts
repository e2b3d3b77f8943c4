/** Runs a plan's SQL on a test engine: the compiler against a real store, without any host's code between. */
import { diagnostic, type ColumnFrame, type UpstreamRequest, type UpstreamResponse } from '../../src/kpi';
import type { Transport } from '../../src/hosts/transport';
import type { Engine } from '../engines';

export interface CountingTransport extends Transport {
  readonly sent: UpstreamRequest[];
}

/** `fails` names sources that do not answer. */
export function engineTransport(engine: Engine, fails: readonly string[] = []): CountingTransport {
  const sent: UpstreamRequest[] = [];
  const answer = async (request: UpstreamRequest): Promise<UpstreamResponse> => {
    sent.push(request);
    if (fails.includes(request.source)) {
      const where = { source: request.source, request: request.id };
      return { id: request.id, ok: false, error: diagnostic('PL3104', { source: request.source, seconds: 25 }, where) };
    }
    const rows = await engine.run(request.text);
    const frame: ColumnFrame = {
      length: rows.length,
      columns: request.columns.map(({ name, type }) => ({
        name,
        type,
        values: rows.map((row) => (row[name] === undefined ? null : row[name])),
      })),
    };
    return { id: request.id, ok: true, frames: [frame] };
  };
  return { sent, send: (requests) => Promise.all(requests.map(answer)) };
}
