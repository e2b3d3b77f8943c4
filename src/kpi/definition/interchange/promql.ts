/**
 * Foreign PromQL -> a part of a measure. Plumbline adds slices of different lengths up, so what was per second has to become a count:
 * `rate(x[w])` -> `increase(x[$window])`. That is done on the tree, and only where the whole expression is a sum over time.
 */
import type { SyntaxNode } from '@lezer/common';
import { re2Fault } from '../re2';
import { shown } from '../report';
import type { Fields } from './fields';
import type { JsonObject } from './types';
import { argumentsOf, bare, calleeOf, canonical, childrenOf, literal, MARK, readQuery, slice } from './window';

/** What is asked of a query: `counter` says that it is a running total without a range (OpenSLO's `counter: true`). */
export interface Asked {
  /** Where the query stands, for messages. */
  readonly fields: Fields;
  readonly key: string;
  readonly text: string;
  readonly source: string;
  readonly counter?: boolean;
  /** The format demands its window in the text. */
  readonly windowIsRequired?: string;
}

export interface AdditivePart {
  readonly part: JsonObject;
  readonly perSecond: boolean;
  /** A subquery of it got the step that it lacked: its counts are as many more. */
  readonly stepped: boolean;
  readonly root: SyntaxNode;
  readonly text: string;
}

/** Functions of a range whose values over neighbouring ranges add up. */
const SUMS = ['increase', 'count_over_time', 'sum_over_time'];
/** Functions that keep sums sums. */
const LINEAR = ['histogram_count', 'histogram_sum', 'label_replace', 'label_join', 'sort', 'sort_desc'];
/**
 * Step of subqueries that have none: the usual scrape interval, by which Plumbline lengthens every range. With Prometheus' own step of a
 * minute a slice of a minute would hold two of its instants, and weigh more than the others.
 */
const STEP = '15s';
const TWO_SAMPLES = ['irate', 'idelta'];

type Fault = { readonly reason: string } | { readonly twoSamples: string };
type Kind = 'second' | 'window' | 'none';

/** The query as a part, or undefined: then it was reported why. */
export function additivePart(asked: Asked): AdditivePart | undefined {
  const { fields, key } = asked;
  const query = shown(asked.text);
  const field = fields.nameOf(key);
  const read = readQuery(asked.text);
  if (typeof read === 'string') {
    fields.report('PL1506', { field, query, reason: read }, fields.place(key));
    return undefined;
  }
  if (!read.hasWindow && asked.windowIsRequired) {
    fields.report('PL1505', { field, query, wanted: asked.windowIsRequired }, fields.place(key));
    return undefined;
  }
  const refuse = (reason: string): undefined => {
    fields.report('PL1513', { field, query, reason }, fields.place(key));
    return undefined;
  };
  const { root, text } = read;
  if (!read.hasWindow && asked.counter) {
    const found = runningTotal(root, text);
    return found
      ? { part: { source: asked.source, ...found }, perSecond: false, stepped: false, root, text }
      : refuse('of a running total only the counter itself, or its sum, can be read');
  }
  const walk = new Walk(text, read.hasWindow);
  const kind = walk.additive(root);
  if (typeof kind !== 'string') {
    if ('twoSamples' in kind) {
      fields.report('PL1512', { field, name: kind.twoSamples }, fields.place(key));
      return undefined;
    }
    return refuse(kind.reason);
  }
  if (kind === 'none') {
    return refuse('it has no range');
  }
  if (walk.fixed.length > 0) {
    fields.assume(key, `the range [${walk.fixed[0]}] stands for the window`);
  }
  const selector = simpleSelector(root, text);
  if (selector) {
    tellOfBounds(fields, key, selector);
  }
  const part = selector ?? { promql: written(root, text, walk.edits) };
  if ('promql' in part && /\$(?!window\])|\[\[/.test(String(part.promql).replace(/\$window(?=:)/g, ''))) {
    return refuse('Grafana would replace what starts with $ or [[');
  }
  if (walk.stepped) {
    fields.assume(key, `${STEP} as the step of its subquery, so that slices of any length weigh the same`);
  }
  const { stepped } = walk;
  return { part: { source: asked.source, ...part }, perSecond: kind === 'second', stepped, root, text };
}

/**
 * `total − good` says failures in a roundabout way, and wrongly where the series of the good is missing: gives the node of the good.
 */
export function goodOfDifference(failures: AdditivePart, total: AdditivePart): string | undefined {
  const node = bare(failures.root);
  const [left, op, right] = childrenOf(node);
  return node.name === 'BinaryExpr' &&
    childrenOf(node).length === 3 &&
    op.name === 'Sub' &&
    canonical(left, failures.text) === canonical(total.root, total.text)
    ? slice(right, failures.text).split(MARK).join('$window')
    : undefined;
}

export function sameQuery(a: AdditivePart, b: AdditivePart): boolean {
  return canonical(a.root, a.text) === canonical(b.root, b.text);
}

/** A level (a gauge): any expression; its window becomes `$window`. Undefined and reported where it is not PromQL. */
export function levelOf(asked: Asked, wrap: 'as is' | 'one minus'): string | undefined {
  const { fields, key } = asked;
  const field = fields.nameOf(key);
  const read = readQuery(asked.text);
  if (typeof read === 'string') {
    fields.report('PL1506', { field, query: shown(asked.text), reason: read }, fields.place(key));
    return undefined;
  }
  if (!read.hasWindow && asked.windowIsRequired) {
    fields.report('PL1505', { field, query: shown(asked.text), wanted: asked.windowIsRequired }, fields.place(key));
    return undefined;
  }
  const node = bare(read.root);
  const [one, op, rest] = childrenOf(node);
  const complement =
    node.name === 'BinaryExpr' && childrenOf(node).length === 3 && op.name === 'Sub' && slice(one, read.text) === '1'
      ? written(bare(rest), read.text, [])
      : `1 - (${written(read.root, read.text, [])})`;
  const text = wrap === 'as is' ? written(read.root, read.text, []) : complement;
  // A level without a window is read at the end of each slice; the form wants to see where the slice goes.
  const ranged = read.hasWindow ? text : `last_over_time((${text})[$window:])`;
  if (/\$(?!window[\]:])|\[\[/.test(ranged)) {
    const reason = 'Grafana would replace what starts with $ or [[';
    fields.report('PL1513', { field, query: shown(asked.text), reason }, fields.place(key));
    return undefined;
  }
  return ranged;
}

/** A vector selector alone (Pyrra's metrics): the counter and its conditions, or undefined where it is another thing. */
export function selectorPart(text: string): JsonObject | undefined {
  const read = readQuery(text);
  return typeof read === 'string' || read.root.name !== 'VectorSelector' ? undefined : counterOf(read.root, read.text);
}

interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

class Walk {
  readonly edits: Edit[] = [];
  readonly fixed: string[] = [];
  stepped = false;

  constructor(
    private readonly text: string,
    private readonly hasWindow: boolean
  ) {}

  /** Whether the expression over two neighbouring windows adds up to that of both together, and in which unit it is. */
  additive(node: SyntaxNode): Kind | Fault {
    const expression = bare(node);
    switch (expression.name) {
      case 'NumberDurationLiteral':
        return 'none';
      case 'AggregateExpr':
        return this.aggregate(expression);
      case 'FunctionCall':
        return this.call(expression);
      case 'BinaryExpr':
        return this.binary(expression);
      default:
        return { reason: `"${shown(slice(expression, this.text).split(MARK).join('$window'))}" has no range` };
    }
  }

  private aggregate(node: SyntaxNode): Kind | Fault {
    const op = calleeOf(node, this.text);
    const [argument] = argumentsOf(node);
    return op === 'sum' && argument ? this.additive(argument) : { reason: `${op} is not a sum` };
  }

  private call(node: SyntaxNode): Kind | Fault {
    const name = calleeOf(node, this.text);
    const [first] = argumentsOf(node);
    if (TWO_SAMPLES.indexOf(name) >= 0) {
      return { twoSamples: name };
    }
    if (name === 'vector' && first) {
      return 'none';
    }
    if (LINEAR.indexOf(name) >= 0 && first) {
      return this.additive(first);
    }
    if ((name !== 'rate' && SUMS.indexOf(name) < 0) || !first) {
      return { reason: `${name} over two windows is not the sum of both` };
    }
    const fault = this.range(first, name);
    if (fault) {
      return fault;
    }
    if (name !== 'rate') {
      return 'window';
    }
    const identifier = childrenOf(node)[0];
    this.edits.push({ from: identifier.from, to: identifier.to, text: 'increase' });
    return 'second';
  }

  private range(node: SyntaxNode, name: string): Fault | undefined {
    const ranged = node.name === 'OffsetExpr' ? childrenOf(node)[0] : node;
    if (ranged.name !== 'MatrixSelector' && ranged.name !== 'SubqueryExpr') {
      return { reason: `${name} is not of a range` };
    }
    const [range, step] = childrenOf(ranged).filter((child) => child.name === 'DurationExpr');
    const written = range && slice(range, this.text);
    if (range !== undefined && step === undefined && ranged.name === 'SubqueryExpr') {
      const colon = this.text.indexOf(':', range.to) + 1;
      this.edits.push({ from: colon, to: colon, text: STEP });
      this.stepped = true;
    }
    if (range === undefined || written === MARK) {
      return range ? undefined : { reason: `${name} is not of a plain range` };
    }
    if (this.hasWindow || ranged.name === 'SubqueryExpr') {
      return { reason: `its range [${written}] is not the window` };
    }
    this.edits.push({ from: range.from, to: range.to, text: MARK });
    this.fixed.push(String(written));
    return undefined;
  }

  private binary(node: SyntaxNode): Kind | Fault {
    const children = childrenOf(node);
    const [left, op] = children;
    const right = children[children.length - 1];
    const a = this.additive(left);
    const b = this.additive(right);
    if (typeof a !== 'string' || typeof b !== 'string') {
      return typeof a === 'string' ? b : a;
    }
    const constant = op.name === 'Mul' ? a === 'none' || b === 'none' : op.name === 'Div' && b === 'none';
    if (constant) {
      return a === 'none' ? b : a;
    }
    const joins = op.name === 'Or' || op.name === 'Add' || op.name === 'Sub';
    if (joins && isZeroOrSum(a, b, left, right, this.text)) {
      return a === 'none' ? b : b === 'none' || a === b ? a : { reason: 'one side is per second and the other is not' };
    }
    return { reason: `"${slice(op, this.text)}" does not keep it a sum` };
  }
}

/** A number other than 0 added to a sum would be added once a slice. */
function isZeroOrSum(a: Kind, b: Kind, left: SyntaxNode, right: SyntaxNode, text: string): boolean {
  const fits = (kind: Kind, node: SyntaxNode): boolean =>
    kind !== 'none' || /^(?:vector\(\s*0\s*\)|0)$/.test(slice(bare(node), text));
  return fits(a, left) && fits(b, right);
}

/** The expression with its edits, its window written as `$window`, and dollars inside of literals written as escapes. */
function written(node: SyntaxNode, text: string, edits: readonly Edit[]): string {
  const all = [...edits.filter((edit) => edit.from >= node.from && edit.to <= node.to), ...literals(node, text)];
  all.sort((a, b) => b.from - a.from);
  let out = slice(node, text);
  for (const edit of all) {
    out = `${out.slice(0, edit.from - node.from)}${edit.text}${out.slice(edit.to - node.from)}`;
  }
  return out.split(MARK).join('$window').trim();
}

function literals(node: SyntaxNode, text: string): Edit[] {
  if (node.name === 'StringLiteral') {
    const value = /\$|\[\[/.test(slice(node, text)) ? literal(slice(node, text)) : undefined;
    return value === undefined
      ? []
      : [
          {
            from: node.from,
            to: node.to,
            text: JSON.stringify(value).replace(/\$/g, '\\x24').replace(/\[\[/g, '[\\x5b'),
          },
        ];
  }
  return childrenOf(node).flatMap((child) => literals(child, text));
}

/** `sum(rate(m{…}[w]))`, with or without the sum: exactly what Plumbline asks of a counter. */
function simpleSelector(root: SyntaxNode, text: string): JsonObject | undefined {
  const outer = bare(root);
  const children = childrenOf(outer);
  const isSum = outer.name === 'AggregateExpr' && calleeOf(outer, text) === 'sum' && children.length === 2;
  const call = isSum ? bare(argumentsOf(outer)[0]) : outer;
  const name = calleeOf(call, text);
  const [range, ...more] = argumentsOf(call);
  if (call.name !== 'FunctionCall' || (name !== 'rate' && name !== 'increase') || more.length > 0) {
    return undefined;
  }
  return range.name === 'MatrixSelector' ? counterOf(childrenOf(range)[0], text) : undefined;
}

/** `m{…}` or `sum(m{…})` of a running total: its increase is meant. */
function runningTotal(root: SyntaxNode, text: string): JsonObject | undefined {
  const outer = bare(root);
  const isSum = outer.name === 'AggregateExpr' && calleeOf(outer, text) === 'sum' && childrenOf(outer).length === 2;
  const inner = isSum ? bare(argumentsOf(outer)[0]) : outer;
  if (inner.name !== 'VectorSelector') {
    return undefined;
  }
  const found = counterOf(inner, text);
  return found && ('metric' in found ? found : undefined);
}

/** A selector as `metric` and `where`; as `promql` where a matcher has no condition; undefined where it has no name. */
export function counterOf(selector: SyntaxNode, text: string): JsonObject | undefined {
  let metric = childrenOf(selector).find((child) => child.name === 'Identifier');
  const list = childrenOf(selector).find((child) => child.name === 'LabelMatchers');
  const where: JsonObject[] = [];
  let name = metric && slice(metric, text);
  for (const matcher of list ? childrenOf(list) : []) {
    const [label, op, value] = childrenOf(matcher);
    const plain = value && literal(slice(value, text));
    if (matcher.name !== 'UnquotedLabelMatcher' || plain === undefined) {
      return undefined;
    }
    const field = slice(label, text);
    if (field === '__name__' && slice(op, text) === '=' && name === undefined) {
      name = plain;
      metric = label;
      continue;
    }
    const condition = field === '__name__' ? undefined : conditionOf(field, slice(op, text), plain);
    if (!condition) {
      return undefined;
    }
    where.push(condition);
  }
  return name ? { metric: name, ...(where.length > 0 ? { where } : {}) } : undefined;
}

/** Alternatives of plain words (their dots escaped): a list says it better than a pattern. */
const WORDS = /^(?:[A-Za-z0-9_/ -]|\\[.\\+*?()|[\]{}^$])+(?:\|(?:[A-Za-z0-9_/ -]|\\[.\\+*?()|[\]{}^$])+)+$/;

function wordsOf(pattern: string): string[] | undefined {
  if (!WORDS.test(pattern)) {
    return undefined;
  }
  // An escaped bar is no bar: escapes are taken out one by one.
  const words = [''];
  for (let i = 0; i < pattern.length; i++) {
    if (pattern[i] === '|') {
      words.push('');
    } else {
      words[words.length - 1] += pattern[i] === '\\' ? pattern[++i] : pattern[i];
    }
  }
  return words;
}

/** Since version 3 Prometheus writes whole bounds of buckets with a point: one of the two is there, never both. */
const WHOLE = /^[0-9]+$/;

function conditionOf(field: string, op: string, value: string): JsonObject | undefined {
  const isWhole = field === 'le' && op === '=' && WHOLE.test(value);
  switch (op) {
    case '=':
      return value === ''
        ? { field, present: false }
        : isWhole
          ? { field, in: [value, `${value}.0`] }
          : { field, is: value };
    case '!=':
      return value === '' ? { field, present: true } : { field, not: value };
    case '=~': {
      const words = wordsOf(value);
      if (words) {
        return { field, in: words };
      }
      return /^[^\u0000-\u001f\u007f]*\S[^\u0000-\u001f\u007f]*$/.test(value) && re2Fault(value) === undefined
        ? { field, matches: value }
        : undefined;
    }
    default: {
      const words = wordsOf(value);
      return words && { field, notIn: words };
    }
  }
}

/** Tells of a bound of buckets that is asked for in both of its spellings. */
export function tellOfBounds(fields: Fields, key: string, part: JsonObject): void {
  const where = (Array.isArray(part.where) ? part.where : []) as readonly JsonObject[];
  const bound = where.find((condition) => condition.field === 'le' && Array.isArray(condition.in));
  if (bound) {
    fields.assume(key, `the bound "le" is ${(bound.in as string[]).join(' or ')}: Prometheus 3 writes it with a point`);
  }
}
