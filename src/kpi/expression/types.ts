/** The arithmetic of derived KPIs as a tree. Offsets are UTF-16 code units of the expression's text. */

export const FUNCTIONS = ['min', 'max', 'abs', 'coalesce'] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

/** How many arguments a function takes. */
export const ARGUMENTS: Readonly<Record<FunctionName, { readonly least: number; readonly most: number }>> = {
  min: { least: 2, most: Infinity },
  max: { least: 2, most: Infinity },
  abs: { least: 1, most: 1 },
  coalesce: { least: 2, most: Infinity },
};

export type Operator = '+' | '-' | '*' | '/';

interface Spanned {
  /** Where it begins, and where the first character after it is. */
  readonly at: number;
  readonly end: number;
}

export type Expression = Spanned &
  (
    | { /** Digits, perhaps a point and digits; never negative. */ readonly kind: 'number'; readonly text: string }
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'negate'; readonly of: Expression }
    | { readonly kind: 'binary'; readonly op: Operator; readonly left: Expression; readonly right: Expression }
    | { readonly kind: 'call'; readonly fn: FunctionName; readonly args: readonly Expression[] }
  );

/** What is wrong with a text, as the end of a sentence, and where. */
export interface ExpressionFault {
  readonly at: number;
  readonly reason: string;
}

export type Parsed =
  { readonly ok: true; readonly tree: Expression } | { readonly ok: false; readonly fault: ExpressionFault };

/** Names in the order of their first mention. */
export function namesIn(tree: Expression): ReadonlyArray<{ readonly name: string; readonly at: number }> {
  const found = new Map<string, number>();
  const visit = (node: Expression): void => {
    if (node.kind === 'name' && !found.has(node.name)) {
      found.set(node.name, node.at);
    }
    childrenOf(node).forEach(visit);
  };
  visit(tree);
  return Array.from(found, ([name, at]) => ({ name, at }));
}

export function childrenOf(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case 'negate':
      return [node.of];
    case 'binary':
      return [node.left, node.right];
    case 'call':
      return node.args;
    default:
      return [];
  }
}
