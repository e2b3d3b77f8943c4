import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { SourceDefinition, UpstreamRequest } from '../../kpi';
import { grafanaDriver } from './drivers/grafana';
import { prometheusDriver } from './drivers/prometheus';
import type { Driver } from './driver';
import { directTransport } from './transport';

type Handler = (request: http.IncomingMessage, body: string, response: http.ServerResponse) => void;

let server: http.Server | undefined;
afterEach(() => server?.closeAllConnections());
afterEach(() => new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined))));

async function upstream(handler: Handler): Promise<URL> {
  server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => handler(request, body, response));
  });
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

const json = (response: http.ServerResponse, status: number, value: unknown) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));

const request: UpstreamRequest = {
  id: 'r1',
  source: 'metrics',
  dialect: 'prometheus',
  mode: 'range',
  text: 'sum(increase(x_total[5m]))',
  startMs: 300_000,
  endMs: 900_000,
  stepMs: 300_000,
  columns: [],
  purpose: 'test',
};

async function ask(driver: Driver, deadlineMs = 2_000, signal = new AbortController().signal) {
  const [answer] = await directTransport(new Map([['metrics', driver]]), { deadlineMs }).send([request], signal);
  return answer!;
}

async function code(driver: Driver, deadlineMs?: number): Promise<string> {
  const answer = await ask(driver, deadlineMs);
  if (answer.ok) {
    throw new Error('answered');
  }
  expect(answer.error.source).toBe('metrics');
  expect(answer.error.message).toContain('metrics');
  return answer.error.code;
}

describe('Prometheus over HTTP', () => {
  it('asks for the range in seconds and reads series, NaN and infinities', async () => {
    let asked = '';
    const base = await upstream((r, body, response) => {
      asked = `${r.method} ${r.url} ${body}`;
      json(response, 200, {
        status: 'success',
        warnings: ['partial response'],
        data: {
          resultType: 'matrix',
          result: [
            {
              metric: { __name__: 'x_total', device: 'mobile' },
              values: [
                [300, '1.5'],
                [600, 'NaN'],
                [900, '+Inf'],
              ],
            },
          ],
        },
      });
    });
    const answer = await ask(prometheusDriver(base));
    expect(asked).toBe(
      'POST /api/v1/query_range query=sum%28increase%28x_total%5B5m%5D%29%29&start=300.000&end=900.000&step=300.000'
    );
    expect(answer).toEqual({
      id: 'r1',
      ok: true,
      warnings: ['partial response'],
      frames: [
        {
          length: 3,
          columns: [
            { name: 'time', type: 'time', values: Float64Array.of(300_000, 600_000, 900_000) },
            { name: 'value', type: 'number', labels: { device: 'mobile' }, values: [1.5, NaN, Infinity] },
          ],
        },
      ],
    });
  });

  it('sends user and password of the address as basic authentication, and never in the URL', async () => {
    let seen: string[] = [];
    const base = await upstream((r, _, response) => {
      seen = [r.url ?? '', r.headers.authorization ?? ''];
      json(response, 200, { status: 'success', data: { resultType: 'matrix', result: [] } });
    });
    base.username = 'ann';
    base.password = 's%40crt';
    await ask(prometheusDriver(base));
    expect(seen).toEqual(['/api/v1/query_range', `Basic ${Buffer.from('ann:s@crt').toString('base64')}`]);
  });

  it('is down: PL3101', async () => {
    const base = await upstream(() => undefined);
    await new Promise((resolve) => server!.close(resolve));
    server = undefined;
    expect(await code(prometheusDriver(base))).toBe('PL3101');
  });

  it('is slow: PL3104 at the deadline', async () => {
    const base = await upstream(() => undefined);
    expect(await code(prometheusDriver(base), 100)).toBe('PL3104');
  });

  const faults: Array<[string, Handler, string]> = [
    ['a login page', (_, __, r) => r.writeHead(200, { 'content-type': 'text/html' }).end('<html>'), 'PL3105'],
    [
      'JSON that is cut short',
      (_, __, r) => r.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"succ'),
      'PL3107',
    ],
    ['no result in it', (_, __, r) => json(r, 200, { status: 'success', data: {} }), 'PL3107'],
    [
      'a scalar',
      (_, __, r) => json(r, 200, { status: 'success', data: { resultType: 'scalar', result: [1, '2'] } }),
      'PL3107',
    ],
    ['an error in the query', (_, __, r) => json(r, 400, { status: 'error', error: 'parse error' }), 'PL3108'],
    ['401', (_, __, r) => json(r, 401, { message: 'no' }), 'PL3102'],
    ['429', (_, __, r) => r.writeHead(429, { 'retry-after': '7' }).end(), 'PL3109'],
    ['502 from a proxy', (_, __, r) => r.writeHead(502, { 'content-type': 'text/html' }).end('<html>'), 'PL3103'],
    ['a redirect to somewhere else', (_, __, r) => r.writeHead(302, { location: 'http://192.0.2.1/' }).end(), 'PL3101'],
    [
      'a connection cut in the middle',
      (_, __, r) => r.writeHead(200, { 'content-length': '100' }).write('{', () => r.destroy()),
      'PL3107',
    ],
    [
      'more than 32 MiB',
      (_, __, r) => {
        r.writeHead(200, { 'content-type': 'application/json' });
        const chunk = Buffer.alloc(4 * 1024 * 1024, 32);
        const pump = (left: number): void =>
          void (left > 0 && !r.destroyed ? r.write(chunk, () => pump(left - 1)) : r.end());
        pump(9);
      },
      'PL3106',
    ],
  ];
  it.each(faults)('answers %s: a coded fault that names the source', async (_, handler, expected) => {
    expect(await code(prometheusDriver(await upstream(handler)), 10_000)).toBe(expected);
  });

  it('lets the caller give up, which is no answer at all', async () => {
    const base = await upstream(() => undefined);
    const controller = new AbortController();
    const pending = ask(prometheusDriver(base), 5_000, controller.signal);
    controller.abort();
    await expect(pending).rejects.toThrow(/abort/i);
  });

  it('names a source that has no address', async () => {
    const [answer] = await directTransport(new Map()).send([request], new AbortController().signal);
    expect(answer).toMatchObject({ ok: false, error: { code: 'PL3111', source: 'metrics' } });
  });
});

describe('a store behind a Grafana', () => {
  const source = {
    kind: 'Source',
    name: 'metrics',
    dialect: 'prometheus',
    grafana: { uid: 'prom' },
  } as SourceDefinition;
  const frame = {
    schema: {
      fields: [
        { name: 'Time', type: 'time' },
        { name: 'Value', type: 'number', labels: { device: 'mobile' } },
      ],
    },
    data: {
      values: [
        [300_000, 600_000],
        [2, null],
      ],
      entities: [null, { NaN: [1] }],
    },
  };

  it('asks for the kind of data source once, sends the token, and reads frames with their NaN', async () => {
    const seen: string[] = [];
    const base = await upstream((r, body, response) => {
      seen.push(`${r.method} ${r.url} ${r.headers.authorization}`);
      if (r.url === '/grafana/api/datasources/uid/prom') {
        return json(response, 200, { uid: 'prom', type: 'prometheus' });
      }
      expect(JSON.parse(body).queries[0]).toMatchObject({
        refId: 'A',
        datasource: { uid: 'prom' },
        expr: request.text,
      });
      return json(response, 200, { results: { A: { status: 200, frames: [frame] } } });
    });
    base.username = 'glsa_token';
    base.pathname = '/grafana/';
    const driver = grafanaDriver(base, source);
    const answer = await ask(driver);
    await ask(driver);
    expect(answer).toMatchObject({
      ok: true,
      frames: [{ length: 2, columns: [{}, { labels: { device: 'mobile' }, values: [2, NaN] }] }],
    });
    expect(seen).toEqual([
      'GET /grafana/api/datasources/uid/prom Bearer glsa_token',
      'POST /grafana/api/ds/query Bearer glsa_token',
      'POST /grafana/api/ds/query Bearer glsa_token',
    ]);
  });

  it('says which uid Grafana does not have', async () => {
    const base = await upstream((_, __, response) => json(response, 404, { message: 'Data source not found' }));
    expect(await code(grafanaDriver(base, source))).toBe('PL3111');
  });

  it('passes on what the store said of the query', async () => {
    const base = await upstream((r, _, response) =>
      r.method === 'GET'
        ? json(response, 200, { type: 'prometheus' })
        : json(response, 400, { results: { A: { error: 'bad_data', status: 400 } } })
    );
    const answer = await ask(grafanaDriver(base, source));
    expect(answer).toMatchObject({ ok: false, error: { code: 'PL3108', params: { detail: 'bad_data' } } });
  });
});
