/** A seeded fleet of processes that count events, and what a Prometheus that scrapes them would have seen. */
import { Random } from '../../demo/shop/random';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const SCRAPE_MS = 15 * SECOND;
/** Scrapes happen up to so much before or after their turn. */
export const JITTER_MS = 25;

export interface Labels {
  readonly metric: string;
  readonly device: string;
  /** Only checkouts have one. */
  readonly outcome?: string;
}

export interface FleetEvent extends Labels {
  readonly at: number;
}

export interface ProcessPlan {
  readonly name: string;
  /** From when to when it runs; it counts from 0 at the start. */
  readonly bornMs: number;
  readonly diesMs: number;
  /** It starts anew, its counters at 0, and is away for `downMs` before. */
  readonly restarts: ReadonlyArray<{ readonly at: number; readonly downMs: number }>;
  readonly phaseMs: number;
  /** Sessions an hour, on average over the day. */
  readonly sessionsPerHour: number;
  readonly devices: Readonly<Record<string, number>>;
  /** Share of the scrapes that fail (stale markers), and as many more that never happen. */
  readonly missed: number;
}

export interface FleetPlan {
  readonly seed: string;
  readonly processes: readonly ProcessPlan[];
  /** Prometheus itself is away: no scrape at all, nothing marked stale. */
  readonly gap: { readonly startMs: number; readonly endMs: number };
  /** Of the checkouts in this time four in ten fail, else 1.5 %. */
  readonly incident: { readonly startMs: number; readonly endMs: number };
}

/** One life of a process: from its start to its next one or its end. */
export interface Life {
  readonly startMs: number;
  readonly endMs: number;
  /** Times of the scrapes that succeeded, ascending. */
  readonly scrapes: readonly number[];
}

export interface CounterLog extends Labels {
  readonly process: string;
  readonly lives: readonly Life[];
  /** Ascending. */
  readonly events: readonly number[];
}

export interface Fleet {
  readonly counters: readonly CounterLog[];
  /** Every event of every process, ascending. */
  readonly events: readonly FleetEvent[];
  /** Text for promlite's /demo/replay. */
  readonly replay: readonly string[];
}

const OUTCOMES = ['ok', 'error'];
const keyOf = ({ metric, device, outcome }: Labels) => `${metric} ${device} ${outcome ?? ''}`;
const selector = ({ metric, device, outcome }: Labels) =>
  `${metric}{device="${device}"${outcome === undefined ? '' : `,outcome="${outcome}"`}}`;

export function makeFleet(plan: FleetPlan): Fleet {
  const head = ['plumbline-replay 1\n'];
  const lines: Array<{ at: number; text: string }> = [];
  const counters: CounterLog[] = [];
  const all: FleetEvent[] = [];
  plan.processes.forEach((process, target) => {
    const events = eventsOf(plan, process);
    const scrapes = scrapesOf(plan, process);
    const labels = seriesOf(process);
    const offset = counters.length;
    head.push(`target shop ${process.name}\n`, ...labels.map((one) => `series ${selector(one)}\n`));
    const lives = livesOf(process).map((life) => ({
      ...life,
      scrapes: scrapes.filter(({ at, ok }) => ok && at >= life.startMs && at < life.endMs).map(({ at }) => at),
    }));
    labels.forEach((one) => {
      const own = events.filter((event) => keyOf(event) === keyOf(one)).map((event) => event.at);
      counters.push({ ...one, process: process.name, lives, events: own });
    });
    lines.push(...linesOf(target, offset, labels, lives, events, scrapes));
    all.push(...events);
  });
  lines.sort((a, b) => a.at - b.at);
  return { counters, events: all.sort((a, b) => a.at - b.at), replay: [...head, ...lines.map((line) => line.text)] };
}

function seriesOf({ devices }: ProcessPlan): Labels[] {
  return Object.keys(devices).flatMap((device) => [
    { metric: 'sessions_total', device },
    ...OUTCOMES.map((outcome) => ({ metric: 'checkouts_total', device, outcome })),
  ]);
}

function livesOf({ bornMs, diesMs, restarts }: ProcessPlan): Array<{ startMs: number; endMs: number }> {
  const starts = [bornMs, ...restarts.map((restart) => restart.at)];
  const ends = [...restarts.map((restart) => restart.at - restart.downMs), diesMs];
  return starts.map((startMs, i) => ({ startMs, endMs: ends[i] }));
}

/** Sessions come at random with the rhythm of a day; six in ten go on to a checkout within a minute and a half. */
function eventsOf(plan: FleetPlan, process: ProcessPlan): FleetEvent[] {
  const random = new Random(plan.seed, process.name, 'events');
  const lives = livesOf(process);
  const runs = (at: number) => lives.some((life) => at >= life.startMs && at < life.endMs);
  const most = (process.sessionsPerHour * 1.7) / HOUR;
  const events: FleetEvent[] = [];
  for (let at = process.bornMs; ;) {
    at += random.exponential(1 / most);
    if (at >= process.diesMs) {
      break;
    }
    const rhythm = (1 + 0.7 * Math.sin(((at % (24 * HOUR)) / (24 * HOUR)) * 2 * Math.PI - 2)) / 1.7;
    const session = Math.floor(at);
    if (!random.chance(rhythm) || !runs(session)) {
      continue;
    }
    const device = random.pick(process.devices);
    events.push({ at: session, metric: 'sessions_total', device });
    const checkout = session + random.int(1, 90 * SECOND);
    const failing = checkout >= plan.incident.startMs && checkout < plan.incident.endMs ? 0.4 : 0.015;
    const outcome = random.chance(failing) ? 'error' : 'ok';
    if (random.chance(0.6) && runs(checkout)) {
      events.push({ at: checkout, metric: 'checkouts_total', device, outcome });
    }
  }
  return events.sort((a, b) => a.at - b.at);
}

function scrapesOf(plan: FleetPlan, process: ProcessPlan): Array<{ at: number; ok: boolean }> {
  const random = new Random(plan.seed, process.name, 'scrapes');
  const down = process.restarts.map(({ at, downMs }) => [at - downMs, at] as const);
  const found: Array<{ at: number; ok: boolean }> = [];
  const first = Math.floor(process.bornMs / SCRAPE_MS);
  for (let turn = first * SCRAPE_MS + process.phaseMs; turn < process.diesMs + SCRAPE_MS; turn += SCRAPE_MS) {
    const at = turn + random.int(-JITTER_MS, JITTER_MS);
    const [fails, lost] = [random.chance(process.missed), random.chance(process.missed)];
    if (at < process.bornMs || lost || (at >= plan.gap.startMs && at < plan.gap.endMs)) {
      continue;
    }
    const away = at >= process.diesMs || down.some(([from, to]) => at >= from && at < to);
    found.push({ at, ok: !fails && !away });
  }
  return found;
}

function linesOf(
  target: number,
  offset: number,
  labels: readonly Labels[],
  lives: readonly Life[],
  events: readonly FleetEvent[],
  scrapes: ReadonlyArray<{ at: number; ok: boolean }>
): Array<{ at: number; text: string }> {
  const index = new Map(labels.map((one, i) => [keyOf(one), i]));
  let values = new Array<number>(labels.length).fill(0);
  let [next, life] = [0, 0];
  return scrapes.map(({ at, ok }) => {
    if (!ok) {
      return { at, text: `- ${target} ${at}\n` };
    }
    while (life < lives.length - 1 && lives[life + 1].startMs <= at) {
      life++;
      values = values.map(() => 0);
      while (next < events.length && events[next].at < lives[life].startMs) {
        next++;
      }
    }
    for (; next < events.length && events[next].at <= at; next++) {
      values[index.get(keyOf(events[next]))!]++;
    }
    return { at, text: `+ ${target} ${at}${values.map((value, i) => ` ${offset + i}=${value}`).join('')}\n` };
  });
}
