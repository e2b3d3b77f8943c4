// @vitest-environment jsdom
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { effectTexts, shortChange } from './effect-words';
import type { DeploysModel, DeploysView, Effect } from './model';
import { readDeploys } from './read-deploys';
import { at, CHECKOUT, deploysFrames, ExampleDeploys, LATENCY, MONDAY, REVENUE } from './state-data';
import { DEPLOYS_STATES } from './states';
import { viewOf } from './view';
import { describe as describeEvent, describeCluster, clusterTexts, ruleOf, verdictOf } from './words';

const plain = (text: string) => text.replace(/\u00a0/g, ' ').replace(/[\u2068\u2069]/g, '');
const effect = (more: Partial<Effect>): Effect => ({
  verdict: 'worse',
  effect: -0.008,
  low: -0.011,
  high: -0.005,
  budgetMs: 8 * 3_600_000,
  cost: 2900,
  sides: null,
  ...more,
});
const viewFrom = (example: ExampleDeploys) =>
  viewOf(readDeploys(deploysFrames(example), MONDAY, 'utc') as DeploysModel, '') as DeploysView;
const stateView = (name: string) => {
  const { data, range } = DEPLOYS_STATES.find((state) => state.name === name)!;
  return viewOf(readDeploys(data.series, range ?? MONDAY, 'utc') as DeploysModel, '') as DeploysView;
};
const verdict = (view: DeploysView) => {
  const { text, more, tone } = verdictOf(view);
  return [tone, plain([text, ...more.map((one) => one.text)].join(' · '))];
};

describe('an effect', () => {
  it.each([
    ['all of it', CHECKOUT, {}, '−0.8 pp ± 0.3 · 8 h of budget · € 2,900'],
    [
      'an uneven interval',
      CHECKOUT,
      { low: -0.02, high: -0.007 },
      '−0.8 pp (−2 pp to −0.7 pp) · 8 h of budget · € 2,900',
    ],
    ['no interval', CHECKOUT, { low: null, high: null, budgetMs: null, cost: null }, '−0.8 pp'],
    ['no number', CHECKOUT, { effect: null, budgetMs: null, cost: null }, 'worse'],
    [
      'won',
      CHECKOUT,
      { verdict: 'better', effect: 0.008, low: 0.005, high: 0.011, budgetMs: -60_000, cost: -340.126 },
      '+0.8 pp ± 0.3 · 1 min of budget saved · € 340 won',
    ],
    [
      'money a minute',
      REVENUE,
      { effect: -31.4, low: -43.6, high: -19.2, budgetMs: null, cost: 123_456 },
      '−€ 31.4/min ± € 12.2/min · € 123k',
    ],
    ['seconds', LATENCY, { effect: 0.12, low: 0.1, high: 0.14, budgetMs: null, cost: null }, '+0.12 s ± 0.02 s'],
    ['none', CHECKOUT, { verdict: 'none', effect: 0.0004, low: -0.0016, high: 0.0024 }, 'no effect (+0.04 pp ± 0.2)'],
    ['waiting', CHECKOUT, { verdict: 'waiting' }, 'not enough traffic yet'],
    ['unknown', CHECKOUT, { verdict: 'unknown', effect: null }, 'not measured'],
  ] as const)('says %s', (_, kpi, more, expected) => {
    expect(plain(effectTexts(kpi, effect(more as Partial<Effect>))[0])).toBe(expected);
  });

  it('never says a number of what was not measured or is too early', () => {
    for (const verdict of ['waiting', 'unknown'] as const) {
      expect(effectTexts(CHECKOUT, effect({ verdict })).join(' ')).not.toMatch(/\d/);
    }
  });

  it('has shorter and shorter texts, at most three digits a number, and no false zero', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.double({ min: 1e-6, max: 0.5, noNaN: true }),
        fc.double({ min: -1e9, max: 1e9, noNaN: true }),
        (change, half, cost) => {
          const texts = effectTexts(
            CHECKOUT,
            effect({ effect: change, low: change - half, high: change + half, cost })
          );
          expect(texts.length).toBeGreaterThan(0);
          for (const text of texts.map(plain)) {
            for (const [number] of text.matchAll(/\d[\d,.]*/g)) {
              const digits = number.replace(/[,.]/g, '').replace(/^0+/, '').replace(/0+$/, '');
              expect(digits.length).toBeLessThanOrEqual(3);
            }
          }
          if (Math.abs(change) > 1e-9) {
            expect(plain(shortChange('ratio', change))).not.toMatch(/^.0 pp$/);
          }
        }
      ),
      { numRuns: 200 }
    );
  });
});

describe('the verdict', () => {
  it.each([
    [
      'normal',
      'amber',
      'Checkout success worse after deploy checkout v214 (09:14): −0.8 pp ± 0.3 · 8 h of budget · € 2,900 · page 09:35–11:15',
    ],
    ['incident open, paging now', 'amber', 'page since 22:15 · incident open since 22:20: Card payments fail'],
    ['calm', 'plain', '3 deploys, 1 flag · Checkout success not worse after any change · 1 without enough traffic yet'],
    ['burning without a change', 'plain', 'page 09:35–11:15 (1 h 40 min) · no change within 6 h before it'],
    ['no effects asked', 'plain', '4 deploys, 1 rollback, 1 flag, 1 incident, 1 promotion'],
    ['annotations of Grafana', 'plain', '2 deploys, 1 flag, 1 incident, 1 event'],
  ])('of “%s” says what changed and what it did', (name, tone, expected) => {
    const [seen, text] = verdict(stateView(name));
    expect(text).toContain(expected);
    expect(seen).toBe(tone);
  });

  it('names the last change before an alert, and none that came after', () => {
    const view = viewFrom({
      events: [
        { atMs: at(9), service: 'a', version: 'v1', effects: [{ verdict: 'none', effect: 0 }] },
        { atMs: at(9, 50), service: 'b', version: 'v2', effects: [{ verdict: 'waiting' }] },
        { atMs: at(9, 58), kind: 'incident', title: 'no change', endMs: at(10) },
        { atMs: at(10, 5), service: 'c', version: 'v3', effects: [{ verdict: 'waiting' }] },
      ],
      burning: [{ kpi: CHECKOUT.kpi, severity: 'page', fromMs: at(10), toMs: MONDAY.toMs, ongoing: true }],
    });
    expect(verdict(view)).toEqual([
      'red',
      'Burning: page since 10:00 (14 h) · last change before: deploy b v2, 10 min earlier',
    ]);
  });

  it('takes the most costly of several', () => {
    const worse = (cost: number) => [{ verdict: 'worse' as const, effect: -0.01, half: 0.001, cost }];
    const view = viewFrom({
      events: [
        { atMs: at(1), service: 'a', version: 'v1', effects: worse(10) },
        { atMs: at(2), service: 'b', version: 'v2', effects: worse(9000) },
      ],
    });
    expect(verdict(view)[1]).toMatch(/worse after deploy b v2 .* · 1 more worse$/);
  });
});

describe('marks in words', () => {
  const view = stateView('normal');
  it('tell a screen reader all of an event, with its zone', () => {
    const bad = view.events.find(({ version }) => version === 'v214')!;
    expect(plain(describeEvent(view, bad))).toBe(
      'deploy checkout v214, New payment form, 23 Nov 2026, 09:14:00 (Europe/Berlin), production, Checkout success worse: −0.8 pp ± 0.3 · 8 h of budget · € 2,900'
    );
    const open = stateView('incident open, paging now');
    expect(
      plain(
        describeEvent(
          open,
          open.events.find((event) => event.open)!
        )
      )
    ).toContain('1 h 40 min, still open');
  });

  it('count a cluster by kind, and name what was worse', () => {
    const storm = stateView('two hundred within the hour');
    expect(clusterTexts(storm, storm.events)[0]).toBe('200 deploys, 4 worse');
    expect(plain(describeCluster(storm, storm.events))).toMatch(/^200 deploys, 4 worse: .*\(Europe\/Berlin\)$/);
  });

  it('state the rule: whose effect, which range and zone, what was counted', () => {
    expect(plain(ruleOf(view))).toBe(
      'Effect on Checkout success, after against before, 95 % sure · 23 Nov 2026 (Europe/Berlin) · 4 deploys, 1 rollback, 1 flag, 1 incident, 1 promotion'
    );
    expect(ruleOf(stateView('no effects asked'))).toContain('No effects were asked for');
  });
});
