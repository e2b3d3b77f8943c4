/**
 * Two ways to write, for every start, when the following steps come at the earliest: t2 is the first step-2 event after the start,
 * t3 the first step-3 event after t2, and so on. Earliest is always best, since the window is measured from the start. Both give
 * a row per start with `u, t1 … tK` and the groups; neither joins all pairs of an actor's events. Which is quicker was measured:
 * docs/decisions/002-own-sql-printer.md.
 */
import { binary, call, column, number, over, when, type Cte, type Expression, type Output } from './tree';

export interface Chain {
  readonly steps: number;
  readonly ties: 'strict' | 'loose';
  /** Names of the group columns inside the statement: g1, g2 … */
  readonly groups: readonly string[];
}

const isStep = (k: number): Expression => binary(column(`s${k}`), '=', number(1));
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
            kind: 'asof',
            left: `step${k}`,
            right: next,
            on: [
              binary(column('u', `step${k}`), '=', column('u', next)),
              binary(column(`t${k}`, `step${k}`), ties === 'strict' ? '<' : '<=', column(`t${k + 1}`, next)),
            ],
          },
        },
      });
    }
  }
  return ctes;
}
