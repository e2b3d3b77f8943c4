/**
 * `tsx bench/slo/run.ts`: an error budget and a burn timeline, ours beside PromQL as written by hand and beside Sloth's records, in one run over
 * 35 days of 15-second data in native Prometheus; and how far each is from what happened. Rounds are interleaved, so that a busy
 * machine slows all alike; medians. Exits 1 where a bar is missed. `ROUNDS` (7); the timeline by hand takes part in the first three.
 */
import os from 'node:os';
import { sliceStore, type SliceStore } from '../../src/kpi';
import { hasPrometheus } from '../../tests/engines/native-prometheus';
import { asBurn, errorsOf, median, quantile, trueBurn, WINDOW_MS } from './accuracy';
import { DAY, END, MINUTE, type Truth } from './fleet';
import { column, connect, questionsOf, type Ask, type Asked } from './ours';
import { ask, costOf, type Cost, type Points, type Question } from './prometheus';
import { buildRecords, PERIOD_RULE, ratio, record, WINDOWS } from './sloth';
import { buildRaw, digest, kept, readTruth, serve } from './tsdb';

const ROUNDS = Number(process.env.ROUNDS ?? 7);
const SLOW_ROUNDS = 3;
const GRAIN = 5 * MINUTE;
let missed = false;

function bar(what: string, found: number, limit: number, side: 'at most' | 'at least'): void {
  const passed = side === 'at most' ? found <= limit : found >= limit;
  missed ||= !passed;
  console.log(`${passed ? 'passed' : 'FAILED'}  ${what}: ${short(found)}, bar ${side} ${short(limit)}`);
}

const short = (value: number) =>
  Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));

/** Times of one way to ask, and what it costs. */
class Way {
  readonly ms: number[] = [];
  readonly costs: Cost[] = [];
  constructor(readonly name: string) {}

  async time<T>(run: () => Promise<T>, counts: boolean): Promise<T> {
    const start = performance.now();
    const found = await run();
    // The first round warms the machine's own caches.
    if (counts) {
      this.ms.push(performance.now() - start);
    }
    return found;
  }

  get median(): number {
    return median(this.ms);
  }

  most(of: keyof Cost): number {
    return Math.max(...this.costs.map((cost) => cost[of]));
  }

  row(): string {
    const { requests, samples, bytes } = this.costs[this.costs.length - 1];
    const cells = [String(requests), this.median.toFixed(1), samples.toLocaleString('en'), bytes.toLocaleString('en')];
    const widths = [6, 11, 16, 11];
    return `${this.name.padEnd(34)}${cells.map((cell, i) => cell.padStart(widths[i])).join('')}  (${this.ms.length})`;
  }
}

const HEAD = `${''.padEnd(34)}  HTTP         ms         samples      bytes  (rounds)`;

interface Servers {
  readonly raw: string;
  readonly sloth: string;
}

const instant = (text: string, nowMs: number): Question => ({ text, startMs: nowMs, endMs: nowMs, stepMs: 0 });
const day = (text: string, nowMs: number): Question => {
  const endMs = Math.floor(nowMs / GRAIN) * GRAIN;
  return { text, startMs: endMs - DAY, endMs, stepMs: GRAIN };
};

interface Side {
  readonly name: string;
  readonly url: string;
  readonly questions: (nowMs: number) => Question[];
  readonly rounds: number;
}

/** Asks ours and theirs by turns. Each round is a minute later; the refresh is the same board one minute after its first sight. */
async function measure(
  view: 'budget' | 'burn',
  ours: Ask,
  url: string,
  sides: readonly Side[]
): Promise<Map<string, Way>> {
  const ways = new Map<string, Way>();
  const way = (name: string) => ways.get(name) ?? ways.set(name, new Way(name)).get(name)!;
  for (let round = 0; round <= ROUNDS; round++) {
    const nowMs = END - (ROUNDS + 1 - round) * MINUTE;
    for (const side of sides.filter(({ rounds }) => round <= rounds)) {
      const questions = side.questions(nowMs);
      await way(side.name).time(() => Promise.all(questions.map((one) => ask(side.url, one))), round > 0);
      if (round === 1) {
        way(side.name).costs.push(await costOf(side.url, questions));
      }
    }
    const store: SliceStore = sliceStore();
    for (const [name, at] of [
      ['ours, cold', nowMs],
      ['ours, a minute later', nowMs + MINUTE],
    ] as const) {
      const { sent } = await way(name).time(() => ours(view, at, store), round > 0);
      way(name).costs.push(await costOf(url, questionsOf(sent)));
    }
  }
  return ways;
}

function table(title: string, ways: ReadonlyMap<string, Way>): void {
  console.log(`\n${title}\n${HEAD}`);
  [...ways.values()].forEach((way) => console.log(way.row()));
}

const pointsOf = ({ result }: Asked, window: string): Points => {
  const values = column(result, 'value', window);
  const times = column(result, 'time') as number[];
  const known = times.map((_, i) => i).filter((i) => values[i] !== null);
  return { times: known.map((i) => times[i]), values: known.map((i) => values[i]!) };
};

async function windows(truth: Truth, ours: Ask, { raw, sloth }: Servers, naive: boolean): Promise<Map<string, number>> {
  const timeline = await ours('burn', END);
  const medians = new Map<string, number>();
  console.log('\nBurn rates of the last 24 h, every 5 min: error in %, median / 95th percentile');
  console.log('window      ours               by hand            Sloth');
  for (const window of WINDOWS) {
    const own = errorsOf(truth, window, pointsOf(timeline, window));
    const hand =
      naive || window !== '30d' ? errorsOf(truth, window, asBurn(await ask(raw, day(ratio(window), END)))) : [];
    const theirs = errorsOf(truth, window, asBurn(await ask(sloth, day(record(window), END))));
    const cells = [own, hand, theirs].map(
      (all) => `${quantile(all, 0.5).toFixed(3)} / ${quantile(all, 0.95).toFixed(2)}`
    );
    console.log(`${window.padEnd(12)}${cells.map((cell) => cell.padEnd(19)).join('')}`);
    medians.set(window, quantile(own, 0.5));
  }
  return medians;
}

/** Signed errors of the 30-day burn, %: now, and ours each six hours of the last four days. */
async function period(
  truth: Truth,
  ours: Ask,
  { raw, sloth }: Servers
): Promise<{ own: number; theirs: number; most: number }> {
  const off = (burn: number, ms = END) => 100 * (burn / trueBurn(truth, WINDOW_MS['30d'], ms)! - 1);
  const consumed = async (ms: number) => off(column((await ours('budget', ms)).result, 'consumed')[0]!, ms);
  const own = await consumed(END);
  const hand = off(asBurn(await ask(raw, instant(ratio('30d'), END))).values[0]);
  const rule = asBurn(await ask(sloth, instant(PERIOD_RULE, END))).values[0];
  const kept30d = asBurn(await ask(sloth, instant(record('30d'), END))).values[0];
  if (Math.abs(rule / kept30d - 1) > 1e-9) {
    throw new Error(`the 30-day record ${kept30d} is not what Sloth's rule gives, ${rule}`);
  }
  const earlier: number[] = [];
  for (let i = 0; i <= 16; i++) {
    earlier.push(Math.abs(await consumed(END - i * 6 * 60 * MINUTE)));
  }
  earlier.sort((a, b) => a - b);
  const say = (value: number) => `${value >= 0 ? '+' : ''}${value.toFixed(4)} %`;
  console.log(`\n30-day burn at the end: true ${trueBurn(truth, WINDOW_MS['30d'], END)!.toFixed(6)}`);
  console.log(`error: ours ${say(own)}, by hand ${say(hand)}, Sloth's unweighted mean ${say(off(rule))}`);
  const most = earlier[earlier.length - 1];
  console.log(
    `ours at 17 instants of 4 days: median ${quantile(earlier, 0.5).toFixed(4)} %, most ${most.toFixed(4)} %`
  );
  return { own: Math.abs(own), theirs: Math.abs(off(rule)), most };
}

async function compare(servers: Servers, truth: Truth): Promise<void> {
  const { raw, sloth } = servers;
  const ours = connect(raw);
  const budget = await measure('budget', ours, raw, [
    { name: 'by hand', url: raw, questions: (ms) => [instant(ratio('30d'), ms)], rounds: ROUNDS },
    { name: 'Sloth, its record', url: sloth, questions: (ms) => [instant(record('30d'), ms)], rounds: ROUNDS },
    { name: 'Sloth, evaluating its rule', url: sloth, questions: (ms) => [instant(PERIOD_RULE, ms)], rounds: ROUNDS },
  ]);
  table('30-day budget now', budget);
  const timeline = await measure('burn', ours, raw, [
    {
      name: 'by hand, 8 windows',
      url: raw,
      questions: (ms) => WINDOWS.map((w) => day(ratio(w), ms)),
      rounds: SLOW_ROUNDS,
    },
    { name: 'Sloth, 8 records', url: sloth, questions: (ms) => WINDOWS.map((w) => day(record(w), ms)), rounds: ROUNDS },
  ]);
  table('Burn timeline of 24 h, every 5 min, 8 windows', timeline);
  const standing = await costOf(
    raw,
    WINDOWS.filter((w) => w !== '30d').map((w) => instant(ratio(w), END))
  );
  const rule = await costOf(sloth, [instant(PERIOD_RULE, END)]);
  const refresh = timeline.get('ours, a minute later')!;
  const aDay = (samples: number) => `${((samples * 1440) / 1e6).toFixed(1)} million samples a day`;
  console.log(`\nEach minute, day and night, Sloth's rules read ${aDay(standing.samples + rule.samples)};`);
  console.log(`a timeline of ours that is looked at all day reads ${aDay(refresh.most('samples'))}.`);
  const medians = await windows(truth, ours, servers, true);
  const { own, theirs, most } = await period(truth, ours, servers);

  console.log('');
  const [hand, cold] = [timeline.get('by hand, 8 windows')!, timeline.get('ours, cold')!];
  bar('burn timeline cold: times faster than by hand', hand.median / cold.median, 10, 'at least');
  bar(
    'burn timeline cold: times fewer samples than by hand',
    hand.most('samples') / cold.most('samples'),
    200,
    'at least'
  );
  bar('burn timeline refresh: samples', refresh.most('samples'), 5000, 'at most');
  bar('burn timeline refresh: requests', refresh.most('requests'), 2, 'at most');
  const byHand = budget.get('by hand')!.median;
  bar(
    '30-day budget warm: part of the time by hand',
    budget.get('ours, a minute later')!.median / byHand,
    1 / 30,
    'at most'
  );
  bar('30-day budget cold: part of the time by hand', budget.get('ours, cold')!.median / byHand, 1.5, 'at most');
  bar('30-day burn: error in % now', own, 0.1, 'at most');
  bar('30-day burn: error in % at any of 17 instants', most, 0.1, 'at most');
  bar("30-day burn: times closer to the truth than Sloth's", theirs / own, 20, 'at least');
  for (const window of ['30m', '1h', '2h', '6h', '1d']) {
    bar(`${window} burn: median error in %`, medians.get(window)!, 0.1, 'at most');
  }
}

const load = () =>
  os
    .loadavg()
    .map((one) => one.toFixed(1))
    .join(' ');

async function main(): Promise<void> {
  if (!hasPrometheus()) {
    console.log('FAILED  no prometheus and promtool on this machine (apt-get install prometheus)');
    process.exitCode = 1;
    return;
  }
  console.log(
    `${os.cpus().length} cores, load ${load()}; medians of ${ROUNDS} interleaved rounds; data are made once and kept`
  );
  const rawFolder = await kept(`slo-${digest()}`, buildRaw);
  const raw = await serve(rawFolder);
  try {
    const sloth = await serve(await kept(`slo-${digest()}-sloth`, (folder) => buildRecords(raw.url, folder)));
    try {
      await compare({ raw: raw.url, sloth: sloth.url }, readTruth(rawFolder));
    } finally {
      await sloth.stop();
    }
  } finally {
    await raw.stop();
  }
  console.log(`load at the end ${load()}`);
  console.log(missed ? 'FAILED' : 'passed');
  process.exitCode = missed ? 1 : 0;
}

void main();
