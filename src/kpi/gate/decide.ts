/** Whether a release may go on: from what was seen since the deploy, in any order. */
import {
  REASONS,
  type Decision,
  type GatePolicy,
  type KpiLook,
  type Look,
  type Reason,
  type SeenEffect,
} from './types';
import { away, fine, firing, harmless, lossOver, lossUnsure, noData, undecided, worse } from './words';

/**
 * Decides from all looks so far; they may come in any order, each has its own time.
 *
 * Closed at once, and for good, at the first look at which a KPI is worse (its interval excludes no effect, and the effect is at least what matters),
 * an alert of the policy's severity fires that did not fire at the deploy, or more money than `maxLoss` is surely lost. The effects' intervals are safe to be
 * looked at all the time, so looking early is no cheating. Else `watching` until a look at `untilMs` or later. Then each KPI's newest complete look since
 * `untilMs` counts: open where nothing is worse; what is undecided or not measured as the policy says; a KPI without such a look keeps the gate waiting for
 * `patienceMs`, after which it is `couldNotRun`.
 */
export function decide(looks: readonly Look[], policy: GatePolicy): Decision {
  const ordered = [...looks].sort((a, b) => a.atMs - b.atMs);
  const held = new Map<string, boolean>();
  for (const look of ordered) {
    const reasons = closingReasons(look, policy, held);
    if (reasons.length > 0) {
      return { outcome: 'closed', atMs: look.atMs, reasons: sorted(reasons) };
    }
  }
  const last = ordered[ordered.length - 1];
  if (!last || last.atMs < policy.untilMs) {
    return {
      outcome: 'watching',
      atMs: last?.atMs ?? policy.deployMs,
      reasons: sorted(last ? last.kpis.flatMap(sofar(policy)) : []),
    };
  }
  return atTheEnd(ordered, last.atMs, policy);
}

/** What closes the gate at this look. `held`: whether each alert held when it last had a verdict; kept up to date here. */
function closingReasons(look: Look, policy: GatePolicy, held: Map<string, boolean>): Reason[] {
  const after = look.atMs > policy.deployMs;
  const reasons: Reason[] = [];
  for (const kpi of look.kpis) {
    for (const alert of kpi.alerts) {
      const key = JSON.stringify([kpi.kpi, alert.severity, alert.of]);
      if (alert.times === null) {
        continue;
      }
      const fires = alert.times > 1;
      if (fires && after && held.get(key) !== true && closes(alert.severity, policy)) {
        reasons.push(firing(kpi, alert));
      }
      held.set(key, fires);
    }
    const { effect } = kpi;
    if (effect && after) {
      if (isWorse(effect)) {
        reasons.push(worse(kpi, effect));
      }
      if (policy.maxLoss !== undefined && effect.costLow !== null && effect.costLow > policy.maxLoss) {
        reasons.push(lossOver(kpi, effect, policy.maxLoss));
      }
    }
  }
  return reasons;
}

const closes = (severity: 'page' | 'ticket', policy: GatePolicy) => severity === 'page' || policy.severity === 'ticket';

/** Surely not better, and by at least what matters. What cannot be weighed is taken for worse. */
export function isWorse({ verdict, value, matters }: SeenEffect): boolean {
  return verdict === 'worse' && (value === null || Math.abs(value) >= matters);
}

function atTheEnd(ordered: readonly Look[], atMs: number, policy: GatePolicy): Decision {
  const newest = policy.kpis.map((kpi) => [kpi, newestOf(ordered, kpi, policy.untilMs)] as const);
  const missing = newest.flatMap(([kpi, look]) => (look ? [] : [awayReason(ordered, kpi)]));
  const reasons = newest.flatMap(([, look]) => (look ? sofar(policy)(look) : []));
  if (missing.length > 0) {
    const outcome = atMs < policy.untilMs + policy.patienceMs ? 'watching' : 'couldNotRun';
    return { outcome, atMs, reasons: sorted([...missing, ...reasons]) };
  }
  const shut =
    (policy.onNoData === 'closed' && reasons.some(({ kind }) => kind === 'noData')) ||
    (policy.whenUndecided === 'closed' && reasons.some(({ kind }) => kind === 'undecided'));
  return { outcome: shut ? 'closed' : 'open', atMs, reasons: sorted(reasons) };
}

/** The newest look since `untilMs` in which the KPI was answered in full. */
function newestOf(ordered: readonly Look[], kpi: string, untilMs: number): KpiLook | undefined {
  for (let i = ordered.length - 1; i >= 0 && ordered[i].atMs >= untilMs; i--) {
    const found = ordered[i].kpis.find((one) => one.kpi === kpi);
    if (found?.effect && found.faults.length === 0) {
      return found;
    }
  }
  return undefined;
}

function awayReason(ordered: readonly Look[], kpi: string): Reason {
  const found = [...ordered]
    .reverse()
    .flatMap(({ kpis }) => kpis)
    .find((one) => one.kpi === kpi);
  return away(kpi, found?.displayName ?? kpi, found?.faults ?? []);
}

/** What one look says of a KPI that does not close the gate. */
const sofar =
  (policy: GatePolicy) =>
  (look: KpiLook): Reason[] => {
    const { effect } = look;
    if (!effect) {
      return [];
    }
    const said =
      effect.verdict === 'unknown'
        ? noData(look)
        : effect.verdict === 'waiting'
          ? undecided(look, effect)
          : effect.verdict === 'worse'
            ? harmless(look, effect)
            : fine(look, effect);
    const { maxLoss } = policy;
    const unsure = maxLoss !== undefined && effect.cost !== null && effect.cost > maxLoss;
    return unsure ? [said, lossUnsure(look, effect, maxLoss)] : [said];
  };

const sorted = (reasons: readonly Reason[]): Reason[] =>
  [...reasons].sort((a, b) => REASONS.indexOf(a.kind) - REASONS.indexOf(b.kind));
