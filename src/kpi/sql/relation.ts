import type { Relation, SqlDialect } from '../definition/types';
import { adminQuery } from './admin-text';
import { fault } from './fault';
import type { Source } from './tree';

const MAX_PATH = 3;

/** The FROM of a definition: a table (`database.schema.table`), or the definition's own SELECT. */
export function relationSource(relation: Relation, dialect: SqlDialect): Source {
  if ('query' in relation) {
    return { kind: 'query', text: adminQuery(relation, dialect), as: 'relation' };
  }
  const path = relation.table.split('.');
  if (path.length > MAX_PATH) {
    throw fault('PL2252', { name: relation.table, reason: `it has more than ${MAX_PATH} parts` });
  }
  return { kind: 'table', path };
}
