/** The shop as a stream: what becomes known between two moments. History and live are the same thing, asked in other steps. */
import { deploysBetween } from './deploys';
import { seriesText } from './metrics';
import { hashFraction } from './random';
import type { Row, TableName } from './tables';
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

/** A counter went up by one, at once. */
export interface Tick {
  readonly at: number;
  readonly region: Region;
  readonly series: string;
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
const textHash = (text: string) =>
  [...text].reduce((hash, c) => Math.imul(hash ^ c.charCodeAt(0), 0x01000193), 0x811c9dc5);

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
    for (const { at, outcome } of visit.checkoutRequests) {
      tick(at, 'checkout_requests_total', { outcome, device, region });
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

/** How long ago an unusual scene began when the demo opens with it. */
export const SCENE_LEAD = 25 * MINUTE;
const QUIET = 2 * HOUR;

/**
 * The scenes with their present put right: everyday life up to two hours before `nowMs`, then calm, then `scene` (which began
 * 25 minutes ago), but nothing before `notBeforeMs`, because that is told already.
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
    add(scene, scene === 'history' ? nowMs - QUIET : nowMs - SCENE_LEAD);
  }
  return scenes;
}
