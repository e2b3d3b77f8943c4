import { conditionTerms } from './conditions';
import { dialectOf, type Dialect, type TimeColumn } from './dialects';
import { fault, outcome } from './fault';
import { checkInstant, checkStretch } from './instants';
import { relationSource } from './relation';
import { statement } from './statement';
import { stretchNumber, wholes } from './stretches';
import {
  and,
  binary,
  call,
  column,
  inList,
  isNotNull,
  number,
  over,
  star,
  when,
  type Cte,
  type Expression,
  type Output,
} from './tree';
import type { BuildRetention, RetentionQuery } from './types';

const MOST_POINTS = 100;
/** All history: no event of a business is older, and stores have times that reach no further back. */
const HISTORY_MS = 0;

/**
 * See `RetentionQuery`; why the shape is so is in docs/decisions/023-retention.md. Starts become one row an actor, then meet the actor's
 * returns once. The outer join is by the actor alone, which every store can; what else is asked of a return is asked of the row.
 *
 * - An actor that is NULL is nobody. A row given twice changes nothing.
 * - Errors: PL2250 dialect, PL2251–PL2256 conditions, PL2257 instants, PL2058 the rest, PL2260 names.
 */
export const buildRetention: BuildRetention = (q) =>
  outcome(() => {
    const dialect = dialectOf(q.dialect);
    check(q);
    const groups = q.groups.map((_, i) => `g${i + 1}`);
    const cohort = q.cohorts.length > 2 ? ['cohort'] : [];
    const ks = q.points.map((_, i) => i + 1);
    return statement(
      {
        with: [...starts(q, dialect), cohorts(q, groups, dialect), returns(q, dialect), actors(q, groups, dialect)],
        columns: [
          ...cohort.map((as) => ({ as, of: column('c') })),
          ...q.groups.map(({ name }, i) => ({ as: name, of: column(groups[i]) })),
          { as: 'size', of: call('COUNT', star) },
          ...ks.map((k) => ({ as: `e${k}`, of: call('COUNT', when(isOld(q, k, dialect), number(1))) })),
          ...ks.map((k) => ({
            as: `r${k}`,
            of: call('COUNT', when(and([isOld(q, k, dialect), isBack(q, k)]), number(1))),
          })),
        ],
        from: { kind: 'cte', name: 'actors' },
        groupBy: cohort.length + groups.length,
      },
      dialect,
      q.groups.map(({ name }) => name)
    );
  });

function check(q: RetentionQuery): void {
  checkStretch(q.fromMs, q.toMs);
  checkInstant(q.asOfMs);
  const { cohorts, points } = q;
  const ascend = (list: readonly number[]) => list.every((n, i) => i === 0 || n > list[i - 1]);
  const reason =
    q.asOfMs <= q.fromMs
      ? `it begins at ${q.fromMs}, which is not before now, ${q.asOfMs}`
      : points.length < 1 ||
          points.length > MOST_POINTS ||
          !points.every((n) => Number.isInteger(n) && n >= 0) ||
          !ascend(points)
        ? `its points are not 1 to ${MOST_POINTS} whole numbers that ascend`
        : cohorts.length < 2 || cohorts[0] !== q.fromMs || cohorts[cohorts.length - 1] !== q.toMs || !ascend(cohorts)
          ? 'its cohorts do not tile the range'
          : q.start.length === 0 || q.returns.length === 0
            ? 'its start or its return has no condition'
            : undefined;
  if (reason !== undefined) {
    throw fault('PL2058', { reason });
  }
}

const same = (name: string): Output => ({ as: name, of: column(name) });
const many = (condition: Expression, dialect: Dialect) => (dialect.many ? dialect.many(condition) : condition);
const timeOf = (q: RetentionQuery): TimeColumn => ({ column: column(q.time), type: q.timeType });

/** Whether it matters which of several starts at one instant is the actor's. */
const choosesRow = (q: RetentionQuery) => q.groups.length > 0 || q.filters.length > 0;

/** `starts`: u and t0 of each actor's first start; where its row matters also the groups, `f` (filters hold) and `place` (1 counts). */
function starts(q: RetentionQuery, dialect: Dialect): Cte[] {
  const time = timeOf(q);
  const from = relationSource(q.relation, q.dialect);
  const rows = [
    ...dialect.between(time, q.first === 'ever' ? HISTORY_MS : q.fromMs, Math.min(q.toMs, q.asOfMs)),
    many(and(conditionTerms(q.start, dialect)), dialect),
    isNotNull(column(q.actor)),
  ];
  const u: Output = { as: 'u', of: dialect.identity(column(q.actor)) };
  const t0 = dialect.count(time);
  if (!choosesRow(q)) {
    const columns = [u, { as: 't0', of: call('MIN', t0) }];
    return [{ name: 'starts', comment: 'first', select: { columns, from, where: rows, groupBy: 1 } }];
  }
  const ties = q.ties.map((_, i) => `k${i + 1}`);
  const groups = q.groups.map((_, i) => `g${i + 1}`);
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

/** One row an actor that started in the range: u, t0, `p0` (number of the period it started in), `c` (index of its cohort), groups. */
function cohorts(q: RetentionQuery, groups: readonly string[], dialect: Dialect): Cte {
  const perMs = dialect.perMs(q.timeType);
  const t0 = column('t0');
  const at = { units: t0, perMs, before: (ms: number) => binary(t0, '<', number(ms * perMs)) };
  const { clock, cohorts: edges } = q;
  const started = edges.slice(0, -1);
  const stretches = { starts: started, numbers: started.map((_, i) => i), endMs: q.toMs };
  // Starts in the range are before `toMs`: later periods are no arms here.
  const known = clock.kind === 'calendar' ? clock.starts.filter((ms) => ms < q.toMs).length : 0;
  return {
    name: 'cohorts',
    comment: 'cohort',
    select: {
      columns: [
        same('u'),
        same('t0'),
        ...(clock.kind === 'calendar' ? [{ as: 'p0', of: stretchNumber(at, firstOf(clock, known), dialect) }] : []),
        ...(edges.length > 2 ? [{ as: 'c', of: stretchNumber(at, stretches, dialect) }] : []),
        ...groups.map(same),
      ],
      from: { kind: 'cte', name: 'starts' },
      where: [
        many(
          and([
            ...(choosesRow(q) ? [binary(column('place'), '=', number(1)), binary(column('f'), '=', number(1))] : []),
            binary(t0, '>=', number(q.fromMs * perMs)),
          ]),
          dialect
        ),
      ],
    },
  };
}

function firstOf(clock: Extract<RetentionQuery['clock'], { kind: 'calendar' }>, count: number) {
  return {
    starts: clock.starts.slice(0, count),
    numbers: clock.numbers.slice(0, count),
    endMs: clock.starts[count] ?? clock.endMs,
  };
}

/** Returns from the range's start on: u, t, `p` (number of their period), `b` = 1, which stores leave NULL or 0 where there is none. */
function returns(q: RetentionQuery, dialect: Dialect): Cte {
  const time = timeOf(q);
  const end = endOfReturns(q);
  const units = dialect.count(time);
  const { clock } = q;
  const period = (): Output[] => {
    if (clock.kind === 'rolling') {
      return [];
    }
    const at = { units, perMs: dialect.perMs(q.timeType), before: (ms: number) => dialect.before(time, ms) };
    const known = firstOf(clock, clock.starts.filter((ms) => ms < end).length);
    return [{ as: 'p', of: stretchNumber(at, known, dialect) }];
  };
  return {
    name: 'returns',
    comment: 'returns',
    select: {
      columns: [
        { as: 'u', of: dialect.identity(column(q.actor)) },
        { as: 't', of: units },
        ...period(),
        { as: 'b', of: number(1) },
      ],
      from: relationSource(q.relation, q.dialect),
      where: [
        ...dialect.between(time, q.fromMs, end),
        isNotNull(column(q.actor)),
        many(and(conditionTerms(q.returns, dialect)), dialect),
      ],
    },
  };
}

/** Nothing that happens from then on decides anything. */
function endOfReturns(q: RetentionQuery): number {
  const { clock, meaning, points, toMs, asOfMs } = q;
  if (meaning === 'onOrAfter') {
    return asOfMs;
  }
  const periods = points[points.length - 1] + 1;
  if (clock.kind === 'rolling') {
    return Math.min(asOfMs, toMs + periods * clock.periodMs);
  }
  const last = clock.starts.filter((ms) => ms < toMs).length - 1;
  const after = clock.numbers.findIndex((n) => n >= clock.numbers[last] + periods);
  return Math.min(asOfMs, after < 0 ? asOfMs : clock.starts[after]);
}

/**
 * One row an actor: its cohort and groups, and when it came back: `on`: `b1` … `bK` = 1 for the points; `onOrAfter`: `last`, the latest
 * period; `within`: `soon`, the earliest one after the start's. NULL where it did not.
 */
function actors(q: RetentionQuery, groups: readonly string[], dialect: Dialect): Cte {
  const perMs = dialect.perMs(q.timeType);
  const [t, t0] = [column('t', 'returns'), column('t0', 'cohorts')];
  const n =
    q.clock.kind === 'rolling'
      ? wholes(binary(t, '-', t0), q.clock.periodMs * perMs, dialect)
      : binary(column('p', 'returns'), '-', column('p0', 'cohorts'));
  const isReturn = [binary(column('b', 'returns'), '=', number(1)), binary(t, '>=', t0)];
  const counts =
    q.meaning === 'on'
      ? inList(n, q.points.map(number))
      : binary(n, '>=', number(q.meaning === 'within' ? 1 : q.points[0]));
  const back = and([...isReturn, counts]);
  const own = ['u', q.clock.kind === 'rolling' ? 't0' : 'p0', ...(q.cohorts.length > 2 ? ['c'] : []), ...groups];
  const found: Output[] =
    q.meaning === 'on'
      ? q.points.map((point, i) => ({
          as: `b${i + 1}`,
          of: call('MAX', when(and([...isReturn, binary(n, '=', number(point))]), number(1))),
        }))
      : [
          q.meaning === 'within'
            ? { as: 'soon', of: call('MIN', when(back, n)) }
            : { as: 'last', of: call('MAX', when(back, n)) },
        ];
  return {
    name: 'actors',
    comment: 'back',
    select: {
      columns: [...own.map((name) => ({ as: name, of: column(name, 'cohorts') })), ...found],
      from: {
        kind: 'join',
        left: 'cohorts',
        joins: [
          { how: 'LEFT JOIN', right: 'returns', on: [binary(column('u', 'returns'), '=', column('u', 'cohorts'))] },
        ],
      },
      groupBy: own.length,
    },
  };
}

/** Whether the k-th point's period is over for the actor. */
function isOld(q: RetentionQuery, k: number, dialect: Dialect): Expression {
  const { clock, asOfMs, meaning } = q;
  const after = q.points[k - 1];
  if (clock.kind === 'rolling') {
    const latest = (asOfMs - (after + 1) * clock.periodMs) * dialect.perMs(q.timeType);
    return binary(column('t0'), '<=', number(latest));
  }
  const now = clock.numbers[clock.starts.filter((ms) => ms <= asOfMs).length - 1];
  const isOver = binary(column('p0'), '<=', number(now - after - 1));
  const never = meaning === 'on' ? clock.missing.map((n) => n - after).filter((n) => n >= 0) : [];
  return never.length === 0 ? isOver : and([isOver, inList(column('p0'), never.map(number), true)]);
}

function isBack(q: RetentionQuery, k: number): Expression {
  const after = number(q.points[k - 1]);
  switch (q.meaning) {
    case 'on':
      return binary(column(`b${k}`), '=', number(1));
    case 'onOrAfter':
      return binary(column('last'), '>=', after);
    case 'within':
      return binary(column('soon'), '<=', after);
  }
}
