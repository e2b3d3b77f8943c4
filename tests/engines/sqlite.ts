import { Database } from 'node-sqlite3-wasm';
import { createTable, quoted, type Cell, type ColumnKind, type Engine, type Row, type Table } from './engine';

const TYPES: Record<ColumnKind, string> = {
  text: 'TEXT',
  integer: 'INTEGER',
  double: 'REAL',
  numeric: 'NUMERIC',
  boolean: 'BOOLEAN',
  timestamptz: 'TEXT',
  timestamp: 'TEXT',
  date: 'TEXT',
};

/** SQLite in this process; in memory unless a file is named. Times are stored as ISO 8601 text, booleans as 1 and 0. */
export async function openSqlite(file?: string): Promise<Engine> {
  const db = new Database(file);
  return {
    dialect: 'sqlite',
    name: 'SQLite',
    async run(sql) {
      return db.all(sql).map((row) => {
        const out: Row = {};
        for (const [name, value] of Object.entries(row)) {
          out[name] = typeof value === 'bigint' ? Number(value) : (value as Cell);
        }
        return out;
      });
    },
    async load(table: Table, rows: readonly Row[]) {
      db.exec(createTable(table, TYPES));
      const entries = Object.entries(table.columns);
      const insert = db.prepare(`INSERT INTO ${quoted(table.name)} VALUES (${entries.map(() => '?').join(', ')})`);
      db.exec('BEGIN');
      for (const row of rows) {
        insert.run(entries.map(([name, kind]) => cell(row[name] ?? null, kind)));
      }
      db.exec('COMMIT');
      insert.finalize();
    },
    async close() {
      db.close();
    },
  };
}

function cell(value: Cell, kind: ColumnKind): string | number | null {
  if (typeof value === 'boolean') {
    return value ? 1 : 0;
  }
  if (typeof value === 'number' && (kind === 'timestamptz' || kind === 'timestamp' || kind === 'date')) {
    const iso = new Date(value).toISOString();
    return kind === 'timestamptz' ? iso : kind === 'date' ? iso.slice(0, 10) : iso.slice(0, -1).replace('T', ' ');
  }
  return value;
}
