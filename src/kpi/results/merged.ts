/** Several segments as one: what is left of a breakdown, and all of it. */
import { add, total, type RunningSum } from '../slices/sums';
import type { SliceSeries } from '../slices';
import type { Role } from './answer';
import type { SegmentSeries } from './figures';

/**
 * The sum of segments, tile by tile; a tile is observed where any segment is. Only of what adds up: of levels there is no sum.
 * `values` are all null: it is no segment of the store. A role that no segment has is absent. Of a derived KPI its inputs are merged, each by itself.
 */
export function mergedSegment(segments: readonly SegmentSeries[], by: readonly string[]): SegmentSeries {
  const roles = new Set(segments.flatMap(({ series }) => Object.keys(series) as Role[]));
  const series: Partial<Record<Role, SliceSeries>> = {};
  for (const role of roles) {
    series[role] = mergedSeries(segments.flatMap((segment) => segment.series[role] ?? []));
  }
  const inputs = new Map<string, SegmentSeries>();
  for (const name of new Set(segments.flatMap((segment) => [...(segment.inputs?.keys() ?? [])]))) {
    const own = segments.flatMap((segment) => segment.inputs?.get(name) ?? []);
    inputs.set(name, mergedSegment(own, by));
  }
  return { values: by.map(() => null), series, ...(inputs.size > 0 ? { inputs } : {}) };
}

function mergedSeries(all: readonly SliceSeries[]): SliceSeries {
  const length = all[0].value.length;
  const [value, observed] = [new Float64Array(length), new Float64Array(length)];
  for (let i = 0; i < length; i++) {
    const running: RunningSum = { sum: 0, lost: 0 };
    for (const series of all) {
      if (series.observed[i] > 0) {
        add(running, series.value[i]);
        observed[i] += series.observed[i];
      }
    }
    value[i] = total(running);
  }
  return { segment: {}, value, observed };
}
