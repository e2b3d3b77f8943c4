/** Which time an objective's numbers need: how far back, and where windows begin and end. */
import { conditionsFor, maxBurnOf, policyNamed, severityFor } from '../alerting';
import type { DefinitionSet, KpiDefinition, Objective } from '../definition/types';
import type { Diagnostic } from '../diagnostics';
import type { ConditionMeta } from '../results/types';
import { windowAt } from '../slo';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Windows up to this begin on five minutes, wherever on a timeline they end; longer ones take their share of an hour. */
const SHORT_MS = 72 * HOUR;

/** Windows that are drawn for an objective without alerts. */
const USUAL: ReadonlyArray<readonly [string, number]> = [
  ['1h', HOUR],
  ['6h', 6 * HOUR],
  ['1d', 24 * HOUR],
  ['3d', 72 * HOUR],
];

export interface Watch {
  readonly objective: Objective;
  readonly conditions: readonly ConditionMeta[];
  readonly leftOut: readonly Diagnostic[];
  /** Highest burn rate that there can be. */
  readonly maxBurn: number;
  /** Every window that is looked at, ascending. */
  readonly windows: ReadonlyArray<{ readonly window: string; readonly ms: number }>;
}

/**
 * An objective with the conditions of its policy and the windows they need; a rolling objective's own window is the longest. A KPI whose
 * impact is low never pages: its page conditions make tickets.
 */
export function watchOf(definitions: DefinitionSet, kpi: KpiDefinition, objective: Objective): Watch {
  const policy = objective.alertPolicy === undefined ? undefined : policyNamed(objective.alertPolicy, definitions);
  const maxBurn = maxBurnOf(kpi, objective, definitions.kpis);
  const fit = policy ? conditionsFor(kpi.name, objective, policy, maxBurn) : { conditions: [], refused: [] };
  const conditions = fit.conditions.map((condition) => ({
    ...condition,
    severity: severityFor(kpi, condition.severity),
  }));
  const windows = new Map<number, string>();
  const least = objective.slices ? 2 * objective.slices.windowMs : 0;
  for (const { long, longMs, short, shortMs } of conditions) {
    windows.set(longMs, long).set(shortMs, short);
  }
  for (const [window, ms] of conditions.length === 0 ? USUAL : []) {
    if (ms >= least) {
      windows.set(ms, window);
    }
  }
  if (objective.timeWindow.rolling) {
    windows.set(objective.timeWindow.durationMs, objective.timeWindow.duration);
  }
  const sorted = [...windows].sort((a, b) => a[0] - b[0]).map(([ms, window]) => ({ window, ms }));
  return { objective, conditions, leftOut: fit.refused, maxBurn, windows: sorted };
}

/** Time that an objective needs for a view, [fromMs, toMs), and how finely. */
export interface Reach {
  readonly fromMs: number;
  readonly toMs: number;
  /** Here windows begin and end: stores that can are asked for slices that end there. */
  readonly cuts: readonly number[];
  /** Here windows begin and end at any five minutes. */
  readonly fine: ReadonlyArray<readonly [number, number]>;
}

/** How far alerts look back at `atMs`: their windows, and whether a ticket's short window was paged for. */
export function alertReach({ conditions }: Watch, atMs: number): Reach {
  const cuts = conditions.flatMap(({ longMs, shortMs }) => [atMs - longMs, atMs - shortMs]);
  const page = longest(conditions, 'page', 'longMs');
  const heldBack = page === 0 ? 0 : longest(conditions, 'ticket', 'shortMs') + page;
  return { fromMs: Math.min(atMs, ...cuts, atMs - heldBack), toMs: atMs, cuts: [...cuts, atMs], fine: [] };
}

function longest(
  conditions: readonly ConditionMeta[],
  severity: ConditionMeta['severity'],
  window: 'longMs' | 'shortMs'
) {
  return Math.max(0, ...conditions.filter((c) => c.severity === severity).map((c) => c[window]));
}

/** What a budget at `atMs` needs: its window, the last hour, and the verdict of its alerts. */
export function budgetReach(watch: Watch, atMs: number): Reach {
  const alerts = alertReach(watch, atMs);
  const { fromMs } = windowAt(watch.objective.timeWindow, atMs);
  return {
    fromMs: Math.min(fromMs, atMs - HOUR, alerts.fromMs),
    toMs: atMs,
    cuts: [...alerts.cuts, fromMs, atMs - HOUR],
    fine: [],
  };
}

/** What a timeline from `fromMs` to `atMs` needs: each window that begins or ends within it. */
export function burnReach(watch: Watch, fromMs: number, atMs: number): Reach {
  const start = windowAt(watch.objective.timeWindow, fromMs).fromMs;
  const lengths = watch.windows.map(({ ms }) => ms);
  const budget = budgetReach(watch, atMs);
  return {
    fromMs: Math.min(budget.fromMs, start, ...lengths.map((ms) => fromMs - ms)),
    toMs: atMs,
    cuts: [...budget.cuts, ...lengths.map((ms) => atMs - ms), start, fromMs],
    fine: [
      [fromMs - Math.max(HOUR, ...lengths.filter((ms) => ms <= SHORT_MS)), atMs],
      ...lengths.map((ms) => [fromMs - ms, atMs - ms] as const),
    ],
  };
}
