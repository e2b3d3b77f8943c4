import { describe, expect, it } from 'vitest';
import { deploysBetween, restartsBetween } from './deploys';
import { incidentsBetween } from './incidents';
import { seriesText } from './metrics';
import { Random, hashFraction } from './random';
import { sessionsPerMinute } from './rhythm';
import { Shop, openedBefore, scenesUpTo, type Batch } from './shop';
import { foldPurchases } from './sql-writer';
import { COLUMNS, TIME_COLUMN } from './tables';
import { DAY, HOUR, LATENESS, MINUTE, REGIONS, type World } from './world';

const NOW = Date.UTC(2026, 10, 23, 18, 3, 7);
const world = openedBefore(NOW, 2, 7, 'calm');

/** All that a shop tells up to `NOW`, in steps of `stepMs`. */
function told(of: World, stepMs: number, toMs = NOW): Batch {
  const shop = new Shop(of, of.openedMs);
  const all = { fromMs: of.openedMs, toMs, arrivals: [], purchases: [], ticks: [] } as {
    -readonly [K in keyof Batch]: Batch[K] extends readonly (infer T)[] ? T[] : Batch[K];
  };
  for (let at = of.openedMs + stepMs; ; at += stepMs) {
    const batch = shop.advance(Math.min(at, toMs));
    all.arrivals.push(...batch.arrivals);
    all.purchases.push(...batch.purchases);
    all.ticks.push(...batch.ticks);
    if (at >= toMs) {
      return all;
    }
  }
}

const rowsOf = (batch: Batch, table: string) =>
  batch.arrivals.filter((one) => one.table === table).map((one) => one.row);

describe('the shop', () => {
  it('tells the same, whether asked for two days at once, by the hour, or every 2 s', () => {
    const whole = told(world, 2 * DAY);
    expect(whole.arrivals.length).toBeGreaterThan(10_000);
    expect(told(world, HOUR)).toEqual(whole);
    const early = { ...world, scenes: [] };
    const until = world.openedMs + 2 * HOUR;
    const inSteps = told(early, 2000, until);
    expect(inSteps).toEqual(told(early, DAY, until));
  });

  it('goes on after a stop as if it had never stopped', () => {
    const whole = told(world, DAY);
    const half = NOW - 7 * HOUR - 1234;
    const resumed = new Shop(world, half).advance(NOW);
    expect(resumed.arrivals).toEqual(whole.arrivals.filter((one) => one.arrivesAt > half));
    expect(resumed.ticks).toEqual(whole.ticks.filter((one) => one.at > half));
    expect(resumed.purchases).toEqual(whole.purchases.filter((one) => one.arrivesAt > half));
  });

  it('is another shop with another seed', () => {
    expect(told({ ...world, seed: 8 }, DAY).arrivals).not.toEqual(told(world, DAY).arrivals);
  });

  it('counts in its counters exactly what it writes into its tables', () => {
    // Ticks are instant, rows come a second later: look at what has surely arrived.
    const all = told(world, DAY);
    const settled = NOW - LATENESS;
    const ticks = (metric: string, labels = '') =>
      all.ticks.filter((one) => one.series.startsWith(metric) && one.series.includes(labels) && one.at < settled)
        .length;
    const rows = (table: string, time: number, keep: (row: readonly unknown[]) => boolean = () => true) =>
      rowsOf(all, table).filter((row) => Date.parse(row[time] as string) < settled && keep(row)).length;
    expect(ticks('shop_sessions_total')).toBe(rows('sessions', 2));
    expect(ticks('shop_orders_total')).toBe(rows('orders', 3));
    for (const outcome of ['ok', 'declined', 'error']) {
      expect(ticks('payments_total', `outcome="${outcome}"`)).toBe(rows('payments', 2, (row) => row[5] === outcome));
    }
    for (const region of REGIONS) {
      expect(ticks('shop_sessions_total', `region="${region}"`)).toBe(rows('sessions', 2, (row) => row[5] === region));
    }
    expect(ticks('shop_carts_total')).toBeLessThan(rows('events', 2, (row) => row[3] === 'cart') + 1);
  });

  it('marks as bought just the sessions that have an order, and an order has one paid payment of its amount', () => {
    const all = told(world, DAY);
    const orders = rowsOf(all, 'orders');
    expect(new Set(all.purchases.map((one) => one.sessionId))).toEqual(new Set(orders.map((row) => row[2])));
    const paid = rowsOf(all, 'payments').filter((row) => row[5] === 'ok' && row[1] !== null);
    const byOrder = new Map(paid.map((row) => [row[1], row[3]]));
    expect(paid).toHaveLength(byOrder.size);
    for (const row of orders) {
      expect(byOrder.get(row[0])).toBe(row[4]);
    }
    const folded = foldPurchases(all);
    expect(folded.purchases).toEqual([]);
    expect(folded.arrivals.filter((one) => one.table === 'sessions' && one.row[6] === true)).toHaveLength(
      orders.length
    );
  });

  it('lets nothing but fraud arrive later than the lateness that the definitions promise', () => {
    let latest = 0;
    for (const { table, arrivesAt, row } of told(world, DAY).arrivals) {
      // Deploys are told when they are over; incidents and batches are written again then; costs are those of five minutes.
      const columns = COLUMNS[table].map(([name]) => name);
      const ended = row[columns.indexOf('ended_at')] ?? null;
      const at = Date.parse(
        (table !== 'promotions' && ended ? ended : row[columns.indexOf(TIME_COLUMN[table])]) as string
      );
      if (table === 'costs') {
        expect(arrivesAt - at).toBeLessThan(LATENESS);
        continue;
      }
      expect(arrivesAt).toBeGreaterThan(at);
      latest = Math.max(latest, arrivesAt - at);
    }
    // Some events are minutes late, none more than three.
    expect(latest).toBeGreaterThan(MINUTE);
    expect(latest).toBeLessThan(3 * MINUTE + 5000);
    const started = new Map(rowsOf(told(world, DAY), 'sessions').map((row) => [row[0], Date.parse(row[2] as string)]));
    for (const { sessionId, arrivesAt } of told(world, DAY).purchases) {
      expect(arrivesAt - started.get(sessionId)!).toBeLessThanOrEqual(LATENESS);
    }
  });

  it('converts as a shop does: each step fewer than the one before, orders about a tenth of sessions', () => {
    const all = told(openedBefore(NOW, 4, 3, 'calm'), DAY);
    const people = (page: string) =>
      new Set(
        rowsOf(all, 'events')
          .filter((row) => row[3] === page)
          .map((row) => row[0])
      ).size;
    const steps = ['product', 'cart', 'checkout', 'payment', 'confirmation'].map(people);
    expect(steps).toEqual([...steps].sort((a, b) => b - a));
    const conversion = rowsOf(all, 'orders').length / rowsOf(all, 'sessions').length;
    expect(conversion).toBeGreaterThan(0.07);
    expect(conversion).toBeLessThan(0.14);
    const returning = rowsOf(all, 'sessions').filter((row) => row[3] === 'returning');
    expect(returning.length / rowsOf(all, 'sessions').length).toBeGreaterThan(0.4);
    // A returning visitor was here before, unless that was before the shop's first day.
    const first = new Map<unknown, string>();
    rowsOf(all, 'sessions').forEach((row) => first.set(row[1], first.get(row[1]) ?? (row[2] as string)));
    expect(returning.filter((row) => first.get(row[1])! < (row[2] as string)).length).toBe(returning.length);
  });
});

describe('scenes', () => {
  it('break payments from the moment they are switched on, and change nothing before', () => {
    const at = NOW - 3 * HOUR;
    const shop = new Shop(world, world.openedMs);
    const before = shop.advance(at);
    shop.switchScene('payment-outage', at);
    const after = shop.advance(NOW);
    const calm = told(world, DAY);
    expect(before.ticks).toEqual(calm.ticks.filter((one) => one.at <= at));
    const share = (ticks: Batch['ticks']) => {
      const checkout = ticks.filter((one) => one.series.startsWith('checkout_requests_total'));
      return checkout.filter((one) => one.series.includes('outcome="ok"')).length / checkout.length;
    };
    expect(share(before.ticks)).toBeGreaterThan(0.99);
    expect(share(after.ticks)).toBeLessThan(0.93);
    expect(after.ticks.filter((one) => one.series.startsWith('shop_sessions_total')).length).toBe(
      calm.ticks.filter((one) => one.at > at && one.series.startsWith('shop_sessions_total')).length
    );
  });

  it('are the same, switched live or known from the start', () => {
    const at = NOW - 3 * HOUR;
    const shop = new Shop({ ...world, scenes: [] }, world.openedMs);
    shop.advance(at);
    shop.switchScene('payment-outage', at);
    const live = shop.advance(NOW);
    const known = new Shop({ ...world, scenes: [{ scene: 'payment-outage', fromMs: at }] }, at).advance(NOW);
    expect(live).toEqual(known);
  });

  it('cannot change what is told', () => {
    const shop = new Shop(world, NOW);
    expect(() => shop.switchScene('calm', NOW - 1)).toThrow(/already told/);
  });

  it('leave no gap and no disorder when a kept shop is opened again', () => {
    const scenes = scenesUpTo([], NOW, 'payment-outage');
    expect(scenes.map((one) => one.scene)).toEqual(['calm', 'payment-outage']);
    // After a minute: nothing of the told past changes.
    const soon = scenesUpTo(scenes, NOW + MINUTE, 'calm', NOW);
    expect(soon).toEqual([...scenes, { scene: 'calm', fromMs: NOW }]);
    // After a day: everyday life in between.
    const late = scenesUpTo(scenes, NOW + DAY, 'calm', NOW);
    expect(late.slice(2)).toEqual([
      { scene: 'history', fromMs: NOW },
      { scene: 'calm', fromMs: NOW + DAY - 2 * HOUR },
    ]);
    for (const one of [scenes, soon, late]) {
      expect(one.map((change) => change.fromMs)).toEqual([...one.map((change) => change.fromMs)].sort((a, b) => a - b));
    }
  });
});

describe('incidents and deploys', () => {
  const month = openedBefore(NOW, 30, 1, 'calm');

  it('happen several times a month, but never in the calm that the demo opens with', () => {
    const incidents = incidentsBetween(month, month.openedMs, NOW);
    expect(incidents.length).toBeGreaterThanOrEqual(6);
    expect(incidents.filter((one) => one.startMs > NOW - 2 * HOUR)).toEqual([]);
  });

  it('come with a deploy that is taken back, where the deploy was the cause', () => {
    const deploys = deploysBetween(month, month.openedMs, NOW);
    const bad = incidentsBetween(month, month.openedMs, NOW).filter((one) => one.kind === 'bad-deploy');
    expect(deploys.filter((one) => one.kind === 'rollback')).toHaveLength(bad.length);
    expect(new Set(deploys.map((one) => one.deployId)).size).toBe(deploys.length);
    // Asked in pieces they are the same.
    const pieces = Array.from({ length: 60 }, (_, i) => month.openedMs + (i * (NOW - month.openedMs)) / 60);
    expect(pieces.flatMap((at, i) => deploysBetween(month, at, pieces[i + 1] ?? NOW))).toEqual(deploys);
    expect(restartsBetween(month, 'eu', month.openedMs, NOW).length).toBeGreaterThan(3);
  });
});

describe('randomness and rhythm', () => {
  it('repeats, and is spread evenly', () => {
    const [a, b] = [new Random('x', 1), new Random('x', 1)];
    expect(Array.from({ length: 50 }, () => a.float())).toEqual(Array.from({ length: 50 }, () => b.float()));
    const random = new Random(5);
    const buckets = new Array<number>(10).fill(0);
    let sum = 0;
    for (let i = 0; i < 100_000; i++) {
      const value = i % 2 ? random.float() : hashFraction(3, i, 4);
      buckets[Math.floor(value * 10)]++;
      sum += value;
    }
    // Chi-square of 10 buckets: 27.9 is the 0.1 % bound for 9 degrees of freedom.
    expect(buckets.reduce((chi, n) => chi + (n - 10_000) ** 2 / 10_000, 0)).toBeLessThan(27.9);
    expect(sum / 100_000).toBeCloseTo(0.5, 2);
    const counts = Array.from({ length: 20_000 }, () => random.poisson(12));
    const mean = counts.reduce((x, y) => x + y) / counts.length;
    const variance = counts.reduce((x, y) => x + (y - mean) ** 2, 0) / counts.length;
    expect(mean).toBeCloseTo(12, 0);
    expect(variance / mean).toBeCloseTo(1, 1);
  });

  it('brings about three thousand sessions a day, fewest before dawn', () => {
    const week = Array.from({ length: 7 * 24 * 60 }, (_, i) => Date.UTC(2026, 10, 16) + i * MINUTE);
    const total = week.reduce((sum, at) => sum + sessionsPerMinute('eu', at) + sessionsPerMinute('us', at), 0);
    expect(total / 7).toBeGreaterThan(2900);
    expect(total / 7).toBeLessThan(3150);
    expect(sessionsPerMinute('eu', Date.UTC(2026, 10, 18, 1))).toBeLessThan(
      sessionsPerMinute('eu', Date.UTC(2026, 10, 18, 19)) / 5
    );
  });

  it('writes series as Prometheus reads them', () => {
    expect(seriesText({ metric: 'a_total', labels: { b: 'c', d: 'e' } })).toBe('a_total{b="c",d="e"}');
  });
});
