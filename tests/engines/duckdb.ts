import {
  DuckDBDateValue,
  DuckDBInstance,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBAppender,
  type DuckDBConnection,
} from '@duckdb/node-api';
import { createTable, type Cell, type ColumnKind, type Engine, type Row, type Table } from './engine';

const TYPES: Record<ColumnKind, string> = {
  text: 'VARCHAR',
  integer: 'BIGINT',
  double: 'DOUBLE',
  numeric: 'DECIMAL(18, 4)',
  boolean: 'BOOLEAN',
  timestamptz: 'TIMESTAMPTZ',
  timestamp: 'TIMESTAMP',
  date: 'DATE',
};

/** DuckDB in this process; in memory unless a file is named. `timeZone` is the session's: results must not depend on it. */
export async function openDuckdb(
  timeZone = 'UTC',
  file = ':memory:'
): Promise<Engine & { readonly connection: DuckDBConnection }> {
  const instance = await DuckDBInstance.create(file, { threads: '2' });
  const connection = await instance.connect();
  await connection.run(`SET TimeZone = '${timeZone}'`);
  return {
    connection,
    dialect: 'duckdb',
    name: 'DuckDB',
    async run(sql) {
      const reader = await connection.runAndReadAll(sql);
      return reader.getRowObjectsJS().map((row) => {
        const out: Row = {};
        for (const [name, value] of Object.entries(row)) {
          out[name] = typeof value === 'bigint' ? Number(value) : (value as Cell);
        }
        return out;
      });
    },
    async load(table: Table, rows: readonly Row[]) {
      const numeric = Object.entries(table.columns).filter(([, kind]) => kind === 'numeric');
      const staged = numeric.length > 0 ? { ...table, name: `${table.name}_staged` } : table;
      await connection.run(createTable(staged, numeric.length > 0 ? { ...TYPES, numeric: 'DOUBLE' } : TYPES));
      const [schema, name] = staged.name.includes('.') ? staged.name.split('.') : [undefined, staged.name];
      const appender = await connection.createAppender(name, schema);
      const entries = Object.entries(table.columns);
      for (const row of rows) {
        for (const [column, kind] of entries) {
          append(appender, row[column] ?? null, kind);
        }
        appender.endRow();
      }
      appender.closeSync();
      if (staged !== table) {
        await connection.run(`${createTable(table, TYPES)}
          INSERT INTO "${table.name}" SELECT * FROM "${staged.name}"; DROP TABLE "${staged.name}";`);
      }
    },
    async close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

function append(appender: DuckDBAppender, value: Cell, kind: ColumnKind): void {
  if (value === null) {
    appender.appendNull();
  } else if (kind === 'text') {
    appender.appendVarchar(String(value));
  } else if (kind === 'boolean') {
    appender.appendBoolean(Boolean(value));
  } else if (kind === 'integer') {
    appender.appendBigInt(BigInt(Number(value)));
  } else if (kind === 'date') {
    appender.appendDate(new DuckDBDateValue(Math.floor(Number(value) / 86_400_000)));
  } else if (kind === 'timestamptz') {
    appender.appendTimestampTZ(new DuckDBTimestampTZValue(BigInt(Number(value)) * 1000n));
  } else if (kind === 'timestamp') {
    appender.appendTimestamp(new DuckDBTimestampValue(BigInt(Number(value)) * 1000n));
  } else {
    appender.appendDouble(Number(value));
  }
}
