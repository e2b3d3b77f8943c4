/** The frame of a board: its zone and range, variables, marks of what happened, ways to the other boards. */
import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  AnnotationQueryBuilder,
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  TimePickerBuilder,
  type Panel,
  type VariableModel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { EventKind } from '../src/kpi/results/types-events';
import { ask, PLUMBLINE, RANGE, TIME_ZONE, UIDS } from './common';

/** The oldest Grafana that the bundle loads in is 11.0, whose boards are of this version; newer ones migrate it. */
const SCHEMA_VERSION = 39;

const TITLES = {
  executive: 'Is the business doing well?',
  onCall: 'What is burning, and whom does it hit?',
  debug: 'Why did this one fail?',
} as const;

/** As people call them; short, since they stand in the row of the variables. */
const NAMES = { executive: 'Executive', onCall: 'On-call', debug: 'Debug' } as const;

export type BoardName = keyof typeof UIDS;

export interface BoardParts {
  readonly name: BoardName;
  readonly description: string;
  readonly variables: ReadonlyArray<Builder<VariableModel>>;
  readonly panels: ReadonlyArray<Builder<Panel>>;
}

/** What happened, as marks on every picture over time. */
const marks = (name: string, color: string, kinds: readonly EventKind[]) =>
  new AnnotationQueryBuilder()
    .name(name)
    .datasource(PLUMBLINE)
    .enable(true)
    .iconColor(color)
    .target(ask({ view: 'deploys', area: '$area', kinds }, 'Anno'));

const OWN = new AnnotationQueryBuilder()
  .builtIn(1)
  .name('Annotations & Alerts')
  .type('dashboard')
  .datasource({ type: 'grafana', uid: '-- Grafana --' })
  .enable(true)
  .hide(true)
  .iconColor('rgba(0, 211, 255, 1)');

const wayTo = (name: BoardName) =>
  new DashboardLinkBuilder(NAMES[name])
    .type(DashboardLinkType.Link)
    .url(`/d/${UIDS[name]}`)
    .tooltip(`${TITLES[name]} With the time, area, KPI and region that are chosen here.`)
    .keepTime(true)
    .includeVars(true);

/** The board as Grafana reads it from a file. */
export function board({ name, description, variables, panels }: BoardParts): object {
  const builder = new DashboardBuilder(TITLES[name])
    .uid(UIDS[name])
    .description(description)
    .tags(['plumbline'])
    .timezone(TIME_ZONE)
    .weekStart('monday')
    .time(RANGE)
    .refresh('30s')
    .timepicker(new TimePickerBuilder().refreshIntervals(['10s', '30s', '1m', '5m', '15m', '1h']))
    .tooltip(DashboardCursorSync.Crosshair)
    .version(1)
    .editable()
    .variables([...variables])
    .annotations([
      OWN,
      marks('Deploys', 'blue', ['deploy', 'rollback', 'flag']),
      marks('Incidents', 'red', ['incident']),
      marks('Promotions', 'purple', ['promotion']),
    ])
    .links((Object.keys(UIDS) as BoardName[]).filter((other) => other !== name).map(wayTo));
  panels.forEach((panel) => builder.withPanel(panel));
  return { ...builder.build(), schemaVersion: SCHEMA_VERSION };
}

/**
 * What the SDK writes for Grafana's newest and 11.0 does not know. `placement: inControlsMenu` would also hide links and marks in a menu from
 * 12.3 on; the others are its defaults for every variable, also for those that have no intervals.
 */
const NEWER: ReadonlySet<string> = new Set(['placement', 'allowCustomValue', 'auto', 'auto_min', 'auto_count']);

/** The file's text. */
export const boardText = (board: object): string =>
  `${JSON.stringify(board, (key, value: unknown) => (NEWER.has(key) && !isPlace(key, value) ? undefined : value), 2)}\n`;

/** The placement of a legend is another thing. */
const isPlace = (key: string, value: unknown) => key === 'placement' && value !== 'inControlsMenu';
