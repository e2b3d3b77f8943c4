import { conditionTerms } from './conditions';
import { dialectOf, type Dialect, type TimeColumn } from './dialects';
import { outcome } from './fault';
import { checkStretch } from './instants';
import { relationSource } from './relation';
import { statement } from './statement';
import { column, type Expression, type Output } from './tree';
import type { BuildRows, RowColumn } from './types';

/** See `RowsQuery`. */
export const buildRows: BuildRows = (q) =>
  outcome(() => {
    const dialect = dialectOf(q.dialect);
    checkStretch(q.fromMs, q.toMs);
    const time: TimeColumn = { column: column(q.time), type: q.timeType };
    const at = dialect.bucket(time, 1);
    return statement(
      {
        columns: [{ as: 'at', of: at }, ...q.columns.map((c) => outputOf(c, q.timeType, dialect))],
        from: relationSource(q.relation, q.dialect),
        where: [...dialect.between(time, q.fromMs, q.toMs), ...conditionTerms(q.where, dialect)],
        orderBy: [{ by: at, descending: true }],
        limit: q.limit,
      },
      dialect,
      textsOf(q.columns)
    );
  });

/** A column of a row as a result has it: text, a double, or an instant in epoch ms. */
export function outputOf({ name, field, type }: RowColumn, timeType: TimeColumn['type'], dialect: Dialect): Output {
  return { as: name, of: valueOf(column(field), type, timeType, dialect) };
}

function valueOf(of: Expression, type: RowColumn['type'], timeType: TimeColumn['type'], dialect: Dialect): Expression {
  switch (type) {
    case 'text':
      return dialect.asText(of);
    case 'number':
      return dialect.summand(of);
    case 'time':
      return dialect.bucket({ column: of, type: timeType }, 1);
  }
}

export const textsOf = (columns: readonly RowColumn[]): string[] =>
  columns.filter(({ type }) => type === 'text').map(({ name }) => name);
