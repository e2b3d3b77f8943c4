/** What a Prometheus would have seen of the shop: the same counters, read every 15 s, with the faults of real life. */
import { restartsBetween } from './deploys';
import { Counters, seriesText } from './metrics';
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

/** Brings the counters of all regions forward in time, and can write down what scrapes saw on the way. */
export class Exporter {
  readonly counters: Readonly<Record<Region, Counters>> = { eu: new Counters('eu'), us: new Counters('us') };

  /** First lines of a replay (demo/prometheus/replay.go): which targets and series there are. */
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

  /** Applies a stretch's ticks and restarts; with `seen`, also appends the scrapes of the stretch as lines of a replay. */
  advance(world: World, fromMs: number, toMs: number, ticks: readonly Tick[], seen?: string[]): void {
    const lines: Array<{ at: number; text: string }> = [];
    let offset = 0;
    REGIONS.forEach((region, target) => {
      const counters = this.counters[region];
      const own = ticks.filter((tick) => tick.region === region);
      const restarts = restartsBetween(world, region, fromMs, toMs);
      const changed = new Set<number>(counters.values.keys());
      let nextTick = 0;
      let nextRestart = 0;
      const forwardTo = (ms: number) => {
        while (nextTick < own.length || nextRestart < restarts.length) {
          const tick = own[nextTick]?.at ?? Infinity;
          const restart = restarts[nextRestart] ?? Infinity;
          if (Math.min(tick, restart) > ms) {
            return;
          }
          if (restart <= tick) {
            counters.restart();
            counters.values.forEach((_, i) => changed.add(i));
            nextRestart++;
          } else {
            const index = counters.indexOf(own[nextTick].series);
            counters.values[index]++;
            changed.add(index);
            nextTick++;
          }
        }
      };
      for (const { at, ok } of seen ? scrapesBetween(world, region, fromMs, toMs) : []) {
        forwardTo(at);
        const values = ok ? [...changed].map((i) => ` ${offset + i}=${counters.values[i]}`).join('') : '';
        if (ok) {
          changed.clear();
        }
        lines.push({ at, text: `${ok ? '+' : '-'} ${target} ${at}${values}\n` });
      }
      forwardTo(toMs);
      offset += counters.series.length;
    });
    lines.sort((a, b) => a.at - b.at).forEach((line) => seen?.push(line.text));
  }
}
