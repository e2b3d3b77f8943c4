/** Every named state of the funnel panel as data: drawn by the workbench's states page, kept in pictures by the browser test. */
import { LoadingState } from '@grafana/data';
import { done, PanelState } from '../shared/panel-state';
import type { FunnelOptions } from './options';
import { ExampleSegment, funnelFrame, NOVEMBER, plainFrame } from './state-data';

export type FunnelState = PanelState<FunnelOptions>;

const STEPS = ['Visit', 'Search', 'Product', 'Basket', 'Buy'];
const COUNTS = [6020, 4780, 3127, 1408, 612];
const MEDIANS = [null, 42, 187, 1260, 5_400];
const BEFORE = [5710, 4490, 3190, 1120, 574];

const one = (counts: ReadonlyArray<number | null> = COUNTS, more: Partial<ExampleSegment> = {}): ExampleSegment[] => [
  { key: [], counts, medians: MEDIANS, ...more },
];

const DEVICES: ExampleSegment[] = [
  { key: ['desktop'], counts: [2890, 2410, 1790, 902, 455], medians: [null, 38, 160, 900, 4000] },
  { key: ['phone'], counts: [2710, 2050, 1130, 405, 118], medians: [null, 47, 240, 1700, 8000] },
  { key: ['tablet'], counts: [420, 320, 207, 101, 39], medians: [null, 44, 200, 1300, 6000] },
];

/** Forty countries with a long tail, deterministic. */
const COUNTRIES: ExampleSegment[] = Array.from({ length: 40 }, (_, k) => {
  const start = Math.round(24_000 / (k + 1.5));
  const rates = [0.62 + ((k * 7) % 11) / 50, 0.45 + ((k * 5) % 9) / 40, 0.3 + ((k * 3) % 13) / 40, 0.25 + (k % 7) / 30];
  const counts = [start];
  rates.forEach((rate) => counts.push(Math.round(counts[counts.length - 1] * rate)));
  return { key: [`Country ${String(k + 1).padStart(2, '0')}`], counts, medians: MEDIANS };
});

const LONG = [
  'Landing page of the autumn campaign, seen on any device and counted once a session',
  'Donaudampfschifffahrtsgesellschaftskapitänsmützenbestellformular',
  'Checkout',
  'Payment accepted by the acquirer after the second authentication factor',
];

const MISSING_NOTICE = {
  severity: 'warning' as const,
  text: 'Orders database did not answer in 25 s, so “Order” is not known. (PL3104)',
};
const aggregate = {
  type: 'aggregate' as const,
  entry: undefined,
  order: undefined,
  window: undefined,
  openEntries: null,
};
const AGGREGATE_STEPS = ['Session', 'Basket', 'Order', 'Parcel'];

const normal = funnelFrame({ steps: STEPS, segments: one() });
const compared = funnelFrame({
  steps: STEPS,
  segments: one(COUNTS, { compare: BEFORE }),
  meta: { compared: { fromMs: Date.UTC(2026, 8, 30, 22), toMs: NOVEMBER.fromMs } },
});
const byDevice = funnelFrame({ steps: STEPS, segments: DEVICES, meta: { by: ['device'] } });
const byCountry = funnelFrame({ steps: STEPS, segments: COUNTRIES, meta: { by: ['country'] } });
const partial = funnelFrame({
  steps: AGGREGATE_STEPS,
  segments: [{ key: [], counts: [12_330, 2410, null, 1802] }],
  meta: aggregate,
  notices: [MISSING_NOTICE],
});

export const FUNNEL_STATES: readonly FunnelState[] = [
  { name: 'normal', width: 900, height: 420, data: done(normal) },
  {
    name: 'not mature',
    width: 900,
    height: 420,
    data: done(funnelFrame({ steps: STEPS, segments: one(), meta: { openEntries: 412 } })),
  },
  { name: 'compared with the previous period', width: 900, height: 420, data: done(compared) },
  {
    name: 'one segment',
    width: 900,
    height: 420,
    data: done(funnelFrame({ steps: STEPS, segments: DEVICES.slice(0, 1), meta: { by: ['device'] } })),
  },
  { name: 'three segments', width: 1000, height: 460, data: done(byDevice) },
  { name: 'forty segments', width: 1100, height: 560, data: done(byCountry) },
  { name: 'all forty segments', width: 1100, height: 560, data: done(byCountry), options: { maxSegments: 100 } },
  {
    name: 'two dimensions',
    width: 1000,
    height: 480,
    data: done(
      funnelFrame({
        steps: STEPS,
        segments: [...DEVICES, ...DEVICES].map((segment, i) => ({
          ...segment,
          key: [segment.key[0], i < 3 ? 'north' : null],
        })),
        meta: { by: ['device', 'region'] },
      })
    ),
  },
  {
    name: 'aggregate, one step grows',
    width: 900,
    height: 380,
    data: done(
      funnelFrame({
        steps: AGGREGATE_STEPS,
        segments: [{ key: [], counts: [12_330, 2410, 1908, 2230] }],
        meta: aggregate,
      })
    ),
  },
  { name: 'partial: a source failed', width: 900, height: 380, data: done(partial) },
  {
    name: 'empty',
    width: 700,
    height: 260,
    data: done(
      funnelFrame({
        steps: ['Session', 'Basket', 'Order'],
        segments: [{ key: [], counts: [0, 0, 0] }],
        meta: { fromMs: Date.UTC(2026, 10, 23, 1), toMs: Date.UTC(2026, 10, 23, 2) },
      })
    ),
  },
  { name: 'no rows', width: 700, height: 260, data: done(funnelFrame({ steps: [], segments: [] })) },
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
  {
    name: 'loading, with the old picture',
    width: 900,
    height: 420,
    data: { state: LoadingState.Loading, series: [normal] },
  },
  {
    name: 'stale',
    width: 900,
    height: 420,
    data: done(
      funnelFrame({
        steps: STEPS,
        segments: one(),
        notices: [
          { severity: 'warning', text: 'Newest event is 3 h old: events after 14:05 have not arrived. (PL4102)' },
        ],
      })
    ),
  },
  {
    name: 'not a funnel',
    width: 700,
    height: 260,
    data: done({ refId: 'A', length: 0, fields: [] }),
  },
  {
    name: 'plain table of another data source',
    width: 900,
    height: 340,
    data: done(
      plainFrame([
        ['Opened', 1694],
        ['Clicked', 422],
        ['Bought', 16],
      ])
    ),
  },
  {
    name: 'huge numbers',
    width: 900,
    height: 420,
    data: done(
      funnelFrame({
        steps: STEPS,
        segments: one([8_123_456_789_012, 912_345_678_901, 87_654_321_098, 1_234_567_890, 98_765_432]),
      })
    ),
  },
  {
    name: 'tiny shares',
    width: 900,
    height: 420,
    data: done(funnelFrame({ steps: STEPS, segments: one([10_000_000, 9_999_999, 1002, 1000, 1]) })),
  },
  {
    name: 'money',
    width: 900,
    height: 340,
    data: done(
      funnelFrame({
        steps: ['Offered', 'Ordered', 'Paid'],
        segments: [{ key: [], counts: [1_204_300.5, 812_450.25, 790_112.1] }],
        meta: { ...aggregate, unit: 'currency:EUR', displayName: 'From offer to money' },
        countUnit: 'currencyEUR',
      })
    ),
  },
  {
    name: 'long names',
    width: 700,
    height: 380,
    data: done(
      funnelFrame({
        steps: LONG,
        segments: one([6020, 4780, 3127, 1408]),
        meta: { timeZone: 'America/Argentina/Buenos_Aires' },
      })
    ),
  },
  {
    name: 'right-to-left',
    width: 900,
    height: 380,
    data: done(
      funnelFrame({
        steps: ['زيارة المتجر', 'بحث', 'חיפוש מוצר', 'شراء'],
        segments: one([6020, 4780, 3127, 1408]),
        meta: { displayName: 'مسار الشراء' },
      })
    ),
  },
  {
    name: 'right-to-left segments',
    width: 1000,
    height: 420,
    data: done(
      funnelFrame({
        steps: ['زيارة', 'بحث', 'شراء'],
        segments: ['هاتف', 'حاسوب'].map((key, i) => ({ key: [key], counts: [3000 + i * 700, 2000, 900 - i * 300] })),
        meta: { by: ['الجهاز'] },
      })
    ),
  },
  { name: 'with the table', width: 900, height: 560, data: done(compared), options: { showTable: true } },
  { name: '1600 px', width: 1600, height: 800, data: done(compared) },
  { name: '1600 px, flat', width: 1600, height: 120, data: done(normal) },
  { name: '520 px', width: 520, height: 420, data: done(compared) },
  { name: '320 px', width: 320, height: 480, data: done(normal) },
  { name: '320 px, three segments', width: 320, height: 480, data: done(byDevice) },
  { name: '240 px', width: 240, height: 200, data: done(normal) },
  { name: '120 px', width: 120, height: 240, data: done(normal) },
  { name: '120 px, forty segments', width: 120, height: 240, data: done(byCountry) },
  { name: '120 px, partial', width: 120, height: 160, data: done(partial) },
  { name: 'very low', width: 700, height: 60, data: done(normal) },
  { name: 'low', width: 700, height: 150, data: done(normal) },
  { name: 'list', width: 700, height: 240, data: done(compared), options: { layout: 'list' } },
];
