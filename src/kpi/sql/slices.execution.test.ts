/** Slices, time ranges and buckets on every store that runs here; their sessions stand in America/New_York, against a slow oracle. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEngines, type ColumnKind, type Engine, type Row } from '../../../tests/engines';
import { slicesOracle } from '../../../tests/oracles/slices';
import { buildSlices } from './slices';
import type { BucketRun, SliceQuery } from './types';
import { buildValues } from './values';

const MIN = 60_000;
const HOUR = 60 * MIN;
const DAY = 24 * HOUR;
// Clocks in New York jump at 07:00 UTC of this day.
const T0 = Date.UTC(2026, 2, 8, 6);

let engines: readonly Engine[] = [];
beforeAll(async () => {
  engines = await openEngines('America/New_York');
});
afterAll(() => Promise.all(engines.map((engine) => engine.close())));

function text(query: SliceQuery, engine: Engine): string {
  const built = buildSlices({ ...query, dialect: engine.dialect });
  if (!built.ok) {
    throw new Error(built.diagnostics[0].message);
  }
  return built.value.text;
}

/** Column types that hold microseconds. */
const MICROSECONDS: Readonly<Record<Engine['dialect'], readonly string[]>> = {
  postgres: ['timestamptz', 'timestamp'],
  duckdb: ['timestamptz', 'timestamp'],
  mysql: ['DATETIME(6)', 'TIMESTAMP(6)'],
  clickhouse: ['DateTime64(6)', "DateTime64(9, 'Asia/Tokyo')"],
  sqlite: [],
};

const base: SliceQuery = {
  dialect: 'postgres',
  relation: { table: 'sales' },
  time: 'at',
  timeType: 'instant',
  runs: [],
  groups: [],
  filters: [],
  aggregates: [{ name: 'n', of: { kind: 'rows' }, where: [] }],
};

describe('slices agree on all engines and with the oracle', () => {
  const types = [
    { kind: 'timestamptz', timeType: 'instant', grain: 1 },
    { kind: 'timestamp', timeType: 'instant', grain: 1 },
    { kind: 'date', timeType: 'instant', grain: DAY },
    { kind: 'integer', timeType: 'unixMillis', grain: 1 },
    { kind: 'integer', timeType: 'unixSeconds', grain: 1000 },
    { kind: 'double', timeType: 'unixSeconds', grain: 1 },
  ] as const;

  for (const { kind, timeType, grain } of types) {
    it(`${kind} as ${timeType}: 150 random sets`, { timeout: 180_000 }, async () => {
      const at = fc.oneof(
        fc.integer({ min: -3 * DAY, max: 3 * DAY }),
        // On the edges of buckets and runs, and one millisecond beside them.
        fc
          .record({ h: fc.integer({ min: -60, max: 60 }), beside: fc.integer({ min: -1, max: 1 }) })
          .map((x) => x.h * HOUR + x.beside),
        fc.integer({ min: -80, max: 80 }).map((m) => m * MIN)
      );
      const sale = fc.record({
        at: at.map((ms) => Math.floor((T0 + ms) / grain) * grain),
        shop: fc.constantFrom('a', 'A', 'b', null),
        amount: fc.oneof(
          fc.integer({ min: -500, max: 500 }).map((n) => n / 4),
          fc.constant(null)
        ),
        ok: fc.constantFrom(true, false, null),
      });
      const cuts = fc.uniqueArray(
        fc.oneof(
          fc.integer({ min: -30, max: 30 }).map((h) => h * HOUR),
          fc.integer({ min: -DAY, max: DAY })
        ),
        {
          minLength: 2,
          maxLength: 5,
        }
      );
      const steps = fc.array(fc.constantFrom(MIN, 5 * MIN, 15 * MIN, HOUR, null), { minLength: 4, maxLength: 4 });
      await fc.assert(
        fc.asyncProperty(
          fc.array(sale, { maxLength: 30 }),
          cuts,
          steps,
          fc.boolean(),
          async (sales, edges, stepMs, gap) => {
            const sorted = edges.map((e) => T0 + e).sort((a, b) => a - b);
            const runs: BucketRun[] = sorted
              .slice(1)
              .map((endMs, i) => ({ startMs: sorted[i], endMs, stepMs: stepMs[i] }))
              .filter((_, i) => !(gap && i === 1));
            const query: SliceQuery = {
              ...base,
              timeType,
              runs,
              groups: [{ name: 'shop', field: 'shop' }],
              filters: [{ op: 'not', field: 'shop', value: 'b' }],
              aggregates: [
                { name: 'n', of: { kind: 'rows' }, where: [{ op: 'is', field: 'ok', value: true }] },
                {
                  name: 'total',
                  of: { kind: 'sum', value: { field: 'amount' } },
                  where: [{ op: 'is', field: 'ok', value: true }],
                },
              ],
            };
            const expected = slicesOracle(
              sales.map((s) => ({
                at: s.at,
                groups: [s.shop],
                value: s.amount,
                passes: s.shop !== 'b',
                counts: s.ok === true,
              })),
              runs
            )
              .map((r) => JSON.stringify([r.bucket, r.groups[0], r.rows, r.sum, r.observed]))
              .sort();
            const columns = { at: kind as ColumnKind, shop: 'text', amount: 'double', ok: 'boolean' } as const;
            const scale = timeType === 'unixSeconds' ? 1000 : 1;
            const rows: Row[] = sales.map((s) => ({ ...s, at: s.at / scale }));
            for (const engine of engines) {
              await engine.load({ name: 'sales', columns }, rows);
              const found = (await engine.run(text(query, engine)))
                .map((r) => JSON.stringify([r.bucket, r.shop, r.n, r.total, r.observed]))
                .sort();
              expect([engine.name, ...found]).toEqual([engine.name, ...expected]);
            }
          }
        ),
        { numRuns: 150, seed: 11 }
      );
    });
  }

  it('reads ISO 8601 text in SQLite whatever its shape, and takes what is no time for no row', async () => {
    const sqlite = engines.find(({ name }) => name === 'SQLite')!;
    const shapes: Array<[string, number]> = [
      ['2026-03-08', Date.UTC(2026, 2, 8)],
      ['2026-03-08T06:30', Date.UTC(2026, 2, 8, 6, 30)],
      ['2026-03-08 06:30:15', Date.UTC(2026, 2, 8, 6, 30, 15)],
      ['2026-03-08T06:30:15Z', Date.UTC(2026, 2, 8, 6, 30, 15)],
      ['2026-03-08 06:30:15.25', Date.UTC(2026, 2, 8, 6, 30, 15, 250)],
      ['2026-03-08T06:30:15.123456Z', Date.UTC(2026, 2, 8, 6, 30, 15, 123)],
      ['2026-03-08T06:30:15+14:00', Date.UTC(2026, 2, 7, 16, 30, 15)],
      ['2026-03-08 06:30:15.5 -12:00', Date.UTC(2026, 2, 8, 18, 30, 15, 500)],
      ['2026-03-08 06:30:15+02', Date.UTC(2026, 2, 8, 4, 30, 15)],
      ['2026-03-08T06:30:15-0330', Date.UTC(2026, 2, 8, 10, 0, 15)],
    ];
    for (const [shape, ms] of shapes) {
      await sqlite.load({ name: 'sales', columns: { at: 'text' } }, [{ at: shape }]);
      const around = (startMs: number, endMs: number) =>
        sqlite.run(text({ ...base, runs: [{ startMs, endMs, stepMs: 1 }] }, sqlite));
      expect([shape, await around(ms, ms + 1)]).toEqual([shape, [{ bucket: ms, n: 1, observed: 1 }]]);
      expect([shape, await around(ms - 5, ms)]).toEqual([shape, []]);
      expect([shape, await around(ms + 1, ms + 5)]).toEqual([shape, []]);
    }
    await sqlite.load({ name: 'sales', columns: { at: 'text' } }, [
      { at: 'now' },
      { at: '' },
      { at: 'x' },
      { at: null },
      { at: '2026-13-77' },
    ]);
    expect(
      await sqlite.run(text({ ...base, runs: [{ startMs: T0 - DAY, endMs: T0 + DAY, stepMs: null }] }, sqlite))
    ).toEqual([]);
  });

  it('keeps microseconds on the right side of an edge', async () => {
    const start = T0 + 123;
    for (const engine of engines.filter(({ dialect }) => dialect !== 'sqlite')) {
      for (const type of MICROSECONDS[engine.dialect]) {
        const isZoned = type === 'timestamptz';
        const values = ['06:00:00.122999', '06:00:00.123000', '06:59:59.999999', '07:00:00.000000'].map((time) =>
          engine.dialect === 'clickhouse'
            ? `(toDateTime64('2026-03-08 ${time}', 6, 'UTC'))`
            : `('2026-03-08 ${time}${isZoned ? '+00' : ''}')`
        );
        // MySQL reads what is put into a TIMESTAMP in the session's zone.
        const utc = (on: boolean) => (type === 'TIMESTAMP(6)' ? `SET time_zone = ${on ? "'+00:00'" : 'DEFAULT'};` : '');
        const memory = engine.dialect === 'clickhouse' ? ' ENGINE = Memory' : '';
        const column = engine.dialect === 'clickhouse' || engine.dialect === 'mysql' ? '`at`' : '"at"';
        for (const sql of [
          'DROP TABLE IF EXISTS sales',
          `CREATE TABLE sales (${column} ${type})${memory}`,
          `${utc(true)}INSERT INTO sales VALUES ${values.join(', ')};${utc(false)}`,
        ]) {
          await engine.run(sql);
        }
        const runs = [{ startMs: start, endMs: T0 + HOUR, stepMs: MIN }];
        const found = await engine.run(text({ ...base, runs }, engine));
        const rows = found.sort((a, b) => Number(a.bucket) - Number(b.bucket));
        expect([engine.name, type, rows]).toEqual([
          engine.name,
          type,
          [
            { bucket: start, n: 1, observed: 1 },
            { bucket: T0 + 59 * MIN, n: 1, observed: 1 },
          ],
        ]);
      }
    }
  });

  it('sums money exactly, and real columns as doubles', async () => {
    for (const engine of engines) {
      await engine.load(
        { name: 'sales', columns: { at: 'timestamptz', amount: 'numeric', weight: 'double' } },
        Array.from({ length: 1000 }, () => ({ at: T0, amount: 0.1, weight: 0.5 }))
      );
      const value = (v: { field: string } | { expression: string }, name: string) => ({
        name,
        of: { kind: 'sum' as const, value: v },
        where: [],
      });
      const query: SliceQuery = {
        ...base,
        runs: [{ startMs: T0, endMs: T0 + 1, stepMs: null }],
        aggregates: [
          value({ field: 'amount' }, 'money'),
          value({ expression: 'amount * 2 -- twice' }, 'twice'),
          {
            name: 'none',
            of: { kind: 'sum', value: { field: 'weight' } },
            where: [{ op: 'gt', field: 'weight', value: 1 }],
          },
        ],
      };
      const [row] = await engine.run(text(query, engine));
      expect(row.money).toBeCloseTo(100, engine.dialect === 'sqlite' ? 9 : 15);
      expect(row.twice).toBeCloseTo(200, engine.dialect === 'sqlite' ? 9 : 15);
      expect(row).toMatchObject({ none: 0, observed: 1000, bucket: T0 });
    }
    const postgres = engines.find(({ name }) => name === 'PGlite')!;
    await postgres.run(`DROP TABLE IF EXISTS sales; CREATE TABLE sales AS
      SELECT timestamptz '2026-03-08 06:00:00+00' AS at, 0.1::real AS amount FROM generate_series(1, 100000)`);
    const query: SliceQuery = {
      ...base,
      runs: [{ startMs: T0, endMs: T0 + 1, stepMs: null }],
      aggregates: [{ name: 'sum', of: { kind: 'sum', value: { field: 'amount' } }, where: [] }],
    };
    const [row] = await postgres.run(text(query, postgres));
    expect(row.sum).toBeCloseTo(10_000, 2); // PostgreSQL's own SUM(real) says 9998.557
  });

  it('lists values by frequency, without NULL, in code point order where they are equally frequent', async () => {
    for (const engine of engines) {
      const names = ['b', 'a', 'B', 'b', null, null, null, 'é', 'late'];
      await engine.load(
        { name: 'sales', columns: { at: 'timestamptz', shop: 'text' } },
        names.map((shop) => ({ shop, at: shop === 'late' ? T0 + HOUR : T0 }))
      );
      const built = buildValues({
        ...base,
        dialect: engine.dialect,
        field: 'shop',
        fromMs: T0,
        toMs: T0 + HOUR,
        limit: 3,
      });
      const rows = built.ok ? await engine.run(built.value.text) : [];
      expect([engine.dialect, rows]).toEqual([
        engine.dialect,
        [
          { value: 'b', rows: 2 },
          { value: 'B', rows: 1 },
          { value: 'a', rows: 1 },
        ],
      ]);
    }
  });
});
