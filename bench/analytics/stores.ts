import { Client, types } from 'pg';
import { openDuckdb } from '../../tests/engines';
import { hasClickhouse, openClickhouse } from '../../tests/engines/clickhouse';
import { startPostgres } from '../../tests/engines/native-postgres';
import { make, TABLES, type StoreName, type TableName } from './data';

export type Answer = ReadonlyArray<Readonly<Record<string, unknown>>>;
export interface Store {
  readonly name: StoreName;
  /** undefined where it took longer than `limitMs` and was stopped. */
  ask(sql: string, limitMs: number): Promise<Answer | undefined>;
  /** Only PostgreSQL. */
  readonly url?: string;
  close(): Promise<void>;
}

const INT8 = 20;

async function fill(store: Store): Promise<Store> {
  for (const table of Object.keys(TABLES) as TableName[]) {
    for (const sql of make(store.name, table)) {
      await store.ask(sql, 900_000);
    }
  }
  return store;
}

export async function postgres(): Promise<Store | undefined> {
  const server = await startPostgres(['shared_buffers=1GB', 'work_mem=256MB', 'max_wal_size=8GB', 'jit=off']);
  if (!server) {
    return undefined;
  }
  types.setTypeParser(INT8, Number);
  const client = new Client(server.url);
  await client.connect();
  const STOPPED = '57014';
  return fill({
    name: 'postgres',
    url: server.url,
    async ask(sql, limitMs) {
      await client.query(`SET statement_timeout = ${limitMs}`);
      try {
        return (await client.query(sql)).rows as Answer;
      } catch (e) {
        if ((e as { code?: string }).code === STOPPED) {
          return undefined;
        }
        throw e;
      }
    },
    async close() {
      await client.end();
      await server.stop();
    },
  });
}

export async function duckdb(): Promise<Store> {
  const engine = await openDuckdb('America/New_York');
  // Beside PostgreSQL and others on one machine: what does not fit is stopped, not the machine.
  await engine.run("SET memory_limit = '6GB'; SET max_temp_directory_size = '20GB'");
  return fill({
    name: 'duckdb',
    async ask(sql, limitMs) {
      let stopped = false;
      const timer = setTimeout(() => {
        stopped = true;
        engine.connection.interrupt();
      }, limitMs);
      try {
        return await engine.run(sql);
      } catch (e) {
        if (stopped || /out of memory/i.test(String(e))) {
          return undefined;
        }
        throw e;
      } finally {
        clearTimeout(timer);
      }
    },
    close: () => engine.close(),
  });
}

export async function clickhouse(): Promise<Store | undefined> {
  if (!hasClickhouse()) {
    return undefined;
  }
  const engine = await openClickhouse('America/New_York');
  return fill({
    name: 'clickhouse',
    async ask(sql, limitMs) {
      try {
        await engine.run(`SET max_execution_time = ${Math.ceil(limitMs / 1000)}`);
        return await engine.run(sql);
      } catch (e) {
        if (/TIMEOUT_EXCEEDED|MEMORY_LIMIT/.test(String(e))) {
          return undefined;
        }
        throw e;
      }
    },
    close: () => engine.close(),
  });
}
