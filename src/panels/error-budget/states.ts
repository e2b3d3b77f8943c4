/** Every named state of the error-budget panel as data: drawn by the workbench's states page, kept in pictures by the browser test. */
import { LoadingState } from '@grafana/data';
import { BUDGET_STATES } from '../../kpi/results/types';
import { done, PanelState } from '../shared/panel-state';
import type { BudgetOptions } from './options';
import { AS_OF, budgetFrame, EXAMPLE_OBJECTIVE, ExampleBudget, ExampleBudgets, NOVEMBER } from './state-data';

export type BudgetPanelState = PanelState<BudgetOptions>;

const one = (row: Partial<ExampleBudget>, more: Omit<ExampleBudgets, 'rows'> = {}) =>
  budgetFrame({ rows: [{ total: 134_000, bad: 505, burnRate: 0.62, state: 'ok', price: 10, ...row }], ...more });

const normal = one({});
const paging = one({ bad: 1011, burnRate: 16.4, state: 'page', then: 'review each release' });
const ticket = one({ bad: 890, burnRate: 3.4, state: 'ticket' });
const burning = one({ bad: 705, burnRate: 2.3, state: 'burning' });
const gone = one({ bad: 1654, burnRate: 6.1, state: 'exhausted', then: 'freeze releases' });

/** Half of November is over. */
const half = { objectives: [{ window: NOVEMBER }] };
const halfBad = one({ total: 67_000, bad: 910, elapsed: 0.5, burnRate: 2.3, state: 'burning' }, half);
const halfGood = one({ total: 67_000, bad: 310, elapsed: 0.5, burnRate: 0.4, state: 'ok' }, half);

const OBJECTIVES = [
  { name: 'availability', displayName: 'Availability' },
  { name: 'latency', displayName: 'Paid within 3 s', method: 'Timeslices' as const, window: NOVEMBER },
  {
    name: 'week',
    displayName: 'Availability, a week',
    window: { ...EXAMPLE_OBJECTIVE.window, duration: '7d', fromMs: AS_OF - 7 * 86_400_000 },
  },
];

const several = budgetFrame({
  rows: [
    {
      objective: 'week',
      total: 31_000,
      bad: 402,
      burnRate: 6.1,
      state: 'exhausted',
      then: 'freeze releases',
      price: 10,
    },
    { objective: 'availability', total: 134_000, bad: 1011, burnRate: 16.4, state: 'page', price: 10 },
    { objective: 'latency', target: 0.95, total: 6480, bad: 212, elapsed: 0.75, burnRate: 0.4, state: 'ok' },
  ],
  objectives: OBJECTIVES,
});
const another = budgetFrame({
  rows: [
    { total: 12_000, bad: 190, burnRate: 3.1, state: 'ticket', target: 0.98, key: ['phone'] },
    { total: null, bad: null, burnRate: null, state: 'frozen', coverage: 0.4, target: 0.98, key: ['tablet'] },
    { total: 41_000, bad: 310, burnRate: 1.2, state: 'burning', target: 0.98, key: ['desktop'] },
  ],
  objectives: [{ name: 'search', displayName: 'Results within 1 s' }],
  meta: {
    kpi: 'search',
    displayName: 'Search',
    by: ['device'],
    owner: { team: 'discovery' },
    links: [],
    runbook: undefined,
  },
});

/** Forty countries, worst first, deterministic. */
const forty = budgetFrame({
  rows: Array.from({ length: 40 }, (_, k): ExampleBudget => {
    const state = BUDGET_STATES[k < 2 ? 0 : k < 5 ? 1 : k < 9 ? 2 : k < 11 ? 3 : k < 18 ? 4 : 5];
    const left = k < 2 ? -0.4 + k * 0.3 : 0.05 + k * 0.022;
    const total = Math.round(90_000 / (k + 1.5));
    const known = state !== 'frozen';
    return {
      key: [`Country ${String(k + 1).padStart(2, '0')}`],
      total: known ? total : null,
      bad: known ? Math.round(total * 0.01 * (1 - left)) : null,
      burnRate: known ? Number(((state === 'ok' ? 9 : 30) / (k + 0.7)).toPrecision(3)) : null,
      coverage: known ? 1 : 0.3,
      state,
      price: 10,
      ...(!known ? {} : left < 0.1 ? { then: 'freeze releases' } : left < 0.25 ? { then: 'review each release' } : {}),
    };
  }),
  meta: { by: ['country'] },
});

const MISSING = {
  severity: 'warning' as const,
  text: 'Orders database did not answer in 25 s, so “Search” is not known. (PL3104)',
};

const LONG = {
  objectives: [
    {
      displayName:
        'Payment accepted by the acquirer after the second authentication factor, on any device and in any country',
      consequences: [
        { below: 0.5, then: 'Donaudampfschifffahrtsgesellschaftskapitänsmützenbestellformular in triplicate' },
      ],
      exclusions: [
        {
          name: 'Nightly reconciliation of the ledgers with the bank’s own books',
          treatAs: 'removed' as const,
          minutes: 124,
        },
      ],
    },
  ],
  meta: {
    displayName: 'Checkout success of the autumn campaign',
    timeZone: 'America/Argentina/Buenos_Aires',
  },
};
const RTL = {
  objectives: [{ displayName: 'التوفر', consequences: [{ below: 0.5, then: 'إيقاف الإصدارات' }] }],
  meta: { displayName: 'נתוני תשלום' },
};
const EXCLUDED = {
  objectives: [
    {
      exclusions: [
        { name: 'nightly batch', treatAs: 'removed' as const, reason: 'No customers', minutes: 120 },
        { name: 'deploys', treatAs: 'good' as const, minutes: 95 },
      ],
    },
  ],
};

export const BUDGET_PANEL_STATES: readonly BudgetPanelState[] = [
  { name: 'normal', width: 640, height: 300, data: done(normal) },
  { name: 'act now', width: 640, height: 300, data: done(paging) },
  { name: 'act soon', width: 640, height: 300, data: done(ticket) },
  { name: 'too fast', width: 640, height: 300, data: done(burning) },
  { name: 'below zero', width: 640, height: 300, data: done(gone) },
  {
    name: 'far below zero',
    width: 640,
    height: 300,
    data: done(one({ bad: 45_800, burnRate: 71, state: 'exhausted', then: 'freeze releases' })),
  },
  {
    name: 'exactly zero',
    width: 640,
    height: 300,
    data: done(
      one({
        bad: 1340,
        burnRate: 1,
        state: 'exhausted',
        then: 'freeze releases',
        numbers: { consumed: 1, remaining: 0 },
      })
    ),
  },
  { name: 'full', width: 640, height: 300, data: done(one({ bad: 0, burnRate: 0 })) },
  { name: 'calendar, half over, too fast', width: 640, height: 300, data: done(halfBad) },
  { name: 'calendar, half over, on course', width: 640, height: 300, data: done(halfGood) },
  { name: 'no price', width: 640, height: 300, data: done(one({ price: undefined })) },
  { name: 'excluded hours', width: 640, height: 300, data: done(one({ coverage: 0.942 }, EXCLUDED)) },
  {
    name: 'frozen: low coverage',
    width: 640,
    height: 300,
    data: done(one({ bad: 505, state: 'frozen', coverage: 0.62, burnRate: null })),
  },
  {
    name: 'frozen: nothing measured',
    width: 640,
    height: 300,
    data: done(
      one({
        total: 0,
        bad: 0,
        state: 'frozen',
        coverage: 0,
        burnRate: null,
        numbers: { allowedEvents: 0, badCost: null },
      })
    ),
  },
  { name: 'in minutes', width: 640, height: 300, data: done(burning), options: { unit: 'minutes' } },
  { name: 'in events', width: 640, height: 300, data: done(gone), options: { unit: 'events' } },
  { name: 'several objectives', width: 1000, height: 280, data: done(several, another) },
  {
    name: 'several objectives, as rings',
    width: 1000,
    height: 460,
    data: done(several, another),
    options: { layout: 'ring' },
  },
  { name: 'several objectives, as bars', width: 700, height: 420, data: done(several), options: { layout: 'bar' } },
  { name: 'by name', width: 700, height: 240, data: done(several, another), options: { sort: 'name' } },
  { name: 'forty objectives', width: 1100, height: 560, data: done(forty) },
  {
    name: 'one segment',
    width: 640,
    height: 260,
    data: done(one({ key: ['phone'] }, { meta: { by: ['device'] } })),
  },
  {
    name: 'one objective as a list',
    width: 640,
    height: 120,
    data: done(ticket),
    options: { layout: 'list' },
  },
  {
    name: 'partial: a source failed',
    width: 1000,
    height: 260,
    data: done(several, { ...another, meta: { ...another.meta, notices: [MISSING] } }),
  },
  {
    name: 'stale',
    width: 640,
    height: 300,
    data: done(
      one(
        { bad: 505 },
        {
          meta: { freshMs: AS_OF - 3 * 3_600_000 },
          notices: [
            { severity: 'warning', text: 'Newest event is 3 h old: events after 11:05 have not arrived. (PL4102)' },
          ],
        }
      )
    ),
  },
  { name: 'empty', width: 640, height: 240, data: done(budgetFrame({ rows: [] })) },
  {
    name: 'error',
    width: 640,
    height: 240,
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
  { name: 'loading, nothing yet', width: 640, height: 240, data: { state: LoadingState.Loading, series: [] } },
  {
    name: 'loading, with the old picture',
    width: 640,
    height: 300,
    data: { state: LoadingState.Loading, series: [normal] },
  },
  { name: 'not a budget', width: 640, height: 240, data: done({ refId: 'A', length: 0, fields: [] }) },
  {
    name: 'huge numbers',
    width: 640,
    height: 300,
    data: done(one({ total: 8_123_456_789_012, bad: 61_234_567_890, burnRate: 0.876, price: 1250 })),
  },
  {
    name: 'tiny numbers',
    width: 640,
    height: 300,
    data: done(one({ target: 0.99999, total: 10_400_000, bad: 103.995, burnRate: 0.0004, price: 0.0031 })),
  },
  {
    name: 'long names',
    width: 560,
    height: 320,
    data: done(one({ then: LONG.objectives[0].consequences[0].then, bad: 890, state: 'ticket', burnRate: 3.4 }, LONG)),
  },
  {
    name: 'long names in a list',
    width: 560,
    height: 160,
    data: done(one({ bad: 890, state: 'ticket', burnRate: 3.4 }, LONG), several),
  },
  {
    name: 'right-to-left',
    width: 640,
    height: 300,
    data: done(one({ then: RTL.objectives[0].consequences[0].then, bad: 890, state: 'ticket', burnRate: 3.4 }, RTL)),
  },
  { name: 'right-to-left list', width: 640, height: 160, data: done(one({}, RTL), another) },
  { name: 'with the table', width: 900, height: 480, data: done(several, another), options: { showTable: true } },
  { name: '1600 px', width: 1600, height: 700, data: done(halfBad) },
  { name: '1600 px, list', width: 1600, height: 320, data: done(several, another) },
  { name: '1600 px, flat', width: 1600, height: 120, data: done(halfBad) },
  { name: 'flat bar', width: 640, height: 110, data: done(burning) },
  { name: 'flat bar, below zero', width: 640, height: 110, data: done(gone) },
  {
    name: 'flat bar, frozen',
    width: 640,
    height: 110,
    data: done(one({ state: 'frozen', coverage: 0.62, burnRate: null })),
  },
  { name: 'very flat', width: 640, height: 44, data: done(paging) },
  { name: '400 px', width: 400, height: 420, data: done(halfBad) },
  { name: '320 px', width: 320, height: 320, data: done(paging) },
  { name: '240 px', width: 240, height: 260, data: done(gone) },
  { name: '240 px, list', width: 240, height: 260, data: done(several, another) },
  { name: '160 px', width: 160, height: 180, data: done(halfBad) },
  { name: '120 px', width: 120, height: 120, data: done(burning) },
  { name: '120 px, forty objectives', width: 120, height: 240, data: done(forty) },
  { name: '80 px', width: 80, height: 80, data: done(gone) },
];
