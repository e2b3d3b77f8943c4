/** For stores whose own comparison of texts may take different ones for the same: by a collation, or without trailing blanks. */
import { and, binary, inList, type Expression } from '../tree';

/**
 * `isText` of a dialect. The store's own comparison comes first, for indexes and pruning, and takes at least the right rows; `exact`
 * makes of a column or value what is equal only if all characters are.
 */
export const exactly =
  (exact: (of: Expression) => Expression) =>
  (column: Expression, values: readonly Expression[]): Expression => {
    const equals = (left: Expression, right: readonly Expression[]) =>
      right.length === 1 ? binary(left, '=', right[0]) : inList(left, right);
    return and([equals(column, values), equals(exact(column), values.map(exact))]);
  };
