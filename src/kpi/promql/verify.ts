/** Reads a printed text back with Prometheus' own grammar and compares it with the tree that was meant. */
import type { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';
import { unquoteString } from './strings';
import { writtenMatchers, type Expression, type Matcher } from './syntax';

/** Null if `text` parses to exactly `meant`; else what differs, in a few words. */
export function difference(text: string, meant: Expression): string | null {
  const parsed = parse(text);
  return typeof parsed === 'string' ? parsed : compare(parsed, meant, text);
}

/** The root expression of `text`, or why there is none. */
export function parse(text: string): SyntaxNode | string {
  const tree = parser.parse(text);
  let fault: string | null = null;
  tree.iterate({
    enter: (node) => {
      if (node.type.isError) {
        fault ??= `does not parse at character ${node.from + 1}`;
      }
      return fault === null;
    },
  });
  if (fault !== null) {
    return fault;
  }
  const children = childrenOf(tree.topNode);
  return children.length === 1 ? children[0] : 'not one expression';
}

/** True for a metric name that can be written bare: an identifier that is no keyword and no number. */
export function isPlainMetric(name: string): boolean {
  if (!/^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(name)) {
    return false;
  }
  let plain = plainMetrics.get(name);
  if (plain === undefined) {
    const root = parse(name);
    plain = typeof root !== 'string' && root.name === 'VectorSelector' && childrenOf(root)[0]?.name === 'Identifier';
    if (plainMetrics.size >= MOST_REMEMBERED) {
      plainMetrics.clear();
    }
    plainMetrics.set(name, plain);
  }
  return plain;
}

const plainMetrics = new Map<string, boolean>();
const MOST_REMEMBERED = 1000;

/** Every vector selector under `node`, in order. */
export function selectorsOf(node: SyntaxNode): SyntaxNode[] {
  if (node.name === 'VectorSelector') {
    return [node];
  }
  const found: SyntaxNode[] = [];
  for (const child of childrenOf(node)) {
    found.push(...selectorsOf(child));
  }
  return found;
}

/** The matchers of a vector selector; null where one of them is not of the form that the printer writes. */
export function matchersOf(selector: SyntaxNode, text: string): Matcher[] | null {
  const list = childrenOf(selector).find((child) => child.name === 'LabelMatchers');
  const matchers: Matcher[] = [];
  for (const node of list ? childrenOf(list) : []) {
    const [label, op, literal] = childrenOf(node);
    const value = literal ? unquoteString(slice(literal, text)) : null;
    if (node.name !== 'UnquotedLabelMatcher' || value === null) {
      return null;
    }
    matchers.push({ label: slice(label, text), op: slice(op, text) as Matcher['op'], value });
  }
  return matchers;
}

function compare(node: SyntaxNode, meant: Expression, text: string): string | null {
  const children = childrenOf(node);
  const names = children.map((child) => child.name).join(' ');
  const unexpected = `${node.name} (${names}) where ${meant.kind} was meant`;
  switch (meant.kind) {
    case 'number':
      return node.name === 'NumberDurationLiteral' && slice(node, text) === String(meant.value) ? null : unexpected;
    case 'written':
      return slice(node, text) === meant.text.trim() ? null : unexpected;
    case 'binary': {
      if (node.name !== 'BinaryExpr' || children.length !== 3 || children[1].name !== OPERATORS[meant.op]) {
        return unexpected;
      }
      return compare(children[0], meant.left, text) ?? compare(children[2], meant.right, text);
    }
    case 'call': {
      const [name, body] = children;
      const argument = body ? childrenOf(body) : [];
      if (node.name !== 'FunctionCall' || slice(name, text) !== meant.name || argument.length !== 1) {
        return unexpected;
      }
      return compare(argument[0], meant.argument, text);
    }
    case 'quantile': {
      const [name, body] = children;
      const [q, argument, ...more] = body ? childrenOf(body) : [];
      const same = q?.name === 'NumberDurationLiteral' && slice(q, text) === meant.q && more.length === 0;
      return node.name === 'FunctionCall' && slice(name, text) === 'histogram_quantile' && same && argument
        ? compare(argument, meant.argument, text)
        : unexpected;
    }
    case 'labelled': {
      const [name, body] = children;
      const [argument, ...literals] = body ? childrenOf(body) : [];
      const texts = literals.map((literal) => unquoteString(slice(literal, text)));
      const wanted = [meant.label, meant.value, '', ''];
      const same = texts.length === 4 && texts.every((found, i) => found === wanted[i]);
      return node.name === 'FunctionCall' && slice(name, text) === 'label_replace' && same
        ? compare(argument, meant.argument, text)
        : unexpected;
    }
    case 'aggregate':
      return compareAggregate(node, children, meant, text) ? unexpected : compareArgument(children, meant, text);
    case 'selector':
      return compareSelector(children, meant, node, text) ? unexpected : null;
    case 'vector':
      return isOtherVector(node, meant, text) ? unexpected : null;
    case 'subquery': {
      const [argument, range, step, ...more] = children;
      const same =
        node.name === 'SubqueryExpr' &&
        slice(range, text) === `${meant.rangeMs}ms` &&
        slice(step, text) === `${meant.stepMs}ms` &&
        more.length === 0;
      return same ? compare(argument, meant.argument, text) : unexpected;
    }
  }
}

const OPERATORS = { '*': 'Mul', '/': 'Div', or: 'Or' } as const;

type Aggregate = Extract<Expression, { kind: 'aggregate' }>;
type Selected = Extract<Expression, { kind: 'selector' }>;

/** True where the aggregate is another one than meant. */
function compareAggregate(node: SyntaxNode, children: SyntaxNode[], meant: Aggregate, text: string): boolean {
  const modifier = children.find((child) => child.name === 'AggregateModifier');
  const labels = modifier
    ? childrenOf(modifier).flatMap((child) => (child.name === 'GroupingLabels' ? childrenOf(child) : []))
    : [];
  return (
    node.name !== 'AggregateExpr' ||
    slice(children[0], text) !== meant.op ||
    children.length !== (meant.by.length > 0 ? 3 : 2) ||
    (modifier !== undefined && childrenOf(modifier)[0].name !== 'By') ||
    labels.map((label) => slice(label, text)).join(',') !== meant.by.join(',')
  );
}

function compareArgument(children: SyntaxNode[], meant: Aggregate, text: string): string | null {
  const body = childrenOf(children[children.length - 1]);
  return body.length === 1 ? compare(body[0], meant.argument, text) : `${body.length} arguments where 1 was meant`;
}

/** True where the selector is another one than meant. */
function compareSelector(children: SyntaxNode[], meant: Selected, node: SyntaxNode, text: string): boolean {
  const [vector, range] = children;
  if (node.name !== 'MatrixSelector' || children.length !== 2 || slice(range, text) !== `${meant.rangeMs}ms`) {
    return true;
  }
  return isOtherVector(vector, meant, text);
}

/** True where the vector selector is another one than meant. */
function isOtherVector(
  vector: SyntaxNode,
  meant: Pick<Selected, 'metric' | 'plain' | 'matchers'>,
  text: string
): boolean {
  const metric = childrenOf(vector).find((child) => child.name === 'Identifier');
  const expected = writtenMatchers(meant);
  const found = matchersOf(vector, text);
  return (
    vector.name !== 'VectorSelector' ||
    (metric ? slice(metric, text) : undefined) !== (meant.plain ? meant.metric : undefined) ||
    found === null ||
    found.length !== expected.length ||
    found.some((m, i) => m.label !== expected[i].label || m.op !== expected[i].op || m.value !== expected[i].value)
  );
}

export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    children.push(child);
  }
  return children;
}

function slice(node: SyntaxNode | undefined, text: string): string {
  return node ? text.slice(node.from, node.to) : '';
}
