/** View impact: the slices before and after a change, and those of the control, asked once over. */
import { formatInstant, sliceGridMs, ZONES_FROM_MS } from '../calendar';
import type { KpiDefinition, Segment } from '../definition/types';
import { diagnostic, type Diagnostic } from '../diagnostics';
import { partsOfId } from '../events';
import type { Role } from '../results/answer';
import type { ControlAsked } from '../results/effects/control';
import { hasEffect } from '../results/effects/ledger';
import { LONGEST_FOR_WEEKDAY_MS, reachOf, windowsOf, type EffectWindows } from '../results/effects/windows';
import { effectOptions } from './effect-options';
import { askOf } from './parts';
import { planLists } from './plan-events';
import { partsOf, type Planning } from './plan-kpi';
import type { KpiQuery } from './query';
import type { UpstreamRequest } from './request';
import type { Target } from './resolve';
import type { ImpactWork } from './work';

type KpiTarget = Target & { readonly definition: KpiDefinition };

const HOUR = 3_600_000;

export interface PlannedImpact {
  readonly work: ImpactWork;
  readonly requests: readonly UpstreamRequest[];
}

/** What one KPI needs. Failures of the work: PL2075 to PL2079, and those of asking. */
export function planImpact(planning: Planning, target: KpiTarget, query: KpiQuery): PlannedImpact {
  const { context, resolved } = planning;
  const kpi = target.definition;
  const nothing = { before: { fromMs: 0, toMs: 0 }, after: { fromMs: 0, toMs: 0 } };
  const empty: ImpactWork = {
    type: 'impact',
    name: kpi.name,
    by: target.by.map(({ name }) => name),
    groups: [],
    windows: nothing,
    fromMs: resolved.fromMs,
    toMs: resolved.toMs,
    control: { kind: 'none' },
    roles: {},
    events: [],
    failures: target.failures,
  };
  const failed = (...failures: Diagnostic[]): PlannedImpact => ({ work: { ...empty, failures }, requests: [] });
  if (target.failures.length > 0) {
    return { work: empty, requests: [] };
  }
  if (!hasEffect(kpi)) {
    return failed(diagnostic('PL2075', { kpi: kpi.name, measure: kpi.measure.kind, view: resolved.view }));
  }
  const change = changeOf(planning, kpi, query);
  if (change && 'code' in change) {
    return failed(change);
  }
  const rangeMs = change ? undefined : context.toMs - resolved.fromMs;
  const options = effectOptions(kpi, query, rangeMs);
  if ('code' in options) {
    return failed(options);
  }
  const atMs = change ? change.atMs : resolved.fromMs;
  const windows = windowsOf(atMs, options.beforeMs, options.afterMs, options.settleMs);
  const { control } = options;
  const asked = askFor(planning, targetFor(target, control), windows, usesWeeks(control, windows));
  const lists = change
    ? planLists(
        { definitions: planning.definitions, resolved: { ...resolved, fromMs: atMs, toMs: atMs + 1 } },
        planning.definitions.events.has(change.events) ? [{ name: change.events, fromMs: atMs }] : [],
        (name) => `the events "${name}" are not defined`
      )
    : { work: [], requests: [] };
  const groups = targetFor(target, control).by.map(({ name }) => name);
  const { fromMs, toMs, roles, failures } = asked;
  return {
    work: {
      ...empty,
      groups,
      windows,
      fromMs,
      toMs,
      ...(change ? { deploy: change } : {}),
      control,
      roles: failures.length > 0 ? {} : roles,
      events: lists.work,
      failures,
    },
    requests: failures.length > 0 ? [] : lists.requests,
  };
}

/** Weeks before are looked at where they may be the control, and do not overlap what is looked at. */
export const usesWeeks = (control: ControlAsked, { before, after }: EffectWindows): boolean =>
  control.kind !== 'none' && control.kind !== 'segment' && after.toMs - before.fromMs <= LONGEST_FOR_WEEKDAY_MS;

function changeOf({ context }: Planning, { timeZone }: KpiDefinition, { deploy }: KpiQuery) {
  if (deploy === undefined) {
    return undefined;
  }
  const parts = partsOfId(String(deploy));
  if (!parts) {
    return diagnostic('PL2076', { deploy: String(deploy) });
  }
  if (parts.atMs < ZONES_FROM_MS || parts.atMs > context.nowMs) {
    const iso = (ms: number) => (Math.abs(ms) < 8.64e15 ? new Date(ms).toISOString() : String(ms));
    return diagnostic('PL2079', { deploy, at: iso(parts.atMs), now: formatInstant(timeZone, context.nowMs) });
  }
  return { id: deploy, ...parts };
}

/** A control of other segments has to be asked beside what is filtered. */
function targetFor(target: KpiTarget, control: ControlAsked): KpiTarget {
  if (control.kind !== 'segment') {
    return target;
  }
  const segment = target.definition.segments.find(({ name }) => name === control.segment) as Segment;
  const by = target.by.includes(segment) ? target.by : [...target.by, segment];
  return { ...target, by, filters: target.filters.filter((filter) => filter.segment.name !== segment.name) };
}

interface Asked {
  readonly fromMs: number;
  readonly toMs: number;
  readonly roles: ImpactWork['roles'];
  readonly failures: readonly Diagnostic[];
}

/** Slices from the first week's time before to the end of the look, short ones where windows are. */
function askFor(planning: Planning, target: KpiTarget, windows: EffectWindows, weeks: boolean): Asked {
  const { timeZone } = target.definition;
  const reach = reachOf(timeZone, windows, weeks);
  return askSlices(planning, target, { ...reach, toMs: Math.min(reach.toMs, planning.context.nowMs) });
}

/** The slices of every part of a KPI from an hour's start on. */
export function askSlices(
  { definitions, context, store, intern }: Planning,
  target: KpiTarget,
  reach: { readonly fromMs: number; readonly toMs: number; readonly fine: ReadonlyArray<readonly [number, number]> }
): Asked {
  const kpi = target.definition;
  const fromMs = Math.max(ZONES_FROM_MS, Math.floor(reach.fromMs / HOUR) * HOUR);
  const { toMs } = reach;
  const grid = sliceGridMs(kpi.timeZone, fromMs, toMs);
  const parts = partsOf(kpi, kpi.minCohort > 0);
  if (grid === null || 'code' in parts) {
    const failure = 'code' in parts ? parts : diagnostic('PL2018', { zone: kpi.timeZone });
    return { fromMs, toMs, roles: {}, failures: [failure] };
  }
  const roles: Partial<Record<Role, number>> = {};
  const failures: Diagnostic[] = [];
  for (const [role, part] of parts.list) {
    const ask = askOf(definitions, {
      part,
      target,
      title: `${kpi.name} ${role}`,
      word: role,
      fromMs,
      toMs,
      nowMs: context.nowMs,
      anchorMs: context.nowMs,
      longestMs: grid,
      fine: reach.fine,
      store,
    });
    if ('code' in ask) {
      failures.push(ask);
    } else {
      roles[role] = intern(ask);
    }
  }
  return { fromMs, toMs, roles, failures };
}
