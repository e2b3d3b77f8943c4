/** Retention by a join: starts become one row an actor, then meet the actor's returns once. */
import { conditionTerms } from './conditions';
import type { Dialect } from './dialects';
import { relationSource } from './relation';
import {
  choosesRow,
  cohorts,
  endOfReturns,
  firstOf,
  found,
  groupsOf,
  ownColumns,
  same,
  stretchOfStarts,
  timeOf,
} from './retention-shape';
import { stretchNumber } from './stretches';
import {
  and,
  binary,
  call,
  column,
  isNotNull,
  number,
  over,
  when,
  type Cte,
  type Expression,
  type Output,
} from './tree';
import type { RetentionQuery } from './types';

/** The CTEs up to `actors`. The outer join is by the actor alone, which every store can; what else is asked of a return is asked of the row. */
export const joinShape = (q: RetentionQuery, dialect: Dialect): Cte[] => [
  ...starts(q, dialect),
  cohorts(q, groupsOf(q), dialect),
  returns(q, dialect),
  actors(q, dialect),
];

/** `starts`: u and t0 of each actor's first start; where its row matters also the groups, `f` (filters hold) and `place` (1 counts). */
function starts(q: RetentionQuery, dialect: Dialect): Cte[] {
  const time = timeOf(q);
  const from = relationSource(q.relation, q.dialect);
  const rows = [
    ...dialect.between(time, ...stretchOfStarts(q)),
    ...conditionTerms(q.start, dialect),
    isNotNull(column(q.actor)),
  ];
  const u: Output = { as: 'u', of: dialect.identity(column(q.actor)) };
  const t0 = dialect.count(time);
  if (!choosesRow(q)) {
    const columns = [u, { as: 't0', of: call('MIN', t0) }];
    return [{ name: 'starts', comment: 'first', select: { columns, from, where: rows, groupBy: 1 } }];
  }
  const ties = q.ties.map((_, i) => `k${i + 1}`);
  const groups = groupsOf(q);
  const filters = conditionTerms(q.filters, dialect);
  const each: Output[] = [
    u,
    { as: 't0', of: t0 },
    { as: 'f', of: filters.length === 0 ? number(1) : when(and(filters), number(1), number(0)) },
    ...q.groups.map(({ field }, i) => ({ as: groups[i], of: dialect.asText(column(field)) })),
    ...q.ties.map((field, i) => ({ as: ties[i], of: dialect.asText(column(field)) })),
  ];
  const order = [{ by: column('t0') }, ...ties.map((tie) => ({ by: column(tie), text: true }))];
  const place = over(call('ROW_NUMBER'), [column('u')], order);
  return [
    { name: 'started', comment: 'started', select: { columns: each, from, where: rows } },
    {
      name: 'starts',
      comment: 'first',
      select: {
        columns: [same('u'), same('t0'), same('f'), ...groups.map(same), { as: 'place', of: place }],
        from: { kind: 'cte', name: 'started' },
      },
    },
  ];
}

/** Returns from the range's start on: u, t, `p` (number of their period), `b` = 1, which stores leave NULL or 0 where there is none. */
function returns(q: RetentionQuery, dialect: Dialect): Cte {
  const time = timeOf(q);
  const end = endOfReturns(q);
  const units = dialect.count(time);
  const { clock } = q;
  const at = { units, perMs: dialect.perMs(q.timeType), before: (ms: number) => dialect.before(time, ms) };
  const u = dialect.identity(column(q.actor));
  const columns: Output[] = [
    { as: 'u', of: u },
    ...(dialect.digest ? [{ as: 'h', of: dialect.digest(u) }] : []),
    { as: 't', of: units },
    ...(clock.kind === 'calendar' ? [{ as: 'p', of: stretchNumber(at, firstOf(clock, end), dialect) }] : []),
    { as: 'b', of: number(1) },
  ];
  return {
    name: 'returns',
    comment: 'returns',
    select: {
      columns,
      // Grouped it is a table of its own, which gets a key; a return given twice says no more than once.
      ...(dialect.digest ? { groupBy: columns.length } : {}),
      from: relationSource(q.relation, q.dialect),
      where: [
        ...dialect.between(time, q.fromMs, end),
        isNotNull(column(q.actor)),
        ...conditionTerms(q.returns, dialect),
      ],
    },
  };
}

/** One row an actor: its cohort and groups, and when it came back, as `found` says. */
function actors(q: RetentionQuery, dialect: Dialect): Cte {
  const own = ownColumns(q).map((name): Output => ({ as: name, of: column(name, 'cohorts') }));
  const t = column('t', 'returns');
  const isReturn = [binary(column('b', 'returns'), '=', number(1)), binary(t, '>=', column('t0', 'cohorts'))];
  const beside = { t, p: column('p', 'returns'), isReturn };
  return {
    name: 'actors',
    comment: 'back',
    select: {
      columns: [...own, ...found(q, beside, dialect)],
      from: {
        kind: 'join',
        left: 'cohorts',
        joins: [
          {
            how: dialect.loopsOverUnknown ? 'FULL JOIN' : 'LEFT JOIN',
            right: 'returns',
            on: [...(dialect.digest ? ['h', 'u'] : ['u'])].map((name) =>
              binary(column(name, 'returns'), '=', column(name, 'cohorts'))
            ),
          },
        ],
      },
      ...(dialect.loopsOverUnknown ? { where: [started] } : {}),
      groupBy: own.length,
    },
  };
}

/** Without the returns of nobody. In words by which the planner does not see that the join might as well be a left one, and loop. */
const started: Expression = binary(when(isNotNull(column('u', 'cohorts')), number(1), number(0)), '=', number(1));
