/**
 * Sloth's specs of levels: a mean over time, and how often a level was too low. For the mean, Plumbline takes slices of a minute and Sloth all
 * samples; for the other, Plumbline looks every scrape interval (as its import says) and Sloth every minute, which is what `[5m:]` means
 * to a Prometheus with its default settings and is written out here, for the test's engine has none.
 *
 * Bound: what changes by d is known to change within one look, for either of the two: d × the sum of both intervals. A window of Plumbline's
 * begins within a slice, of a minute or of five where it reaches beyond the open end, and ends up to a minute early, for the last slice is
 * not judged before it is closed: the spread of the level × so long. All of it divided by the window.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Random } from '../../demo/shop/random';
import { HOUR, MINUTE, SCRAPE_MS } from '../engines/counter-fleet';
import { hasGo, openPromlite, type Promlite } from '../engines/promlite';
import { describeWith } from '../setup/needs';
import { Plumbline, stateOf, WINDOW_MS } from './compare';
import { eachMinute, minutes } from './engine';
import { END } from './history';
import { definitionsOf, hasSloth, pairOf } from './specs';

const BUDGET = 0.05;
interface Spec {
  readonly pair: string;
  readonly id: string;
  /** What is bad of a level, 0 to 1. */
  readonly bad: (level: number) => number;
  /** How often each of the two looks. */
  readonly looksMs: readonly [plumbline: number, sloth: number];
}
const SPECS: readonly Spec[] = [
  {
    pair: 'raw-home-wifi',
    id: 'home-wifi-wifi-client-satisfaction',
    bad: (level) => 1 - level,
    looksMs: [SCRAPE_MS, SCRAPE_MS],
  },
  {
    pair: 'home-wifi',
    id: 'home-wifi-good-wifi-client-satisfaction',
    bad: (level) => Number(level < 0.75),
    looksMs: [2 * SCRAPE_MS, MINUTE],
  },
];
const CLIENTS = 3;
const START = END - 81 * HOUR;
const COMPARED = 150 * MINUTE;

interface Level {
  readonly fromMs: number;
  readonly value: number;
}

/** Levels of each client, mostly good; once everybody is off the air for more than an hour. */
function levels(client: number): Level[] {
  const random = new Random('wifi', client);
  const found: Level[] = [];
  for (let ms = START; ms < END; ms += random.int(3 * MINUTE, 70 * MINUTE)) {
    found.push({ fromMs: ms, value: random.chance(0.15) ? random.between(0.4, 0.8) : random.between(0.9, 1) });
  }
  const away = [{ fromMs: END - 110 * MINUTE, toMs: END - 35 * MINUTE }];
  return [
    ...found.filter(({ fromMs }) => !away.some((one) => fromMs >= one.fromMs && fromMs < one.toMs)),
    ...away.flatMap((one) => [
      { fromMs: one.fromMs, value: 0.02 },
      { fromMs: one.toMs, value: 0.97 },
    ]),
  ].sort((a, b) => a.fromMs - b.fromMs);
}

function replay(clients: ReadonlyArray<readonly Level[]>): string[] {
  const head = ['plumbline-replay 1\n', 'target unifi home\n'];
  clients.forEach((_, i) => head.push(`series unifipoller_client_satisfaction_ratio{client="${i}"}\n`));
  const next = clients.map(() => 0);
  for (let ms = START + 3_456; ms < END; ms += SCRAPE_MS) {
    let text = `+ 0 ${ms}`;
    clients.forEach((own, i) => {
      const first = next[i];
      while (next[i] < own.length && own[next[i]].fromMs <= ms) {
        next[i]++;
      }
      text += next[i] > first ? ` ${i}=${own[next[i] - 1].value}` : '';
    });
    head.push(`${text}\n`);
  }
  return head;
}

/** How far the two may be from each other in the window before `ms`. */
function boundOf(
  { bad, looksMs }: Spec,
  clients: ReadonlyArray<readonly Level[]>,
  windowMs: number,
  ms: number
): number {
  const looks = looksMs[0] + looksMs[1];
  const ends = (windowMs <= 10 * MINUTE ? 2 : 6) * MINUTE;
  let bound = 0;
  for (const own of clients) {
    const last = own.filter(({ fromMs }) => fromMs <= ms - windowMs - ends).pop();
    const within = own.filter(({ fromMs }) => fromMs > ms - windowMs - ends && fromMs <= ms);
    const values = [...(last ? [last] : []), ...within].map(({ value }) => bad(value));
    const changes = values.slice(1).reduce((sum, value, i) => sum + Math.abs(value - values[i]), 0);
    const spread = Math.max(...values) - Math.min(...values);
    bound += (changes * looks + spread * ends) / windowMs / CLIENTS;
  }
  return bound;
}

describeWith('../shared', hasSloth, 'Sloth’s specs of levels', () => {
  describeWith('go', hasGo(), 'on the Prometheus engine', () => {
    const clients = Array.from({ length: CLIENTS }, (_, i) => levels(i));
    let promlite: Promlite;
    beforeAll(async () => {
      promlite = await openPromlite();
      await promlite.store.replay(replay(clients));
    }, 300_000);
    afterAll(() => promlite?.close());

    test.each(SPECS)(
      'burn rates of every window and the page, minute by minute: $id',
      async (spec) => {
        const pair = pairOf(spec.pair);
        const rules = pair.rules.find(({ id }) => id === spec.id)!;
        const plumbline = new Plumbline(definitionsOf(pair), spec.id, promlite.url);
        const ask = (expr: string) => eachMinute(promlite.url, expr.replace(/:\]/g, ':1m]'), from, END);
        const from = END - COMPARED;
        const sloth = new Map<string, Map<number, number>>();
        for (const [window, expr] of rules.ratios) {
          if (window !== '30d') {
            sloth.set(window, await ask(expr));
          }
        }
        const fired = await ask(rules.alerts.get('page')!);
        const counts = { above: 0, below: 0, near: 0 };
        for (const ms of minutes(from, END)) {
          const state = stateOf(
            'page',
            BUDGET,
            (window) => sloth.get(window)!.get(ms)!,
            (window) => boundOf(spec, clients, WINDOW_MS[window], ms)
          );
          counts[state]++;
          const what = new Date(ms).toISOString();
          if (state !== 'near') {
            const times = (await plumbline.alerts(ms)).get('page')!;
            expect([what, times > 1, fired.has(ms)]).toEqual([what, state === 'above', state === 'above']);
          }
          if (ms % (7 * MINUTE) === 0) {
            for (const [window, burn] of await plumbline.burns(ms)) {
              if (window !== '30d') {
                const between = Math.abs(burn! * BUDGET - sloth.get(window)!.get(ms)!);
                expect(between, `${window} at ${what}`).toBeLessThanOrEqual(
                  boundOf(spec, clients, WINDOW_MS[window], ms) + 1e-12
                );
              }
            }
          }
        }
        await plumbline.close();
        expect(counts.above, JSON.stringify(counts)).toBeGreaterThan(5);
        expect(counts.below, JSON.stringify(counts)).toBeGreaterThan(60);
      },
      120_000
    );
  });
});
