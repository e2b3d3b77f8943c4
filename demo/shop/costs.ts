/** What the cloud costs: a row every five minutes for each service and region, and the functions' invocations behind it. */
import { Random } from './random';
import { sessionsPerMinute } from './rhythm';
import { COST_SERVICES, effectsAt, type CostService } from './scenes';
import { MINUTE, REGIONS, SECOND, type Region, type World } from './world';

export const COST_EVERY = 5 * MINUTE;
/** The bill of five minutes is known so long after them. */
export const COST_DELAY = 90 * SECOND;

interface Tariff {
  readonly kind: 'compute' | 'functions' | 'fees';
  /** Euros a minute that are there without anybody in the shop, and euros a session that begins. */
  readonly fixed: number;
  readonly perSession: number;
  /** Invocations a session, of functions. */
  readonly invocations?: number;
}

/** Together about 4.3 cents a session, so 40 cents an order; two in five of them for functions. */
const TARIFFS: Readonly<Record<CostService, Tariff>> = {
  storefront: { kind: 'compute', fixed: 0.0025, perSession: 0.0072 },
  search: { kind: 'compute', fixed: 0.0015, perSession: 0.0048 },
  checkout: { kind: 'functions', fixed: 0, perSession: 0.0068, invocations: 3 },
  payments: { kind: 'fees', fixed: 0, perSession: 0.0112 },
  recommendations: { kind: 'functions', fixed: 0, perSession: 0.0058, invocations: 6 },
};
const PRICE: Record<Region, number> = { eu: 1, us: 1.12 };
/** The share of cold starts on any other day. */
const COLD = 0.04;

export interface Cost {
  readonly at: number;
  readonly service: CostService;
  readonly region: Region;
  readonly kind: Tariff['kind'];
  readonly euros: number;
  readonly invocations: number | null;
}

/** Costs whose five minutes begin in [fromMs, toMs). A scene counts minute by minute. */
export function costsBetween(world: World, fromMs: number, toMs: number): Cost[] {
  const found: Cost[] = [];
  for (let at = Math.ceil(fromMs / COST_EVERY) * COST_EVERY; at < toMs; at += COST_EVERY) {
    for (const region of REGIONS) {
      const random = new Random(world.seed, 'cost', region, at);
      for (const service of COST_SERVICES) {
        const { kind, fixed, perSession, invocations } = TARIFFS[service];
        // One draw a service, whatever the scene does to it.
        const noise = random.between(0.93, 1.07);
        let euros = 0;
        let calls = 0;
        for (let ms = at; ms < at + COST_EVERY; ms += MINUTE) {
          const effects = effectsAt(world, ms);
          const sessions = sessionsPerMinute(region, ms);
          euros += (fixed + perSession * sessions) * (effects.cost?.(service, region) ?? 1);
          calls += (invocations ?? 0) * sessions * (effects.invocations ?? 1);
        }
        found.push({
          at,
          service,
          region,
          kind,
          euros: euros * noise * PRICE[region],
          invocations: invocations === undefined ? null : Math.round(calls * noise),
        });
      }
    }
  }
  return found;
}

export interface Invocations {
  readonly at: number;
  readonly region: Region;
  readonly start: 'cold' | 'warm';
  readonly count: number;
}

/** Invocations of functions, minute by minute, whose minute ends in (fromMs, toMs]; counted at its end. */
export function invocationsBetween(world: World, fromMs: number, toMs: number): Invocations[] {
  const found: Invocations[] = [];
  const perSession = COST_SERVICES.reduce((sum, service) => sum + (TARIFFS[service].invocations ?? 0), 0);
  for (let at = Math.floor(fromMs / MINUTE) * MINUTE + MINUTE; at <= toMs; at += MINUTE) {
    for (const region of REGIONS) {
      const effects = effectsAt(world, at - MINUTE);
      const random = new Random(world.seed, 'invocations', region, at);
      const mean = perSession * sessionsPerMinute(region, at - MINUTE) * (effects.invocations ?? 1);
      const all = random.poisson(mean);
      const cold = Math.min(all, random.poisson(all * (effects.cold ?? COLD)));
      found.push({ at, region, start: 'cold', count: cold }, { at, region, start: 'warm', count: all - cold });
    }
  }
  return found.filter((one) => one.count > 0);
}
