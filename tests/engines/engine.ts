/** One small face for the SQL engines that tests execute statements on. */

export type Cell = string | number | boolean | null;
export type Row = Record<string, Cell>;

/**
 * What a column holds. Cells of `timestamptz`, `timestamp` and `date` are UTC epoch ms (or null); the adapter stores them in the
 * engine's own type (SQLite: ISO 8601 text). `double` is 64 bit, `numeric` exact decimals, `integer` 64 bit.
 */
export type ColumnKind = 'text' | 'integer' | 'double' | 'numeric' | 'boolean' | 'timestamptz' | 'timestamp' | 'date';

export interface Table {
  readonly name: string;
  readonly columns: Readonly<Record<string, ColumnKind>>;
}

export type EngineName = 'PGlite' | 'SQLite' | 'DuckDB' | 'PostgreSQL' | 'MariaDB' | 'ClickHouse';

export interface Engine {
  readonly dialect: 'postgres' | 'mysql' | 'sqlite' | 'duckdb' | 'clickhouse';
  /** Which product it is: PGlite and PostgreSQL share a dialect. */
  readonly name: EngineName;
  /** Runs one statement (or several, whose last gives the rows). 64-bit integers and decimals come back as numbers. */
  run(sql: string): Promise<Row[]>;
  /** Creates the table anew (an older one of that name is dropped) and fills it. Missing cells are NULL. */
  load(table: Table, rows: readonly Row[]): Promise<void>;
  close(): Promise<void>;
}

/** `"name"`, dotted names part by part. Names in tests are harmless. */
export function quoted(name: string): string {
  return name
    .split('.')
    .map((part) => `"${part}"`)
    .join('.');
}

/** `CREATE TABLE` with the engine's own type names. */
export function createTable(table: Table, types: Readonly<Record<ColumnKind, string>>): string {
  const columns = Object.entries(table.columns).map(([name, kind]) => `${quoted(name)} ${types[kind]}`);
  return `DROP TABLE IF EXISTS ${quoted(table.name)}; CREATE TABLE ${quoted(table.name)} (${columns.join(', ')});`;
}
