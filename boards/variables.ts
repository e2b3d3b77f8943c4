/** What a person chooses once and takes along from board to board. */
import {
  CustomVariableBuilder,
  QueryVariableBuilder,
  TextBoxVariableBuilder,
  VariableHide,
  VariableRefresh,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { PLUMBLINE } from './common';

const ALL = { selected: true, text: 'All', value: '$__all' };
const ALL_OF_MANY = { selected: true, text: ['All'], value: ['$__all'] };
const WINDOWS = ['5m', '15m', '1h', '1d'] as const;
const USUAL_WINDOW = '1h';

const list = (name: string, label: string, query: Readonly<Record<string, string | boolean>>) =>
  new QueryVariableBuilder(name)
    .label(label)
    .datasource(PLUMBLINE)
    .query({ refId: name, ...query })
    .refresh(VariableRefresh.OnTimeRangeChanged);

/** One area of the company, or all. */
export const area = () => list('area', 'Area', { list: 'areas' }).includeAll(true).current(ALL);

/** KPIs of the area with a promise: burn and budgets need one. */
const promises = () => list('kpi', 'KPI', { list: 'kpis', area: '$area', objectives: true });

/** All of them, for whoever looks at the whole. */
export const kpis = () => promises().multi(true).includeAll(true).current(ALL_OF_MANY);

/** One of them, for whoever looks into it. */
export const kpi = () => promises().current({ selected: true, text: 'Checkout success', value: 'checkout-success' });

export const region = () =>
  list('region', 'Region', { list: 'segmentValues', kpi: 'checkout-success', segment: 'region' })
    .multi(true)
    .includeAll(true)
    .current(ALL_OF_MANY);

/** How much time one point of a trend stands for: the same on every board, so that two of them never show two numbers for one hour. */
export const aggregation = () =>
  new CustomVariableBuilder('window')
    .label('Window')
    .values(WINDOWS.join(','))
    .current({ selected: true, text: USUAL_WINDOW, value: USUAL_WINDOW })
    .options(WINDOWS.map((value) => ({ selected: value === USUAL_WINDOW, text: value, value })));

const text = (name: string, label: string, value: string) =>
  new TextBoxVariableBuilder(name)
    .label(label)
    .defaultValue(value)
    .current({ selected: true, text: value, value })
    .options([{ selected: true, text: value, value }]);

/** The change that was clicked in a panel of deploys; empty: none. */
export const deploy = () => text('deploy', 'Deploy', '').hide(VariableHide.HideVariable);

/** A trace's id, or the newest one that failed. */
export const trace = () => text('trace', 'Trace', 'newest');
