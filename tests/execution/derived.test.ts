/** Cost per transaction: costs as rows in every SQL engine over counters on the Prometheus engine, beside plain arithmetic and the truth. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectSources, directTransport, type Driver } from '../../src/hosts/direct';
import { runQuery } from '../../src/hosts/run';
import type { Transport } from '../../src/hosts/transport';
import { parseDefinitions, type KpiQuery, type QueryContext, type Result } from '../../src/kpi';
import { ALL_ENGINES, missingFor, openEngines, type Engine, type EngineName, type Table } from '../engines';
import { HOUR } from '../engines/counter-fleet';
import { hasGo, openPromlite, type Promlite } from '../engines/promlite';
import { boundOf, truth, type Slice } from '../oracles/counter-bound';
import { describeWith } from '../setup/needs';
import { FLEET, FROM, TO, ZONE } from './counter-shop';
import { engineTransport } from './engine-transport';

const SETTLED = { fromMs: FROM, toMs: TO, nowMs: TO + 52 * HOUR };

/** A bill an hour and device; none for the kiosk, some for a device that nobody counts, none on the second day for tablets. */
const BILLS = Array.from({ length: (TO - FROM) / HOUR }, (_, hour) =>
  ['mobile', 'desktop', 'tablet', 'ghost'].map((kind, k) => ({
    at: FROM + hour * HOUR + 17 * 60_000,
    kind,
    cents: 1000 * (k + 1) + ((hour * 37 + k * 11) % 90),
  }))
)
  .flat()
  .filter(({ at, kind }) => kind !== 'tablet' || at < FROM + 24 * HOUR || at >= FROM + 47 * HOUR);
const TABLE: Table = { name: 'bills', columns: { at: 'timestamptz', kind: 'text', cents: 'integer' } };

const kpi = (name: string, spec: string) => `---
apiVersion: plumbline/v1
kind: KPI
metadata: { name: ${name} }
spec: { area: shop, owner: { team: growth }, ${spec} }
`;
const derived = (name: string, unit: string, expression: string, inputs: string, rest = '') =>
  kpi(
    name,
    `timeZone: ${ZONE}, unit: "${unit}", measure: { derived: { expression: "${expression}", inputs: [ ${inputs} ] } }${rest}`
  );
const BY_KIND = 'segments: [ { name: device, field: kind } ]';
const bills = `{ source: db, table: bills, time: at, value: { expression: "cents / 100.0" }, where: [] }`;

const textFor = (dialect: string) =>
  `apiVersion: plumbline/v1
kind: Source
metadata: { name: metrics }
spec: { dialect: prometheus, grafana: { uid: m }, scrapeInterval: 15s }
---
apiVersion: plumbline/v1
kind: Source
metadata: { name: db }
spec: { dialect: ${dialect}, grafana: { uid: d } }
` +
  kpi('cost', `${BY_KIND}, unit: "currency:EUR", timeZone: ${ZONE}, measure: { sum: ${bills} }`) +
  kpi(
    'billed',
    `${BY_KIND}, unit: count, privacy: { minCohort: 50 }, measure: { count: { source: db, table: bills, time: at } }`
  ) +
  kpi(
    'orders',
    `segments: [ { name: device, field: device } ], unit: count, timeZone: ${ZONE}, measure: { count: { source: metrics, metric: checkouts_total } }`
  ) +
  derived(
    'cost-per-order',
    'ratio:EUR/count',
    'cost / orders',
    '{ as: cost, kpi: cost }, { as: orders, kpi: orders }',
    ', thresholds: [ { name: dear, severity: ticket, above: "0.05", window: 6h, minimumEvents: 100 } ]'
  ) +
  derived(
    'free',
    'ratio:EUR/count',
    'cost / orders',
    '{ as: cost, kpi: cost, absentIs: zero }, { as: orders, kpi: orders }'
  ) +
  derived(
    'margin',
    'currency:EUR',
    'max(orders * 0.5 * each / each, 0) * unit - cost',
    '{ as: orders, kpi: orders }, { as: each, kpi: cost-per-order }, { as: unit, kpi: cost-per-order }, { as: cost, kpi: cost }'
  ) +
  derived(
    'private',
    'count',
    'orders + 0 * coalesce(billed, 0)',
    '{ as: orders, kpi: orders }, { as: billed, kpi: billed }'
  );

const setFor = (dialect: string) => {
  const parsed = parseDefinitions([{ file: 'derived.yaml', text: textFor(dialect) }]);
  if (!parsed.ok) {
    throw new Error(parsed.diagnostics.map((d) => `${d.place?.line}: ${d.message}`).join('\n'));
  }
  return parsed.value;
};

const column = (result: Result, name: string, frame = 0) =>
  result.frames[frame].fields.find((field) => field.name === name)!.values as ReadonlyArray<number | null>;

/** Costs in EUR in [fromMs, toMs), by the slow way. */
const costs = (fromMs: number, toMs: number, device?: string) =>
  BILLS.filter(({ at, kind }) => at >= fromMs && at < toMs && (device === undefined || kind === device)).reduce(
    (sum, { cents }) => sum + cents,
    0
  ) / 100;
const counters = (device?: string) =>
  FLEET.counters.filter((one) => one.metric === 'checkouts_total' && (device === undefined || one.device === device));

describeWith('go', hasGo(), 'derived KPIs over SQL and Prometheus', () => {
  let promlite: Promlite;
  let metrics: Map<string, Driver>;
  const engines = new Map<EngineName, Engine>();
  const stores = ALL_ENGINES.filter((name) => missingFor(name) === undefined);

  beforeAll(async () => {
    promlite = await openPromlite();
    await promlite.store.replay(FLEET.replay);
    for (const engine of await openEngines('Asia/Tokyo')) {
      engines.set(engine.name, engine);
      await engine.load(TABLE, BILLS);
    }
    metrics = connectSources(setFor('sqlite'), [`metrics=prometheus+${promlite.url}`]);
  }, 300_000);

  afterAll(async () => {
    await Promise.all([...(metrics?.values() ?? [])].map((driver) => driver.close()));
    await Promise.all([...engines.values()].map((engine) => engine.close()));
    await promlite?.close();
  });

  /** SQL on the engine, PromQL on the Prometheus engine. */
  async function ask(store: EngineName, query: KpiQuery, context: QueryContext = SETTLED) {
    const engine = engines.get(store)!;
    const sql = engineTransport(engine);
    const prometheus = directTransport(metrics);
    const slices: Slice[] = [];
    const transport: Transport = {
      send: async (requests, signal) => {
        const counted = requests.filter((request) => request.dialect === 'prometheus');
        counted.forEach(({ startMs, endMs, stepMs }) => {
          for (let end = startMs; end <= endMs; end += stepMs) {
            slices.push({ startMs: end - stepMs, endMs: end });
          }
        });
        const rows = requests.filter((request) => request.dialect !== 'prometheus');
        return [...(await sql.send(rows, signal)), ...(await prometheus.send(counted, signal))];
      },
    };
    const result = await runQuery(setFor(engine.dialect), query, context, transport);
    return { ...result, slices: slices.sort((a, b) => a.startMs - b.startMs) };
  }

  /** Exact over what the counter says, and within what a counter may be off of the truth. */
  function expectShare(
    found: number | null,
    cost: number,
    orders: number | null,
    slices: readonly Slice[],
    device?: string
  ) {
    expect(found).toBeCloseTo(cost / orders!, 9);
    const [fromMs, toMs] = [slices[0].startMs, slices[slices.length - 1].endMs];
    const [count, bound] = [truth(counters(device), fromMs, toMs), boundOf(counters(device), slices)];
    expect(Math.abs(found! - cost / count)).toBeLessThanOrEqual((cost / count) * (bound / (count - bound)));
  }

  test.each(stores)('cost per order of three days: %s over Prometheus', async (store) => {
    const result = await ask(store, { kpi: 'cost-per-order', view: 'value' });
    const orders = await ask(store, { kpi: 'orders', view: 'value' });
    expect(result.status).toBe('ok');
    expect(column(result, 'numerator')[0]).toBeCloseTo(costs(FROM, TO), 6);
    expect(column(result, 'denominator')).toEqual(column(orders, 'value'));
    expectShare(column(result, 'value')[0], costs(FROM, TO), column(orders, 'value')[0], orders.slices);
  });

  test.each(stores)('by day of Berlin, over the change of clocks: %s', async (store) => {
    const result = await ask(store, { kpi: 'cost-per-order', view: 'series', grain: '1d' });
    const orders = await ask(store, { kpi: 'orders', view: 'series', grain: '1d' });
    const times = column(result, 'time') as number[];
    expect(times).toEqual([FROM, FROM + 24 * HOUR, FROM + 47 * HOUR]);
    const ends = [...times.slice(1), TO];
    times.forEach((from, i) => {
      const slices = orders.slices.filter((slice) => slice.startMs >= from && slice.endMs <= ends[i]);
      expectShare(column(result, 'value')[i], costs(from, ends[i]), column(orders, 'value')[i], slices);
    });
    const [cost, counted] = result.frames[0].meta!.inputs as Array<{ values: number[] }>;
    expect(counted.values).toEqual(column(orders, 'value'));
    cost.values.forEach((value, i) => expect(value).toBeCloseTo(costs(times[i], ends[i]), 6));
  });

  test.each(stores)('by device: what one side lacks is missing, or zero where that is said: %s', async (store) => {
    const query = { view: 'breakdown', by: ['device'] } as const;
    const result = await ask(store, { kpi: 'cost-per-order', ...query });
    const orders = await ask(store, { kpi: 'orders', ...query });
    const of = (one: Result) =>
      new Map(column(one, 'device').map((device, i) => [String(device), column(one, 'value')[i]]));
    const found = of(result);
    expect([...found.keys()].sort()).toEqual(['desktop', 'ghost', 'kiosk', 'mobile', 'tablet']);
    expect([found.get('ghost'), found.get('kiosk')]).toEqual([null, null]);
    for (const device of ['mobile', 'desktop', 'tablet']) {
      expectShare(found.get(device)!, costs(FROM, TO, device), of(orders).get(device)!, orders.slices, device);
    }
    const said = result.notices.filter(({ code }) => code === 'PL4035').map(({ message }) => message);
    expect(said).toEqual([expect.stringContaining('because cost has'), expect.stringContaining('because orders has')]);
    const free = of(await ask(store, { kpi: 'free', ...query }));
    expect([free.get('kiosk'), free.get('ghost')]).toEqual([0, null]);
    const filtered = await ask(store, {
      kpi: 'cost-per-order',
      view: 'value',
      filters: { device: ['mobile', 'ghost'] },
    });
    expect(column(filtered, 'value')[0]).toBeCloseTo(
      (costs(FROM, TO, 'mobile') + costs(FROM, TO, 'ghost')) / of(orders).get('mobile')!,
      9
    );
  });

  test.each(stores)('derived of derived, hours without bills, suppressed groups: %s', async (store) => {
    const margin = await ask(store, { kpi: 'margin', view: 'value' });
    // orders · 0.5 · (each / each) · (cost / orders) − cost = −cost / 2
    expect(column(margin, 'value')[0]).toBeCloseTo(-costs(FROM, TO) / 2, 6);
    const hours = await ask(store, { kpi: 'free', view: 'series', grain: '1h', filters: { device: ['tablet'] } });
    const gaps = column(hours, 'value').slice(24, 47);
    // Tablets buy all day, and nobody was billed for them on the second.
    expect(gaps.filter((value) => value !== null && value !== 0)).toEqual([]);
    expect(gaps.filter((value) => value === 0).length).toBeGreaterThan(20);
    const bare = await ask(store, {
      kpi: 'cost-per-order',
      view: 'series',
      grain: '1h',
      filters: { device: ['tablet'] },
    });
    expect(column(bare, 'value').slice(24, 47)).toEqual(Array(23).fill(null));
    const groups = await ask(store, { kpi: 'private', view: 'breakdown', by: ['device'] });
    const values = new Map(column(groups, 'device').map((device, i) => [String(device), column(groups, 'value')[i]]));
    // 48 bills of tablets are fewer than 50; the others have 71.
    expect([values.get('tablet'), values.get('mobile')]).toEqual([null, expect.any(Number)]);
    expect(groups.notices.map(({ code }) => code)).toContain('PL4007');
  });

  test.each(stores)('beside the day before, which had 23 hours, and the rest: %s', async (store) => {
    const [before, from] = [FROM + 24 * HOUR, FROM + 47 * HOUR];
    const context = { ...SETTLED, fromMs: from };
    const query = { kpi: 'cost-per-order', view: 'breakdown', by: ['device'], compare: 'previous' } as const;
    const result = await ask(store, { ...query, limit: 1, other: true }, context);
    expect(result.frames[0].meta).toMatchObject({ compared: { fromMs: before, toMs: from }, otherRow: 1 });
    const ordersOf = async (fromMs: number, toMs: number) => {
      const orders = await ask(
        store,
        { kpi: 'orders', view: 'breakdown', by: ['device'] },
        { ...context, fromMs, toMs }
      );
      return new Map(column(orders, 'device').map((device, i) => [String(device), column(orders, 'value')[i]!]));
    };
    const [shown] = column(result, 'device').map(String);
    for (const [name, fromMs, toMs] of [
      ['value', from, TO],
      ['previous', before, from],
    ] as const) {
      const orders = await ordersOf(fromMs, toMs);
      const own = orders.get(shown)!;
      const all = [...orders.values()].reduce((sum, value) => sum + value, 0);
      const cost = costs(fromMs, toMs, shown);
      expect(column(result, name)[0]).toBeCloseTo(cost / own, 9);
      expect(column(result, name)[1]).toBeCloseTo((costs(fromMs, toMs) - cost) / (all - own), 9);
    }
    const { whole } = result.frames[0].meta as unknown as { whole: { change: number } };
    const [a, b] = column(result, 'contribution');
    expect(a! + b!).toBeCloseTo(whole.change, 9);
  });

  test.each(stores)('an alert says how many times over, of the very number of the board: %s', async (store) => {
    const context = { fromMs: TO - HOUR, toMs: TO - 3 * HOUR, nowMs: TO + 52 * HOUR };
    const alert = await ask(store, { kpi: 'cost-per-order', view: 'alert' }, context);
    const value = await ask(
      store,
      { kpi: 'cost-per-order', view: 'value', window: '6h' },
      { ...context, fromMs: FROM }
    );
    expect(alert.frames[0].fields[0].values[0]).toBeCloseTo(column(value, 'value')[0]! / 0.05, 9);
  });
});
