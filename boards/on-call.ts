/** For whoever was woken: what burns, since when, whom it hits, what changed just before. */
import { ask, REGION, WINDOW } from './common';
import { board } from './frame';
import { incidents } from './incidents';
import { deploys } from './changes';
import { KEEP, link, ours, type Place } from './place';
import { table } from './tables';
import { bars, lines } from './trends';
import { aggregation, area, deploy, kpi, region } from './variables';
import { conventions, stamp } from './words';

const burn = ours(
  'plumbline-burnrate-panel',
  {
    id: 1,
    title: 'Is it burning, and since when?',
    description:
      'How fast the budget of the chosen KPI goes, over every window of its alert policy. Bands are the alerts themselves; deploys stand below.',
    place: [0, 0, 24, 10],
  },
  { kpi: '$kpi', view: 'burn', filters: REGION }
).links([
  link('One failed transaction', `/d/plumbline-debug?${KEEP}`),
  link('All promises', `/d/plumbline-executive?${KEEP}`),
]);

/** Which values of a segment moved a KPI most against the time before. */
const affected = (id: number, title: string, kpiName: string, segment: string, column: string, place: Place) =>
  table(
    {
      id,
      title,
      description: `The number in this time and in the time before, by ${column.toLowerCase()}, and how much each explains of the change of the whole: the first row most.`,
      place,
    },
    [ask({ kpi: kpiName, view: 'breakdown', by: [segment], compare: 'previous', filters: REGION, limit: 10 })],
    {
      [segment]: { displayName: column },
      value: { displayName: 'Now', decimals: 2 },
      previous: { displayName: 'Before', decimals: 2 },
      contribution: { displayName: 'Explains', decimals: 2 },
      denominator: { displayName: 'Of', decimals: 0 },
      numerator: null,
      change: null,
      changeRatio: null,
      contributionMix: null,
      contributionRate: null,
    }
  );

const errors = bars(
  {
    id: 6,
    title: 'What fails, and how often?',
    description: 'Failed requests to checkout per window, by what failed in them.',
    place: [0, 16, 9, 7],
  },
  [ask({ kpi: 'errors-by-type', view: 'series', by: ['type'], grain: WINDOW, filters: REGION, limit: 8 })]
);

const slow = lines(
  {
    id: 7,
    title: 'How long do customers wait for checkout?',
    description: '95 and 99 of 100 requests to checkout are answered within this time, per window.',
    place: [9, 16, 9, 7],
  },
  ['checkout-p95', 'checkout-p99'].map((name, at) =>
    ask({ kpi: name, view: 'series', grain: WINDOW, filters: REGION }, 'AB'[at])
  ),
  { min: 0 }
);

export const onCall = (): object =>
  board({
    name: 'onCall',
    description:
      'From the alert to who is hit, to what changed. Links lead on to runbooks and to single failed transactions.',
    variables: [area(), kpi(), region(), aggregation(), deploy()],
    panels: [
      burn,
      incidents(2, 'What is open, and what does one do?', [0, 10, 12, 6], { alerts: true }),
      affected(3, 'Which region is hit?', '$kpi', 'region', 'Region', [12, 10, 6, 6]),
      affected(4, 'Which payment provider fails?', 'payment-success', 'provider', 'Provider', [18, 10, 6, 6]),
      affected(5, 'Which device loses checkouts?', 'checkout-success', 'device', 'Device', [18, 16, 6, 7]),
      errors,
      slow,
      deploys(8, '$kpi', [0, 23, 24, 9]),
      stamp(21, [0, 32, 12, 3]),
      conventions(20, [12, 32, 12, 3]),
    ],
  });
