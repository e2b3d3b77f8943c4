/** What a funnel needs: one exact statement (actor; of a series one for all its buckets), or independent counts of its steps (aggregate). */
import { previousRange, sliceGridMs } from '../calendar';
import { diagnostic, type Diagnostic } from '../diagnostics';
import type { ActorFunnelDefinition, AggregateFunnelDefinition, FunnelDefinition } from '../definition/types';
import { buildFunnel, type BucketRun } from '../sql';
import { askOf, conditionFor } from './parts';
import { bucketsFor, type Planning } from './plan-kpi';
import type { UpstreamRequest } from './request';
import { columnNames, tableRequest } from './requests';
import type { Target } from './resolve';
import type { FunnelPeriod, FunnelWork } from './work';

type FunnelTarget = Target & { readonly definition: FunnelDefinition };

export interface PlannedFunnel {
  readonly work: FunnelWork;
  readonly requests: readonly UpstreamRequest[];
}

export function planFunnel(planning: Planning, target: FunnelTarget, compare: boolean): PlannedFunnel {
  const { resolved, context } = planning;
  const funnel = target.definition;
  const requests: UpstreamRequest[] = [];
  const failures: Diagnostic[] = [...target.failures];
  const buckets = resolved.view === 'series' && failures.length === 0 ? bucketsFor(planning, funnel) : undefined;
  failures.push(...(buckets && !buckets.ok ? buckets.diagnostics : []));
  const edges = buckets?.ok ? buckets.value.edges : undefined;
  const period = (fromMs: number, toMs: number, asOfMs: number): FunnelPeriod => {
    const made =
      funnel.type === 'actor'
        ? actorPeriod(planning, target, funnel, { fromMs, toMs, asOfMs, edges })
        : aggregatePeriod(planning, target, funnel, fromMs, toMs);
    requests.push(...made.requests);
    failures.push(...made.failures.filter((fault) => !failures.some((other) => other.message === fault.message)));
    return made.period;
  };
  const empty = { fromMs: resolved.fromMs, toMs: resolved.toMs, asOfMs: context.nowMs, parts: [] };
  const ask = failures.length === 0;
  const now = ask ? period(resolved.fromMs, resolved.toMs, context.nowMs) : empty;
  const before = previousRange(funnel.timeZone, resolved.fromMs, resolved.toMs);
  const previous =
    ask && compare
      ? period(before.fromMs, before.toMs, asOfPrevious(funnel, resolved, context.nowMs, before))
      : undefined;
  return {
    requests,
    work: {
      type: 'funnel',
      name: funnel.name,
      by: target.by.map((segment) => segment.name),
      columns: columnNames(target.by),
      now,
      ...(previous ? { previous } : {}),
      ...(buckets?.ok ? { buckets: buckets.value } : {}),
      closedMs: context.nowMs - latenessOf(planning, funnel),
      failures,
    },
  };
}

/** While entries of this period may still convert, the previous one is counted as it stood when it was as old. */
function asOfPrevious(
  funnel: FunnelDefinition,
  range: { fromMs: number; toMs: number },
  nowMs: number,
  before: { fromMs: number }
): number {
  const open = funnel.type === 'actor' && nowMs < range.toMs + funnel.windowMs;
  return open ? nowMs - (range.fromMs - before.fromMs) : nowMs;
}

/** How late events of an actor funnel may arrive, ms. */
function latenessOf({ definitions }: Planning, funnel: FunnelDefinition): number {
  return funnel.type === 'actor' ? (definitions.sources.get(funnel.source)?.latenessMs ?? 0) : 0;
}

/** Buckets of equal length that follow one another are one run. */
function runsOf(edges: readonly number[]): BucketRun[] {
  const runs: Array<{ startMs: number; endMs: number; stepMs: number; anchored: true }> = [];
  for (let i = 0; i + 1 < edges.length; i++) {
    const stepMs = edges[i + 1] - edges[i];
    const last = runs[runs.length - 1];
    if (last && last.stepMs === stepMs) {
      last.endMs = edges[i + 1];
    } else {
      runs.push({ startMs: edges[i], endMs: edges[i + 1], stepMs, anchored: true });
    }
  }
  return runs;
}

function actorPeriod(
  { definitions }: Planning,
  target: FunnelTarget,
  funnel: ActorFunnelDefinition,
  { edges, ...when }: { fromMs: number; toMs: number; asOfMs: number; edges?: readonly number[] }
): { period: FunnelPeriod; requests: UpstreamRequest[]; failures: Diagnostic[] } {
  const period = { ...when, parts: [] };
  const source = definitions.sources.get(funnel.source);
  if (!source || source.dialect === 'prometheus' || source.dialect === 'grafana') {
    const what = `the funnel "${funnel.name}" has no SQL source "${funnel.source}"`;
    return { period, requests: [], failures: [diagnostic('PL9001', { what })] };
  }
  const { relation, time, timeType, actor, windowMs, entry, ties, steps, order, exclude, constant, totals } = funnel;
  const columns = columnNames(target.by);
  const statement = buildFunnel({
    dialect: source.dialect,
    relation,
    time,
    timeType,
    actor,
    ...when,
    windowMs,
    entry,
    order,
    ties,
    groups: target.by.map(({ field }, i) => ({ name: columns[i], field })),
    filters: target.filters.map((filter) => conditionFor(filter)),
    steps: steps.map((step) => ({
      where: step.where,
      ...(step.withinMs === undefined ? {} : { withinMs: step.withinMs }),
      ...(step.optional ? { optional: true } : {}),
    })),
    exclude: exclude.map(({ where, after, before }) => ({ where, after, before })),
    constant,
    // A trend says who came through, not how many events that took.
    totals: totals && !edges,
    ...(edges ? { trend: runsOf(edges) } : {}),
  });
  if (!statement.ok) {
    return { period, requests: [], failures: [...statement.diagnostics] };
  }
  const by = target.by.length > 0 ? ` by ${target.by.map((segment) => segment.name).join(', ')}` : '';
  const entries = edges ? `, entries of ${edges.length - 1} buckets` : '';
  const purpose = `${funnel.name}${by}, ${steps.length} steps within ${funnel.window}${entries}`;
  const { fromMs: startMs, toMs: endMs } = when;
  const request = tableRequest(source, statement.value, { startMs, endMs, stepMs: endMs - startMs }, purpose);
  return { period: { ...period, request: request.id }, requests: [request], failures: [] };
}

function aggregatePeriod(
  { definitions, context, intern, store }: Planning,
  target: FunnelTarget,
  funnel: AggregateFunnelDefinition,
  fromMs: number,
  toMs: number
): { period: FunnelPeriod; requests: UpstreamRequest[]; failures: Diagnostic[] } {
  const grid = sliceGridMs(funnel.timeZone, fromMs, toMs);
  const failures: Diagnostic[] = [];
  const parts: number[] = [];
  for (const step of funnel.steps) {
    const ask = askOf(definitions, {
      part: step.part,
      target,
      title: `${funnel.name} ${step.name}`,
      word: 'value',
      fromMs,
      toMs,
      nowMs: context.nowMs,
      longestMs: step.part.store === 'sql' && target.by.length > 0 ? null : (grid ?? 60_000),
      store,
    });
    if ('code' in ask) {
      failures.push(ask);
    } else {
      parts.push(intern(ask));
    }
  }
  return { period: { fromMs, toMs, asOfMs: context.nowMs, parts }, requests: [], failures };
}
