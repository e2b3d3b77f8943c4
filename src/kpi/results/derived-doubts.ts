/** What has to be said beside a derived number: doubts of its inputs under their own names, and what was missing or counted as zero. */
import { diagnostic, type Diagnostic } from '../diagnostics';
import { figureDoubts, partDoubts } from './doubts';
import { isMissing, type DerivedAnswer, type DerivedFigures } from './derived-answer';
import type { Figure } from './figures';

/**
 * @param shown segments that the view shows
 * @param slots places in `Figures` that it shows: 0 for the whole range, or those of the buckets
 */
export function derivedDoubts(
  answer: DerivedAnswer,
  figures: DerivedFigures,
  shown: ReadonlyArray<ReadonlyArray<string | null>>,
  slots: readonly number[]
): Diagnostic[] {
  const of = (name: string): Figure[] =>
    shown.reduce<Figure[]>((all, segment) => {
      const row = figures.of(name, segment);
      return all.concat(slots.map((slot) => row[slot]));
    }, []);
  const { kpi, by, fromMs, toMs, limit } = answer;
  const said: Diagnostic[] = [];
  answer.leaves.forEach((leaf, name) => said.push(...partDoubts(leaf), ...figureDoubts(leaf, of(name))));
  for (const name of derivedWithin(answer, figures)) {
    const own = name === kpi.name ? kpi : answer.kpis.get(name)!;
    said.push(...inputDoubts(own.displayName, name, answer, figures, of));
    // The cohorts are those of the leaves, and told there.
    const doubts = figureDoubts({ kpi: own, by, fromMs, toMs, limit, roles: {} }, of(name));
    said.push(...doubts.filter(({ code }) => code !== 'PL4007'));
  }
  return said;
}

/** The derived KPI and those between it and its leaves, the inmost first. */
function derivedWithin(answer: DerivedAnswer, figures: DerivedFigures): string[] {
  const found: string[] = [];
  const seen = new Set<string>();
  const visit = (name: string): void => {
    if (!seen.has(name) && !answer.leaves.has(name)) {
      seen.add(name);
      figures.inputs(name).forEach(({ kpi }) => visit(kpi));
      found.push(name);
    }
  };
  visit(answer.kpi.name);
  return found;
}

function inputDoubts(
  displayName: string,
  name: string,
  { kpis }: DerivedAnswer,
  figures: DerivedFigures,
  of: (name: string) => Figure[]
): Diagnostic[] {
  const own = of(name);
  const inputs = figures.inputs(name);
  const columns = inputs.map(({ kpi }) => of(kpi));
  const said: Diagnostic[] = [];
  inputs.forEach(({ kpi, absentIs }, k) => {
    const input = kpis.get(kpi)?.displayName ?? kpi;
    const missing = (i: number) => isMissing(columns[k][i]);
    const count = (holds: (i: number) => boolean) => own.filter((_, i) => holds(i)).length;
    if (absentIs === 'zero') {
      const times = count((i) => missing(i) && own[i].absence !== 'suppressed');
      if (times > 0) {
        said.push(diagnostic('PL4036', { name: displayName, input, times, of: own.length }));
      }
      return;
    }
    // Only where the others have something: where nothing is, there is nothing to explain.
    const others = (i: number) => columns.some((column, other) => other !== k && column[i].value !== null);
    const times = count((i) => missing(i) && own[i].value === null && others(i));
    if (times > 0) {
      said.push(diagnostic('PL4035', { name: displayName, input, times, of: own.length }));
    }
  });
  return said;
}
