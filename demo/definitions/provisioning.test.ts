import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { provisioningFiles, staleFiles } from '../../scripts/build-provisioning';
import { MAX_DEFINITION_BYTES, parseDefinitions } from '../../src/kpi';

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
    expect(uids).toContain(source.grafana!.uid);
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
  // The shop promises no row later than this (demo/shop/world.ts).
  expect(parsed.value.sources.get('shop-db')!.latenessMs).toBe(15 * 60_000);
});

it('the alert rule asks the plugin, fails loudly, and never resolves for lack of an answer', () => {
  const { groups } = parse(readFileSync(path.join(root, 'provisioning/alerting/shop.yaml'), 'utf8')) as {
    groups: Array<{
      rules: Array<
        Record<string, unknown> & { data: Array<{ datasourceUid: string; model: Record<string, unknown> }> }
      >;
    }>;
  };
  const [rule] = groups[0].rules;
  expect(rule).toMatchObject({ execErrState: 'Error', noDataState: 'KeepLast', condition: 'C', isPaused: false });
  expect(rule.data.map((one) => one.datasourceUid)).toEqual(['plumbline', '__expr__', '__expr__']);
  expect(rule.data[0].model).toMatchObject({ kpi: 'checkout-success', view: 'alert' });
  expect(rule.data[2].model.conditions).toEqual([{ evaluator: { type: 'gt', params: [1] } }]);
});
