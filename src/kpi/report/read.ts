/** Answers of the views -> parts of a report. */
import { eventsIn } from '../gate/deploys';
import { fieldOf } from '../gate/read';
import type { EffectVerdict, ImpactMeta } from '../results/types-events';
import type { BudgetMeta, BurnMeta, Result, ResultFrame, ValueMeta } from '../results/types';
import type {
  AlertStretch,
  BudgetSpent,
  Effect,
  Estimate,
  FiredAlert,
  NearbyEvent,
  SegmentEffect,
  SegmentTable,
  Timeline,
} from './types';

const numberAt = (frame: ResultFrame, name: string, row: number): number | null => {
  const value = fieldOf(frame, name)?.values[row];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
};
const textAt = (frame: ResultFrame, name: string, row: number): string | undefined => {
  const value = fieldOf(frame, name)?.values[row];
  return typeof value === 'string' && value !== '' ? value : undefined;
};
const rowsOf = (frame: ResultFrame): number =>
  fieldOf(frame, 'verdict')?.values.length ?? frame.fields[0]?.values.length ?? 0;

/** The first frame of an answer that belongs to the KPI. */
function frameOf(result: Result | undefined, kpi: string): ResultFrame | undefined {
  return result?.frames.find(({ meta }) => (meta as { kpi?: string } | undefined)?.kpi === kpi);
}

export const metaOf = (result: Result | undefined, kpi: string): ValueMeta | undefined =>
  frameOf(result, kpi)?.meta as unknown as ValueMeta | undefined;
export const impactMetaOf = (result: Result | undefined, kpi: string): ImpactMeta | undefined =>
  frameOf(result, kpi)?.meta as unknown as ImpactMeta | undefined;

export function timelineOf(result: Result | undefined, kpi: string): Timeline | null {
  const frame = frameOf(result, kpi);
  const times = frame && fieldOf(frame, 'time')?.values;
  if (!frame || !times || times.length === 0) {
    return null;
  }
  const all = times.map((_, row) => row);
  return {
    times: times as readonly number[],
    values: all.map((row) => numberAt(frame, 'value', row)),
    usual: all.map((row) => numberAt(frame, 'previous', row)),
    grain: (frame.meta as { grain?: string } | undefined)?.grain ?? '',
  };
}

const estimate = (frame: ResultFrame, row: number, name: string): Estimate => ({
  value: numberAt(frame, name, row),
  low: numberAt(frame, `${name}Low`, row),
  high: numberAt(frame, `${name}High`, row),
});

function effectAt(frame: ResultFrame, row: number): Effect {
  return {
    verdict: (textAt(frame, 'verdict', row) as EffectVerdict | undefined) ?? 'unknown',
    before: numberAt(frame, 'before', row),
    during: numberAt(frame, 'after', row),
    expected: numberAt(frame, 'expected', row),
    change: estimate(frame, row, 'effect'),
    lost: estimate(frame, row, 'lost'),
    cost: estimate(frame, row, 'cost'),
    events: numberAt(frame, 'afterEvents', row),
  };
}

/** The whole: the first row. */
export function effectOf(result: Result | undefined, kpi: string): Effect | null {
  const frame = frameOf(result, kpi);
  return frame && rowsOf(frame) > 0 ? effectAt(frame, 0) : null;
}

/** The rows behind the whole, most lost first; null where there are none. */
export function segmentTableOf(
  result: Result | undefined,
  kpi: string,
  segment: string,
  displayName: string
): SegmentTable | null {
  const frame = frameOf(result, kpi);
  if (!frame || rowsOf(frame) < 2) {
    return null;
  }
  const rows = Array.from({ length: rowsOf(frame) - 1 }, (_, i) => ({
    value: textAt(frame, segment, i + 1) ?? null,
    ...effectAt(frame, i + 1),
  }));
  const lost = (row: Effect) => row.lost.value ?? 0;
  const all = rows.reduce((sum, row) => sum + Math.max(0, lost(row)), 0);
  const shared: SegmentEffect[] = rows.map((row) => ({
    ...row,
    share: all > 0 && row.lost.value !== null ? Math.max(0, row.lost.value) / all : null,
  }));
  const meta = frame.meta as unknown as ImpactMeta;
  return {
    segment,
    displayName,
    rows: shared.sort((a, b) => lost(b) - lost(a)),
    divergence: meta.divergence?.find((one) => one.segment === segment)?.words ?? '',
  };
}

/** Pages and tickets of view burn that overlap [fromMs, toMs), by their start. */
export function alertsOf(result: Result | undefined, fromMs: number, toMs: number): AlertStretch[] {
  const metas = (result?.frames ?? []).flatMap(({ meta }) =>
    meta?.view === 'burn' && meta.part === 'burn' ? [meta as unknown as BurnMeta] : []
  );
  const found = metas
    .flatMap(({ spans }) => spans)
    .flatMap((span) =>
      (span.kind === 'page' || span.kind === 'ticket') && span.toMs > fromMs && span.fromMs < toMs
        ? [{ severity: span.kind, fromMs: span.fromMs, toMs: span.toMs, ongoing: span.ongoing, label: span.label }]
        : []
    );
  return found.sort((a, b) => a.fromMs - b.fromMs || a.toMs - b.toMs);
}

/**
 * What the time [fromMs, toMs) took of the budget: failures by view burn (a row tells of the bucket that ends at its time) over what the window allows by view budget.
 * Null where there is no objective.
 */
export function budgetOf(
  burn: Result | undefined,
  budget: Result | undefined,
  fromMs: number,
  toMs: number
): BudgetSpent | null {
  const state = budget?.frames[0];
  const objective = (state?.meta as unknown as BudgetMeta | undefined)?.objectives[0];
  if (!state || !objective) {
    return null;
  }
  const course = burn?.frames.find(({ meta }) => meta?.view === 'burn' && meta.part === 'remaining');
  const sum = (name: string): number | null => {
    const times = (course && fieldOf(course, 'time')?.values) ?? [];
    const rows = times
      .map((time, row) => [time as number, row] as const)
      .filter(([time]) => time > fromMs && time <= toMs);
    const values = rows.map(([, row]) => numberAt(course!, name, row)).filter((value) => value !== null);
    return values.length === 0 ? null : values.reduce((a, b) => a + b, 0);
  };
  const [bad, total, allowed] = [sum('bad'), sum('total'), numberAt(state, 'allowedEvents', 0)];
  return {
    objective: objective.name,
    displayName: objective.displayName,
    target: objective.target,
    window: objective.window.duration,
    bad,
    total,
    spent: bad === null || allowed === null || allowed <= 0 ? null : bad / allowed,
    remaining: numberAt(state, 'remaining', 0),
  };
}

/** Changes near the incident; incidents are told apart. */
export function nearbyOf(result: Result | undefined): NearbyEvent[] {
  return (result ? eventsIn(result) : [])
    .filter(({ kind }) => kind !== 'incident')
    .map(({ id: _, events: _events, source: _source, kpis: _kpis, ...event }) => event)
    .sort((a, b) => a.atMs - b.atMs);
}

/** Rows of view incidents that overlap [fromMs, toMs), ascending. */
export function firedOf(result: Result | undefined, fromMs: number, toMs: number): FiredAlert[] {
  const frame = result?.frames[0];
  const times = (frame && fieldOf(frame, 'time')?.values) ?? [];
  return times
    .flatMap((atMs, row) => {
      const endMs = numberAt(frame!, 'end', row);
      if (typeof atMs !== 'number' || atMs >= toMs || (endMs !== null && endMs <= fromMs)) {
        return [];
      }
      const texts = Object.fromEntries(
        (['severity', 'service', 'link'] as const)
          .map((name) => [name, textAt(frame!, name, row)])
          .filter(([, text]) => text)
      );
      return [
        {
          atMs,
          endMs,
          title: textAt(frame!, 'title', row) ?? '',
          kind: textAt(frame!, 'kind', row) ?? 'incident',
          ...texts,
        },
      ];
    })
    .sort((a, b) => a.atMs - b.atMs);
}
