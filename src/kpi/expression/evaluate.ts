/** The number of an expression, or why there is none. */
import type { Expression, Operator } from './types';

export type Reason = 'no data' | 'zero denominator' | 'too large';

/** A finite number (never -0), or null and why. */
export type Evaluated =
  { readonly value: number; readonly reason?: undefined } | { readonly value: null; readonly reason: Reason };

const ABSENT: Readonly<Record<Reason, Evaluated>> = {
  'no data': { value: null, reason: 'no data' },
  'zero denominator': { value: null, reason: 'zero denominator' },
  'too large': { value: null, reason: 'too large' },
};

/**
 * Evaluates in doubles, from the inside out. What is missing stays missing: an operand without a value makes the whole null, with the reason of
 * the first such operand; so does a division by 0. `coalesce` is the first of its arguments that has a value, the only function that looks past
 * a missing one. A number beyond the doubles is a fault and no gap: the whole is then `too large`, also within `coalesce`.
 * @param input the value of a name, or why it has none
 */
export function evaluate(tree: Expression, input: (name: string) => Evaluated): Evaluated {
  switch (tree.kind) {
    case 'number':
      return known(Number(tree.text));
    case 'name':
      return input(tree.name);
    case 'negate': {
      const of = evaluate(tree.of, input);
      return of.value === null ? of : known(-of.value);
    }
    case 'binary':
      return all([tree.left, tree.right], input, ([a, b]) => calculate(tree.op, a, b));
    case 'call':
      return call(tree, input);
  }
}

function call(tree: Extract<Expression, { kind: 'call' }>, input: (name: string) => Evaluated): Evaluated {
  switch (tree.fn) {
    case 'min':
      return all(tree.args, input, (values) => known(Math.min(...values)));
    case 'max':
      return all(tree.args, input, (values) => known(Math.max(...values)));
    case 'abs':
      return all(tree.args, input, ([value]) => known(Math.abs(value)));
    case 'coalesce': {
      const found = tree.args.map((arg) => evaluate(arg, input));
      return (
        found.find(({ reason }) => reason === 'too large') ?? found.find(({ value }) => value !== null) ?? found[0]
      );
    }
  }
}

function all(
  nodes: readonly Expression[],
  input: (name: string) => Evaluated,
  of: (values: readonly number[]) => Evaluated
): Evaluated {
  const found = nodes.map((node) => evaluate(node, input));
  const missing = found.find(({ reason }) => reason === 'too large') ?? found.find(({ value }) => value === null);
  return missing ?? of(found.map(({ value }) => value!));
}

function calculate(op: Operator, a: number, b: number): Evaluated {
  switch (op) {
    case '+':
      return known(a + b);
    case '-':
      return known(a - b);
    case '*':
      return known(a * b);
    case '/':
      return b === 0 ? ABSENT['zero denominator'] : known(a / b);
  }
}

const known = (value: number): Evaluated => (Number.isFinite(value) ? { value: value + 0 } : ABSENT['too large']);

/** Null with its reason. */
export const absent = (reason: Reason): Evaluated => ABSENT[reason];
