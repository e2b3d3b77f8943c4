/** An objective as pictures tell it. */
import { contractMeta } from './frames';
import type { ObjectiveAnswer, ObjectivesAnswer } from './objectives';
import type { ObjectiveMeta } from './types';
import type { View } from '../plan/query';

const MINUTE_MS = 60_000;

export function objectiveMeta(answer: ObjectivesAnswer, one: ObjectiveAnswer): ObjectiveMeta {
  const { kpi, atMs } = answer;
  const { objective, conditions, leftOut } = one;
  const { timeWindow, slices } = objective;
  const { fromMs, toMs } = answer.windowOf(objective, atMs);
  const policy = objective.alertPolicy === undefined ? undefined : answer.policyOf(objective.alertPolicy);
  return {
    name: objective.name,
    displayName: objective.displayName,
    target: objective.target,
    method: objective.budgetingMethod,
    window: {
      rolling: timeWindow.rolling,
      duration: timeWindow.duration,
      fromMs,
      toMs,
      timeZone: timeWindow.rolling ? kpi.timeZone : timeWindow.timeZone,
    },
    ...(slices ? { sliceWindow: slices.window } : {}),
    ...(slices?.good ? { good: slices.good } : {}),
    absentIs: objective.absentIs,
    coverageFloor: Number(objective.coverageFloor),
    ...(policy
      ? {
          policy: {
            name: policy.name,
            displayName: policy.displayName,
            ...(policy.reference === undefined ? {} : { reference: policy.reference }),
          },
        }
      : {}),
    conditions,
    leftOut: leftOut.map(({ message }) => message),
    consequences: objective.consequences.map(({ below, then }) => ({ below: Number(below), then })),
    maxBurn: one.maxBurn,
    exclusions: exclusionsWithin(one, fromMs, Math.min(toMs, atMs)),
  };
}

/** Exclusions by name, with the minutes of the window that each takes. */
function exclusionsWithin({ excluded }: ObjectiveAnswer, fromMs: number, toMs: number): ObjectiveMeta['exclusions'] {
  const byName = new Map<string, ObjectiveMeta['exclusions'][number]>();
  for (const { name, treatAs, reason, ...time } of excluded) {
    const minutes = Math.max(0, Math.min(time.toMs, toMs) - Math.max(time.fromMs, fromMs)) / MINUTE_MS;
    const before = byName.get(name);
    if (minutes > 0) {
      const sum = minutes + (before?.minutes ?? 0);
      byName.set(name, { name, treatAs, ...(reason === undefined ? {} : { reason }), minutes: sum });
    }
  }
  return [...byName.values()];
}

/** Whose number it is, and for when. */
export function objectivesMeta<V extends View>(view: V, { kpi, by, fromMs, atMs }: ObjectivesAnswer) {
  return contractMeta(view, { kpi, by, fromMs, toMs: atMs });
}

/** Money for one failed event (or slice); null without a price, and for a composite of burn rates, which has no events. */
export function priceOf({ kpi }: ObjectivesAnswer, unit: 'events' | 'slices' | 'burn' | undefined): number | null {
  return kpi.valuePerUnit && unit !== 'burn' ? Number(kpi.valuePerUnit.amount) : null;
}
