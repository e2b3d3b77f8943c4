/** The way back from definitions to what was written, for round trips in tests. */
import type { Calendar } from '../../calendar';
import { formatDuration } from '../duration';
import type {
  Accumulate,
  Condition,
  DefinitionSet,
  Exclusion,
  KpiDefinition,
  MeasurePart,
  Objective,
  RetentionMeasure,
} from '../types';
import type { Written } from './definitions-arbitrary';

/** The written form again, from what was parsed: the slow and obvious way back. */
export function written(set: DefinitionSet): Map<string, Record<string, unknown>> {
  const specs = new Map<string, Record<string, unknown>>();
  for (const kpi of Array.from(set.kpis.values())) {
    const part = (p: MeasurePart) => writtenPart(p);
    const measure =
      kpi.measure.kind === 'ratio' && !kpi.measure.average
        ? { ratio: { numerator: part(kpi.measure.numerator), denominator: part(kpi.measure.denominator) } }
        : kpi.measure.kind === 'composite'
          ? { composite: kpi.measure.members.map(({ place: _, ...member }) => member) }
          : kpi.measure.kind === 'derived'
            ? {
                derived: {
                  ...without(kpi.measure, 'kind'),
                  inputs: kpi.measure.inputs.map((one) => without(one, 'place')),
                },
              }
            : kpi.measure.kind === 'retention'
              ? { retention: writtenRetention(kpi.measure) }
              : writtenMeasure(kpi.measure);
    specs.set(kpi.name, {
      unit: kpi.unit,
      measure,
      area: kpi.area,
      owner: kpi.owner,
      ...localOf(kpi),
      objectives: kpi.objectives.map(writtenObjective),
      exclusions: kpi.exclusions.map(writtenExclusion),
      by: kpi.alerting.by,
      gapFill: kpi.gapFill,
      accumulate: kpi.accumulate && writtenAccumulate(kpi.accumulate),
    });
  }
  for (const one of Array.from(set.funnels.values())) {
    const common = { area: one.area, owner: one.owner, ...localOf(one) };
    if (one.type === 'aggregate') {
      const steps = one.steps.map((s) => ({ name: s.name, measure: writtenPart(s.part) }));
      specs.set(one.name, { steps, ...common });
      continue;
    }
    const { order, entry, constant, totals } = one;
    const steps = one.steps.map((s) => ({
      name: s.name,
      where: s.where.map(writtenCondition),
      optional: s.optional,
      ...(s.within === undefined ? {} : { within: s.within }),
    }));
    const exclude = one.exclude.map((e) => ({ name: e.name, where: e.where.map(writtenCondition) }));
    specs.set(one.name, { steps, order, entry, constant, totals, exclude, ...common });
  }
  return specs;
}

function writtenMeasure(
  measure: Exclude<KpiDefinition['measure'], { kind: 'composite' | 'derived' | 'retention' }>
): Record<string, unknown> {
  if (measure.kind === 'ratio') {
    return { average: writtenPart(measure.numerator) };
  }
  const { part } = measure;
  if (measure.kind === 'freshness') {
    const { count: _, ...rest } = writtenPart(part);
    return { freshness: { ...rest, lookback: measure.lookback } };
  }
  if (measure.kind !== 'level') {
    return { [measure.kind]: writtenPart(part) };
  }
  if (part.store === 'prometheus') {
    return { quantile: { q: part.q, of: { ...writtenPart(part), type: part.type } } };
  }
  const { aggregate } = part;
  return aggregate.kind === 'quantile'
    ? { quantile: { q: aggregate.q, of: writtenPart(part) } }
    : { [aggregate.kind]: writtenPart(part) };
}

const writtenAccumulate = (one: Accumulate) =>
  one.kind === 'window' ? { window: one.window } : { toDate: one.period };

function writtenRetention({
  kind: _,
  place: __,
  relation,
  start,
  returns,
  ...rest
}: RetentionMeasure): Record<string, unknown> {
  return { ...rest, ...relation, start: start.map(writtenCondition), return: returns.map(writtenCondition) };
}

function writtenObjective(one: Objective): Record<string, unknown> {
  const { timeWindow: window, slices, budgetingMethod } = one;
  const timeWindow = window.rolling
    ? { duration: window.duration }
    : { duration: window.duration, calendar: { startTime: window.start, timeZone: window.timeZone } };
  return {
    name: one.name,
    target: one.target,
    timeWindow,
    budgetingMethod,
    ...(slices ? { timeSliceWindow: slices.window } : {}),
    ...(slices?.good ? { op: slices.good.op, value: slices.good.bound } : {}),
    absentIs: one.absentIs,
    coverageFloor: one.coverageFloor,
    minimumEvents: one.minimumEvents,
    alertPolicy: one.alertPolicy ?? 'none',
  };
}

function writtenExclusion(one: Exclusion): Record<string, unknown> {
  const common = { name: one.name, treatAs: one.treatAs };
  const two = (n: number): string => String(n).padStart(2, '0');
  const clock = (minutes: number): string => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  switch (one.kind) {
    case 'once':
      return { ...common, from: new Date(one.fromMs).toISOString(), to: new Date(one.toMs).toISOString() };
    case 'recurring':
      return {
        ...common,
        rrule: one.rrule,
        start: one.start,
        duration: formatDuration(one.durationMs),
        timeZone: one.timeZone,
      };
    case 'businessHours': {
      const days = one.days.map((day) => ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'][day - 1]);
      const hours = { days, from: clock(one.fromMinute), to: clock(one.toMinute), timeZone: one.timeZone };
      return { ...common, businessHours: hours };
    }
    case 'events':
      return {
        ...common,
        events: one.events,
        before: formatDuration(one.beforeMs),
        after: formatDuration(one.afterMs),
      };
  }
}

function writtenPart(part: MeasurePart): Record<string, unknown> {
  const where = part.where.map(writtenCondition);
  if (part.store === 'prometheus') {
    return {
      source: part.source,
      where,
      ...(part.metric === undefined ? { promql: part.promql } : { metric: part.metric }),
    };
  }
  const { aggregate } = part;
  const value =
    'value' in aggregate
      ? { value: 'field' in aggregate.value ? aggregate.value.field : { ...aggregate.value } }
      : aggregate.kind === 'distinct'
        ? { count: { distinct: aggregate.field } }
        : { count: 'rows' };
  const key = part.key === undefined ? {} : { key: part.key };
  return { source: part.source, time: part.time, timeType: part.timeType, where, ...part.relation, ...value, ...key };
}

function writtenCondition(c: Condition): unknown {
  switch (c.op) {
    case 'any':
    case 'all':
      return { [c.op]: c.conditions.map(writtenCondition) };
    case 'in':
    case 'notIn':
      return { field: c.field, [c.op]: c.values };
    case 'matches':
      return { field: c.field, matches: c.pattern };
    default:
      return { field: c.field, [c.op]: c.value };
  }
}

function expectedObjective(
  one: Record<string, unknown>,
  { timeZone, calendar: days }: Pick<KpiDefinition, 'timeZone' | 'calendar'>
): Record<string, unknown> {
  const { timeSliceTarget, timeWindow, displayName: _, ...rest } = one;
  const { duration, rolling, calendar } = timeWindow as { duration: string; rolling?: boolean; calendar?: object };
  const date = { saturday: 10, sunday: 11 }[days.weekStart as string] ?? 5;
  const start = duration.endsWith('w')
    ? `1970-01-${String(date).padStart(2, '0')}T00:00`
    : `1970-${/[QY]$/.test(duration) ? days.fiscalYearStart : '01-01'}T00:00`;
  const follows = calendar !== undefined || rolling === false;
  const method = one.budgetingMethod ?? (one.op === undefined ? 'Occurrences' : 'Timeslices');
  return {
    budgetingMethod: method,
    absentIs: 'gap',
    coverageFloor: '0.9',
    minimumEvents: 0,
    alertPolicy: 'sre-workbook',
    ...(method === 'Occurrences' ? {} : { timeSliceWindow: '5m' }),
    ...(timeSliceTarget === undefined ? {} : { op: 'gte', value: timeSliceTarget }),
    ...rest,
    timeWindow: follows ? { duration, calendar: { startTime: start, timeZone, ...calendar } } : { duration },
  };
}

function expectedExclusion(one: Record<string, unknown>, zone: unknown): Record<string, unknown> {
  const common = { treatAs: 'removed', ...one };
  if (one.businessHours !== undefined) {
    return { ...common, businessHours: { timeZone: zone, ...(one.businessHours as object) } };
  }
  if (one.events !== undefined) {
    return { before: '0s', after: '10m', ...common };
  }
  return one.rrule === undefined ? common : { timeZone: zone, ...common };
}

const localOf = ({ timeZone, calendar, grain }: Pick<KpiDefinition, 'timeZone' | 'calendar' | 'grain'>) => ({
  timeZone,
  calendar,
  grain,
});

const withGap = (input: object) => ({ absentIs: 'gap', ...input });

const without = (one: object, key: string) => Object.fromEntries(Object.entries(one).filter(([name]) => name !== key));

const RETENTION = {
  timeType: 'instant',
  period: '1d',
  meaning: 'on',
  clock: 'calendar',
  cohort: '1d',
  first: 'ever',
};

/** Defaults that the written form may leave out. */
export function expected(one: Written): Record<string, unknown> {
  const { spec } = one;
  const part = (p: Record<string, unknown>): Record<string, unknown> => {
    const { type: _, ...rest } = { where: [], ...p } as Record<string, unknown>;
    return 'table' in p || 'query' in p ? { timeType: 'instant', ...rest } : rest;
  };
  const local = {
    timeZone: (spec.timeZone ?? 'UTC') as string,
    calendar: { weekStart: 'monday', fiscalYearStart: '01-01', ...(spec.calendar as object) } as Calendar,
  };
  const common = { area: spec.area, owner: spec.owner, ...local, grain: spec.grain };
  if (one.kind === 'KPI') {
    const measure = spec.measure as Record<string, Record<string, never>>;
    const kind = Object.keys(measure)[0];
    const histogram = (p: Record<string, unknown>) => (p.type === undefined ? {} : { type: p.type });
    const read =
      kind === 'quantile'
        ? {
            quantile: {
              q: measure.quantile.q,
              of: { ...part(measure.quantile.of), ...histogram(measure.quantile.of) },
            },
          }
        : kind === 'freshness'
          ? { freshness: { lookback: '7d', ...part(measure.freshness) } }
          : kind === 'ratio'
            ? { ratio: { numerator: part(measure.ratio.numerator), denominator: part(measure.ratio.denominator) } }
            : kind === 'composite'
              ? {
                  composite: (spec.measure as { composite: object[] }).composite.map((one) => ({
                    objective: 'n0',
                    weight: '1',
                    ...one,
                  })),
                }
              : kind === 'derived'
                ? { derived: { ...measure.derived, inputs: (measure.derived.inputs as object[]).map(withGap) } }
                : kind === 'retention'
                  ? { retention: { ...RETENTION, curve: [measure.retention.after], ...measure.retention } }
                  : { [kind]: part(measure[kind]) };
    const zone = spec.timeZone ?? 'UTC';
    return {
      ...common,
      unit: spec.unit,
      measure: read,
      objectives: ((spec.objectives ?? []) as Array<Record<string, unknown>>).map((objective) =>
        expectedObjective(objective, local)
      ),
      exclusions: ((spec.exclusions ?? []) as Array<Record<string, unknown>>).map((exclusion) =>
        expectedExclusion(exclusion, zone)
      ),
      by: ((spec.alerting ?? {}) as { by?: unknown }).by ?? [],
      gapFill: spec.gapFill ?? 'none',
      accumulate: spec.accumulate,
    };
  }
  const steps = (spec.steps as Array<Record<string, unknown>>).map(({ displayName: _, measure, ...step }) =>
    measure ? { ...step, measure: part(measure as Record<string, unknown>) } : { optional: false, ...step }
  );
  if (spec.type === 'aggregate') {
    return { ...common, steps };
  }
  const { order = 'ordered', entry, constant = [], totals = false, exclude = [] } = spec;
  return { ...common, steps, order, entry, constant, totals, exclude };
}
