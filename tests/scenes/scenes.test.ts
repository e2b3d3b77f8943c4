/**
 * Each story of the demo in its stores: which alert fires and which stays quiet, asked as Grafana does, minute by minute, and that KPIs say what the
 * simulator knows. `openStory` and `truthOf` are there for whoever has more to compare with the truth (a report's loss, a gate's verdict).
 */
import { afterAll, describe, expect, it } from 'vitest';
import { truthOf } from '../../demo/shop/truth';
import { DAY, HOUR, LATENESS, MINUTE, type Scene } from '../../demo/shop/world';
import { sliceStore, type KpiQuery } from '../../src/kpi';
import { openStory, type Story } from './story';

interface Rule {
  readonly kpi: string;
  readonly severity: 'page' | 'ticket';
  readonly by?: string[];
}

const REGION = { by: ['region'] };
/** Those of provisioning/alerting/shop.yaml. */
const RULES: readonly Rule[] = [
  { kpi: 'checkout-success', severity: 'page', ...REGION },
  { kpi: 'checkout-success', severity: 'ticket', ...REGION },
  { kpi: 'payment-success', severity: 'page', ...REGION },
  { kpi: 'payment-success', severity: 'ticket', ...REGION },
  { kpi: 'checkout-fast', severity: 'ticket', ...REGION },
  { kpi: 'session-conversion', severity: 'ticket', ...REGION },
  { kpi: 'cost-per-order', severity: 'ticket' },
  { kpi: 'consumer-lag', severity: 'ticket' },
  { kpi: 'usage-freshness', severity: 'page' },
  { kpi: 'billing-conversion', severity: 'page' },
  { kpi: 'billing-conversion', severity: 'ticket' },
];

/** Minutes after the scene's start at which a rule was over its limit, by `kpi severity region`. */
async function firing(story: Story, fromMs: number, toMs: number, stepMs: number): Promise<Map<string, number[]>> {
  const found = new Map<string, number[]>();
  for (const { kpi, severity, by } of RULES) {
    const store = sliceStore();
    for (let at = fromMs; at <= toMs; at += stepMs) {
      const query: KpiQuery = { kpi, view: 'alert', severity, ...(by ? { by } : {}) };
      const { status, frames, notices } = await story.ask(query, at, undefined, store);
      expect(status, `${kpi} ${severity}: ${notices.map(({ message }) => message).join(' ')}`).not.toBe('error');
      for (const { values, labels } of frames.flatMap(({ fields }) => fields).filter(({ name }) => name === 'value')) {
        if (values.some((value) => Number(value) > 1)) {
          const name = [kpi, severity, labels?.region].filter(Boolean).join(' ');
          found.set(name, [...(found.get(name) ?? []), (at - story.t0) / MINUTE]);
        }
      }
    }
  }
  return found;
}

const open: Story[] = [];
afterAll(() => Promise.all(open.map((story) => story.close())));
/** Grafana asks every minute; every third shows the same in a third of the time. */
const STEP = process.env.PLUMBLINE_SLOW === '1' ? MINUTE : 3 * MINUTE;

async function begin(scene: Scene, days = 3.5): Promise<Story> {
  const story = await openStory({ scene, days });
  open.push(story);
  return story;
}

async function value(
  story: Story,
  kpi: string,
  fromMinute: number,
  toMinute: number,
  filters = {}
): Promise<number | null> {
  const range = { fromMs: story.t0 + fromMinute * MINUTE, toMs: story.t0 + toMinute * MINUTE };
  const { frames, status, notices } = await story.ask({ kpi, view: 'value', filters }, range.toMs, range);
  expect(status, `${kpi}: ${notices.map(({ message }) => message).join(' ')}`).not.toBe('error');
  return (frames[0]?.fields.find(({ name }) => name === 'value')?.values[0] ?? null) as number | null;
}

/** What must fire in each story; all else must not. */
const EXPECTED: Readonly<Partial<Record<Scene, RegExp>>> = {
  'payment-gateway': /^(checkout-success page|payment-success page|checkout-fast ticket)/,
  'cost-spike': /^cost-per-order ticket$/,
  'midnight-batch': /^(consumer-lag ticket|usage-freshness page|billing-conversion page)$/,
  'regional-cost': /^checkout-fast ticket us$/,
  'bad-deploy': /^checkout-success page eu$/,
};
/** Rules that must fire (without the region). */
const MUST: Readonly<Partial<Record<Scene, readonly string[]>>> = {
  'payment-gateway': ['checkout-success page', 'payment-success page'],
  'cost-spike': ['cost-per-order ticket'],
  'midnight-batch': ['consumer-lag ticket', 'usage-freshness page', 'billing-conversion page'],
  'regional-cost': ['checkout-fast ticket us'],
  'bad-deploy': ['checkout-success page eu'],
};

describe.each(Object.keys(EXPECTED) as Scene[])('%s', (scene) => {
  it('raises the alerts that it should, no other, and says what it cost', async () => {
    const story = await begin(scene);
    const { t0, world } = story;
    const fired = await firing(story, t0 - 9 * MINUTE, t0 + 75 * MINUTE, STEP);
    for (const [rule, minutes] of fired) {
      expect(rule).toMatch(EXPECTED[scene]!);
      expect(Math.min(...minutes)).toBeGreaterThan(2);
    }
    for (const rule of MUST[scene]!) {
      const minutes = [...fired].filter(([name]) => name.startsWith(rule)).flatMap(([, all]) => all);
      // While it lasts, not when it is over.
      expect(Math.min(...minutes), `${rule}: ${JSON.stringify([...fired])}`).toBeLessThan(48);
    }

    const truth = truthOf(world, t0, t0 + HOUR);
    expect(await value(story, 'orders', 0, 60)).toBe(truth.happened.orders);
    expect(await value(story, 'revenue', 0, 60)).toBeCloseTo(truth.happened.revenue, 6);
    // Bills are whole five minutes; rows keep five decimals.
    expect(await value(story, 'cloud-cost', 0, 60)).toBeCloseTo(truth.happened.cost, 2);
    const { failedRequests, checkoutRequests } = truth.happened;
    const success = (await value(story, 'checkout-success', 0, 60))!;
    expect(Math.abs(1 - success - failedRequests / checkoutRequests)).toBeLessThan(0.02);
    expect(await value(story, 'errors-by-type', 0, 60)).toBeGreaterThan(failedRequests * 0.9 - 3);
    expect((await value(story, 'ledger-gap', -60, 0))!).toBe(0);
  }, 600_000);
});

describe('calm', () => {
  it('is quiet', async () => {
    const story = await begin('calm', 5);
    expect(story.t0 - story.world.openedMs).toBeGreaterThan(3 * DAY + LATENESS);
    // A night and a day.
    expect([...(await firing(story, story.t0 - DAY, story.t0, 10 * STEP))]).toEqual([]);
  }, 600_000);
});
