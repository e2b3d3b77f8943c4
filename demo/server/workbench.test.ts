import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseDefinitions } from '../../src/kpi';
import { Shop, openedBefore, type Batch } from '../shop/shop';
import { HOUR, MINUTE } from '../shop/world';
import { buildPromlite } from '../stores/build-promlite.mjs';
import { provisionedDefinitions } from './boards';
import { Demo } from './demo';
import { prometheusSource } from './ds-query';
import type { WireFrame, WireResult } from './frames';
import { demoSources } from './start';
import { startWorkbenchServer, type Workbench } from './workbench';

const root = path.resolve(__dirname, '..', '..');
const NOW = Math.floor(Date.now() / HOUR) * HOUR + 7 * MINUTE - 6 * HOUR;
const scratch = mkdtempSync(path.join(os.tmpdir(), 'plumbline-workbench-'));
let demo: Demo;
let workbench: Workbench;
let truth: Batch;
let clock = NOW;

const open = (now: number, scene: 'calm' | 'payment-outage' = 'calm') => {
  clock = now;
  return Demo.open({
    root,
    cacheFolder: scratch,
    temporaryFolder: scratch,
    promliteBinary: buildPromlite(root),
    seed: 5,
    days: 1,
    scene,
    now: () => clock,
  });
};

const serve = () =>
  startWorkbenchServer({
    root,
    demo,
    faults: true,
    now: () => NOW,
    sources: [...demoSources(root, demo), prometheusSource('gone', 'Gone', 'http://127.0.0.1:9')],
  });

beforeAll(async () => {
  demo = await open(NOW);
  workbench = await serve();
  const world = openedBefore(NOW, 1, 5, 'calm');
  truth = new Shop(world, world.openedMs).advance(NOW);
}, 600_000);

afterAll(async () => {
  await workbench?.close();
  await demo?.close();
  rmSync(scratch, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly body: { readonly results: Record<string, WireResult>; readonly message?: string };
}

async function ask(
  queries: unknown,
  extra: Record<string, unknown> = {},
  headers: Record<string, string> = {}
): Promise<Answer> {
  const response = await fetch(`${workbench.url}/api/ds/query`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ from: 'now-6h', to: 'now', queries, ...extra }),
  });
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    body: (await response.json()) as Answer['body'],
  };
}

const sql = (rawSql: string, refId = 'A') => ({ refId, datasource: { uid: 'shop-db' }, rawSql, format: 'table' });
const promql = (expr: string, more: Record<string, unknown> = {}) => ({
  refId: 'A',
  datasource: { uid: 'prometheus' },
  expr,
  ...more,
});
const frameOf = (answer: Answer, refId = 'A'): WireFrame => answer.body.results[refId].frames![0];

describe('one truth in two stores', () => {
  it('every row is in the database, once', async () => {
    const answer = await ask([
      sql(`select (select count(*) from sessions), (select count(*) from sessions where purchased), (select count(*) from events),
        (select count(*) from orders), (select count(*) from payments), (select count(*) from fraud), (select sum(amount) from orders)`),
    ]);
    const rows = (table: string) => truth.arrivals.filter((one) => one.table === table);
    const cents = rows('orders').reduce((sum, one) => sum + Math.round(Number(one.row[4]) * 100), 0);
    expect(frameOf(answer).data.values.map(([value]) => value)).toEqual([
      rows('sessions').length,
      truth.purchases.length,
      rows('events').length,
      rows('orders').length,
      rows('payments').length,
      rows('fraud').length,
      cents / 100,
    ]);
  });

  // A restart loses what was counted since the last scrape, at most 15 s of it; the window's two edges are extrapolated by at
  // most one scrape interval each. Over 20 hours that is well below 1 %, and a handful where little is counted.
  it.each([
    ['shop_sessions_total', ''],
    ['checkout_requests_total', ''],
    ['checkout_requests_total', 'region="us"'],
    ['payments_total', 'outcome="ok"'],
    ['shop_orders_total', 'device="mobile"'],
  ])('the increase of %s{%s} is what happened, within the extrapolation', async (metric, label) => {
    const from = NOW - 20 * HOUR;
    const happened = truth.ticks.filter(
      (one) => one.at > from && one.series.startsWith(`${metric}{`) && one.series.includes(label)
    ).length;
    const answer = await ask([promql(`sum(increase(${metric}{${label}}[20h]))`, { instant: true })]);
    const [value] = frameOf(answer).data.values[1] as number[];
    expect(happened).toBeGreaterThan(20);
    expect(Math.abs(value - happened)).toBeLessThan(0.01 * happened + 3);
  });

  it('goes on from its cache, with nothing lost or doubled, and under another scene', async () => {
    await workbench.close();
    await demo.close();
    const later = NOW + 40 * MINUTE;
    demo = await open(later, 'payment-outage');
    workbench = await serve();
    const shop = new Shop(
      { ...openedBefore(NOW, 1, 5, 'calm'), scenes: demo.scenes },
      openedBefore(NOW, 1, 5, 'calm').openedMs
    );
    const all = shop.advance(later);
    const answer = await ask([
      sql('select (select count(*) from events), (select count(*) from sessions where purchased)'),
    ]);
    expect(frameOf(answer).data.values).toEqual([
      [all.arrivals.filter((one) => one.table === 'events').length],
      [all.purchases.length],
    ]);
    expect(demo.scenes[demo.scenes.length - 1]).toEqual({ scene: 'payment-outage', fromMs: later - 25 * MINUTE });
    const range = { from: String(NOW - HOUR), to: String(later) };
    const ratio =
      'sum(increase(checkout_requests_total{outcome="ok"}[20m])) / sum(increase(checkout_requests_total[20m]))';
    const series = frameOf(await ask([promql(ratio, { range: true, interval: '5m', maxDataPoints: 11000 })], range));
    const values = series.data.values[1] as number[];
    expect(values[0]).toBeGreaterThan(0.97);
    expect(values[values.length - 1]).toBeLessThan(0.95);
    expect(series.data.values[0]).toHaveLength(Math.floor(later / 300_000) - Math.floor((NOW - HOUR) / 300_000) + 1);
    expect(readdirSync(scratch).filter((name) => name.startsWith('seed-'))).toHaveLength(1);
  }, 120_000);
});

describe('/api/ds/query', () => {
  it('gives columns their types, times in ms, and nulls', async () => {
    const answer = await ask([
      sql(`select timestamptz '2026-03-29 01:30:00.25+02' as at, timestamp '2026-01-02 03:04:05' as zoneless, date '2026-01-02' as day,
        7::bigint as n, 1.25::numeric as money, 'NaN'::float8 as nan, true as yes, 'ä''"$' as text, null::int as none, '{"a":1}'::jsonb as json`),
    ]);
    const { schema, data } = frameOf(answer);
    expect(answer.status).toBe(200);
    expect(schema.fields.map((field) => [field.name, field.type, field.typeInfo.frame])).toEqual([
      ['at', 'time', 'time.Time'],
      ['zoneless', 'time', 'time.Time'],
      ['day', 'time', 'time.Time'],
      ['n', 'number', 'int64'],
      ['money', 'number', 'float64'],
      ['nan', 'number', 'float64'],
      ['yes', 'boolean', 'bool'],
      ['text', 'string', 'string'],
      ['none', 'number', 'int64'],
      ['json', 'string', 'string'],
    ]);
    const day = Date.UTC(2026, 0, 2);
    expect(data.values.map(([value]) => value)).toEqual([
      Date.UTC(2026, 2, 28, 23, 30, 0, 250),
      day + 3 * HOUR + 4 * MINUTE + 5000,
      day,
      7,
      1.25,
      null,
      true,
      'ä\'"$',
      null,
      '{"a": 1}',
    ]);
    expect(data.entities?.[5]).toEqual({ NaN: [0] });
  });

  it('keeps the fields of a table without rows', async () => {
    const { schema, data } = frameOf(await ask([sql('select order_id, amount from orders where false')]));
    expect(schema.fields.map((field) => field.name)).toEqual(['order_id', 'amount']);
    expect(data.values).toEqual([[], []]);
  });

  it('answers each query of a call on its own: a fault of one is not one of the others', async () => {
    const answer = await ask([
      sql('select 1 as one', 'good'),
      sql('selct 1', 'typo'),
      sql('select 1/0', 'zero'),
      { ...promql('sum('), refId: 'prom' },
      { ...promql('vector(1)', { instant: true }), refId: 'fine' },
      { ...promql('1'), refId: 'away', datasource: { uid: 'gone' } },
      { refId: 'none', datasource: { uid: 'shop-db' }, format: 'table' },
      { ...sql('select 1', 'series'), format: 'time_series' },
      { refId: 'own', datasource: { uid: 'plumbline' }, kpi: 'revenue', view: 'value' },
    ]);
    const { results } = answer.body;
    expect(answer.status).toBe(400);
    expect(results.good.frames).toHaveLength(1);
    expect(results.fine.frames).toHaveLength(1);
    expect(results.typo).toMatchObject({ status: 400, errorSource: 'downstream' });
    expect(results.typo.error).toMatch(/syntax error at or near "selct" \(SQLSTATE 42601\)/);
    expect(results.zero.error).toMatch(/division by zero/);
    expect(results.prom.error).toMatch(/^bad_data: .*unclosed left parenthesis/);
    expect(results.away).toMatchObject({ status: 502, errorSource: 'downstream' });
    expect(results.none.error).toBe('query has no rawSql');
    expect(results.series.error).toMatch(/"format": "table" only/);
    expect(results.own.error).toMatch(/runs in the browser/);
    for (const [refId, result] of Object.entries(results)) {
      // An error is never an empty frame, and a frame never carries an error.
      expect([refId, result.error === undefined, result.frames === undefined]).toEqual([
        refId,
        result.frames !== undefined,
        result.error !== undefined,
      ]);
    }
  });

  it('cannot change the shop', async () => {
    for (const text of [
      'delete from orders',
      'drop table orders',
      'commit; delete from orders',
      "copy orders to '/tmp/x'",
    ]) {
      expect((await ask([sql(text)])).body.results.A.error, text).toBeDefined();
    }
    expect(Number(frameOf(await ask([sql('select count(*) from orders')])).data.values[0][0])).toBeGreaterThan(50);
  });

  it('replaces macros where Grafana would, also in literals', async () => {
    const range = { from: '1700000000000', to: '1700003600000' };
    const { schema, data } = frameOf(
      await ask(
        [
          {
            ...sql(
              `select '$__interval' as a, $__unixEpochFrom() as b, count(*) from orders where $__timeFilter(ordered_at)`
            ),
            intervalMs: 60_000,
          },
        ],
        range
      )
    );
    expect(data.values).toEqual([['60s'], [1700000000], [0]]);
    expect(schema.meta?.executedQueryString).toContain("BETWEEN '2023-11-14T22:13:20Z' AND '2023-11-14T23:13:20Z'");
    expect((await ask([sql(`select '$foo(1)'`)])).body.results.A.error).toMatch(/unknown macro "foo"/);
  });

  it('evaluates ranges at whole steps, values that JSON cannot write beside the numbers', async () => {
    const range = { from: String(NOW - HOUR - 17_123), to: String(NOW - 17_123) };
    const answer = await ask([promql('vector(0) / 0', { range: true, interval: '5m', maxDataPoints: 11_000 })], range);
    const { schema, data } = frameOf(answer);
    const times = data.values[0] as number[];
    expect(times.every((at) => at % 300_000 === 0)).toBe(true);
    expect(times[0]).toBe(Math.floor((NOW - HOUR - 17_123) / 300_000) * 300_000);
    expect(times[times.length - 1]).toBe(Math.floor((NOW - 17_123) / 300_000) * 300_000);
    expect(data.values[1].every((value) => value === null)).toBe(true);
    expect(data.entities?.[1]?.NaN).toHaveLength(times.length);
    expect(schema.meta).toMatchObject({ type: 'timeseries-multi', custom: { resultType: 'matrix' } });
    const by = await ask([promql('sum by (region, device) (shop_orders_total)', { instant: true })]);
    const labels = by.body.results.A.frames!.map((frame) => frame.schema.fields[1].labels);
    expect(labels).toHaveLength(6);
    expect(labels).toContainEqual({ region: 'eu', device: 'tablet' });
    expect((await ask([promql('nothing_of_that_name')])).body.results.A).toEqual({ status: 200, frames: [] });
  });

  it.each([
    ['an unknown data source', [{ refId: 'A', datasource: { uid: 'nobody' } }], 404, 'Data source not found'],
    ['no queries', [], 400, 'No queries found'],
    ['no data source', [{ refId: 'A' }], 400, 'Query does not contain a valid data source identifier'],
    ['two queries of one name', [sql('select 1'), sql('select 2')], 400, 'Multiple queries using the same RefId: A'],
  ])('refuses %s', async (_, queries, status, message) => {
    const answer = await ask(queries);
    expect([answer.status, answer.body.message]).toEqual([status, message]);
  });

  it('refuses what is no JSON, no range, or too much', async () => {
    const post = (body: string) => fetch(`${workbench.url}/api/ds/query`, { method: 'POST', body });
    expect((await post('{"queries":')).status).toBe(400);
    expect((await ask([sql('select 1')], { from: 'yesterday' })).status).toBe(400);
    expect((await ask([sql('select 1')], { from: 'now', to: 'now-1h' })).status).toBe(400);
    expect((await post(' '.repeat(5 << 20))).status).toBe(413);
  });

  it('misbehaves on request', async () => {
    const html = await fetch(`${workbench.url}/api/ds/query`, {
      method: 'POST',
      body: JSON.stringify({ queries: [{ refId: 'A', datasource: { uid: 'fault-html' } }] }),
    });
    expect([html.status, html.headers.get('content-type')]).toEqual([200, 'text/html']);
    await expect(ask([{ refId: 'A', datasource: { uid: 'fault-drop' } }])).rejects.toThrow();
    expect((await ask([{ refId: 'A', datasource: { uid: 'fault-no-result' } }])).body).toEqual({ results: {} });
  });
});

describe('the rest of the API', () => {
  const get = async (at: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${workbench.url}${at}`, { headers });
    return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
  };

  it('boots the page with the provisioned sources and boards', async () => {
    const boot = JSON.parse((await get('/api/workbench/boot')).text) as {
      datasources: Array<{ uid: string; jsonData: { definitions?: string } }>;
      boards: Array<{ uid: string; json: { uid: string } }>;
    };
    expect(boot.datasources[0].uid).toBe('plumbline');
    const parsed = parseDefinitions([{ file: 'provisioned', text: boot.datasources[0].jsonData.definitions! }]);
    expect(parsed.diagnostics).toEqual([]);
    expect(boot.boards.map((board) => board.json.uid)).toContain('plumbline-shop');
    expect(provisionedDefinitions(root)).toBe(boot.datasources[0].jsonData.definitions);
    const listed = JSON.parse((await get('/api/datasources')).text) as Array<{ uid: string; isDefault: boolean }>;
    expect(listed.map((one) => one.uid).slice(0, 3)).toEqual(['plumbline', 'shop-db', 'prometheus']);
    expect(JSON.parse((await get('/api/datasources/uid/shop-db')).text)).toMatchObject({ name: 'Shop database' });
    expect((await get('/api/datasources/uid/nobody')).status).toBe(404);
    expect(JSON.parse((await get('/api/health')).text)).toMatchObject({ database: 'ok' });
  });

  it('says 404 for a file that is not there, and never leads out of its folder', async () => {
    for (const at of [
      '/public/none.js',
      '/public/plugins/plumbline-kpi-app/none.js',
      '/public/plugins/plumbline-kpi-app/..%2f..%2fpackage.json',
      '/..%2fpackage.json',
      '/%00',
      '/%zz',
    ]) {
      const answer = await get(at);
      expect([at, answer.status, answer.type]).toEqual([at, 404, 'text/plain; charset=utf-8']);
    }
  });

  it('answers this machine only, whatever a page of another site tries', async () => {
    expect((await get('/api/datasources', { origin: 'https://elsewhere.example' })).status).toBe(403);
    expect((await get('/api/datasources', { origin: workbench.url })).status).toBe(200);
  });

  it('shows deploys as annotations and keeps new ones', async () => {
    const list = async (query: string) =>
      JSON.parse((await get(`/api/annotations?${query}`)).text) as Array<{ text: string; tags: string[] }>;
    const write = (body: unknown) =>
      fetch(`${workbench.url}/api/annotations`, { method: 'POST', body: JSON.stringify(body) });
    expect((await write({ text: '' })).status).toBe(400);
    expect((await write({ time: 5, timeEnd: 9, text: 'sale', tags: ['promotion', 'eu'] })).status).toBe(200);
    expect((await list('from=6&to=7')).map((one) => one.text)).toEqual(['sale']);
    expect(await list('from=10&to=11')).toEqual([]);
    expect((await list('tags=promotion&tags=eu')).length).toBe(1);
    expect(await list('tags=promotion&tags=us')).toEqual([]);
    expect((await list('tags=promotion&tags=us&matchAny=true')).length).toBe(1);
  });

  it('refuses a scene that does not exist', async () => {
    const response = await fetch(`${workbench.url}/demo/scene`, { method: 'POST', body: '{"scene":"flood"}' });
    expect([response.status, await response.text()]).toEqual([
      400,
      expect.stringContaining('There is no scene \\"flood\\"'),
    ]);
  });

  it('demands a token where it has some, and tells whose came, never which', async () => {
    const guarded = await startWorkbenchServer({
      root,
      demo,
      sources: demoSources(root, demo),
      tokens: { managed: 's3cret' },
      multiStatus: true,
    });
    try {
      const post = (headers: Record<string, string>) =>
        fetch(`${guarded.url}/api/ds/query`, {
          method: 'POST',
          headers,
          body: JSON.stringify({ queries: [sql('select 1 as n'), sql('selct', 'B')] }),
        });
      expect((await post({})).status).toBe(401);
      expect((await post({ authorization: 'Bearer other' })).status).toBe(401);
      expect((await post({ authorization: 'Bearer s3cret' })).status).toBe(207);
      expect((await fetch(`${guarded.url}/api/health`)).status).toBe(200);
      const calls = (await (await fetch(`${guarded.url}/demo/calls`)).json()) as unknown[];
      expect(calls).toEqual([
        { method: 'POST', path: '/api/ds/query' },
        { method: 'POST', path: '/api/ds/query' },
        { method: 'POST', path: '/api/ds/query', token: 'managed', refIds: ['A', 'B'] },
      ]);
      expect(JSON.stringify(calls)).not.toContain('s3cret');
    } finally {
      await guarded.close();
    }
  });

  it('lives on: with the clock come rows and counts, and Prometheus scrapes them', async () => {
    const sessions = async () => Number(frameOf(await ask([sql('select count(*) from sessions')])).data.values[0][0]);
    const counted = async () =>
      [...(await get('/demo/metrics/eu')).text.matchAll(/^shop_sessions_total\{.*\} (\d+)$/gm)].reduce(
        (n, one) => n + Number(one[1]),
        0
      );
    const before = await sessions();
    const countedBefore = await counted();
    await demo.live(`${workbench.url}/demo/metrics`);
    clock += 20 * MINUTE;
    await expect.poll(sessions, { timeout: 20_000 }).toBeGreaterThan(before + 10);
    expect(await counted()).toBeGreaterThan(countedBefore + 5);
    expect((await get('/demo/metrics/mars')).status).toBe(404);
    const targets = (await (await fetch(`${demo.prometheus.url}/api/v1/targets`)).json()) as {
      data: { activeTargets: Array<{ scrapeUrl: string }> };
    };
    expect(targets.data.activeTargets.map((one) => one.scrapeUrl)).toContain(`${workbench.url}/demo/metrics/eu`);
    // A scene may be switched while it lives.
    const response = await fetch(`${workbench.url}/demo/scene`, { method: 'POST', body: '{"scene":"calm"}' });
    expect(((await response.json()) as { scene: string }).scene).toBe('calm');
  });

  it('lets pg and psql ask over a socket', async () => {
    const socket = await demo.db.listen(0);
    const client = new Client({ connectionString: socket.url });
    await client.connect();
    const found = await client.query<{ n: string }>('select count(*) as n from sessions where region = $1', ['eu']);
    expect(Number(found.rows[0].n)).toBeGreaterThan(100);
    await client.end();
    await socket.close();
  });

  it('is a command line too: prints its URL, loads a CSV, ends with its standard input', async () => {
    const init = path.join(scratch, 'init.sql');
    const csv = path.join(scratch, 'visits.csv');
    writeFileSync(init, 'create table visits (name text, bought boolean)');
    writeFileSync(csv, 'name,bought\nada,true\n"b, c",false\n');
    const child = spawn(
      process.execPath,
      [
        path.join(root, 'node_modules/tsx/dist/cli.mjs'),
        path.join(root, 'demo/server/main.ts'),
        '--port',
        '0',
        '--print-url',
      ].concat('--no-browser-page', '--days', '1', '--init', init, '--csv', `visits=${csv}`),
      { stdio: ['pipe', 'pipe', 'pipe'] }
    );
    const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
    const said: string[] = [];
    child.stderr.on('data', (data: Buffer) => said.push(data.toString()));
    const line = await new Promise<string>((resolve) => {
      child.stdout.once('data', (data: Buffer) => resolve(data.toString()));
      child.once('exit', () => resolve(`ended: ${said.join('')}`));
    });
    expect(line).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n$/);
    const response = await fetch(`${line.trim()}/api/ds/query`, {
      method: 'POST',
      body: JSON.stringify({ queries: [sql('select name, bought from visits order by 1')] }),
    });
    const { results } = (await response.json()) as Answer['body'];
    expect(results.A.frames![0].data.values).toEqual([
      ['ada', 'b, c'],
      [true, false],
    ]);
    expect((await fetch(`${line.trim()}/`)).status).toBe(404);
    child.stdin.end();
    expect(await ended).toBe(0);
  }, 240_000);
});
