/** Views `value` and `breakdown`: segments…, value, numerator, denominator, what a comparison adds; a row a segment. */
import { diagnostic } from '../diagnostics';
import type { KpiAnswer, ViewOutcome } from './answer';
import { figureDoubts, partDoubts } from './doubts';
import { comparedDoubts, comparedFields, figureBefore, segmentsOfBoth } from './compare';
import { figureOfSegment, sizeOf } from './figures';
import { contractMeta, segmentFields } from './frames';
import { unitsOf } from './units';

/**
 * One frame. Without `by` it has one row, whose value is null where there is no data; with it a row for each segment, the largest
 * first, and no row where no segment was found; compared with an earlier period, also for those that only it has. Units: value in the KPI's, numerator and denominator in its parts'.
 */
export function valueView(answer: KpiAnswer, view: 'value' | 'breakdown'): ViewOutcome {
  const { kpi, by, limit } = answer;
  const all = segmentsOfBoth(answer).map((segment) => ({
    values: segment.values,
    figure: figureOfSegment(answer, segment.now),
    before: figureBefore(answer, segment),
  }));
  const rows = all.sort((a, b) => sizeOf(b.figure) - sizeOf(a.figure) || 0).slice(0, limit);
  const figures = rows.map((row) => row.figure);
  const units = unitsOf(kpi);
  const number = (name: 'value' | 'numerator' | 'denominator', unit: string, displayName: string) => ({
    name,
    type: 'number' as const,
    unit,
    displayName,
    values: figures.map((figure) => figure[name]),
  });
  const diagnostics = [
    ...partDoubts(answer),
    ...figureDoubts(answer, figures),
    ...comparedDoubts(
      answer,
      all.map((row) => row.before)
    ),
  ];
  if (all.length > rows.length) {
    diagnostics.push(
      diagnostic('PL4006', { name: kpi.displayName, shown: rows.length, left: all.length - rows.length })
    );
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
          number('value', kpi.unit, kpi.displayName),
          number('numerator', units.numerator, 'Numerator'),
          number('denominator', units.denominator, 'Denominator'),
          ...(answer.compared ? comparedFields(kpi, rows) : []),
        ],
        meta: contractMeta(view, answer),
      },
    ],
    diagnostics,
    hasData: figures.some((figure) => figure.value !== null || figure.absence === 'suppressed'),
  };
}
