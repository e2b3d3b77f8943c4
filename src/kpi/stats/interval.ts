/** Limits of an effect from limits of what it is made of. */
import { moved, type Total } from './blocks';
import { varianceAt } from './dispersion';
import { countLimits, meanLimits, shareLimits, type Limits } from './limits';
import type { Family } from './types';
import type { Variance } from './variance';

export interface Cells {
  readonly family: Family;
  readonly before: Total;
  readonly after: Total;
  readonly control?: { readonly before: Total; readonly after: Total };
}

/** [low, high] of after − expected, `c` standard errors out; null where they are nowhere (c is infinite, a control counted nothing). */
export function limitsAt(cells: Cells, { spread, between }: Variance, c: number): Limits | null {
  if (!Number.isFinite(c)) {
    return null;
  }
  const { family, before, after, control } = cells;
  const limits = (total: Total) => limitsOf(family, total, spread, c);
  const own = limits(after);
  const value = after.sum / after.weight;
  const other = expectedLimits(
    cells,
    limits(before),
    control && [limits(control.before), limits(control.after)],
    c * c * between
  );
  if (other === null) {
    return null;
  }
  const { expected, low, high } = other;
  const effect = value - expected;
  const found: Limits = [
    effect - Math.hypot(value - own[0], high - expected),
    effect + Math.hypot(own[1] - value, expected - low),
  ];
  return found.every(Number.isFinite) ? found : null;
}

function limitsOf(family: Family, { weight, sum }: Total, spread: number, c: number): Limits {
  if (family === 'share') {
    return shareLimits(sum, weight, spread, c);
  }
  if (family === 'rate') {
    const [low, high] = countLimits(sum, spread, c);
    return [low / weight, high / weight];
  }
  return meanLimits(sum / weight, (spread * varianceAt(family, 0)) / weight, c);
}

/** Of before, moved as the control moved: by a difference, or of rates by a factor (on the scale of logarithms). */
function expectedLimits(
  { family, before, control }: Cells,
  own: Limits,
  others: readonly [Limits, Limits] | undefined,
  between: number
): { expected: number; low: number; high: number } | null {
  const mean = before.sum / before.weight;
  if (!control || !others) {
    return { expected: mean, low: own[0], high: own[1] };
  }
  const [from, to] = [control.before, control.after].map(({ sum, weight }) => sum / weight);
  const [fromLimits, toLimits] = others;
  if (family !== 'rate') {
    const expected = moved(family, mean, to - from);
    const off = (...parts: number[]) => Math.sqrt(parts.reduce((all, part) => all + part * part, between));
    return {
      expected,
      low: expected - off(mean - own[0], to - toLimits[0], fromLimits[1] - from),
      high: expected + off(own[1] - mean, toLimits[1] - to, from - fromLimits[0]),
    };
  }
  if (!(mean > 0 && from > 0 && to > 0)) {
    return null;
  }
  const expected = (mean * to) / from;
  const off = (...parts: number[]) =>
    Math.exp(Math.sqrt(parts.reduce((all, part) => all + Math.log(part) ** 2, between)));
  return {
    expected,
    low: expected / off(mean / own[0], to / toLimits[0], fromLimits[1] / from),
    high: expected * off(own[1] / mean, toLimits[1] / to, from / fromLimits[0]),
  };
}
