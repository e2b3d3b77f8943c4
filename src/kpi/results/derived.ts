/** Views value, breakdown, series and alert of a derived KPI: the frames of any other KPI, with its inputs in `meta.inputs`. */
import { diagnostic } from '../diagnostics';
import type { KpiDefinition, Threshold } from '../definition/types';
import { dimensionOf, unitOf, unitText, type Expression } from '../expression';
import { alertOutcome, coverage } from './alert';
import type { ViewOutcome } from './answer';
import { DerivedFigures, type DerivedAnswer } from './derived-answer';
import { derivedDoubts } from './derived-doubts';
import { rolesOf, sizeOf, type Figure } from './figures';
import { contractMeta, labelsOf, segmentFields, titleOf } from './frames';
import { bucketDoubts, incompleteFrom } from './series';
import type { InputMeta, ResultField } from './types';

interface Row {
  readonly values: ReadonlyArray<string | null>;
  readonly figures: readonly Figure[];
}

/** A row for each segment, the largest first, at most `limit`, and what is said of those that are left out. */
function rowsOf(answer: DerivedAnswer, figures: DerivedFigures) {
  const { kpi, limit } = answer;
  const all = figures.segments.map((values): Row => ({ values, figures: figures.of(kpi.name, values) }));
  const rows = all.sort((a, b) => sizeOf(b.figures[0]) - sizeOf(a.figures[0]) || 0).slice(0, limit);
  const left = all.length - rows.length;
  const said = left > 0 ? [diagnostic('PL4006', { name: kpi.displayName, shown: rows.length, left })] : [];
  return { rows, said };
}

const hasData = (figures: readonly Figure[]) =>
  figures.some(({ value, absence }) => value !== null || absence === 'suppressed');

/** See `valueView`. Numerator and denominator are null where the expression is no division. */
export function derivedValueView(answer: DerivedAnswer, view: 'value' | 'breakdown'): ViewOutcome {
  const { kpi, by } = answer;
  const figures = new DerivedFigures(answer);
  const { rows, said } = rowsOf(answer, figures);
  const wholes = rows.map((row) => row.figures[0]);
  const segments = rows.map(({ values }) => values);
  const units = unitsOfDivision(answer, figures.tree(kpi.name));
  const number = (name: 'value' | 'numerator' | 'denominator', displayName: string, unit?: string): ResultField => ({
    name,
    type: 'number',
    ...(unit === undefined ? {} : { unit }),
    displayName,
    values: wholes.map((figure) => figure[name]),
  });
  const fields = [
    ...segmentFields(kpi, by, segments),
    number('value', kpi.displayName, kpi.unit),
    number('numerator', 'Numerator', units.numerator),
    number('denominator', 'Denominator', units.denominator),
  ];
  const inputs = inputsMeta(answer, figures, (name) => segments.map((segment) => figures.of(name, segment)[0].value));
  return {
    frames: [{ name: kpi.name, type: 'table', fields, meta: { ...contractMeta(view, answer), ...inputs } }],
    diagnostics: [...derivedDoubts(answer, figures, segments, [0]), ...said],
    hasData: hasData(wholes),
  };
}

/** See `seriesView`. A bucket is reckoned from its inputs' numbers of that bucket; a range is no sum or mean of its buckets. */
export function derivedSeriesView(answer: DerivedAnswer): ViewOutcome {
  const { kpi, by } = answer;
  const buckets = answer.buckets!;
  const figures = new DerivedFigures(answer);
  const { rows, said } = rowsOf(answer, figures);
  const times = buckets.edges.slice(0, -1);
  const parts = [...answer.leaves.values()].flatMap((leaf) => rolesOf(leaf).map(([, part]) => part));
  const incompleteFromMs = incompleteFrom(buckets, Math.min(...parts.map(({ closedMs }) => closedMs)));
  const meta = {
    ...contractMeta('series', answer),
    grain: buckets.grain,
    firstIsWhole: buckets.firstIsWhole,
    incompleteFromMs,
  };
  const slots = times.map((_, i) => i + 1);
  return {
    frames: rows.map(({ values, figures: [, ...list] }) => ({
      name: kpi.name,
      type: 'timeseries-multi' as const,
      fields: [
        { name: 'time', type: 'time' as const, values: times },
        {
          name: 'value',
          type: 'number' as const,
          unit: kpi.unit,
          displayName: titleOf(answer, values),
          labels: labelsOf(by, values),
          values: list.map(({ value }) => value),
        },
      ],
      meta: { ...meta, ...inputsMeta(answer, figures, (name) => slots.map((i) => figures.of(name, values)[i].value)) },
    })),
    diagnostics: [
      ...derivedDoubts(
        answer,
        figures,
        rows.map(({ values }) => values),
        slots
      ),
      ...bucketDoubts(answer, buckets, incompleteFromMs),
      ...said,
    ],
    hasData: hasData(rows.flatMap((row) => row.figures.slice(1))),
  };
}

/** See `alertView`. It is frozen where any of its inputs is. */
export function derivedAlertView(answer: DerivedAnswer, threshold: Threshold): ViewOutcome {
  const { kpi, by } = answer;
  const figures = new DerivedFigures(answer);
  const segments = figures.segments.length > 0 ? figures.segments : [by.map(() => null)];
  const wholes = segments.map((segment) => figures.of(kpi.name, segment)[0]);
  const known = Math.min(...[...answer.leaves.values()].map(coverage));
  const inputs = inputsMeta(answer, figures, (name) => segments.map((segment) => figures.of(name, segment)[0].value));
  const said = derivedDoubts(answer, figures, segments, [0]);
  const outcome = alertOutcome(answer, threshold, segments, wholes, known, said);
  return { ...outcome, frames: outcome.frames.map((frame) => ({ ...frame, meta: { ...frame.meta, ...inputs } })) };
}

/** What a number is made of, for people who ask: its inputs and their values, in the order of the rows. */
function inputsMeta(
  { kpi, kpis }: DerivedAnswer,
  figures: DerivedFigures,
  valuesOf: (name: string) => ReadonlyArray<number | null>
): { readonly expression: string; readonly inputs: readonly InputMeta[] } {
  const inputs = figures.inputs(kpi.name).map(({ as, kpi: name, absentIs }): InputMeta => {
    const { displayName, unit } = kpis.get(name)!;
    return { as, kpi: name, displayName, unit, absentIs, values: valuesOf(name) };
  });
  return { expression: kpi.measure.kind === 'derived' ? kpi.measure.expression : '', inputs };
}

/** Units of both sides of a division, where a definition could write them. */
function unitsOfDivision({ kpi, kpis }: DerivedAnswer, tree: Expression): { numerator?: string; denominator?: string } {
  if (tree.kind !== 'binary' || tree.op !== '/') {
    return {};
  }
  const unitOfInput = (name: string) => dimensionOf(kpis.get(kpiOf(kpi, name))!.unit)!;
  const side = (node: Expression): string | undefined => {
    const found = unitOf(node, unitOfInput);
    return found.ok && found.unit !== 'any' ? unitText(found.unit) : undefined;
  };
  return { numerator: side(tree.left), denominator: side(tree.right) };
}

function kpiOf({ measure }: KpiDefinition, as: string): string {
  return measure.kind === 'derived' ? measure.inputs.find((input) => input.as === as)!.kpi : '';
}
