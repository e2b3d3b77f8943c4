/** Slices of a KPI's measure -> accounts of its objectives. */
import { errorBudget, policyNamed } from '../alerting';
import { isLevel, measureParts } from '../definition';
import { lengthOfRate, segmentsOfParts, type SegmentSeries } from '../results/figures';
import type { DefinitionSet, KpiDefinition, Objective, TimeSlices } from '../definition/types';
import type { Diagnostic } from '../diagnostics';
import type { PartAnswer, Role } from '../results/answer';
import type { SliceSeries } from '../slices';
import type { ExcludedTime, ObjectiveAnswer, ObjectivesAnswer, SegmentAccount } from '../results/objectives';
import {
  compositeOfBurns,
  compositeOfSlices,
  excludedIntervals,
  gridOf,
  occurrences,
  runningSums,
  sliceAccount,
  sumAt,
  verdictsOf,
  windowAt,
  type Account,
  type Judged,
  type MeasuredPart,
  type Verdicts,
} from '../slo';
import { watchOf } from './objective-windows';
import { partsByRole, type Answers } from './read-answers';
import { readEvents } from './read-events';
import { undefinedKpi } from './read-kpi';
import type { Plan } from './types';
import type { MeasureWork, ObjectivesWork, Work } from './work';

/** Parts of one measure as they were answered. */
interface Measured {
  readonly kpi: KpiDefinition;
  readonly roles: Readonly<Partial<Record<Role, PartAnswer>>>;
}

export interface ReadObjectives {
  readonly errors: readonly Diagnostic[];
  readonly answer?: ObjectivesAnswer;
}

/** A part or a list of events that failed takes the whole KPI with it: a budget that lacks some of its failures would be too good. */
export function readObjectives(
  definitions: DefinitionSet,
  plan: Plan,
  item: ObjectivesWork,
  answers: Answers,
  stepMs: number
): ReadObjectives {
  const kpi = definitions.kpis.get(item.name);
  if (!kpi) {
    return { errors: [undefinedKpi(item.name)] };
  }
  const errors: Diagnostic[] = [];
  const measures = item.measures.map((measure) => measuredOf(definitions, measure, answers, errors));
  const events = readEvents(definitions, item, answers);
  errors.push(...events.errors);
  if (errors.length > 0) {
    return { errors };
  }
  const excluded = excludedOf(kpi, item, (name) => events.spans(name, item.toMs));
  const objectives = item.objectives.map(({ name, measures: places }): ObjectiveAnswer => {
    const objective = kpi.objectives.find((one) => one.name === name)!;
    const watch = watchOf(definitions, kpi, objective);
    const members = places.map((place) => measures[place]);
    return {
      objective,
      conditions: watch.conditions,
      leftOut: watch.leftOut,
      maxBurn: watch.maxBurn,
      windows: watch.windows,
      segments: accountsOf(definitions, kpi, item.by, objective, members, excluded),
      excluded,
      closedMs: Math.min(...members.flatMap(partsIn).map((part) => part.closedMs)),
    };
  });
  const answer: ObjectivesAnswer = {
    kpi,
    by: item.by,
    fromMs: item.fromMs,
    atMs: item.toMs,
    limit: (plan.work as Work).limit,
    ...(plan.query.severity === undefined ? {} : { severity: plan.query.severity }),
    stepMs,
    objectives,
    events: events.byName,
    policyOf: (name) => policyNamed(name, definitions),
    windowOf: (objective, atMs) => windowAt(objective.timeWindow, atMs),
    said: events.said,
  };
  return { errors, answer };
}

const partsIn = ({ roles }: Measured): PartAnswer[] => Object.values(roles);

function measuredOf(
  definitions: DefinitionSet,
  { kpi, roles: places }: MeasureWork,
  answers: Answers,
  errors: Diagnostic[]
): Measured {
  const { roles, errors: failed } = partsByRole(places, answers);
  errors.push(...failed);
  return { kpi: definitions.kpis.get(kpi)!, roles };
}

function excludedOf(
  kpi: KpiDefinition,
  { reachMs, toMs: endMs }: ObjectivesWork,
  spans: Parameters<typeof excludedIntervals>[3]
): ExcludedTime[] {
  return excludedIntervals(kpi.exclusions, reachMs, endMs, spans).map(
    ({ fromMs, toMs, exclusion: { name, reason, treatAs } }) => ({
      fromMs,
      toMs,
      treatAs,
      name,
      ...(reason === undefined ? {} : { reason }),
    })
  );
}

function accountsOf(
  definitions: DefinitionSet,
  kpi: KpiDefinition,
  by: readonly string[],
  objective: Objective,
  measured: readonly Measured[],
  excluded: readonly ExcludedTime[]
): SegmentAccount[] {
  if (kpi.measure.kind === 'composite') {
    const account = compositeAccount(definitions, kpi, objective, measured, excluded);
    return [{ values: [], account, suppressed: false }];
  }
  const { roles } = measured[0];
  const segments = segmentsOfParts({ roles, by });
  const found = segments.length > 0 ? segments : [{ values: by.map(() => null), series: {} }];
  return found.map((segment) => {
    const account = accountOf(kpi, objective, measured[0], segment, excluded);
    if (kpi.minCohort === 0) {
      return { values: segment.values, account, suppressed: false };
    }
    const eventsOf = eventCounter(measured[0], segment);
    const suppressed = eventsOf(-Infinity, Infinity) < kpi.minCohort;
    return { values: segment.values, account: suppressed ? null : account, suppressed, eventsOf };
  });
}

/** Counts a segment's events: rows where the measure adds amounts up, else what the denominator (or the count) has. */
function eventCounter({ roles }: Measured, { series }: SegmentSeries): (fromMs: number, toMs: number) => number {
  const role = roles.events ? 'events' : roles.denominator ? 'denominator' : 'value';
  const part = roles[role]!;
  const { starts, ends } = part.slices.tiles;
  const counted = series[role];
  const grid = gridOf(part.slices.tiles);
  const sums = runningSums(
    Float64Array.from(starts, (_, i) => (counted && counted.observed[i] > 0 ? counted.value[i] : 0))
  );
  const last = ends[ends.length - 1] ?? 0;
  return (fromMs, toMs) =>
    sumAt(sums, grid.locate(Math.min(toMs, last))) - sumAt(sums, grid.locate(Math.max(fromMs, starts[0] ?? 0)));
}

function accountOf(
  kpi: KpiDefinition,
  objective: Objective,
  measured: Measured,
  segment: SegmentSeries,
  excluded: readonly ExcludedTime[]
): Account | null {
  if (objective.slices) {
    const verdicts = verdictsOf(judgedOf(measured, segment, objective), objective.slices);
    return sliceAccount(verdicts, objective.absentIs, excluded);
  }
  const judged = judgedOf(measured, segment);
  return judged.kind === 'ratio' ? occurrences(judged, excluded, objective.absentIs === 'good') : null;
}

/** @param by the objective whose time slices are judged; without it events are counted */
function judgedOf(
  { kpi, roles }: Measured,
  { series }: SegmentSeries,
  by?: { readonly slices?: TimeSlices; readonly absentIs: Objective['absentIs'] }
): Judged {
  const { measure } = kpi;
  if (measure.kind === 'ratio') {
    return {
      kind: 'ratio',
      numerator: measuredPart(roles.numerator!),
      denominator: measuredPart(roles.denominator!),
      good: series.numerator,
      all: series.denominator,
      countsFailures: measure.failures === true,
      apart: roles.numerator!.source !== roles.denominator!.source,
    };
  }
  const part = measuredPart(roles.value!);
  if (measureParts(measure).some(isLevel)) {
    // Nobody there is a count as well; of nothing there is no quantile.
    const counts = measure.kind === 'count' && part.alwaysKnown && by?.absentIs === 'gap';
    return { kind: 'level', part, series: counts ? withZeros(part, series.value) : series.value };
  }
  const scale = by?.slices ? perUnit(kpi.unit, by.slices.windowMs) : 1;
  // No rows are no gap: nothing was sold, which is what a promise of revenue is about. `good` and `bad` say otherwise.
  const silent = part.alwaysKnown && by?.absentIs === 'gap';
  return { kind: 'sum', part, series: silent ? withZeros(part, series.value) : series.value, scale };
}

/** A series of a store that always answers: 0 where it has no rows. */
function withZeros({ slices: { tiles } }: MeasuredPart, series: SegmentSeries['series']['value']): SliceSeries {
  const n = tiles.starts.length;
  const value = series ? series.value.map((amount, i) => (series.observed[i] > 0 ? amount : 0)) : new Float64Array(n);
  return { segment: series?.segment ?? {}, value, observed: new Float64Array(n).fill(1) };
}

const measuredPart = ({ slices, store, closedMs }: PartAnswer): MeasuredPart => ({
  slices,
  alwaysKnown: store === 'sql',
  closedMs,
});

function compositeAccount(
  definitions: DefinitionSet,
  kpi: KpiDefinition,
  objective: Objective,
  measured: readonly Measured[],
  excluded: readonly ExcludedTime[]
): Account | null {
  const members = kpi.measure.kind === 'composite' ? kpi.measure.members : [];
  const own = members.map((member, i) => ({
    measured: measured[i],
    weight: Number(member.weight),
    objective: definitions.kpis.get(member.kpi)!.objectives.find(({ name }) => name === member.objective)!,
  }));
  const whole: SegmentSeries[] = own.map((member) => segmentsOfParts({ roles: member.measured.roles, by: [] })[0]);
  const { slices } = objective;
  if (slices) {
    const verdicts = own.map((member, i): Verdicts => {
      // A member judged by events is good in a slice that keeps its target.
      const good = member.objective.slices?.good ?? { op: 'gte' as const, bound: member.objective.target };
      const by = objective.budgetingMethod === 'Timeslices' ? { ...slices, good } : slices;
      return verdictsOf(judgedOf(member.measured, whole[i], objective), by);
    });
    return compositeOfSlices(verdicts, objective.absentIs, excluded);
  }
  const weighted = own.map((member, i) => {
    const account = accountOf(member.measured.kpi, member.objective, member.measured, whole[i], excluded);
    return account && { account, budget: errorBudget(member.objective.target), weight: member.weight };
  });
  return weighted.some((member) => member === null)
    ? null
    : compositeOfBurns(weighted as Array<NonNullable<(typeof weighted)[number]>>, errorBudget(objective.target));
}

/** What a slice's sum is multiplied by to be per second, minute, hour or day, where the KPI's unit says so. */
function perUnit(unit: string, windowMs: number): number {
  const length = lengthOfRate(unit);
  return length ? length / windowMs : 1;
}
