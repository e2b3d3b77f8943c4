/** One visit to the shop, from its first page to its last. A visit depends only on the world and on who it is. */
import { requestSeconds } from './durations';
import { conditionsAt, type Conditions } from './incidents';
import { Random } from './random';
import { sessionsPerMinute } from './rhythm';
import { CHUNK, DEVICES, MINUTE, SECOND, type Device, type Provider, type Region, type World } from './world';

export type Page = 'home' | 'landing' | 'search' | 'product' | 'cart' | 'checkout' | 'payment' | 'confirmation';

/** One request to the checkout service. */
export interface CheckoutRequest {
  readonly at: number;
  readonly outcome: 'ok' | 'error';
  readonly seconds: number;
  /** What failed, of one that ended in an error. */
  readonly error?: Conditions['error'] | 'gateway';
  /** The payment that it submitted, of those that did. */
  readonly paymentId?: string;
}

export interface Payment {
  readonly paymentId: string;
  readonly at: number;
  readonly cents: number;
  readonly provider: Provider;
  /** `declined`: the customer's bank said no. `error`: the provider failed. */
  readonly outcome: 'ok' | 'declined' | 'error';
}

export interface Order {
  readonly orderId: string;
  readonly at: number;
  readonly cents: number;
  readonly status: 'paid' | 'review';
  readonly fraudAt?: number;
}

export interface Visit {
  readonly sessionId: string;
  readonly userId: string;
  readonly visitorType: 'new' | 'returning';
  readonly device: Device;
  readonly region: Region;
  readonly startedAt: number;
  readonly pages: ReadonlyArray<{ readonly at: number; readonly page: Page }>;
  readonly cartAt?: number;
  readonly checkoutRequests: readonly CheckoutRequest[];
  readonly orderId?: string;
  readonly payments: readonly Payment[];
  readonly order?: Order;
}

const NEWCOMERS = 0.36;
const DEVICE_SHARE: Record<Device, number> = { desktop: 0.44, mobile: 0.48, tablet: 0.08 };
/** How much likelier than average a device's people put something into the cart. */
const CART_FACTOR: Record<Device, number> = { desktop: 1.22, mobile: 0.8, tablet: 1 };
const PROVIDER_SHARE: Record<Region, Record<Provider, number>> = {
  eu: { banklink: 0.34, cardea: 0.41, paywave: 0.25 },
  us: { banklink: 0.06, cardea: 0.62, paywave: 0.32 },
};

/** How payments are shared out: one draw, whoever is left out. */
function routes(region: Region, avoid: readonly Provider[]): Record<Provider, number> {
  const shares = { ...PROVIDER_SHARE[region] };
  avoid.forEach((provider) => (shares[provider] = 0));
  return shares;
}

const counts: Record<Region, Map<number, number>> = { eu: new Map(), us: new Map() };
let countedSeed: number | undefined;

/** How many visits begin in a chunk of a region. */
export function visitsInChunk(seed: number, region: Region, chunk: number): number {
  if (seed !== countedSeed) {
    counts.eu.clear();
    counts.us.clear();
    countedSeed = seed;
  }
  let count = counts[region].get(chunk);
  if (count === undefined) {
    const mean = (sessionsPerMinute(region, chunk * CHUNK + CHUNK / 2) * CHUNK) / MINUTE;
    count = new Random(seed, 'chunk', region, chunk).poisson(mean);
    counts[region].set(chunk, count);
  }
  return count;
}

const visitRandom = (seed: number, region: Region, chunk: number, n: number) =>
  new Random(seed, 'visit', region, chunk, n);
const idOf = (region: Region, chunk: number, n: number) =>
  `${region}${chunk.toString(36)}${n.toString(36).padStart(2, '0')}`;

/** Somebody who came for the first time in one of the last days; undefined if a few tries find nobody. */
function earlierNewcomer(world: World, region: Region, chunk: number, random: Random): string | undefined {
  for (let attempt = 0; attempt < 8; attempt++) {
    const back = 3 + Math.floor(random.exponential(430));
    const then = Math.max(chunk - back, Math.floor(world.openedMs / CHUNK));
    const there = visitsInChunk(world.seed, region, then);
    if (there > 0 && then < chunk) {
      const n = random.int(0, there - 1);
      if (visitRandom(world.seed, region, then, n).chance(NEWCOMERS)) {
        return idOf(region, then, n);
      }
    }
  }
  return undefined;
}

export function makeVisit(world: World, region: Region, chunk: number, n: number): Visit {
  const random = visitRandom(world.seed, region, chunk, n);
  // The first draw decides this; `earlierNewcomer` repeats it.
  const newcomer = random.chance(NEWCOMERS);
  const sessionId = idOf(region, chunk, n);
  const known = newcomer ? undefined : earlierNewcomer(world, region, chunk, random);
  const device = known ? deviceOf(world.seed, known) : deviceOf(world.seed, sessionId);
  const startedAt = chunk * CHUNK + Math.floor(random.float() * CHUNK);
  const visit = {
    sessionId,
    userId: `u-${known ?? sessionId}`,
    visitorType: known ? ('returning' as const) : ('new' as const),
    device,
    region,
    startedAt,
  };
  return { ...visit, ...walk(world, visit, random) };
}

/** A person mostly keeps to one device. */
function deviceOf(seed: number, person: string): Device {
  const share = new Random(seed, 'device', person).pick(DEVICE_SHARE);
  return DEVICES.find((device) => device === share)!;
}

type Walk = Pick<Visit, 'pages' | 'cartAt' | 'checkoutRequests' | 'orderId' | 'payments' | 'order'>;

/** The way through the shop. Longest possible: 11 min 15 s (see LATENESS). */
function walk(
  world: World,
  visit: Pick<Visit, 'sessionId' | 'visitorType' | 'device' | 'region' | 'startedAt'>,
  random: Random
): Walk {
  const pages: Array<Visit['pages'][number]> = [];
  const none: Walk = { pages, checkoutRequests: [], payments: [] };
  let at = visit.startedAt;
  const view = (page: Page, fromSeconds: number, toSeconds: number) => {
    at += Math.round(random.between(fromSeconds, toSeconds) * SECOND);
    pages.push({ at, page });
  };
  view(random.chance(0.8) ? 'home' : 'landing', 0, 0);
  if (random.chance(0.24)) {
    return none;
  }
  const conditions = conditionsAt(world, visit.region, at);
  const searched = random.chance(0.5);
  if (searched) {
    view('search', 4, 40);
  }
  if (!random.chance((searched ? 0.82 : 0.88) * conditions.findProduct)) {
    return none;
  }
  for (let products = random.pick({ 1: 6, 2: 3, 3: 1 }); ; products = String(Number(products) - 1) as typeof products) {
    view('product', 6, 60);
    if (products === '1') {
      break;
    }
  }
  const returning = visit.visitorType === 'returning' ? 1.08 : 0.86;
  if (!random.chance(0.34 * CART_FACTOR[visit.device] * returning * conditions.cart)) {
    return none;
  }
  view('cart', 5, 40);
  const cartAt = at;
  if (!random.chance(0.58)) {
    return { ...none, cartAt };
  }
  view('checkout', 4, 30);
  return { pages, cartAt, ...checkOut(world, visit, at, pages, random) };
}

/** Fills in forms (every field asks the checkout service something), then pays; an error is tried again, mostly. */
function checkOut(
  world: World,
  visit: Pick<Visit, 'sessionId' | 'region'>,
  startedAt: number,
  pages: Array<Visit['pages'][number]>,
  random: Random
): Pick<Visit, 'checkoutRequests' | 'orderId' | 'payments' | 'order'> {
  const requests: CheckoutRequest[] = [];
  /** How long it took is no draw of the visit's: nothing else may depend on it. */
  const answered = (when: number, now: Conditions, error?: CheckoutRequest['error'], paymentId?: string) => {
    const seconds = requestSeconds(visit, requests.length, now, error, paymentId !== undefined);
    const outcome = error === undefined ? ('ok' as const) : ('error' as const);
    requests.push({ at: when, outcome, seconds, ...(error ? { error } : {}), ...(paymentId ? { paymentId } : {}) });
  };
  const ask = (when: number, now: Conditions) =>
    answered(when, now, random.chance(now.checkoutError) ? now.error : undefined);
  const form = Math.round(random.between(45, 210) * SECOND);
  const questions = random.int(14, 26);
  for (let i = 0; i < questions; i++) {
    const when = startedAt + Math.floor(((i + random.float()) * form) / questions);
    ask(when, conditionsAt(world, visit.region, when));
  }
  let at = startedAt + form;
  // Whoever meets errors in the form is likelier to leave.
  const patience = 0.86 * 0.88 ** requests.filter((one) => one.outcome === 'error').length;
  if (!random.chance(patience)) {
    return { checkoutRequests: requests, payments: [] };
  }
  pages.push({ at, page: 'payment' });
  const cents = Math.max(390, Math.round(4640 * Math.exp(0.56 * random.normal())));
  const orderId = `o-${visit.sessionId}`;
  const payments: Payment[] = [];
  for (let attempt = 1; attempt <= 3; attempt++) {
    at += Math.round(random.between(12, 40) * SECOND);
    const now = conditionsAt(world, visit.region, at);
    const provider = random.pick(routes(visit.region, now.avoid));
    const broken = random.chance(now.paymentError[provider]);
    const outcome = broken ? 'error' : random.chance(0.035) ? 'declined' : 'ok';
    const paymentId = `p-${visit.sessionId}-${attempt}`;
    payments.push({ paymentId, at, cents, provider, outcome });
    // Submitting is a request too; the page itself repeats a failed one.
    for (let tries = broken ? random.int(1, 3) : 1; tries > 0; tries--) {
      answered(at - tries * 200, now, broken ? 'gateway' : undefined, paymentId);
    }
    if (outcome === 'ok') {
      const order = placeOrder(orderId, at + 400, cents, random);
      pages.push({ at: order.at, page: 'confirmation' });
      return { checkoutRequests: requests, orderId, payments, order };
    }
    if (!random.chance(0.7)) {
      break;
    }
  }
  return { checkoutRequests: requests, orderId, payments };
}

function placeOrder(orderId: string, at: number, cents: number, random: Random): Order {
  const status = cents > 15_000 && random.chance(0.4) ? 'review' : 'paid';
  const fraud = random.chance(status === 'review' ? 0.06 : 0.006);
  const fraudAt = fraud ? at + Math.round(random.between(10 * MINUTE, 39 * 60 * MINUTE)) : undefined;
  return fraudAt === undefined ? { orderId, at, cents, status } : { orderId, at, cents, status, fraudAt };
}
