import type { Dialect } from './dialects';
import type { Chain } from './funnel-chain';
import {
  and,
  binary,
  call,
  column,
  decimal,
  divideWhole,
  inList,
  isNotNull,
  isNull,
  number,
  over,
  when,
  type Cte,
  type Expression,
  type Output,
} from './tree';

/** Actors that reached step k. */
export const reached = (k: number): Expression =>
  call('COUNT', when(binary(column('level'), '>=', number(k)), number(1)));

/** Time from step k-1 to step k in the dialect's units, NULL for actors that did not reach k. */
const between = (k: number): Expression =>
  when(binary(column('level'), '>=', number(k)), binary(column(`t${k}`), '-', column(`t${k - 1}`)));

/** The counted attempts of a plain funnel (`place` = 1 of `ranked`): `level`, `open`, and `d2` … `dK`, the times between steps. */
export function countedTimes({ steps, groups }: Chain): Cte {
  const ks = Array.from({ length: steps - 1 }, (_, i) => i + 2);
  return {
    name: 'counted',
    comment: 'counted',
    select: {
      columns: [...groups.map(same), same('level'), same('open'), ...ks.map((k) => ({ as: `d${k}`, of: between(k) }))],
      from: { kind: 'cte', name: 'ranked' },
      where: [binary(column('place'), '=', number(1))],
    },
  };
}

const same = (name: string): Output => ({ as: name, of: column(name) });

/**
 * The median times `m2` … `mK` in ms over the times `d2` … `dK` of `counted`: exact, the mean of the two in the middle for an even number,
 * NULL for none. `carried`: the other columns of `counted` that are still needed.
 */
export function medianColumns(
  {
    steps,
    groups,
    carried,
  }: { readonly steps: number; readonly groups: readonly string[]; readonly carried: readonly string[] },
  dialect: Dialect,
  perMs: number
): { readonly ctes: readonly Cte[]; readonly medians: readonly Output[] } {
  const ks = Array.from({ length: steps - 1 }, (_, i) => i + 2);
  const inMs = (e: Expression) => (perMs === 1 ? e : binary(e, '/', decimal(perMs)));
  const { exact } = dialect.quantile;
  if (exact || steps === 1) {
    return { ctes: [], medians: ks.map((k) => ({ as: `m${k}`, of: inMs(exact!(column(`d${k}`), '0.5')) })) };
  }
  // Places in the group's order, NULLs after all; the one or two in the middle are (n + 1) / 2 and (n + 2) / 2 in whole numbers.
  const group = groups.map((g) => column(g));
  const places: Cte = {
    name: 'placed',
    comment: 'medians',
    select: {
      columns: [
        ...groups.map(same),
        ...carried.map(same),
        ...ks.map((k) => same(`d${k}`)),
        ...ks.map((k) => ({
          as: `p${k}`,
          of: over(call('ROW_NUMBER'), group, [{ by: isNull(column(`d${k}`)) }, { by: column(`d${k}`) }]),
        })),
        ...ks.map((k) => ({ as: `c${k}`, of: over(call('COUNT', column(`d${k}`)), group) })),
      ],
      from: { kind: 'cte', name: 'counted' },
    },
  };
  const middle = (k: number) => [1, 2].map((i) => divideWhole(binary(column(`c${k}`), '+', number(i)), number(2)));
  const medians = ks.map((k) => {
    const isMiddle = and([isNotNull(column(`d${k}`)), inList(column(`p${k}`), middle(k))]);
    return { as: `m${k}`, of: inMs(call('AVG', when(isMiddle, column(`d${k}`)))) };
  });
  return { ctes: [places], medians };
}
