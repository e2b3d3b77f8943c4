/** For whoever looks for the cause: from one failed transaction outward. */
import { PanelBuilder as LogsBuilder } from '@grafana/grafana-foundation-sdk/logs';
import { LogsSortOrder } from '@grafana/grafana-foundation-sdk/common';
import { ask, REGION, sql, WINDOW } from './common';
import { board } from './frame';
import { placed } from './place';
import { lines } from './trends';
import { aggregation, area, kpi, region } from './variables';
import { conventions, stamp } from './words';

const failing = lines(
  {
    id: 1,
    title: 'When did it fail?',
    description: 'The chosen KPI per window. A gap is time of which nothing is known, no failure.',
    place: [0, 0, 24, 6],
  },
  [ask({ kpi: '$kpi', view: 'series', grain: WINDOW, filters: REGION })],
  { legend: false }
);

const lag = lines(
  {
    id: 5,
    title: 'Do the consumers keep up?',
    description: 'Records that wait to be read, by consumer group: the most in each window.',
    place: [14, 11, 10, 8],
  },
  [ask({ kpi: 'consumer-lag', view: 'series', by: ['group'], grain: WINDOW })],
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
    variables: [area(), kpi(), region(), aggregation()],
    panels: [failing, lag, logs, stamp(21, [0, 28, 12, 3]), conventions(20, [12, 28, 12, 3])],
  });
