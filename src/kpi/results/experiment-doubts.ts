/** What must be known beside the numbers of an experiment. */
import { diagnostic, type Diagnostic } from '../diagnostics';
import { noData } from './doubts';
import { exposedTo, type Cell, type ExperimentAnswer } from './experiment-answer';
import { sampleRatioWords, type Shares } from './experiment-words';
import type { ExperimentMeta } from './types-events';

export interface Shown {
  readonly cells: readonly Cell[];
  readonly shares: Shares;
  /** Segments beyond the limit. */
  readonly left: number;
  readonly divergence: NonNullable<ExperimentMeta['divergence']>;
}

export function experimentDoubts(answer: ExperimentAnswer, shown: Shown): Diagnostic[] {
  const { experiment, metric, by, rows } = answer;
  const { variants } = experiment;
  const name = `${experiment.displayName}, ${metric.displayName}`;
  const known = rows.filter(({ variant }) => variant < variants.length);
  const exposed = known.reduce((all, row) => all + row.exposed, 0);
  const open = exposed - known.reduce((all, { sums }) => all + sums.units, 0);
  // About the exposures, not about one metric: the same words of several are one notice.
  const [unknown, mixed, none] = [0, 1, 2].map((beyond) => exposedTo(answer, variants.length + beyond));
  const said: Diagnostic[] = [];
  if (exposed === 0) {
    said.push(noData({ ...answer, kpi: experiment }));
  }
  if (shown.shares.suspicious) {
    const words = sampleRatioWords(answer, shown.shares);
    said.push(diagnostic('PL4067', { experiment: experiment.displayName, words }));
  }
  if (mixed > 0) {
    said.push(diagnostic('PL4064', { experiment: experiment.displayName, units: mixed, all: exposed + mixed }));
  }
  if (unknown > 0) {
    said.push(
      diagnostic('PL4065', {
        experiment: experiment.displayName,
        units: unknown,
        variants: variants.map((variant) => variant.name),
      })
    );
  }
  if (none > 0) {
    said.push(diagnostic('PL4066', { experiment: experiment.displayName, units: none }));
  }
  if (open > 0 && exposed >= experiment.minCohort) {
    said.push(diagnostic('PL4068', { name, open, exposed, window: metric.window ?? '' }));
  }
  if (by.length > 0 && shown.cells.length > variants.length) {
    const segments = shown.cells.length / variants.length;
    said.push(diagnostic('PL4069', { name: experiment.displayName, segments }));
  }
  const suppressed = shown.cells.filter((cell) => cell.suppressed).length;
  if (suppressed > 0) {
    said.push(diagnostic('PL4007', { name, suppressed, minimum: experiment.minCohort }));
  }
  if (shown.left > 0) {
    said.push(diagnostic('PL4006', { name, shown: answer.limit, left: shown.left }));
  }
  return said;
}
