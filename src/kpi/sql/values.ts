import { dialectOf } from './dialects';
import { outcome } from './fault';
import { checkStretch } from './instants';
import { relationSource } from './relation';
import { statement } from './statement';
import { call, column, isNotNull, star } from './tree';
import type { BuildValues } from './types';

/** See `ValuesQuery`. NULL is not a value that could be chosen, so it is left out; equally frequent values follow in code point order. */
export const buildValues: BuildValues = (q) =>
  outcome(() => {
    const dialect = dialectOf(q.dialect);
    checkStretch(q.fromMs, q.toMs);
    const field = column(q.field);
    return statement(
      {
        columns: [
          { as: 'value', of: dialect.asText(field) },
          { as: 'rows', of: call('COUNT', star) },
        ],
        from: relationSource(q.relation, q.dialect),
        where: [...dialect.between({ column: column(q.time), type: q.timeType }, q.fromMs, q.toMs), isNotNull(field)],
        groupBy: 1,
        orderBy: [
          { by: call('COUNT', star), descending: true },
          { by: dialect.asText(field), text: true },
        ],
        limit: q.limit,
      },
      dialect,
      ['value']
    );
  });
