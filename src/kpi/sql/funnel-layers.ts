/**
 * For every instant of an actor, when the following steps come: running minima read backwards in time, one sort for all of them, as in
 * `windowChain` (funnel-chain.ts). What else hangs on a step (an optional step after it, what is excluded after it) travels along: the
 * first such event after a later step is never earlier, so that the minimum over all later steps is that of the first.
 */
import { chainKey, isMarked, same } from './funnel-instants';
import type { Shape } from './funnel-shape';
import { binary, call, column, number, over, when, type Cte, type Expression, type Frame, type Output } from './tree';

/** DuckDB's planner doubles its work with every window over a window: 0.7 s for 16 steps, 95 s for 24. It starts anew at what is materialised. */
const LAYERS_AT_ONCE = 6;

const byTime = [{ by: column('t'), descending: true }];

/** The earliest `value` among marked rows of the frame. */
function earliest(shape: Shape, mark: string, value: Expression, frame: Frame): Expression {
  const key = chainKey(shape).map((name) => column(name));
  return over(call('MIN', when(isMarked(mark), value)), key, byTime, frame);
}

const carriedAlong = (shape: Shape): string[] => [
  ...chainKey(shape),
  't',
  's0',
  ...shape.groups,
  ...(shape.trend ? ['b'] : []),
];

/** What is looked for from a required step on: an optional step, or what excludes. */
function itemsAfter(shape: Shape, anchor: number): ReadonlyArray<{ mark: string; as: string; frame: Frame }> {
  const ties: Frame = shape.ties === 'strict' ? 'rowsBefore' : 'rowsBeforeOrEqual';
  return [
    ...shape.optional
      .filter((k) => shape.before(k) === anchor)
      .map((k) => ({ mark: `s${k}`, as: `t${k}`, frame: ties })),
    ...shape.exclusions
      .filter(({ after }) => after === anchor)
      .map(({ at }) => ({ mark: `s${at}`, as: at, frame: 'rowsBefore' as const })),
  ];
}

/** Ordered and strict: a layer a required step, the last first. Ends in `next2` or what the second required step is, with `t2` …, `x1` … */
export function orderedLayers(shape: Shape): { readonly ctes: readonly Cte[]; readonly last: string } {
  const { required } = shape;
  const frame: Frame =
    shape.order === 'strict' ? 'rowBefore' : shape.ties === 'strict' ? 'rowsBefore' : 'rowsBeforeOrEqual';
  const ctes: Cte[] = [];
  let found: string[] = [];
  let from = 'instants';
  for (let i = required.length - 1; i >= 1; i--) {
    const k = required[i];
    const items = itemsAfter(shape, required[i - 1]);
    const waiting = [
      ...required.slice(1, i).map((step) => `s${step}`),
      ...required.slice(0, i - 1).flatMap((anchor) => itemsAfter(shape, anchor).map(({ mark }) => mark)),
    ];
    const columns: Output[] = [
      ...[...carriedAlong(shape), ...waiting].map(same),
      { as: `t${k}`, of: earliest(shape, `s${k}`, column('t'), frame) },
      ...items.map(({ mark, as, frame: own }) => ({ as, of: earliest(shape, mark, column('t'), own) })),
      ...found.map((name) => ({ as: name, of: earliest(shape, `s${k}`, column(name), frame) })),
      ...lastRow(shape, from === 'instants'),
    ];
    ctes.push({
      name: `next${k}`,
      comment: 'next',
      materialized: shape.dialect.nextStep === 'asof' && (required.length - i) % LAYERS_AT_ONCE === 0,
      select: { columns, from: { kind: 'cte', name: from } },
    });
    found = [`t${k}`, ...items.map(({ as }) => as), ...found];
    from = `next${k}`;
  }
  return { ctes, last: from };
}

/** `z`: the time of the actor's last row. In strict order nothing may follow an attempt that is still to go on. */
function lastRow(shape: Shape, isFirst: boolean): Output[] {
  if (shape.order !== 'strict' || !shape.mayBeOpen) {
    return [];
  }
  const key = chainKey(shape).map((name) => column(name));
  return [isFirst ? { as: 'z', of: over(call('MAX', column('t')), key) } : same('z')];
}

/**
 * Any order: `w1` … `wK`, when each step happens at the earliest from an instant on, and of starts `r1` … `rK`, its place among those in the
 * window (equal times in the order of the steps), NULL outside.
 */
export function anyLayers(shape: Shape): { readonly ctes: readonly Cte[]; readonly last: string } {
  const own = carriedAlong(shape);
  const times = shape.steps.map((k) => `w${k}`);
  const next: Cte = {
    name: 'next',
    comment: 'next',
    select: {
      columns: [
        ...own.map(same),
        ...shape.steps.map((k) => ({
          as: `w${k}`,
          of: earliest(shape, `s${k}`, column('t'), 'rowsBeforeOrEqual'),
        })),
        ...shape.exclusions.map(({ at }) => ({ as: at, of: earliest(shape, `s${at}`, column('t'), 'rowsBefore') })),
      ],
      from: { kind: 'cte', name: 'instants' },
    },
  };
  const rank = (k: number): Expression =>
    shape.steps
      .filter((i) => i !== k)
      .map((i) => when(binary(column(`w${i}`), i < k ? '<=' : '<', column(`w${k}`)), number(1), number(0)))
      .reduce((sum, one) => binary(sum, '+', one), number(1));
  const inWindow = (k: number) => binary(binary(column(`w${k}`), '-', column('t')), '<=', number(shape.window));
  const places: Cte = {
    name: 'places',
    comment: 'places',
    select: {
      columns: [
        ...[...own, ...times, ...shape.exclusions.map(({ at }) => at)].map(same),
        ...shape.steps.map((k) => ({ as: `r${k}`, of: when(inWindow(k), rank(k)) })),
      ],
      from: { kind: 'cte', name: 'next' },
      where: [isMarked('s0')],
    },
  };
  return { ctes: [next, places], last: 'places' };
}
