/** Every named state of the deploys panel as data: drawn by the workbench's states page, kept in pictures by the browser test. */
import { DataFrame, LoadingState } from '@grafana/data';
import { done, PanelState } from '../shared/panel-state';
import type { DeploysOptions } from './options';
import {
  at,
  CHECKOUT,
  deploysFrames,
  ExampleDeploys,
  ExampleEffect,
  ExampleEvent,
  idOf,
  LATENCY,
  MONDAY,
  noise,
  plainFrame,
  REVENUE,
} from './state-data';

export type DeploysState = PanelState<DeploysOptions>;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const between = (ms: number, from: number, to: number) => ms >= from && ms < to;

const NONE: ExampleEffect = { verdict: 'none', effect: 0.0004, half: 0.002, cost: 0 };
const WAITING: ExampleEffect = { verdict: 'waiting', effect: -0.004, half: 0.03 };
const UNKNOWN: ExampleEffect = { verdict: 'unknown' };
const BETTER: ExampleEffect = { verdict: 'better', effect: 0.0042, half: 0.0015, cost: -340 };
const WORSE: ExampleEffect = { verdict: 'worse', effect: -0.008, half: 0.003, budgetMs: 8 * HOUR, cost: 2900 };

const deploy = (
  atMs: number,
  service: string,
  version: string,
  effect: ExampleEffect | null,
  more: Partial<ExampleEvent> = {}
): ExampleEvent => ({
  atMs,
  service,
  version,
  title: `${service} ${version}`,
  environment: 'production',
  author: 'Ada',
  team: service,
  link: `https://git.example.com/${service}/${version}`,
  effects: [effect],
  ...more,
});

const BAD = deploy(at(9, 14), 'checkout', 'v214', WORSE, { title: 'New payment form', team: 'payments' });
const ROLLBACK = deploy(at(11, 2), 'checkout', 'v213', BETTER, { kind: 'rollback', title: 'Back to v213' });
const OUTAGE: ExampleEvent = {
  atMs: at(9, 40),
  endMs: at(11, 20),
  kind: 'incident',
  title: 'Checkouts fail in the EU',
  service: 'checkout',
  events: 'shop-incidents',
  link: 'https://incidents.example.com/4711',
};
const FLAG = deploy(at(14, 30), 'search', 'suggestions on', NONE, {
  kind: 'flag',
  title: 'Suggestions for all',
  events: 'shop-flags',
});
const SALE: ExampleEvent = {
  atMs: at(16),
  endMs: at(21),
  kind: 'promotion',
  title: 'Black week: free delivery',
  events: 'shop-promotions',
};
const LATE = deploy(at(22, 50), 'basket', 'v89', WAITING);
const HALF = deploy(at(5, 30), 'search', 'v41', UNKNOWN);
const EARLY = deploy(at(2, 15), 'basket', 'v88', NONE);
const ALL = [BAD, ROLLBACK, OUTAGE, FLAG, SALE, LATE, HALF, EARLY];

/** Checkout success of a day with an outage. */
const day = (ms: number): number =>
  between(ms, at(9, 16), at(11, 10))
    ? 0.976 + 0.006 * noise(ms)
    : 0.987 + 0.003 * noise(ms) + 0.002 * Math.sin(ms / HOUR / 4);
const BURN: ExampleDeploys['burning'] = [
  { kpi: CHECKOUT.kpi, severity: 'page', fromMs: at(9, 35), toMs: at(11, 15), ongoing: false },
  { kpi: CHECKOUT.kpi, severity: 'ticket', fromMs: at(9, 50), toMs: at(14), ongoing: false },
];

const base: ExampleDeploys = { events: ALL, value: day, burning: BURN };
const normal = deploysFrames(base);
const calm = (ms: number) => 0.988 + 0.003 * noise(ms);
const SERVICES = ['basket', 'checkout', 'search', 'payments', 'catalog', 'delivery'];

/** Many changes of many services, most of them harmless. */
const many = (count: number, services: readonly string[], range = MONDAY): ExampleEvent[] =>
  Array.from({ length: count }, (_, i) => {
    const service = services[Math.floor(noise(i * MINUTE, 3) * services.length)];
    const ms = range.fromMs + Math.floor(noise(i * MINUTE, 5) ** 2 * (range.toMs - range.fromMs));
    const effect =
      i % 97 === 5
        ? { ...WORSE, effect: -0.002 - 0.01 * noise(i * MINUTE, 9) }
        : i % 29 === 3
          ? BETTER
          : i % 11 === 2
            ? WAITING
            : NONE;
    const kind = i % 41 === 7 ? 'rollback' : i % 17 === 4 ? 'flag' : 'deploy';
    return deploy(ms, service, `v${100 + i}`, effect, { kind });
  });
const storm = Array.from({ length: 200 }, (_, i) =>
  deploy(at(10) + Math.floor(i / 4) * 40_000, SERVICES[i % 6], `v${300 + i}`, i % 60 === 7 ? WORSE : NONE)
);

const open: ExampleDeploys = {
  ...base,
  value: (ms) => (ms >= at(22, 10) ? 0.94 + 0.02 * noise(ms) : calm(ms)),
  events: [
    EARLY,
    HALF,
    FLAG,
    deploy(at(21, 55), 'checkout', 'v215', {
      verdict: 'worse',
      effect: -0.043,
      half: 0.011,
      budgetMs: 31 * HOUR,
      cost: 12_480,
    }),
    { ...OUTAGE, atMs: at(22, 20), endMs: null, title: 'Card payments fail' },
  ],
  burning: [{ kpi: CHECKOUT.kpi, severity: 'page', fromMs: at(22, 15), toMs: MONDAY.toMs, ongoing: true }],
};

const at900 = { width: 900, height: 360, range: MONDAY };

const noEffects = (events: readonly ExampleEvent[]): ExampleEvent[] =>
  events.map((event) => ({ ...event, effects: [] }));

const overlapping: ExampleEvent[] = [
  ...ALL,
  { ...OUTAGE, atMs: at(10), endMs: at(13), title: 'Orders arrive late' },
  { ...OUTAGE, atMs: at(10, 30), endMs: at(12), title: 'Payments time out' },
  {
    ...OUTAGE,
    atMs: MONDAY.fromMs - 5 * HOUR,
    endMs: at(3),
    title: 'Since yesterday: search index is stale',
    service: 'search',
  },
];

const annotations: DataFrame = plainFrame({
  time: [at(3), at(9, 14), at(9, 40), at(14), at(18)],
  timeEnd: [null, null, at(11), null, null],
  title: ['nightly import', 'checkout v214 is live', 'Payments fail', 'suggestions on', 'Coffee machine repaired'],
  tags: [
    ['deploy', 'service:import', 'version:2026.11'],
    ['kind:deploy', 'service:checkout', 'version:v214', 'environment:production'],
    ['incident', 'service:checkout'],
    ['feature-flag', 'service:search'],
    ['office'],
  ],
});

const threeKpis: ExampleDeploys = {
  ...base,
  kpis: [CHECKOUT, REVENUE, LATENCY],
  events: ALL.map((event) =>
    event === BAD
      ? {
          ...event,
          effects: [
            { ...WORSE, sides: { overlaps: true } },
            {
              verdict: 'worse',
              effect: -31.4,
              half: 12.2,
              cost: 2900,
              sides: { before: 412, after: 380.6, expected: 412 },
            },
            { verdict: 'waiting', effect: 0.08, half: 0.4, sides: { before: 0.62, after: 0.7, expected: 0.62 } },
          ],
        }
      : { ...event, effects: event.effects?.[0] ? [event.effects[0], NONE, NONE] : [] }
  ),
};

export const DEPLOYS_STATES: readonly DeploysState[] = [
  { name: 'normal', ...at900, data: done(...normal) },
  { name: 'incident open, paging now', ...at900, data: done(...deploysFrames(open)) },
  {
    name: 'calm',
    ...at900,
    data: done(
      ...deploysFrames({ events: [EARLY, FLAG, deploy(at(11), 'checkout', 'v214', NONE), LATE], value: calm })
    ),
  },
  {
    name: 'burning without a change',
    ...at900,
    data: done(
      ...deploysFrames({
        ...base,
        events: [deploy(at(1), 'basket', 'v88', NONE), deploy(at(19), 'search', 'v42', NONE)],
      })
    ),
  },
  {
    name: 'by environment',
    ...at900,
    data: done(
      ...deploysFrames({
        ...base,
        events: ALL.map((event, i) => ({ ...event, ...(i % 3 === 2 ? { environment: 'canary' } : {}) })),
      })
    ),
    options: { lanes: 'environment' },
  },
  { name: 'by kind', ...at900, data: done(...normal), options: { lanes: 'kind' } },
  { name: 'no effects asked', ...at900, data: done(...deploysFrames({ events: noEffects(ALL), kpis: [] })) },
  {
    name: 'every verdict',
    ...at900,
    data: done(
      ...deploysFrames({
        events: (['deploy', 'rollback', 'flag', 'promotion'] as const).flatMap((kind, k) =>
          [WORSE, BETTER, NONE, WAITING, UNKNOWN].map((effect, i) =>
            deploy(at(2 + 4.4 * i, 13 * k), kind, `v${10 * k + i}`, effect, { kind })
          )
        ),
        value: calm,
      })
    ),
  },
  { name: 'incidents over each other', ...at900, data: done(...deploysFrames({ ...base, events: overlapping })) },
  { name: 'three KPIs, another change nearby', ...at900, data: done(...deploysFrames(threeKpis)) },
  {
    name: 'three KPIs, the second chosen',
    ...at900,
    data: done(...deploysFrames(threeKpis)),
    options: { kpi: 'revenue' },
  },
  {
    name: 'a KPI that is not there',
    width: 700,
    height: 200,
    range: MONDAY,
    data: done(...normal),
    options: { kpi: 'gone' },
  },
  { name: 'two hundred within the hour', ...at900, data: done(...deploysFrames({ ...base, events: storm })) },
  {
    name: 'two thousand events',
    width: 1200,
    height: 480,
    range: { fromMs: MONDAY.fromMs - 29 * 24 * HOUR, toMs: MONDAY.toMs },
    data: done(
      ...deploysFrames({
        events: many(2000, SERVICES, { fromMs: MONDAY.fromMs - 29 * 24 * HOUR, toMs: MONDAY.toMs }),
        range: { fromMs: MONDAY.fromMs - 29 * 24 * HOUR, toMs: MONDAY.toMs },
        value: calm,
        stepMs: 2 * HOUR,
      })
    ),
  },
  {
    name: 'forty services',
    width: 900,
    height: 420,
    range: MONDAY,
    data: done(
      ...deploysFrames({
        ...base,
        events: [
          ...many(
            260,
            Array.from({ length: 40 }, (_, i) => `service-${String(i + 1).padStart(2, '0')}`)
          ),
          BAD,
          OUTAGE,
        ],
      })
    ),
  },
  { name: 'one deploy', ...at900, data: done(...deploysFrames({ events: [BAD], value: day })) },
  {
    name: 'annotations of Grafana',
    ...at900,
    data: done(annotations),
  },
  {
    name: 'annotations and a line of another source',
    ...at900,
    data: done(annotations, {
      refId: 'C',
      name: 'Orders',
      length: 48,
      fields: [
        {
          name: 'time',
          type: 'time' as never,
          config: {},
          values: Array.from({ length: 48 }, (_, i) => MONDAY.fromMs + i * 30 * MINUTE),
        },
        {
          name: 'orders',
          type: 'number' as never,
          config: { displayName: 'Orders a minute' },
          values: Array.from(
            { length: 48 },
            (_, i) => (i > 18 && i < 23 ? 120 : 400) + Math.round(60 * noise(i * HOUR))
          ),
        },
      ],
    }),
  },
  {
    name: 'huge and tiny numbers',
    ...at900,
    data: done(
      ...deploysFrames({
        kpis: [{ ...REVENUE, displayName: 'Revenue', unit: 'currency:EUR' }],
        events: [
          deploy(at(3), 'checkout', 'v1', {
            verdict: 'worse',
            effect: -1.2345e9,
            low: -3.9e9,
            high: -1e3,
            budgetMs: 4e11,
            cost: 9.87654321e12,
          }),
          deploy(at(12), 'search', 'v2', { verdict: 'better', effect: 0.0000123, half: 0.000004, cost: -0.0012 }),
          deploy(at(18), 'basket', 'v3', { verdict: 'none', effect: 0, half: 1e-9 }),
        ],
        value: (ms) => 1e12 * (1 + noise(ms)),
      })
    ),
  },
  {
    name: 'partial: a source failed',
    ...at900,
    data: done(
      ...deploysFrames({
        ...base,
        events: ALL.filter(({ kind }) => kind !== 'flag'),
        value: (ms) => (ms > at(20) ? null : day(ms)),
        notices: [{ severity: 'warning', text: 'Flags database did not answer in 25 s: flags are missing. (PL3104)' }],
      })
    ),
  },
  {
    name: 'stale',
    ...at900,
    data: done(
      ...deploysFrames({
        ...base,
        value: (ms) => (ms > at(21) ? null : day(ms)),
        notices: [
          { severity: 'warning', text: 'Newest event is 3 h old: events after 21:00 have not arrived. (PL4102)' },
        ],
      })
    ),
  },
  { name: 'empty', width: 700, height: 260, range: MONDAY, data: done(...deploysFrames({ events: [] })) },
  { name: 'not events', width: 700, height: 260, data: done({ refId: 'A', length: 0, fields: [] }) },
  {
    name: 'error',
    width: 700,
    height: 260,
    data: {
      state: LoadingState.Error,
      series: [],
      errors: [
        {
          refId: 'A',
          message: 'Deploys database did not answer in 25 s (PL3104). Ask for a shorter range, or try again.',
        },
      ],
    },
  },
  { name: 'loading, nothing yet', width: 700, height: 260, data: { state: LoadingState.Loading, series: [] } },
  { name: 'loading, with the old picture', ...at900, data: { state: LoadingState.Loading, series: normal } },
  {
    name: 'long names',
    width: 700,
    height: 380,
    range: MONDAY,
    data: done(
      ...deploysFrames({
        ...base,
        timeZone: 'America/Argentina/Buenos_Aires',
        kpis: [
          {
            ...CHECKOUT,
            displayName:
              'Share of checkouts that succeed on any device in all countries where we deliver within two days',
          },
        ],
        events: ALL.map((event) => ({
          ...event,
          service: event.service && `${event.service}-donaudampfschifffahrtsgesellschaft`,
          version: event.version && `${event.version}-2026-11-23-release-candidate-build-104712-hotfix`,
          title: `${event.title} with everything that was promised to the board and more`,
        })),
      })
    ),
  },
  {
    name: 'right-to-left',
    ...at900,
    data: done(
      ...deploysFrames({
        ...base,
        kpis: [{ ...CHECKOUT, displayName: 'نجاح الدفع' }],
        events: ALL.map((event) => ({
          ...event,
          service: event.service === 'checkout' ? 'الدفع' : event.service,
          title: event === OUTAGE ? 'فشل الدفع' : event.title,
        })),
      })
    ),
  },
  {
    name: 'with the table',
    width: 1000,
    height: 620,
    range: MONDAY,
    data: done(...deploysFrames(threeKpis)),
    options: { showTable: true },
  },
  { name: 'no line, no alerts', ...at900, data: done(...normal), options: { showSeries: false, showBurning: false } },
  { name: '1600 px', width: 1600, height: 600, range: MONDAY, data: done(...normal) },
  { name: '1600 px, flat', width: 1600, height: 120, range: MONDAY, data: done(...normal) },
  { name: '520 px', width: 520, height: 360, range: MONDAY, data: done(...normal) },
  { name: '320 px', width: 320, height: 320, range: MONDAY, data: done(...normal) },
  { name: '240 px', width: 240, height: 200, range: MONDAY, data: done(...normal) },
  { name: '120 px', width: 120, height: 240, range: MONDAY, data: done(...normal) },
  { name: 'low', width: 700, height: 150, range: MONDAY, data: done(...normal) },
  { name: 'very low', width: 700, height: 60, range: MONDAY, data: done(...normal) },
];

/** The event of `normal` that made it worse, for tests. */
export const BAD_ID = idOf(BAD);
