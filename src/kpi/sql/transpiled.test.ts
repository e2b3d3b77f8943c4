/**
 * Dialects whose stores cannot run here, run nevertheless: sqlglot writes the corpus of cases in DuckDB's SQL, which then gives the rows that every
 * store must give; Redshift's runs as it is on PostgreSQL, whose grammar it has. What the stores themselves do otherwise than their manuals
 * say, nothing here can see.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openEngines, type ColumnKind, type Engine } from '../../../tests/engines';
import { hasPython } from '../../../tests/engines/python';
import { openSqlglot, type Sqlglot } from '../../../tests/engines/sqlglot';
import { describeWith } from '../../../tests/setup/needs';
import type { SqlDialect } from '../definition/types';
import { EVENTS, EVENT_COLUMNS, buildCase, type SqlCase } from './cases/case';
import { CONDITIONS } from './cases/conditions';
import { EXPERIMENTS } from './cases/experiments';
import { FUNNELS } from './cases/funnels';
import { RETENTIONS } from './cases/retentions';
import { ROWS } from './cases/rows';
import { SLICES } from './cases/slices';
import { VALUES } from './cases/values';
import { buildSlices } from './slices';

const CASES: readonly SqlCase[] = [
  ...SLICES,
  ...CONDITIONS,
  ...EXPERIMENTS,
  ...FUNNELS,
  ...RETENTIONS,
  ...ROWS,
  ...VALUES,
];

const sorted = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).sort();

async function load(engine: Engine, at: ColumnKind): Promise<void> {
  await engine.load(
    { name: 'shop.events', columns: { ...EVENT_COLUMNS, at, ms: 'integer', seconds: 'double' } },
    EVENTS.map((e) => ({ ...e, ms: e.at, seconds: e.at / 1000 }))
  );
}

const HOUR = 3_600_000;
/** Instants of two hundred years, in any order, on the edges of buckets and one millisecond beside them too. */
const INSTANTS = Array.from({ length: 400 }, (_, i) => {
  const hour = Math.floor(((i * 7919) % 4001) * 438 - 800_000) * HOUR;
  return hour + [0, -1, 1, 1_234_567][i % 4];
});

/** Buckets of `stepMs` over all instants, against plain arithmetic. */
async function checkBuckets(
  dialect: SqlDialect,
  engine: Engine,
  write: (text: string) => Promise<string>
): Promise<void> {
  await engine.load(
    { name: 'shop.instants', columns: { at: 'timestamp' } },
    INSTANTS.map((at) => ({ at }))
  );
  for (const stepMs of [60_000, 7 * 60_000, HOUR, 24 * HOUR]) {
    const [startMs, endMs] = [-1_000_000, 1_000_000].map((hours) => Math.floor((hours * HOUR) / stepMs) * stepMs);
    const built = buildSlices({
      ...{ dialect, relation: { table: 'shop.instants' }, time: 'at', timeType: 'instant', groups: [], filters: [] },
      ...{ runs: [{ startMs, endMs, stepMs }], aggregates: [] },
    });
    const rows = await engine.run(await write(built.ok ? built.value.text : ''));
    const wanted = new Map<number, number>();
    for (const at of INSTANTS.filter((ms) => ms >= startMs && ms < endMs)) {
      const bucket = Math.floor(at / stepMs) * stepMs;
      wanted.set(bucket, (wanted.get(bucket) ?? 0) + 1);
    }
    expect([dialect, stepMs, ...sorted(rows)]).toEqual([
      dialect,
      stepMs,
      ...sorted([...wanted].map(([bucket, observed]) => ({ bucket, observed }))),
    ]);
  }
}

async function run(dialect: SqlDialect, engine: Engine, write: (text: string) => Promise<string>): Promise<number> {
  let count = 0;
  for (const { name, of, rows } of CASES) {
    const built = buildCase(of, dialect);
    if (built.ok) {
      const sql = await write(built.value.text);
      const found = await engine.run(sql).catch((error: Error) => {
        throw new Error(`${dialect}, ${name}: ${error.message}\n${sql}`);
      });
      expect([dialect, name, ...sorted(found)]).toEqual([dialect, name, ...sorted(rows)]);
      count++;
    }
  }
  return count;
}

describeWith(
  'sqlglot of PyPI',
  hasPython('sqlglot'),
  'the corpus by way of sqlglot, on DuckDB in America/New_York',
  () => {
    let sqlglot: Sqlglot;
    let duckdb: Engine;
    beforeAll(async () => {
      sqlglot = openSqlglot();
      [duckdb] = await openEngines('America/New_York', ['DuckDB']);
      await duckdb.run('CREATE SCHEMA shop');
      // DuckDB's times have no offset to switch.
      await duckdb.run('CREATE MACRO switchoffset(t, minutes) AS t');
      await duckdb.run('CREATE MACRO datalength(t) AS octet_length(t::VARCHAR::BLOB)');
    });
    afterAll(async () => {
      sqlglot.close();
      await duckdb.close();
    });

    /** Names that DuckDB does not have, taken out where they change nothing on these rows: its texts are told apart by code points anyway. */
    const SIMPLER: Readonly<Partial<Record<SqlDialect, (text: string) => string>>> = {
      mssql: (text) =>
        text
          .replace(/ COLLATE Latin1_General_100_BIN2/g, '')
          .replace(/nvarchar\(max\)/g, 'nvarchar(4000)')
          // Its float has 53 bits, DuckDB's 24.
          .replace(/ AS float\)/g, ' AS double precision)')
          .replace(/NCHAR\(/g, 'CHAR('),
      databricks: (text) => text.replace(/\(\?iu\)/g, '(?i)'),
    };

    it.each<[SqlDialect, ColumnKind, boolean]>([
      ['snowflake', 'timestamptz', false],
      ['snowflake', 'timestamp', false],
      ['bigquery', 'timestamp', false],
      ['databricks', 'timestamp', false],
      ['trino', 'timestamp', true],
      ['mssql', 'timestamp', true],
    ])('%s, times in a %s', { timeout: 120_000 }, async (dialect, at, wholeDivision) => {
      await load(duckdb, at);
      await duckdb.run(`SET integer_division = ${wholeDivision}`);
      const count = await run(dialect, duckdb, (text) =>
        sqlglot.transpile(dialect, (SIMPLER[dialect] ?? ((same) => same))(text), 'duckdb')
      );
      expect(count).toBeGreaterThanOrEqual(dialect === 'mssql' ? 25 : 27);
    });
  }
);

it.each<[ColumnKind, string]>([
  ['timestamptz', 'America/New_York'],
  ['timestamp', 'Asia/Kathmandu'],
])('Redshift as PostgreSQL runs it, times in a %s, the session in %s', { timeout: 120_000 }, async (at, zone) => {
  const [engine] = await openEngines(zone, ['PGlite']);
  await engine.run('CREATE SCHEMA shop');
  // A backslash escapes in its literals.
  await engine.run('SET standard_conforming_strings = off; SET escape_string_warning = off');
  // Its PCRE is PostgreSQL's own for these patterns, but for the flag and the word for the end.
  await engine.run(
    `CREATE FUNCTION regexp_count(varchar, text, integer, text) RETURNS integer LANGUAGE sql AS
       'SELECT regexp_count($1::text, replace($2, chr(92) || chr(122), chr(92) || chr(90)), $3, replace($4, chr(112), left(version(), 0)))'`
  );
  await load(engine, at);
  expect(await run('redshift', engine, (text) => Promise.resolve(text))).toBeGreaterThanOrEqual(27);
  await checkBuckets('redshift', engine, (text) => Promise.resolve(text));
  await engine.close();
});
