/** F4: whether the segments of an experiment moved apart. */
import type { Comparison, UnitSums } from '../stats/experiment';
import { divergenceOf } from '../stats/divergence';
import type { ExperimentAnswer, VariantRow } from './experiment-answer';
import type { ExperimentMeta } from './types-events';

/** One entry for each variant beside the control, over the segments that are shown and large enough. */
export function experimentDivergence(
  { experiment, metric, by }: ExperimentAnswer,
  segments: ReadonlyArray<readonly VariantRow[]>,
  compared: (control: UnitSums, variant: UnitSums) => Comparison
): NonNullable<ExperimentMeta['divergence']> {
  const { variants, control, minCohort } = experiment;
  const others = variants.map((_, i) => i).filter((i) => i !== control);
  return others.map((variant) => {
    const moves = segments.map((rows) => {
      const [a, b] = [control, variant].map((of) => rows.find((row) => row.variant === of)?.sums);
      const found = a && b && Math.min(a.units, b.units) >= minCohort ? compared(a, b) : undefined;
      return found && found.difference !== null && found.variance !== null
        ? { move: found.difference, variance: found.variance }
        : null;
    });
    const { pValue, diverges, alone } = divergenceOf(moves);
    const name = variants[variant].name;
    const title = by.join(', ');
    const one =
      alone === undefined ? undefined : segments[alone][0].values.map((value) => value ?? '(none)').join(' · ');
    const words =
      pValue === null
        ? `Too few values of ${title} have enough units of ${name} to say whether they moved apart.`
        : !diverges
          ? `What ${name} did to ${metric.displayName} does not differ by ${title} beyond chance.`
          : one === undefined
            ? `What ${name} did to ${metric.displayName} differs by ${title}: the whole is a mixture.`
            : `What ${name} did to ${metric.displayName} differs in ${one} alone: look there first.`;
    return { segment: title, variant: name, pValue, diverges, words };
  });
}
