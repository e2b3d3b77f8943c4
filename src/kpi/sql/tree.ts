/**
 * The closed SQL tree: frozen plain data, one printer (`print.ts`). There is no node that holds SQL text, but for `admin`, whose
 * branded text only `admin-text.ts` can make from a definition's own `expression` or `query`.
 */
import type { AdminText } from './admin-text';

export type BinaryOperator = '=' | '<>' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | '~';

export type FunctionName =
  | 'APPROX_COUNT_DISTINCT'
  | 'APPROX_PERCENTILE'
  | 'APPROX_QUANTILES'
  | 'ARRAY_AGG'
  | 'AVG'
  | 'COALESCE'
  | 'CRC32'
  | 'COLLATE'
  | 'CONCAT'
  | 'COUNT'
  | 'DATALENGTH'
  | 'DATEDIFF_BIG'
  | 'DATE_PART'
  | 'GREATEST'
  | 'LEN'
  | 'MAX'
  | 'MIN'
  | 'MOD'
  | 'REGEXP_CONTAINS'
  | 'REGEXP_COUNT'
  | 'REGEXP_LIKE'
  | 'ROUND'
  | 'ROW_NUMBER'
  | 'SUM'
  | 'SWITCHOFFSET'
  | 'TIMESTAMP'
  | 'TO_DATE'
  | 'TO_JSON_STRING'
  | 'TRIM'
  | 'TRUNC'
  | 'UNIX_MICROS'
  | 'approx_count_distinct'
  | 'approx_quantile'
  | 'array'
  | 'arrayElement'
  | 'arrayFill'
  | 'arrayFilter'
  | 'arrayFirst'
  | 'arrayMap'
  | 'arrayPushFront'
  | 'arraySort'
  | 'assumeNotNull'
  | 'bitAnd'
  | 'char'
  | 'date_add'
  | 'date_part'
  | 'epoch_us'
  | 'floor'
  | 'groupArray'
  | 'groupArrayArray'
  | 'groupArrayIf'
  | 'julianday'
  | 'length'
  | 'quantile_cont'
  | 'regexp_full_match'
  | 'regexp_like'
  | 'seconds_to_time'
  | 'substr'
  | 'to_unixtime'
  | 'tuple'
  | 'tupleElement'
  | 'typeof'
  | 'unix_micros'
  | 'utf8';

/** Only where a dialect names them: `instant` has a zone, `local` has none and holds UTC, `binary` is bytes, `utcMicros` an instant in µs. */
export type CastType = 'bigint' | 'double' | 'text' | 'instant' | 'local' | 'binary' | 'utcMicros';

/** Words of SQL that stand where a value could: parts of times, and what SQLite's times are completed with. */
export const WORDS = {
  epoch: "'epoch'",
  ':00': "':00'",
  ':': "':'",
  '.': "'.'",
  microsecond: 'microsecond',
  epoch_microsecond: 'EPOCH_MICROSECOND',
  day: "'day'",
  isoDay: "'YYYY-MM-DD'",
  noCollation: "''",
  quoteAndZ: `'"Z'`,
  '+00': "'+00'",
  '+00:00': "'+00:00'",
  timestamp: "'timestamp'",
  c: "'c'",
  i: "'i'",
  p: "'p'",
  ip: "'ip'",
} as const;
export type Word = keyof typeof WORDS;

/** Words that every dialect prints its own way. */
export type Comment = keyof typeof COMMENTS;

/** The only comments a statement may carry: no text of a definition or a user is ever in one (Grafana interpolates comments too). */
export const COMMENTS = {
  events: 'the events of the steps, one row each',
  next: 'when the following steps come at the earliest, read backwards in time',
  first: 'the first start of each actor',
  after: 'the first event of the next step after it, within the window',
  step: 'the events of one step',
  chain: 'each with the first event of the next step after it',
  listed: 'the events of each actor in one list, in the order of time',
  reached: 'beside each event the latest start that comes so far, and the first event that is in time',
  deepest: 'how deep each actor came, and since when a start has that event in its window',
  start: 'the start of the attempt that counts',
  began: 'the actors that started',
  attempts: 'every start, and how many steps it reached within the window',
  ranked: 'the attempts of each actor, the one that counts first',
  counted: 'one attempt an actor, and its times between steps',
  started: 'the starts of each actor',
  gathered: 'the first start of each actor, and all its returns as a list',
  cohort: 'the cohort of each actor, and the period in which it started',
  returns: 'returns from then on',
  back: 'each actor once, with the periods after its start in which it came back',
  merged: 'the events of one instant together, and the group that counts for them',
  instants: 'one row an instant',
  places: 'of every start, in what order the steps come within the window',
  kept: 'the attempts that count, and whether they may still go on',
  medians: 'places in the order of the times between steps',
  given: 'what each row gives to each aggregate',
  placed: 'how far a quantile is ahead of each row, in the order of the values of a bucket',
  beside: 'the one or two rows that it stands beside',
  traces: 'each trace, with how many of its spans failed',
  failures: 'the traces that failed, and when last',
  newest: 'the one that failed last',
  spans: 'the spans, one row each',
  exposed: 'every exposure, who and when and to which variant',
  units: 'each unit with its first exposure, and the variants that it saw',
  chosen: 'the variant that each unit counts for',
  happened: 'what happened to units before and after',
  outcomes: 'each unit once, with what it did in its window',
} as const;

/**
 * What Grafana's plugin writes into a statement when it is sent: the range that an alert rule's query is asked for. The only dollars that
 * a statement may hold, and only in rules that ask a store without Plumbline (`buildShare`).
 */
export const MACROS = {
  timeFrom: '$__timeFrom()',
  timeTo: '$__timeTo()',
  unixEpochFrom: '$__unixEpochFrom()',
  unixEpochTo: '$__unixEpochTo()',
  unixEpochNanoFrom: '$__unixEpochNanoFrom()',
  unixEpochNanoTo: '$__unixEpochNanoTo()',
  fromMillis: '$__from',
  toMillis: '$__to',
  fromTime: '$__fromTime',
  toTime: '$__toTime',
} as const;
export type Macro = keyof typeof MACROS;

export type Expression =
  /** `of`: the CTE it comes from, where two are joined. */
  | { readonly kind: 'column'; readonly name: string; readonly of?: string }
  | { readonly kind: 'text'; readonly value: string; readonly field: string }
  | { readonly kind: 'number'; readonly value: number; readonly decimal?: true }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | {
      readonly kind: 'instant';
      readonly micros: readonly [ms: number, us: number];
      readonly precision: 'micros' | 'day';
    }
  | { readonly kind: 'word'; readonly word: Word }
  | { readonly kind: 'macro'; readonly macro: Macro }
  /** `$__timeFilter(column)`, or `$__unixEpochFilter(column)` for seconds */
  | { readonly kind: 'timeFilter'; readonly of: Expression; readonly epoch?: true }
  | { readonly kind: 'star' }
  | { readonly kind: 'call'; readonly name: FunctionName; readonly args: readonly Expression[] }
  | { readonly kind: 'binary'; readonly op: BinaryOperator; readonly left: Expression; readonly right: Expression }
  /** A whole number by a positive one, towards zero. */
  | { readonly kind: 'divideWhole'; readonly left: Expression; readonly right: Expression }
  /** A text that compares and sorts by code points, whatever its collation was. */
  | { readonly kind: 'collate'; readonly of: Expression }
  | { readonly kind: 'concat'; readonly parts: readonly Expression[] }
  | { readonly kind: 'logic'; readonly op: 'AND' | 'OR'; readonly terms: readonly Expression[] }
  | { readonly kind: 'not'; readonly term: Expression }
  | { readonly kind: 'null'; readonly of: Expression; readonly negate: boolean }
  | { readonly kind: 'in'; readonly of: Expression; readonly values: readonly Expression[]; readonly negate: boolean }
  | { readonly kind: 'case'; readonly when: readonly When[]; readonly otherwise?: Expression }
  | { readonly kind: 'cast'; readonly of: Expression; readonly to: CastType }
  | {
      readonly kind: 'window';
      readonly call: Expression;
      readonly partition: readonly Expression[];
      readonly order: readonly Order[];
      readonly frame?: Frame;
    }
  /** PERCENTILE_CONT at `q`, an exact decimal. */
  | { readonly kind: 'percentile'; readonly of: Expression; readonly q: string }
  /** A decimal as it was written: a double may print otherwise. */
  | { readonly kind: 'exact'; readonly text: string }
  | { readonly kind: 'distinct'; readonly of: Expression }
  /** An aggregate of the rows for which `where` holds; `call` says which. */
  | { readonly kind: 'filter'; readonly call: Expression; readonly where: Expression }
  | { readonly kind: 'extract'; readonly part: ExtractPart; readonly of: Expression }
  /** A function of an element of each list that is given to a call; its parameters are `parameter`s in `body`. */
  | { readonly kind: 'lambda'; readonly parameters: readonly Parameter[]; readonly body: Expression }
  | { readonly kind: 'parameter'; readonly name: Parameter }
  | { readonly kind: 'admin'; readonly text: AdminText };

export type Parameter = 'x' | 'y';

export type ExtractPart = 'day' | 'hour' | 'minute' | 'second' | 'microsecond';

export interface When {
  readonly when: Expression;
  readonly then: Expression;
}

/**
 * By the order's values, back to the partition's start: `before` leaves out peers (equal values), `beforeOrEqual` has them in. By rows, for
 * relations with one row a value: all rows before, those and the row itself, or only the row just before.
 */
export type Frame = 'before' | 'beforeOrEqual' | 'rowsBefore' | 'rowsBeforeOrEqual' | 'rowBefore';

export interface Order {
  readonly by: Expression;
  readonly descending?: boolean;
  /** Text in code point order, NULL last, whatever the database's collation is. */
  readonly text?: boolean;
}

export interface Output {
  readonly as: string;
  readonly of: Expression;
}

export type Source =
  | { readonly kind: 'table'; readonly path: readonly string[] }
  | { readonly kind: 'cte'; readonly name: string }
  | { readonly kind: 'query'; readonly text: AdminText; readonly as: string }
  | { readonly kind: 'join'; readonly left: string; readonly joins: readonly Join[] }
  /** Each row of the CTE `left` beside those that `select` makes of it, which are called `as`. */
  | { readonly kind: 'lateral'; readonly left: string; readonly select: Select; readonly as: string }
  /** The elements of a list, a row each, as the column `as`. */
  | { readonly kind: 'elements'; readonly of: Expression; readonly as: string };

export interface Join {
  readonly how: 'JOIN' | 'LEFT JOIN' | 'FULL JOIN' | 'ASOF LEFT JOIN';
  readonly right: string;
  readonly on: readonly Expression[];
}

/** Names of CTEs, with a prefix so that no table of a definition is hidden by one (SQLite refuses a CTE that reads its namesake). */
export const cteName = (name: string): string => `plumbline_${name}`;

export interface Cte {
  /** Without the prefix. */
  readonly name: string;
  readonly comment: Comment;
  readonly materialized?: boolean;
  readonly select: Select;
}

export interface Select {
  readonly with?: readonly Cte[];
  readonly columns: readonly Output[];
  readonly from: Source;
  readonly where?: readonly Expression[];
  /** Group by the first n columns. */
  readonly groupBy?: number;
  readonly orderBy?: readonly Order[];
  readonly limit?: number;
}

const node = (e: Expression): Expression => Object.freeze(e);

export const column = (name: string, of?: string): Expression =>
  node(of === undefined ? { kind: 'column', name } : { kind: 'column', name, of });
/** A value of a user or a definition; `field` says in an error whose it was. */
export const text = (value: string, field: string): Expression => node({ kind: 'text', value, field });
export const number = (value: number): Expression => node({ kind: 'number', value });
/** Written with a decimal point, so that no store divides or multiplies in narrow integers. */
export const decimal = (value: number): Expression => node({ kind: 'number', value, decimal: true });
export const boolean = (value: boolean): Expression => node({ kind: 'boolean', value });
export const star: Expression = node({ kind: 'star' });
export const word = (w: Word): Expression => node({ kind: 'word', word: w });
export const macro = (name: Macro): Expression => node({ kind: 'macro', macro: name });
export const timeFilter = (of: Expression): Expression => node({ kind: 'timeFilter', of });
export const epochFilter = (of: Expression): Expression => node({ kind: 'timeFilter', of, epoch: true });
export const call = (name: FunctionName, ...args: Expression[]): Expression => node({ kind: 'call', name, args });
export const binary = (left: Expression, op: BinaryOperator, right: Expression): Expression =>
  node({ kind: 'binary', op, left, right });
export const divideWhole = (left: Expression, right: Expression): Expression =>
  node({ kind: 'divideWhole', left, right });
export const collate = (of: Expression): Expression => node({ kind: 'collate', of });
export const concat = (...parts: Expression[]): Expression => node({ kind: 'concat', parts });
export const not = (term: Expression): Expression => node({ kind: 'not', term });
export const isNull = (of: Expression): Expression => node({ kind: 'null', of, negate: false });
export const isNotNull = (of: Expression): Expression => node({ kind: 'null', of, negate: true });
export const inList = (of: Expression, values: readonly Expression[], negate = false): Expression =>
  node({ kind: 'in', of, values, negate });
export const cast = (of: Expression, to: CastType): Expression => node({ kind: 'cast', of, to });
export const percentile = (of: Expression, q: string): Expression => node({ kind: 'percentile', of, q });
export const median = (of: Expression): Expression => percentile(of, '0.5');
/** `text`: digits with a decimal point, as the definitions' check lets through. */
export const exactNumber = (digits: string): Expression => node({ kind: 'exact', text: digits });
/** COUNT(DISTINCT of) */
export const countDistinct = (of: Expression): Expression => node({ kind: 'distinct', of });
/** An aggregate FILTER (WHERE where) */
export const filtered = (aggregate: Expression, where: Expression): Expression =>
  node({ kind: 'filter', call: aggregate, where });
/** EXTRACT(part FROM of) */
export const extract = (part: ExtractPart, of: Expression): Expression => node({ kind: 'extract', part, of });
export const lambda = (parameters: readonly Parameter[], body: Expression): Expression =>
  node({ kind: 'lambda', parameters, body });
export const parameter = (name: Parameter): Expression => node({ kind: 'parameter', name });
export const admin = (adminText: AdminText): Expression => node({ kind: 'admin', text: adminText });
export const when = (condition: Expression, then: Expression, otherwise?: Expression): Expression =>
  choose([{ when: condition, then }], otherwise);
export const choose = (arms: readonly When[], otherwise?: Expression): Expression =>
  node(otherwise === undefined ? { kind: 'case', when: arms } : { kind: 'case', when: arms, otherwise });
export const over = (
  of: Expression,
  partition: readonly Expression[],
  order: readonly Order[] = [],
  frame?: Frame
): Expression =>
  node(
    frame === undefined
      ? { kind: 'window', call: of, partition, order }
      : { kind: 'window', call: of, partition, order, frame }
  );

/** AND of the terms; one term stays itself. `terms` must not be empty. */
export const and = (terms: readonly Expression[]): Expression =>
  terms.length === 1 ? terms[0] : node({ kind: 'logic', op: 'AND', terms });
/** OR of the terms; one term stays itself. `terms` must not be empty. */
export const or = (terms: readonly Expression[]): Expression =>
  terms.length === 1 ? terms[0] : node({ kind: 'logic', op: 'OR', terms });

/** `ms` epoch milliseconds plus `us` microseconds (may be negative), printed as an untyped UTC literal. */
export const instant = (ms: number, us = 0): Expression =>
  node({ kind: 'instant', micros: [ms, us], precision: 'micros' });
/** The UTC day `ms` lies in, as ISO text. */
export const day = (ms: number): Expression => node({ kind: 'instant', micros: [ms, 0], precision: 'day' });

/** True or false rather than a value; an admin's expression is taken for a value. */
export function isPredicate(e: Expression): boolean {
  switch (e.kind) {
    case 'binary':
      return ['=', '<>', '<', '<=', '>', '>=', '~'].indexOf(e.op) >= 0;
    case 'logic':
    case 'not':
    case 'null':
    case 'in':
      return true;
    default:
      return false;
  }
}

/** Whether an expression is the same for all rows. Only literals, casts and calls of constants are looked into. */
export function isConstant(e: Expression): boolean {
  switch (e.kind) {
    case 'text':
    case 'number':
    case 'exact':
    case 'boolean':
    case 'instant':
    case 'word':
      return true;
    case 'cast':
      return isConstant(e.of);
    case 'call':
      return e.args.length > 0 && e.args.every(isConstant);
    default:
      return false;
  }
}

/** Whether a definition's own expression is in it. */
export function holdsAdmin(node: unknown): boolean {
  if (typeof node !== 'object' || node === null) {
    return false;
  }
  if (Array.isArray(node)) {
    return node.some(holdsAdmin);
  }
  const of = node as Readonly<Record<string, unknown>>;
  return of.kind === 'admin' || Object.keys(of).some((key) => holdsAdmin(of[key]));
}
