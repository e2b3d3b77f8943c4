/** `plumbline gate` and `plumbline report` as a pipeline runs them: a store, then the same store behind a Grafana with a token. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgresSource } from '../demo/server/ds-query';
import { startWorkbenchServer, type Workbench } from '../demo/server/workbench';
import { PgliteStore } from '../demo/stores/pglite';
import { openSqlite } from '../tests/engines';
import { run } from './main';

const MINUTE = 60_000;
const DEPLOY = Date.UTC(2026, 10, 23, 12);
const NOW = DEPLOY + 40 * MINUTE;
const TOKEN = 'glsa_s3cretT0ken';
const text = (dialect: string) => `
apiVersion: plumbline/v1
kind: Source
metadata: { name: db }
spec: { dialect: ${dialect}, grafana: { uid: shop-db }, lateness: 1m }
---
apiVersion: plumbline/v1
kind: KPI
metadata: { name: checkout, displayName: Checkout success }
spec:
  area: shop
  owner: { team: shop }
  unit: ratio
  valuePerUnit: { amount: "50", currency: EUR }
  measure:
    ratio:
      numerator: { source: db, table: attempts, time: at, timeType: unixMillis, count: rows, where: [{ field: outcome, is: ok }] }
      denominator: { source: db, table: attempts, time: at, timeType: unixMillis, count: rows }
  segments: [{ name: region, field: region }]
---
apiVersion: plumbline/v1
kind: Events
metadata: { name: deploys, displayName: Deploys }
spec: { type: deploy, source: db, table: deploys, time: at, timeType: unixMillis, service: service, version: version }
`;

/** Ten attempts a minute and region; after the bad deploy every third of eu fails. */
const attempts = Array.from({ length: 400 }, (_, i) => DEPLOY - 360 * MINUTE + i * MINUTE).flatMap((at) =>
  Array.from({ length: 20 }, (_, n) => ({
    at: at + n * 1000,
    region: n % 2 === 0 ? 'eu' : 'us',
    outcome: (at >= DEPLOY && n % 2 === 0 && n % 3 === 0) || n === 7 ? 'error' : 'ok',
  }))
);
const deploys = [
  { at: DEPLOY, service: 'checkout', version: '4.2.0' },
  { at: DEPLOY - 120 * MINUTE, service: 'search', version: '1.0.0' },
];

let folder: string;
let workbench: Workbench;
let store: PgliteStore;
const file = (name: string) => path.join(folder, name);
beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plumbline-gate-'));
  fs.writeFileSync(file('sqlite.yaml'), text('sqlite'));
  fs.writeFileSync(file('postgres.yaml'), text('postgres'));
  const engine = await openSqlite(file('shop.sqlite'));
  await engine.load({ name: 'attempts', columns: { at: 'integer', region: 'text', outcome: 'text' } }, attempts);
  await engine.load({ name: 'deploys', columns: { at: 'integer', service: 'text', version: 'text' } }, deploys);
  await engine.close();
  store = await PgliteStore.open();
  const list = (rows: object[]) =>
    rows
      .map(
        (row) =>
          `(${Object.values(row)
            .map((v) => (typeof v === 'number' ? v : `'${v}'`))
            .join(',')})`
      )
      .join(',');
  await store.db.exec(
    `CREATE TABLE attempts (at bigint, region text, outcome text); CREATE TABLE deploys (at bigint, service text, version text);
     INSERT INTO attempts VALUES ${list(attempts)}; INSERT INTO deploys VALUES ${list(deploys)};`
  );
  workbench = await startWorkbenchServer({
    root: path.resolve(__dirname, '..'),
    page: null,
    tokens: { ci: TOKEN },
    sources: [postgresSource('shop-db', 'Shop', store)],
    now: () => NOW,
  });
});
afterAll(async () => {
  await workbench?.close();
  fs.rmSync(folder, { recursive: true });
});

async function plumbline(args: string[], env: Record<string, string> = {}) {
  let [out, err, now] = ['', '', NOW];
  const code = await run(args, {
    out: (t) => void (out += t),
    err: (t) => void (err += t),
    nowMs: () => now,
    env,
    sleep: async (ms) => void (now += ms),
  });
  return { code, out, err, all: `${out}${err}` };
}
const sqlite = () => ['--definitions', file('sqlite.yaml'), '--source', `db=sqlite:${file('shop.sqlite')}`];
const grafana = () => ['--definitions', file('postgres.yaml'), '--grafana', workbench.url];
const gate = (where: string[], args: string[], env?: Record<string, string>) =>
  plumbline(['gate', ...where, '--kpi', 'checkout', ...args], env);

describe('plumbline gate', () => {
  it('closes on a bad deploy of a store, with its reason in every output', async () => {
    const json = file('gate.json');
    const summary = file('summary.md');
    const { code, out } = await gate(sqlite(), ['--deploy', 'checkout@4.2.0', '--for', '30m', '--json', json], {
      GITHUB_STEP_SUMMARY: summary,
    });
    expect(code, out).toBe(1);
    expect(out).toMatch(/Gate closed\.\n {2}Checkout success is worse since the deploy/);
    expect(JSON.parse(fs.readFileSync(json, 'utf8'))).toMatchObject({
      schema: 'plumbline/gate/v1',
      outcome: 'closed',
      deploy: { service: 'checkout', version: '4.2.0' },
      reasons: [{ kind: 'worse', kpi: 'checkout' }],
    });
    expect(fs.readFileSync(summary, 'utf8')).toMatch(/^### Gate closed\n/);
  });

  it('is open for one that did nothing', async () => {
    const at = new Date(DEPLOY - 120 * MINUTE).toISOString();
    for (const which of [
      ['--deploy', 'search'],
      ['--at', at],
    ]) {
      const { code, out } = await gate(sqlite(), [...which, '--for', '30m']);
      expect(code, out).toBe(0);
    }
  });

  it('asks through Grafana with a token, and says it nowhere', async () => {
    const json = file('grafana.json');
    const { code, all } = await gate(grafana(), ['--deploy', 'checkout', '--for', '30m', '--json', json], {
      GRAFANA_TOKEN: TOKEN,
    });
    expect(code, all).toBe(1);
    expect(workbench.calls.some(({ path: at, token }) => at === '/api/ds/query' && token === 'ci')).toBe(true);
    const wrong = await gate(grafana(), ['--deploy', 'checkout', '--patience', '1s'], {
      GRAFANA_TOKEN: 'glsa_wr0ngT0ken',
    });
    expect(wrong.code).toBe(2);
    const host = new URL(workbench.url).host;
    const source = `db=grafana+http://${TOKEN}@${host}/?uid=shop-db`;
    const inline = await gate(
      ['--definitions', file('postgres.yaml'), '--source', source],
      ['--deploy', 'checkout', '--for', '30m']
    );
    expect(inline.code, inline.all).toBe(1);
    const typo = await gate(['--definitions', file('postgres.yaml'), `--sauce=${source}`], ['--deploy', 'checkout']);
    expect([typo.code, typo.err]).toEqual([2, expect.stringContaining('unknown option')]);
    expect(`${all}${wrong.all}${inline.all}${typo.all}${fs.readFileSync(json, 'utf8')}`).not.toMatch(/s3cret|wr0ng/);
  });

  it.each<[string, string[], RegExp]>([
    [
      'no such deploy',
      ['--deploy', 'checkout@9'],
      /no deploy "checkout@9" in the last 24h.*search@1\.0\.0, checkout@4\.2\.0/,
    ],
    ['no deploy at all', [], /--deploy names what to judge/],
    ['no KPI of that name', ['--deploy', 'checkout', '--kpi', 'chekout'], /PL2001/],
    ['a duration that is none', ['--deploy', 'checkout', '--for', 'soon'], /--for soon/],
    ['a flag without a webhook', ['--deploy', 'checkout', '--rollback-flag', 'a=off'], /needs --rollback-webhook/],
  ])('could not run: %s', async (_, args, message) => {
    const { code, err } = await gate(sqlite(), args);
    expect([code, err]).toEqual([2, expect.stringMatching(message)]);
  });

  it('a store that stays away is never open', async () => {
    const { code, all } = await gate(
      ['--definitions', file('sqlite.yaml'), '--source', `db=sqlite:${file('none')}`],
      ['--at', 'now-30m']
    );
    expect([code, all]).toEqual([2, expect.stringMatching(/could not run|could not be asked/)]);
  });

  it('says that the rollback failed; the exit stays 1', async () => {
    const hook = ['--rollback-webhook', 'http://127.0.0.1:1/hooks/s3cret'];
    const { code, all } = await gate(sqlite(), ['--deploy', 'checkout', '--for', '30m', ...hook]);
    expect(code).toBe(1);
    expect(all).toMatch(/webhook at 127\.0\.0\.1:1 failed after 4 tries/);
    expect(all).not.toMatch(/s3cret/);
  });
});

describe('plumbline report incident', () => {
  const when = ['--from', new Date(DEPLOY).toISOString(), '--to', new Date(DEPLOY + 30 * MINUTE).toISOString()];

  it('holds the truth in its interval, from a store and through Grafana', async () => {
    // Every sixth of the eu attempts at 0, 6, 12, 18: four of twenty a minute failed that would not have.
    const truth = 4 * 30;
    for (const [where, env] of [
      [sqlite(), {}],
      [grafana(), { GRAFANA_TOKEN: TOKEN }],
    ] as const) {
      const out = file('report.json');
      const { code, all } = await plumbline(['report', 'incident', ...where, ...when, '--out', out], env);
      expect(code, all).toBe(0);
      const { loss, nearby, kpis } = JSON.parse(fs.readFileSync(out, 'utf8'));
      expect(loss.lost.low).toBeLessThanOrEqual(truth);
      expect(loss.lost.high).toBeGreaterThanOrEqual(truth);
      expect(loss.cost.value / loss.lost.value).toBeCloseTo(50);
      expect(nearby.map(({ version }: { version: string }) => version)).toContain('4.2.0');
      expect(kpis[0].segments[0].rows[0].value).toBe('eu');
    }
  });

  it('writes Markdown with its pictures beside it, and HTML', async () => {
    const [md, html] = [file('post mortem.md'), file('report.html')];
    await plumbline(['report', 'incident', ...sqlite(), ...when, '--title', 'A | <b>', '--out', md]);
    const [, picture] = /!\[.*\]\((.*?)\)/.exec(fs.readFileSync(md, 'utf8'))!;
    expect(fs.readFileSync(path.join(folder, decodeURIComponent(picture)), 'utf8')).toMatch(/^<svg/);
    const { code } = await plumbline(['report', 'incident', ...sqlite(), ...when, '--title', 'A | <b>', '--out', html]);
    expect(code).toBe(0);
    expect(fs.readFileSync(html, 'utf8')).toContain('<h1>A | &lt;b&gt;</h1>');
  });

  it('says on standard output what could not be run', async () => {
    expect((await plumbline(['report', 'incident', ...sqlite()])).err).toMatch(/--from and --to/);
    expect((await plumbline(['report', 'incident', ...sqlite(), ...when, '--out', 'x.pdf'])).err).toMatch(
      /name it \.md/
    );
    const away = ['--definitions', file('sqlite.yaml'), '--source', `db=sqlite:${file('none')}`];
    expect((await plumbline(['report', 'incident', ...away, ...when])).code).toBe(2);
  });
});
