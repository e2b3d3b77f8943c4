import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import pg from 'pg';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../cli/main';
import { openDuckdb, openPglite, openSqlite, type Engine, type Row } from '../engines';
import { freePort, postgresFolder, startPostgres } from '../engines/native-postgres';
import { describeWith, hasShared } from '../setup/needs';
import {
  CDNOW_FROM,
  CDNOW_TO,
  cdnowRows,
  cdnowTable,
  realDefinitions,
  SHOPPERS_FROM,
  SHOPPERS_TO,
  shoppersRows,
  shoppersTable,
} from './data';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plumbline-real-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

type Dialect = 'postgres' | 'sqlite' | 'duckdb';
interface Store {
  readonly dialect: Dialect;
  readonly url: string;
  readonly close: () => Promise<void>;
}

async function load(engine: Engine): Promise<void> {
  await engine.load(shoppersTable, shoppersRows());
  await engine.load(cdnowTable, cdnowRows());
}

const STORES: Array<[string, () => Promise<Store | undefined>]> = [
  [
    'SQLite',
    async () => {
      const file = path.join(folder, 'real.sqlite');
      const engine = await openSqlite(file);
      await load(engine);
      await engine.close();
      return { dialect: 'sqlite', url: `sqlite:${file}`, close: async () => undefined };
    },
  ],
  [
    'DuckDB',
    async () => {
      const file = path.join(folder, 'real.duckdb');
      const engine = await openDuckdb('America/New_York', file);
      await load(engine);
      await engine.close();
      return { dialect: 'duckdb', url: `duckdb:${file}`, close: async () => undefined };
    },
  ],
  [
    'PGlite behind its socket',
    async () => {
      const engine = await openPglite('America/New_York');
      await load(engine);
      const port = await freePort();
      const server = new PGLiteSocketServer({ db: engine.db, host: '127.0.0.1', port, maxConnections: 8 });
      await server.start();
      return {
        dialect: 'postgres',
        url: `postgres://postgres@127.0.0.1:${port}/postgres`,
        close: async () => {
          await server.stop();
          await engine.close();
        },
      };
    },
  ],
  [
    'native PostgreSQL',
    async () => {
      const server = await startPostgres(['TimeZone=America/New_York']);
      if (!server) {
        return undefined;
      }
      const client = new pg.Client(server.url);
      await client.connect();
      for (const [table, rows] of [
        [shoppersTable, shoppersRows()],
        [cdnowTable, cdnowRows()],
      ] as const) {
        await copy(client, table.name, table.columns, rows);
      }
      await client.end();
      return { dialect: 'postgres', url: server.url, close: server.stop };
    },
  ],
];

const PG_TYPES: Record<string, string> = {
  integer: 'bigint',
  text: 'text',
  boolean: 'boolean',
  numeric: 'numeric(12,2)',
  timestamptz: 'timestamptz',
};

async function copy(client: pg.Client, name: string, columns: Readonly<Record<string, string>>, rows: readonly Row[]) {
  const list = Object.entries(columns).map(([column, kind]) => `${column} ${PG_TYPES[kind]}`);
  await client.query(`CREATE TABLE ${name} (${list.join(', ')})`);
  const json = rows.map((row) =>
    Object.fromEntries(
      Object.entries(columns).map(([c, kind]) => [
        c,
        kind === 'timestamptz' ? new Date(row[c] as number).toISOString() : row[c],
      ])
    )
  );
  await client.query(`INSERT INTO ${name} SELECT * FROM jsonb_to_recordset($1::jsonb) AS r(${list.join(', ')})`, [
    JSON.stringify(json),
  ]);
}

interface Answer {
  readonly status: string;
  readonly frames: ReadonlyArray<{
    readonly fields: ReadonlyArray<{ readonly name: string; readonly values: ReadonlyArray<number | string | null> }>;
  }>;
  readonly notices: ReadonlyArray<{ readonly code: string; readonly severity: string }>;
}

/** Runs the command line as a shell would, and reads its JSON. */
async function query(store: Store, timeZone: string, ...args: string[]): Promise<Answer> {
  const file = path.join(folder, `definitions-${store.dialect}-${timeZone.replaceAll('/', '-')}.yaml`);
  fs.writeFileSync(file, realDefinitions(store.dialect, timeZone));
  let out = '';
  let err = '';
  const code = await run(
    ['query', '--definitions', file, '--source', `real-db=${store.url}`, '--format', 'json', ...args],
    {
      out: (text) => void (out += text),
      err: (text) => void (err += text),
      nowMs: () => Date.UTC(2026, 6, 1),
    }
  );
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out) as Answer;
}

const values = (answer: Answer, field: string, frame = 0) =>
  answer.frames[frame]?.fields.find((f) => f.name === field)?.values ?? [];
const range = (fromMs: number, toMs: number) => [
  '--from',
  new Date(fromMs).toISOString(),
  '--to',
  new Date(toMs).toISOString(),
];
const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'];
const GRAINS = { '1d': 'day', '1w': 'week', '1M': 'month' } as const;

type Unit = (typeof GRAINS)[keyof typeof GRAINS];

/** The slow, obvious way: Temporal says which local day, week (from Monday) or month each purchase belongs to. */
function bucketsByTemporal(rows: readonly Row[], zone: string, grain: Unit): Map<number, number> {
  const cents = new Map<number, number>();
  for (const row of rows) {
    const date = Temporal.Instant.fromEpochMilliseconds(row.bought_at as number)
      .toZonedDateTimeISO(zone)
      .toPlainDate();
    const first =
      grain === 'day' ? date : grain === 'week' ? date.subtract({ days: date.dayOfWeek - 1 }) : date.with({ day: 1 });
    const start = first.toZonedDateTime(zone).epochMilliseconds;
    cents.set(start, (cents.get(start) ?? 0) + Math.round((row.dollars as number) * 100));
  }
  return cents;
}

/** Once for all four stores: Temporal takes seconds for each zone. */
const known = new Map<string, Map<number, number>>();
function oracle(rows: readonly Row[], zone: string, grain: Unit): Map<number, number> {
  const key = `${zone} ${grain}`;
  const found = known.get(key) ?? bucketsByTemporal(rows, zone, grain);
  known.set(key, found);
  return found;
}

describeWith('../shared', hasShared, 'real data through the command line', () => {
  const purchases = cdnowRows();

  describe.each(STORES)('%s', (name, open) => {
    let store: Store | undefined;
    beforeAll(async () => {
      store = await open();
    }, 120_000);
    afterAll(() => store?.close());

    const test = (title: string, body: (store: Store) => Promise<void>) =>
      it(
        title,
        async (context) => {
          if (!store && !process.env.PLUMBLINE_CI) {
            return context.skip(`${name} is not installed here`);
          }
          await body(store as Store);
        },
        120_000
      );

    test('1,908 of 12,330 sessions bought', async (s) => {
      const answer = await query(
        s,
        'UTC',
        '--kpi',
        'session-conversion',
        '--view',
        'value',
        ...range(SHOPPERS_FROM, SHOPPERS_TO)
      );
      expect([values(answer, 'numerator'), values(answer, 'denominator'), values(answer, 'value')]).toEqual([
        [1908],
        [12_330],
        [1908 / 12_330],
      ]);
      expect(answer.status).toBe('ok');
    });

    test('by visitor type: 422/1,694, 1,470/10,551, 16/85', async (s) => {
      const answer = await query(
        s,
        'UTC',
        '--kpi',
        'session-conversion',
        '--view',
        'breakdown',
        '--by',
        'visitor_type',
        ...range(SHOPPERS_FROM, SHOPPERS_TO)
      );
      const rows = values(answer, 'visitor_type').map((type, i) => [
        type,
        values(answer, 'numerator')[i],
        values(answer, 'denominator')[i],
      ]);
      expect(rows.sort()).toEqual([
        ['New_Visitor', 422, 1694],
        ['Other', 16, 85],
        ['Returning_Visitor', 1470, 10_551],
      ]);
    });

    test('2,500,315.63 dollars over the whole range', async (s) => {
      const answer = await query(s, 'UTC', '--kpi', 'revenue', '--view', 'value', ...range(CDNOW_FROM, CDNOW_TO));
      expect((values(answer, 'value')[0] as number).toFixed(6)).toBe('2500315.630000');
    });

    for (const zone of ZONES) {
      test(`revenue by day, week and month in ${zone}: each bucket, none lost or doubled`, async (s) => {
        const rows = purchases;
        for (const [grain, unit] of Object.entries(GRAINS)) {
          const answer = await query(
            s,
            zone,
            '--kpi',
            'revenue',
            '--view',
            'series',
            '--grain',
            grain,
            ...range(CDNOW_FROM, CDNOW_TO)
          );
          const found = new Map<number, number>();
          values(answer, 'time').forEach((time, i) => {
            const value = values(answer, 'value')[i];
            expect(found.has(time as number)).toBe(false);
            if (value !== null) {
              found.set(time as number, Math.round((value as number) * 100));
            }
          });
          const expected = oracle(rows, zone, unit);
          // The range starts in the middle of a local week or month: that bucket carries the range's own start or its own.
          const sum = (m: Map<number, number>) => [...m.values()].reduce((a, b) => a + b, 0);
          expect(sum(found)).toBe(250_031_563);
          const inner = [...expected].filter(([start]) => start >= CDNOW_FROM);
          expect(inner.map(([start, cents]) => [start, found.get(start) === cents])).toEqual(
            inner.map(([start]) => [start, true])
          );
        }
      });
    }
  });
});

describe('native PostgreSQL', () => {
  it('is there under CI', () => {
    expect(!process.env.PLUMBLINE_CI || postgresFolder() !== undefined).toBe(true);
  });
});
