/** What the views of a derived KPI are given, and how its figures come of those of its inputs. */
import type { DerivedInput, KpiDefinition } from '../definition/types';
import { absent, evaluate, parseExpression, type Evaluated, type Expression, type Reason } from '../expression';
import type { Buckets, KpiAnswer } from './answer';
import { figureOfSegment, figuresOf, segmentsOf, type Figure, type SegmentSeries } from './figures';

/** An input in the days, windows and alerts of the KPI that is derived from it; names, parts, unit and cohort stay its own. */
export function asInput(input: KpiDefinition, owner: KpiDefinition): KpiDefinition {
  const { grain: _, ...rest } = input;
  const { timeZone, calendar, grain, alerting } = owner;
  return { ...rest, timeZone, calendar, alerting, gapFill: 'none', ...(grain === undefined ? {} : { grain }) };
}

export interface DerivedAnswer extends Pick<KpiAnswer, 'kpi' | 'by' | 'fromMs' | 'toMs' | 'limit'> {
  readonly kpis: ReadonlyMap<string, KpiDefinition>;
  /** The KPIs at its ends, by name. */
  readonly leaves: ReadonlyMap<string, KpiAnswer>;
  readonly buckets?: Buckets;
}

/** The figure of the whole range, then one for each bucket. */
export type Figures = readonly Figure[];

const NO_DATA: Figure = { value: null, numerator: null, denominator: null, events: null, absence: 'no data' };
const SUPPRESSED: Figure = { ...NO_DATA, absence: 'suppressed' };

/** Figures of a derived KPI, of its inputs and of theirs, by segment. Each is reckoned once, however many ways lead to it. */
export class DerivedFigures {
  /** Every segment that any of the leaves knows, sorted by its texts; without `by` exactly one. */
  readonly segments: ReadonlyArray<ReadonlyArray<string | null>>;
  private readonly known = new Map<string, Map<string, Figures>>();
  private readonly trees = new Map<string, Expression>();
  private readonly slots: number;

  constructor(private readonly answer: DerivedAnswer) {
    this.slots = 1 + (answer.buckets ? answer.buckets.edges.length - 1 : 0);
    const keys = new Map<string, ReadonlyArray<string | null>>(answer.by.length === 0 ? [['[]', []]] : []);
    answer.leaves.forEach((leaf, name) => {
      const found = new Map<string, Figures>();
      for (const segment of segmentsOf(leaf)) {
        const key = JSON.stringify(segment.values);
        keys.set(key, segment.values);
        found.set(key, leafFigures(leaf, segment));
      }
      this.known.set(name, found);
    });
    this.segments = [...keys.keys()].sort().map((key) => keys.get(key)!);
  }

  /** Of the derived KPI itself, or of any KPI that it is made of. */
  of(name: string, segment: ReadonlyArray<string | null>): Figures {
    const key = JSON.stringify(segment);
    const found = this.known.get(name) ?? new Map<string, Figures>();
    this.known.set(name, found);
    const figures = found.get(key) ?? this.reckon(name, segment);
    found.set(key, figures);
    return figures;
  }

  /** The expression of a derived KPI as a tree; it was checked when the definition was read. */
  tree(name: string): Expression {
    const measure = this.kpi(name).measure;
    const parsed = this.trees.get(name) ?? (measure.kind === 'derived' ? treeOf(measure.expression) : undefined);
    if (!parsed) {
      throw new Error(`"${name}" is not derived`);
    }
    this.trees.set(name, parsed);
    return parsed;
  }

  inputs(name: string): readonly DerivedInput[] {
    const { measure } = this.kpi(name);
    return measure.kind === 'derived' ? measure.inputs : [];
  }

  private kpi(name: string): KpiDefinition {
    return name === this.answer.kpi.name ? this.answer.kpi : this.answer.kpis.get(name)!;
  }

  private reckon(name: string, segment: ReadonlyArray<string | null>): Figures {
    if (this.answer.leaves.has(name)) {
      return Array.from({ length: this.slots }, () => NO_DATA);
    }
    const tree = this.tree(name);
    const inputs = this.inputs(name).map((input) => ({ input, figures: this.of(input.kpi, segment) }));
    return Array.from({ length: this.slots }, (_, i) =>
      combined(
        tree,
        inputs.map(({ input, figures }) => ({ input, figure: figures[i] }))
      )
    );
  }
}

/** @throws Error for a text that is no expression, which reading the definition has ruled out */
export function treeOf(expression: string): Expression {
  const parsed = parseExpression(expression);
  if (!parsed.ok) {
    throw new Error(`a definition without errors has the expression "${expression}"`);
  }
  return parsed.tree;
}

/** Whether nothing was measured, as opposed to a number that cannot be told or reckoned. */
export const isMissing = ({ value, absence }: Figure): boolean => value === null && reasonOf(absence) === 'no data';

function reasonOf(absence: Figure['absence']): Reason {
  return absence === 'zero denominator' || absence === 'too large' ? absence : 'no data';
}

/**
 * One figure of those of its inputs. A suppressed input suppresses it, whatever the expression says. Numerator and denominator are the sides of
 * the division that the expression comes down to, if it is one; its events are those of the denominator.
 */
export function combined(
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
  return { value, numerator, denominator, events: denominator, ...(reason ? { absence: reason } : {}) };
}

function valueOf({ absentIs }: DerivedInput, figure: Figure): Evaluated {
  if (figure.value !== null) {
    return { value: figure.value };
  }
  return absentIs === 'zero' && isMissing(figure) ? { value: 0 } : absent(reasonOf(figure.absence));
}

/** The whole range first: it is no sum of its buckets, where the KPI is a level or accumulates. */
function leafFigures(leaf: KpiAnswer, segment: SegmentSeries): Figures {
  const whole = figureOfSegment(leaf, segment);
  return leaf.buckets ? [whole, ...figuresOf(leaf, segment)] : [whole];
}
