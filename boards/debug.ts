/** For whoever looks for the cause: from one failed transaction outward. */
import { ask, REGION, WINDOW } from './common';
import { board } from './frame';
import { lines } from './trends';
import { aggregation, area, kpi, region } from './variables';
import { conventions, freshness } from './words';

export const debug = (): object =>
  board({
    name: 'debug',
    description:
      'One failed transaction: its trace, what was sent, what the services wrote, and what was changed before.',
    variables: [area(), kpi(), region(), aggregation()],
    panels: [
      lines(
        {
          id: 1,
          title: 'When did it fail?',
          description: 'The chosen KPI per window. A gap is time of which nothing is known, no failure.',
          place: [0, 0, 24, 6],
        },
        [ask({ kpi: '$kpi', view: 'series', grain: WINDOW, filters: REGION })],
        { legend: false }
      ),
      conventions(20, [0, 34, 16, 3]),
      freshness(21, [16, 34, 8, 3]),
    ],
  });
