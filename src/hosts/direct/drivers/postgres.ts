import pg from 'pg';
import { DEADLINE_MS, type Driver } from '../driver';
import { fault, reason } from '../fault';
import { rowsToFrame } from '../rows';

/** SQLSTATE classes that mean "the connection", not "the query". */
const CONNECTION_STATES = /^(08|28|3D|53|57P)/;

/** PostgreSQL through `pg`: read-only sessions, a statement timeout, and a real cancel in the server when the caller gives up. */
export function postgresDriver(url: URL): Driver {
  const config: pg.PoolConfig = {
    connectionString: url.toString(),
    max: 4,
    connectionTimeoutMillis: 10_000,
    application_name: 'plumbline',
    // The definitions' text decides what is read; a session that cannot write is the second belt.
    options: `-c default_transaction_read_only=on -c statement_timeout=${DEADLINE_MS}`,
    // Text as it came: rows.ts knows what each column should be, and loses no digit on the way.
    types: { getTypeParser: () => (text: string) => text } as unknown as pg.CustomTypesConfig,
  };
  const pool = new pg.Pool(config);
  pool.on('error', () => undefined); // an idle connection that breaks is replaced at the next use

  return {
    async run(request, signal) {
      const { source, id } = request;
      let client: pg.PoolClient;
      try {
        client = await pool.connect();
      } catch (error) {
        throw fault('PL3101', source, { source, detail: reason(error) }, id);
      }
      const cancel = () => {
        const pid = (client as unknown as { processID: number }).processID;
        pool.query('SELECT pg_cancel_backend($1)', [pid]).catch(() => undefined);
      };
      signal.addEventListener('abort', cancel, { once: true });
      try {
        signal.throwIfAborted();
        const answer = await client.query({ text: request.text, rowMode: 'array' });
        const booleans = answer.fields.map((f) => f.dataTypeID === 16);
        const rows = (answer.rows as unknown[][]).map((row) =>
          row.map((v, i) => (booleans[i] && v !== null ? v === 't' : v))
        );
        return { frames: [rowsToFrame(request, rows)] };
      } catch (error) {
        signal.throwIfAborted();
        const state = (error as { code?: string }).code;
        if (state === undefined) {
          throw error;
        }
        throw CONNECTION_STATES.test(state)
          ? fault('PL3101', source, { source, detail: reason(error) }, id)
          : fault('PL3108', source, { source, detail: reason(error) }, id);
      } finally {
        signal.removeEventListener('abort', cancel);
        client.release();
      }
    },
    close: () => pool.end(),
  };
}
