/** Plain thresholds: how many times over its bound a KPI is. The Grafana rule is always "> 1". */
import type { Threshold } from '../definition/types';

/**
 * Above: value / bound. Below: 1 + (bound − value) / bound, which is finite at 0. Either is > 1 exactly where the threshold is broken
 * (value > bound, value < bound), also where rounding would make it 1. Dimensionless; `bound` > 0.
 */
export function timesOver({ direction, bound }: Pick<Threshold, 'direction' | 'bound'>, value: number): number {
  const limit = Number(bound);
  const above = direction === 'above';
  const broken = above ? value > limit : value < limit;
  const times = above ? value / limit : 1 + (limit - value) / limit;
  if (broken) {
    return Math.max(times, 1 + Number.EPSILON);
  }
  return Math.min(times, 1);
}
