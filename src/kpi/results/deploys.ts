/** View `deploys`: what happened, with what it did to KPIs, and their lines behind it. */
import type { KpiDefinition } from '../definition/types';
import type { Diagnostic } from '../diagnostics';
import type { ViewOutcome } from './answer';
import type { DeployEffects } from './deploy-effects';
import { currencyOf } from './effects/measure';
import type { ResultField, ResultFrame } from './types';
import type { DeploysMeta, EventRecord } from './types-events';

export interface HappeningsAnswer {
  readonly fromMs: number;
  readonly toMs: number;
  /** KPIs of the query, in order. */
  readonly kpis: readonly KpiDefinition[];
  /** What is shown, ascending by time. */
  readonly records: readonly EventRecord[];
  readonly asked: ReadonlyArray<{ readonly name: string; readonly displayName: string; readonly rows: number }>;
  readonly said: readonly Diagnostic[];
  /** The KPIs' lines, as view series has them. */
  readonly lines: readonly ViewOutcome[];
  readonly kpiOf: (name: string) => KpiDefinition | undefined;
}

/** See `DeploysMeta`. Without `effects` the fields of effects are left out. */
export function deploysView(answer: HappeningsAnswer, effects?: DeployEffects): ViewOutcome {
  const { records, lines, said } = answer;
  const frame: ResultFrame = {
    name: 'events',
    type: 'table',
    fields: [...eventFields(records), ...(effects?.fields ?? [])],
    meta: metaOf(answer, effects) as unknown as Record<string, unknown>,
  };
  const series = lines.flatMap(({ frames }) =>
    frames.map((one) => ({ ...one, meta: { ...one.meta, view: 'deploys', part: 'series' } }))
  );
  return {
    frames: [frame, ...series],
    diagnostics: [...said, ...lines.flatMap(({ diagnostics }) => diagnostics)],
    hasData: records.length > 0 || lines.some(({ hasData }) => hasData),
  };
}

function metaOf({ fromMs, toMs, kpis, records, asked }: HappeningsAnswer, effects?: DeployEffects): DeploysMeta {
  return {
    view: 'deploys',
    part: 'events',
    fromMs,
    toMs,
    timeZone: kpis[0]?.timeZone ?? 'UTC',
    kpis: kpis.map((kpi) => ({
      kpi: kpi.name,
      displayName: kpi.displayName,
      unit: kpi.unit,
      ...(currencyOf(kpi) === undefined ? {} : { currency: currencyOf(kpi) }),
      better: kpi.better,
      links: kpi.links,
      ...(kpi.runbook === undefined ? {} : { runbook: kpi.runbook }),
      ...(kpi.objectives.length > 0 ? { objective: kpi.objectives[0].name } : {}),
    })),
    effects: effects?.effects ?? records.map(() => kpis.map(() => null)),
    burning: effects?.burning ?? [],
    asked: asked.map(({ name, displayName, rows }) => ({ events: name, displayName, rows })),
  };
}

const TEXTS = ['kind', 'title', 'service', 'version', 'environment', 'link', 'author', 'team', 'events', 'id'] as const;

/** The fields of `EventRecord`s, a row each; null where a text is absent. */
export function eventFields(records: readonly EventRecord[]): ResultField[] {
  return [
    { name: 'time', type: 'time', values: records.map(({ atMs }) => atMs) },
    { name: 'end', type: 'time', values: records.map(({ endMs }) => endMs) },
    ...TEXTS.map((name): ResultField => ({
      name,
      type: 'string',
      values: records.map((record) => record[name] ?? null),
    })),
  ];
}
