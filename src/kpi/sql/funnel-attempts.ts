/** Of every start: how far its attempt came, whether it counts at all, and of each actor which attempt is the one that counts. */
import { chainKey, isMarked, same } from './funnel-instants';
import type { Shape } from './funnel-shape';
import {
  and,
  binary,
  call,
  choose,
  column,
  number,
  or,
  over,
  when,
  type Cte,
  type Expression,
  type Order,
  type Output,
  type When,
} from './tree';

const minus = (a: string, b: string): Expression => binary(column(a), '-', column(b));
const atLeast = (name: string, n: number): Expression => binary(column(name), '>=', number(n));
const lastOf = ({ required }: Shape): number => required[required.length - 1];
const actorAndBucket = (shape: Shape) => ['u', ...(shape.trend ? ['b'] : [])].map((name) => column(name));
const byGroups = (names: readonly string[]): Order[] => names.map((g) => ({ by: column(g), text: true }));
const byStart = ({ groups }: Shape): Order[] => [{ by: column('t1') }, ...byGroups(groups)];

const ownColumns = (shape: Shape): string[] => [
  ...chainKey(shape),
  ...shape.steps.map((k) => `t${k}`),
  ...shape.groups,
  ...(shape.trend ? ['b'] : []),
];

/** One row a start: `t1` … `tK`, `depth` (the last required step it reached), `x1` …, and for entry `first` the chain's first start. */
export function attempts(shape: Shape, from: string): Cte {
  const { order, steps, required, exclusions, entry } = shape;
  const isAny = order === 'any';
  const later = isAny ? steps.slice(1).map((k) => ({ as: `t${k}`, of: jth(shape, k) })) : steps.slice(1).map(byName);
  const key = chainKey(shape);
  return {
    name: 'attempts',
    comment: 'attempts',
    select: {
      columns: [
        ...key.map(same),
        { as: 't1', of: column('t') },
        ...later,
        ...[...shape.groups, ...(shape.trend ? ['b'] : []), ...exclusions.map(({ at }) => at)].map(same),
        ...(order === 'strict' && shape.mayBeOpen && required.length > 1 ? [same('z')] : []),
        { as: 'depth', of: isAny ? differentSteps(shape) : depth(shape) },
        ...(entry === 'first'
          ? [
              {
                as: 'first',
                of: over(
                  call('MIN', column('t')),
                  key.map((name) => column(name))
                ),
              },
            ]
          : []),
      ],
      from: { kind: 'cte', name: from },
      where: [isMarked('s0')],
    },
  };
}

const byName = (k: number): Output => same(`t${k}`);

/** The last required step whose own limits and those of all steps before it are kept. */
function depth(shape: Shape): Expression {
  const { required } = shape;
  const arms = required.slice(1).map((k, i): When => {
    const limits = required.slice(1, i + 2).flatMap((step) => {
      const within = shape.within(step);
      return within === undefined
        ? []
        : [binary(minus(`t${step}`, shape.before(step) === 1 ? 't' : `t${shape.before(step)}`), '<=', number(within))];
    });
    return { when: and([binary(minus(`t${k}`, 't'), '<=', number(shape.window)), ...limits]), then: number(k) };
  });
  return arms.length === 0 ? number(1) : choose(arms.reverse(), number(1));
}

/** Any order: how many different steps happened in the window. */
function differentSteps({ steps }: Shape): Expression {
  return steps.map((k) => when(atLeast(`r${k}`, 1), number(1), number(0))).reduce((sum, one) => binary(sum, '+', one));
}

/** Any order: when the j-th different step came; NULL where there is none. */
function jth({ steps }: Shape, j: number): Expression {
  return choose(steps.map((k) => ({ when: binary(column(`r${k}`), '=', number(j)), then: column(`w${k}`) })));
}

/** Attempts that are not excluded, and of entry `first` only the first: with `did3` … of optional steps, and `alive`, 1 where it may go on. */
export function kept(shape: Shape): Cte {
  return {
    name: 'kept',
    comment: 'kept',
    select: {
      columns: [
        ...ownColumns(shape).map(same),
        same('depth'),
        ...shape.optional.map((k) => ({ as: `did${k}`, of: when(and(optionalDone(shape, k)), number(1)) })),
        { as: 'alive', of: alive(shape) },
      ],
      from: { kind: 'cte', name: 'attempts' },
      where: [
        ...(shape.entry === 'first' ? [binary(column('t1'), '=', column('first'))] : []),
        ...shape.exclusions.map(({ at, after, before }) => {
          const meets = and([
            atLeast('depth', after),
            binary(minus(at, 't1'), '<=', number(shape.window)),
            or([binary(column('depth'), '<', number(before)), binary(column(at), '<', column(`t${before}`))]),
          ]);
          // Where nothing is excluded the terms are NULL, neither true nor false.
          return binary(when(meets, number(1), number(0)), '=', number(0));
        }),
      ],
    },
  };
}

/** The first such event after the required step before it, and before the next one, if the attempt took that. */
function optionalDone(shape: Shape, k: number): Expression[] {
  const [before, after] = [shape.before(k), shape.after(k)];
  const within = shape.within(k);
  return [
    atLeast('depth', before),
    binary(minus(`t${k}`, 't1'), '<=', number(shape.window)),
    ...(within === undefined ? [] : [binary(minus(`t${k}`, `t${before}`), '<=', number(within))]),
    or([
      binary(column('depth'), '<', number(after)),
      binary(column(`t${k}`), shape.ties === 'strict' ? '<' : '<=', column(`t${after}`)),
    ]),
  ];
}

/** 1 where the attempt is not through and its next step may still come in time. */
function alive(shape: Shape): Expression {
  const { required, window, asOf, order } = shape;
  if (!shape.mayBeOpen) {
    return number(0);
  }
  const over = [atLeast('depth', lastOf(shape)), binary(column('t1'), '<', number(asOf - window))];
  const missed = required.slice(0, -1).flatMap((k): Expression[] => {
    const within = shape.within(shape.after(k));
    const gone = [
      ...(within === undefined ? [] : [binary(column(`t${k}`), '<', number(asOf - within))]),
      ...(order === 'strict' ? [binary(column(`t${k}`), '<', column('z'))] : []),
    ];
    return gone.length === 0 ? [] : [and([binary(column('depth'), '=', number(k)), or(gone)])];
  });
  return when(or([...over, ...missed]), number(0), number(1));
}

/** The kept attempts of each actor (and bucket), the counted one first; `f1` … = 1 for the first attempt that took an event as that step. */
export function ranked(shape: Shape): Cte {
  const { steps, constants } = shape;
  const actor = actorAndBucket(shape);
  const order: Order[] = [{ by: column('depth'), descending: true }, ...byStart(shape), ...byGroups(constants)];
  const open = and([
    binary(column('depth'), '<', number(lastOf(shape))),
    binary(over(call('MAX', column('alive')), actor), '>=', number(1)),
  ]);
  const firstToTake = (k: number): Expression => {
    const event = when(reachedStep(shape, k, 'depth'), column(`t${k}`));
    return over(call('ROW_NUMBER'), [...chainKey(shape).map((name) => column(name)), event], byStart(shape));
  };
  return {
    name: 'ranked',
    comment: 'ranked',
    select: {
      columns: [
        ...ownColumns(shape)
          .filter((name) => !chainKey(shape).includes(name))
          .map(same),
        same('depth'),
        ...shape.optional.map((k) => same(`did${k}`)),
        { as: 'still', of: shape.mayBeOpen ? when(open, number(1), number(0)) : number(0) },
        { as: 'place', of: over(call('ROW_NUMBER'), actor, order) },
        ...(shape.totals ? steps.map((k) => ({ as: `f${k}`, of: firstToTake(k) })) : []),
      ],
      from: { kind: 'cte', name: 'kept' },
    },
  };
}

/** Whether the attempt did step k; `level` is the column that says how far it came. */
export function reachedStep(shape: Shape, k: number, level: 'depth' | 'level'): Expression {
  return shape.optional.includes(k) ? isMarked(level === 'depth' ? `did${k}` : `done${k}`) : atLeast(level, k);
}

/**
 * `level`, `open`, `done3` … (optional), `d2` … (the times between steps) of the counted attempts, 0 and NULL in the others, which are only
 * there for totals: `a1` … = 1 where the row brings a new event of the step.
 */
export function counted(shape: Shape): Cte {
  const { steps, totals } = shape;
  const isCounted = binary(column('place'), '=', number(1));
  const only = (of: Expression, otherwise?: Expression) => (totals ? when(isCounted, of, otherwise) : of);
  const between = (k: number): Expression => {
    const previous = shape.order === 'any' ? k - 1 : shape.before(k);
    return when(and([...(totals ? [isCounted] : []), reachedStep(shape, k, 'depth')]), minus(`t${k}`, `t${previous}`));
  };
  const isNew = (k: number) => and([binary(column(`f${k}`), '=', number(1)), reachedStep(shape, k, 'depth')]);
  return {
    name: 'counted',
    comment: totals ? 'ranked' : 'counted',
    select: {
      columns: [
        ...[...shape.groups, ...(shape.trend ? ['b'] : [])].map(same),
        { as: 'level', of: only(column('depth'), number(0)) },
        ...shape.optional.map((k) => ({ as: `done${k}`, of: only(column(`did${k}`)) })),
        { as: 'open', of: only(column('still'), number(0)) },
        ...(shape.trend ? [] : steps.slice(1).map((k) => ({ as: `d${k}`, of: between(k) }))),
        ...(totals ? steps.map((k) => ({ as: `a${k}`, of: when(isNew(k), number(1)) })) : []),
      ],
      from: { kind: 'cte', name: 'ranked' },
      ...(totals ? {} : { where: [isCounted] }),
    },
  };
}
