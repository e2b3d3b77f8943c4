/** What a series shows of an earlier period: `previous`, bucket by bucket. */
import { formatInstant, wallTime } from '../calendar';
import { diagnostic, type Diagnostic } from '../diagnostics';
import { alignedBuckets } from './align';
import type { Buckets, KpiAnswer } from './answer';
import { comparedDoubts, type BothSegments } from './compare';
import type { Figure } from './figures';
import { labelsOf, titleOf } from './frames';
import { filledValues } from './gaps';
import { figuresOf } from './segments';
import type { ResultField } from './types';

/** What the earlier period has of a segment. */
export interface LineBefore {
  /** A value for each bucket of the range, gaps filled as the KPI wants it; null where there is no earlier bucket beside it. */
  readonly values: ReadonlyArray<number | null>;
  /** Of all earlier buckets. */
  readonly figures: readonly Figure[];
}

export interface SeriesBefore {
  readonly of: (segment: BothSegments) => LineBefore;
  /** Given the figures of all segments. */
  readonly doubts: (figures: readonly Figure[]) => readonly Diagnostic[];
}

/** Undefined where nothing is compared. All null where a source failed for the earlier period, or clocks skipped it. */
export function seriesBefore(answer: KpiAnswer, buckets: Buckets): SeriesBefore | undefined {
  const { compared, kpi } = answer;
  if (!compared) {
    return undefined;
  }
  const earlier = compared.answer;
  if (!earlier?.buckets) {
    const values = buckets.edges.slice(1).map(() => null);
    return { of: () => ({ values, figures: [] }), doubts: () => comparedDoubts(answer, []) };
  }
  const aligned = alignedBuckets(kpi.timeZone, buckets, earlier.buckets, compared.localFrom);
  return {
    of: ({ before }) => {
      const figures = before ? figuresOf(earlier, before) : [];
      const { values } = filledValues(figures, kpi.gapFill);
      return { figures, values: aligned.map((i) => (i === null ? null : (values[i] ?? null))) };
    },
    doubts: (figures) => [
      ...comparedDoubts(answer, figures),
      ...alignmentDoubts(answer, buckets, earlier.buckets!, aligned),
    ],
  };
}

/** Field `previous`: values of the earlier period in the KPI's unit, beside those of the range. */
export function previousField(
  answer: KpiAnswer,
  of: ReadonlyArray<string | null>,
  values: LineBefore['values']
): ResultField {
  return {
    name: 'previous',
    type: 'number',
    unit: answer.kpi.unit,
    displayName: `${titleOf(answer, of)}, previous`,
    labels: labelsOf(answer.by, of),
    values,
  };
}

/** Earlier buckets that stand beside none, and pairs of which one is cut where the other is not: a part beside a whole. */
function alignmentDoubts(
  { kpi }: KpiAnswer,
  now: Buckets,
  before: Buckets,
  aligned: ReadonlyArray<number | null>
): Diagnostic[] {
  const name = kpi.displayName;
  const at = (ms: number) => formatInstant(kpi.timeZone, ms);
  const used = new Set(aligned);
  const left = before.edges.slice(1).filter((_, i) => !used.has(i)).length;
  const lengthOf = ({ edges }: Buckets, i: number) =>
    wallTime(kpi.timeZone, edges[i + 1]) - wallTime(kpi.timeZone, edges[i]);
  const uneven = aligned.flatMap((j, i) =>
    j !== null && (isCut(now, i) || isCut(before, j)) && lengthOf(now, i) !== lengthOf(before, j) ? [[i, j]] : []
  );
  return [
    ...(left > 0 ? [diagnostic('PL4048', { name, left })] : []),
    ...uneven.map(([i, j]) =>
      diagnostic('PL4049', {
        name,
        from: at(now.edges[i]),
        to: at(now.edges[i + 1]),
        earlierFrom: at(before.edges[j]),
        earlierTo: at(before.edges[j + 1]),
      })
    ),
  ];
}

const isCut = ({ edges, firstIsWhole, lastIsWhole }: Buckets, i: number): boolean =>
  (i === 0 && !firstIsWhole) || (i === edges.length - 2 && !lastIsWhole);
