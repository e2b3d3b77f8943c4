/** For whoever looks for the cause: from one failed transaction outward. */
import { PanelBuilder as LogsBuilder } from '@grafana/grafana-foundation-sdk/logs';
import { LogsSortOrder } from '@grafana/grafana-foundation-sdk/common';
import { ask, PLUMBLINE, REGION, sql, WINDOW } from './common';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { deploys } from './changes';
import { board } from './frame';
import { KEEP, link, placed } from './place';
import { cellLink, table } from './tables';
import { lines } from './trends';
import { aggregation, area, deploy, kpi, region, trace } from './variables';
import { conventions, stamp } from './words';

/** Choosing a row shows its trace; what else is chosen stays. */
const CHOOSE = `/d/plumbline-debug?${KEEP}&var-trace=\${__value.raw}`;

const failed = table(
  {
    id: 1,
    title: 'Which transactions failed?',
    description:
      'Traces with a failed span of the chosen KPI in this time, newest first. A trace’s id shows it on the right.',
    place: [0, 0, 8, 11],
  },
  [ask({ kpi: '$kpi', view: 'traces', filters: REGION, limit: 50 })],
  {
    time: { displayName: 'At', unit: 'time:HH:mm:ss', 'custom.width': 75 },
    trace: { displayName: 'Trace', 'custom.width': 110, ...cellLink('Show this trace', CHOOSE) },
    operation: { displayName: 'What' },
    service: null,
    duration: { displayName: 'Took', unit: 'ms', 'custom.width': 75 },
    spans: null,
    errors: { displayName: 'Failed', 'custom.width': 60 },
  }
);

const waterfall = placed(new PanelBuilder().type('traces').datasource(PLUMBLINE), {
  id: 2,
  title: 'Where did it break?',
  description:
    'One transaction from its first span on: the trace that was chosen on the left or written above, else the newest that failed.',
  place: [8, 0, 16, 11],
})
  .options({})
  .links([
    // Where traces are kept in a tracing store of their own.
    link(
      'Traces of failed checkouts in the tracing store',
      'https://traces.example.com/search?service=checkout&status=error'
    ),
  ])
  .withTarget(ask({ kpi: '$kpi', view: 'traces', trace: '$trace' }));

const payloads = table(
  {
    id: 3,
    title: 'What was sent?',
    description:
      'Some events behind the chosen KPI, newest first. Personal data is masked before it leaves Plumbline: what is shown of each column stands in the contract.',
    place: [0, 11, 15, 8],
  },
  [ask({ kpi: '$kpi', view: 'samples', filters: REGION, limit: 50 })],
  {
    time: { displayName: 'At', unit: 'time:HH:mm:ss', 'custom.width': 75 },
    outcome: { displayName: 'Outcome', 'custom.width': 75 },
    order: { displayName: 'Order', 'custom.width': 105 },
    customer: { displayName: 'Customer', 'custom.width': 100 },
    mail: { displayName: 'Mail', 'custom.width': 105 },
    card: { displayName: 'Card', 'custom.width': 75 },
    address: { displayName: 'Address', 'custom.width': 70 },
    trace: { displayName: 'Trace', 'custom.width': 110, ...cellLink('Show its trace', CHOOSE) },
  }
);

const lag = lines(
  {
    id: 5,
    title: 'Do the consumers keep up?',
    description: 'Records that wait to be read by the slowest group of consumers: the most in each window.',
    place: [15, 11, 9, 8],
  },
  [ask({ kpi: 'consumer-lag', view: 'series', grain: WINDOW })],
  { min: 0 }
);

const logs = placed(new LogsBuilder(), {
  id: 6,
  title: 'What did the services write?',
  description:
    'Lines of the services’ logs in this time, newest first: at most 200. Asked of the shop’s database, since a log is no KPI.',
  place: [0, 19, 12, 9],
})
  .targets([
    sql(
      // The first text is the line; `level` colours it.
      'SELECT at AS "time", message, level, service, trace_id FROM logs WHERE $__timeFilter(at) ORDER BY at DESC LIMIT 200'
    ),
  ])
  .showTime(true)
  .wrapLogMessage(false)
  .enableLogDetails(true)
  .sortOrder(LogsSortOrder.Descending);

export const debug = (): object =>
  board({
    name: 'debug',
    description:
      'One failed transaction: its trace, what was sent, what the services wrote, and what was changed before.',
    variables: [area(), kpi(), region(), aggregation(), deploy(), trace()],
    panels: [
      failed,
      waterfall,
      payloads,
      lag,
      logs,
      deploys(7, '$kpi', [12, 19, 12, 9]),
      stamp(21, [0, 28, 12, 3]),
      conventions(20, [12, 28, 12, 3]),
    ],
  });
