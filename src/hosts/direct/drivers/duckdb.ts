import { existsSync } from 'node:fs';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import type { Driver } from '../driver';
import { fault, reason, UpstreamFault } from '../fault';
import { rowsToFrame } from '../rows';

/** A DuckDB file, read-only and without access to other files or the network; a query is interrupted when the caller gives up. */
export function duckdbDriver(file: string): Driver {
  let opened: Promise<DuckDBInstance> | undefined;

  async function connect(source: string, id: string): Promise<DuckDBConnection> {
    if (!existsSync(file)) {
      throw fault('PL3101', source, { source, detail: `there is no file ${file}` }, id);
    }
    opened ??= DuckDBInstance.create(file, { access_mode: 'READ_ONLY', enable_external_access: 'false' });
    try {
      return await (await opened).connect();
    } catch (error) {
      opened = undefined;
      throw fault('PL3101', source, { source, detail: reason(error) }, id);
    }
  }

  return {
    async run(request, signal) {
      const { source, id } = request;
      const connection = await connect(source, id);
      const interrupt = () => connection.interrupt();
      signal.addEventListener('abort', interrupt, { once: true });
      try {
        signal.throwIfAborted();
        const answer = await connection.runAndReadAll(request.text);
        return { frames: [rowsToFrame(request, answer.getRowsJS() as unknown[][])] };
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof UpstreamFault) {
          throw error;
        }
        throw fault('PL3108', source, { source, detail: reason(error) }, id);
      } finally {
        signal.removeEventListener('abort', interrupt);
        connection.closeSync();
      }
    },
    async close() {
      (await opened?.catch(() => undefined))?.closeSync();
      opened = undefined;
    },
  };
}
