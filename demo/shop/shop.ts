/** The shop as a stream: what becomes known between two moments. History and live are the same thing, asked in other steps. */
import { runsBetween, usageBetween, type UsageEvent } from './billing';
import { COST_DELAY, COST_EVERY, costsBetween, invocationsBetween } from './costs';
import { deploysBetween } from './deploys';
import { happeningsBetween } from './happenings';
import { DURATIONS, seriesText } from './metrics';
import { hashFraction, textHash } from './random';
import type { Row, TableName } from './tables';
import { sceneLead } from './scene-words';
import { telemetryOf } from './telemetry';
import { makeVisit, visitsInChunk, type Visit } from './visit';
import {
  CHUNK,
  HOUR,
  LATENESS,
  LONGEST_FRAUD_LAG,
  MINUTE,
  REGIONS,
  SECOND,
  type Region,
  type Scene,
  type World,
} from './world';

/** A row that reached the database at `arrivesAt`, later than what it tells of. */
export interface Arrival {
  readonly arrivesAt: number;
  readonly table: TableName;
  readonly row: Row;
}

/** The session of this order is now known as one that bought. */
export interface Purchase {
  readonly arrivesAt: number;
  readonly sessionId: string;
}

/** A counter went up at once: by one, or by `by`. With `seconds` it is an observation of the histogram `series`. */
export interface Tick {
  readonly at: number;
  readonly region: Region;
  readonly series: string;
  readonly by?: number;
  readonly seconds?: number;
}

export interface Batch {
  readonly fromMs: number;
  readonly toMs: number;
  readonly arrivals: readonly Arrival[];
  readonly purchases: readonly Purchase[];
  readonly ticks: readonly Tick[];
}

const iso = (ms: number) => new Date(ms).toISOString();
const euros = (cents: number) => (cents / 100).toFixed(2);

/** A usage event that the consumer refused, as it came: with the schema change the amount is called otherwise. */
function refusedPayload({ eventId, userId, arrivedAt, kind, cents, schemaVersion }: UsageEvent): Row {
  const amount = schemaVersion === 2 ? { charge: { minor: cents, currency: 'EUR' } } : { amount: null };
  const payload = JSON.stringify({ event_id: eventId, kind, schema_version: schemaVersion, ...amount });
  return [iso(arrivedAt), 'usage', 'refused', null, userId, null, null, null, payload, null];
}

const requestTexts = new Map<string, readonly [counter: string, histogram: string]>();

/** Series of a request to the checkout service: its counter, and the histogram of durations. */
function requestSeries(region: Region, device: string, outcome: string): readonly [counter: string, histogram: string] {
  const key = `${region} ${device} ${outcome}`;
  let texts = requestTexts.get(key);
  if (texts === undefined) {
    texts = [
      seriesText({ metric: 'checkout_requests_total', labels: { outcome, device, region } }),
      seriesText({ metric: DURATIONS, labels: { outcome, region } }),
    ];
    requestTexts.set(key, texts);
  }
  return texts;
}

export class Shop {
  private arrivals: Arrival[] = [];
  private purchases: Purchase[] = [];
  private ticks: Tick[] = [];
  /** Everything up to here has been handed out. */
  private doneMs: number;
  private nextChunk: number;

  /** @param fromMs hand out what becomes known after this moment (a new shop: `world.openedMs`) */
  constructor(
    private world: World,
    fromMs: number
  ) {
    this.doneMs = fromMs;
    this.nextChunk = this.firstChunk(fromMs);
  }

  get scenes(): World['scenes'] {
    return this.world.scenes;
  }

  private firstChunk(fromMs: number): number {
    return Math.floor(Math.max(this.world.openedMs, fromMs - LONGEST_FRAUD_LAG - LATENESS) / CHUNK);
  }

  /** From `atMs` on the scene is another one. `atMs` may not lie before what was handed out. */
  switchScene(scene: Scene, atMs: number): void {
    if (atMs < this.doneMs) {
      throw new RangeError(`The scene cannot change at ${iso(atMs)}: all up to ${iso(this.doneMs)} is already told`);
    }
    const before = this.world.scenes.filter((one) => one.fromMs < atMs);
    this.world = { ...this.world, scenes: [...before, { scene, fromMs: atMs }] };
    // Visits that are under way were thought through to their end under the old scene: think again.
    this.arrivals = [];
    this.purchases = [];
    this.ticks = [];
    this.nextChunk = this.firstChunk(this.doneMs);
  }

  /** What becomes known in (last call's end, toMs]; rows by arrival, ticks by time. */
  advance(toMs: number): Batch {
    const fromMs = this.doneMs;
    for (; this.nextChunk * CHUNK <= toMs; this.nextChunk++) {
      this.makeChunk(this.nextChunk, fromMs);
    }
    const take = <T>(all: T[], when: (one: T) => number): [ready: T[], rest: T[]] => {
      const ready = all.filter((one) => when(one) <= toMs).sort((a, b) => when(a) - when(b));
      return [ready, all.filter((one) => when(one) > toMs)];
    };
    const [arrivals, laterArrivals] = take(this.arrivals, (one) => one.arrivesAt);
    const [purchases, laterPurchases] = take(this.purchases, (one) => one.arrivesAt);
    const [ticks, laterTicks] = take(this.ticks, (one) => one.at);
    this.arrivals = laterArrivals;
    this.purchases = laterPurchases;
    this.ticks = laterTicks;
    this.doneMs = toMs;
    return { fromMs, toMs, arrivals, purchases, ticks };
  }

  private makeChunk(chunk: number, afterMs: number): void {
    for (const region of REGIONS) {
      const count = visitsInChunk(this.world.seed, region, chunk);
      for (let n = 0; n < count; n++) {
        this.tell(makeVisit(this.world, region, chunk, n), afterMs);
      }
    }
    for (const one of deploysBetween(this.world, chunk * CHUNK, (chunk + 1) * CHUNK)) {
      const { deployId, service, version, kind, environment, startedMs, endedMs, link, author, team } = one;
      const row = [deployId, service, version, kind, environment, iso(startedMs), iso(endedMs), link, author, team];
      this.arrive('deploys', endedMs + SECOND, row, afterMs);
    }
    this.tellPlatform(chunk * CHUNK, (chunk + 1) * CHUNK, afterMs);
  }

  /** What no visitor does: costs, usage, batches, flags, incidents, promotions. */
  private tellPlatform(fromMs: number, toMs: number, afterMs: number): void {
    const { world } = this;
    for (const { arrivesAt, table, row } of happeningsBetween(world, fromMs, toMs)) {
      this.arrive(table, arrivesAt, row, afterMs);
    }
    for (const { at, service, region, kind, euros: spent, invocations } of costsBetween(world, fromMs, toMs)) {
      const row = [iso(at), service, region, kind, spent.toFixed(5), invocations === null ? null : String(invocations)];
      this.arrive('costs', at + COST_EVERY + COST_DELAY, row, afterMs);
    }
    for (const one of usageBetween(world, fromMs, toMs)) {
      const { eventId, userId, happenedAt, arrivedAt, kind, cents, schemaVersion, valid } = one;
      const row = [eventId, userId, iso(happenedAt), iso(arrivedAt), kind, euros(cents), String(schemaVersion), valid];
      this.arrive('usage_events', arrivedAt, row, afterMs);
      if (!valid) {
        this.arrive('payload_samples', arrivedAt + SECOND, refusedPayload(one), afterMs);
      }
    }
    for (const { runId, job, startedMs, endedMs, status, rows, schemaVersion } of runsBetween(world, fromMs, toMs)) {
      const row = (end: string | null, now: string, count: string | null) =>
        [runId, job, iso(startedMs), end, now, count, String(schemaVersion)] as const;
      this.arrive('batch_runs', startedMs + SECOND, row(null, 'running', null), afterMs);
      this.arrive('batch_runs', endedMs + SECOND, row(iso(endedMs), status, String(rows)), afterMs);
    }
    for (const { at, region, start, count } of invocationsBetween(world, fromMs, toMs)) {
      if (at > afterMs) {
        const series = seriesText({ metric: 'function_invocations_total', labels: { region, start } });
        this.ticks.push({ at, region, series, by: count });
      }
    }
  }

  private arrive(table: TableName, arrivesAt: number, row: Row, afterMs: number): void {
    if (arrivesAt > afterMs) {
      this.arrivals.push({ arrivesAt, table, row });
    }
  }

  private tell(visit: Visit, afterMs: number): void {
    const { sessionId, userId, visitorType, device, region, startedAt } = visit;
    const tick = (at: number, metric: string, labels: Record<string, string>) => {
      if (at > afterMs) {
        this.ticks.push({ at, region, series: seriesText({ metric, labels }) });
      }
    };
    const hash = textHash(sessionId);
    this.arrive(
      'sessions',
      startedAt + SECOND,
      [sessionId, userId, iso(startedAt), visitorType, device, region, false],
      afterMs
    );
    tick(startedAt, 'shop_sessions_total', { device, region });
    visit.pages.forEach(({ at, page }, n) => {
      // Three in a hundred come from a phone that was in a tunnel: up to three minutes late.
      const late =
        hashFraction(hash, n, 1) < 0.03 ? hashFraction(hash, n, 2) * 3 * MINUTE : hashFraction(hash, n, 3) * 3 * SECOND;
      this.arrive(
        'events',
        at + SECOND + Math.floor(late),
        [userId, sessionId, iso(at), page, device, region],
        afterMs
      );
    });
    if (visit.cartAt !== undefined) {
      tick(visit.cartAt, 'shop_carts_total', { device, region });
    }
    for (const { at, outcome, seconds } of visit.checkoutRequests) {
      if (at > afterMs) {
        // Two in three ticks are these: their texts are made once.
        const texts = requestSeries(region, device, outcome);
        this.ticks.push({ at, region, series: texts[0] }, { at, region, series: texts[1], seconds });
      }
    }
    for (const { arrivesAt, table, row } of telemetryOf(this.world, visit)) {
      this.arrive(table, arrivesAt, row, afterMs);
    }
    for (const { paymentId, at, cents, provider, outcome } of visit.payments) {
      this.arrive(
        'payments',
        at + SECOND,
        [paymentId, visit.orderId ?? null, iso(at), euros(cents), provider, outcome, region],
        afterMs
      );
      tick(at, 'payments_total', { outcome, provider, region });
    }
    const order = visit.order;
    if (order) {
      const { orderId, at, cents, status, fraudAt } = order;
      const row = [orderId, userId, sessionId, iso(at), euros(cents), 'EUR', device, region, status];
      this.arrive('orders', at + SECOND, row, afterMs);
      if (at + SECOND > afterMs) {
        this.purchases.push({ arrivesAt: at + SECOND, sessionId });
      }
      tick(at, 'shop_orders_total', { device, region });
      if (fraudAt !== undefined) {
        this.arrive('fraud', fraudAt + SECOND, [orderId, iso(fraudAt), euros(cents)], afterMs);
      }
    }
  }
}

/** A shop that has been open for `days` when the clock shows `nowMs`; quiet for the last two hours, then `scene`. */
export function openedBefore(nowMs: number, days: number, seed: number, scene: Scene): World {
  const openedMs = Math.floor((nowMs - days * 24 * HOUR) / CHUNK) * CHUNK;
  return { seed, openedMs, scenes: scenesUpTo([], nowMs, scene) };
}

const QUIET = 2 * HOUR;

/**
 * The scenes with their present put right: everyday life up to two hours before `nowMs`, then calm, then `scene` (which began
 * 25 minutes ago, a story 75 minutes ago), but nothing before `notBeforeMs`, because that is told already.
 */
export function scenesUpTo(
  earlier: World['scenes'],
  nowMs: number,
  scene: Scene,
  notBeforeMs = -Infinity
): World['scenes'] {
  const scenes = earlier.filter((one) => one.fromMs < notBeforeMs);
  const add = (next: Scene, fromMs: number) => {
    const at = Math.max(fromMs, notBeforeMs);
    const last = scenes[scenes.length - 1];
    if (last && last.fromMs >= at) {
      scenes.pop();
    }
    scenes.push({ scene: next, fromMs: at });
  };
  if (Number.isFinite(notBeforeMs) && notBeforeMs < nowMs - QUIET) {
    add('history', notBeforeMs);
  }
  add('calm', nowMs - QUIET);
  if (scene !== 'calm') {
    add(scene, scene === 'history' ? nowMs - QUIET : nowMs - sceneLead(scene));
  }
  return scenes;
}
