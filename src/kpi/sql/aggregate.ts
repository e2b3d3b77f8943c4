/** One aggregate as SQL, in two halves: what a row gives to it, and what is made of that. */
import type { Aggregate, ValueExpression } from '../definition/types';
import { adminExpression } from './admin-text';
import { conditionTerms } from './conditions';
import type { Dialect, TimeColumn } from './dialects';
import { fault } from './fault';
import {
  admin,
  and,
  binary,
  call,
  cast,
  column,
  countDistinct,
  decimal,
  number,
  star,
  when,
  type Expression,
} from './tree';
import type { SliceQuery } from './types';

export interface Scope {
  readonly dialect: Dialect;
  readonly time: TimeColumn;
}
export type ConditionalAggregate = Pick<SliceQuery['aggregates'][number], 'of' | 'where'>;

/** The aggregate of a group's rows. Throws SqlFault PL2261 where the dialect has none like it, PL2251–PL2258 for what is in it. */
export function aggregate(a: ConditionalAggregate, scope: Scope): Expression {
  return fold(a.of, input(a, scope), scope);
}

/** What a row gives to the aggregate, NULL where it counts for nothing; `*` where every row counts. */
export function input({ of, where }: ConditionalAggregate, scope: Scope): Expression {
  const conditions = conditionTerms(where, scope.dialect);
  const given = rowInput(of, scope);
  return conditions.length === 0 ? given : when(and(conditions), given === star ? number(1) : given);
}

function rowInput(of: Aggregate, scope: Scope): Expression {
  switch (of.kind) {
    case 'rows':
      return star;
    case 'sum':
      return scope.dialect.summand(rowValue(of.value, scope));
    case 'values':
    case 'min':
    case 'max':
      return rowValue(of.value, scope);
    case 'distinct':
      return scope.dialect.identity(column(of.field));
    case 'quantile':
      // Of decimals some stores would make a decimal as short as they are.
      return cast(rowValue(of.value, scope), 'double');
    case 'newest':
      return scope.dialect.count(scope.time);
  }
}

/** Times between two columns are in the store's units: whole numbers, whose sum is exact. */
function rowValue(value: ValueExpression, { dialect, time }: Scope): Expression {
  if ('elapsed' in value) {
    const at = (name: string) => dialect.count({ column: column(name), type: time.type });
    return binary(at(value.elapsed.to), '-', at(value.elapsed.from));
  }
  return 'field' in value ? column(value.field) : admin(adminExpression(value, dialect.name));
}

/**
 * The aggregate of `given`, which `input` made. Counts are whole, the others doubles; counts and sums of nothing are 0, others NULL.
 * Throws SqlFault PL2261 where the dialect has no such aggregate.
 */
export function fold(of: Aggregate, given: Expression, { dialect, time }: Scope): Expression {
  const refuse = (what: string) => fault('PL2261', { dialect: dialect.name, what });
  switch (of.kind) {
    case 'rows':
    case 'values':
      return call('COUNT', given);
    case 'sum':
      return seconds(of.value, cast(call('COALESCE', call('SUM', given), number(0)), 'double'), { dialect, time });
    case 'min':
    case 'max':
      return seconds(of.value, cast(call(of.kind === 'min' ? 'MIN' : 'MAX', given), 'double'), { dialect, time });
    case 'distinct': {
      const count = of.approximate ? dialect.approximateDistinct : countDistinct;
      if (count === null) {
        throw refuse('approximate count of distinct values');
      }
      return count(given);
    }
    case 'quantile': {
      const quantile = of.approximate ? dialect.quantile.approximate : dialect.quantile.exact;
      if (quantile === null) {
        throw refuse(of.approximate ? 'approximate quantile' : 'aggregate that is an exact quantile');
      }
      return seconds(of.value, quantile(given, of.q), { dialect, time });
    }
    case 'newest': {
      const perMs = dialect.perMs(time.type);
      const newest = cast(call('MAX', given), 'double');
      return perMs === 1 ? newest : binary(newest, '/', decimal(perMs));
    }
  }
}

/** `made` of a value; of times between columns it is in units, and becomes seconds. */
export function seconds(value: ValueExpression, made: Expression, { dialect, time }: Scope): Expression {
  return 'elapsed' in value ? binary(made, '/', decimal(1000 * dialect.perMs(time.type))) : made;
}
