-- slices: approximate quantile and count of people, hours from half past
-- refused: PL2261

-- experiment: sums within a window, and of the time before; some saw several variants
WITH "plumbline_exposed" AS ( -- every exposure, who and when and to which variant
  SELECT
    "who" AS "u",
    CAST(ROUND(date_part('epoch', "at") * 1000000) AS bigint) AS "t",
    CASE WHEN "page" = 'A' THEN 0 WHEN "page" = 'C' THEN 1 WHEN "page" IS NOT NULL THEN 2 END AS "v"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01 00:00:00+00'
    AND "at" < '2026-01-02 00:00:00+00'
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
    CAST(ROUND(date_part('epoch', "at") * 1000000) AS bigint) AS "t",
    "amount" + 0.0 AS "m",
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
    FULL JOIN "plumbline_happened" ON "plumbline_happened"."u" = "plumbline_chosen"."u"
  WHERE CASE WHEN "plumbline_chosen"."u" IS NOT NULL THEN 1 ELSE 0 END = 1
  GROUP BY 1, 2, 3
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
GROUP BY 1;

-- experiment: conversions by the device of the exposure, filtered; a window that is not over
WITH "plumbline_exposed" AS ( -- every exposure, who and when and to which variant
  SELECT
    "who" AS "u",
    CAST(ROUND(date_part('epoch', "at") * 1000000) AS bigint) AS "t",
    CASE WHEN "page" = 'A' THEN 0 WHEN "page" = 'C' THEN 1 WHEN "page" IS NOT NULL THEN 2 END AS "v",
    CASE WHEN "page" IS NULL THEN 1 ELSE 0 END AS "n",
    CASE WHEN "device" <> 'desktop' OR "device" IS NULL THEN 1 ELSE 0 END AS "f",
    CAST("device" AS text) AS "g1",
    CAST("device" AS text) AS "k1"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01 00:00:00+00'
    AND "at" < '2026-01-02 00:00:00+00'
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
    ROW_NUMBER() OVER (PARTITION BY "u" ORDER BY "n", "t", "k1" COLLATE "C" NULLS LAST) AS "place"
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
    CAST(ROUND(date_part('epoch', "at") * 1000000) AS bigint) AS "t",
    1 AS "m",
    1 AS "b"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01 00:00:00+00'
    AND "at" <= '2026-01-02 00:59:59.999999+00'
    AND "page" IN ('B', 'C')
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
    FULL JOIN "plumbline_happened" ON "plumbline_happened"."u" = "plumbline_chosen"."u"
  WHERE CASE WHEN "plumbline_chosen"."u" IS NOT NULL THEN 1 ELSE 0 END = 1
  GROUP BY 1, 2, 3, 4
)
SELECT
  "v" AS "variant",
  "g1" AS "device",
  COUNT(*) AS "exposed",
  COUNT(CASE WHEN "t0" < 1767308400000000 THEN 1 END) AS "ripe",
  COALESCE(SUM(CASE WHEN "t0" < 1767308400000000 THEN "y" END), CAST(0 AS double precision)) AS "sy",
  COALESCE(SUM(CASE WHEN "t0" < 1767308400000000 THEN "y" * "y" END), CAST(0 AS double precision)) AS "syy"
FROM "plumbline_outcomes"
GROUP BY 1, 2;

-- experiment: a ratio of sums to the end of the range, with a variant that nobody named
WITH "plumbline_exposed" AS ( -- every exposure, who and when and to which variant
  SELECT
    "who" AS "u",
    CAST(ROUND(date_part('epoch', "at") * 1000000) AS bigint) AS "t",
    CASE WHEN "page" = 'C' THEN 0 WHEN "page" IS NOT NULL THEN 1 END AS "v"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01 00:00:00+00'
    AND "at" < '2026-01-02 00:00:00+00'
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
    CAST(ROUND(date_part('epoch', "at") * 1000000) AS bigint) AS "t",
    "amount" + 0.0 AS "m",
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
    FULL JOIN "plumbline_happened" ON "plumbline_happened"."u" = "plumbline_chosen"."u"
  WHERE CASE WHEN "plumbline_chosen"."u" IS NOT NULL THEN 1 ELSE 0 END = 1
  GROUP BY 1, 2
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
GROUP BY 1;

-- retention: hours after the first start ever, one row
WITH "plumbline_starts" AS ( -- the first start of each actor, and all its returns as a list
  SELECT
    "who" AS "u",
    CAST(ROUND(date_part('epoch', MIN("at") FILTER (WHERE "page" = 'A' AND "at" < '2026-01-02 00:00:00+00')) * 1000000) AS bigint) AS "t0",
    ARRAY_AGG(CAST(ROUND(date_part('epoch', "at") * 1000000) AS bigint)) FILTER (WHERE "page" IN ('A', 'B', 'C')) AS "l"
  FROM "shop"."events"
  WHERE "at" >= '1970-01-01 00:00:00+00'
    AND "at" <= '2026-01-02 02:59:59.999999+00'
    AND "who" IS NOT NULL
    AND (("page" = 'A' AND "at" < '2026-01-02 00:00:00+00') OR ("page" IN ('A', 'B', 'C') AND NOT ("at" < '2026-01-01 00:00:00+00')))
  GROUP BY 1
),
"plumbline_cohorts" AS ( -- the cohort of each actor, and the period in which it started
  SELECT
    "u",
    "t0",
    "l"
  FROM "plumbline_starts"
  WHERE "t0" >= 1767225600000000
),
"plumbline_actors" AS ( -- each actor once, with the periods after its start in which it came back
  SELECT
    "plumbline_cohorts"."u" AS "u",
    "plumbline_cohorts"."t0" AS "t0",
    "plumbline_found"."b1" AS "b1",
    "plumbline_found"."b2" AS "b2",
    "plumbline_found"."b3" AS "b3"
  FROM "plumbline_cohorts"
    CROSS JOIN LATERAL (
      SELECT
        MAX(CASE WHEN ("t" - "plumbline_cohorts"."t0") >= 0 AND ("t" - "plumbline_cohorts"."t0") < 3600000000 THEN 1 END) AS "b1",
        MAX(CASE WHEN ("t" - "plumbline_cohorts"."t0") >= 3600000000 AND ("t" - "plumbline_cohorts"."t0") < 7200000000 THEN 1 END) AS "b2",
        MAX(CASE WHEN ("t" - "plumbline_cohorts"."t0") >= 7200000000 AND ("t" - "plumbline_cohorts"."t0") < 10800000000 THEN 1 END) AS "b3"
      FROM unnest("plumbline_cohorts"."l") AS "t"
      WHERE "t" >= "plumbline_cohorts"."t0"
    ) AS "plumbline_found"
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
WITH "plumbline_starts" AS ( -- the first start of each actor, and all its returns as a list
  SELECT
    "who" AS "u",
    CAST(ROUND(date_part('epoch', MIN("at") FILTER (WHERE "page" = 'A' AND "at" < '2026-01-02 00:00:00+00')) * 1000000) AS bigint) AS "t0",
    ARRAY_AGG(CAST(ROUND(date_part('epoch', "at") * 1000000) AS bigint)) FILTER (WHERE "page" IN ('B', 'C')) AS "l"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01 00:00:00+00'
    AND "at" <= '2026-01-02 02:59:59.999999+00'
    AND "who" IS NOT NULL
    AND (("page" = 'A' AND "at" < '2026-01-02 00:00:00+00') OR "page" IN ('B', 'C'))
  GROUP BY 1
),
"plumbline_cohorts" AS ( -- the cohort of each actor, and the period in which it started
  SELECT
    "u",
    "t0",
    CAST(floor(CAST("t0" - 1767225600000000 AS double precision) / 3600000000.0) AS bigint) AS "p0",
    CAST(floor(CAST("t0" - 1767225600000000 AS double precision) / 43200000000.0) AS bigint) AS "c",
    "l"
  FROM "plumbline_starts"
  WHERE "t0" >= 1767225600000000
),
"plumbline_actors" AS ( -- each actor once, with the periods after its start in which it came back
  SELECT
    "plumbline_cohorts"."u" AS "u",
    "plumbline_cohorts"."p0" AS "p0",
    "plumbline_cohorts"."c" AS "c",
    "plumbline_found"."soon" AS "soon"
  FROM "plumbline_cohorts"
    CROSS JOIN LATERAL (
      SELECT
        MIN(CASE WHEN "t" >= "plumbline_cohorts"."t0" AND (CAST(floor(CAST("t" - 1767225600000000 AS double precision) / 3600000000.0) AS bigint) - "plumbline_cohorts"."p0") >= 1 THEN CAST(floor(CAST("t" - 1767225600000000 AS double precision) / 3600000000.0) AS bigint) - "plumbline_cohorts"."p0" END) AS "soon"
      FROM unnest("plumbline_cohorts"."l") AS "t"
      WHERE "t" >= "plumbline_cohorts"."t0"
    ) AS "plumbline_found"
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
    CAST(ROUND(date_part('epoch', "at") * 1000000) AS bigint) AS "t0",
    CASE WHEN "device" <> 'Mobile' OR "device" IS NULL THEN 1 ELSE 0 END AS "f",
    CAST("device" AS text) AS "g1",
    CAST("device" AS text) AS "k1"
  FROM "shop"."events"
  WHERE "at" >= '1970-01-01 00:00:00+00'
    AND "at" < '2026-01-02 00:00:00+00'
    AND "page" = 'A'
    AND "who" IS NOT NULL
),
"plumbline_starts" AS ( -- the first start of each actor
  SELECT
    "u",
    "t0",
    "f",
    "g1",
    ROW_NUMBER() OVER (PARTITION BY "u" ORDER BY "t0", "k1" COLLATE "C" NULLS LAST) AS "place"
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
    "who" AS "u",
    CAST(ROUND(date_part('epoch', "at") * 1000000) AS bigint) AS "t",
    1 AS "b"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01 00:00:00+00'
    AND "at" <= '2026-01-02 11:59:59.999999+00'
    AND "who" IS NOT NULL
    AND "page" = 'B'
),
"plumbline_actors" AS ( -- each actor once, with the periods after its start in which it came back
  SELECT
    "plumbline_cohorts"."u" AS "u",
    "plumbline_cohorts"."t0" AS "t0",
    "plumbline_cohorts"."g1" AS "g1",
    MAX(CASE WHEN "plumbline_returns"."b" = 1 AND "plumbline_returns"."t" >= "plumbline_cohorts"."t0" AND CAST(floor(CAST("plumbline_returns"."t" - "plumbline_cohorts"."t0" AS double precision) / 3600000000.0) AS bigint) >= 1 THEN CAST(floor(CAST("plumbline_returns"."t" - "plumbline_cohorts"."t0" AS double precision) / 3600000000.0) AS bigint) END) AS "last"
  FROM "plumbline_cohorts"
    FULL JOIN "plumbline_returns" ON "plumbline_returns"."u" = "plumbline_cohorts"."u"
  WHERE CASE WHEN "plumbline_cohorts"."u" IS NOT NULL THEN 1 ELSE 0 END = 1
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
  CAST(floor(date_part('epoch', "at") / 0.001) * 1 AS bigint) AS "at",
  CAST("who" AS text) AS "c1",
  "amount" + 0.0 AS "c2",
  CAST(floor(date_part('epoch', "at") / 0.001) * 1 AS bigint) AS "c3"
FROM "shop"."events"
WHERE "at" >= '2026-01-01 00:00:00+00'
  AND "at" < '2026-01-02 00:00:00+00'
  AND "ok" = TRUE
ORDER BY CAST(floor(date_part('epoch', "at") / 0.001) * 1 AS bigint) DESC
LIMIT 2;

-- traces: traces with a failed span, the latest first
WITH "plumbline_traces" AS ( -- each trace, with how many of its spans failed
  SELECT
    "who" AS "k",
    MAX(CAST("who" AS text)) AS "trace",
    MIN(CAST(floor(date_part('epoch', "at") / 0.001) * 1 AS bigint)) AS "at",
    COUNT(*) AS "spans",
    SUM(CASE WHEN ("ok" <> TRUE OR "ok" IS NULL) AND "page" = 'B' THEN 1 ELSE 0 END) AS "errors",
    MAX(CASE WHEN "device" IS NULL OR CAST("device" AS text) = '' THEN CAST("page" AS text) END) AS "operation",
    MAX(CASE WHEN "device" IS NULL OR CAST("device" AS text) = '' THEN CAST("page" AS text) END) AS "service",
    MAX(CASE WHEN "device" IS NULL OR CAST("device" AS text) = '' THEN "amount" + 0.0 END) AS "duration"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01 00:00:00+00'
    AND "at" < '2026-01-02 00:00:00+00'
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
ORDER BY "at" DESC, "trace" COLLATE "C" NULLS LAST
LIMIT 10;

-- spans: spans of one trace
WITH "plumbline_spans" AS ( -- the spans, one row each
  SELECT
    "who" AS "k",
    CAST("who" AS text) AS "trace",
    CAST("page" AS text) AS "span",
    CAST(floor(date_part('epoch', "at") / 0.001) * 1 AS bigint) AS "at",
    CASE WHEN "ok" <> TRUE OR "ok" IS NULL THEN 1 ELSE 0 END AS "failed"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01 00:00:00+00'
    AND "at" < '2026-01-02 00:00:00+00'
    AND "who" IS NOT NULL
    AND "who" = 'ann'
)
SELECT
  "plumbline_spans"."trace" AS "trace",
  "plumbline_spans"."span" AS "span",
  "plumbline_spans"."at" AS "at",
  "plumbline_spans"."failed" AS "failed"
FROM "plumbline_spans"
ORDER BY "plumbline_spans"."at", "plumbline_spans"."span" COLLATE "C" NULLS LAST
LIMIT 3;

-- spans: spans of the trace that failed last
WITH "plumbline_failures" AS ( -- the traces that failed, and when last
  SELECT
    "who" AS "k",
    MAX(CAST("who" AS text)) AS "name",
    MAX(CAST(floor(date_part('epoch', "at") / 0.001) * 1 AS bigint)) AS "last"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01 00:00:00+00'
    AND "at" <= '2026-01-01 12:59:59.999999+00'
    AND "who" IS NOT NULL
    AND (("ok" <> TRUE OR "ok" IS NULL) AND "page" = 'B')
  GROUP BY 1
),
"plumbline_newest" AS ( -- the one that failed last
  SELECT
    "k"
  FROM "plumbline_failures"
  ORDER BY "last" DESC, "name" COLLATE "C" NULLS LAST
  LIMIT 1
),
"plumbline_spans" AS ( -- the spans, one row each
  SELECT
    "who" AS "k",
    CAST("who" AS text) AS "trace",
    CAST("page" AS text) AS "span",
    "amount" + 0.0 AS "duration",
    CAST(floor(date_part('epoch', "at") / 0.001) * 1 AS bigint) AS "at",
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
ORDER BY "plumbline_spans"."at", "plumbline_spans"."span" COLLATE "C" NULLS LAST
LIMIT 100;
