import mysql from 'mysql2/promise';
import { DEADLINE_MS, type Driver } from '../driver';
import { fault, reason } from '../fault';
import { rowsToFrame } from '../rows';

/** Every session: it cannot write, TIMESTAMP reads as UTC, and literals mean what Plumbline's writer means by them. */
const SESSION = [
  "SET SESSION time_zone = '+00:00', sql_mode = 'NO_ENGINE_SUBSTITUTION'",
  'SET SESSION TRANSACTION READ ONLY',
];

/** The limit of a statement has two names: MySQL counts milliseconds, MariaDB seconds. */
const LIMITS = [
  `SET SESSION max_execution_time = ${DEADLINE_MS}`,
  `SET SESSION max_statement_time = ${DEADLINE_MS / 1000}`,
];
const UNKNOWN_VARIABLE = 'ER_UNKNOWN_SYSTEM_VARIABLE';

/** MySQL 8 and MariaDB through `mysql2`: read-only sessions, a statement timeout, and a real kill in the server when the caller gives up. */
export function mysqlDriver(url: URL): Driver {
  const pool = mysql.createPool({
    uri: url.toString(),
    connectionLimit: 4,
    connectTimeout: 10_000,
    charset: 'utf8mb4',
    // Text as it came: rows.ts knows what each column should be, and loses no digit on the way.
    typeCast: (field) => field.string(),
  });
  const prepared = new WeakSet<object>();

  async function connect(): Promise<mysql.PoolConnection> {
    const connection = await pool.getConnection();
    // Connections of a pool are wrapped anew each time; what they wrap stays.
    const session = connection.connection as unknown as object;
    if (!prepared.has(session)) {
      try {
        for (const text of SESSION) {
          await connection.query(text);
        }
        await limit(connection);
      } catch (error) {
        connection.destroy();
        throw error;
      }
      prepared.add(session);
    }
    return connection;
  }

  return {
    async run(request, signal) {
      const { source, id } = request;
      let connection: mysql.PoolConnection;
      try {
        connection = await connect();
      } catch (error) {
        throw fault('PL3101', source, { source, detail: reason(error) }, id);
      }
      const kill = () => {
        pool.query(`KILL QUERY ${Number(connection.threadId)}`).catch(() => undefined);
      };
      signal.addEventListener('abort', kill, { once: true });
      try {
        signal.throwIfAborted();
        const [rows] = await connection.query<mysql.RowDataPacket[][]>({ sql: request.text, rowsAsArray: true });
        return { frames: [rowsToFrame(request, rows as unknown[][])] };
      } catch (error) {
        signal.throwIfAborted();
        const { code, fatal } = error as { code?: string; fatal?: boolean };
        if (code === undefined) {
          throw error;
        }
        throw fault(fatal ? 'PL3101' : 'PL3108', source, { source, detail: reason(error) }, id);
      } finally {
        signal.removeEventListener('abort', kill);
        connection.release();
      }
    },
    close: () => pool.end(),
  };
}

async function limit(connection: mysql.PoolConnection): Promise<void> {
  for (const text of LIMITS) {
    try {
      await connection.query(text);
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== UNKNOWN_VARIABLE) {
        throw error;
      }
    }
  }
}
