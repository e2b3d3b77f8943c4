-- slices: rows of a day
SELECT
  CAST(CAST(1767225600000 AS bigint) AS bigint) AS "bucket",
  COUNT_BIG(*) AS "n",
  COUNT_BIG(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01T00:00:00'
  AND "at" < '2026-01-02T00:00:00'
HAVING COUNT_BIG(*) > 0;

-- slices: hours, then minutes at the open end, by device, counts and sums with conditions
SELECT
  CASE WHEN "at" < CAST('2026-01-01T23:00:00' AS datetimeoffset(7)) THEN CAST((((DATEDIFF_BIG(microsecond, CAST('1970-01-01T00:00:00' AS datetime2(7)), CAST(SWITCHOFFSET(CAST("at" AS datetimeoffset(7)), 0) AS datetime2(7))) + CAST(62135596800000000 AS bigint)) / CAST(3600000000 AS bigint)) * 3600000) - CAST(62135596800000 AS bigint) AS bigint) ELSE CAST((((DATEDIFF_BIG(microsecond, CAST('1970-01-01T00:00:00' AS datetime2(7)), CAST(SWITCHOFFSET(CAST("at" AS datetimeoffset(7)), 0) AS datetime2(7))) + CAST(62135596800000000 AS bigint)) / 60000000) * 60000) - CAST(62135596800000 AS bigint) AS bigint) END AS "bucket",
  CAST("device" AS nvarchar(max)) COLLATE Latin1_General_100_BIN2 AS "device",
  COUNT_BIG(*) AS "n",
  COUNT_BIG(CASE WHEN "ok" = 1 THEN 1 END) AS "good",
  CAST(COALESCE(SUM("amount" + 0.0), 0) AS float) AS "amount",
  CAST(COALESCE(SUM(CASE WHEN "amount" > 1 THEN (
amount / 2
  ) + 0.0 END), 0) AS float) AS "half",
  COUNT_BIG(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01T00:00:00'
  AND "at" < '2026-01-02T00:00:00'
  AND "who" IS NOT NULL
GROUP BY CASE WHEN "at" < CAST('2026-01-01T23:00:00' AS datetimeoffset(7)) THEN CAST((((DATEDIFF_BIG(microsecond, CAST('1970-01-01T00:00:00' AS datetime2(7)), CAST(SWITCHOFFSET(CAST("at" AS datetimeoffset(7)), 0) AS datetime2(7))) + CAST(62135596800000000 AS bigint)) / CAST(3600000000 AS bigint)) * 3600000) - CAST(62135596800000 AS bigint) AS bigint) ELSE CAST((((DATEDIFF_BIG(microsecond, CAST('1970-01-01T00:00:00' AS datetime2(7)), CAST(SWITCHOFFSET(CAST("at" AS datetimeoffset(7)), 0) AS datetime2(7))) + CAST(62135596800000000 AS bigint)) / 60000000) * 60000) - CAST(62135596800000 AS bigint) AS bigint) END, CAST("device" AS nvarchar(max)) COLLATE Latin1_General_100_BIN2, DATALENGTH(CAST("device" AS nvarchar(max)) COLLATE Latin1_General_100_BIN2);

-- slices: a clipped first bucket, of a query of the definition
SELECT
  CASE WHEN CAST((((DATEDIFF_BIG(microsecond, CAST('1970-01-01T00:00:00' AS datetime2(7)), CAST(SWITCHOFFSET(CAST("at" AS datetimeoffset(7)), 0) AS datetime2(7))) + CAST(62135596800000000 AS bigint)) / 300000000) * 300000) - CAST(62135596800000 AS bigint) AS bigint) >= CAST(CAST(1767272500000 AS bigint) AS bigint) THEN CAST((((DATEDIFF_BIG(microsecond, CAST('1970-01-01T00:00:00' AS datetime2(7)), CAST(SWITCHOFFSET(CAST("at" AS datetimeoffset(7)), 0) AS datetime2(7))) + CAST(62135596800000000 AS bigint)) / 300000000) * 300000) - CAST(62135596800000 AS bigint) AS bigint) ELSE CAST(CAST(1767272500000 AS bigint) AS bigint) END AS "bucket",
  COUNT_BIG(*) AS "n",
  COUNT_BIG(*) AS "observed"
FROM (
SELECT * FROM shop.events WHERE page = 'A'
) AS "relation"
WHERE "at" >= '2026-01-01T13:01:40'
  AND "at" >= CAST('2026-01-01T13:01:40' AS datetimeoffset(7))
  AND "at" <= '2026-01-01T14:00:00'
  AND "at" < CAST('2026-01-01T14:00:00' AS datetimeoffset(7))
GROUP BY CASE WHEN CAST((((DATEDIFF_BIG(microsecond, CAST('1970-01-01T00:00:00' AS datetime2(7)), CAST(SWITCHOFFSET(CAST("at" AS datetimeoffset(7)), 0) AS datetime2(7))) + CAST(62135596800000000 AS bigint)) / 300000000) * 300000) - CAST(62135596800000 AS bigint) AS bigint) >= CAST(CAST(1767272500000 AS bigint) AS bigint) THEN CAST((((DATEDIFF_BIG(microsecond, CAST('1970-01-01T00:00:00' AS datetime2(7)), CAST(SWITCHOFFSET(CAST("at" AS datetimeoffset(7)), 0) AS datetime2(7))) + CAST(62135596800000000 AS bigint)) / 300000000) * 300000) - CAST(62135596800000 AS bigint) AS bigint) ELSE CAST(CAST(1767272500000 AS bigint) AS bigint) END;

-- slices: unix milliseconds
SELECT
  CAST((((CAST("ms" AS bigint) + CAST(62135596800000 AS bigint)) / 43200000) * 43200000) - CAST(62135596800000 AS bigint) AS bigint) AS "bucket",
  COUNT_BIG(*) AS "observed"
FROM "shop"."events"
WHERE "ms" >= CAST(1767225600000 AS bigint)
  AND "ms" < CAST(1767312000000 AS bigint)
GROUP BY CAST((((CAST("ms" AS bigint) + CAST(62135596800000 AS bigint)) / 43200000) * 43200000) - CAST(62135596800000 AS bigint) AS bigint);

-- slices: unix seconds
SELECT
  CASE WHEN CAST((((CAST(ROUND("seconds" * 1000.0, 0) AS bigint) + CAST(62135596800000 AS bigint)) / 43200000) * 43200000) - CAST(62135596800000 AS bigint) AS bigint) >= CAST(CAST(1767225600500 AS bigint) AS bigint) THEN CAST((((CAST(ROUND("seconds" * 1000.0, 0) AS bigint) + CAST(62135596800000 AS bigint)) / 43200000) * 43200000) - CAST(62135596800000 AS bigint) AS bigint) ELSE CAST(CAST(1767225600500 AS bigint) AS bigint) END AS "bucket",
  COUNT_BIG(*) AS "observed"
FROM "shop"."events"
WHERE "seconds" >= 1767225600
  AND CAST(ROUND("seconds" * 1000.0, 0) AS bigint) >= CAST(1767225600500 AS bigint)
  AND "seconds" < 1767312000
GROUP BY CASE WHEN CAST((((CAST(ROUND("seconds" * 1000.0, 0) AS bigint) + CAST(62135596800000 AS bigint)) / 43200000) * 43200000) - CAST(62135596800000 AS bigint) AS bigint) >= CAST(CAST(1767225600500 AS bigint) AS bigint) THEN CAST((((CAST(ROUND("seconds" * 1000.0, 0) AS bigint) + CAST(62135596800000 AS bigint)) / 43200000) * 43200000) - CAST(62135596800000 AS bigint) AS bigint) ELSE CAST(CAST(1767225600500 AS bigint) AS bigint) END;

-- slices: days that begin at 13:00 UTC, levels and quantiles with conditions
WITH "plumbline_given" AS ( -- what each row gives to each aggregate
  SELECT
    CASE WHEN "at" < CAST('2026-01-01T13:00:00' AS datetimeoffset(7)) THEN CAST(CAST(1767186000000 AS bigint) AS bigint) ELSE (((DATEDIFF_BIG(microsecond, CAST('1970-01-01T00:00:00' AS datetime2(7)), CAST(SWITCHOFFSET(CAST("at" AS datetimeoffset(7)), 0) AS datetime2(7))) - CAST(1767272400000000 AS bigint)) / CAST(86400000000 AS bigint)) * 86400000) + CAST(1767272400000 AS bigint) END AS "k1",
    CAST("page" AS nvarchar(max)) COLLATE Latin1_General_100_BIN2 AS "k2",
    "amount" AS "v1",
    CASE WHEN "ok" = 1 THEN (
amount * 2
    ) END AS "v2",
    CASE WHEN "who" IS NOT NULL THEN CONCAT("who", '.') COLLATE Latin1_General_100_BIN2 END AS "v3",
    CAST("amount" AS float) AS "v4",
    CASE WHEN "ok" = 1 THEN CAST("amount" AS float) END AS "v5",
    CAST(DATEDIFF_BIG(microsecond, CAST('1970-01-01T00:00:00' AS datetime2(7)), CAST(SWITCHOFFSET(CAST("at" AS datetimeoffset(7)), 0) AS datetime2(7))) - DATEDIFF_BIG(microsecond, CAST('1970-01-01T00:00:00' AS datetime2(7)), CAST(SWITCHOFFSET(CAST("at" AS datetimeoffset(7)), 0) AS datetime2(7))) AS float) AS "v6",
    DATEDIFF_BIG(microsecond, CAST('1970-01-01T00:00:00' AS datetime2(7)), CAST(SWITCHOFFSET(CAST("at" AS datetimeoffset(7)), 0) AS datetime2(7))) AS "v7"
  FROM "shop"."events"
  WHERE "at" >= '2025-12-31T13:00:00'
    AND "at" >= CAST('2025-12-31T13:00:00' AS datetimeoffset(7))
    AND "at" <= '2026-01-03T13:00:00'
    AND "at" < CAST('2026-01-03T13:00:00' AS datetimeoffset(7))
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
    ((CAST(COUNT_BIG("v4") OVER (PARTITION BY "k1", DATALENGTH("k1"), "k2", DATALENGTH("k2")) AS bigint) - 1) * 5) - ((ROW_NUMBER() OVER (PARTITION BY "k1", DATALENGTH("k1"), "k2", DATALENGTH("k2") ORDER BY CASE WHEN "v4" IS NULL THEN 1 ELSE 0 END, "v4") - 1) * 10) AS "a1",
    ((CAST(COUNT_BIG("v5") OVER (PARTITION BY "k1", DATALENGTH("k1"), "k2", DATALENGTH("k2")) AS bigint) - 1) * 75) - ((ROW_NUMBER() OVER (PARTITION BY "k1", DATALENGTH("k1"), "k2", DATALENGTH("k2") ORDER BY CASE WHEN "v5" IS NULL THEN 1 ELSE 0 END, "v5") - 1) * 100) AS "a2",
    ((CAST(COUNT_BIG("v6") OVER (PARTITION BY "k1", DATALENGTH("k1"), "k2", DATALENGTH("k2")) AS bigint) - 1) * 95) - ((ROW_NUMBER() OVER (PARTITION BY "k1", DATALENGTH("k1"), "k2", DATALENGTH("k2") ORDER BY CASE WHEN "v6" IS NULL THEN 1 ELSE 0 END, "v6") - 1) * 100) AS "a3"
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
  COUNT_BIG("v1") AS "known",
  CAST(MIN("v1") AS float) AS "least",
  CAST(MAX("v2") AS float) AS "most",
  COUNT(DISTINCT "v3") AS "people",
  MIN("b1") + ((MAX("b1") - MIN("b1")) * (CAST(MAX("h1") AS float) / 10.0)) AS "middle",
  MIN("b2") + ((MAX("b2") - MIN("b2")) * (CAST(MAX("h2") AS float) / 100.0)) AS "high",
  (MIN("b3") + ((MAX("b3") - MIN("b3")) * (CAST(MAX("h3") AS float) / 100.0))) / 1000000.0 AS "waited",
  CAST(MAX("v7") AS float) / 1000.0 AS "newest",
  COUNT_BIG(*) AS "observed"
FROM "plumbline_beside"
GROUP BY "k1", DATALENGTH("k1"), "k2", DATALENGTH("k2");

-- slices: approximate quantile and count of people, hours from half past
SELECT
  (((CAST(ROUND("seconds" * 1000.0, 0) AS bigint) - CAST(1767227400000 AS bigint)) / 3600000) * 3600000) + CAST(1767227400000 AS bigint) AS "bucket",
  APPROX_COUNT_DISTINCT(CASE WHEN "who" IS NOT NULL THEN CONCAT("who", '.') COLLATE Latin1_General_100_BIN2 END) AS "people",
  APPROX_PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY CAST("amount" AS float)) AS "middle",
  COUNT_BIG(*) AS "observed"
FROM "shop"."events"
WHERE "seconds" >= 1767227400
  AND "seconds" < 1767312000
  AND ("page" = N'C' AND CONCAT("page", '.') COLLATE Latin1_General_100_BIN2 = CONCAT(N'C', '.') COLLATE Latin1_General_100_BIN2)
GROUP BY (((CAST(ROUND("seconds" * 1000.0, 0) AS bigint) - CAST(1767227400000 AS bigint)) / 3600000) * 3600000) + CAST(1767227400000 AS bigint);

-- slices: is
SELECT
  CAST(CAST(1767225600000 AS bigint) AS bigint) AS "bucket",
  COUNT_BIG(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01T00:00:00'
  AND "at" < '2026-01-02T00:00:00'
  AND ("device" = N'mobile' AND CONCAT("device", '.') COLLATE Latin1_General_100_BIN2 = CONCAT(N'mobile', '.') COLLATE Latin1_General_100_BIN2)
HAVING COUNT_BIG(*) > 0;

-- slices: not keeps NULL
SELECT
  CAST(CAST(1767225600000 AS bigint) AS bigint) AS "bucket",
  COUNT_BIG(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01T00:00:00'
  AND "at" < '2026-01-02T00:00:00'
  AND (NOT ("device" = N'mobile' AND CONCAT("device", '.') COLLATE Latin1_General_100_BIN2 = CONCAT(N'mobile', '.') COLLATE Latin1_General_100_BIN2) OR "device" IS NULL)
HAVING COUNT_BIG(*) > 0;

-- slices: in
SELECT
  CAST(CAST(1767225600000 AS bigint) AS bigint) AS "bucket",
  COUNT_BIG(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01T00:00:00'
  AND "at" < '2026-01-02T00:00:00'
  AND ("device" IN (N'mobile', N'desktop') AND CONCAT("device", '.') COLLATE Latin1_General_100_BIN2 IN (CONCAT(N'mobile', '.') COLLATE Latin1_General_100_BIN2, CONCAT(N'desktop', '.') COLLATE Latin1_General_100_BIN2))
HAVING COUNT_BIG(*) > 0;

-- slices: notIn keeps NULL
SELECT
  CAST(CAST(1767225600000 AS bigint) AS bigint) AS "bucket",
  COUNT_BIG(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01T00:00:00'
  AND "at" < '2026-01-02T00:00:00'
  AND (NOT ("device" IN (N'mobile', N'desktop') AND CONCAT("device", '.') COLLATE Latin1_General_100_BIN2 IN (CONCAT(N'mobile', '.') COLLATE Latin1_General_100_BIN2, CONCAT(N'desktop', '.') COLLATE Latin1_General_100_BIN2)) OR "device" IS NULL)
HAVING COUNT_BIG(*) > 0;

-- slices: is with a boolean
SELECT
  CAST(CAST(1767225600000 AS bigint) AS bigint) AS "bucket",
  COUNT_BIG(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01T00:00:00'
  AND "at" < '2026-01-02T00:00:00'
  AND "ok" = 0
HAVING COUNT_BIG(*) > 0;

-- slices: not with a number
SELECT
  CAST(CAST(1767225600000 AS bigint) AS bigint) AS "bucket",
  COUNT_BIG(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01T00:00:00'
  AND "at" < '2026-01-02T00:00:00'
  AND ("amount" <> 2.5 OR "amount" IS NULL)
HAVING COUNT_BIG(*) > 0;

-- slices: lt
SELECT
  CAST(CAST(1767225600000 AS bigint) AS bigint) AS "bucket",
  COUNT_BIG(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01T00:00:00'
  AND "at" < '2026-01-02T00:00:00'
  AND "amount" < 2.5
HAVING COUNT_BIG(*) > 0;

-- slices: lte
SELECT
  CAST(CAST(1767225600000 AS bigint) AS bigint) AS "bucket",
  COUNT_BIG(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01T00:00:00'
  AND "at" < '2026-01-02T00:00:00'
  AND "amount" <= 2.5
HAVING COUNT_BIG(*) > 0;

-- slices: gt
SELECT
  CAST(CAST(1767225600000 AS bigint) AS bigint) AS "bucket",
  COUNT_BIG(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01T00:00:00'
  AND "at" < '2026-01-02T00:00:00'
  AND "amount" > 2.5
HAVING COUNT_BIG(*) > 0;

-- slices: gte
SELECT
  CAST(CAST(1767225600000 AS bigint) AS bigint) AS "bucket",
  COUNT_BIG(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01T00:00:00'
  AND "at" < '2026-01-02T00:00:00'
  AND "amount" >= (-2.5e-7)
HAVING COUNT_BIG(*) > 0;

-- slices: present
SELECT
  CAST(CAST(1767225600000 AS bigint) AS bigint) AS "bucket",
  COUNT_BIG(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01T00:00:00'
  AND "at" < '2026-01-02T00:00:00'
  AND "device" IS NOT NULL
HAVING COUNT_BIG(*) > 0;

-- slices: not present
SELECT
  CAST(CAST(1767225600000 AS bigint) AS bigint) AS "bucket",
  COUNT_BIG(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01T00:00:00'
  AND "at" < '2026-01-02T00:00:00'
  AND "device" IS NULL
HAVING COUNT_BIG(*) > 0;

-- slices: matches
-- refused: PL2251

-- slices: matches negated keeps NULL
-- refused: PL2251

-- slices: matches only values
SELECT
  CAST(CAST(1767225600000 AS bigint) AS bigint) AS "bucket",
  COUNT_BIG(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01T00:00:00'
  AND "at" < '2026-01-02T00:00:00'
  AND ("device" IN (N'mobile', N'desktop') AND CONCAT("device", '.') COLLATE Latin1_General_100_BIN2 IN (CONCAT(N'mobile', '.') COLLATE Latin1_General_100_BIN2, CONCAT(N'desktop', '.') COLLATE Latin1_General_100_BIN2))
HAVING COUNT_BIG(*) > 0;

-- slices: any of all
SELECT
  CAST(CAST(1767225600000 AS bigint) AS bigint) AS "bucket",
  COUNT_BIG(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01T00:00:00'
  AND "at" < '2026-01-02T00:00:00'
  AND (("page" = N'B' AND CONCAT("page", '.') COLLATE Latin1_General_100_BIN2 = CONCAT(N'B', '.') COLLATE Latin1_General_100_BIN2) OR (("page" = N'A' AND CONCAT("page", '.') COLLATE Latin1_General_100_BIN2 = CONCAT(N'A', '.') COLLATE Latin1_General_100_BIN2) AND "amount" > 0))
HAVING COUNT_BIG(*) > 0;

-- slices: awkward text
SELECT
  CAST(CAST(1767225600000 AS bigint) AS bigint) AS "bucket",
  COUNT_BIG(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01T00:00:00'
  AND "at" < '2026-01-02T00:00:00'
  AND (NOT ("device" IN (N'o''brien', N'a\b', REPLACE(N'¤__interval' COLLATE Latin1_General_100_BIN2, N'¤', NCHAR(36)), REPLACE(N'§[x]]' COLLATE Latin1_General_100_BIN2, N'§', NCHAR(91))) AND CONCAT("device", '.') COLLATE Latin1_General_100_BIN2 IN (CONCAT(N'o''brien', '.') COLLATE Latin1_General_100_BIN2, CONCAT(N'a\b', '.') COLLATE Latin1_General_100_BIN2, CONCAT(REPLACE(N'¤__interval' COLLATE Latin1_General_100_BIN2, N'¤', NCHAR(36)), '.') COLLATE Latin1_General_100_BIN2, CONCAT(REPLACE(N'§[x]]' COLLATE Latin1_General_100_BIN2, N'§', NCHAR(91)), '.') COLLATE Latin1_General_100_BIN2)) OR "device" IS NULL)
HAVING COUNT_BIG(*) > 0;

-- experiment: sums within a window, and of the time before; some saw several variants
WITH "plumbline_exposed" AS ( -- every exposure, who and when and to which variant
  SELECT
    CASE WHEN "who" IS NOT NULL THEN CONCAT("who", '.') COLLATE Latin1_General_100_BIN2 END AS "u",
    DATEDIFF_BIG(microsecond, CAST('1970-01-01T00:00:00' AS datetime2(7)), CAST(SWITCHOFFSET(CAST("at" AS datetimeoffset(7)), 0) AS datetime2(7))) AS "t",
    CASE WHEN "page" = N'A' AND CONCAT("page", '.') COLLATE Latin1_General_100_BIN2 = CONCAT(N'A', '.') COLLATE Latin1_General_100_BIN2 THEN 0 WHEN "page" = N'C' AND CONCAT("page", '.') COLLATE Latin1_General_100_BIN2 = CONCAT(N'C', '.') COLLATE Latin1_General_100_BIN2 THEN 1 WHEN "page" IS NOT NULL THEN 2 END AS "v"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01T00:00:00'
    AND "at" < '2026-01-02T00:00:00'
    AND ("page" IN (N'A', N'C') AND CONCAT("page", '.') COLLATE Latin1_General_100_BIN2 IN (CONCAT(N'A', '.') COLLATE Latin1_General_100_BIN2, CONCAT(N'C', '.') COLLATE Latin1_General_100_BIN2))
    AND "who" IS NOT NULL
),
"plumbline_units" AS ( -- each unit with its first exposure, and the variants that it saw
  SELECT
    "u",
    COALESCE(MIN(CASE WHEN "v" IS NOT NULL THEN "t" END), MIN("t")) AS "t0",
    MIN("v") AS "lo",
    MAX("v") AS "hi"
  FROM "plumbline_exposed"
  GROUP BY "u", DATALENGTH("u")
),
"plumbline_chosen" AS ( -- the variant that each unit counts for
  SELECT
    "u",
    "t0",
    CASE WHEN "lo" IS NULL THEN 4 WHEN "lo" <> "hi" THEN 3 ELSE "lo" END AS "v"
  FROM "plumbline_units"
),
"plumbline_happened" AS ( -- what happened to units before and after
  SELECT
    CASE WHEN "who" IS NOT NULL THEN CONCAT("who", '.') COLLATE Latin1_General_100_BIN2 END AS "u",
    DATEDIFF_BIG(microsecond, CAST('1970-01-01T00:00:00' AS datetime2(7)), CAST(SWITCHOFFSET(CAST("at" AS datetimeoffset(7)), 0) AS datetime2(7))) AS "t",
    "amount" + 0.0 AS "m",
    1 AS "b"
  FROM "shop"."events"
  WHERE "at" >= '2025-12-31T23:00:00'
    AND "at" >= CAST('2025-12-31T23:00:00' AS datetimeoffset(7))
    AND "at" <= '2026-01-02T01:00:01'
    AND "at" < CAST('2026-01-02T01:00:00.001' AS datetimeoffset(7))
    AND "who" IS NOT NULL
),
"plumbline_outcomes" AS ( -- each unit once, with what it did in its window
  SELECT
    "plumbline_chosen"."u" AS "u",
    "plumbline_chosen"."v" AS "v",
    "plumbline_chosen"."t0" AS "t0",
    CAST(COALESCE(SUM(CASE WHEN "plumbline_happened"."b" = 1 AND "plumbline_happened"."t" > "plumbline_chosen"."t0" AND "plumbline_happened"."t" <= ("plumbline_chosen"."t0" + CAST(3600000000 AS bigint)) THEN "plumbline_happened"."m" END), 0) AS float) AS "y",
    CAST(COALESCE(SUM(CASE WHEN "plumbline_happened"."b" = 1 AND "plumbline_happened"."t" >= ("plumbline_chosen"."t0" + (CAST(-3600000000 AS bigint))) AND "plumbline_happened"."t" < "plumbline_chosen"."t0" THEN "plumbline_happened"."m" END), 0) AS float) AS "x"
  FROM "plumbline_chosen"
    LEFT JOIN "plumbline_happened" ON "plumbline_happened"."u" = "plumbline_chosen"."u"
  GROUP BY "plumbline_chosen"."u", DATALENGTH("plumbline_chosen"."u"), "plumbline_chosen"."v", DATALENGTH("plumbline_chosen"."v"), "plumbline_chosen"."t0", DATALENGTH("plumbline_chosen"."t0")
)
SELECT
  "v" AS "variant",
  COUNT_BIG(*) AS "exposed",
  COUNT_BIG(CASE WHEN "t0" < CAST(1767351600000000 AS bigint) THEN 1 END) AS "ripe",
  COALESCE(SUM(CASE WHEN "t0" < CAST(1767351600000000 AS bigint) THEN "y" END), CAST(0 AS float)) AS "sy",
  COALESCE(SUM(CASE WHEN "t0" < CAST(1767351600000000 AS bigint) THEN "y" * "y" END), CAST(0 AS float)) AS "syy",
  COALESCE(SUM(CASE WHEN "t0" < CAST(1767351600000000 AS bigint) THEN "x" END), CAST(0 AS float)) AS "sx",
  COALESCE(SUM(CASE WHEN "t0" < CAST(1767351600000000 AS bigint) THEN "x" * "x" END), CAST(0 AS float)) AS "sxx",
  COALESCE(SUM(CASE WHEN "t0" < CAST(1767351600000000 AS bigint) THEN "x" * "y" END), CAST(0 AS float)) AS "sxy"
FROM "plumbline_outcomes"
GROUP BY "v", DATALENGTH("v");

-- experiment: conversions by the device of the exposure, filtered; a window that is not over
WITH "plumbline_exposed" AS ( -- every exposure, who and when and to which variant
  SELECT
    CASE WHEN "who" IS NOT NULL THEN CONCAT("who", '.') COLLATE Latin1_General_100_BIN2 END AS "u",
    DATEDIFF_BIG(microsecond, CAST('1970-01-01T00:00:00' AS datetime2(7)), CAST(SWITCHOFFSET(CAST("at" AS datetimeoffset(7)), 0) AS datetime2(7))) AS "t",
    CASE WHEN "page" = N'A' AND CONCAT("page", '.') COLLATE Latin1_General_100_BIN2 = CONCAT(N'A', '.') COLLATE Latin1_General_100_BIN2 THEN 0 WHEN "page" = N'C' AND CONCAT("page", '.') COLLATE Latin1_General_100_BIN2 = CONCAT(N'C', '.') COLLATE Latin1_General_100_BIN2 THEN 1 WHEN "page" IS NOT NULL THEN 2 END AS "v",
    CASE WHEN "page" IS NULL THEN 1 ELSE 0 END AS "n",
    CASE WHEN NOT ("device" = N'desktop' AND CONCAT("device", '.') COLLATE Latin1_General_100_BIN2 = CONCAT(N'desktop', '.') COLLATE Latin1_General_100_BIN2) OR "device" IS NULL THEN 1 ELSE 0 END AS "f",
    CAST("device" AS nvarchar(max)) COLLATE Latin1_General_100_BIN2 AS "g1",
    CAST("device" AS nvarchar(max)) COLLATE Latin1_General_100_BIN2 AS "k1"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01T00:00:00'
    AND "at" < '2026-01-02T00:00:00'
    AND ("page" = N'A' AND CONCAT("page", '.') COLLATE Latin1_General_100_BIN2 = CONCAT(N'A', '.') COLLATE Latin1_General_100_BIN2)
    AND "who" IS NOT NULL
),
"plumbline_units" AS ( -- each unit with its first exposure, and the variants that it saw
  SELECT
    "u",
    "t" AS "t0",
    MIN("v") OVER (PARTITION BY "u", DATALENGTH("u")) AS "lo",
    MAX("v") OVER (PARTITION BY "u", DATALENGTH("u")) AS "hi",
    "f",
    "g1",
    ROW_NUMBER() OVER (PARTITION BY "u", DATALENGTH("u") ORDER BY "n", "t", CASE WHEN "k1" IS NULL THEN 1 ELSE 0 END, "k1" COLLATE Latin1_General_100_BIN2) AS "place"
  FROM "plumbline_exposed"
),
"plumbline_chosen" AS ( -- the variant that each unit counts for
  SELECT
    "u",
    "t0",
    CASE WHEN "lo" IS NULL THEN 4 WHEN "lo" <> "hi" THEN 3 ELSE "lo" END AS "v",
    "g1"
  FROM "plumbline_units"
  WHERE "place" = 1
    AND "f" = 1
),
"plumbline_happened" AS ( -- what happened to units before and after
  SELECT
    CASE WHEN "who" IS NOT NULL THEN CONCAT("who", '.') COLLATE Latin1_General_100_BIN2 END AS "u",
    DATEDIFF_BIG(microsecond, CAST('1970-01-01T00:00:00' AS datetime2(7)), CAST(SWITCHOFFSET(CAST("at" AS datetimeoffset(7)), 0) AS datetime2(7))) AS "t",
    1 AS "m",
    1 AS "b"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01T00:00:00'
    AND "at" <= '2026-01-02T01:00:00'
    AND "at" < CAST('2026-01-02T01:00:00' AS datetimeoffset(7))
    AND ("page" IN (N'B', N'C') AND CONCAT("page", '.') COLLATE Latin1_General_100_BIN2 IN (CONCAT(N'B', '.') COLLATE Latin1_General_100_BIN2, CONCAT(N'C', '.') COLLATE Latin1_General_100_BIN2))
    AND "who" IS NOT NULL
),
"plumbline_outcomes" AS ( -- each unit once, with what it did in its window
  SELECT
    "plumbline_chosen"."u" AS "u",
    "plumbline_chosen"."v" AS "v",
    "plumbline_chosen"."t0" AS "t0",
    "plumbline_chosen"."g1" AS "g1",
    CAST(COALESCE(MAX(CASE WHEN "plumbline_happened"."b" = 1 AND "plumbline_happened"."t" > "plumbline_chosen"."t0" AND "plumbline_happened"."t" <= ("plumbline_chosen"."t0" + CAST(7200000000 AS bigint)) THEN 1 END), 0) AS float) AS "y"
  FROM "plumbline_chosen"
    LEFT JOIN "plumbline_happened" ON "plumbline_happened"."u" = "plumbline_chosen"."u"
  GROUP BY "plumbline_chosen"."u", DATALENGTH("plumbline_chosen"."u"), "plumbline_chosen"."v", DATALENGTH("plumbline_chosen"."v"), "plumbline_chosen"."t0", DATALENGTH("plumbline_chosen"."t0"), "plumbline_chosen"."g1", DATALENGTH("plumbline_chosen"."g1")
)
SELECT
  "v" AS "variant",
  "g1" AS "device",
  COUNT_BIG(*) AS "exposed",
  COUNT_BIG(CASE WHEN "t0" < CAST(1767308400000000 AS bigint) THEN 1 END) AS "ripe",
  COALESCE(SUM(CASE WHEN "t0" < CAST(1767308400000000 AS bigint) THEN "y" END), CAST(0 AS float)) AS "sy",
  COALESCE(SUM(CASE WHEN "t0" < CAST(1767308400000000 AS bigint) THEN "y" * "y" END), CAST(0 AS float)) AS "syy"
FROM "plumbline_outcomes"
GROUP BY "v", DATALENGTH("v"), "g1", DATALENGTH("g1");

-- experiment: a ratio of sums to the end of the range, with a variant that nobody named
WITH "plumbline_exposed" AS ( -- every exposure, who and when and to which variant
  SELECT
    CASE WHEN "who" IS NOT NULL THEN CONCAT("who", '.') COLLATE Latin1_General_100_BIN2 END AS "u",
    DATEDIFF_BIG(microsecond, CAST('1970-01-01T00:00:00' AS datetime2(7)), CAST(SWITCHOFFSET(CAST("at" AS datetimeoffset(7)), 0) AS datetime2(7))) AS "t",
    CASE WHEN "page" = N'C' AND CONCAT("page", '.') COLLATE Latin1_General_100_BIN2 = CONCAT(N'C', '.') COLLATE Latin1_General_100_BIN2 THEN 0 WHEN "page" IS NOT NULL THEN 1 END AS "v"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01T00:00:00'
    AND "at" < '2026-01-02T00:00:00'
    AND ("page" = N'A' AND CONCAT("page", '.') COLLATE Latin1_General_100_BIN2 = CONCAT(N'A', '.') COLLATE Latin1_General_100_BIN2)
    AND "who" IS NOT NULL
),
"plumbline_units" AS ( -- each unit with its first exposure, and the variants that it saw
  SELECT
    "u",
    COALESCE(MIN(CASE WHEN "v" IS NOT NULL THEN "t" END), MIN("t")) AS "t0",
    MIN("v") AS "lo",
    MAX("v") AS "hi"
  FROM "plumbline_exposed"
  GROUP BY "u", DATALENGTH("u")
),
"plumbline_chosen" AS ( -- the variant that each unit counts for
  SELECT
    "u",
    "t0",
    CASE WHEN "lo" IS NULL THEN 3 WHEN "lo" <> "hi" THEN 2 ELSE "lo" END AS "v"
  FROM "plumbline_units"
),
"plumbline_happened" AS ( -- what happened to units before and after
  SELECT
    CASE WHEN "who" IS NOT NULL THEN CONCAT("who", '.') COLLATE Latin1_General_100_BIN2 END AS "u",
    DATEDIFF_BIG(microsecond, CAST('1970-01-01T00:00:00' AS datetime2(7)), CAST(SWITCHOFFSET(CAST("at" AS datetimeoffset(7)), 0) AS datetime2(7))) AS "t",
    "amount" + 0.0 AS "m",
    1 AS "d",
    1 AS "b"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01T00:00:00'
    AND "at" < '2026-01-02T00:00:00'
    AND "amount" IS NOT NULL
    AND "who" IS NOT NULL
),
"plumbline_outcomes" AS ( -- each unit once, with what it did in its window
  SELECT
    "plumbline_chosen"."u" AS "u",
    "plumbline_chosen"."v" AS "v",
    CAST(COALESCE(SUM(CASE WHEN "plumbline_happened"."b" = 1 AND "plumbline_happened"."t" > "plumbline_chosen"."t0" THEN "plumbline_happened"."m" END), 0) AS float) AS "y",
    CAST(COALESCE(SUM(CASE WHEN "plumbline_happened"."b" = 1 AND "plumbline_happened"."t" > "plumbline_chosen"."t0" THEN "plumbline_happened"."d" END), 0) AS float) AS "x"
  FROM "plumbline_chosen"
    LEFT JOIN "plumbline_happened" ON "plumbline_happened"."u" = "plumbline_chosen"."u"
  GROUP BY "plumbline_chosen"."u", DATALENGTH("plumbline_chosen"."u"), "plumbline_chosen"."v", DATALENGTH("plumbline_chosen"."v")
)
SELECT
  "v" AS "variant",
  COUNT_BIG(*) AS "exposed",
  COUNT_BIG(*) AS "ripe",
  COALESCE(SUM("y"), CAST(0 AS float)) AS "sy",
  COALESCE(SUM("y" * "y"), CAST(0 AS float)) AS "syy",
  COALESCE(SUM("x"), CAST(0 AS float)) AS "sx",
  COALESCE(SUM("x" * "x"), CAST(0 AS float)) AS "sxx",
  COALESCE(SUM("x" * "y"), CAST(0 AS float)) AS "sxy"
FROM "plumbline_outcomes"
GROUP BY "v", DATALENGTH("v");

-- funnel: Mixpanel: the first start only reaches B
WITH "plumbline_events" AS ( -- the events of the steps, one row each
  SELECT
    CASE WHEN "who" IS NOT NULL THEN CONCAT("who", '.') COLLATE Latin1_General_100_BIN2 END AS "u",
    DATEDIFF_BIG(microsecond, CAST('1970-01-01T00:00:00' AS datetime2(7)), CAST(SWITCHOFFSET(CAST("at" AS datetimeoffset(7)), 0) AS datetime2(7))) AS "t",
    CASE WHEN ("page" = N'A' AND CONCAT("page", '.') COLLATE Latin1_General_100_BIN2 = CONCAT(N'A', '.') COLLATE Latin1_General_100_BIN2) AND "at" < CAST('2026-01-02T00:00:00' AS datetimeoffset(7)) THEN 1 END AS "e0",
    CASE WHEN "page" = N'B' AND CONCAT("page", '.') COLLATE Latin1_General_100_BIN2 = CONCAT(N'B', '.') COLLATE Latin1_General_100_BIN2 THEN 1 END AS "e2",
    CASE WHEN "page" IN (N'C', N'D') AND CONCAT("page", '.') COLLATE Latin1_General_100_BIN2 IN (CONCAT(N'C', '.') COLLATE Latin1_General_100_BIN2, CONCAT(N'D', '.') COLLATE Latin1_General_100_BIN2) THEN 1 END AS "e3"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01T00:00:00'
    AND "at" <= '2026-01-02T01:00:00'
    AND "at" < CAST('2026-01-02T01:00:00' AS datetimeoffset(7))
    AND "who" IS NOT NULL
    AND (("page" = N'A' AND CONCAT("page", '.') COLLATE Latin1_General_100_BIN2 = CONCAT(N'A', '.') COLLATE Latin1_General_100_BIN2) OR ("page" = N'B' AND CONCAT("page", '.') COLLATE Latin1_General_100_BIN2 = CONCAT(N'B', '.') COLLATE Latin1_General_100_BIN2) OR ("page" IN (N'C', N'D') AND CONCAT("page", '.') COLLATE Latin1_General_100_BIN2 IN (CONCAT(N'C', '.') COLLATE Latin1_General_100_BIN2, CONCAT(N'D', '.') COLLATE Latin1_General_100_BIN2)))
),
"plumbline_instants" AS ( -- one row an instant
  SELECT
    "u",
    "t",
    MAX("e0") AS "s0",
    MAX("e2") AS "s2",
    MAX("e3") AS "s3"
  FROM "plumbline_events"
  GROUP BY "u", DATALENGTH("u"), "t", DATALENGTH("t")
),
"plumbline_next3" AS ( -- when the following steps come at the earliest, read backwards in time
  SELECT
    "u",
    "t",
    "s0",
    "s2",
    MIN(CASE WHEN "s3" >= 1 THEN "t" END) OVER (PARTITION BY "u", DATALENGTH("u") ORDER BY "t" DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS "t3"
  FROM "plumbline_instants"
),
"plumbline_next2" AS ( -- when the following steps come at the earliest, read backwards in time
  SELECT
    "u",
    "t",
    "s0",
    MIN(CASE WHEN "s2" >= 1 THEN "t" END) OVER (PARTITION BY "u", DATALENGTH("u") ORDER BY "t" DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS "t2",
    MIN(CASE WHEN "s2" >= 1 THEN "t3" END) OVER (PARTITION BY "u", DATALENGTH("u") ORDER BY "t" DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS "t3"
  FROM "plumbline_next3"
),
"plumbline_attempts" AS ( -- every start, and how many steps it reached within the window
  SELECT
    "u",
    "t" AS "t1",
    "t2",
    "t3",
    CASE WHEN ("t3" - "t") <= CAST(3600000000 AS bigint) THEN 3 WHEN ("t2" - "t") <= CAST(3600000000 AS bigint) THEN 2 ELSE 1 END AS "depth",
    MIN("t") OVER (PARTITION BY "u", DATALENGTH("u")) AS "first"
  FROM "plumbline_next2"
  WHERE "s0" >= 1
),
"plumbline_kept" AS ( -- the attempts that count, and whether they may still go on
  SELECT
    "u",
    "t1",
    "t2",
    "t3",
    "depth",
    0 AS "alive"
  FROM "plumbline_attempts"
  WHERE "t1" = "first"
),
"plumbline_ranked" AS ( -- the attempts of each actor, the one that counts first
  SELECT
    "t1",
    "t2",
    "t3",
    "depth",
    0 AS "still",
    ROW_NUMBER() OVER (PARTITION BY "u", DATALENGTH("u") ORDER BY "depth" DESC, "t1") AS "place"
  FROM "plumbline_kept"
),
"plumbline_counted" AS ( -- one attempt an actor, and its times between steps
  SELECT
    "depth" AS "level",
    "still" AS "open",
    CASE WHEN "depth" >= 2 THEN "t2" - "t1" END AS "d2",
    CASE WHEN "depth" >= 3 THEN "t3" - "t2" END AS "d3"
  FROM "plumbline_ranked"
  WHERE "place" = 1
),
"plumbline_placed" AS ( -- places in the order of the times between steps
  SELECT
    "level",
    "open",
    "d2",
    "d3",
    ROW_NUMBER() OVER (ORDER BY CASE WHEN "d2" IS NULL THEN 1 ELSE 0 END, "d2") AS "p2",
    ROW_NUMBER() OVER (ORDER BY CASE WHEN "d3" IS NULL THEN 1 ELSE 0 END, "d3") AS "p3",
    COUNT_BIG("d2") OVER () AS "c2",
    COUNT_BIG("d3") OVER () AS "c3"
  FROM "plumbline_counted"
)
SELECT
  COUNT_BIG(CASE WHEN "level" >= 1 THEN 1 END) AS "n1",
  COUNT_BIG(CASE WHEN "level" >= 2 THEN 1 END) AS "n2",
  COUNT_BIG(CASE WHEN "level" >= 3 THEN 1 END) AS "n3",
  COUNT_BIG(CASE WHEN "open" >= 1 THEN 1 END) AS "open",
  AVG(CAST(CASE WHEN "d2" IS NOT NULL AND "p2" IN (("c2" + 1) / 2, ("c2" + 2) / 2) THEN "d2" END AS float)) / 1000.0 AS "m2",
  AVG(CAST(CASE WHEN "d3" IS NOT NULL AND "p3" IN (("c3" + 1) / 2, ("c3" + 2) / 2) THEN "d3" END AS float)) / 1000.0 AS "m3"
FROM "plumbline_placed";

-- funnel: Mixpanel: any start converts
WITH "plumbline_events" AS ( -- the events of the steps, one row each
  SELECT
    CASE WHEN "who" IS NOT NULL THEN CONCAT("who", '.') COLLATE Latin1_General_100_BIN2 END AS "u",
    DATEDIFF_BIG(microsecond, CAST('1970-01-01T00:00:00' AS datetime2(7)), CAST(SWITCHOFFSET(CAST("at" AS datetimeoffset(7)), 0) AS datetime2(7))) AS "t",
    CASE WHEN ("page" = N'A' AND CONCAT("page", '.') COLLATE Latin1_General_100_BIN2 = CONCAT(N'A', '.') COLLATE Latin1_General_100_BIN2) AND (NOT ("device" = N'mobile' AND CONCAT("device", '.') COLLATE Latin1_General_100_BIN2 = CONCAT(N'mobile', '.') COLLATE Latin1_General_100_BIN2) OR "device" IS NULL) THEN 1 END AS "e0",
    CASE WHEN "page" = N'B' AND CONCAT("page", '.') COLLATE Latin1_General_100_BIN2 = CONCAT(N'B', '.') COLLATE Latin1_General_100_BIN2 THEN 1 END AS "e2",
    CASE WHEN "page" IN (N'C', N'D') AND CONCAT("page", '.') COLLATE Latin1_General_100_BIN2 IN (CONCAT(N'C', '.') COLLATE Latin1_General_100_BIN2, CONCAT(N'D', '.') COLLATE Latin1_General_100_BIN2) THEN 1 END AS "e3",
    CAST("device" AS nvarchar(max)) COLLATE Latin1_General_100_BIN2 AS "g1"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01T00:00:00'
    AND "at" < '2026-01-02T00:00:00'
    AND "who" IS NOT NULL
    AND (("page" = N'A' AND CONCAT("page", '.') COLLATE Latin1_General_100_BIN2 = CONCAT(N'A', '.') COLLATE Latin1_General_100_BIN2) OR ("page" = N'B' AND CONCAT("page", '.') COLLATE Latin1_General_100_BIN2 = CONCAT(N'B', '.') COLLATE Latin1_General_100_BIN2) OR ("page" IN (N'C', N'D') AND CONCAT("page", '.') COLLATE Latin1_General_100_BIN2 IN (CONCAT(N'C', '.') COLLATE Latin1_General_100_BIN2, CONCAT(N'D', '.') COLLATE Latin1_General_100_BIN2)))
),
"plumbline_merged" AS ( -- the events of one instant together, and the group that counts for them
  SELECT
    "u",
    "t",
    MAX("e0") OVER (PARTITION BY "u", DATALENGTH("u"), "t", DATALENGTH("t")) AS "s0",
    MAX("e2") OVER (PARTITION BY "u", DATALENGTH("u"), "t", DATALENGTH("t")) AS "s2",
    MAX("e3") OVER (PARTITION BY "u", DATALENGTH("u"), "t", DATALENGTH("t")) AS "s3",
    "g1",
    ROW_NUMBER() OVER (PARTITION BY "u", DATALENGTH("u"), "t", DATALENGTH("t") ORDER BY CASE WHEN "e0" >= 1 THEN 0 ELSE 1 END, CASE WHEN "g1" IS NULL THEN 1 ELSE 0 END, "g1" COLLATE Latin1_General_100_BIN2) AS "place"
  FROM "plumbline_events"
),
"plumbline_instants" AS ( -- one row an instant
  SELECT
    "u",
    "t",
    "s0",
    "s2",
    "s3",
    "g1"
  FROM "plumbline_merged"
  WHERE "place" = 1
),
"plumbline_next3" AS ( -- when the following steps come at the earliest, read backwards in time
  SELECT
    "u",
    "t",
    "s0",
    "g1",
    "s2",
    MIN(CASE WHEN "s3" >= 1 THEN "t" END) OVER (PARTITION BY "u", DATALENGTH("u") ORDER BY "t" DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS "t3"
  FROM "plumbline_instants"
),
"plumbline_next2" AS ( -- when the following steps come at the earliest, read backwards in time
  SELECT
    "u",
    "t",
    "s0",
    "g1",
    MIN(CASE WHEN "s2" >= 1 THEN "t" END) OVER (PARTITION BY "u", DATALENGTH("u") ORDER BY "t" DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS "t2",
    MIN(CASE WHEN "s2" >= 1 THEN "t3" END) OVER (PARTITION BY "u", DATALENGTH("u") ORDER BY "t" DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS "t3"
  FROM "plumbline_next3"
),
"plumbline_attempts" AS ( -- every start, and how many steps it reached within the window
  SELECT
    "u",
    "t" AS "t1",
    "t2",
    "t3",
    "g1",
    CASE WHEN ("t3" - "t") <= CAST(3600000000 AS bigint) THEN 3 WHEN ("t2" - "t") <= CAST(3600000000 AS bigint) THEN 2 ELSE 1 END AS "depth"
  FROM "plumbline_next2"
  WHERE "s0" >= 1
),
"plumbline_kept" AS ( -- the attempts that count, and whether they may still go on
  SELECT
    "u",
    "t1",
    "t2",
    "t3",
    "g1",
    "depth",
    CASE WHEN "depth" >= 3 OR "t1" < CAST(1767308400000000 AS bigint) THEN 0 ELSE 1 END AS "alive"
  FROM "plumbline_attempts"
),
"plumbline_ranked" AS ( -- the attempts of each actor, the one that counts first
  SELECT
    "t1",
    "t2",
    "t3",
    "g1",
    "depth",
    CASE WHEN "depth" < 3 AND MAX("alive") OVER (PARTITION BY "u", DATALENGTH("u")) >= 1 THEN 1 ELSE 0 END AS "still",
    ROW_NUMBER() OVER (PARTITION BY "u", DATALENGTH("u") ORDER BY "depth" DESC, "t1", CASE WHEN "g1" IS NULL THEN 1 ELSE 0 END, "g1" COLLATE Latin1_General_100_BIN2) AS "place"
  FROM "plumbline_kept"
),
"plumbline_counted" AS ( -- one attempt an actor, and its times between steps
  SELECT
    "g1",
    "depth" AS "level",
    "still" AS "open",
    CASE WHEN "depth" >= 2 THEN "t2" - "t1" END AS "d2",
    CASE WHEN "depth" >= 3 THEN "t3" - "t2" END AS "d3"
  FROM "plumbline_ranked"
  WHERE "place" = 1
),
"plumbline_placed" AS ( -- places in the order of the times between steps
  SELECT
    "g1",
    "level",
    "open",
    "d2",
    "d3",
    ROW_NUMBER() OVER (PARTITION BY "g1", DATALENGTH("g1") ORDER BY CASE WHEN "d2" IS NULL THEN 1 ELSE 0 END, "d2") AS "p2",
    ROW_NUMBER() OVER (PARTITION BY "g1", DATALENGTH("g1") ORDER BY CASE WHEN "d3" IS NULL THEN 1 ELSE 0 END, "d3") AS "p3",
    COUNT_BIG("d2") OVER (PARTITION BY "g1", DATALENGTH("g1")) AS "c2",
    COUNT_BIG("d3") OVER (PARTITION BY "g1", DATALENGTH("g1")) AS "c3"
  FROM "plumbline_counted"
)
SELECT
  "g1" AS "device",
  COUNT_BIG(CASE WHEN "level" >= 1 THEN 1 END) AS "n1",
  COUNT_BIG(CASE WHEN "level" >= 2 THEN 1 END) AS "n2",
  COUNT_BIG(CASE WHEN "level" >= 3 THEN 1 END) AS "n3",
  COUNT_BIG(CASE WHEN "open" >= 1 THEN 1 END) AS "open",
  AVG(CAST(CASE WHEN "d2" IS NOT NULL AND "p2" IN (("c2" + 1) / 2, ("c2" + 2) / 2) THEN "d2" END AS float)) / 1000.0 AS "m2",
  AVG(CAST(CASE WHEN "d3" IS NOT NULL AND "p3" IN (("c3" + 1) / 2, ("c3" + 2) / 2) THEN "d3" END AS float)) / 1000.0 AS "m3"
FROM "plumbline_placed"
GROUP BY "g1", DATALENGTH("g1");

-- funnel: loose ties
WITH "plumbline_events" AS ( -- the events of the steps, one row each
  SELECT
    CASE WHEN "who" IS NOT NULL THEN CONCAT("who", '.') COLLATE Latin1_General_100_BIN2 END AS "u",
    DATEDIFF_BIG(microsecond, CAST('1970-01-01T00:00:00' AS datetime2(7)), CAST(SWITCHOFFSET(CAST("at" AS datetimeoffset(7)), 0) AS datetime2(7))) AS "t",
    CASE WHEN "page" = N'A' AND CONCAT("page", '.') COLLATE Latin1_General_100_BIN2 = CONCAT(N'A', '.') COLLATE Latin1_General_100_BIN2 THEN 1 END AS "e0",
    CASE WHEN "page" = N'B' AND CONCAT("page", '.') COLLATE Latin1_General_100_BIN2 = CONCAT(N'B', '.') COLLATE Latin1_General_100_BIN2 THEN 1 END AS "e2",
    CASE WHEN "page" IN (N'C', N'D') AND CONCAT("page", '.') COLLATE Latin1_General_100_BIN2 IN (CONCAT(N'C', '.') COLLATE Latin1_General_100_BIN2, CONCAT(N'D', '.') COLLATE Latin1_General_100_BIN2) THEN 1 END AS "e3"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01T00:00:00'
    AND "at" < '2026-01-02T00:00:00'
    AND "who" IS NOT NULL
    AND (("page" = N'A' AND CONCAT("page", '.') COLLATE Latin1_General_100_BIN2 = CONCAT(N'A', '.') COLLATE Latin1_General_100_BIN2) OR ("page" = N'B' AND CONCAT("page", '.') COLLATE Latin1_General_100_BIN2 = CONCAT(N'B', '.') COLLATE Latin1_General_100_BIN2) OR ("page" IN (N'C', N'D') AND CONCAT("page", '.') COLLATE Latin1_General_100_BIN2 IN (CONCAT(N'C', '.') COLLATE Latin1_General_100_BIN2, CONCAT(N'D', '.') COLLATE Latin1_General_100_BIN2)))
),
"plumbline_instants" AS ( -- one row an instant
  SELECT
    "u",
    "t",
    MAX("e0") AS "s0",
    MAX("e2") AS "s2",
    MAX("e3") AS "s3"
  FROM "plumbline_events"
  GROUP BY "u", DATALENGTH("u"), "t", DATALENGTH("t")
),
"plumbline_next3" AS ( -- when the following steps come at the earliest, read backwards in time
  SELECT
    "u",
    "t",
    "s0",
    "s2",
    MIN(CASE WHEN "s3" >= 1 THEN "t" END) OVER (PARTITION BY "u", DATALENGTH("u") ORDER BY "t" DESC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS "t3"
  FROM "plumbline_instants"
),
"plumbline_next2" AS ( -- when the following steps come at the earliest, read backwards in time
  SELECT
    "u",
    "t",
    "s0",
    MIN(CASE WHEN "s2" >= 1 THEN "t" END) OVER (PARTITION BY "u", DATALENGTH("u") ORDER BY "t" DESC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS "t2",
    MIN(CASE WHEN "s2" >= 1 THEN "t3" END) OVER (PARTITION BY "u", DATALENGTH("u") ORDER BY "t" DESC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS "t3"
  FROM "plumbline_next3"
),
"plumbline_attempts" AS ( -- every start, and how many steps it reached within the window
  SELECT
    "u",
    "t" AS "t1",
    "t2",
    "t3",
    CASE WHEN ("t3" - "t") <= CAST(3600000000 AS bigint) THEN 3 WHEN ("t2" - "t") <= CAST(3600000000 AS bigint) THEN 2 ELSE 1 END AS "depth"
  FROM "plumbline_next2"
  WHERE "s0" >= 1
),
"plumbline_kept" AS ( -- the attempts that count, and whether they may still go on
  SELECT
    "u",
    "t1",
    "t2",
    "t3",
    "depth",
    CASE WHEN "depth" >= 3 OR "t1" < CAST(1767308400000000 AS bigint) THEN 0 ELSE 1 END AS "alive"
  FROM "plumbline_attempts"
),
"plumbline_ranked" AS ( -- the attempts of each actor, the one that counts first
  SELECT
    "t1",
    "t2",
    "t3",
    "depth",
    CASE WHEN "depth" < 3 AND MAX("alive") OVER (PARTITION BY "u", DATALENGTH("u")) >= 1 THEN 1 ELSE 0 END AS "still",
    ROW_NUMBER() OVER (PARTITION BY "u", DATALENGTH("u") ORDER BY "depth" DESC, "t1") AS "place"
  FROM "plumbline_kept"
),
"plumbline_counted" AS ( -- one attempt an actor, and its times between steps
  SELECT
    "depth" AS "level",
    "still" AS "open",
    CASE WHEN "depth" >= 2 THEN "t2" - "t1" END AS "d2",
    CASE WHEN "depth" >= 3 THEN "t3" - "t2" END AS "d3"
  FROM "plumbline_ranked"
  WHERE "place" = 1
),
"plumbline_placed" AS ( -- places in the order of the times between steps
  SELECT
    "level",
    "open",
    "d2",
    "d3",
    ROW_NUMBER() OVER (ORDER BY CASE WHEN "d2" IS NULL THEN 1 ELSE 0 END, "d2") AS "p2",
    ROW_NUMBER() OVER (ORDER BY CASE WHEN "d3" IS NULL THEN 1 ELSE 0 END, "d3") AS "p3",
    COUNT_BIG("d2") OVER () AS "c2",
    COUNT_BIG("d3") OVER () AS "c3"
  FROM "plumbline_counted"
)
SELECT
  COUNT_BIG(CASE WHEN "level" >= 1 THEN 1 END) AS "n1",
  COUNT_BIG(CASE WHEN "level" >= 2 THEN 1 END) AS "n2",
  COUNT_BIG(CASE WHEN "level" >= 3 THEN 1 END) AS "n3",
  COUNT_BIG(CASE WHEN "open" >= 1 THEN 1 END) AS "open",
  AVG(CAST(CASE WHEN "d2" IS NOT NULL AND "p2" IN (("c2" + 1) / 2, ("c2" + 2) / 2) THEN "d2" END AS float)) / 1000.0 AS "m2",
  AVG(CAST(CASE WHEN "d3" IS NOT NULL AND "p3" IN (("c3" + 1) / 2, ("c3" + 2) / 2) THEN "d3" END AS float)) / 1000.0 AS "m3"
FROM "plumbline_placed";

-- funnel: one step
WITH "plumbline_events" AS ( -- the events of the steps, one row each
  SELECT
    CASE WHEN "who" IS NOT NULL THEN CONCAT("who", '.') COLLATE Latin1_General_100_BIN2 END AS "u",
    DATEDIFF_BIG(microsecond, CAST('1970-01-01T00:00:00' AS datetime2(7)), CAST(SWITCHOFFSET(CAST("at" AS datetimeoffset(7)), 0) AS datetime2(7))) AS "t",
    CASE WHEN "page" = N'A' AND CONCAT("page", '.') COLLATE Latin1_General_100_BIN2 = CONCAT(N'A', '.') COLLATE Latin1_General_100_BIN2 THEN 1 END AS "e0"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01T00:00:00'
    AND "at" < '2026-01-02T00:00:00'
    AND "who" IS NOT NULL
    AND ("page" = N'A' AND CONCAT("page", '.') COLLATE Latin1_General_100_BIN2 = CONCAT(N'A', '.') COLLATE Latin1_General_100_BIN2)
),
"plumbline_instants" AS ( -- one row an instant
  SELECT
    "u",
    "t",
    MAX("e0") AS "s0"
  FROM "plumbline_events"
  GROUP BY "u", DATALENGTH("u"), "t", DATALENGTH("t")
),
"plumbline_attempts" AS ( -- every start, and how many steps it reached within the window
  SELECT
    "u",
    "t" AS "t1",
    1 AS "depth"
  FROM "plumbline_instants"
  WHERE "s0" >= 1
),
"plumbline_kept" AS ( -- the attempts that count, and whether they may still go on
  SELECT
    "u",
    "t1",
    "depth",
    CASE WHEN "depth" >= 1 OR "t1" < CAST(1767308400000000 AS bigint) THEN 0 ELSE 1 END AS "alive"
  FROM "plumbline_attempts"
),
"plumbline_ranked" AS ( -- the attempts of each actor, the one that counts first
  SELECT
    "t1",
    "depth",
    CASE WHEN "depth" < 1 AND MAX("alive") OVER (PARTITION BY "u", DATALENGTH("u")) >= 1 THEN 1 ELSE 0 END AS "still",
    ROW_NUMBER() OVER (PARTITION BY "u", DATALENGTH("u") ORDER BY "depth" DESC, "t1") AS "place"
  FROM "plumbline_kept"
),
"plumbline_counted" AS ( -- one attempt an actor, and its times between steps
  SELECT
    "depth" AS "level",
    "still" AS "open"
  FROM "plumbline_ranked"
  WHERE "place" = 1
)
SELECT
  COUNT_BIG(CASE WHEN "level" >= 1 THEN 1 END) AS "n1",
  COUNT_BIG(CASE WHEN "open" >= 1 THEN 1 END) AS "open"
FROM "plumbline_counted";

-- retention: hours after the first start ever, one row
WITH "plumbline_starts" AS ( -- the first start of each actor
  SELECT
    CASE WHEN "who" IS NOT NULL THEN CONCAT("who", '.') COLLATE Latin1_General_100_BIN2 END AS "u",
    MIN(DATEDIFF_BIG(microsecond, CAST('1970-01-01T00:00:00' AS datetime2(7)), CAST(SWITCHOFFSET(CAST("at" AS datetimeoffset(7)), 0) AS datetime2(7)))) AS "t0"
  FROM "shop"."events"
  WHERE "at" >= '1970-01-01T00:00:00'
    AND "at" < '2026-01-02T00:00:00'
    AND ("page" = N'A' AND CONCAT("page", '.') COLLATE Latin1_General_100_BIN2 = CONCAT(N'A', '.') COLLATE Latin1_General_100_BIN2)
    AND "who" IS NOT NULL
  GROUP BY CASE WHEN "who" IS NOT NULL THEN CONCAT("who", '.') COLLATE Latin1_General_100_BIN2 END
),
"plumbline_cohorts" AS ( -- the cohort of each actor, and the period in which it started
  SELECT
    "u",
    "t0"
  FROM "plumbline_starts"
  WHERE "t0" >= CAST(1767225600000000 AS bigint)
),
"plumbline_returns" AS ( -- returns from then on
  SELECT
    CASE WHEN "who" IS NOT NULL THEN CONCAT("who", '.') COLLATE Latin1_General_100_BIN2 END AS "u",
    DATEDIFF_BIG(microsecond, CAST('1970-01-01T00:00:00' AS datetime2(7)), CAST(SWITCHOFFSET(CAST("at" AS datetimeoffset(7)), 0) AS datetime2(7))) AS "t",
    1 AS "b"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01T00:00:00'
    AND "at" <= '2026-01-02T03:00:00'
    AND "at" < CAST('2026-01-02T03:00:00' AS datetimeoffset(7))
    AND "who" IS NOT NULL
    AND ("page" IN (N'A', N'B', N'C') AND CONCAT("page", '.') COLLATE Latin1_General_100_BIN2 IN (CONCAT(N'A', '.') COLLATE Latin1_General_100_BIN2, CONCAT(N'B', '.') COLLATE Latin1_General_100_BIN2, CONCAT(N'C', '.') COLLATE Latin1_General_100_BIN2))
),
"plumbline_actors" AS ( -- each actor once, with the periods after its start in which it came back
  SELECT
    "plumbline_cohorts"."u" AS "u",
    "plumbline_cohorts"."t0" AS "t0",
    MAX(CASE WHEN "plumbline_returns"."b" = 1 AND "plumbline_returns"."t" >= "plumbline_cohorts"."t0" AND ("plumbline_returns"."t" - "plumbline_cohorts"."t0") >= 0 AND ("plumbline_returns"."t" - "plumbline_cohorts"."t0") < CAST(3600000000 AS bigint) THEN 1 END) AS "b1",
    MAX(CASE WHEN "plumbline_returns"."b" = 1 AND "plumbline_returns"."t" >= "plumbline_cohorts"."t0" AND ("plumbline_returns"."t" - "plumbline_cohorts"."t0") >= CAST(3600000000 AS bigint) AND ("plumbline_returns"."t" - "plumbline_cohorts"."t0") < CAST(7200000000 AS bigint) THEN 1 END) AS "b2",
    MAX(CASE WHEN "plumbline_returns"."b" = 1 AND "plumbline_returns"."t" >= "plumbline_cohorts"."t0" AND ("plumbline_returns"."t" - "plumbline_cohorts"."t0") >= CAST(7200000000 AS bigint) AND ("plumbline_returns"."t" - "plumbline_cohorts"."t0") < CAST(10800000000 AS bigint) THEN 1 END) AS "b3"
  FROM "plumbline_cohorts"
    LEFT JOIN "plumbline_returns" ON "plumbline_returns"."u" = "plumbline_cohorts"."u"
  GROUP BY "plumbline_cohorts"."u", DATALENGTH("plumbline_cohorts"."u"), "plumbline_cohorts"."t0", DATALENGTH("plumbline_cohorts"."t0")
)
SELECT
  COUNT_BIG(*) AS "size",
  COUNT_BIG(CASE WHEN "t0" <= CAST(1767351600000000 AS bigint) THEN 1 END) AS "e1",
  COUNT_BIG(CASE WHEN "t0" <= CAST(1767348000000000 AS bigint) THEN 1 END) AS "e2",
  COUNT_BIG(CASE WHEN "t0" <= CAST(1767344400000000 AS bigint) THEN 1 END) AS "e3",
  COUNT_BIG(CASE WHEN "t0" <= CAST(1767351600000000 AS bigint) AND "b1" = 1 THEN 1 END) AS "r1",
  COUNT_BIG(CASE WHEN "t0" <= CAST(1767348000000000 AS bigint) AND "b2" = 1 THEN 1 END) AS "r2",
  COUNT_BIG(CASE WHEN "t0" <= CAST(1767344400000000 AS bigint) AND "b3" = 1 THEN 1 END) AS "r3"
FROM "plumbline_actors";

-- retention: calendar periods within, two cohorts
WITH "plumbline_starts" AS ( -- the first start of each actor
  SELECT
    CASE WHEN "who" IS NOT NULL THEN CONCAT("who", '.') COLLATE Latin1_General_100_BIN2 END AS "u",
    MIN(DATEDIFF_BIG(microsecond, CAST('1970-01-01T00:00:00' AS datetime2(7)), CAST(SWITCHOFFSET(CAST("at" AS datetimeoffset(7)), 0) AS datetime2(7)))) AS "t0"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01T00:00:00'
    AND "at" < '2026-01-02T00:00:00'
    AND ("page" = N'A' AND CONCAT("page", '.') COLLATE Latin1_General_100_BIN2 = CONCAT(N'A', '.') COLLATE Latin1_General_100_BIN2)
    AND "who" IS NOT NULL
  GROUP BY CASE WHEN "who" IS NOT NULL THEN CONCAT("who", '.') COLLATE Latin1_General_100_BIN2 END
),
"plumbline_cohorts" AS ( -- the cohort of each actor, and the period in which it started
  SELECT
    "u",
    "t0",
    CAST(floor(CAST("t0" - CAST(1767225600000000 AS bigint) AS float) / 3600000000.0) AS bigint) AS "p0",
    CAST(floor(CAST("t0" - CAST(1767225600000000 AS bigint) AS float) / 43200000000.0) AS bigint) AS "c"
  FROM "plumbline_starts"
  WHERE "t0" >= CAST(1767225600000000 AS bigint)
),
"plumbline_returns" AS ( -- returns from then on
  SELECT
    CASE WHEN "who" IS NOT NULL THEN CONCAT("who", '.') COLLATE Latin1_General_100_BIN2 END AS "u",
    DATEDIFF_BIG(microsecond, CAST('1970-01-01T00:00:00' AS datetime2(7)), CAST(SWITCHOFFSET(CAST("at" AS datetimeoffset(7)), 0) AS datetime2(7))) AS "t",
    CAST(floor(CAST(DATEDIFF_BIG(microsecond, CAST('1970-01-01T00:00:00' AS datetime2(7)), CAST(SWITCHOFFSET(CAST("at" AS datetimeoffset(7)), 0) AS datetime2(7))) - CAST(1767225600000000 AS bigint) AS float) / 3600000000.0) AS bigint) AS "p",
    1 AS "b"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01T00:00:00'
    AND "at" <= '2026-01-02T03:00:00'
    AND "at" < CAST('2026-01-02T03:00:00' AS datetimeoffset(7))
    AND "who" IS NOT NULL
    AND ("page" IN (N'B', N'C') AND CONCAT("page", '.') COLLATE Latin1_General_100_BIN2 IN (CONCAT(N'B', '.') COLLATE Latin1_General_100_BIN2, CONCAT(N'C', '.') COLLATE Latin1_General_100_BIN2))
),
"plumbline_actors" AS ( -- each actor once, with the periods after its start in which it came back
  SELECT
    "plumbline_cohorts"."u" AS "u",
    "plumbline_cohorts"."p0" AS "p0",
    "plumbline_cohorts"."c" AS "c",
    MIN(CASE WHEN "plumbline_returns"."b" = 1 AND "plumbline_returns"."t" >= "plumbline_cohorts"."t0" AND ("plumbline_returns"."p" - "plumbline_cohorts"."p0") >= 1 THEN "plumbline_returns"."p" - "plumbline_cohorts"."p0" END) AS "soon"
  FROM "plumbline_cohorts"
    LEFT JOIN "plumbline_returns" ON "plumbline_returns"."u" = "plumbline_cohorts"."u"
  GROUP BY "plumbline_cohorts"."u", DATALENGTH("plumbline_cohorts"."u"), "plumbline_cohorts"."p0", DATALENGTH("plumbline_cohorts"."p0"), "plumbline_cohorts"."c", DATALENGTH("plumbline_cohorts"."c")
)
SELECT
  "c" AS "cohort",
  COUNT_BIG(*) AS "size",
  COUNT_BIG(CASE WHEN "p0" <= 33 THEN 1 END) AS "e1",
  COUNT_BIG(CASE WHEN "p0" <= 31 THEN 1 END) AS "e2",
  COUNT_BIG(CASE WHEN "p0" <= 33 AND "soon" <= 1 THEN 1 END) AS "r1",
  COUNT_BIG(CASE WHEN "p0" <= 31 AND "soon" <= 3 THEN 1 END) AS "r2"
FROM "plumbline_actors"
GROUP BY "c", DATALENGTH("c");

-- retention: on or after, by the device of the start, filtered
WITH "plumbline_started" AS ( -- the starts of each actor
  SELECT
    CASE WHEN "who" IS NOT NULL THEN CONCAT("who", '.') COLLATE Latin1_General_100_BIN2 END AS "u",
    DATEDIFF_BIG(microsecond, CAST('1970-01-01T00:00:00' AS datetime2(7)), CAST(SWITCHOFFSET(CAST("at" AS datetimeoffset(7)), 0) AS datetime2(7))) AS "t0",
    CASE WHEN NOT ("device" = N'Mobile' AND CONCAT("device", '.') COLLATE Latin1_General_100_BIN2 = CONCAT(N'Mobile', '.') COLLATE Latin1_General_100_BIN2) OR "device" IS NULL THEN 1 ELSE 0 END AS "f",
    CAST("device" AS nvarchar(max)) COLLATE Latin1_General_100_BIN2 AS "g1",
    CAST("device" AS nvarchar(max)) COLLATE Latin1_General_100_BIN2 AS "k1"
  FROM "shop"."events"
  WHERE "at" >= '1970-01-01T00:00:00'
    AND "at" < '2026-01-02T00:00:00'
    AND ("page" = N'A' AND CONCAT("page", '.') COLLATE Latin1_General_100_BIN2 = CONCAT(N'A', '.') COLLATE Latin1_General_100_BIN2)
    AND "who" IS NOT NULL
),
"plumbline_starts" AS ( -- the first start of each actor
  SELECT
    "u",
    "t0",
    "f",
    "g1",
    ROW_NUMBER() OVER (PARTITION BY "u", DATALENGTH("u") ORDER BY "t0", CASE WHEN "k1" IS NULL THEN 1 ELSE 0 END, "k1" COLLATE Latin1_General_100_BIN2) AS "place"
  FROM "plumbline_started"
),
"plumbline_cohorts" AS ( -- the cohort of each actor, and the period in which it started
  SELECT
    "u",
    "t0",
    "g1"
  FROM "plumbline_starts"
  WHERE ("place" = 1 AND "f" = 1 AND "t0" >= CAST(1767225600000000 AS bigint))
),
"plumbline_returns" AS ( -- returns from then on
  SELECT
    CASE WHEN "who" IS NOT NULL THEN CONCAT("who", '.') COLLATE Latin1_General_100_BIN2 END AS "u",
    DATEDIFF_BIG(microsecond, CAST('1970-01-01T00:00:00' AS datetime2(7)), CAST(SWITCHOFFSET(CAST("at" AS datetimeoffset(7)), 0) AS datetime2(7))) AS "t",
    1 AS "b"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01T00:00:00'
    AND "at" <= '2026-01-02T12:00:00'
    AND "at" < CAST('2026-01-02T12:00:00' AS datetimeoffset(7))
    AND "who" IS NOT NULL
    AND ("page" = N'B' AND CONCAT("page", '.') COLLATE Latin1_General_100_BIN2 = CONCAT(N'B', '.') COLLATE Latin1_General_100_BIN2)
),
"plumbline_actors" AS ( -- each actor once, with the periods after its start in which it came back
  SELECT
    "plumbline_cohorts"."u" AS "u",
    "plumbline_cohorts"."t0" AS "t0",
    "plumbline_cohorts"."g1" AS "g1",
    MAX(CASE WHEN "plumbline_returns"."b" = 1 AND "plumbline_returns"."t" >= "plumbline_cohorts"."t0" AND CAST(floor(CAST("plumbline_returns"."t" - "plumbline_cohorts"."t0" AS float) / 3600000000.0) AS bigint) >= 1 THEN CAST(floor(CAST("plumbline_returns"."t" - "plumbline_cohorts"."t0" AS float) / 3600000000.0) AS bigint) END) AS "last"
  FROM "plumbline_cohorts"
    LEFT JOIN "plumbline_returns" ON "plumbline_returns"."u" = "plumbline_cohorts"."u"
  GROUP BY "plumbline_cohorts"."u", DATALENGTH("plumbline_cohorts"."u"), "plumbline_cohorts"."t0", DATALENGTH("plumbline_cohorts"."t0"), "plumbline_cohorts"."g1", DATALENGTH("plumbline_cohorts"."g1")
)
SELECT
  "g1" AS "device",
  COUNT_BIG(*) AS "size",
  COUNT_BIG(CASE WHEN "t0" <= CAST(1767348000000000 AS bigint) THEN 1 END) AS "e1",
  COUNT_BIG(CASE WHEN "t0" <= CAST(1767348000000000 AS bigint) AND "last" >= 1 THEN 1 END) AS "r1"
FROM "plumbline_actors"
GROUP BY "g1", DATALENGTH("g1");

-- rows: single rows, the latest first
SELECT TOP (2)
  CAST((((DATEDIFF_BIG(microsecond, CAST('1970-01-01T00:00:00' AS datetime2(7)), CAST(SWITCHOFFSET(CAST("at" AS datetimeoffset(7)), 0) AS datetime2(7))) + CAST(62135596800000000 AS bigint)) / 1000) * 1) - CAST(62135596800000 AS bigint) AS bigint) AS "at",
  CAST("who" AS nvarchar(max)) COLLATE Latin1_General_100_BIN2 AS "c1",
  "amount" + 0.0 AS "c2",
  CAST((((DATEDIFF_BIG(microsecond, CAST('1970-01-01T00:00:00' AS datetime2(7)), CAST(SWITCHOFFSET(CAST("at" AS datetimeoffset(7)), 0) AS datetime2(7))) + CAST(62135596800000000 AS bigint)) / 1000) * 1) - CAST(62135596800000 AS bigint) AS bigint) AS "c3"
FROM "shop"."events"
WHERE "at" >= '2026-01-01T00:00:00'
  AND "at" < '2026-01-02T00:00:00'
  AND "ok" = 1
ORDER BY CAST((((DATEDIFF_BIG(microsecond, CAST('1970-01-01T00:00:00' AS datetime2(7)), CAST(SWITCHOFFSET(CAST("at" AS datetimeoffset(7)), 0) AS datetime2(7))) + CAST(62135596800000000 AS bigint)) / 1000) * 1) - CAST(62135596800000 AS bigint) AS bigint) DESC;

-- traces: traces with a failed span, the latest first
WITH "plumbline_traces" AS ( -- each trace, with how many of its spans failed
  SELECT
    CASE WHEN "who" IS NOT NULL THEN CONCAT("who", '.') COLLATE Latin1_General_100_BIN2 END AS "k",
    MAX(CAST("who" AS nvarchar(max)) COLLATE Latin1_General_100_BIN2) AS "trace",
    MIN(CAST((((DATEDIFF_BIG(microsecond, CAST('1970-01-01T00:00:00' AS datetime2(7)), CAST(SWITCHOFFSET(CAST("at" AS datetimeoffset(7)), 0) AS datetime2(7))) + CAST(62135596800000000 AS bigint)) / 1000) * 1) - CAST(62135596800000 AS bigint) AS bigint)) AS "at",
    COUNT_BIG(*) AS "spans",
    SUM(CASE WHEN ("ok" <> 1 OR "ok" IS NULL) AND ("page" = N'B' AND CONCAT("page", '.') COLLATE Latin1_General_100_BIN2 = CONCAT(N'B', '.') COLLATE Latin1_General_100_BIN2) THEN 1 ELSE 0 END) AS "errors",
    MAX(CASE WHEN "device" IS NULL OR ("device" = N'' AND CONCAT("device", '.') COLLATE Latin1_General_100_BIN2 = CONCAT(N'', '.') COLLATE Latin1_General_100_BIN2) THEN CAST("page" AS nvarchar(max)) COLLATE Latin1_General_100_BIN2 END) AS "operation",
    MAX(CASE WHEN "device" IS NULL OR ("device" = N'' AND CONCAT("device", '.') COLLATE Latin1_General_100_BIN2 = CONCAT(N'', '.') COLLATE Latin1_General_100_BIN2) THEN CAST("page" AS nvarchar(max)) COLLATE Latin1_General_100_BIN2 END) AS "service",
    MAX(CASE WHEN "device" IS NULL OR ("device" = N'' AND CONCAT("device", '.') COLLATE Latin1_General_100_BIN2 = CONCAT(N'', '.') COLLATE Latin1_General_100_BIN2) THEN "amount" + 0.0 END) AS "duration"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01T00:00:00'
    AND "at" < '2026-01-02T00:00:00'
    AND "who" IS NOT NULL
  GROUP BY CASE WHEN "who" IS NOT NULL THEN CONCAT("who", '.') COLLATE Latin1_General_100_BIN2 END
)
SELECT TOP (10)
  "trace",
  "at",
  "spans",
  "errors",
  "operation",
  "service",
  "duration"
FROM "plumbline_traces"
WHERE "errors" > 0
ORDER BY "at" DESC, CASE WHEN "trace" IS NULL THEN 1 ELSE 0 END, "trace" COLLATE Latin1_General_100_BIN2;

-- spans: spans of one trace
WITH "plumbline_spans" AS ( -- the spans, one row each
  SELECT
    CASE WHEN "who" IS NOT NULL THEN CONCAT("who", '.') COLLATE Latin1_General_100_BIN2 END AS "k",
    CAST("who" AS nvarchar(max)) COLLATE Latin1_General_100_BIN2 AS "trace",
    CAST("page" AS nvarchar(max)) COLLATE Latin1_General_100_BIN2 AS "span",
    CAST((((DATEDIFF_BIG(microsecond, CAST('1970-01-01T00:00:00' AS datetime2(7)), CAST(SWITCHOFFSET(CAST("at" AS datetimeoffset(7)), 0) AS datetime2(7))) + CAST(62135596800000000 AS bigint)) / 1000) * 1) - CAST(62135596800000 AS bigint) AS bigint) AS "at",
    CASE WHEN "ok" <> 1 OR "ok" IS NULL THEN 1 ELSE 0 END AS "failed"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01T00:00:00'
    AND "at" < '2026-01-02T00:00:00'
    AND "who" IS NOT NULL
    AND ("who" = N'ann' AND CONCAT("who", '.') COLLATE Latin1_General_100_BIN2 = CONCAT(N'ann', '.') COLLATE Latin1_General_100_BIN2)
)
SELECT TOP (3)
  "plumbline_spans"."trace" AS "trace",
  "plumbline_spans"."span" AS "span",
  "plumbline_spans"."at" AS "at",
  "plumbline_spans"."failed" AS "failed"
FROM "plumbline_spans"
ORDER BY "plumbline_spans"."at", CASE WHEN "plumbline_spans"."span" IS NULL THEN 1 ELSE 0 END, "plumbline_spans"."span" COLLATE Latin1_General_100_BIN2;

-- spans: spans of the trace that failed last
WITH "plumbline_failures" AS ( -- the traces that failed, and when last
  SELECT
    CASE WHEN "who" IS NOT NULL THEN CONCAT("who", '.') COLLATE Latin1_General_100_BIN2 END AS "k",
    MAX(CAST("who" AS nvarchar(max)) COLLATE Latin1_General_100_BIN2) AS "name",
    MAX(CAST((((DATEDIFF_BIG(microsecond, CAST('1970-01-01T00:00:00' AS datetime2(7)), CAST(SWITCHOFFSET(CAST("at" AS datetimeoffset(7)), 0) AS datetime2(7))) + CAST(62135596800000000 AS bigint)) / 1000) * 1) - CAST(62135596800000 AS bigint) AS bigint)) AS "last"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01T00:00:00'
    AND "at" <= '2026-01-01T13:00:00'
    AND "at" < CAST('2026-01-01T13:00:00' AS datetimeoffset(7))
    AND "who" IS NOT NULL
    AND (("ok" <> 1 OR "ok" IS NULL) AND ("page" = N'B' AND CONCAT("page", '.') COLLATE Latin1_General_100_BIN2 = CONCAT(N'B', '.') COLLATE Latin1_General_100_BIN2))
  GROUP BY CASE WHEN "who" IS NOT NULL THEN CONCAT("who", '.') COLLATE Latin1_General_100_BIN2 END
),
"plumbline_newest" AS ( -- the one that failed last
  SELECT TOP (1)
    "k"
  FROM "plumbline_failures"
  ORDER BY "last" DESC, CASE WHEN "name" IS NULL THEN 1 ELSE 0 END, "name" COLLATE Latin1_General_100_BIN2
),
"plumbline_spans" AS ( -- the spans, one row each
  SELECT
    CASE WHEN "who" IS NOT NULL THEN CONCAT("who", '.') COLLATE Latin1_General_100_BIN2 END AS "k",
    CAST("who" AS nvarchar(max)) COLLATE Latin1_General_100_BIN2 AS "trace",
    CAST("page" AS nvarchar(max)) COLLATE Latin1_General_100_BIN2 AS "span",
    "amount" + 0.0 AS "duration",
    CAST((((DATEDIFF_BIG(microsecond, CAST('1970-01-01T00:00:00' AS datetime2(7)), CAST(SWITCHOFFSET(CAST("at" AS datetimeoffset(7)), 0) AS datetime2(7))) + CAST(62135596800000000 AS bigint)) / 1000) * 1) - CAST(62135596800000 AS bigint) AS bigint) AS "at",
    CASE WHEN "ok" <> 1 OR "ok" IS NULL THEN 1 ELSE 0 END AS "failed"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01T00:00:00'
    AND "at" < '2026-01-02T00:00:00'
    AND "who" IS NOT NULL
)
SELECT TOP (100)
  "plumbline_spans"."trace" AS "trace",
  "plumbline_spans"."span" AS "span",
  "plumbline_spans"."duration" AS "duration",
  "plumbline_spans"."at" AS "at",
  "plumbline_spans"."failed" AS "failed"
FROM "plumbline_newest"
  JOIN "plumbline_spans" ON "plumbline_spans"."k" = "plumbline_newest"."k"
ORDER BY "plumbline_spans"."at", CASE WHEN "plumbline_spans"."span" IS NULL THEN 1 ELSE 0 END, "plumbline_spans"."span" COLLATE Latin1_General_100_BIN2;

-- values: values of a field
SELECT TOP (3)
  CAST("device" AS nvarchar(max)) COLLATE Latin1_General_100_BIN2 AS "value",
  COUNT_BIG(*) AS "rows"
FROM "shop"."events"
WHERE "at" >= '2026-01-01T00:00:00'
  AND "at" < '2026-01-02T00:00:00'
  AND "device" IS NOT NULL
GROUP BY CAST("device" AS nvarchar(max)) COLLATE Latin1_General_100_BIN2, DATALENGTH(CAST("device" AS nvarchar(max)) COLLATE Latin1_General_100_BIN2)
ORDER BY COUNT_BIG(*) DESC, CASE WHEN CAST("device" AS nvarchar(max)) COLLATE Latin1_General_100_BIN2 IS NULL THEN 1 ELSE 0 END, CAST("device" AS nvarchar(max)) COLLATE Latin1_General_100_BIN2 COLLATE Latin1_General_100_BIN2;
