/** Numbers of a range beside those of an earlier period: previous, change, changeRatio. */
import { formatInstant } from '../calendar';
import { diagnostic, type Diagnostic } from '../diagnostics';
import type { KpiDefinition } from '../definition/types';
import type { KpiAnswer } from './answer';
import { noData, partDoubts } from './doubts';
import type { Figure, SegmentSeries } from './figures';
import { endsOf, figureOfSegment, segmentsOf } from './segments';
import type { ResultField } from './types';

/** Fields that a comparison adds to a row; a segment of such a name would hide one. */
export const COMPARED_FIELDS = ['previous', 'change', 'contribution'] as const;

/** A segment of either period; `before` only where a comparison was asked for. */
export interface BothSegments {
  readonly values: ReadonlyArray<string | null>;
  readonly now: SegmentSeries;
  readonly before?: SegmentSeries;
}

/** Segments of the range, then those that only the earlier period has: what has vanished explains most. */
export function segmentsOfBoth(answer: KpiAnswer): BothSegments[] {
  const own = segmentsOf(answer);
  const earlier = answer.compared?.answer;
  if (!answer.compared) {
    return own.map((now) => ({ values: now.values, now }));
  }
  const before = new Map((earlier ? segmentsOf(earlier) : []).map((segment) => [keyOf(segment), segment]));
  const both = own.map((now) => {
    const key = keyOf(now);
    const found = before.get(key) ?? nothingOf(now);
    before.delete(key);
    return { values: now.values, now, before: found };
  });
  const gone = [...before.values()].map((segment) => ({
    values: segment.values,
    now: nothingOf(segment),
    before: segment,
  }));
  return [...both, ...gone];
}

const keyOf = ({ values }: SegmentSeries) => JSON.stringify(values);
const nothingOf = ({ values }: SegmentSeries): SegmentSeries => ({ values, series: {} });

/** The figure of a segment in the earlier period; undefined where there is no such period. */
export function figureBefore({ compared }: KpiAnswer, { before }: BothSegments): Figure | undefined {
  return compared?.answer && before ? figureOfSegment(compared.answer, before) : undefined;
}

/** value − previous; null where either is missing. */
export function changeOf(value: number | null, previous: number | null): number | null {
  return value === null || previous === null ? null : value - previous + 0;
}

/** The change as a share of what there was, with the sign of the change; null where that is 0 or missing. */
export function changeRatioOf(value: number | null, previous: number | null): number | null {
  const change = changeOf(value, previous);
  const ratio = change === null || previous === null || previous === 0 ? NaN : change / Math.abs(previous);
  return Number.isFinite(ratio) ? ratio + 0 : null;
}

/** Fields `previous`, `change` (both in the KPI's unit) and `changeRatio`, a value a row. */
export function comparedFields(
  kpi: KpiDefinition,
  rows: ReadonlyArray<{ readonly figure: Figure; readonly before?: Figure }>
): ResultField[] {
  const pairs = rows.map(({ figure, before }) => [figure.value, before?.value ?? null] as const);
  const field = (name: string, unit: string, displayName: string, values: ResultField['values']): ResultField => ({
    name,
    type: 'number',
    unit,
    displayName,
    values,
  });
  return [
    field(
      'previous',
      kpi.unit,
      'Previous',
      pairs.map(([, previous]) => previous)
    ),
    field(
      'change',
      kpi.unit,
      'Change',
      pairs.map(([value, previous]) => changeOf(value, previous))
    ),
    field(
      'changeRatio',
      'ratio',
      'Change, relative',
      pairs.map(([value, previous]) => changeRatioOf(value, previous))
    ),
  ];
}

/** What is doubtful about the earlier period: that there is none, that it has no data, and the doubts of its parts. */
export function comparedDoubts(answer: KpiAnswer, figures: ReadonlyArray<Figure | undefined>): Diagnostic[] {
  const { compared, kpi } = answer;
  if (!compared) {
    return [];
  }
  const name = kpi.displayName;
  const [from, to] = [compared.fromMs, compared.toMs].map((ms) => formatInstant(kpi.timeZone, ms));
  if (compared.fromMs >= compared.toMs) {
    return [
      diagnostic('PL4047', {
        name,
        from,
        to,
        said: 'there is no such time: clocks skipped it, or the earlier month is too short.',
      }),
    ];
  }
  const before = compared.answer;
  if (!before) {
    return [];
  }
  const empty = figures.every((figure) => figure === undefined || figure.absence === 'no data');
  return [
    ...(empty ? [noData(before)] : []),
    ...endsOf(before)
      .flatMap(partDoubts)
      .map((said) => diagnostic('PL4047', { name, from, to, said: said.message }, said)),
  ];
}
