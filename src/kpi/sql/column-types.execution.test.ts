/** Columns as stores really have them: each type of time, wrapped types, tables with keys and partitions, other charsets. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { missingFor, openEngines, type Engine, type EngineName } from '../../../tests/engines';
import { describeWith } from '../../../tests/setup/needs';
import { buildFunnel } from './funnel';
import { buildSlices } from './slices';
import type { SliceQuery } from './types';
import { buildValues } from './values';

const HOUR = 3_600_000;
/** Clocks in New York, where the sessions stand, jump at 07:00 UTC of this day. */
const T0 = Date.UTC(2026, 2, 8, 6);
const AT = [T0 - 1000, T0, T0 + 59 * 60_000, T0 + HOUR, T0 + 2 * HOUR - 1000, T0 + 2 * HOUR];
/** Of another case, with a letter beyond ASCII, with a blank at the end. */
const SHOPS = ['é', 'é', 'É', 'é ', 'a', 'A'];
const iso = (ms: number) => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');

const query = (engine: Engine): SliceQuery => ({
  ...{ dialect: engine.dialect, relation: { table: 'typed' }, time: 'at', timeType: 'instant', filters: [] },
  runs: [{ startMs: T0, endMs: T0 + 2 * HOUR, stepMs: HOUR }],
  groups: [{ name: 'shop', field: 'shop' }],
  aggregates: [
    { name: 'n', of: { kind: 'rows' }, where: [] },
    { name: 'e', of: { kind: 'rows' }, where: [{ op: 'is', field: 'shop', value: 'é' }] },
    { name: 'starts', of: { kind: 'rows' }, where: [{ op: 'matches', field: 'shop', pattern: 'é.*' }] },
    { name: 'sum', of: { kind: 'sum', value: { field: 'amount' } }, where: [] },
    { name: 'shops', of: { kind: 'distinct', field: 'shop', approximate: false }, where: [] },
    { name: 'newest', of: { kind: 'newest' }, where: [] },
  ],
});
const EXPECTED = [
  { bucket: T0, shop: 'É', n: 1, e: 0, starts: 0, sum: 2.25, shops: 1, newest: AT[2] },
  { bucket: T0, shop: 'é', n: 1, e: 1, starts: 1, sum: 1.25, shops: 1, newest: AT[1] },
  { bucket: T0 + HOUR, shop: 'a', n: 1, e: 0, starts: 0, sum: 4.25, shops: 1, newest: AT[4] },
  { bucket: T0 + HOUR, shop: 'é ', n: 1, e: 0, starts: 1, sum: 3.25, shops: 1, newest: AT[3] },
];

/** Slices, values and a funnel of the table `typed`, whose rows are AT × SHOPS with the amounts 0.25, 1.25 and so on. */
async function check(engine: Engine, what: string): Promise<void> {
  const slices = buildSlices(query(engine));
  const found = slices.ok ? await engine.run(slices.value.text) : [];
  const sorted = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).sort();
  expect([what, ...sorted(found.map((row) => ({ ...row, observed: undefined })))]).toEqual([what, ...sorted(EXPECTED)]);
  const values = buildValues({ ...query(engine), field: 'shop', fromMs: T0, toMs: T0 + HOUR, limit: 5 });
  const listed = values.ok ? await engine.run(values.value.text) : [];
  expect([what, listed.map(({ value }) => value).sort()]).toEqual([what, ['É', 'é'].sort()]);
  const funnel = buildFunnel({
    ...{ dialect: engine.dialect, relation: { table: 'typed' }, time: 'at', timeType: 'instant', actor: 'shop' },
    ...{ groups: [], filters: [], fromMs: T0 - HOUR, toMs: T0 + 3 * HOUR, asOfMs: T0 + 9 * HOUR, windowMs: 3 * HOUR },
    ...{ entry: 'any', ties: 'strict' },
    steps: [
      { where: [{ op: 'lt', field: 'amount', value: 1 }] },
      { where: [{ op: 'gte', field: 'amount', value: 1 }] },
    ],
  });
  // Only the first é has an amount below 1, and only another é of its own is its second step.
  const [row] = funnel.ok ? await engine.run(funnel.value.text) : [];
  expect([what, row]).toMatchObject([what, { n1: 1, n2: 1 }]);
}

function suite(name: EngineName, tables: (engine: Engine) => ReadonlyArray<readonly [string, string]>) {
  describeWith(missingFor(name) ?? name, missingFor(name) === undefined, `columns of ${name}`, () => {
    let engine: Engine;
    beforeAll(async () => {
      [engine] = await openEngines('America/New_York', [name]);
    });
    afterAll(() => engine?.close());
    it('are read right whatever their type', { timeout: 120_000 }, async () => {
      for (const [what, sql] of tables(engine)) {
        await engine.run('DROP TABLE IF EXISTS typed');
        for (const statement of sql.split('\n')) {
          await engine.run(statement);
        }
        await check(engine, what);
      }
    });
  });
}

const rows = (at: (ms: number) => string) => AT.map((ms, i) => `(${at(ms)}, '${SHOPS[i]}', ${i}.25)`).join(', ');

suite('ClickHouse', () =>
  [
    ['DateTime', 'at', 'shop'],
    ["DateTime('Asia/Tokyo')", 'at', 'shop'],
    ["DateTime64(3, 'UTC')", 'at', 'shop'],
    ["DateTime64(9, 'Australia/Lord_Howe')", 'toDate(at), at', 'shop'],
    ['Nullable(DateTime64(6))', 'tuple()', 'shop'],
  ].flatMap(([type, order]) =>
    ['String', 'LowCardinality(String)', 'LowCardinality(Nullable(String))', 'Nullable(String)'].map((text) => {
      const table = `CREATE TABLE typed (at ${type}, shop ${text}, amount Nullable(Decimal(9, 2))) ENGINE = MergeTree ORDER BY (${order})`;
      const partition = order === 'tuple()' ? '' : ' PARTITION BY toYYYYMM(at)';
      const values = rows((ms) => `toDateTime(${ms / 1000})`);
      return [
        `${type}, ${text}`,
        `${table.replace(' ORDER', `${partition} ORDER`)}\nINSERT INTO typed VALUES ${values}`,
      ] as const;
    })
  )
);

suite('MariaDB', () =>
  ['DATETIME', 'DATETIME(3)', 'TIMESTAMP NULL', 'TIMESTAMP(6) NULL'].flatMap((type) =>
    ['utf8mb4', 'utf8mb4 COLLATE utf8mb4_bin', 'latin1', 'latin1 COLLATE latin1_german2_ci', 'utf8mb3'].map(
      (charset) => {
        const table = `CREATE TABLE typed (at ${type}, shop VARCHAR(20) CHARACTER SET ${charset}, amount DECIMAL(9, 2), INDEX (at), INDEX (shop))`;
        const insert = `INSERT INTO typed VALUES ${rows((ms) => `'${iso(ms)}'`)}`;
        return [
          `${type}, ${charset}`,
          `${table}\nSET time_zone = '+00:00'; ${insert}; SET time_zone = DEFAULT`,
        ] as const;
      }
    )
  )
);

describeWith(
  missingFor('ClickHouse') ?? 'ClickHouse',
  missingFor('ClickHouse') === undefined,
  'an index serves',
  () => {
    it('the primary key of ClickHouse: few granules are read', async () => {
      const [engine] = await openEngines('America/New_York', ['ClickHouse']);
      await engine.run(
        'CREATE TABLE typed (at DateTime, shop String, amount Float64) ENGINE = MergeTree ORDER BY at SETTINGS index_granularity = 100'
      );
      await engine.run(
        `INSERT INTO typed SELECT toDateTime(${T0 / 1000} + 3600 * (number - 5000)), 'a', 1 FROM numbers(10000)`
      );
      const built = buildSlices(query(engine));
      const plan = await engine.run(`EXPLAIN indexes = 1 ${built.ok ? built.value.text : ''}`);
      const text = plan.map((row) => Object.values(row)[0]).join('\n');
      const [, read, all] = /Granules: (\d+)\/(\d+)/.exec(text) ?? [];
      expect([Number(all) >= 100, Number(read) <= 3]).toEqual([true, true]);
      await engine.close();
    });
  }
);
