import { hasClickhouse, openClickhouse } from './clickhouse';
import { openDuckdb } from './duckdb';
import type { Engine, EngineName } from './engine';
import { openMariadb } from './mariadb';
import { hasMariadb } from './native-mariadb';
import { postgresFolder } from './native-postgres';
import { openPglite } from './pglite';
import { openPostgres } from './postgres';
import { openSqlite } from './sqlite';

export type { Cell, ColumnKind, Engine, EngineName, Row, Table } from './engine';
export { openDuckdb, openPglite, openSqlite };

interface Opener {
  /** Missing: what to install. Those of node_modules are always there. */
  readonly needs?: string;
  readonly present: () => boolean;
  readonly open: (timeZone: string) => Promise<Engine | undefined>;
}

const OPENERS: Readonly<Record<EngineName, Opener>> = {
  PGlite: { present: () => true, open: openPglite },
  SQLite: { present: () => true, open: () => openSqlite() },
  DuckDB: { present: () => true, open: openDuckdb },
  PostgreSQL: { needs: 'postgresql', present: () => postgresFolder() !== undefined, open: openPostgres },
  MariaDB: { needs: 'mariadb-server', present: hasMariadb, open: openMariadb },
  ClickHouse: { needs: 'chdb (node scripts/install-python.mjs)', present: hasClickhouse, open: openClickhouse },
};

/** Those that come with node_modules. */
export const EMBEDDED: readonly EngineName[] = ['PGlite', 'SQLite', 'DuckDB'];
export const ALL_ENGINES = Object.keys(OPENERS) as readonly EngineName[];

/** What this machine lacks for an engine; undefined where it can be opened. */
export const missingFor = (name: EngineName): string | undefined =>
  OPENERS[name].present() ? undefined : OPENERS[name].needs;

/**
 * The engines of these names, in this order, or all; those of the machine that are not installed are left out, and under PLUMBLINE_CI are an error.
 * All but SQLite have a session time zone and get `timeZone`, which no result may depend on.
 */
export async function openEngines(
  timeZone = 'America/New_York',
  names: readonly EngineName[] = ALL_ENGINES
): Promise<readonly Engine[]> {
  const missing = names.filter((name) => missingFor(name) !== undefined);
  if (process.env.PLUMBLINE_CI && missing.length > 0) {
    throw new Error(`missing here: ${missing.map((name) => missingFor(name)).join(', ')}`);
  }
  const opened: Engine[] = [];
  for (const name of names.filter((one) => !missing.includes(one))) {
    opened.push((await OPENERS[name].open(timeZone))!);
  }
  return opened;
}
