/** View `experiment`: a frame a metric, each variant (and segment) beside the control. */
import type { ExperimentMetric } from '../definition/types';
import {
  SUSPICIOUS,
  compare,
  momentsOf,
  sampleRatioP,
  together,
  valueOf,
  type Comparison,
  type UnitSums,
} from '../stats/experiment';
import { verdictOf } from '../stats/verdict';
import type { ViewOutcome } from './answer';
import { TUNING, exposedTo, kindOf, type Cell, type ExperimentAnswer, type VariantRow } from './experiment-answer';
import { experimentDivergence } from './experiment-divergence';
import { experimentDoubts } from './experiment-doubts';
import { covariateWords, methodOf, sampleRatioWords, type Shares } from './experiment-words';
import { segmentFields } from './frames';
import type { ResultField } from './types';
import type { EffectVerdict, ExperimentMeta } from './types-events';

/** Chance that any interval of a metric is ever wrong, over all its variants and looks. */
const ALPHA = 0.05;

const NUMBERS = ['difference', 'differenceLow', 'differenceHigh', 'lift', 'liftLow', 'liftHigh', 'pValue'] as const;

/** See `ExperimentMeta`. Values, differences and intervals are null, never 0, where they cannot be told; a variant without units has a row nevertheless. */
export function experimentView(answer: ExperimentAnswer): ViewOutcome {
  const { experiment, metric, by, fromMs, toMs } = answer;
  const { variants, control } = experiment;
  const known = answer.rows.filter(({ variant }) => variant < variants.length);
  const shares = sharesOf(answer);
  const segments = segmentsOf(known, by.length === 0);
  const shown = segments.slice(0, answer.limit);
  const cells = shown.flatMap((rows) => cellsOf(answer, rows, shares.suspicious));
  const whole = variants.map((_, i) => together(known.filter(({ variant }) => variant === i).map(({ sums }) => sums)));
  const small = experiment.minCohort;
  const divergence = by.length === 0 ? [] : experimentDivergence(answer, shown, (a, b) => comparisonOf(answer, a, b));
  const covariate = covariateWords(metric, varianceLeft(answer, whole));
  const meta: ExperimentMeta = {
    view: 'experiment',
    experiment: experiment.name,
    displayName: experiment.displayName,
    metric: metric.name,
    metricName: metric.displayName,
    unit: metric.unit,
    better: metric.better,
    control: variants[control].name,
    variants: variants.map(({ name, displayName }, i) => ({
      name,
      displayName,
      share: shares.weights[i],
      units: shares.units[i] < small ? null : shares.units[i],
    })),
    fromMs,
    toMs,
    timeZone: experiment.timeZone,
    by,
    sampleRatio: { pValue: shares.pValue, suspicious: shares.suspicious, words: sampleRatioWords(answer, shares) },
    mixed: exposedTo(answer, variants.length + 1),
    ...(covariate ? { covariate } : {}),
    ...(divergence.length > 0 ? { divergence } : {}),
    method: methodOf(answer),
    owner: experiment.owner,
  };
  return {
    frames: [
      {
        name: `${experiment.name}.${metric.name}`,
        type: 'table',
        fields: fieldsOf(answer, cells),
        meta: meta as unknown as Readonly<Record<string, unknown>>,
      },
    ],
    diagnostics: experimentDoubts(answer, { cells, shares, left: segments.length - shown.length, divergence }),
    hasData: known.some(({ exposed }) => exposed > 0),
  };
}

/** Rows of each segment, the largest first. */
function segmentsOf(rows: readonly VariantRow[], isWhole: boolean): VariantRow[][] {
  const found = new Map<string, VariantRow[]>(isWhole ? [['[]', []]] : []);
  for (const row of rows) {
    const key = JSON.stringify(row.values);
    found.set(key, [...(found.get(key) ?? []), row]);
  }
  const size = (of: readonly VariantRow[]) => of.reduce((all, { exposed }) => all + exposed, 0);
  return [...found].sort(([a, x], [b, y]) => size(y) - size(x) || (a < b ? -1 : 1)).map(([, list]) => list);
}

const NONE: UnitSums = { units: 0, y: 0, yy: 0, x: 0, xx: 0, xy: 0 };
const sumsIn = (rows: readonly VariantRow[], variant: number): UnitSums =>
  rows.find((row) => row.variant === variant)?.sums ?? NONE;

/** The control first, the others in the definition's order. */
function cellsOf(answer: ExperimentAnswer, rows: readonly VariantRow[], suspicious: boolean): Cell[] {
  const { experiment, metric } = answer;
  const { variants, control, minCohort } = experiment;
  const order = [control, ...variants.map((_, i) => i).filter((i) => i !== control)];
  const base = sumsIn(rows, control);
  const values = rows[0]?.values ?? [];
  return order.map((variant): Cell => {
    const sums = sumsIn(rows, variant);
    const value = valueOf(momentsOf(sums), kindOf(metric));
    const own = sums.units < minCohort;
    const none = { variant, values, units: sums.units, suppressed: own, value, comparison: null, verdict: null };
    if (variant === control) {
      return none;
    }
    if (own || base.units < minCohort) {
      return { ...none, verdict: 'unknown' };
    }
    const comparison = comparisonOf(answer, base, sums);
    return { ...none, comparison, verdict: suspicious ? 'unknown' : verdict(comparison, metric, base) };
  });
}

function verdict({ low, high }: Comparison, metric: ExperimentMetric, base: UnitSums): EffectVerdict {
  const limits = low === null || high === null ? null : ([low, high] as const);
  const control = valueOf(momentsOf(base), kindOf(metric)) ?? 0;
  const matters = metric.minimumLift === undefined ? 0 : Number(metric.minimumLift) * Math.abs(control);
  return verdictOf(limits, matters, metric.better);
}

const comparisonOf = ({ experiment, metric }: ExperimentAnswer, control: UnitSums, variant: UnitSums): Comparison =>
  compare(control, variant, {
    kind: kindOf(metric),
    alpha: ALPHA,
    comparisons: experiment.variants.length - 1,
    tuning: TUNING,
  });

/** Of all variants that can be compared, the mean share of variance that is left. */
function varianceLeft(answer: ExperimentAnswer, whole: readonly UnitSums[]): number | null {
  const { control } = answer.experiment;
  const left = whole
    .filter((_, i) => i !== control)
    .map((sums) => comparisonOf(answer, whole[control], sums).varianceLeft)
    .filter((one) => one !== null);
  return left.length === 0 ? null : left.reduce((a, b) => a + b, 0) / left.length;
}

/** Of all units that were exposed, whatever of their windows is over: that is what was drawn. */
function sharesOf(answer: ExperimentAnswer): Shares {
  const { variants } = answer.experiment;
  const weights = variants.map(({ weight }) => Number(weight));
  const all = weights.reduce((a, b) => a + b, 0);
  const units = variants.map((_, i) => exposedTo(answer, i));
  const pValue = sampleRatioP(units, weights);
  return { units, weights: weights.map((weight) => weight / all), pValue, suspicious: (pValue ?? 1) < SUSPICIOUS };
}

function fieldsOf({ experiment, metric, by }: ExperimentAnswer, cells: readonly Cell[]): ResultField[] {
  const numbers = (
    name: string,
    unit: string | undefined,
    displayName: string,
    of: (cell: Cell) => number | null | undefined
  ): ResultField => ({
    name,
    type: 'number',
    ...(unit === undefined ? {} : { unit }),
    displayName,
    values: cells.map((cell) => (cell.suppressed ? null : (of(cell) ?? null))),
  });
  const words: Readonly<Record<(typeof NUMBERS)[number], readonly [keyof Comparison, string | undefined, string]>> = {
    difference: ['difference', metric.unit, 'Difference'],
    differenceLow: ['low', metric.unit, 'Difference, at least'],
    differenceHigh: ['high', metric.unit, 'Difference, at most'],
    lift: ['lift', 'ratio', 'Lift'],
    liftLow: ['liftLow', 'ratio', 'Lift, at least'],
    liftHigh: ['liftHigh', 'ratio', 'Lift, at most'],
    pValue: ['pValue', undefined, 'p-value'],
  };
  const text = (name: string, displayName: string, of: (cell: Cell) => string | null): ResultField => ({
    ...{ name, type: 'string', displayName },
    values: cells.map(of),
  });
  return [
    ...segmentFields(
      experiment,
      by,
      cells.map(({ values }) => values)
    ),
    text('variant', 'Variant', ({ variant }) => experiment.variants[variant].name),
    numbers('units', 'count', 'Units', ({ units }) => units),
    numbers('value', metric.unit, metric.displayName, ({ value }) => value),
    ...NUMBERS.map((name) => {
      const [key, unit, displayName] = words[name];
      return numbers(name, unit, displayName, ({ comparison }) => comparison?.[key]);
    }),
    text('verdict', 'Verdict', ({ verdict: said }) => said),
  ];
}
