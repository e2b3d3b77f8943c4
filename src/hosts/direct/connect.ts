import path from 'node:path';
import type { DefinitionSet, Dialect, SourceDefinition } from '../../kpi';
import type { Driver } from './driver';
import { clickhouseDriver } from './drivers/clickhouse';
import { duckdbDriver } from './drivers/duckdb';
import { grafanaDriver } from './drivers/grafana';
import { mysqlDriver } from './drivers/mysql';
import { postgresDriver } from './drivers/postgres';
import { prometheusDriver } from './drivers/prometheus';
import { sqliteDriver } from './drivers/sqlite';

/** A `--source NAME=URL` that cannot be used; the message never repeats the URL, which may hold a password. */
export class SourceUrlError extends Error {}

interface Scheme {
  /** Dialects that this kind of address can answer; null: any (a Grafana knows its own stores). */
  readonly dialects: readonly Dialect[] | null;
  readonly open: (rest: string, full: string, source: SourceDefinition) => Driver;
}

const withoutPrefix = (full: string) => new URL(full.replace(/^[a-z]+\+/, ''));

const SCHEMES: Readonly<Record<string, Scheme>> = {
  postgres: { dialects: ['postgres', 'redshift'], open: (_, full) => postgresDriver(new URL(full)) },
  postgresql: { dialects: ['postgres', 'redshift'], open: (_, full) => postgresDriver(new URL(full)) },
  mysql: { dialects: ['mysql'], open: (_, full) => mysqlDriver(new URL(full)) },
  sqlite: { dialects: ['sqlite'], open: (rest) => sqliteDriver(path.resolve(rest)) },
  duckdb: { dialects: ['duckdb'], open: (rest) => duckdbDriver(path.resolve(rest)) },
  'prometheus+http': { dialects: ['prometheus'], open: (_, full) => prometheusDriver(withoutPrefix(full)) },
  'prometheus+https': { dialects: ['prometheus'], open: (_, full) => prometheusDriver(withoutPrefix(full)) },
  'clickhouse+http': { dialects: ['clickhouse'], open: (_, full) => clickhouseDriver(withoutPrefix(full)) },
  'clickhouse+https': { dialects: ['clickhouse'], open: (_, full) => clickhouseDriver(withoutPrefix(full)) },
  'grafana+http': { dialects: null, open: (_, full, source) => grafanaDriver(withoutPrefix(full), source) },
  'grafana+https': { dialects: null, open: (_, full, source) => grafanaDriver(withoutPrefix(full), source) },
};

/**
 * Opens a driver for each `NAME=URL`; nothing is connected before the first request.
 * @throws SourceUrlError for an unknown name, a form that cannot be read, a scheme that does not fit the source's dialect
 */
export function connectSources(definitions: DefinitionSet, options: readonly string[]): Map<string, Driver> {
  const drivers = new Map<string, Driver>();
  for (const option of options) {
    const cut = option.indexOf('=');
    const name = option.slice(0, Math.max(cut, 0));
    if (cut <= 0) {
      throw new SourceUrlError('--source takes NAME=URL, for example shop-db=postgres://user:password@host/database');
    }
    const source = definitions.sources.get(name);
    if (!source) {
      const known = [...definitions.sources.keys()].join(', ') || 'none';
      throw new SourceUrlError(`--source ${name}: the definitions have no source of that name (they have: ${known})`);
    }
    const full = option.slice(cut + 1);
    const scheme = /^([a-z+]+):/.exec(full)?.[1] ?? '';
    const found = SCHEMES[scheme];
    if (!found) {
      throw new SourceUrlError(
        `--source ${name}: "${scheme}:" is not an address Plumbline knows (${Object.keys(SCHEMES).join(', ')})`
      );
    }
    if (found.dialects && !found.dialects.includes(source.dialect)) {
      throw new SourceUrlError(`--source ${name}: the source speaks ${source.dialect}, which "${scheme}:" does not`);
    }
    try {
      drivers.set(name, found.open(full.slice(scheme.length + 1), full, source));
    } catch (error) {
      throw error instanceof SourceUrlError ? error : new SourceUrlError(`--source ${name}: the address is not a URL`);
    }
  }
  return drivers;
}
