/** Answers -> the model of a postmortem. */
import { isTimeZone } from '../calendar';
import type { DefinitionSet, KpiDefinition } from '../definition/types';
import type { Notice, Result } from '../results/types';
import { lossOf } from './loss';
import { crossings, detection, recovery } from './turns';
import { objectiveOf, shownRange, type Question, type ReportOrder } from './questions';
import {
  alertsOf,
  budgetOf,
  effectOf,
  firedOf,
  impactMetaOf,
  metaOf,
  nearbyOf,
  segmentTableOf,
  timelineOf,
} from './read';
import { summaryOf } from './summary';
import type { KpiReport, ReportModel } from './types';

export interface Answered {
  readonly question: Question;
  readonly result: Result;
}

/**
 * A report of whatever answers there are: what a question that failed would have told is missing and named among the doubts. KPIs appear in the order
 * of the order, those that are not defined nowhere.
 */
export function reportOf(definitions: DefinitionSet, order: ReportOrder, answers: readonly Answered[]): ReportModel {
  const { incident, nowMs } = order;
  const of = (kind: Question['of'], kpi?: string, segment?: string): Result | undefined =>
    answers.find(({ question: q }) => q.of === kind && q.kpi === kpi && q.segment === segment)?.result;
  const known = order.kpis.flatMap((name) => definitions.kpis.get(name) ?? []);
  const kpis = known.map((kpi) => kpiReport(kpi, order, of));
  const fired = firedOf(of('incidents'), incident.fromMs, incident.toMs);
  const sources = { incident, kpis, fired };
  const model = {
    schema: 'plumbline/report/v1' as const,
    incident,
    timeZone: kpis[0]?.timeZone ?? 'UTC',
    madeMs: nowMs,
    detected: detection(sources),
    recovered: recovery(sources, kpis),
    loss: lossOf(kpis, definitions.kpis),
    kpis,
    nearby: nearbyOf(of('deploys')),
    fired,
    doubts: doubtsOf(answers),
  };
  return { ...model, summary: summaryOf(model) };
}

function kpiReport(
  kpi: KpiDefinition,
  order: ReportOrder,
  of: (kind: Question['of'], kpi?: string, segment?: string) => Result | undefined
): KpiReport {
  const { name, displayName, unit, owner, runbook, timeZone } = kpi;
  const { fromMs, toMs } = order.incident;
  const shown = shownRange(order);
  const impact = of('impact', name);
  const meta = impactMetaOf(impact, name);
  const timeline = timelineOf(of('series', name), name);
  const effect = effectOf(impact, name);
  const currency = meta?.currency ?? kpi.valuePerUnit?.currency;
  return {
    kpi: name,
    displayName,
    unit: metaOf(of('series', name), name)?.unit ?? unit,
    ...(currency === undefined ? {} : { currency }),
    timeZone: isTimeZone(timeZone) ? timeZone : 'UTC',
    better: meta?.better ?? 'higher',
    owner,
    ...(runbook === undefined ? {} : { runbook }),
    timeline,
    effect,
    control: meta?.control.words ?? null,
    method: meta?.method ?? [],
    segments: kpi.segments.flatMap(
      (segment) =>
        segmentTableOf(of('impact', name, segment.name), name, segment.name, segment.displayName ?? segment.name) ?? []
    ),
    alerts: alertsOf(of('burn', name), shown.fromMs, shown.toMs),
    budget: objectiveOf(kpi) === undefined ? null : budgetOf(of('burn', name), of('budget', name), fromMs, toMs),
    ...crossings(timeline, effect, order.incident),
  };
}

/** Everything that was said beside the numbers, errors first, each sentence once. */
function doubtsOf(answers: readonly Answered[]): ReportModel['doubts'] {
  const all = answers.flatMap(({ result }) => result.notices);
  const found = new Map<string, ReportModel['doubts'][number]>();
  for (const { code, severity, message, hint } of sortedBySeverity(all)) {
    const key = `${code} ${message}`;
    if (!found.has(key)) {
      found.set(key, { code, severity, message, ...(hint === undefined ? {} : { hint }) });
    }
  }
  return [...found.values()];
}

const SEVERITIES: ReadonlyArray<Notice['severity']> = ['error', 'warning', 'info'];
const sortedBySeverity = (all: readonly Notice[]): Notice[] =>
  [...all].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
