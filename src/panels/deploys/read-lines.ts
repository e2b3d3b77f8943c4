/** Lines behind the lanes: the view's own `series` frames, then numbers over time of other queries. */
import { DataFrame, FieldType, getFieldDisplayName } from '@grafana/data';
import { momentAt, numberAt } from './cells';
import type { KpiLine, KpiMeta } from './model';

/** One a KPI; of what is no KPI the first field with numbers. Rows without a time are left out; they ascend in time. */
export function readLines(series: readonly DataFrame[], kpis: readonly KpiMeta[]): KpiLine[] {
  const lines = series.flatMap((frame): KpiLine[] => {
    const custom = frame.meta?.custom;
    if (custom?.view === 'deploys') {
      const kpi = kpis.find((one) => one.kpi === custom.kpi);
      const name = kpi?.displayName || custom.displayName || custom.kpi;
      return custom.part === 'series'
        ? lineOf(frame, custom.kpi ?? '', name ?? '', kpi?.unit ?? custom.unit ?? '')
        : [];
    }
    const numbers = frame.fields.find(({ type }) => type === FieldType.number);
    const texts = frame.fields.some(({ type }) => type === FieldType.string || type === FieldType.other);
    if (!numbers || texts || (custom?.view && custom.view !== 'series')) {
      return [];
    }
    const name: string = custom?.displayName ?? getFieldDisplayName(numbers, frame, [...series]);
    return lineOf(frame, custom?.kpi ?? `${frame.refId ?? ''} ${name}`, name, custom?.unit ?? '');
  });
  return [...new Map(lines.reverse().map((line) => [line.kpi, line])).values()].reverse();
}

function lineOf(frame: DataFrame, kpi: string, displayName: string, unit: string): KpiLine[] {
  const time = frame.fields.find(({ type }) => type === FieldType.time);
  const value =
    frame.fields.find(({ name, type }) => name === 'value' && type === FieldType.number) ??
    frame.fields.find(({ type }) => type === FieldType.number);
  if (!time || !value) {
    return [];
  }
  const rows: Array<readonly [number, number | null]> = [];
  for (let row = 0; row < frame.length; row++) {
    const at = momentAt(time, row);
    if (at !== null) {
      rows.push([at, numberAt(value, row)]);
    }
  }
  rows.sort(([a], [b]) => a - b);
  return rows.length > 0 && rows.some(([, one]) => one !== null)
    ? [{ kpi, displayName, unit, times: rows.map(([at]) => at), values: rows.map(([, one]) => one) }]
    : [];
}
