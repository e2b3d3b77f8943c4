/** Looks again and again until the gate has decided. */
import { decide, type Decision, type GatePolicy, type Look } from '../../src/kpi/gate';
import type { Ask } from './ask';
import type { GateHost } from './host';
import { lookAt, lookBefore, type Watched } from './look';

export interface Watch {
  readonly watched: Watched;
  readonly policy: GatePolicy;
  readonly intervalMs: number;
}

export interface Seen {
  readonly decision: Decision;
  readonly looks: readonly Look[];
}

/** Looks every `intervalMs`, the last time when the time is over, and after that until a source that is away has come back or patience ends. */
export async function watch(
  { watched, policy, intervalMs }: Watch,
  ask: Ask,
  host: GateHost,
  told: (seen: Seen) => void
): Promise<Seen> {
  const looks: Look[] = [];
  let before: Look | undefined;
  for (;;) {
    host.signal.throwIfAborted();
    if (!before) {
      const look = await lookBefore(watched, ask);
      before = look.kpis.some(({ faults }) => faults.length > 0) ? undefined : look;
      looks.push(...(before ? [before] : []));
    }
    const atMs = host.nowMs();
    const look = await lookAt(watched, ask, atMs);
    looks.push(before ? look : withoutAlerts(look));
    const seen: Seen = { decision: decide(looks, policy), looks: [...looks] };
    told(seen);
    if (seen.decision.outcome !== 'watching') {
      return seen;
    }
    await host.sleep(pause(atMs, host.nowMs(), policy, intervalMs), host.signal);
  }
}

/** Before it is known which alerts held at the deploy, none can be laid at its door; and the look is not a whole one. */
function withoutAlerts({ atMs, kpis }: Look): Look {
  const fault = 'Which of its alerts held at the deploy is not known yet.';
  return { atMs, kpis: kpis.map((kpi) => ({ ...kpi, alerts: [], faults: [...kpi.faults, fault] })) };
}

/** Until the next look: an interval from the last one's start, but the end of the time is not slept through. */
function pause(lookedMs: number, nowMs: number, { untilMs, patienceMs }: GatePolicy, intervalMs: number): number {
  const next = lookedMs + intervalMs;
  const edges = [untilMs, untilMs + patienceMs].filter((edge) => edge > lookedMs);
  return Math.max(0, Math.min(next, ...edges) - nowMs);
}
