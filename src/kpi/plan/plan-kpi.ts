/** What a KPI needs for the views value, series, breakdown and alert. */
import { severityFor } from '../alerting';
import { measureParts } from '../definition';
import { autoGrain, bucketsOf, NOMINAL_GRAIN_MS, sliceGridMs, type Buckets } from '../calendar';
import { diagnostic, type Diagnostic, type Outcome } from '../diagnostics';
import type { DefinitionSet, KpiDefinition, MeasurePart, OwnedDefinition, Threshold } from '../definition/types';
import { accumulatedFrom, accumulates } from '../results/accumulated';
import type { Role } from '../results/answer';
import type { SliceStore } from '../slices';
import { askOf, type PartAsk } from './parts';
import { withCompared } from './plan-compare';
import type { QueryContext } from './query';
import type { Resolved, Target } from './resolve';
import type { KpiWork } from './work';

/** Where asks are collected; gives back the index of an equal one that is there already. */
export type Intern = (ask: PartAsk) => number;

export interface Planning {
  readonly definitions: DefinitionSet;
  readonly resolved: Resolved;
  readonly context: QueryContext;
  readonly store?: SliceStore;
  readonly intern: Intern;
}

type KpiTarget = Target & { readonly definition: KpiDefinition };

/** The work of one KPI: one item, or for alerts one for each threshold. */
export function planKpi(planning: Planning, target: KpiTarget): KpiWork[] {
  const { resolved } = planning;
  const { fromMs, toMs } = resolved;
  if (target.failures.length > 0) {
    return [item(target, fromMs, toMs, {}, target.failures)];
  }
  if (target.definition.measure.kind === 'gauge' && target.by.length > 0) {
    const params = { kpi: target.definition.name, segment: target.by[0].name };
    return [item(target, fromMs, toMs, {}, [diagnostic('PL2033', params)])];
  }
  if (resolved.view === 'alert') {
    const asked = target.definition.thresholds.filter(
      ({ severity }) =>
        resolved.objective === undefined &&
        (resolved.severity === undefined || severityFor(target.definition, severity) === resolved.severity)
    );
    return asked.map((threshold) => itemFor(planning, target, toMs - threshold.windowMs, toMs, undefined, threshold));
  }
  const range = (from: number, to: number, within?: Buckets) => itemFor(planning, target, from, to, within);
  if (resolved.view !== 'series') {
    return [withCompared(planning, target.definition, range(fromMs, toMs), range)];
  }
  const buckets = bucketsFor(planning, target.definition);
  return [
    buckets.ok
      ? withCompared(planning, target.definition, range(fromMs, toMs, buckets.value), range)
      : item(target, fromMs, toMs, {}, buckets.diagnostics),
  ];
}

/** The buckets of a series: the query's grain, or else the definition's own, or else what fits the points. */
export function bucketsFor({ resolved, context }: Planning, owned: OwnedDefinition): Outcome<Buckets> {
  const { fromMs, toMs } = resolved;
  const asked = resolved.grain === 'auto' ? owned.grain : resolved.grain;
  const grain = asked ?? autoGrain(fromMs, toMs, context.maxDataPoints);
  return bucketsOf(owned.timeZone, grain, fromMs, toMs, owned.calendar);
}

function itemFor(
  planning: Planning,
  target: KpiTarget,
  fromMs: number,
  toMs: number,
  buckets?: Buckets,
  threshold?: Threshold
): KpiWork {
  const { definitions, resolved, context, store, intern } = planning;
  const kpi = target.definition;
  const grid = sliceGridMs(kpi.timeZone, fromMs, toMs, buckets?.edges);
  if (grid === null) {
    return item(target, fromMs, toMs, {}, [diagnostic('PL2018', { zone: kpi.timeZone })], threshold);
  }
  const grainMs = buckets ? NOMINAL_GRAIN_MS[buckets.grain] : Infinity;
  // Segments may be many, so a table of totals is asked in one bucket; a number or a line is made of slices that can be kept.
  const whole = resolved.view === 'breakdown' || (resolved.view === 'value' && target.by.length > 0);
  const starts = accumulates(kpi) ? accumulatedStarts(kpi, toMs, buckets) : [];
  const roles: Partial<Record<Role, number>> = {};
  const failures: Diagnostic[] = [];
  const parts = partsOf(kpi, kpi.minCohort > 0 || (threshold?.minimumEvents ?? 0) > 0, threshold);
  if ('code' in parts) {
    return item(target, fromMs, toMs, {}, [parts], threshold);
  }
  for (const [role, part] of parts.list) {
    const ask = askOf(definitions, {
      part,
      target,
      title: `${kpi.name} ${role}`,
      word: role,
      fromMs: starts.length > 0 ? Math.min(...starts) : fromMs,
      toMs,
      nowMs: context.nowMs,
      longestMs: whole ? null : Math.min(grid, grainMs),
      ...(starts.length > 0 ? { cuts: starts } : {}),
      // Prometheus cannot cut a slice: where a stretch begins within an hour, that hour is asked in short ones.
      ...(part.store === 'prometheus' && starts.length > 0
        ? { fine: starts.map((start) => [start, start] as const) }
        : {}),
      grain: buckets?.grain,
      ...(buckets ? { stretches: buckets } : {}),
      ...(kpi.measure.kind === 'freshness' && role === 'value' ? { lookbackMs: kpi.measure.lookbackMs } : {}),
      store,
    });
    if ('code' in ask) {
      failures.push(ask);
    } else {
      roles[role] = intern(ask);
    }
  }
  return item(target, fromMs, toMs, failures.length > 0 ? {} : roles, failures, threshold, buckets);
}

/** Where the stretches of what accumulates begin: one for each bucket, or for the range. */
function accumulatedStarts(kpi: Parameters<typeof accumulatedFrom>[0], toMs: number, buckets?: Buckets): number[] {
  const ends = buckets ? buckets.edges.slice(1) : [toMs];
  return ends.map((end) => accumulatedFrom(kpi, Math.min(end, toMs)));
}

function item(
  target: Target,
  fromMs: number,
  toMs: number,
  roles: KpiWork['roles'],
  failures: readonly Diagnostic[],
  threshold?: Threshold,
  buckets?: Buckets
): KpiWork {
  return {
    type: 'kpi',
    name: target.definition.name,
    fromMs,
    toMs,
    by: target.by.map((segment) => segment.name),
    roles,
    ...(threshold ? { threshold: threshold.name } : {}),
    ...(buckets ? { buckets } : {}),
    failures,
  };
}

/** What itself says how many there were; of different people it is people that a cohort is made of, not their rows. */
const COUNTS: readonly string[] = ['rows', 'values', 'distinct'];

/**
 * The parts of a measure by role. `events` (how many rows or requests there were) is its own part only where neither the value nor
 * the denominator says it: a sum of a column.
 */
export function partsOf(
  kpi: KpiDefinition,
  eventsMatter: boolean,
  threshold?: Threshold
): { readonly list: ReadonlyArray<readonly [Role, MeasurePart]> } | Diagnostic {
  const { measure } = kpi;
  const parts = measureParts(measure);
  const roles: readonly Role[] = measure.kind === 'ratio' ? ['numerator', 'denominator'] : ['value'];
  const list = parts.map((part, i) => [roles[i], part] as const);
  const counted = parts[parts.length - 1];
  if (!eventsMatter || measure.kind === 'count') {
    return { list };
  }
  if (counted.store === 'sql') {
    return COUNTS.includes(counted.aggregate.kind)
      ? { list }
      : { list: [...list, ['events', { ...counted, aggregate: { kind: 'rows' } }]] };
  }
  if (measure.kind === 'ratio') {
    return { list };
  }
  return threshold
    ? diagnostic('PL2019', { kpi: kpi.name, threshold: threshold.name })
    : diagnostic('PL2016', {
        kpi: kpi.name,
        what: 'its minCohort cannot be checked, since a sum of a Prometheus counter does not tell how many events it had',
        instead: 'Take minCohort away, or make the KPI a ratio over a count.',
      });
}
