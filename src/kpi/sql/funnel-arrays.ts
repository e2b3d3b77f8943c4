/**
 * Plain funnels of stores that have arrays with lambdas: one GROUP BY puts each actor's events into a list, sorted once, and the rest is
 * passes over that list. No pass nests another, so the work grows with an actor's events, not with their pairs.
 *
 * An element of the list, a key, is `time · MARKS + mark`: the time since the range's start, and a mark from 1 to K that says which step
 * it is. Marks order the events of one instant. With loose ties they rise with the steps, so that a step of the same instant lies
 * behind the one before it; with strict ties they fall, so that whatever lies behind is later. An event that is two steps is two keys.
 */
import { conditionTerms } from './conditions';
import type { Dialect, TimeColumn } from './dialects';
import { areDisjoint } from './disjoint';
import { relationSource } from './relation';
import {
  and,
  binary,
  call,
  choose,
  column,
  divideWhole,
  isNotNull,
  isNull,
  lambda,
  number,
  or,
  parameter,
  text,
  when,
  type Cte,
  type Expression,
  type Output,
} from './tree';
import type { FunnelQuery } from './types';

interface Lists {
  readonly q: FunnelQuery;
  readonly dialect: Dialect;
  readonly steps: number;
  readonly groups: readonly string[];
  /** Keys a unit of time: a power of two over the number of steps. */
  readonly marks: number;
  readonly mark: (step: number) => number;
  /** In units of keys. */
  readonly window: number;
  readonly mayBeOpen: boolean;
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
const same = (name: string): Output => ({ as: name, of: column(name) });
const [x, y] = [parameter('x'), parameter('y')];
const [one, none] = [number(1), number(0)];
const marksOf = (steps: number) => Math.pow(2, Math.ceil(Math.log2(steps + 1)));

/** Whether all keys are whole numbers that a double holds, as this compiler computes with them: with four steps 35 years of microseconds. */
export function fitsArrays(q: FunnelQuery, dialect: Dialect): boolean {
  const span = (q.toMs - q.fromMs + 2 * q.windowMs + 2) * dialect.perMs(q.timeType);
  return dialect.nextStep === 'arrays' && span * marksOf(q.steps.length) <= Number.MAX_SAFE_INTEGER;
}

/** The statement's CTEs up to `counted`: one row an actor, with the groups, `level`, `open` and `d2` … `dK` of its counted attempt. */
export function arrayFunnel(q: FunnelQuery, dialect: Dialect, groups: readonly string[]): readonly Cte[] {
  const steps = q.steps.length;
  const marks = marksOf(steps);
  const lists: Lists = {
    ...{ q, dialect, steps, groups, marks },
    mark: (k) => (q.ties === 'loose' ? k : steps + 1 - k),
    window: q.windowMs * dialect.perMs(q.timeType) * marks,
    mayBeOpen: steps > 1 && q.toMs - 1 + q.windowMs >= q.asOfMs,
  };
  const start = q.entry === 'any' ? deepest(lists) : [start1(lists, 'listed', [], none)];
  const chained = chain(lists, start[start.length - 1].name);
  const ended = q.entry === 'any' ? chained : [...chained, levels(lists, chained)];
  return [events(lists), listed(lists), ...start, ...ended, counted(lists, ended)];
}

/** One row an event that is a step: `u`, `t` (a key without its mark) and its mark `k`, or the list of its marks; with groups, `s1`. */
function events({ q, dialect, steps, groups, marks, mark }: Lists): Cte {
  const time: TimeColumn = { column: column(q.time), type: q.timeType };
  const end = Math.min(q.toMs + q.windowMs, q.asOfMs);
  const conditions = q.steps.map((step) => conditionTerms(step.where, dialect));
  // Only starts must lie in the range and pass the filters; the steps after them may be later and look otherwise.
  const start = and([
    ...conditions[0],
    ...conditionTerms(q.filters, dialect),
    ...(end > q.toMs ? [dialect.before(time, q.toMs)] : []),
  ]);
  const isStep = [start, ...conditions.slice(1).map(and)];
  const markOf = range(1, steps).map((k) => ({ when: isStep[k - 1], then: number(mark(k)) }));
  const since = binary(dialect.count(time), '-', number(q.fromMs * dialect.perMs(q.timeType)));
  return {
    name: 'events',
    comment: 'events',
    select: {
      columns: [
        { as: 'u', of: dialect.identity(column(q.actor)) },
        { as: 't', of: binary(call('assumeNotNull', since), '*', number(marks)) },
        {
          as: 'k',
          of: areDisjoint(q) ? choose(markOf) : call('array', ...markOf.map((arm) => choose([arm], none))),
        },
        ...(groups.length > 0 ? [{ as: 's1', of: when(start, one, none) }] : []),
        ...q.groups.map((g, i) => ({ as: groups[i], of: dialect.asText(column(g.field)) })),
      ],
      from: relationSource(q.relation, q.dialect),
      where: [...dialect.between(time, q.fromMs, end), isNotNull(column(q.actor)), or(conditions.map(and))],
    },
  };
}

/**
 * One row an actor: `e`, its keys in order, before them one that is no step and too early for any window; with groups `g`, the starts'
 * keys without mark, each with its groups such that the first in order is the one that counts, NULL last.
 */
function listed({ q, groups, marks, window }: Lists): Cte {
  const [t, k] = [column('t'), column('k')];
  const several = call(
    'arrayMap',
    lambda(['x'], binary(x, '+', t)),
    call('arrayFilter', lambda(['x'], binary(x, '>', none)), k)
  );
  const keys = areDisjoint(q) ? call('groupArray', binary(t, '+', k)) : call('groupArrayArray', several);
  const parts = groups.flatMap((g) => [when(isNull(column(g)), one, none), call('COALESCE', column(g), text('', g))]);
  return {
    name: 'listed',
    comment: 'listed',
    select: {
      columns: [
        same('u'),
        { as: 'e', of: call('arraySort', call('arrayPushFront', keys, number(-window - marks))) },
        ...(groups.length > 0 ? [{ as: 'g', of: call('groupArrayIf', call('tuple', t, ...parts), column('s1')) }] : []),
      ],
      from: { kind: 'cte', name: 'events' },
      groupBy: 1,
    },
  };
}

const isMark = ({ marks, mark }: Lists, k: number): Expression =>
  binary(call('bitAnd', x, number(marks - 1)), '=', number(mark(k)));
/** What a key of an attempt may at most be over the key of its start. */
const reach = ({ window, marks, mark }: Lists): number => window + marks - 1 - mark(1);
const carriedLists = ({ groups }: Lists): string[] => ['e', ...(groups.length > 0 ? ['g'] : [])];

/**
 * Entry `any`: the start of the counted attempt. `f1` … are lists beside `e`: at each key the latest start from which step k has been
 * reached by then. A later start never comes to a step earlier, so `ek`, the first step-k key that is in its latest start's window, is
 * the first that any attempt reaches in time; and the earliest start of the deepest level is the first whose window holds that key.
 */
function deepest(lists: Lists): Cte[] {
  const { steps, mark, window, mayBeOpen } = lists;
  const e = column('e');
  const ctes: Cte[] = [];
  for (const k of range(1, steps)) {
    const f = column(`f${k - 1}`);
    const inTime = and([isMark(lists, k), binary(binary(x, '-', y), '<=', number(reach(lists)))]);
    ctes.push({
      name: `reached${k}`,
      comment: 'reached',
      select: {
        columns: [
          ...carriedLists(lists).map(same),
          ...range(2, k - 1).map((i) => same(`e${i}`)),
          ...(k > 1 ? [{ as: `e${k}`, of: call('arrayFirst', lambda(['x', 'y'], inTime), e, f) }] : []),
          ...(mayBeOpen && k > 2 ? [same('last')] : []),
          ...(mayBeOpen && k === 2 ? [{ as: 'last', of: call('arrayElement', f, number(-1)) }] : []),
          ...(k < steps ? [{ as: `f${k}`, of: filled(lists, k) }] : []),
        ],
        from: { kind: 'cte', name: k === 1 ? 'listed' : `reached${k - 1}` },
      },
    });
  }
  const byDepth = range(2, steps).reverse();
  const found = (k: number) => binary(column(`e${k}`), '>', none);
  const first = byDepth.map((k) => ({
    when: found(k),
    then: binary(column(`e${k}`), '-', number(mark(k) + window - mark(1))),
  }));
  const level = byDepth.map((k) => ({ when: found(k), then: number(k) }));
  const since = steps === 1 ? none : choose(first, none);
  ctes.push({
    name: 'deepest',
    comment: 'deepest',
    select: {
      columns: [
        ...[...carriedLists(lists), ...(mayBeOpen ? ['last'] : [])].map(same),
        { as: 'level', of: steps === 1 ? one : choose(level, one) },
        { as: 'since', of: since },
      ],
      from: { kind: 'cte', name: `reached${steps}` },
    },
  });
  return [...ctes, start1(lists, 'deepest', ['level', ...(mayBeOpen ? ['last'] : [])], column('since'))];
}

function filled(lists: Lists, k: number): Expression {
  return k === 1
    ? call('arrayFill', lambda(['x'], isMark(lists, 1)), column('e'))
    : call('arrayFill', lambda(['y', 'x'], isMark(lists, k)), column(`f${k - 1}`), column('e'));
}

/** `t1`: the first start at or after `since`, 0 for those who never started. */
function start1(lists: Lists, from: string, carried: readonly string[], since: Expression): Cte {
  const isStart = and([isMark(lists, 1), binary(x, '>=', since)]);
  return {
    name: 'step1',
    comment: 'start',
    select: {
      columns: [
        ...[...carriedLists(lists), ...carried].map(same),
        { as: 't1', of: call('arrayFirst', lambda(['x'], isStart), column('e')) },
      ],
      from: { kind: 'cte', name: from },
    },
  };
}

/** `t2` … `tK`: the first key of each step behind the one before it, 0 where there is none. They count up to `level`. */
function chain(lists: Lists, from: string): Cte[] {
  const { q, steps, groups, mayBeOpen } = lists;
  const carried = q.entry === 'any' ? ['level', ...(mayBeOpen ? ['last'] : [])] : [];
  return range(1, steps).map((k): Cte => {
    // Of step 1 there is the groups' choice instead, and who never started is left out.
    const next = and([isMark(lists, k), binary(x, '>', column(`t${k - 1}`))]);
    const isStart = binary(call('tupleElement', x, one), '=', binary(column('t1'), '-', number(lists.mark(1))));
    const own = call('arraySort', call('arrayFilter', lambda(['x'], isStart), column('g')));
    const chosen = k === 1 ? { as: 'own', of: call('arrayElement', own, one) } : same('own');
    return {
      name: k === 1 ? 'started' : `step${k}`,
      comment: k === 1 ? 'began' : 'after',
      select: {
        columns: [
          same('e'),
          ...(groups.length > 0 ? [chosen] : []),
          ...carried.map(same),
          ...range(1, Math.max(1, k - 1)).map((i) => same(`t${i}`)),
          ...(k > 1 ? [{ as: `t${k}`, of: call('arrayFirst', lambda(['x'], next), column('e')) }] : []),
        ],
        from: { kind: 'cte', name: k === 1 ? from : k === 2 ? 'started' : `step${k - 1}` },
        ...(k === 1 ? { where: [binary(column('t1'), '>', none)] } : {}),
      },
    };
  });
}

/** Entry `first`: how far its only attempt came, up to the first step that is missing or too late. */
function levels(lists: Lists, chained: readonly Cte[]): Cte {
  const { steps, groups } = lists;
  const arms = range(2, steps).map((k) => ({
    when: or([
      binary(column(`t${k}`), '=', none),
      binary(binary(column(`t${k}`), '-', column('t1')), '>', number(reach(lists))),
    ]),
    then: number(k - 1),
  }));
  return {
    name: 'attempts',
    comment: 'attempts',
    select: {
      columns: [
        ...(groups.length > 0 ? [same('own')] : []),
        ...range(1, steps).map((i) => same(`t${i}`)),
        { as: 'level', of: arms.length === 0 ? one : choose(arms, number(steps)) },
      ],
      from: { kind: 'cte', name: chained[chained.length - 1].name },
    },
  };
}

function counted({ q, dialect, steps, groups, marks, mayBeOpen }: Lists, before: readonly Cte[]): Cte {
  const time = (k: number) => divideWhole(column(`t${k}`), number(marks));
  const atLeast = (k: number) => binary(column('level'), '>=', number(k));
  const open = (q.asOfMs - q.windowMs - q.fromMs) * dialect.perMs(q.timeType) * marks;
  // The last start's window is the last to end; entry `first` has no other attempt than the counted one.
  const last = column(q.entry === 'any' ? 'last' : 't1');
  const isOpen = and([binary(column('level'), '<', number(steps)), binary(last, '>=', number(open))]);
  const part = (i: number) => call('tupleElement', column('own'), number(i));
  return {
    name: 'counted',
    comment: 'counted',
    select: {
      columns: [
        ...groups.map((g, i) => ({ as: g, of: when(binary(part(2 * i + 2), '=', none), part(2 * i + 3)) })),
        same('level'),
        { as: 'open', of: mayBeOpen ? when(isOpen, one, none) : none },
        ...range(2, steps).map((k) => ({
          as: `d${k}`,
          of: when(atLeast(k), binary(time(k), '-', time(k - 1))),
        })),
      ],
      from: { kind: 'cte', name: before[before.length - 1].name },
    },
  };
}
