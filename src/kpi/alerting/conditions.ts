/** A policy's conditions as they apply to one objective: scaled to its window, and only those that can mean something. */
import { DAY_MS } from '../definition/duration';
import type { AlertPolicyDefinition, BurnCondition, KpiDefinition, Objective, TimeWindow } from '../definition/types';
import { diagnostic, type Diagnostic } from '../diagnostics';
import type { ConditionMeta } from '../results/types';

/** Days of a calendar unit, for scaling alone: a month counts as 30 days, as in the Workbook's table. */
const NOMINAL_DAYS = { d: 1, w: 7, M: 30, Q: 90, Y: 365 } as const;

/** Length of an objective's window, ms; of a calendar window the nominal one. */
export function nominalWindowMs(window: TimeWindow): number {
  return window.rolling ? window.durationMs : window.count * NOMINAL_DAYS[window.unit] * DAY_MS;
}

/** Highest burn rate there can be, when everything fails: 1 / (1 − target). */
export function maxBurn(target: string): number {
  return tidy(1 / errorBudget(target));
}

/** The mean of several burn rates, as a composite counts its members'; 0 where there are none. */
export function weightedBurn(members: ReadonlyArray<{ readonly burn: number; readonly weight: number }>): number {
  const weights = members.reduce((sum, { weight }) => sum + weight, 0);
  return tidy(members.reduce((sum, { burn, weight }) => sum + burn * weight, 0) / (weights || 1));
}

/** Highest burn rate of one KPI's objective. Of a composite that counts burn rates: when everything fails in all of its members. */
export function maxBurnOf(
  { measure }: Pick<KpiDefinition, 'measure'>,
  { target, budgetingMethod }: Pick<Objective, 'target' | 'budgetingMethod'>,
  kpis: ReadonlyMap<string, KpiDefinition>
): number {
  if (measure.kind !== 'composite' || budgetingMethod !== 'Occurrences') {
    return maxBurn(target);
  }
  return weightedBurn(
    measure.members.map(({ kpi, objective, weight }) => {
      const own = kpis.get(kpi)?.objectives.find(({ name }) => name === objective);
      return { burn: own ? maxBurn(own.target) : 0, weight: Number(weight) };
    })
  );
}

/** 1 − target as the double nearest to the exact decimal: 0.001 for `0.999`, not 0.0010000000000000009. */
export function errorBudget(target: string): number {
  return Number(complement(target));
}

/** 1 − `share`, digit for digit. @param share a decimal text of 0 to 1 */
export function complement(share: string): string {
  const digits = (/\.([0-9]+)$/.exec(share)?.[1] ?? '').replace(/0+$/, '');
  if (digits === '') {
    return Number(share) >= 1 ? '0' : '1';
  }
  // Nines' complement, and one more at the last place, which is not 0.
  const last = digits.length - 1;
  const out = digits.split('').map((digit, i) => (i === last ? 10 : 9) - Number(digit));
  return `0.${out.join('')}`;
}

/** Products of short decimals without binary noise: twelve significant digits. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}

export interface PolicyFit {
  readonly conditions: readonly ConditionMeta[];
  /** Why a condition was left out: errors where the definition chose the policy, else warnings. */
  readonly refused: readonly Diagnostic[];
}

/**
 * Conditions of `policy` for `objective`. The factor of a condition is its own, or share of the budget × window ÷ long window (SRE Workbook,
 * chapter 5). A factor that no failure can exceed (at least 1 / (1 − target)), one below 1 (it would fire on a kept promise), and a short
 * window of fewer than two time slices are refused.
 * @param most highest burn rate that there can be; a composite's is not that of its own target
 */
export function conditionsFor(
  kpi: string,
  objective: Pick<Objective, 'name' | 'target' | 'timeWindow' | 'slices' | 'alertPolicyIsChosen'>,
  policy: AlertPolicyDefinition,
  most = maxBurn(objective.target)
): PolicyFit {
  const conditions: ConditionMeta[] = [];
  const refused: Diagnostic[] = [];
  for (const condition of policy.conditions) {
    const made = conditionMeta(objective.timeWindow, condition);
    const fault = faultOf(kpi, objective, policy.name, made, most);
    if (fault) {
      refused.push(fault);
    } else {
      conditions.push(made);
    }
  }
  return { conditions, refused };
}

function conditionMeta(window: TimeWindow, condition: BurnCondition): ConditionMeta {
  const { severity, long, longMs, short, shortMs, budget, factor } = condition;
  const length = nominalWindowMs(window);
  const threshold = factor === undefined ? tidy((Number(budget) * length) / longMs) : Number(factor);
  return {
    severity,
    long,
    longMs,
    short,
    shortMs,
    factor: factor ?? String(threshold),
    threshold,
    budgetShare: tidy((threshold * longMs) / length),
  };
}

function faultOf(
  kpi: string,
  { name: objective, target, slices, alertPolicyIsChosen: chosen }: Parameters<typeof conditionsFor>[1],
  policy: string,
  { severity, factor, threshold, long, short, shortMs }: ConditionMeta,
  most: number
): Diagnostic | undefined {
  const what = { kpi, objective, policy, severity, factor, long };
  if (threshold >= most) {
    return diagnostic(chosen ? 'PL1231' : 'PL1241', { ...what, target, most });
  }
  if (threshold < 1) {
    return diagnostic(chosen ? 'PL1232' : 'PL1242', what);
  }
  if (slices && shortMs < 2 * slices.windowMs) {
    return diagnostic(chosen ? 'PL1233' : 'PL1243', { ...what, short, slice: slices.window });
  }
  return undefined;
}
