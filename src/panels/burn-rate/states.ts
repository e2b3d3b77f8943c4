/** Every named state of the burn-rate panel as data: drawn by the workbench's states page, kept in pictures by the browser test. */
import { DataFrame, LoadingState } from '@grafana/data';
import type { BurnMeta, BurnSpan } from '../../kpi/results/types';
import { done, PanelState } from '../shared/panel-state';
import type { BurnOptions } from './options';
import { burnFrames, ExampleBurn, MONDAY, noise, OBJECTIVE } from './state-data';

export type BurnState = PanelState<BurnOptions>;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const at = (hour: number, minute = 0) => MONDAY.fromMs + hour * HOUR + minute * MINUTE;
const between = (ms: number, from: number, to: number) => ms >= from && ms < to;

/** A quiet service: a third of the sustainable burn, with a little noise. */
const calm = (ms: number): number => 0.00018 + 0.00025 * noise(ms);

/** A payment outage from 9:20, mended at 10:40, and a slow leak in the evening. */
const incident = (ms: number): number => {
  if (between(ms, at(9, 20), at(10, 40))) {
    return 0.045 + 0.02 * noise(ms);
  }
  return between(ms, at(17), at(21)) ? 0.004 + 0.001 * noise(ms) : calm(ms);
};
const ongoing = (ms: number): number => (ms >= at(22, 40) ? 0.06 + 0.03 * noise(ms) : calm(ms));
const overspent = (ms: number): number => (ms >= at(6) ? 0.008 + 0.004 * noise(ms) : 0.0007 + 0.0003 * noise(ms));
const outage = (ms: number): number => (between(ms, at(11), at(13)) ? 1 : calm(ms));

const deploy = (atMs: number, label: string): BurnMeta['events'][number] => ({
  atMs,
  kind: 'deploy',
  label,
  service: 'checkout',
});
const DEPLOYS = [
  deploy(at(9, 14), 'checkout v214'),
  deploy(at(10, 38), 'checkout v213 (rollback)'),
  deploy(at(15), 'basket v88'),
];

const NIGHTLY: BurnSpan = {
  kind: 'exclusion',
  fromMs: at(2),
  toMs: at(4, 30),
  label: 'nightly batch (removed)',
  treatAs: 'removed',
  ongoing: false,
};
const EXCLUDED = {
  objective: {
    exclusions: [
      { name: 'nightly batch', treatAs: 'removed' as const, reason: 'reconciliation with the bank', minutes: 150 },
    ],
  },
};

const base: ExampleBurn = { badShare: incident, price: 3.45, meta: { events: DEPLOYS } };
const normal = burnFrames(base);
const quiet = burnFrames({ badShare: calm, price: 3.45, meta: { events: DEPLOYS.slice(2) } });
const gap = (ms: number) => (between(ms, at(5), at(7, 30)) ? null : incident(ms));

const named = (name: string, displayName: string, more: ExampleBurn): DataFrame[] =>
  burnFrames({ ...more, objective: { ...more.objective, name, displayName }, meta: { ...more.meta, displayName } });
const four = [
  ...named('availability', 'Checkout availability', base),
  ...named('latency', 'Checkout answers within 400 ms', { badShare: calm }),
  ...named('payments', 'Payments accepted', { badShare: ongoing, price: 3.45 }),
  ...named('search', 'Search availability', {
    badShare: (ms) => (between(ms, at(12), at(14)) ? null : calm(ms)),
  }),
];
const countries = Array.from({ length: 40 }, (_, k) =>
  burnFrames({
    badShare: (ms) => (k % 13 === 4 ? ongoing(ms) : k % 7 === 2 ? incident(ms) : calm(ms + k * MINUTE)),
    stepMs: 30 * MINUTE,
    labels: { country: `Country ${String(k + 1).padStart(2, '0')}` },
  })
).flat();

const at900 = { width: 900, height: 420, range: MONDAY };

export const BURN_STATES: readonly BurnState[] = [
  { name: 'normal', ...at900, data: done(...normal) },
  { name: 'quiet', ...at900, data: done(...quiet) },
  { name: 'page now', ...at900, data: done(...burnFrames({ ...base, badShare: ongoing })) },
  {
    name: 'ticket now',
    ...at900,
    data: done(
      ...burnFrames({ badShare: (ms) => (ms > at(12) ? 0.0042 + 0.0008 * noise(ms) : calm(ms)), price: 3.45 })
    ),
  },
  {
    name: 'below zero',
    ...at900,
    data: done(...burnFrames({ ...base, badShare: overspent })),
  },
  {
    name: 'gaps, exclusions and suppression',
    ...at900,
    data: done(
      ...burnFrames({
        ...base,
        ...EXCLUDED,
        badShare: gap,
        spans: [
          NIGHTLY,
          { kind: 'suppressed', fromMs: at(9, 14), toMs: at(9, 44), label: 'deploy of checkout v214', ongoing: false },
        ],
      })
    ),
  },
  {
    name: 'all gaps',
    ...at900,
    data: done(...burnFrames({ badShare: () => null })),
  },
  {
    name: 'calendar month',
    ...at900,
    range: { fromMs: Date.UTC(2026, 9, 31, 23), toMs: Date.UTC(2026, 10, 24, 12) },
    data: done(
      ...burnFrames({
        badShare: (ms) => 0.0004 + 0.0004 * noise(ms) + (between(ms, at(-200), at(-197)) ? 0.03 : 0),
        range: { fromMs: Date.UTC(2026, 9, 31, 23), toMs: Date.UTC(2026, 10, 24, 12) },
        stepMs: HOUR,
        price: 1.2,
        objective: {
          window: {
            rolling: false,
            duration: '1M',
            fromMs: Date.UTC(2026, 9, 31, 23),
            toMs: Date.UTC(2026, 10, 30, 23),
            timeZone: 'Europe/Berlin',
          },
        },
      })
    ),
  },
  {
    name: 'many deploys',
    ...at900,
    data: done(
      ...burnFrames({
        ...base,
        meta: {
          events: Array.from({ length: 70 }, (_, i) =>
            deploy(at(7 + (i % 9) * 0.9, (i * i) % 41), `shop v${300 + i}`)
          ).sort((a, b) => a.atMs - b.atMs),
        },
      })
    ),
  },
  { name: 'huge: everything fails', ...at900, data: done(...burnFrames({ ...base, badShare: outage })) },
  {
    name: 'tiny',
    ...at900,
    data: done(...burnFrames({ badShare: (ms) => 0.000002 * noise(ms), perMinute: 900_000 })),
  },
  { name: 'linear', ...at900, data: done(...normal), options: { scale: 'linear' } },
  {
    name: 'two windows, no strip, no deploys',
    ...at900,
    data: done(...normal),
    options: { windows: ['5m', '1h'], showBudget: false, showDeploys: false },
  },
  {
    name: 'conditions left out',
    ...at900,
    data: done(
      ...burnFrames({
        badShare: (ms) => 0.03 + 0.02 * noise(ms),
        meta: { displayName: 'Basket' },
        objective: {
          displayName: 'Basket availability',
          target: '0.95',
          maxBurn: 20,
          conditions: OBJECTIVE.conditions.slice(1),
          leftOut: ['The page at 14.4× over 1h and 5m was left out: too close to the highest burn rate there can be.'],
        },
      })
    ),
  },
  {
    name: 'no policy',
    ...at900,
    data: done(...burnFrames({ ...base, objective: { conditions: [], policy: undefined } })),
  },
  {
    name: 'one point',
    ...at900,
    range: { fromMs: at(9), toMs: at(9) + 2 * MINUTE },
    data: done(
      ...burnFrames({ badShare: incident, range: { fromMs: at(9, 25), toMs: at(9, 30) }, stepMs: 5 * MINUTE })
    ),
  },
  { name: 'four objectives', width: 1100, height: 620, range: MONDAY, data: done(...four) },
  { name: 'four objectives, one chosen', ...at900, data: done(...four), options: { objective: 'payments' } },
  { name: 'forty segments', width: 900, height: 420, range: MONDAY, data: done(...countries) },
  {
    name: 'partial: a source failed',
    ...at900,
    data: done(
      ...burnFrames({
        ...base,
        badShare: (ms) => (ms >= at(20) ? null : incident(ms)),
        notices: [
          { severity: 'warning', text: 'Orders database did not answer in 25 s: nothing after 20:00. (PL3104)' },
        ],
      })
    ),
  },
  {
    name: 'stale',
    ...at900,
    data: done(
      ...burnFrames({
        ...base,
        meta: { events: DEPLOYS, freshMs: at(21) },
        notices: [
          { severity: 'warning', text: 'Newest event is 3 h old: events after 21:00 have not arrived. (PL4102)' },
        ],
      })
    ),
  },
  {
    name: 'empty',
    width: 700,
    height: 260,
    data: done(
      ...normal.map((frame) => ({ ...frame, length: 0, fields: frame.fields.map((f) => ({ ...f, values: [] })) }))
    ),
  },
  {
    name: 'not a burn rate',
    width: 700,
    height: 260,
    data: done({ refId: 'A', length: 0, fields: [] }),
  },
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
          message: 'Orders database did not answer in 25 s (PL3104). Ask for a shorter range, or try again.',
        },
      ],
    },
  },
  { name: 'loading, nothing yet', width: 700, height: 260, data: { state: LoadingState.Loading, series: [] } },
  { name: 'loading, with the old picture', ...at900, data: { state: LoadingState.Loading, series: normal } },
  {
    name: 'long names',
    width: 700,
    height: 420,
    range: MONDAY,
    data: done(
      ...burnFrames({
        ...base,
        ...EXCLUDED,
        labels: {
          region: 'Donaudampfschifffahrtsgesellschaftskapitänsmützenbestellformular',
          channel: 'seen on any device',
        },
        spans: [
          { ...NIGHTLY, label: 'reconciliation of all payments with the bank, every night but Sundays (removed)' },
        ],
        meta: { events: DEPLOYS, timeZone: 'America/Argentina/Buenos_Aires' },
      })
    ),
  },
  {
    name: 'right-to-left',
    ...at900,
    data: done(
      ...burnFrames({
        ...base,
        meta: { events: DEPLOYS, displayName: 'الدفع' },
        objective: { displayName: 'توفر الدفع', policy: { name: 'x', displayName: 'سياسة التنبيه' } },
        labels: { country: 'مصر' },
        spans: [{ ...NIGHTLY, label: 'صيانة ليلية' }],
      })
    ),
  },
  {
    name: 'with the table',
    width: 1000,
    height: 640,
    range: MONDAY,
    data: done(...normal),
    options: { showTable: true },
  },
  { name: '1600 px', width: 1600, height: 700, range: MONDAY, data: done(...normal) },
  { name: '1600 px, flat', width: 1600, height: 120, range: MONDAY, data: done(...normal) },
  { name: '520 px', width: 520, height: 360, range: MONDAY, data: done(...normal) },
  { name: '320 px', width: 320, height: 320, range: MONDAY, data: done(...normal) },
  { name: '320 px, four objectives', width: 320, height: 320, range: MONDAY, data: done(...four) },
  { name: '240 px', width: 240, height: 200, range: MONDAY, data: done(...normal) },
  { name: '120 px', width: 120, height: 240, range: MONDAY, data: done(...normal) },
  { name: 'low', width: 700, height: 150, range: MONDAY, data: done(...normal) },
  { name: 'very low', width: 700, height: 60, range: MONDAY, data: done(...normal) },
];
