/** Text of a foreign query -> its tree, with the range that stands for "the window" marked. */
import type { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';

/** Stands for the window while Prometheus' grammar reads the query; nobody writes such a range. */
export const MARK = '7919w';

/** What formats write where the range goes: Go templates (Sloth), `$window` and Grafana's own variables. */
const WINDOW =
  /\{\{\s*\.\s*window\s*\}\}|\$\{?(?:window|__range|__interval|__rate_interval)\}?(?![A-Za-z0-9_])|\[\[window\]\]/g;

export interface ReadQuery {
  readonly text: string;
  readonly root: SyntaxNode;
  readonly hasWindow: boolean;
}

/** The expression without comments around it, or why it is not one. */
export function readQuery(query: string): ReadQuery | string {
  if (query.indexOf(MARK) >= 0) {
    return `holds ${MARK}`;
  }
  const marked = query.replace(WINDOW, MARK);
  const root = rootOf(marked);
  if (typeof root === 'string') {
    return root;
  }
  const marks = marked.split(MARK).length - 1;
  if (marks !== rangesOf(root, marked)) {
    return 'has the window where no range goes';
  }
  return { text: marked, root, hasWindow: marks > 0 };
}

/** How many ranges and subqueries are over the window. */
function rangesOf(node: SyntaxNode, text: string): number {
  const own = node.name === 'DurationExpr' && slice(node, text) === MARK ? 1 : 0;
  return childrenOf(node).reduce((sum, child) => sum + rangesOf(child, text), own);
}

function rootOf(text: string): SyntaxNode | string {
  const tree = parser.parse(text);
  let fault: number | undefined;
  tree.iterate({
    enter: (node) => {
      if (node.type.isError && fault === undefined) {
        fault = node.from;
      }
      return fault === undefined;
    },
  });
  if (fault !== undefined) {
    return `cannot be read from "${text
      .slice(fault, fault + 20)
      .split(MARK)
      .join('$window')}" on`;
  }
  const children = childrenOf(tree.topNode);
  return children.length === 1 ? children[0] : 'is empty';
}

export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (!/Comment$/.test(child.name)) {
      children.push(child);
    }
  }
  return children;
}

/** What an expression is without the brackets around it. */
export function bare(node: SyntaxNode): SyntaxNode {
  const inner = node.name === 'ParenExpr' ? childrenOf(node)[0] : undefined;
  return inner ? bare(inner) : node;
}

/** Arguments of a function or aggregate. */
export function argumentsOf(node: SyntaxNode): SyntaxNode[] {
  const body = childrenOf(node).find((child) => child.name === 'FunctionCallBody');
  return body ? childrenOf(body) : [];
}

/** Name of the function or aggregate, lower-case; '' for other nodes. */
export function calleeOf(node: SyntaxNode, text: string): string {
  const name = childrenOf(node).find((child) => child.name === 'FunctionIdentifier' || child.name === 'AggregateOp');
  return name ? slice(name, text).trim().toLowerCase() : '';
}

export function slice(node: SyntaxNode, text: string): string {
  return text.slice(node.from, node.to);
}

/** The same expression is the same text here: no blanks outside of quotes, no brackets around the whole. */
export function canonical(node: SyntaxNode, text: string): string {
  const inner = bare(node);
  const children = childrenOf(inner);
  return children.length === 0
    ? slice(inner, text)
    : `${inner.name}(${children.map((child) => canonical(child, text)).join(' ')})`;
}

/**
 * Value of a literal of Prometheus (`"…"`, `'…'`, or raw in back-ticks); undefined for escapes that are seldom written.
 * Source: Prometheus, util/strutil Unquote.
 */
export function literal(text: string): string | undefined {
  const body = text.slice(1, -1);
  if (text[0] === '`') {
    return body;
  }
  const known: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\', '"': '"', "'": "'" };
  let ok = true;
  const value = body.replace(/\\(.)/g, (_all, c: string) => {
    ok = ok && known[c] !== undefined;
    return known[c] ?? '';
  });
  return ok ? value : undefined;
}
