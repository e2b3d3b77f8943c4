import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Annotations } from '../demo/server/annotations';
import { connectSources, directTransport } from '../src/hosts/direct';
import { runQuery } from '../src/hosts/run';
import { parseDefinitions } from '../src/kpi';
import { run } from './main';

const NOW = Date.UTC(2026, 10, 25, 12);
const TOKEN = 'glsa_very-secret';
const NOTES = `apiVersion: plumbline/v1
kind: Source
metadata: { name: notes }
spec: { dialect: grafana }
---
apiVersion: plumbline/v1
kind: Events
metadata: { name: releases }
spec: { type: deploy, source: notes, tags: [deploy] }
---
apiVersion: plumbline/v1
kind: Events
metadata: { name: troubles }
spec: { type: incident, source: notes, tags: [incident] }
`;

/** A Grafana that has nothing but annotations: the workbench's. */
async function openGrafana() {
  const annotations = new Annotations(undefined);
  const calls: string[] = [];
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      void (async () => {
        const url = new URL(request.url!, 'http://x');
        calls.push(`${request.method} ${url.pathname}`);
        const body = chunks.length > 0 ? (JSON.parse(Buffer.concat(chunks).toString()) as unknown) : undefined;
        const id = Number(/\/(\d+)$/.exec(url.pathname)?.[1]);
        const send = (status: number, json: unknown) => {
          response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
        };
        if (request.headers.authorization !== `Bearer ${TOKEN}`) {
          return send(401, { message: `Invalid token ${request.headers.authorization}` });
        }
        try {
          if (request.method === 'POST') {
            return send(200, annotations.create(body));
          }
          if (request.method === 'PATCH') {
            return send(200, annotations.patch(id, body));
          }
          return send(200, Number.isNaN(id) ? await annotations.list(url.searchParams) : annotations.get(id));
        } catch (error) {
          return send((error as { status?: number }).status ?? 500, { message: (error as Error).message });
        }
      })();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, calls, port: (server.address() as AddressInfo).port };
}

describe('plumbline annotate', () => {
  let grafana: Awaited<ReturnType<typeof openGrafana>>;
  beforeAll(async () => (grafana = await openGrafana()));
  afterAll(() => void grafana.server.close());

  async function annotate(line: string[], nowMs = NOW, env: Record<string, string> = { GRAFANA_TOKEN: TOKEN }) {
    let [out, err] = ['', ''];
    const address = `http://127.0.0.1:${grafana.port}`;
    const code = await run(['annotate', ...line, '--grafana', address, '--format', 'json'], {
      out: (text) => (out += text),
      err: (text) => (err += text),
      nowMs: () => nowMs,
      env,
    });
    return { code, json: out ? (JSON.parse(out) as Record<string, unknown>) : undefined, out, err };
  }
  async function readBack(events: string, nowMs = NOW + 60_000) {
    const parsed = parseDefinitions([{ file: 'notes.yaml', text: NOTES }]);
    if (!parsed.ok) {
      throw new Error(parsed.diagnostics[0]!.message);
    }
    const drivers = connectSources(parsed.value, [`notes=grafana+http://${TOKEN}@127.0.0.1:${grafana.port}/`]);
    const context = { fromMs: NOW - 3_600_000, toMs: nowMs, nowMs };
    const query = { view: 'deploys', events: [events] } as const;
    const result = await runQuery(parsed.value, query, context, directTransport(drivers));
    const [frame] = result.frames;
    return {
      codes: result.notices.map(({ code }) => code),
      rows: frame!.fields[0]!.values.map((_, i) =>
        Object.fromEntries(frame!.fields.map(({ name, values }) => [name, values[i]]))
      ),
    };
  }

  it('what it writes is read back as the same event', async () => {
    const { code, json } = await annotate([
      ...['deploy', '--service', 'checkout', '--version', 'v2.1', '--environment', 'prod', '--team', 'pay'],
      ...[
        '--author',
        'ada',
        '--text',
        'Bigger <buttons> & "faster"',
        '--link',
        'https://ci/run?x=1&y=2',
        '--from',
        'now-5m',
      ],
    ]);
    expect([code, json]).toMatchObject([0, { created: true, annotation: { time: NOW - 300_000 } }]);
    const { codes, rows } = await readBack('releases');
    expect(codes).toEqual([]);
    expect(rows).toEqual([
      {
        time: NOW - 300_000,
        end: null,
        kind: 'deploy',
        title: 'Bigger <buttons> & "faster"',
        service: 'checkout',
        version: 'v2.1',
        environment: 'prod',
        link: 'https://ci/run?x=1&y=2',
        author: 'ada',
        team: 'pay',
        events: 'releases',
        id: `releases/${NOW - 300_000}/checkout/v2.1`,
      },
    ]);
  });

  it('the same id writes nothing twice; what differs is changed, and the time stays', async () => {
    const line = ['promotion', '--text', 'Black Friday', '--id', 'bf-26'];
    const first = await annotate(line);
    const again = await annotate(line, NOW + 5_000);
    expect(again.json).toMatchObject({ id: first.json!.id, created: false, changed: false });
    const changed = await annotate([...line, '--link', 'https://shop/'], NOW + 9_000);
    expect(changed.json).toMatchObject({ id: first.json!.id, changed: true, annotation: { time: NOW } });
  });

  it('an incident stays open until it is ended, once', async () => {
    await annotate(['incident', '--text', 'Slow', '--severity', 'major', '--id', 'inc-7', '--from', 'now-10m']);
    const open = (await readBack('troubles')).rows;
    expect(open).toMatchObject([{ kind: 'incident', title: 'Slow', end: null }]);
    expect((await annotate(['incident', '--end', 'inc-7'], NOW + 30_000)).code).toBe(0);
    expect((await readBack('troubles')).rows).toMatchObject([{ time: NOW - 600_000, end: NOW + 30_000 }]);
    const twice = await annotate(['incident', '--end', 'inc-7'], NOW + 40_000);
    expect([twice.code, twice.json!.reason]).toEqual([1, expect.stringContaining('has ended already')]);
    expect((await annotate(['incident', '--end', 'nobody'])).code).toBe(1);
    expect((await annotate(['incident', '--end', '77'])).code).toBe(1);
  });

  it('a dry run asks nobody', async () => {
    const before = grafana.calls.length;
    const { code, json } = await annotate(['flag', '--service', 'web', '--version', 'on', '--dry-run'], NOW, {});
    expect([code, json]).toMatchObject([0, { id: null, annotation: { text: 'web on' } }]);
    expect(grafana.calls.length).toBe(before);
  });

  it.each<[string, string[], RegExp]>([
    ['nothing to say', ['deploy'], /Say what happened/],
    ['an unknown kind', ['release', '--text', 'x'], /Allowed choices/],
    ['an unsafe link', ['deploy', '--text', 'x', '--link', 'javascript:alert(1)'], /--link takes/],
    ['an end before its beginning', ['deploy', '--text', 'x', '--from', 'now', '--to', 'now-1h'], /is before/],
    ['a time that is none', ['deploy', '--text', 'x', '--from', 'soon'], /not a time/],
    ['a tag that Grafana would cut', ['deploy', '--service', 's'.repeat(101)], /Grafana keeps 100/],
  ])('refuses %s', async (_, line, words) => {
    const { code, err } = await annotate(line);
    expect(code).toBe(2);
    expect(err).toMatch(words);
  });

  it('never prints the token', async () => {
    const wrong = await annotate(['deploy', '--text', 'x'], NOW, { GRAFANA_TOKEN: 'glsa_other-secret' });
    expect(wrong.code).toBe(2);
    expect(wrong.err).toMatch(/HTTP 401/);
    expect(wrong.err + wrong.out).not.toMatch(/other-secret/);
    const none = await annotate(['deploy', '--text', 'x'], NOW, {});
    expect([none.code, none.err]).toEqual([2, expect.stringContaining('GRAFANA_TOKEN is not set')]);
  });
});
