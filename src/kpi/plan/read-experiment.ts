/** Answer of an experiment's request -> sums of its variants by segment, and from them the view. */
import type { DefinitionSet } from '../definition/types';
import { diagnostic } from '../diagnostics';
import { experimentView } from '../results/experiment';
import type { VariantRow } from '../results/experiment-answer';
import type { Finished } from './finish';
import type { Answers } from './read-answers';
import type { Column, ColumnFrame } from './request';
import type { Plan } from './types';
import type { ExperimentWork, Work } from './work';

export function readExperiment(
  definitions: DefinitionSet,
  plan: Plan,
  item: ExperimentWork,
  answers: Answers
): Finished {
  const experiment = definitions.experiments.get(item.name);
  const metric = experiment?.metrics.find(({ name }) => name === item.metric);
  if (!experiment || !metric || item.request === undefined) {
    return { errors: [diagnostic('PL9001', { what: `"${item.name}" was planned, but is no experiment` })] };
  }
  const response = answers.of(item.request);
  if ('code' in response) {
    return { errors: [response] };
  }
  const hasSecond = metric.per !== undefined || metric.lookbackMs !== undefined;
  const rows: VariantRow[] = [];
  for (const frame of response.frames) {
    const read = frame.length === 0 ? [] : rowsOf(frame, item.columns, hasSecond, experiment.variants.length);
    if (read === null) {
      const { source } = experiment;
      const detail = `columns ${frame.columns.map((column) => column.name).join(', ')}`;
      return { errors: [diagnostic('PL3107', { source, detail }, { source, request: item.request })] };
    }
    rows.push(...read);
  }
  const { by, fromMs, toMs } = item;
  const limit = (plan.work as Work).limit;
  return { errors: [], outcome: experimentView({ experiment, metric, by, fromMs, toMs, limit, rows }) };
}

/** null where a column is missing, or what it holds is no number. */
function rowsOf(
  frame: ColumnFrame,
  columns: readonly string[],
  hasSecond: boolean,
  variants: number
): VariantRow[] | null {
  const named = (name: string): Column | undefined => frame.columns.find((column) => column.name === name);
  const groups = columns.map(named);
  const counts = ['variant', 'exposed', 'ripe'].map(named);
  const sums = ['sy', 'syy', ...(hasSecond ? ['sx', 'sxx', 'sxy'] : [])].map(named);
  if ([...groups, ...counts, ...sums].some((column) => !column)) {
    return null;
  }
  const rows = Array.from({ length: frame.length }, (_, i): VariantRow => {
    const at = (column: Column | undefined) => (column === undefined ? 0 : (column.values[i] as number));
    const [variant, exposed, units] = counts.map(at);
    const [y, yy, x, xx, xy] = Array.from({ length: 5 }, (__, k) => at(sums[k]));
    return { variant, values: groups.map((column) => textAt(column!, i)), exposed, sums: { units, y, yy, x, xx, xy } };
  });
  const isSound = ({ variant, exposed, sums: { units, ...of } }: VariantRow) =>
    [variant, exposed, units].every((n) => Number.isInteger(n) && n >= 0) &&
    variant <= variants + 2 &&
    units <= exposed &&
    Object.values(of).every(Number.isFinite);
  return rows.every(isSound) ? rows : null;
}

function textAt(column: Column, i: number): string | null {
  const value = column.values[i];
  return value === null || value === undefined ? null : String(value);
}
