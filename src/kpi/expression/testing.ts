/** For tests: trees at random, and the way back from trees to text. */
import fc from 'fast-check';
import { ARGUMENTS, FUNCTIONS, type Expression } from './types';

/** A tree without places. */
export type Bare =
  | { kind: 'number'; text: string }
  | { kind: 'name'; name: string }
  | { kind: 'negate'; of: Bare }
  | { kind: 'binary'; op: '+' | '-' | '*' | '/'; left: Bare; right: Bare }
  | { kind: 'call'; fn: (typeof FUNCTIONS)[number]; args: Bare[] };

export function bare(tree: Expression): Bare {
  switch (tree.kind) {
    case 'number':
      return { kind: 'number', text: tree.text };
    case 'name':
      return { kind: 'name', name: tree.name };
    case 'negate':
      return { kind: 'negate', of: bare(tree.of) };
    case 'binary':
      return { kind: 'binary', op: tree.op, left: bare(tree.left), right: bare(tree.right) };
    case 'call':
      return { kind: 'call', fn: tree.fn, args: tree.args.map(bare) };
  }
}

const RANK = { '+': 1, '-': 1, '*': 2, '/': 2 } as const;
const rankOf = (tree: Bare): number => (tree.kind === 'binary' ? RANK[tree.op] : 3);

/** As few brackets as will do; `blank` stands between tokens. */
export function print(tree: Bare, blank = ' '): string {
  const within = (child: Bare, least: number): string => {
    const text = print(child, blank);
    return rankOf(child) < least ? `(${blank}${text}${blank})` : text;
  };
  switch (tree.kind) {
    case 'number':
      return tree.text;
    case 'name':
      return tree.name;
    case 'negate':
      return `-${within(tree.of, 3)}`;
    case 'binary': {
      const rank = RANK[tree.op];
      return `${within(tree.left, rank)}${blank}${tree.op}${blank}${within(tree.right, rank + 1)}`;
    }
    case 'call':
      return `${tree.fn}(${tree.args.map((arg) => print(arg, blank)).join(`,${blank}`)})`;
  }
}

export const NAMES = ['cost', 'orders', 'a', '_x', 'B2', 'minimum', 'abs'];

export const number: fc.Arbitrary<Bare> = fc
  .oneof(
    fc.stringMatching(/^[0-9]{1,3}$/),
    fc.stringMatching(/^[0-9]{1,3}\.[0-9]{1,3}$/),
    fc.stringMatching(/^[0-9]{18}\.[0-9]{18}$/)
  )
  .map((text) => ({ kind: 'number' as const, text }));

const isZero = (tree: Bare): boolean => tree.kind === 'number' && Number(tree.text) === 0;

/** Trees that can be written down: nothing is divided by a written 0. */
export const trees: fc.Arbitrary<Bare> = fc.letrec<{ tree: Bare }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(
      number,
      fc.constantFrom(...NAMES).map((name) => ({ kind: 'name' as const, name }))
    ),
    fc
      .record({
        kind: fc.constant('binary' as const),
        op: fc.constantFrom('+', '-', '*', '/'),
        left: tie('tree'),
        right: tie('tree'),
      })
      .filter(({ op, right }) => op !== '/' || !isZero(right)),
    tie('tree').map((of) => ({ kind: 'negate' as const, of })),
    fc
      .constantFrom(...FUNCTIONS)
      .chain((fn) =>
        fc
          .array(tie('tree'), { minLength: ARGUMENTS[fn].least, maxLength: Math.min(3, ARGUMENTS[fn].most) })
          .map((args) => ({ kind: 'call' as const, fn, args }))
      )
  ),
})).tree as fc.Arbitrary<Bare>;
