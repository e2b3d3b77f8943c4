import { conditionTerms } from './conditions';
import { dialectOf, type Dialect, type TimeColumn } from './dialects';
import { outcome } from './fault';
import { checkStretch } from './instants';
import { relationSource } from './relation';
import { statement } from './statement';
import { and, binary, column, isNull, number, or, type Expression } from './tree';
import type { BuildEvents, EventsQuery } from './types';

/** See `EventsQuery`. Errors: PL2251-PL2257, PL2260. */
export const buildEvents: BuildEvents = (q) =>
  outcome(() => {
    const dialect = dialectOf(q.dialect);
    checkStretch(q.fromMs, q.toMs);
    const time: TimeColumn = { column: column(q.time), type: q.timeType };
    const at: Expression = dialect.bucket(time, 1);
    const ended = q.end
      ? [{ as: 'ended', of: dialect.bucket({ column: column(q.end.field), type: q.timeType }, 1) }]
      : [];
    return statement(
      {
        columns: [
          { as: 'at', of: at },
          ...ended,
          ...q.fields.map((f) => ({ as: f.name, of: dialect.asText(column(f.field)) })),
        ],
        from: relationSource(q.relation, q.dialect),
        where: [...inRange(q, time, dialect), ...conditionTerms(q.where, dialect)],
        orderBy: [{ by: at, descending: true }],
        limit: q.limit,
      },
      dialect,
      q.fields.map((f) => f.name)
    );
  });

/** Of what has an end: all that overlaps the range, however long ago it began. */
function inRange(q: EventsQuery, time: TimeColumn, dialect: Dialect): readonly Expression[] {
  const within = dialect.between(time, q.fromMs, q.toMs);
  if (!q.end) {
    return within;
  }
  const { field, open } = q.end;
  const ended = dialect.bucket({ column: column(field), type: q.timeType }, 1);
  // A number is compared: literals of the last day that a store can write differ, and this term needs no index.
  const overlaps = [and(within), binary(ended, '>=', number(q.fromMs))];
  if (open) {
    overlaps.push(and([isNull(column(field)), ...conditionTerms(open, dialect)]));
  }
  return [...dialect.between(time, 0, q.toMs), or(overlaps)];
}
