/** For whoever runs the business: one screen, read in a meeting. */
import { ask, REGION, WINDOW } from './common';
import { board } from './frame';
import { headline, numbers } from './numbers';
import { incidents } from './incidents';
import { ours, type About } from './place';
import { bars, BEFORE, lines } from './trends';
import { aggregation, area, kpis, region } from './variables';
import { conventions, stamp } from './words';

const trend = (about: About, kpi: string) =>
  lines(about, [ask({ kpi, view: 'series', grain: WINDOW, compare: 'previous', filters: REGION })], {
    legend: false,
    min: 0,
  }).overrideByName('previous', BEFORE);

const revenue = headline(
  {
    id: 1,
    title: 'How much money came in?',
    description: 'What customers paid for orders, refunds not taken off; and the change against as long a time before.',
    place: [0, 0, 6, 4],
  },
  { kpi: 'revenue' }
);

const conversion = headline(
  {
    id: 2,
    title: 'How many sessions end in an order?',
    description: 'Sessions with an order of all sessions: a sum over a sum, never a mean of hours.',
    place: [6, 0, 6, 4],
  },
  { kpi: 'session-conversion' }
);

const checkout = headline(
  {
    id: 3,
    title: 'Do checkouts work?',
    description: 'Requests to the checkout service that were answered as they should. Red below the target of 30 days.',
    place: [12, 0, 6, 4],
  },
  {
    kpi: 'checkout-success',
    objective: 'monthly',
    colors: [
      [null, 'red'],
      [0.99, 'text'],
    ],
  }
);

const payment = headline(
  {
    id: 4,
    title: 'Do payments go through?',
    description:
      'Payment attempts that went through, of those the customer’s bank did not decline. Red below the target of 30 days.',
    place: [18, 0, 6, 4],
  },
  {
    kpi: 'payment-success',
    objective: 'monthly',
    colors: [
      [null, 'red'],
      [0.98, 'text'],
    ],
  }
);

const revenueTrend = trend(
  {
    id: 5,
    title: 'Is revenue on its usual course?',
    description: 'Money per window, and as long before (dashed). The last point is the window that is still open.',
    place: [0, 4, 8, 6],
  },
  'revenue'
);

const conversionTrend = trend(
  {
    id: 6,
    title: 'Does conversion hold?',
    description:
      'Share of sessions with an order per window, and as long before (dashed). Of the last point some sessions still go on.',
    place: [8, 4, 8, 6],
  },
  'session-conversion'
);

const perDay = bars(
  {
    id: 7,
    title: 'What did each day bring in?',
    description:
      'Revenue per day in Berlin over two weeks. The first bar begins where the two weeks do, the last is the day so far.',
    place: [16, 4, 8, 6],
  },
  [ask({ kpi: 'revenue', view: 'series', grain: '1d', filters: REGION })],
  { legend: false }
).timeFrom('14d');

const funnel = ours(
  'plumbline-funnel-panel',
  {
    id: 8,
    title: 'Where do shoppers leave?',
    description:
      'The same person, step by step, within the time that the header states; compared with the period before.',
    place: [0, 10, 8, 7],
  },
  { kpi: 'purchase', view: 'funnel', filters: REGION, compare: 'previous' }
);

const budgets = ours(
  'plumbline-errorbudget-panel',
  {
    id: 9,
    title: 'Do we keep our promises?',
    description: 'What is left of every error budget, the worst first. Below zero the promise is broken.',
    place: [8, 10, 8, 7],
  },
  { kpis: ['$kpi'], view: 'budget' },
  { layout: 'list' }
);

const atRisk = numbers(
  {
    id: 11,
    title: 'What do failed payments cost?',
    description:
      'Money of payments that failed in the last 30 days, and how much goes each hour at the rate of the last one: failed payments, by the worth of one in its contract.',
    place: [0, 17, 7, 3],
  },
  [ask({ kpi: 'payment-success', view: 'budget', objective: 'monthly', filters: REGION })],
  { badCost: { name: 'lost in 30 days' }, costPerHour: { name: 'an hour, at this rate' } }
);

export const executive = (): object =>
  board({
    name: 'executive',
    description:
      'Money, customers and promises on one screen. One definition a number: the alerts and the command line say the same.',
    variables: [area(), kpis(), region(), aggregation()],
    panels: [
      revenue,
      conversion,
      checkout,
      payment,
      revenueTrend,
      conversionTrend,
      perDay,
      funnel,
      budgets,
      incidents(10, 'What went wrong lately?', [16, 10, 8, 7], { alerts: false }),
      atRisk,
      stamp(12, [7, 17, 9, 3]),
      conventions(13, [16, 17, 8, 3]),
    ],
  });
