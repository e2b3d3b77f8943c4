import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import mysql from 'mysql2/promise';
import sqlite from 'node-sqlite3-wasm';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasMariadb, startMariadb } from '../../../tests/engines/native-mariadb';
import { postgresFolder, startPostgres, type Server } from '../../../tests/engines/native-postgres';
import { describeWith } from '../../../tests/setup/needs';
import type { UpstreamRequest } from '../../kpi';
import type { Driver } from './driver';
import { duckdbDriver } from './drivers/duckdb';
import { mysqlDriver } from './drivers/mysql';
import { postgresDriver } from './drivers/postgres';
import { sqliteDriver } from './drivers/sqlite';
import { directTransport } from './transport';

const TABLE =
  "CREATE TABLE sale (region text, amount numeric(12,2), n bigint); INSERT INTO sale VALUES ('eu', 10.25, 9007199254740991), (NULL, 0.50, 1);";
const request: UpstreamRequest = {
  id: 'r1',
  source: 'shop-db',
  dialect: 'postgres',
  mode: 'table',
  text: 'SELECT region, SUM(amount) AS amount, MAX(n) AS n, COUNT(*) > 1 AS many FROM sale GROUP BY region ORDER BY n',
  startMs: 0,
  endMs: 0,
  stepMs: 0,
  columns: [
    { name: 'region', type: 'string' },
    { name: 'amount', type: 'number' },
    { name: 'n', type: 'number' },
    { name: 'many', type: 'boolean' },
  ],
  purpose: 'test',
};
const EXPECTED = [
  [null, 'eu'],
  [0.5, 10.25],
  [1, 9_007_199_254_740_991],
  [false, false],
];

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plumbline-drivers-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

async function ask(driver: Driver, text = request.text, deadlineMs = 10_000, signal = new AbortController().signal) {
  const transport = directTransport(new Map([['shop-db', driver]]), { deadlineMs });
  const [answer] = await transport.send([{ ...request, text }], signal);
  return answer!;
}

/** What every SQL driver must do alike. */
function behavesAlike(open: () => Driver, missing: () => Driver) {
  it('gives columns of the promised types; NULL stays missing', async () => {
    const driver = open();
    const answer = await ask(driver);
    await driver.close();
    expect(answer.ok && answer.frames[0]?.columns.map((c) => Array.from(c.values))).toEqual(EXPECTED);
  });

  it('passes on what the store says of a bad statement: PL3108', async () => {
    const driver = open();
    const answer = await ask(driver, 'SELECT region, amount, n, TRUE AS many FROM no_such_table');
    await driver.close();
    expect(answer).toMatchObject({ ok: false, error: { code: 'PL3108', source: 'shop-db' } });
    expect(answer.ok ? '' : answer.error.message).toMatch(/no_such_table/);
  });

  it('refuses a text where a number was promised: PL3107', async () => {
    const driver = open();
    const answer = await ask(driver, "SELECT region, 'abc' AS amount, n, TRUE AS many FROM sale");
    await driver.close();
    expect(answer).toMatchObject({ ok: false, error: { code: 'PL3107' } });
  });

  it('cannot write', async () => {
    const driver = open();
    const written = await ask(driver, "INSERT INTO sale VALUES ('x', 1, 1)");
    const after = await ask(driver);
    await driver.close();
    expect(written.ok).toBe(false);
    expect(after.ok && after.frames[0]?.length).toBe(2);
  });

  it('says that the store is not there: PL3101', async () => {
    const driver = missing();
    const answer = await ask(driver);
    await driver.close();
    expect(answer).toMatchObject({ ok: false, error: { code: 'PL3101', source: 'shop-db' } });
  });
}

describe('SQLite file', () => {
  beforeAll(() => {
    const database = new sqlite.Database(path.join(folder, 'sale.sqlite'));
    database.exec(TABLE);
    database.close();
  });
  behavesAlike(
    () => sqliteDriver(path.join(folder, 'sale.sqlite')),
    () => sqliteDriver(path.join(folder, 'none.sqlite'))
  );
});

describe('DuckDB file', () => {
  beforeAll(async () => {
    const instance = await DuckDBInstance.create(path.join(folder, 'sale.duckdb'));
    const connection = await instance.connect();
    await connection.run(TABLE);
    connection.closeSync();
    instance.closeSync();
  });
  const open = () => duckdbDriver(path.join(folder, 'sale.duckdb'));
  behavesAlike(open, () => duckdbDriver(path.join(folder, 'none.duckdb')));

  it('cannot read other files', async () => {
    fs.writeFileSync(path.join(folder, 'secret.csv'), 'a\n1\n');
    const driver = open();
    const answer = await ask(
      driver,
      `SELECT 'x' AS region, a AS amount, 1 AS n, TRUE AS many FROM read_csv('${folder}/secret.csv')`
    );
    await driver.close();
    expect(answer).toMatchObject({ ok: false, error: { code: 'PL3108' } });
  });

  it('is interrupted at the deadline: PL3104', async () => {
    const driver = open();
    const answer = await ask(
      driver,
      'SELECT NULL AS region, SUM(a.range * b.range) AS amount, 1 AS n, TRUE AS many FROM range(3000000) a, range(3000000) b',
      300
    );
    await driver.close();
    expect(answer).toMatchObject({ ok: false, error: { code: 'PL3104' } });
  });
});

describeWith('postgresql', postgresFolder() !== undefined, 'PostgreSQL server', () => {
  let server: Server;
  beforeAll(async () => {
    server = (await startPostgres()) as Server;
    const client = new pg.Client(server.url);
    await client.connect();
    await client.query(TABLE);
    await client.end();
  });
  afterAll(() => server?.stop());
  const open = () => postgresDriver(new URL(server.url));
  behavesAlike(open, () => postgresDriver(new URL('postgres://plumbline@127.0.0.1:1/postgres')));

  it('cancels in the server when the caller gives up', async () => {
    const driver = open();
    const controller = new AbortController();
    const pending = ask(
      driver,
      'SELECT NULL AS region, 1 AS amount, 1 AS n, pg_sleep(30) IS NULL AS many',
      30_000,
      controller.signal
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    controller.abort();
    await expect(pending).rejects.toThrow(/abort/i);
    const client = new pg.Client(server.url);
    await client.connect();
    const running =
      "SELECT count(*)::int AS n FROM pg_stat_activity WHERE query LIKE '%pg_sleep(30)%' AND state = 'active' AND pid <> pg_backend_pid()";
    await expect.poll(async () => (await client.query(running)).rows[0].n, { timeout: 5_000 }).toBe(0);
    await client.end();
    await driver.close();
  });
});

describeWith('mariadb-server', hasMariadb(), 'MariaDB server', () => {
  let server: Server;
  const admin = async (sql: string) => {
    const connection = await mysql.createConnection({ uri: server.url, multipleStatements: true });
    const [rows] = await connection.query(sql);
    await connection.end();
    return rows as Array<Record<string, unknown>>;
  };
  beforeAll(async () => {
    server = (await startMariadb('America/New_York')) as Server;
    await admin(TABLE);
  });
  afterAll(() => server?.stop());
  const open = () => mysqlDriver(new URL(server.url));
  behavesAlike(open, () => mysqlDriver(new URL('mysql://plumbline@127.0.0.1:1/shop')));

  it('says that it refuses the user: PL3101', async () => {
    const url = new URL(server.url);
    url.username = 'nobody';
    const driver = mysqlDriver(url);
    expect(await ask(driver)).toMatchObject({ ok: false, error: { code: 'PL3101' } });
    await driver.close();
  });

  it('reads TIMESTAMP as UTC, text in four bytes, and a backslash as an escape', async () => {
    await admin('CREATE TABLE stamp (at TIMESTAMP(6) NULL); INSERT INTO stamp VALUES (FROM_UNIXTIME(1793514605.678))');
    const driver = open();
    const text = "TIMESTAMPDIFF(MICROSECOND, '1970-01-01', at)";
    const answer = await ask(driver, `SELECT 'é🧨\\\\' AS region, ${text} AS amount, 1 AS n, FALSE AS many FROM stamp`);
    await driver.close();
    expect(answer.ok && answer.frames[0].columns.map((c) => Array.from(c.values))).toEqual([
      ['é🧨\\'],
      [1_793_514_605_678_000],
      [1],
      [false],
    ]);
  });

  it('kills the query in the server when the caller gives up', async () => {
    const driver = open();
    const controller = new AbortController();
    const text = 'SELECT NULL AS region, 1 AS amount, 1 AS n, SLEEP(30) AS many';
    const pending = ask(driver, text, 30_000, controller.signal);
    await new Promise((resolve) => setTimeout(resolve, 300));
    controller.abort();
    await expect(pending).rejects.toThrow(/abort/i);
    const running =
      "SELECT COUNT(*) AS n FROM information_schema.PROCESSLIST WHERE INFO LIKE '%SLEEP(30)%' AND ID <> CONNECTION_ID()";
    await expect.poll(async () => Number((await admin(running))[0].n), { timeout: 5_000 }).toBe(0);
    await driver.close();
  });
});
