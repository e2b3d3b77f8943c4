/**
 * Retention in one pass: each actor's first start and the list of its returns, which are then counted from that start. There is no join, so
 * nothing that a planner could guess wrongly; an index by (actor, …, time) is read once, in its order.
 */
import { conditionTerms } from './conditions';
import type { Dialect } from './dialects';
import { relationSource } from './relation';
import { cohorts, endOfReturns, firstOf, found, ownColumns, stretchOfStarts, timeOf } from './retention-shape';
import { stretchNumber } from './stretches';
import { and, binary, call, column, filtered, isNotNull, not, number, or, type Cte } from './tree';
import type { RetentionQuery } from './types';

/** The CTEs up to `actors`, for queries without groups and filters. */
export const listShape = (q: RetentionQuery, dialect: Dialect): Cte[] => [
  gathered(q, dialect),
  cohorts(q, ['l'], dialect),
  actors(q, dialect),
];

/** `starts`: u, t0 of its first start (NULL: none), `l`: the instants of its returns (NULL: none). */
function gathered(q: RetentionQuery, dialect: Dialect): Cte {
  const time = timeOf(q);
  const [from, startsEnd] = stretchOfStarts(q);
  const end = Math.max(startsEnd, endOfReturns(q));
  const start = and([
    ...conditionTerms(q.start, dialect),
    ...(startsEnd < end ? [dialect.before(time, startsEnd)] : []),
  ]);
  const back = conditionTerms(q.returns, dialect);
  // Earlier ones are before every start that counts; this only spares rows.
  const late = from < q.fromMs ? [not(dialect.before(time, q.fromMs))] : [];
  // The raw time's minimum, once an actor, is cheaper than every start's time as a number.
  const first = filtered(call('MIN', time.column), start);
  return {
    name: 'starts',
    comment: 'gathered',
    select: {
      columns: [
        { as: 'u', of: dialect.identity(column(q.actor)) },
        { as: 't0', of: dialect.count({ column: first, type: q.timeType }) },
        { as: 'l', of: filtered(call('ARRAY_AGG', dialect.count(time)), and(back)) },
      ],
      from: relationSource(q.relation, q.dialect),
      where: [...dialect.between(time, from, end), isNotNull(column(q.actor)), or([start, and([...back, ...late])])],
      groupBy: 1,
    },
  };
}

/** One row an actor, as `found` says. */
function actors(q: RetentionQuery, dialect: Dialect): Cte {
  const { clock } = q;
  const perMs = dialect.perMs(q.timeType);
  const t = column('t');
  const at = { units: t, perMs, before: (ms: number) => binary(t, '<', number(ms * perMs)) };
  const p = clock.kind === 'calendar' ? stretchNumber(at, firstOf(clock, endOfReturns(q)), dialect) : number(0);
  const late = binary(t, '>=', column('t0', 'cohorts'));
  // An aggregate of nothing but outer columns is one of the outer query, and refused: of a single period, `p` is a constant.
  const columns = found(q, { t, p, isReturn: clock.kind === 'calendar' ? [late] : [] }, dialect);
  return {
    name: 'actors',
    comment: 'back',
    select: {
      columns: [
        ...ownColumns(q).map((name) => ({ as: name, of: column(name, 'cohorts') })),
        ...columns.map(({ as }) => ({ as, of: column(as, 'found') })),
      ],
      from: {
        kind: 'lateral',
        left: 'cohorts',
        as: 'found',
        select: {
          columns,
          from: { kind: 'elements', of: column('l', 'cohorts'), as: 't' },
          where: [late],
        },
      },
    },
  };
}
