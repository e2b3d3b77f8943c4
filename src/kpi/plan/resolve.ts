/** Checks a query against the definitions before anything is built: names, view, range, options. */
import { bucketsOf, instantFault } from '../calendar';
import { parseDuration, suggest } from '../definition';
import type { AskedDefinition, DefinitionSet, Segment } from '../definition/types';
import { diagnostic, type Diagnostic, type Outcome } from '../diagnostics';
import { COMPARED_FIELDS } from '../results/compare';
import type { Compare, Grain, KpiQuery, QueryContext, View } from './query';
import { conditionOf, oneOf, type SegmentFilter } from './resolve-filters';
import { contextFaults, happeningFaults, optionFaults } from './resolve-options';
import { FUNNEL_VIEWS, HAPPENING_VIEWS, hasWhatItNeeds, lackOf, viewsOf } from './views';

export type { SegmentFilter };

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
