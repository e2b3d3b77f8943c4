/** How an experiment was reckoned, in sentences. */
import type { ExperimentMetric } from '../definition/types';
import { SUSPICIOUS } from '../stats/experiment';
import { TUNING, kindOf, type ExperimentAnswer } from './experiment-answer';
import type { ExperimentMeta } from './types-events';

/** Units that were exposed to each variant, and how many should have been. */
export interface Shares {
  readonly units: readonly number[];
  /** Of 1. */
  readonly weights: readonly number[];
  readonly pValue: number | null;
  readonly suspicious: boolean;
}

const percent = (share: number) => `${Number((share * 100).toPrecision(3))} %`;

export function sampleRatioWords({ experiment }: ExperimentAnswer, shares: Shares): string {
  const { units, weights, pValue, suspicious } = shares;
  const all = units.reduce((a, b) => a + b, 0);
  if (pValue === null) {
    return 'Nobody was exposed yet.';
  }
  const smallest = Math.min(...units);
  if (smallest < experiment.minCohort) {
    return suspicious
      ? 'The variants’ shares are not what was planned: no number here is to be trusted.'
      : 'The variants’ shares fit what was planned.';
  }
  const found = experiment.variants
    .map(({ name }, i) => `${name} ${percent(units[i] / all)} of ${percent(weights[i])}`)
    .join(', ');
  return suspicious
    ? `Shares are not what was planned (${found}; chance does so less than ${SUSPICIOUS * 1000} in 1,000 times): units went missing or were drawn wrongly, so no number here is to be trusted.`
    : `Shares fit what was planned (${found}).`;
}

/** Missing where the metric has no covariate. */
export function covariateWords(metric: ExperimentMetric, varianceLeft: number | null): ExperimentMeta['covariate'] {
  if (metric.lookback === undefined) {
    return undefined;
  }
  const left =
    varianceLeft === null
      ? ''
      : varianceLeft < 0.995
        ? ` It takes ${percent(1 - varianceLeft)} of the variance away.`
        : ' It explains next to nothing here.';
  const words = `Adjusted by the same metric in the ${metric.lookback} before each exposure (CUPED).${left}`;
  return { words, varianceLeft };
}

const KINDS = {
  mean: 'Means a unit are compared; a unit without an event counts 0. Both variants have their own variance (Welch).',
  adjusted:
    'Means a unit are compared, less what the time before explains; a unit without an event counts 0. “Value” is not adjusted, difference and lift are.',
  ratio: 'Sums over sums are compared; the variance is that of units, by the delta method.',
} as const;

export function methodOf(answer: ExperimentAnswer): string[] {
  const { experiment, metric, by } = answer;
  const others = experiment.variants.length - 1;
  const began = experiment.fromMs !== undefined && answer.fromMs <= experiment.fromMs;
  return [
    KINDS[kindOf(metric)],
    `Intervals (95 %) are a confidence sequence, narrowest at about ${TUNING / 1000},000 units: they hold at every look${began ? '' : ', as long as the range begins at the same time'}.`,
    ...(others > 1 ? [`They and the p-values hold for all ${others} variants together (Bonferroni).`] : []),
    metric.window === undefined
      ? 'Units are followed up to the end of the range, those that came late for a shorter time.'
      : `A unit counts once its ${metric.window} are over, and with what happened in them; what happened at the very instant of the exposure counts neither before nor after.`,
    ...(by.length > 0
      ? ['Each segment has its own interval; of many segments some will stand out by chance alone.']
      : []),
  ];
}
