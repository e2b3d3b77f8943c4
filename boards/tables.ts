/** Rows that a person reads one by one. */
import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import { TableSortByFieldStateBuilder } from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import { HIDDEN, placed, settings, type About } from './place';

/** Field -> its column's title, or more of Grafana's settings; null: no column. */
export type Columns = Readonly<Record<string, string | Readonly<Record<string, unknown>> | null>>;

export interface Order {
  readonly by: string;
  readonly descending?: boolean;
}

/** A table whose columns are named for people; `order` names a column's title. */
export function table(
  about: About,
  targets: ReadonlyArray<Builder<Dataquery>>,
  columns: Columns,
  order?: Order
): TableBuilder {
  const builder = placed(new TableBuilder(), about)
    .targets([...targets])
    .showHeader(true)
    .minWidth(60);
  for (const [field, shown] of Object.entries(columns)) {
    const values = typeof shown === 'string' ? { displayName: shown } : shown;
    builder.overrideByName(field, values === null ? HIDDEN : settings(values));
  }
  return order
    ? builder.sortBy([new TableSortByFieldStateBuilder().displayName(order.by).desc(order.descending === true)])
    : builder;
}

/** A link of a cell, from the values of its row. */
export const cellLink = (title: string, url: string, targetBlank = false) => ({
  links: [{ title, url, targetBlank }],
});
