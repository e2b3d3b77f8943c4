-- slices: approximate quantile and count of people, hours from half past
-- refused: PL2261

-- slices: matches
-- refused: PL2251

-- slices: matches negated keeps NULL
-- refused: PL2251

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
