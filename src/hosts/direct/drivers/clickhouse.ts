import type { UpstreamRequest } from '../../../kpi';
import { DEADLINE_MS, type Driver } from '../driver';
import { fault } from '../fault';
import { callText, type TextAnswer } from '../http';
import { rowsToFrame } from '../rows';

/** ClickHouse's own numbers of errors (src/Common/ErrorCodes.cpp). */
const [READONLY, TOO_MANY_QUERIES] = [164, 202];
const REFUSED = [192, 193, 194, 497, 516];

/**
 * A session that cannot write, ends its query when the caller hangs up or after the deadline, and writes NaN and infinities as words: else
 * they would be null, which is something else.
 */
const SETTINGS: Readonly<Record<string, string>> = {
  readonly: '2',
  max_execution_time: String(DEADLINE_MS / 1000),
  cancel_http_readonly_queries_on_client_close: '1',
  output_format_json_quote_denormals: '1',
};
const WORDS: Readonly<Record<string, number>> = { nan: NaN, '-nan': NaN, inf: Infinity, '-inf': -Infinity };

/**
 * ClickHouse over its HTTP interface: `http(s)://user:password@host:8123/database`. A user whose profile is `readonly = 1` may not change
 * settings, so none are sent once the server has said that.
 */
export function clickhouseDriver(base: URL): Driver {
  const headers: Record<string, string> = { 'content-type': 'text/plain; charset=utf-8' };
  if (base.username) {
    const login = `${decodeURIComponent(base.username)}:${decodeURIComponent(base.password)}`;
    headers.authorization = `Basic ${Buffer.from(login).toString('base64')}`;
  }
  let settings = SETTINGS;
  const address = () => {
    const url = new URL(base);
    url.username = '';
    url.password = '';
    url.pathname = '/';
    const database = decodeURIComponent(base.pathname.replace(/^\//, ''));
    const own = { default_format: 'JSONCompact', ...(database ? { database } : {}), ...settings };
    Object.entries(own).forEach(([name, value]) => url.searchParams.set(name, value));
    return url;
  };
  const call = (request: UpstreamRequest, signal: AbortSignal) =>
    callText(request, { url: address(), method: 'POST', headers, body: request.text }, signal);
  return {
    async run(request, signal) {
      let answer = await call(request, signal);
      if (settings === SETTINGS && exceptionOf(answer)?.number === READONLY) {
        settings = {};
        answer = await call(request, signal);
      }
      return { frames: [rowsToFrame(request, rowsOf(request, answer))] };
    },
    async close() {},
  };
}

interface Exception {
  /** 0: the answer does not say. */
  readonly number: number;
  readonly text: string;
}

/** What ClickHouse says of an error: in the body and its header, or after the first rows of an answer that had begun well. */
function exceptionOf({ status, headers, text }: TextAnswer): Exception | undefined {
  const found = /Code: (\d+)\. DB::Exception: ([\s\S]*)/.exec(status >= 400 ? text : text.slice(-20_000));
  const said = headers.get('x-clickhouse-exception-code');
  if (status < 400 && (!found || isJson(text))) {
    return undefined;
  }
  return found || said
    ? { number: Number(found?.[1] ?? said) || 0, text: (found?.[2] ?? text).split('\n')[0].trim() }
    : undefined;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Throws an UpstreamFault for everything that is not an answer to the statement. */
function rowsOf(request: UpstreamRequest, answer: TextAnswer): unknown[][] {
  const { source, id } = request;
  const { status, text, headers } = answer;
  const exception = exceptionOf(answer);
  if (status === 401 || status === 403 || (exception && REFUSED.includes(exception.number))) {
    throw fault('PL3102', source, { source, status, detail: exception?.text ?? '' }, id);
  }
  if (exception?.number === TOO_MANY_QUERIES) {
    throw fault('PL3109', source, { source, retryAfter: '' }, id);
  }
  if (exception) {
    throw fault('PL3108', source, { source, detail: exception.text }, id);
  }
  if (status >= 400) {
    throw fault('PL3103', source, { source, status, detail: '' }, id);
  }
  let data: unknown;
  try {
    data = (JSON.parse(text) as { data?: unknown }).data;
  } catch {
    const contentType = (headers.get('content-type') ?? '').split(';')[0] ?? '';
    throw /json/.test(contentType)
      ? fault('PL3107', source, { source, detail: 'the JSON is cut short or broken' }, id)
      : fault('PL3105', source, { source, contentType }, id);
  }
  if (!Array.isArray(data) || !data.every(Array.isArray)) {
    throw fault('PL3107', source, { source, detail: 'no rows in "data" of the answer' }, id);
  }
  const isNumber = request.columns.map(({ type }) => type === 'number' || type === 'time');
  return data.map((row: unknown[]) =>
    row.map((value, i) => (isNumber[i] && typeof value === 'string' ? (WORDS[value] ?? value) : value))
  );
}
