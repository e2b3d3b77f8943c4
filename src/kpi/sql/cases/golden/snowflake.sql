-- slices: rows of a day
SELECT
  CAST(1767225600000 AS BIGINT) AS "bucket",
  COUNT(*) AS "n",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= TO_DATE('2025-12-31', 'YYYY-MM-DD')
  AND "at" < TO_DATE('2026-01-03', 'YYYY-MM-DD')
  AND DATE_PART(EPOCH_MICROSECOND, "at") >= 1767225600000000
  AND DATE_PART(EPOCH_MICROSECOND, "at") < 1767312000000000
GROUP BY 1;

-- slices: hours, then minutes at the open end, by device, counts and sums with conditions
SELECT
  CASE WHEN DATE_PART(EPOCH_MICROSECOND, "at") < 1767308400000000 THEN CAST(((((DATE_PART(EPOCH_MICROSECOND, "at") + 62135596800000000) - MOD((DATE_PART(EPOCH_MICROSECOND, "at") + 62135596800000000), 3600000000)) / 3600000000) * 3600000) - 62135596800000 AS BIGINT) ELSE CAST(((((DATE_PART(EPOCH_MICROSECOND, "at") + 62135596800000000) - MOD((DATE_PART(EPOCH_MICROSECOND, "at") + 62135596800000000), 60000000)) / 60000000) * 60000) - 62135596800000 AS BIGINT) END AS "bucket",
  COLLATE(CAST("device" AS VARCHAR), '') AS "device",
  COUNT(*) AS "n",
  COUNT(CASE WHEN "ok" = TRUE THEN 1 END) AS "good",
  CAST(COALESCE(SUM("amount"), 0) AS DOUBLE) AS "amount",
  CAST(COALESCE(SUM(CASE WHEN "amount" > 1 THEN (
amount / 2
  ) END), 0) AS DOUBLE) AS "half",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= TO_DATE('2025-12-31', 'YYYY-MM-DD')
  AND "at" < TO_DATE('2026-01-03', 'YYYY-MM-DD')
  AND DATE_PART(EPOCH_MICROSECOND, "at") >= 1767225600000000
  AND DATE_PART(EPOCH_MICROSECOND, "at") < 1767312000000000
  AND "who" IS NOT NULL
GROUP BY 1, 2;

-- slices: a clipped first bucket, of a query of the definition
SELECT
  GREATEST(CAST(((((DATE_PART(EPOCH_MICROSECOND, "at") + 62135596800000000) - MOD((DATE_PART(EPOCH_MICROSECOND, "at") + 62135596800000000), 300000000)) / 300000000) * 300000) - 62135596800000 AS BIGINT), CAST(1767272500000 AS BIGINT)) AS "bucket",
  COUNT(*) AS "n",
  COUNT(*) AS "observed"
FROM (
SELECT * FROM shop.events WHERE page = 'A'
) AS "relation"
WHERE "at" >= TO_DATE('2025-12-31', 'YYYY-MM-DD')
  AND "at" < TO_DATE('2026-01-03', 'YYYY-MM-DD')
  AND DATE_PART(EPOCH_MICROSECOND, "at") >= 1767272500000000
  AND DATE_PART(EPOCH_MICROSECOND, "at") < 1767276000000000
GROUP BY 1;

-- slices: unix milliseconds
SELECT
  CAST(((((CAST("ms" AS BIGINT) + 62135596800000) - MOD((CAST("ms" AS BIGINT) + 62135596800000), 43200000)) / 43200000) * 43200000) - 62135596800000 AS BIGINT) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "ms" >= 1767225600000
  AND "ms" < 1767312000000
GROUP BY 1;

-- slices: unix seconds
SELECT
  GREATEST(CAST(((((CAST(ROUND("seconds" * 1000.0) AS BIGINT) + 62135596800000) - MOD((CAST(ROUND("seconds" * 1000.0) AS BIGINT) + 62135596800000), 43200000)) / 43200000) * 43200000) - 62135596800000 AS BIGINT), CAST(1767225600500 AS BIGINT)) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "seconds" >= 1767225600
  AND CAST(ROUND("seconds" * 1000.0) AS BIGINT) >= 1767225600500
  AND "seconds" < 1767312000
GROUP BY 1;

-- slices: days that begin at 13:00 UTC, levels and quantiles with conditions
SELECT
  CASE WHEN DATE_PART(EPOCH_MICROSECOND, "at") < 1767272400000000 THEN CAST(1767186000000 AS BIGINT) ELSE ((((DATE_PART(EPOCH_MICROSECOND, "at") - 1767272400000000) - MOD((DATE_PART(EPOCH_MICROSECOND, "at") - 1767272400000000), 86400000000)) / 86400000000) * 86400000) + 1767272400000 END AS "bucket",
  COLLATE(CAST("page" AS VARCHAR), '') AS "page",
  COUNT("amount") AS "known",
  CAST(MIN("amount") AS DOUBLE) AS "least",
  CAST(MAX(CASE WHEN "ok" = TRUE THEN (
amount * 2
  ) END) AS DOUBLE) AS "most",
  COUNT(DISTINCT COLLATE(CAST("who" AS VARCHAR), '')) AS "people",
  PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY CAST("amount" AS DOUBLE)) AS "middle",
  PERCENTILE_CONT(0.75) WITHIN GROUP (ORDER BY CASE WHEN "ok" = TRUE THEN CAST("amount" AS DOUBLE) END) AS "high",
  PERCENTILE_CONT(0.95) WITHIN GROUP (ORDER BY CAST(DATE_PART(EPOCH_MICROSECOND, "at") - DATE_PART(EPOCH_MICROSECOND, "at") AS DOUBLE)) / 1000000.0 AS "waited",
  CAST(MAX(DATE_PART(EPOCH_MICROSECOND, "at")) AS DOUBLE) / 1000.0 AS "newest",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= TO_DATE('2025-12-30', 'YYYY-MM-DD')
  AND "at" < TO_DATE('2026-01-05', 'YYYY-MM-DD')
  AND DATE_PART(EPOCH_MICROSECOND, "at") >= 1767186000000000
  AND DATE_PART(EPOCH_MICROSECOND, "at") < 1767445200000000
GROUP BY 1, 2;

-- slices: approximate quantile and count of people, hours from half past
SELECT
  ((((CAST(ROUND("seconds" * 1000.0) AS BIGINT) - 1767227400000) - MOD((CAST(ROUND("seconds" * 1000.0) AS BIGINT) - 1767227400000), 3600000)) / 3600000) * 3600000) + 1767227400000 AS "bucket",
  APPROX_COUNT_DISTINCT(COLLATE(CAST("who" AS VARCHAR), '')) AS "people",
  APPROX_PERCENTILE(CAST("amount" AS DOUBLE), 0.5) AS "middle",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "seconds" >= 1767227400
  AND "seconds" < 1767312000
  AND ("page" = 'C' AND COLLATE(CAST("page" AS VARCHAR), '') = COLLATE(CAST('C' AS VARCHAR), ''))
GROUP BY 1;

-- slices: is
SELECT
  CAST(1767225600000 AS BIGINT) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= TO_DATE('2025-12-31', 'YYYY-MM-DD')
  AND "at" < TO_DATE('2026-01-03', 'YYYY-MM-DD')
  AND DATE_PART(EPOCH_MICROSECOND, "at") >= 1767225600000000
  AND DATE_PART(EPOCH_MICROSECOND, "at") < 1767312000000000
  AND ("device" = 'mobile' AND COLLATE(CAST("device" AS VARCHAR), '') = COLLATE(CAST('mobile' AS VARCHAR), ''))
GROUP BY 1;

-- slices: not keeps NULL
SELECT
  CAST(1767225600000 AS BIGINT) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= TO_DATE('2025-12-31', 'YYYY-MM-DD')
  AND "at" < TO_DATE('2026-01-03', 'YYYY-MM-DD')
  AND DATE_PART(EPOCH_MICROSECOND, "at") >= 1767225600000000
  AND DATE_PART(EPOCH_MICROSECOND, "at") < 1767312000000000
  AND (NOT ("device" = 'mobile' AND COLLATE(CAST("device" AS VARCHAR), '') = COLLATE(CAST('mobile' AS VARCHAR), '')) OR "device" IS NULL)
GROUP BY 1;

-- slices: in
SELECT
  CAST(1767225600000 AS BIGINT) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= TO_DATE('2025-12-31', 'YYYY-MM-DD')
  AND "at" < TO_DATE('2026-01-03', 'YYYY-MM-DD')
  AND DATE_PART(EPOCH_MICROSECOND, "at") >= 1767225600000000
  AND DATE_PART(EPOCH_MICROSECOND, "at") < 1767312000000000
  AND ("device" IN ('mobile', 'desktop') AND COLLATE(CAST("device" AS VARCHAR), '') IN (COLLATE(CAST('mobile' AS VARCHAR), ''), COLLATE(CAST('desktop' AS VARCHAR), '')))
GROUP BY 1;

-- slices: notIn keeps NULL
SELECT
  CAST(1767225600000 AS BIGINT) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= TO_DATE('2025-12-31', 'YYYY-MM-DD')
  AND "at" < TO_DATE('2026-01-03', 'YYYY-MM-DD')
  AND DATE_PART(EPOCH_MICROSECOND, "at") >= 1767225600000000
  AND DATE_PART(EPOCH_MICROSECOND, "at") < 1767312000000000
  AND (NOT ("device" IN ('mobile', 'desktop') AND COLLATE(CAST("device" AS VARCHAR), '') IN (COLLATE(CAST('mobile' AS VARCHAR), ''), COLLATE(CAST('desktop' AS VARCHAR), ''))) OR "device" IS NULL)
GROUP BY 1;

-- slices: is with a boolean
SELECT
  CAST(1767225600000 AS BIGINT) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= TO_DATE('2025-12-31', 'YYYY-MM-DD')
  AND "at" < TO_DATE('2026-01-03', 'YYYY-MM-DD')
  AND DATE_PART(EPOCH_MICROSECOND, "at") >= 1767225600000000
  AND DATE_PART(EPOCH_MICROSECOND, "at") < 1767312000000000
  AND "ok" = FALSE
GROUP BY 1;

-- slices: not with a number
SELECT
  CAST(1767225600000 AS BIGINT) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= TO_DATE('2025-12-31', 'YYYY-MM-DD')
  AND "at" < TO_DATE('2026-01-03', 'YYYY-MM-DD')
  AND DATE_PART(EPOCH_MICROSECOND, "at") >= 1767225600000000
  AND DATE_PART(EPOCH_MICROSECOND, "at") < 1767312000000000
  AND ("amount" <> 2.5 OR "amount" IS NULL)
GROUP BY 1;

-- slices: lt
SELECT
  CAST(1767225600000 AS BIGINT) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= TO_DATE('2025-12-31', 'YYYY-MM-DD')
  AND "at" < TO_DATE('2026-01-03', 'YYYY-MM-DD')
  AND DATE_PART(EPOCH_MICROSECOND, "at") >= 1767225600000000
  AND DATE_PART(EPOCH_MICROSECOND, "at") < 1767312000000000
  AND "amount" < 2.5
GROUP BY 1;

-- slices: lte
SELECT
  CAST(1767225600000 AS BIGINT) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= TO_DATE('2025-12-31', 'YYYY-MM-DD')
  AND "at" < TO_DATE('2026-01-03', 'YYYY-MM-DD')
  AND DATE_PART(EPOCH_MICROSECOND, "at") >= 1767225600000000
  AND DATE_PART(EPOCH_MICROSECOND, "at") < 1767312000000000
  AND "amount" <= 2.5
GROUP BY 1;

-- slices: gt
SELECT
  CAST(1767225600000 AS BIGINT) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= TO_DATE('2025-12-31', 'YYYY-MM-DD')
  AND "at" < TO_DATE('2026-01-03', 'YYYY-MM-DD')
  AND DATE_PART(EPOCH_MICROSECOND, "at") >= 1767225600000000
  AND DATE_PART(EPOCH_MICROSECOND, "at") < 1767312000000000
  AND "amount" > 2.5
GROUP BY 1;

-- slices: gte
SELECT
  CAST(1767225600000 AS BIGINT) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= TO_DATE('2025-12-31', 'YYYY-MM-DD')
  AND "at" < TO_DATE('2026-01-03', 'YYYY-MM-DD')
  AND DATE_PART(EPOCH_MICROSECOND, "at") >= 1767225600000000
  AND DATE_PART(EPOCH_MICROSECOND, "at") < 1767312000000000
  AND "amount" >= (-2.5e-7)
GROUP BY 1;

-- slices: present
SELECT
  CAST(1767225600000 AS BIGINT) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= TO_DATE('2025-12-31', 'YYYY-MM-DD')
  AND "at" < TO_DATE('2026-01-03', 'YYYY-MM-DD')
  AND DATE_PART(EPOCH_MICROSECOND, "at") >= 1767225600000000
  AND DATE_PART(EPOCH_MICROSECOND, "at") < 1767312000000000
  AND "device" IS NOT NULL
GROUP BY 1;

-- slices: not present
SELECT
  CAST(1767225600000 AS BIGINT) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= TO_DATE('2025-12-31', 'YYYY-MM-DD')
  AND "at" < TO_DATE('2026-01-03', 'YYYY-MM-DD')
  AND DATE_PART(EPOCH_MICROSECOND, "at") >= 1767225600000000
  AND DATE_PART(EPOCH_MICROSECOND, "at") < 1767312000000000
  AND "device" IS NULL
GROUP BY 1;

-- slices: matches
SELECT
  CAST(1767225600000 AS BIGINT) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= TO_DATE('2025-12-31', 'YYYY-MM-DD')
  AND "at" < TO_DATE('2026-01-03', 'YYYY-MM-DD')
  AND DATE_PART(EPOCH_MICROSECOND, "at") >= 1767225600000000
  AND DATE_PART(EPOCH_MICROSECOND, "at") < 1767312000000000
  AND REGEXP_LIKE(COLLATE(CAST("device" AS VARCHAR), ''), '([mM][^\\n]*e)', 'c')
GROUP BY 1;

-- slices: matches negated keeps NULL
SELECT
  CAST(1767225600000 AS BIGINT) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= TO_DATE('2025-12-31', 'YYYY-MM-DD')
  AND "at" < TO_DATE('2026-01-03', 'YYYY-MM-DD')
  AND DATE_PART(EPOCH_MICROSECOND, "at") >= 1767225600000000
  AND DATE_PART(EPOCH_MICROSECOND, "at") < 1767312000000000
  AND (NOT REGEXP_LIKE(COLLATE(CAST("device" AS VARCHAR), ''), '(mob[0-9A-Za-z_]+)', 'i') OR "device" IS NULL)
GROUP BY 1;

-- slices: matches only values
SELECT
  CAST(1767225600000 AS BIGINT) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= TO_DATE('2025-12-31', 'YYYY-MM-DD')
  AND "at" < TO_DATE('2026-01-03', 'YYYY-MM-DD')
  AND DATE_PART(EPOCH_MICROSECOND, "at") >= 1767225600000000
  AND DATE_PART(EPOCH_MICROSECOND, "at") < 1767312000000000
  AND REGEXP_LIKE(COLLATE(CAST("device" AS VARCHAR), ''), '((mobile|desktop))', 'c')
GROUP BY 1;

-- slices: any of all
SELECT
  CAST(1767225600000 AS BIGINT) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= TO_DATE('2025-12-31', 'YYYY-MM-DD')
  AND "at" < TO_DATE('2026-01-03', 'YYYY-MM-DD')
  AND DATE_PART(EPOCH_MICROSECOND, "at") >= 1767225600000000
  AND DATE_PART(EPOCH_MICROSECOND, "at") < 1767312000000000
  AND (("page" = 'B' AND COLLATE(CAST("page" AS VARCHAR), '') = COLLATE(CAST('B' AS VARCHAR), '')) OR (("page" = 'A' AND COLLATE(CAST("page" AS VARCHAR), '') = COLLATE(CAST('A' AS VARCHAR), '')) AND "amount" > 0))
GROUP BY 1;

-- slices: awkward text
SELECT
  CAST(1767225600000 AS BIGINT) AS "bucket",
  COUNT(*) AS "observed"
FROM "shop"."events"
WHERE "at" >= TO_DATE('2025-12-31', 'YYYY-MM-DD')
  AND "at" < TO_DATE('2026-01-03', 'YYYY-MM-DD')
  AND DATE_PART(EPOCH_MICROSECOND, "at") >= 1767225600000000
  AND DATE_PART(EPOCH_MICROSECOND, "at") < 1767312000000000
  AND (NOT ("device" IN ('o''brien', 'a\\b', '\x24__interval', '\x5B[x]]') AND COLLATE(CAST("device" AS VARCHAR), '') IN (COLLATE(CAST('o''brien' AS VARCHAR), ''), COLLATE(CAST('a\\b' AS VARCHAR), ''), COLLATE(CAST('\x24__interval' AS VARCHAR), ''), COLLATE(CAST('\x5B[x]]' AS VARCHAR), ''))) OR "device" IS NULL)
GROUP BY 1;

-- experiment: sums within a window, and of the time before; some saw several variants
WITH "plumbline_exposed" AS ( -- every exposure, who and when and to which variant
  SELECT
    COLLATE(CAST("who" AS VARCHAR), '') AS "u",
    DATE_PART(EPOCH_MICROSECOND, "at") AS "t",
    CASE WHEN "page" = 'A' AND COLLATE(CAST("page" AS VARCHAR), '') = COLLATE(CAST('A' AS VARCHAR), '') THEN 0 WHEN "page" = 'C' AND COLLATE(CAST("page" AS VARCHAR), '') = COLLATE(CAST('C' AS VARCHAR), '') THEN 1 WHEN "page" IS NOT NULL THEN 2 END AS "v"
  FROM "shop"."events"
  WHERE "at" >= TO_DATE('2025-12-31', 'YYYY-MM-DD')
    AND "at" < TO_DATE('2026-01-03', 'YYYY-MM-DD')
    AND DATE_PART(EPOCH_MICROSECOND, "at") >= 1767225600000000
    AND DATE_PART(EPOCH_MICROSECOND, "at") < 1767312000000000
    AND ("page" IN ('A', 'C') AND COLLATE(CAST("page" AS VARCHAR), '') IN (COLLATE(CAST('A' AS VARCHAR), ''), COLLATE(CAST('C' AS VARCHAR), '')))
    AND "who" IS NOT NULL
),
"plumbline_units" AS ( -- each unit with its first exposure, and the variants that it saw
  SELECT
    "u",
    COALESCE(MIN(CASE WHEN "v" IS NOT NULL THEN "t" END), MIN("t")) AS "t0",
    MIN("v") AS "lo",
    MAX("v") AS "hi"
  FROM "plumbline_exposed"
  GROUP BY 1
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
    COLLATE(CAST("who" AS VARCHAR), '') AS "u",
    DATE_PART(EPOCH_MICROSECOND, "at") AS "t",
    "amount" AS "m",
    1 AS "b"
  FROM "shop"."events"
  WHERE "at" >= TO_DATE('2025-12-31', 'YYYY-MM-DD')
    AND "at" < TO_DATE('2026-01-03', 'YYYY-MM-DD')
    AND DATE_PART(EPOCH_MICROSECOND, "at") >= 1767222000000000
    AND DATE_PART(EPOCH_MICROSECOND, "at") < 1767315600001000
    AND "who" IS NOT NULL
),
"plumbline_outcomes" AS ( -- each unit once, with what it did in its window
  SELECT
    "plumbline_chosen"."u" AS "u",
    "plumbline_chosen"."v" AS "v",
    "plumbline_chosen"."t0" AS "t0",
    CAST(COALESCE(SUM(CASE WHEN "plumbline_happened"."b" = 1 AND "plumbline_happened"."t" > "plumbline_chosen"."t0" AND "plumbline_happened"."t" <= ("plumbline_chosen"."t0" + 3600000000) THEN "plumbline_happened"."m" END), 0) AS DOUBLE) AS "y",
    CAST(COALESCE(SUM(CASE WHEN "plumbline_happened"."b" = 1 AND "plumbline_happened"."t" >= ("plumbline_chosen"."t0" + (-3600000000)) AND "plumbline_happened"."t" < "plumbline_chosen"."t0" THEN "plumbline_happened"."m" END), 0) AS DOUBLE) AS "x"
  FROM "plumbline_chosen"
    LEFT JOIN "plumbline_happened" ON "plumbline_happened"."u" = "plumbline_chosen"."u"
  GROUP BY 1, 2, 3
)
SELECT
  "v" AS "variant",
  COUNT(*) AS "exposed",
  COUNT(CASE WHEN "t0" < 1767351600000000 THEN 1 END) AS "ripe",
  COALESCE(SUM(CASE WHEN "t0" < 1767351600000000 THEN "y" END), CAST(0 AS DOUBLE)) AS "sy",
  COALESCE(SUM(CASE WHEN "t0" < 1767351600000000 THEN "y" * "y" END), CAST(0 AS DOUBLE)) AS "syy",
  COALESCE(SUM(CASE WHEN "t0" < 1767351600000000 THEN "x" END), CAST(0 AS DOUBLE)) AS "sx",
  COALESCE(SUM(CASE WHEN "t0" < 1767351600000000 THEN "x" * "x" END), CAST(0 AS DOUBLE)) AS "sxx",
  COALESCE(SUM(CASE WHEN "t0" < 1767351600000000 THEN "x" * "y" END), CAST(0 AS DOUBLE)) AS "sxy"
FROM "plumbline_outcomes"
GROUP BY 1;

-- experiment: conversions by the device of the exposure, filtered; a window that is not over
WITH "plumbline_exposed" AS ( -- every exposure, who and when and to which variant
  SELECT
    COLLATE(CAST("who" AS VARCHAR), '') AS "u",
    DATE_PART(EPOCH_MICROSECOND, "at") AS "t",
    CASE WHEN "page" = 'A' AND COLLATE(CAST("page" AS VARCHAR), '') = COLLATE(CAST('A' AS VARCHAR), '') THEN 0 WHEN "page" = 'C' AND COLLATE(CAST("page" AS VARCHAR), '') = COLLATE(CAST('C' AS VARCHAR), '') THEN 1 WHEN "page" IS NOT NULL THEN 2 END AS "v",
    CASE WHEN "page" IS NULL THEN 1 ELSE 0 END AS "n",
    CASE WHEN NOT ("device" = 'desktop' AND COLLATE(CAST("device" AS VARCHAR), '') = COLLATE(CAST('desktop' AS VARCHAR), '')) OR "device" IS NULL THEN 1 ELSE 0 END AS "f",
    COLLATE(CAST("device" AS VARCHAR), '') AS "g1",
    COLLATE(CAST("device" AS VARCHAR), '') AS "k1"
  FROM "shop"."events"
  WHERE "at" >= TO_DATE('2025-12-31', 'YYYY-MM-DD')
    AND "at" < TO_DATE('2026-01-03', 'YYYY-MM-DD')
    AND DATE_PART(EPOCH_MICROSECOND, "at") >= 1767225600000000
    AND DATE_PART(EPOCH_MICROSECOND, "at") < 1767312000000000
    AND ("page" = 'A' AND COLLATE(CAST("page" AS VARCHAR), '') = COLLATE(CAST('A' AS VARCHAR), ''))
    AND "who" IS NOT NULL
),
"plumbline_units" AS ( -- each unit with its first exposure, and the variants that it saw
  SELECT
    "u",
    "t" AS "t0",
    MIN("v") OVER (PARTITION BY "u") AS "lo",
    MAX("v") OVER (PARTITION BY "u") AS "hi",
    "f",
    "g1",
    ROW_NUMBER() OVER (PARTITION BY "u" ORDER BY "n", "t", "k1" NULLS LAST) AS "place"
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
    COLLATE(CAST("who" AS VARCHAR), '') AS "u",
    DATE_PART(EPOCH_MICROSECOND, "at") AS "t",
    1 AS "m",
    1 AS "b"
  FROM "shop"."events"
  WHERE "at" >= TO_DATE('2025-12-31', 'YYYY-MM-DD')
    AND "at" < TO_DATE('2026-01-03', 'YYYY-MM-DD')
    AND DATE_PART(EPOCH_MICROSECOND, "at") >= 1767225600000000
    AND DATE_PART(EPOCH_MICROSECOND, "at") < 1767315600000000
    AND ("page" IN ('B', 'C') AND COLLATE(CAST("page" AS VARCHAR), '') IN (COLLATE(CAST('B' AS VARCHAR), ''), COLLATE(CAST('C' AS VARCHAR), '')))
    AND "who" IS NOT NULL
),
"plumbline_outcomes" AS ( -- each unit once, with what it did in its window
  SELECT
    "plumbline_chosen"."u" AS "u",
    "plumbline_chosen"."v" AS "v",
    "plumbline_chosen"."t0" AS "t0",
    "plumbline_chosen"."g1" AS "g1",
    CAST(COALESCE(MAX(CASE WHEN "plumbline_happened"."b" = 1 AND "plumbline_happened"."t" > "plumbline_chosen"."t0" AND "plumbline_happened"."t" <= ("plumbline_chosen"."t0" + 7200000000) THEN 1 END), 0) AS DOUBLE) AS "y"
  FROM "plumbline_chosen"
    LEFT JOIN "plumbline_happened" ON "plumbline_happened"."u" = "plumbline_chosen"."u"
  GROUP BY 1, 2, 3, 4
)
SELECT
  "v" AS "variant",
  "g1" AS "device",
  COUNT(*) AS "exposed",
  COUNT(CASE WHEN "t0" < 1767308400000000 THEN 1 END) AS "ripe",
  COALESCE(SUM(CASE WHEN "t0" < 1767308400000000 THEN "y" END), CAST(0 AS DOUBLE)) AS "sy",
  COALESCE(SUM(CASE WHEN "t0" < 1767308400000000 THEN "y" * "y" END), CAST(0 AS DOUBLE)) AS "syy"
FROM "plumbline_outcomes"
GROUP BY 1, 2;

-- experiment: a ratio of sums to the end of the range, with a variant that nobody named
WITH "plumbline_exposed" AS ( -- every exposure, who and when and to which variant
  SELECT
    COLLATE(CAST("who" AS VARCHAR), '') AS "u",
    DATE_PART(EPOCH_MICROSECOND, "at") AS "t",
    CASE WHEN "page" = 'C' AND COLLATE(CAST("page" AS VARCHAR), '') = COLLATE(CAST('C' AS VARCHAR), '') THEN 0 WHEN "page" IS NOT NULL THEN 1 END AS "v"
  FROM "shop"."events"
  WHERE "at" >= TO_DATE('2025-12-31', 'YYYY-MM-DD')
    AND "at" < TO_DATE('2026-01-03', 'YYYY-MM-DD')
    AND DATE_PART(EPOCH_MICROSECOND, "at") >= 1767225600000000
    AND DATE_PART(EPOCH_MICROSECOND, "at") < 1767312000000000
    AND ("page" = 'A' AND COLLATE(CAST("page" AS VARCHAR), '') = COLLATE(CAST('A' AS VARCHAR), ''))
    AND "who" IS NOT NULL
),
"plumbline_units" AS ( -- each unit with its first exposure, and the variants that it saw
  SELECT
    "u",
    COALESCE(MIN(CASE WHEN "v" IS NOT NULL THEN "t" END), MIN("t")) AS "t0",
    MIN("v") AS "lo",
    MAX("v") AS "hi"
  FROM "plumbline_exposed"
  GROUP BY 1
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
    COLLATE(CAST("who" AS VARCHAR), '') AS "u",
    DATE_PART(EPOCH_MICROSECOND, "at") AS "t",
    "amount" AS "m",
    1 AS "d",
    1 AS "b"
  FROM "shop"."events"
  WHERE "at" >= TO_DATE('2025-12-31', 'YYYY-MM-DD')
    AND "at" < TO_DATE('2026-01-03', 'YYYY-MM-DD')
    AND DATE_PART(EPOCH_MICROSECOND, "at") >= 1767225600000000
    AND DATE_PART(EPOCH_MICROSECOND, "at") < 1767312000000000
    AND "amount" IS NOT NULL
    AND "who" IS NOT NULL
),
"plumbline_outcomes" AS ( -- each unit once, with what it did in its window
  SELECT
    "plumbline_chosen"."u" AS "u",
    "plumbline_chosen"."v" AS "v",
    CAST(COALESCE(SUM(CASE WHEN "plumbline_happened"."b" = 1 AND "plumbline_happened"."t" > "plumbline_chosen"."t0" THEN "plumbline_happened"."m" END), 0) AS DOUBLE) AS "y",
    CAST(COALESCE(SUM(CASE WHEN "plumbline_happened"."b" = 1 AND "plumbline_happened"."t" > "plumbline_chosen"."t0" THEN "plumbline_happened"."d" END), 0) AS DOUBLE) AS "x"
  FROM "plumbline_chosen"
    LEFT JOIN "plumbline_happened" ON "plumbline_happened"."u" = "plumbline_chosen"."u"
  GROUP BY 1, 2
)
SELECT
  "v" AS "variant",
  COUNT(*) AS "exposed",
  COUNT(*) AS "ripe",
  COALESCE(SUM("y"), CAST(0 AS DOUBLE)) AS "sy",
  COALESCE(SUM("y" * "y"), CAST(0 AS DOUBLE)) AS "syy",
  COALESCE(SUM("x"), CAST(0 AS DOUBLE)) AS "sx",
  COALESCE(SUM("x" * "x"), CAST(0 AS DOUBLE)) AS "sxx",
  COALESCE(SUM("x" * "y"), CAST(0 AS DOUBLE)) AS "sxy"
FROM "plumbline_outcomes"
GROUP BY 1;

-- funnel: Mixpanel: the first start only reaches B
WITH "plumbline_events" AS ( -- the events of the steps, one row each
  SELECT
    COLLATE(CAST("who" AS VARCHAR), '') AS "u",
    DATE_PART(EPOCH_MICROSECOND, "at") AS "t",
    CASE WHEN ("page" = 'A' AND COLLATE(CAST("page" AS VARCHAR), '') = COLLATE(CAST('A' AS VARCHAR), '')) AND DATE_PART(EPOCH_MICROSECOND, "at") < 1767312000000000 THEN 1 END AS "e0",
    CASE WHEN "page" = 'B' AND COLLATE(CAST("page" AS VARCHAR), '') = COLLATE(CAST('B' AS VARCHAR), '') THEN 1 END AS "e2",
    CASE WHEN "page" IN ('C', 'D') AND COLLATE(CAST("page" AS VARCHAR), '') IN (COLLATE(CAST('C' AS VARCHAR), ''), COLLATE(CAST('D' AS VARCHAR), '')) THEN 1 END AS "e3"
  FROM "shop"."events"
  WHERE "at" >= TO_DATE('2025-12-31', 'YYYY-MM-DD')
    AND "at" < TO_DATE('2026-01-03', 'YYYY-MM-DD')
    AND DATE_PART(EPOCH_MICROSECOND, "at") >= 1767225600000000
    AND DATE_PART(EPOCH_MICROSECOND, "at") < 1767315600000000
    AND "who" IS NOT NULL
    AND (("page" = 'A' AND COLLATE(CAST("page" AS VARCHAR), '') = COLLATE(CAST('A' AS VARCHAR), '')) OR ("page" = 'B' AND COLLATE(CAST("page" AS VARCHAR), '') = COLLATE(CAST('B' AS VARCHAR), '')) OR ("page" IN ('C', 'D') AND COLLATE(CAST("page" AS VARCHAR), '') IN (COLLATE(CAST('C' AS VARCHAR), ''), COLLATE(CAST('D' AS VARCHAR), ''))))
),
"plumbline_instants" AS ( -- one row an instant
  SELECT
    "u",
    "t",
    MAX("e0") AS "s0",
    MAX("e2") AS "s2",
    MAX("e3") AS "s3"
  FROM "plumbline_events"
  GROUP BY 1, 2
),
"plumbline_next3" AS ( -- when the following steps come at the earliest, read backwards in time
  SELECT
    "u",
    "t",
    "s0",
    "s2",
    MIN(CASE WHEN "s3" >= 1 THEN "t" END) OVER (PARTITION BY "u" ORDER BY "t" DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS "t3"
  FROM "plumbline_instants"
),
"plumbline_next2" AS ( -- when the following steps come at the earliest, read backwards in time
  SELECT
    "u",
    "t",
    "s0",
    MIN(CASE WHEN "s2" >= 1 THEN "t" END) OVER (PARTITION BY "u" ORDER BY "t" DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS "t2",
    MIN(CASE WHEN "s2" >= 1 THEN "t3" END) OVER (PARTITION BY "u" ORDER BY "t" DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS "t3"
  FROM "plumbline_next3"
),
"plumbline_attempts" AS ( -- every start, and how many steps it reached within the window
  SELECT
    "u",
    "t" AS "t1",
    "t2",
    "t3",
    CASE WHEN ("t3" - "t") <= 3600000000 THEN 3 WHEN ("t2" - "t") <= 3600000000 THEN 2 ELSE 1 END AS "depth",
    MIN("t") OVER (PARTITION BY "u") AS "first"
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
    ROW_NUMBER() OVER (PARTITION BY "u" ORDER BY "depth" DESC, "t1") AS "place"
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
)
SELECT
  COUNT(CASE WHEN "level" >= 1 THEN 1 END) AS "n1",
  COUNT(CASE WHEN "level" >= 2 THEN 1 END) AS "n2",
  COUNT(CASE WHEN "level" >= 3 THEN 1 END) AS "n3",
  COUNT(CASE WHEN "open" >= 1 THEN 1 END) AS "open",
  PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY "d2") / 1000.0 AS "m2",
  PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY "d3") / 1000.0 AS "m3"
FROM "plumbline_counted";

-- funnel: Mixpanel: any start converts
WITH "plumbline_events" AS ( -- the events of the steps, one row each
  SELECT
    COLLATE(CAST("who" AS VARCHAR), '') AS "u",
    DATE_PART(EPOCH_MICROSECOND, "at") AS "t",
    CASE WHEN ("page" = 'A' AND COLLATE(CAST("page" AS VARCHAR), '') = COLLATE(CAST('A' AS VARCHAR), '')) AND (NOT ("device" = 'mobile' AND COLLATE(CAST("device" AS VARCHAR), '') = COLLATE(CAST('mobile' AS VARCHAR), '')) OR "device" IS NULL) THEN 1 END AS "e0",
    CASE WHEN "page" = 'B' AND COLLATE(CAST("page" AS VARCHAR), '') = COLLATE(CAST('B' AS VARCHAR), '') THEN 1 END AS "e2",
    CASE WHEN "page" IN ('C', 'D') AND COLLATE(CAST("page" AS VARCHAR), '') IN (COLLATE(CAST('C' AS VARCHAR), ''), COLLATE(CAST('D' AS VARCHAR), '')) THEN 1 END AS "e3",
    COLLATE(CAST("device" AS VARCHAR), '') AS "g1"
  FROM "shop"."events"
  WHERE "at" >= TO_DATE('2025-12-31', 'YYYY-MM-DD')
    AND "at" < TO_DATE('2026-01-03', 'YYYY-MM-DD')
    AND DATE_PART(EPOCH_MICROSECOND, "at") >= 1767225600000000
    AND DATE_PART(EPOCH_MICROSECOND, "at") < 1767312000000000
    AND "who" IS NOT NULL
    AND (("page" = 'A' AND COLLATE(CAST("page" AS VARCHAR), '') = COLLATE(CAST('A' AS VARCHAR), '')) OR ("page" = 'B' AND COLLATE(CAST("page" AS VARCHAR), '') = COLLATE(CAST('B' AS VARCHAR), '')) OR ("page" IN ('C', 'D') AND COLLATE(CAST("page" AS VARCHAR), '') IN (COLLATE(CAST('C' AS VARCHAR), ''), COLLATE(CAST('D' AS VARCHAR), ''))))
),
"plumbline_merged" AS ( -- the events of one instant together, and the group that counts for them
  SELECT
    "u",
    "t",
    MAX("e0") OVER (PARTITION BY "u", "t") AS "s0",
    MAX("e2") OVER (PARTITION BY "u", "t") AS "s2",
    MAX("e3") OVER (PARTITION BY "u", "t") AS "s3",
    "g1",
    ROW_NUMBER() OVER (PARTITION BY "u", "t" ORDER BY CASE WHEN "e0" >= 1 THEN 0 ELSE 1 END, "g1" NULLS LAST) AS "place"
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
    MIN(CASE WHEN "s3" >= 1 THEN "t" END) OVER (PARTITION BY "u" ORDER BY "t" DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS "t3"
  FROM "plumbline_instants"
),
"plumbline_next2" AS ( -- when the following steps come at the earliest, read backwards in time
  SELECT
    "u",
    "t",
    "s0",
    "g1",
    MIN(CASE WHEN "s2" >= 1 THEN "t" END) OVER (PARTITION BY "u" ORDER BY "t" DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS "t2",
    MIN(CASE WHEN "s2" >= 1 THEN "t3" END) OVER (PARTITION BY "u" ORDER BY "t" DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS "t3"
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
    CASE WHEN "depth" < 3 AND MAX("alive") OVER (PARTITION BY "u") >= 1 THEN 1 ELSE 0 END AS "still",
    ROW_NUMBER() OVER (PARTITION BY "u" ORDER BY "depth" DESC, "t1", "g1" NULLS LAST) AS "place"
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
)
SELECT
  "g1" AS "device",
  COUNT(CASE WHEN "level" >= 1 THEN 1 END) AS "n1",
  COUNT(CASE WHEN "level" >= 2 THEN 1 END) AS "n2",
  COUNT(CASE WHEN "level" >= 3 THEN 1 END) AS "n3",
  COUNT(CASE WHEN "open" >= 1 THEN 1 END) AS "open",
  PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY "d2") / 1000.0 AS "m2",
  PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY "d3") / 1000.0 AS "m3"
FROM "plumbline_counted"
GROUP BY 1;

-- funnel: loose ties
WITH "plumbline_events" AS ( -- the events of the steps, one row each
  SELECT
    COLLATE(CAST("who" AS VARCHAR), '') AS "u",
    DATE_PART(EPOCH_MICROSECOND, "at") AS "t",
    CASE WHEN "page" = 'A' AND COLLATE(CAST("page" AS VARCHAR), '') = COLLATE(CAST('A' AS VARCHAR), '') THEN 1 END AS "e0",
    CASE WHEN "page" = 'B' AND COLLATE(CAST("page" AS VARCHAR), '') = COLLATE(CAST('B' AS VARCHAR), '') THEN 1 END AS "e2",
    CASE WHEN "page" IN ('C', 'D') AND COLLATE(CAST("page" AS VARCHAR), '') IN (COLLATE(CAST('C' AS VARCHAR), ''), COLLATE(CAST('D' AS VARCHAR), '')) THEN 1 END AS "e3"
  FROM "shop"."events"
  WHERE "at" >= TO_DATE('2025-12-31', 'YYYY-MM-DD')
    AND "at" < TO_DATE('2026-01-03', 'YYYY-MM-DD')
    AND DATE_PART(EPOCH_MICROSECOND, "at") >= 1767225600000000
    AND DATE_PART(EPOCH_MICROSECOND, "at") < 1767312000000000
    AND "who" IS NOT NULL
    AND (("page" = 'A' AND COLLATE(CAST("page" AS VARCHAR), '') = COLLATE(CAST('A' AS VARCHAR), '')) OR ("page" = 'B' AND COLLATE(CAST("page" AS VARCHAR), '') = COLLATE(CAST('B' AS VARCHAR), '')) OR ("page" IN ('C', 'D') AND COLLATE(CAST("page" AS VARCHAR), '') IN (COLLATE(CAST('C' AS VARCHAR), ''), COLLATE(CAST('D' AS VARCHAR), ''))))
),
"plumbline_instants" AS ( -- one row an instant
  SELECT
    "u",
    "t",
    MAX("e0") AS "s0",
    MAX("e2") AS "s2",
    MAX("e3") AS "s3"
  FROM "plumbline_events"
  GROUP BY 1, 2
),
"plumbline_next3" AS ( -- when the following steps come at the earliest, read backwards in time
  SELECT
    "u",
    "t",
    "s0",
    "s2",
    MIN(CASE WHEN "s3" >= 1 THEN "t" END) OVER (PARTITION BY "u" ORDER BY "t" DESC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS "t3"
  FROM "plumbline_instants"
),
"plumbline_next2" AS ( -- when the following steps come at the earliest, read backwards in time
  SELECT
    "u",
    "t",
    "s0",
    MIN(CASE WHEN "s2" >= 1 THEN "t" END) OVER (PARTITION BY "u" ORDER BY "t" DESC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS "t2",
    MIN(CASE WHEN "s2" >= 1 THEN "t3" END) OVER (PARTITION BY "u" ORDER BY "t" DESC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS "t3"
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
    CASE WHEN "depth" < 3 AND MAX("alive") OVER (PARTITION BY "u") >= 1 THEN 1 ELSE 0 END AS "still",
    ROW_NUMBER() OVER (PARTITION BY "u" ORDER BY "depth" DESC, "t1") AS "place"
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
)
SELECT
  COUNT(CASE WHEN "level" >= 1 THEN 1 END) AS "n1",
  COUNT(CASE WHEN "level" >= 2 THEN 1 END) AS "n2",
  COUNT(CASE WHEN "level" >= 3 THEN 1 END) AS "n3",
  COUNT(CASE WHEN "open" >= 1 THEN 1 END) AS "open",
  PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY "d2") / 1000.0 AS "m2",
  PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY "d3") / 1000.0 AS "m3"
FROM "plumbline_counted";

-- funnel: one step
WITH "plumbline_events" AS ( -- the events of the steps, one row each
  SELECT
    COLLATE(CAST("who" AS VARCHAR), '') AS "u",
    DATE_PART(EPOCH_MICROSECOND, "at") AS "t",
    CASE WHEN "page" = 'A' AND COLLATE(CAST("page" AS VARCHAR), '') = COLLATE(CAST('A' AS VARCHAR), '') THEN 1 END AS "e0"
  FROM "shop"."events"
  WHERE "at" >= TO_DATE('2025-12-31', 'YYYY-MM-DD')
    AND "at" < TO_DATE('2026-01-03', 'YYYY-MM-DD')
    AND DATE_PART(EPOCH_MICROSECOND, "at") >= 1767225600000000
    AND DATE_PART(EPOCH_MICROSECOND, "at") < 1767312000000000
    AND "who" IS NOT NULL
    AND ("page" = 'A' AND COLLATE(CAST("page" AS VARCHAR), '') = COLLATE(CAST('A' AS VARCHAR), ''))
),
"plumbline_instants" AS ( -- one row an instant
  SELECT
    "u",
    "t",
    MAX("e0") AS "s0"
  FROM "plumbline_events"
  GROUP BY 1, 2
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
    CASE WHEN "depth" < 1 AND MAX("alive") OVER (PARTITION BY "u") >= 1 THEN 1 ELSE 0 END AS "still",
    ROW_NUMBER() OVER (PARTITION BY "u" ORDER BY "depth" DESC, "t1") AS "place"
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
    COLLATE(CAST("who" AS VARCHAR), '') AS "u",
    MIN(DATE_PART(EPOCH_MICROSECOND, "at")) AS "t0"
  FROM "shop"."events"
  WHERE "at" >= TO_DATE('1969-12-31', 'YYYY-MM-DD')
    AND "at" < TO_DATE('2026-01-03', 'YYYY-MM-DD')
    AND DATE_PART(EPOCH_MICROSECOND, "at") >= 0
    AND DATE_PART(EPOCH_MICROSECOND, "at") < 1767312000000000
    AND ("page" = 'A' AND COLLATE(CAST("page" AS VARCHAR), '') = COLLATE(CAST('A' AS VARCHAR), ''))
    AND "who" IS NOT NULL
  GROUP BY 1
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
    COLLATE(CAST("who" AS VARCHAR), '') AS "u",
    DATE_PART(EPOCH_MICROSECOND, "at") AS "t",
    1 AS "b"
  FROM "shop"."events"
  WHERE "at" >= TO_DATE('2025-12-31', 'YYYY-MM-DD')
    AND "at" < TO_DATE('2026-01-03', 'YYYY-MM-DD')
    AND DATE_PART(EPOCH_MICROSECOND, "at") >= 1767225600000000
    AND DATE_PART(EPOCH_MICROSECOND, "at") < 1767322800000000
    AND "who" IS NOT NULL
    AND ("page" IN ('A', 'B', 'C') AND COLLATE(CAST("page" AS VARCHAR), '') IN (COLLATE(CAST('A' AS VARCHAR), ''), COLLATE(CAST('B' AS VARCHAR), ''), COLLATE(CAST('C' AS VARCHAR), '')))
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
  GROUP BY 1, 2
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
    COLLATE(CAST("who" AS VARCHAR), '') AS "u",
    MIN(DATE_PART(EPOCH_MICROSECOND, "at")) AS "t0"
  FROM "shop"."events"
  WHERE "at" >= TO_DATE('2025-12-31', 'YYYY-MM-DD')
    AND "at" < TO_DATE('2026-01-03', 'YYYY-MM-DD')
    AND DATE_PART(EPOCH_MICROSECOND, "at") >= 1767225600000000
    AND DATE_PART(EPOCH_MICROSECOND, "at") < 1767312000000000
    AND ("page" = 'A' AND COLLATE(CAST("page" AS VARCHAR), '') = COLLATE(CAST('A' AS VARCHAR), ''))
    AND "who" IS NOT NULL
  GROUP BY 1
),
"plumbline_cohorts" AS ( -- the cohort of each actor, and the period in which it started
  SELECT
    "u",
    "t0",
    CAST(floor(CAST("t0" - 1767225600000000 AS DOUBLE) / 3600000000.0) AS BIGINT) AS "p0",
    CAST(floor(CAST("t0" - 1767225600000000 AS DOUBLE) / 43200000000.0) AS BIGINT) AS "c"
  FROM "plumbline_starts"
  WHERE "t0" >= 1767225600000000
),
"plumbline_returns" AS ( -- returns from then on
  SELECT
    COLLATE(CAST("who" AS VARCHAR), '') AS "u",
    DATE_PART(EPOCH_MICROSECOND, "at") AS "t",
    CAST(floor(CAST(DATE_PART(EPOCH_MICROSECOND, "at") - 1767225600000000 AS DOUBLE) / 3600000000.0) AS BIGINT) AS "p",
    1 AS "b"
  FROM "shop"."events"
  WHERE "at" >= TO_DATE('2025-12-31', 'YYYY-MM-DD')
    AND "at" < TO_DATE('2026-01-03', 'YYYY-MM-DD')
    AND DATE_PART(EPOCH_MICROSECOND, "at") >= 1767225600000000
    AND DATE_PART(EPOCH_MICROSECOND, "at") < 1767322800000000
    AND "who" IS NOT NULL
    AND ("page" IN ('B', 'C') AND COLLATE(CAST("page" AS VARCHAR), '') IN (COLLATE(CAST('B' AS VARCHAR), ''), COLLATE(CAST('C' AS VARCHAR), '')))
),
"plumbline_actors" AS ( -- each actor once, with the periods after its start in which it came back
  SELECT
    "plumbline_cohorts"."u" AS "u",
    "plumbline_cohorts"."p0" AS "p0",
    "plumbline_cohorts"."c" AS "c",
    MIN(CASE WHEN "plumbline_returns"."b" = 1 AND "plumbline_returns"."t" >= "plumbline_cohorts"."t0" AND ("plumbline_returns"."p" - "plumbline_cohorts"."p0") >= 1 THEN "plumbline_returns"."p" - "plumbline_cohorts"."p0" END) AS "soon"
  FROM "plumbline_cohorts"
    LEFT JOIN "plumbline_returns" ON "plumbline_returns"."u" = "plumbline_cohorts"."u"
  GROUP BY 1, 2, 3
)
SELECT
  "c" AS "cohort",
  COUNT(*) AS "size",
  COUNT(CASE WHEN "p0" <= 33 THEN 1 END) AS "e1",
  COUNT(CASE WHEN "p0" <= 31 THEN 1 END) AS "e2",
  COUNT(CASE WHEN "p0" <= 33 AND "soon" <= 1 THEN 1 END) AS "r1",
  COUNT(CASE WHEN "p0" <= 31 AND "soon" <= 3 THEN 1 END) AS "r2"
FROM "plumbline_actors"
GROUP BY 1;

-- retention: on or after, by the device of the start, filtered
WITH "plumbline_started" AS ( -- the starts of each actor
  SELECT
    COLLATE(CAST("who" AS VARCHAR), '') AS "u",
    DATE_PART(EPOCH_MICROSECOND, "at") AS "t0",
    CASE WHEN NOT ("device" = 'Mobile' AND COLLATE(CAST("device" AS VARCHAR), '') = COLLATE(CAST('Mobile' AS VARCHAR), '')) OR "device" IS NULL THEN 1 ELSE 0 END AS "f",
    COLLATE(CAST("device" AS VARCHAR), '') AS "g1",
    COLLATE(CAST("device" AS VARCHAR), '') AS "k1"
  FROM "shop"."events"
  WHERE "at" >= TO_DATE('1969-12-31', 'YYYY-MM-DD')
    AND "at" < TO_DATE('2026-01-03', 'YYYY-MM-DD')
    AND DATE_PART(EPOCH_MICROSECOND, "at") >= 0
    AND DATE_PART(EPOCH_MICROSECOND, "at") < 1767312000000000
    AND ("page" = 'A' AND COLLATE(CAST("page" AS VARCHAR), '') = COLLATE(CAST('A' AS VARCHAR), ''))
    AND "who" IS NOT NULL
),
"plumbline_starts" AS ( -- the first start of each actor
  SELECT
    "u",
    "t0",
    "f",
    "g1",
    ROW_NUMBER() OVER (PARTITION BY "u" ORDER BY "t0", "k1" NULLS LAST) AS "place"
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
    COLLATE(CAST("who" AS VARCHAR), '') AS "u",
    DATE_PART(EPOCH_MICROSECOND, "at") AS "t",
    1 AS "b"
  FROM "shop"."events"
  WHERE "at" >= TO_DATE('2025-12-31', 'YYYY-MM-DD')
    AND "at" < TO_DATE('2026-01-04', 'YYYY-MM-DD')
    AND DATE_PART(EPOCH_MICROSECOND, "at") >= 1767225600000000
    AND DATE_PART(EPOCH_MICROSECOND, "at") < 1767355200000000
    AND "who" IS NOT NULL
    AND ("page" = 'B' AND COLLATE(CAST("page" AS VARCHAR), '') = COLLATE(CAST('B' AS VARCHAR), ''))
),
"plumbline_actors" AS ( -- each actor once, with the periods after its start in which it came back
  SELECT
    "plumbline_cohorts"."u" AS "u",
    "plumbline_cohorts"."t0" AS "t0",
    "plumbline_cohorts"."g1" AS "g1",
    MAX(CASE WHEN "plumbline_returns"."b" = 1 AND "plumbline_returns"."t" >= "plumbline_cohorts"."t0" AND CAST(floor(CAST("plumbline_returns"."t" - "plumbline_cohorts"."t0" AS DOUBLE) / 3600000000.0) AS BIGINT) >= 1 THEN CAST(floor(CAST("plumbline_returns"."t" - "plumbline_cohorts"."t0" AS DOUBLE) / 3600000000.0) AS BIGINT) END) AS "last"
  FROM "plumbline_cohorts"
    LEFT JOIN "plumbline_returns" ON "plumbline_returns"."u" = "plumbline_cohorts"."u"
  GROUP BY 1, 2, 3
)
SELECT
  "g1" AS "device",
  COUNT(*) AS "size",
  COUNT(CASE WHEN "t0" <= 1767348000000000 THEN 1 END) AS "e1",
  COUNT(CASE WHEN "t0" <= 1767348000000000 AND "last" >= 1 THEN 1 END) AS "r1"
FROM "plumbline_actors"
GROUP BY 1;

-- rows: single rows, the latest first
SELECT
  CAST(((((DATE_PART(EPOCH_MICROSECOND, "at") + 62135596800000000) - MOD((DATE_PART(EPOCH_MICROSECOND, "at") + 62135596800000000), 1000)) / 1000) * 1) - 62135596800000 AS BIGINT) AS "at",
  COLLATE(CAST("who" AS VARCHAR), '') AS "c1",
  "amount" AS "c2",
  CAST(((((DATE_PART(EPOCH_MICROSECOND, "at") + 62135596800000000) - MOD((DATE_PART(EPOCH_MICROSECOND, "at") + 62135596800000000), 1000)) / 1000) * 1) - 62135596800000 AS BIGINT) AS "c3"
FROM "shop"."events"
WHERE "at" >= TO_DATE('2025-12-31', 'YYYY-MM-DD')
  AND "at" < TO_DATE('2026-01-03', 'YYYY-MM-DD')
  AND DATE_PART(EPOCH_MICROSECOND, "at") >= 1767225600000000
  AND DATE_PART(EPOCH_MICROSECOND, "at") < 1767312000000000
  AND "ok" = TRUE
ORDER BY CAST(((((DATE_PART(EPOCH_MICROSECOND, "at") + 62135596800000000) - MOD((DATE_PART(EPOCH_MICROSECOND, "at") + 62135596800000000), 1000)) / 1000) * 1) - 62135596800000 AS BIGINT) DESC
LIMIT 2;

-- traces: traces with a failed span, the latest first
WITH "plumbline_traces" AS ( -- each trace, with how many of its spans failed
  SELECT
    COLLATE(CAST("who" AS VARCHAR), '') AS "k",
    MAX(COLLATE(CAST("who" AS VARCHAR), '')) AS "trace",
    MIN(CAST(((((DATE_PART(EPOCH_MICROSECOND, "at") + 62135596800000000) - MOD((DATE_PART(EPOCH_MICROSECOND, "at") + 62135596800000000), 1000)) / 1000) * 1) - 62135596800000 AS BIGINT)) AS "at",
    COUNT(*) AS "spans",
    SUM(CASE WHEN ("ok" <> TRUE OR "ok" IS NULL) AND ("page" = 'B' AND COLLATE(CAST("page" AS VARCHAR), '') = COLLATE(CAST('B' AS VARCHAR), '')) THEN 1 ELSE 0 END) AS "errors",
    MAX(CASE WHEN "device" IS NULL OR ("device" = '' AND COLLATE(CAST("device" AS VARCHAR), '') = COLLATE(CAST('' AS VARCHAR), '')) THEN COLLATE(CAST("page" AS VARCHAR), '') END) AS "operation",
    MAX(CASE WHEN "device" IS NULL OR ("device" = '' AND COLLATE(CAST("device" AS VARCHAR), '') = COLLATE(CAST('' AS VARCHAR), '')) THEN COLLATE(CAST("page" AS VARCHAR), '') END) AS "service",
    MAX(CASE WHEN "device" IS NULL OR ("device" = '' AND COLLATE(CAST("device" AS VARCHAR), '') = COLLATE(CAST('' AS VARCHAR), '')) THEN "amount" END) AS "duration"
  FROM "shop"."events"
  WHERE "at" >= TO_DATE('2025-12-31', 'YYYY-MM-DD')
    AND "at" < TO_DATE('2026-01-03', 'YYYY-MM-DD')
    AND DATE_PART(EPOCH_MICROSECOND, "at") >= 1767225600000000
    AND DATE_PART(EPOCH_MICROSECOND, "at") < 1767312000000000
    AND "who" IS NOT NULL
  GROUP BY 1
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
    COLLATE(CAST("who" AS VARCHAR), '') AS "k",
    COLLATE(CAST("who" AS VARCHAR), '') AS "trace",
    COLLATE(CAST("page" AS VARCHAR), '') AS "span",
    CAST(((((DATE_PART(EPOCH_MICROSECOND, "at") + 62135596800000000) - MOD((DATE_PART(EPOCH_MICROSECOND, "at") + 62135596800000000), 1000)) / 1000) * 1) - 62135596800000 AS BIGINT) AS "at",
    CASE WHEN "ok" <> TRUE OR "ok" IS NULL THEN 1 ELSE 0 END AS "failed"
  FROM "shop"."events"
  WHERE "at" >= TO_DATE('2025-12-31', 'YYYY-MM-DD')
    AND "at" < TO_DATE('2026-01-03', 'YYYY-MM-DD')
    AND DATE_PART(EPOCH_MICROSECOND, "at") >= 1767225600000000
    AND DATE_PART(EPOCH_MICROSECOND, "at") < 1767312000000000
    AND "who" IS NOT NULL
    AND ("who" = 'ann' AND COLLATE(CAST("who" AS VARCHAR), '') = COLLATE(CAST('ann' AS VARCHAR), ''))
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
    COLLATE(CAST("who" AS VARCHAR), '') AS "k",
    MAX(COLLATE(CAST("who" AS VARCHAR), '')) AS "name",
    MAX(CAST(((((DATE_PART(EPOCH_MICROSECOND, "at") + 62135596800000000) - MOD((DATE_PART(EPOCH_MICROSECOND, "at") + 62135596800000000), 1000)) / 1000) * 1) - 62135596800000 AS BIGINT)) AS "last"
  FROM "shop"."events"
  WHERE "at" >= TO_DATE('2025-12-31', 'YYYY-MM-DD')
    AND "at" < TO_DATE('2026-01-03', 'YYYY-MM-DD')
    AND DATE_PART(EPOCH_MICROSECOND, "at") >= 1767225600000000
    AND DATE_PART(EPOCH_MICROSECOND, "at") < 1767272400000000
    AND "who" IS NOT NULL
    AND (("ok" <> TRUE OR "ok" IS NULL) AND ("page" = 'B' AND COLLATE(CAST("page" AS VARCHAR), '') = COLLATE(CAST('B' AS VARCHAR), '')))
  GROUP BY 1
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
    COLLATE(CAST("who" AS VARCHAR), '') AS "k",
    COLLATE(CAST("who" AS VARCHAR), '') AS "trace",
    COLLATE(CAST("page" AS VARCHAR), '') AS "span",
    "amount" AS "duration",
    CAST(((((DATE_PART(EPOCH_MICROSECOND, "at") + 62135596800000000) - MOD((DATE_PART(EPOCH_MICROSECOND, "at") + 62135596800000000), 1000)) / 1000) * 1) - 62135596800000 AS BIGINT) AS "at",
    CASE WHEN "ok" <> TRUE OR "ok" IS NULL THEN 1 ELSE 0 END AS "failed"
  FROM "shop"."events"
  WHERE "at" >= TO_DATE('2025-12-31', 'YYYY-MM-DD')
    AND "at" < TO_DATE('2026-01-03', 'YYYY-MM-DD')
    AND DATE_PART(EPOCH_MICROSECOND, "at") >= 1767225600000000
    AND DATE_PART(EPOCH_MICROSECOND, "at") < 1767312000000000
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
  COLLATE(CAST("device" AS VARCHAR), '') AS "value",
  COUNT(*) AS "rows"
FROM "shop"."events"
WHERE "at" >= TO_DATE('2025-12-31', 'YYYY-MM-DD')
  AND "at" < TO_DATE('2026-01-03', 'YYYY-MM-DD')
  AND DATE_PART(EPOCH_MICROSECOND, "at") >= 1767225600000000
  AND DATE_PART(EPOCH_MICROSECOND, "at") < 1767312000000000
  AND "device" IS NOT NULL
GROUP BY 1
ORDER BY COUNT(*) DESC, COLLATE(CAST("device" AS VARCHAR), '') NULLS LAST
LIMIT 3;
