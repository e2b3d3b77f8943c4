/** Views deploys and incidents: lists of events and lines of KPIs, each of which may fail alone. */
import type { DefinitionSet, KpiDefinition } from '../definition/types';
import { diagnostic, type Diagnostic } from '../diagnostics';
import { spanOf } from '../events';
import type { ViewOutcome } from '../results/answer';
import { deploysView, type HappeningsAnswer } from '../results/deploys';
import { incidentsView } from '../results/incidents';
import { seriesView } from '../results/series';
import type { EventRecord } from '../results/types-events';
import { kindsAsked } from './plan-deploys';
import { MOST_EVENTS } from './plan-events';
import type { KpiQuery } from './query';
import type { Answers } from './read-answers';
import { readDerived } from './read-derived';
import { readAround, readEffects } from './read-effects';
import { readList } from './read-events';
import { readKpi } from './read-kpi';
import type { Plan } from './types';
import type { DerivedWork, HappeningsWork, KpiWork } from './work';

/** `errors`: lists and lines that failed; the outcome beside them holds the rest, and is missing where all failed. */
export function finishHappenings(
  definitions: DefinitionSet,
  plan: Plan,
  item: HappeningsWork,
  answers: Answers
): { readonly errors: readonly Diagnostic[]; readonly outcome?: ViewOutcome } {
  const errors: Diagnostic[] = [];
  const said: Diagnostic[] = [];
  const asked: Array<{ name: string; displayName: string; rows: number }> = [];
  let records: EventRecord[] = [];
  for (const work of item.events) {
    const list = readList(definitions, work, answers);
    if ('code' in list) {
      errors.push(list);
      continue;
    }
    const { name, displayName } = list.definition;
    const shown = list.records.filter((event) => isAsked(event, plan.query, item));
    records = records.concat(shown);
    asked.push({ name, displayName, rows: shown.length });
    said.push(...list.said);
    if (list.beyond) {
      said.push(diagnostic('PL4026', { events: displayName, limit: MOST_EVENTS }));
    }
  }
  if (item.events.length === 0) {
    said.push(diagnostic('PL4053', { what: nothingAsked(definitions, plan.query) }));
  }
  const lines = item.series.map((work) => lineOf(definitions, work, answers));
  lines.forEach((line) => errors.push(...line.errors));
  if (asked.length === 0 && item.events.length > 0 && !lines.some(({ outcome }) => outcome)) {
    return { errors };
  }
  const kpis = item.name === '' ? [] : item.name.split(',').map((name) => definitions.kpis.get(name)!);
  records.sort((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1));
  if (records.length > item.limit) {
    said.push(diagnostic('PL4054', { shown: item.limit, left: records.length - item.limit }));
  }
  const answer: HappeningsAnswer = {
    fromMs: item.fromMs,
    toMs: item.toMs,
    kpis,
    records: records.slice(-item.limit),
    asked,
    said,
    lines: lines.flatMap(({ outcome }) => (outcome ? [outcome] : [])),
    kpiOf: (name) => definitions.kpis.get(name),
  };
  const { effects: work } = item;
  if (!work) {
    return { errors, outcome: item.view === 'deploys' ? deploysView(answer) : incidentsView(answer) };
  }
  const read =
    item.view === 'deploys'
      ? readEffects(definitions, plan, work, answers, answer)
      : readAround(definitions, work, answers);
  const told = { ...answer, said: [...said, ...read.said] };
  const outcome = 'effects' in read ? deploysView(told, read.effects) : incidentsView(told, read.around);
  return { errors: distinctErrors([...errors, ...read.errors]), outcome };
}

/** A source that failed takes lines and effects along; it is told once. */
const distinctErrors = (errors: readonly Diagnostic[]): Diagnostic[] => [
  ...new Map(errors.map((error) => [`${error.code} ${error.message}`, error])).values(),
];

/** Within the range, of the kinds, services, environments and KPIs that were asked for. */
function isAsked(event: EventRecord, query: KpiQuery, { fromMs, toMs }: HappeningsWork): boolean {
  const kinds = kindsAsked(query);
  const kpis = query.kpis ?? (query.kpi === undefined ? undefined : [query.kpi]);
  const within = event.atMs < toMs && (event.atMs >= fromMs || spanOf(event, toMs).toMs >= fromMs);
  const oneOf = (list: readonly string[] | undefined, value: string | undefined) =>
    list === undefined || (value !== undefined && list.includes(value));
  return (
    within &&
    oneOf(kinds, event.kind) &&
    oneOf(query.services, event.service) &&
    oneOf(query.environments, event.environment) &&
    // Who names the definitions wants all that they hold.
    (kpis === undefined || query.events !== undefined || !event.kpis || event.kpis.some((name) => kpis.includes(name)))
  );
}

function nothingAsked({ events }: DefinitionSet, query: KpiQuery): string {
  if (events.size === 0) {
    return 'there is no definition of kind Events';
  }
  const kinds = kindsAsked(query);
  const of = query.area ?? query.kpi ?? query.kpis?.join(', ');
  return `no definition${kinds ? ` with events of kind ${kinds.join(', ')}` : ''}${of === undefined ? '' : ` concerns ${of}`}`;
}

function lineOf(definitions: DefinitionSet, work: KpiWork | DerivedWork, answers: Answers) {
  if (work.failures.length > 0) {
    return { errors: work.failures };
  }
  const shown = { limit: 1000, other: undefined };
  const { errors, answer } =
    work.type === 'derived'
      ? readDerived(definitions, work, answers, shown)
      : readKpi(definitions.kpis.get(work.name) as KpiDefinition | undefined, work, answers, shown);
  return { errors, ...(answer ? { outcome: seriesView(answer) } : {}) };
}
