/** GrowthBook's statistics (gbstats of PyPI, MIT) in a Python process: the vectors of `src/kpi/stats`. Ask `hasPython('gbstats')` first. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { pythonEnvironment } from './python';

/** What is known of one side: sums over its units. */
export type GbStatistic =
  | { readonly kind: 'proportion'; readonly n: number; readonly sum: number }
  | { readonly kind: 'mean'; readonly n: number; readonly sum: number; readonly sumSquares: number }
  | {
      readonly kind: 'ratio';
      readonly n: number;
      readonly numerator: GbStatistic;
      readonly denominator: GbStatistic;
      readonly products: number;
    }
  /** CUPED: the test finds theta itself. */
  | {
      readonly kind: 'adjusted';
      readonly n: number;
      readonly post: GbStatistic;
      readonly pre: GbStatistic;
      readonly products: number;
    };

export type GbQuestion =
  | { readonly ask: 'srm'; readonly units: readonly number[]; readonly weights: readonly number[] }
  | {
      /** Welch's t-test, two-sided; or the asymptotic confidence sequence. */
      readonly ask: 'fixed' | 'sequential';
      readonly a: GbStatistic;
      readonly b: GbStatistic;
      readonly alpha: number;
      /** Of the mean of `a`. */
      readonly relative: boolean;
      readonly tuning?: number;
    };

/** Of `srm` only `pValue`. `variance` is that of `effect`. */
export interface GbAnswer {
  readonly effect: number;
  readonly variance: number;
  readonly low: number;
  readonly high: number;
  readonly pValue: number;
  readonly theta: number;
}

/** All answers from one process. Throws with Python's words. */
export function askGbstats(questions: readonly GbQuestion[]): readonly GbAnswer[] {
  const asked = questions.map((q) => (q.ask === 'sequential' ? { tuning: 5000, ...q } : q));
  const { status, stdout, stderr } = spawnSync('python3', [path.join(__dirname, 'gbstats_run.py')], {
    env: pythonEnvironment(),
    input: JSON.stringify(asked),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) {
    throw new Error(`gbstats: ${stderr}`);
  }
  return JSON.parse(stdout) as readonly GbAnswer[];
}
