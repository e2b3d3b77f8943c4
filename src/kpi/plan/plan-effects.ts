/** What has to be measured around events, so that each can carry its effect: views deploys and incidents. */
import type { KpiDefinition, Segment } from '../definition/types';
import type { Diagnostic } from '../diagnostics';
import { hasEffect } from '../results/effects/ledger';
import { reachOf, windowsOf } from '../results/effects/windows';
import { effectOptions, type EffectOptions } from './effect-options';
import type { Planning } from './plan-kpi';
import { askSlices, usesWeeks } from './plan-impact';
import { objectivesAsked, planObjectives } from './plan-objectives';
import type { KpiQuery } from './query';
import type { UpstreamRequest } from './request';
import type { Target } from './resolve';
import type { KpiWork, ObjectivesWork } from './work';

/** The slices around all events of a range, of one KPI. */
export interface KpiEffectsWork {
  readonly name: string;
  /** Segments of the slices: that of the control, where it is one. */
  readonly groups: readonly string[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly options?: EffectOptions;
  readonly roles: KpiWork['roles'];
  readonly failures: readonly Diagnostic[];
}

/** Data: where the slices around the events are in `Work.parts`. */
export interface EffectsWork {
  /** Of the query's KPIs those whose effects can be measured. */
  readonly kpis: readonly KpiEffectsWork[];
  /** Objectives that may burn. */
  readonly objectives: readonly ObjectivesWork[];
  /** Slices are hours. */
  readonly coarse: boolean;
}

export interface PlannedEffects {
  readonly work?: EffectsWork;
  readonly requests: readonly UpstreamRequest[];
}

type KpiTarget = Target & { readonly definition: KpiDefinition };

/** Beyond this range slices of five minutes, with those of the weeks before, would be too many. */
export const LONGEST_FINE_MS = 35 * 24 * 3_600_000;

/** Slices for every change of the range, once a part; objectives as view burn asks for them. Nothing where the query has no KPI. */
export function planEffects(planning: Planning, targets: readonly KpiTarget[], query: KpiQuery): PlannedEffects {
  if (targets.length === 0) {
    return { requests: [] };
  }
  const { resolved } = planning;
  const coarse = resolved.toMs - resolved.fromMs > LONGEST_FINE_MS;
  const able = targets.filter(({ definition, failures }) => failures.length === 0 && hasEffect(definition));
  const burn = { ...planning, resolved: { ...resolved, view: 'burn' as const } };
  const burning = (resolved.view === 'deploys' ? targets : [])
    .filter(({ definition, failures }) => failures.length === 0 && definition.objectives.length > 0)
    .map((target) => {
      const whole = { ...target, by: [] };
      const watches = objectivesAsked(burn, target.definition).filter(({ conditions }) => conditions.length > 0);
      return watches.length > 0 ? planObjectives(burn, whole, watches) : undefined;
    })
    .filter((planned) => planned !== undefined);
  return {
    work: {
      kpis: able.map((target) => kpiWork(planning, target, query, coarse)),
      objectives: burning.map(({ work }) => work),
      coarse,
    },
    requests: burning.flatMap(({ requests }) => requests),
  };
}

function kpiWork(planning: Planning, target: KpiTarget, query: KpiQuery, coarse: boolean): KpiEffectsWork {
  const { definition: kpi } = target;
  const { resolved, context } = planning;
  const empty = { name: kpi.name, groups: [], fromMs: resolved.fromMs, toMs: resolved.toMs, roles: {} };
  const options = effectOptions(kpi, query);
  if ('code' in options) {
    return { ...empty, failures: [options] };
  }
  const { control, beforeMs, afterMs, settleMs } = options;
  const segment = control.kind === 'segment' ? kpi.segments.find(({ name }) => name === control.segment) : undefined;
  const by: readonly Segment[] = segment ? [segment] : [];
  const filters = segment ? target.filters.filter((filter) => filter.segment.name !== segment.name) : target.filters;
  // Changes at both ends of the range, and all between.
  const first = windowsOf(resolved.fromMs, beforeMs, afterMs, settleMs);
  const last = windowsOf(resolved.toMs, beforeMs, afterMs, settleMs);
  const span = { before: first.before, after: { fromMs: first.after.fromMs, toMs: last.after.toMs } };
  const { fromMs, fine } = reachOf(kpi.timeZone, span, usesWeeks(control, first));
  const toMs = Math.min(last.after.toMs, context.nowMs);
  const asked = askSlices(planning, { ...target, by, filters }, { fromMs, toMs, fine: coarse ? [] : fine });
  return {
    name: kpi.name,
    groups: by.map(({ name }) => name),
    fromMs: asked.fromMs,
    toMs,
    options,
    roles: asked.failures.length > 0 ? {} : asked.roles,
    failures: asked.failures,
  };
}
