/** Exact quantiles where the store has no such aggregate: rows get their place in their bucket's order, and two of them are read. */
import { fold, input, seconds, type Scope } from './aggregate';
import { fault } from './fault';
import {
  and,
  binary,
  call,
  cast,
  column,
  decimal,
  isNotNull,
  isNull,
  number,
  over,
  star,
  when,
  type Cte,
  type Expression,
  type Output,
  type Select,
} from './tree';
import type { SliceQuery } from './types';

/** More would overflow 64 bits beside a thousand million rows. */
const MAX_DECIMALS = 9;

/** Whether the dialect has to count places for one of the aggregates. */
export function needsPlaces(q: SliceQuery, { dialect }: Scope): boolean {
  return dialect.quantile.exact === null && q.aggregates.some(({ of }) => of.kind === 'quantile' && !of.approximate);
}

/**
 * `keys` (the bucket and the groups) and the aggregates over the rows of `scan`, in one statement: what each row gives to each
 * aggregate is reckoned once, quantiles of the same values share their places. NULL values have places after all others.
 */
export function selectByPlaces(
  q: SliceQuery,
  keys: readonly Output[],
  scan: Pick<Select, 'from' | 'where'>,
  scope: Scope
): Select {
  const names = keys.map((_, i) => `k${i + 1}`);
  const given = new Map<string, { readonly name: string; readonly of: Expression; placed: boolean }>();
  const outputs = q.aggregates.map((a) => {
    const of = input(a, scope);
    const placed = a.of.kind === 'quantile' && !a.of.approximate;
    if (of === star) {
      return { as: a.name, of: fold(a.of, star, scope) };
    }
    const id = JSON.stringify(of);
    const known = given.get(id) ?? { name: String(given.size + 1), of, placed };
    known.placed ||= placed;
    given.set(id, known);
    const value =
      a.of.kind === 'quantile' && placed
        ? seconds(a.of.value, quantile(known.name, a.of.q, scope), scope)
        : fold(a.of, column(`v${known.name}`), scope);
    return { as: a.name, of: value };
  });
  const values = [...given.values()];
  return {
    with: [
      {
        name: 'given',
        comment: 'given',
        select: {
          ...scan,
          columns: [
            ...keys.map(({ of }, i) => ({ as: names[i], of })),
            ...values.map(({ name, of }) => ({ as: `v${name}`, of })),
          ],
        },
      },
      placesOf(
        names,
        values.map((v) => v.name),
        values.filter((v) => v.placed).map((v) => v.name)
      ),
    ],
    columns: [
      ...keys.map(({ as }, i) => ({ as, of: column(names[i]) })),
      ...outputs,
      { as: 'observed', of: call('COUNT', star) },
    ],
    from: { kind: 'cte', name: 'placed' },
    groupBy: keys.length,
  };
}

/** Beside each value `v1` its place `p1` (from 1) among its bucket's and group's, and how many there are, `c1`. */
function placesOf(keys: readonly string[], values: readonly string[], placed: readonly string[]): Cte {
  const partition = keys.map((key) => column(key));
  const same = (name: string): Output => ({ as: name, of: column(name) });
  const order = (name: string) => [
    { by: when(isNull(column(`v${name}`)), number(1), number(0)) },
    { by: column(`v${name}`) },
  ];
  return {
    name: 'placed',
    comment: 'placed',
    select: {
      columns: [
        ...keys.map(same),
        ...values.map((name) => same(`v${name}`)),
        ...placed.map((name) => ({ as: `p${name}`, of: over(call('ROW_NUMBER'), partition, order(name)) })),
        ...placed.map((name) => ({
          as: `c${name}`,
          of: cast(over(call('COUNT', column(`v${name}`)), partition), 'bigint'),
        })),
      ],
      from: { kind: 'cte', name: 'given' },
    },
  };
}

/**
 * PERCENTILE_CONT. Counted from 0 the quantile stands at (n − 1) · q; `ahead` is how far that is beyond a row's place, in whole
 * parts of a place, so that which rows are beside it is exact. One row (then `ahead` is 0), or two: the lower and the upper.
 */
function quantile(name: string, q: string, { dialect }: Scope): Expression {
  const digits = (q.split('.')[1] ?? '').replace(/0+$/, '');
  if (digits.length > MAX_DECIMALS) {
    throw fault('PL2261', { dialect: dialect.name, what: `quantile of more than ${MAX_DECIMALS} decimals (${q})` });
  }
  const parts = 10 ** digits.length;
  const numerator = Math.round(Number(q) * parts);
  const from0 = (of: string) => binary(column(`${of}${name}`), '-', number(1));
  const ahead = binary(binary(from0('c'), '*', number(numerator)), '-', binary(from0('p'), '*', number(parts)));
  const value = column(`v${name}`);
  const beside = and([isNotNull(value), binary(ahead, '>', number(-parts)), binary(ahead, '<', number(parts))]);
  const lower = call('MIN', when(beside, value));
  const upper = call('MAX', when(beside, value));
  const share = binary(call('MAX', when(beside, ahead)), '/', decimal(parts));
  return binary(lower, '+', binary(binary(upper, '-', lower), '*', share));
}
