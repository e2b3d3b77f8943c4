/** Generated histories of a small fleet of HTTP servers under the metric names that Sloth's example specs ask for. */
import { Random } from '../../demo/shop/random';
import { HOUR, MINUTE, SCRAPE_MS, SECOND, type CounterLog } from '../engines/counter-fleet';

/** Where the history ends, on a whole hour; the compared stretch lies before it. */
export const END = Date.UTC(2026, 5, 17, 12);
/** The longest window of an alert, and what is compared behind it. */
const HOURS = 81;
const JITTER_MS = 20;

/** Shares that fail (5xx or 429) or are slow, from so many minutes before END on, for so many minutes. */
interface Trouble {
  readonly before: number;
  readonly minutes: number;
  readonly failing?: number;
  readonly slow?: number;
}

export interface Scenario {
  readonly name: string;
  /** Requests a second of one server. */
  readonly perSecond: number;
  readonly failing: number;
  readonly troubles: readonly Trouble[];
  /** Minutes before END at which a server starts anew: a list a server. */
  readonly restarts: ReadonlyArray<readonly number[]>;
  /** Share of the scrapes that never happen. */
  readonly missed: number;
  /** How long before END the history begins; default 81 hours. */
  readonly hours?: number;
  /** Share of the traffic that there is at a time; default all of it. */
  readonly rhythm?: (ms: number) => number;
  /** Share that fails at a time, instead of `failing`. */
  readonly failingAt?: (ms: number) => number;
  /** Only these jobs; default all. */
  readonly jobs?: readonly string[];
  /** Prometheus is away, minutes before END. */
  readonly gap?: { readonly before: number; readonly minutes: number };
}

const SPIKES: readonly Trouble[] = [
  { before: 30 * 60, minutes: 20, failing: 0.02 },
  { before: 201, minutes: 12, failing: 0.06, slow: 0.4 },
  { before: 122, minutes: 4, failing: 1, slow: 1 },
  { before: 63, minutes: 45, failing: 0.011, slow: 0.08 },
];
const NONE: Scenario['restarts'] = [[], []];
const startOf = ({ hours = HOURS }: Scenario) => END - hours * HOUR;

export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'steady',
    perSecond: 1,
    failing: 0.0009,
    // Slowly over what is sustainable: tickets, no pages.
    troubles: [{ before: 170, minutes: 170, failing: 0.0075, slow: 0.06 }],
    restarts: NONE,
    missed: 0,
  },
  { name: 'spikes', perSecond: 1, failing: 0.0004, troubles: SPIKES, restarts: NONE, missed: 0 },
  {
    name: 'resets',
    perSecond: 1,
    failing: 0.0004,
    troubles: SPIKES,
    // In an incident and outside of it, close together, and long before.
    restarts: [
      [4000, 1700, 195.4, 121, 60.1, 33, 5.7],
      [2500, 240, 192.2, 120.3, 40, 39.3, 0.9],
    ],
    missed: 0.003,
  },
  {
    name: 'gaps',
    perSecond: 1,
    failing: 0.0004,
    troubles: SPIKES,
    restarts: [[1000], []],
    missed: 0.02,
    gap: { before: 59, minutes: 10 },
  },
  {
    name: 'low traffic',
    perSecond: 0.02,
    failing: 0.0005,
    troubles: SPIKES.map((trouble) => ({ ...trouble, failing: Math.min(1, (trouble.failing ?? 0) * 5) })),
    restarts: NONE,
    missed: 0,
  },
];

interface Request {
  readonly at: number;
  readonly code: string;
  readonly verb: string;
  readonly seconds: number;
}

/** A counter of the fleet: whose, what it is called, and which requests it counts. */
interface Kind {
  readonly job: string;
  readonly selector: string;
  readonly counts: (request: Request) => boolean;
}

const CODES = ['200', '404', '429', '500'];
const byCode = (job: string, metric: string): Kind[] =>
  CODES.map((code) => ({ job, selector: `${metric}{code="${code}"}`, counts: (request) => request.code === code }));
const LATENCY = 'apiserver_request_duration_seconds';

export const KINDS: readonly Kind[] = [
  ...byCode('myservice', 'http_request_duration_seconds_count'),
  ...byCode('myapp', 'http_request_duration_seconds_count'),
  ...byCode('apiserver', 'apiserver_request_total'),
  ...['GET', 'WATCH'].flatMap((verb): Kind[] => [
    { job: 'apiserver', selector: `${LATENCY}_count{verb="${verb}"}`, counts: (request) => request.verb === verb },
    ...(['0.4', '5', '+Inf'] as const).map((le): Kind => ({
      job: 'apiserver',
      selector: `${LATENCY}_bucket{verb="${verb}",le="${le}"}`,
      counts: (request) => request.verb === verb && (le === '+Inf' || request.seconds <= Number(le)),
    })),
  ]),
];

export interface Counter extends CounterLog {
  readonly job: string;
  readonly selector: string;
}

export interface History {
  readonly counters: readonly Counter[];
  /** Text for promlite's /demo/replay. */
  readonly replay: readonly string[];
}

export function makeHistory(scenario: Scenario): History {
  const head = ['plumbline-replay 1\n'];
  const lines: Array<{ at: number; text: string }> = [];
  const counters: Counter[] = [];
  const jobs = scenario.jobs ?? [...new Set(KINDS.map(({ job }) => job))];
  scenario.restarts.forEach((restarts, server) => {
    const lives = livesOf(scenario, server, restarts);
    const requests = requestsOf(scenario, server).filter(({ at }) =>
      lives.some((l) => at >= l.startMs && at < l.endMs)
    );
    for (const job of jobs) {
      const target = head.filter((line) => line.startsWith('target')).length;
      const offset = counters.length;
      const own = KINDS.filter((kind) => kind.job === job).map(({ selector, counts }): Counter => ({
        ...{ metric: selector.split('{')[0], device: '', process: `${job}-${server}`, job, selector, lives },
        events: requests.filter(counts).map(({ at }) => at),
      }));
      head.push(`target ${job} server-${server}\n`, ...own.map(({ selector }) => `series ${selector}\n`));
      counters.push(...own);
      linesOf(target, offset, own).forEach((line) => lines.push(line));
    }
  });
  lines.sort((a, b) => a.at - b.at);
  return { counters, replay: [...head, ...lines.map(({ text }) => text)] };
}

function requestsOf(scenario: Scenario, server: number): Request[] {
  const random = new Random('sloth', scenario.name, server, 'requests');
  const found: Request[] = [];
  for (let at = startOf(scenario); ;) {
    at += random.exponential(SECOND / scenario.perSecond);
    if (at >= END) {
      return found;
    }
    if (scenario.rhythm && !random.chance(scenario.rhythm(at))) {
      continue;
    }
    const trouble = scenario.troubles.find(({ before, minutes }) => {
      const start = END - before * MINUTE;
      return at >= start && at < start + minutes * MINUTE;
    });
    const fails = random.chance(trouble?.failing ?? scenario.failingAt?.(at) ?? scenario.failing);
    found.push({
      at: Math.floor(at),
      code: fails ? (random.chance(0.3) ? '429' : '500') : random.chance(0.02) ? '404' : '200',
      verb: random.chance(0.2) ? 'WATCH' : 'GET',
      seconds: random.chance(trouble?.slow ?? 0.004) ? random.between(0.41, 4) : random.between(0.01, 0.4),
    });
  }
}

function livesOf(scenario: Scenario, server: number, restarts: readonly number[]): CounterLog['lives'] {
  const random = new Random('sloth', scenario.name, server, 'scrapes');
  const start = startOf(scenario);
  const starts = [start, ...restarts.map((before) => Math.floor(END - before * MINUTE))];
  const phase = random.int(0, SCRAPE_MS - 1);
  const scrapes: number[] = [];
  for (let turn = start + phase; turn < END; turn += SCRAPE_MS) {
    const at = turn + random.int(-JITTER_MS, JITTER_MS);
    const { before = 0, minutes = 0 } = scenario.gap ?? {};
    const away = at >= END - before * MINUTE && at < END - (before - minutes) * MINUTE;
    if (!away && !random.chance(scenario.missed)) {
      scrapes.push(at);
    }
  }
  return starts.map((startMs, i) => {
    const endMs = starts[i + 1] ?? END;
    return { startMs, endMs, scrapes: scrapes.filter((at) => at >= startMs && at < endMs) };
  });
}

/** Lines of one target: a scrape names the counters that changed. */
function linesOf(target: number, offset: number, counters: readonly Counter[]): Array<{ at: number; text: string }> {
  const lines: Array<{ at: number; text: string }> = [];
  const next = counters.map(() => 0);
  const before = counters.map(() => 0);
  counters[0].lives.forEach(({ startMs, scrapes }, life) => {
    // A life starts from 0; what happened after the last scrape of the one before is lost.
    const base = counters.map(({ events }, i) => {
      while (next[i] < events.length && events[next[i]] < startMs) {
        next[i]++;
      }
      return next[i];
    });
    scrapes.forEach((at, turn) => {
      let text = `+ ${target} ${at}`;
      counters.forEach(({ events }, i) => {
        while (next[i] < events.length && events[next[i]] <= at) {
          next[i]++;
        }
        const value = next[i] - base[i];
        if (value !== before[i] || (life > 0 && turn === 0)) {
          text += ` ${offset + i}=${value}`;
          before[i] = value;
        }
      });
      lines.push({ at, text: `${text}\n` });
    });
  });
  return lines;
}
