/** What goes wrong, and what it does to people who are in the shop at that moment. */
import { Random } from './random';
import { effectsAt } from './scenes';
import { DAY, HOUR, MINUTE, PROVIDERS, REGIONS, sceneAt, type Provider, type Region, type World } from './world';

export interface Incident {
  readonly id: string;
  /** `declines`: one provider fails. `bad-deploy`: checkout of one region errs. `slow-search`: fewer find what they look for. */
  readonly kind: 'declines' | 'bad-deploy' | 'slow-search';
  readonly region: Region;
  readonly provider: Provider;
  readonly startMs: number;
  readonly endMs: number;
}

const WEEK = 7 * DAY;
const PER_WEEK = 2;
const bySeed = new Map<number, Map<number, readonly Incident[]>>();

function incidentsOfWeek(seed: number, week: number): readonly Incident[] {
  const byWeek = bySeed.get(seed) ?? new Map<number, readonly Incident[]>();
  bySeed.set(seed, byWeek);
  let incidents = byWeek.get(week);
  if (!incidents) {
    incidents = Array.from({ length: PER_WEEK }, (_, n) => {
      const random = new Random(seed, 'incident', week, n);
      // One in each half of the week, when people are about.
      const startMs =
        week * WEEK + Math.floor((random.int(0, 2) + n * 3.5) * DAY) + Math.floor(random.between(8, 20) * HOUR);
      return {
        id: `inc-${week}-${n + 1}`,
        kind: random.pick({ declines: 3, 'bad-deploy': 4, 'slow-search': 2 }),
        region: REGIONS[random.int(0, REGIONS.length - 1)],
        provider: PROVIDERS[random.int(0, PROVIDERS.length - 1)],
        startMs,
        endMs: startMs + random.int(20, 50) * MINUTE,
      };
    });
    byWeek.set(week, incidents);
  }
  return incidents;
}

/** The seed's incidents that touch [fromMs, toMs); only those that begin while the scene is `history` happen. */
export function incidentsBetween(world: World, fromMs: number, toMs: number): Incident[] {
  const found: Incident[] = [];
  // An incident never reaches from one week into the next by more than an hour.
  for (let week = Math.floor((fromMs - HOUR) / WEEK); week <= Math.floor(toMs / WEEK); week++) {
    for (const incident of incidentsOfWeek(world.seed, week)) {
      const touches = incident.startMs < toMs && incident.endMs > fromMs;
      if (touches && incident.startMs >= world.openedMs && sceneAt(world, incident.startMs) === 'history') {
        found.push(incident);
      }
    }
  }
  return found;
}

/** Probabilities at one place and moment. */
export interface Conditions {
  /** A payment attempt ends in an error of the provider. */
  readonly paymentError: Readonly<Record<Provider, number>>;
  /** A request to the checkout service ends in an error. */
  readonly checkoutError: number;
  /** Factor on finding a product. */
  readonly findProduct: number;
  /** Factor on putting something into the cart. */
  readonly cart: number;
  /** Payments are routed around these providers. */
  readonly avoid: readonly Provider[];
  /** Factor on how long requests take, and seconds that a failing payment waits for its provider. */
  readonly slow: number;
  readonly paymentTimeout: number;
  /** What requests that end in an error say. */
  readonly error: 'timeout' | 'exception' | 'unavailable';
}

const EVERYDAY = 0.006;

export function conditionsAt(world: World, region: Region, ms: number): Conditions {
  const outage = sceneAt(world, ms) === 'payment-outage';
  const usual = outage ? 0.92 : EVERYDAY;
  const paymentError: Record<Provider, number> = { banklink: usual, cardea: usual, paywave: usual };
  // Without the gateway the form cannot list ways to pay either.
  let checkoutError = outage ? 0.12 : 0.002;
  let findProduct = 1;
  let error: Conditions['error'] = outage ? 'unavailable' : 'timeout';
  const effects = effectsAt(world, ms);
  for (const provider of PROVIDERS) {
    paymentError[provider] = Math.max(paymentError[provider], effects.paymentError?.[provider] ?? 0);
  }
  const sceneError = effects.checkoutError?.[region];
  if (sceneError !== undefined) {
    checkoutError = Math.max(checkoutError, sceneError);
    error = effects.paymentError ? 'unavailable' : 'exception';
  }
  for (const incident of incidentsBetween(world, ms, ms + 1)) {
    if (incident.kind === 'declines') {
      paymentError[incident.provider] = Math.max(paymentError[incident.provider], 0.85);
    } else if (incident.region === region && incident.kind === 'bad-deploy') {
      checkoutError = 0.3;
      error = 'exception';
    } else if (incident.region === region) {
      findProduct = 0.55;
    }
  }
  return {
    paymentError,
    checkoutError,
    findProduct,
    error,
    cart: effects.cart?.[region] ?? 1,
    slow: effects.slow?.[region] ?? 1,
    paymentTimeout: effects.paymentTimeout ?? 1.5,
    avoid: effects.avoid ?? [],
  };
}
