import type { Column, ColumnFrame, ColumnType, UpstreamRequest } from '../../kpi';
import { fault } from './fault';

type Cell = number | string | boolean | null;

/** SQL rows (arrays in the order of the request's columns) -> one frame of the types that the request promises. */
export function rowsToFrame(request: UpstreamRequest, rows: ReadonlyArray<readonly unknown[]>): ColumnFrame {
  const columns: Column[] = request.columns.map((column, index) => ({
    name: column.name,
    type: column.type,
    values: rows.map((row) => {
      if (row.length !== request.columns.length) {
        throw malformed(request, `a row of ${row.length} columns where ${request.columns.length} were asked for`);
      }
      return cell(request, column, row[index]);
    }),
  }));
  return { length: rows.length, columns };
}

function cell(request: UpstreamRequest, column: { name: string; type: ColumnType }, value: unknown): Cell {
  if (value === null || value === undefined) {
    return null;
  }
  switch (column.type) {
    case 'number':
    case 'time': {
      // Drivers give wide integers as bigint and exact decimals as text, so that nothing is lost before this line.
      const number =
        typeof value === 'number'
          ? value
          : value instanceof Date
            ? value.getTime()
            : Number(String(value).trim() || NaN);
      if (Number.isNaN(number) && String(value).trim().toLowerCase() !== 'nan') {
        throw malformed(
          request,
          `column ${column.name} holds ${JSON.stringify(String(value))} where a number was asked for`
        );
      }
      return number;
    }
    case 'boolean':
      return typeof value === 'boolean' ? value : Number(value) !== 0;
    case 'string':
      return String(value);
  }
}

const malformed = (request: UpstreamRequest, detail: string) =>
  fault('PL3107', request.source, { source: request.source, detail }, request.id);
