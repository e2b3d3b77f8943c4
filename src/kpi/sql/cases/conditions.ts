import { DAY_END, DAY_START, REST, type SqlCase } from './case';

export const CONDITIONS: readonly SqlCase[] = [
  {
    name: 'is',
    of: {
      build: 'slices',
      query: {
        relation: { table: 'shop.events' },
        time: 'at',
        timeType: 'instant',
        runs: [{ startMs: DAY_START, endMs: DAY_END, stepMs: null }],
        groups: [],
        filters: [{ op: 'is', field: 'device', value: 'mobile' }],
        aggregates: [],
      },
    },
    text: {
      postgres: `
SELECT
  CAST(1767225600000 AS bigint) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND "device" = 'mobile'
GROUP BY 1
`,
      sqlite: `
SELECT
  CAST(1767225600000 AS INTEGER) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2025-12-31'
  AND "at" < '2026-01-03'
  AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) >= 1767225600000
  AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) < 1767312000000
  AND "device" = 'mobile'
GROUP BY 1
`,
      duckdb: `
SELECT
  CAST(1767225600000 AS BIGINT) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND "device" = 'mobile'
GROUP BY 1
`,
      ...REST,
    },
    rows: [{ bucket: 1767225600000, observed: 2 }],
  },
  {
    name: 'not keeps NULL',
    of: {
      build: 'slices',
      query: {
        relation: { table: 'shop.events' },
        time: 'at',
        timeType: 'instant',
        runs: [{ startMs: DAY_START, endMs: DAY_END, stepMs: null }],
        groups: [],
        filters: [{ op: 'not', field: 'device', value: 'mobile' }],
        aggregates: [],
      },
    },
    text: {
      postgres: `
SELECT
  CAST(1767225600000 AS bigint) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND ("device" <> 'mobile' OR "device" IS NULL)
GROUP BY 1
`,
      sqlite: `
SELECT
  CAST(1767225600000 AS INTEGER) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2025-12-31'
  AND "at" < '2026-01-03'
  AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) >= 1767225600000
  AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) < 1767312000000
  AND ("device" <> 'mobile' OR "device" IS NULL)
GROUP BY 1
`,
      duckdb: `
SELECT
  CAST(1767225600000 AS BIGINT) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND ("device" <> 'mobile' OR "device" IS NULL)
GROUP BY 1
`,
      ...REST,
    },
    rows: [{ bucket: 1767225600000, observed: 7 }],
  },
  {
    name: 'in',
    of: {
      build: 'slices',
      query: {
        relation: { table: 'shop.events' },
        time: 'at',
        timeType: 'instant',
        runs: [{ startMs: DAY_START, endMs: DAY_END, stepMs: null }],
        groups: [],
        filters: [{ op: 'in', field: 'device', values: ['mobile', 'desktop'] }],
        aggregates: [],
      },
    },
    text: {
      postgres: `
SELECT
  CAST(1767225600000 AS bigint) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND "device" IN ('mobile', 'desktop')
GROUP BY 1
`,
      sqlite: `
SELECT
  CAST(1767225600000 AS INTEGER) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2025-12-31'
  AND "at" < '2026-01-03'
  AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) >= 1767225600000
  AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) < 1767312000000
  AND "device" IN ('mobile', 'desktop')
GROUP BY 1
`,
      duckdb: `
SELECT
  CAST(1767225600000 AS BIGINT) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND "device" IN ('mobile', 'desktop')
GROUP BY 1
`,
      ...REST,
    },
    rows: [{ bucket: 1767225600000, observed: 5 }],
  },
  {
    name: 'notIn keeps NULL',
    of: {
      build: 'slices',
      query: {
        relation: { table: 'shop.events' },
        time: 'at',
        timeType: 'instant',
        runs: [{ startMs: DAY_START, endMs: DAY_END, stepMs: null }],
        groups: [],
        filters: [{ op: 'notIn', field: 'device', values: ['mobile', 'desktop'] }],
        aggregates: [],
      },
    },
    text: {
      postgres: `
SELECT
  CAST(1767225600000 AS bigint) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND ("device" NOT IN ('mobile', 'desktop') OR "device" IS NULL)
GROUP BY 1
`,
      sqlite: `
SELECT
  CAST(1767225600000 AS INTEGER) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2025-12-31'
  AND "at" < '2026-01-03'
  AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) >= 1767225600000
  AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) < 1767312000000
  AND ("device" NOT IN ('mobile', 'desktop') OR "device" IS NULL)
GROUP BY 1
`,
      duckdb: `
SELECT
  CAST(1767225600000 AS BIGINT) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND ("device" NOT IN ('mobile', 'desktop') OR "device" IS NULL)
GROUP BY 1
`,
      ...REST,
    },
    rows: [{ bucket: 1767225600000, observed: 4 }],
  },
  {
    name: 'is with a boolean',
    of: {
      build: 'slices',
      query: {
        relation: { table: 'shop.events' },
        time: 'at',
        timeType: 'instant',
        runs: [{ startMs: DAY_START, endMs: DAY_END, stepMs: null }],
        groups: [],
        filters: [{ op: 'is', field: 'ok', value: false }],
        aggregates: [],
      },
    },
    text: {
      postgres: `
SELECT
  CAST(1767225600000 AS bigint) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND "ok" = FALSE
GROUP BY 1
`,
      sqlite: `
SELECT
  CAST(1767225600000 AS INTEGER) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2025-12-31'
  AND "at" < '2026-01-03'
  AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) >= 1767225600000
  AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) < 1767312000000
  AND "ok" = FALSE
GROUP BY 1
`,
      duckdb: `
SELECT
  CAST(1767225600000 AS BIGINT) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND "ok" = FALSE
GROUP BY 1
`,
      ...REST,
    },
    rows: [{ bucket: 1767225600000, observed: 2 }],
  },
  {
    name: 'not with a number',
    of: {
      build: 'slices',
      query: {
        relation: { table: 'shop.events' },
        time: 'at',
        timeType: 'instant',
        runs: [{ startMs: DAY_START, endMs: DAY_END, stepMs: null }],
        groups: [],
        filters: [{ op: 'not', field: 'amount', value: 2.5 }],
        aggregates: [],
      },
    },
    text: {
      postgres: `
SELECT
  CAST(1767225600000 AS bigint) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND ("amount" <> 2.5 OR "amount" IS NULL)
GROUP BY 1
`,
      sqlite: `
SELECT
  CAST(1767225600000 AS INTEGER) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2025-12-31'
  AND "at" < '2026-01-03'
  AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) >= 1767225600000
  AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) < 1767312000000
  AND ("amount" <> 2.5 OR "amount" IS NULL)
GROUP BY 1
`,
      duckdb: `
SELECT
  CAST(1767225600000 AS BIGINT) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND ("amount" <> 2.5 OR "amount" IS NULL)
GROUP BY 1
`,
      ...REST,
    },
    rows: [{ bucket: 1767225600000, observed: 8 }],
  },
  {
    name: 'lt',
    of: {
      build: 'slices',
      query: {
        relation: { table: 'shop.events' },
        time: 'at',
        timeType: 'instant',
        runs: [{ startMs: DAY_START, endMs: DAY_END, stepMs: null }],
        groups: [],
        filters: [{ op: 'lt', field: 'amount', value: 2.5 }],
        aggregates: [],
      },
    },
    text: {
      postgres: `
SELECT
  CAST(1767225600000 AS bigint) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND "amount" < 2.5
GROUP BY 1
`,
      sqlite: `
SELECT
  CAST(1767225600000 AS INTEGER) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2025-12-31'
  AND "at" < '2026-01-03'
  AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) >= 1767225600000
  AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) < 1767312000000
  AND "amount" < 2.5
GROUP BY 1
`,
      duckdb: `
SELECT
  CAST(1767225600000 AS BIGINT) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND "amount" < 2.5
GROUP BY 1
`,
      ...REST,
    },
    rows: [{ bucket: 1767225600000, observed: 1 }],
  },
  {
    name: 'lte',
    of: {
      build: 'slices',
      query: {
        relation: { table: 'shop.events' },
        time: 'at',
        timeType: 'instant',
        runs: [{ startMs: DAY_START, endMs: DAY_END, stepMs: null }],
        groups: [],
        filters: [{ op: 'lte', field: 'amount', value: 2.5 }],
        aggregates: [],
      },
    },
    text: {
      postgres: `
SELECT
  CAST(1767225600000 AS bigint) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND "amount" <= 2.5
GROUP BY 1
`,
      sqlite: `
SELECT
  CAST(1767225600000 AS INTEGER) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2025-12-31'
  AND "at" < '2026-01-03'
  AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) >= 1767225600000
  AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) < 1767312000000
  AND "amount" <= 2.5
GROUP BY 1
`,
      duckdb: `
SELECT
  CAST(1767225600000 AS BIGINT) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND "amount" <= 2.5
GROUP BY 1
`,
      ...REST,
    },
    rows: [{ bucket: 1767225600000, observed: 2 }],
  },
  {
    name: 'gt',
    of: {
      build: 'slices',
      query: {
        relation: { table: 'shop.events' },
        time: 'at',
        timeType: 'instant',
        runs: [{ startMs: DAY_START, endMs: DAY_END, stepMs: null }],
        groups: [],
        filters: [{ op: 'gt', field: 'amount', value: 2.5 }],
        aggregates: [],
      },
    },
    text: {
      postgres: `
SELECT
  CAST(1767225600000 AS bigint) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND "amount" > 2.5
GROUP BY 1
`,
      sqlite: `
SELECT
  CAST(1767225600000 AS INTEGER) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2025-12-31'
  AND "at" < '2026-01-03'
  AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) >= 1767225600000
  AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) < 1767312000000
  AND "amount" > 2.5
GROUP BY 1
`,
      duckdb: `
SELECT
  CAST(1767225600000 AS BIGINT) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND "amount" > 2.5
GROUP BY 1
`,
      ...REST,
    },
    rows: [{ bucket: 1767225600000, observed: 2 }],
  },
  {
    name: 'gte',
    of: {
      build: 'slices',
      query: {
        relation: { table: 'shop.events' },
        time: 'at',
        timeType: 'instant',
        runs: [{ startMs: DAY_START, endMs: DAY_END, stepMs: null }],
        groups: [],
        filters: [{ op: 'gte', field: 'amount', value: -2.5e-7 }],
        aggregates: [],
      },
    },
    text: {
      postgres: `
SELECT
  CAST(1767225600000 AS bigint) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND "amount" >= (-2.5e-7)
GROUP BY 1
`,
      sqlite: `
SELECT
  CAST(1767225600000 AS INTEGER) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2025-12-31'
  AND "at" < '2026-01-03'
  AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) >= 1767225600000
  AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) < 1767312000000
  AND "amount" >= (-2.5e-7)
GROUP BY 1
`,
      duckdb: `
SELECT
  CAST(1767225600000 AS BIGINT) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND "amount" >= (-2.5e-7)
GROUP BY 1
`,
      ...REST,
    },
    rows: [{ bucket: 1767225600000, observed: 4 }],
  },
  {
    name: 'present',
    of: {
      build: 'slices',
      query: {
        relation: { table: 'shop.events' },
        time: 'at',
        timeType: 'instant',
        runs: [{ startMs: DAY_START, endMs: DAY_END, stepMs: null }],
        groups: [],
        filters: [{ op: 'present', field: 'device', value: true }],
        aggregates: [],
      },
    },
    text: {
      postgres: `
SELECT
  CAST(1767225600000 AS bigint) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND "device" IS NOT NULL
GROUP BY 1
`,
      sqlite: `
SELECT
  CAST(1767225600000 AS INTEGER) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2025-12-31'
  AND "at" < '2026-01-03'
  AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) >= 1767225600000
  AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) < 1767312000000
  AND "device" IS NOT NULL
GROUP BY 1
`,
      duckdb: `
SELECT
  CAST(1767225600000 AS BIGINT) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND "device" IS NOT NULL
GROUP BY 1
`,
      ...REST,
    },
    rows: [{ bucket: 1767225600000, observed: 6 }],
  },
  {
    name: 'not present',
    of: {
      build: 'slices',
      query: {
        relation: { table: 'shop.events' },
        time: 'at',
        timeType: 'instant',
        runs: [{ startMs: DAY_START, endMs: DAY_END, stepMs: null }],
        groups: [],
        filters: [{ op: 'present', field: 'device', value: false }],
        aggregates: [],
      },
    },
    text: {
      postgres: `
SELECT
  CAST(1767225600000 AS bigint) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND "device" IS NULL
GROUP BY 1
`,
      sqlite: `
SELECT
  CAST(1767225600000 AS INTEGER) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2025-12-31'
  AND "at" < '2026-01-03'
  AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) >= 1767225600000
  AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) < 1767312000000
  AND "device" IS NULL
GROUP BY 1
`,
      duckdb: `
SELECT
  CAST(1767225600000 AS BIGINT) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND "device" IS NULL
GROUP BY 1
`,
      ...REST,
    },
    rows: [{ bucket: 1767225600000, observed: 3 }],
  },
  {
    name: 'matches',
    of: {
      build: 'slices',
      query: {
        relation: { table: 'shop.events' },
        time: 'at',
        timeType: 'instant',
        runs: [{ startMs: DAY_START, endMs: DAY_END, stepMs: null }],
        groups: [],
        filters: [{ op: 'matches', field: 'device', pattern: '[mM].*e' }],
        aggregates: [],
      },
    },
    text: {
      postgres: `
SELECT
  CAST(1767225600000 AS bigint) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND CAST("device" AS text) ~ E'^(?:[mM][^\\\\n]*e)\\x24'
GROUP BY 1
`,
      sqlite: { refused: 'PL2251' },
      duckdb: `
SELECT
  CAST(1767225600000 AS BIGINT) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND regexp_full_match(CAST("device" AS VARCHAR), E'(?:[mM][^\\\\n]*e)')
GROUP BY 1
`,
      ...REST,
      mssql: { refused: 'PL2251' },
    },
    rows: [{ bucket: 1767225600000, observed: 3 }],
  },
  {
    name: 'matches negated keeps NULL',
    of: {
      build: 'slices',
      query: {
        relation: { table: 'shop.events' },
        time: 'at',
        timeType: 'instant',
        runs: [{ startMs: DAY_START, endMs: DAY_END, stepMs: null }],
        groups: [],
        filters: [{ op: 'matches', field: 'device', pattern: '(?i)mob\\w+', negate: true }],
        aggregates: [],
      },
    },
    text: {
      postgres: `
SELECT
  CAST(1767225600000 AS bigint) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND (NOT (CAST("device" AS text) ~ E'(?i)^(?:mob[0-9A-Za-z_]+)\\x24') OR "device" IS NULL)
GROUP BY 1
`,
      sqlite: { refused: 'PL2251' },
      duckdb: `
SELECT
  CAST(1767225600000 AS BIGINT) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND (NOT regexp_full_match(CAST("device" AS VARCHAR), '(?i)(?:mob[0-9A-Za-z_]+)') OR "device" IS NULL)
GROUP BY 1
`,
      ...REST,
      mssql: { refused: 'PL2251' },
    },
    rows: [{ bucket: 1767225600000, observed: 6 }],
  },
  {
    name: 'matches only values',
    of: {
      build: 'slices',
      query: {
        relation: { table: 'shop.events' },
        time: 'at',
        timeType: 'instant',
        runs: [{ startMs: DAY_START, endMs: DAY_END, stepMs: null }],
        groups: [],
        filters: [{ op: 'matches', field: 'device', pattern: '(mobile|desktop)' }],
        aggregates: [],
      },
    },
    text: {
      postgres: `
SELECT
  CAST(1767225600000 AS bigint) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND CAST("device" AS text) ~ E'^(?:(?:mobile|desktop))\\x24'
GROUP BY 1
`,
      sqlite: `
SELECT
  CAST(1767225600000 AS INTEGER) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2025-12-31'
  AND "at" < '2026-01-03'
  AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) >= 1767225600000
  AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) < 1767312000000
  AND "device" IN ('mobile', 'desktop')
GROUP BY 1
`,
      duckdb: `
SELECT
  CAST(1767225600000 AS BIGINT) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND regexp_full_match(CAST("device" AS VARCHAR), '(?:(?:mobile|desktop))')
GROUP BY 1
`,
      ...REST,
    },
    rows: [{ bucket: 1767225600000, observed: 5 }],
  },
  {
    name: 'any of all',
    of: {
      build: 'slices',
      query: {
        relation: { table: 'shop.events' },
        time: 'at',
        timeType: 'instant',
        runs: [{ startMs: DAY_START, endMs: DAY_END, stepMs: null }],
        groups: [],
        filters: [
          {
            op: 'any',
            conditions: [
              { op: 'is', field: 'page', value: 'B' },
              {
                op: 'all',
                conditions: [
                  { op: 'is', field: 'page', value: 'A' },
                  { op: 'gt', field: 'amount', value: 0 },
                ],
              },
            ],
          },
        ],
        aggregates: [],
      },
    },
    text: {
      postgres: `
SELECT
  CAST(1767225600000 AS bigint) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND ("page" = 'B' OR ("page" = 'A' AND "amount" > 0))
GROUP BY 1
`,
      sqlite: `
SELECT
  CAST(1767225600000 AS INTEGER) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2025-12-31'
  AND "at" < '2026-01-03'
  AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) >= 1767225600000
  AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) < 1767312000000
  AND ("page" = 'B' OR ("page" = 'A' AND "amount" > 0))
GROUP BY 1
`,
      duckdb: `
SELECT
  CAST(1767225600000 AS BIGINT) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND ("page" = 'B' OR ("page" = 'A' AND "amount" > 0))
GROUP BY 1
`,
      ...REST,
    },
    rows: [{ bucket: 1767225600000, observed: 5 }],
  },
  {
    name: 'awkward text',
    of: {
      build: 'slices',
      query: {
        relation: { table: 'shop.events' },
        time: 'at',
        timeType: 'instant',
        runs: [{ startMs: DAY_START, endMs: DAY_END, stepMs: null }],
        groups: [],
        filters: [{ op: 'notIn', field: 'device', values: ["o'brien", 'a\\b', '$__interval', '[[x]]'] }],
        aggregates: [],
      },
    },
    text: {
      postgres: `
SELECT
  CAST(1767225600000 AS bigint) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND ("device" NOT IN ('o''brien', E'a\\\\b', E'\\x24__interval', E'\\x5B[x]]') OR "device" IS NULL)
GROUP BY 1
`,
      sqlite: `
SELECT
  CAST(1767225600000 AS INTEGER) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2025-12-31'
  AND "at" < '2026-01-03'
  AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) >= 1767225600000
  AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) < 1767312000000
  AND ("device" NOT IN ('o''brien', 'a\\b', replace('¤__interval', '¤', char(36)), replace('§[x]]', '§', char(91))) OR "device" IS NULL)
GROUP BY 1
`,
      duckdb: `
SELECT
  CAST(1767225600000 AS BIGINT) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND ("device" NOT IN ('o''brien', E'a\\\\b', E'\\x24__interval', E'\\x5B[x]]') OR "device" IS NULL)
GROUP BY 1
`,
      ...REST,
    },
    rows: [{ bucket: 1767225600000, observed: 9 }],
  },
];
