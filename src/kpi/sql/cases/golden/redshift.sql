-- slices: rows of a day
SELECT
  CAST(1767225600000 AS bigint) AS "bucket",
  COUNT(*) AS "n",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
HAVING COUNT(*) > 0;

-- slices: hours, then minutes at the open end, by device, counts and sums with conditions
SELECT
  CASE WHEN "at" <= '2026-01-01 22:59:59.999999+00' THEN CAST(((((((((CAST(EXTRACT(day FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 86400000000) + (CAST(EXTRACT(hour FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 3600000000)) + (CAST(EXTRACT(minute FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 60000000)) + (CAST(TRUNC(EXTRACT(second FROM "at" - '1970-01-01 00:00:00+00')) AS bigint) * 1000000)) + MOD(CAST(EXTRACT(microsecond FROM "at" - '1970-01-01 00:00:00+00') AS bigint), 1000000)) + 62135596800000000) / 3600000000) * 3600000) - 62135596800000 AS bigint) ELSE CAST(((((((((CAST(EXTRACT(day FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 86400000000) + (CAST(EXTRACT(hour FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 3600000000)) + (CAST(EXTRACT(minute FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 60000000)) + (CAST(TRUNC(EXTRACT(second FROM "at" - '1970-01-01 00:00:00+00')) AS bigint) * 1000000)) + MOD(CAST(EXTRACT(microsecond FROM "at" - '1970-01-01 00:00:00+00') AS bigint), 1000000)) + 62135596800000000) / 60000000) * 60000) - 62135596800000 AS bigint) END AS "bucket",
  CAST("device" AS varchar) AS "device",
  COUNT(*) AS "n",
  COUNT(CASE WHEN "ok" = TRUE THEN 1 END) AS "good",
  CAST(COALESCE(SUM("amount"), 0) AS double precision) AS "amount",
  CAST(COALESCE(SUM(CASE WHEN "amount" > 1 THEN (
amount / 2
  ) END), 0) AS double precision) AS "half",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND "who" IS NOT NULL
GROUP BY CASE WHEN "at" <= '2026-01-01 22:59:59.999999+00' THEN CAST(((((((((CAST(EXTRACT(day FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 86400000000) + (CAST(EXTRACT(hour FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 3600000000)) + (CAST(EXTRACT(minute FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 60000000)) + (CAST(TRUNC(EXTRACT(second FROM "at" - '1970-01-01 00:00:00+00')) AS bigint) * 1000000)) + MOD(CAST(EXTRACT(microsecond FROM "at" - '1970-01-01 00:00:00+00') AS bigint), 1000000)) + 62135596800000000) / 3600000000) * 3600000) - 62135596800000 AS bigint) ELSE CAST(((((((((CAST(EXTRACT(day FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 86400000000) + (CAST(EXTRACT(hour FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 3600000000)) + (CAST(EXTRACT(minute FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 60000000)) + (CAST(TRUNC(EXTRACT(second FROM "at" - '1970-01-01 00:00:00+00')) AS bigint) * 1000000)) + MOD(CAST(EXTRACT(microsecond FROM "at" - '1970-01-01 00:00:00+00') AS bigint), 1000000)) + 62135596800000000) / 60000000) * 60000) - 62135596800000 AS bigint) END, CAST("device" AS varchar), CAST("device" AS varchar) || '.';

-- slices: a clipped first bucket, of a query of the definition
SELECT
  GREATEST(CAST(((((((((CAST(EXTRACT(day FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 86400000000) + (CAST(EXTRACT(hour FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 3600000000)) + (CAST(EXTRACT(minute FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 60000000)) + (CAST(TRUNC(EXTRACT(second FROM "at" - '1970-01-01 00:00:00+00')) AS bigint) * 1000000)) + MOD(CAST(EXTRACT(microsecond FROM "at" - '1970-01-01 00:00:00+00') AS bigint), 1000000)) + 62135596800000000) / 300000000) * 300000) - 62135596800000 AS bigint), CAST(1767272500000 AS bigint)) AS "bucket",
  COUNT(*) AS "n",
  COUNT(*) AS "observed"
FROM (
SELECT * FROM shop.events WHERE page = 'A'
) AS "relation"
WHERE "at" > '2026-01-01 13:01:39.999999+00'
  AND "at" <= '2026-01-01 13:59:59.999999+00'
GROUP BY GREATEST(CAST(((((((((CAST(EXTRACT(day FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 86400000000) + (CAST(EXTRACT(hour FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 3600000000)) + (CAST(EXTRACT(minute FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 60000000)) + (CAST(TRUNC(EXTRACT(second FROM "at" - '1970-01-01 00:00:00+00')) AS bigint) * 1000000)) + MOD(CAST(EXTRACT(microsecond FROM "at" - '1970-01-01 00:00:00+00') AS bigint), 1000000)) + 62135596800000000) / 300000000) * 300000) - 62135596800000 AS bigint), CAST(1767272500000 AS bigint));

-- slices: unix milliseconds
SELECT
  CAST((((CAST("ms" AS bigint) + 62135596800000) / 43200000) * 43200000) - 62135596800000 AS bigint) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "ms" >= 1767225600000
  AND "ms" < 1767312000000
GROUP BY CAST((((CAST("ms" AS bigint) + 62135596800000) / 43200000) * 43200000) - 62135596800000 AS bigint);

-- slices: unix seconds
SELECT
  GREATEST(CAST((((CAST(ROUND("seconds" * 1000.0) AS bigint) + 62135596800000) / 43200000) * 43200000) - 62135596800000 AS bigint), CAST(1767225600500 AS bigint)) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "seconds" >= 1767225600
  AND CAST(ROUND("seconds" * 1000.0) AS bigint) >= 1767225600500
  AND "seconds" < 1767312000
GROUP BY GREATEST(CAST((((CAST(ROUND("seconds" * 1000.0) AS bigint) + 62135596800000) / 43200000) * 43200000) - 62135596800000 AS bigint), CAST(1767225600500 AS bigint));

-- slices: days that begin at 13:00 UTC, levels and quantiles with conditions
WITH "plumbline_given" AS ( -- what each row gives to each aggregate
  SELECT
    CASE WHEN "at" <= '2026-01-01 12:59:59.999999+00' THEN CAST(1767186000000 AS bigint) ELSE ((((((((CAST(EXTRACT(day FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 86400000000) + (CAST(EXTRACT(hour FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 3600000000)) + (CAST(EXTRACT(minute FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 60000000)) + (CAST(TRUNC(EXTRACT(second FROM "at" - '1970-01-01 00:00:00+00')) AS bigint) * 1000000)) + MOD(CAST(EXTRACT(microsecond FROM "at" - '1970-01-01 00:00:00+00') AS bigint), 1000000)) - 1767272400000000) / 86400000000) * 86400000) + 1767272400000 END AS "k1",
    CAST("page" AS varchar) AS "k2",
    "amount" AS "v1",
    CASE WHEN "ok" = TRUE THEN (
amount * 2
    ) END AS "v2",
    CAST("who" AS varchar) || '.' AS "v3",
    CAST("amount" AS double precision) AS "v4",
    CASE WHEN "ok" = TRUE THEN CAST("amount" AS double precision) END AS "v5",
    CAST((((((CAST(EXTRACT(day FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 86400000000) + (CAST(EXTRACT(hour FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 3600000000)) + (CAST(EXTRACT(minute FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 60000000)) + (CAST(TRUNC(EXTRACT(second FROM "at" - '1970-01-01 00:00:00+00')) AS bigint) * 1000000)) + MOD(CAST(EXTRACT(microsecond FROM "at" - '1970-01-01 00:00:00+00') AS bigint), 1000000)) - (((((CAST(EXTRACT(day FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 86400000000) + (CAST(EXTRACT(hour FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 3600000000)) + (CAST(EXTRACT(minute FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 60000000)) + (CAST(TRUNC(EXTRACT(second FROM "at" - '1970-01-01 00:00:00+00')) AS bigint) * 1000000)) + MOD(CAST(EXTRACT(microsecond FROM "at" - '1970-01-01 00:00:00+00') AS bigint), 1000000)) AS double precision) AS "v6",
    ((((CAST(EXTRACT(day FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 86400000000) + (CAST(EXTRACT(hour FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 3600000000)) + (CAST(EXTRACT(minute FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 60000000)) + (CAST(TRUNC(EXTRACT(second FROM "at" - '1970-01-01 00:00:00+00')) AS bigint) * 1000000)) + MOD(CAST(EXTRACT(microsecond FROM "at" - '1970-01-01 00:00:00+00') AS bigint), 1000000) AS "v7"
  FROM "shop"."events"
  WHERE "at" > '2025-12-31 12:59:59.999999+00'
    AND "at" <= '2026-01-03 12:59:59.999999+00'
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
    ((CAST(COUNT("v4") OVER (PARTITION BY "k1", CAST("k1" AS varchar) || '.', "k2", CAST("k2" AS varchar) || '.') AS bigint) - 1) * 5) - ((ROW_NUMBER() OVER (PARTITION BY "k1", CAST("k1" AS varchar) || '.', "k2", CAST("k2" AS varchar) || '.' ORDER BY CASE WHEN "v4" IS NULL THEN 1 ELSE 0 END, "v4") - 1) * 10) AS "a1",
    ((CAST(COUNT("v5") OVER (PARTITION BY "k1", CAST("k1" AS varchar) || '.', "k2", CAST("k2" AS varchar) || '.') AS bigint) - 1) * 75) - ((ROW_NUMBER() OVER (PARTITION BY "k1", CAST("k1" AS varchar) || '.', "k2", CAST("k2" AS varchar) || '.' ORDER BY CASE WHEN "v5" IS NULL THEN 1 ELSE 0 END, "v5") - 1) * 100) AS "a2",
    ((CAST(COUNT("v6") OVER (PARTITION BY "k1", CAST("k1" AS varchar) || '.', "k2", CAST("k2" AS varchar) || '.') AS bigint) - 1) * 95) - ((ROW_NUMBER() OVER (PARTITION BY "k1", CAST("k1" AS varchar) || '.', "k2", CAST("k2" AS varchar) || '.' ORDER BY CASE WHEN "v6" IS NULL THEN 1 ELSE 0 END, "v6") - 1) * 100) AS "a3"
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
  CAST(MIN("v1") AS double precision) AS "least",
  CAST(MAX("v2") AS double precision) AS "most",
  COUNT(DISTINCT "v3") AS "people",
  MIN("b1") + ((MAX("b1") - MIN("b1")) * (CAST(MAX("h1") AS double precision) / 10.0)) AS "middle",
  MIN("b2") + ((MAX("b2") - MIN("b2")) * (CAST(MAX("h2") AS double precision) / 100.0)) AS "high",
  (MIN("b3") + ((MAX("b3") - MIN("b3")) * (CAST(MAX("h3") AS double precision) / 100.0))) / 1000000.0 AS "waited",
  CAST(MAX("v7") AS double precision) / 1000.0 AS "newest",
  COUNT(*) AS "observed"
FROM "plumbline_beside"
GROUP BY "k1", CAST("k1" AS varchar) || '.', "k2", CAST("k2" AS varchar) || '.';

-- slices: approximate quantile and count of people, hours from half past
SELECT
  (((CAST(ROUND("seconds" * 1000.0) AS bigint) - 1767227400000) / 3600000) * 3600000) + 1767227400000 AS "bucket",
  APPROXIMATE COUNT(DISTINCT CAST("who" AS varchar) || '.') AS "people",
  APPROXIMATE PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY CAST("amount" AS double precision)) AS "middle",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "seconds" >= 1767227400
  AND "seconds" < 1767312000
  AND ("page" = 'C' AND (CAST("page" AS varchar) || '.') = (CAST('C' AS varchar) || '.'))
GROUP BY (((CAST(ROUND("seconds" * 1000.0) AS bigint) - 1767227400000) / 3600000) * 3600000) + 1767227400000;

-- slices: is
SELECT
  CAST(1767225600000 AS bigint) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND ("device" = 'mobile' AND (CAST("device" AS varchar) || '.') = (CAST('mobile' AS varchar) || '.'))
HAVING COUNT(*) > 0;

-- slices: not keeps NULL
SELECT
  CAST(1767225600000 AS bigint) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND (NOT ("device" = 'mobile' AND (CAST("device" AS varchar) || '.') = (CAST('mobile' AS varchar) || '.')) OR "device" IS NULL)
HAVING COUNT(*) > 0;

-- slices: in
SELECT
  CAST(1767225600000 AS bigint) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND ("device" IN ('mobile', 'desktop') AND (CAST("device" AS varchar) || '.') IN (CAST('mobile' AS varchar) || '.', CAST('desktop' AS varchar) || '.'))
HAVING COUNT(*) > 0;

-- slices: notIn keeps NULL
SELECT
  CAST(1767225600000 AS bigint) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND (NOT ("device" IN ('mobile', 'desktop') AND (CAST("device" AS varchar) || '.') IN (CAST('mobile' AS varchar) || '.', CAST('desktop' AS varchar) || '.')) OR "device" IS NULL)
HAVING COUNT(*) > 0;

-- slices: is with a boolean
SELECT
  CAST(1767225600000 AS bigint) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND "ok" = FALSE
HAVING COUNT(*) > 0;

-- slices: not with a number
SELECT
  CAST(1767225600000 AS bigint) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND ("amount" <> 2.5 OR "amount" IS NULL)
HAVING COUNT(*) > 0;

-- slices: lt
SELECT
  CAST(1767225600000 AS bigint) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND "amount" < 2.5
HAVING COUNT(*) > 0;

-- slices: lte
SELECT
  CAST(1767225600000 AS bigint) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND "amount" <= 2.5
HAVING COUNT(*) > 0;

-- slices: gt
SELECT
  CAST(1767225600000 AS bigint) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND "amount" > 2.5
HAVING COUNT(*) > 0;

-- slices: gte
SELECT
  CAST(1767225600000 AS bigint) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND "amount" >= (-2.5e-7)
HAVING COUNT(*) > 0;

-- slices: present
SELECT
  CAST(1767225600000 AS bigint) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND "device" IS NOT NULL
HAVING COUNT(*) > 0;

-- slices: not present
SELECT
  CAST(1767225600000 AS bigint) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND "device" IS NULL
HAVING COUNT(*) > 0;

-- slices: matches
SELECT
  CAST(1767225600000 AS bigint) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND REGEXP_COUNT(CAST("device" AS varchar), '\\A(?:[mM][^\\n]*e)\\z', 1, 'p') > 0
HAVING COUNT(*) > 0;

-- slices: matches negated keeps NULL
SELECT
  CAST(1767225600000 AS bigint) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND (NOT (REGEXP_COUNT(CAST("device" AS varchar), '\\A(?:mob[0-9A-Za-z_]+)\\z', 1, 'ip') > 0) OR "device" IS NULL)
HAVING COUNT(*) > 0;

-- slices: matches only values
SELECT
  CAST(1767225600000 AS bigint) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND REGEXP_COUNT(CAST("device" AS varchar), '\\A(?:(?:mobile|desktop))\\z', 1, 'p') > 0
HAVING COUNT(*) > 0;

-- slices: any of all
SELECT
  CAST(1767225600000 AS bigint) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND (("page" = 'B' AND (CAST("page" AS varchar) || '.') = (CAST('B' AS varchar) || '.')) OR (("page" = 'A' AND (CAST("page" AS varchar) || '.') = (CAST('A' AS varchar) || '.')) AND "amount" > 0))
HAVING COUNT(*) > 0;

-- slices: awkward text
SELECT
  CAST(1767225600000 AS bigint) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND (NOT ("device" IN ('o''brien', 'a\\b', REPLACE('¤__interval', '¤', CHR(36)), REPLACE('§[x]]', '§', CHR(91))) AND (CAST("device" AS varchar) || '.') IN (CAST('o''brien' AS varchar) || '.', CAST('a\\b' AS varchar) || '.', CAST(REPLACE('¤__interval', '¤', CHR(36)) AS varchar) || '.', CAST(REPLACE('§[x]]', '§', CHR(91)) AS varchar) || '.')) OR "device" IS NULL)
HAVING COUNT(*) > 0;

-- experiment: sums within a window, and of the time before; some saw several variants
WITH "plumbline_exposed" AS ( -- every exposure, who and when and to which variant
  SELECT
    CAST("who" AS varchar) || '.' AS "u",
    ((((CAST(EXTRACT(day FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 86400000000) + (CAST(EXTRACT(hour FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 3600000000)) + (CAST(EXTRACT(minute FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 60000000)) + (CAST(TRUNC(EXTRACT(second FROM "at" - '1970-01-01 00:00:00+00')) AS bigint) * 1000000)) + MOD(CAST(EXTRACT(microsecond FROM "at" - '1970-01-01 00:00:00+00') AS bigint), 1000000) AS "t",
    CASE WHEN "page" = 'A' AND (CAST("page" AS varchar) || '.') = (CAST('A' AS varchar) || '.') THEN 0 WHEN "page" = 'C' AND (CAST("page" AS varchar) || '.') = (CAST('C' AS varchar) || '.') THEN 1 WHEN "page" IS NOT NULL THEN 2 END AS "v"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01 00:00:00+00'
    AND "at" < '2026-01-02 00:00:00+00'
    AND ("page" IN ('A', 'C') AND (CAST("page" AS varchar) || '.') IN (CAST('A' AS varchar) || '.', CAST('C' AS varchar) || '.'))
    AND "who" IS NOT NULL
),
"plumbline_units" AS ( -- each unit with its first exposure, and the variants that it saw
  SELECT
    "u",
    COALESCE(MIN(CASE WHEN "v" IS NOT NULL THEN "t" END), MIN("t")) AS "t0",
    MIN("v") AS "lo",
    MAX("v") AS "hi"
  FROM "plumbline_exposed"
  GROUP BY "u", CAST("u" AS varchar) || '.'
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
    CAST("who" AS varchar) || '.' AS "u",
    ((((CAST(EXTRACT(day FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 86400000000) + (CAST(EXTRACT(hour FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 3600000000)) + (CAST(EXTRACT(minute FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 60000000)) + (CAST(TRUNC(EXTRACT(second FROM "at" - '1970-01-01 00:00:00+00')) AS bigint) * 1000000)) + MOD(CAST(EXTRACT(microsecond FROM "at" - '1970-01-01 00:00:00+00') AS bigint), 1000000) AS "t",
    "amount" AS "m",
    1 AS "b"
  FROM "shop"."events"
  WHERE "at" > '2025-12-31 22:59:59.999999+00'
    AND "at" <= '2026-01-02 01:00:00.000999+00'
    AND "who" IS NOT NULL
),
"plumbline_outcomes" AS ( -- each unit once, with what it did in its window
  SELECT
    "plumbline_chosen"."u" AS "u",
    "plumbline_chosen"."v" AS "v",
    "plumbline_chosen"."t0" AS "t0",
    CAST(COALESCE(SUM(CASE WHEN "plumbline_happened"."b" = 1 AND "plumbline_happened"."t" > "plumbline_chosen"."t0" AND "plumbline_happened"."t" <= ("plumbline_chosen"."t0" + 3600000000) THEN "plumbline_happened"."m" END), 0) AS double precision) AS "y",
    CAST(COALESCE(SUM(CASE WHEN "plumbline_happened"."b" = 1 AND "plumbline_happened"."t" >= ("plumbline_chosen"."t0" + (-3600000000)) AND "plumbline_happened"."t" < "plumbline_chosen"."t0" THEN "plumbline_happened"."m" END), 0) AS double precision) AS "x"
  FROM "plumbline_chosen"
    LEFT JOIN "plumbline_happened" ON "plumbline_happened"."u" = "plumbline_chosen"."u"
  GROUP BY "plumbline_chosen"."u", CAST("plumbline_chosen"."u" AS varchar) || '.', "plumbline_chosen"."v", CAST("plumbline_chosen"."v" AS varchar) || '.', "plumbline_chosen"."t0", CAST("plumbline_chosen"."t0" AS varchar) || '.'
)
SELECT
  "v" AS "variant",
  COUNT(*) AS "exposed",
  COUNT(CASE WHEN "t0" < 1767351600000000 THEN 1 END) AS "ripe",
  COALESCE(SUM(CASE WHEN "t0" < 1767351600000000 THEN "y" END), CAST(0 AS double precision)) AS "sy",
  COALESCE(SUM(CASE WHEN "t0" < 1767351600000000 THEN "y" * "y" END), CAST(0 AS double precision)) AS "syy",
  COALESCE(SUM(CASE WHEN "t0" < 1767351600000000 THEN "x" END), CAST(0 AS double precision)) AS "sx",
  COALESCE(SUM(CASE WHEN "t0" < 1767351600000000 THEN "x" * "x" END), CAST(0 AS double precision)) AS "sxx",
  COALESCE(SUM(CASE WHEN "t0" < 1767351600000000 THEN "x" * "y" END), CAST(0 AS double precision)) AS "sxy"
FROM "plumbline_outcomes"
GROUP BY "v", CAST("v" AS varchar) || '.';

-- experiment: conversions by the device of the exposure, filtered; a window that is not over
WITH "plumbline_exposed" AS ( -- every exposure, who and when and to which variant
  SELECT
    CAST("who" AS varchar) || '.' AS "u",
    ((((CAST(EXTRACT(day FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 86400000000) + (CAST(EXTRACT(hour FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 3600000000)) + (CAST(EXTRACT(minute FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 60000000)) + (CAST(TRUNC(EXTRACT(second FROM "at" - '1970-01-01 00:00:00+00')) AS bigint) * 1000000)) + MOD(CAST(EXTRACT(microsecond FROM "at" - '1970-01-01 00:00:00+00') AS bigint), 1000000) AS "t",
    CASE WHEN "page" = 'A' AND (CAST("page" AS varchar) || '.') = (CAST('A' AS varchar) || '.') THEN 0 WHEN "page" = 'C' AND (CAST("page" AS varchar) || '.') = (CAST('C' AS varchar) || '.') THEN 1 WHEN "page" IS NOT NULL THEN 2 END AS "v",
    CASE WHEN "page" IS NULL THEN 1 ELSE 0 END AS "n",
    CASE WHEN NOT ("device" = 'desktop' AND (CAST("device" AS varchar) || '.') = (CAST('desktop' AS varchar) || '.')) OR "device" IS NULL THEN 1 ELSE 0 END AS "f",
    CAST("device" AS varchar) AS "g1",
    CAST("device" AS varchar) AS "k1"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01 00:00:00+00'
    AND "at" < '2026-01-02 00:00:00+00'
    AND ("page" = 'A' AND (CAST("page" AS varchar) || '.') = (CAST('A' AS varchar) || '.'))
    AND "who" IS NOT NULL
),
"plumbline_units" AS ( -- each unit with its first exposure, and the variants that it saw
  SELECT
    "u",
    "t" AS "t0",
    MIN("v") OVER (PARTITION BY "u", CAST("u" AS varchar) || '.') AS "lo",
    MAX("v") OVER (PARTITION BY "u", CAST("u" AS varchar) || '.') AS "hi",
    "f",
    "g1",
    ROW_NUMBER() OVER (PARTITION BY "u", CAST("u" AS varchar) || '.' ORDER BY "n", "t", "k1" NULLS LAST) AS "place"
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
    CAST("who" AS varchar) || '.' AS "u",
    ((((CAST(EXTRACT(day FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 86400000000) + (CAST(EXTRACT(hour FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 3600000000)) + (CAST(EXTRACT(minute FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 60000000)) + (CAST(TRUNC(EXTRACT(second FROM "at" - '1970-01-01 00:00:00+00')) AS bigint) * 1000000)) + MOD(CAST(EXTRACT(microsecond FROM "at" - '1970-01-01 00:00:00+00') AS bigint), 1000000) AS "t",
    1 AS "m",
    1 AS "b"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01 00:00:00+00'
    AND "at" <= '2026-01-02 00:59:59.999999+00'
    AND ("page" IN ('B', 'C') AND (CAST("page" AS varchar) || '.') IN (CAST('B' AS varchar) || '.', CAST('C' AS varchar) || '.'))
    AND "who" IS NOT NULL
),
"plumbline_outcomes" AS ( -- each unit once, with what it did in its window
  SELECT
    "plumbline_chosen"."u" AS "u",
    "plumbline_chosen"."v" AS "v",
    "plumbline_chosen"."t0" AS "t0",
    "plumbline_chosen"."g1" AS "g1",
    CAST(COALESCE(MAX(CASE WHEN "plumbline_happened"."b" = 1 AND "plumbline_happened"."t" > "plumbline_chosen"."t0" AND "plumbline_happened"."t" <= ("plumbline_chosen"."t0" + 7200000000) THEN 1 END), 0) AS double precision) AS "y"
  FROM "plumbline_chosen"
    LEFT JOIN "plumbline_happened" ON "plumbline_happened"."u" = "plumbline_chosen"."u"
  GROUP BY "plumbline_chosen"."u", CAST("plumbline_chosen"."u" AS varchar) || '.', "plumbline_chosen"."v", CAST("plumbline_chosen"."v" AS varchar) || '.', "plumbline_chosen"."t0", CAST("plumbline_chosen"."t0" AS varchar) || '.', "plumbline_chosen"."g1", CAST("plumbline_chosen"."g1" AS varchar) || '.'
)
SELECT
  "v" AS "variant",
  "g1" AS "device",
  COUNT(*) AS "exposed",
  COUNT(CASE WHEN "t0" < 1767308400000000 THEN 1 END) AS "ripe",
  COALESCE(SUM(CASE WHEN "t0" < 1767308400000000 THEN "y" END), CAST(0 AS double precision)) AS "sy",
  COALESCE(SUM(CASE WHEN "t0" < 1767308400000000 THEN "y" * "y" END), CAST(0 AS double precision)) AS "syy"
FROM "plumbline_outcomes"
GROUP BY "v", CAST("v" AS varchar) || '.', "g1", CAST("g1" AS varchar) || '.';

-- experiment: a ratio of sums to the end of the range, with a variant that nobody named
WITH "plumbline_exposed" AS ( -- every exposure, who and when and to which variant
  SELECT
    CAST("who" AS varchar) || '.' AS "u",
    ((((CAST(EXTRACT(day FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 86400000000) + (CAST(EXTRACT(hour FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 3600000000)) + (CAST(EXTRACT(minute FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 60000000)) + (CAST(TRUNC(EXTRACT(second FROM "at" - '1970-01-01 00:00:00+00')) AS bigint) * 1000000)) + MOD(CAST(EXTRACT(microsecond FROM "at" - '1970-01-01 00:00:00+00') AS bigint), 1000000) AS "t",
    CASE WHEN "page" = 'C' AND (CAST("page" AS varchar) || '.') = (CAST('C' AS varchar) || '.') THEN 0 WHEN "page" IS NOT NULL THEN 1 END AS "v"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01 00:00:00+00'
    AND "at" < '2026-01-02 00:00:00+00'
    AND ("page" = 'A' AND (CAST("page" AS varchar) || '.') = (CAST('A' AS varchar) || '.'))
    AND "who" IS NOT NULL
),
"plumbline_units" AS ( -- each unit with its first exposure, and the variants that it saw
  SELECT
    "u",
    COALESCE(MIN(CASE WHEN "v" IS NOT NULL THEN "t" END), MIN("t")) AS "t0",
    MIN("v") AS "lo",
    MAX("v") AS "hi"
  FROM "plumbline_exposed"
  GROUP BY "u", CAST("u" AS varchar) || '.'
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
    CAST("who" AS varchar) || '.' AS "u",
    ((((CAST(EXTRACT(day FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 86400000000) + (CAST(EXTRACT(hour FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 3600000000)) + (CAST(EXTRACT(minute FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 60000000)) + (CAST(TRUNC(EXTRACT(second FROM "at" - '1970-01-01 00:00:00+00')) AS bigint) * 1000000)) + MOD(CAST(EXTRACT(microsecond FROM "at" - '1970-01-01 00:00:00+00') AS bigint), 1000000) AS "t",
    "amount" AS "m",
    1 AS "d",
    1 AS "b"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01 00:00:00+00'
    AND "at" < '2026-01-02 00:00:00+00'
    AND "amount" IS NOT NULL
    AND "who" IS NOT NULL
),
"plumbline_outcomes" AS ( -- each unit once, with what it did in its window
  SELECT
    "plumbline_chosen"."u" AS "u",
    "plumbline_chosen"."v" AS "v",
    CAST(COALESCE(SUM(CASE WHEN "plumbline_happened"."b" = 1 AND "plumbline_happened"."t" > "plumbline_chosen"."t0" THEN "plumbline_happened"."m" END), 0) AS double precision) AS "y",
    CAST(COALESCE(SUM(CASE WHEN "plumbline_happened"."b" = 1 AND "plumbline_happened"."t" > "plumbline_chosen"."t0" THEN "plumbline_happened"."d" END), 0) AS double precision) AS "x"
  FROM "plumbline_chosen"
    LEFT JOIN "plumbline_happened" ON "plumbline_happened"."u" = "plumbline_chosen"."u"
  GROUP BY "plumbline_chosen"."u", CAST("plumbline_chosen"."u" AS varchar) || '.', "plumbline_chosen"."v", CAST("plumbline_chosen"."v" AS varchar) || '.'
)
SELECT
  "v" AS "variant",
  COUNT(*) AS "exposed",
  COUNT(*) AS "ripe",
  COALESCE(SUM("y"), CAST(0 AS double precision)) AS "sy",
  COALESCE(SUM("y" * "y"), CAST(0 AS double precision)) AS "syy",
  COALESCE(SUM("x"), CAST(0 AS double precision)) AS "sx",
  COALESCE(SUM("x" * "x"), CAST(0 AS double precision)) AS "sxx",
  COALESCE(SUM("x" * "y"), CAST(0 AS double precision)) AS "sxy"
FROM "plumbline_outcomes"
GROUP BY "v", CAST("v" AS varchar) || '.';

-- funnel: Mixpanel: the first start only reaches B
WITH "plumbline_events" AS ( -- the events of the steps, one row each
  SELECT
    CAST("who" AS varchar) || '.' AS "u",
    ((((CAST(EXTRACT(day FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 86400000000) + (CAST(EXTRACT(hour FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 3600000000)) + (CAST(EXTRACT(minute FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 60000000)) + (CAST(TRUNC(EXTRACT(second FROM "at" - '1970-01-01 00:00:00+00')) AS bigint) * 1000000)) + MOD(CAST(EXTRACT(microsecond FROM "at" - '1970-01-01 00:00:00+00') AS bigint), 1000000) AS "t",
    CASE WHEN ("page" = 'A' AND (CAST("page" AS varchar) || '.') = (CAST('A' AS varchar) || '.')) AND "at" < '2026-01-02 00:00:00+00' THEN 1 END AS "e0",
    CASE WHEN "page" = 'B' AND (CAST("page" AS varchar) || '.') = (CAST('B' AS varchar) || '.') THEN 1 END AS "e2",
    CASE WHEN "page" IN ('C', 'D') AND (CAST("page" AS varchar) || '.') IN (CAST('C' AS varchar) || '.', CAST('D' AS varchar) || '.') THEN 1 END AS "e3"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01 00:00:00+00'
    AND "at" <= '2026-01-02 00:59:59.999999+00'
    AND "who" IS NOT NULL
    AND (("page" = 'A' AND (CAST("page" AS varchar) || '.') = (CAST('A' AS varchar) || '.')) OR ("page" = 'B' AND (CAST("page" AS varchar) || '.') = (CAST('B' AS varchar) || '.')) OR ("page" IN ('C', 'D') AND (CAST("page" AS varchar) || '.') IN (CAST('C' AS varchar) || '.', CAST('D' AS varchar) || '.')))
),
"plumbline_instants" AS ( -- one row an instant
  SELECT
    "u",
    "t",
    MAX("e0") AS "s0",
    MAX("e2") AS "s2",
    MAX("e3") AS "s3"
  FROM "plumbline_events"
  GROUP BY "u", CAST("u" AS varchar) || '.', "t", CAST("t" AS varchar) || '.'
),
"plumbline_next3" AS ( -- when the following steps come at the earliest, read backwards in time
  SELECT
    "u",
    "t",
    "s0",
    "s2",
    MIN(CASE WHEN "s3" >= 1 THEN "t" END) OVER (PARTITION BY "u", CAST("u" AS varchar) || '.' ORDER BY "t" DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS "t3"
  FROM "plumbline_instants"
),
"plumbline_next2" AS ( -- when the following steps come at the earliest, read backwards in time
  SELECT
    "u",
    "t",
    "s0",
    MIN(CASE WHEN "s2" >= 1 THEN "t" END) OVER (PARTITION BY "u", CAST("u" AS varchar) || '.' ORDER BY "t" DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS "t2",
    MIN(CASE WHEN "s2" >= 1 THEN "t3" END) OVER (PARTITION BY "u", CAST("u" AS varchar) || '.' ORDER BY "t" DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS "t3"
  FROM "plumbline_next3"
),
"plumbline_attempts" AS ( -- every start, and how many steps it reached within the window
  SELECT
    "u",
    "t" AS "t1",
    "t2",
    "t3",
    CASE WHEN ("t3" - "t") <= 3600000000 THEN 3 WHEN ("t2" - "t") <= 3600000000 THEN 2 ELSE 1 END AS "depth",
    MIN("t") OVER (PARTITION BY "u", CAST("u" AS varchar) || '.') AS "first"
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
    ROW_NUMBER() OVER (PARTITION BY "u", CAST("u" AS varchar) || '.' ORDER BY "depth" DESC, "t1") AS "place"
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
    ROW_NUMBER() OVER (ORDER BY "d2" IS NULL, "d2") AS "p2",
    ROW_NUMBER() OVER (ORDER BY "d3" IS NULL, "d3") AS "p3",
    COUNT("d2") OVER () AS "c2",
    COUNT("d3") OVER () AS "c3"
  FROM "plumbline_counted"
)
SELECT
  COUNT(CASE WHEN "level" >= 1 THEN 1 END) AS "n1",
  COUNT(CASE WHEN "level" >= 2 THEN 1 END) AS "n2",
  COUNT(CASE WHEN "level" >= 3 THEN 1 END) AS "n3",
  COUNT(CASE WHEN "open" >= 1 THEN 1 END) AS "open",
  AVG(CASE WHEN "d2" IS NOT NULL AND "p2" IN (("c2" + 1) / 2, ("c2" + 2) / 2) THEN "d2" END) / 1000.0 AS "m2",
  AVG(CASE WHEN "d3" IS NOT NULL AND "p3" IN (("c3" + 1) / 2, ("c3" + 2) / 2) THEN "d3" END) / 1000.0 AS "m3"
FROM "plumbline_placed";

-- funnel: Mixpanel: any start converts
WITH "plumbline_events" AS ( -- the events of the steps, one row each
  SELECT
    CAST("who" AS varchar) || '.' AS "u",
    ((((CAST(EXTRACT(day FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 86400000000) + (CAST(EXTRACT(hour FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 3600000000)) + (CAST(EXTRACT(minute FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 60000000)) + (CAST(TRUNC(EXTRACT(second FROM "at" - '1970-01-01 00:00:00+00')) AS bigint) * 1000000)) + MOD(CAST(EXTRACT(microsecond FROM "at" - '1970-01-01 00:00:00+00') AS bigint), 1000000) AS "t",
    CASE WHEN ("page" = 'A' AND (CAST("page" AS varchar) || '.') = (CAST('A' AS varchar) || '.')) AND (NOT ("device" = 'mobile' AND (CAST("device" AS varchar) || '.') = (CAST('mobile' AS varchar) || '.')) OR "device" IS NULL) THEN 1 END AS "e0",
    CASE WHEN "page" = 'B' AND (CAST("page" AS varchar) || '.') = (CAST('B' AS varchar) || '.') THEN 1 END AS "e2",
    CASE WHEN "page" IN ('C', 'D') AND (CAST("page" AS varchar) || '.') IN (CAST('C' AS varchar) || '.', CAST('D' AS varchar) || '.') THEN 1 END AS "e3",
    CAST("device" AS varchar) AS "g1"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01 00:00:00+00'
    AND "at" < '2026-01-02 00:00:00+00'
    AND "who" IS NOT NULL
    AND (("page" = 'A' AND (CAST("page" AS varchar) || '.') = (CAST('A' AS varchar) || '.')) OR ("page" = 'B' AND (CAST("page" AS varchar) || '.') = (CAST('B' AS varchar) || '.')) OR ("page" IN ('C', 'D') AND (CAST("page" AS varchar) || '.') IN (CAST('C' AS varchar) || '.', CAST('D' AS varchar) || '.')))
),
"plumbline_merged" AS ( -- the events of one instant together, and the group that counts for them
  SELECT
    "u",
    "t",
    MAX("e0") OVER (PARTITION BY "u", CAST("u" AS varchar) || '.', "t", CAST("t" AS varchar) || '.') AS "s0",
    MAX("e2") OVER (PARTITION BY "u", CAST("u" AS varchar) || '.', "t", CAST("t" AS varchar) || '.') AS "s2",
    MAX("e3") OVER (PARTITION BY "u", CAST("u" AS varchar) || '.', "t", CAST("t" AS varchar) || '.') AS "s3",
    "g1",
    ROW_NUMBER() OVER (PARTITION BY "u", CAST("u" AS varchar) || '.', "t", CAST("t" AS varchar) || '.' ORDER BY CASE WHEN "e0" >= 1 THEN 0 ELSE 1 END, "g1" NULLS LAST) AS "place"
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
    MIN(CASE WHEN "s3" >= 1 THEN "t" END) OVER (PARTITION BY "u", CAST("u" AS varchar) || '.' ORDER BY "t" DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS "t3"
  FROM "plumbline_instants"
),
"plumbline_next2" AS ( -- when the following steps come at the earliest, read backwards in time
  SELECT
    "u",
    "t",
    "s0",
    "g1",
    MIN(CASE WHEN "s2" >= 1 THEN "t" END) OVER (PARTITION BY "u", CAST("u" AS varchar) || '.' ORDER BY "t" DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS "t2",
    MIN(CASE WHEN "s2" >= 1 THEN "t3" END) OVER (PARTITION BY "u", CAST("u" AS varchar) || '.' ORDER BY "t" DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS "t3"
  FROM "plumbline_next3"
),
"plumbline_attempts" AS ( -- every start, and how many steps it reached within the window
  SELECT
    "u",
    "t" AS "t1",
    "t2",
    "t3",
    "g1",
    CASE WHEN ("t3" - "t") <= 3600000000 THEN 3 WHEN ("t2" - "t") <= 3600000000 THEN 2 ELSE 1 END AS "depth"
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
    CASE WHEN "depth" >= 3 OR "t1" < 1767308400000000 THEN 0 ELSE 1 END AS "alive"
  FROM "plumbline_attempts"
),
"plumbline_ranked" AS ( -- the attempts of each actor, the one that counts first
  SELECT
    "t1",
    "t2",
    "t3",
    "g1",
    "depth",
    CASE WHEN "depth" < 3 AND MAX("alive") OVER (PARTITION BY "u", CAST("u" AS varchar) || '.') >= 1 THEN 1 ELSE 0 END AS "still",
    ROW_NUMBER() OVER (PARTITION BY "u", CAST("u" AS varchar) || '.' ORDER BY "depth" DESC, "t1", "g1" NULLS LAST) AS "place"
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
    ROW_NUMBER() OVER (PARTITION BY "g1", CAST("g1" AS varchar) || '.' ORDER BY "d2" IS NULL, "d2") AS "p2",
    ROW_NUMBER() OVER (PARTITION BY "g1", CAST("g1" AS varchar) || '.' ORDER BY "d3" IS NULL, "d3") AS "p3",
    COUNT("d2") OVER (PARTITION BY "g1", CAST("g1" AS varchar) || '.') AS "c2",
    COUNT("d3") OVER (PARTITION BY "g1", CAST("g1" AS varchar) || '.') AS "c3"
  FROM "plumbline_counted"
)
SELECT
  "g1" AS "device",
  COUNT(CASE WHEN "level" >= 1 THEN 1 END) AS "n1",
  COUNT(CASE WHEN "level" >= 2 THEN 1 END) AS "n2",
  COUNT(CASE WHEN "level" >= 3 THEN 1 END) AS "n3",
  COUNT(CASE WHEN "open" >= 1 THEN 1 END) AS "open",
  AVG(CASE WHEN "d2" IS NOT NULL AND "p2" IN (("c2" + 1) / 2, ("c2" + 2) / 2) THEN "d2" END) / 1000.0 AS "m2",
  AVG(CASE WHEN "d3" IS NOT NULL AND "p3" IN (("c3" + 1) / 2, ("c3" + 2) / 2) THEN "d3" END) / 1000.0 AS "m3"
FROM "plumbline_placed"
GROUP BY "g1", CAST("g1" AS varchar) || '.';

-- funnel: loose ties
WITH "plumbline_events" AS ( -- the events of the steps, one row each
  SELECT
    CAST("who" AS varchar) || '.' AS "u",
    ((((CAST(EXTRACT(day FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 86400000000) + (CAST(EXTRACT(hour FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 3600000000)) + (CAST(EXTRACT(minute FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 60000000)) + (CAST(TRUNC(EXTRACT(second FROM "at" - '1970-01-01 00:00:00+00')) AS bigint) * 1000000)) + MOD(CAST(EXTRACT(microsecond FROM "at" - '1970-01-01 00:00:00+00') AS bigint), 1000000) AS "t",
    CASE WHEN "page" = 'A' AND (CAST("page" AS varchar) || '.') = (CAST('A' AS varchar) || '.') THEN 1 END AS "e0",
    CASE WHEN "page" = 'B' AND (CAST("page" AS varchar) || '.') = (CAST('B' AS varchar) || '.') THEN 1 END AS "e2",
    CASE WHEN "page" IN ('C', 'D') AND (CAST("page" AS varchar) || '.') IN (CAST('C' AS varchar) || '.', CAST('D' AS varchar) || '.') THEN 1 END AS "e3"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01 00:00:00+00'
    AND "at" < '2026-01-02 00:00:00+00'
    AND "who" IS NOT NULL
    AND (("page" = 'A' AND (CAST("page" AS varchar) || '.') = (CAST('A' AS varchar) || '.')) OR ("page" = 'B' AND (CAST("page" AS varchar) || '.') = (CAST('B' AS varchar) || '.')) OR ("page" IN ('C', 'D') AND (CAST("page" AS varchar) || '.') IN (CAST('C' AS varchar) || '.', CAST('D' AS varchar) || '.')))
),
"plumbline_instants" AS ( -- one row an instant
  SELECT
    "u",
    "t",
    MAX("e0") AS "s0",
    MAX("e2") AS "s2",
    MAX("e3") AS "s3"
  FROM "plumbline_events"
  GROUP BY "u", CAST("u" AS varchar) || '.', "t", CAST("t" AS varchar) || '.'
),
"plumbline_next3" AS ( -- when the following steps come at the earliest, read backwards in time
  SELECT
    "u",
    "t",
    "s0",
    "s2",
    MIN(CASE WHEN "s3" >= 1 THEN "t" END) OVER (PARTITION BY "u", CAST("u" AS varchar) || '.' ORDER BY "t" DESC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS "t3"
  FROM "plumbline_instants"
),
"plumbline_next2" AS ( -- when the following steps come at the earliest, read backwards in time
  SELECT
    "u",
    "t",
    "s0",
    MIN(CASE WHEN "s2" >= 1 THEN "t" END) OVER (PARTITION BY "u", CAST("u" AS varchar) || '.' ORDER BY "t" DESC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS "t2",
    MIN(CASE WHEN "s2" >= 1 THEN "t3" END) OVER (PARTITION BY "u", CAST("u" AS varchar) || '.' ORDER BY "t" DESC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS "t3"
  FROM "plumbline_next3"
),
"plumbline_attempts" AS ( -- every start, and how many steps it reached within the window
  SELECT
    "u",
    "t" AS "t1",
    "t2",
    "t3",
    CASE WHEN ("t3" - "t") <= 3600000000 THEN 3 WHEN ("t2" - "t") <= 3600000000 THEN 2 ELSE 1 END AS "depth"
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
    CASE WHEN "depth" >= 3 OR "t1" < 1767308400000000 THEN 0 ELSE 1 END AS "alive"
  FROM "plumbline_attempts"
),
"plumbline_ranked" AS ( -- the attempts of each actor, the one that counts first
  SELECT
    "t1",
    "t2",
    "t3",
    "depth",
    CASE WHEN "depth" < 3 AND MAX("alive") OVER (PARTITION BY "u", CAST("u" AS varchar) || '.') >= 1 THEN 1 ELSE 0 END AS "still",
    ROW_NUMBER() OVER (PARTITION BY "u", CAST("u" AS varchar) || '.' ORDER BY "depth" DESC, "t1") AS "place"
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
    ROW_NUMBER() OVER (ORDER BY "d2" IS NULL, "d2") AS "p2",
    ROW_NUMBER() OVER (ORDER BY "d3" IS NULL, "d3") AS "p3",
    COUNT("d2") OVER () AS "c2",
    COUNT("d3") OVER () AS "c3"
  FROM "plumbline_counted"
)
SELECT
  COUNT(CASE WHEN "level" >= 1 THEN 1 END) AS "n1",
  COUNT(CASE WHEN "level" >= 2 THEN 1 END) AS "n2",
  COUNT(CASE WHEN "level" >= 3 THEN 1 END) AS "n3",
  COUNT(CASE WHEN "open" >= 1 THEN 1 END) AS "open",
  AVG(CASE WHEN "d2" IS NOT NULL AND "p2" IN (("c2" + 1) / 2, ("c2" + 2) / 2) THEN "d2" END) / 1000.0 AS "m2",
  AVG(CASE WHEN "d3" IS NOT NULL AND "p3" IN (("c3" + 1) / 2, ("c3" + 2) / 2) THEN "d3" END) / 1000.0 AS "m3"
FROM "plumbline_placed";

-- funnel: one step
WITH "plumbline_events" AS ( -- the events of the steps, one row each
  SELECT
    CAST("who" AS varchar) || '.' AS "u",
    ((((CAST(EXTRACT(day FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 86400000000) + (CAST(EXTRACT(hour FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 3600000000)) + (CAST(EXTRACT(minute FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 60000000)) + (CAST(TRUNC(EXTRACT(second FROM "at" - '1970-01-01 00:00:00+00')) AS bigint) * 1000000)) + MOD(CAST(EXTRACT(microsecond FROM "at" - '1970-01-01 00:00:00+00') AS bigint), 1000000) AS "t",
    CASE WHEN "page" = 'A' AND (CAST("page" AS varchar) || '.') = (CAST('A' AS varchar) || '.') THEN 1 END AS "e0"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01 00:00:00+00'
    AND "at" < '2026-01-02 00:00:00+00'
    AND "who" IS NOT NULL
    AND ("page" = 'A' AND (CAST("page" AS varchar) || '.') = (CAST('A' AS varchar) || '.'))
),
"plumbline_instants" AS ( -- one row an instant
  SELECT
    "u",
    "t",
    MAX("e0") AS "s0"
  FROM "plumbline_events"
  GROUP BY "u", CAST("u" AS varchar) || '.', "t", CAST("t" AS varchar) || '.'
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
    CASE WHEN "depth" >= 1 OR "t1" < 1767308400000000 THEN 0 ELSE 1 END AS "alive"
  FROM "plumbline_attempts"
),
"plumbline_ranked" AS ( -- the attempts of each actor, the one that counts first
  SELECT
    "t1",
    "depth",
    CASE WHEN "depth" < 1 AND MAX("alive") OVER (PARTITION BY "u", CAST("u" AS varchar) || '.') >= 1 THEN 1 ELSE 0 END AS "still",
    ROW_NUMBER() OVER (PARTITION BY "u", CAST("u" AS varchar) || '.' ORDER BY "depth" DESC, "t1") AS "place"
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
  COUNT(CASE WHEN "level" >= 1 THEN 1 END) AS "n1",
  COUNT(CASE WHEN "open" >= 1 THEN 1 END) AS "open"
FROM "plumbline_counted";

-- retention: hours after the first start ever, one row
WITH "plumbline_starts" AS ( -- the first start of each actor
  SELECT
    CAST("who" AS varchar) || '.' AS "u",
    MIN(((((CAST(EXTRACT(day FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 86400000000) + (CAST(EXTRACT(hour FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 3600000000)) + (CAST(EXTRACT(minute FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 60000000)) + (CAST(TRUNC(EXTRACT(second FROM "at" - '1970-01-01 00:00:00+00')) AS bigint) * 1000000)) + MOD(CAST(EXTRACT(microsecond FROM "at" - '1970-01-01 00:00:00+00') AS bigint), 1000000)) AS "t0"
  FROM "shop"."events"
  WHERE "at" >= '1970-01-01 00:00:00+00'
    AND "at" < '2026-01-02 00:00:00+00'
    AND ("page" = 'A' AND (CAST("page" AS varchar) || '.') = (CAST('A' AS varchar) || '.'))
    AND "who" IS NOT NULL
  GROUP BY CAST("who" AS varchar) || '.'
),
"plumbline_cohorts" AS ( -- the cohort of each actor, and the period in which it started
  SELECT
    "u",
    "t0"
  FROM "plumbline_starts"
  WHERE "t0" >= 1767225600000000
),
"plumbline_returns" AS ( -- returns from then on
  SELECT
    CAST("who" AS varchar) || '.' AS "u",
    ((((CAST(EXTRACT(day FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 86400000000) + (CAST(EXTRACT(hour FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 3600000000)) + (CAST(EXTRACT(minute FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 60000000)) + (CAST(TRUNC(EXTRACT(second FROM "at" - '1970-01-01 00:00:00+00')) AS bigint) * 1000000)) + MOD(CAST(EXTRACT(microsecond FROM "at" - '1970-01-01 00:00:00+00') AS bigint), 1000000) AS "t",
    1 AS "b"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01 00:00:00+00'
    AND "at" <= '2026-01-02 02:59:59.999999+00'
    AND "who" IS NOT NULL
    AND ("page" IN ('A', 'B', 'C') AND (CAST("page" AS varchar) || '.') IN (CAST('A' AS varchar) || '.', CAST('B' AS varchar) || '.', CAST('C' AS varchar) || '.'))
),
"plumbline_actors" AS ( -- each actor once, with the periods after its start in which it came back
  SELECT
    "plumbline_cohorts"."u" AS "u",
    "plumbline_cohorts"."t0" AS "t0",
    MAX(CASE WHEN "plumbline_returns"."b" = 1 AND "plumbline_returns"."t" >= "plumbline_cohorts"."t0" AND ("plumbline_returns"."t" - "plumbline_cohorts"."t0") >= 0 AND ("plumbline_returns"."t" - "plumbline_cohorts"."t0") < 3600000000 THEN 1 END) AS "b1",
    MAX(CASE WHEN "plumbline_returns"."b" = 1 AND "plumbline_returns"."t" >= "plumbline_cohorts"."t0" AND ("plumbline_returns"."t" - "plumbline_cohorts"."t0") >= 3600000000 AND ("plumbline_returns"."t" - "plumbline_cohorts"."t0") < 7200000000 THEN 1 END) AS "b2",
    MAX(CASE WHEN "plumbline_returns"."b" = 1 AND "plumbline_returns"."t" >= "plumbline_cohorts"."t0" AND ("plumbline_returns"."t" - "plumbline_cohorts"."t0") >= 7200000000 AND ("plumbline_returns"."t" - "plumbline_cohorts"."t0") < 10800000000 THEN 1 END) AS "b3"
  FROM "plumbline_cohorts"
    LEFT JOIN "plumbline_returns" ON "plumbline_returns"."u" = "plumbline_cohorts"."u"
  GROUP BY "plumbline_cohorts"."u", CAST("plumbline_cohorts"."u" AS varchar) || '.', "plumbline_cohorts"."t0", CAST("plumbline_cohorts"."t0" AS varchar) || '.'
)
SELECT
  COUNT(*) AS "size",
  COUNT(CASE WHEN "t0" <= 1767351600000000 THEN 1 END) AS "e1",
  COUNT(CASE WHEN "t0" <= 1767348000000000 THEN 1 END) AS "e2",
  COUNT(CASE WHEN "t0" <= 1767344400000000 THEN 1 END) AS "e3",
  COUNT(CASE WHEN "t0" <= 1767351600000000 AND "b1" = 1 THEN 1 END) AS "r1",
  COUNT(CASE WHEN "t0" <= 1767348000000000 AND "b2" = 1 THEN 1 END) AS "r2",
  COUNT(CASE WHEN "t0" <= 1767344400000000 AND "b3" = 1 THEN 1 END) AS "r3"
FROM "plumbline_actors";

-- retention: calendar periods within, two cohorts
WITH "plumbline_starts" AS ( -- the first start of each actor
  SELECT
    CAST("who" AS varchar) || '.' AS "u",
    MIN(((((CAST(EXTRACT(day FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 86400000000) + (CAST(EXTRACT(hour FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 3600000000)) + (CAST(EXTRACT(minute FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 60000000)) + (CAST(TRUNC(EXTRACT(second FROM "at" - '1970-01-01 00:00:00+00')) AS bigint) * 1000000)) + MOD(CAST(EXTRACT(microsecond FROM "at" - '1970-01-01 00:00:00+00') AS bigint), 1000000)) AS "t0"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01 00:00:00+00'
    AND "at" < '2026-01-02 00:00:00+00'
    AND ("page" = 'A' AND (CAST("page" AS varchar) || '.') = (CAST('A' AS varchar) || '.'))
    AND "who" IS NOT NULL
  GROUP BY CAST("who" AS varchar) || '.'
),
"plumbline_cohorts" AS ( -- the cohort of each actor, and the period in which it started
  SELECT
    "u",
    "t0",
    CAST(floor(CAST("t0" - 1767225600000000 AS double precision) / 3600000000.0) AS bigint) AS "p0",
    CAST(floor(CAST("t0" - 1767225600000000 AS double precision) / 43200000000.0) AS bigint) AS "c"
  FROM "plumbline_starts"
  WHERE "t0" >= 1767225600000000
),
"plumbline_returns" AS ( -- returns from then on
  SELECT
    CAST("who" AS varchar) || '.' AS "u",
    ((((CAST(EXTRACT(day FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 86400000000) + (CAST(EXTRACT(hour FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 3600000000)) + (CAST(EXTRACT(minute FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 60000000)) + (CAST(TRUNC(EXTRACT(second FROM "at" - '1970-01-01 00:00:00+00')) AS bigint) * 1000000)) + MOD(CAST(EXTRACT(microsecond FROM "at" - '1970-01-01 00:00:00+00') AS bigint), 1000000) AS "t",
    CAST(floor(CAST((((((CAST(EXTRACT(day FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 86400000000) + (CAST(EXTRACT(hour FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 3600000000)) + (CAST(EXTRACT(minute FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 60000000)) + (CAST(TRUNC(EXTRACT(second FROM "at" - '1970-01-01 00:00:00+00')) AS bigint) * 1000000)) + MOD(CAST(EXTRACT(microsecond FROM "at" - '1970-01-01 00:00:00+00') AS bigint), 1000000)) - 1767225600000000 AS double precision) / 3600000000.0) AS bigint) AS "p",
    1 AS "b"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01 00:00:00+00'
    AND "at" <= '2026-01-02 02:59:59.999999+00'
    AND "who" IS NOT NULL
    AND ("page" IN ('B', 'C') AND (CAST("page" AS varchar) || '.') IN (CAST('B' AS varchar) || '.', CAST('C' AS varchar) || '.'))
),
"plumbline_actors" AS ( -- each actor once, with the periods after its start in which it came back
  SELECT
    "plumbline_cohorts"."u" AS "u",
    "plumbline_cohorts"."p0" AS "p0",
    "plumbline_cohorts"."c" AS "c",
    MIN(CASE WHEN "plumbline_returns"."b" = 1 AND "plumbline_returns"."t" >= "plumbline_cohorts"."t0" AND ("plumbline_returns"."p" - "plumbline_cohorts"."p0") >= 1 THEN "plumbline_returns"."p" - "plumbline_cohorts"."p0" END) AS "soon"
  FROM "plumbline_cohorts"
    LEFT JOIN "plumbline_returns" ON "plumbline_returns"."u" = "plumbline_cohorts"."u"
  GROUP BY "plumbline_cohorts"."u", CAST("plumbline_cohorts"."u" AS varchar) || '.', "plumbline_cohorts"."p0", CAST("plumbline_cohorts"."p0" AS varchar) || '.', "plumbline_cohorts"."c", CAST("plumbline_cohorts"."c" AS varchar) || '.'
)
SELECT
  "c" AS "cohort",
  COUNT(*) AS "size",
  COUNT(CASE WHEN "p0" <= 33 THEN 1 END) AS "e1",
  COUNT(CASE WHEN "p0" <= 31 THEN 1 END) AS "e2",
  COUNT(CASE WHEN "p0" <= 33 AND "soon" <= 1 THEN 1 END) AS "r1",
  COUNT(CASE WHEN "p0" <= 31 AND "soon" <= 3 THEN 1 END) AS "r2"
FROM "plumbline_actors"
GROUP BY "c", CAST("c" AS varchar) || '.';

-- retention: on or after, by the device of the start, filtered
WITH "plumbline_started" AS ( -- the starts of each actor
  SELECT
    CAST("who" AS varchar) || '.' AS "u",
    ((((CAST(EXTRACT(day FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 86400000000) + (CAST(EXTRACT(hour FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 3600000000)) + (CAST(EXTRACT(minute FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 60000000)) + (CAST(TRUNC(EXTRACT(second FROM "at" - '1970-01-01 00:00:00+00')) AS bigint) * 1000000)) + MOD(CAST(EXTRACT(microsecond FROM "at" - '1970-01-01 00:00:00+00') AS bigint), 1000000) AS "t0",
    CASE WHEN NOT ("device" = 'Mobile' AND (CAST("device" AS varchar) || '.') = (CAST('Mobile' AS varchar) || '.')) OR "device" IS NULL THEN 1 ELSE 0 END AS "f",
    CAST("device" AS varchar) AS "g1",
    CAST("device" AS varchar) AS "k1"
  FROM "shop"."events"
  WHERE "at" >= '1970-01-01 00:00:00+00'
    AND "at" < '2026-01-02 00:00:00+00'
    AND ("page" = 'A' AND (CAST("page" AS varchar) || '.') = (CAST('A' AS varchar) || '.'))
    AND "who" IS NOT NULL
),
"plumbline_starts" AS ( -- the first start of each actor
  SELECT
    "u",
    "t0",
    "f",
    "g1",
    ROW_NUMBER() OVER (PARTITION BY "u", CAST("u" AS varchar) || '.' ORDER BY "t0", "k1" NULLS LAST) AS "place"
  FROM "plumbline_started"
),
"plumbline_cohorts" AS ( -- the cohort of each actor, and the period in which it started
  SELECT
    "u",
    "t0",
    "g1"
  FROM "plumbline_starts"
  WHERE ("place" = 1 AND "f" = 1 AND "t0" >= 1767225600000000)
),
"plumbline_returns" AS ( -- returns from then on
  SELECT
    CAST("who" AS varchar) || '.' AS "u",
    ((((CAST(EXTRACT(day FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 86400000000) + (CAST(EXTRACT(hour FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 3600000000)) + (CAST(EXTRACT(minute FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 60000000)) + (CAST(TRUNC(EXTRACT(second FROM "at" - '1970-01-01 00:00:00+00')) AS bigint) * 1000000)) + MOD(CAST(EXTRACT(microsecond FROM "at" - '1970-01-01 00:00:00+00') AS bigint), 1000000) AS "t",
    1 AS "b"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01 00:00:00+00'
    AND "at" <= '2026-01-02 11:59:59.999999+00'
    AND "who" IS NOT NULL
    AND ("page" = 'B' AND (CAST("page" AS varchar) || '.') = (CAST('B' AS varchar) || '.'))
),
"plumbline_actors" AS ( -- each actor once, with the periods after its start in which it came back
  SELECT
    "plumbline_cohorts"."u" AS "u",
    "plumbline_cohorts"."t0" AS "t0",
    "plumbline_cohorts"."g1" AS "g1",
    MAX(CASE WHEN "plumbline_returns"."b" = 1 AND "plumbline_returns"."t" >= "plumbline_cohorts"."t0" AND CAST(floor(CAST("plumbline_returns"."t" - "plumbline_cohorts"."t0" AS double precision) / 3600000000.0) AS bigint) >= 1 THEN CAST(floor(CAST("plumbline_returns"."t" - "plumbline_cohorts"."t0" AS double precision) / 3600000000.0) AS bigint) END) AS "last"
  FROM "plumbline_cohorts"
    LEFT JOIN "plumbline_returns" ON "plumbline_returns"."u" = "plumbline_cohorts"."u"
  GROUP BY "plumbline_cohorts"."u", CAST("plumbline_cohorts"."u" AS varchar) || '.', "plumbline_cohorts"."t0", CAST("plumbline_cohorts"."t0" AS varchar) || '.', "plumbline_cohorts"."g1", CAST("plumbline_cohorts"."g1" AS varchar) || '.'
)
SELECT
  "g1" AS "device",
  COUNT(*) AS "size",
  COUNT(CASE WHEN "t0" <= 1767348000000000 THEN 1 END) AS "e1",
  COUNT(CASE WHEN "t0" <= 1767348000000000 AND "last" >= 1 THEN 1 END) AS "r1"
FROM "plumbline_actors"
GROUP BY "g1", CAST("g1" AS varchar) || '.';

-- rows: single rows, the latest first
SELECT
  CAST(((((((((CAST(EXTRACT(day FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 86400000000) + (CAST(EXTRACT(hour FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 3600000000)) + (CAST(EXTRACT(minute FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 60000000)) + (CAST(TRUNC(EXTRACT(second FROM "at" - '1970-01-01 00:00:00+00')) AS bigint) * 1000000)) + MOD(CAST(EXTRACT(microsecond FROM "at" - '1970-01-01 00:00:00+00') AS bigint), 1000000)) + 62135596800000000) / 1000) * 1) - 62135596800000 AS bigint) AS "at",
  CAST("who" AS varchar) AS "c1",
  "amount" AS "c2",
  CAST(((((((((CAST(EXTRACT(day FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 86400000000) + (CAST(EXTRACT(hour FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 3600000000)) + (CAST(EXTRACT(minute FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 60000000)) + (CAST(TRUNC(EXTRACT(second FROM "at" - '1970-01-01 00:00:00+00')) AS bigint) * 1000000)) + MOD(CAST(EXTRACT(microsecond FROM "at" - '1970-01-01 00:00:00+00') AS bigint), 1000000)) + 62135596800000000) / 1000) * 1) - 62135596800000 AS bigint) AS "c3"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND "ok" = TRUE
ORDER BY CAST(((((((((CAST(EXTRACT(day FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 86400000000) + (CAST(EXTRACT(hour FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 3600000000)) + (CAST(EXTRACT(minute FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 60000000)) + (CAST(TRUNC(EXTRACT(second FROM "at" - '1970-01-01 00:00:00+00')) AS bigint) * 1000000)) + MOD(CAST(EXTRACT(microsecond FROM "at" - '1970-01-01 00:00:00+00') AS bigint), 1000000)) + 62135596800000000) / 1000) * 1) - 62135596800000 AS bigint) DESC
LIMIT 2;

-- traces: traces with a failed span, the latest first
WITH "plumbline_traces" AS ( -- each trace, with how many of its spans failed
  SELECT
    CAST("who" AS varchar) || '.' AS "k",
    MAX(CAST("who" AS varchar)) AS "trace",
    MIN(CAST(((((((((CAST(EXTRACT(day FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 86400000000) + (CAST(EXTRACT(hour FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 3600000000)) + (CAST(EXTRACT(minute FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 60000000)) + (CAST(TRUNC(EXTRACT(second FROM "at" - '1970-01-01 00:00:00+00')) AS bigint) * 1000000)) + MOD(CAST(EXTRACT(microsecond FROM "at" - '1970-01-01 00:00:00+00') AS bigint), 1000000)) + 62135596800000000) / 1000) * 1) - 62135596800000 AS bigint)) AS "at",
    COUNT(*) AS "spans",
    SUM(CASE WHEN ("ok" <> TRUE OR "ok" IS NULL) AND ("page" = 'B' AND (CAST("page" AS varchar) || '.') = (CAST('B' AS varchar) || '.')) THEN 1 ELSE 0 END) AS "errors",
    MAX(CASE WHEN "device" IS NULL OR ("device" = '' AND (CAST("device" AS varchar) || '.') = (CAST('' AS varchar) || '.')) THEN CAST("page" AS varchar) END) AS "operation",
    MAX(CASE WHEN "device" IS NULL OR ("device" = '' AND (CAST("device" AS varchar) || '.') = (CAST('' AS varchar) || '.')) THEN CAST("page" AS varchar) END) AS "service",
    MAX(CASE WHEN "device" IS NULL OR ("device" = '' AND (CAST("device" AS varchar) || '.') = (CAST('' AS varchar) || '.')) THEN "amount" END) AS "duration"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01 00:00:00+00'
    AND "at" < '2026-01-02 00:00:00+00'
    AND "who" IS NOT NULL
  GROUP BY CAST("who" AS varchar) || '.'
)
SELECT
  "trace",
  "at",
  "spans",
  "errors",
  "operation",
  "service",
  "duration"
FROM "plumbline_traces"
WHERE "errors" > 0
ORDER BY "at" DESC, "trace" NULLS LAST
LIMIT 10;

-- spans: spans of one trace
WITH "plumbline_spans" AS ( -- the spans, one row each
  SELECT
    CAST("who" AS varchar) || '.' AS "k",
    CAST("who" AS varchar) AS "trace",
    CAST("page" AS varchar) AS "span",
    CAST(((((((((CAST(EXTRACT(day FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 86400000000) + (CAST(EXTRACT(hour FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 3600000000)) + (CAST(EXTRACT(minute FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 60000000)) + (CAST(TRUNC(EXTRACT(second FROM "at" - '1970-01-01 00:00:00+00')) AS bigint) * 1000000)) + MOD(CAST(EXTRACT(microsecond FROM "at" - '1970-01-01 00:00:00+00') AS bigint), 1000000)) + 62135596800000000) / 1000) * 1) - 62135596800000 AS bigint) AS "at",
    CASE WHEN "ok" <> TRUE OR "ok" IS NULL THEN 1 ELSE 0 END AS "failed"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01 00:00:00+00'
    AND "at" < '2026-01-02 00:00:00+00'
    AND "who" IS NOT NULL
    AND ("who" = 'ann' AND (CAST("who" AS varchar) || '.') = (CAST('ann' AS varchar) || '.'))
)
SELECT
  "plumbline_spans"."trace" AS "trace",
  "plumbline_spans"."span" AS "span",
  "plumbline_spans"."at" AS "at",
  "plumbline_spans"."failed" AS "failed"
FROM "plumbline_spans"
ORDER BY "plumbline_spans"."at", "plumbline_spans"."span" NULLS LAST
LIMIT 3;

-- spans: spans of the trace that failed last
WITH "plumbline_failures" AS ( -- the traces that failed, and when last
  SELECT
    CAST("who" AS varchar) || '.' AS "k",
    MAX(CAST("who" AS varchar)) AS "name",
    MAX(CAST(((((((((CAST(EXTRACT(day FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 86400000000) + (CAST(EXTRACT(hour FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 3600000000)) + (CAST(EXTRACT(minute FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 60000000)) + (CAST(TRUNC(EXTRACT(second FROM "at" - '1970-01-01 00:00:00+00')) AS bigint) * 1000000)) + MOD(CAST(EXTRACT(microsecond FROM "at" - '1970-01-01 00:00:00+00') AS bigint), 1000000)) + 62135596800000000) / 1000) * 1) - 62135596800000 AS bigint)) AS "last"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01 00:00:00+00'
    AND "at" <= '2026-01-01 12:59:59.999999+00'
    AND "who" IS NOT NULL
    AND (("ok" <> TRUE OR "ok" IS NULL) AND ("page" = 'B' AND (CAST("page" AS varchar) || '.') = (CAST('B' AS varchar) || '.')))
  GROUP BY CAST("who" AS varchar) || '.'
),
"plumbline_newest" AS ( -- the one that failed last
  SELECT
    "k"
  FROM "plumbline_failures"
  ORDER BY "last" DESC, "name" NULLS LAST
  LIMIT 1
),
"plumbline_spans" AS ( -- the spans, one row each
  SELECT
    CAST("who" AS varchar) || '.' AS "k",
    CAST("who" AS varchar) AS "trace",
    CAST("page" AS varchar) AS "span",
    "amount" AS "duration",
    CAST(((((((((CAST(EXTRACT(day FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 86400000000) + (CAST(EXTRACT(hour FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 3600000000)) + (CAST(EXTRACT(minute FROM "at" - '1970-01-01 00:00:00+00') AS bigint) * 60000000)) + (CAST(TRUNC(EXTRACT(second FROM "at" - '1970-01-01 00:00:00+00')) AS bigint) * 1000000)) + MOD(CAST(EXTRACT(microsecond FROM "at" - '1970-01-01 00:00:00+00') AS bigint), 1000000)) + 62135596800000000) / 1000) * 1) - 62135596800000 AS bigint) AS "at",
    CASE WHEN "ok" <> TRUE OR "ok" IS NULL THEN 1 ELSE 0 END AS "failed"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01 00:00:00+00'
    AND "at" < '2026-01-02 00:00:00+00'
    AND "who" IS NOT NULL
)
SELECT
  "plumbline_spans"."trace" AS "trace",
  "plumbline_spans"."span" AS "span",
  "plumbline_spans"."duration" AS "duration",
  "plumbline_spans"."at" AS "at",
  "plumbline_spans"."failed" AS "failed"
FROM "plumbline_newest"
  JOIN "plumbline_spans" ON "plumbline_spans"."k" = "plumbline_newest"."k"
ORDER BY "plumbline_spans"."at", "plumbline_spans"."span" NULLS LAST
LIMIT 100;

-- values: values of a field
SELECT
  CAST("device" AS varchar) AS "value",
  COUNT(*) AS "rows"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND "device" IS NOT NULL
GROUP BY CAST("device" AS varchar), CAST("device" AS varchar) || '.'
ORDER BY COUNT(*) DESC, CAST("device" AS varchar) NULLS LAST
LIMIT 3;
