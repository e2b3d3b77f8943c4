/** How long requests to the checkout service take. Drawn from hashes of who asks: a fault changes durations, never the draws of a visit. */
import type { Conditions } from './incidents';
import { hashFraction, hashNormal, textHash } from './random';
import type { CheckoutRequest } from './visit';
import type { Region } from './world';

/** Median seconds of an answer; the crowd is spread around it as a log-normal with `SPREAD`. */
const MEDIAN: Record<Region, number> = { eu: 0.16, us: 0.19 };
const SPREAD = 0.55;
/** Submitting asks the provider too. */
const SUBMIT = 2.4;

/**
 * Seconds of the `n`-th request of a visit. An exception comes a little sooner than an answer; a payment that its provider fails
 * waits for `paymentTimeout`, give or take a fifth.
 */
export function requestSeconds(
  visit: { readonly sessionId: string; readonly region: Region },
  n: number,
  now: Pick<Conditions, 'slow' | 'paymentTimeout'>,
  error: CheckoutRequest['error'],
  submits: boolean
): number {
  const hash = textHash(visit.sessionId);
  if (error === 'gateway') {
    return now.paymentTimeout * (0.8 + 0.4 * hashFraction(hash, n, 71));
  }
  const usual = MEDIAN[visit.region] * Math.exp(SPREAD * hashNormal(hash, n, 72));
  return usual * now.slow * (submits ? SUBMIT : 1) * (error === 'exception' ? 0.7 : 1);
}
