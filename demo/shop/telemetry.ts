/** What can be looked up about single requests: traces, log lines and payloads. All that failed, and a few that did not. */
import { versionAt } from './deploys';
import { hashFraction, textHash } from './random';
import type { Noted } from './happenings';
import type { CheckoutRequest, Payment, Visit } from './visit';
import { SECOND, type World } from './world';

/** So many of the payments that went through are kept. */
const GOOD_SHARE = 0.04;

const iso = (ms: number) => new Date(ms).toISOString();
const hex = (hash: number, n: number, digits: number) => {
  let text = '';
  for (let i = 0; text.length < digits; i++) {
    text += Math.floor(hashFraction(hash, n, 300 + i) * 4294967296)
      .toString(16)
      .padStart(8, '0');
  }
  return text.slice(0, digits);
};

type Failure = NonNullable<CheckoutRequest['error']>;

const FAILURES: Readonly<Record<Failure, { type: string; status: number; message: (provider?: string) => string }>> = {
  gateway: {
    type: 'gateway-timeout',
    status: 504,
    message: (provider) => `payment refused: gateway ${provider} did not answer in time`,
  },
  unavailable: {
    type: 'payment-methods-unavailable',
    status: 503,
    message: () => 'cannot list ways to pay: no answer from payments',
  },
  exception: {
    type: 'unhandled-exception',
    status: 500,
    message: () => "TypeError: Cannot read properties of undefined (reading 'rate') at quote (shipping.js:214)",
  },
  timeout: { type: 'request-timeout', status: 504, message: () => 'shipping quote: deadline exceeded' },
};

interface SpanPlan {
  readonly service: string;
  readonly operation: string;
  /** Which of the spans before is its parent; -1: none. */
  readonly parent: number;
  /** Shares of the request's time. */
  readonly from: number;
  readonly to: number;
  readonly failed: boolean;
}

function plan(request: CheckoutRequest, payment: Payment | undefined): SpanPlan[] {
  const failed = request.outcome === 'error';
  if (!payment) {
    const inner = request.error === 'unavailable' ? ['payments', 'payments.methods'] : ['checkout', 'shipping.quote'];
    return [
      { service: 'storefront', operation: 'POST /checkout', parent: -1, from: 0, to: 1, failed },
      { service: 'checkout', operation: 'checkout.validate', parent: 0, from: 0.06, to: 0.97, failed },
      { service: inner[0], operation: inner[1], parent: 1, from: 0.2, to: 0.93, failed },
    ];
  }
  const spans: SpanPlan[] = [
    { service: 'storefront', operation: 'POST /checkout/submit', parent: -1, from: 0, to: 1, failed },
    { service: 'checkout', operation: 'checkout.submit', parent: 0, from: 0.03, to: 0.98, failed },
    { service: 'payments', operation: 'payments.charge', parent: 1, from: 0.08, to: failed ? 0.96 : 0.7, failed },
    {
      service: 'payments',
      operation: `${payment.provider}.authorize`,
      parent: 2,
      from: 0.12,
      to: failed ? 0.95 : 0.66,
      failed,
    },
  ];
  return payment.outcome === 'ok'
    ? [...spans, { service: 'checkout', operation: 'orders.create', parent: 1, from: 0.72, to: 0.94, failed: false }]
    : spans;
}

/** Rows about a visit's requests: spans of each trace, a log line of each failure, the payload of each payment that is kept. */
export function telemetryOf(world: World, visit: Visit): Noted[] {
  const found: Noted[] = [];
  const hash = textHash(visit.sessionId);
  visit.checkoutRequests.forEach((request, n) => {
    const payment = visit.payments.find(({ paymentId }) => paymentId === request.paymentId);
    const failed = request.outcome === 'error';
    const kept = failed || (payment !== undefined && hashFraction(hash, n, 101) < GOOD_SHARE);
    if (!kept) {
      return;
    }
    const traceId = hex(hash, n, 32);
    const failure = request.error && FAILURES[request.error];
    // A failed submit is told when it failed; `at` is when its answer came.
    const lasted = request.seconds * SECOND;
    const startedAt = request.at - lasted;
    const version = versionAt(world, 'checkout', request.at);
    found.push(...spansOf(visit, request, plan(request, payment), { traceId, hash, n, startedAt, version, payment }));
    if (failure) {
      const message = `${failure.message(payment?.provider)} (${visit.region}, ${version})`;
      const service = payment || request.error === 'unavailable' ? 'payments' : 'checkout';
      const row = [iso(request.at), 'error', service, message, traceId];
      found.push({ arrivesAt: request.at + SECOND, table: 'logs', row });
    }
    if (payment) {
      found.push(payloadOf(visit, payment, traceId, hash));
    }
  });
  return found;
}

interface Trace {
  readonly traceId: string;
  readonly hash: number;
  readonly n: number;
  readonly startedAt: number;
  readonly version: string;
  readonly payment: Payment | undefined;
}

function spansOf(visit: Visit, request: CheckoutRequest, plans: readonly SpanPlan[], trace: Trace): Noted[] {
  const ids = plans.map((_, i) => hex(trace.hash + i + 1, trace.n, 16));
  const lasted = request.seconds * SECOND;
  return plans.map(({ service, operation, parent, from, to, failed }, i) => {
    const attributes = {
      region: visit.region,
      device: visit.device,
      'session.id': visit.sessionId,
      'k8s.pod.name': `${service}-${visit.region}-${1 + Math.floor(hashFraction(trace.hash, trace.n, 102) * 3)}`,
      ...(service === 'checkout' ? { 'service.version': trace.version } : {}),
      ...(trace.payment ? { provider: trace.payment.provider, 'payment.id': trace.payment.paymentId } : {}),
      ...(failed && request.error
        ? { 'error.type': FAILURES[request.error].type, 'http.status_code': FAILURES[request.error].status }
        : { 'http.status_code': 200 }),
    };
    const startedAt = Math.round(trace.startedAt + from * lasted);
    const duration = Math.max(1, Math.round((to - from) * lasted));
    const row = [
      trace.traceId,
      ids[i],
      parent < 0 ? null : ids[parent],
      service,
      operation,
      iso(startedAt),
      String(duration),
      failed ? 'error' : 'ok',
      JSON.stringify(attributes),
    ];
    return { arrivesAt: request.at + 2 * SECOND, table: 'spans' as const, row };
  });
}

function payloadOf(visit: Visit, payment: Payment, traceId: string, hash: number): Noted {
  const digits = String(Math.floor(hashFraction(hash, 1, 103) * 10_000)).padStart(4, '0');
  const payload = {
    amount: (payment.cents / 100).toFixed(2),
    currency: 'EUR',
    provider: payment.provider,
    attempt: Number(payment.paymentId.slice(payment.paymentId.lastIndexOf('-') + 1)),
    device: visit.device,
    region: visit.region,
  };
  const row = [
    iso(payment.at),
    'payment',
    payment.outcome,
    visit.orderId ?? null,
    visit.userId,
    `${visit.userId}@customers.example.com`,
    // A number that card networks keep for tests, and an address that is nobody's (RFC 5737).
    `4111 1111 1111 ${digits}`,
    `203.0.113.${1 + Math.floor(hashFraction(hash, 1, 104) * 254)}`,
    JSON.stringify(payload),
    traceId,
  ];
  return { arrivesAt: payment.at + 2 * SECOND, table: 'payload_samples', row };
}
