import { diagnostic, type UpstreamRequest, type UpstreamResponse } from '../../kpi';
import type { Transport } from '../transport';
import { DEADLINE_MS, type Driver } from './driver';
import { fault, reason, UpstreamFault } from './fault';

/**
 * Answers each request with the driver of its source, all in parallel, each with its own deadline.
 * A fault of one source is that request's answer; only the caller's own abort rejects.
 * @param drivers by the definition name of the source
 */
export function directTransport(
  drivers: ReadonlyMap<string, Driver>,
  { deadlineMs = DEADLINE_MS }: { readonly deadlineMs?: number } = {}
): Transport {
  return {
    async send(requests, signal) {
      signal.throwIfAborted();
      return Promise.all(requests.map((request) => answer(drivers.get(request.source), request, signal, deadlineMs)));
    },
  };
}

async function answer(
  driver: Driver | undefined,
  request: UpstreamRequest,
  signal: AbortSignal,
  deadlineMs: number
): Promise<UpstreamResponse> {
  const { id, source } = request;
  const late = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  try {
    if (!driver) {
      throw fault('PL3111', source, { source, detail: 'no address was given for it' }, id);
    }
    // A driver that cannot be interrupted (SQLite) still must not keep the others waiting.
    const deadline = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(fault('PL3104', source, { source, seconds: deadlineMs / 1000 }, id));
        late.abort();
      }, deadlineMs);
    });
    const result = await Promise.race([driver.run(request, AbortSignal.any([signal, late.signal])), deadline]);
    return { id, ok: true, frames: result.frames, ...(result.warnings?.length ? { warnings: result.warnings } : {}) };
  } catch (error) {
    signal.throwIfAborted();
    const found =
      error instanceof UpstreamFault
        ? error.diagnostic
        : diagnostic('PL9001', { what: reason(error) }, { source, request: id });
    return { id, ok: false, error: found };
  } finally {
    clearTimeout(timer);
  }
}
