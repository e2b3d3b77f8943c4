import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { absent, evaluate, parseExpression, type Evaluated, type Expression } from '.';
import { NAMES, print, trees, type Bare } from './testing';

const RUNS = Number(process.env.PLUMBLINE_FUZZ_RUNS ?? 500);

function treeOf(text: string): Expression {
  const parsed = parseExpression(text);
  if (!parsed.ok) {
    throw new Error(parsed.fault.reason);
  }
  return parsed.tree;
}
const valueOf = (text: string, inputs: Record<string, Evaluated | number>) =>
  evaluate(treeOf(text), (name) => {
    const found = inputs[name];
    return typeof found === 'number' ? { value: found } : found;
  });

const gap = absent('no data');

describe('evaluate', () => {
  it.each<[string, Record<string, Evaluated | number>, number | string]>([
    ['cost / orders', { cost: 12.5, orders: 5 }, 2.5],
    ['a + b * c - 2', { a: 1, b: 2, c: 3 }, 5],
    ['-a', { a: 0 }, 0],
    ['a / b', { a: 1, b: 0 }, 'zero denominator'],
    ['a / b', { a: 0, b: 0 }, 'zero denominator'],
    ['a / b', { a: gap, b: 0 }, 'no data'],
    ['a / (b - c)', { a: 1, b: 2, c: 2 }, 'zero denominator'],
    ['a + b', { a: 1, b: gap }, 'no data'],
    ['0 * a', { a: gap }, 'no data'],
    ['min(a, b)', { a: 1, b: gap }, 'no data'],
    ['max(a, b, 7)', { a: 1, b: 2 }, 7],
    ['abs(a - b)', { a: 1, b: 3 }, 2],
    ['coalesce(a, b)', { a: gap, b: 3 }, 3],
    ['coalesce(a, b)', { a: 0, b: 3 }, 0],
    ['coalesce(a, b)', { a: gap, b: absent('zero denominator') }, 'no data'],
    ['coalesce(a / b, 0)', { a: 1, b: 0 }, 0],
    ['a * b', { a: 1e200, b: 1e200 }, 'too large'],
    ['coalesce(a * b, 0)', { a: 1e200, b: 1e200 }, 'too large'],
    ['coalesce(0, a * b)', { a: 1e200, b: 1e200 }, 'too large'],
    ['a + b * b', { a: gap, b: 1e200 }, 'too large'],
    ['a', { a: absent('too large') }, 'too large'],
    ['0.1', {}, 0.1],
  ])('%s with %j is %s', (text, inputs, expected) => {
    const found = valueOf(text, inputs);
    expect(found.value ?? found.reason).toBe(expected);
    expect(Object.is(found.value, -0)).toBe(false);
  });

  it('agrees with exact fractions, as far as doubles can', () => {
    const inputs = fc.record(
      Object.fromEntries(
        NAMES.map((name) => [
          name,
          fc.oneof({ weight: 6, arbitrary: fc.integer({ min: -50, max: 1000 }) }, fc.constant(null)),
        ])
      )
    );
    let compared = 0;
    fc.assert(
      fc.property(trees, inputs, (tree, values) => {
        const text = print(tree);
        const parsed = text.length <= 1000 ? parseExpression(text) : undefined;
        fc.pre(parsed?.ok === true);
        const found = evaluate((parsed as { tree: Expression }).tree, (name) => {
          const value = values[name];
          return value === null ? gap : { value };
        });
        const exact = oracle(tree, values);
        if (exact === 'unsure' || found.reason === 'too large') {
          return;
        }
        compared++;
        if (typeof exact === 'string') {
          expect([found.value, found.reason]).toEqual([null, exact]);
        } else {
          expect(found.value).not.toBeNull();
          expect(Math.abs(found.value! - exact.near)).toBeLessThanOrEqual(2 * exact.error + 1e-300);
        }
      }),
      { numRuns: RUNS }
    );
    expect(compared).toBeGreaterThan(RUNS / 2);
  });
});

/** A fraction of whole numbers, its nearest double, and how far doubles may be off it by the rules of rounding. */
interface Exact {
  readonly n: bigint;
  readonly d: bigint;
  readonly near: number;
  readonly error: number;
}
const U = 2 ** -52;

function exactly(n: bigint, d: bigint, carried: number): Exact {
  const [top, bottom] = d < 0n ? [-n, -d] : [n, d];
  const near = quotient(top, bottom);
  return { n: top, d: bottom, near, error: carried + U * Math.abs(near) };
}

/** n / d to more digits than a double has. */
function quotient(n: bigint, d: bigint): number {
  const scale = 10n ** 60n;
  return Number((n * scale) / d) / 1e60;
}

/** The same tree in exact fractions. `unsure`: rounding may decide which branch is taken, or whether a denominator is 0. */
function oracle(
  tree: Bare,
  inputs: Readonly<Record<string, number | null>>
): Exact | 'no data' | 'zero denominator' | 'unsure' {
  switch (tree.kind) {
    case 'number': {
      const [whole, part = ''] = tree.text.split('.');
      return exactly(BigInt(whole + part), 10n ** BigInt(part.length), 0);
    }
    case 'name': {
      const value = inputs[tree.name];
      return value === null ? 'no data' : exactly(BigInt(value), 1n, 0);
    }
    case 'negate': {
      const of = oracle(tree.of, inputs);
      return typeof of === 'string' ? of : { ...of, n: -of.n, near: -of.near };
    }
    case 'call':
      return callOracle(tree, inputs);
    case 'binary': {
      const [a, b] = [oracle(tree.left, inputs), oracle(tree.right, inputs)];
      if (a === 'unsure' || b === 'unsure') {
        return 'unsure';
      }
      if (typeof a === 'string' || typeof b === 'string') {
        return typeof a === 'string' ? a : (b as 'no data');
      }
      switch (tree.op) {
        case '+':
          return exactly(a.n * b.d + b.n * a.d, a.d * b.d, a.error + b.error);
        case '-':
          return exactly(a.n * b.d - b.n * a.d, a.d * b.d, a.error + b.error);
        case '*':
          return exactly(a.n * b.n, a.d * b.d, a.error * (Math.abs(b.near) + b.error) + b.error * Math.abs(a.near));
        case '/': {
          if (b.n === 0n && b.error === 0) {
            return 'zero denominator';
          }
          const least = Math.abs(b.near) - 2 * b.error;
          return least <= 0
            ? 'unsure'
            : exactly(a.n * b.d, a.d * b.n, (2 * (a.error + (Math.abs(a.near) / Math.abs(b.near)) * b.error)) / least);
        }
      }
    }
  }
}

function callOracle(tree: Extract<Bare, { kind: 'call' }>, inputs: Readonly<Record<string, number | null>>) {
  const args = tree.args.map((arg) => oracle(arg, inputs));
  if (args.includes('unsure')) {
    return 'unsure';
  }
  const known = args.filter((arg): arg is Exact => typeof arg !== 'string');
  if (tree.fn === 'coalesce') {
    return known[0] ?? args[0];
  }
  if (known.length < args.length) {
    return args.find((arg) => typeof arg === 'string')!;
  }
  if (tree.fn === 'abs') {
    const [of] = known;
    return of.n < 0n ? { ...of, n: -of.n, near: -of.near } : of;
  }
  const sorted = [...known].sort((a, b) => (a.n * b.d < b.n * a.d ? -1 : 1));
  const found = sorted[tree.fn === 'min' ? 0 : sorted.length - 1];
  return { ...found, error: Math.max(...known.map(({ error }) => error)) };
}
