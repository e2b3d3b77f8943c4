/** Events made in the store itself, the same in each: whole-number arithmetic on the row's number, no store's own random numbers. */
export type StoreName = 'postgres' | 'duckdb' | 'clickhouse';
/** Of 5,000,000 events of 300,000 users; and of 300 users with 1,000 events each. */
export type TableName = 'ordinary' | 'heavy';

export const DAY = 86_400_000;
export const START = Date.UTC(2026, 0, 1);
export const DAYS = 30;
const EVENTS = Number(process.env.EVENTS ?? 5_000_000);
export const TABLES: Readonly<Record<TableName, { readonly events: number; readonly users: number }>> = {
  ordinary: { events: EVENTS, users: Math.max(1, Math.round((EVENTS * 300_000) / 5_000_000)) },
  heavy: { events: 300_000, users: 300 },
};

const PRIME = 2_147_483_647;
const SEED = 42;
/** Fourteen places, so that six of fourteen events are home, three search, two checkout, one confirmation. */
const PAGES = ['home', 'search', 'checkout', 'confirmation', 'about', 'blog'] as const;
const UP_TO = [6, 9, 11, 12, 13] as const;

/** A number of this row that looks random: squares modulo a prime, of 31 bits, so that no store's 64 bits overflow. */
const mixed = (from: string, salt: number) => `(${from} * ${from} + i * 7 + ${salt}) % ${PRIME}`;

const AT: Readonly<Record<StoreName, string>> = {
  postgres: `to_timestamp((${START} + ms) / 1000.0)`,
  duckdb: `make_timestamptz((${START} + ms) * 1000)`,
  clickhouse: `fromUnixTimestamp64Milli(toInt64(${START} + ms))`,
};
const NUMBERS: Readonly<Record<StoreName, (n: number) => string>> = {
  postgres: (n) => `SELECT g::bigint AS i FROM generate_series(0, ${n - 1}) AS g`,
  duckdb: (n) => `SELECT r::BIGINT AS i FROM range(${n}) AS t(r)`,
  clickhouse: (n) => `SELECT toInt64(number) AS i FROM numbers(${n})`,
};
const COLUMNS: Readonly<Record<StoreName, string>> = {
  postgres: '"at" timestamptz, user_id text, page text, country text, amount numeric(12, 2)',
  duckdb: '"at" TIMESTAMPTZ, user_id VARCHAR, page VARCHAR, country VARCHAR, amount DECIMAL(12, 2)',
  clickhouse:
    "`at` DateTime64(3, 'UTC'), user_id String, page LowCardinality(String), country LowCardinality(String), amount Nullable(Decimal(12, 2))",
};

/** Statements that create and fill the table, one after another. */
export function make(store: StoreName, table: TableName): string[] {
  const { events, users } = TABLES[table];
  const engine = store === 'clickhouse' ? ' ENGINE = MergeTree ORDER BY (user_id, at)' : '';
  const page = `CASE ${UP_TO.map((n, i) => `WHEN x3 % 14 < ${n} THEN '${PAGES[i]}'`).join(' ')} ELSE '${PAGES[5]}' END`;
  const user = `concat('u', CAST(x1 % ${users} AS ${store === 'postgres' ? 'text' : store === 'duckdb' ? 'VARCHAR' : 'String'}))`;
  const amount = store === 'clickhouse' ? 'toDecimal64((x5 % 20000) / 100., 2)' : '(x5 % 20000) / 100.0';
  return [
    `CREATE TABLE ${table} (${COLUMNS[store]})${engine}`,
    `INSERT INTO ${table}
SELECT ${AT[store]}, ${user}, ${page}, CASE x4 % 5 WHEN 0 THEN 'DE' WHEN 1 THEN 'FR' ELSE 'US' END,
  CASE WHEN x3 % 14 = 11 THEN ${amount} END
FROM (SELECT i, x1, x3, x4, (x2 % ${(DAYS * DAY) / 1000}) * 1000 + x4 % 1000 AS ms, ${mixed('x4', 5)} AS x5
  FROM (SELECT i, x1, x2, x3, ${mixed('x3', 4)} AS x4
    FROM (SELECT i, x1, x2, ${mixed('x2', 3)} AS x3
      FROM (SELECT i, x1, ${mixed('x1', 2)} AS x2
        FROM (SELECT i, ${mixed('x0', 1)} AS x1
          FROM (SELECT i, (i * 48271 + ${SEED}) % ${PRIME} AS x0 FROM (${NUMBERS[store](events)}) AS n) AS a) AS b) AS c) AS d) AS e) AS f`,
    ...(store === 'postgres'
      ? [
          `CREATE INDEX ON ${table} ("at")`,
          // What a LATERAL chain needs to be any good.
          `CREATE INDEX ON ${table} (user_id, page, "at")`,
          `VACUUM ANALYZE ${table}`,
        ]
      : []),
  ];
}
