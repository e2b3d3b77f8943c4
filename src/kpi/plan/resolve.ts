/** Checks a query against the definitions before anything is built: names, view, range, options. */
import { bucketsOf, instantFault } from '../calendar';
import { diagnostic, type Diagnostic, type Outcome } from '../diagnostics';
import { EVENT_KINDS, parseDuration, suggest } from '../definition';
import { COMPARED_FIELDS } from '../results/compare';
import { hasEffect } from '../results/effects/ledger';
import type { AskedDefinition, Condition, DefinitionSet, KpiDefinition, Segment } from '../definition/types';
import {
  COMPARISONS,
  GRAINS,
  VIEWS,
  type AdhocFilter,
  type Compare,
  type Grain,
  type KpiQuery,
  type QueryContext,
  type View,
} from './query';

/** A filter on a segment; the field behind it differs from part to part. */
export interface SegmentFilter {
  readonly segment: Segment;
  readonly condition: (field: string) => Condition;
}

/** One KPI, funnel or experiment of the query. Where `failures` hold something, it cannot be asked, but others can. */
export interface Target {
  readonly definition: AskedDefinition;
  readonly by: readonly Segment[];
  readonly filters: readonly SegmentFilter[];
  readonly failures: readonly Diagnostic[];
}

export interface Resolved {
  readonly view: View;
  readonly targets: readonly Target[];
  readonly fromMs: number;
  /** Not after now. */
  readonly toMs: number;
  readonly limit: number;
  readonly grain: Grain | 'auto';
  readonly compare?: Compare;
  readonly objective?: string;
  readonly severity?: 'page' | 'ticket';
  readonly trace?: string;
}

export const DEFAULT_LIMIT = 100;
const MOST_LIMIT = 1000;

const NUMBER_VIEWS: readonly View[] = ['value', 'series', 'breakdown'];
const OBJECTIVE_VIEWS: readonly View[] = ['budget', 'burn', 'alert'];
const FUNNEL_VIEWS: readonly View[] = ['funnel'];
const RETENTION_VIEWS: readonly View[] = ['retention', ...NUMBER_VIEWS, 'alert', 'incidents'];
/** Of what happened: KPIs choose it, and none need be named. */
const HAPPENING_VIEWS: readonly View[] = ['deploys', 'incidents'];
const IMPACT_VIEWS: readonly View[] = ['impact'];

/** What stands behind a number. */
const BEHIND_VIEWS: readonly View[] = ['samples', 'traces'];
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

/** Composites have no number of their own. */
function viewsOf(d: AskedDefinition): readonly View[] {
  if (d.kind === 'Experiment') {
    return ['experiment'];
  }
  if (d.kind === 'Funnel') {
    // Steps of an aggregate funnel are not the same actors, so they have no rate of who came through.
    return d.type === 'actor' ? [...FUNNEL_VIEWS, ...NUMBER_VIEWS] : FUNNEL_VIEWS;
  }
  return [...numbersOf(d), ...(hasEffect(d) ? IMPACT_VIEWS : []), ...BEHIND_VIEWS];
}

function numbersOf({ measure }: KpiDefinition): readonly View[] {
  if (measure.kind === 'retention') {
    return RETENTION_VIEWS;
  }
  if (measure.kind === 'derived') {
    // Its number is no account of events that a budget could be of.
    return [...NUMBER_VIEWS, 'alert', ...HAPPENING_VIEWS];
  }
  return measure.kind === 'composite'
    ? [...OBJECTIVE_VIEWS, 'incidents']
    : [...NUMBER_VIEWS, ...OBJECTIVE_VIEWS, ...HAPPENING_VIEWS];
}

/** What a view needs of a KPI; an area is asked for those that have it. */
function hasWhatItNeeds(d: AskedDefinition, view: View): boolean {
  if (d.kind !== 'KPI') {
    return true;
  }
  if (view === 'samples' || view === 'traces') {
    return d[view] !== undefined;
  }
  if (!OBJECTIVE_VIEWS.includes(view)) {
    return true;
  }
  return d.objectives.length > 0 || (view === 'alert' && d.thresholds.length > 0);
}

/**
 * The query with every name resolved and the range settled; or what is wrong with it (PL2001-PL2020). A fault of one of
 * several KPIs is kept in its target, so that the others are still asked.
 */
export function resolveQuery(definitions: DefinitionSet, query: KpiQuery, context: QueryContext): Outcome<Resolved> {
  const faults = [...optionFaults(query), ...contextFaults(context)];
  if (faults.length > 0) {
    return { ok: false, diagnostics: faults };
  }
  const range = rangeOf(query, context);
  if ('code' in range) {
    return { ok: false, diagnostics: [range] };
  }
  const happenings = HAPPENING_VIEWS.includes(query.view);
  const unfit = happenings ? happeningFaults(definitions, query) : [];
  if (unfit.length > 0) {
    return { ok: false, diagnostics: unfit };
  }
  const named = namedDefinitions(definitions, query);
  if (!named.ok) {
    return named;
  }
  const targets = named.value.map((definition) => targetOf(definition, query));
  if (targets.length > 0 && targets.every((target) => target.failures.length > 0)) {
    return { ok: false, diagnostics: targets.flatMap((target) => target.failures) };
  }
  const value = {
    view: query.view,
    targets,
    ...range,
    limit: query.limit ?? DEFAULT_LIMIT,
    grain: query.grain ?? ('auto' as const),
    ...(query.compare === undefined ? {} : { compare: query.compare }),
    ...(query.objective === undefined ? {} : { objective: query.objective }),
    ...(query.severity === undefined ? {} : { severity: query.severity }),
    ...(query.trace === undefined ? {} : { trace: query.trace }),
  };
  return { ok: true, value, diagnostics: [] };
}

function optionFaults(query: KpiQuery): Diagnostic[] {
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
function happeningFaults(definitions: DefinitionSet, query: KpiQuery): Diagnostic[] {
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

function contextFaults({ fromMs, toMs, nowMs, maxDataPoints }: QueryContext): Diagnostic[] {
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

/** [from, to) less what has not happened yet; a `window` counts back from the end. */
function rangeOf(query: KpiQuery, context: QueryContext): { fromMs: number; toMs: number } | Diagnostic {
  const iso = (ms: number) => new Date(ms).toISOString();
  let { fromMs } = context;
  const { toMs, nowMs } = context;
  if (query.window !== undefined) {
    const length = parseDuration(String(query.window));
    if (length === undefined || length === 0) {
      return diagnostic('PL2009', { window: String(query.window) });
    }
    fromMs = toMs - length;
    const early = instantFault('window', fromMs);
    if (early) {
      return early;
    }
  }
  // The windows of alerts and budgets come from their definitions; only the end of the range counts.
  if (query.view !== 'alert' && query.view !== 'budget') {
    const fault = bucketsOf('UTC', '1M', fromMs, toMs);
    if (!fault.ok) {
      return fault.diagnostics[0];
    }
    if (fromMs >= nowMs) {
      return diagnostic('PL2015', { from: iso(fromMs), now: iso(nowMs) });
    }
  }
  return { fromMs, toMs: Math.min(toMs, nowMs) };
}

function namedDefinitions(definitions: DefinitionSet, query: KpiQuery): Outcome<readonly AskedDefinition[]> {
  const given = (['kpi', 'kpis', 'area'] as const).filter((field) => query[field] !== undefined);
  const fail = (...diagnostics: Diagnostic[]) => ({ ok: false as const, diagnostics });
  if (given.length === 0 && HAPPENING_VIEWS.includes(query.view)) {
    return { ok: true, value: [], diagnostics: [] };
  }
  if (given.length !== 1 || (query.kpis && query.kpis.length === 0)) {
    return fail(diagnostic('PL2010', { given: given.length === 1 ? [] : given }));
  }
  const all: readonly AskedDefinition[] = [
    ...definitions.kpis.values(),
    ...definitions.funnels.values(),
    ...definitions.experiments.values(),
  ];
  if (query.area !== undefined) {
    const found = all.filter((d) => d.area === query.area && viewsOf(d).includes(query.view));
    // The numbers of an area are those of its KPIs: a funnel's own, asked by name, is one more way to tell what a KPI tells already.
    const usable = found.filter(
      (d) => hasWhatItNeeds(d, query.view) && (d.kind !== 'Funnel' || FUNNEL_VIEWS.includes(query.view))
    );
    const area = query.area;
    const hasEvents = [...definitions.events.values()].some((events) => events.area === area);
    return usable.length > 0 || (hasEvents && HAPPENING_VIEWS.includes(query.view))
      ? { ok: true, value: usable.sort((a, b) => (a.name < b.name ? -1 : 1)), diagnostics: [] }
      : fail(
          diagnostic('PL2011', {
            area,
            view: query.view,
            suggestion: suggest(
              area,
              all.map((d) => d.area)
            ),
          })
        );
  }
  const names = query.kpis ?? [query.kpi!];
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) {
    return fail(diagnostic('PL2020', { field: 'kpis', value: twice }));
  }
  const value: AskedDefinition[] = [];
  const unknown: Diagnostic[] = [];
  for (const name of names) {
    const found = definitions.kpis.get(name) ?? definitions.funnels.get(name) ?? definitions.experiments.get(name);
    if (found) {
      value.push(found);
    } else {
      unknown.push(
        diagnostic('PL2001', {
          name,
          suggestion: suggest(
            name,
            all.map((d) => d.name)
          ),
        })
      );
    }
  }
  return unknown.length > 0 ? fail(...unknown) : { ok: true, value, diagnostics: [] };
}

function targetOf(definition: AskedDefinition, query: KpiQuery): Target {
  const failures: Diagnostic[] = [];
  const views = viewsOf(definition);
  if (!views.includes(query.view)) {
    const kind = { KPI: 'KPI', Funnel: 'funnel', Experiment: 'experiment' }[definition.kind];
    failures.push(
      query.view === 'impact' && definition.kind === 'KPI'
        ? diagnostic('PL2075', { kpi: definition.name, measure: definition.measure.kind, view: query.view })
        : diagnostic('PL2003', { view: query.view, kpi: definition.name, kind, views })
    );
  } else if (!hasWhatItNeeds(definition, query.view)) {
    failures.push(lackOf(definition, query.view));
  } else if (definition.kind === 'KPI' && query.objective !== undefined) {
    const known = definition.objectives.map(({ name }) => name);
    if (!known.includes(query.objective)) {
      const name = query.objective;
      failures.push(
        diagnostic('PL2031', { objective: name, kpi: definition.name, known, suggestion: suggest(name, known) })
      );
    }
  }
  if (query.compare !== undefined) {
    failures.push(...comparisonFaults(definition, query));
  }
  const segmentOf = (name: string): Segment | undefined => {
    const segment = definition.segments.find((s) => s.name === name);
    if (!segment) {
      const known = definition.segments.map((s) => s.name);
      failures.push(
        diagnostic('PL2002', { segment: name, kpi: definition.name, suggestion: suggest(name, known), known })
      );
    }
    return segment;
  };
  const by = (query.by ?? []).map(segmentOf).filter((segment): segment is Segment => segment !== undefined);
  const filters: SegmentFilter[] = [];
  for (const [name, values] of Object.entries(query.filters ?? {})) {
    const segment = segmentOf(name);
    if (values.length === 0) {
      failures.push(diagnostic('PL2004', { segment: name }));
    } else if (segment) {
      filters.push({ segment, condition: (field) => oneOf(field, values, false) });
    }
  }
  for (const adhoc of query.adhoc ?? []) {
    const segment = segmentOf(adhoc.key);
    const condition = conditionOf(adhoc);
    if ('code' in condition) {
      failures.push(condition);
    } else if (segment) {
      filters.push({ segment, condition: condition.made });
    }
  }
  return { definition, by, filters, failures };
}

function lackOf({ name: kpi }: AskedDefinition, view: View): Diagnostic {
  if (view === 'samples' || view === 'traces') {
    return diagnostic('PL2085', { kpi, view });
  }
  return view === 'alert' ? diagnostic('PL2021', { kpi }) : diagnostic('PL2032', { kpi, view });
}

/** What cannot be compared: numbers that have no earlier period of their own kind, and segments called like a field of comparisons. */
function comparisonFaults(d: AskedDefinition, { view, by = [] }: KpiQuery): Diagnostic[] {
  if (view === 'funnel') {
    return [];
  }
  if (d.kind !== 'KPI' || !COMPARED_MEASURES.includes(d.measure.kind)) {
    return [diagnostic('PL2066', { kpi: d.name, view })];
  }
  const hidden = by.filter((name) => (COMPARED_FIELDS as readonly string[]).includes(name));
  return hidden.map((segment) => diagnostic('PL2067', { kpi: d.name, segment }));
}

const COMPARED_MEASURES: readonly string[] = ['count', 'sum', 'ratio', 'level', 'gauge', 'freshness', 'derived'];

function oneOf(field: string, values: readonly string[], negate: boolean): Condition {
  return values.length === 1
    ? { op: negate ? 'not' : 'is', field, value: values[0] }
    : { op: negate ? 'notIn' : 'in', field, values };
}

function conditionOf({
  key,
  operator,
  value,
  values,
}: AdhocFilter): { made: (field: string) => Condition } | Diagnostic {
  switch (operator) {
    case '=':
    case '!=':
      return { made: (field) => oneOf(field, [value], operator === '!=') };
    case '=~':
    case '!~':
      return { made: (field) => ({ op: 'matches', field, pattern: value, negate: operator === '!~' }) };
    case '=|':
    case '!=|': {
      const list = values ?? [];
      return list.length === 0
        ? diagnostic('PL2004', { segment: key })
        : { made: (field) => oneOf(field, list, operator === '!=|') };
    }
    default:
      return diagnostic('PL2304', { key, operator: String(operator) });
  }
}

const shown = (value: unknown): string =>
  typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? 'missing');
