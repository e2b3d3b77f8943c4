import { conditionTerms } from './conditions';
import { dialectOf, type TimeColumn } from './dialects';
import { outcome } from './fault';
import { checkStretch } from './instants';
import { relationSource } from './relation';
import { statement } from './statement';
import { column, type Expression } from './tree';
import type { BuildEvents } from './types';

/** See `EventsQuery`. */
export const buildEvents: BuildEvents = (q) =>
  outcome(() => {
    const dialect = dialectOf(q.dialect);
    checkStretch(q.fromMs, q.toMs);
    const time: TimeColumn = { column: column(q.time), type: q.timeType };
    const at: Expression = dialect.bucket(time, 1);
    return statement(
      {
        columns: [{ as: 'at', of: at }, ...q.fields.map((f) => ({ as: f.name, of: dialect.asText(column(f.field)) }))],
        from: relationSource(q.relation, q.dialect),
        where: [...dialect.between(time, q.fromMs, q.toMs), ...conditionTerms(q.where, dialect)],
        orderBy: [{ by: at, descending: true }],
        limit: q.limit,
      },
      dialect,
      q.fields.map((f) => f.name)
    );
  });
