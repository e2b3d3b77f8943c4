/** Which segment explains a change: how much of it each one made. */
import { isLevel, measureParts } from '../definition';
import type { KpiDefinition } from '../definition/types';
import type { DerivedFrom, KpiAnswer } from './answer';
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

/**
 * How the segments of a KPI make its number over all of them: by adding up; by adding up both sides of a quotient; by adding up the inputs of
 * its expression, which then tells the whole, but not what of it is whose.
 */
export type Addition = 'sum' | 'quotient' | 'inputs';

/** Undefined where there is no way: for levels, and what is derived from one. */
export function additionOf({ kpi, derived }: Pick<KpiAnswer, 'kpi' | 'derived'>): Addition | undefined {
  return derived ? derivedAddition(derived) : partAddition(kpi);
}

function partAddition({ measure }: KpiDefinition): 'sum' | 'quotient' | undefined {
  if (measureParts(measure).some(isLevel)) {
    return undefined;
  }
  return measure.kind === 'ratio' ? 'quotient' : measure.kind === 'count' || measure.kind === 'sum' ? 'sum' : undefined;
}

function derivedAddition({ leaves, steps }: DerivedFrom): 'quotient' | 'inputs' | undefined {
  const additions = Array.from(leaves.values(), ({ kpi }) => partAddition(kpi));
  if (additions.includes(undefined)) {
    return undefined;
  }
  const [{ tree }, ...more] = steps;
  const plain =
    more.length === 0 &&
    tree.kind === 'binary' &&
    tree.op === '/' &&
    tree.left.kind === 'name' &&
    tree.right.kind === 'name';
  return plain && additions.every((addition) => addition === 'sum') ? 'quotient' : 'inputs';
}

/**
 * The contribution of a segment to the change of `whole`, the KPI over all segments in both periods.
 *
 * Sums and counts: value − previous. Ratios, and derived KPIs that are the quotient of two sums, with R, N, D of the whole, n, d of the segment, r = n / d, w = d / D, 0 before and 1 now:
 *
 *     total = (n1 − R0·d1) / D1 − (n0 − R0·d0) / D0      over all segments exactly R1 − R0
 *     rate  = w1·(r1 − r0)                                what the segment's own ratio did
 *     mix   = (w1 − w0)·(r0 − R0)                         what its share of the denominator did
 *
 * What a period lacks of a segment adds nothing to that period. A segment without a ratio in one of them (it is new, or gone, or its
 * denominator is 0) is all mix: r0 = R0 would say the same of one that is gone, r0 = r1 of one that is new. Null where the segments
 * are no summands, where the whole has no value in one of the periods, and of what is suppressed.
 * Source: the mix-and-rate decomposition of a ratio of sums, centred on the earlier ratio (Das Gupta 1978, without interaction term:
 * it belongs to the rate, weighted by today's shares).
 */
export function contributionOf(addition: Addition | undefined, segment: Pair, whole: Pair): Contribution {
  const { figure: now, before } = segment;
  if (!before || !whole.before || whole.figure.value === null || whole.before.value === null) {
    return UNKNOWN;
  }
  if (
    addition === undefined ||
    addition === 'inputs' ||
    now.absence === 'suppressed' ||
    before.absence === 'suppressed'
  ) {
    return UNKNOWN;
  }
  if (addition === 'sum') {
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

/** Fields `contribution`, and of quotients `contributionMix` and `contributionRate`; a value a row. */
export function contributionFields(answer: KpiAnswer, rows: readonly Contribution[]): ResultField[] {
  const field = (name: string, displayName: string, of: keyof Contribution): ResultField => ({
    name,
    type: 'number',
    unit: answer.kpi.unit,
    displayName,
    values: rows.map((row) => row[of]),
  });
  return [
    field('contribution', 'Contribution to the change', 'total'),
    ...(answer.kpi.measure.kind === 'ratio' || additionOf(answer) === 'quotient'
      ? [field('contributionMix', 'Of it by mix', 'mix'), field('contributionRate', 'Of it by rate', 'rate')]
      : []),
  ];
}
