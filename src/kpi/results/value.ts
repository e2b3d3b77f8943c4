/** Views `value` and `breakdown`: segments…, value, numerator, denominator, what a comparison adds; a row a segment. */
import { diagnostic, type Diagnostic } from '../diagnostics';
import { shownName } from './approximate';
import { accountOf } from './account';
import type { KpiAnswer, ViewOutcome } from './answer';
import { changeOf, comparedDoubts, comparedFields } from './compare';
import { additionOf, contributionFields, type Pair } from './contribution';
import { contractMeta, segmentFields } from './frames';
import { rowsOf } from './rows';
import { unitsOf } from './units';

/**
 * One frame. Without `by` it has one row, whose value is null where there is no data; with it a row for each segment, the largest
 * first, and no row where no segment was found; compared with an earlier period, also for those that only it has. A breakdown that
 * compares has what contributed most to the change first. With `other` the last row is the rest: its segments are null, its numbers sum
 * over sum, and `meta.otherRow` is its index. Units: value in the KPI's, numerator and denominator in its parts'.
 */
export function valueView(answer: KpiAnswer, view: 'value' | 'breakdown'): ViewOutcome {
  const { kpi, by } = answer;
  const explained = view === 'breakdown' && answer.compared !== undefined;
  const { shown: rows, otherRow, left, whole, before } = rowsOf(answer, explained);
  const figures = rows.map((row) => row.figure);
  const units = unitsOf(answer);
  const account = accountOf(
    answer,
    rows.map(({ segment, figure }) => ({ segment, figures: [figure] }))
  );
  const number = (name: 'value' | 'numerator' | 'denominator', unit: string | undefined, displayName: string) => ({
    name,
    type: 'number' as const,
    ...(unit === undefined ? {} : { unit }),
    displayName,
    values: figures.map((figure) => figure[name]),
  });
  const diagnostics = [
    ...account.doubts,
    ...comparedDoubts(answer, before),
    ...additionDoubts(answer, explained, otherRow !== undefined),
  ];
  if (left > 0 && otherRow === undefined) {
    const which = explained ? ('first' as const) : ('largest' as const);
    diagnostics.push(diagnostic('PL4006', { name: kpi.displayName, shown: rows.length, left, which }));
  }
  return {
    frames: [
      {
        name: kpi.name,
        type: 'table',
        fields: [
          ...segmentFields(
            kpi,
            by,
            rows.map((row) => row.values)
          ),
          number('value', kpi.unit, shownName(answer)),
          number('numerator', units.numerator, 'Numerator'),
          number('denominator', units.denominator, 'Denominator'),
          ...(answer.compared ? comparedFields(kpi, rows) : []),
          ...(explained
            ? contributionFields(
                answer,
                rows.flatMap((row) => row.contribution ?? [])
              )
            : []),
        ],
        meta: {
          ...contractMeta(view, answer),
          ...(otherRow === undefined ? {} : { otherRow }),
          ...(whole ? { whole: wholeMeta(whole) } : {}),
          ...account.meta(),
        },
      },
    ],
    diagnostics,
    hasData: figures.some((figure) => figure.value !== null || figure.absence === 'suppressed'),
  };
}

const wholeMeta = ({ figure, before }: Pair) => ({
  value: figure.value,
  previous: before?.value ?? null,
  change: changeOf(figure.value, before?.value ?? null),
});

/** Of what cannot be added up there is no rest and no contribution. */
function additionDoubts(answer: KpiAnswer, explained: boolean, hasOther: boolean): Diagnostic[] {
  const addition = additionOf(answer);
  const what = [
    ...(explained && (addition === undefined || addition === 'inputs') ? ['contributions to the change'] : []),
    ...(hasOther && addition === undefined ? ['the row of the rest'] : []),
  ];
  return what.length === 0 ? [] : [diagnostic('PL4046', { name: answer.kpi.displayName, what: what.join(' and ') })];
}
