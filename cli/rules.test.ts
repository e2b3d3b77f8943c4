import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { run } from './main';

const DEFINITIONS = `
apiVersion: plumbline/v1
kind: Source
metadata: { name: metrics }
spec: { dialect: prometheus, grafana: { uid: prometheus } }
---
apiVersion: plumbline/v1
kind: Source
metadata: { name: warehouse }
spec: { dialect: mysql, grafana: { uid: warehouse } }
---
apiVersion: plumbline/v1
kind: KPI
metadata: { name: checkout }
spec:
  area: shop
  owner: { team: payments }
  unit: ratio
  measure:
    ratio:
      numerator: { source: metrics, metric: requests_total, where: [ { field: outcome, is: ok } ] }
      denominator: { source: metrics, metric: requests_total }
  objectives: [ { name: monthly, target: "0.9", timeWindow: { duration: 30d } } ]
---
apiVersion: plumbline/v1
kind: KPI
metadata: { name: orders }
spec:
  area: shop
  owner: { team: finance }
  unit: count
  measure: { count: { source: warehouse, table: orders, time: at, count: rows } }
  thresholds: [ { name: few, severity: page, below: "10", window: 1h } ]
`;
const QUIET = DEFINITIONS.replace(/ {2}(objectives|thresholds):.*\n/g, '');

let folder: string;
const file = (name: string) => path.join(folder, name);
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plumbline-cli-rules-'));
  fs.writeFileSync(file('good.yaml'), DEFINITIONS);
  fs.writeFileSync(file('quiet.yaml'), QUIET);
  fs.writeFileSync(file('bad.yaml'), DEFINITIONS.replace('"0.9"', '"1.5"'));
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

async function rules(definitions: string, ...args: string[]) {
  let out = '';
  let err = '';
  const streams = { out: (t: string) => void (out += t), err: (t: string) => void (err += t), nowMs: () => 0 };
  const code = await run(['rules', '--definitions', file(definitions), ...args], streams);
  return { code, out, err };
}

describe('plumbline rules', () => {
  it('prints a file for Grafana, and says on standard error what was left out', async () => {
    const { code, out, err } = await rules(
      'good.yaml',
      '--target',
      'plugin',
      '--folder',
      'Alerts',
      '--board',
      '/d/shop'
    );
    expect(code).toBe(0);
    expect(out).toMatch(/^# Written by plumbline rules --target plugin/);
    const { groups } = parse(out) as {
      groups: Array<{ name: string; folder: string; rules: Array<{ uid: string; dashboardUid: string }> }>;
    };
    expect(groups.map(({ name, folder: of }) => [name, of])).toEqual([
      ['checkout', 'Alerts'],
      ['orders', 'Alerts'],
    ]);
    expect(groups.flatMap((group) => group.rules.map(({ uid, dashboardUid }) => [uid, dashboardUid]))).toEqual([
      ['plumbline-checkout-page', 'shop'],
      ['plumbline-checkout-ticket', 'shop'],
      ['plumbline-orders-page', 'shop'],
    ]);
    expect(err).toMatch(/good\.yaml:\d+:\d+: warning PL1241 .*14\.4 times over 1h can never fire/);
  });

  it('names the data source that it is told of', async () => {
    const { out } = await rules('good.yaml', '--target', 'plugin', '--data-source-uid', 'kpis');
    expect(out).toMatch(/uid: kpis-checkout-page\n/);
    expect(out).toMatch(/datasourceUid: kpis\n/);
  });

  it('native: what cannot be asked is said, the rest is made', async () => {
    const { code, out, err } = await rules('good.yaml', '--target', 'native');
    expect(code).toBe(0);
    expect(out).toMatch(/expr: clamp_min\(1 - /);
    expect(out).not.toMatch(/uid: plumbline-orders/);
    expect(err).toMatch(/warning PL1605 No native rule was made for orders: nothing is known of macros for mysql/);
  });

  it('prometheus: a rules file', async () => {
    const { code, out } = await rules('good.yaml', '--target', 'prometheus');
    expect(code).toBe(0);
    expect(out).toMatch(/record: plumbline:error_ratio:rate/);
  });

  it('gives the same to programs', async () => {
    const { out } = await rules('good.yaml', '--target', 'plugin', '--format', 'json');
    const text = await rules('good.yaml', '--target', 'plugin');
    const json = JSON.parse(out) as { file: unknown; diagnostics: Array<{ code: string }> };
    expect(json.file).toEqual(parse(text.out));
    expect(json.diagnostics.map(({ code }) => code)).toContain('PL1241');
  });

  it('nothing to write: exit 1, and nothing on standard output', async () => {
    const { code, out, err } = await rules('quiet.yaml', '--target', 'plugin');
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/PL1608/);
  });

  it('invalid definitions: exit 1; no target, or one that is none: exit 2', async () => {
    expect((await rules('bad.yaml', '--target', 'plugin')).code).toBe(1);
    expect((await rules('good.yaml')).code).toBe(2);
    expect((await rules('good.yaml', '--target', 'pagerduty')).code).toBe(2);
  });
});
