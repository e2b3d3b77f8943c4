import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { run } from '../../cli/main';
import { hasPrometheus, startPrometheus } from '../engines/native-prometheus';
import type { Server } from '../engines/native-postgres';
import { describeWith } from '../setup/needs';

const SCRAPE_S = 1;
const MINUTE_MS = 60_000;
const DEFINITIONS = `
apiVersion: plumbline/v1
kind: Source
metadata: { name: metrics }
spec: { dialect: prometheus, grafana: { uid: prometheus }, scrapeInterval: ${SCRAPE_S}s }
---
apiVersion: plumbline/v1
kind: KPI
metadata: { name: answered-well }
spec:
  area: platform
  owner: { team: sre }
  unit: ratio
  measure:
    ratio:
      numerator:   { source: metrics, metric: prometheus_http_requests_total, where: [ { field: code, matches: "2.." } ] }
      denominator: { source: metrics, metric: prometheus_http_requests_total }
`;

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describeWith('prometheus', hasPrometheus(), 'a running Prometheus that scrapes itself', () => {
  let server: Server;
  beforeAll(async () => {
    server = await startPrometheus(`${SCRAPE_S}s`);
  });
  afterAll(() => server?.stop());

  const increase = async (selector: string, atMs: number): Promise<number> => {
    const text = `sum(increase(prometheus_http_requests_total${selector}[1m]))`;
    const answer = await fetch(`${server.url}/api/v1/query?time=${atMs / 1000}&query=${encodeURIComponent(text)}`);
    const body = (await answer.json()) as { data: { result: Array<{ value: [number, string] }> } };
    return Number(body.data.result[0]?.value[1]);
  };

  it('its share of 2xx answers equals its own increase within one scrape interval in a slice', async () => {
    // Both kinds of answer exist from the start, so that neither series is born inside the minute that is measured.
    const good = () => fetch(`${server.url}/api/v1/query?query=up`).then((r) => r.text());
    const bad = () => fetch(`${server.url}/api/v1/query?query=((`).then((r) => r.text());
    await Promise.all([good(), bad()]);
    await sleep(2_500);
    const from = Math.ceil(Date.now() / MINUTE_MS) * MINUTE_MS;
    const to = from + MINUTE_MS;
    for (let i = 0; Date.now() < to + 2_500; i++) {
      await Promise.all([good(), ...(i % 4 === 0 ? [bad()] : [])]);
      await sleep(100);
    }
    const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'plumbline-self-')), 'self.yaml');
    fs.writeFileSync(file, DEFINITIONS);
    let out = '';
    const range = ['--from', new Date(from).toISOString(), '--to', new Date(to).toISOString()];
    const args = ['query', '--definitions', file, '--source', `metrics=prometheus+${server.url}`, '--format', 'json'];
    const code = await run([...args, '--kpi', 'answered-well', '--view', 'value', ...range], {
      out: (text) => void (out += text),
      err: () => undefined,
      nowMs: () => Date.now(),
    });
    expect(code).toBe(0);
    const fields = JSON.parse(out).frames[0].fields as Array<{ name: string; values: number[] }>;
    const value = (name: string) => fields.find((f) => f.name === name)?.values[0] as number;

    const [ok, all] = [await increase('{code=~"2.."}', to), await increase('', to)];
    // docs/decisions/004: one slice may differ from increase[S] by the events of one scrape interval at either edge.
    const bound = (2 * SCRAPE_S) / 60;
    expect(all).toBeGreaterThan(300);
    expect(Math.abs(value('numerator') / ok - 1)).toBeLessThan(bound);
    expect(Math.abs(value('denominator') / all - 1)).toBeLessThan(bound);
    expect(Math.abs(value('value') - ok / all)).toBeLessThan(bound);
    expect(value('value')).toBeGreaterThan(0.5);
    expect(value('value')).toBeLessThan(1);
  }, 200_000);
});
