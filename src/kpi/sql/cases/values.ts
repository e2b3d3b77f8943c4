import { DAY_END, DAY_START, REST, type SqlCase } from './case';

export const VALUES: readonly SqlCase[] = [
  {
    name: 'values of a field',
    of: {
      build: 'values',
      query: {
        relation: { table: 'shop.events' },
        time: 'at',
        timeType: 'instant',
        field: 'device',
        fromMs: DAY_START,
        toMs: DAY_END,
        limit: 3,
      },
    },
    text: {
      postgres: `
SELECT
  CAST("device" AS text) AS "value",
  COUNT(*) AS "rows"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND "device" IS NOT NULL
GROUP BY 1
ORDER BY COUNT(*) DESC, CAST("device" AS text) COLLATE "C" NULLS LAST
LIMIT 3
`,
      sqlite: `
SELECT
  CAST("device" AS TEXT) AS "value",
  COUNT(*) AS "rows"
FROM "shop"."events"
WHERE "at" >= '2025-12-31'
  AND "at" < '2026-01-03'
  AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) >= 1767225600000
  AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) < 1767312000000
  AND "device" IS NOT NULL
GROUP BY 1
ORDER BY COUNT(*) DESC, CAST("device" AS TEXT) COLLATE BINARY NULLS LAST
LIMIT 3
`,
      duckdb: `
SELECT
  CAST("device" AS VARCHAR) AS "value",
  COUNT(*) AS "rows"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND "device" IS NOT NULL
GROUP BY 1
ORDER BY COUNT(*) DESC, CAST("device" AS VARCHAR) COLLATE "C" NULLS LAST
LIMIT 3
`,
      ...REST,
    },
    rows: [
      { value: 'desktop', rows: 3 },
      { value: 'mobile', rows: 2 },
      { value: 'Mobile', rows: 1 },
    ],
  },
];
