/** A KPI's numbers bucket by bucket. */
import { tilesOfBuckets, totalOf } from '../slices';
import type { Buckets, KpiAnswer, Role } from './answer';
import { figureOf, rolesOf, totalsOf, type Figure, type SegmentSeries } from './figures';

/** The figures of a segment, one a bucket. */
export function bucketFigures(answer: KpiAnswer, { edges }: Buckets): (segment: SegmentSeries) => Figure[] {
  const bounds: Partial<Record<Role, number[]>> = {};
  rolesOf(answer).forEach(([role, part]) => (bounds[role] = tilesOfBuckets(part.slices.tiles, edges)));
  return (segment) =>
    edges.slice(1).map((_, i) =>
      figureOf(
        answer.kpi,
        totalsOf(answer, segment, (series, role) => totalOf(series, bounds[role]![i], bounds[role]![i + 1]))
      )
    );
}
