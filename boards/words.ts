/** The line on every board that says what all its numbers have in common, and the numbers that say whether to trust them. */
import { PanelBuilder as TextBuilder, TextMode } from '@grafana/grafana-foundation-sdk/text';
import { ask, TIME_ZONE } from './common';
import { numbers, steps } from './numbers';
import { placed, type Place } from './place';

/** Zone and window, from what is chosen above. */
export const conventions = (id: number, place: Place) =>
  placed(new TextBuilder(), {
    id,
    title: 'How are these numbers made?',
    description: 'Holds for every panel of the three boards.',
    place,
  })
    .mode(TextMode.Markdown)
    .content(
      `Times and days are those of **${TIME_ZONE}**. One point of a trend is **\${window}**. Compared is with as long before. ` +
        'Area: **${area:text}** · KPI: **${kpi:text}** · Region: **${region:text}**'
    );

const MINUTE = 60;
const OLD_ORDER = {
  name: 'newest order',
  thresholds: steps([null, 'text'], [15 * MINUTE, 'orange'], [60 * MINUTE, 'red']).build(),
};
const OLD_USAGE = {
  name: 'newest usage',
  thresholds: steps([null, 'text'], [10 * MINUTE, 'orange'], [30 * MINUTE, 'red']).build(),
};
const GAP = {
  name: 'not in the ledger',
  unit: 'percentunit',
  decimals: 2,
  thresholds: steps([null, 'text'], [0.01, 'orange'], [0.05, 'red']).build(),
};

/** Whether to trust the numbers: the age of what they are made of, and whether two books agree. */
export const stamp = (id: number, place: Place) =>
  numbers(
    {
      id,
      title: 'Is the data fresh, and does it add up?',
      description:
        'Age of the newest order and of the newest usage event that arrived; and the part of the orders’ money that the ledger of payments does not have, over the chosen time. Amber and red: the last minutes are not whole yet.',
      place,
    },
    [
      ask({ kpi: 'orders-freshness', view: 'value' }),
      ask({ kpi: 'usage-freshness', view: 'value' }, 'B'),
      ask({ kpi: 'ledger-gap', view: 'value' }, 'C'),
    ],
    {
      'Age of the newest order': OLD_ORDER,
      'Age of the newest usage event': OLD_USAGE,
      'Gap between orders and ledger': GAP,
    }
  );
