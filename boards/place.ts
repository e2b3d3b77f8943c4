/** What every panel of a board has, whatever it draws: a place, a title that asks or states, and words on what is shown. */
import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  DashboardLinkBuilder,
  DashboardLinkType,
  PanelBuilder,
  type DashboardLink,
  type DynamicConfigValue,
  type GridPos,
  type Panel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { ask, PLUMBLINE, type BoardQuery } from './common';

/** x, y, width, height in Grafana's grid of 24 columns. */
export type Place = readonly [x: number, y: number, w: number, h: number];

export interface About {
  readonly id: number;
  /** A question or a statement, never a metric's name. */
  readonly title: string;
  /** What is counted, over what, and how to read it. */
  readonly description: string;
  readonly place: Place;
}

interface Placeable<T> extends Builder<Panel> {
  id(id: number): T;
  title(title: string): T;
  description(text: string): T;
  gridPos(place: GridPos): T;
}

/** The same builder, with the panel's place and words. */
export function placed<T extends Placeable<T>>(builder: T, { id, title, description, place }: About): T {
  const [x, y, w, h] = place;
  return builder.id(id).title(title).description(description).gridPos({ x, y, w, h });
}

/** Addresses of the other boards keep time and variables: what was narrowed down stays so. */
export const KEEP =
  '${__url_time_range}&${area:queryparam}&${kpi:queryparam}&${region:queryparam}&${window:queryparam}';

/** A panel of ours, by its plugin's id. */
export const ours = (type: string, about: About, query: BoardQuery, options: Readonly<Record<string, unknown>> = {}) =>
  placed(new PanelBuilder().type(type).datasource(PLUMBLINE), about).options(options).withTarget(ask(query));

/** A link of a board or a panel. */
export const link = (title: string, url: string, tooltip = ''): Builder<DashboardLink> =>
  new DashboardLinkBuilder(title).type(DashboardLinkType.Link).url(url).tooltip(tooltip);

/** Settings of one field, by Grafana's names. */
export const settings = (values: Readonly<Record<string, unknown>>): DynamicConfigValue[] =>
  Object.entries(values).map(([id, value]) => ({ id, value }));

/** A field that is not shown: by the words of Grafana 11, and by those of 12.2 and later. */
export const HIDDEN = settings({
  'custom.hidden': true,
  'custom.hideFrom': { viz: true, legend: true, tooltip: true },
});
