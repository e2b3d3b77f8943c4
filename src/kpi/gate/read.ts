/** What results of the views impact and alert tell a gate. */
import type { EffectVerdict, ImpactMeta } from '../results/types-events';
import type { Notice, Result, ResultField, ResultFrame } from '../results/types';
import type { KpiLook, SeenAlert, SeenEffect } from './types';

/** Labels of an alert's number that do not tell one from another of the same KPI. */
const COMMON_LABELS = ['kpi', 'severity', 'team', 'area'];

/** Answers about one KPI: of view impact (absent: not asked for), and of view alert (absent: it has none). */
export interface Answers {
  readonly kpi: string;
  readonly displayName: string;
  readonly unit: string;
  readonly impact?: Result;
  readonly alert?: Result;
}

/**
 * One KPI at one look. A fault is every error among the notices; errors that say that the KPI has no such alert are none. An answer without
 * a row for the KPI is a fault too: silence is no good news.
 */
export function kpiLook({ kpi, displayName, unit, impact, alert }: Answers): KpiLook {
  const frame = impact?.frames.find(({ meta }) => (meta as { kpi?: string } | undefined)?.kpi === kpi);
  const meta = frame?.meta as unknown as ImpactMeta | undefined;
  const faults = [...errorsOf(impact), ...errorsOf(alert)];
  if (impact && (!frame || rowsOf(frame) === 0) && faults.length === 0) {
    faults.push('The answer held nothing of it.');
  }
  return {
    kpi,
    displayName: meta?.displayName ?? displayName,
    unit: meta?.unit ?? unit,
    ...(meta?.currency === undefined ? {} : { currency: meta.currency }),
    effect: frame && meta && rowsOf(frame) > 0 ? effectOf(frame, meta) : null,
    alerts: (alert?.frames ?? []).flatMap(alertOf),
    faults: [...new Set(faults)],
  };
}

/** Sentences of a result's errors. */
export function errorsOf(result: Pick<Result, 'notices'> | undefined): string[] {
  return (result?.notices ?? []).filter(isError).map(({ message }) => message);
}

const isError = ({ severity }: Notice) => severity === 'error';

/** Whether a question was refused, so that asking again cannot help: nothing was sent, and not for want of an answer. */
export function isRefused({ status, requests, notices }: Result): boolean {
  return status === 'error' && requests === 0 && notices.some((n) => isError(n) && /^PL[12]/.test(n.code));
}

const rowsOf = ({ fields }: ResultFrame): number => fields[0]?.values.length ?? 0;

/** The first row is the whole. */
function effectOf(frame: ResultFrame, meta: ImpactMeta): SeenEffect {
  const number = (name: string): number | null => {
    const value = fieldOf(frame, name)?.values[0];
    return typeof value === 'number' && Number.isFinite(value) ? value : null;
  };
  return {
    verdict: (fieldOf(frame, 'verdict')?.values[0] as EffectVerdict | null | undefined) ?? 'unknown',
    value: number('effect'),
    low: number('effectLow'),
    high: number('effectHigh'),
    before: number('before'),
    after: number('after'),
    expected: number('expected'),
    afterEvents: number('afterEvents'),
    neededEvents: number('neededEvents'),
    matters: meta.matters,
    detectable: meta.detectable,
    cost: number('cost'),
    costLow: number('costLow'),
    costHigh: number('costHigh'),
  };
}

export function fieldOf({ fields }: ResultFrame, name: string): ResultField | undefined {
  return fields.find((field) => field.name === name);
}

function alertOf(frame: ResultFrame): SeenAlert[] {
  const field = fieldOf(frame, 'value');
  const severity = field?.labels?.severity;
  if (!field || (severity !== 'page' && severity !== 'ticket')) {
    return [];
  }
  const times = field.values[0];
  const of = Object.entries(field.labels ?? {})
    .filter(([name]) => !COMMON_LABELS.includes(name))
    .map(([name, value]) => `${name} ${value}`)
    .sort()
    .join(', ');
  return [{ severity, of, times: typeof times === 'number' ? times : null }];
}
