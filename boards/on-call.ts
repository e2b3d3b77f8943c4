/** For whoever was woken: what burns, since when, whom it hits, what changed just before. */
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { ask, PLUMBLINE, REGION } from './common';
import { board } from './frame';
import { placed, type Place } from './place';
import { table } from './tables';
import { aggregation, area, kpi, region } from './variables';
import { conventions, freshness } from './words';

const burn = placed(new PanelBuilder().type('plumbline-burnrate-panel').datasource(PLUMBLINE), {
  id: 1,
  title: 'Is it burning, and since when?',
  description:
    'How fast the budget of the chosen KPI goes, over every window of its alert policy. Bands are the alerts themselves; deploys stand below.',
  place: [0, 0, 16, 11],
})
  .options({})
  .withTarget(ask({ kpi: '$kpi', view: 'burn' }));

/** Which values of a segment moved a KPI most against the time before. */
const affected = (id: number, title: string, kpiName: string, segment: string, column: string, place: Place) =>
  table(
    {
      id,
      title,
      description: `The number now and in the time before by ${column.toLowerCase()}, and how much of the change of the whole each explains: the first row most.`,
      place,
    },
    [ask({ kpi: kpiName, view: 'breakdown', by: [segment], compare: 'previous', filters: REGION, limit: 10 })],
    {
      [segment]: column,
      value: { displayName: 'Now', decimals: 2 },
      previous: { displayName: 'Before', decimals: 2 },
      contribution: { displayName: 'Explains', decimals: 2 },
      numerator: null,
      denominator: { displayName: 'Of' },
      change: null,
      changeRatio: null,
      contributionMix: null,
      contributionRate: null,
    }
  );

export const onCall = (): object =>
  board({
    name: 'onCall',
    description:
      'From the alert to who is hit, to what changed. Links lead on to runbooks and to single failed transactions.',
    variables: [area(), kpi(), region(), aggregation()],
    panels: [
      burn,
      affected(3, 'Which region is hit?', '$kpi', 'region', 'Region', [16, 0, 8, 5]),
      affected(4, 'Which payment provider fails?', 'payment-success', 'provider', 'Provider', [16, 5, 8, 6]),
      conventions(20, [0, 33, 16, 3]),
      freshness(21, [16, 33, 8, 3]),
    ],
  });
