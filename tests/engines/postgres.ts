import pg from 'pg';
import { postgresCell, POSTGRES_TYPES } from './pglite';
import { createTable, quoted, type Engine, type Row } from './engine';
import { startPostgres } from './native-postgres';

const [INT8, NUMERIC, TIMESTAMPTZ, TIMESTAMP, DATE] = [20, 1700, 1184, 1114, 1082];

/** A PostgreSQL server of this machine; undefined where none is installed. `timeZone` is the session's: results must not depend on it. */
export async function openPostgres(timeZone = 'UTC'): Promise<Engine | undefined> {
  const server = await startPostgres([`TimeZone=${timeZone}`]);
  if (!server) {
    return undefined;
  }
  const parsers: Readonly<Record<number, (text: string) => unknown>> = { [INT8]: Number, [NUMERIC]: Number };
  const asText = [TIMESTAMPTZ, TIMESTAMP, DATE];
  const client = await connected({
    connectionString: server.url,
    types: {
      getTypeParser: ((oid: number) =>
        parsers[oid] ?? (asText.includes(oid) ? String : pg.types.getTypeParser(oid))) as typeof pg.types.getTypeParser,
    },
  });
  /** One after the other: that a client queues them itself is deprecated. */
  let last: Promise<unknown> = Promise.resolve();
  const query = (sql: string, values?: readonly string[]) => {
    const found = last.then(() => client.query(sql, values && [...values]));
    last = found.catch(() => undefined);
    return found;
  };
  return {
    dialect: 'postgres',
    name: 'PostgreSQL',
    async run(sql) {
      const found = (await query(sql)) as unknown as pg.QueryResult | pg.QueryResult[];
      return (Array.isArray(found) ? found[found.length - 1].rows : found.rows) as Row[];
    },
    async load(table, rows) {
      await query(createTable(table, POSTGRES_TYPES));
      const entries = Object.entries(table.columns);
      const json = rows.map((row) =>
        Object.fromEntries(entries.map(([name, kind]) => [name, postgresCell(row[name] ?? null, kind)]))
      );
      const columns = entries.map(([name, kind]) => `${quoted(name)} ${POSTGRES_TYPES[kind]}`).join(', ');
      await query(`INSERT INTO ${quoted(table.name)} SELECT * FROM jsonb_to_recordset($1::jsonb) AS r(${columns})`, [
        JSON.stringify(json),
      ]);
    },
    async close() {
      await client.end();
      await server.stop();
    },
  };
}

const STARTING_UP = '57P03';

/** It listens a moment before it lets anybody in. */
async function connected(settings: pg.ClientConfig): Promise<pg.Client> {
  for (const deadline = Date.now() + 30_000; ;) {
    const client = new pg.Client(settings);
    try {
      await client.connect();
      return client;
    } catch (error) {
      if ((error as { code?: string }).code !== STARTING_UP || Date.now() > deadline) {
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
