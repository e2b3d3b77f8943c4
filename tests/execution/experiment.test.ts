/** Experiments from the text of their definition to the frames, on the engines that run here. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runQuery } from '../../src/hosts/run';
import { parseDefinitions, type KpiQuery, type QueryContext, type Result } from '../../src/kpi';
import type { ExperimentMeta } from '../../src/kpi/results/types-events';
import { Chance } from '../../src/kpi/stats/testing';
import { openEngines, type Engine, type Row } from '../engines';
import { engineTransport } from './engine-transport';

const T0 = Date.UTC(2026, 2, 2);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const text = (dialect: string, metrics: string, lines = '') => `
apiVersion: plumbline/v1
kind: Source
metadata: { name: db }
spec: { dialect: ${dialect}, grafana: { uid: db }, lateness: 10m }
---
apiVersion: plumbline/v1
kind: Experiment
metadata: { name: button, displayName: Green button }
spec:
  area: shop
  owner: { team: growth }
  source: db
  segments: [ { name: region, displayName: Region, field: region } ]
  exposures: { table: seen, time: at, unit: unit, variant: variant }
  variants: [ { name: green }, { name: grey, control: true } ]
  ${lines}
  metrics:
    ${metrics}
`;
const ORDERED = `- { name: ordered, displayName: Bought, unit: ratio, table: orders, time: at, actor: unit, any: true, window: 2d }`;
const REVENUE = `- { name: revenue, unit: "currency:EUR", table: orders, time: at, actor: unit, value: amount, window: 2d, covariate: { lookback: 7d } }`;
const BASKET = `- { name: basket, unit: "currency:EUR", table: orders, time: at, actor: unit, value: amount, per: rows }`;

let engines: readonly Engine[] = [];
beforeAll(async () => {
  engines = await openEngines();
}, 120_000);
afterAll(() => Promise.all(engines.map((engine) => engine.close())));

type Seen = readonly [unit: string | null, variant: string | null, at: number, region?: string | null];
type Order = readonly [unit: string | null, at: number, amount: number | null];

async function load(seen: readonly Seen[], orders: readonly Order[]): Promise<void> {
  for (const engine of engines) {
    await engine.load(
      { name: 'seen', columns: { unit: 'text', variant: 'text', at: 'timestamptz', region: 'text' } },
      seen.map(([unit, variant, at, region = 'eu']): Row => ({ unit, variant, at, region }))
    );
    await engine.load(
      { name: 'orders', columns: { unit: 'text', at: 'timestamptz', amount: 'numeric' } },
      orders.map(([unit, at, amount]): Row => ({ unit, at, amount }))
    );
  }
}

interface Asking extends Partial<QueryContext> {
  readonly metrics?: string;
  readonly lines?: string;
  readonly query?: Partial<KpiQuery>;
  readonly fails?: readonly string[];
}

/** The same on every engine, but for the last digits of sums; the last one's result. */
async function ask({ metrics = ORDERED, lines, query, fails, ...context }: Asking = {}): Promise<Result> {
  const results: Result[] = [];
  for (const engine of engines) {
    const parsed = parseDefinitions([{ file: 'a.yaml', text: text(engine.dialect, metrics, lines) }]);
    if (!parsed.ok) {
      throw new Error(parsed.diagnostics.map(({ message }) => message).join('\n'));
    }
    results.push(
      await runQuery(
        parsed.value,
        { kpi: 'button', view: 'experiment', ...query } as KpiQuery,
        { fromMs: T0, toMs: T0 + 10 * DAY, nowMs: T0 + 20 * DAY, ...context },
        engineTransport(engine, fails)
      )
    );
  }
  const rounded = (_: string, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(9)) : value);
  const shape = ({ frames, status, notices }: Result) => JSON.stringify({ frames, status, notices }, rounded);
  results.forEach((result) => expect(shape(result)).toBe(shape(results[0])));
  return results[results.length - 1];
}

const field = (result: Result, name: string, frame = 0) => [
  ...(result.frames[frame].fields.find((one) => one.name === name)?.values ?? []),
];
const metaOf = (result: Result, frame = 0) => result.frames[frame].meta as unknown as ExperimentMeta;
const codes = ({ notices }: Result) => notices.map(({ code }) => code).sort();

/** `n` units a side, alternating; of each side so many buy an hour later. */
async function shop(n: number, grey: number, green: number, more: readonly Seen[] = []): Promise<void> {
  const units = Array.from({ length: n }, (_, i) => i);
  const seen = units.flatMap((i): Seen[] => [
    [`a${i}`, 'grey', T0 + i * 1000, i % 2 === 0 ? 'eu' : 'us'],
    [`b${i}`, 'green', T0 + i * 1000, i % 2 === 0 ? 'eu' : 'us'],
  ]);
  const bought = (side: string, k: number) =>
    units.slice(0, k).map((i): Order => [`${side}${i}`, T0 + HOUR + i * 1000, 10]);
  await load([...seen, ...more], [...bought('a', grey), ...bought('b', green)]);
}

describe('view experiment', () => {
  it('shows the control first, and the variant beside it: a share of those exposed, who did not buy counts 0', async () => {
    await shop(1000, 200, 320);
    const result = await ask();
    expect(result.status).toBe('ok');
    expect(field(result, 'variant')).toEqual(['grey', 'green']);
    expect(field(result, 'units')).toEqual([1000, 1000]);
    expect(field(result, 'value')).toEqual([0.2, 0.32]);
    expect(field(result, 'difference')[0]).toBeNull();
    expect(field(result, 'difference')[1]).toBeCloseTo(0.12, 12);
    expect(field(result, 'lift')[1]).toBeCloseTo(0.6, 12);
    expect(field(result, 'verdict')).toEqual([null, 'better']);
    expect(codes(result)).toEqual([]);
    expect(metaOf(result)).toMatchObject({ control: 'grey', mixed: 0, sampleRatio: { pValue: 1, suspicious: false } });
  });

  it('knows which way is good, and waits with little', async () => {
    await shop(1000, 200, 320);
    const worse = await ask({ metrics: ORDERED.replace('any: true', 'any: true, better: lower') });
    expect(field(worse, 'verdict')).toEqual([null, 'worse']);
    await shop(50, 10, 16);
    expect(field(await ask(), 'verdict')).toEqual([null, 'waiting']);
  });

  it('says that nothing came of it only where the definition says what matters', async () => {
    await shop(3000, 1500, 1500);
    expect(field(await ask(), 'verdict')[1]).toBe('waiting');
    const asked = await ask({ metrics: ORDERED.replace('any: true', 'any: true, minimumLift: "0.2"') });
    expect(field(asked, 'verdict')[1]).toBe('none');
  });

  it('leaves out units of several variants, of other names and of none, and says how many', async () => {
    const more: Seen[] = [
      ['a0', 'green', T0 + HOUR],
      ['a1', 'grey', T0 + HOUR],
      ['x', 'blue', T0],
      ['y', null, T0],
      ['b0', null, T0],
      [null, 'green', T0],
    ];
    await shop(100, 20, 20, more);
    const result = await ask();
    expect(field(result, 'units')).toEqual([99, 100]);
    expect(metaOf(result).mixed).toBe(1);
    expect(codes(result)).toEqual(['PL4064', 'PL4065', 'PL4066']);
    expect(result.notices.find(({ code }) => code === 'PL4065')?.message).toContain('1 unit was exposed');
  });

  it('trusts no number whose sample ratio is off', async () => {
    await shop(
      1000,
      200,
      320,
      Array.from({ length: 200 }, (_, i): Seen => [`c${i}`, 'grey', T0])
    );
    const result = await ask();
    expect(field(result, 'verdict')).toEqual([null, 'unknown']);
    expect(metaOf(result).sampleRatio).toMatchObject({ suspicious: true });
    expect(metaOf(result).sampleRatio.words).toContain('grey 54.5 % of 50 %');
    expect(codes(result)).toEqual(['PL4067']);
  });

  it('counts a unit once its window is over and late events are in, and tells how many are open', async () => {
    await shop(100, 20, 30);
    const seconds = (n: number) => T0 + n * 1000;
    // The windows of 50 units a side ended more than the lateness ago.
    const result = await ask({ nowMs: seconds(50) + 2 * DAY + 10 * 60_000 });
    expect(field(result, 'units')).toEqual([50, 50]);
    expect(codes(result)).toEqual(['PL4068']);
    expect(result.notices[0].message).toContain('100 of 200 units');
    const none = await ask({ nowMs: T0 + DAY });
    expect([field(none, 'units'), field(none, 'value')]).toEqual([
      [0, 0],
      [null, null],
    ]);
  });

  it('splits and filters by the segment of the exposure, and warns of many looks', async () => {
    await shop(1000, 200, 320);
    const by = await ask({ query: { by: ['region'] } });
    expect(field(by, 'region')).toEqual(['eu', 'eu', 'us', 'us']);
    expect(field(by, 'units')).toEqual([500, 500, 500, 500]);
    expect(codes(by)).toEqual(['PL4069']);
    expect(metaOf(by).divergence).toMatchObject([{ segment: 'region', variant: 'green', diverges: false }]);
    const only = await ask({ query: { filters: { region: ['us'] } } });
    expect(field(only, 'units')).toEqual([500, 500]);
  });

  it('tells when one region alone has the effect (F4)', async () => {
    const units = Array.from({ length: 1500 }, (_, i) => i);
    const regions = ['eu', 'us', 'asia'];
    const seen = units.flatMap((i): Seen[] => [
      [`a${i}`, 'grey', T0, regions[i % 3]],
      [`b${i}`, 'green', T0, regions[i % 3]],
    ]);
    const buys = (i: number, share: number) => Math.floor(i / 3) % 10 < share * 10;
    const orders = units.flatMap((i): Order[] => [
      ...(buys(i, 0.3) ? [[`a${i}`, T0 + HOUR, 1] as const] : []),
      ...(buys(i, i % 3 === 1 ? 0.7 : 0.3) ? [[`b${i}`, T0 + HOUR, 1] as const] : []),
    ]);
    await load(seen, orders);
    const result = await ask({ query: { by: ['region'] } });
    expect(metaOf(result).divergence?.[0]).toMatchObject({ diverges: true });
    expect(metaOf(result).divergence?.[0].words).toContain('us alone');
    expect(field(result, 'verdict').filter((one) => one === 'better')).toHaveLength(1);
  });

  it('hides groups that are too small, and compares nothing with them', async () => {
    await shop(30, 10, 20);
    const result = await ask({ lines: 'privacy: { minCohort: 20 }', query: { by: ['region'] } });
    expect(field(result, 'units')).toEqual([null, null, null, null]);
    expect(field(result, 'verdict')).toEqual([null, 'unknown', null, 'unknown']);
    expect(codes(result)).toContain('PL4007');
    expect(metaOf(result).divergence?.[0].pValue).toBeNull();
    const whole = await ask({ lines: 'privacy: { minCohort: 31 }' });
    expect(metaOf(whole).variants.map(({ units }) => units)).toEqual([null, null]);
  });

  it('asks one request a metric, each a frame; CUPED and ratios among them', async () => {
    const chance = new Chance(5);
    const seen: Seen[] = [];
    const orders: Order[] = [];
    for (let i = 0; i < 400; i++) {
      const habit = Math.round(4 * Math.exp(2 + chance.normal())) / 4;
      seen.push([`u${i}`, i % 2 === 0 ? 'grey' : 'green', T0 + DAY]);
      orders.push([`u${i}`, T0, habit], [`u${i}`, T0 + 2 * DAY, habit + (i % 2) + Math.round(chance.normal() * 4) / 4]);
    }
    await load(seen, orders);
    const result = await ask({ metrics: [ORDERED, REVENUE, BASKET].join('\n    ') });
    expect(result.requests).toBe(3);
    expect(result.frames.map(({ name }) => name)).toEqual(['button.ordered', 'button.revenue', 'button.basket']);
    // Everybody bought: nothing varies, so nothing can be told.
    expect(field(result, 'differenceLow', 0)).toEqual([null, null]);
    expect(field(result, 'difference', 1)[1]).toBeCloseTo(1, 0);
    expect(metaOf(result, 1).covariate?.varianceLeft).toBeLessThan(0.1);
    expect(field(result, 'verdict', 1)).toEqual([null, 'better']);
    // Each bought once, so a basket is what a unit spent.
    expect(field(result, 'value', 2)).toEqual(field(result, 'value', 1));
    expect(metaOf(result, 2).covariate).toBeUndefined();
  });

  it('looks only where it ran: exposures before it are none, and a range without it is refused', async () => {
    await load(
      [
        ['a', 'grey', T0 - DAY],
        ['a', 'green', T0 + DAY],
        ['b', 'grey', T0 + DAY],
      ],
      []
    );
    const lines = `from: 2026-03-02T00:00:00Z`;
    const ran = await ask({ lines, fromMs: T0 - 5 * DAY });
    expect(metaOf(ran)).toMatchObject({ mixed: 0, fromMs: T0 });
    // Without a start of its own the range's is.
    expect(metaOf(await ask({ fromMs: T0 - 5 * DAY })).mixed).toBe(1);
    const refused = await ask({ lines: `${lines}\n  to: 2026-03-03T00:00:00Z`, fromMs: T0 + 2 * DAY });
    expect([refused.status, codes(refused)]).toEqual(['error', ['PL2081']]);
  });

  it('of nobody shows no number, and of a store that fails no frame', async () => {
    await load([], []);
    const empty = await ask();
    expect([empty.status, field(empty, 'units'), field(empty, 'value')]).toEqual(['nodata', [0, 0], [null, null]]);
    const failed = await ask({ fails: ['db'] });
    expect([failed.status, codes(failed)]).toEqual(['error', ['PL3104']]);
  });

  it('is no view of a KPI, nor a KPI', async () => {
    const result = await ask({ query: { view: 'value' } });
    expect([result.status, codes(result)]).toEqual(['error', ['PL2003']]);
  });
});
