/** The templates for Prometheus, as `plumbline new` writes them, on the Prometheus engine, beside what was counted. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Random } from '../../demo/shop/random';
import { connectSources, directTransport, type Driver } from '../../src/hosts/direct';
import { runQuery } from '../../src/hosts/run';
import type { Transport } from '../../src/hosts/transport';
import { parseDefinitions, type KpiQuery, type Result, type UpstreamResponse } from '../../src/kpi';
import { newDefinition, TEMPLATES } from '../../src/kpi/templates';
import { openPglite, type Engine, type Row } from '../engines';
import { hasGo, openPromlite, type Promlite } from '../engines/promlite';
import { describeWith } from '../setup/needs';
import { engineTransport } from './engine-transport';

const [SCRAPE, HOUR] = [15_000, 3_600_000];
const FROM = Date.UTC(2026, 2, 28);
const TO = FROM + 48 * HOUR;
const CONTEXT = { fromMs: FROM, toMs: TO, nowMs: TO + 240 * HOUR };

type Labels = Readonly<Record<string, string>>;
interface Counter {
  readonly metric: string;
  readonly labels: Labels;
  /** How much it grew until each scrape. */
  readonly grown: ReadonlyArray<readonly [at: number, by: number]>;
}

const product = (...lists: ReadonlyArray<readonly Labels[]>): Labels[] =>
  lists.reduce<Labels[]>((all, list) => all.flatMap((one) => list.map((more) => ({ ...one, ...more }))), [{}]);
const values = (label: string, ...of: readonly string[]) => of.map((value) => ({ [label]: value }));
const BOUNDS = ['60', '300', '900', '3600', '+Inf'];

const SERIES: ReadonlyArray<readonly [metric: string, labels: readonly Labels[]]> = [
  ['sessions_total', values('device', 'mobile', 'desktop')],
  ['sessions_purchased_total', values('device', 'mobile', 'desktop')],
  ['revenue_eur_total', values('channel', 'search', 'mail')],
  [
    'checkout_attempts_total',
    product(values('outcome', 'ok', 'failed', 'abandoned'), values('provider', 'a', 'b'), values('device', 'mobile')),
  ],
  ['logins_total', product(values('outcome', 'ok', 'failed', 'rate_limited'), values('method', 'card', 'passkey'))],
  ['transactions_total', product(values('state', 'validated', 'void'), values('service', 'shop', 'api'))],
  ['business_request_weight_total', product(values('outcome', 'ok', 'failed'), values('service', 'shop', 'api'))],
];

const scrapes = Array.from({ length: (TO - FROM) / SCRAPE + 241 }, (_, i) => FROM - HOUR + i * SCRAPE);
const COUNTERS: Counter[] = SERIES.flatMap(([metric, all]) =>
  all.map((labels) => {
    const random = new Random('templates', metric, JSON.stringify(labels));
    const often = random.between(0.05, 0.6);
    return { metric, labels, grown: scrapes.map((at) => [at, random.chance(often) ? random.int(1, 4) : 0] as const) };
  })
);
/** Arrivals of each scrape, seconds. */
const arrivals = new Random('arrivals');
const ARRIVED = scrapes.map((at) => ({
  at,
  seconds: 30 * Math.exp(arrivals.between(-1, 4)),
  newest: at - arrivals.int(0, 400) * 1000,
}));

function replay(): string {
  const head = ['plumbline-replay 1', 'target shop web'];
  const text = (labels: Labels) => Object.entries(labels).map(([name, value]) => `${name}="${value}"`);
  COUNTERS.forEach(({ metric, labels }) => head.push(`series ${metric}{${text(labels).join(',')}}`));
  BOUNDS.forEach((bound) => head.push(`series events_arrival_seconds_bucket{le="${bound}"}`));
  head.push('series events_newest_timestamp_seconds');
  // Counters that are not young: one that starts at 0 is extrapolated otherwise.
  const state = COUNTERS.map(() => 1000);
  const buckets = BOUNDS.map(() => 1000);
  const lines = scrapes.map((at, i) => {
    COUNTERS.forEach(({ grown }, n) => (state[n] += grown[i][1]));
    BOUNDS.forEach(
      (bound, n) => (buckets[n] += ARRIVED[i].seconds <= Number(bound.replace('+Inf', 'Infinity')) ? 1 : 0)
    );
    const all = [...state, ...buckets, ARRIVED[i].newest / 1000];
    return `+ 0 ${at} ${all.map((value, n) => `${n}=${value}`).join(' ')}`;
  });
  return [...head, ...lines, ''].join('\n');
}

/** What the counters of a metric grew by in (fromMs, toMs], where the scrapes are. */
function grown(metric: string, fromMs: number, toMs: number, keep: (labels: Labels) => boolean = () => true): number {
  const own = COUNTERS.filter((one) => one.metric === metric && keep(one.labels));
  return own.reduce(
    (sum, one) => sum + one.grown.reduce((s, [at, by]) => s + (at > fromMs && at <= toMs ? by : 0), 0),
    0
  );
}

const COSTS: Row[] = Array.from({ length: 96 }, (_, i) => ({
  usage_at: FROM + i * 0.5 * HOUR,
  cost: (i % 7) + 0.25,
  service: i % 3 === 0 ? 'shop' : 'api',
}));
const cost = (fromMs: number, toMs: number) =>
  COSTS.filter(({ usage_at: at }) => Number(at) >= fromMs && Number(at) < toMs).reduce(
    (s, row) => s + Number(row.cost),
    0
  );

const is =
  (label: string, ...of: readonly string[]) =>
  (labels: Labels) =>
    of.includes(labels[label]);
type Wanted = (fromMs: number, toMs: number) => number;
const ORACLES: Readonly<Record<string, Wanted>> = {
  'conversion-per-session': (a, b) => grown('sessions_purchased_total', a, b) / grown('sessions_total', a, b),
  'revenue-per-minute': (a, b) => grown('revenue_eur_total', a, b) / ((b - a) / 60_000),
  'checkout-success': (a, b) =>
    1 -
    grown('checkout_attempts_total', a, b, is('outcome', 'failed')) /
      grown('checkout_attempts_total', a, b, is('outcome', 'ok', 'failed')),
  'auth-success': (a, b) =>
    grown('logins_total', a, b, is('outcome', 'ok')) / grown('logins_total', a, b, is('outcome', 'ok', 'failed')),
  'cost-per-transaction': (a, b) => cost(a, b) / grown('transactions_total', a, b, is('state', 'validated')),
  'customer-impacting-error-rate': (a, b) =>
    grown('business_request_weight_total', a, b, is('outcome', 'failed')) /
    grown('business_request_weight_total', a, b),
  'customer-impacting-error-rate-budget': (a, b) =>
    1 -
    grown('business_request_weight_total', a, b, is('outcome', 'failed')) /
      grown('business_request_weight_total', a, b),
};

const column = (result: Result, name: string) =>
  (result.frames[0]?.fields.find((field) => field.name === name)?.values ?? []) as ReadonlyArray<number | null>;

describeWith('go', hasGo(), 'templates on the Prometheus engine', () => {
  let promlite: Promlite;
  let pglite: Engine;
  const open: Driver[] = [];
  beforeAll(async () => {
    promlite = await openPromlite();
    expect(await promlite.store.replay([replay()])).toMatchObject({ late: 0 });
    pglite = await openPglite('Asia/Tokyo');
    await pglite.load(
      { name: 'cloud_costs', columns: { usage_at: 'timestamptz', cost: 'numeric', service: 'text' } },
      COSTS
    );
  }, 300_000);
  afterAll(async () => {
    await Promise.all([...open.map((driver) => driver.close()), promlite?.close(), pglite?.close()]);
  });

  /** Counters from the engine, bills from PostgreSQL. */
  async function ask(kpi: string, query: Omit<KpiQuery, 'kpi'>): Promise<Result> {
    const template = TEMPLATES.find(({ name }) => kpi.startsWith(name))!.name;
    const made = newDefinition({ template, dialect: 'prometheus' });
    const parsed = parseDefinitions([{ file: 'new.yaml', text: made.ok ? made.value : '' }]);
    if (!parsed.ok) {
      throw new Error(parsed.diagnostics[0].message);
    }
    const drivers = connectSources(parsed.value, [`metrics=prometheus+${promlite.url}`]);
    open.push(...drivers.values());
    const [metrics, bills] = [directTransport(drivers), engineTransport(pglite)];
    const transport: Transport = {
      send: async (requests, signal) => {
        const counted = requests.filter(({ dialect }) => dialect === 'prometheus');
        const rows = requests.filter(({ dialect }) => dialect !== 'prometheus');
        const answers: UpstreamResponse[][] = await Promise.all([
          metrics.send(counted, signal).then((all) => [...all]),
          bills.send(rows, signal).then((all) => [...all]),
        ]);
        return answers.flat();
      },
    };
    return runQuery(parsed.value, { kpi, ...query }, CONTEXT, transport);
  }

  test.each(Object.entries(ORACLES))('%s is what was counted', async (kpi, wanted) => {
    const value = await ask(kpi, { view: 'value' });
    expect(column(value, 'value')[0]).toBeCloseTo(wanted(FROM, TO), 6);
    const days = await ask(kpi, { view: 'series', grain: '1d' });
    expect(column(days, 'value')).toHaveLength(2);
    column(days, 'value').forEach((found, i) => {
      expect(found).toBeCloseTo(wanted(FROM + i * 24 * HOUR, FROM + (i + 1) * 24 * HOUR), 6);
    });
  });

  test('freshness is the age of the newest event at the end of a bucket, arrival a quantile of the histogram', async () => {
    const fresh = await ask('data-freshness', { view: 'series', grain: '1h' });
    const ends = Array.from({ length: 48 }, (_, i) => FROM + (i + 1) * HOUR);
    const newest = (end: number) =>
      Math.max(...ARRIVED.filter(({ at }) => at > end - HOUR && at <= end).map((one) => one.newest));
    expect(column(fresh, 'value')).toEqual(ends.map((end) => (end - newest(end)) / 1000));
    const arrival = await ask('data-freshness-arrival', { view: 'series', grain: '1d' });
    column(arrival, 'value').forEach((found, i) => {
      const [from, to] = [FROM + i * 24 * HOUR, FROM + (i + 1) * 24 * HOUR];
      const seconds = ARRIVED.filter(({ at }) => at > from && at <= to).map((one) => one.seconds);
      const rank = 0.95 * seconds.length;
      const below = (bound: number) => seconds.filter((one) => one <= bound).length;
      // The rank is among those of 15 minutes to an hour.
      expect([below(900) < rank, below(3600) > rank]).toEqual([true, true]);
      const share = (rank - below(900)) / (below(3600) - below(900));
      expect(found).toBeCloseTo(900 + 2700 * share, 6);
    });
  });
});
