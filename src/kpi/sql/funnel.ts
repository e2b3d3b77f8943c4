import { conditionTerms } from './conditions';
import { dialectOf, type Dialect, type TimeColumn } from './dialects';
import { outcome } from './fault';
import { arrayFunnel, fitsArrays } from './funnel-arrays';
import { asofChain, firstJoins, forwardChain, isStep, windowChain, type Chain } from './funnel-chain';
import { countedTimes, medianColumns, reached } from './funnel-medians';
import { ruledFunnel } from './funnel-rules';
import { checkFunnelQuery, isPlain } from './funnel-shape';
import { relationSource } from './relation';
import { statement } from './statement';
import {
  and,
  binary,
  call,
  choose,
  column,
  isNotNull,
  number,
  or,
  over,
  star,
  when,
  type Cte,
  type Expression,
  type Join,
  type Order,
  type Output,
  type Source,
} from './tree';
import type { BuildFunnel, FunnelQuery, SqlStatement } from './types';

/**
 * See `FunnelQuery`; the shape and why it is the one are in docs/decisions/002-own-sql-printer.md.
 *
 * - An actor that is NULL is nobody and not counted. An event given twice counts once.
 * - `ties: strict`: a step must be later than the one before, so one event is never two steps. `loose`: the same instant will do;
 *   the steps must then be disjoint, which the definition's check sees to.
 * - Starts of one actor at one instant in different groups: the group first in code point order counts, NULL last.
 * - Without groups there is always one row, with n1 = 0 where nobody started. A median of nobody is NULL.
 * - `asOfMs` at or before `fromMs`: nothing exists yet, error PL2257.
 */
export const buildFunnel: BuildFunnel = (q) => outcome(() => funnelStatement(q, dialectOf(q.dialect)));

/** The same for a dialect that is given. Throws SqlFault. */
export function funnelStatement(q: FunnelQuery, dialect: Dialect): SqlStatement {
  checkFunnelQuery(q);
  return isPlain(q, dialect) ? plainFunnel(q, dialect) : ruledFunnel(q, dialect);
}

function plainFunnel(q: FunnelQuery, dialect: Dialect): SqlStatement {
  const groups = q.groups.map((_, i) => `g${i + 1}`);
  const chain: Chain = { steps: q.steps.length, ties: q.ties, groups };
  const counted = { ...chain, carried: ['level', 'open'] };
  const { ctes, medians } = medianColumns(counted, dialect, dialect.perMs(q.timeType));
  const attempted = fitsArrays(q, dialect) ? arrayFunnel(q, dialect, groups) : rankedAttempts(q, chain, dialect);
  return statement(
    {
      with: [...attempted, ...ctes],
      columns: [
        ...q.groups.map((g, i) => ({ as: g.name, of: column(groups[i]) })),
        { as: 'n1', of: call('COUNT', star) },
        ...q.steps.slice(1).map((_, i) => ({ as: `n${i + 2}`, of: reached(i + 2) })),
        { as: 'open', of: call('COUNT', when(binary(column('open'), '=', number(1)), number(1))) },
        ...medians,
      ],
      from: { kind: 'cte', name: [...attempted, ...ctes].slice(-1)[0].name },
      groupBy: q.groups.length,
    },
    dialect,
    q.groups.map((g) => g.name)
  );
}

/** Every start with its following times, and of them the counted one of each actor. */
function rankedAttempts(q: FunnelQuery, chain: Chain, dialect: Dialect): readonly Cte[] {
  const next = nextSteps(q, chain, dialect);
  return [
    events(q, chain.groups, dialect),
    ...next,
    attempts(q, chain, dialect),
    ranked(q, chain, dialect),
    countedTimes(chain),
  ];
}

/** One row an event that is any step: actor `u`, time `t`, `s1` … `sK` = 1 where it is that step, the groups of starts. */
function events(q: FunnelQuery, groups: readonly string[], dialect: Dialect): Cte {
  const time: TimeColumn = { column: column(q.time), type: q.timeType };
  const steps = q.steps.map((step) => conditionTerms(step.where, dialect));
  const end = Math.min(q.toMs + q.windowMs, q.asOfMs);
  // Only starts must lie in the range and pass the filters; the steps after them may be later and look otherwise.
  const start = [
    ...steps[0],
    ...conditionTerms(q.filters, dialect),
    ...(end > q.toMs ? [dialect.before(time, q.toMs)] : []),
  ];
  const flag = (terms: readonly Expression[]) => when(and(terms), number(1));
  return {
    name: 'events',
    comment: 'events',
    // Read once and used by several: stores that copy a CTE into each use would scan the table as often.
    materialized: dialect.nextStep === 'asof',
    select: {
      columns: [
        { as: 'u', of: dialect.identity(column(q.actor)) },
        { as: 't', of: dialect.count(time) },
        { as: 's1', of: flag(start) },
        ...steps.slice(1).map((terms, i) => ({ as: `s${i + 2}`, of: flag(terms) })),
        ...q.groups.map((g, i) => ({ as: groups[i], of: dialect.asText(column(g.field)) })),
      ],
      from: relationSource(q.relation, q.dialect),
      where: [...dialect.between(time, q.fromMs, end), isNotNull(column(q.actor)), or(steps.map(and))],
    },
  };
}

/** What finds the steps after a start: for each entry and store the shape that was quickest and cannot explode. */
function nextSteps(q: FunnelQuery, chain: Chain, dialect: Dialect): readonly Cte[] {
  const window = q.windowMs * dialect.perMs(q.timeType);
  if (dialect.nextStep === 'asof') {
    return q.entry === 'first' ? firstJoins(chain, window) : asofChain(chain);
  }
  return q.entry === 'first' ? forwardChain(chain, window) : windowChain(chain);
}

/** Where the starts with their following times are, and what the start's time is called there. */
function starts(
  q: FunnelQuery,
  { steps }: Chain,
  dialect: Dialect
): { from: Source; of: (name: string) => Expression } {
  if (q.entry === 'first' && dialect.nextStep === 'asof') {
    const joins = Array.from({ length: steps - 1 }, (_, i) => `step${i + 2}`).map((right): Join => {
      const previous = `step${Number(right.slice(4)) - 1}`;
      return { how: 'LEFT JOIN', right, on: [binary(column('u', right), '=', column('u', previous))] };
    });
    const from: Source = joins.length === 0 ? { kind: 'cte', name: 'step1' } : { kind: 'join', left: 'step1', joins };
    const table = (name: string) => (/^t[2-9]|^t\d\d/.test(name) ? `step${name.slice(1)}` : 'step1');
    return { from, of: (name) => column(name, joins.length === 0 ? undefined : table(name)) };
  }
  if (dialect.nextStep === 'asof') {
    return { from: { kind: 'cte', name: steps === 1 ? 'step1' : 'chain1' }, of: (name) => column(name) };
  }
  if (q.entry === 'first') {
    return { from: { kind: 'cte', name: `first${steps}` }, of: (name) => column(name) };
  }
  const from: Source = { kind: 'cte', name: steps === 1 ? 'events' : 'next2' };
  return { from, of: (name) => column(name === 't1' ? 't' : name) };
}

/** One row a start, with the number of steps that its attempt reached in the window. */
function attempts(q: FunnelQuery, chain: Chain, dialect: Dialect): Cte {
  const { from, of } = starts(q, chain, dialect);
  const { steps, groups } = chain;
  const window = number(q.windowMs * dialect.perMs(q.timeType));
  const level = Array.from({ length: steps - 1 }, (_, i) => steps - i).map((k) => ({
    when: binary(binary(of(`t${k}`), '-', of('t1')), '<=', window),
    then: number(k),
  }));
  const onlyStarts = [isStep(1), ...(q.entry === 'first' ? [binary(column('t'), '=', column('t1'))] : [])];
  return {
    name: 'attempts',
    comment: 'attempts',
    select: {
      columns: [
        ...['u', ...Array.from({ length: steps }, (_, i) => `t${i + 1}`), ...groups].map((name) => ({
          as: name,
          of: of(name),
        })),
        { as: 'level', of: steps === 1 ? number(1) : choose(level, number(1)) },
      ],
      from,
      ...(dialect.nextStep === 'asof' ? {} : { where: onlyStarts }),
    },
  };
}

/** Each actor's attempts in order, the counted one first (`place` = 1), and whether it may still go on. */
function ranked(q: FunnelQuery, { steps, groups }: Chain, dialect: Dialect): Cte {
  const actor = [column('u')];
  const order: Order[] = [
    { by: column('level'), descending: true },
    { by: column('t1') },
    ...groups.map((g) => ({ by: column(g), text: true })),
  ];
  const perMs = dialect.perMs(q.timeType);
  // The last start's window is the last to end; entry `first` has no other attempt than the counted one.
  const lastStart = q.entry === 'any' ? over(call('MAX', column('t1')), actor) : column('t1');
  const mayBeOpen = q.toMs - 1 + q.windowMs >= q.asOfMs;
  const isOpen = and([
    binary(column('level'), '<', number(steps)),
    binary(lastStart, '>=', number((q.asOfMs - q.windowMs) * perMs)),
  ]);
  const columns: Output[] = [
    ...groups.map((g) => ({ as: g, of: column(g) })),
    ...Array.from({ length: steps }, (_, i) => ({ as: `t${i + 1}`, of: column(`t${i + 1}`) })),
    { as: 'level', of: column('level') },
    { as: 'open', of: mayBeOpen ? when(isOpen, number(1), number(0)) : number(0) },
    // Joins from first starts give one attempt an actor as it is.
    {
      as: 'place',
      of: q.entry === 'any' || dialect.nextStep !== 'asof' ? over(call('ROW_NUMBER'), actor, order) : number(1),
    },
  ];
  return { name: 'ranked', comment: 'ranked', select: { columns, from: { kind: 'cte', name: 'attempts' } } };
}
