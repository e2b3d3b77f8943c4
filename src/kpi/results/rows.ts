/** Which rows a value or a breakdown has, in which order, and what is left over. */
import type { KpiAnswer } from './answer';
import { figureBefore, segmentsOfBoth, type BothSegments } from './compare';
import { additionOf, contributionOf, UNKNOWN, type Contribution, type Pair } from './contribution';
import { sizeOf, type Figure, type SegmentSeries } from './figures';
import { mergedSegment } from './merged';
import { figureOfSegment } from './segments';

export interface Row extends Pair {
  readonly values: ReadonlyArray<string | null>;
  /** What the figure is of; missing for the rest of what does not add up. */
  readonly segment?: SegmentSeries;
  /** Breakdowns with a comparison only. */
  readonly contribution?: Contribution;
}

export interface Rows {
  /** At most `limit` segments, and then perhaps the rest. */
  readonly shown: readonly Row[];
  /** Index of the row that holds the rest. */
  readonly otherRow?: number;
  /** Segments that are in no row of their own. */
  readonly left: number;
  /** Of breakdowns with a comparison: the KPI over all segments, shown or not. */
  readonly whole?: Pair;
  /** Earlier figures of all segments, shown or not. */
  readonly before: ReadonlyArray<Figure | undefined>;
}

/** The largest first; where changes are explained, what contributed most to them, up or down. */
export function rowsOf(answer: KpiAnswer, explained: boolean): Rows {
  const { kpi, by, limit, other } = answer;
  const segments = segmentsOfBoth(answer);
  const adds = additionOf(answer) !== undefined;
  const whole = explained && adds ? pairOf(answer, allOf(segments, by)) : undefined;
  const all = segments.map((both) => ({ both, ...rowOf(answer, both, explained, whole) }));
  all.sort((a, b) => weightOf(b) - weightOf(a) || sizeOf(b.figure, kpi) - sizeOf(a.figure, kpi) || 0);
  const rest = all.slice(limit);
  const shown: Row[] = all.slice(0, limit);
  const hasOther = other === true && rest.length > 0;
  if (hasOther) {
    const merged = allOf(
      rest.map(({ both }) => both),
      by
    );
    shown.push(adds ? rowOf(answer, merged, explained, whole) : unknownRow(merged, explained));
  }
  return {
    shown,
    ...(hasOther ? { otherRow: shown.length - 1 } : {}),
    left: rest.length,
    ...(whole ? { whole } : {}),
    before: all.map((row) => row.before),
  };
}

const allOf = (segments: readonly BothSegments[], by: readonly string[]): BothSegments => {
  const now = mergedSegment(
    segments.map((segment) => segment.now),
    by
  );
  const before = mergedSegment(
    segments.flatMap((segment) => segment.before ?? []),
    by
  );
  return { values: now.values, now, before };
};

const pairOf = (answer: KpiAnswer, segment: BothSegments): Pair => ({
  figure: figureOfSegment(answer, segment.now),
  before: figureBefore(answer, segment),
});

/** How much of the change a row explains; -1 where that is not known. */
function weightOf({ contribution }: Row): number {
  const total = contribution?.total ?? null;
  return total === null ? -1 : Math.abs(total);
}

function rowOf(answer: KpiAnswer, segment: BothSegments, explained: boolean, whole: Pair | undefined): Row {
  const pair = pairOf(answer, segment);
  return {
    values: segment.values,
    segment: segment.now,
    ...pair,
    ...(explained ? { contribution: whole ? contributionOf(additionOf(answer), pair, whole) : UNKNOWN } : {}),
  };
}

/** The rest of what cannot be added up. */
function unknownRow({ values }: BothSegments, explained: boolean): Row {
  const figure: Figure = { value: null, numerator: null, denominator: null, events: null, absence: 'no data' };
  return { values, figure, before: figure, ...(explained ? { contribution: UNKNOWN } : {}) };
}
