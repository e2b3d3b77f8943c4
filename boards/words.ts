/** The line on every board that says what all its numbers have in common, and the numbers that say whether to trust them. */
import { TextMode } from '@grafana/grafana-foundation-sdk/text';
import { PanelBuilder as TextBuilder } from '@grafana/grafana-foundation-sdk/text';
import { ask, TIME_ZONE } from './common';
import { numbers } from './numbers';
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

/** Age of what the numbers are made of. */
export const freshness = (id: number, place: Place) =>
  numbers(
    {
      id,
      title: 'How fresh is the data?',
      description:
        'Seconds since the newest row that arrived: orders in the shop’s database, usage events in the billing pipeline. Amber and red: numbers of the last minutes are not whole yet.',
      place,
    },
    [ask({ kpi: 'orders-freshness', view: 'value' })],
    { value: { name: 'since the newest order' } }
  );
