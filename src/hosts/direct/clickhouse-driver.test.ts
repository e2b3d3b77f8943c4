/** ClickHouse's HTTP interface: its answers and errors by hand, and by a real ClickHouse (chdb) behind a server of the test. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hasClickhouse, openClickhouse } from '../../../tests/engines/clickhouse';
import { describeWith } from '../../../tests/setup/needs';
import type { UpstreamRequest } from '../../kpi';
import { clickhouseDriver } from './drivers/clickhouse';
import { directTransport } from './transport';

type Handler = (request: http.IncomingMessage, body: string, response: http.ServerResponse) => void;
let server: http.Server | undefined;
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
  server = undefined;
});

async function upstream(handler: Handler): Promise<URL> {
  server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => handler(request, body, response));
  });
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

const request: UpstreamRequest = {
  id: 'r1',
  source: 'events',
  dialect: 'clickhouse',
  mode: 'table',
  text: 'SELECT region, amount, n FROM sale',
  startMs: 0,
  endMs: 0,
  stepMs: 0,
  columns: [
    { name: 'region', type: 'string' },
    { name: 'amount', type: 'number' },
    { name: 'n', type: 'number' },
  ],
  purpose: 'test',
};

async function ask(base: URL, text = request.text, deadlineMs = 5_000) {
  const transport = directTransport(new Map([['events', clickhouseDriver(base)]]), { deadlineMs });
  const [answer] = await transport.send([{ ...request, text }], new AbortController().signal);
  return answer!;
}
const columnsOf = (answer: Awaited<ReturnType<typeof ask>>) =>
  answer.ok ? answer.frames[0].columns.map((c) => Array.from(c.values)) : answer.error;

const json = (response: http.ServerResponse, value: unknown) =>
  response.writeHead(200, { 'content-type': 'application/json; charset=UTF-8' }).end(JSON.stringify(value));
const exception = (response: http.ServerResponse, status: number, code: number, text: string) =>
  response
    .writeHead(status, { 'content-type': 'text/plain; charset=UTF-8', 'x-clickhouse-exception-code': String(code) })
    .end(`Code: ${code}. DB::Exception: ${text} (version 26.9.2.1)\n`);

describe('ClickHouse over HTTP', () => {
  it('posts the statement to a session that cannot write, and reads 64 bits, decimals, NaN and NULL', async () => {
    let seen: Array<string | undefined> = [];
    const base = await upstream((r, body, response) => {
      seen = [r.method, r.url, r.headers.authorization, body];
      json(response, {
        meta: [],
        data: [
          ['eu', '9007199254740991', 1.5],
          [null, 'nan', '-inf'],
          ['nan', null, 0],
        ],
      });
    });
    base.username = 'ann';
    base.password = 's%40crt';
    base.pathname = '/shop%20db';
    const answer = await ask(base);
    expect(columnsOf(answer)).toEqual([
      ['eu', null, 'nan'],
      [9_007_199_254_740_991, NaN, null],
      [1.5, -Infinity, 0],
    ]);
    const [method, url, authorization, body] = seen;
    expect([method, authorization, body]).toEqual([
      'POST',
      `Basic ${Buffer.from('ann:s@crt').toString('base64')}`,
      request.text,
    ]);
    expect(Object.fromEntries(new URL(url!, base).searchParams)).toEqual({
      default_format: 'JSONCompact',
      database: 'shop db',
      readonly: '2',
      max_execution_time: '25',
      cancel_http_readonly_queries_on_client_close: '1',
      output_format_json_quote_denormals: '1',
    });
    expect(url).not.toMatch(/ann|crt/);
  });

  it('sends no settings to a user who may not change any', async () => {
    const seen: string[] = [];
    const base = await upstream((r, _, response) => {
      seen.push(r.url!);
      if (r.url!.includes('readonly')) {
        return exception(response, 500, 164, "Cannot modify 'max_execution_time' setting in readonly mode. (READONLY)");
      }
      json(response, { meta: [], data: [['eu', 1, 2]] });
    });
    expect(columnsOf(await ask(base))).toEqual([['eu'], [1], [2]]);
    expect(seen).toHaveLength(2);
    expect(seen[1]).toBe('/?default_format=JSONCompact');
  });

  const faults: Array<[string, Handler, string, RegExp]> = [
    [
      'an unknown table',
      (_, __, r) => exception(r, 404, 60, "Unknown table expression identifier 'sale'. (UNKNOWN_TABLE)"),
      'PL3108',
      /refused the query: Unknown table expression identifier 'sale'/,
    ],
    [
      'a wrong password',
      (_, __, r) => exception(r, 403, 516, 'ann: Authentication failed'),
      'PL3102',
      /Authentication failed/,
    ],
    ['a missing grant', (_, __, r) => exception(r, 500, 497, 'ann: Not enough privileges'), 'PL3102', /Not enough/],
    ['too many queries', (_, __, r) => exception(r, 500, 202, 'Too many simultaneous queries'), 'PL3109', /too often/],
    [
      'an error after the first rows',
      (_, __, r) =>
        r
          .writeHead(200, { 'content-type': 'application/json' })
          .end(
            '{"meta":[],"data":[["eu",1,2],\r\n__exception__\r\nCode: 241. DB::Exception: Memory limit exceeded\r\n'
          ),
      'PL3108',
      /Memory limit exceeded/,
    ],
    [
      'JSON that is cut short',
      (_, __, r) => r.writeHead(200, { 'content-type': 'application/json' }).end('{"data":[['),
      'PL3107',
      /cut short/,
    ],
    [
      'a login page',
      (_, __, r) => r.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
      'PL3105',
      /text\/html/,
    ],
    [
      '502 from a proxy',
      (_, __, r) => r.writeHead(502, { 'content-type': 'text/html' }).end('<html>'),
      'PL3103',
      /502/,
    ],
    ['no rows', (_, __, r) => json(r, { meta: [] }), 'PL3107', /no rows/],
    ['too few columns', (_, __, r) => json(r, { data: [['eu']] }), 'PL3107', /1 columns/],
    ['429', (_, __, r) => r.writeHead(429, { 'retry-after': '7' }).end(), 'PL3109', /7/],
  ];
  it.each(faults)('answers %s: a coded fault that names the source', async (_, handler, code, words) => {
    const answer = await ask(await upstream(handler));
    expect(answer).toMatchObject({ ok: false, error: { code, source: 'events' } });
    expect(answer.ok ? '' : answer.error.message).toMatch(words);
  });

  it('is down: PL3101; is slow: PL3104', async () => {
    const base = await upstream(() => undefined);
    expect(await ask(base, 'SELECT 1', 100)).toMatchObject({ ok: false, error: { code: 'PL3104' } });
    server!.closeAllConnections();
    await new Promise((resolve) => server!.close(resolve));
    server = undefined;
    expect(await ask(base)).toMatchObject({ ok: false, error: { code: 'PL3101' } });
  });

  it('takes a text that looks like an error for what it is', async () => {
    const base = await upstream((_, __, r) => json(r, { data: [['Code: 60. DB::Exception: no', 1, 2]] }));
    expect(columnsOf(await ask(base))).toEqual([['Code: 60. DB::Exception: no'], [1], [2]]);
  });
});

describeWith('chdb', hasClickhouse(), "ClickHouse's own answers", () => {
  let engine: Awaited<ReturnType<typeof openClickhouse>>;
  beforeAll(async () => {
    engine = await openClickhouse('America/New_York');
    const columns = { region: 'text', amount: 'numeric', n: 'integer' } as const;
    await engine.load({ name: 'sale', columns }, [
      { region: 'é🧨', amount: 10.25, n: 9_007_199_254_740_991 },
      { region: null, amount: null, n: null },
    ]);
  });
  afterAll(() => engine?.close());
  const real = () =>
    upstream((_, body, response) => {
      engine.raw(body).then(
        (answer) => json(response, answer),
        (error: Error) => response.writeHead(404, { 'content-type': 'text/plain' }).end(error.message)
      );
    });

  it('become columns of the promised types', async () => {
    const answer = await ask(await real(), 'SELECT region, amount, n FROM sale ORDER BY n NULLS LAST');
    expect(columnsOf(answer)).toEqual([
      ['é🧨', null],
      [10.25, null],
      [9_007_199_254_740_991, null],
    ]);
    const odd = await ask(await real(), "SELECT 'x' AS region, 0 / 0 AS amount, toInt64(-5) AS n");
    expect(columnsOf(odd)).toEqual([['x'], [NaN], [-5]]);
  });

  it('and its words of an error are passed on', async () => {
    const answer = await ask(await real(), 'SELECT a, b, c FROM no_such_table');
    expect(answer).toMatchObject({ ok: false, error: { code: 'PL3108' } });
    expect(answer.ok ? '' : answer.error.message).toMatch(/no_such_table/);
  });
});
