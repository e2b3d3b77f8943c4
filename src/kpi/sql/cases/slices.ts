import { DAY_END, DAY_START, REST, type SqlCase } from './case';

export const SLICES: readonly SqlCase[] = [
  {
    name: 'rows of a day',
    of: {
      build: 'slices',
      query: {
        relation: { table: 'shop.events' },
        time: 'at',
        timeType: 'instant',
        runs: [{ startMs: DAY_START, endMs: DAY_END, stepMs: null }],
        groups: [],
        filters: [],
        aggregates: [{ name: 'n', of: { kind: 'rows' }, where: [] }],
      },
    },
    text: {
      postgres: `
SELECT
  CAST(1767225600000 AS bigint) AS "bucket",
  COUNT(*) AS "n",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
GROUP BY 1
`,
      sqlite: `
SELECT
  CAST(1767225600000 AS INTEGER) AS "bucket",
  COUNT(*) AS "n",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2025-12-31'
  AND "at" < '2026-01-03'
  AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) >= 1767225600000
  AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) < 1767312000000
GROUP BY 1
`,
      duckdb: `
SELECT
  CAST(1767225600000 AS BIGINT) AS "bucket",
  COUNT(*) AS "n",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
GROUP BY 1
`,
      ...REST,
    },
    rows: [{ bucket: 1767225600000, n: 9, observed: 9 }],
  },
  {
    name: 'hours, then minutes at the open end, by device, counts and sums with conditions',
    of: {
      build: 'slices',
      query: {
        relation: { table: 'shop.events' },
        time: 'at',
        timeType: 'instant',
        runs: [
          { startMs: DAY_START, endMs: DAY_END - 3_600_000, stepMs: 3_600_000 },
          { startMs: DAY_END - 3_600_000, endMs: DAY_END, stepMs: 60_000 },
        ],
        groups: [{ name: 'device', field: 'device' }],
        filters: [{ op: 'present', field: 'who', value: true }],
        aggregates: [
          { name: 'n', of: { kind: 'rows' }, where: [] },
          { name: 'good', of: { kind: 'rows' }, where: [{ op: 'is', field: 'ok', value: true }] },
          { name: 'amount', of: { kind: 'sum', value: { field: 'amount' } }, where: [] },
          {
            name: 'half',
            of: { kind: 'sum', value: { expression: 'amount / 2' } },
            where: [{ op: 'gt', field: 'amount', value: 1 }],
          },
        ],
      },
    },
    text: {
      postgres: `
SELECT
  CASE WHEN "at" <= '2026-01-01 22:59:59.999999+00' THEN CAST(floor(date_part('epoch', "at") / 3600) * 3600000 AS bigint) ELSE CAST(floor(date_part('epoch', "at") / 60) * 60000 AS bigint) END AS "bucket",
  CAST("device" AS text) AS "device",
  COUNT(*) AS "n",
  COUNT(CASE WHEN "ok" = TRUE THEN 1 END) AS "good",
  CAST(COALESCE(SUM("amount" + 0.0), 0) AS double precision) AS "amount",
  CAST(COALESCE(SUM(CASE WHEN "amount" > 1 THEN (
amount / 2
  ) + 0.0 END), 0) AS double precision) AS "half",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND "who" IS NOT NULL
GROUP BY 1, 2
`,
      sqlite: `
SELECT
  CASE WHEN CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) < 1767308400000 THEN (((CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) + 62135596800000) / 3600000) * 3600000) - 62135596800000 ELSE (((CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) + 62135596800000) / 60000) * 60000) - 62135596800000 END AS "bucket",
  CAST("device" AS TEXT) AS "device",
  COUNT(*) AS "n",
  COUNT(CASE WHEN "ok" = TRUE THEN 1 END) AS "good",
  CAST(COALESCE(SUM("amount"), 0) AS REAL) AS "amount",
  CAST(COALESCE(SUM(CASE WHEN "amount" > 1 THEN (
amount / 2
  ) END), 0) AS REAL) AS "half",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2025-12-31'
  AND "at" < '2026-01-03'
  AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) >= 1767225600000
  AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) < 1767312000000
  AND "who" IS NOT NULL
GROUP BY 1, 2
`,
      duckdb: `
SELECT
  CASE WHEN "at" <= '2026-01-01 22:59:59.999999+00' THEN CAST(floor(CAST(epoch_us("at") / 3600000000.0 AS DOUBLE)) * 3600000 AS BIGINT) ELSE CAST(floor(CAST(epoch_us("at") / 60000000.0 AS DOUBLE)) * 60000 AS BIGINT) END AS "bucket",
  CAST("device" AS VARCHAR) AS "device",
  COUNT(*) AS "n",
  COUNT(CASE WHEN "ok" = TRUE THEN 1 END) AS "good",
  CAST(COALESCE(SUM("amount"), 0) AS DOUBLE) AS "amount",
  CAST(COALESCE(SUM(CASE WHEN "amount" > 1 THEN (
amount / 2
  ) END), 0) AS DOUBLE) AS "half",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND "who" IS NOT NULL
GROUP BY 1, 2
`,
      ...REST,
    },
    rows: [
      { bucket: 1767261600000, device: null, n: 1, good: 0, amount: 0, half: 0, observed: 1 },
      { bucket: 1767265200000, device: null, n: 2, good: 0, amount: 2.5, half: 1.25, observed: 2 },
      { bucket: 1767272400000, device: 'desktop', n: 2, good: 0, amount: 0, half: 0, observed: 2 },
      { bucket: 1767272400000, device: 'mobile', n: 1, good: 0, amount: 0, half: 0, observed: 1 },
      { bucket: 1767276000000, device: 'desktop', n: 1, good: 1, amount: 10, half: 5, observed: 1 },
      { bucket: 1767311940000, device: 'Mobile', n: 1, good: 1, amount: 0.5, half: 0, observed: 1 },
    ],
  },
  {
    name: 'a clipped first bucket, of a query of the definition',
    of: {
      build: 'slices',
      query: {
        relation: { query: "SELECT * FROM shop.events WHERE page = 'A'" },
        time: 'at',
        timeType: 'instant',
        runs: [{ startMs: DAY_START + 46_900_000, endMs: DAY_START + 50_400_000, stepMs: 300_000 }],
        groups: [],
        filters: [],
        aggregates: [{ name: 'n', of: { kind: 'rows' }, where: [] }],
      },
    },
    text: {
      postgres: `
SELECT
  GREATEST(CAST(floor(date_part('epoch', "at") / 300) * 300000 AS bigint), CAST(1767272500000 AS bigint)) AS "bucket",
  COUNT(*) AS "n",
  COUNT(*) AS "observed"
FROM (
SELECT * FROM shop.events WHERE page = 'A'
) AS "relation"
WHERE "at" > '2026-01-01 13:01:39.999999+00'
  AND "at" <= '2026-01-01 13:59:59.999999+00'
GROUP BY 1
`,
      sqlite: `
SELECT
  MAX((((CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) + 62135596800000) / 300000) * 300000) - 62135596800000, CAST(1767272500000 AS INTEGER)) AS "bucket",
  COUNT(*) AS "n",
  COUNT(*) AS "observed"
FROM (
SELECT * FROM shop.events WHERE page = 'A'
) AS "relation"
WHERE "at" >= '2025-12-31'
  AND "at" < '2026-01-03'
  AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) >= 1767272500000
  AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) < 1767276000000
GROUP BY 1
`,
      duckdb: `
SELECT
  GREATEST(CAST(floor(CAST(epoch_us("at") / 300000000.0 AS DOUBLE)) * 300000 AS BIGINT), CAST(1767272500000 AS BIGINT)) AS "bucket",
  COUNT(*) AS "n",
  COUNT(*) AS "observed"
FROM (
SELECT * FROM shop.events WHERE page = 'A'
) AS "relation"
WHERE "at" > '2026-01-01 13:01:39.999999+00'
  AND "at" <= '2026-01-01 13:59:59.999999+00'
GROUP BY 1
`,
      ...REST,
    },
    rows: [{ bucket: 1767274200000, n: 1, observed: 1 }],
  },
  {
    name: 'unix milliseconds',
    of: {
      build: 'slices',
      query: {
        relation: { table: 'shop.events' },
        time: 'ms',
        timeType: 'unixMillis',
        runs: [{ startMs: DAY_START, endMs: DAY_END, stepMs: 43_200_000 }],
        groups: [],
        filters: [],
        aggregates: [],
      },
    },
    text: {
      postgres: `
SELECT
  CAST(floor(CAST("ms" AS bigint) / 43200000.0) * 43200000 AS bigint) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "ms" >= 1767225600000
  AND "ms" < 1767312000000
GROUP BY 1
`,
      sqlite: `
SELECT
  (((CAST("ms" AS INTEGER) + 62135596800000) / 43200000) * 43200000) - 62135596800000 AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "ms" >= 1767225600000
  AND "ms" < 1767312000000
GROUP BY 1
`,
      duckdb: `
SELECT
  CAST(floor(CAST(CAST("ms" AS BIGINT) / 43200000.0 AS DOUBLE)) * 43200000 AS BIGINT) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "ms" >= 1767225600000
  AND "ms" < 1767312000000
GROUP BY 1
`,
      ...REST,
    },
    rows: [
      { bucket: 1767225600000, observed: 3 },
      { bucket: 1767268800000, observed: 6 },
    ],
  },
  {
    name: 'unix seconds',
    of: {
      build: 'slices',
      query: {
        relation: { table: 'shop.events' },
        time: 'seconds',
        timeType: 'unixSeconds',
        runs: [{ startMs: DAY_START + 500, endMs: DAY_END, stepMs: 43_200_000 }],
        groups: [],
        filters: [],
        aggregates: [],
      },
    },
    text: {
      postgres: `
SELECT
  GREATEST(CAST(floor(CAST(ROUND("seconds" * 1000.0) AS bigint) / 43200000.0) * 43200000 AS bigint), CAST(1767225600500 AS bigint)) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "seconds" >= 1767225600
  AND CAST(ROUND("seconds" * 1000.0) AS bigint) >= 1767225600500
  AND "seconds" < 1767312000
GROUP BY 1
`,
      sqlite: `
SELECT
  MAX((((CAST(ROUND("seconds" * 1000.0) AS INTEGER) + 62135596800000) / 43200000) * 43200000) - 62135596800000, CAST(1767225600500 AS INTEGER)) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "seconds" >= 1767225600
  AND CAST(ROUND("seconds" * 1000.0) AS INTEGER) >= 1767225600500
  AND "seconds" < 1767312000
GROUP BY 1
`,
      duckdb: `
SELECT
  GREATEST(CAST(floor(CAST(CAST(ROUND("seconds" * 1000.0) AS BIGINT) / 43200000.0 AS DOUBLE)) * 43200000 AS BIGINT), CAST(1767225600500 AS BIGINT)) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "seconds" >= 1767225600
  AND CAST(ROUND("seconds" * 1000.0) AS BIGINT) >= 1767225600500
  AND "seconds" < 1767312000
GROUP BY 1
`,
      ...REST,
    },
    rows: [
      { bucket: 1767225600500, observed: 3 },
      { bucket: 1767268800000, observed: 6 },
    ],
  },
];
