/** Which segment explains a change: how much of it each one made. */
import { isLevel, measureParts } from '../definition';
import type { KpiDefinition } from '../definition/types';
import type { Figure } from './figures';
import type { ResultField } from './types';

/** Of one segment, in the KPI's unit; over all segments `total` adds up to the change of the KPI. Null where it cannot be said. */
export interface Contribution {
  readonly total: number | null;
  /** Of ratios: what comes of the segment's share of the denominator. */
  readonly mix: number | null;
  /** Of ratios: what comes of the segment's own ratio. mix + rate = total. */
  readonly rate: number | null;
}

export interface Pair {
  readonly figure: Figure;
  readonly before?: Figure;
}

export const UNKNOWN: Contribution = { total: null, mix: null, rate: null };

/** Whether the KPI's number is made of sums, so that the numbers of its segments make that of the whole. */
export function addsUp({ measure }: KpiDefinition): boolean {
  return (
    (measure.kind === 'count' || measure.kind === 'sum' || measure.kind === 'ratio') &&
    !measureParts(measure).some(isLevel)
  );
}

/**
 * The contribution of a segment to the change of `whole`, the KPI over all segments in both periods.
 *
 * Sums and counts: value − previous. Ratios, with R, N, D of the whole, n, d of the segment, r = n / d, w = d / D, 0 before and 1 now:
 *
 *     total = (n1 − R0·d1) / D1 − (n0 − R0·d0) / D0      over all segments exactly R1 − R0
 *     rate  = w1·(r1 − r0)                                what the segment's own ratio did
 *     mix   = (w1 − w0)·(r0 − R0)                         what its share of the denominator did
 *
 * What a period lacks of a segment adds nothing to that period. A segment without a ratio in one of them (it is new, or gone, or its
 * denominator is 0) is all mix: r0 = R0 would say the same of one that is gone, r0 = r1 of one that is new. Null where the KPI does not
 * add up, where the whole has no value in one of the periods, and of what is suppressed.
 * Source: the mix-and-rate decomposition of a ratio of sums, centred on the earlier ratio (Das Gupta 1978, without interaction term:
 * it belongs to the rate, weighted by today's shares).
 */
export function contributionOf(kpi: KpiDefinition, segment: Pair, whole: Pair): Contribution {
  const { figure: now, before } = segment;
  if (!before || !whole.before || whole.figure.value === null || whole.before.value === null || !addsUp(kpi)) {
    return UNKNOWN;
  }
  if (now.absence === 'suppressed' || before.absence === 'suppressed') {
    return UNKNOWN;
  }
  if (kpi.measure.kind !== 'ratio') {
    return { total: known((now.value ?? 0) - (before.value ?? 0)), mix: null, rate: null };
  }
  const [r, d0, d1] = [whole.before.value, whole.before.denominator!, whole.figure.denominator!];
  const off = ({ numerator, denominator }: Figure, all: number) => ((numerator ?? 0) - r * (denominator ?? 0)) / all;
  const total = off(now, d1) - off(before, d0);
  const rate =
    now.value === null || before.value === null ? 0 : ((now.denominator ?? 0) / d1) * (now.value - before.value);
  return { total: known(total), mix: known(total - rate), rate: known(rate) };
}

const known = (value: number): number | null => (Number.isFinite(value) ? value + 0 : null);

/** Fields `contribution`, and of ratios `contributionMix` and `contributionRate`; a value a row. */
export function contributionFields(kpi: KpiDefinition, rows: readonly Contribution[]): ResultField[] {
  const field = (name: string, displayName: string, of: keyof Contribution): ResultField => ({
    name,
    type: 'number',
    unit: kpi.unit,
    displayName,
    values: rows.map((row) => row[of]),
  });
  return [
    field('contribution', 'Contribution to the change', 'total'),
    ...(kpi.measure.kind === 'ratio'
      ? [field('contributionMix', 'Of it by mix', 'mix'), field('contributionRate', 'Of it by rate', 'rate')]
      : []),
  ];
}
