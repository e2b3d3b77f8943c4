/** What a Prometheus would have seen of the shop: the same counters, read every 15 s, with the faults of real life. */
import { lagAt } from './billing';
import { ALL_SERVICES, restartsBetween, versionAt, versionChangesBetween } from './deploys';
import { firingBetween } from './happenings';
import { CONSUMERS, Counters, alertSeries, buildInfo, seriesText, type SeriesId } from './metrics';
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

/** A moment at which a process starts anew, or at which a series of 1 begins or ends. */
interface Change {
  readonly at: number;
  readonly region: Region;
  readonly begins?: SeriesId;
  readonly ends?: SeriesId;
}

/** Versions that begin to run: what ran before ends. */
function versionsBetween(world: World, fromMs: number, toMs: number): Change[] {
  return versionChangesBetween(world, fromMs, toMs).map(({ at, region, service, version }) => ({
    at,
    region,
    begins: buildInfo(region, service, version),
  }));
}

/** Alerts that begin or end; their rules are evaluated in eu, for both regions. */
function alertsBetween(world: World, fromMs: number, toMs: number): Change[] {
  return firingBetween(world, fromMs, toMs).flatMap(({ alertname, service, severity, team, startMs, endMs }) => {
    const series = alertSeries({ alertname, service, severity, team });
    const changes: Change[] = [
      { at: Math.max(fromMs, startMs), region: 'eu', begins: series },
      { at: endMs, region: 'eu', ends: series },
    ];
    return changes.filter(({ at }) => at >= fromMs && at < toMs);
  });
}

/** What runs everywhere when the story is taken up. */
function firstVersions(world: World, ms: number): Change[] {
  return REGIONS.flatMap((region) =>
    ALL_SERVICES.map((service) => ({
      at: ms,
      region,
      begins: buildInfo(region, service, versionAt(world, service, ms)),
    }))
  );
}

/** Brings the counters of all regions forward in time, and can write down what scrapes saw on the way. */
export class Exporter {
  readonly counters: Readonly<Record<Region, Counters>> = { eu: new Counters('eu'), us: new Counters('us') };
  /** Number in the replay of each series that comes and goes; those that always exist come first. */
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

  /** The number of a series that comes and goes; says to `seen` that there is one, the first time. */
  private numberOf(region: Region, text: string, seen: string[] | undefined): number {
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
    const passing = [
      ...(this.started ? [] : firstVersions(world, fromMs)),
      ...versionsBetween(world, fromMs, toMs),
      ...alertsBetween(world, fromMs, toMs),
    ].sort((a, b) => a.at - b.at);
    this.started = true;
    passing.forEach(({ region, begins, ends }) => this.numberOf(region, seriesText((begins ?? ends)!), seen));
    const lines: Array<{ at: number; text: string }> = [];
    let offset = 0;
    REGIONS.forEach((region, target) => {
      const counters = this.counters[region];
      const own = ticks.filter((tick) => tick.region === region);
      const changes = [
        ...passing.filter((one) => one.region === region),
        ...restartsBetween(world, region, fromMs, toMs).map((at): Change => ({ at, region })),
      ].sort((a, b) => a.at - b.at);
      const changed = new Set<number>(counters.values.keys());
      const moved = new Map<number, string>();
      const end = (text: string) => {
        if (counters.passing.delete(text)) {
          moved.set(this.numberOf(region, text, seen), '-');
        }
      };
      const apply = ({ begins, ends }: Change) => {
        if (!begins && !ends) {
          counters.restart();
          counters.values.forEach((_, i) => changed.add(i));
          return;
        }
        if (ends) {
          end(seriesText(ends));
          return;
        }
        if (begins?.metric === 'shop_build_info') {
          [...counters.passing]
            .filter(([, one]) => one.metric === begins.metric && one.labels.service === begins.labels.service)
            .forEach(([text]) => end(text));
        }
        counters.passing.set(seriesText(begins!), begins!);
        moved.set(this.numberOf(region, seriesText(begins!), seen), '1');
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

const lagSeries = CONSUMERS.map((labels) => ({
  group: labels.group,
  text: seriesText({ metric: 'stream_consumer_lag', labels }),
}));

/** Levels of a region's process at an instant. */
function levelsAt(world: World, region: Region, ms: number): Array<readonly [series: string, value: number]> {
  return region === 'eu' ? lagSeries.map(({ group, text }) => [text, lagAt(world, group, ms)] as const) : [];
}
