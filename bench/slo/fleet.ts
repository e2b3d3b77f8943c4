/**
 * 35 days of twenty servers that count checkouts, and what a Prometheus that scrapes them every 15 seconds has seen: traffic with the
 * rhythm of days and weeks, six incidents, a random phase and jitter of the scrapes, restarts with a missed scrape, failed scrapes,
 * ten minutes without any scrape. What happened in every second is kept as the truth. Equal text of this file, equal data.
 */
import { Random } from '../../demo/shop/random';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const SCRAPE_MS = 15 * SECOND;
const JITTER_MS = 20;
const SEED = 'bench-slo-1';

/** The data reach from here to there; END is a Monday noon. */
export const END = Date.UTC(2026, 10, 23, 12);
export const START = END - 35 * DAY;
const SECONDS = (END - START) / SECOND;

const REGIONS = ['eu-west', 'eu-north', 'us-east', 'ap-south'];
const INSTANCES = 5;
const BASE_ERRORS = 0.0004;
const RESTARTS = 12;
const FAILED = 0.0005;
const GAP_MS = 10 * MINUTE;

/** When more fails than always; hours before END, minutes, share that fails, where (everywhere if not said). */
const INCIDENTS: ReadonlyArray<{ before: number; minutes: number; share: number; region?: string }> = [
  { before: 33 * 24, minutes: 40, share: 0.02 },
  { before: 25.3 * 24, minutes: 25, share: 0.05, region: 'us-east' },
  { before: 17.6 * 24, minutes: 9, share: 0.1 },
  { before: 8.2 * 24, minutes: 90, share: 0.008, region: 'eu-west' },
  { before: 2.9 * 24, minutes: 18, share: 0.04, region: 'ap-south' },
  { before: 9.4, minutes: 33, share: 0.02 },
];

/** The scrapes that succeeded, ascending, and the counters' values that they saw. */
export interface Series {
  readonly labels: string;
  readonly times: readonly number[];
  readonly requests: readonly number[];
  readonly errors: readonly number[];
}

/** Running sums over all series: element s is what happened in [START, START + s seconds). */
export interface Truth {
  readonly requests: Uint32Array;
  readonly errors: Uint32Array;
}

export function makeFleet(): { readonly series: readonly Series[]; readonly truth: Truth } {
  const truth = { requests: new Uint32Array(SECONDS + 1), errors: new Uint32Array(SECONDS + 1) };
  const series = REGIONS.flatMap((region) =>
    Array.from({ length: INSTANCES }, (_, i) => oneServer(region, `${region}-${i}`, truth))
  );
  for (let s = 1; s <= SECONDS; s++) {
    truth.requests[s] += truth.requests[s - 1];
    truth.errors[s] += truth.errors[s - 1];
  }
  return { series, truth };
}

/** Requests a second at `ms`, as a share of the mean: busy afternoons, quiet nights, quieter weekends. */
function rhythm(ms: number): number {
  const weekend = [0, 6].includes(new Date(ms).getUTCDay()) ? 0.6 : 1;
  return weekend * (1 + 0.7 * Math.sin(((ms % DAY) / DAY) * 2 * Math.PI - 2));
}

function failing(region: string, ms: number): number {
  const found = INCIDENTS.find(({ before, minutes, region: where = region }) => {
    const start = END - before * HOUR;
    return where === region && ms >= start && ms < start + minutes * MINUTE;
  });
  return found?.share ?? BASE_ERRORS;
}

function oneServer(region: string, instance: string, truth: Truth): Series {
  const random = new Random(SEED, instance);
  const perSecond = random.between(0.15, 2);
  const phase = random.int(0, SCRAPE_MS - 1);
  const gap = START + random.int(DAY, 34 * DAY);
  const restarts = Array.from({ length: RESTARTS }, () => random.int(600, SECONDS - 600)).sort((a, b) => a - b);
  const times: number[] = [];
  const requests: number[] = [];
  const errors: number[] = [];
  let [restart, count, bad, mean, share] = [0, 0, 0, 0, 0];
  let [turn, scrape] = [phase, phase];
  let missed = false;
  for (let s = 0; s < SECONDS; s++) {
    const ms = START + s * SECOND;
    if (s % 60 === 0) {
      mean = perSecond * rhythm(ms);
      share = failing(region, ms);
    }
    // Scrapes of this second come before its events: what happens in a second happens at its end.
    for (; START + scrape < ms + SECOND; turn += SCRAPE_MS, scrape = turn + random.int(-JITTER_MS, JITTER_MS)) {
      const at = START + scrape;
      if (!missed && !random.chance(FAILED) && (at < gap || at >= gap + GAP_MS)) {
        times.push(at);
        requests.push(count);
        errors.push(bad);
      }
      missed = false;
    }
    while (restart < restarts.length && restarts[restart] <= s) {
      restart++;
      [count, bad, missed] = [0, 0, true];
    }
    const n = random.poisson(mean);
    let failed = 0;
    for (let i = 0; i < n; i++) {
      failed += random.chance(share) ? 1 : 0;
    }
    count += n;
    bad += failed;
    truth.requests[s + 1] += n;
    truth.errors[s + 1] += failed;
  }
  return { labels: `region="${region}",instance="${instance}"`, times, requests, errors };
}

/** Events of [fromMs, toMs), which are whole seconds within the data. */
export function countIn(sums: Uint32Array, fromMs: number, toMs: number): number {
  return sums[(toMs - START) / SECOND] - sums[(fromMs - START) / SECOND];
}
