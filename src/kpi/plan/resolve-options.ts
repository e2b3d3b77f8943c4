/** Options of a query that its view does not know, or whose values make no sense; and a context that is none. */
import { instantFault } from '../calendar';
import { EVENT_KINDS, suggest } from '../definition';
import type { DefinitionSet } from '../definition/types';
import { diagnostic, type Diagnostic } from '../diagnostics';
import { COMPARISONS, GRAINS, VIEWS, type KpiQuery, type QueryContext, type View } from './query';
import { BEHIND_VIEWS, HAPPENING_VIEWS, IMPACT_VIEWS, NUMBER_VIEWS, OBJECTIVE_VIEWS } from './views';

const MOST_LIMIT = 1000;

const LISTS: readonly View[] = [
  ...NUMBER_VIEWS,
  'funnel',
  'retention',
  ...BEHIND_VIEWS,
  ...HAPPENING_VIEWS,
  ...IMPACT_VIEWS,
];
const EFFECT_VIEWS: readonly View[] = ['deploys', 'impact'];

/** Options that only some views know; anywhere else they would be dropped silently, so they are refused. */
const OPTIONS: ReadonlyArray<readonly [keyof KpiQuery, readonly View[]]> = [
  ['grain', ['series', 'burn']],
  ['other', ['breakdown']],
  ['compare', ['value', 'series', 'breakdown', 'funnel']],
  ['limit', [...LISTS, 'budget', 'burn', 'experiment']],
  ['window', [...LISTS, 'burn']],
  ['objective', OBJECTIVE_VIEWS],
  ['severity', ['alert']],
  ['events', HAPPENING_VIEWS],
  ['kinds', ['deploys', 'incidents']],
  ['services', HAPPENING_VIEWS],
  ['environments', HAPPENING_VIEWS],
  ['deploy', ['impact']],
  ['before', EFFECT_VIEWS],
  ['after', EFFECT_VIEWS],
  ['control', EFFECT_VIEWS],
  ['trace', ['traces']],
];

/** PL2008, PL2012, PL2014, PL2020. */
export function optionFaults(query: KpiQuery): Diagnostic[] {
  const { view, grain, limit, compare, by = [] } = query;
  const faults: Diagnostic[] = [];
  if (!VIEWS.includes(view)) {
    return [diagnostic('PL2012', { field: 'view', value: shown(view), expected: `one of ${VIEWS.join(', ')}` })];
  }
  for (const [option, views] of OPTIONS) {
    if (query[option] !== undefined && !views.includes(view)) {
      faults.push(diagnostic('PL2014', { option, view }));
    }
  }
  if (grain !== undefined && grain !== 'auto' && !GRAINS.includes(grain)) {
    faults.push(diagnostic('PL2008', { grain: String(grain), allowed: GRAINS }));
  }
  if (limit !== undefined && !(Number.isInteger(limit) && limit >= 1 && limit <= MOST_LIMIT)) {
    faults.push(
      diagnostic('PL2012', { field: 'limit', value: shown(limit), expected: `a whole number from 1 to ${MOST_LIMIT}` })
    );
  }
  if (query.severity !== undefined && !['page', 'ticket'].includes(query.severity)) {
    faults.push(
      diagnostic('PL2012', { field: 'severity', value: shown(query.severity), expected: '"page" or "ticket"' })
    );
  }
  const comparisons = view === 'funnel' ? COMPARISONS.slice(0, 1) : COMPARISONS;
  if (compare !== undefined && !comparisons.includes(compare)) {
    const expected = comparisons.length === 1 ? '"previous" for a funnel' : `one of ${comparisons.join(', ')}`;
    faults.push(diagnostic('PL2012', { field: 'compare', value: shown(compare), expected }));
  }
  if (query.other !== undefined && typeof query.other !== 'boolean') {
    faults.push(diagnostic('PL2012', { field: 'other', value: shown(query.other), expected: 'true or false' }));
  }
  if (BEHIND_VIEWS.includes(view) && by.length > 0) {
    faults.push(diagnostic('PL2014', { option: 'by', view }));
  }
  const twice = by.find((name, i) => by.indexOf(name) !== i);
  if (twice !== undefined) {
    faults.push(diagnostic('PL2020', { field: 'by', value: twice }));
  }
  if (view === 'breakdown' && by.length === 0) {
    faults.push(
      diagnostic('PL2012', { field: 'by', value: 'empty', expected: 'at least one segment for a breakdown' })
    );
  }
  return faults;
}

/** What views of events cannot be asked: unknown definitions, empty lists, and what only KPIs have where none is named. */
export function happeningFaults(definitions: DefinitionSet, query: KpiQuery): Diagnostic[] {
  const faults: Diagnostic[] = [];
  const given = (['kpi', 'kpis', 'area'] as const).filter((field) => query[field] !== undefined);
  if (given.length > 1) {
    faults.push(diagnostic('PL2037', { given }));
  }
  for (const name of query.events ?? []) {
    if (!definitions.events.has(name)) {
      const known = [...definitions.events.keys()];
      faults.push(diagnostic('PL2036', { events: name, suggestion: suggest(name, known), known: known.slice(0, 20) }));
    }
  }
  for (const field of ['events', 'kinds', 'services', 'environments'] as const) {
    if (query[field]?.length === 0) {
      faults.push(diagnostic('PL2038', { field, value: 'an empty list', expected: 'at least one' }));
    }
  }
  const strange = query.kinds?.find((kind) => !EVENT_KINDS.includes(kind));
  if (strange !== undefined) {
    const expected = EVENT_KINDS.join(', ');
    faults.push(diagnostic('PL2038', { field: 'kinds', value: shown(strange), expected }));
  }
  const { view } = query;
  const segmented = (['by', 'adhoc'] as const).filter((option) => (query[option] ?? []).length > 0) as string[];
  if (Object.keys(query.filters ?? {}).length > 0) {
    segmented.push('filters');
  }
  if (given.length === 0) {
    faults.push(...segmented.map((option) => diagnostic('PL2039', { option, view })));
  }
  return faults;
}

/** Instants that no calendar has, points that are none. */
export function contextFaults({ fromMs, toMs, nowMs, maxDataPoints }: QueryContext): Diagnostic[] {
  const faults = [instantFault('from', fromMs), instantFault('to', toMs), instantFault('now', nowMs)].filter(
    (fault) => fault !== undefined
  );
  if (maxDataPoints !== undefined && !(maxDataPoints > 0 && Number.isFinite(maxDataPoints))) {
    faults.push(
      diagnostic('PL2012', { field: 'maxDataPoints', value: shown(maxDataPoints), expected: 'more than 0' }) as never
    );
  }
  return faults;
}

const shown = (value: unknown): string =>
  typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? 'missing');
