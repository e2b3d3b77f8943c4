/** What a frame says about itself, made safe to read: a plugin of another version may have left something out. */
import type { DataFrame } from '@grafana/data';
import type { BudgetMeta, ObjectiveMeta } from '../../kpi/results/types';

type Loose<T> = { readonly [K in keyof T]?: T[K] };

const list = <T>(value: readonly T[] | undefined): readonly T[] => (Array.isArray(value) ? value : []);
const finite = (value: number | undefined): value is number => typeof value === 'number' && Number.isFinite(value);

export function budgetMetaOf(frame: DataFrame): BudgetMeta | null {
  const custom = frame.meta?.custom as Loose<BudgetMeta> | undefined;
  if (custom?.view !== 'budget') {
    return null;
  }
  const toMs = [custom.asOfMs, custom.toMs, custom.freshMs].find(finite) ?? 0;
  return {
    ...(custom as BudgetMeta),
    view: 'budget',
    by: list(custom.by),
    timeZone: custom.timeZone || 'UTC',
    asOfMs: toMs,
    freshMs: finite(custom.freshMs) ? custom.freshMs : NaN,
    objectives: list(custom.objectives).flatMap(objectiveOf),
    sparks: list(custom.sparks).map((spark) => ({ times: list(spark?.times), remaining: list(spark?.remaining) })),
  };
}

/** None where there is no name or no window: then nothing can be said of it. */
function objectiveOf(given: Loose<ObjectiveMeta> | null): ObjectiveMeta[] {
  const { name, window } = given ?? {};
  if (!given || typeof name !== 'string' || !window || !finite(window.fromMs) || !finite(window.toMs)) {
    return [];
  }
  return [
    {
      ...(given as ObjectiveMeta),
      window: { ...window, duration: String(window.duration ?? ''), timeZone: window.timeZone || 'UTC' },
      conditions: list(given.conditions),
      leftOut: list(given.leftOut),
      consequences: list(given.consequences).filter(({ below, then }) => finite(below) && typeof then === 'string'),
      exclusions: list(given.exclusions).filter(({ minutes }) => finite(minutes) && minutes > 0),
    },
  ];
}
