import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeWith } from '../setup/needs';
import { ALL_ENGINES, missingFor, openEngines, type Engine, type EngineName } from './index';

const columns = {
  name: 'text',
  n: 'integer',
  x: 'double',
  d: 'numeric',
  ok: 'boolean',
  moment: 'timestamptz',
  zoneless: 'timestamp',
  birthday: 'date',
} as const;
/** Just after New York's clocks went back, when its local hour is there twice. */
const AT = Date.UTC(2026, 10, 1, 6, 30, 5, 678);
const DAY = Date.UTC(2026, 10, 1);
const texts = [
  "o'brien \\ $x",
  '',
  ' trailing ',
  'é e\u0301 ÅÄ ß',
  '漢字 🧨 \u2028',
  '\t\r\n"`;--',
  'a'.repeat(70_000),
  '\\N',
  'ᴺᵁᴸᴸ',
];
const rows = texts.map((name, i) => ({
  name,
  n: [9_007_199_254_740_991, -9_007_199_254_740_991, 0][i % 3],
  x: [0.1, -1e300, 5e-324][i % 3],
  d: [12.34, -0.0001, 99_999_999.9999][i % 3],
  ok: i % 2 === 0,
  moment: AT + i,
  zoneless: AT + i,
  birthday: DAY,
}));
const nothing = Object.fromEntries(Object.keys(columns).map((name) => [name, null]));

/** The three times as whole microseconds since 1970, read as UTC where they have no zone. */
const micros: Readonly<Record<Engine['dialect'], (column: string) => string>> = {
  postgres: (c) => `CAST(ROUND(date_part('epoch', ${c}) * 1000000) AS bigint)`,
  duckdb: (c) => `epoch_us(${c})`,
  sqlite: (c) => `CAST(ROUND((julianday(${c}) - 2440587.5) * 86400000) AS INTEGER) * 1000`,
  clickhouse: (c) => `toUnixTimestamp64Micro(toDateTime64(${c}, 6, 'UTC'))`,
  mysql: (c) => `TIMESTAMPDIFF(MICROSECOND, '1970-01-01', ${c})`,
};

const suite = (name: EngineName) => () => {
  let engine: Engine;
  beforeAll(async () => {
    [engine] = await openEngines('America/New_York', [name]);
  });
  afterAll(() => engine?.close());

  it('gives back what it was given, of every kind, and NULL as null', async () => {
    for (let turn = 0; turn < 2; turn++) {
      await engine.load({ name: 'things', columns }, [...rows, nothing]);
      // DuckDB's driver gives decimals as objects.
      const d = engine.dialect === 'duckdb' ? 'CAST(d AS DOUBLE) AS d' : 'd';
      const found = await engine.run(`SELECT name, n, x, ${d}, ok FROM things`);
      const plain = found.map((row) => ({ ...row, ok: row.ok === null ? null : Boolean(row.ok) }));
      const sorted = (list: readonly object[]) => list.map((row) => JSON.stringify(row)).sort();
      const wanted = [...rows, nothing].map((row) => ({ name: row.name, n: row.n, x: row.x, d: row.d, ok: row.ok }));
      expect(sorted(plain)).toEqual(sorted(wanted));
    }
  });

  it('keeps instants whatever the zone of its session', async () => {
    await engine.load({ name: 'things', columns }, [...rows, nothing]);
    const times = ['moment', 'zoneless', 'birthday'].map((c) => `${micros[engine.dialect](c)} AS ${c}_us`);
    // MySQL shows a TIMESTAMP in the session's zone.
    const prefix = engine.dialect === 'mysql' ? "SET STATEMENT time_zone = '+00:00' FOR " : '';
    const found = await engine.run(`${prefix}SELECT ${times.join(', ')} FROM things WHERE name IS NOT NULL ORDER BY 1`);
    expect(found).toEqual(
      rows.map((row) => ({ moment_us: row.moment * 1000, zoneless_us: row.zoneless * 1000, birthday_us: DAY * 1000 }))
    );
  });

  it('has another time zone than UTC in its session', async () => {
    const asked: Readonly<Record<Engine['dialect'], string | undefined>> = {
      postgres: "SELECT EXTRACT(hour FROM timestamptz '2026-07-01 12:00:00+00') AS h",
      duckdb: "SELECT hour(timestamptz '2026-07-01 12:00:00+00') AS h",
      mysql: 'SELECT HOUR(FROM_UNIXTIME(1782907200)) AS h',
      clickhouse: 'SELECT toHour(toDateTime(1782907200)) AS h',
      sqlite: undefined,
    };
    const sql = asked[engine.dialect];
    expect(sql === undefined ? [] : await engine.run(sql)).toEqual(sql === undefined ? [] : [{ h: 8 }]);
  });

  it('keeps microseconds', async () => {
    const literal = '2026-03-08 06:00:00.122999';
    const asked: Readonly<Record<Engine['dialect'], string | undefined>> = {
      postgres: `SELECT CAST(ROUND(date_part('epoch', timestamp '${literal}') * 1000000) AS bigint) AS us`,
      duckdb: `SELECT epoch_us(timestamp '${literal}') AS us`,
      mysql: `SELECT TIMESTAMPDIFF(MICROSECOND, '1970-01-01', TIMESTAMP'${literal}') AS us`,
      clickhouse: `SELECT toUnixTimestamp64Micro(toDateTime64('${literal}', 6, 'UTC')) AS us`,
      sqlite: undefined,
    };
    const sql = asked[engine.dialect];
    expect(sql === undefined ? 1 : (await engine.run(sql))[0].us).toBe(
      sql === undefined ? 1 : Date.UTC(2026, 2, 8, 6) * 1000 + 122_999
    );
  });

  it('says what is wrong with a statement, and goes on', async () => {
    await expect(engine.run('SELECT * FROM no_such_table')).rejects.toThrow(/no_such_table/);
    expect(await engine.run('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
};

for (const name of ALL_ENGINES) {
  describeWith(missingFor(name) ?? name, missingFor(name) === undefined, `engine ${name}`, suite(name));
}

describe('openEngines', () => {
  it('opens those that are asked for, in their order', async () => {
    const engines = await openEngines('UTC', ['DuckDB', 'PGlite']);
    expect(engines.map((engine) => engine.name)).toEqual(['DuckDB', 'PGlite']);
    await Promise.all(engines.map((engine) => engine.close()));
  });
});
