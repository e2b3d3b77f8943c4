-- slices: rows of a day
/*M! SET STATEMENT time_zone = '+00:00' FOR */
SELECT /*+ SET_VAR(time_zone = '+00:00') */
  CAST(1767225600000 AS SIGNED) AS `bucket`,
  COUNT(*) AS `n`,
  COUNT(*) AS `observed`
FROM `shop`.`events`
WHERE `at` >= TIMESTAMP'2026-01-01 00:00:00'
  AND `at` < TIMESTAMP'2026-01-02 00:00:00'
GROUP BY 1;

-- slices: hours, then minutes at the open end, by device, counts and sums with conditions
/*M! SET STATEMENT time_zone = '+00:00' FOR */
SELECT /*+ SET_VAR(time_zone = '+00:00') */
  CASE WHEN `at` < TIMESTAMP'2026-01-01 23:00:00' THEN CAST((((TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', `at`) + 62135596800000000) DIV 3600000000) * 3600000) - 62135596800000 AS SIGNED) ELSE CAST((((TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', `at`) + 62135596800000000) DIV 60000000) * 60000) - 62135596800000 AS SIGNED) END AS `bucket`,
  CONVERT(`device` USING utf8mb4) COLLATE utf8mb4_bin AS `device`,
  COUNT(*) AS `n`,
  COUNT(CASE WHEN `ok` = TRUE THEN 1 END) AS `good`,
  CAST(COALESCE(SUM(`amount`), 0) AS DOUBLE) AS `amount`,
  CAST(COALESCE(SUM(CASE WHEN `amount` > 1 THEN (
amount / 2
  ) END), 0) AS DOUBLE) AS `half`,
  COUNT(*) AS `observed`
FROM `shop`.`events`
WHERE `at` >= TIMESTAMP'2026-01-01 00:00:00'
  AND `at` < TIMESTAMP'2026-01-02 00:00:00'
  AND `who` IS NOT NULL
GROUP BY 1, 2, CAST(CONVERT(`device` USING utf8mb4) AS BINARY);

-- slices: a clipped first bucket, of a query of the definition
/*M! SET STATEMENT time_zone = '+00:00' FOR */
SELECT /*+ SET_VAR(time_zone = '+00:00') */
  GREATEST(CAST((((TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', `at`) + 62135596800000000) DIV 300000000) * 300000) - 62135596800000 AS SIGNED), CAST(1767272500000 AS SIGNED)) AS `bucket`,
  COUNT(*) AS `n`,
  COUNT(*) AS `observed`
FROM (
SELECT * FROM shop.events WHERE page = 'A'
) AS `relation`
WHERE `at` >= TIMESTAMP'2026-01-01 13:01:40'
  AND `at` < TIMESTAMP'2026-01-01 14:00:00'
GROUP BY 1;

-- slices: unix milliseconds
/*M! SET STATEMENT time_zone = '+00:00' FOR */
SELECT /*+ SET_VAR(time_zone = '+00:00') */
  CAST((((CAST(`ms` AS SIGNED) + 62135596800000) DIV 43200000) * 43200000) - 62135596800000 AS SIGNED) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events`
WHERE `ms` >= 1767225600000
  AND `ms` < 1767312000000
GROUP BY 1;

-- slices: unix seconds
/*M! SET STATEMENT time_zone = '+00:00' FOR */
SELECT /*+ SET_VAR(time_zone = '+00:00') */
  GREATEST(CAST((((CAST(ROUND(`seconds` * 1000.0) AS SIGNED) + 62135596800000) DIV 43200000) * 43200000) - 62135596800000 AS SIGNED), CAST(1767225600500 AS SIGNED)) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events`
WHERE `seconds` >= 1767225600
  AND CAST(ROUND(`seconds` * 1000.0) AS SIGNED) >= 1767225600500
  AND `seconds` < 1767312000
GROUP BY 1;

-- slices: days that begin at 13:00 UTC, levels and quantiles with conditions
/*M! SET STATEMENT time_zone = '+00:00' FOR */
WITH `plumbline_given` AS ( -- what each row gives to each aggregate
  SELECT
    CASE WHEN `at` < TIMESTAMP'2026-01-01 13:00:00' THEN CAST(1767186000000 AS SIGNED) ELSE (((TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', `at`) - 1767272400000000) DIV 86400000000) * 86400000) + 1767272400000 END AS `k1`,
    CONVERT(`page` USING utf8mb4) COLLATE utf8mb4_bin AS `k2`,
    `amount` AS `v1`,
    CASE WHEN `ok` = TRUE THEN (
amount * 2
    ) END AS `v2`,
    CAST(CONVERT(`who` USING utf8mb4) AS BINARY) AS `v3`,
    CAST(`amount` AS DOUBLE) AS `v4`,
    CASE WHEN `ok` = TRUE THEN CAST(`amount` AS DOUBLE) END AS `v5`,
    CAST(TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', `at`) - TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', `at`) AS DOUBLE) AS `v6`,
    TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', `at`) AS `v7`
  FROM `shop`.`events`
  WHERE `at` >= TIMESTAMP'2025-12-31 13:00:00'
    AND `at` < TIMESTAMP'2026-01-03 13:00:00'
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
    ((CAST(COUNT(`v4`) OVER (PARTITION BY `k1`, CAST(CONVERT(`k1` USING utf8mb4) AS BINARY), `k2`, CAST(CONVERT(`k2` USING utf8mb4) AS BINARY)) AS SIGNED) - 1) * 5) - ((ROW_NUMBER() OVER (PARTITION BY `k1`, CAST(CONVERT(`k1` USING utf8mb4) AS BINARY), `k2`, CAST(CONVERT(`k2` USING utf8mb4) AS BINARY) ORDER BY CASE WHEN `v4` IS NULL THEN 1 ELSE 0 END, `v4`) - 1) * 10) AS `a1`,
    ((CAST(COUNT(`v5`) OVER (PARTITION BY `k1`, CAST(CONVERT(`k1` USING utf8mb4) AS BINARY), `k2`, CAST(CONVERT(`k2` USING utf8mb4) AS BINARY)) AS SIGNED) - 1) * 75) - ((ROW_NUMBER() OVER (PARTITION BY `k1`, CAST(CONVERT(`k1` USING utf8mb4) AS BINARY), `k2`, CAST(CONVERT(`k2` USING utf8mb4) AS BINARY) ORDER BY CASE WHEN `v5` IS NULL THEN 1 ELSE 0 END, `v5`) - 1) * 100) AS `a2`,
    ((CAST(COUNT(`v6`) OVER (PARTITION BY `k1`, CAST(CONVERT(`k1` USING utf8mb4) AS BINARY), `k2`, CAST(CONVERT(`k2` USING utf8mb4) AS BINARY)) AS SIGNED) - 1) * 95) - ((ROW_NUMBER() OVER (PARTITION BY `k1`, CAST(CONVERT(`k1` USING utf8mb4) AS BINARY), `k2`, CAST(CONVERT(`k2` USING utf8mb4) AS BINARY) ORDER BY CASE WHEN `v6` IS NULL THEN 1 ELSE 0 END, `v6`) - 1) * 100) AS `a3`
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
SELECT /*+ SET_VAR(time_zone = '+00:00') */
  `k1` AS `bucket`,
  `k2` AS `page`,
  COUNT(`v1`) AS `known`,
  CAST(MIN(`v1`) AS DOUBLE) AS `least`,
  CAST(MAX(`v2`) AS DOUBLE) AS `most`,
  COUNT(DISTINCT `v3`) AS `people`,
  MIN(`b1`) + ((MAX(`b1`) - MIN(`b1`)) * (CAST(MAX(`h1`) AS DOUBLE) / 10.0)) AS `middle`,
  MIN(`b2`) + ((MAX(`b2`) - MIN(`b2`)) * (CAST(MAX(`h2`) AS DOUBLE) / 100.0)) AS `high`,
  (MIN(`b3`) + ((MAX(`b3`) - MIN(`b3`)) * (CAST(MAX(`h3`) AS DOUBLE) / 100.0))) / 1000000.0 AS `waited`,
  CAST(MAX(`v7`) AS DOUBLE) / 1000.0 AS `newest`,
  COUNT(*) AS `observed`
FROM `plumbline_beside`
GROUP BY 1, 2, CAST(CONVERT(`k1` USING utf8mb4) AS BINARY), CAST(CONVERT(`k2` USING utf8mb4) AS BINARY);

-- slices: approximate quantile and count of people, hours from half past
-- refused: PL2261

-- slices: is
/*M! SET STATEMENT time_zone = '+00:00' FOR */
SELECT /*+ SET_VAR(time_zone = '+00:00') */
  CAST(1767225600000 AS SIGNED) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events`
WHERE `at` >= TIMESTAMP'2026-01-01 00:00:00'
  AND `at` < TIMESTAMP'2026-01-02 00:00:00'
  AND (`device` IN ('mobile') AND CAST(CONVERT(`device` USING utf8mb4) AS BINARY) IN (CAST('mobile' AS BINARY)))
GROUP BY 1;

-- slices: not keeps NULL
/*M! SET STATEMENT time_zone = '+00:00' FOR */
SELECT /*+ SET_VAR(time_zone = '+00:00') */
  CAST(1767225600000 AS SIGNED) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events`
WHERE `at` >= TIMESTAMP'2026-01-01 00:00:00'
  AND `at` < TIMESTAMP'2026-01-02 00:00:00'
  AND (NOT (`device` IN ('mobile') AND CAST(CONVERT(`device` USING utf8mb4) AS BINARY) IN (CAST('mobile' AS BINARY))) OR `device` IS NULL)
GROUP BY 1;

-- slices: in
/*M! SET STATEMENT time_zone = '+00:00' FOR */
SELECT /*+ SET_VAR(time_zone = '+00:00') */
  CAST(1767225600000 AS SIGNED) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events`
WHERE `at` >= TIMESTAMP'2026-01-01 00:00:00'
  AND `at` < TIMESTAMP'2026-01-02 00:00:00'
  AND (`device` IN ('mobile', 'desktop') AND CAST(CONVERT(`device` USING utf8mb4) AS BINARY) IN (CAST('mobile' AS BINARY), CAST('desktop' AS BINARY)))
GROUP BY 1;

-- slices: notIn keeps NULL
/*M! SET STATEMENT time_zone = '+00:00' FOR */
SELECT /*+ SET_VAR(time_zone = '+00:00') */
  CAST(1767225600000 AS SIGNED) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events`
WHERE `at` >= TIMESTAMP'2026-01-01 00:00:00'
  AND `at` < TIMESTAMP'2026-01-02 00:00:00'
  AND (NOT (`device` IN ('mobile', 'desktop') AND CAST(CONVERT(`device` USING utf8mb4) AS BINARY) IN (CAST('mobile' AS BINARY), CAST('desktop' AS BINARY))) OR `device` IS NULL)
GROUP BY 1;

-- slices: is with a boolean
/*M! SET STATEMENT time_zone = '+00:00' FOR */
SELECT /*+ SET_VAR(time_zone = '+00:00') */
  CAST(1767225600000 AS SIGNED) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events`
WHERE `at` >= TIMESTAMP'2026-01-01 00:00:00'
  AND `at` < TIMESTAMP'2026-01-02 00:00:00'
  AND `ok` = FALSE
GROUP BY 1;

-- slices: not with a number
/*M! SET STATEMENT time_zone = '+00:00' FOR */
SELECT /*+ SET_VAR(time_zone = '+00:00') */
  CAST(1767225600000 AS SIGNED) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events`
WHERE `at` >= TIMESTAMP'2026-01-01 00:00:00'
  AND `at` < TIMESTAMP'2026-01-02 00:00:00'
  AND (`amount` <> 2.5 OR `amount` IS NULL)
GROUP BY 1;

-- slices: lt
/*M! SET STATEMENT time_zone = '+00:00' FOR */
SELECT /*+ SET_VAR(time_zone = '+00:00') */
  CAST(1767225600000 AS SIGNED) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events`
WHERE `at` >= TIMESTAMP'2026-01-01 00:00:00'
  AND `at` < TIMESTAMP'2026-01-02 00:00:00'
  AND `amount` < 2.5
GROUP BY 1;

-- slices: lte
/*M! SET STATEMENT time_zone = '+00:00' FOR */
SELECT /*+ SET_VAR(time_zone = '+00:00') */
  CAST(1767225600000 AS SIGNED) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events`
WHERE `at` >= TIMESTAMP'2026-01-01 00:00:00'
  AND `at` < TIMESTAMP'2026-01-02 00:00:00'
  AND `amount` <= 2.5
GROUP BY 1;

-- slices: gt
/*M! SET STATEMENT time_zone = '+00:00' FOR */
SELECT /*+ SET_VAR(time_zone = '+00:00') */
  CAST(1767225600000 AS SIGNED) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events`
WHERE `at` >= TIMESTAMP'2026-01-01 00:00:00'
  AND `at` < TIMESTAMP'2026-01-02 00:00:00'
  AND `amount` > 2.5
GROUP BY 1;

-- slices: gte
/*M! SET STATEMENT time_zone = '+00:00' FOR */
SELECT /*+ SET_VAR(time_zone = '+00:00') */
  CAST(1767225600000 AS SIGNED) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events`
WHERE `at` >= TIMESTAMP'2026-01-01 00:00:00'
  AND `at` < TIMESTAMP'2026-01-02 00:00:00'
  AND `amount` >= (-2.5e-7)
GROUP BY 1;

-- slices: present
/*M! SET STATEMENT time_zone = '+00:00' FOR */
SELECT /*+ SET_VAR(time_zone = '+00:00') */
  CAST(1767225600000 AS SIGNED) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events`
WHERE `at` >= TIMESTAMP'2026-01-01 00:00:00'
  AND `at` < TIMESTAMP'2026-01-02 00:00:00'
  AND `device` IS NOT NULL
GROUP BY 1;

-- slices: not present
/*M! SET STATEMENT time_zone = '+00:00' FOR */
SELECT /*+ SET_VAR(time_zone = '+00:00') */
  CAST(1767225600000 AS SIGNED) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events`
WHERE `at` >= TIMESTAMP'2026-01-01 00:00:00'
  AND `at` < TIMESTAMP'2026-01-02 00:00:00'
  AND `device` IS NULL
GROUP BY 1;

-- slices: matches
/*M! SET STATEMENT time_zone = '+00:00' FOR */
SELECT /*+ SET_VAR(time_zone = '+00:00') */
  CAST(1767225600000 AS SIGNED) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events`
WHERE `at` >= TIMESTAMP'2026-01-01 00:00:00'
  AND `at` < TIMESTAMP'2026-01-02 00:00:00'
  AND (CONVERT(`device` USING utf8mb4) COLLATE utf8mb4_bin REGEXP _utf8mb4 x'5C41283F3A5B6D4D5D5B5E5C6E5D2A65295C7A')
GROUP BY 1;

-- slices: matches negated keeps NULL
/*M! SET STATEMENT time_zone = '+00:00' FOR */
SELECT /*+ SET_VAR(time_zone = '+00:00') */
  CAST(1767225600000 AS SIGNED) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events`
WHERE `at` >= TIMESTAMP'2026-01-01 00:00:00'
  AND `at` < TIMESTAMP'2026-01-02 00:00:00'
  AND (NOT (CONVERT(`device` USING utf8mb4) COLLATE utf8mb4_bin REGEXP _utf8mb4 x'283F69295C41283F3A6D6F625B302D39412D5A612D7A5F5D2B295C7A') OR `device` IS NULL)
GROUP BY 1;

-- slices: matches only values
/*M! SET STATEMENT time_zone = '+00:00' FOR */
SELECT /*+ SET_VAR(time_zone = '+00:00') */
  CAST(1767225600000 AS SIGNED) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events`
WHERE `at` >= TIMESTAMP'2026-01-01 00:00:00'
  AND `at` < TIMESTAMP'2026-01-02 00:00:00'
  AND (CONVERT(`device` USING utf8mb4) COLLATE utf8mb4_bin REGEXP _utf8mb4 x'5C41283F3A283F3A6D6F62696C657C6465736B746F7029295C7A')
GROUP BY 1;

-- slices: any of all
/*M! SET STATEMENT time_zone = '+00:00' FOR */
SELECT /*+ SET_VAR(time_zone = '+00:00') */
  CAST(1767225600000 AS SIGNED) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events`
WHERE `at` >= TIMESTAMP'2026-01-01 00:00:00'
  AND `at` < TIMESTAMP'2026-01-02 00:00:00'
  AND ((`page` IN ('B') AND CAST(CONVERT(`page` USING utf8mb4) AS BINARY) IN (CAST('B' AS BINARY))) OR ((`page` IN ('A') AND CAST(CONVERT(`page` USING utf8mb4) AS BINARY) IN (CAST('A' AS BINARY))) AND `amount` > 0))
GROUP BY 1;

-- slices: awkward text
/*M! SET STATEMENT time_zone = '+00:00' FOR */
SELECT /*+ SET_VAR(time_zone = '+00:00') */
  CAST(1767225600000 AS SIGNED) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events`
WHERE `at` >= TIMESTAMP'2026-01-01 00:00:00'
  AND `at` < TIMESTAMP'2026-01-02 00:00:00'
  AND (NOT (`device` IN ('o''brien', _utf8mb4 x'615C62', _utf8mb4 x'245F5F696E74657276616C', _utf8mb4 x'5B5B785D5D') AND CAST(CONVERT(`device` USING utf8mb4) AS BINARY) IN (CAST('o''brien' AS BINARY), CAST(_utf8mb4 x'615C62' AS BINARY), CAST(_utf8mb4 x'245F5F696E74657276616C' AS BINARY), CAST(_utf8mb4 x'5B5B785D5D' AS BINARY))) OR `device` IS NULL)
GROUP BY 1;

-- experiment: sums within a window, and of the time before; some saw several variants
/*M! SET STATEMENT time_zone = '+00:00' FOR */
WITH `plumbline_exposed` AS ( -- every exposure, who and when and to which variant
  SELECT
    CAST(CONVERT(`who` USING utf8mb4) AS BINARY) AS `u`,
    TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', `at`) AS `t`,
    CASE WHEN `page` IN ('A') AND CAST(CONVERT(`page` USING utf8mb4) AS BINARY) IN (CAST('A' AS BINARY)) THEN 0 WHEN `page` IN ('C') AND CAST(CONVERT(`page` USING utf8mb4) AS BINARY) IN (CAST('C' AS BINARY)) THEN 1 WHEN `page` IS NOT NULL THEN 2 END AS `v`
  FROM `shop`.`events`
  WHERE `at` >= TIMESTAMP'2026-01-01 00:00:00'
    AND `at` < TIMESTAMP'2026-01-02 00:00:00'
    AND (`page` IN ('A', 'C') AND CAST(CONVERT(`page` USING utf8mb4) AS BINARY) IN (CAST('A' AS BINARY), CAST('C' AS BINARY)))
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
    CRC32(`u`) AS `h`,
    `t0`,
    CASE WHEN `lo` IS NULL THEN 4 WHEN `lo` <> `hi` THEN 3 ELSE `lo` END AS `v`
  FROM `plumbline_units`
),
`plumbline_happened` AS ( -- what happened to units before and after
  SELECT
    CAST(CONVERT(`who` USING utf8mb4) AS BINARY) AS `u`,
    CRC32(CAST(CONVERT(`who` USING utf8mb4) AS BINARY)) AS `h`,
    TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', `at`) AS `t`,
    SUM(`amount`) AS `m`,
    1 AS `b`
  FROM `shop`.`events`
  WHERE `at` >= TIMESTAMP'2025-12-31 23:00:00'
    AND `at` < TIMESTAMP'2026-01-02 01:00:00.001000'
    AND `who` IS NOT NULL
  GROUP BY 1, 2, 3
),
`plumbline_outcomes` AS ( -- each unit once, with what it did in its window
  SELECT
    `plumbline_chosen`.`u` AS `u`,
    `plumbline_chosen`.`v` AS `v`,
    `plumbline_chosen`.`t0` AS `t0`,
    CAST(COALESCE(SUM(CASE WHEN `plumbline_happened`.`b` = 1 AND `plumbline_happened`.`t` > `plumbline_chosen`.`t0` AND `plumbline_happened`.`t` <= (`plumbline_chosen`.`t0` + 3600000000) THEN `plumbline_happened`.`m` END), 0) AS DOUBLE) AS `y`,
    CAST(COALESCE(SUM(CASE WHEN `plumbline_happened`.`b` = 1 AND `plumbline_happened`.`t` >= (`plumbline_chosen`.`t0` + (-3600000000)) AND `plumbline_happened`.`t` < `plumbline_chosen`.`t0` THEN `plumbline_happened`.`m` END), 0) AS DOUBLE) AS `x`
  FROM `plumbline_chosen`
    LEFT JOIN `plumbline_happened` ON `plumbline_happened`.`h` = `plumbline_chosen`.`h` AND `plumbline_happened`.`u` = `plumbline_chosen`.`u`
  GROUP BY 1, 2, 3, CAST(CONVERT(`plumbline_chosen`.`v` USING utf8mb4) AS BINARY), CAST(CONVERT(`plumbline_chosen`.`t0` USING utf8mb4) AS BINARY)
)
SELECT /*+ SET_VAR(time_zone = '+00:00') */
  `v` AS `variant`,
  COUNT(*) AS `exposed`,
  COUNT(CASE WHEN `t0` < 1767351600000000 THEN 1 END) AS `ripe`,
  COALESCE(SUM(CASE WHEN `t0` < 1767351600000000 THEN `y` END), CAST(0 AS DOUBLE)) AS `sy`,
  COALESCE(SUM(CASE WHEN `t0` < 1767351600000000 THEN `y` * `y` END), CAST(0 AS DOUBLE)) AS `syy`,
  COALESCE(SUM(CASE WHEN `t0` < 1767351600000000 THEN `x` END), CAST(0 AS DOUBLE)) AS `sx`,
  COALESCE(SUM(CASE WHEN `t0` < 1767351600000000 THEN `x` * `x` END), CAST(0 AS DOUBLE)) AS `sxx`,
  COALESCE(SUM(CASE WHEN `t0` < 1767351600000000 THEN `x` * `y` END), CAST(0 AS DOUBLE)) AS `sxy`
FROM `plumbline_outcomes`
GROUP BY 1, CAST(CONVERT(`v` USING utf8mb4) AS BINARY);

-- experiment: conversions by the device of the exposure, filtered; a window that is not over
/*M! SET STATEMENT time_zone = '+00:00' FOR */
WITH `plumbline_exposed` AS ( -- every exposure, who and when and to which variant
  SELECT
    CAST(CONVERT(`who` USING utf8mb4) AS BINARY) AS `u`,
    TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', `at`) AS `t`,
    CASE WHEN `page` IN ('A') AND CAST(CONVERT(`page` USING utf8mb4) AS BINARY) IN (CAST('A' AS BINARY)) THEN 0 WHEN `page` IN ('C') AND CAST(CONVERT(`page` USING utf8mb4) AS BINARY) IN (CAST('C' AS BINARY)) THEN 1 WHEN `page` IS NOT NULL THEN 2 END AS `v`,
    CASE WHEN `page` IS NULL THEN 1 ELSE 0 END AS `n`,
    CASE WHEN NOT (`device` IN ('desktop') AND CAST(CONVERT(`device` USING utf8mb4) AS BINARY) IN (CAST('desktop' AS BINARY))) OR `device` IS NULL THEN 1 ELSE 0 END AS `f`,
    CONVERT(`device` USING utf8mb4) COLLATE utf8mb4_bin AS `g1`,
    CONVERT(`device` USING utf8mb4) COLLATE utf8mb4_bin AS `k1`
  FROM `shop`.`events`
  WHERE `at` >= TIMESTAMP'2026-01-01 00:00:00'
    AND `at` < TIMESTAMP'2026-01-02 00:00:00'
    AND (`page` IN ('A') AND CAST(CONVERT(`page` USING utf8mb4) AS BINARY) IN (CAST('A' AS BINARY)))
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
    ROW_NUMBER() OVER (PARTITION BY `u` ORDER BY `n`, `t`, CASE WHEN `k1` IS NULL THEN 1 ELSE 0 END, `k1` COLLATE utf8mb4_bin) AS `place`
  FROM `plumbline_exposed`
),
`plumbline_chosen` AS ( -- the variant that each unit counts for
  SELECT
    `u`,
    CRC32(`u`) AS `h`,
    `t0`,
    CASE WHEN `lo` IS NULL THEN 4 WHEN `lo` <> `hi` THEN 3 ELSE `lo` END AS `v`,
    `g1`
  FROM `plumbline_units`
  WHERE `place` = 1
    AND `f` = 1
),
`plumbline_happened` AS ( -- what happened to units before and after
  SELECT
    CAST(CONVERT(`who` USING utf8mb4) AS BINARY) AS `u`,
    CRC32(CAST(CONVERT(`who` USING utf8mb4) AS BINARY)) AS `h`,
    TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', `at`) AS `t`,
    1 AS `m`,
    1 AS `b`
  FROM `shop`.`events`
  WHERE `at` >= TIMESTAMP'2026-01-01 00:00:00'
    AND `at` < TIMESTAMP'2026-01-02 01:00:00'
    AND (`page` IN ('B', 'C') AND CAST(CONVERT(`page` USING utf8mb4) AS BINARY) IN (CAST('B' AS BINARY), CAST('C' AS BINARY)))
    AND `who` IS NOT NULL
  GROUP BY 1, 2, 3
),
`plumbline_outcomes` AS ( -- each unit once, with what it did in its window
  SELECT
    `plumbline_chosen`.`u` AS `u`,
    `plumbline_chosen`.`v` AS `v`,
    `plumbline_chosen`.`t0` AS `t0`,
    `plumbline_chosen`.`g1` AS `g1`,
    CAST(COALESCE(MAX(CASE WHEN `plumbline_happened`.`b` = 1 AND `plumbline_happened`.`t` > `plumbline_chosen`.`t0` AND `plumbline_happened`.`t` <= (`plumbline_chosen`.`t0` + 7200000000) THEN 1 END), 0) AS DOUBLE) AS `y`
  FROM `plumbline_chosen`
    LEFT JOIN `plumbline_happened` ON `plumbline_happened`.`h` = `plumbline_chosen`.`h` AND `plumbline_happened`.`u` = `plumbline_chosen`.`u`
  GROUP BY 1, 2, 3, 4, CAST(CONVERT(`plumbline_chosen`.`v` USING utf8mb4) AS BINARY), CAST(CONVERT(`plumbline_chosen`.`t0` USING utf8mb4) AS BINARY), CAST(CONVERT(`plumbline_chosen`.`g1` USING utf8mb4) AS BINARY)
)
SELECT /*+ SET_VAR(time_zone = '+00:00') */
  `v` AS `variant`,
  `g1` AS `device`,
  COUNT(*) AS `exposed`,
  COUNT(CASE WHEN `t0` < 1767308400000000 THEN 1 END) AS `ripe`,
  COALESCE(SUM(CASE WHEN `t0` < 1767308400000000 THEN `y` END), CAST(0 AS DOUBLE)) AS `sy`,
  COALESCE(SUM(CASE WHEN `t0` < 1767308400000000 THEN `y` * `y` END), CAST(0 AS DOUBLE)) AS `syy`
FROM `plumbline_outcomes`
GROUP BY 1, 2, CAST(CONVERT(`v` USING utf8mb4) AS BINARY), CAST(CONVERT(`g1` USING utf8mb4) AS BINARY);

-- experiment: a ratio of sums to the end of the range, with a variant that nobody named
/*M! SET STATEMENT time_zone = '+00:00' FOR */
WITH `plumbline_exposed` AS ( -- every exposure, who and when and to which variant
  SELECT
    CAST(CONVERT(`who` USING utf8mb4) AS BINARY) AS `u`,
    TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', `at`) AS `t`,
    CASE WHEN `page` IN ('C') AND CAST(CONVERT(`page` USING utf8mb4) AS BINARY) IN (CAST('C' AS BINARY)) THEN 0 WHEN `page` IS NOT NULL THEN 1 END AS `v`
  FROM `shop`.`events`
  WHERE `at` >= TIMESTAMP'2026-01-01 00:00:00'
    AND `at` < TIMESTAMP'2026-01-02 00:00:00'
    AND (`page` IN ('A') AND CAST(CONVERT(`page` USING utf8mb4) AS BINARY) IN (CAST('A' AS BINARY)))
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
    CRC32(`u`) AS `h`,
    `t0`,
    CASE WHEN `lo` IS NULL THEN 3 WHEN `lo` <> `hi` THEN 2 ELSE `lo` END AS `v`
  FROM `plumbline_units`
),
`plumbline_happened` AS ( -- what happened to units before and after
  SELECT
    CAST(CONVERT(`who` USING utf8mb4) AS BINARY) AS `u`,
    CRC32(CAST(CONVERT(`who` USING utf8mb4) AS BINARY)) AS `h`,
    TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', `at`) AS `t`,
    SUM(`amount`) AS `m`,
    SUM(1) AS `d`,
    1 AS `b`
  FROM `shop`.`events`
  WHERE `at` >= TIMESTAMP'2026-01-01 00:00:00'
    AND `at` < TIMESTAMP'2026-01-02 00:00:00'
    AND `amount` IS NOT NULL
    AND `who` IS NOT NULL
  GROUP BY 1, 2, 3
),
`plumbline_outcomes` AS ( -- each unit once, with what it did in its window
  SELECT
    `plumbline_chosen`.`u` AS `u`,
    `plumbline_chosen`.`v` AS `v`,
    CAST(COALESCE(SUM(CASE WHEN `plumbline_happened`.`b` = 1 AND `plumbline_happened`.`t` > `plumbline_chosen`.`t0` THEN `plumbline_happened`.`m` END), 0) AS DOUBLE) AS `y`,
    CAST(COALESCE(SUM(CASE WHEN `plumbline_happened`.`b` = 1 AND `plumbline_happened`.`t` > `plumbline_chosen`.`t0` THEN `plumbline_happened`.`d` END), 0) AS DOUBLE) AS `x`
  FROM `plumbline_chosen`
    LEFT JOIN `plumbline_happened` ON `plumbline_happened`.`h` = `plumbline_chosen`.`h` AND `plumbline_happened`.`u` = `plumbline_chosen`.`u`
  GROUP BY 1, 2, CAST(CONVERT(`plumbline_chosen`.`v` USING utf8mb4) AS BINARY)
)
SELECT /*+ SET_VAR(time_zone = '+00:00') */
  `v` AS `variant`,
  COUNT(*) AS `exposed`,
  COUNT(*) AS `ripe`,
  COALESCE(SUM(`y`), CAST(0 AS DOUBLE)) AS `sy`,
  COALESCE(SUM(`y` * `y`), CAST(0 AS DOUBLE)) AS `syy`,
  COALESCE(SUM(`x`), CAST(0 AS DOUBLE)) AS `sx`,
  COALESCE(SUM(`x` * `x`), CAST(0 AS DOUBLE)) AS `sxx`,
  COALESCE(SUM(`x` * `y`), CAST(0 AS DOUBLE)) AS `sxy`
FROM `plumbline_outcomes`
GROUP BY 1, CAST(CONVERT(`v` USING utf8mb4) AS BINARY);

-- funnel: Mixpanel: the first start only reaches B
/*M! SET STATEMENT time_zone = '+00:00' FOR */
WITH `plumbline_events` AS ( -- the events of the steps, one row each
  SELECT
    CAST(CONVERT(`who` USING utf8mb4) AS BINARY) AS `u`,
    TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', `at`) AS `t`,
    CASE WHEN (`page` IN ('A') AND CAST(CONVERT(`page` USING utf8mb4) AS BINARY) IN (CAST('A' AS BINARY))) AND `at` < TIMESTAMP'2026-01-02 00:00:00' THEN 1 END AS `s1`,
    CASE WHEN `page` IN ('B') AND CAST(CONVERT(`page` USING utf8mb4) AS BINARY) IN (CAST('B' AS BINARY)) THEN 1 END AS `s2`,
    CASE WHEN `page` IN ('C', 'D') AND CAST(CONVERT(`page` USING utf8mb4) AS BINARY) IN (CAST('C' AS BINARY), CAST('D' AS BINARY)) THEN 1 END AS `s3`
  FROM `shop`.`events`
  WHERE `at` >= TIMESTAMP'2026-01-01 00:00:00'
    AND `at` < TIMESTAMP'2026-01-02 01:00:00'
    AND `who` IS NOT NULL
    AND ((`page` IN ('A') AND CAST(CONVERT(`page` USING utf8mb4) AS BINARY) IN (CAST('A' AS BINARY))) OR (`page` IN ('B') AND CAST(CONVERT(`page` USING utf8mb4) AS BINARY) IN (CAST('B' AS BINARY))) OR (`page` IN ('C', 'D') AND CAST(CONVERT(`page` USING utf8mb4) AS BINARY) IN (CAST('C' AS BINARY), CAST('D' AS BINARY))))
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
SELECT /*+ SET_VAR(time_zone = '+00:00') */
  COUNT(*) AS `n1`,
  COUNT(CASE WHEN `level` >= 2 THEN 1 END) AS `n2`,
  COUNT(CASE WHEN `level` >= 3 THEN 1 END) AS `n3`,
  COUNT(CASE WHEN `open` = 1 THEN 1 END) AS `open`,
  AVG(CASE WHEN `d2` IS NOT NULL AND `p2` IN ((`c2` + 1) DIV 2, (`c2` + 2) DIV 2) THEN `d2` END) / 1000.0 AS `m2`,
  AVG(CASE WHEN `d3` IS NOT NULL AND `p3` IN ((`c3` + 1) DIV 2, (`c3` + 2) DIV 2) THEN `d3` END) / 1000.0 AS `m3`
FROM `plumbline_placed`;

-- funnel: Mixpanel: any start converts
/*M! SET STATEMENT time_zone = '+00:00' FOR */
WITH `plumbline_events` AS ( -- the events of the steps, one row each
  SELECT
    CAST(CONVERT(`who` USING utf8mb4) AS BINARY) AS `u`,
    TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', `at`) AS `t`,
    CASE WHEN (`page` IN ('A') AND CAST(CONVERT(`page` USING utf8mb4) AS BINARY) IN (CAST('A' AS BINARY))) AND (NOT (`device` IN ('mobile') AND CAST(CONVERT(`device` USING utf8mb4) AS BINARY) IN (CAST('mobile' AS BINARY))) OR `device` IS NULL) THEN 1 END AS `s1`,
    CASE WHEN `page` IN ('B') AND CAST(CONVERT(`page` USING utf8mb4) AS BINARY) IN (CAST('B' AS BINARY)) THEN 1 END AS `s2`,
    CASE WHEN `page` IN ('C', 'D') AND CAST(CONVERT(`page` USING utf8mb4) AS BINARY) IN (CAST('C' AS BINARY), CAST('D' AS BINARY)) THEN 1 END AS `s3`,
    CONVERT(`device` USING utf8mb4) COLLATE utf8mb4_bin AS `g1`
  FROM `shop`.`events`
  WHERE `at` >= TIMESTAMP'2026-01-01 00:00:00'
    AND `at` < TIMESTAMP'2026-01-02 00:00:00'
    AND `who` IS NOT NULL
    AND ((`page` IN ('A') AND CAST(CONVERT(`page` USING utf8mb4) AS BINARY) IN (CAST('A' AS BINARY))) OR (`page` IN ('B') AND CAST(CONVERT(`page` USING utf8mb4) AS BINARY) IN (CAST('B' AS BINARY))) OR (`page` IN ('C', 'D') AND CAST(CONVERT(`page` USING utf8mb4) AS BINARY) IN (CAST('C' AS BINARY), CAST('D' AS BINARY))))
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
    ROW_NUMBER() OVER (PARTITION BY `u` ORDER BY `level` DESC, `t1`, CASE WHEN `g1` IS NULL THEN 1 ELSE 0 END, `g1` COLLATE utf8mb4_bin) AS `place`
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
    ROW_NUMBER() OVER (PARTITION BY `g1`, CAST(CONVERT(`g1` USING utf8mb4) AS BINARY) ORDER BY `d2` IS NULL, `d2`) AS `p2`,
    ROW_NUMBER() OVER (PARTITION BY `g1`, CAST(CONVERT(`g1` USING utf8mb4) AS BINARY) ORDER BY `d3` IS NULL, `d3`) AS `p3`,
    COUNT(`d2`) OVER (PARTITION BY `g1`, CAST(CONVERT(`g1` USING utf8mb4) AS BINARY)) AS `c2`,
    COUNT(`d3`) OVER (PARTITION BY `g1`, CAST(CONVERT(`g1` USING utf8mb4) AS BINARY)) AS `c3`
  FROM `plumbline_counted`
)
SELECT /*+ SET_VAR(time_zone = '+00:00') */
  `g1` AS `device`,
  COUNT(*) AS `n1`,
  COUNT(CASE WHEN `level` >= 2 THEN 1 END) AS `n2`,
  COUNT(CASE WHEN `level` >= 3 THEN 1 END) AS `n3`,
  COUNT(CASE WHEN `open` = 1 THEN 1 END) AS `open`,
  AVG(CASE WHEN `d2` IS NOT NULL AND `p2` IN ((`c2` + 1) DIV 2, (`c2` + 2) DIV 2) THEN `d2` END) / 1000.0 AS `m2`,
  AVG(CASE WHEN `d3` IS NOT NULL AND `p3` IN ((`c3` + 1) DIV 2, (`c3` + 2) DIV 2) THEN `d3` END) / 1000.0 AS `m3`
FROM `plumbline_placed`
GROUP BY 1, CAST(CONVERT(`g1` USING utf8mb4) AS BINARY);

-- funnel: loose ties
/*M! SET STATEMENT time_zone = '+00:00' FOR */
WITH `plumbline_events` AS ( -- the events of the steps, one row each
  SELECT
    CAST(CONVERT(`who` USING utf8mb4) AS BINARY) AS `u`,
    TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', `at`) AS `t`,
    CASE WHEN `page` IN ('A') AND CAST(CONVERT(`page` USING utf8mb4) AS BINARY) IN (CAST('A' AS BINARY)) THEN 1 END AS `s1`,
    CASE WHEN `page` IN ('B') AND CAST(CONVERT(`page` USING utf8mb4) AS BINARY) IN (CAST('B' AS BINARY)) THEN 1 END AS `s2`,
    CASE WHEN `page` IN ('C', 'D') AND CAST(CONVERT(`page` USING utf8mb4) AS BINARY) IN (CAST('C' AS BINARY), CAST('D' AS BINARY)) THEN 1 END AS `s3`
  FROM `shop`.`events`
  WHERE `at` >= TIMESTAMP'2026-01-01 00:00:00'
    AND `at` < TIMESTAMP'2026-01-02 00:00:00'
    AND `who` IS NOT NULL
    AND ((`page` IN ('A') AND CAST(CONVERT(`page` USING utf8mb4) AS BINARY) IN (CAST('A' AS BINARY))) OR (`page` IN ('B') AND CAST(CONVERT(`page` USING utf8mb4) AS BINARY) IN (CAST('B' AS BINARY))) OR (`page` IN ('C', 'D') AND CAST(CONVERT(`page` USING utf8mb4) AS BINARY) IN (CAST('C' AS BINARY), CAST('D' AS BINARY))))
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
SELECT /*+ SET_VAR(time_zone = '+00:00') */
  COUNT(*) AS `n1`,
  COUNT(CASE WHEN `level` >= 2 THEN 1 END) AS `n2`,
  COUNT(CASE WHEN `level` >= 3 THEN 1 END) AS `n3`,
  COUNT(CASE WHEN `open` = 1 THEN 1 END) AS `open`,
  AVG(CASE WHEN `d2` IS NOT NULL AND `p2` IN ((`c2` + 1) DIV 2, (`c2` + 2) DIV 2) THEN `d2` END) / 1000.0 AS `m2`,
  AVG(CASE WHEN `d3` IS NOT NULL AND `p3` IN ((`c3` + 1) DIV 2, (`c3` + 2) DIV 2) THEN `d3` END) / 1000.0 AS `m3`
FROM `plumbline_placed`;

-- funnel: one step
/*M! SET STATEMENT time_zone = '+00:00' FOR */
WITH `plumbline_events` AS ( -- the events of the steps, one row each
  SELECT
    CAST(CONVERT(`who` USING utf8mb4) AS BINARY) AS `u`,
    TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', `at`) AS `t`,
    CASE WHEN `page` IN ('A') AND CAST(CONVERT(`page` USING utf8mb4) AS BINARY) IN (CAST('A' AS BINARY)) THEN 1 END AS `s1`
  FROM `shop`.`events`
  WHERE `at` >= TIMESTAMP'2026-01-01 00:00:00'
    AND `at` < TIMESTAMP'2026-01-02 00:00:00'
    AND `who` IS NOT NULL
    AND (`page` IN ('A') AND CAST(CONVERT(`page` USING utf8mb4) AS BINARY) IN (CAST('A' AS BINARY)))
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
SELECT /*+ SET_VAR(time_zone = '+00:00') */
  COUNT(*) AS `n1`,
  COUNT(CASE WHEN `open` = 1 THEN 1 END) AS `open`
FROM `plumbline_counted`;

-- retention: hours after the first start ever, one row
/*M! SET STATEMENT time_zone = '+00:00' FOR */
WITH `plumbline_starts` AS ( -- the first start of each actor
  SELECT
    CAST(CONVERT(`who` USING utf8mb4) AS BINARY) AS `u`,
    MIN(TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', `at`)) AS `t0`
  FROM `shop`.`events`
  WHERE `at` >= TIMESTAMP'1970-01-01 00:00:00'
    AND `at` < TIMESTAMP'2026-01-02 00:00:00'
    AND (`page` IN ('A') AND CAST(CONVERT(`page` USING utf8mb4) AS BINARY) IN (CAST('A' AS BINARY)))
    AND `who` IS NOT NULL
  GROUP BY 1
),
`plumbline_cohorts` AS ( -- the cohort of each actor, and the period in which it started
  SELECT
    `u`,
    CRC32(`u`) AS `h`,
    `t0`
  FROM `plumbline_starts`
  WHERE `t0` >= 1767225600000000
),
`plumbline_returns` AS ( -- returns from then on
  SELECT
    CAST(CONVERT(`who` USING utf8mb4) AS BINARY) AS `u`,
    CRC32(CAST(CONVERT(`who` USING utf8mb4) AS BINARY)) AS `h`,
    TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', `at`) AS `t`,
    1 AS `b`
  FROM `shop`.`events`
  WHERE `at` >= TIMESTAMP'2026-01-01 00:00:00'
    AND `at` < TIMESTAMP'2026-01-02 03:00:00'
    AND `who` IS NOT NULL
    AND (`page` IN ('A', 'B', 'C') AND CAST(CONVERT(`page` USING utf8mb4) AS BINARY) IN (CAST('A' AS BINARY), CAST('B' AS BINARY), CAST('C' AS BINARY)))
  GROUP BY 1, 2, 3, 4
),
`plumbline_actors` AS ( -- each actor once, with the periods after its start in which it came back
  SELECT
    `plumbline_cohorts`.`u` AS `u`,
    `plumbline_cohorts`.`t0` AS `t0`,
    MAX(CASE WHEN `plumbline_returns`.`b` = 1 AND `plumbline_returns`.`t` >= `plumbline_cohorts`.`t0` AND (`plumbline_returns`.`t` - `plumbline_cohorts`.`t0`) >= 0 AND (`plumbline_returns`.`t` - `plumbline_cohorts`.`t0`) < 3600000000 THEN 1 END) AS `b1`,
    MAX(CASE WHEN `plumbline_returns`.`b` = 1 AND `plumbline_returns`.`t` >= `plumbline_cohorts`.`t0` AND (`plumbline_returns`.`t` - `plumbline_cohorts`.`t0`) >= 3600000000 AND (`plumbline_returns`.`t` - `plumbline_cohorts`.`t0`) < 7200000000 THEN 1 END) AS `b2`,
    MAX(CASE WHEN `plumbline_returns`.`b` = 1 AND `plumbline_returns`.`t` >= `plumbline_cohorts`.`t0` AND (`plumbline_returns`.`t` - `plumbline_cohorts`.`t0`) >= 7200000000 AND (`plumbline_returns`.`t` - `plumbline_cohorts`.`t0`) < 10800000000 THEN 1 END) AS `b3`
  FROM `plumbline_cohorts`
    LEFT JOIN `plumbline_returns` ON `plumbline_returns`.`h` = `plumbline_cohorts`.`h` AND `plumbline_returns`.`u` = `plumbline_cohorts`.`u`
  GROUP BY 1, 2, CAST(CONVERT(`plumbline_cohorts`.`t0` USING utf8mb4) AS BINARY)
)
SELECT /*+ SET_VAR(time_zone = '+00:00') */
  COUNT(*) AS `size`,
  COUNT(CASE WHEN `t0` <= 1767351600000000 THEN 1 END) AS `e1`,
  COUNT(CASE WHEN `t0` <= 1767348000000000 THEN 1 END) AS `e2`,
  COUNT(CASE WHEN `t0` <= 1767344400000000 THEN 1 END) AS `e3`,
  COUNT(CASE WHEN `t0` <= 1767351600000000 AND `b1` = 1 THEN 1 END) AS `r1`,
  COUNT(CASE WHEN `t0` <= 1767348000000000 AND `b2` = 1 THEN 1 END) AS `r2`,
  COUNT(CASE WHEN `t0` <= 1767344400000000 AND `b3` = 1 THEN 1 END) AS `r3`
FROM `plumbline_actors`;

-- retention: calendar periods within, two cohorts
/*M! SET STATEMENT time_zone = '+00:00' FOR */
WITH `plumbline_starts` AS ( -- the first start of each actor
  SELECT
    CAST(CONVERT(`who` USING utf8mb4) AS BINARY) AS `u`,
    MIN(TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', `at`)) AS `t0`
  FROM `shop`.`events`
  WHERE `at` >= TIMESTAMP'2026-01-01 00:00:00'
    AND `at` < TIMESTAMP'2026-01-02 00:00:00'
    AND (`page` IN ('A') AND CAST(CONVERT(`page` USING utf8mb4) AS BINARY) IN (CAST('A' AS BINARY)))
    AND `who` IS NOT NULL
  GROUP BY 1
),
`plumbline_cohorts` AS ( -- the cohort of each actor, and the period in which it started
  SELECT
    `u`,
    CRC32(`u`) AS `h`,
    `t0`,
    CAST(floor(CAST(`t0` - 1767225600000000 AS DOUBLE) / 3600000000.0) AS SIGNED) AS `p0`,
    CAST(floor(CAST(`t0` - 1767225600000000 AS DOUBLE) / 43200000000.0) AS SIGNED) AS `c`
  FROM `plumbline_starts`
  WHERE `t0` >= 1767225600000000
),
`plumbline_returns` AS ( -- returns from then on
  SELECT
    CAST(CONVERT(`who` USING utf8mb4) AS BINARY) AS `u`,
    CRC32(CAST(CONVERT(`who` USING utf8mb4) AS BINARY)) AS `h`,
    TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', `at`) AS `t`,
    CAST(floor(CAST(TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', `at`) - 1767225600000000 AS DOUBLE) / 3600000000.0) AS SIGNED) AS `p`,
    1 AS `b`
  FROM `shop`.`events`
  WHERE `at` >= TIMESTAMP'2026-01-01 00:00:00'
    AND `at` < TIMESTAMP'2026-01-02 03:00:00'
    AND `who` IS NOT NULL
    AND (`page` IN ('B', 'C') AND CAST(CONVERT(`page` USING utf8mb4) AS BINARY) IN (CAST('B' AS BINARY), CAST('C' AS BINARY)))
  GROUP BY 1, 2, 3, 4, 5
),
`plumbline_actors` AS ( -- each actor once, with the periods after its start in which it came back
  SELECT
    `plumbline_cohorts`.`u` AS `u`,
    `plumbline_cohorts`.`p0` AS `p0`,
    `plumbline_cohorts`.`c` AS `c`,
    MIN(CASE WHEN `plumbline_returns`.`b` = 1 AND `plumbline_returns`.`t` >= `plumbline_cohorts`.`t0` AND (`plumbline_returns`.`p` - `plumbline_cohorts`.`p0`) >= 1 THEN `plumbline_returns`.`p` - `plumbline_cohorts`.`p0` END) AS `soon`
  FROM `plumbline_cohorts`
    LEFT JOIN `plumbline_returns` ON `plumbline_returns`.`h` = `plumbline_cohorts`.`h` AND `plumbline_returns`.`u` = `plumbline_cohorts`.`u`
  GROUP BY 1, 2, 3, CAST(CONVERT(`plumbline_cohorts`.`p0` USING utf8mb4) AS BINARY), CAST(CONVERT(`plumbline_cohorts`.`c` USING utf8mb4) AS BINARY)
)
SELECT /*+ SET_VAR(time_zone = '+00:00') */
  `c` AS `cohort`,
  COUNT(*) AS `size`,
  COUNT(CASE WHEN `p0` <= 33 THEN 1 END) AS `e1`,
  COUNT(CASE WHEN `p0` <= 31 THEN 1 END) AS `e2`,
  COUNT(CASE WHEN `p0` <= 33 AND `soon` <= 1 THEN 1 END) AS `r1`,
  COUNT(CASE WHEN `p0` <= 31 AND `soon` <= 3 THEN 1 END) AS `r2`
FROM `plumbline_actors`
GROUP BY 1, CAST(CONVERT(`c` USING utf8mb4) AS BINARY);

-- retention: on or after, by the device of the start, filtered
/*M! SET STATEMENT time_zone = '+00:00' FOR */
WITH `plumbline_started` AS ( -- the starts of each actor
  SELECT
    CAST(CONVERT(`who` USING utf8mb4) AS BINARY) AS `u`,
    TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', `at`) AS `t0`,
    CASE WHEN NOT (`device` IN ('Mobile') AND CAST(CONVERT(`device` USING utf8mb4) AS BINARY) IN (CAST('Mobile' AS BINARY))) OR `device` IS NULL THEN 1 ELSE 0 END AS `f`,
    CONVERT(`device` USING utf8mb4) COLLATE utf8mb4_bin AS `g1`,
    CONVERT(`device` USING utf8mb4) COLLATE utf8mb4_bin AS `k1`
  FROM `shop`.`events`
  WHERE `at` >= TIMESTAMP'1970-01-01 00:00:00'
    AND `at` < TIMESTAMP'2026-01-02 00:00:00'
    AND (`page` IN ('A') AND CAST(CONVERT(`page` USING utf8mb4) AS BINARY) IN (CAST('A' AS BINARY)))
    AND `who` IS NOT NULL
),
`plumbline_starts` AS ( -- the first start of each actor
  SELECT
    `u`,
    `t0`,
    `f`,
    `g1`,
    ROW_NUMBER() OVER (PARTITION BY `u` ORDER BY `t0`, CASE WHEN `k1` IS NULL THEN 1 ELSE 0 END, `k1` COLLATE utf8mb4_bin) AS `place`
  FROM `plumbline_started`
),
`plumbline_cohorts` AS ( -- the cohort of each actor, and the period in which it started
  SELECT
    `u`,
    CRC32(`u`) AS `h`,
    `t0`,
    `g1`
  FROM `plumbline_starts`
  WHERE (`place` = 1 AND `f` = 1 AND `t0` >= 1767225600000000)
),
`plumbline_returns` AS ( -- returns from then on
  SELECT
    CAST(CONVERT(`who` USING utf8mb4) AS BINARY) AS `u`,
    CRC32(CAST(CONVERT(`who` USING utf8mb4) AS BINARY)) AS `h`,
    TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', `at`) AS `t`,
    1 AS `b`
  FROM `shop`.`events`
  WHERE `at` >= TIMESTAMP'2026-01-01 00:00:00'
    AND `at` < TIMESTAMP'2026-01-02 12:00:00'
    AND `who` IS NOT NULL
    AND (`page` IN ('B') AND CAST(CONVERT(`page` USING utf8mb4) AS BINARY) IN (CAST('B' AS BINARY)))
  GROUP BY 1, 2, 3, 4
),
`plumbline_actors` AS ( -- each actor once, with the periods after its start in which it came back
  SELECT
    `plumbline_cohorts`.`u` AS `u`,
    `plumbline_cohorts`.`t0` AS `t0`,
    `plumbline_cohorts`.`g1` AS `g1`,
    MAX(CASE WHEN `plumbline_returns`.`b` = 1 AND `plumbline_returns`.`t` >= `plumbline_cohorts`.`t0` AND CAST(floor(CAST(`plumbline_returns`.`t` - `plumbline_cohorts`.`t0` AS DOUBLE) / 3600000000.0) AS SIGNED) >= 1 THEN CAST(floor(CAST(`plumbline_returns`.`t` - `plumbline_cohorts`.`t0` AS DOUBLE) / 3600000000.0) AS SIGNED) END) AS `last`
  FROM `plumbline_cohorts`
    LEFT JOIN `plumbline_returns` ON `plumbline_returns`.`h` = `plumbline_cohorts`.`h` AND `plumbline_returns`.`u` = `plumbline_cohorts`.`u`
  GROUP BY 1, 2, 3, CAST(CONVERT(`plumbline_cohorts`.`t0` USING utf8mb4) AS BINARY), CAST(CONVERT(`plumbline_cohorts`.`g1` USING utf8mb4) AS BINARY)
)
SELECT /*+ SET_VAR(time_zone = '+00:00') */
  `g1` AS `device`,
  COUNT(*) AS `size`,
  COUNT(CASE WHEN `t0` <= 1767348000000000 THEN 1 END) AS `e1`,
  COUNT(CASE WHEN `t0` <= 1767348000000000 AND `last` >= 1 THEN 1 END) AS `r1`
FROM `plumbline_actors`
GROUP BY 1, CAST(CONVERT(`g1` USING utf8mb4) AS BINARY);

-- rows: single rows, the latest first
/*M! SET STATEMENT time_zone = '+00:00' FOR */
SELECT /*+ SET_VAR(time_zone = '+00:00') */
  CAST((((TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', `at`) + 62135596800000000) DIV 1000) * 1) - 62135596800000 AS SIGNED) AS `at`,
  CONVERT(`who` USING utf8mb4) COLLATE utf8mb4_bin AS `c1`,
  `amount` AS `c2`,
  CAST((((TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', `at`) + 62135596800000000) DIV 1000) * 1) - 62135596800000 AS SIGNED) AS `c3`
FROM `shop`.`events`
WHERE `at` >= TIMESTAMP'2026-01-01 00:00:00'
  AND `at` < TIMESTAMP'2026-01-02 00:00:00'
  AND `ok` = TRUE
ORDER BY CAST((((TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', `at`) + 62135596800000000) DIV 1000) * 1) - 62135596800000 AS SIGNED) DESC
LIMIT 2;

-- traces: traces with a failed span, the latest first
/*M! SET STATEMENT time_zone = '+00:00' FOR */
WITH `plumbline_traces` AS ( -- each trace, with how many of its spans failed
  SELECT
    CAST(CONVERT(`who` USING utf8mb4) AS BINARY) AS `k`,
    MAX(CONVERT(`who` USING utf8mb4) COLLATE utf8mb4_bin) AS `trace`,
    MIN(CAST((((TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', `at`) + 62135596800000000) DIV 1000) * 1) - 62135596800000 AS SIGNED)) AS `at`,
    COUNT(*) AS `spans`,
    SUM(CASE WHEN (`ok` <> TRUE OR `ok` IS NULL) AND (`page` IN ('B') AND CAST(CONVERT(`page` USING utf8mb4) AS BINARY) IN (CAST('B' AS BINARY))) THEN 1 ELSE 0 END) AS `errors`,
    MAX(CASE WHEN `device` IS NULL OR (`device` IN ('') AND CAST(CONVERT(`device` USING utf8mb4) AS BINARY) IN (CAST('' AS BINARY))) THEN CONVERT(`page` USING utf8mb4) COLLATE utf8mb4_bin END) AS `operation`,
    MAX(CASE WHEN `device` IS NULL OR (`device` IN ('') AND CAST(CONVERT(`device` USING utf8mb4) AS BINARY) IN (CAST('' AS BINARY))) THEN CONVERT(`page` USING utf8mb4) COLLATE utf8mb4_bin END) AS `service`,
    MAX(CASE WHEN `device` IS NULL OR (`device` IN ('') AND CAST(CONVERT(`device` USING utf8mb4) AS BINARY) IN (CAST('' AS BINARY))) THEN `amount` END) AS `duration`
  FROM `shop`.`events`
  WHERE `at` >= TIMESTAMP'2026-01-01 00:00:00'
    AND `at` < TIMESTAMP'2026-01-02 00:00:00'
    AND `who` IS NOT NULL
  GROUP BY 1
)
SELECT /*+ SET_VAR(time_zone = '+00:00') */
  `trace`,
  `at`,
  `spans`,
  `errors`,
  `operation`,
  `service`,
  `duration`
FROM `plumbline_traces`
WHERE `errors` > 0
ORDER BY `at` DESC, CASE WHEN `trace` IS NULL THEN 1 ELSE 0 END, `trace` COLLATE utf8mb4_bin
LIMIT 10;

-- spans: spans of one trace
/*M! SET STATEMENT time_zone = '+00:00' FOR */
WITH `plumbline_spans` AS ( -- the spans, one row each
  SELECT
    CAST(CONVERT(`who` USING utf8mb4) AS BINARY) AS `k`,
    CONVERT(`who` USING utf8mb4) COLLATE utf8mb4_bin AS `trace`,
    CONVERT(`page` USING utf8mb4) COLLATE utf8mb4_bin AS `span`,
    CAST((((TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', `at`) + 62135596800000000) DIV 1000) * 1) - 62135596800000 AS SIGNED) AS `at`,
    CASE WHEN `ok` <> TRUE OR `ok` IS NULL THEN 1 ELSE 0 END AS `failed`
  FROM `shop`.`events`
  WHERE `at` >= TIMESTAMP'2026-01-01 00:00:00'
    AND `at` < TIMESTAMP'2026-01-02 00:00:00'
    AND `who` IS NOT NULL
    AND (`who` IN ('ann') AND CAST(CONVERT(`who` USING utf8mb4) AS BINARY) IN (CAST('ann' AS BINARY)))
)
SELECT /*+ SET_VAR(time_zone = '+00:00') */
  `plumbline_spans`.`trace` AS `trace`,
  `plumbline_spans`.`span` AS `span`,
  `plumbline_spans`.`at` AS `at`,
  `plumbline_spans`.`failed` AS `failed`
FROM `plumbline_spans`
ORDER BY `plumbline_spans`.`at`, CASE WHEN `plumbline_spans`.`span` IS NULL THEN 1 ELSE 0 END, `plumbline_spans`.`span` COLLATE utf8mb4_bin
LIMIT 3;

-- spans: spans of the trace that failed last
/*M! SET STATEMENT time_zone = '+00:00' FOR */
WITH `plumbline_failures` AS ( -- the traces that failed, and when last
  SELECT
    CAST(CONVERT(`who` USING utf8mb4) AS BINARY) AS `k`,
    MAX(CONVERT(`who` USING utf8mb4) COLLATE utf8mb4_bin) AS `name`,
    MAX(CAST((((TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', `at`) + 62135596800000000) DIV 1000) * 1) - 62135596800000 AS SIGNED)) AS `last`
  FROM `shop`.`events`
  WHERE `at` >= TIMESTAMP'2026-01-01 00:00:00'
    AND `at` < TIMESTAMP'2026-01-01 13:00:00'
    AND `who` IS NOT NULL
    AND ((`ok` <> TRUE OR `ok` IS NULL) AND (`page` IN ('B') AND CAST(CONVERT(`page` USING utf8mb4) AS BINARY) IN (CAST('B' AS BINARY))))
  GROUP BY 1
),
`plumbline_newest` AS ( -- the one that failed last
  SELECT
    `k`
  FROM `plumbline_failures`
  ORDER BY `last` DESC, CASE WHEN `name` IS NULL THEN 1 ELSE 0 END, `name` COLLATE utf8mb4_bin
  LIMIT 1
),
`plumbline_spans` AS ( -- the spans, one row each
  SELECT
    CAST(CONVERT(`who` USING utf8mb4) AS BINARY) AS `k`,
    CONVERT(`who` USING utf8mb4) COLLATE utf8mb4_bin AS `trace`,
    CONVERT(`page` USING utf8mb4) COLLATE utf8mb4_bin AS `span`,
    `amount` AS `duration`,
    CAST((((TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', `at`) + 62135596800000000) DIV 1000) * 1) - 62135596800000 AS SIGNED) AS `at`,
    CASE WHEN `ok` <> TRUE OR `ok` IS NULL THEN 1 ELSE 0 END AS `failed`
  FROM `shop`.`events`
  WHERE `at` >= TIMESTAMP'2026-01-01 00:00:00'
    AND `at` < TIMESTAMP'2026-01-02 00:00:00'
    AND `who` IS NOT NULL
)
SELECT /*+ SET_VAR(time_zone = '+00:00') */
  `plumbline_spans`.`trace` AS `trace`,
  `plumbline_spans`.`span` AS `span`,
  `plumbline_spans`.`duration` AS `duration`,
  `plumbline_spans`.`at` AS `at`,
  `plumbline_spans`.`failed` AS `failed`
FROM `plumbline_newest`
  JOIN `plumbline_spans` ON `plumbline_spans`.`k` = `plumbline_newest`.`k`
ORDER BY `plumbline_spans`.`at`, CASE WHEN `plumbline_spans`.`span` IS NULL THEN 1 ELSE 0 END, `plumbline_spans`.`span` COLLATE utf8mb4_bin
LIMIT 100;

-- values: values of a field
/*M! SET STATEMENT time_zone = '+00:00' FOR */
SELECT /*+ SET_VAR(time_zone = '+00:00') */
  CONVERT(`device` USING utf8mb4) COLLATE utf8mb4_bin AS `value`,
  COUNT(*) AS `rows`
FROM `shop`.`events`
WHERE `at` >= TIMESTAMP'2026-01-01 00:00:00'
  AND `at` < TIMESTAMP'2026-01-02 00:00:00'
  AND `device` IS NOT NULL
GROUP BY 1, CAST(CONVERT(`device` USING utf8mb4) AS BINARY)
ORDER BY COUNT(*) DESC, CASE WHEN CONVERT(`device` USING utf8mb4) COLLATE utf8mb4_bin IS NULL THEN 1 ELSE 0 END, CONVERT(`device` USING utf8mb4) COLLATE utf8mb4_bin COLLATE utf8mb4_bin
LIMIT 3;
