/**
 * What a scene cost, as only a simulator can know it: the same shop, with the same people, without the scene. Each visit draws from a stream
 * of its own, and a fault changes the odds of a draw, never how many draws there are before it; so up to the moment at which a fault met
 * somebody both worlds are the same, and what differs afterwards differs through it.
 */
import { costsBetween } from './costs';
import { usageBetween } from './billing';
import { makeVisit, visitsInChunk, type Visit } from './visit';
import { CHUNK, LATENESS, MINUTE, REGIONS, type Region, type World } from './world';

export interface Tally {
  readonly sessions: number;
  readonly orders: number;
  /** Euros of these orders. */
  readonly revenue: number;
  readonly checkoutRequests: number;
  readonly failedRequests: number;
  /** Attempts that ended ok or in an error of the provider. */
  readonly payments: number;
  readonly failedPayments: number;
  /** Euros that the cloud cost. */
  readonly cost: number;
}

export interface Truth {
  /** What happened, by the instant at which it did, in [fromMs, toMs). */
  readonly happened: Tally;
  /** What would have happened without the scenes. */
  readonly without: Tally;
  /** Lost through the scenes: without − happened. Negative where the scene brought something. */
  readonly lost: { readonly orders: number; readonly revenue: number };
  /** Spent through the scenes: happened − without, euros. */
  readonly extraCost: number;
  readonly byRegion: Readonly<Record<Region, { readonly orders: number; readonly revenue: number }>>;
  /** Usage events that happened in the time and came more than `LATENESS` late, or more than once. */
  readonly usage: { readonly late: number; readonly doubled: number; readonly refused: number };
}

/** The same world, in which every scene but everyday life is calm. */
export function withoutScenes(world: World): World {
  return {
    ...world,
    scenes: world.scenes.map((one) => (one.scene === 'history' ? one : { ...one, scene: 'calm' })),
  };
}

type Mutable = { -readonly [K in keyof Tally]: Tally[K] };
const none = (): Mutable => ({
  sessions: 0,
  orders: 0,
  revenue: 0,
  checkoutRequests: 0,
  failedRequests: 0,
  payments: 0,
  failedPayments: 0,
  cost: 0,
});

function count(into: Mutable, visit: Visit, within: (ms: number) => boolean): void {
  into.sessions += within(visit.startedAt) ? 1 : 0;
  if (visit.order && within(visit.order.at)) {
    into.orders++;
    into.revenue += visit.order.cents / 100;
  }
  for (const { at, outcome } of visit.checkoutRequests) {
    into.checkoutRequests += within(at) ? 1 : 0;
    into.failedRequests += within(at) && outcome === 'error' ? 1 : 0;
  }
  for (const { at, outcome } of visit.payments) {
    into.payments += within(at) && outcome !== 'declined' ? 1 : 0;
    into.failedPayments += within(at) && outcome === 'error' ? 1 : 0;
  }
}

/** What happened in a region in [fromMs, toMs). Costs are whole five minutes that begin in it. */
function tally(world: World, region: Region, fromMs: number, toMs: number): Mutable {
  const found = none();
  const within = (ms: number) => ms >= fromMs && ms < toMs;
  const first = Math.floor(Math.max(world.openedMs, fromMs - LATENESS) / CHUNK);
  for (let chunk = first; chunk * CHUNK < toMs; chunk++) {
    const visits = visitsInChunk(world.seed, region, chunk);
    for (let n = 0; n < visits; n++) {
      count(found, makeVisit(world, region, chunk, n), within);
    }
  }
  found.cost = costsBetween(world, fromMs, toMs)
    .filter((one) => one.region === region)
    .reduce((sum, { euros }) => sum + euros, 0);
  return found;
}

function together(parts: readonly Tally[]): Tally {
  const sum = none();
  for (const part of parts) {
    (Object.keys(sum) as Array<keyof Tally>).forEach((key) => (sum[key] += part[key]));
  }
  return sum;
}

/** Orders, money and costs of [fromMs, toMs) with the world's scenes and without them. Nothing of it is in the stores. */
export function truthOf(world: World, fromMs: number, toMs: number): Truth {
  const calm = withoutScenes(world);
  const happened = REGIONS.map((region) => tally(world, region, fromMs, toMs));
  const without = REGIONS.map((region) => tally(calm, region, fromMs, toMs));
  const lost = (a: Tally, b: Tally) => ({ orders: b.orders - a.orders, revenue: b.revenue - a.revenue });
  const all = { happened: together(happened), without: together(without) };
  const usage = usageBetween(world, Math.floor(fromMs / MINUTE) * MINUTE, toMs);
  const seen = new Set<string>();
  const doubled = usage.filter(({ eventId, valid }) => valid && seen.size === seen.add(eventId).size).length;
  return {
    ...all,
    lost: lost(all.happened, all.without),
    extraCost: all.happened.cost - all.without.cost,
    byRegion: { eu: lost(happened[0], without[0]), us: lost(happened[1], without[1]) },
    usage: {
      late: usage.filter(({ happenedAt, arrivedAt, valid }) => valid && arrivedAt - happenedAt > LATENESS).length,
      doubled,
      refused: usage.filter(({ valid }) => !valid).length,
    },
  };
}
