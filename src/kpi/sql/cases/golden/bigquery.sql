-- slices: rows of a day
SELECT
  CAST(1767225600000 AS INT64) AS `bucket`,
  COUNT(*) AS `n`,
  COUNT(*) AS `observed`
FROM `shop`.`events`
WHERE `at` >= '2025-12-31'
  AND `at` < '2026-01-03'
  AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) >= 1767225600000000
  AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) < 1767312000000000
GROUP BY 1;

-- slices: hours, then minutes at the open end, by device, counts and sums with conditions
SELECT
  CASE WHEN UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) < 1767308400000000 THEN CAST(((DIV((UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) + 62135596800000000), 3600000000)) * 3600000) - 62135596800000 AS INT64) ELSE CAST(((DIV((UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) + 62135596800000000), 60000000)) * 60000) - 62135596800000 AS INT64) END AS `bucket`,
  COLLATE(CAST(`device` AS STRING), '') AS `device`,
  COUNT(*) AS `n`,
  COUNT(CASE WHEN `ok` = TRUE THEN 1 END) AS `good`,
  CAST(COALESCE(SUM(`amount`), 0) AS FLOAT64) AS `amount`,
  CAST(COALESCE(SUM(CASE WHEN `amount` > 1 THEN (
amount / 2
  ) END), 0) AS FLOAT64) AS `half`,
  COUNT(*) AS `observed`
FROM `shop`.`events`
WHERE `at` >= '2025-12-31'
  AND `at` < '2026-01-03'
  AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) >= 1767225600000000
  AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) < 1767312000000000
  AND `who` IS NOT NULL
GROUP BY 1, 2;

-- slices: a clipped first bucket, of a query of the definition
SELECT
  GREATEST(CAST(((DIV((UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) + 62135596800000000), 300000000)) * 300000) - 62135596800000 AS INT64), CAST(1767272500000 AS INT64)) AS `bucket`,
  COUNT(*) AS `n`,
  COUNT(*) AS `observed`
FROM (
SELECT * FROM shop.events WHERE page = 'A'
) AS `relation`
WHERE `at` >= '2025-12-31'
  AND `at` < '2026-01-03'
  AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) >= 1767272500000000
  AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) < 1767276000000000
GROUP BY 1;

-- slices: unix milliseconds
SELECT
  CAST(((DIV((CAST(`ms` AS INT64) + 62135596800000), 43200000)) * 43200000) - 62135596800000 AS INT64) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events`
WHERE `ms` >= 1767225600000
  AND `ms` < 1767312000000
GROUP BY 1;

-- slices: unix seconds
SELECT
  GREATEST(CAST(((DIV((CAST(ROUND(`seconds` * 1000.0) AS INT64) + 62135596800000), 43200000)) * 43200000) - 62135596800000 AS INT64), CAST(1767225600500 AS INT64)) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events`
WHERE `seconds` >= 1767225600
  AND CAST(ROUND(`seconds` * 1000.0) AS INT64) >= 1767225600500
  AND `seconds` < 1767312000
GROUP BY 1;

-- slices: days that begin at 13:00 UTC, levels and quantiles with conditions
WITH `plumbline_given` AS ( -- what each row gives to each aggregate
  SELECT
    CASE WHEN UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) < 1767272400000000 THEN CAST(1767186000000 AS INT64) ELSE ((DIV((UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) - 1767272400000000), 86400000000)) * 86400000) + 1767272400000 END AS `k1`,
    COLLATE(CAST(`page` AS STRING), '') AS `k2`,
    `amount` AS `v1`,
    CASE WHEN `ok` = TRUE THEN (
amount * 2
    ) END AS `v2`,
    COLLATE(CAST(`who` AS STRING), '') AS `v3`,
    CAST(`amount` AS FLOAT64) AS `v4`,
    CASE WHEN `ok` = TRUE THEN CAST(`amount` AS FLOAT64) END AS `v5`,
    CAST(UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) - UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) AS FLOAT64) AS `v6`,
    UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) AS `v7`
  FROM `shop`.`events`
  WHERE `at` >= '2025-12-30'
    AND `at` < '2026-01-05'
    AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) >= 1767186000000000
    AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) < 1767445200000000
),
`plumbline_placed` AS ( -- how far a quantile is ahead of each row, in the order of the values of a bucket
  SELECT
    `k1`,
    `k2`,
    `v1`,
    `v2`,
    `v3`,
    `v4`,
    `v5`,
    `v6`,
    `v7`,
    ((CAST(COUNT(`v4`) OVER (PARTITION BY `k1`, `k2`) AS INT64) - 1) * 5) - ((ROW_NUMBER() OVER (PARTITION BY `k1`, `k2` ORDER BY CASE WHEN `v4` IS NULL THEN 1 ELSE 0 END, `v4`) - 1) * 10) AS `a1`,
    ((CAST(COUNT(`v5`) OVER (PARTITION BY `k1`, `k2`) AS INT64) - 1) * 75) - ((ROW_NUMBER() OVER (PARTITION BY `k1`, `k2` ORDER BY CASE WHEN `v5` IS NULL THEN 1 ELSE 0 END, `v5`) - 1) * 100) AS `a2`,
    ((CAST(COUNT(`v6`) OVER (PARTITION BY `k1`, `k2`) AS INT64) - 1) * 95) - ((ROW_NUMBER() OVER (PARTITION BY `k1`, `k2` ORDER BY CASE WHEN `v6` IS NULL THEN 1 ELSE 0 END, `v6`) - 1) * 100) AS `a3`
  FROM `plumbline_given`
),
`plumbline_beside` AS ( -- the one or two rows that it stands beside
  SELECT
    `k1`,
    `k2`,
    `v1`,
    `v2`,
    `v3`,
    `v4`,
    `v5`,
    `v6`,
    `v7`,
    CASE WHEN `a1` > (-10) AND `a1` < 10 THEN `v4` END AS `b1`,
    CASE WHEN `a1` > (-10) AND `a1` < 10 THEN `a1` END AS `h1`,
    CASE WHEN `a2` > (-100) AND `a2` < 100 THEN `v5` END AS `b2`,
    CASE WHEN `a2` > (-100) AND `a2` < 100 THEN `a2` END AS `h2`,
    CASE WHEN `a3` > (-100) AND `a3` < 100 THEN `v6` END AS `b3`,
    CASE WHEN `a3` > (-100) AND `a3` < 100 THEN `a3` END AS `h3`
  FROM `plumbline_placed`
)
SELECT
  `k1` AS `bucket`,
  `k2` AS `page`,
  COUNT(`v1`) AS `known`,
  CAST(MIN(`v1`) AS FLOAT64) AS `least`,
  CAST(MAX(`v2`) AS FLOAT64) AS `most`,
  COUNT(DISTINCT `v3`) AS `people`,
  MIN(`b1`) + ((MAX(`b1`) - MIN(`b1`)) * (CAST(MAX(`h1`) AS FLOAT64) / 10.0)) AS `middle`,
  MIN(`b2`) + ((MAX(`b2`) - MIN(`b2`)) * (CAST(MAX(`h2`) AS FLOAT64) / 100.0)) AS `high`,
  (MIN(`b3`) + ((MAX(`b3`) - MIN(`b3`)) * (CAST(MAX(`h3`) AS FLOAT64) / 100.0))) / 1000000.0 AS `waited`,
  CAST(MAX(`v7`) AS FLOAT64) / 1000.0 AS `newest`,
  COUNT(*) AS `observed`
FROM `plumbline_beside`
GROUP BY 1, 2;

-- slices: approximate quantile and count of people, hours from half past
SELECT
  ((DIV((CAST(ROUND(`seconds` * 1000.0) AS INT64) - 1767227400000), 3600000)) * 3600000) + 1767227400000 AS `bucket`,
  APPROX_COUNT_DISTINCT(COLLATE(CAST(`who` AS STRING), '')) AS `people`,
  APPROX_QUANTILES(CAST(`amount` AS FLOAT64), 100 IGNORE NULLS)[OFFSET(50)] AS `middle`,
  COUNT(*) AS `observed`
FROM `shop`.`events`
WHERE `seconds` >= 1767227400
  AND `seconds` < 1767312000
  AND (`page` = 'C' AND COLLATE(CAST(`page` AS STRING), '') = COLLATE(CAST('C' AS STRING), ''))
GROUP BY 1;

-- slices: is
SELECT
  CAST(1767225600000 AS INT64) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events`
WHERE `at` >= '2025-12-31'
  AND `at` < '2026-01-03'
  AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) >= 1767225600000000
  AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) < 1767312000000000
  AND (`device` = 'mobile' AND COLLATE(CAST(`device` AS STRING), '') = COLLATE(CAST('mobile' AS STRING), ''))
GROUP BY 1;

-- slices: not keeps NULL
SELECT
  CAST(1767225600000 AS INT64) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events`
WHERE `at` >= '2025-12-31'
  AND `at` < '2026-01-03'
  AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) >= 1767225600000000
  AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) < 1767312000000000
  AND (NOT (`device` = 'mobile' AND COLLATE(CAST(`device` AS STRING), '') = COLLATE(CAST('mobile' AS STRING), '')) OR `device` IS NULL)
GROUP BY 1;

-- slices: in
SELECT
  CAST(1767225600000 AS INT64) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events`
WHERE `at` >= '2025-12-31'
  AND `at` < '2026-01-03'
  AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) >= 1767225600000000
  AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) < 1767312000000000
  AND (`device` IN ('mobile', 'desktop') AND COLLATE(CAST(`device` AS STRING), '') IN (COLLATE(CAST('mobile' AS STRING), ''), COLLATE(CAST('desktop' AS STRING), '')))
GROUP BY 1;

-- slices: notIn keeps NULL
SELECT
  CAST(1767225600000 AS INT64) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events`
WHERE `at` >= '2025-12-31'
  AND `at` < '2026-01-03'
  AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) >= 1767225600000000
  AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) < 1767312000000000
  AND (NOT (`device` IN ('mobile', 'desktop') AND COLLATE(CAST(`device` AS STRING), '') IN (COLLATE(CAST('mobile' AS STRING), ''), COLLATE(CAST('desktop' AS STRING), ''))) OR `device` IS NULL)
GROUP BY 1;

-- slices: is with a boolean
SELECT
  CAST(1767225600000 AS INT64) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events`
WHERE `at` >= '2025-12-31'
  AND `at` < '2026-01-03'
  AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) >= 1767225600000000
  AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) < 1767312000000000
  AND `ok` = FALSE
GROUP BY 1;

-- slices: not with a number
SELECT
  CAST(1767225600000 AS INT64) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events`
WHERE `at` >= '2025-12-31'
  AND `at` < '2026-01-03'
  AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) >= 1767225600000000
  AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) < 1767312000000000
  AND (`amount` <> 2.5 OR `amount` IS NULL)
GROUP BY 1;

-- slices: lt
SELECT
  CAST(1767225600000 AS INT64) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events`
WHERE `at` >= '2025-12-31'
  AND `at` < '2026-01-03'
  AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) >= 1767225600000000
  AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) < 1767312000000000
  AND `amount` < 2.5
GROUP BY 1;

-- slices: lte
SELECT
  CAST(1767225600000 AS INT64) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events`
WHERE `at` >= '2025-12-31'
  AND `at` < '2026-01-03'
  AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) >= 1767225600000000
  AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) < 1767312000000000
  AND `amount` <= 2.5
GROUP BY 1;

-- slices: gt
SELECT
  CAST(1767225600000 AS INT64) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events`
WHERE `at` >= '2025-12-31'
  AND `at` < '2026-01-03'
  AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) >= 1767225600000000
  AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) < 1767312000000000
  AND `amount` > 2.5
GROUP BY 1;

-- slices: gte
SELECT
  CAST(1767225600000 AS INT64) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events`
WHERE `at` >= '2025-12-31'
  AND `at` < '2026-01-03'
  AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) >= 1767225600000000
  AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) < 1767312000000000
  AND `amount` >= (-2.5e-7)
GROUP BY 1;

-- slices: present
SELECT
  CAST(1767225600000 AS INT64) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events`
WHERE `at` >= '2025-12-31'
  AND `at` < '2026-01-03'
  AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) >= 1767225600000000
  AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) < 1767312000000000
  AND `device` IS NOT NULL
GROUP BY 1;

-- slices: not present
SELECT
  CAST(1767225600000 AS INT64) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events`
WHERE `at` >= '2025-12-31'
  AND `at` < '2026-01-03'
  AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) >= 1767225600000000
  AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) < 1767312000000000
  AND `device` IS NULL
GROUP BY 1;

-- slices: matches
SELECT
  CAST(1767225600000 AS INT64) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events`
WHERE `at` >= '2025-12-31'
  AND `at` < '2026-01-03'
  AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) >= 1767225600000000
  AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) < 1767312000000000
  AND REGEXP_CONTAINS(CAST(`device` AS STRING), '^(?:[mM][^\\n]*e)\u0024')
GROUP BY 1;

-- slices: matches negated keeps NULL
SELECT
  CAST(1767225600000 AS INT64) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events`
WHERE `at` >= '2025-12-31'
  AND `at` < '2026-01-03'
  AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) >= 1767225600000000
  AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) < 1767312000000000
  AND (NOT REGEXP_CONTAINS(CAST(`device` AS STRING), '(?i)^(?:mob[0-9A-Za-z_]+)\u0024') OR `device` IS NULL)
GROUP BY 1;

-- slices: matches only values
SELECT
  CAST(1767225600000 AS INT64) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events`
WHERE `at` >= '2025-12-31'
  AND `at` < '2026-01-03'
  AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) >= 1767225600000000
  AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) < 1767312000000000
  AND REGEXP_CONTAINS(CAST(`device` AS STRING), '^(?:(?:mobile|desktop))\u0024')
GROUP BY 1;

-- slices: any of all
SELECT
  CAST(1767225600000 AS INT64) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events`
WHERE `at` >= '2025-12-31'
  AND `at` < '2026-01-03'
  AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) >= 1767225600000000
  AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) < 1767312000000000
  AND ((`page` = 'B' AND COLLATE(CAST(`page` AS STRING), '') = COLLATE(CAST('B' AS STRING), '')) OR ((`page` = 'A' AND COLLATE(CAST(`page` AS STRING), '') = COLLATE(CAST('A' AS STRING), '')) AND `amount` > 0))
GROUP BY 1;

-- slices: awkward text
SELECT
  CAST(1767225600000 AS INT64) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events`
WHERE `at` >= '2025-12-31'
  AND `at` < '2026-01-03'
  AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) >= 1767225600000000
  AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) < 1767312000000000
  AND (NOT (`device` IN ('o\'brien', 'a\\b', '\u0024__interval', '\u005B[x]]') AND COLLATE(CAST(`device` AS STRING), '') IN (COLLATE(CAST('o\'brien' AS STRING), ''), COLLATE(CAST('a\\b' AS STRING), ''), COLLATE(CAST('\u0024__interval' AS STRING), ''), COLLATE(CAST('\u005B[x]]' AS STRING), ''))) OR `device` IS NULL)
GROUP BY 1;

-- experiment: sums within a window, and of the time before; some saw several variants
WITH `plumbline_exposed` AS ( -- every exposure, who and when and to which variant
  SELECT
    COLLATE(CAST(`who` AS STRING), '') AS `u`,
    UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) AS `t`,
    CASE WHEN `page` = 'A' AND COLLATE(CAST(`page` AS STRING), '') = COLLATE(CAST('A' AS STRING), '') THEN 0 WHEN `page` = 'C' AND COLLATE(CAST(`page` AS STRING), '') = COLLATE(CAST('C' AS STRING), '') THEN 1 WHEN `page` IS NOT NULL THEN 2 END AS `v`
  FROM `shop`.`events`
  WHERE `at` >= '2025-12-31'
    AND `at` < '2026-01-03'
    AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) >= 1767225600000000
    AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) < 1767312000000000
    AND (`page` IN ('A', 'C') AND COLLATE(CAST(`page` AS STRING), '') IN (COLLATE(CAST('A' AS STRING), ''), COLLATE(CAST('C' AS STRING), '')))
    AND `who` IS NOT NULL
),
`plumbline_units` AS ( -- each unit with its first exposure, and the variants that it saw
  SELECT
    `u`,
    COALESCE(MIN(CASE WHEN `v` IS NOT NULL THEN `t` END), MIN(`t`)) AS `t0`,
    MIN(`v`) AS `lo`,
    MAX(`v`) AS `hi`
  FROM `plumbline_exposed`
  GROUP BY 1
),
`plumbline_chosen` AS ( -- the variant that each unit counts for
  SELECT
    `u`,
    `t0`,
    CASE WHEN `lo` IS NULL THEN 4 WHEN `lo` <> `hi` THEN 3 ELSE `lo` END AS `v`
  FROM `plumbline_units`
),
`plumbline_happened` AS ( -- what happened to units before and after
  SELECT
    COLLATE(CAST(`who` AS STRING), '') AS `u`,
    UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) AS `t`,
    `amount` AS `m`,
    1 AS `b`
  FROM `shop`.`events`
  WHERE `at` >= '2025-12-31'
    AND `at` < '2026-01-03'
    AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) >= 1767222000000000
    AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) < 1767315600001000
    AND `who` IS NOT NULL
),
`plumbline_outcomes` AS ( -- each unit once, with what it did in its window
  SELECT
    `plumbline_chosen`.`u` AS `u`,
    `plumbline_chosen`.`v` AS `v`,
    `plumbline_chosen`.`t0` AS `t0`,
    CAST(COALESCE(SUM(CASE WHEN `plumbline_happened`.`b` = 1 AND `plumbline_happened`.`t` > `plumbline_chosen`.`t0` AND `plumbline_happened`.`t` <= (`plumbline_chosen`.`t0` + 3600000000) THEN `plumbline_happened`.`m` END), 0) AS FLOAT64) AS `y`,
    CAST(COALESCE(SUM(CASE WHEN `plumbline_happened`.`b` = 1 AND `plumbline_happened`.`t` >= (`plumbline_chosen`.`t0` + (-3600000000)) AND `plumbline_happened`.`t` < `plumbline_chosen`.`t0` THEN `plumbline_happened`.`m` END), 0) AS FLOAT64) AS `x`
  FROM `plumbline_chosen`
    LEFT JOIN `plumbline_happened` ON `plumbline_happened`.`u` = `plumbline_chosen`.`u`
  GROUP BY 1, 2, 3
)
SELECT
  `v` AS `variant`,
  COUNT(*) AS `exposed`,
  COUNT(CASE WHEN `t0` < 1767351600000000 THEN 1 END) AS `ripe`,
  COALESCE(SUM(CASE WHEN `t0` < 1767351600000000 THEN `y` END), CAST(0 AS FLOAT64)) AS `sy`,
  COALESCE(SUM(CASE WHEN `t0` < 1767351600000000 THEN `y` * `y` END), CAST(0 AS FLOAT64)) AS `syy`,
  COALESCE(SUM(CASE WHEN `t0` < 1767351600000000 THEN `x` END), CAST(0 AS FLOAT64)) AS `sx`,
  COALESCE(SUM(CASE WHEN `t0` < 1767351600000000 THEN `x` * `x` END), CAST(0 AS FLOAT64)) AS `sxx`,
  COALESCE(SUM(CASE WHEN `t0` < 1767351600000000 THEN `x` * `y` END), CAST(0 AS FLOAT64)) AS `sxy`
FROM `plumbline_outcomes`
GROUP BY 1;

-- experiment: conversions by the device of the exposure, filtered; a window that is not over
WITH `plumbline_exposed` AS ( -- every exposure, who and when and to which variant
  SELECT
    COLLATE(CAST(`who` AS STRING), '') AS `u`,
    UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) AS `t`,
    CASE WHEN `page` = 'A' AND COLLATE(CAST(`page` AS STRING), '') = COLLATE(CAST('A' AS STRING), '') THEN 0 WHEN `page` = 'C' AND COLLATE(CAST(`page` AS STRING), '') = COLLATE(CAST('C' AS STRING), '') THEN 1 WHEN `page` IS NOT NULL THEN 2 END AS `v`,
    CASE WHEN `page` IS NULL THEN 1 ELSE 0 END AS `n`,
    CASE WHEN NOT (`device` = 'desktop' AND COLLATE(CAST(`device` AS STRING), '') = COLLATE(CAST('desktop' AS STRING), '')) OR `device` IS NULL THEN 1 ELSE 0 END AS `f`,
    COLLATE(CAST(`device` AS STRING), '') AS `g1`,
    COLLATE(CAST(`device` AS STRING), '') AS `k1`
  FROM `shop`.`events`
  WHERE `at` >= '2025-12-31'
    AND `at` < '2026-01-03'
    AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) >= 1767225600000000
    AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) < 1767312000000000
    AND (`page` = 'A' AND COLLATE(CAST(`page` AS STRING), '') = COLLATE(CAST('A' AS STRING), ''))
    AND `who` IS NOT NULL
),
`plumbline_units` AS ( -- each unit with its first exposure, and the variants that it saw
  SELECT
    `u`,
    `t` AS `t0`,
    MIN(`v`) OVER (PARTITION BY `u`) AS `lo`,
    MAX(`v`) OVER (PARTITION BY `u`) AS `hi`,
    `f`,
    `g1`,
    ROW_NUMBER() OVER (PARTITION BY `u` ORDER BY `n`, `t`, `k1` NULLS LAST) AS `place`
  FROM `plumbline_exposed`
),
`plumbline_chosen` AS ( -- the variant that each unit counts for
  SELECT
    `u`,
    `t0`,
    CASE WHEN `lo` IS NULL THEN 4 WHEN `lo` <> `hi` THEN 3 ELSE `lo` END AS `v`,
    `g1`
  FROM `plumbline_units`
  WHERE `place` = 1
    AND `f` = 1
),
`plumbline_happened` AS ( -- what happened to units before and after
  SELECT
    COLLATE(CAST(`who` AS STRING), '') AS `u`,
    UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) AS `t`,
    1 AS `m`,
    1 AS `b`
  FROM `shop`.`events`
  WHERE `at` >= '2025-12-31'
    AND `at` < '2026-01-03'
    AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) >= 1767225600000000
    AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) < 1767315600000000
    AND (`page` IN ('B', 'C') AND COLLATE(CAST(`page` AS STRING), '') IN (COLLATE(CAST('B' AS STRING), ''), COLLATE(CAST('C' AS STRING), '')))
    AND `who` IS NOT NULL
),
`plumbline_outcomes` AS ( -- each unit once, with what it did in its window
  SELECT
    `plumbline_chosen`.`u` AS `u`,
    `plumbline_chosen`.`v` AS `v`,
    `plumbline_chosen`.`t0` AS `t0`,
    `plumbline_chosen`.`g1` AS `g1`,
    CAST(COALESCE(MAX(CASE WHEN `plumbline_happened`.`b` = 1 AND `plumbline_happened`.`t` > `plumbline_chosen`.`t0` AND `plumbline_happened`.`t` <= (`plumbline_chosen`.`t0` + 7200000000) THEN 1 END), 0) AS FLOAT64) AS `y`
  FROM `plumbline_chosen`
    LEFT JOIN `plumbline_happened` ON `plumbline_happened`.`u` = `plumbline_chosen`.`u`
  GROUP BY 1, 2, 3, 4
)
SELECT
  `v` AS `variant`,
  `g1` AS `device`,
  COUNT(*) AS `exposed`,
  COUNT(CASE WHEN `t0` < 1767308400000000 THEN 1 END) AS `ripe`,
  COALESCE(SUM(CASE WHEN `t0` < 1767308400000000 THEN `y` END), CAST(0 AS FLOAT64)) AS `sy`,
  COALESCE(SUM(CASE WHEN `t0` < 1767308400000000 THEN `y` * `y` END), CAST(0 AS FLOAT64)) AS `syy`
FROM `plumbline_outcomes`
GROUP BY 1, 2;

-- experiment: a ratio of sums to the end of the range, with a variant that nobody named
WITH `plumbline_exposed` AS ( -- every exposure, who and when and to which variant
  SELECT
    COLLATE(CAST(`who` AS STRING), '') AS `u`,
    UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) AS `t`,
    CASE WHEN `page` = 'C' AND COLLATE(CAST(`page` AS STRING), '') = COLLATE(CAST('C' AS STRING), '') THEN 0 WHEN `page` IS NOT NULL THEN 1 END AS `v`
  FROM `shop`.`events`
  WHERE `at` >= '2025-12-31'
    AND `at` < '2026-01-03'
    AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) >= 1767225600000000
    AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) < 1767312000000000
    AND (`page` = 'A' AND COLLATE(CAST(`page` AS STRING), '') = COLLATE(CAST('A' AS STRING), ''))
    AND `who` IS NOT NULL
),
`plumbline_units` AS ( -- each unit with its first exposure, and the variants that it saw
  SELECT
    `u`,
    COALESCE(MIN(CASE WHEN `v` IS NOT NULL THEN `t` END), MIN(`t`)) AS `t0`,
    MIN(`v`) AS `lo`,
    MAX(`v`) AS `hi`
  FROM `plumbline_exposed`
  GROUP BY 1
),
`plumbline_chosen` AS ( -- the variant that each unit counts for
  SELECT
    `u`,
    `t0`,
    CASE WHEN `lo` IS NULL THEN 3 WHEN `lo` <> `hi` THEN 2 ELSE `lo` END AS `v`
  FROM `plumbline_units`
),
`plumbline_happened` AS ( -- what happened to units before and after
  SELECT
    COLLATE(CAST(`who` AS STRING), '') AS `u`,
    UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) AS `t`,
    `amount` AS `m`,
    1 AS `d`,
    1 AS `b`
  FROM `shop`.`events`
  WHERE `at` >= '2025-12-31'
    AND `at` < '2026-01-03'
    AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) >= 1767225600000000
    AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) < 1767312000000000
    AND `amount` IS NOT NULL
    AND `who` IS NOT NULL
),
`plumbline_outcomes` AS ( -- each unit once, with what it did in its window
  SELECT
    `plumbline_chosen`.`u` AS `u`,
    `plumbline_chosen`.`v` AS `v`,
    CAST(COALESCE(SUM(CASE WHEN `plumbline_happened`.`b` = 1 AND `plumbline_happened`.`t` > `plumbline_chosen`.`t0` THEN `plumbline_happened`.`m` END), 0) AS FLOAT64) AS `y`,
    CAST(COALESCE(SUM(CASE WHEN `plumbline_happened`.`b` = 1 AND `plumbline_happened`.`t` > `plumbline_chosen`.`t0` THEN `plumbline_happened`.`d` END), 0) AS FLOAT64) AS `x`
  FROM `plumbline_chosen`
    LEFT JOIN `plumbline_happened` ON `plumbline_happened`.`u` = `plumbline_chosen`.`u`
  GROUP BY 1, 2
)
SELECT
  `v` AS `variant`,
  COUNT(*) AS `exposed`,
  COUNT(*) AS `ripe`,
  COALESCE(SUM(`y`), CAST(0 AS FLOAT64)) AS `sy`,
  COALESCE(SUM(`y` * `y`), CAST(0 AS FLOAT64)) AS `syy`,
  COALESCE(SUM(`x`), CAST(0 AS FLOAT64)) AS `sx`,
  COALESCE(SUM(`x` * `x`), CAST(0 AS FLOAT64)) AS `sxx`,
  COALESCE(SUM(`x` * `y`), CAST(0 AS FLOAT64)) AS `sxy`
FROM `plumbline_outcomes`
GROUP BY 1;

-- funnel: Mixpanel: the first start only reaches B
WITH `plumbline_events` AS ( -- the events of the steps, one row each
  SELECT
    COLLATE(CAST(`who` AS STRING), '') AS `u`,
    UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) AS `t`,
    CASE WHEN (`page` = 'A' AND COLLATE(CAST(`page` AS STRING), '') = COLLATE(CAST('A' AS STRING), '')) AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) < 1767312000000000 THEN 1 END AS `s1`,
    CASE WHEN `page` = 'B' AND COLLATE(CAST(`page` AS STRING), '') = COLLATE(CAST('B' AS STRING), '') THEN 1 END AS `s2`,
    CASE WHEN `page` IN ('C', 'D') AND COLLATE(CAST(`page` AS STRING), '') IN (COLLATE(CAST('C' AS STRING), ''), COLLATE(CAST('D' AS STRING), '')) THEN 1 END AS `s3`
  FROM `shop`.`events`
  WHERE `at` >= '2025-12-31'
    AND `at` < '2026-01-03'
    AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) >= 1767225600000000
    AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) < 1767315600000000
    AND `who` IS NOT NULL
    AND ((`page` = 'A' AND COLLATE(CAST(`page` AS STRING), '') = COLLATE(CAST('A' AS STRING), '')) OR (`page` = 'B' AND COLLATE(CAST(`page` AS STRING), '') = COLLATE(CAST('B' AS STRING), '')) OR (`page` IN ('C', 'D') AND COLLATE(CAST(`page` AS STRING), '') IN (COLLATE(CAST('C' AS STRING), ''), COLLATE(CAST('D' AS STRING), ''))))
),
`plumbline_first1` AS ( -- the first start of each actor
  SELECT
    `u`,
    `t`,
    `s1`,
    `s2`,
    `s3`,
    MIN(CASE WHEN `s1` >= 1 THEN `t` END) OVER (PARTITION BY `u`) AS `t1`
  FROM `plumbline_events`
),
`plumbline_first2` AS ( -- the first event of the next step after it, within the window
  SELECT
    `u`,
    `t`,
    `s1`,
    `s2`,
    `s3`,
    `t1`,
    MIN(CASE WHEN `s2` >= 1 AND `t` > `t1` THEN `t` END) OVER (PARTITION BY `u`) AS `t2`
  FROM `plumbline_first1`
  WHERE `t` >= `t1`
    AND (`t` - `t1`) <= 3600000000
    AND (`t` = `t1` OR `s2` >= 1 OR `s3` >= 1)
),
`plumbline_first3` AS ( -- the first event of the next step after it, within the window
  SELECT
    `u`,
    `t`,
    `s1`,
    `s3`,
    `t1`,
    `t2`,
    MIN(CASE WHEN `s3` >= 1 AND `t` > `t2` THEN `t` END) OVER (PARTITION BY `u`) AS `t3`
  FROM `plumbline_first2`
),
`plumbline_attempts` AS ( -- every start, and how many steps it reached within the window
  SELECT
    `u`,
    `t1`,
    `t2`,
    `t3`,
    CASE WHEN (`t3` - `t1`) <= 3600000000 THEN 3 WHEN (`t2` - `t1`) <= 3600000000 THEN 2 ELSE 1 END AS `level`
  FROM `plumbline_first3`
  WHERE `s1` >= 1
    AND `t` = `t1`
),
`plumbline_ranked` AS ( -- the attempts of each actor, the one that counts first
  SELECT
    `t1`,
    `t2`,
    `t3`,
    `level`,
    0 AS `open`,
    ROW_NUMBER() OVER (PARTITION BY `u` ORDER BY `level` DESC, `t1`) AS `place`
  FROM `plumbline_attempts`
),
`plumbline_counted` AS ( -- one attempt an actor, and its times between steps
  SELECT
    `level`,
    `open`,
    CASE WHEN `level` >= 2 THEN `t2` - `t1` END AS `d2`,
    CASE WHEN `level` >= 3 THEN `t3` - `t2` END AS `d3`
  FROM `plumbline_ranked`
  WHERE `place` = 1
),
`plumbline_placed` AS ( -- places in the order of the times between steps
  SELECT
    `level`,
    `open`,
    `d2`,
    `d3`,
    ROW_NUMBER() OVER (ORDER BY `d2` IS NULL, `d2`) AS `p2`,
    ROW_NUMBER() OVER (ORDER BY `d3` IS NULL, `d3`) AS `p3`,
    COUNT(`d2`) OVER () AS `c2`,
    COUNT(`d3`) OVER () AS `c3`
  FROM `plumbline_counted`
)
SELECT
  COUNT(*) AS `n1`,
  COUNT(CASE WHEN `level` >= 2 THEN 1 END) AS `n2`,
  COUNT(CASE WHEN `level` >= 3 THEN 1 END) AS `n3`,
  COUNT(CASE WHEN `open` = 1 THEN 1 END) AS `open`,
  AVG(CASE WHEN `d2` IS NOT NULL AND `p2` IN (DIV((`c2` + 1), 2), DIV((`c2` + 2), 2)) THEN `d2` END) / 1000.0 AS `m2`,
  AVG(CASE WHEN `d3` IS NOT NULL AND `p3` IN (DIV((`c3` + 1), 2), DIV((`c3` + 2), 2)) THEN `d3` END) / 1000.0 AS `m3`
FROM `plumbline_placed`;

-- funnel: Mixpanel: any start converts
WITH `plumbline_events` AS ( -- the events of the steps, one row each
  SELECT
    COLLATE(CAST(`who` AS STRING), '') AS `u`,
    UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) AS `t`,
    CASE WHEN (`page` = 'A' AND COLLATE(CAST(`page` AS STRING), '') = COLLATE(CAST('A' AS STRING), '')) AND (NOT (`device` = 'mobile' AND COLLATE(CAST(`device` AS STRING), '') = COLLATE(CAST('mobile' AS STRING), '')) OR `device` IS NULL) THEN 1 END AS `s1`,
    CASE WHEN `page` = 'B' AND COLLATE(CAST(`page` AS STRING), '') = COLLATE(CAST('B' AS STRING), '') THEN 1 END AS `s2`,
    CASE WHEN `page` IN ('C', 'D') AND COLLATE(CAST(`page` AS STRING), '') IN (COLLATE(CAST('C' AS STRING), ''), COLLATE(CAST('D' AS STRING), '')) THEN 1 END AS `s3`,
    COLLATE(CAST(`device` AS STRING), '') AS `g1`
  FROM `shop`.`events`
  WHERE `at` >= '2025-12-31'
    AND `at` < '2026-01-03'
    AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) >= 1767225600000000
    AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) < 1767312000000000
    AND `who` IS NOT NULL
    AND ((`page` = 'A' AND COLLATE(CAST(`page` AS STRING), '') = COLLATE(CAST('A' AS STRING), '')) OR (`page` = 'B' AND COLLATE(CAST(`page` AS STRING), '') = COLLATE(CAST('B' AS STRING), '')) OR (`page` IN ('C', 'D') AND COLLATE(CAST(`page` AS STRING), '') IN (COLLATE(CAST('C' AS STRING), ''), COLLATE(CAST('D' AS STRING), ''))))
),
`plumbline_next3` AS ( -- when the following steps come at the earliest, read backwards in time
  SELECT
    `u`,
    `t`,
    `s1`,
    `s2`,
    `g1`,
    MIN(CASE WHEN `s3` >= 1 THEN `t` END) OVER (PARTITION BY `u` ORDER BY `t` DESC RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS `t3`
  FROM `plumbline_events`
),
`plumbline_next2` AS ( -- when the following steps come at the earliest, read backwards in time
  SELECT
    `u`,
    `t`,
    `s1`,
    `g1`,
    MIN(CASE WHEN `s2` >= 1 THEN `t` END) OVER (PARTITION BY `u` ORDER BY `t` DESC RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS `t2`,
    MIN(CASE WHEN `s2` >= 1 THEN `t3` END) OVER (PARTITION BY `u` ORDER BY `t` DESC RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS `t3`
  FROM `plumbline_next3`
),
`plumbline_attempts` AS ( -- every start, and how many steps it reached within the window
  SELECT
    `u`,
    `t` AS `t1`,
    `t2`,
    `t3`,
    `g1`,
    CASE WHEN (`t3` - `t`) <= 3600000000 THEN 3 WHEN (`t2` - `t`) <= 3600000000 THEN 2 ELSE 1 END AS `level`
  FROM `plumbline_next2`
  WHERE `s1` >= 1
),
`plumbline_ranked` AS ( -- the attempts of each actor, the one that counts first
  SELECT
    `g1`,
    `t1`,
    `t2`,
    `t3`,
    `level`,
    CASE WHEN `level` < 3 AND MAX(`t1`) OVER (PARTITION BY `u`) >= 1767308400000000 THEN 1 ELSE 0 END AS `open`,
    ROW_NUMBER() OVER (PARTITION BY `u` ORDER BY `level` DESC, `t1`, `g1` NULLS LAST) AS `place`
  FROM `plumbline_attempts`
),
`plumbline_counted` AS ( -- one attempt an actor, and its times between steps
  SELECT
    `g1`,
    `level`,
    `open`,
    CASE WHEN `level` >= 2 THEN `t2` - `t1` END AS `d2`,
    CASE WHEN `level` >= 3 THEN `t3` - `t2` END AS `d3`
  FROM `plumbline_ranked`
  WHERE `place` = 1
),
`plumbline_placed` AS ( -- places in the order of the times between steps
  SELECT
    `g1`,
    `level`,
    `open`,
    `d2`,
    `d3`,
    ROW_NUMBER() OVER (PARTITION BY `g1` ORDER BY `d2` IS NULL, `d2`) AS `p2`,
    ROW_NUMBER() OVER (PARTITION BY `g1` ORDER BY `d3` IS NULL, `d3`) AS `p3`,
    COUNT(`d2`) OVER (PARTITION BY `g1`) AS `c2`,
    COUNT(`d3`) OVER (PARTITION BY `g1`) AS `c3`
  FROM `plumbline_counted`
)
SELECT
  `g1` AS `device`,
  COUNT(*) AS `n1`,
  COUNT(CASE WHEN `level` >= 2 THEN 1 END) AS `n2`,
  COUNT(CASE WHEN `level` >= 3 THEN 1 END) AS `n3`,
  COUNT(CASE WHEN `open` = 1 THEN 1 END) AS `open`,
  AVG(CASE WHEN `d2` IS NOT NULL AND `p2` IN (DIV((`c2` + 1), 2), DIV((`c2` + 2), 2)) THEN `d2` END) / 1000.0 AS `m2`,
  AVG(CASE WHEN `d3` IS NOT NULL AND `p3` IN (DIV((`c3` + 1), 2), DIV((`c3` + 2), 2)) THEN `d3` END) / 1000.0 AS `m3`
FROM `plumbline_placed`
GROUP BY 1;

-- funnel: loose ties
WITH `plumbline_events` AS ( -- the events of the steps, one row each
  SELECT
    COLLATE(CAST(`who` AS STRING), '') AS `u`,
    UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) AS `t`,
    CASE WHEN `page` = 'A' AND COLLATE(CAST(`page` AS STRING), '') = COLLATE(CAST('A' AS STRING), '') THEN 1 END AS `s1`,
    CASE WHEN `page` = 'B' AND COLLATE(CAST(`page` AS STRING), '') = COLLATE(CAST('B' AS STRING), '') THEN 1 END AS `s2`,
    CASE WHEN `page` IN ('C', 'D') AND COLLATE(CAST(`page` AS STRING), '') IN (COLLATE(CAST('C' AS STRING), ''), COLLATE(CAST('D' AS STRING), '')) THEN 1 END AS `s3`
  FROM `shop`.`events`
  WHERE `at` >= '2025-12-31'
    AND `at` < '2026-01-03'
    AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) >= 1767225600000000
    AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) < 1767312000000000
    AND `who` IS NOT NULL
    AND ((`page` = 'A' AND COLLATE(CAST(`page` AS STRING), '') = COLLATE(CAST('A' AS STRING), '')) OR (`page` = 'B' AND COLLATE(CAST(`page` AS STRING), '') = COLLATE(CAST('B' AS STRING), '')) OR (`page` IN ('C', 'D') AND COLLATE(CAST(`page` AS STRING), '') IN (COLLATE(CAST('C' AS STRING), ''), COLLATE(CAST('D' AS STRING), ''))))
),
`plumbline_next3` AS ( -- when the following steps come at the earliest, read backwards in time
  SELECT
    `u`,
    `t`,
    `s1`,
    `s2`,
    MIN(CASE WHEN `s3` >= 1 THEN `t` END) OVER (PARTITION BY `u` ORDER BY `t` DESC RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS `t3`
  FROM `plumbline_events`
),
`plumbline_next2` AS ( -- when the following steps come at the earliest, read backwards in time
  SELECT
    `u`,
    `t`,
    `s1`,
    MIN(CASE WHEN `s2` >= 1 THEN `t` END) OVER (PARTITION BY `u` ORDER BY `t` DESC RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS `t2`,
    MIN(CASE WHEN `s2` >= 1 THEN `t3` END) OVER (PARTITION BY `u` ORDER BY `t` DESC RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS `t3`
  FROM `plumbline_next3`
),
`plumbline_attempts` AS ( -- every start, and how many steps it reached within the window
  SELECT
    `u`,
    `t` AS `t1`,
    `t2`,
    `t3`,
    CASE WHEN (`t3` - `t`) <= 3600000000 THEN 3 WHEN (`t2` - `t`) <= 3600000000 THEN 2 ELSE 1 END AS `level`
  FROM `plumbline_next2`
  WHERE `s1` >= 1
),
`plumbline_ranked` AS ( -- the attempts of each actor, the one that counts first
  SELECT
    `t1`,
    `t2`,
    `t3`,
    `level`,
    CASE WHEN `level` < 3 AND MAX(`t1`) OVER (PARTITION BY `u`) >= 1767308400000000 THEN 1 ELSE 0 END AS `open`,
    ROW_NUMBER() OVER (PARTITION BY `u` ORDER BY `level` DESC, `t1`) AS `place`
  FROM `plumbline_attempts`
),
`plumbline_counted` AS ( -- one attempt an actor, and its times between steps
  SELECT
    `level`,
    `open`,
    CASE WHEN `level` >= 2 THEN `t2` - `t1` END AS `d2`,
    CASE WHEN `level` >= 3 THEN `t3` - `t2` END AS `d3`
  FROM `plumbline_ranked`
  WHERE `place` = 1
),
`plumbline_placed` AS ( -- places in the order of the times between steps
  SELECT
    `level`,
    `open`,
    `d2`,
    `d3`,
    ROW_NUMBER() OVER (ORDER BY `d2` IS NULL, `d2`) AS `p2`,
    ROW_NUMBER() OVER (ORDER BY `d3` IS NULL, `d3`) AS `p3`,
    COUNT(`d2`) OVER () AS `c2`,
    COUNT(`d3`) OVER () AS `c3`
  FROM `plumbline_counted`
)
SELECT
  COUNT(*) AS `n1`,
  COUNT(CASE WHEN `level` >= 2 THEN 1 END) AS `n2`,
  COUNT(CASE WHEN `level` >= 3 THEN 1 END) AS `n3`,
  COUNT(CASE WHEN `open` = 1 THEN 1 END) AS `open`,
  AVG(CASE WHEN `d2` IS NOT NULL AND `p2` IN (DIV((`c2` + 1), 2), DIV((`c2` + 2), 2)) THEN `d2` END) / 1000.0 AS `m2`,
  AVG(CASE WHEN `d3` IS NOT NULL AND `p3` IN (DIV((`c3` + 1), 2), DIV((`c3` + 2), 2)) THEN `d3` END) / 1000.0 AS `m3`
FROM `plumbline_placed`;

-- funnel: one step
WITH `plumbline_events` AS ( -- the events of the steps, one row each
  SELECT
    COLLATE(CAST(`who` AS STRING), '') AS `u`,
    UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) AS `t`,
    CASE WHEN `page` = 'A' AND COLLATE(CAST(`page` AS STRING), '') = COLLATE(CAST('A' AS STRING), '') THEN 1 END AS `s1`
  FROM `shop`.`events`
  WHERE `at` >= '2025-12-31'
    AND `at` < '2026-01-03'
    AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) >= 1767225600000000
    AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) < 1767312000000000
    AND `who` IS NOT NULL
    AND (`page` = 'A' AND COLLATE(CAST(`page` AS STRING), '') = COLLATE(CAST('A' AS STRING), ''))
),
`plumbline_attempts` AS ( -- every start, and how many steps it reached within the window
  SELECT
    `u`,
    `t` AS `t1`,
    1 AS `level`
  FROM `plumbline_events`
  WHERE `s1` >= 1
),
`plumbline_ranked` AS ( -- the attempts of each actor, the one that counts first
  SELECT
    `t1`,
    `level`,
    CASE WHEN `level` < 1 AND MAX(`t1`) OVER (PARTITION BY `u`) >= 1767308400000000 THEN 1 ELSE 0 END AS `open`,
    ROW_NUMBER() OVER (PARTITION BY `u` ORDER BY `level` DESC, `t1`) AS `place`
  FROM `plumbline_attempts`
),
`plumbline_counted` AS ( -- one attempt an actor, and its times between steps
  SELECT
    `level`,
    `open`
  FROM `plumbline_ranked`
  WHERE `place` = 1
)
SELECT
  COUNT(*) AS `n1`,
  COUNT(CASE WHEN `open` = 1 THEN 1 END) AS `open`
FROM `plumbline_counted`;

-- retention: hours after the first start ever, one row
WITH `plumbline_starts` AS ( -- the first start of each actor
  SELECT
    COLLATE(CAST(`who` AS STRING), '') AS `u`,
    MIN(UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00'))) AS `t0`
  FROM `shop`.`events`
  WHERE `at` >= '1969-12-31'
    AND `at` < '2026-01-03'
    AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) >= 0
    AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) < 1767312000000000
    AND (`page` = 'A' AND COLLATE(CAST(`page` AS STRING), '') = COLLATE(CAST('A' AS STRING), ''))
    AND `who` IS NOT NULL
  GROUP BY 1
),
`plumbline_cohorts` AS ( -- the cohort of each actor, and the period in which it started
  SELECT
    `u`,
    `t0`
  FROM `plumbline_starts`
  WHERE `t0` >= 1767225600000000
),
`plumbline_returns` AS ( -- returns from then on
  SELECT
    COLLATE(CAST(`who` AS STRING), '') AS `u`,
    UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) AS `t`,
    1 AS `b`
  FROM `shop`.`events`
  WHERE `at` >= '2025-12-31'
    AND `at` < '2026-01-03'
    AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) >= 1767225600000000
    AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) < 1767322800000000
    AND `who` IS NOT NULL
    AND (`page` IN ('A', 'B', 'C') AND COLLATE(CAST(`page` AS STRING), '') IN (COLLATE(CAST('A' AS STRING), ''), COLLATE(CAST('B' AS STRING), ''), COLLATE(CAST('C' AS STRING), '')))
),
`plumbline_actors` AS ( -- each actor once, with the periods after its start in which it came back
  SELECT
    `plumbline_cohorts`.`u` AS `u`,
    `plumbline_cohorts`.`t0` AS `t0`,
    MAX(CASE WHEN `plumbline_returns`.`b` = 1 AND `plumbline_returns`.`t` >= `plumbline_cohorts`.`t0` AND (`plumbline_returns`.`t` - `plumbline_cohorts`.`t0`) >= 0 AND (`plumbline_returns`.`t` - `plumbline_cohorts`.`t0`) < 3600000000 THEN 1 END) AS `b1`,
    MAX(CASE WHEN `plumbline_returns`.`b` = 1 AND `plumbline_returns`.`t` >= `plumbline_cohorts`.`t0` AND (`plumbline_returns`.`t` - `plumbline_cohorts`.`t0`) >= 3600000000 AND (`plumbline_returns`.`t` - `plumbline_cohorts`.`t0`) < 7200000000 THEN 1 END) AS `b2`,
    MAX(CASE WHEN `plumbline_returns`.`b` = 1 AND `plumbline_returns`.`t` >= `plumbline_cohorts`.`t0` AND (`plumbline_returns`.`t` - `plumbline_cohorts`.`t0`) >= 7200000000 AND (`plumbline_returns`.`t` - `plumbline_cohorts`.`t0`) < 10800000000 THEN 1 END) AS `b3`
  FROM `plumbline_cohorts`
    LEFT JOIN `plumbline_returns` ON `plumbline_returns`.`u` = `plumbline_cohorts`.`u`
  GROUP BY 1, 2
)
SELECT
  COUNT(*) AS `size`,
  COUNT(CASE WHEN `t0` <= 1767351600000000 THEN 1 END) AS `e1`,
  COUNT(CASE WHEN `t0` <= 1767348000000000 THEN 1 END) AS `e2`,
  COUNT(CASE WHEN `t0` <= 1767344400000000 THEN 1 END) AS `e3`,
  COUNT(CASE WHEN `t0` <= 1767351600000000 AND `b1` = 1 THEN 1 END) AS `r1`,
  COUNT(CASE WHEN `t0` <= 1767348000000000 AND `b2` = 1 THEN 1 END) AS `r2`,
  COUNT(CASE WHEN `t0` <= 1767344400000000 AND `b3` = 1 THEN 1 END) AS `r3`
FROM `plumbline_actors`;

-- retention: calendar periods within, two cohorts
WITH `plumbline_starts` AS ( -- the first start of each actor
  SELECT
    COLLATE(CAST(`who` AS STRING), '') AS `u`,
    MIN(UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00'))) AS `t0`
  FROM `shop`.`events`
  WHERE `at` >= '2025-12-31'
    AND `at` < '2026-01-03'
    AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) >= 1767225600000000
    AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) < 1767312000000000
    AND (`page` = 'A' AND COLLATE(CAST(`page` AS STRING), '') = COLLATE(CAST('A' AS STRING), ''))
    AND `who` IS NOT NULL
  GROUP BY 1
),
`plumbline_cohorts` AS ( -- the cohort of each actor, and the period in which it started
  SELECT
    `u`,
    `t0`,
    CAST(floor(CAST(`t0` - 1767225600000000 AS FLOAT64) / 3600000000.0) AS INT64) AS `p0`,
    CAST(floor(CAST(`t0` - 1767225600000000 AS FLOAT64) / 43200000000.0) AS INT64) AS `c`
  FROM `plumbline_starts`
  WHERE `t0` >= 1767225600000000
),
`plumbline_returns` AS ( -- returns from then on
  SELECT
    COLLATE(CAST(`who` AS STRING), '') AS `u`,
    UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) AS `t`,
    CAST(floor(CAST(UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) - 1767225600000000 AS FLOAT64) / 3600000000.0) AS INT64) AS `p`,
    1 AS `b`
  FROM `shop`.`events`
  WHERE `at` >= '2025-12-31'
    AND `at` < '2026-01-03'
    AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) >= 1767225600000000
    AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) < 1767322800000000
    AND `who` IS NOT NULL
    AND (`page` IN ('B', 'C') AND COLLATE(CAST(`page` AS STRING), '') IN (COLLATE(CAST('B' AS STRING), ''), COLLATE(CAST('C' AS STRING), '')))
),
`plumbline_actors` AS ( -- each actor once, with the periods after its start in which it came back
  SELECT
    `plumbline_cohorts`.`u` AS `u`,
    `plumbline_cohorts`.`p0` AS `p0`,
    `plumbline_cohorts`.`c` AS `c`,
    MIN(CASE WHEN `plumbline_returns`.`b` = 1 AND `plumbline_returns`.`t` >= `plumbline_cohorts`.`t0` AND (`plumbline_returns`.`p` - `plumbline_cohorts`.`p0`) >= 1 THEN `plumbline_returns`.`p` - `plumbline_cohorts`.`p0` END) AS `soon`
  FROM `plumbline_cohorts`
    LEFT JOIN `plumbline_returns` ON `plumbline_returns`.`u` = `plumbline_cohorts`.`u`
  GROUP BY 1, 2, 3
)
SELECT
  `c` AS `cohort`,
  COUNT(*) AS `size`,
  COUNT(CASE WHEN `p0` <= 33 THEN 1 END) AS `e1`,
  COUNT(CASE WHEN `p0` <= 31 THEN 1 END) AS `e2`,
  COUNT(CASE WHEN `p0` <= 33 AND `soon` <= 1 THEN 1 END) AS `r1`,
  COUNT(CASE WHEN `p0` <= 31 AND `soon` <= 3 THEN 1 END) AS `r2`
FROM `plumbline_actors`
GROUP BY 1;

-- retention: on or after, by the device of the start, filtered
WITH `plumbline_started` AS ( -- the starts of each actor
  SELECT
    COLLATE(CAST(`who` AS STRING), '') AS `u`,
    UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) AS `t0`,
    CASE WHEN NOT (`device` = 'Mobile' AND COLLATE(CAST(`device` AS STRING), '') = COLLATE(CAST('Mobile' AS STRING), '')) OR `device` IS NULL THEN 1 ELSE 0 END AS `f`,
    COLLATE(CAST(`device` AS STRING), '') AS `g1`,
    COLLATE(CAST(`device` AS STRING), '') AS `k1`
  FROM `shop`.`events`
  WHERE `at` >= '1969-12-31'
    AND `at` < '2026-01-03'
    AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) >= 0
    AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) < 1767312000000000
    AND (`page` = 'A' AND COLLATE(CAST(`page` AS STRING), '') = COLLATE(CAST('A' AS STRING), ''))
    AND `who` IS NOT NULL
),
`plumbline_starts` AS ( -- the first start of each actor
  SELECT
    `u`,
    `t0`,
    `f`,
    `g1`,
    ROW_NUMBER() OVER (PARTITION BY `u` ORDER BY `t0`, `k1` NULLS LAST) AS `place`
  FROM `plumbline_started`
),
`plumbline_cohorts` AS ( -- the cohort of each actor, and the period in which it started
  SELECT
    `u`,
    `t0`,
    `g1`
  FROM `plumbline_starts`
  WHERE (`place` = 1 AND `f` = 1 AND `t0` >= 1767225600000000)
),
`plumbline_returns` AS ( -- returns from then on
  SELECT
    COLLATE(CAST(`who` AS STRING), '') AS `u`,
    UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) AS `t`,
    1 AS `b`
  FROM `shop`.`events`
  WHERE `at` >= '2025-12-31'
    AND `at` < '2026-01-04'
    AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) >= 1767225600000000
    AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) < 1767355200000000
    AND `who` IS NOT NULL
    AND (`page` = 'B' AND COLLATE(CAST(`page` AS STRING), '') = COLLATE(CAST('B' AS STRING), ''))
),
`plumbline_actors` AS ( -- each actor once, with the periods after its start in which it came back
  SELECT
    `plumbline_cohorts`.`u` AS `u`,
    `plumbline_cohorts`.`t0` AS `t0`,
    `plumbline_cohorts`.`g1` AS `g1`,
    MAX(CASE WHEN `plumbline_returns`.`b` = 1 AND `plumbline_returns`.`t` >= `plumbline_cohorts`.`t0` AND CAST(floor(CAST(`plumbline_returns`.`t` - `plumbline_cohorts`.`t0` AS FLOAT64) / 3600000000.0) AS INT64) >= 1 THEN CAST(floor(CAST(`plumbline_returns`.`t` - `plumbline_cohorts`.`t0` AS FLOAT64) / 3600000000.0) AS INT64) END) AS `last`
  FROM `plumbline_cohorts`
    LEFT JOIN `plumbline_returns` ON `plumbline_returns`.`u` = `plumbline_cohorts`.`u`
  GROUP BY 1, 2, 3
)
SELECT
  `g1` AS `device`,
  COUNT(*) AS `size`,
  COUNT(CASE WHEN `t0` <= 1767348000000000 THEN 1 END) AS `e1`,
  COUNT(CASE WHEN `t0` <= 1767348000000000 AND `last` >= 1 THEN 1 END) AS `r1`
FROM `plumbline_actors`
GROUP BY 1;

-- rows: single rows, the latest first
SELECT
  CAST(((DIV((UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) + 62135596800000000), 1000)) * 1) - 62135596800000 AS INT64) AS `at`,
  COLLATE(CAST(`who` AS STRING), '') AS `c1`,
  `amount` AS `c2`,
  CAST(((DIV((UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) + 62135596800000000), 1000)) * 1) - 62135596800000 AS INT64) AS `c3`
FROM `shop`.`events`
WHERE `at` >= '2025-12-31'
  AND `at` < '2026-01-03'
  AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) >= 1767225600000000
  AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) < 1767312000000000
  AND `ok` = TRUE
ORDER BY CAST(((DIV((UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) + 62135596800000000), 1000)) * 1) - 62135596800000 AS INT64) DESC
LIMIT 2;

-- traces: traces with a failed span, the latest first
WITH `plumbline_traces` AS ( -- each trace, with how many of its spans failed
  SELECT
    COLLATE(CAST(`who` AS STRING), '') AS `k`,
    MAX(COLLATE(CAST(`who` AS STRING), '')) AS `trace`,
    MIN(CAST(((DIV((UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) + 62135596800000000), 1000)) * 1) - 62135596800000 AS INT64)) AS `at`,
    COUNT(*) AS `spans`,
    SUM(CASE WHEN (`ok` <> TRUE OR `ok` IS NULL) AND (`page` = 'B' AND COLLATE(CAST(`page` AS STRING), '') = COLLATE(CAST('B' AS STRING), '')) THEN 1 ELSE 0 END) AS `errors`,
    MAX(CASE WHEN `device` IS NULL OR (`device` = '' AND COLLATE(CAST(`device` AS STRING), '') = COLLATE(CAST('' AS STRING), '')) THEN COLLATE(CAST(`page` AS STRING), '') END) AS `operation`,
    MAX(CASE WHEN `device` IS NULL OR (`device` = '' AND COLLATE(CAST(`device` AS STRING), '') = COLLATE(CAST('' AS STRING), '')) THEN COLLATE(CAST(`page` AS STRING), '') END) AS `service`,
    MAX(CASE WHEN `device` IS NULL OR (`device` = '' AND COLLATE(CAST(`device` AS STRING), '') = COLLATE(CAST('' AS STRING), '')) THEN `amount` END) AS `duration`
  FROM `shop`.`events`
  WHERE `at` >= '2025-12-31'
    AND `at` < '2026-01-03'
    AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) >= 1767225600000000
    AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) < 1767312000000000
    AND `who` IS NOT NULL
  GROUP BY 1
)
SELECT
  `trace`,
  `at`,
  `spans`,
  `errors`,
  `operation`,
  `service`,
  `duration`
FROM `plumbline_traces`
WHERE `errors` > 0
ORDER BY `at` DESC, `trace` NULLS LAST
LIMIT 10;

-- spans: spans of one trace
WITH `plumbline_spans` AS ( -- the spans, one row each
  SELECT
    COLLATE(CAST(`who` AS STRING), '') AS `k`,
    COLLATE(CAST(`who` AS STRING), '') AS `trace`,
    COLLATE(CAST(`page` AS STRING), '') AS `span`,
    CAST(((DIV((UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) + 62135596800000000), 1000)) * 1) - 62135596800000 AS INT64) AS `at`,
    CASE WHEN `ok` <> TRUE OR `ok` IS NULL THEN 1 ELSE 0 END AS `failed`
  FROM `shop`.`events`
  WHERE `at` >= '2025-12-31'
    AND `at` < '2026-01-03'
    AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) >= 1767225600000000
    AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) < 1767312000000000
    AND `who` IS NOT NULL
    AND (`who` = 'ann' AND COLLATE(CAST(`who` AS STRING), '') = COLLATE(CAST('ann' AS STRING), ''))
)
SELECT
  `plumbline_spans`.`trace` AS `trace`,
  `plumbline_spans`.`span` AS `span`,
  `plumbline_spans`.`at` AS `at`,
  `plumbline_spans`.`failed` AS `failed`
FROM `plumbline_spans`
ORDER BY `plumbline_spans`.`at`, `plumbline_spans`.`span` NULLS LAST
LIMIT 3;

-- spans: spans of the trace that failed last
WITH `plumbline_failures` AS ( -- the traces that failed, and when last
  SELECT
    COLLATE(CAST(`who` AS STRING), '') AS `k`,
    MAX(COLLATE(CAST(`who` AS STRING), '')) AS `name`,
    MAX(CAST(((DIV((UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) + 62135596800000000), 1000)) * 1) - 62135596800000 AS INT64)) AS `last`
  FROM `shop`.`events`
  WHERE `at` >= '2025-12-31'
    AND `at` < '2026-01-03'
    AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) >= 1767225600000000
    AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) < 1767272400000000
    AND `who` IS NOT NULL
    AND ((`ok` <> TRUE OR `ok` IS NULL) AND (`page` = 'B' AND COLLATE(CAST(`page` AS STRING), '') = COLLATE(CAST('B' AS STRING), '')))
  GROUP BY 1
),
`plumbline_newest` AS ( -- the one that failed last
  SELECT
    `k`
  FROM `plumbline_failures`
  ORDER BY `last` DESC, `name` NULLS LAST
  LIMIT 1
),
`plumbline_spans` AS ( -- the spans, one row each
  SELECT
    COLLATE(CAST(`who` AS STRING), '') AS `k`,
    COLLATE(CAST(`who` AS STRING), '') AS `trace`,
    COLLATE(CAST(`page` AS STRING), '') AS `span`,
    `amount` AS `duration`,
    CAST(((DIV((UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) + 62135596800000000), 1000)) * 1) - 62135596800000 AS INT64) AS `at`,
    CASE WHEN `ok` <> TRUE OR `ok` IS NULL THEN 1 ELSE 0 END AS `failed`
  FROM `shop`.`events`
  WHERE `at` >= '2025-12-31'
    AND `at` < '2026-01-03'
    AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) >= 1767225600000000
    AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) < 1767312000000000
    AND `who` IS NOT NULL
)
SELECT
  `plumbline_spans`.`trace` AS `trace`,
  `plumbline_spans`.`span` AS `span`,
  `plumbline_spans`.`duration` AS `duration`,
  `plumbline_spans`.`at` AS `at`,
  `plumbline_spans`.`failed` AS `failed`
FROM `plumbline_newest`
  JOIN `plumbline_spans` ON `plumbline_spans`.`k` = `plumbline_newest`.`k`
ORDER BY `plumbline_spans`.`at`, `plumbline_spans`.`span` NULLS LAST
LIMIT 100;

-- values: values of a field
SELECT
  COLLATE(CAST(`device` AS STRING), '') AS `value`,
  COUNT(*) AS `rows`
FROM `shop`.`events`
WHERE `at` >= '2025-12-31'
  AND `at` < '2026-01-03'
  AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) >= 1767225600000000
  AND UNIX_MICROS(TIMESTAMP(TRIM(TO_JSON_STRING(`at`), '"Z') || '+00')) < 1767312000000000
  AND `device` IS NOT NULL
GROUP BY 1
ORDER BY COUNT(*) DESC, COLLATE(CAST(`device` AS STRING), '') NULLS LAST
LIMIT 3;
