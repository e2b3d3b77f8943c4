import { openDuckdb } from './duckdb';
import type { Engine } from './engine';
import { openPglite } from './pglite';
import { openSqlite } from './sqlite';

export type { Cell, ColumnKind, Engine, Row, Table } from './engine';
export { openDuckdb, openPglite, openSqlite };

/** All three engines; the two that have a session time zone get `timeZone`, which no result may depend on. */
export async function openEngines(timeZone = 'America/New_York'): Promise<readonly Engine[]> {
  return [await openPglite(timeZone), await openSqlite(), await openDuckdb(timeZone)];
}
