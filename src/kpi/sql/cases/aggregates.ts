import type { Aggregate, Condition, ValueExpression } from '../../definition/types';
import { DAY_START, REST, type SqlCase } from './case';

const HOUR = 3_600_000;
const OK: readonly Condition[] = [{ op: 'is', field: 'ok', value: true }];
const quantile = (q: string, value: ValueExpression): Extract<Aggregate, { kind: 'quantile' }> => ({
  kind: 'quantile',
  value,
  q,
  approximate: false,
});

/** Aggregates that cannot be added up, and buckets that begin where a run does. */
export const AGGREGATES: readonly SqlCase[] = [
  {
    name: 'days that begin at 13:00 UTC, levels and quantiles with conditions',
    of: {
      build: 'slices',
      query: {
        relation: { table: 'shop.events' },
        time: 'at',
        timeType: 'instant',
        runs: [
          { startMs: DAY_START - 11 * HOUR, endMs: DAY_START + 13 * HOUR, stepMs: 24 * HOUR, anchored: true },
          { startMs: DAY_START + 13 * HOUR, endMs: DAY_START + 61 * HOUR, stepMs: 24 * HOUR, anchored: true },
        ],
        groups: [{ name: 'page', field: 'page' }],
        filters: [],
        aggregates: [
          { name: 'known', of: { kind: 'values', value: { field: 'amount' } }, where: [] },
          { name: 'least', of: { kind: 'min', value: { field: 'amount' } }, where: [] },
          { name: 'most', of: { kind: 'max', value: { expression: 'amount * 2' } }, where: OK },
          { name: 'people', of: { kind: 'distinct', field: 'who', approximate: false }, where: [] },
          { name: 'middle', of: quantile('0.5', { field: 'amount' }), where: [] },
          { name: 'high', of: quantile('0.75', { field: 'amount' }), where: OK },
          { name: 'waited', of: quantile('0.95', { elapsed: { from: 'at', to: 'at' } }), where: [] },
          { name: 'newest', of: { kind: 'newest' }, where: [] },
        ],
      },
    },
    text: {
      postgres: `
SELECT
  CASE WHEN "at" <= '2026-01-01 12:59:59.999999+00' THEN CAST(1767186000000 AS bigint) ELSE (((CAST(ROUND(date_part('epoch', "at") * 1000000) AS bigint) - 1767272400000000) / 86400000000) * 86400000) + 1767272400000 END AS "bucket",
  CAST("page" AS text) AS "page",
  COUNT("amount") AS "known",
  CAST(MIN("amount") AS double precision) AS "least",
  CAST(MAX(CASE WHEN "ok" = TRUE THEN (
amount * 2
  ) END) AS double precision) AS "most",
  COUNT(DISTINCT "who") AS "people",
  PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY CAST("amount" AS double precision)) AS "middle",
  PERCENTILE_CONT(0.75) WITHIN GROUP (ORDER BY CASE WHEN "ok" = TRUE THEN CAST("amount" AS double precision) END) AS "high",
  PERCENTILE_CONT(0.95) WITHIN GROUP (ORDER BY CAST(CAST(ROUND(date_part('epoch', "at") * 1000000) AS bigint) - CAST(ROUND(date_part('epoch', "at") * 1000000) AS bigint) AS double precision)) / 1000000.0 AS "waited",
  CAST(MAX(CAST(ROUND(date_part('epoch', "at") * 1000000) AS bigint)) AS double precision) / 1000.0 AS "newest",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" > '2025-12-31 12:59:59.999999+00'
  AND "at" <= '2026-01-03 12:59:59.999999+00'
GROUP BY 1, 2
`,
      sqlite: `
WITH "plumbline_given" AS ( -- what each row gives to each aggregate
  SELECT
    CASE WHEN CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) < 1767272400000 THEN CAST(1767186000000 AS INTEGER) ELSE (((CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) - 1767272400000) / 86400000) * 86400000) + 1767272400000 END AS "k1",
    CAST("page" AS TEXT) AS "k2",
    "amount" AS "v1",
    CASE WHEN "ok" = TRUE THEN (
amount * 2
    ) END AS "v2",
    "who" AS "v3",
    CAST("amount" AS REAL) AS "v4",
    CASE WHEN "ok" = TRUE THEN CAST("amount" AS REAL) END AS "v5",
    CAST(CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) - CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) AS REAL) AS "v6",
    CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) AS "v7"
  FROM "shop"."events"
  WHERE "at" >= '2025-12-30'
    AND "at" < '2026-01-05'
    AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) >= 1767186000000
    AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) < 1767445200000
),
"plumbline_placed" AS ( -- how far a quantile is ahead of each row, in the order of the values of a bucket
  SELECT
    "k1",
    "k2",
    "v1",
    "v2",
    "v3",
    "v4",
    "v5",
    "v6",
    "v7",
    ((CAST(COUNT("v4") OVER (PARTITION BY "k1", "k2") AS INTEGER) - 1) * 5) - ((ROW_NUMBER() OVER (PARTITION BY "k1", "k2" ORDER BY CASE WHEN "v4" IS NULL THEN 1 ELSE 0 END, "v4") - 1) * 10) AS "a1",
    ((CAST(COUNT("v5") OVER (PARTITION BY "k1", "k2") AS INTEGER) - 1) * 75) - ((ROW_NUMBER() OVER (PARTITION BY "k1", "k2" ORDER BY CASE WHEN "v5" IS NULL THEN 1 ELSE 0 END, "v5") - 1) * 100) AS "a2",
    ((CAST(COUNT("v6") OVER (PARTITION BY "k1", "k2") AS INTEGER) - 1) * 95) - ((ROW_NUMBER() OVER (PARTITION BY "k1", "k2" ORDER BY CASE WHEN "v6" IS NULL THEN 1 ELSE 0 END, "v6") - 1) * 100) AS "a3"
  FROM "plumbline_given"
),
"plumbline_beside" AS ( -- the one or two rows that it stands beside
  SELECT
    "k1",
    "k2",
    "v1",
    "v2",
    "v3",
    "v4",
    "v5",
    "v6",
    "v7",
    CASE WHEN "a1" > (-10) AND "a1" < 10 THEN "v4" END AS "b1",
    CASE WHEN "a1" > (-10) AND "a1" < 10 THEN "a1" END AS "h1",
    CASE WHEN "a2" > (-100) AND "a2" < 100 THEN "v5" END AS "b2",
    CASE WHEN "a2" > (-100) AND "a2" < 100 THEN "a2" END AS "h2",
    CASE WHEN "a3" > (-100) AND "a3" < 100 THEN "v6" END AS "b3",
    CASE WHEN "a3" > (-100) AND "a3" < 100 THEN "a3" END AS "h3"
  FROM "plumbline_placed"
)
SELECT
  "k1" AS "bucket",
  "k2" AS "page",
  COUNT("v1") AS "known",
  CAST(MIN("v1") AS REAL) AS "least",
  CAST(MAX("v2") AS REAL) AS "most",
  COUNT(DISTINCT "v3") AS "people",
  MIN("b1") + ((MAX("b1") - MIN("b1")) * (CAST(MAX("h1") AS REAL) / 10.0)) AS "middle",
  MIN("b2") + ((MAX("b2") - MIN("b2")) * (CAST(MAX("h2") AS REAL) / 100.0)) AS "high",
  (MIN("b3") + ((MAX("b3") - MIN("b3")) * (CAST(MAX("h3") AS REAL) / 100.0))) / 1000.0 AS "waited",
  CAST(MAX("v7") AS REAL) AS "newest",
  COUNT(*) AS "observed"
FROM "plumbline_beside"
GROUP BY 1, 2
`,
      duckdb: `
SELECT
  CASE WHEN "at" <= '2026-01-01 12:59:59.999999+00' THEN CAST(1767186000000 AS BIGINT) ELSE (((epoch_us("at") - 1767272400000000) // 86400000000) * 86400000) + 1767272400000 END AS "bucket",
  CAST("page" AS VARCHAR) AS "page",
  COUNT("amount") AS "known",
  CAST(MIN("amount") AS DOUBLE) AS "least",
  CAST(MAX(CASE WHEN "ok" = TRUE THEN (
amount * 2
  ) END) AS DOUBLE) AS "most",
  COUNT(DISTINCT "who") AS "people",
  PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY CAST("amount" AS DOUBLE)) AS "middle",
  PERCENTILE_CONT(0.75) WITHIN GROUP (ORDER BY CASE WHEN "ok" = TRUE THEN CAST("amount" AS DOUBLE) END) AS "high",
  PERCENTILE_CONT(0.95) WITHIN GROUP (ORDER BY CAST(epoch_us("at") - epoch_us("at") AS DOUBLE)) / 1000000.0 AS "waited",
  CAST(MAX(epoch_us("at")) AS DOUBLE) / 1000.0 AS "newest",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" > '2025-12-31 12:59:59.999999+00'
  AND "at" <= '2026-01-03 12:59:59.999999+00'
GROUP BY 1, 2
`,
      ...REST,
    },
    rows: [
      {
        bucket: 1767272400000,
        page: 'B',
        known: 0,
        least: null,
        most: null,
        people: 1,
        middle: null,
        high: null,
        waited: 0,
        newest: 1767275100000,
        observed: 1,
      },
      {
        bucket: 1767186000000,
        page: 'A',
        known: 1,
        least: 100,
        most: 200,
        people: 1,
        middle: 100,
        high: 100,
        waited: 0,
        newest: 1767268800000,
        observed: 2,
      },
      {
        bucket: 1767272400000,
        page: 'A',
        known: 1,
        least: 0.5,
        most: 1,
        people: 2,
        middle: 0.5,
        high: 0.5,
        waited: 0,
        newest: 1767311999999,
        observed: 3,
      },
      {
        bucket: 1767272400000,
        page: 'C',
        known: 1,
        least: 10,
        most: 20,
        people: 1,
        middle: 10,
        high: 10,
        waited: 0,
        newest: 1767276900000,
        observed: 1,
      },
      {
        bucket: 1767186000000,
        page: 'B',
        known: 1,
        least: 2.5,
        most: null,
        people: 1,
        middle: 2.5,
        high: null,
        waited: 0,
        newest: 1767265200000,
        observed: 2,
      },
    ],
  },
  {
    name: 'approximate quantile and count of people, hours from half past',
    of: {
      build: 'slices',
      query: {
        relation: { table: 'shop.events' },
        time: 'seconds',
        timeType: 'unixSeconds',
        runs: [{ startMs: DAY_START + HOUR / 2, endMs: DAY_START + 24 * HOUR, stepMs: HOUR, anchored: true }],
        groups: [],
        filters: [{ op: 'is', field: 'page', value: 'C' }],
        aggregates: [
          { name: 'people', of: { kind: 'distinct', field: 'who', approximate: true }, where: [] },
          { name: 'middle', of: { ...quantile('0.5', { field: 'amount' }), approximate: true }, where: [] },
        ],
      },
    },
    text: {
      postgres: { refused: 'PL2261' },
      sqlite: { refused: 'PL2261' },
      duckdb: `
SELECT
  (((CAST(ROUND("seconds" * 1000.0) AS BIGINT) - 1767227400000) // 3600000) * 3600000) + 1767227400000 AS "bucket",
  approx_count_distinct("who") AS "people",
  approx_quantile(CAST("amount" AS DOUBLE), 0.5) AS "middle",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "seconds" >= 1767227400
  AND "seconds" < 1767312000
  AND "page" = 'C'
GROUP BY 1
`,
      ...REST,
      mysql: { refused: 'PL2261' },
    },
    rows: [{ bucket: 1767274200000, people: 1, middle: 10, observed: 1 }],
  },
];
