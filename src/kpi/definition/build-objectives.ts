/** Faultless reading of objectives, exclusions, alerting and alert policies -> their definitions, with defaults. */
import { ISO_CALENDAR, WEEK_DAYS, type Calendar } from '../calendar';
import { DEFAULT_POLICY } from '../alerting/policies';
import { DEFAULT_SLICE, followsCalendar, methodOf } from './check-objective';
import { compareDecimals } from './decimal';
import type { ReadAlertPolicy, ReadContract, ReadKpiSpec } from './form';
import { WEEKDAYS, type ReadExclusion, type ReadObjective } from './form-objectives';
import { maybe, must } from './must';
import { placeOf } from './syntax';
import type { Alerting, AlertPolicyDefinition, Contract, Exclusion, Objective, TimeSlices, TimeWindow } from './types';

const MINUTE = 60_000;

/** What a KPI says of its days: the default of windows that follow a calendar. */
export type LocalTime = Pick<Contract, 'timeZone' | 'calendar'>;

export function localTimeOf(spec: Pick<ReadContract, 'timeZone' | 'calendar'> | undefined): LocalTime {
  return {
    timeZone: spec?.timeZone ?? 'UTC',
    calendar: {
      ...ISO_CALENDAR,
      ...maybe('weekStart', spec?.calendar?.weekStart),
      ...maybe('fiscalYearStart', spec?.calendar?.fiscalYearStart),
    },
  };
}

/** @param local the KPI's */
export function buildObjective(read: ReadObjective, local: LocalTime): Objective {
  const name = must(read.name);
  const slices = slicesOf(read);
  const policy = read.alertPolicy ?? DEFAULT_POLICY;
  return {
    name,
    displayName: read.displayName ?? name,
    target: must(read.target),
    timeWindow: windowOf(must(read.timeWindow), local),
    budgetingMethod: methodOf(read),
    ...maybe('slices', slices),
    absentIs: read.absentIs ?? 'gap',
    coverageFloor: read.coverageFloor ?? '0.9',
    minimumEvents: read.minimumEvents ?? 0,
    minimumFailures: read.minimumFailures ?? 0,
    consequences: (read.consequences ?? [])
      .map((one) => ({ below: must(one.below), then: must(one.then) }))
      .sort((a, b) => compareDecimals(b.below, a.below)),
    ...maybe('alertPolicy', policy === 'none' ? undefined : policy),
    alertPolicyIsChosen: read.alertPolicy !== undefined,
    place: placeOf(read.$),
  };
}

function windowOf(read: NonNullable<ReadObjective['timeWindow']>, { timeZone, calendar }: LocalTime): TimeWindow {
  const { text, ms, units } = must(read.duration);
  if (!followsCalendar(read)) {
    return { rolling: true, durationMs: must(ms), duration: text };
  }
  const { count, unit } = must(units);
  return {
    rolling: false,
    duration: text,
    count,
    unit,
    start: read.calendar?.startTime ?? startOf(unit, calendar),
    timeZone: read.calendar?.timeZone ?? timeZone,
  };
}

/** The first week, quarter, year … of 1970 that begins as the KPI's calendar says. */
function startOf(unit: 'd' | 'w' | 'M' | 'Q' | 'Y', { weekStart, fiscalYearStart }: Calendar): string {
  if (unit === 'w') {
    // 5 January 1970 was a Monday.
    const date = 5 + WEEK_DAYS.indexOf(weekStart);
    return `1970-01-${date < 10 ? '0' : ''}${date}T00:00`;
  }
  return `1970-${unit === 'Q' || unit === 'Y' ? fiscalYearStart : '01-01'}T00:00`;
}

function slicesOf(read: ReadObjective): TimeSlices | undefined {
  if (methodOf(read) === 'Occurrences') {
    return undefined;
  }
  const { ms, text } = read.timeSliceWindow ?? DEFAULT_SLICE;
  const good =
    read.op !== undefined
      ? { op: read.op, bound: must(read.value) }
      : read.timeSliceTarget !== undefined
        ? { op: 'gte' as const, bound: read.timeSliceTarget }
        : undefined;
  return { windowMs: ms, window: text, ...maybe('good', good) };
}

export function buildExclusion(read: ReadExclusion, zone: string): Exclusion {
  const common = {
    name: must(read.of.name),
    ...maybe('reason', read.of.reason),
    treatAs: read.of.treatAs ?? ('removed' as const),
    place: placeOf(read.of.$),
  };
  switch (read.choice) {
    case 'once':
      return { ...common, kind: 'once', fromMs: must(read.of.from).ms, toMs: must(read.of.to).ms };
    case 'recurring':
      return {
        ...common,
        kind: 'recurring',
        rrule: must(read.of.rrule),
        start: must(read.of.start),
        durationMs: must(read.of.duration).ms,
        timeZone: read.of.timeZone ?? zone,
      };
    case 'businessHours': {
      const hours = must(read.of.businessHours);
      const days = Array.from(new Set(must(hours.days).map((day) => WEEKDAYS.indexOf(day) + 1)));
      return {
        ...common,
        kind: 'businessHours',
        days: days.sort((a, b) => a - b),
        fromMinute: must(hours.from),
        toMinute: must(hours.to),
        timeZone: hours.timeZone ?? zone,
      };
    }
    case 'events':
      return {
        ...common,
        kind: 'events',
        events: must(read.of.events),
        beforeMs: read.of.before?.ms ?? 0,
        afterMs: read.of.after?.ms ?? 10 * MINUTE,
      };
  }
}

export function buildAlerting(read: ReadKpiSpec['alerting']): Alerting {
  const suppress = read?.suppress && {
    events: must(read.suppress.events),
    afterMs: read.suppress.after?.ms ?? 10 * MINUTE,
    severities: read.suppress.severities ?? (['ticket'] as const),
  };
  return {
    by: read?.by ?? [],
    impact: read?.impact ?? 'normal',
    ...maybe('suppress', suppress),
    ...maybe('board', read?.board),
  };
}

export function buildAlertPolicy(read: ReadAlertPolicy): AlertPolicyDefinition {
  const metadata = must(read.metadata);
  const spec = must(read.spec);
  return {
    kind: 'AlertPolicy',
    name: must(metadata.name),
    displayName: metadata.displayName ?? must(metadata.name),
    ...maybe('description', spec.description),
    ...maybe('reference', spec.reference),
    conditions: must(spec.conditions).map((one) => ({
      severity: must(one.severity),
      long: must(one.long).text,
      longMs: must(one.long).ms,
      short: must(one.short).text,
      shortMs: must(one.short).ms,
      ...maybe('budget', one.budget),
      ...maybe('factor', one.factor),
      place: placeOf(one.$),
    })),
    forMs: spec.for?.ms ?? 0,
    keepFiringForMs: spec.keepFiringFor?.ms ?? 5 * MINUTE,
    place: placeOf(read.$),
  };
}
