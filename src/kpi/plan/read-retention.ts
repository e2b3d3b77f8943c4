/** Answer of a retention's request -> its cohorts by segment, and from them each view. */
import type { DefinitionSet } from '../definition/types';
import { diagnostic } from '../diagnostics';
import { alertView } from '../results/alert';
import { retentionNumbers, retentionView, type CohortRow } from '../results/retention';
import type { Finished } from './finish';
import type { RetentionKpi } from './plan-retention';
import type { Answers } from './read-answers';
import type { Column, ColumnFrame } from './request';
import type { Plan } from './types';
import type { RetentionWork, Work } from './work';

export function readRetention(definitions: DefinitionSet, plan: Plan, item: RetentionWork, answers: Answers): Finished {
  const kpi = definitions.kpis.get(item.name) as RetentionKpi | undefined;
  if (!kpi || kpi.measure.kind !== 'retention' || item.request === undefined) {
    return { errors: [diagnostic('PL9001', { what: `"${item.name}" was planned, but is no retention` })] };
  }
  const response = answers.of(item.request);
  if ('code' in response) {
    return { errors: [response] };
  }
  const rows: CohortRow[] = [];
  for (const frame of response.frames) {
    const read = frame.length === 0 ? [] : rowsOf(frame, item);
    if (read === null) {
      const { source } = kpi.measure;
      const detail = `columns ${frame.columns.map((column) => column.name).join(', ')}`;
      return { errors: [diagnostic('PL3107', { source, detail }, { source, request: item.request })] };
    }
    rows.push(...read);
  }
  const { by, fromMs, toMs, points, cohorts, mature } = item;
  const limit = (plan.work as Work).limit;
  const answer = { kpi, by, fromMs, toMs, limit, points, cohorts, mature, rows };
  const { view } = plan.query;
  if (view === 'retention') {
    return { errors: [], outcome: retentionView(answer) };
  }
  const numbers = retentionNumbers(answer);
  if (view === 'alert') {
    const threshold = kpi.thresholds.find(({ name }) => name === item.threshold)!;
    return { errors: [], outcome: alertView(numbers.answer, threshold) };
  }
  return { errors: [], outcome: numbers.outcome(view as 'value' | 'series' | 'breakdown') };
}

/** null where a column is missing, or a count is no number. */
function rowsOf(frame: ColumnFrame, { columns, points, cohorts }: RetentionWork): CohortRow[] | null {
  const named = (name: string): Column | undefined => frame.columns.find((column) => column.name === name);
  const ks = points.map((_, i) => i + 1);
  const one = cohorts.edges.length === 2;
  const found = {
    cohort: one ? undefined : named('cohort'),
    groups: columns.map(named),
    size: named('size'),
    eligible: ks.map((k) => named(`e${k}`)),
    retained: ks.map((k) => named(`r${k}`)),
  };
  const needed = [...(one ? [] : [found.cohort]), ...found.groups, found.size, ...found.eligible, ...found.retained];
  if (needed.some((column) => !column)) {
    return null;
  }
  const numberAt = (column: Column | undefined, i: number): number => (column ? (column.values[i] as number) : 0);
  const rows = Array.from({ length: frame.length }, (_, i) => ({
    cohort: numberAt(found.cohort, i),
    values: found.groups.map((column) => textAt(column!, i)),
    size: numberAt(found.size, i),
    eligible: found.eligible.map((column) => numberAt(column, i)),
    retained: found.retained.map((column) => numberAt(column, i)),
  }));
  const isSound = ({ cohort, size, eligible, retained }: CohortRow) =>
    [cohort, size, ...eligible, ...retained].every((n) => Number.isInteger(n) && n >= 0) &&
    cohort < cohorts.edges.length - 1;
  // A range in which nobody started is a row of zeros where nothing is grouped.
  return rows.every(isSound) ? rows.filter(({ size }) => size > 0) : null;
}

function textAt(column: Column, i: number): string | null {
  const value = column.values[i];
  return value === null || value === undefined ? null : String(value);
}
