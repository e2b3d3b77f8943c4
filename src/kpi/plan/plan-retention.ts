/** What a retention needs: one exact statement over the cohorts of the range. Nothing of it is kept, since late events change old cohorts. */
import { severityFor } from '../alerting';
import { bucketsOf, NOMINAL_GRAIN_MS, periodAt, periodsOf, type Buckets } from '../calendar';
import type { KpiDefinition, RetentionMeasure, Threshold } from '../definition/types';
import { diagnostic, type Diagnostic, type Outcome } from '../diagnostics';
import { buildRetention, type RetentionQuery } from '../sql';
import { conditionFor } from './parts';
import type { Planning } from './plan-kpi';
import type { UpstreamRequest } from './request';
import { columnNames, tableRequest } from './requests';
import type { Target } from './resolve';
import type { RetentionWork } from './work';

/** Cohorts times points of a table or a line; times segments there may be more. */
const MOST_CELLS = 20_000;

export type RetentionKpi = KpiDefinition & { readonly measure: RetentionMeasure };
type RetentionTarget = Target & { readonly definition: RetentionKpi };

export interface PlannedRetention {
  readonly work: readonly RetentionWork[];
  readonly requests: readonly UpstreamRequest[];
}

/** One item, or for the view alert one for each threshold. */
export function planRetention(planning: Planning, target: RetentionTarget): PlannedRetention {
  const { resolved } = planning;
  const { fromMs, toMs, view } = resolved;
  const kpi = target.definition;
  if (target.failures.length > 0) {
    return { work: [failed(target, fromMs, toMs, target.failures)], requests: [] };
  }
  if (view === 'alert') {
    const asked = kpi.thresholds.filter(
      ({ severity }) =>
        resolved.objective === undefined &&
        (resolved.severity === undefined || severityFor(kpi, severity) === resolved.severity)
    );
    const planned = asked.map((threshold) =>
      ask(planning, target, wholeRange(toMs - threshold.windowMs, toMs), [kpi.measure.after], threshold)
    );
    return { work: planned.map(({ work }) => work), requests: planned.flatMap(({ requests }) => requests) };
  }
  const points = view === 'retention' ? kpi.measure.curve : [kpi.measure.after];
  const buckets = view === 'retention' || view === 'series' ? cohortsFor(planning, kpi) : undefined;
  if (buckets && !buckets.ok) {
    return { work: [failed(target, fromMs, toMs, buckets.diagnostics)], requests: [] };
  }
  const { work, requests } = ask(planning, target, buckets?.value ?? wholeRange(fromMs, toMs), points);
  return { work: [work], requests };
}

const wholeRange = (fromMs: number, toMs: number): Pick<Buckets, 'edges' | 'firstIsWhole' | 'lastIsWhole'> => ({
  edges: [fromMs, toMs],
  firstIsWhole: true,
  lastIsWhole: true,
});

/** The cohorts of a table are the definition's; a line may have longer ones, if its query or the KPI's `grain` says so. */
function cohortsFor({ resolved }: Planning, kpi: RetentionKpi): Outcome<Buckets> {
  const { fromMs, toMs, view } = resolved;
  const { cohort } = kpi.measure;
  const asked = view === 'retention' || resolved.grain === 'auto' ? undefined : resolved.grain;
  if (asked !== undefined && NOMINAL_GRAIN_MS[asked] < NOMINAL_GRAIN_MS[cohort]) {
    return { ok: false, diagnostics: [diagnostic('PL2055', { kpi: kpi.name, grain: asked, cohort })] };
  }
  const own = view === 'series' && kpi.grain !== undefined && NOMINAL_GRAIN_MS[kpi.grain] >= NOMINAL_GRAIN_MS[cohort];
  const buckets = bucketsOf(kpi.timeZone, asked ?? (own ? kpi.grain! : cohort), fromMs, toMs, kpi.calendar);
  const points = view === 'retention' ? kpi.measure.curve.length : 1;
  const cohorts = buckets.ok ? buckets.value.edges.length - 1 : 0;
  return cohorts * points > MOST_CELLS
    ? { ok: false, diagnostics: [diagnostic('PL2056', { kpi: kpi.name, cohorts, points, limit: MOST_CELLS })] }
    : buckets;
}

function ask(
  { definitions, context }: Planning,
  target: RetentionTarget,
  buckets: Pick<Buckets, 'edges' | 'firstIsWhole' | 'lastIsWhole'> & { readonly grain?: string },
  points: readonly number[],
  threshold?: Threshold
): { work: RetentionWork; requests: UpstreamRequest[] } {
  const kpi = target.definition;
  const { measure } = kpi;
  const { edges } = buckets;
  const [fromMs, toMs] = [edges[0], edges[edges.length - 1]];
  const source = definitions.sources.get(measure.source);
  if (!source || source.dialect === 'prometheus' || source.dialect === 'grafana') {
    const what = `the retention "${kpi.name}" has no SQL source "${measure.source}"`;
    return { work: failed(target, fromMs, toMs, [diagnostic('PL9001', { what })], threshold), requests: [] };
  }
  const columns = groupNames(target);
  const statement = buildRetention({
    dialect: source.dialect,
    ...retentionQuery(kpi, edges, points, context.nowMs),
    groups: target.by.map(({ field }, i) => ({ name: columns[i], field })),
    filters: target.filters.map((filter) => conditionFor(filter)),
  });
  if (!statement.ok) {
    return { work: failed(target, fromMs, toMs, statement.diagnostics, threshold), requests: [] };
  }
  const by = target.by.length > 0 ? ` by ${target.by.map(({ name }) => name).join(', ')}` : '';
  const of = edges.length > 2 ? `, cohorts of ${buckets.grain}` : '';
  const history = measure.first === 'ever' ? ', first starts of all history' : '';
  const purpose = `${kpi.name}${by}, ${wordsOf(measure, points)}${of}${history}`;
  const request = tableRequest(
    source,
    statement.value,
    { startMs: fromMs, endMs: toMs, stepMs: toMs - fromMs },
    purpose
  );
  const { firstIsWhole, lastIsWhole, grain } = buckets;
  const work: RetentionWork = {
    ...failed(target, fromMs, toMs, [], threshold),
    columns,
    points,
    cohorts: { edges, firstIsWhole, lastIsWhole, ...(grain === undefined ? {} : { grain }) },
    mature: matureCohorts(kpi, edges, points, context.nowMs),
    request: request.id,
  };
  return { work, requests: [request] };
}

/** The part of a query that definition, cohorts and now decide. */
export function retentionQuery(
  kpi: Pick<RetentionKpi, 'measure' | 'timeZone' | 'calendar' | 'segments'>,
  edges: readonly number[],
  points: readonly number[],
  nowMs: number
): Omit<RetentionQuery, 'dialect' | 'groups' | 'filters'> {
  const { measure, segments } = kpi;
  const { relation, time, timeType, actor, start, returns, first, meaning } = measure;
  return {
    ...{ relation, time, timeType, actor, start, returns, first, meaning, points },
    fromMs: edges[0],
    toMs: edges[edges.length - 1],
    asOfMs: nowMs,
    clock: clockOf(kpi, edges[0], nowMs),
    cohorts: edges,
    ties: segments.map(({ field }) => field),
  };
}

function clockOf(
  { measure, timeZone, calendar }: Pick<RetentionKpi, 'measure' | 'timeZone' | 'calendar'>,
  fromMs: number,
  nowMs: number
): RetentionQuery['clock'] {
  return measure.clock === 'rolling'
    ? { kind: 'rolling', periodMs: NOMINAL_GRAIN_MS[measure.period] }
    : { kind: 'calendar', ...periodsOf(timeZone, calendar, measure.period, fromMs, nowMs) };
}

/** For each cohort and point: whether the period is over for everybody who may have started in it. */
export function matureCohorts(
  kpi: Pick<RetentionKpi, 'measure' | 'timeZone' | 'calendar'>,
  edges: readonly number[],
  points: readonly number[],
  nowMs: number
): boolean[][] {
  const clock = clockOf(kpi, edges[0], nowMs);
  return edges
    .slice(1)
    .map((endMs) =>
      points.map((after) =>
        clock.kind === 'rolling'
          ? endMs + (after + 1) * clock.periodMs <= nowMs
          : periodAt(clock, endMs - 1) + after + 1 <= periodAt(clock, nowMs)
      )
    );
}

/** `on day 30`, `on day 1, 7 or later`; for people. */
export function wordsOf({ meaning, period }: RetentionMeasure, points: readonly number[]): string {
  const unit = { '1d': 'day', '1w': 'week', '1M': 'month' }[period];
  const list =
    points.length > 8 ? `${points.slice(0, 3).join(', ')} … ${points[points.length - 1]}` : points.join(', ');
  return meaning === 'within'
    ? `within ${unit} ${list}`
    : `on ${unit} ${list}${meaning === 'onOrAfter' ? ' or later' : ''}`;
}

/** Names that the statement uses itself. */
const TAKEN = /^(?:cohort|size|[er][0-9]+)$/;

const groupNames = ({ by }: Target): string[] =>
  columnNames(by).map((name) => (TAKEN.test(name) ? `segment_${name}` : name));

function failed(
  target: Target,
  fromMs: number,
  toMs: number,
  failures: readonly Diagnostic[],
  threshold?: Threshold
): RetentionWork {
  return {
    type: 'retention',
    name: target.definition.name,
    by: target.by.map(({ name }) => name),
    columns: [],
    fromMs,
    toMs,
    points: [],
    cohorts: { edges: [fromMs, toMs], firstIsWhole: true, lastIsWhole: true },
    mature: [],
    ...(threshold ? { threshold: threshold.name } : {}),
    failures,
  };
}
