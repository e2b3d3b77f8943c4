/** What the objectives of a KPI need for the views budget, burn and alert: one set of slices for all windows. */
import { SLICE_STEPS_MS, sliceGridMs } from '../calendar';
import { isLevel, measureParts } from '../definition';
import type { KpiDefinition, Objective } from '../definition/types';
import { diagnostic, type Diagnostic } from '../diagnostics';
import type { Role } from '../results/answer';
import { alertReach, budgetReach, burnReach, watchOf, type Reach, type Watch } from './objective-windows';
import { askOf } from './parts';
import { planEvents } from './plan-events';
import { partsOf, type Planning } from './plan-kpi';
import type { UpstreamRequest } from './request';
import type { Target } from './resolve';
import type { MeasureWork, ObjectivesWork } from './work';

type KpiTarget = Target & { readonly definition: KpiDefinition };

const HOUR = 3_600_000;

export interface PlannedObjectives {
  readonly work: ObjectivesWork;
  readonly requests: readonly UpstreamRequest[];
}

/** The objectives that a query is about. Alerts: those that have a condition of the severity asked for. */
export function objectivesAsked(planning: Planning, kpi: KpiDefinition): Watch[] {
  const { definitions, resolved } = planning;
  return kpi.objectives
    .filter(({ name }) => resolved.objective === undefined || name === resolved.objective)
    .map((objective) => watchOf(definitions, kpi, objective))
    .filter(
      ({ conditions }) =>
        resolved.view !== 'alert' ||
        conditions.some(({ severity }) => resolved.severity === undefined || severity === resolved.severity)
    );
}

export function planObjectives(planning: Planning, target: KpiTarget, watches: readonly Watch[]): PlannedObjectives {
  const { resolved } = planning;
  const kpi = target.definition;
  const reaches = watches.map((watch) => earlier(reachOf(planning, watch), lagOf(planning, kpi, watch.objective)));
  const shared = reaches.map((reach, i) => sharedReach(planning, kpi, watches[i], reach));
  const fromMs = Math.min(...shared.map((reach) => reach.fromMs));
  const failures: Diagnostic[] = [...target.failures];
  if (kpi.measure.kind === 'gauge' && target.by.length > 0) {
    failures.push(diagnostic('PL2033', { kpi: kpi.name, segment: target.by[0].name }));
  }
  const events = failures.length > 0 ? { requests: [], work: [] } : planEvents(planning, kpi, fromMs);
  const measures: MeasureWork[] = [];
  const asking = new Asking(planning, target, failures, measures);
  // Objectives that need slices of one length share them; the widest reach is asked once.
  const groups = new Map<number, number[]>();
  watches.forEach((watch, i) => {
    const step = longestStep(planning, kpi, watch.objective, reaches[i]);
    groups.set(step, [...(groups.get(step) ?? []), i]);
  });
  const places: Array<readonly number[]> = watches.map(() => []);
  if (failures.length === 0) {
    for (const [step, members] of groups) {
      const [own, all] = [reaches, shared].map((list) => union(members.map((i) => list[i])));
      const place = asking.measure(kpi, step, own, all);
      members.forEach((i) => (places[i] = place));
    }
  }
  return {
    work: {
      type: 'objectives',
      name: kpi.name,
      fromMs: resolved.fromMs,
      reachMs: fromMs,
      toMs: resolved.toMs,
      by: target.by.map((segment) => segment.name),
      objectives: watches.map(({ objective }, i) => ({ name: objective.name, measures: places[i] })),
      measures,
      events: events.work,
      failures,
    },
    requests: events.requests,
  };
}

function reachOf({ resolved }: Planning, watch: Watch): Reach {
  const { view, fromMs, toMs } = resolved;
  return view === 'alert'
    ? alertReach(watch, toMs)
    : view === 'budget'
      ? budgetReach(watch, toMs)
      : burnReach(watch, fromMs, toMs);
}

/** A board's ranges up to this length. */
const BOARD_MS = 72 * HOUR;

/**
 * What an SQL store is asked for: a statement is shared only where it is the same, so a budget beside a timeline asks what the timeline asks. (Ranges
 * of Prometheus that lie in each other are one request anyway.)
 */
function sharedReach(planning: Planning, kpi: KpiDefinition, watch: Watch, reach: Reach): Reach {
  const { view, fromMs, toMs } = planning.resolved;
  const onBoard = view === 'budget' && fromMs < toMs && toMs - fromMs <= BOARD_MS;
  const lag = lagOf(planning, kpi, watch.objective);
  return onBoard ? earlier(burnReach(watch, fromMs, toMs), lag) : reach;
}

const earlier = (reach: Reach, lagMs: number): Reach => ({ ...reach, fromMs: reach.fromMs - lagMs });

/** How long before the range's end the last windows may end: time slices that are still open, a source that waits for another one. */
function lagOf({ definitions }: Planning, kpi: KpiDefinition, { slices }: Objective): number {
  const { measure } = kpi;
  const members = measure.kind === 'composite' ? measure.members.map((m) => definitions.kpis.get(m.kpi)!) : [kpi];
  const sources = new Set(members.flatMap((member) => measureParts(member.measure).map(({ source }) => source)));
  if (!slices && sources.size === 1 && measure.kind !== 'composite') {
    return 0;
  }
  const late = [...sources].map((source) => definitions.sources.get(source)?.latenessMs ?? 0);
  const lengths = [slices, ...memberSlices(definitions, kpi)].map((s) => s?.windowMs ?? 0);
  return Math.max(...late) + Math.max(...lengths);
}

/** Slices no longer than this: the grid of the zones' days, and what a time slice is made of. */
function longestStep({ definitions }: Planning, kpi: KpiDefinition, objective: Objective, reach: Reach): number {
  const { timeWindow, slices } = objective;
  const zone = timeWindow.rolling ? kpi.timeZone : timeWindow.timeZone;
  const grid = sliceGridMs(zone, reach.fromMs, reach.toMs) ?? SLICE_STEPS_MS[SLICE_STEPS_MS.length - 1];
  if (slices && isMadeOfLevels(kpi)) {
    // Different lengths are different numbers: each gets tiles of its own.
    return slices.windowMs;
  }
  const ofSlices = [slices, ...memberSlices(definitions, kpi)].map((s) => (s ? stepWithin(s.windowMs) : HOUR));
  return Math.min(grid, ...ofSlices);
}

/** Whether a time slice is asked as a whole. Gauges are read several times in it, and averaged. */
const isMadeOfLevels = ({ measure }: KpiDefinition): boolean =>
  measure.kind !== 'gauge' && measureParts(measure).some(isLevel);

function memberSlices({ kpis }: Planning['definitions'], { measure }: KpiDefinition): Array<Objective['slices']> {
  return measure.kind === 'composite'
    ? measure.members.map(
        (member) => kpis.get(member.kpi)?.objectives.find(({ name }) => name === member.objective)?.slices
      )
    : [];
}

/** The longest slice that a time slice is a union of. */
const stepWithin = (windowMs: number): number => SLICE_STEPS_MS.find((step) => windowMs % step === 0)!;

function union(reaches: readonly Reach[]): Reach {
  return {
    fromMs: Math.min(...reaches.map((reach) => reach.fromMs)),
    toMs: Math.max(...reaches.map((reach) => reach.toMs)),
    cuts: reaches.flatMap((reach) => reach.cuts),
    fine: reaches.flatMap((reach) => reach.fine),
  };
}

/** Asks for the parts of measures; gives back where each stands in the work. */
class Asking {
  constructor(
    private readonly planning: Planning,
    private readonly target: KpiTarget,
    private readonly failures: Diagnostic[],
    private readonly measures: MeasureWork[]
  ) {}

  /** One place for a KPI of its own, one a member for a composite. */
  measure(kpi: KpiDefinition, step: number, own: Reach, shared: Reach): number[] {
    const { measure } = kpi;
    if (measure.kind !== 'composite') {
      return [this.one(kpi, step, own, shared)];
    }
    const { kpis } = this.planning.definitions;
    return measure.members.map((member) => this.one(kpis.get(member.kpi)!, step, own, shared));
  }

  private one(kpi: KpiDefinition, step: number, own: Reach, shared: Reach): number {
    const { definitions, context, intern, store } = this.planning;
    const roles: Partial<Record<Role, number>> = {};
    const parts = partsOf(kpi, this.target.definition.minCohort > 0);
    if ('code' in parts) {
      this.failures.push(parts);
    }
    for (const [role, part] of 'code' in parts ? [] : parts.list) {
      const prometheus = part.store === 'prometheus';
      const reach = prometheus ? own : shared;
      // Where time is excluded, hours would be cut; five minutes are the finest history has.
      const { exclusions } = this.target.definition;
      const fine = exclusions.length > 0 ? [[reach.fromMs, reach.toMs] as const] : reach.fine;
      const ask = askOf(definitions, {
        part,
        target: this.target,
        title: `${kpi.name} ${role}`,
        word: role,
        // Prometheus counts whole slices; a window that begins within one takes its share.
        fromMs: prometheus ? Math.floor(reach.fromMs / step) * step : reach.fromMs,
        toMs: reach.toMs,
        nowMs: context.nowMs,
        anchorMs: reach.toMs,
        // What adds up beside a level is asked in tiles that a time slice is a union of.
        longestMs: stepWithin(step),
        ...(isMadeOfLevels(kpi) ? { sliceMs: step } : {}),
        ...(kpi.measure.kind === 'freshness' && role === 'value' ? { lookbackMs: kpi.measure.lookbackMs } : {}),
        fine: prometheus ? fine.filter(([, to]) => to === reach.toMs) : fine,
        cuts: reach.cuts,
        store,
      });
      if ('code' in ask) {
        this.failures.push(ask);
      } else {
        roles[role] = intern(ask);
      }
    }
    return this.measures.push({ kpi: kpi.name, roles }) - 1;
  }
}
