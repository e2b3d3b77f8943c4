/** How figures of a derived KPI come of those of its inputs. */
import type { DerivedInput } from '../definition/types';
import { absent, evaluate, type Evaluated, type Expression, type Reason } from '../expression';
import type { DerivedFrom } from './answer';
import { figuresOfParts, segmentsOfParts, type Figure, type SegmentSeries } from './figures';

/** Figures by KPI: of the ends, of those between, of the derived one. Each has as many. */
export type FigureTable = ReadonlyMap<string, readonly Figure[]>;

/** Every segment that any of the ends knows, sorted by its texts; without `by` exactly one. */
export function derivedSegments({ leaves }: DerivedFrom, by: readonly string[]): SegmentSeries[] {
  const found = new Map<string, SegmentSeries & { readonly inputs: Map<string, SegmentSeries> }>();
  if (by.length === 0) {
    found.set('[]', { values: [], series: {}, inputs: new Map() });
  }
  leaves.forEach((leaf, name) => {
    for (const segment of segmentsOfParts(leaf)) {
      const key = JSON.stringify(segment.values);
      const own = found.get(key) ?? { values: segment.values, series: {}, inputs: new Map() };
      own.inputs.set(name, segment);
      found.set(key, own);
    }
  });
  return [...found.keys()].sort().map((key) => found.get(key)!);
}

/** A segment's figures, each KPI's reckoned once, however many ways lead to it: one a bucket, or one over the whole range, which is no sum of them. */
export function derivedFigures({ leaves, steps }: DerivedFrom, segment: SegmentSeries, bucketed: boolean): FigureTable {
  const table = new Map<string, readonly Figure[]>();
  leaves.forEach((leaf, name) => {
    const own = segment.inputs?.get(name) ?? { values: segment.values, series: {} };
    table.set(name, figuresOfParts(bucketed ? leaf : { ...leaf, buckets: undefined }, own));
  });
  for (const { kpi, tree } of steps) {
    const inputs = kpi.measure.inputs.map((input) => ({ input, figures: table.get(input.kpi)! }));
    const figures = inputs[0].figures.map((_, i) =>
      combined(
        tree,
        inputs.map(({ input, figures: own }) => ({ input, figure: own[i] }))
      )
    );
    table.set(kpi.name, figures);
  }
  return table;
}

const SUPPRESSED: Figure = { value: null, numerator: null, denominator: null, events: null, absence: 'suppressed' };

/** Whether nothing was measured, as opposed to a number that cannot be told or reckoned. */
export const isMissing = ({ value, absence }: Figure): boolean => value === null && reasonOf(absence) === 'no data';

function reasonOf(absence: Figure['absence']): Reason {
  return absence === 'zero denominator' || absence === 'too large' ? absence : 'no data';
}

/**
 * One figure of those of its inputs. A suppressed input suppresses it, whatever the expression says. Numerator and denominator are the sides of
 * the division that the expression comes down to, if it is one; its events are those of the denominator.
 */
function combined(
  tree: Expression,
  inputs: ReadonlyArray<{ readonly input: DerivedInput; readonly figure: Figure }>
): Figure {
  if (inputs.some(({ figure }) => figure.absence === 'suppressed')) {
    return SUPPRESSED;
  }
  const values = new Map(inputs.map(({ input, figure }) => [input.as, valueOf(input, figure)]));
  const named = (name: string): Evaluated => values.get(name)!;
  const { value, reason } = evaluate(tree, named);
  const divides = tree.kind === 'binary' && tree.op === '/';
  const numerator = divides ? evaluate(tree.left, named).value : null;
  const denominator = divides ? evaluate(tree.right, named).value : null;
  // Where other inputs have something it is no gap, but half of a number.
  const partly = reason === 'no data' && inputs.some(({ figure }) => figure.absence !== 'no data');
  const absence = partly ? 'no input' : reason;
  return { value, numerator, denominator, events: denominator, ...(absence ? { absence } : {}) };
}

function valueOf({ absentIs }: DerivedInput, figure: Figure): Evaluated {
  if (figure.value !== null) {
    return { value: figure.value };
  }
  return absentIs === 'zero' && isMissing(figure) ? { value: 0 } : absent(reasonOf(figure.absence));
}
