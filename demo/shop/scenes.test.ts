import { describe, expect, it } from 'vitest';
import { LATENESS, MINUTE, type Scene, type World } from './world';
import { lagAt, usageBetween } from './billing';
import { costsBetween } from './costs';
import { deploysBetween, versionAt } from './deploys';
import { BOUNDS } from './metrics';
import { PLAYABLE, SCENE_WORDS, isStory } from './scene-words';
import { SCRIPTS, effectsAt, stagesBetween } from './scenes';
import { Exporter } from './scrapes';
import { Shop, scenesUpTo, type Batch } from './shop';
import { writeBatch } from './sql-writer';
import { COLUMNS, TABLES, type TableName } from './tables';
import { truthOf, withoutScenes } from './truth';

/** Wednesday, 19:00 in Berlin. */
const T0 = Date.UTC(2026, 2, 18, 18, 0);
const OPENED = T0 - 8 * 60 * MINUTE;
const UNTIL = T0 + 80 * MINUTE;
const STORIES = PLAYABLE.filter(isStory);

const worldOf = (scene: Scene, seed = 2): World => ({
  seed,
  openedMs: OPENED,
  scenes: [
    { scene: 'calm', fromMs: OPENED },
    { scene, fromMs: T0 },
  ],
});

const told = new Map<Scene, Batch>();
function tell(scene: Scene): Batch {
  const known = told.get(scene) ?? new Shop(worldOf(scene), OPENED).advance(UNTIL);
  told.set(scene, known);
  return known;
}

const rows = (batch: Batch, table: TableName) =>
  batch.arrivals
    .filter((one) => one.table === table)
    .map(({ row, arrivesAt }) => ({
      arrivesAt,
      ...Object.fromEntries(COLUMNS[table].map(([name], i) => [name, row[i]])),
    })) as Array<{ arrivesAt: number } & Record<string, string | boolean | null>>;

/** Minutes after the scene's start. */
const minuteOf = (iso: unknown) => (Date.parse(iso as string) - T0) / MINUTE;
const mean = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

describe('every scene', () => {
  it('has words, a script where it is a story, and is over after an hour', () => {
    for (const scene of STORIES) {
      expect(SCENE_WORDS[scene].about).toMatch(/\.$/);
      const script = SCRIPTS[scene]!;
      expect(script.effects(60)).toEqual({});
      expect(script.effects(0)).toEqual({});
      const happenings = [...(script.deploys ?? []), ...(script.flags ?? []), ...(script.incidents ?? [])];
      expect(happenings.length, scene).toBeGreaterThan(0);
      happenings.forEach(({ minute }) => expect(minute).toBeLessThanOrEqual(60));
      script.incidents?.forEach(({ endMinute }) => expect(endMinute).toBeLessThanOrEqual(60));
    }
  });

  it.each(STORIES)('%s changes nothing before it begins, and nobody who never met it', (scene) => {
    const [story, calm] = [tell(scene), tell('calm')];
    const before = (batch: Batch) => batch.arrivals.filter((one) => one.arrivesAt <= T0);
    expect(before(story)).toEqual(before(calm));
    // The same people come, whatever happens to them.
    expect(rows(story, 'sessions').map(({ purchased: _, ...rest }) => rest)).toEqual(
      rows(calm, 'sessions').map(({ purchased: _, ...rest }) => rest)
    );
    const ids = (batch: Batch) => new Set(rows(batch, 'orders').map((one) => one.order_id));
    const [had, would] = [ids(story), ids(calm)];
    const lost = [...would].filter((id) => !had.has(id)).length;
    const won = [...had].filter((id) => !would.has(id)).length;
    const met = ['payment-gateway', 'bad-deploy', 'regional-cost'].includes(scene);
    expect(met ? lost > 0 : lost === 0, `${lost} lost`).toBe(true);
    // A fault takes orders; hardly ever does it bring one (a retry that the bank accepts).
    expect(won).toBeLessThanOrEqual(1);
    // An order that both worlds have costs the same in both.
    const amounts = new Map(rows(calm, 'orders').map((one) => [one.order_id, one.amount]));
    rows(story, 'orders').forEach((one) => expect(amounts.get(one.order_id) ?? one.amount).toBe(one.amount));
  });

  it.each(STORIES)('%s is the same, switched live or known from the start', (scene) => {
    const shop = new Shop({ ...worldOf('calm'), scenes: [{ scene: 'calm', fromMs: OPENED }] }, OPENED);
    shop.advance(T0);
    shop.switchScene(scene, T0);
    const live = shop.advance(UNTIL);
    const known = tell(scene);
    expect(live.arrivals).toEqual(known.arrivals.filter((one) => one.arrivesAt > T0));
    expect(live.ticks).toEqual(known.ticks.filter((one) => one.at > T0));
  });

  it('that is cut short closes its incidents, and does nothing more', () => {
    const cut = T0 + 20 * MINUTE;
    const world = {
      ...worldOf('bad-deploy'),
      scenes: [...worldOf('bad-deploy').scenes, { scene: 'calm' as const, fromMs: cut }],
    };
    const batch = new Shop(world, OPENED).advance(UNTIL);
    expect(rows(batch, 'incidents').map((one) => one.ended_at)).toEqual([null, new Date(cut).toISOString()]);
    expect(deploysBetween(world, T0, UNTIL).filter((one) => one.kind === 'rollback')).toEqual([]);
    expect(effectsAt(world, cut + MINUTE)).toEqual({});
    expect(stagesBetween(world, cut, UNTIL)).toEqual([]);
  });

  it('began 75 minutes ago when the demo opens with it, the outage 25', () => {
    for (const scene of STORIES) {
      const scenes = scenesUpTo([], T0, scene);
      expect(scenes[scenes.length - 1]).toEqual({ scene, fromMs: T0 - 75 * MINUTE });
    }
    const outage = scenesUpTo([], T0, 'payment-outage');
    expect(outage[outage.length - 1].fromMs).toBe(T0 - 25 * MINUTE);
  });
});

describe('truth', () => {
  it.each(STORIES)('of %s is what the tables of two worlds say', (scene) => {
    const world = worldOf(scene);
    const truth = truthOf(world, T0, UNTIL - LATENESS);
    const within = (batch: Batch) =>
      rows(batch, 'orders').filter(
        (one) => minuteOf(one.ordered_at) >= 0 && Date.parse(one.ordered_at as string) < UNTIL - LATENESS
      );
    const sum = (orders: ReturnType<typeof within>) => orders.reduce((all, one) => all + Number(one.amount), 0);
    const [story, calm] = [within(tell(scene)), within(tell('calm'))];
    expect(truth.happened.orders).toBe(story.length);
    expect(truth.without.orders).toBe(calm.length);
    expect(truth.lost.orders).toBe(calm.length - story.length);
    expect(truth.lost.revenue).toBeCloseTo(sum(calm) - sum(story), 6);
    expect(truth.byRegion.eu.orders + truth.byRegion.us.orders).toBe(truth.lost.orders);
    expect(truthOf(withoutScenes(world), T0, UNTIL).lost).toEqual({ orders: 0, revenue: 0 });
  });
});

describe('what each story moves', () => {
  it('payment-gateway: two providers fail until the flag, then all pay through the third', () => {
    const batch = tell('payment-gateway');
    const share = (from: number, to: number, keep = (_: string) => true) => {
      const tried = rows(batch, 'payments').filter(
        (one) => minuteOf(one.at) >= from && minuteOf(one.at) < to && keep(one.provider as string)
      );
      return tried.filter((one) => one.outcome === 'error').length / tried.length;
    };
    expect(share(6, 38, (provider) => provider !== 'paywave')).toBeGreaterThan(0.8);
    expect(share(6, 38, (provider) => provider === 'paywave')).toBeLessThan(0.2);
    expect(share(38, 75)).toBeLessThan(0.1);
    const routed = rows(batch, 'payments').filter((one) => minuteOf(one.at) > 39 && minuteOf(one.at) < 58);
    expect(new Set(routed.map((one) => one.provider))).toEqual(new Set(['paywave']));
    expect(rows(batch, 'flags').map((one) => `${one.flag} ${one.variant} ${minuteOf(one.changed_at)}`)).toEqual([
      'payments-failover on 38',
      'payments-failover off 58',
    ]);
    const failed = rows(batch, 'spans').filter(
      (one) => one.status === 'error' && String(one.operation).endsWith('.authorize')
    );
    expect(failed.length).toBeGreaterThan(3);
    expect(JSON.parse(failed[failed.length - 1].attributes as string)).toMatchObject({
      'error.type': 'gateway-timeout',
      'http.status_code': 504,
    });
    expect(mean(failed.map((one) => Number(one.duration_ms)))).toBeGreaterThan(3000);
    expect(
      rows(batch, 'logs').some((one) => /gateway (banklink|cardea) did not answer/.test(one.message as string))
    ).toBe(true);
    expect(rows(batch, 'payload_samples').filter((one) => one.outcome === 'error').length).toBeGreaterThan(3);
    expect(truthOf(worldOf('payment-gateway'), T0, UNTIL).lost.orders).toBeGreaterThan(2);
  });

  it('cost-spike: costs triple while the flag is off, and nobody buys less', () => {
    const world = worldOf('cost-spike');
    const spent = (of: World, from: number, to: number) =>
      costsBetween(of, T0 + from * MINUTE, T0 + to * MINUTE).reduce((sum, one) => sum + one.euros, 0);
    const ratio = (from: number, to: number) => spent(world, from, to) / spent(withoutScenes(world), from, to);
    expect(ratio(10, 40)).toBeGreaterThan(2.7);
    expect(ratio(10, 40)).toBeLessThan(3.6);
    expect(ratio(45, 55)).toBeLessThan(1);
    expect(ratio(60, 75)).toBe(1);
    expect(truthOf(world, T0, UNTIL)).toMatchObject({ lost: { orders: 0, revenue: 0 } });
    const cold = (from: number, to: number) => {
      const ticks = tell('cost-spike').ticks.filter(
        ({ at, series }) => series.startsWith('function_') && (at - T0) / MINUTE > from && (at - T0) / MINUTE <= to
      );
      const count = (some: typeof ticks) => some.reduce((sum, { by = 1 }) => sum + by, 0);
      return count(ticks.filter(({ series }) => series.includes('start="cold"'))) / count(ticks);
    };
    expect(cold(10, 40)).toBeGreaterThan(0.3);
    expect(cold(-60, 0)).toBeLessThan(0.07);
    expect(deploysBetween(world, T0, UNTIL).map(({ service, kind }) => `${service} ${kind}`)).toEqual([
      'recommendations deploy',
      'recommendations rollback',
    ]);
  });

  it('midnight-batch: usage stands still, is refused, and comes late, some of it twice', () => {
    const world = worldOf('midnight-batch');
    const usage = usageBetween(world, T0, UNTIL);
    const stuck = usage.filter(({ happenedAt }) => happenedAt >= T0 + 2 * MINUTE && happenedAt < T0 + 32 * MINUTE);
    const valid = stuck.filter((one) => one.valid);
    const calm = usageBetween(withoutScenes(world), T0, UNTIL);
    expect(Math.min(...valid.map(({ arrivedAt }) => (arrivedAt - T0) / MINUTE))).toBeGreaterThanOrEqual(38);
    expect(Math.max(...usage.map(({ happenedAt, arrivedAt }) => arrivedAt - happenedAt))).toBeLessThan(38 * MINUTE);
    // Each once, however often it comes: nothing is lost in the end.
    expect(new Set(usage.filter((one) => one.valid).map(({ eventId }) => eventId)).size).toBe(
      calm.filter((one) => one.valid).length
    );
    const truth = truthOf(world, T0, UNTIL);
    expect(truth.usage.late).toBeGreaterThan(20);
    expect(truth.usage.doubled).toBe(valid.length - new Set(valid.map(({ eventId }) => eventId)).size);
    expect(truth.usage.refused).toBeGreaterThan(5);
    expect(truth.lost).toEqual({ orders: 0, revenue: 0 });
    const lag = (minute: number) => lagAt(world, 'billing', T0 + minute * MINUTE);
    expect([lag(-5), lag(1), lag(60)].every((one) => one < 60)).toBe(true);
    expect(lag(20)).toBeGreaterThan(30_000);
    expect(lag(44)).toBeLessThan(lag(37));
    expect(lagAt(world, 'analytics', T0 + 20 * MINUTE)).toBeLessThan(60);
    const refused = rows(tell('midnight-batch'), 'payload_samples').filter(
      (one) => one.kind === 'usage' && minuteOf(one.at) >= 0
    );
    expect(refused).toHaveLength(truth.usage.refused);
    expect(JSON.parse(refused[0].payload as string)).toMatchObject({ schema_version: 2, charge: { currency: 'EUR' } });
    const runs = rows(tell('midnight-batch'), 'batch_runs').filter((one) => one.job === 'nightly-billing');
    expect(runs.map((one) => `${one.status} ${one.schema_version}`)).toEqual([
      'running 2',
      'failed 2',
      'running 1',
      'succeeded 1',
    ]);
    // At any hour: midnight is where it begins.
    const noon = { ...world, scenes: [{ scene: 'midnight-batch' as const, fromMs: T0 - 6 * 60 * MINUTE }] };
    expect(lagAt(noon, 'billing', T0 - 6 * 60 * MINUTE + 20 * MINUTE)).toBeGreaterThan(30_000);
  });

  it('regional-cost: costs fall in us and checkout becomes slow there; eu is as ever', () => {
    const world = worldOf('regional-cost');
    const spent = (of: World, region: string) =>
      costsBetween(of, T0 + 10 * MINUTE, T0 + 45 * MINUTE)
        .filter((one) => one.region === region)
        .reduce((sum, one) => sum + one.euros, 0);
    expect(spent(world, 'us') / spent(withoutScenes(world), 'us')).toBeLessThan(0.8);
    expect(spent(world, 'eu')).toBe(spent(withoutScenes(world), 'eu'));
    const seconds = (region: string, from: number, to: number) =>
      mean(
        tell('regional-cost')
          .ticks.filter(
            (one) =>
              one.seconds !== undefined &&
              one.region === region &&
              (one.at - T0) / MINUTE >= from &&
              (one.at - T0) / MINUTE < to
          )
          .map((one) => one.seconds!)
      );
    expect(seconds('us', 6, 48) / seconds('us', -120, 0)).toBeGreaterThan(2);
    expect(seconds('eu', 6, 48) / seconds('eu', -120, 0)).toBeLessThan(1.2);
    const truth = truthOf(world, T0, UNTIL);
    expect(truth.byRegion.eu).toEqual({ orders: 0, revenue: 0 });
    expect(truth.extraCost).toBeLessThan(0);
  });

  it('bad-deploy: three of ten requests fail in eu, between its release and its rollback', () => {
    const world = worldOf('bad-deploy');
    const share = (region: string, from: number, to: number) => {
      const asked = tell('bad-deploy').ticks.filter(
        ({ at, series }) =>
          series.startsWith('checkout_requests_total') &&
          series.includes(`region="${region}"`) &&
          (at - T0) / MINUTE >= from &&
          (at - T0) / MINUTE < to
      );
      return asked.filter(({ series }) => series.includes('outcome="error"')).length / asked.length;
    };
    expect(share('eu', 9, 41)).toBeGreaterThan(0.2);
    expect(share('eu', 9, 41)).toBeLessThan(0.4);
    expect(share('us', 9, 41)).toBeLessThan(0.03);
    expect(share('eu', 42, 75)).toBeLessThan(0.05);
    const [bad, back] = deploysBetween(world, T0, UNTIL);
    expect([bad.kind, back.kind]).toEqual(['deploy', 'rollback']);
    const before = versionAt(world, 'checkout', T0);
    expect(back.version).toBe(before);
    expect(versionAt(world, 'checkout', T0 + 20 * MINUTE)).toBe(bad.version);
    expect(versionAt(world, 'checkout', T0 + 70 * MINUTE)).toBe(before);
    const said = rows(tell('bad-deploy'), 'logs').filter(
      (one) => one.trace_id !== null && (one.message as string).includes(bad.version)
    );
    expect(said.length).toBeGreaterThan(5);
  });
});

describe('history for Prometheus', () => {
  it('holds the new metrics: whole histograms, levels, and versions and alerts that come and go', () => {
    const world = worldOf('midnight-batch');
    const exporter = new Exporter();
    const lines = [exporter.replayHead()];
    const batch = tell('midnight-batch');
    exporter.advance(world, OPENED, UNTIL, batch.ticks, lines);
    const names: string[] = [];
    const values = new Map<string, number>();
    let most = 0;
    for (const line of lines.join('').split('\n')) {
      const series = /^(?:series|later \d) (.*)$/.exec(line)?.[1];
      if (series) {
        names.push(series);
      }
      for (const [, number, value] of line.matchAll(/ (\d+)=(\S+)/g)) {
        if (value === '-') {
          values.delete(names[Number(number)]);
        } else {
          values.set(names[Number(number)], Number(value));
          most = Math.max(most, names[Number(number)].includes('group="billing"') ? Number(value) : 0);
        }
      }
    }
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeLessThan(130);
    expect(most).toBeGreaterThan(50_000);
    expect(names).toContain(
      'ALERTS{alertname="ConsumerLagHigh",service="billing",severity="critical",team="data",alertstate="firing"}'
    );
    // Alerts are over, and each service runs one version a region.
    const left = [...values.keys()];
    expect(left.filter((name) => name.startsWith('ALERTS'))).toEqual([]);
    expect(left.filter((name) => name.startsWith('shop_build_info') && name.includes('"billing"'))).toHaveLength(2);
    for (const region of ['eu', 'us']) {
      const bucket = (le: string) =>
        values.get(`checkout_duration_seconds_bucket{outcome="ok",region="${region}",le="${le}"}`)!;
      const bounds = [...BOUNDS.map((one) => (Number.isInteger(one) ? `${one}.0` : `${one}`)), '+Inf'].map(bucket);
      expect(bounds).toEqual([...bounds].sort((a, b) => a - b));
      expect(bucket('+Inf')).toBe(values.get(`checkout_duration_seconds_count{outcome="ok",region="${region}"}`));
    }
    // What is scraped live says the same.
    expect(exporter.counters.eu.text()).toMatch(/# TYPE checkout_duration_seconds histogram\n/);
    expect(exporter.counters.eu.text()).toMatch(/^shop_build_info\{service="billing",version="v\d+",region="eu"\} 1$/m);
  });

  it('writes an incident of one batch once, closed', async () => {
    const sent: Array<{ text: string; parameters: readonly unknown[] }> = [];
    await writeBatch(
      { query: (text, parameters = []) => Promise.resolve(sent.push({ text, parameters })) },
      tell('bad-deploy')
    );
    const [incidents] = sent.filter(({ text }) => text.startsWith('insert into incidents'));
    expect((incidents.parameters[0] as string[]).length).toBe(1);
    expect(incidents.text).toContain('on conflict (incident_id) do update');
    expect(new Set(sent.map(({ text }) => /^insert into (\w+)/.exec(text)?.[1] ?? 'update')).size).toBeGreaterThan(
      TABLES.length - 3
    );
  });
});
