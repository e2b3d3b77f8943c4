/** What stands beside the numbers that a view shows: what is doubtful about them and, of derived KPIs, what they are made of. */
import type { Diagnostic } from '../diagnostics';
import type { DerivedFrom, KpiAnswer } from './answer';
import { definitionIn, outermost } from './derived-answer';
import { derivedDoubts } from './derived-doubts';
import { derivedFigures, type FigureTable } from './derived-figures';
import { figureDoubts, partDoubts } from './doubts';
import type { Figure, SegmentSeries } from './figures';
import type { InputMeta } from './types';

/** A row or line of a view. */
export interface Shown {
  /** Missing for a row that has no numbers, and nothing to account for. */
  readonly segment?: SegmentSeries;
  readonly figures: readonly Figure[];
}

export interface Account {
  readonly doubts: readonly Diagnostic[];
  /** For `meta`, with the values of all rows in their order, or those of one; empty for a KPI that is not derived. */
  readonly meta: (row?: number) => { readonly expression?: string; readonly inputs?: readonly InputMeta[] };
}

/** @param answer with `buckets` where the figures are those of buckets */
export function accountOf(answer: KpiAnswer, shown: readonly Shown[]): Account {
  const { derived } = answer;
  if (!derived) {
    const figures = shown.flatMap((row) => row.figures);
    return { doubts: [...partDoubts(answer), ...figureDoubts(answer, figures)], meta: () => ({}) };
  }
  const bucketed = answer.buckets !== undefined;
  const tables = shown.map(({ segment }) => segment && derivedFigures(derived, segment, bucketed));
  return {
    doubts: derivedDoubts(
      answer,
      derived,
      tables.flatMap((table) => table ?? [])
    ),
    meta: (row) => madeOf(derived, row === undefined ? tables : [tables[row]]),
  };
}

function madeOf(derived: DerivedFrom, tables: ReadonlyArray<FigureTable | undefined>): ReturnType<Account['meta']> {
  const { expression, inputs } = outermost(derived).kpi.measure;
  return {
    expression,
    inputs: inputs.map(({ as, kpi, absentIs }): InputMeta => {
      const { displayName, unit } = definitionIn(derived, kpi);
      const values = tables.flatMap((table) => table?.get(kpi)!.map(({ value }) => value) ?? [null]);
      return { as, kpi, displayName, unit, absentIs, values };
    }),
  };
}
