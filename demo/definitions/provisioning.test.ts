import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { provisioningFiles, staleFiles } from '../../scripts/build-provisioning';
import { MAX_DEFINITION_BYTES, parseDefinitions, planQuery, type KpiQuery } from '../../src/kpi';
import { USAGE_LATENESS } from '../shop/billing';
import { LATENESS } from '../shop/world';

const root = path.resolve(__dirname, '..', '..');

interface DataSource {
  readonly uid: string;
  readonly type: string;
  readonly jsonData: { readonly definitions?: string };
}

it('the checked-in provisioning is what demo/definitions gives', () => {
  expect(staleFiles(), 'run: npx tsx scripts/build-provisioning.ts').toEqual([]);
});

it('the provisioned definitions hold together, fit into a data source, and carry owners and sources that are provisioned', () => {
  const { datasources } = parse(provisioningFiles().get('datasources/plumbline.yaml')!) as {
    datasources: DataSource[];
  };
  const text = datasources.find((one) => one.uid === 'plumbline')!.jsonData.definitions!;
  const parsed = parseDefinitions([{ file: 'provisioned', text }]);
  expect(parsed.diagnostics).toEqual([]);
  if (!parsed.ok) {
    throw new Error('unreachable');
  }
  expect(Buffer.byteLength(text)).toBeLessThan(MAX_DEFINITION_BYTES);
  const uids = datasources.map((one) => one.uid);
  for (const source of parsed.value.sources.values()) {
    // Annotations are the Grafana's own.
    expect(source.dialect === 'grafana' || uids.includes(source.grafana!.uid), source.name).toBe(true);
  }
  const owned = [...parsed.value.kpis.values(), ...parsed.value.funnels.values()];
  expect(owned.every((one) => one.owner.contact !== undefined || one.owner.team !== '')).toBe(true);
  expect(owned.map((one) => one.name)).toEqual(
    expect.arrayContaining([
      'session-conversion',
      'revenue',
      'checkout-success',
      'orders',
      'payment-success',
      'purchase',
      'shop-overview',
    ])
  );
  const areas = new Map<string, number>();
  parsed.value.kpis.forEach(({ area }) => areas.set(area ?? '', (areas.get(area ?? '') ?? 0) + 1));
  expect([...areas.keys()].sort()).toEqual(['checkout', 'finance', 'platform', 'shop']);
  // The guide's limit.
  expect(Math.max(...areas.values())).toBeLessThanOrEqual(7);
  // The shop promises no row later than this (demo/shop/world.ts).
  expect(parsed.value.sources.get('shop-db')!.latenessMs).toBe(LATENESS);
  expect(parsed.value.sources.get('usage-db')!.latenessMs).toBeGreaterThanOrEqual(USAGE_LATENESS);
});

interface Rule {
  readonly uid: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly data: ReadonlyArray<{ readonly datasourceUid: string; readonly model: Readonly<Record<string, unknown>> }>;
}

it('the alert rules ask the plugin for what it has, fail loudly, and never resolve for lack of an answer', () => {
  const read = (file: string) => parse(readFileSync(path.join(root, 'provisioning', file), 'utf8')) as unknown;
  const { groups } = read('alerting/shop.yaml') as { groups: Array<{ name: string; folder: string; rules: Rule[] }> };
  expect(groups.map(({ name, folder }) => [name, folder])).toEqual([
    ['checkout-success', 'Shop'],
    ['payment-success', 'Shop'],
    ['checkout-fast', 'Shop'],
    ['session-conversion', 'Shop'],
    ['cost-per-order', 'Shop'],
    ['consumer-lag', 'Shop'],
    ['usage-freshness', 'Shop'],
    ['billing-conversion', 'Shop'],
  ]);
  const { datasources } = read('datasources/plumbline.yaml') as { datasources: DataSource[] };
  const text = datasources.find(({ uid }) => uid === 'plumbline')!.jsonData.definitions!;
  // Grafana takes back what the file doubles.
  const parsed = parseDefinitions([{ file: 'provisioned', text: text.replaceAll('$$', '$') }]);
  const context = { fromMs: 0, toMs: 3_600_000, nowMs: 3_600_000 };
  const rules = groups.flatMap((group) => group.rules);
  expect(rules.map(({ labels }) => `${labels.kpi} ${labels.severity}`)).toEqual([
    'checkout-success page',
    'checkout-success ticket',
    'payment-success page',
    'payment-success ticket',
    'checkout-fast ticket',
    'session-conversion ticket',
    'cost-per-order ticket',
    'consumer-lag ticket',
    'usage-freshness page',
    'billing-conversion page',
    'billing-conversion ticket',
  ]);
  for (const rule of rules) {
    expect(rule).toMatchObject({ execErrState: 'Error', noDataState: 'KeepLast', condition: 'C', isPaused: false });
    expect(rule.data.map((one) => one.datasourceUid)).toEqual(['plumbline', '__expr__', '__expr__']);
    const { kpi, view, severity, by } = rule.data[0].model as unknown as KpiQuery;
    expect(view).toBe('alert');
    const planned = parsed.ok && planQuery(parsed.value, { kpi, view, severity, ...(by ? { by } : {}) }, context);
    expect(planned && planned.ok, rule.uid).toBe(true);
    expect(rule.data[2].model.conditions).toEqual([{ evaluator: { type: 'gt', params: [1] } }]);
  }
});
