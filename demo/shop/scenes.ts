/**
 * The scenes that tell a story: what each minute of them does to the shop, and what people do about it. A scene's minutes count from
 * the moment it was switched on; after an hour every story is over and the shop is well again.
 */
import { MINUTE, type Provider, type Region, type Scene, type World } from './world';

/** Services that cost money; `recommendations` is the non-critical one. */
export const COST_SERVICES = ['storefront', 'search', 'checkout', 'payments', 'recommendations'] as const;
export type CostService = (typeof COST_SERVICES)[number];

/** What a scene does at one moment. What is absent is as on any other day. */
export interface Effects {
  /** A payment attempt at the provider ends in an error of the provider, at least so often. */
  readonly paymentError?: Readonly<Partial<Record<Provider, number>>>;
  /** What such an attempt waits for: seconds until it fails. */
  readonly paymentTimeout?: number;
  /** A request to the checkout service ends in an error, at least so often. */
  readonly checkoutError?: Readonly<Partial<Record<Region, number>>>;
  /** Factor on putting something into the cart. */
  readonly cart?: Readonly<Partial<Record<Region, number>>>;
  /** Factor on how long requests take. */
  readonly slow?: Readonly<Partial<Record<Region, number>>>;
  /** Payments are routed around these providers. */
  readonly avoid?: readonly Provider[];
  /** Factor on a service's costs. */
  readonly cost?: (service: CostService, region: Region) => number;
  /** Factor on function invocations, and the share of cold starts. */
  readonly invocations?: number;
  readonly cold?: number;
  /** The consumer of usage events stands still; what happens now arrives when the replay reaches it. */
  readonly stuck?: boolean;
}

interface At {
  readonly minute: number;
}
interface SceneDeploy extends At {
  readonly service: 'checkout' | 'recommendations' | 'billing';
  readonly kind: 'deploy' | 'rollback';
  readonly author: string;
  readonly team: string;
}
interface SceneFlag extends At {
  readonly flag: string;
  readonly service: string;
  readonly variant: string;
  readonly author: string;
  readonly team: string;
}
interface SceneIncident extends At {
  /** Null: open until the scene is over. */
  readonly endMinute: number | null;
  readonly title: string;
  readonly service: string;
  readonly severity: 'critical' | 'major' | 'minor';
  readonly team: string;
  readonly kpi: string;
}
interface SceneRun extends At {
  readonly endMinute: number;
  readonly job: string;
  readonly status: 'succeeded' | 'failed';
  readonly schemaVersion: number;
}
interface ScenePromotion extends At {
  readonly endMinute: number;
  readonly title: string;
}

/** An alert of the platform's own Prometheus rules. */
interface SceneAlert extends At {
  readonly endMinute: number;
  readonly alertname: string;
  readonly service: string;
  readonly severity: 'critical' | 'warning';
  readonly team: string;
}
/** A line of a service's log, every minute between two. */
interface SceneLog extends At {
  readonly endMinute: number;
  readonly level: 'error' | 'warn' | 'info';
  readonly service: string;
  readonly message: string;
}

export interface Script {
  readonly effects: (minute: number) => Effects;
  readonly deploys?: readonly SceneDeploy[];
  readonly flags?: readonly SceneFlag[];
  readonly incidents?: readonly SceneIncident[];
  readonly runs?: readonly SceneRun[];
  readonly promotions?: readonly ScenePromotion[];
  readonly alerts?: readonly SceneAlert[];
  readonly logs?: readonly SceneLog[];
}

const NOTHING: Effects = Object.freeze({});
const within = (minute: number, from: number, to: number) => minute >= from && minute < to;
/** From 1 to `peak` between two minutes, in a straight line. */
const ramp = (minute: number, from: number, to: number, peak: number) =>
  1 + (peak - 1) * Math.min(1, Math.max(0, (minute - from) / (to - from)));

/** Usage events stand still between these minutes of `midnight-batch`; the replay hands them out between the next two. */
export const STUCK_MINUTES = { from: 2, to: 32, replayFrom: 38, replayTo: 50 } as const;

/** Two of the three providers are reached through the gateway that fails. */
const GATEWAY = { banklink: 0.97, cardea: 0.97 } as const;

export const SCRIPTS: Readonly<Partial<Record<Scene, Script>>> = {
  // The outage itself is in conditionsAt, as it always was.
  'payment-outage': {
    effects: () => NOTHING,
    incidents: [
      {
        minute: 4,
        endMinute: null,
        title: 'Payment gateway is down',
        service: 'payments',
        severity: 'critical',
        team: 'payments',
        kpi: 'payment-success',
      },
    ],
    alerts: [
      {
        minute: 3,
        endMinute: Infinity,
        alertname: 'PaymentProvidersDown',
        service: 'payments',
        severity: 'critical',
        team: 'payments',
      },
    ],
  },
  'payment-gateway': {
    effects: (minute) =>
      within(minute, 6, 38)
        ? {
            paymentError: GATEWAY,
            paymentTimeout: 5,
            checkoutError: { eu: 0.16, us: 0.16 },
            slow: { eu: 2.2, us: 2.2 },
          }
        : // Behind the flag nobody meets the gateway any more.
          within(minute, 38, 58)
          ? { avoid: ['banklink', 'cardea'], ...(minute < 54 ? { paymentError: GATEWAY } : {}) }
          : NOTHING,
    flags: [
      {
        minute: 38,
        flag: 'payments-failover',
        service: 'payments',
        variant: 'on',
        author: 'hanna',
        team: 'payments',
      },
      {
        minute: 58,
        flag: 'payments-failover',
        service: 'payments',
        variant: 'off',
        author: 'hanna',
        team: 'payments',
      },
    ],
    incidents: [
      {
        minute: 11,
        endMinute: 56,
        title: 'Payment gateway times out: banklink and cardea fail',
        service: 'payments',
        severity: 'critical',
        team: 'payments',
        kpi: 'payment-success',
      },
    ],
    promotions: [{ minute: 0, endMinute: 60, title: 'Free shipping for an hour' }],
    alerts: [
      {
        minute: 8,
        endMinute: 40,
        alertname: 'GatewayTimeouts',
        service: 'payments',
        severity: 'critical',
        team: 'payments',
      },
      {
        minute: 11,
        endMinute: 39,
        alertname: 'CheckoutLatencyHigh',
        service: 'checkout',
        severity: 'warning',
        team: 'checkout',
      },
    ],
    logs: [
      {
        minute: 6,
        endMinute: 38,
        level: 'warn',
        service: 'payments',
        message: 'circuit breaker of the gateway is half open: 5 of 5 probes timed out after 5000 ms',
      },
      {
        minute: 38,
        endMinute: 39,
        level: 'info',
        service: 'payments',
        message: 'flag payments-failover is on: payments go through paywave',
      },
    ],
  },
  'cost-spike': {
    effects: (minute) => {
      if (!within(minute, 5, 58)) {
        return NOTHING;
      }
      if (minute < 42) {
        const factor = ramp(minute, 5, 9, 13);
        const retries = ramp(minute, 5, 9, 3.5);
        return {
          cost: (service) => (service === 'recommendations' ? factor : service === 'checkout' ? retries : 1),
          invocations: ramp(minute, 5, 9, 4),
          cold: 0.38,
        };
      }
      return { cost: (service) => (service === 'recommendations' ? 0.2 : 1), invocations: 0.8 };
    },
    deploys: [
      { minute: 5, service: 'recommendations', kind: 'deploy', author: 'amara', team: 'discovery' },
      { minute: 55, service: 'recommendations', kind: 'rollback', author: 'amara', team: 'discovery' },
    ],
    flags: [
      {
        minute: 42,
        flag: 'recommendations-throttle',
        service: 'recommendations',
        variant: 'on',
        author: 'lukas',
        team: 'platform',
      },
      {
        minute: 58,
        flag: 'recommendations-throttle',
        service: 'recommendations',
        variant: 'off',
        author: 'lukas',
        team: 'platform',
      },
    ],
    incidents: [
      {
        minute: 24,
        endMinute: 56,
        title: 'Functions retry and start cold: cost per order has tripled',
        service: 'recommendations',
        severity: 'major',
        team: 'platform',
        kpi: 'cost-per-order',
      },
    ],
    alerts: [
      {
        minute: 10,
        endMinute: 43,
        alertname: 'FunctionColdStarts',
        service: 'recommendations',
        severity: 'warning',
        team: 'platform',
      },
    ],
    logs: [
      {
        minute: 5,
        endMinute: 42,
        level: 'warn',
        service: 'recommendations',
        message: 'cold start took 2840 ms, the caller gave up after 1500 ms: retry 3 of 3',
      },
      {
        minute: 42,
        endMinute: 43,
        level: 'info',
        service: 'recommendations',
        message: 'flag recommendations-throttle is on: at most 20 % of the calls are answered',
      },
    ],
  },
  'midnight-batch': {
    effects: (minute) => (within(minute, STUCK_MINUTES.from, STUCK_MINUTES.to) ? { stuck: true } : NOTHING),
    deploys: [
      { minute: 0, service: 'billing', kind: 'deploy', author: 'mei', team: 'data' },
      { minute: 30, service: 'billing', kind: 'rollback', author: 'mei', team: 'data' },
    ],
    runs: [
      { minute: 1, endMinute: 14, job: 'nightly-billing', status: 'failed', schemaVersion: 2 },
      { minute: 38, endMinute: 51, job: 'nightly-billing', status: 'succeeded', schemaVersion: 1 },
    ],
    incidents: [
      {
        minute: 10,
        endMinute: 55,
        title: 'Usage events are refused since the schema change',
        service: 'billing',
        severity: 'critical',
        team: 'data',
        kpi: 'billing-conversion',
      },
    ],
    alerts: [
      {
        minute: 7,
        endMinute: 49,
        alertname: 'ConsumerLagHigh',
        service: 'billing',
        severity: 'critical',
        team: 'data',
      },
      { minute: 14, endMinute: 51, alertname: 'BatchFailed', service: 'billing', severity: 'warning', team: 'data' },
    ],
    logs: [
      {
        minute: 2,
        endMinute: 32,
        level: 'error',
        service: 'billing',
        message: 'record refused: schema_version 2 has no field "amount" (expected numeric), offset is not committed',
      },
      {
        minute: 14,
        endMinute: 15,
        level: 'error',
        service: 'billing',
        message: 'nightly-billing failed: no usage since its start, 0 rows written',
      },
      {
        minute: 38,
        endMinute: 50,
        level: 'info',
        service: 'billing',
        message: 'replay of topic usage: records are read again from the first refused offset',
      },
    ],
  },
  'regional-cost': {
    effects: (minute) =>
      within(minute, 5, 48)
        ? {
            cost: (service, region) =>
              region === 'us' && (service === 'storefront' || service === 'search' || service === 'checkout') ? 0.5 : 1,
            slow: { us: 2.4 },
            cart: { us: 0.8 },
          }
        : NOTHING,
    flags: [
      {
        minute: 5,
        flag: 'smaller-instances-us',
        service: 'storefront',
        variant: 'on',
        author: 'ines',
        team: 'platform',
      },
      {
        minute: 48,
        flag: 'smaller-instances-us',
        service: 'storefront',
        variant: 'off',
        author: 'ines',
        team: 'platform',
      },
    ],
    alerts: [
      {
        minute: 9,
        endMinute: 49,
        alertname: 'CpuThrottled',
        service: 'storefront',
        severity: 'warning',
        team: 'platform',
      },
    ],
    logs: [
      {
        minute: 6,
        endMinute: 48,
        level: 'warn',
        service: 'storefront',
        message: 'cpu throttled 61 % of the last minute (pod storefront-us, limit 500m)',
      },
    ],
  },
  'bad-deploy': {
    effects: (minute) => (within(minute, 9, 41) ? { checkoutError: { eu: 0.3 } } : NOTHING),
    deploys: [
      { minute: 8, service: 'checkout', kind: 'deploy', author: 'sven', team: 'checkout' },
      { minute: 40, service: 'checkout', kind: 'rollback', author: 'noor', team: 'checkout' },
    ],
    incidents: [
      {
        minute: 13,
        endMinute: 43,
        title: 'Checkout in eu answers with errors since its release',
        service: 'checkout',
        severity: 'critical',
        team: 'checkout',
        kpi: 'checkout-success',
      },
    ],
    alerts: [
      {
        minute: 11,
        endMinute: 42,
        alertname: 'CheckoutErrorRateHigh',
        service: 'checkout',
        severity: 'critical',
        team: 'checkout',
      },
    ],
    logs: [
      {
        minute: 9,
        endMinute: 41,
        level: 'error',
        service: 'checkout',
        message: 'uncaught exceptions in quote: 3 of 10 requests since the release',
      },
    ],
  },
};

/** One scene's stretch of time. */
export interface Stage {
  readonly scene: Scene;
  readonly startMs: number;
  /** When the next scene begins; Infinity for the last. */
  readonly endMs: number;
}

/** The scripted scenes that touch [fromMs, toMs), ascending. */
export function stagesBetween(world: World, fromMs: number, toMs: number): Stage[] {
  const stages = world.scenes.map(({ scene, fromMs: startMs }, i) => ({
    scene,
    startMs,
    endMs: world.scenes[i + 1]?.fromMs ?? Infinity,
  }));
  return stages.filter((one) => SCRIPTS[one.scene] && one.startMs < toMs && one.endMs > fromMs);
}

/** What the scene of this moment does. */
export function effectsAt(world: World, ms: number): Effects {
  for (let i = world.scenes.length - 1; i >= 0; i--) {
    const { scene, fromMs } = world.scenes[i];
    if (fromMs <= ms) {
      return SCRIPTS[scene]?.effects((ms - fromMs) / MINUTE) ?? NOTHING;
    }
  }
  return NOTHING;
}
