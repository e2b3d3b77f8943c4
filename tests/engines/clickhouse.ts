import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Cell, ColumnKind, Engine, Row } from './engine';
import { hasPython, pythonEnvironment } from './python';

/** A DateTime64 is an instant whatever zone it is shown in; `timestamp` has one of its own, `timestamptz` the session's. */
const TYPES: Record<ColumnKind, string> = {
  text: 'String',
  integer: 'Int64',
  double: 'Float64',
  numeric: 'Decimal(18, 4)',
  boolean: 'Bool',
  timestamptz: 'DateTime64(6)',
  timestamp: "DateTime64(6, 'Asia/Tokyo')",
  date: 'Date32',
};

const WORDS: Readonly<Record<string, number>> = { nan: NaN, inf: Infinity, '-inf': -Infinity };

/** ClickHouse's own JSONCompact. */
export interface CompactAnswer {
  readonly meta: ReadonlyArray<{ readonly name: string; readonly type: string }>;
  readonly data: ReadonlyArray<readonly Cell[]>;
}

export const hasClickhouse = () => hasPython('chdb');

/** ClickHouse in a process of its own (PyPI chdb). `timeZone` is the session's: results must not depend on it. */
export async function openClickhouse(
  timeZone = 'UTC'
): Promise<Engine & { readonly raw: (sql: string) => Promise<CompactAnswer | null> }> {
  const server = new ChdbServer(timeZone);
  // Tests have few rows.
  await server.ask('SET max_threads = 1');
  /** Columns of the tables that `load` made: one of the same columns is emptied, which is quicker than making it anew. */
  const made = new Map<string, string>();
  return {
    dialect: 'clickhouse',
    name: 'ClickHouse',
    raw: (sql) => server.ask(sql),
    async run(sql) {
      if (/\b(CREATE|DROP)\b/.test(sql)) {
        made.clear();
      }
      const answer = await server.ask(sql);
      return (answer?.data ?? []).map((row) =>
        Object.fromEntries(answer!.meta.map(({ name, type }, i) => [name, numberOf(row[i], type)]))
      ) as Row[];
    },
    async load(table, rows) {
      const name = table.name
        .split('.')
        .map((part) => `\`${part}\``)
        .join('.');
      const entries = Object.entries(table.columns);
      const columns = entries.map(([column, kind]) => `\`${column}\` Nullable(${TYPES[kind]})`).join(', ');
      await server.ask(
        made.get(name) === columns
          ? `TRUNCATE TABLE ${name}`
          : `CREATE OR REPLACE TABLE ${name} (${columns}) ENGINE = Memory`
      );
      made.set(name, columns);
      if (rows.length > 0) {
        const lines = rows.map((row) =>
          JSON.stringify(entries.map(([column, kind]) => cell(row[column] ?? null, kind)))
        );
        await server.ask(`INSERT INTO ${name} FORMAT JSONCompactEachRow ${lines.join('\n')}`);
      }
    },
    close: () => server.stop(),
  };
}

/** Numbers for instants: epoch in units of the column's precision, so that no zone plays a part. */
function cell(value: Cell, kind: ColumnKind): Cell {
  if (typeof value !== 'number') {
    return value;
  }
  if (kind === 'date') {
    return new Date(value).toISOString().slice(0, 10);
  }
  return kind === 'timestamptz' || kind === 'timestamp'
    ? (value / 1000).toFixed(6)
    : kind === 'numeric'
      ? String(value)
      : value;
}

class ChdbServer {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly waiting: Array<{ resolve: (line: string) => void; reject: (error: Error) => void }> = [];
  private said = '';
  private readonly kill = () => void this.child.kill('SIGKILL');

  constructor(timeZone: string) {
    this.child = spawn('python3', [path.join(__dirname, 'chdb_server.py')], { env: pythonEnvironment() });
    createInterface({ input: this.child.stdout, crlfDelay: Infinity }).on('line', (line) =>
      this.waiting.shift()?.resolve(line)
    );
    this.child.stderr.on('data', (chunk) => (this.said = `${this.said}${chunk}`.slice(-4000)));
    this.child.stdin.on('error', () => undefined);
    this.child.on('exit', (code) =>
      this.waiting.splice(0).forEach(({ reject }) => reject(new Error(`chdb ended with ${code}: ${this.said}`)))
    );
    // A test that is stopped takes its server along.
    process.once('exit', this.kill);
    this.child.stdin.write(`${JSON.stringify({ timeZone })}\n`);
  }

  async ask(sql: string): Promise<CompactAnswer | null> {
    const line = await new Promise<string>((resolve, reject) => {
      if (this.child.exitCode !== null) {
        reject(new Error(`chdb ended: ${this.said}`));
        return;
      }
      this.waiting.push({ resolve, reject });
      this.child.stdin.write(`${JSON.stringify(sql)}\n`);
    });
    const { ok, error } = JSON.parse(line) as { error?: string; ok?: CompactAnswer | null };
    if (error !== undefined) {
      throw new Error(error);
    }
    return ok ?? null;
  }

  async stop(): Promise<void> {
    process.off('exit', this.kill);
    if (this.child.exitCode === null) {
      const gone = new Promise((resolve) => this.child.once('exit', resolve));
      this.child.stdin.end();
      await gone;
    }
  }
}

function numberOf(value: Cell, type: string): Cell {
  return typeof value === 'string' && /^(Nullable\()?(U?Int|Float|Decimal)/.test(type)
    ? (WORDS[value] ?? Number(value))
    : value;
}
