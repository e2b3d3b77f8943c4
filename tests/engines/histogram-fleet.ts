/** Processes that observe how long things take, in classic and in native histograms, and what a Prometheus that scrapes them has seen. */
import { Random } from '../../demo/shop/random';

export const HISTOGRAM_SCRAPE_MS = 30_000;
/** Upper bounds of the classic buckets, seconds. */
export const BOUNDS = [0.1, 0.25, 0.5, 1, 2.5, 5, Infinity];
/** Native: each power of two is divided into 2 ** SCHEMA buckets. */
export const SCHEMA = 2;
const [FIRST_INDEX, LAST_INDEX] = [-24, 24];

export interface Observation {
  readonly at: number;
  readonly seconds: number;
  readonly device: string;
}

export interface HistogramProcess {
  readonly name: string;
  /** When in a scrape interval it is scraped. */
  readonly phaseMs: number;
  /** Times at which it starts anew, its counts at 0. */
  readonly restarts: readonly number[];
  readonly observations: readonly Observation[];
  readonly scrapes: readonly number[];
}

export interface HistogramPlan {
  readonly seed: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly perHour: number;
  readonly processes: ReadonlyArray<{ name: string; phaseMs: number; restarts?: readonly number[]; missed?: number }>;
  /** Nothing happens. */
  readonly quiet: { readonly startMs: number; readonly endMs: number };
  /** All takes twenty times as long. */
  readonly slow: { readonly startMs: number; readonly endMs: number };
}

const DEVICES = { mobile: 0.6, desktop: 0.2 } as const;
/** Index of the native bucket (2 ** ((i − 1) / 2 ** SCHEMA), 2 ** (i / 2 ** SCHEMA)]. */
export const nativeIndex = (seconds: number) => Math.ceil(Math.log2(seconds) * 2 ** SCHEMA - 1e-12);
export const classicIndex = (seconds: number) => BOUNDS.findIndex((bound) => seconds <= bound);

export function makeHistogramFleet(plan: HistogramPlan) {
  const processes = plan.processes.map(({ name, phaseMs, restarts = [], missed = 0 }): HistogramProcess => {
    const random = new Random(plan.seed, name);
    const scrapes: number[] = [];
    for (let at = plan.fromMs + phaseMs; at <= plan.toMs + HISTOGRAM_SCRAPE_MS; at += HISTOGRAM_SCRAPE_MS) {
      if (!random.chance(missed)) {
        scrapes.push(at);
      }
    }
    return { name, phaseMs, restarts, scrapes, observations: observe(plan, name, random) };
  });
  return { processes, replay: replayOf(processes) };
}

function observe(plan: HistogramPlan, name: string, random: Random): Observation[] {
  const found: Observation[] = [];
  // A few of every size before the first scrape: a counter that starts at 0 is extrapolated otherwise.
  for (const device of Object.keys(DEVICES)) {
    BOUNDS.forEach((bound, i) => {
      for (let n = 0; n < 5; n++) {
        found.push({ at: plan.fromMs - 1, seconds: bound === Infinity ? 8 : bound - 0.04 / (i + 1), device });
      }
    });
  }
  for (let at = plan.fromMs; ;) {
    at += random.exponential(3_600_000 / plan.perHour);
    if (at > plan.toMs) {
      return found;
    }
    const device = random.chance(0.3) ? 'desktop' : 'mobile';
    const spread = random.float() + random.float() + random.float() - 1.5;
    const slow = at >= plan.slow.startMs && at < plan.slow.endMs ? 20 : 1;
    const seconds = Math.min(30, Math.max(0.03, DEVICES[device] * slow * Math.exp(spread * 2)));
    if (at < plan.quiet.startMs || at >= plan.quiet.endMs) {
      found.push({ at: Math.floor(at), seconds, device });
    }
  }
}

function replayOf(processes: readonly HistogramProcess[]): string[] {
  const head = ['plumbline-replay 1\n'];
  const lines: Array<{ at: number; text: string }> = [];
  let series = 0;
  processes.forEach((process, target) => {
    head.push(`target shop ${process.name}\n`);
    const cells = Object.keys(DEVICES).map((device) => {
      const first = series;
      for (const bound of BOUNDS) {
        head.push(`series took_seconds_bucket{device="${device}",le="${bound === Infinity ? '+Inf' : bound}"}\n`);
      }
      head.push(`series native_seconds{device="${device}"}\n`);
      series += BOUNDS.length + 1;
      return { device, first, classic: BOUNDS.map(() => 0), native: emptyNative(), sum: 0 };
    });
    let [next, life] = [0, 0];
    for (const at of process.scrapes) {
      for (; life < process.restarts.length && process.restarts[life] <= at; life++) {
        cells.forEach((cell) => {
          cell.classic.fill(0);
          cell.native.fill(0);
          cell.sum = 0;
        });
        while (next < process.observations.length && process.observations[next].at < process.restarts[life]) {
          next++;
        }
      }
      for (; next < process.observations.length && process.observations[next].at <= at; next++) {
        const { seconds, device } = process.observations[next];
        const cell = cells.find((one) => one.device === device)!;
        BOUNDS.forEach((bound, i) => (cell.classic[i] += seconds <= bound ? 1 : 0));
        cell.native[nativeIndex(seconds) - FIRST_INDEX]++;
        cell.sum += seconds;
      }
      const values = cells.flatMap(({ first, classic, native, sum }) => {
        const count = native.reduce((a, b) => a + b, 0);
        return [
          ...classic.map((n, i) => `${first + i}=${n}`),
          `${first + BOUNDS.length}=h${SCHEMA}:${count}:${sum}:0:${FIRST_INDEX}:${native.join(',')}`,
        ];
      });
      lines.push({ at, text: `+ ${target} ${at} ${values.join(' ')}\n` });
    }
  });
  lines.sort((a, b) => a.at - b.at);
  return [...head, ...lines.map((line) => line.text)];
}

const emptyNative = () => new Array<number>(LAST_INDEX - FIRST_INDEX + 1).fill(0);
