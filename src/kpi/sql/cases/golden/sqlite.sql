-- slices: approximate quantile and count of people, hours from half past
-- refused: PL2261

-- slices: matches
-- refused: PL2251

-- slices: matches negated keeps NULL
-- refused: PL2251

-- experiment: sums within a window, and of the time before; some saw several variants
WITH "plumbline_exposed" AS ( -- every exposure, who and when and to which variant
  SELECT
    "who" AS "u",
    CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) AS "t",
    CASE WHEN "page" = 'A' THEN 0 WHEN "page" = 'C' THEN 1 WHEN "page" IS NOT NULL THEN 2 END AS "v"
  FROM "shop"."events"
  WHERE "at" >= '2025-12-31'
    AND "at" < '2026-01-03'
    AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) >= 1767225600000
    AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) < 1767312000000
    AND "page" IN ('A', 'C')
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
    "who" AS "u",
    CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) AS "t",
    "amount" AS "m",
    1 AS "b"
  FROM "shop"."events"
  WHERE "at" >= '2025-12-31'
    AND "at" < '2026-01-03'
    AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) >= 1767222000000
    AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) < 1767315600001
    AND "who" IS NOT NULL
),
"plumbline_outcomes" AS ( -- each unit once, with what it did in its window
  SELECT
    "plumbline_chosen"."u" AS "u",
    "plumbline_chosen"."v" AS "v",
    "plumbline_chosen"."t0" AS "t0",
    CAST(COALESCE(SUM(CASE WHEN "plumbline_happened"."b" = 1 AND "plumbline_happened"."t" > "plumbline_chosen"."t0" AND "plumbline_happened"."t" <= ("plumbline_chosen"."t0" + 3600000) THEN "plumbline_happened"."m" END), 0) AS REAL) AS "y",
    CAST(COALESCE(SUM(CASE WHEN "plumbline_happened"."b" = 1 AND "plumbline_happened"."t" >= ("plumbline_chosen"."t0" + (-3600000)) AND "plumbline_happened"."t" < "plumbline_chosen"."t0" THEN "plumbline_happened"."m" END), 0) AS REAL) AS "x"
  FROM "plumbline_chosen"
    LEFT JOIN "plumbline_happened" ON "plumbline_happened"."u" = "plumbline_chosen"."u"
  GROUP BY 1, 2, 3
)
SELECT
  "v" AS "variant",
  COUNT(*) AS "exposed",
  COUNT(CASE WHEN "t0" < 1767351600000 THEN 1 END) AS "ripe",
  COALESCE(SUM(CASE WHEN "t0" < 1767351600000 THEN "y" END), CAST(0 AS REAL)) AS "sy",
  COALESCE(SUM(CASE WHEN "t0" < 1767351600000 THEN "y" * "y" END), CAST(0 AS REAL)) AS "syy",
  COALESCE(SUM(CASE WHEN "t0" < 1767351600000 THEN "x" END), CAST(0 AS REAL)) AS "sx",
  COALESCE(SUM(CASE WHEN "t0" < 1767351600000 THEN "x" * "x" END), CAST(0 AS REAL)) AS "sxx",
  COALESCE(SUM(CASE WHEN "t0" < 1767351600000 THEN "x" * "y" END), CAST(0 AS REAL)) AS "sxy"
FROM "plumbline_outcomes"
GROUP BY 1;

-- experiment: conversions by the device of the exposure, filtered; a window that is not over
WITH "plumbline_exposed" AS ( -- every exposure, who and when and to which variant
  SELECT
    "who" AS "u",
    CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) AS "t",
    CASE WHEN "page" = 'A' THEN 0 WHEN "page" = 'C' THEN 1 WHEN "page" IS NOT NULL THEN 2 END AS "v",
    CASE WHEN "page" IS NULL THEN 1 ELSE 0 END AS "n",
    CASE WHEN "device" <> 'desktop' OR "device" IS NULL THEN 1 ELSE 0 END AS "f",
    CAST("device" AS TEXT) AS "g1",
    CAST("device" AS TEXT) AS "k1"
  FROM "shop"."events"
  WHERE "at" >= '2025-12-31'
    AND "at" < '2026-01-03'
    AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) >= 1767225600000
    AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) < 1767312000000
    AND "page" = 'A'
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
    ROW_NUMBER() OVER (PARTITION BY "u" ORDER BY "n", "t", "k1" COLLATE BINARY NULLS LAST) AS "place"
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
    "who" AS "u",
    CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) AS "t",
    1 AS "m",
    1 AS "b"
  FROM "shop"."events"
  WHERE "at" >= '2025-12-31'
    AND "at" < '2026-01-03'
    AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) >= 1767225600000
    AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) < 1767315600000
    AND "page" IN ('B', 'C')
    AND "who" IS NOT NULL
),
"plumbline_outcomes" AS ( -- each unit once, with what it did in its window
  SELECT
    "plumbline_chosen"."u" AS "u",
    "plumbline_chosen"."v" AS "v",
    "plumbline_chosen"."t0" AS "t0",
    "plumbline_chosen"."g1" AS "g1",
    CAST(COALESCE(MAX(CASE WHEN "plumbline_happened"."b" = 1 AND "plumbline_happened"."t" > "plumbline_chosen"."t0" AND "plumbline_happened"."t" <= ("plumbline_chosen"."t0" + 7200000) THEN 1 END), 0) AS REAL) AS "y"
  FROM "plumbline_chosen"
    LEFT JOIN "plumbline_happened" ON "plumbline_happened"."u" = "plumbline_chosen"."u"
  GROUP BY 1, 2, 3, 4
)
SELECT
  "v" AS "variant",
  "g1" AS "device",
  COUNT(*) AS "exposed",
  COUNT(CASE WHEN "t0" < 1767308400000 THEN 1 END) AS "ripe",
  COALESCE(SUM(CASE WHEN "t0" < 1767308400000 THEN "y" END), CAST(0 AS REAL)) AS "sy",
  COALESCE(SUM(CASE WHEN "t0" < 1767308400000 THEN "y" * "y" END), CAST(0 AS REAL)) AS "syy"
FROM "plumbline_outcomes"
GROUP BY 1, 2;

-- experiment: a ratio of sums to the end of the range, with a variant that nobody named
WITH "plumbline_exposed" AS ( -- every exposure, who and when and to which variant
  SELECT
    "who" AS "u",
    CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) AS "t",
    CASE WHEN "page" = 'C' THEN 0 WHEN "page" IS NOT NULL THEN 1 END AS "v"
  FROM "shop"."events"
  WHERE "at" >= '2025-12-31'
    AND "at" < '2026-01-03'
    AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) >= 1767225600000
    AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) < 1767312000000
    AND "page" = 'A'
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
    "who" AS "u",
    CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) AS "t",
    "amount" AS "m",
    1 AS "d",
    1 AS "b"
  FROM "shop"."events"
  WHERE "at" >= '2025-12-31'
    AND "at" < '2026-01-03'
    AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) >= 1767225600000
    AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) < 1767312000000
    AND "amount" IS NOT NULL
    AND "who" IS NOT NULL
),
"plumbline_outcomes" AS ( -- each unit once, with what it did in its window
  SELECT
    "plumbline_chosen"."u" AS "u",
    "plumbline_chosen"."v" AS "v",
    CAST(COALESCE(SUM(CASE WHEN "plumbline_happened"."b" = 1 AND "plumbline_happened"."t" > "plumbline_chosen"."t0" THEN "plumbline_happened"."m" END), 0) AS REAL) AS "y",
    CAST(COALESCE(SUM(CASE WHEN "plumbline_happened"."b" = 1 AND "plumbline_happened"."t" > "plumbline_chosen"."t0" THEN "plumbline_happened"."d" END), 0) AS REAL) AS "x"
  FROM "plumbline_chosen"
    LEFT JOIN "plumbline_happened" ON "plumbline_happened"."u" = "plumbline_chosen"."u"
  GROUP BY 1, 2
)
SELECT
  "v" AS "variant",
  COUNT(*) AS "exposed",
  COUNT(*) AS "ripe",
  COALESCE(SUM("y"), CAST(0 AS REAL)) AS "sy",
  COALESCE(SUM("y" * "y"), CAST(0 AS REAL)) AS "syy",
  COALESCE(SUM("x"), CAST(0 AS REAL)) AS "sx",
  COALESCE(SUM("x" * "x"), CAST(0 AS REAL)) AS "sxx",
  COALESCE(SUM("x" * "y"), CAST(0 AS REAL)) AS "sxy"
FROM "plumbline_outcomes"
GROUP BY 1;

-- retention: hours after the first start ever, one row
WITH "plumbline_starts" AS ( -- the first start of each actor
  SELECT
    "who" AS "u",
    MIN(CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER)) AS "t0"
  FROM "shop"."events"
  WHERE "at" >= '1969-12-31'
    AND "at" < '2026-01-03'
    AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) >= 0
    AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) < 1767312000000
    AND "page" = 'A'
    AND "who" IS NOT NULL
  GROUP BY 1
),
"plumbline_cohorts" AS ( -- the cohort of each actor, and the period in which it started
  SELECT
    "u",
    "t0"
  FROM "plumbline_starts"
  WHERE "t0" >= 1767225600000
),
"plumbline_returns" AS ( -- returns from then on
  SELECT
    "who" AS "u",
    CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) AS "t",
    1 AS "b"
  FROM "shop"."events"
  WHERE "at" >= '2025-12-31'
    AND "at" < '2026-01-03'
    AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) >= 1767225600000
    AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) < 1767322800000
    AND "who" IS NOT NULL
    AND "page" IN ('A', 'B', 'C')
),
"plumbline_actors" AS ( -- each actor once, with the periods after its start in which it came back
  SELECT
    "plumbline_cohorts"."u" AS "u",
    "plumbline_cohorts"."t0" AS "t0",
    MAX(CASE WHEN "plumbline_returns"."b" = 1 AND "plumbline_returns"."t" >= "plumbline_cohorts"."t0" AND ("plumbline_returns"."t" - "plumbline_cohorts"."t0") >= 0 AND ("plumbline_returns"."t" - "plumbline_cohorts"."t0") < 3600000 THEN 1 END) AS "b1",
    MAX(CASE WHEN "plumbline_returns"."b" = 1 AND "plumbline_returns"."t" >= "plumbline_cohorts"."t0" AND ("plumbline_returns"."t" - "plumbline_cohorts"."t0") >= 3600000 AND ("plumbline_returns"."t" - "plumbline_cohorts"."t0") < 7200000 THEN 1 END) AS "b2",
    MAX(CASE WHEN "plumbline_returns"."b" = 1 AND "plumbline_returns"."t" >= "plumbline_cohorts"."t0" AND ("plumbline_returns"."t" - "plumbline_cohorts"."t0") >= 7200000 AND ("plumbline_returns"."t" - "plumbline_cohorts"."t0") < 10800000 THEN 1 END) AS "b3"
  FROM "plumbline_cohorts"
    LEFT JOIN "plumbline_returns" ON "plumbline_returns"."u" = "plumbline_cohorts"."u"
  GROUP BY 1, 2
)
SELECT
  COUNT(*) AS "size",
  COUNT(CASE WHEN "t0" <= 1767351600000 THEN 1 END) AS "e1",
  COUNT(CASE WHEN "t0" <= 1767348000000 THEN 1 END) AS "e2",
  COUNT(CASE WHEN "t0" <= 1767344400000 THEN 1 END) AS "e3",
  COUNT(CASE WHEN "t0" <= 1767351600000 AND "b1" = 1 THEN 1 END) AS "r1",
  COUNT(CASE WHEN "t0" <= 1767348000000 AND "b2" = 1 THEN 1 END) AS "r2",
  COUNT(CASE WHEN "t0" <= 1767344400000 AND "b3" = 1 THEN 1 END) AS "r3"
FROM "plumbline_actors";

-- retention: calendar periods within, two cohorts
WITH "plumbline_starts" AS ( -- the first start of each actor
  SELECT
    "who" AS "u",
    MIN(CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER)) AS "t0"
  FROM "shop"."events"
  WHERE "at" >= '2025-12-31'
    AND "at" < '2026-01-03'
    AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) >= 1767225600000
    AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) < 1767312000000
    AND "page" = 'A'
    AND "who" IS NOT NULL
  GROUP BY 1
),
"plumbline_cohorts" AS ( -- the cohort of each actor, and the period in which it started
  SELECT
    "u",
    "t0",
    ("t0" - 1767225600000) / 3600000 AS "p0",
    ("t0" - 1767225600000) / 43200000 AS "c"
  FROM "plumbline_starts"
  WHERE "t0" >= 1767225600000
),
"plumbline_returns" AS ( -- returns from then on
  SELECT
    "who" AS "u",
    CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) AS "t",
    (CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) - 1767225600000) / 3600000 AS "p",
    1 AS "b"
  FROM "shop"."events"
  WHERE "at" >= '2025-12-31'
    AND "at" < '2026-01-03'
    AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) >= 1767225600000
    AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) < 1767322800000
    AND "who" IS NOT NULL
    AND "page" IN ('B', 'C')
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
    "who" AS "u",
    CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) AS "t0",
    CASE WHEN "device" <> 'Mobile' OR "device" IS NULL THEN 1 ELSE 0 END AS "f",
    CAST("device" AS TEXT) AS "g1",
    CAST("device" AS TEXT) AS "k1"
  FROM "shop"."events"
  WHERE "at" >= '1969-12-31'
    AND "at" < '2026-01-03'
    AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) >= 0
    AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) < 1767312000000
    AND "page" = 'A'
    AND "who" IS NOT NULL
),
"plumbline_starts" AS ( -- the first start of each actor
  SELECT
    "u",
    "t0",
    "f",
    "g1",
    ROW_NUMBER() OVER (PARTITION BY "u" ORDER BY "t0", "k1" COLLATE BINARY NULLS LAST) AS "place"
  FROM "plumbline_started"
),
"plumbline_cohorts" AS ( -- the cohort of each actor, and the period in which it started
  SELECT
    "u",
    "t0",
    "g1"
  FROM "plumbline_starts"
  WHERE ("place" = 1 AND "f" = 1 AND "t0" >= 1767225600000)
),
"plumbline_returns" AS ( -- returns from then on
  SELECT
    "who" AS "u",
    CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) AS "t",
    1 AS "b"
  FROM "shop"."events"
  WHERE "at" >= '2025-12-31'
    AND "at" < '2026-01-04'
    AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) >= 1767225600000
    AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) < 1767355200000
    AND "who" IS NOT NULL
    AND "page" = 'B'
),
"plumbline_actors" AS ( -- each actor once, with the periods after its start in which it came back
  SELECT
    "plumbline_cohorts"."u" AS "u",
    "plumbline_cohorts"."t0" AS "t0",
    "plumbline_cohorts"."g1" AS "g1",
    MAX(CASE WHEN "plumbline_returns"."b" = 1 AND "plumbline_returns"."t" >= "plumbline_cohorts"."t0" AND (("plumbline_returns"."t" - "plumbline_cohorts"."t0") / 3600000) >= 1 THEN ("plumbline_returns"."t" - "plumbline_cohorts"."t0") / 3600000 END) AS "last"
  FROM "plumbline_cohorts"
    LEFT JOIN "plumbline_returns" ON "plumbline_returns"."u" = "plumbline_cohorts"."u"
  GROUP BY 1, 2, 3
)
SELECT
  "g1" AS "device",
  COUNT(*) AS "size",
  COUNT(CASE WHEN "t0" <= 1767348000000 THEN 1 END) AS "e1",
  COUNT(CASE WHEN "t0" <= 1767348000000 AND "last" >= 1 THEN 1 END) AS "r1"
FROM "plumbline_actors"
GROUP BY 1;

-- rows: single rows, the latest first
SELECT
  (((CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) + 62135596800000) / 1) * 1) - 62135596800000 AS "at",
  CAST("who" AS TEXT) AS "c1",
  "amount" AS "c2",
  (((CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) + 62135596800000) / 1) * 1) - 62135596800000 AS "c3"
FROM "shop"."events"
WHERE "at" >= '2025-12-31'
  AND "at" < '2026-01-03'
  AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) >= 1767225600000
  AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) < 1767312000000
  AND "ok" = TRUE
ORDER BY (((CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) + 62135596800000) / 1) * 1) - 62135596800000 DESC
LIMIT 2;

-- traces: traces with a failed span, the latest first
WITH "plumbline_traces" AS ( -- each trace, with how many of its spans failed
  SELECT
    "who" AS "k",
    MAX(CAST("who" AS TEXT)) AS "trace",
    MIN((((CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) + 62135596800000) / 1) * 1) - 62135596800000) AS "at",
    COUNT(*) AS "spans",
    SUM(CASE WHEN ("ok" <> TRUE OR "ok" IS NULL) AND "page" = 'B' THEN 1 ELSE 0 END) AS "errors",
    MAX(CASE WHEN "device" IS NULL OR CAST("device" AS TEXT) = '' THEN CAST("page" AS TEXT) END) AS "operation",
    MAX(CASE WHEN "device" IS NULL OR CAST("device" AS TEXT) = '' THEN CAST("page" AS TEXT) END) AS "service",
    MAX(CASE WHEN "device" IS NULL OR CAST("device" AS TEXT) = '' THEN "amount" END) AS "duration"
  FROM "shop"."events"
  WHERE "at" >= '2025-12-31'
    AND "at" < '2026-01-03'
    AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) >= 1767225600000
    AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) < 1767312000000
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
ORDER BY "at" DESC, "trace" COLLATE BINARY NULLS LAST
LIMIT 10;

-- spans: spans of one trace
WITH "plumbline_spans" AS ( -- the spans, one row each
  SELECT
    "who" AS "k",
    CAST("who" AS TEXT) AS "trace",
    CAST("page" AS TEXT) AS "span",
    (((CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) + 62135596800000) / 1) * 1) - 62135596800000 AS "at",
    CASE WHEN "ok" <> TRUE OR "ok" IS NULL THEN 1 ELSE 0 END AS "failed"
  FROM "shop"."events"
  WHERE "at" >= '2025-12-31'
    AND "at" < '2026-01-03'
    AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) >= 1767225600000
    AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) < 1767312000000
    AND "who" IS NOT NULL
    AND "who" = 'ann'
)
SELECT
  "plumbline_spans"."trace" AS "trace",
  "plumbline_spans"."span" AS "span",
  "plumbline_spans"."at" AS "at",
  "plumbline_spans"."failed" AS "failed"
FROM "plumbline_spans"
ORDER BY "plumbline_spans"."at", "plumbline_spans"."span" COLLATE BINARY NULLS LAST
LIMIT 3;

-- spans: spans of the trace that failed last
WITH "plumbline_failures" AS ( -- the traces that failed, and when last
  SELECT
    "who" AS "k",
    MAX(CAST("who" AS TEXT)) AS "name",
    MAX((((CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) + 62135596800000) / 1) * 1) - 62135596800000) AS "last"
  FROM "shop"."events"
  WHERE "at" >= '2025-12-31'
    AND "at" < '2026-01-03'
    AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) >= 1767225600000
    AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) < 1767272400000
    AND "who" IS NOT NULL
    AND (("ok" <> TRUE OR "ok" IS NULL) AND "page" = 'B')
  GROUP BY 1
),
"plumbline_newest" AS ( -- the one that failed last
  SELECT
    "k"
  FROM "plumbline_failures"
  ORDER BY "last" DESC, "name" COLLATE BINARY NULLS LAST
  LIMIT 1
),
"plumbline_spans" AS ( -- the spans, one row each
  SELECT
    "who" AS "k",
    CAST("who" AS TEXT) AS "trace",
    CAST("page" AS TEXT) AS "span",
    "amount" AS "duration",
    (((CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) + 62135596800000) / 1) * 1) - 62135596800000 AS "at",
    CASE WHEN "ok" <> TRUE OR "ok" IS NULL THEN 1 ELSE 0 END AS "failed"
  FROM "shop"."events"
  WHERE "at" >= '2025-12-31'
    AND "at" < '2026-01-03'
    AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) >= 1767225600000
    AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) < 1767312000000
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
ORDER BY "plumbline_spans"."at", "plumbline_spans"."span" COLLATE BINARY NULLS LAST
LIMIT 100;
