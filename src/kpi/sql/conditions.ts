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
      return isScalar(condition.field, condition.value, false, dialect);
    case 'not':
      return orNull(condition.field, isScalar(condition.field, condition.value, true, dialect));
    case 'in':
      return isOneOf(condition.field, condition.values, false, dialect);
    case 'notIn':
      return orNull(condition.field, isOneOf(condition.field, condition.values, true, dialect));
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

function isScalar(field: string, value: Scalar, negate: boolean, dialect: Dialect): Expression {
  if (typeof value === 'string' && dialect.isText) {
    return isOneOf(field, [value], negate, dialect);
  }
  return binary(column(field), negate ? '<>' : '=', scalar(value, field));
}

/** Texts are compared by the dialect where the store's own comparison would take different texts for the same. */
function isOneOf(field: string, values: readonly Scalar[], negate: boolean, dialect: Dialect): Expression {
  if (values.length === 0) {
    throw fault('PL2256', { field });
  }
  const texts = dialect.isText ? values.filter((value) => typeof value === 'string') : [];
  if (!dialect.isText || texts.length === 0) {
    return inList(
      column(field),
      values.map((value) => scalar(value, field)),
      negate
    );
  }
  const others = values.filter((value) => typeof value !== 'string');
  const isText = dialect.isText(
    column(field),
    texts.map((value) => scalar(value, field))
  );
  const isOne = others.length === 0 ? isText : or([isText, isOneOf(field, others, false, dialect)]);
  return negate ? not(isOne) : isOne;
}

function scalar(value: Scalar, field: string): Expression {
  return typeof value === 'number' ? number(value) : typeof value === 'boolean' ? boolean(value) : text(value, field);
}
