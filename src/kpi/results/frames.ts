/** Pieces that frames of several views share. */
import type { Contract } from '../definition/types';
import type { View } from '../plan/query';
import { shownName } from './approximate';
import type { KpiAnswer } from './answer';
import type { ResultField, ValueMeta } from './types';

/** A string field for each segment that the query asked for. Null stays null: the store had no value. */
export function segmentFields(
  definition: Pick<Contract, 'segments'>,
  by: readonly string[],
  rows: ReadonlyArray<ReadonlyArray<string | null>>
): ResultField[] {
  return by.map((name, i) => ({
    name,
    type: 'string',
    displayName: definition.segments.find((segment) => segment.name === name)?.displayName ?? name,
    values: rows.map((row) => row[i]),
  }));
}

/** Labels of a segment; a segment without a value has no label. */
export function labelsOf(by: readonly string[], values: ReadonlyArray<string | null>): Record<string, string> {
  const labels: Record<string, string> = {};
  by.forEach((name, i) => {
    const value = values[i];
    if (value !== null) {
      labels[name] = value;
    }
  });
  return labels;
}

/** A segment in words; the KPI's name where the query does not split. */
export function titleOf(answer: KpiAnswer, values: ReadonlyArray<string | null>): string {
  return answer.by.length === 0 ? shownName(answer) : segmentTitle(values);
}

export const segmentTitle = (values: ReadonlyArray<string | null>): string =>
  values.map((value) => value ?? '(none)').join(' · ');

/** Who answers for the number of a KPI or funnel, and for when it is. */
export function contractMeta<V extends View>(
  view: V,
  answer: Pick<KpiAnswer, 'by' | 'fromMs' | 'toMs' | 'compared'> & {
    readonly kpi: Contract & { readonly unit: string };
  }
): ValueMeta & { readonly view: V } & Record<string, unknown> {
  const { kpi, by, fromMs, toMs, compared } = answer;
  return {
    view,
    kpi: kpi.name,
    displayName: kpi.displayName,
    unit: kpi.unit,
    area: kpi.area,
    by,
    fromMs,
    toMs,
    timeZone: kpi.timeZone,
    version: kpi.version,
    owner: kpi.owner,
    links: kpi.links,
    ...(compared ? { compared: { compare: compared.compare, fromMs: compared.fromMs, toMs: compared.toMs } } : {}),
    ...(kpi.runbook === undefined ? {} : { runbook: kpi.runbook }),
  };
}
