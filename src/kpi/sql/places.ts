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
import type { Aggregate } from '../definition/types';
import type { SliceQuery } from './types';

/** More would overflow 64 bits beside a thousand million rows. */
const MAX_DECIMALS = 9;

/** Whether the dialect has to count places for one of the aggregates. */
export function needsPlaces(q: SliceQuery, { dialect }: Scope): boolean {
  return dialect.quantile.exact === null && q.aggregates.some(({ of }) => isPlaced(of));
}

type Quantile = Extract<Aggregate, { kind: 'quantile' }>;
const isPlaced = (of: Aggregate): of is Quantile => of.kind === 'quantile' && !of.approximate;
const same = (name: string): Output => ({ as: name, of: column(name) });

/**
 * `keys` (the bucket and the groups) and the aggregates over the rows of `scan`, in one statement: what a row gives to an aggregate is
 * reckoned once (`v1` …), quantiles of the same values are of the same order.
 */
export function selectByPlaces(
  q: SliceQuery,
  keys: readonly Output[],
  scan: Pick<Select, 'from' | 'where'>,
  scope: Scope
): Select {
  const names = keys.map((_, i) => `k${i + 1}`);
  const given = new Given();
  const quantiles: Place[] = [];
  const outputs = q.aggregates.map((a) => {
    const value = given.column(input(a, scope));
    if (!isPlaced(a.of)) {
      return { as: a.name, of: fold(a.of, value, scope) };
    }
    const place = placeOf(a.of.q, quantiles.length + 1, value, scope);
    quantiles.push(place);
    return { as: a.name, of: seconds(a.of.value, interpolated(place), scope) };
  });
  const others = [...names, ...given.outputs.map((v) => v.as)].map(same);
  return {
    with: [
      {
        name: 'given',
        comment: 'given',
        select: { ...scan, columns: [...keys.map(({ of }, i) => ({ as: names[i], of })), ...given.outputs] },
      },
      placed(names, others, quantiles),
      beside(others, quantiles),
    ],
    columns: [
      ...keys.map(({ as }, i) => ({ as, of: column(names[i]) })),
      ...outputs,
      { as: 'observed', of: call('COUNT', star) },
    ],
    from: { kind: 'cte', name: 'beside' },
    groupBy: keys.length,
  };
}

/** What rows give to aggregates, each expression once. */
class Given {
  readonly outputs: Output[] = [];
  private readonly names = new Map<string, string>();

  column(of: Expression): Expression {
    if (of === star) {
      return star;
    }
    const id = JSON.stringify(of);
    const name = this.names.get(id) ?? `v${this.outputs.length + 1}`;
    if (!this.names.has(id)) {
      this.names.set(id, name);
      this.outputs.push({ as: name, of });
    }
    return column(name);
  }
}

/** A quantile of `value` at `numerator` / `parts`; its columns are `a1`, `b1` and `h1`, where its `id` is 1. */
interface Place {
  readonly id: number;
  readonly value: Expression;
  readonly numerator: number;
  readonly parts: number;
}

function placeOf(q: string, id: number, value: Expression, { dialect }: Scope): Place {
  const digits = (q.split('.')[1] ?? '').replace(/0+$/, '');
  if (digits.length > MAX_DECIMALS) {
    throw fault('PL2261', { dialect: dialect.name, what: `quantile of more than ${MAX_DECIMALS} decimals (${q})` });
  }
  const parts = 10 ** digits.length;
  return { id, value, numerator: Math.round(Number(q) * parts), parts };
}

/**
 * Counted from 0 the quantile stands at (n − 1) · q. Beside each row how far that is ahead of it, in whole parts of a place, so that
 * it is exact. NULL values have places after all others: a whole place or more behind, or there is nothing else.
 */
function placed(keys: readonly string[], others: readonly Output[], quantiles: readonly Place[]): Cte {
  const partition = keys.map((key) => column(key));
  const ahead = ({ value, numerator, parts }: Place) => {
    const order = [{ by: when(isNull(value), number(1), number(0)) }, { by: value }];
    const count = cast(over(call('COUNT', value), partition), 'bigint');
    const place = over(call('ROW_NUMBER'), partition, order);
    const times = (of: Expression, n: number) => binary(binary(of, '-', number(1)), '*', number(n));
    return binary(times(count, numerator), '-', times(place, parts));
  };
  return {
    name: 'placed',
    comment: 'placed',
    select: {
      columns: [...others, ...quantiles.map((place) => ({ as: `a${place.id}`, of: ahead(place) }))],
      from: { kind: 'cte', name: 'given' },
    },
  };
}

/** Only the one row that the quantile stands at, or the two that it stands between, keep their value and how far it is ahead. */
function beside(others: readonly Output[], quantiles: readonly Place[]): Cte {
  const columns = quantiles.flatMap(({ id, value, parts }) => {
    const ahead = column(`a${id}`);
    const near = and([binary(ahead, '>', number(-parts)), binary(ahead, '<', number(parts))]);
    return [
      { as: `b${id}`, of: when(near, value) },
      { as: `h${id}`, of: when(near, ahead) },
    ];
  });
  return {
    name: 'beside',
    comment: 'beside',
    select: { columns: [...others, ...columns], from: { kind: 'cte', name: 'placed' } },
  };
}

/** PERCENTILE_CONT: from the lower of the two to the upper, as far as the quantile is ahead of the lower. */
function interpolated({ id, parts }: Place): Expression {
  const lower = call('MIN', column(`b${id}`));
  const upper = call('MAX', column(`b${id}`));
  const share = binary(cast(call('MAX', column(`h${id}`)), 'double'), '/', decimal(parts));
  return binary(lower, '+', binary(binary(upper, '-', lower), '*', share));
}
