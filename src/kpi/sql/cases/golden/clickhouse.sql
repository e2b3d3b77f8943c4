-- slices: rows of a day
SELECT
  CAST(1767225600000 AS Nullable(Int64)) AS `bucket`,
  COUNT(*) AS `n`,
  COUNT(*) AS `observed`
FROM `shop`.`events` AS `relation`
WHERE `relation`.`at` >= toDateTime(1767175200)
  AND `relation`.`at` <= toDateTime(1767362400)
  AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) >= 1767225600000000
  AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767312000000000
GROUP BY 1;

-- slices: hours, then minutes at the open end, by device, counts and sums with conditions
SELECT
  `plumbline_c1` AS `bucket`,
  `plumbline_c2` AS `device`,
  `plumbline_c3` AS `n`,
  `plumbline_c4` AS `good`,
  `plumbline_c5` AS `amount`,
  `plumbline_c6` AS `half`,
  `plumbline_c7` AS `observed`
FROM (
  SELECT
    CASE WHEN toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767308400000000 THEN CAST(((intDiv((toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) + 62135596800000000), 3600000000)) * 3600000) - 62135596800000 AS Nullable(Int64)) ELSE CAST(((intDiv((toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) + 62135596800000000), 60000000)) * 60000) - 62135596800000 AS Nullable(Int64)) END AS `plumbline_c1`,
    CAST(`relation`.`device` AS Nullable(String)) AS `plumbline_c2`,
    COUNT(*) AS `plumbline_c3`,
    COUNT(CASE WHEN `relation`.`ok` = TRUE THEN 1 END) AS `plumbline_c4`,
    CAST(COALESCE(sumOrNull(`relation`.`amount`), 0) AS Nullable(Float64)) AS `plumbline_c5`,
    CAST(COALESCE(sumOrNull(CASE WHEN `relation`.`amount` > 1 THEN (
amount / 2
    ) END), 0) AS Nullable(Float64)) AS `plumbline_c6`,
    COUNT(*) AS `plumbline_c7`
  FROM `shop`.`events` AS `relation`
  WHERE `relation`.`at` >= toDateTime(1767175200)
    AND `relation`.`at` <= toDateTime(1767362400)
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) >= 1767225600000000
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767312000000000
    AND `relation`.`who` IS NOT NULL
  GROUP BY 1, 2
) AS `plumbline_named`;

-- slices: a clipped first bucket, of a query of the definition
SELECT
  GREATEST(CAST(((intDiv((toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) + 62135596800000000), 300000000)) * 300000) - 62135596800000 AS Nullable(Int64)), CAST(1767272500000 AS Nullable(Int64))) AS `bucket`,
  COUNT(*) AS `n`,
  COUNT(*) AS `observed`
FROM (
SELECT * FROM shop.events WHERE page = 'A'
) AS `relation`
WHERE `relation`.`at` >= toDateTime(1767222100)
  AND `relation`.`at` <= toDateTime(1767326400)
  AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) >= 1767272500000000
  AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767276000000000
GROUP BY 1;

-- slices: unix milliseconds
SELECT
  CAST(((intDiv((CAST(`relation`.`ms` AS Nullable(Int64)) + 62135596800000), 43200000)) * 43200000) - 62135596800000 AS Nullable(Int64)) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events` AS `relation`
WHERE `relation`.`ms` >= 1767225600000
  AND `relation`.`ms` < 1767312000000
GROUP BY 1;

-- slices: unix seconds
SELECT
  GREATEST(CAST(((intDiv((CAST(ROUND(`relation`.`seconds` * 1000.0) AS Nullable(Int64)) + 62135596800000), 43200000)) * 43200000) - 62135596800000 AS Nullable(Int64)), CAST(1767225600500 AS Nullable(Int64))) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events` AS `relation`
WHERE `relation`.`seconds` >= 1767225600
  AND CAST(ROUND(`relation`.`seconds` * 1000.0) AS Nullable(Int64)) >= 1767225600500
  AND `relation`.`seconds` < 1767312000
GROUP BY 1;

-- slices: days that begin at 13:00 UTC, levels and quantiles with conditions
SELECT
  `plumbline_c1` AS `bucket`,
  `plumbline_c2` AS `page`,
  `plumbline_c3` AS `known`,
  `plumbline_c4` AS `least`,
  `plumbline_c5` AS `most`,
  `plumbline_c6` AS `people`,
  `plumbline_c7` AS `middle`,
  `plumbline_c8` AS `high`,
  `plumbline_c9` AS `waited`,
  `plumbline_c10` AS `newest`,
  `plumbline_c11` AS `observed`
FROM (
  SELECT
    CASE WHEN toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767272400000000 THEN CAST(1767186000000 AS Nullable(Int64)) ELSE ((intDiv((toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) - 1767272400000000), 86400000000)) * 86400000) + 1767272400000 END AS `plumbline_c1`,
    CAST(`relation`.`page` AS Nullable(String)) AS `plumbline_c2`,
    COUNT(`relation`.`amount`) AS `plumbline_c3`,
    CAST(minOrNull(`relation`.`amount`) AS Nullable(Float64)) AS `plumbline_c4`,
    CAST(maxOrNull(CASE WHEN `relation`.`ok` = TRUE THEN (
amount * 2
    ) END) AS Nullable(Float64)) AS `plumbline_c5`,
    COUNT(DISTINCT `relation`.`who`) AS `plumbline_c6`,
    quantileExactInclusiveOrNull(0.5)(CAST(CAST(`relation`.`amount` AS Nullable(Float64)) AS Nullable(Float64))) AS `plumbline_c7`,
    quantileExactInclusiveOrNull(0.75)(CAST(CASE WHEN `relation`.`ok` = TRUE THEN CAST(`relation`.`amount` AS Nullable(Float64)) END AS Nullable(Float64))) AS `plumbline_c8`,
    quantileExactInclusiveOrNull(0.95)(CAST(CAST(toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) - toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) AS Nullable(Float64)) AS Nullable(Float64))) / 1000000.0 AS `plumbline_c9`,
    CAST(maxOrNull(toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC'))))) AS Nullable(Float64)) / 1000.0 AS `plumbline_c10`,
    COUNT(*) AS `plumbline_c11`
  FROM `shop`.`events` AS `relation`
  WHERE `relation`.`at` >= toDateTime(1767135600)
    AND `relation`.`at` <= toDateTime(1767495600)
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) >= 1767186000000000
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767445200000000
  GROUP BY 1, 2
) AS `plumbline_named`;

-- slices: approximate quantile and count of people, hours from half past
SELECT
  ((intDiv((CAST(ROUND(`relation`.`seconds` * 1000.0) AS Nullable(Int64)) - 1767227400000), 3600000)) * 3600000) + 1767227400000 AS `bucket`,
  COALESCE(uniqCombined64(`relation`.`who`), 0) AS `people`,
  quantileTDigestOrNull(0.5)(CAST(CAST(`relation`.`amount` AS Nullable(Float64)) AS Nullable(Float64))) AS `middle`,
  COUNT(*) AS `observed`
FROM `shop`.`events` AS `relation`
WHERE `relation`.`seconds` >= 1767227400
  AND `relation`.`seconds` < 1767312000
  AND `relation`.`page` = 'C'
GROUP BY 1;

-- slices: is
SELECT
  CAST(1767225600000 AS Nullable(Int64)) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events` AS `relation`
WHERE `relation`.`at` >= toDateTime(1767175200)
  AND `relation`.`at` <= toDateTime(1767362400)
  AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) >= 1767225600000000
  AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767312000000000
  AND `relation`.`device` = 'mobile'
GROUP BY 1;

-- slices: not keeps NULL
SELECT
  CAST(1767225600000 AS Nullable(Int64)) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events` AS `relation`
WHERE `relation`.`at` >= toDateTime(1767175200)
  AND `relation`.`at` <= toDateTime(1767362400)
  AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) >= 1767225600000000
  AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767312000000000
  AND (`relation`.`device` <> 'mobile' OR `relation`.`device` IS NULL)
GROUP BY 1;

-- slices: in
SELECT
  CAST(1767225600000 AS Nullable(Int64)) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events` AS `relation`
WHERE `relation`.`at` >= toDateTime(1767175200)
  AND `relation`.`at` <= toDateTime(1767362400)
  AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) >= 1767225600000000
  AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767312000000000
  AND `relation`.`device` IN ('mobile', 'desktop')
GROUP BY 1;

-- slices: notIn keeps NULL
SELECT
  CAST(1767225600000 AS Nullable(Int64)) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events` AS `relation`
WHERE `relation`.`at` >= toDateTime(1767175200)
  AND `relation`.`at` <= toDateTime(1767362400)
  AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) >= 1767225600000000
  AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767312000000000
  AND (`relation`.`device` NOT IN ('mobile', 'desktop') OR `relation`.`device` IS NULL)
GROUP BY 1;

-- slices: is with a boolean
SELECT
  CAST(1767225600000 AS Nullable(Int64)) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events` AS `relation`
WHERE `relation`.`at` >= toDateTime(1767175200)
  AND `relation`.`at` <= toDateTime(1767362400)
  AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) >= 1767225600000000
  AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767312000000000
  AND `relation`.`ok` = FALSE
GROUP BY 1;

-- slices: not with a number
SELECT
  CAST(1767225600000 AS Nullable(Int64)) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events` AS `relation`
WHERE `relation`.`at` >= toDateTime(1767175200)
  AND `relation`.`at` <= toDateTime(1767362400)
  AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) >= 1767225600000000
  AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767312000000000
  AND (`relation`.`amount` <> 2.5 OR `relation`.`amount` IS NULL)
GROUP BY 1;

-- slices: lt
SELECT
  CAST(1767225600000 AS Nullable(Int64)) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events` AS `relation`
WHERE `relation`.`at` >= toDateTime(1767175200)
  AND `relation`.`at` <= toDateTime(1767362400)
  AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) >= 1767225600000000
  AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767312000000000
  AND `relation`.`amount` < 2.5
GROUP BY 1;

-- slices: lte
SELECT
  CAST(1767225600000 AS Nullable(Int64)) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events` AS `relation`
WHERE `relation`.`at` >= toDateTime(1767175200)
  AND `relation`.`at` <= toDateTime(1767362400)
  AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) >= 1767225600000000
  AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767312000000000
  AND `relation`.`amount` <= 2.5
GROUP BY 1;

-- slices: gt
SELECT
  CAST(1767225600000 AS Nullable(Int64)) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events` AS `relation`
WHERE `relation`.`at` >= toDateTime(1767175200)
  AND `relation`.`at` <= toDateTime(1767362400)
  AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) >= 1767225600000000
  AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767312000000000
  AND `relation`.`amount` > 2.5
GROUP BY 1;

-- slices: gte
SELECT
  CAST(1767225600000 AS Nullable(Int64)) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events` AS `relation`
WHERE `relation`.`at` >= toDateTime(1767175200)
  AND `relation`.`at` <= toDateTime(1767362400)
  AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) >= 1767225600000000
  AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767312000000000
  AND `relation`.`amount` >= (-2.5e-7)
GROUP BY 1;

-- slices: present
SELECT
  CAST(1767225600000 AS Nullable(Int64)) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events` AS `relation`
WHERE `relation`.`at` >= toDateTime(1767175200)
  AND `relation`.`at` <= toDateTime(1767362400)
  AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) >= 1767225600000000
  AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767312000000000
  AND `relation`.`device` IS NOT NULL
GROUP BY 1;

-- slices: not present
SELECT
  CAST(1767225600000 AS Nullable(Int64)) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events` AS `relation`
WHERE `relation`.`at` >= toDateTime(1767175200)
  AND `relation`.`at` <= toDateTime(1767362400)
  AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) >= 1767225600000000
  AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767312000000000
  AND `relation`.`device` IS NULL
GROUP BY 1;

-- slices: matches
SELECT
  CAST(1767225600000 AS Nullable(Int64)) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events` AS `relation`
WHERE `relation`.`at` >= toDateTime(1767175200)
  AND `relation`.`at` <= toDateTime(1767362400)
  AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) >= 1767225600000000
  AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767312000000000
  AND match(CAST(`relation`.`device` AS Nullable(String)), '^(?:[mM][^\\n]*e)\x24')
GROUP BY 1;

-- slices: matches negated keeps NULL
SELECT
  CAST(1767225600000 AS Nullable(Int64)) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events` AS `relation`
WHERE `relation`.`at` >= toDateTime(1767175200)
  AND `relation`.`at` <= toDateTime(1767362400)
  AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) >= 1767225600000000
  AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767312000000000
  AND (NOT match(CAST(`relation`.`device` AS Nullable(String)), '(?i)^(?:mob[0-9A-Za-z_]+)\x24') OR `relation`.`device` IS NULL)
GROUP BY 1;

-- slices: matches only values
SELECT
  CAST(1767225600000 AS Nullable(Int64)) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events` AS `relation`
WHERE `relation`.`at` >= toDateTime(1767175200)
  AND `relation`.`at` <= toDateTime(1767362400)
  AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) >= 1767225600000000
  AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767312000000000
  AND match(CAST(`relation`.`device` AS Nullable(String)), '^(?:(?:mobile|desktop))\x24')
GROUP BY 1;

-- slices: any of all
SELECT
  CAST(1767225600000 AS Nullable(Int64)) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events` AS `relation`
WHERE `relation`.`at` >= toDateTime(1767175200)
  AND `relation`.`at` <= toDateTime(1767362400)
  AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) >= 1767225600000000
  AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767312000000000
  AND (`relation`.`page` = 'B' OR (`relation`.`page` = 'A' AND `relation`.`amount` > 0))
GROUP BY 1;

-- slices: awkward text
SELECT
  CAST(1767225600000 AS Nullable(Int64)) AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events` AS `relation`
WHERE `relation`.`at` >= toDateTime(1767175200)
  AND `relation`.`at` <= toDateTime(1767362400)
  AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) >= 1767225600000000
  AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767312000000000
  AND (`relation`.`device` NOT IN ('o''brien', 'a\\b', '\x24__interval', '\x5B[x]]') OR `relation`.`device` IS NULL)
GROUP BY 1;

-- experiment: sums within a window, and of the time before; some saw several variants
WITH `plumbline_exposed` AS ( -- every exposure, who and when and to which variant
  SELECT
    `relation`.`who` AS `u`,
    toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) AS `t`,
    CASE WHEN `relation`.`page` = 'A' THEN 0 WHEN `relation`.`page` = 'C' THEN 1 WHEN `relation`.`page` IS NOT NULL THEN 2 END AS `v`
  FROM `shop`.`events` AS `relation`
  WHERE `relation`.`at` >= toDateTime(1767175200)
    AND `relation`.`at` <= toDateTime(1767362400)
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) >= 1767225600000000
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767312000000000
    AND `relation`.`page` IN ('A', 'C')
    AND `relation`.`who` IS NOT NULL
),
`plumbline_units` AS ( -- each unit with its first exposure, and the variants that it saw
  SELECT
    `plumbline_exposed`.`u` AS `u`,
    COALESCE(minOrNull(CASE WHEN `plumbline_exposed`.`v` IS NOT NULL THEN `plumbline_exposed`.`t` END), minOrNull(`plumbline_exposed`.`t`)) AS `t0`,
    minOrNull(`plumbline_exposed`.`v`) AS `lo`,
    maxOrNull(`plumbline_exposed`.`v`) AS `hi`
  FROM `plumbline_exposed`
  GROUP BY 1
),
`plumbline_chosen` AS ( -- the variant that each unit counts for
  SELECT
    `plumbline_units`.`u` AS `u`,
    `plumbline_units`.`t0` AS `t0`,
    CASE WHEN `plumbline_units`.`lo` IS NULL THEN 4 WHEN `plumbline_units`.`lo` <> `plumbline_units`.`hi` THEN 3 ELSE `plumbline_units`.`lo` END AS `v`
  FROM `plumbline_units`
),
`plumbline_happened` AS ( -- what happened to units before and after
  SELECT
    `relation`.`who` AS `u`,
    toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) AS `t`,
    `relation`.`amount` AS `m`,
    1 AS `b`
  FROM `shop`.`events` AS `relation`
  WHERE `relation`.`at` >= toDateTime(1767171600)
    AND `relation`.`at` <= toDateTime(1767366001)
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) >= 1767222000000000
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767315600001000
    AND `relation`.`who` IS NOT NULL
),
`plumbline_outcomes` AS ( -- each unit once, with what it did in its window
  SELECT
    `plumbline_chosen`.`u` AS `u`,
    `plumbline_chosen`.`v` AS `v`,
    `plumbline_chosen`.`t0` AS `t0`,
    CAST(COALESCE(sumOrNull(CASE WHEN `plumbline_happened`.`b` = 1 AND `plumbline_happened`.`t` > `plumbline_chosen`.`t0` AND `plumbline_happened`.`t` <= (`plumbline_chosen`.`t0` + 3600000000) THEN `plumbline_happened`.`m` END), 0) AS Nullable(Float64)) AS `y`,
    CAST(COALESCE(sumOrNull(CASE WHEN `plumbline_happened`.`b` = 1 AND `plumbline_happened`.`t` >= (`plumbline_chosen`.`t0` + (-3600000000)) AND `plumbline_happened`.`t` < `plumbline_chosen`.`t0` THEN `plumbline_happened`.`m` END), 0) AS Nullable(Float64)) AS `x`
  FROM `plumbline_chosen`
    LEFT JOIN `plumbline_happened` ON `plumbline_happened`.`u` = `plumbline_chosen`.`u`
  GROUP BY 1, 2, 3
)
SELECT
  `plumbline_outcomes`.`v` AS `variant`,
  COUNT(*) AS `exposed`,
  COUNT(CASE WHEN `plumbline_outcomes`.`t0` < 1767351600000000 THEN 1 END) AS `ripe`,
  COALESCE(sumOrNull(CASE WHEN `plumbline_outcomes`.`t0` < 1767351600000000 THEN `plumbline_outcomes`.`y` END), CAST(0 AS Nullable(Float64))) AS `sy`,
  COALESCE(sumOrNull(CASE WHEN `plumbline_outcomes`.`t0` < 1767351600000000 THEN `plumbline_outcomes`.`y` * `plumbline_outcomes`.`y` END), CAST(0 AS Nullable(Float64))) AS `syy`,
  COALESCE(sumOrNull(CASE WHEN `plumbline_outcomes`.`t0` < 1767351600000000 THEN `plumbline_outcomes`.`x` END), CAST(0 AS Nullable(Float64))) AS `sx`,
  COALESCE(sumOrNull(CASE WHEN `plumbline_outcomes`.`t0` < 1767351600000000 THEN `plumbline_outcomes`.`x` * `plumbline_outcomes`.`x` END), CAST(0 AS Nullable(Float64))) AS `sxx`,
  COALESCE(sumOrNull(CASE WHEN `plumbline_outcomes`.`t0` < 1767351600000000 THEN `plumbline_outcomes`.`x` * `plumbline_outcomes`.`y` END), CAST(0 AS Nullable(Float64))) AS `sxy`
FROM `plumbline_outcomes`
GROUP BY 1;

-- experiment: conversions by the device of the exposure, filtered; a window that is not over
WITH `plumbline_exposed` AS ( -- every exposure, who and when and to which variant
  SELECT
    `relation`.`who` AS `u`,
    toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) AS `t`,
    CASE WHEN `relation`.`page` = 'A' THEN 0 WHEN `relation`.`page` = 'C' THEN 1 WHEN `relation`.`page` IS NOT NULL THEN 2 END AS `v`,
    CASE WHEN `relation`.`page` IS NULL THEN 1 ELSE 0 END AS `n`,
    CASE WHEN `relation`.`device` <> 'desktop' OR `relation`.`device` IS NULL THEN 1 ELSE 0 END AS `f`,
    CAST(`relation`.`device` AS Nullable(String)) AS `g1`,
    CAST(`relation`.`device` AS Nullable(String)) AS `k1`
  FROM `shop`.`events` AS `relation`
  WHERE `relation`.`at` >= toDateTime(1767175200)
    AND `relation`.`at` <= toDateTime(1767362400)
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) >= 1767225600000000
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767312000000000
    AND `relation`.`page` = 'A'
    AND `relation`.`who` IS NOT NULL
),
`plumbline_units` AS ( -- each unit with its first exposure, and the variants that it saw
  SELECT
    `plumbline_exposed`.`u` AS `u`,
    `plumbline_exposed`.`t` AS `t0`,
    minOrNull(`plumbline_exposed`.`v`) OVER (PARTITION BY `plumbline_exposed`.`u`) AS `lo`,
    maxOrNull(`plumbline_exposed`.`v`) OVER (PARTITION BY `plumbline_exposed`.`u`) AS `hi`,
    `plumbline_exposed`.`f` AS `f`,
    `plumbline_exposed`.`g1` AS `g1`,
    ROW_NUMBER() OVER (PARTITION BY `plumbline_exposed`.`u` ORDER BY `plumbline_exposed`.`n`, `plumbline_exposed`.`t`, `plumbline_exposed`.`k1` NULLS LAST) AS `place`
  FROM `plumbline_exposed`
),
`plumbline_chosen` AS ( -- the variant that each unit counts for
  SELECT
    `plumbline_units`.`u` AS `u`,
    `plumbline_units`.`t0` AS `t0`,
    CASE WHEN `plumbline_units`.`lo` IS NULL THEN 4 WHEN `plumbline_units`.`lo` <> `plumbline_units`.`hi` THEN 3 ELSE `plumbline_units`.`lo` END AS `v`,
    `plumbline_units`.`g1` AS `g1`
  FROM `plumbline_units`
  WHERE `plumbline_units`.`place` = 1
    AND `plumbline_units`.`f` = 1
),
`plumbline_happened` AS ( -- what happened to units before and after
  SELECT
    `relation`.`who` AS `u`,
    toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) AS `t`,
    1 AS `m`,
    1 AS `b`
  FROM `shop`.`events` AS `relation`
  WHERE `relation`.`at` >= toDateTime(1767175200)
    AND `relation`.`at` <= toDateTime(1767366000)
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) >= 1767225600000000
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767315600000000
    AND `relation`.`page` IN ('B', 'C')
    AND `relation`.`who` IS NOT NULL
),
`plumbline_outcomes` AS ( -- each unit once, with what it did in its window
  SELECT
    `plumbline_chosen`.`u` AS `u`,
    `plumbline_chosen`.`v` AS `v`,
    `plumbline_chosen`.`t0` AS `t0`,
    `plumbline_chosen`.`g1` AS `g1`,
    CAST(COALESCE(maxOrNull(CASE WHEN `plumbline_happened`.`b` = 1 AND `plumbline_happened`.`t` > `plumbline_chosen`.`t0` AND `plumbline_happened`.`t` <= (`plumbline_chosen`.`t0` + 7200000000) THEN 1 END), 0) AS Nullable(Float64)) AS `y`
  FROM `plumbline_chosen`
    LEFT JOIN `plumbline_happened` ON `plumbline_happened`.`u` = `plumbline_chosen`.`u`
  GROUP BY 1, 2, 3, 4
)
SELECT
  `plumbline_outcomes`.`v` AS `variant`,
  `plumbline_outcomes`.`g1` AS `device`,
  COUNT(*) AS `exposed`,
  COUNT(CASE WHEN `plumbline_outcomes`.`t0` < 1767308400000000 THEN 1 END) AS `ripe`,
  COALESCE(sumOrNull(CASE WHEN `plumbline_outcomes`.`t0` < 1767308400000000 THEN `plumbline_outcomes`.`y` END), CAST(0 AS Nullable(Float64))) AS `sy`,
  COALESCE(sumOrNull(CASE WHEN `plumbline_outcomes`.`t0` < 1767308400000000 THEN `plumbline_outcomes`.`y` * `plumbline_outcomes`.`y` END), CAST(0 AS Nullable(Float64))) AS `syy`
FROM `plumbline_outcomes`
GROUP BY 1, 2;

-- experiment: a ratio of sums to the end of the range, with a variant that nobody named
WITH `plumbline_exposed` AS ( -- every exposure, who and when and to which variant
  SELECT
    `relation`.`who` AS `u`,
    toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) AS `t`,
    CASE WHEN `relation`.`page` = 'C' THEN 0 WHEN `relation`.`page` IS NOT NULL THEN 1 END AS `v`
  FROM `shop`.`events` AS `relation`
  WHERE `relation`.`at` >= toDateTime(1767175200)
    AND `relation`.`at` <= toDateTime(1767362400)
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) >= 1767225600000000
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767312000000000
    AND `relation`.`page` = 'A'
    AND `relation`.`who` IS NOT NULL
),
`plumbline_units` AS ( -- each unit with its first exposure, and the variants that it saw
  SELECT
    `plumbline_exposed`.`u` AS `u`,
    COALESCE(minOrNull(CASE WHEN `plumbline_exposed`.`v` IS NOT NULL THEN `plumbline_exposed`.`t` END), minOrNull(`plumbline_exposed`.`t`)) AS `t0`,
    minOrNull(`plumbline_exposed`.`v`) AS `lo`,
    maxOrNull(`plumbline_exposed`.`v`) AS `hi`
  FROM `plumbline_exposed`
  GROUP BY 1
),
`plumbline_chosen` AS ( -- the variant that each unit counts for
  SELECT
    `plumbline_units`.`u` AS `u`,
    `plumbline_units`.`t0` AS `t0`,
    CASE WHEN `plumbline_units`.`lo` IS NULL THEN 3 WHEN `plumbline_units`.`lo` <> `plumbline_units`.`hi` THEN 2 ELSE `plumbline_units`.`lo` END AS `v`
  FROM `plumbline_units`
),
`plumbline_happened` AS ( -- what happened to units before and after
  SELECT
    `relation`.`who` AS `u`,
    toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) AS `t`,
    `relation`.`amount` AS `m`,
    1 AS `d`,
    1 AS `b`
  FROM `shop`.`events` AS `relation`
  WHERE `relation`.`at` >= toDateTime(1767175200)
    AND `relation`.`at` <= toDateTime(1767362400)
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) >= 1767225600000000
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767312000000000
    AND `relation`.`amount` IS NOT NULL
    AND `relation`.`who` IS NOT NULL
),
`plumbline_outcomes` AS ( -- each unit once, with what it did in its window
  SELECT
    `plumbline_chosen`.`u` AS `u`,
    `plumbline_chosen`.`v` AS `v`,
    CAST(COALESCE(sumOrNull(CASE WHEN `plumbline_happened`.`b` = 1 AND `plumbline_happened`.`t` > `plumbline_chosen`.`t0` THEN `plumbline_happened`.`m` END), 0) AS Nullable(Float64)) AS `y`,
    CAST(COALESCE(sumOrNull(CASE WHEN `plumbline_happened`.`b` = 1 AND `plumbline_happened`.`t` > `plumbline_chosen`.`t0` THEN `plumbline_happened`.`d` END), 0) AS Nullable(Float64)) AS `x`
  FROM `plumbline_chosen`
    LEFT JOIN `plumbline_happened` ON `plumbline_happened`.`u` = `plumbline_chosen`.`u`
  GROUP BY 1, 2
)
SELECT
  `plumbline_outcomes`.`v` AS `variant`,
  COUNT(*) AS `exposed`,
  COUNT(*) AS `ripe`,
  COALESCE(sumOrNull(`plumbline_outcomes`.`y`), CAST(0 AS Nullable(Float64))) AS `sy`,
  COALESCE(sumOrNull(`plumbline_outcomes`.`y` * `plumbline_outcomes`.`y`), CAST(0 AS Nullable(Float64))) AS `syy`,
  COALESCE(sumOrNull(`plumbline_outcomes`.`x`), CAST(0 AS Nullable(Float64))) AS `sx`,
  COALESCE(sumOrNull(`plumbline_outcomes`.`x` * `plumbline_outcomes`.`x`), CAST(0 AS Nullable(Float64))) AS `sxx`,
  COALESCE(sumOrNull(`plumbline_outcomes`.`x` * `plumbline_outcomes`.`y`), CAST(0 AS Nullable(Float64))) AS `sxy`
FROM `plumbline_outcomes`
GROUP BY 1;

-- funnel: Mixpanel: the first start only reaches B
WITH `plumbline_events` AS ( -- the events of the steps, one row each
  SELECT
    `relation`.`who` AS `u`,
    assumeNotNull(toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) - 1767225600000000) * 4 AS `t`,
    CASE WHEN `relation`.`page` = 'A' AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767312000000000 THEN 3 WHEN `relation`.`page` = 'B' THEN 2 WHEN `relation`.`page` IN ('C', 'D') THEN 1 END AS `k`
  FROM `shop`.`events` AS `relation`
  WHERE `relation`.`at` >= toDateTime(1767175200)
    AND `relation`.`at` <= toDateTime(1767366000)
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) >= 1767225600000000
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767315600000000
    AND `relation`.`who` IS NOT NULL
    AND (`relation`.`page` = 'A' OR `relation`.`page` = 'B' OR `relation`.`page` IN ('C', 'D'))
),
`plumbline_listed` AS ( -- the events of each actor in one list, in the order of time
  SELECT
    `plumbline_events`.`u` AS `u`,
    arraySort(arrayPushFront(groupArray(`plumbline_events`.`t` + `plumbline_events`.`k`), -14400000004)) AS `e`
  FROM `plumbline_events`
  GROUP BY 1
),
`plumbline_step1` AS ( -- the start of the attempt that counts
  SELECT
    `plumbline_listed`.`e` AS `e`,
    arrayFirst(x -> bitAnd(x, 3) = 3 AND x >= 0, `plumbline_listed`.`e`) AS `t1`
  FROM `plumbline_listed`
),
`plumbline_started` AS ( -- the actors that started
  SELECT
    `plumbline_step1`.`e` AS `e`,
    `plumbline_step1`.`t1` AS `t1`
  FROM `plumbline_step1`
  WHERE `plumbline_step1`.`t1` > 0
),
`plumbline_step2` AS ( -- the first event of the next step after it, within the window
  SELECT
    `plumbline_started`.`e` AS `e`,
    `plumbline_started`.`t1` AS `t1`,
    arrayFirst(x -> bitAnd(x, 3) = 2 AND x > `plumbline_started`.`t1`, `plumbline_started`.`e`) AS `t2`
  FROM `plumbline_started`
),
`plumbline_step3` AS ( -- the first event of the next step after it, within the window
  SELECT
    `plumbline_step2`.`e` AS `e`,
    `plumbline_step2`.`t1` AS `t1`,
    `plumbline_step2`.`t2` AS `t2`,
    arrayFirst(x -> bitAnd(x, 3) = 1 AND x > `plumbline_step2`.`t2`, `plumbline_step2`.`e`) AS `t3`
  FROM `plumbline_step2`
),
`plumbline_attempts` AS ( -- every start, and how many steps it reached within the window
  SELECT
    `plumbline_step3`.`t1` AS `t1`,
    `plumbline_step3`.`t2` AS `t2`,
    `plumbline_step3`.`t3` AS `t3`,
    CASE WHEN `plumbline_step3`.`t2` = 0 OR (`plumbline_step3`.`t2` - `plumbline_step3`.`t1`) > 14400000000 THEN 1 WHEN `plumbline_step3`.`t3` = 0 OR (`plumbline_step3`.`t3` - `plumbline_step3`.`t1`) > 14400000000 THEN 2 ELSE 3 END AS `level`
  FROM `plumbline_step3`
),
`plumbline_counted` AS ( -- one attempt an actor, and its times between steps
  SELECT
    `plumbline_attempts`.`level` AS `level`,
    0 AS `open`,
    CASE WHEN `plumbline_attempts`.`level` >= 2 THEN (intDiv(`plumbline_attempts`.`t2`, 4)) - (intDiv(`plumbline_attempts`.`t1`, 4)) END AS `d2`,
    CASE WHEN `plumbline_attempts`.`level` >= 3 THEN (intDiv(`plumbline_attempts`.`t3`, 4)) - (intDiv(`plumbline_attempts`.`t2`, 4)) END AS `d3`
  FROM `plumbline_attempts`
)
SELECT
  COUNT(*) AS `n1`,
  COUNT(CASE WHEN `plumbline_counted`.`level` >= 2 THEN 1 END) AS `n2`,
  COUNT(CASE WHEN `plumbline_counted`.`level` >= 3 THEN 1 END) AS `n3`,
  COUNT(CASE WHEN `plumbline_counted`.`open` = 1 THEN 1 END) AS `open`,
  quantileExactInclusiveOrNull(0.5)(CAST(`plumbline_counted`.`d2` AS Nullable(Float64))) / 1000.0 AS `m2`,
  quantileExactInclusiveOrNull(0.5)(CAST(`plumbline_counted`.`d3` AS Nullable(Float64))) / 1000.0 AS `m3`
FROM `plumbline_counted`;

-- funnel: Mixpanel: any start converts
WITH `plumbline_events` AS ( -- the events of the steps, one row each
  SELECT
    `relation`.`who` AS `u`,
    assumeNotNull(toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) - 1767225600000000) * 4 AS `t`,
    CASE WHEN `relation`.`page` = 'A' AND (`relation`.`device` <> 'mobile' OR `relation`.`device` IS NULL) THEN 3 WHEN `relation`.`page` = 'B' THEN 2 WHEN `relation`.`page` IN ('C', 'D') THEN 1 END AS `k`,
    CASE WHEN `relation`.`page` = 'A' AND (`relation`.`device` <> 'mobile' OR `relation`.`device` IS NULL) THEN 1 ELSE 0 END AS `s1`,
    CAST(`relation`.`device` AS Nullable(String)) AS `g1`
  FROM `shop`.`events` AS `relation`
  WHERE `relation`.`at` >= toDateTime(1767175200)
    AND `relation`.`at` <= toDateTime(1767362400)
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) >= 1767225600000000
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767312000000000
    AND `relation`.`who` IS NOT NULL
    AND (`relation`.`page` = 'A' OR `relation`.`page` = 'B' OR `relation`.`page` IN ('C', 'D'))
),
`plumbline_listed` AS ( -- the events of each actor in one list, in the order of time
  SELECT
    `plumbline_events`.`u` AS `u`,
    arraySort(arrayPushFront(groupArray(`plumbline_events`.`t` + `plumbline_events`.`k`), -14400000004)) AS `e`,
    groupArrayIf(tuple(`plumbline_events`.`t`, CASE WHEN `plumbline_events`.`g1` IS NULL THEN 1 ELSE 0 END, COALESCE(`plumbline_events`.`g1`, '')), `plumbline_events`.`s1`) AS `g`
  FROM `plumbline_events`
  GROUP BY 1
),
`plumbline_reached1` AS ( -- beside each event the latest start that comes so far, and the first event that is in time
  SELECT
    `plumbline_listed`.`e` AS `e`,
    `plumbline_listed`.`g` AS `g`,
    arrayFill(x -> bitAnd(x, 3) = 3, `plumbline_listed`.`e`) AS `f1`
  FROM `plumbline_listed`
),
`plumbline_reached2` AS ( -- beside each event the latest start that comes so far, and the first event that is in time
  SELECT
    `plumbline_reached1`.`e` AS `e`,
    `plumbline_reached1`.`g` AS `g`,
    arrayFirst((x, y) -> bitAnd(x, 3) = 2 AND (x - y) <= 14400000000, `plumbline_reached1`.`e`, `plumbline_reached1`.`f1`) AS `e2`,
    arrayElement(`plumbline_reached1`.`f1`, -1) AS `last`,
    arrayFill((y, x) -> bitAnd(x, 3) = 2, `plumbline_reached1`.`f1`, `plumbline_reached1`.`e`) AS `f2`
  FROM `plumbline_reached1`
),
`plumbline_reached3` AS ( -- beside each event the latest start that comes so far, and the first event that is in time
  SELECT
    `plumbline_reached2`.`e` AS `e`,
    `plumbline_reached2`.`g` AS `g`,
    `plumbline_reached2`.`e2` AS `e2`,
    arrayFirst((x, y) -> bitAnd(x, 3) = 1 AND (x - y) <= 14400000000, `plumbline_reached2`.`e`, `plumbline_reached2`.`f2`) AS `e3`,
    `plumbline_reached2`.`last` AS `last`
  FROM `plumbline_reached2`
),
`plumbline_deepest` AS ( -- how deep each actor came, and since when a start has that event in its window
  SELECT
    `plumbline_reached3`.`e` AS `e`,
    `plumbline_reached3`.`g` AS `g`,
    `plumbline_reached3`.`last` AS `last`,
    CASE WHEN `plumbline_reached3`.`e3` > 0 THEN 3 WHEN `plumbline_reached3`.`e2` > 0 THEN 2 ELSE 1 END AS `level`,
    CASE WHEN `plumbline_reached3`.`e3` > 0 THEN `plumbline_reached3`.`e3` - 14399999998 WHEN `plumbline_reached3`.`e2` > 0 THEN `plumbline_reached3`.`e2` - 14399999999 ELSE 0 END AS `since`
  FROM `plumbline_reached3`
),
`plumbline_step1` AS ( -- the start of the attempt that counts
  SELECT
    `plumbline_deepest`.`e` AS `e`,
    `plumbline_deepest`.`g` AS `g`,
    `plumbline_deepest`.`level` AS `level`,
    `plumbline_deepest`.`last` AS `last`,
    arrayFirst(x -> bitAnd(x, 3) = 3 AND x >= `plumbline_deepest`.`since`, `plumbline_deepest`.`e`) AS `t1`
  FROM `plumbline_deepest`
),
`plumbline_started` AS ( -- the actors that started
  SELECT
    `plumbline_step1`.`e` AS `e`,
    arrayElement(arraySort(arrayFilter(x -> tupleElement(x, 1) = (`plumbline_step1`.`t1` - 3), `plumbline_step1`.`g`)), 1) AS `own`,
    `plumbline_step1`.`level` AS `level`,
    `plumbline_step1`.`last` AS `last`,
    `plumbline_step1`.`t1` AS `t1`
  FROM `plumbline_step1`
  WHERE `plumbline_step1`.`t1` > 0
),
`plumbline_step2` AS ( -- the first event of the next step after it, within the window
  SELECT
    `plumbline_started`.`e` AS `e`,
    `plumbline_started`.`own` AS `own`,
    `plumbline_started`.`level` AS `level`,
    `plumbline_started`.`last` AS `last`,
    `plumbline_started`.`t1` AS `t1`,
    arrayFirst(x -> bitAnd(x, 3) = 2 AND x > `plumbline_started`.`t1`, `plumbline_started`.`e`) AS `t2`
  FROM `plumbline_started`
),
`plumbline_step3` AS ( -- the first event of the next step after it, within the window
  SELECT
    `plumbline_step2`.`e` AS `e`,
    `plumbline_step2`.`own` AS `own`,
    `plumbline_step2`.`level` AS `level`,
    `plumbline_step2`.`last` AS `last`,
    `plumbline_step2`.`t1` AS `t1`,
    `plumbline_step2`.`t2` AS `t2`,
    arrayFirst(x -> bitAnd(x, 3) = 1 AND x > `plumbline_step2`.`t2`, `plumbline_step2`.`e`) AS `t3`
  FROM `plumbline_step2`
),
`plumbline_counted` AS ( -- one attempt an actor, and its times between steps
  SELECT
    CASE WHEN tupleElement(`plumbline_step3`.`own`, 2) = 0 THEN tupleElement(`plumbline_step3`.`own`, 3) END AS `g1`,
    `plumbline_step3`.`level` AS `level`,
    CASE WHEN `plumbline_step3`.`level` < 3 AND `plumbline_step3`.`last` >= 331200000000 THEN 1 ELSE 0 END AS `open`,
    CASE WHEN `plumbline_step3`.`level` >= 2 THEN (intDiv(`plumbline_step3`.`t2`, 4)) - (intDiv(`plumbline_step3`.`t1`, 4)) END AS `d2`,
    CASE WHEN `plumbline_step3`.`level` >= 3 THEN (intDiv(`plumbline_step3`.`t3`, 4)) - (intDiv(`plumbline_step3`.`t2`, 4)) END AS `d3`
  FROM `plumbline_step3`
)
SELECT
  `plumbline_counted`.`g1` AS `device`,
  COUNT(*) AS `n1`,
  COUNT(CASE WHEN `plumbline_counted`.`level` >= 2 THEN 1 END) AS `n2`,
  COUNT(CASE WHEN `plumbline_counted`.`level` >= 3 THEN 1 END) AS `n3`,
  COUNT(CASE WHEN `plumbline_counted`.`open` = 1 THEN 1 END) AS `open`,
  quantileExactInclusiveOrNull(0.5)(CAST(`plumbline_counted`.`d2` AS Nullable(Float64))) / 1000.0 AS `m2`,
  quantileExactInclusiveOrNull(0.5)(CAST(`plumbline_counted`.`d3` AS Nullable(Float64))) / 1000.0 AS `m3`
FROM `plumbline_counted`
GROUP BY 1;

-- funnel: loose ties
WITH `plumbline_events` AS ( -- the events of the steps, one row each
  SELECT
    `relation`.`who` AS `u`,
    assumeNotNull(toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) - 1767225600000000) * 4 AS `t`,
    CASE WHEN `relation`.`page` = 'A' THEN 1 WHEN `relation`.`page` = 'B' THEN 2 WHEN `relation`.`page` IN ('C', 'D') THEN 3 END AS `k`
  FROM `shop`.`events` AS `relation`
  WHERE `relation`.`at` >= toDateTime(1767175200)
    AND `relation`.`at` <= toDateTime(1767362400)
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) >= 1767225600000000
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767312000000000
    AND `relation`.`who` IS NOT NULL
    AND (`relation`.`page` = 'A' OR `relation`.`page` = 'B' OR `relation`.`page` IN ('C', 'D'))
),
`plumbline_listed` AS ( -- the events of each actor in one list, in the order of time
  SELECT
    `plumbline_events`.`u` AS `u`,
    arraySort(arrayPushFront(groupArray(`plumbline_events`.`t` + `plumbline_events`.`k`), -14400000004)) AS `e`
  FROM `plumbline_events`
  GROUP BY 1
),
`plumbline_reached1` AS ( -- beside each event the latest start that comes so far, and the first event that is in time
  SELECT
    `plumbline_listed`.`e` AS `e`,
    arrayFill(x -> bitAnd(x, 3) = 1, `plumbline_listed`.`e`) AS `f1`
  FROM `plumbline_listed`
),
`plumbline_reached2` AS ( -- beside each event the latest start that comes so far, and the first event that is in time
  SELECT
    `plumbline_reached1`.`e` AS `e`,
    arrayFirst((x, y) -> bitAnd(x, 3) = 2 AND (x - y) <= 14400000002, `plumbline_reached1`.`e`, `plumbline_reached1`.`f1`) AS `e2`,
    arrayElement(`plumbline_reached1`.`f1`, -1) AS `last`,
    arrayFill((y, x) -> bitAnd(x, 3) = 2, `plumbline_reached1`.`f1`, `plumbline_reached1`.`e`) AS `f2`
  FROM `plumbline_reached1`
),
`plumbline_reached3` AS ( -- beside each event the latest start that comes so far, and the first event that is in time
  SELECT
    `plumbline_reached2`.`e` AS `e`,
    `plumbline_reached2`.`e2` AS `e2`,
    arrayFirst((x, y) -> bitAnd(x, 3) = 3 AND (x - y) <= 14400000002, `plumbline_reached2`.`e`, `plumbline_reached2`.`f2`) AS `e3`,
    `plumbline_reached2`.`last` AS `last`
  FROM `plumbline_reached2`
),
`plumbline_deepest` AS ( -- how deep each actor came, and since when a start has that event in its window
  SELECT
    `plumbline_reached3`.`e` AS `e`,
    `plumbline_reached3`.`last` AS `last`,
    CASE WHEN `plumbline_reached3`.`e3` > 0 THEN 3 WHEN `plumbline_reached3`.`e2` > 0 THEN 2 ELSE 1 END AS `level`,
    CASE WHEN `plumbline_reached3`.`e3` > 0 THEN `plumbline_reached3`.`e3` - 14400000002 WHEN `plumbline_reached3`.`e2` > 0 THEN `plumbline_reached3`.`e2` - 14400000001 ELSE 0 END AS `since`
  FROM `plumbline_reached3`
),
`plumbline_step1` AS ( -- the start of the attempt that counts
  SELECT
    `plumbline_deepest`.`e` AS `e`,
    `plumbline_deepest`.`level` AS `level`,
    `plumbline_deepest`.`last` AS `last`,
    arrayFirst(x -> bitAnd(x, 3) = 1 AND x >= `plumbline_deepest`.`since`, `plumbline_deepest`.`e`) AS `t1`
  FROM `plumbline_deepest`
),
`plumbline_started` AS ( -- the actors that started
  SELECT
    `plumbline_step1`.`e` AS `e`,
    `plumbline_step1`.`level` AS `level`,
    `plumbline_step1`.`last` AS `last`,
    `plumbline_step1`.`t1` AS `t1`
  FROM `plumbline_step1`
  WHERE `plumbline_step1`.`t1` > 0
),
`plumbline_step2` AS ( -- the first event of the next step after it, within the window
  SELECT
    `plumbline_started`.`e` AS `e`,
    `plumbline_started`.`level` AS `level`,
    `plumbline_started`.`last` AS `last`,
    `plumbline_started`.`t1` AS `t1`,
    arrayFirst(x -> bitAnd(x, 3) = 2 AND x > `plumbline_started`.`t1`, `plumbline_started`.`e`) AS `t2`
  FROM `plumbline_started`
),
`plumbline_step3` AS ( -- the first event of the next step after it, within the window
  SELECT
    `plumbline_step2`.`e` AS `e`,
    `plumbline_step2`.`level` AS `level`,
    `plumbline_step2`.`last` AS `last`,
    `plumbline_step2`.`t1` AS `t1`,
    `plumbline_step2`.`t2` AS `t2`,
    arrayFirst(x -> bitAnd(x, 3) = 3 AND x > `plumbline_step2`.`t2`, `plumbline_step2`.`e`) AS `t3`
  FROM `plumbline_step2`
),
`plumbline_counted` AS ( -- one attempt an actor, and its times between steps
  SELECT
    `plumbline_step3`.`level` AS `level`,
    CASE WHEN `plumbline_step3`.`level` < 3 AND `plumbline_step3`.`last` >= 331200000000 THEN 1 ELSE 0 END AS `open`,
    CASE WHEN `plumbline_step3`.`level` >= 2 THEN (intDiv(`plumbline_step3`.`t2`, 4)) - (intDiv(`plumbline_step3`.`t1`, 4)) END AS `d2`,
    CASE WHEN `plumbline_step3`.`level` >= 3 THEN (intDiv(`plumbline_step3`.`t3`, 4)) - (intDiv(`plumbline_step3`.`t2`, 4)) END AS `d3`
  FROM `plumbline_step3`
)
SELECT
  COUNT(*) AS `n1`,
  COUNT(CASE WHEN `plumbline_counted`.`level` >= 2 THEN 1 END) AS `n2`,
  COUNT(CASE WHEN `plumbline_counted`.`level` >= 3 THEN 1 END) AS `n3`,
  COUNT(CASE WHEN `plumbline_counted`.`open` = 1 THEN 1 END) AS `open`,
  quantileExactInclusiveOrNull(0.5)(CAST(`plumbline_counted`.`d2` AS Nullable(Float64))) / 1000.0 AS `m2`,
  quantileExactInclusiveOrNull(0.5)(CAST(`plumbline_counted`.`d3` AS Nullable(Float64))) / 1000.0 AS `m3`
FROM `plumbline_counted`;

-- funnel: one step
WITH `plumbline_events` AS ( -- the events of the steps, one row each
  SELECT
    `relation`.`who` AS `u`,
    assumeNotNull(toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) - 1767225600000000) * 2 AS `t`,
    CASE WHEN `relation`.`page` = 'A' THEN 1 END AS `k`
  FROM `shop`.`events` AS `relation`
  WHERE `relation`.`at` >= toDateTime(1767175200)
    AND `relation`.`at` <= toDateTime(1767362400)
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) >= 1767225600000000
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767312000000000
    AND `relation`.`who` IS NOT NULL
    AND `relation`.`page` = 'A'
),
`plumbline_listed` AS ( -- the events of each actor in one list, in the order of time
  SELECT
    `plumbline_events`.`u` AS `u`,
    arraySort(arrayPushFront(groupArray(`plumbline_events`.`t` + `plumbline_events`.`k`), -7200000002)) AS `e`
  FROM `plumbline_events`
  GROUP BY 1
),
`plumbline_reached1` AS ( -- beside each event the latest start that comes so far, and the first event that is in time
  SELECT
    `plumbline_listed`.`e` AS `e`
  FROM `plumbline_listed`
),
`plumbline_deepest` AS ( -- how deep each actor came, and since when a start has that event in its window
  SELECT
    `plumbline_reached1`.`e` AS `e`,
    1 AS `level`,
    0 AS `since`
  FROM `plumbline_reached1`
),
`plumbline_step1` AS ( -- the start of the attempt that counts
  SELECT
    `plumbline_deepest`.`e` AS `e`,
    `plumbline_deepest`.`level` AS `level`,
    arrayFirst(x -> bitAnd(x, 1) = 1 AND x >= `plumbline_deepest`.`since`, `plumbline_deepest`.`e`) AS `t1`
  FROM `plumbline_deepest`
),
`plumbline_started` AS ( -- the actors that started
  SELECT
    `plumbline_step1`.`e` AS `e`,
    `plumbline_step1`.`level` AS `level`,
    `plumbline_step1`.`t1` AS `t1`
  FROM `plumbline_step1`
  WHERE `plumbline_step1`.`t1` > 0
),
`plumbline_counted` AS ( -- one attempt an actor, and its times between steps
  SELECT
    `plumbline_started`.`level` AS `level`,
    0 AS `open`
  FROM `plumbline_started`
)
SELECT
  COUNT(*) AS `n1`,
  COUNT(CASE WHEN `plumbline_counted`.`open` = 1 THEN 1 END) AS `open`
FROM `plumbline_counted`;

-- retention: hours after the first start ever, one row
WITH `plumbline_starts` AS ( -- the first start of each actor
  SELECT
    `relation`.`who` AS `u`,
    minOrNull(toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC'))))) AS `t0`
  FROM `shop`.`events` AS `relation`
  WHERE `relation`.`at` <= toDateTime(1767362400)
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) >= 0
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767312000000000
    AND `relation`.`page` = 'A'
    AND `relation`.`who` IS NOT NULL
  GROUP BY 1
),
`plumbline_cohorts` AS ( -- the cohort of each actor, and the period in which it started
  SELECT
    `plumbline_starts`.`u` AS `u`,
    `plumbline_starts`.`t0` AS `t0`
  FROM `plumbline_starts`
  WHERE `plumbline_starts`.`t0` >= 1767225600000000
),
`plumbline_returns` AS ( -- returns from then on
  SELECT
    `relation`.`who` AS `u`,
    toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) AS `t`,
    1 AS `b`
  FROM `shop`.`events` AS `relation`
  WHERE `relation`.`at` >= toDateTime(1767175200)
    AND `relation`.`at` <= toDateTime(1767373200)
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) >= 1767225600000000
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767322800000000
    AND `relation`.`who` IS NOT NULL
    AND `relation`.`page` IN ('A', 'B', 'C')
),
`plumbline_actors` AS ( -- each actor once, with the periods after its start in which it came back
  SELECT
    `plumbline_cohorts`.`u` AS `u`,
    `plumbline_cohorts`.`t0` AS `t0`,
    maxOrNull(CASE WHEN `plumbline_returns`.`b` = 1 AND `plumbline_returns`.`t` >= `plumbline_cohorts`.`t0` AND (`plumbline_returns`.`t` - `plumbline_cohorts`.`t0`) >= 0 AND (`plumbline_returns`.`t` - `plumbline_cohorts`.`t0`) < 3600000000 THEN 1 END) AS `b1`,
    maxOrNull(CASE WHEN `plumbline_returns`.`b` = 1 AND `plumbline_returns`.`t` >= `plumbline_cohorts`.`t0` AND (`plumbline_returns`.`t` - `plumbline_cohorts`.`t0`) >= 3600000000 AND (`plumbline_returns`.`t` - `plumbline_cohorts`.`t0`) < 7200000000 THEN 1 END) AS `b2`,
    maxOrNull(CASE WHEN `plumbline_returns`.`b` = 1 AND `plumbline_returns`.`t` >= `plumbline_cohorts`.`t0` AND (`plumbline_returns`.`t` - `plumbline_cohorts`.`t0`) >= 7200000000 AND (`plumbline_returns`.`t` - `plumbline_cohorts`.`t0`) < 10800000000 THEN 1 END) AS `b3`
  FROM `plumbline_cohorts`
    LEFT JOIN `plumbline_returns` ON `plumbline_returns`.`u` = `plumbline_cohorts`.`u`
  GROUP BY 1, 2
)
SELECT
  COUNT(*) AS `size`,
  COUNT(CASE WHEN `plumbline_actors`.`t0` <= 1767351600000000 THEN 1 END) AS `e1`,
  COUNT(CASE WHEN `plumbline_actors`.`t0` <= 1767348000000000 THEN 1 END) AS `e2`,
  COUNT(CASE WHEN `plumbline_actors`.`t0` <= 1767344400000000 THEN 1 END) AS `e3`,
  COUNT(CASE WHEN `plumbline_actors`.`t0` <= 1767351600000000 AND `plumbline_actors`.`b1` = 1 THEN 1 END) AS `r1`,
  COUNT(CASE WHEN `plumbline_actors`.`t0` <= 1767348000000000 AND `plumbline_actors`.`b2` = 1 THEN 1 END) AS `r2`,
  COUNT(CASE WHEN `plumbline_actors`.`t0` <= 1767344400000000 AND `plumbline_actors`.`b3` = 1 THEN 1 END) AS `r3`
FROM `plumbline_actors`;

-- retention: calendar periods within, two cohorts
WITH `plumbline_starts` AS ( -- the first start of each actor
  SELECT
    `relation`.`who` AS `u`,
    minOrNull(toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC'))))) AS `t0`
  FROM `shop`.`events` AS `relation`
  WHERE `relation`.`at` >= toDateTime(1767175200)
    AND `relation`.`at` <= toDateTime(1767362400)
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) >= 1767225600000000
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767312000000000
    AND `relation`.`page` = 'A'
    AND `relation`.`who` IS NOT NULL
  GROUP BY 1
),
`plumbline_cohorts` AS ( -- the cohort of each actor, and the period in which it started
  SELECT
    `plumbline_starts`.`u` AS `u`,
    `plumbline_starts`.`t0` AS `t0`,
    CAST(floor(CAST(`plumbline_starts`.`t0` - 1767225600000000 AS Nullable(Float64)) / 3600000000.0) AS Nullable(Int64)) AS `p0`,
    CAST(floor(CAST(`plumbline_starts`.`t0` - 1767225600000000 AS Nullable(Float64)) / 43200000000.0) AS Nullable(Int64)) AS `c`
  FROM `plumbline_starts`
  WHERE `plumbline_starts`.`t0` >= 1767225600000000
),
`plumbline_returns` AS ( -- returns from then on
  SELECT
    `relation`.`who` AS `u`,
    toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) AS `t`,
    CAST(floor(CAST(toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) - 1767225600000000 AS Nullable(Float64)) / 3600000000.0) AS Nullable(Int64)) AS `p`,
    1 AS `b`
  FROM `shop`.`events` AS `relation`
  WHERE `relation`.`at` >= toDateTime(1767175200)
    AND `relation`.`at` <= toDateTime(1767373200)
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) >= 1767225600000000
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767322800000000
    AND `relation`.`who` IS NOT NULL
    AND `relation`.`page` IN ('B', 'C')
),
`plumbline_actors` AS ( -- each actor once, with the periods after its start in which it came back
  SELECT
    `plumbline_cohorts`.`u` AS `u`,
    `plumbline_cohorts`.`p0` AS `p0`,
    `plumbline_cohorts`.`c` AS `c`,
    minOrNull(CASE WHEN `plumbline_returns`.`b` = 1 AND `plumbline_returns`.`t` >= `plumbline_cohorts`.`t0` AND (`plumbline_returns`.`p` - `plumbline_cohorts`.`p0`) >= 1 THEN `plumbline_returns`.`p` - `plumbline_cohorts`.`p0` END) AS `soon`
  FROM `plumbline_cohorts`
    LEFT JOIN `plumbline_returns` ON `plumbline_returns`.`u` = `plumbline_cohorts`.`u`
  GROUP BY 1, 2, 3
)
SELECT
  `plumbline_actors`.`c` AS `cohort`,
  COUNT(*) AS `size`,
  COUNT(CASE WHEN `plumbline_actors`.`p0` <= 33 THEN 1 END) AS `e1`,
  COUNT(CASE WHEN `plumbline_actors`.`p0` <= 31 THEN 1 END) AS `e2`,
  COUNT(CASE WHEN `plumbline_actors`.`p0` <= 33 AND `plumbline_actors`.`soon` <= 1 THEN 1 END) AS `r1`,
  COUNT(CASE WHEN `plumbline_actors`.`p0` <= 31 AND `plumbline_actors`.`soon` <= 3 THEN 1 END) AS `r2`
FROM `plumbline_actors`
GROUP BY 1;

-- retention: on or after, by the device of the start, filtered
WITH `plumbline_started` AS ( -- the starts of each actor
  SELECT
    `relation`.`who` AS `u`,
    toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) AS `t0`,
    CASE WHEN `relation`.`device` <> 'Mobile' OR `relation`.`device` IS NULL THEN 1 ELSE 0 END AS `f`,
    CAST(`relation`.`device` AS Nullable(String)) AS `g1`,
    CAST(`relation`.`device` AS Nullable(String)) AS `k1`
  FROM `shop`.`events` AS `relation`
  WHERE `relation`.`at` <= toDateTime(1767362400)
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) >= 0
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767312000000000
    AND `relation`.`page` = 'A'
    AND `relation`.`who` IS NOT NULL
),
`plumbline_starts` AS ( -- the first start of each actor
  SELECT
    `plumbline_started`.`u` AS `u`,
    `plumbline_started`.`t0` AS `t0`,
    `plumbline_started`.`f` AS `f`,
    `plumbline_started`.`g1` AS `g1`,
    ROW_NUMBER() OVER (PARTITION BY `plumbline_started`.`u` ORDER BY `plumbline_started`.`t0`, `plumbline_started`.`k1` NULLS LAST) AS `place`
  FROM `plumbline_started`
),
`plumbline_cohorts` AS ( -- the cohort of each actor, and the period in which it started
  SELECT
    `plumbline_starts`.`u` AS `u`,
    `plumbline_starts`.`t0` AS `t0`,
    `plumbline_starts`.`g1` AS `g1`
  FROM `plumbline_starts`
  WHERE (`plumbline_starts`.`place` = 1 AND `plumbline_starts`.`f` = 1 AND `plumbline_starts`.`t0` >= 1767225600000000)
),
`plumbline_returns` AS ( -- returns from then on
  SELECT
    `relation`.`who` AS `u`,
    toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) AS `t`,
    1 AS `b`
  FROM `shop`.`events` AS `relation`
  WHERE `relation`.`at` >= toDateTime(1767175200)
    AND `relation`.`at` <= toDateTime(1767405600)
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) >= 1767225600000000
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767355200000000
    AND `relation`.`who` IS NOT NULL
    AND `relation`.`page` = 'B'
),
`plumbline_actors` AS ( -- each actor once, with the periods after its start in which it came back
  SELECT
    `plumbline_cohorts`.`u` AS `u`,
    `plumbline_cohorts`.`t0` AS `t0`,
    `plumbline_cohorts`.`g1` AS `g1`,
    maxOrNull(CASE WHEN `plumbline_returns`.`b` = 1 AND `plumbline_returns`.`t` >= `plumbline_cohorts`.`t0` AND CAST(floor(CAST(`plumbline_returns`.`t` - `plumbline_cohorts`.`t0` AS Nullable(Float64)) / 3600000000.0) AS Nullable(Int64)) >= 1 THEN CAST(floor(CAST(`plumbline_returns`.`t` - `plumbline_cohorts`.`t0` AS Nullable(Float64)) / 3600000000.0) AS Nullable(Int64)) END) AS `last`
  FROM `plumbline_cohorts`
    LEFT JOIN `plumbline_returns` ON `plumbline_returns`.`u` = `plumbline_cohorts`.`u`
  GROUP BY 1, 2, 3
)
SELECT
  `plumbline_actors`.`g1` AS `device`,
  COUNT(*) AS `size`,
  COUNT(CASE WHEN `plumbline_actors`.`t0` <= 1767348000000000 THEN 1 END) AS `e1`,
  COUNT(CASE WHEN `plumbline_actors`.`t0` <= 1767348000000000 AND `plumbline_actors`.`last` >= 1 THEN 1 END) AS `r1`
FROM `plumbline_actors`
GROUP BY 1;

-- rows: single rows, the latest first
SELECT
  CAST(((intDiv((toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) + 62135596800000000), 1000)) * 1) - 62135596800000 AS Nullable(Int64)) AS `at`,
  CAST(`relation`.`who` AS Nullable(String)) AS `c1`,
  `relation`.`amount` AS `c2`,
  CAST(((intDiv((toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) + 62135596800000000), 1000)) * 1) - 62135596800000 AS Nullable(Int64)) AS `c3`
FROM `shop`.`events` AS `relation`
WHERE `relation`.`at` >= toDateTime(1767175200)
  AND `relation`.`at` <= toDateTime(1767362400)
  AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) >= 1767225600000000
  AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767312000000000
  AND `relation`.`ok` = TRUE
ORDER BY CAST(((intDiv((toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) + 62135596800000000), 1000)) * 1) - 62135596800000 AS Nullable(Int64)) DESC
LIMIT 2;

-- traces: traces with a failed span, the latest first
WITH `plumbline_traces` AS ( -- each trace, with how many of its spans failed
  SELECT
    `relation`.`who` AS `k`,
    maxOrNull(CAST(`relation`.`who` AS Nullable(String))) AS `trace`,
    minOrNull(CAST(((intDiv((toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) + 62135596800000000), 1000)) * 1) - 62135596800000 AS Nullable(Int64))) AS `at`,
    COUNT(*) AS `spans`,
    sumOrNull(CASE WHEN (`relation`.`ok` <> TRUE OR `relation`.`ok` IS NULL) AND `relation`.`page` = 'B' THEN 1 ELSE 0 END) AS `errors`,
    maxOrNull(CASE WHEN `relation`.`device` IS NULL OR CAST(`relation`.`device` AS Nullable(String)) = '' THEN CAST(`relation`.`page` AS Nullable(String)) END) AS `operation`,
    maxOrNull(CASE WHEN `relation`.`device` IS NULL OR CAST(`relation`.`device` AS Nullable(String)) = '' THEN CAST(`relation`.`page` AS Nullable(String)) END) AS `service`,
    maxOrNull(CASE WHEN `relation`.`device` IS NULL OR CAST(`relation`.`device` AS Nullable(String)) = '' THEN `relation`.`amount` END) AS `duration`
  FROM `shop`.`events` AS `relation`
  WHERE `relation`.`at` >= toDateTime(1767175200)
    AND `relation`.`at` <= toDateTime(1767362400)
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) >= 1767225600000000
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767312000000000
    AND `relation`.`who` IS NOT NULL
  GROUP BY 1
)
SELECT
  `plumbline_traces`.`trace` AS `trace`,
  `plumbline_traces`.`at` AS `at`,
  `plumbline_traces`.`spans` AS `spans`,
  `plumbline_traces`.`errors` AS `errors`,
  `plumbline_traces`.`operation` AS `operation`,
  `plumbline_traces`.`service` AS `service`,
  `plumbline_traces`.`duration` AS `duration`
FROM `plumbline_traces`
WHERE `plumbline_traces`.`errors` > 0
ORDER BY `plumbline_traces`.`at` DESC, `plumbline_traces`.`trace` NULLS LAST
LIMIT 10;

-- spans: spans of one trace
WITH `plumbline_spans` AS ( -- the spans, one row each
  SELECT
    `relation`.`who` AS `k`,
    CAST(`relation`.`who` AS Nullable(String)) AS `trace`,
    CAST(`relation`.`page` AS Nullable(String)) AS `span`,
    CAST(((intDiv((toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) + 62135596800000000), 1000)) * 1) - 62135596800000 AS Nullable(Int64)) AS `at`,
    CASE WHEN `relation`.`ok` <> TRUE OR `relation`.`ok` IS NULL THEN 1 ELSE 0 END AS `failed`
  FROM `shop`.`events` AS `relation`
  WHERE `relation`.`at` >= toDateTime(1767175200)
    AND `relation`.`at` <= toDateTime(1767362400)
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) >= 1767225600000000
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767312000000000
    AND `relation`.`who` IS NOT NULL
    AND `relation`.`who` = 'ann'
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
    `relation`.`who` AS `k`,
    maxOrNull(CAST(`relation`.`who` AS Nullable(String))) AS `name`,
    maxOrNull(CAST(((intDiv((toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) + 62135596800000000), 1000)) * 1) - 62135596800000 AS Nullable(Int64))) AS `last`
  FROM `shop`.`events` AS `relation`
  WHERE `relation`.`at` >= toDateTime(1767175200)
    AND `relation`.`at` <= toDateTime(1767322800)
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) >= 1767225600000000
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767272400000000
    AND `relation`.`who` IS NOT NULL
    AND ((`relation`.`ok` <> TRUE OR `relation`.`ok` IS NULL) AND `relation`.`page` = 'B')
  GROUP BY 1
),
`plumbline_newest` AS ( -- the one that failed last
  SELECT
    `plumbline_failures`.`k` AS `k`
  FROM `plumbline_failures`
  ORDER BY `plumbline_failures`.`last` DESC, `plumbline_failures`.`name` NULLS LAST
  LIMIT 1
),
`plumbline_spans` AS ( -- the spans, one row each
  SELECT
    `relation`.`who` AS `k`,
    CAST(`relation`.`who` AS Nullable(String)) AS `trace`,
    CAST(`relation`.`page` AS Nullable(String)) AS `span`,
    `relation`.`amount` AS `duration`,
    CAST(((intDiv((toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) + 62135596800000000), 1000)) * 1) - 62135596800000 AS Nullable(Int64)) AS `at`,
    CASE WHEN `relation`.`ok` <> TRUE OR `relation`.`ok` IS NULL THEN 1 ELSE 0 END AS `failed`
  FROM `shop`.`events` AS `relation`
  WHERE `relation`.`at` >= toDateTime(1767175200)
    AND `relation`.`at` <= toDateTime(1767362400)
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) >= 1767225600000000
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767312000000000
    AND `relation`.`who` IS NOT NULL
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
  CAST(`relation`.`device` AS Nullable(String)) AS `value`,
  COUNT(*) AS `rows`
FROM `shop`.`events` AS `relation`
WHERE `relation`.`at` >= toDateTime(1767175200)
  AND `relation`.`at` <= toDateTime(1767362400)
  AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) >= 1767225600000000
  AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767312000000000
  AND `relation`.`device` IS NOT NULL
GROUP BY 1
ORDER BY COUNT(*) DESC, CAST(`relation`.`device` AS Nullable(String)) NULLS LAST
LIMIT 3;
