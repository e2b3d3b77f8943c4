import type { UpstreamRequest } from '../../kpi';
import { RESPONSE_LIMIT_BYTES } from './driver';
import { fault, reason, UpstreamFault } from './fault';

export interface HttpCall {
  readonly url: URL;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly json: unknown;
}

export interface TextAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/**
 * One HTTP call that ends in a text of any status but 429, or in an UpstreamFault naming the source: unreachable, asked too often, more than
 * RESPONSE_LIMIT_BYTES after decompression, cut short.
 */
export async function callText(request: UpstreamRequest, call: HttpCall, signal: AbortSignal): Promise<TextAnswer> {
  const { source, id } = request;
  let response: Response;
  try {
    response = await fetch(call.url, {
      method: call.method ?? 'GET',
      headers: { accept: 'application/json', ...call.headers },
      ...(call.body === undefined ? {} : { body: call.body }),
      redirect: 'error',
      signal,
    });
  } catch (error) {
    signal.throwIfAborted();
    throw fault('PL3101', source, { source, detail: reason((error as Error).cause ?? error) }, id);
  }
  const text = await readLimited(request, response, signal);
  if (response.status === 429) {
    throw fault('PL3109', source, { source, retryAfter: response.headers.get('retry-after') ?? '' }, id);
  }
  return { status: response.status, headers: response.headers, text };
}

/**
 * As `callText`, and ends in JSON: also refused access and HTML instead of JSON are UpstreamFaults. A JSON body of an error status is returned,
 * since stores explain themselves in it.
 */
export async function callJson(request: UpstreamRequest, call: HttpCall, signal: AbortSignal): Promise<HttpAnswer> {
  const { source, id } = request;
  const { status, headers, text } = await callText(request, call, signal);
  const json = parse(text);
  if (status === 401 || status === 403) {
    throw fault('PL3102', source, { source, status, detail: messageOf(json) }, id);
  }
  if (json === undefined) {
    if (status >= 400) {
      throw fault('PL3103', source, { source, status, detail: '' }, id);
    }
    const contentType = (headers.get('content-type') ?? '').split(';')[0] ?? '';
    throw /json/.test(contentType)
      ? fault('PL3107', source, { source, detail: 'the JSON is cut short or broken' }, id)
      : fault('PL3105', source, { source, contentType }, id);
  }
  return { status, json };
}

async function readLimited(request: UpstreamRequest, response: Response, signal: AbortSignal): Promise<string> {
  if (!response.body) {
    return '';
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      bytes += chunk.byteLength;
      if (bytes > RESPONSE_LIMIT_BYTES) {
        const limit = `${RESPONSE_LIMIT_BYTES / 1024 / 1024} MiB`;
        throw fault('PL3106', request.source, { source: request.source, limit }, request.id);
      }
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof UpstreamFault) {
      throw error;
    }
    signal.throwIfAborted();
    throw fault('PL3107', request.source, { source: request.source, detail: reason(error) }, request.id);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The sentence in an error body of Grafana or Prometheus, or ''. */
export function messageOf(json: unknown): string {
  const body = (json ?? {}) as { message?: unknown; error?: unknown };
  const message = body.message ?? body.error;
  return typeof message === 'string' ? message : '';
}
