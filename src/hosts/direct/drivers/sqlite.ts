import { existsSync } from 'node:fs';
import sqlite from 'node-sqlite3-wasm';
import type { Driver } from '../driver';
import { fault, reason } from '../fault';
import { rowsToFrame } from '../rows';

/** An SQLite file, read-only. SQLite compiled to WebAssembly, so that no compiler is needed where Plumbline is installed. */
export function sqliteDriver(file: string): Driver {
  let database: InstanceType<typeof sqlite.Database> | undefined;
  return {
    async run(request) {
      const { source, id } = request;
      if (!database && !existsSync(file)) {
        throw fault('PL3101', source, { source, detail: `there is no file ${file}` }, id);
      }
      try {
        database ??= new sqlite.Database(file, { readOnly: true, fileMustExist: true });
        const rows = database.all(request.text) as Array<Record<string, unknown>>;
        return {
          frames: [
            rowsToFrame(
              request,
              rows.map((row) => request.columns.map((c) => row[c.name]))
            ),
          ],
        };
      } catch (error) {
        if (error instanceof sqlite.SQLite3Error) {
          throw fault('PL3108', source, { source, detail: reason(error) }, id);
        }
        throw error;
      }
    },
    async close() {
      database?.close();
      database = undefined;
    },
  };
}
