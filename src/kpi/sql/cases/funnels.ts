import { DAY_END, DAY_START, REST, type SqlCase } from './case';

export const FUNNELS: readonly SqlCase[] = [
  {
    name: 'Mixpanel: the first start only reaches B',
    of: {
      build: 'funnel',
      query: {
        relation: { table: 'shop.events' },
        time: 'at',
        timeType: 'instant',
        actor: 'who',
        fromMs: DAY_START,
        toMs: DAY_END,
        windowMs: 3_600_000,
        entry: 'first',
        ties: 'strict',
        steps: [
          { where: [{ op: 'is', field: 'page', value: 'A' }] },
          { where: [{ op: 'is', field: 'page', value: 'B' }] },
          { where: [{ op: 'in', field: 'page', values: ['C', 'D'] }] },
        ],
        asOfMs: DAY_END + 3_600_000,
        groups: [],
        filters: [],
      },
    },
    text: {
      postgres: `
WITH "plumbline_events" AS ( -- the events of the steps, one row each
  SELECT
    "who" AS "u",
    CAST(ROUND(date_part('epoch', "at") * 1000000) AS bigint) AS "t",
    CASE WHEN "page" = 'A' AND "at" < '2026-01-02 00:00:00+00' THEN 1 END AS "s1",
    CASE WHEN "page" = 'B' THEN 1 END AS "s2",
    CASE WHEN "page" IN ('C', 'D') THEN 1 END AS "s3"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01 00:00:00+00'
    AND "at" <= '2026-01-02 00:59:59.999999+00'
    AND "who" IS NOT NULL
    AND ("page" = 'A' OR "page" = 'B' OR "page" IN ('C', 'D'))
),
"plumbline_first1" AS ( -- the first start of each actor
  SELECT
    "u",
    "t",
    "s1",
    "s2",
    "s3",
    MIN(CASE WHEN "s1" >= 1 THEN "t" END) OVER (PARTITION BY "u") AS "t1"
  FROM "plumbline_events"
),
"plumbline_first2" AS ( -- the first event of the next step after it, within the window
  SELECT
    "u",
    "t",
    "s1",
    "s2",
    "s3",
    "t1",
    MIN(CASE WHEN "s2" >= 1 AND "t" > "t1" THEN "t" END) OVER (PARTITION BY "u") AS "t2"
  FROM "plumbline_first1"
  WHERE "t" >= "t1"
    AND ("t" - "t1") <= 3600000000
    AND ("t" = "t1" OR "s2" >= 1 OR "s3" >= 1)
),
"plumbline_first3" AS ( -- the first event of the next step after it, within the window
  SELECT
    "u",
    "t",
    "s1",
    "s3",
    "t1",
    "t2",
    MIN(CASE WHEN "s3" >= 1 AND "t" > "t2" THEN "t" END) OVER (PARTITION BY "u") AS "t3"
  FROM "plumbline_first2"
),
"plumbline_attempts" AS ( -- every start, and how many steps it reached within the window
  SELECT
    "u",
    "t1",
    "t2",
    "t3",
    CASE WHEN ("t3" - "t1") <= 3600000000 THEN 3 WHEN ("t2" - "t1") <= 3600000000 THEN 2 ELSE 1 END AS "level"
  FROM "plumbline_first3"
  WHERE "s1" >= 1
    AND "t" = "t1"
),
"plumbline_ranked" AS ( -- the attempts of each actor, the one that counts first
  SELECT
    "t1",
    "t2",
    "t3",
    "level",
    0 AS "open",
    ROW_NUMBER() OVER (PARTITION BY "u" ORDER BY "level" DESC, "t1") AS "place"
  FROM "plumbline_attempts"
),
"plumbline_counted" AS ( -- one attempt an actor, and its times between steps
  SELECT
    "level",
    "open",
    CASE WHEN "level" >= 2 THEN "t2" - "t1" END AS "d2",
    CASE WHEN "level" >= 3 THEN "t3" - "t2" END AS "d3"
  FROM "plumbline_ranked"
  WHERE "place" = 1
)
SELECT
  COUNT(*) AS "n1",
  COUNT(CASE WHEN "level" >= 2 THEN 1 END) AS "n2",
  COUNT(CASE WHEN "level" >= 3 THEN 1 END) AS "n3",
  COUNT(CASE WHEN "open" = 1 THEN 1 END) AS "open",
  PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY "d2") / 1000.0 AS "m2",
  PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY "d3") / 1000.0 AS "m3"
FROM "plumbline_counted"
`,
      sqlite: `
WITH "plumbline_events" AS ( -- the events of the steps, one row each
  SELECT
    "who" AS "u",
    CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) AS "t",
    CASE WHEN "page" = 'A' AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) < 1767312000000 THEN 1 END AS "s1",
    CASE WHEN "page" = 'B' THEN 1 END AS "s2",
    CASE WHEN "page" IN ('C', 'D') THEN 1 END AS "s3"
  FROM "shop"."events"
  WHERE "at" >= '2025-12-31'
    AND "at" < '2026-01-03'
    AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) >= 1767225600000
    AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) < 1767315600000
    AND "who" IS NOT NULL
    AND ("page" = 'A' OR "page" = 'B' OR "page" IN ('C', 'D'))
),
"plumbline_first1" AS ( -- the first start of each actor
  SELECT
    "u",
    "t",
    "s1",
    "s2",
    "s3",
    MIN(CASE WHEN "s1" >= 1 THEN "t" END) OVER (PARTITION BY "u") AS "t1"
  FROM "plumbline_events"
),
"plumbline_first2" AS ( -- the first event of the next step after it, within the window
  SELECT
    "u",
    "t",
    "s1",
    "s2",
    "s3",
    "t1",
    MIN(CASE WHEN "s2" >= 1 AND "t" > "t1" THEN "t" END) OVER (PARTITION BY "u") AS "t2"
  FROM "plumbline_first1"
  WHERE "t" >= "t1"
    AND ("t" - "t1") <= 3600000
    AND ("t" = "t1" OR "s2" >= 1 OR "s3" >= 1)
),
"plumbline_first3" AS ( -- the first event of the next step after it, within the window
  SELECT
    "u",
    "t",
    "s1",
    "s3",
    "t1",
    "t2",
    MIN(CASE WHEN "s3" >= 1 AND "t" > "t2" THEN "t" END) OVER (PARTITION BY "u") AS "t3"
  FROM "plumbline_first2"
),
"plumbline_attempts" AS ( -- every start, and how many steps it reached within the window
  SELECT
    "u",
    "t1",
    "t2",
    "t3",
    CASE WHEN ("t3" - "t1") <= 3600000 THEN 3 WHEN ("t2" - "t1") <= 3600000 THEN 2 ELSE 1 END AS "level"
  FROM "plumbline_first3"
  WHERE "s1" >= 1
    AND "t" = "t1"
),
"plumbline_ranked" AS ( -- the attempts of each actor, the one that counts first
  SELECT
    "t1",
    "t2",
    "t3",
    "level",
    0 AS "open",
    ROW_NUMBER() OVER (PARTITION BY "u" ORDER BY "level" DESC, "t1") AS "place"
  FROM "plumbline_attempts"
),
"plumbline_counted" AS ( -- one attempt an actor, and its times between steps
  SELECT
    "level",
    "open",
    CASE WHEN "level" >= 2 THEN "t2" - "t1" END AS "d2",
    CASE WHEN "level" >= 3 THEN "t3" - "t2" END AS "d3"
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
  COUNT(*) AS "n1",
  COUNT(CASE WHEN "level" >= 2 THEN 1 END) AS "n2",
  COUNT(CASE WHEN "level" >= 3 THEN 1 END) AS "n3",
  COUNT(CASE WHEN "open" = 1 THEN 1 END) AS "open",
  AVG(CASE WHEN "d2" IS NOT NULL AND "p2" IN (("c2" + 1) / 2, ("c2" + 2) / 2) THEN "d2" END) AS "m2",
  AVG(CASE WHEN "d3" IS NOT NULL AND "p3" IN (("c3" + 1) / 2, ("c3" + 2) / 2) THEN "d3" END) AS "m3"
FROM "plumbline_placed"
`,
      duckdb: `
WITH "plumbline_events" AS MATERIALIZED ( -- the events of the steps, one row each
  SELECT
    "who" AS "u",
    epoch_us("at") AS "t",
    CASE WHEN "page" = 'A' AND "at" < '2026-01-02 00:00:00+00' THEN 1 END AS "s1",
    CASE WHEN "page" = 'B' THEN 1 END AS "s2",
    CASE WHEN "page" IN ('C', 'D') THEN 1 END AS "s3"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01 00:00:00+00'
    AND "at" <= '2026-01-02 00:59:59.999999+00'
    AND "who" IS NOT NULL
    AND ("page" = 'A' OR "page" = 'B' OR "page" IN ('C', 'D'))
),
"plumbline_step1" AS ( -- the first start of each actor
  SELECT
    "u",
    MIN("t") AS "t1"
  FROM "plumbline_events"
  WHERE "s1" >= 1
  GROUP BY 1
),
"plumbline_step2" AS ( -- the first event of the next step after it, within the window
  SELECT
    "plumbline_step1"."u" AS "u",
    "plumbline_step1"."t1" AS "t1",
    MIN("plumbline_events"."t") AS "t2"
  FROM "plumbline_step1"
    JOIN "plumbline_events" ON "plumbline_events"."u" = "plumbline_step1"."u" AND "plumbline_events"."s2" >= 1 AND "plumbline_events"."t" > "plumbline_step1"."t1" AND ("plumbline_events"."t" - "plumbline_step1"."t1") <= 3600000000
  GROUP BY 1, 2
),
"plumbline_step3" AS ( -- the first event of the next step after it, within the window
  SELECT
    "plumbline_step2"."u" AS "u",
    "plumbline_step2"."t1" AS "t1",
    MIN("plumbline_events"."t") AS "t3"
  FROM "plumbline_step2"
    JOIN "plumbline_events" ON "plumbline_events"."u" = "plumbline_step2"."u" AND "plumbline_events"."s3" >= 1 AND "plumbline_events"."t" > "plumbline_step2"."t2" AND ("plumbline_events"."t" - "plumbline_step2"."t1") <= 3600000000
  GROUP BY 1, 2
),
"plumbline_attempts" AS ( -- every start, and how many steps it reached within the window
  SELECT
    "plumbline_step1"."u" AS "u",
    "plumbline_step1"."t1" AS "t1",
    "plumbline_step2"."t2" AS "t2",
    "plumbline_step3"."t3" AS "t3",
    CASE WHEN ("plumbline_step3"."t3" - "plumbline_step1"."t1") <= 3600000000 THEN 3 WHEN ("plumbline_step2"."t2" - "plumbline_step1"."t1") <= 3600000000 THEN 2 ELSE 1 END AS "level"
  FROM "plumbline_step1"
    LEFT JOIN "plumbline_step2" ON "plumbline_step2"."u" = "plumbline_step1"."u"
    LEFT JOIN "plumbline_step3" ON "plumbline_step3"."u" = "plumbline_step2"."u"
),
"plumbline_ranked" AS ( -- the attempts of each actor, the one that counts first
  SELECT
    "t1",
    "t2",
    "t3",
    "level",
    0 AS "open",
    1 AS "place"
  FROM "plumbline_attempts"
),
"plumbline_counted" AS ( -- one attempt an actor, and its times between steps
  SELECT
    "level",
    "open",
    CASE WHEN "level" >= 2 THEN "t2" - "t1" END AS "d2",
    CASE WHEN "level" >= 3 THEN "t3" - "t2" END AS "d3"
  FROM "plumbline_ranked"
  WHERE "place" = 1
)
SELECT
  COUNT(*) AS "n1",
  COUNT(CASE WHEN "level" >= 2 THEN 1 END) AS "n2",
  COUNT(CASE WHEN "level" >= 3 THEN 1 END) AS "n3",
  COUNT(CASE WHEN "open" = 1 THEN 1 END) AS "open",
  PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY "d2") / 1000.0 AS "m2",
  PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY "d3") / 1000.0 AS "m3"
FROM "plumbline_counted"
`,
      ...REST,
    },
    rows: [{ n1: 3, n2: 2, n3: 0, open: 0, m2: 3150000, m3: null }],
  },
  {
    name: 'Mixpanel: any start converts',
    of: {
      build: 'funnel',
      query: {
        relation: { table: 'shop.events' },
        time: 'at',
        timeType: 'instant',
        actor: 'who',
        fromMs: DAY_START,
        toMs: DAY_END,
        windowMs: 3_600_000,
        entry: 'any',
        ties: 'strict',
        steps: [
          { where: [{ op: 'is', field: 'page', value: 'A' }] },
          { where: [{ op: 'is', field: 'page', value: 'B' }] },
          { where: [{ op: 'in', field: 'page', values: ['C', 'D'] }] },
        ],
        asOfMs: DAY_END,
        groups: [{ name: 'device', field: 'device' }],
        filters: [{ op: 'not', field: 'device', value: 'mobile' }],
      },
    },
    text: {
      postgres: `
WITH "plumbline_events" AS ( -- the events of the steps, one row each
  SELECT
    "who" AS "u",
    CAST(ROUND(date_part('epoch', "at") * 1000000) AS bigint) AS "t",
    CASE WHEN "page" = 'A' AND ("device" <> 'mobile' OR "device" IS NULL) THEN 1 END AS "s1",
    CASE WHEN "page" = 'B' THEN 1 END AS "s2",
    CASE WHEN "page" IN ('C', 'D') THEN 1 END AS "s3",
    CAST("device" AS text) AS "g1"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01 00:00:00+00'
    AND "at" < '2026-01-02 00:00:00+00'
    AND "who" IS NOT NULL
    AND ("page" = 'A' OR "page" = 'B' OR "page" IN ('C', 'D'))
),
"plumbline_next3" AS ( -- when the following steps come at the earliest, read backwards in time
  SELECT
    "u",
    "t",
    "s1",
    "s2",
    "g1",
    MIN(CASE WHEN "s3" >= 1 THEN "t" END) OVER (PARTITION BY "u" ORDER BY "t" DESC RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS "t3"
  FROM "plumbline_events"
),
"plumbline_next2" AS ( -- when the following steps come at the earliest, read backwards in time
  SELECT
    "u",
    "t",
    "s1",
    "g1",
    MIN(CASE WHEN "s2" >= 1 THEN "t" END) OVER (PARTITION BY "u" ORDER BY "t" DESC RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS "t2",
    MIN(CASE WHEN "s2" >= 1 THEN "t3" END) OVER (PARTITION BY "u" ORDER BY "t" DESC RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS "t3"
  FROM "plumbline_next3"
),
"plumbline_attempts" AS ( -- every start, and how many steps it reached within the window
  SELECT
    "u",
    "t" AS "t1",
    "t2",
    "t3",
    "g1",
    CASE WHEN ("t3" - "t") <= 3600000000 THEN 3 WHEN ("t2" - "t") <= 3600000000 THEN 2 ELSE 1 END AS "level"
  FROM "plumbline_next2"
  WHERE "s1" >= 1
),
"plumbline_ranked" AS ( -- the attempts of each actor, the one that counts first
  SELECT
    "g1",
    "t1",
    "t2",
    "t3",
    "level",
    CASE WHEN "level" < 3 AND MAX("t1") OVER (PARTITION BY "u") >= 1767308400000000 THEN 1 ELSE 0 END AS "open",
    ROW_NUMBER() OVER (PARTITION BY "u" ORDER BY "level" DESC, "t1", "g1" COLLATE "C" NULLS LAST) AS "place"
  FROM "plumbline_attempts"
),
"plumbline_counted" AS ( -- one attempt an actor, and its times between steps
  SELECT
    "g1",
    "level",
    "open",
    CASE WHEN "level" >= 2 THEN "t2" - "t1" END AS "d2",
    CASE WHEN "level" >= 3 THEN "t3" - "t2" END AS "d3"
  FROM "plumbline_ranked"
  WHERE "place" = 1
)
SELECT
  "g1" AS "device",
  COUNT(*) AS "n1",
  COUNT(CASE WHEN "level" >= 2 THEN 1 END) AS "n2",
  COUNT(CASE WHEN "level" >= 3 THEN 1 END) AS "n3",
  COUNT(CASE WHEN "open" = 1 THEN 1 END) AS "open",
  PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY "d2") / 1000.0 AS "m2",
  PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY "d3") / 1000.0 AS "m3"
FROM "plumbline_counted"
GROUP BY 1
`,
      sqlite: `
WITH "plumbline_events" AS ( -- the events of the steps, one row each
  SELECT
    "who" AS "u",
    CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) AS "t",
    CASE WHEN "page" = 'A' AND ("device" <> 'mobile' OR "device" IS NULL) THEN 1 END AS "s1",
    CASE WHEN "page" = 'B' THEN 1 END AS "s2",
    CASE WHEN "page" IN ('C', 'D') THEN 1 END AS "s3",
    CAST("device" AS TEXT) AS "g1"
  FROM "shop"."events"
  WHERE "at" >= '2025-12-31'
    AND "at" < '2026-01-03'
    AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) >= 1767225600000
    AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) < 1767312000000
    AND "who" IS NOT NULL
    AND ("page" = 'A' OR "page" = 'B' OR "page" IN ('C', 'D'))
),
"plumbline_next3" AS ( -- when the following steps come at the earliest, read backwards in time
  SELECT
    "u",
    "t",
    "s1",
    "s2",
    "g1",
    MIN(CASE WHEN "s3" >= 1 THEN "t" END) OVER (PARTITION BY "u" ORDER BY "t" DESC RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS "t3"
  FROM "plumbline_events"
),
"plumbline_next2" AS ( -- when the following steps come at the earliest, read backwards in time
  SELECT
    "u",
    "t",
    "s1",
    "g1",
    MIN(CASE WHEN "s2" >= 1 THEN "t" END) OVER (PARTITION BY "u" ORDER BY "t" DESC RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS "t2",
    MIN(CASE WHEN "s2" >= 1 THEN "t3" END) OVER (PARTITION BY "u" ORDER BY "t" DESC RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS "t3"
  FROM "plumbline_next3"
),
"plumbline_attempts" AS ( -- every start, and how many steps it reached within the window
  SELECT
    "u",
    "t" AS "t1",
    "t2",
    "t3",
    "g1",
    CASE WHEN ("t3" - "t") <= 3600000 THEN 3 WHEN ("t2" - "t") <= 3600000 THEN 2 ELSE 1 END AS "level"
  FROM "plumbline_next2"
  WHERE "s1" >= 1
),
"plumbline_ranked" AS ( -- the attempts of each actor, the one that counts first
  SELECT
    "g1",
    "t1",
    "t2",
    "t3",
    "level",
    CASE WHEN "level" < 3 AND MAX("t1") OVER (PARTITION BY "u") >= 1767308400000 THEN 1 ELSE 0 END AS "open",
    ROW_NUMBER() OVER (PARTITION BY "u" ORDER BY "level" DESC, "t1", "g1" COLLATE BINARY NULLS LAST) AS "place"
  FROM "plumbline_attempts"
),
"plumbline_counted" AS ( -- one attempt an actor, and its times between steps
  SELECT
    "g1",
    "level",
    "open",
    CASE WHEN "level" >= 2 THEN "t2" - "t1" END AS "d2",
    CASE WHEN "level" >= 3 THEN "t3" - "t2" END AS "d3"
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
    ROW_NUMBER() OVER (PARTITION BY "g1" ORDER BY "d2" IS NULL, "d2") AS "p2",
    ROW_NUMBER() OVER (PARTITION BY "g1" ORDER BY "d3" IS NULL, "d3") AS "p3",
    COUNT("d2") OVER (PARTITION BY "g1") AS "c2",
    COUNT("d3") OVER (PARTITION BY "g1") AS "c3"
  FROM "plumbline_counted"
)
SELECT
  "g1" AS "device",
  COUNT(*) AS "n1",
  COUNT(CASE WHEN "level" >= 2 THEN 1 END) AS "n2",
  COUNT(CASE WHEN "level" >= 3 THEN 1 END) AS "n3",
  COUNT(CASE WHEN "open" = 1 THEN 1 END) AS "open",
  AVG(CASE WHEN "d2" IS NOT NULL AND "p2" IN (("c2" + 1) / 2, ("c2" + 2) / 2) THEN "d2" END) AS "m2",
  AVG(CASE WHEN "d3" IS NOT NULL AND "p3" IN (("c3" + 1) / 2, ("c3" + 2) / 2) THEN "d3" END) AS "m3"
FROM "plumbline_placed"
GROUP BY 1
`,
      duckdb: `
WITH "plumbline_events" AS MATERIALIZED ( -- the events of the steps, one row each
  SELECT
    "who" AS "u",
    epoch_us("at") AS "t",
    CASE WHEN "page" = 'A' AND ("device" <> 'mobile' OR "device" IS NULL) THEN 1 END AS "s1",
    CASE WHEN "page" = 'B' THEN 1 END AS "s2",
    CASE WHEN "page" IN ('C', 'D') THEN 1 END AS "s3",
    CAST("device" AS VARCHAR) AS "g1"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01 00:00:00+00'
    AND "at" < '2026-01-02 00:00:00+00'
    AND "who" IS NOT NULL
    AND ("page" = 'A' OR "page" = 'B' OR "page" IN ('C', 'D'))
),
"plumbline_step3" AS ( -- the events of one step
  SELECT
    "u",
    "t" AS "t3"
  FROM "plumbline_events"
  WHERE "s3" >= 1
),
"plumbline_step2" AS ( -- the events of one step
  SELECT
    "u",
    "t" AS "t2"
  FROM "plumbline_events"
  WHERE "s2" >= 1
),
"plumbline_chain2" AS ( -- each with the first event of the next step after it
  SELECT
    "plumbline_step2"."u" AS "u",
    "plumbline_step2"."t2" AS "t2",
    "plumbline_step3"."t3" AS "t3"
  FROM "plumbline_step2"
    ASOF LEFT JOIN "plumbline_step3" ON "plumbline_step2"."u" = "plumbline_step3"."u" AND "plumbline_step2"."t2" < "plumbline_step3"."t3"
),
"plumbline_step1" AS ( -- the events of one step
  SELECT
    "u",
    "t" AS "t1",
    "g1"
  FROM "plumbline_events"
  WHERE "s1" >= 1
),
"plumbline_chain1" AS ( -- each with the first event of the next step after it
  SELECT
    "plumbline_step1"."u" AS "u",
    "plumbline_step1"."t1" AS "t1",
    "plumbline_step1"."g1" AS "g1",
    "plumbline_chain2"."t2" AS "t2",
    "plumbline_chain2"."t3" AS "t3"
  FROM "plumbline_step1"
    ASOF LEFT JOIN "plumbline_chain2" ON "plumbline_step1"."u" = "plumbline_chain2"."u" AND "plumbline_step1"."t1" < "plumbline_chain2"."t2"
),
"plumbline_attempts" AS ( -- every start, and how many steps it reached within the window
  SELECT
    "u",
    "t1",
    "t2",
    "t3",
    "g1",
    CASE WHEN ("t3" - "t1") <= 3600000000 THEN 3 WHEN ("t2" - "t1") <= 3600000000 THEN 2 ELSE 1 END AS "level"
  FROM "plumbline_chain1"
),
"plumbline_ranked" AS ( -- the attempts of each actor, the one that counts first
  SELECT
    "g1",
    "t1",
    "t2",
    "t3",
    "level",
    CASE WHEN "level" < 3 AND MAX("t1") OVER (PARTITION BY "u") >= 1767308400000000 THEN 1 ELSE 0 END AS "open",
    ROW_NUMBER() OVER (PARTITION BY "u" ORDER BY "level" DESC, "t1", "g1" COLLATE "C" NULLS LAST) AS "place"
  FROM "plumbline_attempts"
),
"plumbline_counted" AS ( -- one attempt an actor, and its times between steps
  SELECT
    "g1",
    "level",
    "open",
    CASE WHEN "level" >= 2 THEN "t2" - "t1" END AS "d2",
    CASE WHEN "level" >= 3 THEN "t3" - "t2" END AS "d3"
  FROM "plumbline_ranked"
  WHERE "place" = 1
)
SELECT
  "g1" AS "device",
  COUNT(*) AS "n1",
  COUNT(CASE WHEN "level" >= 2 THEN 1 END) AS "n2",
  COUNT(CASE WHEN "level" >= 3 THEN 1 END) AS "n3",
  COUNT(CASE WHEN "open" = 1 THEN 1 END) AS "open",
  PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY "d2") / 1000.0 AS "m2",
  PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY "d3") / 1000.0 AS "m3"
FROM "plumbline_counted"
GROUP BY 1
`,
      ...REST,
    },
    rows: [
      { device: 'Mobile', n1: 1, n2: 0, n3: 0, open: 1, m2: null, m3: null },
      { device: 'desktop', n1: 1, n2: 1, n3: 1, open: 0, m2: 900000, m3: 1800000 },
      { device: null, n1: 1, n2: 1, n3: 0, open: 0, m2: 3600000, m3: null },
    ],
  },
  {
    name: 'loose ties',
    of: {
      build: 'funnel',
      query: {
        relation: { table: 'shop.events' },
        time: 'at',
        timeType: 'instant',
        actor: 'who',
        fromMs: DAY_START,
        toMs: DAY_END,
        windowMs: 3_600_000,
        entry: 'any',
        ties: 'loose',
        steps: [
          { where: [{ op: 'is', field: 'page', value: 'A' }] },
          { where: [{ op: 'is', field: 'page', value: 'B' }] },
          { where: [{ op: 'in', field: 'page', values: ['C', 'D'] }] },
        ],
        asOfMs: DAY_END,
        groups: [],
        filters: [],
      },
    },
    text: {
      postgres: `
WITH "plumbline_events" AS ( -- the events of the steps, one row each
  SELECT
    "who" AS "u",
    CAST(ROUND(date_part('epoch', "at") * 1000000) AS bigint) AS "t",
    CASE WHEN "page" = 'A' THEN 1 END AS "s1",
    CASE WHEN "page" = 'B' THEN 1 END AS "s2",
    CASE WHEN "page" IN ('C', 'D') THEN 1 END AS "s3"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01 00:00:00+00'
    AND "at" < '2026-01-02 00:00:00+00'
    AND "who" IS NOT NULL
    AND ("page" = 'A' OR "page" = 'B' OR "page" IN ('C', 'D'))
),
"plumbline_next3" AS ( -- when the following steps come at the earliest, read backwards in time
  SELECT
    "u",
    "t",
    "s1",
    "s2",
    MIN(CASE WHEN "s3" >= 1 THEN "t" END) OVER (PARTITION BY "u" ORDER BY "t" DESC RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS "t3"
  FROM "plumbline_events"
),
"plumbline_next2" AS ( -- when the following steps come at the earliest, read backwards in time
  SELECT
    "u",
    "t",
    "s1",
    MIN(CASE WHEN "s2" >= 1 THEN "t" END) OVER (PARTITION BY "u" ORDER BY "t" DESC RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS "t2",
    MIN(CASE WHEN "s2" >= 1 THEN "t3" END) OVER (PARTITION BY "u" ORDER BY "t" DESC RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS "t3"
  FROM "plumbline_next3"
),
"plumbline_attempts" AS ( -- every start, and how many steps it reached within the window
  SELECT
    "u",
    "t" AS "t1",
    "t2",
    "t3",
    CASE WHEN ("t3" - "t") <= 3600000000 THEN 3 WHEN ("t2" - "t") <= 3600000000 THEN 2 ELSE 1 END AS "level"
  FROM "plumbline_next2"
  WHERE "s1" >= 1
),
"plumbline_ranked" AS ( -- the attempts of each actor, the one that counts first
  SELECT
    "t1",
    "t2",
    "t3",
    "level",
    CASE WHEN "level" < 3 AND MAX("t1") OVER (PARTITION BY "u") >= 1767308400000000 THEN 1 ELSE 0 END AS "open",
    ROW_NUMBER() OVER (PARTITION BY "u" ORDER BY "level" DESC, "t1") AS "place"
  FROM "plumbline_attempts"
),
"plumbline_counted" AS ( -- one attempt an actor, and its times between steps
  SELECT
    "level",
    "open",
    CASE WHEN "level" >= 2 THEN "t2" - "t1" END AS "d2",
    CASE WHEN "level" >= 3 THEN "t3" - "t2" END AS "d3"
  FROM "plumbline_ranked"
  WHERE "place" = 1
)
SELECT
  COUNT(*) AS "n1",
  COUNT(CASE WHEN "level" >= 2 THEN 1 END) AS "n2",
  COUNT(CASE WHEN "level" >= 3 THEN 1 END) AS "n3",
  COUNT(CASE WHEN "open" = 1 THEN 1 END) AS "open",
  PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY "d2") / 1000.0 AS "m2",
  PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY "d3") / 1000.0 AS "m3"
FROM "plumbline_counted"
`,
      sqlite: `
WITH "plumbline_events" AS ( -- the events of the steps, one row each
  SELECT
    "who" AS "u",
    CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) AS "t",
    CASE WHEN "page" = 'A' THEN 1 END AS "s1",
    CASE WHEN "page" = 'B' THEN 1 END AS "s2",
    CASE WHEN "page" IN ('C', 'D') THEN 1 END AS "s3"
  FROM "shop"."events"
  WHERE "at" >= '2025-12-31'
    AND "at" < '2026-01-03'
    AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) >= 1767225600000
    AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) < 1767312000000
    AND "who" IS NOT NULL
    AND ("page" = 'A' OR "page" = 'B' OR "page" IN ('C', 'D'))
),
"plumbline_next3" AS ( -- when the following steps come at the earliest, read backwards in time
  SELECT
    "u",
    "t",
    "s1",
    "s2",
    MIN(CASE WHEN "s3" >= 1 THEN "t" END) OVER (PARTITION BY "u" ORDER BY "t" DESC RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS "t3"
  FROM "plumbline_events"
),
"plumbline_next2" AS ( -- when the following steps come at the earliest, read backwards in time
  SELECT
    "u",
    "t",
    "s1",
    MIN(CASE WHEN "s2" >= 1 THEN "t" END) OVER (PARTITION BY "u" ORDER BY "t" DESC RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS "t2",
    MIN(CASE WHEN "s2" >= 1 THEN "t3" END) OVER (PARTITION BY "u" ORDER BY "t" DESC RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS "t3"
  FROM "plumbline_next3"
),
"plumbline_attempts" AS ( -- every start, and how many steps it reached within the window
  SELECT
    "u",
    "t" AS "t1",
    "t2",
    "t3",
    CASE WHEN ("t3" - "t") <= 3600000 THEN 3 WHEN ("t2" - "t") <= 3600000 THEN 2 ELSE 1 END AS "level"
  FROM "plumbline_next2"
  WHERE "s1" >= 1
),
"plumbline_ranked" AS ( -- the attempts of each actor, the one that counts first
  SELECT
    "t1",
    "t2",
    "t3",
    "level",
    CASE WHEN "level" < 3 AND MAX("t1") OVER (PARTITION BY "u") >= 1767308400000 THEN 1 ELSE 0 END AS "open",
    ROW_NUMBER() OVER (PARTITION BY "u" ORDER BY "level" DESC, "t1") AS "place"
  FROM "plumbline_attempts"
),
"plumbline_counted" AS ( -- one attempt an actor, and its times between steps
  SELECT
    "level",
    "open",
    CASE WHEN "level" >= 2 THEN "t2" - "t1" END AS "d2",
    CASE WHEN "level" >= 3 THEN "t3" - "t2" END AS "d3"
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
  COUNT(*) AS "n1",
  COUNT(CASE WHEN "level" >= 2 THEN 1 END) AS "n2",
  COUNT(CASE WHEN "level" >= 3 THEN 1 END) AS "n3",
  COUNT(CASE WHEN "open" = 1 THEN 1 END) AS "open",
  AVG(CASE WHEN "d2" IS NOT NULL AND "p2" IN (("c2" + 1) / 2, ("c2" + 2) / 2) THEN "d2" END) AS "m2",
  AVG(CASE WHEN "d3" IS NOT NULL AND "p3" IN (("c3" + 1) / 2, ("c3" + 2) / 2) THEN "d3" END) AS "m3"
FROM "plumbline_placed"
`,
      duckdb: `
WITH "plumbline_events" AS MATERIALIZED ( -- the events of the steps, one row each
  SELECT
    "who" AS "u",
    epoch_us("at") AS "t",
    CASE WHEN "page" = 'A' THEN 1 END AS "s1",
    CASE WHEN "page" = 'B' THEN 1 END AS "s2",
    CASE WHEN "page" IN ('C', 'D') THEN 1 END AS "s3"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01 00:00:00+00'
    AND "at" < '2026-01-02 00:00:00+00'
    AND "who" IS NOT NULL
    AND ("page" = 'A' OR "page" = 'B' OR "page" IN ('C', 'D'))
),
"plumbline_step3" AS ( -- the events of one step
  SELECT
    "u",
    "t" AS "t3"
  FROM "plumbline_events"
  WHERE "s3" >= 1
),
"plumbline_step2" AS ( -- the events of one step
  SELECT
    "u",
    "t" AS "t2"
  FROM "plumbline_events"
  WHERE "s2" >= 1
),
"plumbline_chain2" AS ( -- each with the first event of the next step after it
  SELECT
    "plumbline_step2"."u" AS "u",
    "plumbline_step2"."t2" AS "t2",
    "plumbline_step3"."t3" AS "t3"
  FROM "plumbline_step2"
    ASOF LEFT JOIN "plumbline_step3" ON "plumbline_step2"."u" = "plumbline_step3"."u" AND "plumbline_step2"."t2" <= "plumbline_step3"."t3"
),
"plumbline_step1" AS ( -- the events of one step
  SELECT
    "u",
    "t" AS "t1"
  FROM "plumbline_events"
  WHERE "s1" >= 1
),
"plumbline_chain1" AS ( -- each with the first event of the next step after it
  SELECT
    "plumbline_step1"."u" AS "u",
    "plumbline_step1"."t1" AS "t1",
    "plumbline_chain2"."t2" AS "t2",
    "plumbline_chain2"."t3" AS "t3"
  FROM "plumbline_step1"
    ASOF LEFT JOIN "plumbline_chain2" ON "plumbline_step1"."u" = "plumbline_chain2"."u" AND "plumbline_step1"."t1" <= "plumbline_chain2"."t2"
),
"plumbline_attempts" AS ( -- every start, and how many steps it reached within the window
  SELECT
    "u",
    "t1",
    "t2",
    "t3",
    CASE WHEN ("t3" - "t1") <= 3600000000 THEN 3 WHEN ("t2" - "t1") <= 3600000000 THEN 2 ELSE 1 END AS "level"
  FROM "plumbline_chain1"
),
"plumbline_ranked" AS ( -- the attempts of each actor, the one that counts first
  SELECT
    "t1",
    "t2",
    "t3",
    "level",
    CASE WHEN "level" < 3 AND MAX("t1") OVER (PARTITION BY "u") >= 1767308400000000 THEN 1 ELSE 0 END AS "open",
    ROW_NUMBER() OVER (PARTITION BY "u" ORDER BY "level" DESC, "t1") AS "place"
  FROM "plumbline_attempts"
),
"plumbline_counted" AS ( -- one attempt an actor, and its times between steps
  SELECT
    "level",
    "open",
    CASE WHEN "level" >= 2 THEN "t2" - "t1" END AS "d2",
    CASE WHEN "level" >= 3 THEN "t3" - "t2" END AS "d3"
  FROM "plumbline_ranked"
  WHERE "place" = 1
)
SELECT
  COUNT(*) AS "n1",
  COUNT(CASE WHEN "level" >= 2 THEN 1 END) AS "n2",
  COUNT(CASE WHEN "level" >= 3 THEN 1 END) AS "n3",
  COUNT(CASE WHEN "open" = 1 THEN 1 END) AS "open",
  PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY "d2") / 1000.0 AS "m2",
  PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY "d3") / 1000.0 AS "m3"
FROM "plumbline_counted"
`,
      ...REST,
    },
    rows: [{ n1: 3, n2: 2, n3: 1, open: 1, m2: 2250000, m3: 1800000 }],
  },
  {
    name: 'one step',
    of: {
      build: 'funnel',
      query: {
        relation: { table: 'shop.events' },
        time: 'at',
        timeType: 'instant',
        actor: 'who',
        fromMs: DAY_START,
        toMs: DAY_END,
        asOfMs: DAY_END,
        windowMs: 3_600_000,
        entry: 'any',
        ties: 'strict',
        groups: [],
        filters: [],
        steps: [{ where: [{ op: 'is', field: 'page', value: 'A' }] }],
      },
    },
    text: {
      postgres: `
WITH "plumbline_events" AS ( -- the events of the steps, one row each
  SELECT
    "who" AS "u",
    CAST(ROUND(date_part('epoch', "at") * 1000000) AS bigint) AS "t",
    CASE WHEN "page" = 'A' THEN 1 END AS "s1"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01 00:00:00+00'
    AND "at" < '2026-01-02 00:00:00+00'
    AND "who" IS NOT NULL
    AND "page" = 'A'
),
"plumbline_attempts" AS ( -- every start, and how many steps it reached within the window
  SELECT
    "u",
    "t" AS "t1",
    1 AS "level"
  FROM "plumbline_events"
  WHERE "s1" >= 1
),
"plumbline_ranked" AS ( -- the attempts of each actor, the one that counts first
  SELECT
    "t1",
    "level",
    CASE WHEN "level" < 1 AND MAX("t1") OVER (PARTITION BY "u") >= 1767308400000000 THEN 1 ELSE 0 END AS "open",
    ROW_NUMBER() OVER (PARTITION BY "u" ORDER BY "level" DESC, "t1") AS "place"
  FROM "plumbline_attempts"
),
"plumbline_counted" AS ( -- one attempt an actor, and its times between steps
  SELECT
    "level",
    "open"
  FROM "plumbline_ranked"
  WHERE "place" = 1
)
SELECT
  COUNT(*) AS "n1",
  COUNT(CASE WHEN "open" = 1 THEN 1 END) AS "open"
FROM "plumbline_counted"
`,
      sqlite: `
WITH "plumbline_events" AS ( -- the events of the steps, one row each
  SELECT
    "who" AS "u",
    CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) AS "t",
    CASE WHEN "page" = 'A' THEN 1 END AS "s1"
  FROM "shop"."events"
  WHERE "at" >= '2025-12-31'
    AND "at" < '2026-01-03'
    AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) >= 1767225600000
    AND CAST(ROUND((COALESCE(julianday("at"), julianday("at" || ':00'), julianday(substr("at", 1, length("at") - 2) || ':' || substr("at", -2))) - 2440587.5) * 86400000) AS INTEGER) < 1767312000000
    AND "who" IS NOT NULL
    AND "page" = 'A'
),
"plumbline_attempts" AS ( -- every start, and how many steps it reached within the window
  SELECT
    "u",
    "t" AS "t1",
    1 AS "level"
  FROM "plumbline_events"
  WHERE "s1" >= 1
),
"plumbline_ranked" AS ( -- the attempts of each actor, the one that counts first
  SELECT
    "t1",
    "level",
    CASE WHEN "level" < 1 AND MAX("t1") OVER (PARTITION BY "u") >= 1767308400000 THEN 1 ELSE 0 END AS "open",
    ROW_NUMBER() OVER (PARTITION BY "u" ORDER BY "level" DESC, "t1") AS "place"
  FROM "plumbline_attempts"
),
"plumbline_counted" AS ( -- one attempt an actor, and its times between steps
  SELECT
    "level",
    "open"
  FROM "plumbline_ranked"
  WHERE "place" = 1
)
SELECT
  COUNT(*) AS "n1",
  COUNT(CASE WHEN "open" = 1 THEN 1 END) AS "open"
FROM "plumbline_counted"
`,
      duckdb: `
WITH "plumbline_events" AS MATERIALIZED ( -- the events of the steps, one row each
  SELECT
    "who" AS "u",
    epoch_us("at") AS "t",
    CASE WHEN "page" = 'A' THEN 1 END AS "s1"
  FROM "shop"."events"
  WHERE "at" >= '2026-01-01 00:00:00+00'
    AND "at" < '2026-01-02 00:00:00+00'
    AND "who" IS NOT NULL
    AND "page" = 'A'
),
"plumbline_step1" AS ( -- the events of one step
  SELECT
    "u",
    "t" AS "t1"
  FROM "plumbline_events"
  WHERE "s1" >= 1
),
"plumbline_attempts" AS ( -- every start, and how many steps it reached within the window
  SELECT
    "u",
    "t1",
    1 AS "level"
  FROM "plumbline_step1"
),
"plumbline_ranked" AS ( -- the attempts of each actor, the one that counts first
  SELECT
    "t1",
    "level",
    CASE WHEN "level" < 1 AND MAX("t1") OVER (PARTITION BY "u") >= 1767308400000000 THEN 1 ELSE 0 END AS "open",
    ROW_NUMBER() OVER (PARTITION BY "u" ORDER BY "level" DESC, "t1") AS "place"
  FROM "plumbline_attempts"
),
"plumbline_counted" AS ( -- one attempt an actor, and its times between steps
  SELECT
    "level",
    "open"
  FROM "plumbline_ranked"
  WHERE "place" = 1
)
SELECT
  COUNT(*) AS "n1",
  COUNT(CASE WHEN "open" = 1 THEN 1 END) AS "open"
FROM "plumbline_counted"
`,
      ...REST,
    },
    rows: [{ n1: 3, open: 0 }],
  },
];
