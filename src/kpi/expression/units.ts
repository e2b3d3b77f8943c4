/**
 * Units of expressions. A unit is a product of powers: `currency:EUR/min` is EUR·min⁻¹, `ratio:EUR/count` is EUR·count⁻¹, `ratio` and plain
 * numbers are 1. `seconds` and `/s` are the same thing, so that they cancel; nothing else is converted: a minute is no number of seconds here,
 * because a factor of 60 that nobody wrote is a factor of 60 that nobody sees.
 */
import { parseUnit } from '../definition/unit';
import type { Expression } from './types';

/** Names with powers other than 0, sorted by name. Empty: no unit. */
export type Dimension = ReadonlyArray<readonly [name: string, power: number]>;

export const NO_UNIT: Dimension = [];

/** Where a unit does not fit: the first two operands of a sum or function that differ. */
export interface UnitFault {
  readonly of: string;
  readonly first: { readonly node: Expression; readonly unit: Dimension };
  readonly second: { readonly node: Expression; readonly unit: Dimension };
}

/** The dimension of a unit as definitions write it; undefined where the text is none. */
export function dimensionOf(text: string): Dimension | undefined {
  const unit = parseUnit(text);
  if (!unit) {
    return undefined;
  }
  if (unit.base === 'ratio') {
    return unit.of ? times([[unit.of.numerator, 1]], [[unit.of.denominator, 1]], -1) : NO_UNIT;
  }
  const base: Dimension = [[unit.base === 'currency' ? unit.currency! : unit.base, 1]];
  return unit.per === undefined ? base : times(base, [[unit.per === 's' ? 'seconds' : unit.per, 1]], -1);
}

/** a · b^sign. */
function times(a: Dimension, b: Dimension, sign: 1 | -1): Dimension {
  const powers = new Map(a);
  for (const [name, power] of b) {
    powers.set(name, (powers.get(name) ?? 0) + sign * power);
  }
  return Array.from(powers)
    .filter(([, power]) => power !== 0)
    .sort(([x], [y]) => (x < y ? -1 : 1));
}

export const sameUnit = (a: Dimension, b: Dimension): boolean => JSON.stringify(a) === JSON.stringify(b);

/** For people: `EUR·count/min`, `1/count`, `no unit`. */
export function unitWords(unit: Dimension): string {
  const side = (sign: 1 | -1) =>
    unit
      .filter(([, power]) => power * sign > 0)
      .map(([name, power]) => (Math.abs(power) === 1 ? name : `${name}^${Math.abs(power)}`));
  const [upper, lower] = [side(1), side(-1)];
  if (unit.length === 0) {
    return 'no unit';
  }
  return (upper.join('·') || '1') + lower.map((name) => `/${name}`).join('');
}

/** How a definition writes it, the usual way where there are two; undefined where it cannot. */
export function unitText(unit: Dimension): string | undefined {
  if (unit.length === 0) {
    return 'ratio';
  }
  const plain = (name: string) => (/^[A-Z]{3}$/.test(name) ? `currency:${name}` : name);
  const upper = unit.filter(([, power]) => power > 0);
  const lower = unit.filter(([, power]) => power < 0);
  if (upper.length !== 1 || upper[0][1] !== 1 || lower.length > 1 || (lower[0]?.[1] ?? -1) !== -1) {
    return undefined;
  }
  const [top, bottom] = [upper[0][0], lower[0]?.[0]];
  const candidates = bottom === undefined ? [plain(top)] : [`${plain(top)}/${bottom === 'seconds' ? 's' : bottom}`];
  return [...candidates, `ratio:${top}/${bottom}`].find((text) => {
    const found = dimensionOf(text);
    return found !== undefined && sameUnit(found, unit);
  });
}

/** The unit of a tree; 'any' for zeros, which are zero of whatever unit. */
export type Found =
  { readonly ok: true; readonly unit: Dimension | 'any' } | { readonly ok: false; readonly fault: UnitFault };

/**
 * The unit that a tree comes to, given those of its names. `+ - min max coalesce` need one unit, `*` and `/` compose, `abs` and minus keep. A
 * written 0 fits every unit; any other number has none, so that `orders + 1` is refused and `1 - share` is not.
 */
export function unitOf(tree: Expression, named: (name: string) => Dimension): Found {
  switch (tree.kind) {
    case 'number':
      return { ok: true, unit: Number(tree.text) === 0 ? 'any' : NO_UNIT };
    case 'name':
      return { ok: true, unit: named(tree.name) };
    case 'negate':
      return unitOf(tree.of, named);
    case 'call':
      return one(tree.fn, tree.args, named);
    case 'binary': {
      if (tree.op === '+' || tree.op === '-') {
        return one(tree.op, [tree.left, tree.right], named);
      }
      const left = unitOf(tree.left, named);
      const right = left.ok ? unitOf(tree.right, named) : left;
      if (!left.ok || !right.ok) {
        return right;
      }
      const [a, b] = [left.unit, right.unit].map((unit) => (unit === 'any' ? NO_UNIT : unit));
      return { ok: true, unit: times(a, b, tree.op === '*' ? 1 : -1) };
    }
  }
}

/** Operands that need one unit. */
function one(of: string, operands: readonly Expression[], named: (name: string) => Dimension): Found {
  let first: UnitFault['first'] | undefined;
  for (const node of operands) {
    const found = unitOf(node, named);
    if (!found.ok) {
      return found;
    }
    if (found.unit === 'any') {
      continue;
    }
    first = first ?? { node, unit: found.unit };
    if (!sameUnit(first.unit, found.unit)) {
      return { ok: false, fault: { of, first, second: { node, unit: found.unit } } };
    }
  }
  return { ok: true, unit: first?.unit ?? 'any' };
}
