import type { Condition, Scalar } from '../definition/types';
import type { Dialect } from './dialects';
import { fault } from './fault';
import {
  and,
  binary,
  boolean,
  column,
  inList,
  isNotNull,
  isNull,
  not,
  number,
  or,
  text,
  type Expression,
} from './tree';

const COMPARISONS = { lt: '<', lte: '<=', gt: '>', gte: '>=' } as const;

/**
 * A condition as SQL, true for exactly the rows that are meant.
 *
 * NULL is a value like another here, namely one that is nothing: `is`, `in`, comparisons and `matches` do not hold for it; their
 * opposites `not`, `notIn` and negated `matches` do, so that `is x` and `not x` share out all rows ("all devices but mobile" keeps
 * the rows whose device is unknown). Prometheus means the same by `!=` on an absent label.
 *
 * Throws SqlFault PL2256 for empty lists, and what the dialect throws for its patterns and texts.
 */
export function conditionExpression(condition: Condition, dialect: Dialect): Expression {
  switch (condition.op) {
    case 'is':
      return binary(column(condition.field), '=', scalar(condition.value, condition.field));
    case 'not':
      return orNull(condition.field, binary(column(condition.field), '<>', scalar(condition.value, condition.field)));
    case 'in':
      return inList(column(condition.field), scalars(condition.values, condition.field));
    case 'notIn':
      return orNull(condition.field, inList(column(condition.field), scalars(condition.values, condition.field), true));
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
      return binary(column(condition.field), COMPARISONS[condition.op], scalar(condition.value, condition.field));
    case 'present':
      return condition.value ? isNotNull(column(condition.field)) : isNull(column(condition.field));
    case 'matches': {
      const matches = dialect.matches(column(condition.field), condition.pattern, condition.field);
      return condition.negate ? orNull(condition.field, not(matches)) : matches;
    }
    case 'any':
    case 'all': {
      if (condition.conditions.length === 0) {
        throw fault('PL2256', { field: condition.op });
      }
      const terms = condition.conditions.map((c) => conditionExpression(c, dialect));
      return condition.op === 'any' ? or(terms) : and(terms);
    }
  }
}

/** Each condition as a term of an AND. */
export function conditionTerms(conditions: readonly Condition[], dialect: Dialect): readonly Expression[] {
  return conditions.map((condition) => conditionExpression(condition, dialect));
}

function orNull(field: string, term: Expression): Expression {
  return or([term, isNull(column(field))]);
}

function scalars(values: readonly Scalar[], field: string): readonly Expression[] {
  if (values.length === 0) {
    throw fault('PL2256', { field });
  }
  return values.map((value) => scalar(value, field));
}

function scalar(value: Scalar, field: string): Expression {
  return typeof value === 'number' ? number(value) : typeof value === 'boolean' ? boolean(value) : text(value, field);
}
