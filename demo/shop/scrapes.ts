/** What a Prometheus would have seen of the shop: the same counters, read every 15 s, with the faults of real life. */
import { lagAt } from './billing';
import {
  ALL_SERVICES,
  restartsBetween,
  versionAt,
  versionChangesBetween,
  type AnyService,
  type VersionChange,
} from './deploys';
import { CONSUMERS, Counters, buildInfo, seriesText } from './metrics';
import { hashFraction } from './random';
import type { Tick } from './shop';
import { DAY, MINUTE, REGIONS, SECOND, type Region, type World } from './world';

export const SCRAPE_INTERVAL = 15 * SECOND;
const JITTER = 25;
/** A starting process does not answer for so long. */
const DOWN = 12 * SECOND;
const LOST_SCRAPES = 0.0005;
const GAP_EVERY = 9 * DAY;

export type Scrape = { readonly at: number; readonly ok: boolean };

/** Prometheus itself is away once every nine days, for 5 to 9 minutes: nobody scrapes then, and nobody marks anything stale. */
export function gapAt(world: World, ms: number): { readonly startMs: number; readonly endMs: number } {
  const n = Math.floor(ms / GAP_EVERY);
  const startMs = Math.floor((n + 0.1 + 0.8 * hashFraction(world.seed, n, 11)) * GAP_EVERY);
  return { startMs, endMs: startMs + Math.floor((5 + 4 * hashFraction(world.seed, n, 12)) * MINUTE) };
}

/** Scrapes of one region in [fromMs, toMs), ascending; times jitter by up to 25 ms around a phase of their own. */
export function scrapesBetween(world: World, region: Region, fromMs: number, toMs: number): Scrape[] {
  const salt = REGIONS.indexOf(region) + 1;
  const phase = Math.floor(hashFraction(world.seed, salt, 21) * (SCRAPE_INTERVAL - 2 * JITTER)) + JITTER;
  const restarts = restartsBetween(world, region, fromMs - DOWN, toMs);
  const found: Scrape[] = [];
  for (let n = Math.floor(fromMs / SCRAPE_INTERVAL) - 1; n * SCRAPE_INTERVAL < toMs; n++) {
    const at = n * SCRAPE_INTERVAL + phase + Math.round((hashFraction(world.seed + salt, n, 31) * 2 - 1) * JITTER);
    const gap = gapAt(world, at);
    if (at < fromMs || at >= toMs || (at >= gap.startMs && at < gap.endMs)) {
      continue;
    }
    const starting = restarts.some((restart) => at >= restart && at < restart + DOWN);
    found.push({ at, ok: !starting && hashFraction(world.seed + salt, n, 32) >= LOST_SCRAPES });
  }
  return found;
}

/** A moment at which what a process says of itself changes. */
type Change = { readonly at: number } & (
  { readonly kind: 'restart' } | { readonly kind: 'version'; readonly service: AnyService; readonly version: string }
);

/** Brings the counters of all regions forward in time, and can write down what scrapes saw on the way. */
export class Exporter {
  readonly counters: Readonly<Record<Region, Counters>> = { eu: new Counters('eu'), us: new Counters('us') };
  /** Number in the replay of each version's series; those that always exist come first. */
  private readonly numbers = new Map<string, number>();
  private started = false;

  /** First lines of a replay (demo/prometheus/replay.go): which targets there are, and which series they always have. */
  replayHead(): string {
    const lines = ['plumbline-replay 1'];
    for (const region of REGIONS) {
      lines.push(
        `target shop shop-${region}`,
        ...this.counters[region].series.map((one) => `series ${seriesText(one)}`)
      );
    }
    return `${lines.join('\n')}\n`;
  }

  /** The number of a version's series; says to `seen` that there is one, the first time. */
  private numberOf(region: Region, service: string, version: string, seen: string[] | undefined): number {
    const text = seriesText(buildInfo(region, service, version));
    let number = this.numbers.get(text);
    if (number === undefined) {
      number = REGIONS.reduce((sum, one) => sum + this.counters[one].series.length, this.numbers.size);
      this.numbers.set(text, number);
      seen?.push(`later ${REGIONS.indexOf(region)} ${text}\n`);
    }
    return number;
  }

  /** Applies a stretch's ticks and restarts; with `seen`, also appends the scrapes of the stretch as lines of a replay. */
  advance(world: World, fromMs: number, toMs: number, ticks: readonly Tick[], seen?: string[]): void {
    const versions = versionChangesBetween(world, fromMs, toMs);
    const first = this.started ? [] : firstVersions(world, fromMs);
    this.started = true;
    [...first, ...versions].forEach((one) => this.numberOf(one.region, one.service, one.version, seen));
    const lines: Array<{ at: number; text: string }> = [];
    let offset = 0;
    REGIONS.forEach((region, target) => {
      const counters = this.counters[region];
      const own = ticks.filter((tick) => tick.region === region);
      const changes: Change[] = [
        ...first.filter((one) => one.region === region).map((one) => ({ ...one, kind: 'version' as const })),
        ...versions.filter((one) => one.region === region).map((one) => ({ ...one, kind: 'version' as const })),
        ...restartsBetween(world, region, fromMs, toMs).map((at) => ({ at, kind: 'restart' as const })),
      ].sort((a, b) => a.at - b.at);
      const changed = new Set<number>(counters.values.keys());
      const moved = new Map<number, string>();
      const apply = (change: Change) => {
        if (change.kind === 'restart') {
          counters.restart();
          counters.values.forEach((_, i) => changed.add(i));
          return;
        }
        const before = counters.versions.get(change.service);
        if (before !== undefined) {
          moved.set(this.numberOf(region, change.service, before, seen), '-');
        }
        counters.versions.set(change.service, change.version);
        moved.set(this.numberOf(region, change.service, change.version, seen), '1');
      };
      let nextTick = 0;
      let nextChange = 0;
      const forwardTo = (ms: number) => {
        while (nextTick < own.length || nextChange < changes.length) {
          const tick = own[nextTick]?.at ?? Infinity;
          const change = changes[nextChange]?.at ?? Infinity;
          if (Math.min(tick, change) > ms) {
            break;
          }
          if (change <= tick) {
            apply(changes[nextChange++]);
          } else {
            const { series, by = 1, seconds } = own[nextTick++];
            const touched = seconds === undefined ? counters.add(series, by) : counters.observe(series, seconds);
            touched.forEach((i) => changed.add(i));
          }
        }
        levelsAt(world, region, ms).forEach(([text, value]) =>
          counters.set(text, value).forEach((i) => changed.add(i))
        );
      };
      for (const { at, ok } of seen ? scrapesBetween(world, region, fromMs, toMs) : []) {
        forwardTo(at);
        let values = '';
        if (ok) {
          changed.forEach((i) => (values += ` ${offset + i}=${counters.values[i]}`));
          moved.forEach((value, number) => (values += ` ${number}=${value}`));
          changed.clear();
          moved.clear();
        }
        lines.push({ at, text: `${ok ? '+' : '-'} ${target} ${at}${values}\n` });
      }
      forwardTo(toMs);
      offset += counters.series.length;
    });
    lines.sort((a, b) => a.at - b.at).forEach((line) => seen?.push(line.text));
  }
}

/** What runs everywhere when the story is taken up. */
function firstVersions(world: World, ms: number): VersionChange[] {
  return REGIONS.flatMap((region) =>
    ALL_SERVICES.map((service) => ({ at: ms, region, service, version: versionAt(world, service, ms) }))
  );
}

const lagSeries = CONSUMERS.map((labels) => ({
  group: labels.group,
  text: seriesText({ metric: 'stream_consumer_lag', labels }),
}));

/** Levels of a region's process at an instant. */
function levelsAt(world: World, region: Region, ms: number): Array<readonly [series: string, value: number]> {
  return region === 'eu' ? lagSeries.map(({ group, text }) => [text, lagAt(world, group, ms)] as const) : [];
}
