import { PGlite, types } from '@electric-sql/pglite';
import { createTable, quoted, type Cell, type ColumnKind, type Engine, type Row, type Table } from './engine';

/** Column types of PostgreSQL, embedded or native. */
export const POSTGRES_TYPES: Record<ColumnKind, string> = {
  text: 'text',
  integer: 'bigint',
  double: 'double precision',
  numeric: 'numeric',
  boolean: 'boolean',
  timestamptz: 'timestamptz',
  timestamp: 'timestamp',
  date: 'date',
};

const isTime = (kind: ColumnKind) => kind === 'timestamptz' || kind === 'timestamp' || kind === 'date';

/** A fresh PostgreSQL in this process. `timeZone` is the session's: results must not depend on it. */
export async function openPglite(timeZone = 'UTC'): Promise<Engine & { readonly db: PGlite }> {
  const db = await PGlite.create({
    parsers: { [types.NUMERIC]: Number, [types.INT8]: Number, [types.TIMESTAMPTZ]: (s: string) => s },
  });
  await db.exec(`SET TimeZone = '${timeZone}'`);
  return {
    db,
    dialect: 'postgres',
    name: 'PGlite',
    async run(sql) {
      const results = await db.exec(sql);
      return (results[results.length - 1]?.rows ?? []) as Row[];
    },
    async load(table: Table, rows: readonly Row[]) {
      await db.exec(createTable(table, POSTGRES_TYPES));
      if (rows.length === 0) {
        return;
      }
      const entries = Object.entries(table.columns);
      const json = rows.map((row) =>
        Object.fromEntries(entries.map(([name, kind]) => [name, postgresCell(row[name] ?? null, kind)]))
      );
      const columns = entries.map(([name, kind]) => `${quoted(name)} ${POSTGRES_TYPES[kind]}`).join(', ');
      await db.query(`INSERT INTO ${quoted(table.name)} SELECT * FROM jsonb_to_recordset($1::jsonb) AS r(${columns})`, [
        JSON.stringify(json),
      ]);
    },
    close: () => db.close(),
  };
}

/** A cell as JSON from which PostgreSQL reads the column's type. */
export function postgresCell(value: Cell, kind: ColumnKind): Cell {
  if (value === null || !isTime(kind) || typeof value !== 'number') {
    return value;
  }
  // With an offset for zoned columns, without for zone-less ones: then the session's zone plays no part.
  const iso = new Date(value).toISOString();
  return kind === 'timestamptz' ? iso : kind === 'date' ? iso.slice(0, 10) : iso.slice(0, -1);
}
