/**
 * A month of a shop whose nights are quiet and bad. Sloth's rule for 30 days takes the mean of the 5-minute ratios, so that a night counts as
 * much as a day; the share of requests that failed is another number. Ours is that share.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectSources, directTransport } from '../../src/hosts/direct';
import { runQuery } from '../../src/hosts/run';
import { HOUR, MINUTE } from '../engines/counter-fleet';
import { hasGo, openPromlite, type Promlite } from '../engines/promlite';
import { truth } from '../oracles/counter-bound';
import { RatioBounds } from '../oracles/ratio-bound';
import { describeWith } from '../setup/needs';
import { Plumbline } from './compare';
import { eachMinute } from './engine';
import { END, makeHistory, type History, type Scenario } from './history';
import { countersOf, definitionsOf, hasSloth, OWN, pairOf, type Pair } from './specs';

const ID = 'myservice-requests-availability';
const BUDGET = 0.001;
const MONTH = 720 * HOUR;
const isNight = (ms: number) => new Date(ms).getUTCHours() < 8;

const SCENARIO: Scenario = {
  name: 'unequal traffic',
  perSecond: 0.6,
  failing: 0,
  // One request in eighteen is a night's; of those one in a hundred fails.
  rhythm: (ms) => (isNight(ms) ? 0.12 : 1),
  failingAt: (ms) => (isNight(ms) ? 0.01 : 0.0002),
  troubles: [{ before: 9 * 24 * 60 + 30, minutes: 25, failing: 0.02 }],
  restarts: [[30_000, 12_345, 600]],
  missed: 0.001,
  hours: 722,
  jobs: ['myservice'],
};

function suite(pair: () => Pair): void {
  let history: History;
  let promlite: Promlite;
  beforeAll(async () => {
    history = makeHistory(SCENARIO);
    promlite = await openPromlite();
    await promlite.store.replay(history.replay);
  }, 300_000);
  afterAll(() => promlite?.close());

  test('ours is the share that failed, within the bound; Sloth’s mean is off by what the nights are overrated', async () => {
    const { bad, all } = countersOf(ID, history.counters);
    const bounds = new RatioBounds(bad, all);
    const right = bounds.truth(END - MONTH, END) / BUDGET;

    const definitions = definitionsOf(pair());
    const drivers = connectSources(definitions, [`prometheus=prometheus+${promlite.url}`]);
    const context = { fromMs: END - HOUR, toMs: END, nowMs: END };
    const query = { kpi: ID, view: 'budget' } as const;
    const result = await runQuery(definitions, query, context, directTransport(drivers));
    const numberOf = (name: string) =>
      result.frames[0].fields.find((field) => field.name === name)!.values[0] as number;
    const plumbline = new Plumbline(definitions, ID, promlite.url);
    const bound = bounds.plumbline(plumbline.slices('budget', END), END - MONTH, END) / BUDGET;
    expect(Math.abs(numberOf('consumed') - right)).toBeLessThanOrEqual(bound);
    expect(Math.abs(numberOf('consumed') / right - 1)).toBeLessThan(0.005);
    expect(numberOf('remaining')).toBe(1 - numberOf('consumed'));
    expect(numberOf('coverage')).toBe(1);

    // What a mean of ratios must be, from the events: each five minutes count alike, those without requests not at all (NaN).
    const ratios: number[] = [];
    for (let ms = END - MONTH + MINUTE; ms <= END; ms += MINUTE) {
      const requests = truth(all, ms - 5 * MINUTE, ms);
      ratios.push(requests === 0 ? 0 : truth(bad, ms - 5 * MINUTE, ms) / requests);
    }
    const mean = ratios.reduce((a, b) => a + b, 0) / ratios.length / BUDGET;
    const rule = pair()
      .rules.find(({ id }) => id === ID)!
      .ratios.get('30d')!;
    const sloth = (await eachMinute(promlite.url, rule, END, END)).get(END)! / BUDGET;
    expect(Math.abs(sloth / mean - 1)).toBeLessThan(0.02);
    // A budget of which something is left, or one that is spent three times over.
    expect(right).toBeLessThan(0.9);
    expect(sloth).toBeGreaterThan(3);
    expect(Math.abs(sloth - right)).toBeGreaterThan(100 * Math.abs(numberOf('consumed') - right));
    await Promise.all([plumbline.close(), ...[...drivers.values()].map((driver) => driver.close())]);
  }, 120_000);
}

describeWith('go', hasGo(), 'a month of unequal traffic', () => {
  if (hasSloth) {
    suite(() => pairOf('getting-started'));
  } else {
    suite(() => pairOf('own', OWN));
  }
});
