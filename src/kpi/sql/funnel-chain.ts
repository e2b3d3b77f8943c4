/**
 * Four ways to write, for every start, when the following steps come at the earliest: t2 is the first step-2 event after the start,
 * t3 the first step-3 event after t2, and so on. Earliest is always best, since the window is measured from the start. All give
 * a row per start with `u, t1 … tK` and the groups; neither joins all pairs of an actor's events. Which is quicker was measured:
 * docs/decisions/002-own-sql-printer.md.
 */
import { and, binary, call, column, number, or, over, when, type Cte, type Expression, type Output } from './tree';

export interface Chain {
  readonly steps: number;
  readonly ties: 'strict' | 'loose';
  /** Names of the group columns inside the statement: g1, g2 … */
  readonly groups: readonly string[];
}

/**
 * Steps are marked 1 or NULL. `>= 1` is for PostgreSQL's planner, which knows nothing of computed columns: it takes a third of the
 * rows to be greater. By `= 1` (0.5 %) it would join in loops, by IS NOT NULL (99.5 %) expect so much that it compiles for seconds.
 */
export const isStep = (k: number, of?: string): Expression => binary(column(`s${k}`, of), '>=', number(1));
const same = (name: string): Output => ({ as: name, of: column(name) });
const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);

/**
 * Running minima over the actor's events, read backwards. Layer k adds tk: at each event, the time of the first step-k event after
 * it, and takes tk+1 … tK over from that event. Since a later step-k event never has an earlier follower, the minimum over all
 * later step-k events is that of the first. All layers have one order, so the store sorts once.
 */
export function windowChain({ steps, ties, groups }: Chain): readonly Cte[] {
  const frame = ties === 'strict' ? 'before' : 'beforeOrEqual';
  const order = [{ by: column('t'), descending: true }];
  return range(2, steps)
    .reverse()
    .map((k): Cte => {
      const next = (value: Expression) => over(call('MIN', when(isStep(k), value)), [column('u')], order, frame);
      return {
        name: `next${k}`,
        comment: 'next',
        select: {
          columns: [
            same('u'),
            same('t'),
            ...range(1, k - 1).map((i) => same(`s${i}`)),
            ...groups.map(same),
            { as: `t${k}`, of: next(column('t')) },
            ...range(k + 1, steps).map((i) => ({ as: `t${i}`, of: next(column(`t${i}`)) })),
          ],
          from: { kind: 'cte', name: k === steps ? 'events' : `next${k + 1}` },
        },
      };
    });
}

/** ASOF joins between steps, the last first: each step-k event with the nearest step-k+1 event after it and what follows that. */
export function asofChain({ steps, ties, groups }: Chain): readonly Cte[] {
  const ctes: Cte[] = [];
  for (const k of range(1, steps).reverse()) {
    const own = k === 1 ? groups : [];
    ctes.push({
      name: `step${k}`,
      comment: 'step',
      select: {
        columns: [same('u'), { as: `t${k}`, of: column('t') }, ...own.map(same)],
        from: { kind: 'cte', name: 'events' },
        where: [isStep(k)],
      },
    });
    if (k < steps) {
      const next = k + 1 === steps ? `step${steps}` : `chain${k + 1}`;
      ctes.push({
        name: `chain${k}`,
        comment: 'chain',
        select: {
          columns: [
            { as: 'u', of: column('u', `step${k}`) },
            { as: `t${k}`, of: column(`t${k}`, `step${k}`) },
            ...own.map((g) => ({ as: g, of: column(g, `step${k}`) })),
            ...range(k + 1, steps).map((i) => ({ as: `t${i}`, of: column(`t${i}`, next) })),
          ],
          from: {
            kind: 'join',
            left: `step${k}`,
            joins: [
              {
                how: 'ASOF LEFT JOIN',
                right: next,
                on: [
                  binary(column('u', `step${k}`), '=', column('u', next)),
                  binary(column(`t${k}`, `step${k}`), ties === 'strict' ? '<' : '<=', column(`t${k + 1}`, next)),
                ],
              },
            ],
          },
        },
      });
    }
  }
  return ctes;
}

/**
 * Entry `first` without joins: minima over all of an actor's events, forward. Layer k adds tk, the first step-k event after tk-1;
 * from the second on only the first start and the later steps in its window are left. `window` is in the units of `t`.
 * The starts are the rows with `s1` and t = t1.
 */
export function forwardChain({ steps, ties, groups }: Chain, window: number): readonly Cte[] {
  const [t, t1] = [column('t'), column('t1')];
  return range(1, steps).map((k): Cte => {
    const after = binary(t, ties === 'strict' ? '>' : '>=', column(`t${k - 1}`));
    const isNext = k === 1 ? isStep(1) : and([isStep(k), after]);
    const inWindow = [
      binary(t, '>=', t1),
      binary(binary(t, '-', t1), '<=', number(window)),
      or([binary(t, '=', t1), ...range(2, steps).map((i) => isStep(i))]),
    ];
    return {
      name: `first${k}`,
      comment: k === 1 ? 'first' : 'after',
      select: {
        columns: [
          ...['u', 't', 's1', ...range(Math.max(2, k), steps).map((i) => `s${i}`), ...groups].map(same),
          ...range(1, k - 1).map((i) => same(`t${i}`)),
          { as: `t${k}`, of: over(call('MIN', when(isNext, t)), [column('u')]) },
        ],
        from: { kind: 'cte', name: k === 1 ? 'events' : `first${k - 1}` },
        ...(k === 2 ? { where: inWindow } : {}),
      },
    };
  });
}

/**
 * Entry `first` with joins: one start an actor, then one minimum a step over the actor's events in the window. Each join has one row
 * an actor on its left, so its work grows with the events, not with their pairs; for stores that hash whatever they guess of
 * the sizes. PostgreSQL without statistics joins in loops (35 s for 50,000 events). `window` is in the units of `t`.
 */
export function firstJoins({ steps, ties, groups }: Chain, window: number): readonly Cte[] {
  const ctes: Cte[] = firstStarts(groups);
  for (const k of range(2, steps)) {
    const before = `step${k - 1}`;
    const at = column('t', 'events');
    ctes.push({
      name: `step${k}`,
      comment: 'after',
      select: {
        columns: [
          { as: 'u', of: column('u', before) },
          { as: 't1', of: column('t1', before) },
          { as: `t${k}`, of: call('MIN', at) },
        ],
        from: {
          kind: 'join',
          left: before,
          joins: [
            {
              how: 'JOIN',
              right: 'events',
              on: [
                binary(column('u', 'events'), '=', column('u', before)),
                isStep(k, 'events'),
                binary(at, ties === 'strict' ? '>' : '>=', column(`t${k - 1}`, before)),
                binary(binary(at, '-', column('t1', before)), '<=', number(window)),
              ],
            },
          ],
        },
        groupBy: 2,
      },
    });
  }
  return ctes;
}

/** `step1`: u, t1 and the groups of each actor's first start. */
function firstStarts(groups: readonly string[]): Cte[] {
  const from = { kind: 'cte', name: 'events' } as const;
  const start = [isStep(1)];
  if (groups.length === 0) {
    const columns = [same('u'), { as: 't1', of: call('MIN', column('t')) }];
    return [{ name: 'step1', comment: 'first', select: { columns, from, where: start, groupBy: 1 } }];
  }
  const order = [{ by: column('t') }, ...groups.map((g) => ({ by: column(g), text: true }))];
  const place = { as: 'place', of: over(call('ROW_NUMBER'), [column('u')], order) };
  const own = [same('u'), ...groups.map(same)];
  return [
    {
      name: 'starts',
      comment: 'step',
      select: { columns: [...own, { as: 't1', of: column('t') }, place], from, where: start },
    },
    {
      name: 'step1',
      comment: 'first',
      select: {
        columns: [...own, same('t1')],
        from: { kind: 'cte', name: 'starts' },
        where: [binary(column('place'), '=', number(1))],
      },
    },
  ];
}
