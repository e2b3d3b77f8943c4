/** Writes what became known into a PostgreSQL: PGlite here, a real one in docker compose. */
import type { Batch } from './shop';
import { COLUMNS, KEYS, REWRITTEN, TABLES, type Row, type TableName } from './tables';

/** One connection; `query` runs one statement with `$1` parameters. */
export interface SqlConnection {
  query(text: string, parameters?: readonly unknown[]): Promise<unknown>;
}

const ROWS_AT_ONCE = 5000;

function insertStatement(table: TableName): string {
  const columns = COLUMNS[table].map(([name]) => name);
  const arrays = COLUMNS[table].map(([, type], i) => `$${i + 1}::${type}[]`);
  const conflict = REWRITTEN.has(table)
    ? `(${KEYS[table]}) do update set ${columns.map((name) => `${name} = excluded.${name}`).join(', ')}`
    : 'do nothing';
  return `insert into ${table} (${columns.join(', ')}) select * from unnest(${arrays.join(', ')}) on conflict ${conflict}`;
}

/** One statement may touch a row once: of a row that was written twice the later one holds. */
function settled(table: TableName, rows: readonly Row[]): readonly Row[] {
  if (!REWRITTEN.has(table)) {
    return rows;
  }
  const key = COLUMNS[table].findIndex(([name]) => name === KEYS[table]);
  return [...new Map(rows.map((row) => [row[key], row])).values()];
}

const transposed = (rows: readonly Row[], width: number) =>
  Array.from({ length: width }, (_, i) => rows.map((row) => row[i]));

/** Inserts a batch's rows and marks sessions that bought. The caller has begun the transaction. */
export async function writeBatch(
  connection: SqlConnection,
  batch: Pick<Batch, 'arrivals' | 'purchases'>
): Promise<void> {
  for (const table of TABLES) {
    const rows = settled(
      table,
      batch.arrivals.filter((one) => one.table === table).map((one) => one.row)
    );
    for (let i = 0; i < rows.length; i += ROWS_AT_ONCE) {
      await connection.query(
        insertStatement(table),
        transposed(rows.slice(i, i + ROWS_AT_ONCE), COLUMNS[table].length)
      );
    }
  }
  if (batch.purchases.length > 0) {
    const ids = batch.purchases.map((one) => one.sessionId);
    await connection.query(
      'update sessions set purchased = true where session_id = any($1::text[]) and not purchased',
      [ids]
    );
  }
}

/** Purchases of sessions that are new in the same batch need no update: the row is written as it has become. */
export function foldPurchases(batch: Batch): Pick<Batch, 'arrivals' | 'purchases'> {
  const bought = new Set(batch.purchases.map((one) => one.sessionId));
  const seen = new Set<unknown>();
  const arrivals = batch.arrivals.map((one) => {
    if (one.table !== 'sessions' || !bought.has(one.row[0] as string)) {
      return one;
    }
    seen.add(one.row[0]);
    return { ...one, row: [...one.row.slice(0, -1), true] };
  });
  return { arrivals, purchases: batch.purchases.filter((one) => !seen.has(one.sessionId)) };
}
