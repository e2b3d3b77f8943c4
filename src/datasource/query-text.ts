import type { Compare, View } from '../kpi';
import type { KpiDataQuery } from './types';

const COMPARED_WORDS: Readonly<Record<Compare, string>> = {
  previous: 'against the previous period',
  weekday: 'against the same weekdays',
  month: 'against a month earlier',
  quarter: 'against a quarter earlier',
  year: 'against a year earlier',
};

/** Views of what happened; they need no KPI. */
export const VIEWS_OF_EVENTS: readonly View[] = ['deploys', 'incidents'];

/** A query in one line, for collapsed rows and lists: `checkout-success · series by device · country = DE, FR · previous period`. */
export function queryText(query: KpiDataQuery): string {
  const what = query.kpi ?? query.kpis?.join(', ') ?? (query.area ? `area ${query.area}` : '');
  if (!what && !VIEWS_OF_EVENTS.includes(query.view)) {
    return '';
  }
  const filters = [
    ...Object.entries(query.filters ?? {}).map(([segment, values]) => `${segment} = ${values.join(', ')}`),
    ...(query.adhoc ?? []).map(
      ({ key, operator, value, values }) => `${key} ${operator} ${values?.join(', ') ?? value}`
    ),
  ];
  return [
    ...(what ? [what] : []),
    [query.view, ...(query.by?.length ? [`by ${query.by.join(', ')}`] : [])].join(' '),
    ...(query.grain && query.grain !== 'auto' ? [`every ${query.grain}`] : []),
    ...(query.window ? [`last ${query.window}`] : []),
    ...(query.objective ? [`objective ${query.objective}`] : []),
    ...(query.severity ? [`${query.severity}s only`] : []),
    ...(query.events?.length ? [query.events.join(', ')] : []),
    ...(query.kinds?.length ? [`${query.kinds.join(', ')} only`] : []),
    ...(query.services?.length ? [`service = ${query.services.join(', ')}`] : []),
    ...(query.environments?.length ? [`environment = ${query.environments.join(', ')}`] : []),
    ...(query.deploy ? [`of ${query.deploy}`] : []),
    ...(query.before ? [`${query.before} before`] : []),
    ...(query.after ? [`${query.after} after`] : []),
    ...(query.control ? [`against ${query.control}`] : []),
    ...filters,
    ...(query.other ? ['the rest as one'] : []),
    ...(query.compare ? [COMPARED_WORDS[query.compare]] : []),
  ].join(' · ');
}

/** Whether a query names anything to ask for; an unfinished one is not sent. What happened can be asked without naming anything. */
export function isAskable(query: KpiDataQuery): boolean {
  return !query.hide && Boolean(query.kpi || query.kpis?.length || query.area || VIEWS_OF_EVENTS.includes(query.view));
}
