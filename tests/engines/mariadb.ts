import mysql from 'mysql2/promise';
import type { Cell, ColumnKind, Engine, Row } from './engine';
import { startMariadb } from './native-mariadb';

const TYPES: Record<ColumnKind, string> = {
  text: 'LONGTEXT',
  integer: 'BIGINT',
  double: 'DOUBLE',
  numeric: 'DECIMAL(18, 4)',
  boolean: 'BOOLEAN',
  timestamptz: 'TIMESTAMP(6) NULL',
  timestamp: 'DATETIME(6)',
  date: 'DATE',
};

/**
 * A MariaDB server of this machine; undefined where none is installed. `timeZone` is the server's and the session's: results must not
 * depend on it. Texts have the server's default collation, to which `a` and `A` are one.
 */
export async function openMariadb(timeZone = 'UTC'): Promise<Engine | undefined> {
  const server = await startMariadb(timeZone);
  if (!server) {
    return undefined;
  }
  const connection = await mysql.createConnection({
    uri: server.url,
    charset: 'utf8mb4',
    multipleStatements: true,
    dateStrings: true,
    supportBigNumbers: true,
    typeCast: (field, next) => {
      const value = /^(LONGLONG|NEWDECIMAL|DECIMAL)$/.test(field.type) ? field.string() : next();
      return value === null || !/^(LONGLONG|NEWDECIMAL|DECIMAL)$/.test(field.type) ? value : Number(value);
    },
  });
  /** Columns of the tables that `load` made: one of the same columns is emptied, which is ten times faster than making it anew. */
  const made = new Map<string, string>();
  return {
    dialect: 'mysql',
    name: 'MariaDB',
    async run(sql) {
      if (/\b(CREATE|DROP)\b/.test(sql)) {
        made.clear();
      }
      const [found] = await connection.query(sql);
      return lastRows(found);
    },
    async load(table, rows) {
      const name = table.name
        .split('.')
        .map((part) => `\`${part}\``)
        .join('.');
      const entries = Object.entries(table.columns);
      const columns = entries.map(([column, kind]) => `\`${column}\` ${TYPES[kind]}`).join(', ');
      const isThere = made.get(name) === columns;
      const empty = isThere ? `DELETE FROM ${name}` : `DROP TABLE IF EXISTS ${name}; CREATE TABLE ${name} (${columns})`;
      made.set(name, columns);
      let before = `${empty};`;
      for (let at = 0; at === 0 || at < rows.length; at += 5000) {
        const values = rows
          .slice(at, at + 5000)
          .map((row) => entries.map(([column, kind]) => cell(row[column] ?? null, kind)));
        // TIMESTAMP is read in the session's zone; for the rows of the test it is UTC for a moment.
        const insert = `SET time_zone = '+00:00'; INSERT INTO ${name} VALUES ?; SET time_zone = DEFAULT`;
        await connection.query(values.length === 0 ? before : before + insert, [values]);
        before = '';
      }
    },
    async close() {
      await connection.end();
      await server.stop();
    },
  };
}

/** Of several statements the last that gives rows. */
function lastRows(found: unknown): Row[] {
  const list = Array.isArray(found) ? found : [];
  const last: unknown = list[list.length - 1];
  return (Array.isArray(last) ? last : list.filter((row) => row?.constructor?.name !== 'ResultSetHeader')) as Row[];
}

function cell(value: Cell, kind: ColumnKind): Cell {
  if (typeof value !== 'number' || !(kind === 'timestamptz' || kind === 'timestamp' || kind === 'date')) {
    return value;
  }
  const iso = new Date(value).toISOString();
  return kind === 'date' ? iso.slice(0, 10) : iso.slice(0, -1).replace('T', ' ');
}
