/** For tests: reads joined texts apart with Prometheus' own grammar, without what wrote them. */
import type { SyntaxNode } from '@lezer/common';
import { childrenOf, parse } from './verify';

export { buildIncrease } from './build';

/** The texts of a chain of `label_replace(text, "plumbline_part", "0", "", "") or …`, in order; undefined for any other text. */
export function joinedParts(text: string): string[] | undefined {
  const root = parse(text);
  return typeof root === 'string' ? undefined : partsOf(root, text);
}

function partsOf(node: SyntaxNode, text: string): string[] | undefined {
  const children = childrenOf(node);
  if (node.name === 'BinaryExpr' && children[1].name === 'Or') {
    const [left, right] = [partsOf(children[0], text), partsOf(children[2], text)];
    return left && right ? [...left, ...right] : undefined;
  }
  const [argument, label] = node.name === 'FunctionCall' ? childrenOf(children[1]) : [];
  return argument && label && text.slice(label.from, label.to) === '"plumbline_part"'
    ? [text.slice(argument.from, argument.to)]
    : undefined;
}
