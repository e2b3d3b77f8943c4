/** What has to be said beside a derived number: doubts of its inputs under their own names, and what was missing or counted as zero. */
import { diagnostic, type Diagnostic } from '../diagnostics';
import type { Derivation, DerivedFrom, KpiAnswer } from './answer';
import { definitionIn } from './derived-answer';
import { isMissing, type FigureTable } from './derived-figures';
import { figureDoubts, partDoubts } from './doubts';
import type { Figure } from './figures';

/** @param tables one for each segment that the view shows */
export function derivedDoubts(answer: KpiAnswer, derived: DerivedFrom, tables: readonly FigureTable[]): Diagnostic[] {
  const of = (name: string): Figure[] => tables.flatMap((table) => table.get(name)!);
  const said: Diagnostic[] = [];
  derived.leaves.forEach((leaf, name) => said.push(...partDoubts(leaf), ...figureDoubts(leaf, of(name))));
  for (const step of derived.steps) {
    said.push(...inputDoubts(step, derived, of));
    // The cohorts are those of the leaves, and told there.
    const doubts = figureDoubts({ ...answer, kpi: step.kpi }, of(step.kpi.name));
    said.push(...doubts.filter(({ code }) => code !== 'PL4007'));
  }
  return said;
}

function inputDoubts({ kpi }: Derivation, derived: DerivedFrom, of: (name: string) => Figure[]): Diagnostic[] {
  const own = of(kpi.name);
  const { inputs } = kpi.measure;
  const name = kpi.displayName;
  const columns = inputs.map((input) => of(input.kpi));
  const said: Diagnostic[] = [];
  inputs.forEach(({ kpi: from, absentIs }, k) => {
    const input = definitionIn(derived, from).displayName;
    const missing = (i: number) => isMissing(columns[k][i]);
    const count = (holds: (i: number) => boolean) => own.filter((_, i) => holds(i)).length;
    if (absentIs === 'zero') {
      const times = count((i) => missing(i) && own[i].absence !== 'suppressed');
      if (times > 0) {
        said.push(diagnostic('PL4036', { name, input, times, of: own.length }));
      }
      return;
    }
    // Only where the others have something: where nothing is, there is nothing to explain.
    const others = (i: number) => columns.some((column, other) => other !== k && column[i].value !== null);
    const times = count((i) => missing(i) && own[i].value === null && others(i));
    if (times > 0) {
      said.push(diagnostic('PL4035', { name, input, times, of: own.length }));
    }
  });
  return said;
}
