/**
 * Before against after, with a control where there is one. Each of the (up to four) numbers gets limits of its own, as far out as the always-valid boundary
 * says, and the limits of the effect are put together from them: MOVER ("square and add": R. Newcombe, Interval estimation for the difference
 * between independent proportions, Statistics in Medicine 17 (1998), method 10; G. Zou and A. Donner, ibid. 27 (2008)).
 */
import { joined, meanOf, moved, totalOf, type Total } from './blocks';
import { varianceBetween, type Move } from './between';
import { boundary, PLANNED } from './boundary';
import { dispersionOf, varianceAt } from './dispersion';
import { studentOf } from './distributions';
import { limitsAt, type Cells } from './interval';
import type { Block, Effect, EffectInput } from './types';
import { seenOf, varianceOf, type Variance } from './variance';
import { verdictOf } from './verdict';

const ALPHA = 0.05;
/** z of 80 % power. */
const POWER_80 = 0.8416212335729143;

/** The effect of a change. Every number is null where one side was not measured; nothing is guessed. */
export function effectOf(input: EffectInput): Effect {
  const model = modelOf(input);
  if (!model) {
    return unmeasured(input);
  }
  const { cells, variance, expected } = model;
  const c = studentOf(boundary(model.seen, input.alpha ?? ALPHA), model.freedom);
  const limits = limitsAt(cells, variance, c);
  const after = meanOf(cells.after)!;
  const error = Math.sqrt(variance.now);
  const scale = input.family === 'rate' ? expected : 1;
  const reach = studentOf(boundary(model.seen, input.alpha ?? ALPHA), model.freedom) + POWER_80;
  return {
    before: meanOf(cells.before),
    after,
    expected,
    effect: after - expected,
    low: limits && limits[0],
    high: limits && limits[1],
    verdict: verdictOf(limits, input.matters * scale, input.better),
    dispersion: variance.spread,
    freedom: model.freedom,
    boundary: Number.isFinite(c) ? c : null,
    seen: model.seen,
    error: error * scale,
    detectable: Number.isFinite(reach) && error > 0 ? reach * error * scale : null,
    needed: neededOf(model, input),
  };
}

export interface Model {
  readonly cells: Cells;
  readonly variance: Variance;
  readonly expected: number;
  readonly seen: number;
  readonly freedom: number;
}

/** Everything but the boundary; undefined where a side, or the control, was not measured, or nothing tells the variance. */
export function modelOf(input: EffectInput): Model | undefined {
  const { family, before, after, control = [], calm = [], rhythm = false } = input;
  const counted = input.counted ?? family === 'share';
  const pairs = control.filter((pair) => totalOf(pair.before).weight > 0 && totalOf(pair.after).weight > 0);
  const cells: Cells = {
    family,
    before: totalOf(before),
    after: totalOf(after),
    ...(pairs.length > 0
      ? {
          control: {
            before: totalOf(joined(pairs.map((pair) => pair.before))),
            after: totalOf(joined(pairs.map((pair) => pair.after))),
          },
        }
      : {}),
  };
  const expected = expectedOf(cells);
  if (expected === null || !(cells.after.weight > 0)) {
    return undefined;
  }
  const found = dispersionOf(
    family,
    [[before, ...pairs.map((pair) => pair.before)], pairs.map((pair) => pair.after), ...calm.map((block) => [block])],
    rhythm,
    counted ? 1 : 0
  );
  const spread =
    found.spread ??
    (counted &&
    isSilent(
      before,
      pairs.map((pair) => pair.before)
    )
      ? 1
      : null);
  if (spread === null) {
    return undefined;
  }
  const freedom = found.spread === null ? lengthOf(before) - 1 : found.freedom;
  const between = pairs.length > 1 ? varianceBetween(pairs.map((pair) => moveOf(family, pair, spread))) : null;
  const variance = varianceOf(
    cells,
    expected,
    spread,
    between === null ? 0 : between * (1 + 1 / pairs.length),
    input.planned
  );
  return {
    cells,
    variance,
    expected,
    seen: seenOf(variance),
    freedom: satterthwaite(variance, freedom, pairs.length - 1),
  };
}

/** What `after` would have been: before, moved as the control moved. Null where that cannot be said. */
function expectedOf({ family, before, control }: Cells): number | null {
  const own = meanOf(before);
  if (own === null || !control) {
    return own;
  }
  const [from, to] = [meanOf(control.before)!, meanOf(control.after)!];
  return family !== 'rate' ? moved(family, own, to - from) : from > 0 && to > 0 ? (own * to) / from : null;
}

/** How one stretch of the control moved: the difference, or of rates the logarithm of the factor. */
function moveOf(family: EffectInput['family'], pair: { before: Block; after: Block }, spread: number): Move {
  const [a, b] = [totalOf(pair.before), totalOf(pair.after)];
  if (family === 'rate') {
    return { move: Math.log(b.sum / b.weight / (a.sum / a.weight)), variance: spread / a.sum + spread / b.sum };
  }
  const both = (a.sum + b.sum) / (a.weight + b.weight);
  const one = spread * varianceAt(family, both);
  return { move: b.sum / b.weight - a.sum / a.weight, variance: one / a.weight + one / b.weight };
}

/** Buckets of nothing but 0, or nothing but 1, show no dispersion; they are still buckets. */
const isSilent = (before: Block, others: readonly Block[]): boolean =>
  [before, ...others].some((block) => lengthOf(block) > 1);
const lengthOf = ({ weight }: Block): number => Array.from(weight).filter((w) => w > 0).length;

/**
 * Degrees of freedom of a sum of two estimated variances.
 * Source: F. Satterthwaite, An approximate distribution of estimates of variance components, Biometrics 2 (1946).
 */
function satterthwaite({ now, between }: Variance, within: number, pairs: number): number {
  const rest = now - between;
  return between > 0 && pairs > 0 ? (now * now) / ((rest * rest) / within + (between * between) / pairs) : within;
}

/** More weight (of rates: expected count) until the smallest effect that matters would be found 80 times of 100. */
function neededOf(
  { variance, expected, freedom, cells }: Model,
  { family, matters, alpha = ALPHA }: EffectInput
): number | null {
  const { spread, now, fixed } = variance;
  const one = family === 'rate' ? spread : spread * varianceAt(family, expected);
  // At the planned end the boundary is what it was made for; beyond it hardly rises.
  const goal = (matters / (studentOf(boundary(PLANNED, alpha), freedom) + POWER_80)) ** 2 - fixed;
  if (!(goal > 0) || !(now > 0)) {
    return null;
  }
  const seen = family === 'rate' ? expected * cells.after.weight : cells.after.weight;
  return Math.max(0, Math.ceil(one / goal - seen));
}

function unmeasured({ before, after, control }: EffectInput): Effect {
  const [b, a]: Total[] = [totalOf(before), totalOf(after)];
  // Nothing after the change yet: it may still come. Nothing before it will not.
  const verdict =
    b.weight > 0 && !(control ?? []).some((pair) => totalOf(pair.before).weight === 0) ? 'waiting' : 'unknown';
  const empty = { expected: null, effect: null, low: null, high: null, dispersion: null, freedom: null };
  return {
    ...empty,
    before: meanOf(b),
    after: meanOf(a),
    verdict,
    boundary: null,
    seen: 0,
    error: null,
    detectable: null,
    needed: null,
  };
}
