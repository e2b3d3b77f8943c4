/** Segments of an answer and their figures, whatever it is made of: parts that stores told, or the numbers of other KPIs. */
import type { KpiAnswer } from './answer';
import { derivedFigures, derivedSegments } from './derived-figures';
import { figuresOfParts, segmentsOfParts, type Figure, type SegmentSeries } from './figures';

/** Every segment that any part (of any input) knows, sorted by its texts. Without `by` exactly one, even where nothing was found. */
export function segmentsOf(answer: KpiAnswer): SegmentSeries[] {
  return answer.derived ? derivedSegments(answer.derived, answer.by) : segmentsOfParts(answer);
}

/** The figure of a segment over the whole range. */
export function figureOfSegment(answer: KpiAnswer, segment: SegmentSeries): Figure {
  return figuresOf({ ...answer, buckets: undefined }, segment)[0];
}

/** The figures of a segment: one a bucket, or one where the answer has none. */
export function figuresOf(answer: KpiAnswer, segment: SegmentSeries): readonly Figure[] {
  const { derived, kpi, buckets } = answer;
  return derived
    ? derivedFigures(derived, segment, buckets !== undefined).get(kpi.name)!
    : figuresOfParts(answer, segment);
}

/** The answers that have parts of their own: it, or those at the ends of a derived KPI. */
export function endsOf(answer: KpiAnswer): readonly KpiAnswer[] {
  return answer.derived ? [...answer.derived.leaves.values()] : [answer];
}
