/**
 * Sloth's generated rules and Plumbline's plan of the imported spec, on the Prometheus engine over the same samples: burn rates of every window
 * and both alerts, minute by minute. What they may differ by is worked out in `tests/oracles/ratio-bound.ts`.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errorBudget } from '../../src/kpi/alerting';
import { HOUR, MINUTE } from '../engines/counter-fleet';
import { hasGo, openPromlite, type Promlite } from '../engines/promlite';
import { describeWith } from '../setup/needs';
import { RatioBounds } from '../oracles/ratio-bound';
import { boundBetween, Plumbline, stateOf, WINDOW_MS, type Severity, type State } from './compare';
import { eachMinute, minutes } from './engine';
import { END, makeHistory, SCENARIOS, type History, type Scenario } from './history';
import type { SlothRules } from './rules';
import { countersOf, definitionsOf, hasSloth, kpiOf, OPENSLO_IDS, OWN, pairOf, type Pair } from './specs';

/** Minute by minute over so long; the windows' own values every fifth minute and a bit, so that it is not always the grid's. */
const COMPARED = 126 * MINUTE;
const BURNS_EACH = 7 * MINUTE;
/** Objectives without alerts: by choice, or because Sloth makes none for OpenSLO. */
const QUIET = ['myapp-http-availability', ...OPENSLO_IDS];

function suite(pairs: () => readonly Pair[], ids: readonly string[], scenarios = SCENARIOS): void {
  const find = (id: string) => {
    const pair = pairs().find(({ rules }) => rules.some((one) => one.id === id))!;
    const rules = pair.rules.find((one) => one.id === id)!;
    return { rules, definitions: definitionsOf(pair), budget: errorBudget(String(Number(rules.objective) / 100)) };
  };

  describe.each(scenarios)('$name', (scenario) => {
    let history: History;
    let promlite: Promlite;

    beforeAll(async () => {
      history = makeHistory(scenario);
      promlite = await openPromlite();
      const replayed = await promlite.store.replay(history.replay);
      expect(replayed).toMatchObject({ late: 0, series: history.counters.length });
    }, 300_000);
    afterAll(() => promlite?.close());

    const boundsOf = (id: string) => {
      const { bad, all } = countersOf(id, history.counters);
      return new RatioBounds(bad, all);
    };

    test.each(ids)(
      'burn rates of every window are equal within the bound: %s',
      async (id) => {
        const { rules, definitions, budget } = find(id);
        const bounds = boundsOf(id);
        const plumbline = new Plumbline(definitions, kpiOf(id), promlite.url);
        const from = END - COMPARED;
        const sloth = await ratiosOf(promlite.url, rules, from);
        const compared = new Map<string, number>();
        for (let ms = from; ms <= END; ms += BURNS_EACH) {
          const burns = await plumbline.burns(ms);
          const slices = plumbline.slices('burn', ms);
          for (const [window, burn] of burns) {
            const what = `${window} at ${new Date(ms).toISOString()}`;
            if (window === '30d') {
              continue;
            }
            const ratio = sloth.get(window)!.get(ms) ?? NaN;
            if (burn === null || Number.isNaN(ratio)) {
              // Nothing happened, or too little was seen of it.
              expect([what, burn ?? 0]).toEqual([what, 0]);
              expect([what, burn === null]).toEqual([what, mayFreeze(scenario, ms, WINDOW_MS[window])]);
              continue;
            }
            const bound = boundBetween(bounds, slices, window, ms);
            const between = Math.abs(burn * budget - ratio);
            expect(between, `${what}: ${burn * budget} and ${ratio}`).toBeLessThanOrEqual(bound + 1e-12);
            compared.set(window, (compared.get(window) ?? 0) + 1);
          }
        }
        await plumbline.close();
        expect(compared.size).toBeGreaterThanOrEqual(4);
        expect(compared.get('3d')).toBe(Math.floor(COMPARED / BURNS_EACH) + 1);
      },
      60_000
    );

    const alerting = ids.filter((id) => !QUIET.includes(id));
    test.each(alerting)(
      'page and ticket are equal minute by minute: %s',
      async (id) => {
        const { rules, definitions, budget } = find(id);
        const bounds = boundsOf(id);
        const plumbline = new Plumbline(definitions, kpiOf(id), promlite.url);
        const from = END - COMPARED;
        const sloth = await ratiosOf(promlite.url, rules, from);
        const pages = await pagesOf(promlite.url, rules, budget, bounds, from - 6 * HOUR);
        const fired = new Map<Severity, Map<number, number>>();
        for (const [severity, expr] of rules.alerts) {
          fired.set(severity, await eachMinute(promlite.url, expr, from, END));
        }
        const counts = { above: 0, below: 0, near: 0, frozen: 0, heldBack: 0 };
        for (const ms of minutes(from, END)) {
          const ours = await plumbline.alerts(ms);
          const slices = plumbline.slices('alert', ms);
          for (const severity of rules.alerts.keys()) {
            const what = `${severity} at ${new Date(ms).toISOString()}`;
            const state = stateOf(
              severity,
              budget,
              (window) => sloth.get(window)!.get(ms) ?? NaN,
              (window) => boundBetween(bounds, slices, window, ms)
            );
            const times = ours.get(severity)!;
            // Sloth's own alert is what its values say: else the comparison would be of something else.
            if (state !== 'near') {
              expect([what, fired.get(severity)!.has(ms)]).toEqual([what, state === 'above']);
            }
            if (times === null) {
              counts.frozen++;
              const windows = severity === 'page' ? ['5m', '30m', '1h'] : ['2h'];
              const may = windows.some((window) => mayFreeze(scenario, ms, WINDOW_MS[window]));
              expect([what, may]).toEqual([what, true]);
              continue;
            }
            if (severity === 'ticket' && state === 'above') {
              const paged = pagedBefore(pages, ms);
              if (paged !== 'no') {
                // A page has been sent for the same failures: ours holds the ticket back, Sloth sends both.
                counts.heldBack++;
                expect([what, paged === 'maybe' || times <= 1]).toEqual([what, true]);
                continue;
              }
            }
            counts[state]++;
            if (state !== 'near') {
              expect([what, times > 1]).toEqual([what, state === 'above']);
            }
          }
        }
        await plumbline.close();
        const all = 2 * (COMPARED / MINUTE + 1);
        expect(counts.above + counts.below + counts.near + counts.frozen + counts.heldBack).toBe(all);
        expectEnough(scenario.name, id, counts);
      },
      90_000
    );
  });
}

/** Whether a tenth of the window before `ms` lies in the gap: Plumbline then says nothing, Sloth makes do with the rest. */
function mayFreeze({ gap }: Scenario, ms: number, windowMs: number): boolean {
  if (!gap) {
    return false;
  }
  // A slice at the edge of the gap with one scrape counts nothing either.
  const from = END - gap.before * MINUTE - MINUTE;
  const to = from + (gap.minutes + 2) * MINUTE;
  return Math.min(ms, to) - Math.max(ms - windowMs, from) >= 0.1 * windowMs;
}

/** The comparison must have compared something. */
function expectEnough(scenario: string, id: string, counts: Record<State | 'frozen' | 'heldBack', number>): void {
  const found = JSON.stringify(counts);
  const gap = scenario === 'gaps';
  expect(counts.frozen > 0, found).toBe(gap);
  expect(counts.below + counts.above, found).toBeGreaterThan(scenario === 'low traffic' ? 30 : 80);
  if (id === 'myservice-requests-availability' && scenario !== 'low traffic') {
    expect(counts.above, found).toBeGreaterThan(scenario === 'steady' ? 0 : 20);
  }
}

async function ratiosOf(url: string, rules: SlothRules, fromMs: number): Promise<Map<string, Map<number, number>>> {
  const found = new Map<string, Map<number, number>>();
  for (const [window, expr] of rules.ratios) {
    if (window !== '30d') {
      found.set(window, await eachMinute(url, expr, fromMs, END));
    }
  }
  return found;
}

/** State of the page at each minute, with the slices of five minutes that the past is made of. */
async function pagesOf(
  url: string,
  rules: SlothRules,
  budget: number,
  bounds: RatioBounds,
  fromMs: number
): Promise<Map<number, State>> {
  const ratios = await ratiosOf(url, rules, fromMs);
  const five = 5 * MINUTE;
  const slices = minutes(0, 13 * 60 * MINUTE)
    .filter((ms) => ms % five === 0)
    .map((ms) => ({ startMs: fromMs - 6 * HOUR - HOUR + ms, endMs: fromMs - 6 * HOUR - HOUR + ms + five }));
  for (let startMs = slices[slices.length - 1].endMs; startMs < END; startMs += five) {
    slices.push({ startMs, endMs: startMs + five });
  }
  return new Map(
    minutes(fromMs, END).map((ms) => [
      ms,
      stateOf(
        'page',
        budget,
        (window) => ratios.get(window)!.get(ms) ?? NaN,
        (window) => boundBetween(bounds, slices, window, Math.ceil(ms / five) * five)
      ),
    ])
  );
}

/** Whether Plumbline must, may or must not find that a page was sent for what a ticket is about. */
function pagedBefore(pages: ReadonlyMap<number, State>, ms: number): 'yes' | 'maybe' | 'no' {
  const within = (window: string) => [...pages].filter(([at]) => at > ms - WINDOW_MS[window] && at <= ms);
  const surely = within('2h').some(([at, state]) => state === 'above' && (at % (5 * MINUTE) === 0 || at === ms));
  const perhaps = within('6h').some(([, state]) => state !== 'below');
  return surely ? 'yes' : perhaps ? 'maybe' : 'no';
}

describeWith('go', hasGo(), 'a spec of our own, as Sloth would have it', () => {
  // Where Sloth's own examples are at hand, they go through all histories below.
  const hard = SCENARIOS.filter(({ name }) => !hasSloth || name === 'resets');
  suite(() => [pairOf('own', OWN)], ['myservice-requests-availability'], hard);
});

const SPECS = ['getting-started', 'kubernetes-apiserver', 'no-alerts', 'multifile'];
const OPENSLO_SPECS = ['openslo-getting-started', 'openslo-kubernetes-apiserver'];
describeWith('../shared', hasSloth, 'Sloth’s example specs', () => {
  test('the Kubernetes form is the same objective: same rules, same definitions', () => {
    const [plain, kubernetes] = ['getting-started', 'k8s-getting-started'].map((name) => pairOf(name));
    expect(kubernetes.rules).toEqual(plain.rules);
    const [a, b] = [plain, kubernetes].map((pair) => definitionsOf({ ...pair, name: 'same' }).kpis);
    expect([...b]).toEqual([...a]);
  });

  describeWith('go', hasGo(), 'on the Prometheus engine', () => {
    const pairs: Pair[] = [];
    beforeAll(() => void pairs.push(...[...SPECS, ...OPENSLO_SPECS].map((name) => pairOf(name))));
    suite(
      () => pairs,
      [
        'myservice-requests-availability',
        'k8s-apiserver-requests-availability',
        'k8s-apiserver-requests-latency',
        'myservice2-requests-availability',
        ...QUIET,
      ]
    );
  });
});
