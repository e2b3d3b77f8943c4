/** Spans of transactions: which traces have failed, and all spans of one. */
import { conditionTerms } from './conditions';
import { dialectOf, type Dialect, type TimeColumn } from './dialects';
import { outcome } from './fault';
import { checkStretch } from './instants';
import { relationSource } from './relation';
import { outputOf, textsOf } from './rows';
import { statement } from './statement';
import {
  and,
  binary,
  call,
  column,
  isNotNull,
  isNull,
  number,
  or,
  star,
  text,
  when,
  type Cte,
  type Expression,
  type Join,
  type Output,
  type Select,
} from './tree';
import type { BuildSpans, BuildTraces, SpansQuery, TracesQuery } from './types';

type Query = Pick<
  TracesQuery,
  'dialect' | 'relation' | 'time' | 'timeType' | 'trace' | 'where' | 'fromMs' | 'toMs' | 'failed' | 'filters'
>;

/** See `TracesQuery`. */
export const buildTraces: BuildTraces = (q) =>
  outcome(() => {
    const dialect = dialectOf(q.dialect);
    checkStretch(q.fromMs, q.toMs);
    const names = ['trace', 'at', 'spans', 'errors', 'operation', 'service', 'duration'];
    const root = isRoot(q.parent, dialect);
    const ofRoot = (of: Expression) => call('MAX', when(root, of));
    const traces: Select = {
      columns: [
        { as: 'k', of: dialect.identity(column(q.trace)) },
        { as: 'trace', of: call('MAX', dialect.asText(column(q.trace))) },
        { as: 'at', of: call('MIN', startOf(q, dialect)) },
        { as: 'spans', of: call('COUNT', star) },
        { as: 'errors', of: call('SUM', when(failing(q, dialect), number(1), number(0))) },
        { as: 'operation', of: ofRoot(dialect.asText(column(q.operation))) },
        { as: 'service', of: ofRoot(dialect.asText(column(q.service))) },
        { as: 'duration', of: ofRoot(dialect.summand(column(q.duration))) },
      ],
      from: relationSource(q.relation, q.dialect),
      where: rowsOf(q, dialect),
      groupBy: 1,
    };
    return statement(
      {
        with: [{ name: 'traces', comment: 'traces', select: traces }],
        columns: names.map((name) => ({ as: name, of: column(name) })),
        from: { kind: 'cte', name: 'traces' },
        where: [binary(column('errors'), '>', number(0))],
        orderBy: [
          { by: column('at'), descending: true },
          { by: column('trace'), text: true },
        ],
        limit: q.limit,
      },
      dialect,
      ['trace', 'operation', 'service']
    );
  });

/** See `SpansQuery`. */
export const buildSpans: BuildSpans = (q) =>
  outcome(() => {
    const dialect = dialectOf(q.dialect);
    checkStretch(q.fromMs, q.toMs);
    const columns = [{ name: 'trace', field: q.trace, type: 'text' as const }, ...q.columns];
    const outputs: Output[] = [
      ...columns.map((each) => outputOf(each, q.timeType, dialect)),
      { as: 'at', of: startOf(q, dialect) },
      { as: 'failed', of: when(and(conditionTerms(q.failed, dialect)), number(1), number(0)) },
    ];
    const where = q.id === undefined ? q.where : [...q.where, isTrace(q, q.id)];
    const spans: Select = {
      columns: [{ as: 'k', of: dialect.identity(column(q.trace)) }, ...outputs],
      from: relationSource(q.relation, q.dialect),
      where: rowsOf({ ...q, where }, dialect),
    };
    const ofNewest: Join = {
      how: 'JOIN',
      right: 'spans',
      on: [binary(column('k', 'spans'), '=', column('k', 'newest'))],
    };
    return statement(
      {
        with: [...(q.id === undefined ? newest(q, dialect) : []), { name: 'spans', comment: 'spans', select: spans }],
        columns: outputs.map(({ as }): Output => ({ as, of: column(as, 'spans') })),
        from: q.id === undefined ? { kind: 'join', left: 'newest', joins: [ofNewest] } : { kind: 'cte', name: 'spans' },
        orderBy: [{ by: column('at', 'spans') }, { by: column('span', 'spans'), text: true }],
        limit: q.limit,
      },
      dialect,
      textsOf(columns)
    );
  });

/** The trace whose failure came last, as one row. */
function newest(q: SpansQuery, dialect: Dialect): Cte[] {
  const { fromMs, toMs } = q.failedIn;
  return [
    {
      name: 'failures',
      comment: 'failures',
      select: {
        columns: [
          { as: 'k', of: dialect.identity(column(q.trace)) },
          { as: 'name', of: call('MAX', dialect.asText(column(q.trace))) },
          { as: 'last', of: call('MAX', startOf(q, dialect)) },
        ],
        from: relationSource(q.relation, q.dialect),
        where: [...rowsOf({ ...q, fromMs, toMs }, dialect), failing(q, dialect)],
        groupBy: 1,
      },
    },
    {
      name: 'newest',
      comment: 'newest',
      select: {
        columns: [{ as: 'k', of: column('k') }],
        from: { kind: 'cte', name: 'failures' },
        orderBy: [
          { by: column('last'), descending: true },
          { by: column('name'), text: true },
        ],
        limit: 1,
      },
    },
  ];
}

const timeOf = (q: Query): TimeColumn => ({ column: column(q.time), type: q.timeType });
const startOf = (q: Query, dialect: Dialect): Expression => dialect.bucket(timeOf(q), 1);
const rowsOf = (q: Query, dialect: Dialect): Expression[] => [
  ...dialect.between(timeOf(q), q.fromMs, q.toMs),
  isNotNull(column(q.trace)),
  ...conditionTerms(q.where, dialect),
];

/** The filters of a query are those of the failure: other spans of its trace may say nothing of a region. */
const failing = (q: Query, dialect: Dialect): Expression => and(conditionTerms([...q.failed, ...q.filters], dialect));

const isTrace = ({ trace }: SpansQuery, id: string) => ({ op: 'is' as const, field: trace, value: id });

/** NULL and the empty text both say that nothing called it. */
function isRoot(parent: string, dialect: Dialect): Expression {
  const empty = text('', parent);
  const of = column(parent);
  return or([isNull(of), dialect.isText ? dialect.isText(of, [empty]) : binary(dialect.asText(of), '=', empty)]);
}
