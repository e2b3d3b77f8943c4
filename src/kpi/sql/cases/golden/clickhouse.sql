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
    CASE WHEN toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767308400000000 THEN ((intDiv((toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) + 62135596800000000), 3600000000)) - 17259888) * 3600000 ELSE ((intDiv((toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) + 62135596800000000), 60000000)) - 1035593280) * 60000 END AS `plumbline_c1`,
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
  GREATEST(((intDiv((toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) + 62135596800000000), 300000000)) - 207118656) * 300000, CAST(1767272500000 AS Nullable(Int64))) AS `bucket`,
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
  ((intDiv((CAST(`relation`.`ms` AS Nullable(Int64)) + 62135596800000), 43200000)) - 1438324) * 43200000 AS `bucket`,
  COUNT(*) AS `observed`
FROM `shop`.`events` AS `relation`
WHERE `relation`.`ms` >= 1767225600000
  AND `relation`.`ms` < 1767312000000
GROUP BY 1;

-- slices: unix seconds
SELECT
  GREATEST(((intDiv((CAST(ROUND(`relation`.`seconds` * 1000.0) AS Nullable(Int64)) + 62135596800000), 43200000)) - 1438324) * 43200000, CAST(1767225600500 AS Nullable(Int64))) AS `bucket`,
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

-- funnel: Mixpanel: the first start only reaches B
WITH `plumbline_events` AS ( -- the events of the steps, one row each
  SELECT
    `relation`.`who` AS `u`,
    toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) AS `t`,
    CASE WHEN `relation`.`page` = 'A' AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767312000000000 THEN 1 END AS `s1`,
    CASE WHEN `relation`.`page` = 'B' THEN 1 END AS `s2`,
    CASE WHEN `relation`.`page` IN ('C', 'D') THEN 1 END AS `s3`
  FROM `shop`.`events` AS `relation`
  WHERE `relation`.`at` >= toDateTime(1767175200)
    AND `relation`.`at` <= toDateTime(1767366000)
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) >= 1767225600000000
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767315600000000
    AND `relation`.`who` IS NOT NULL
    AND (`relation`.`page` = 'A' OR `relation`.`page` = 'B' OR `relation`.`page` IN ('C', 'D'))
),
`plumbline_first1` AS ( -- the first start of each actor
  SELECT
    `plumbline_events`.`u` AS `u`,
    `plumbline_events`.`t` AS `t`,
    `plumbline_events`.`s1` AS `s1`,
    `plumbline_events`.`s2` AS `s2`,
    `plumbline_events`.`s3` AS `s3`,
    minOrNull(CASE WHEN `plumbline_events`.`s1` >= 1 THEN `plumbline_events`.`t` END) OVER (PARTITION BY `plumbline_events`.`u`) AS `t1`
  FROM `plumbline_events`
),
`plumbline_first2` AS ( -- the first event of the next step after it, within the window
  SELECT
    `plumbline_first1`.`u` AS `u`,
    `plumbline_first1`.`t` AS `t`,
    `plumbline_first1`.`s1` AS `s1`,
    `plumbline_first1`.`s2` AS `s2`,
    `plumbline_first1`.`s3` AS `s3`,
    `plumbline_first1`.`t1` AS `t1`,
    minOrNull(CASE WHEN `plumbline_first1`.`s2` >= 1 AND `plumbline_first1`.`t` > `plumbline_first1`.`t1` THEN `plumbline_first1`.`t` END) OVER (PARTITION BY `plumbline_first1`.`u`) AS `t2`
  FROM `plumbline_first1`
  WHERE `plumbline_first1`.`t` >= `plumbline_first1`.`t1`
    AND (`plumbline_first1`.`t` - `plumbline_first1`.`t1`) <= 3600000000
    AND (`plumbline_first1`.`t` = `plumbline_first1`.`t1` OR `plumbline_first1`.`s2` >= 1 OR `plumbline_first1`.`s3` >= 1)
),
`plumbline_first3` AS ( -- the first event of the next step after it, within the window
  SELECT
    `plumbline_first2`.`u` AS `u`,
    `plumbline_first2`.`t` AS `t`,
    `plumbline_first2`.`s1` AS `s1`,
    `plumbline_first2`.`s3` AS `s3`,
    `plumbline_first2`.`t1` AS `t1`,
    `plumbline_first2`.`t2` AS `t2`,
    minOrNull(CASE WHEN `plumbline_first2`.`s3` >= 1 AND `plumbline_first2`.`t` > `plumbline_first2`.`t2` THEN `plumbline_first2`.`t` END) OVER (PARTITION BY `plumbline_first2`.`u`) AS `t3`
  FROM `plumbline_first2`
),
`plumbline_attempts` AS ( -- every start, and how many steps it reached within the window
  SELECT
    `plumbline_first3`.`u` AS `u`,
    `plumbline_first3`.`t1` AS `t1`,
    `plumbline_first3`.`t2` AS `t2`,
    `plumbline_first3`.`t3` AS `t3`,
    CASE WHEN (`plumbline_first3`.`t3` - `plumbline_first3`.`t1`) <= 3600000000 THEN 3 WHEN (`plumbline_first3`.`t2` - `plumbline_first3`.`t1`) <= 3600000000 THEN 2 ELSE 1 END AS `level`
  FROM `plumbline_first3`
  WHERE `plumbline_first3`.`s1` >= 1
    AND `plumbline_first3`.`t` = `plumbline_first3`.`t1`
),
`plumbline_ranked` AS ( -- the attempts of each actor, the one that counts first
  SELECT
    `plumbline_attempts`.`t1` AS `t1`,
    `plumbline_attempts`.`t2` AS `t2`,
    `plumbline_attempts`.`t3` AS `t3`,
    `plumbline_attempts`.`level` AS `level`,
    0 AS `open`,
    ROW_NUMBER() OVER (PARTITION BY `plumbline_attempts`.`u` ORDER BY `plumbline_attempts`.`level` DESC, `plumbline_attempts`.`t1`) AS `place`
  FROM `plumbline_attempts`
),
`plumbline_counted` AS ( -- one attempt an actor, and its times between steps
  SELECT
    `plumbline_ranked`.`level` AS `level`,
    `plumbline_ranked`.`open` AS `open`,
    CASE WHEN `plumbline_ranked`.`level` >= 2 THEN `plumbline_ranked`.`t2` - `plumbline_ranked`.`t1` END AS `d2`,
    CASE WHEN `plumbline_ranked`.`level` >= 3 THEN `plumbline_ranked`.`t3` - `plumbline_ranked`.`t2` END AS `d3`
  FROM `plumbline_ranked`
  WHERE `plumbline_ranked`.`place` = 1
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
    toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) AS `t`,
    CASE WHEN `relation`.`page` = 'A' AND (`relation`.`device` <> 'mobile' OR `relation`.`device` IS NULL) THEN 1 END AS `s1`,
    CASE WHEN `relation`.`page` = 'B' THEN 1 END AS `s2`,
    CASE WHEN `relation`.`page` IN ('C', 'D') THEN 1 END AS `s3`,
    CAST(`relation`.`device` AS Nullable(String)) AS `g1`
  FROM `shop`.`events` AS `relation`
  WHERE `relation`.`at` >= toDateTime(1767175200)
    AND `relation`.`at` <= toDateTime(1767362400)
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) >= 1767225600000000
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767312000000000
    AND `relation`.`who` IS NOT NULL
    AND (`relation`.`page` = 'A' OR `relation`.`page` = 'B' OR `relation`.`page` IN ('C', 'D'))
),
`plumbline_next3` AS ( -- when the following steps come at the earliest, read backwards in time
  SELECT
    `plumbline_events`.`u` AS `u`,
    `plumbline_events`.`t` AS `t`,
    `plumbline_events`.`s1` AS `s1`,
    `plumbline_events`.`s2` AS `s2`,
    `plumbline_events`.`g1` AS `g1`,
    minOrNull(CASE WHEN `plumbline_events`.`s3` >= 1 THEN `plumbline_events`.`t` END) OVER (PARTITION BY `plumbline_events`.`u` ORDER BY assumeNotNull(`plumbline_events`.`t`) DESC RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS `t3`
  FROM `plumbline_events`
),
`plumbline_next2` AS ( -- when the following steps come at the earliest, read backwards in time
  SELECT
    `plumbline_next3`.`u` AS `u`,
    `plumbline_next3`.`t` AS `t`,
    `plumbline_next3`.`s1` AS `s1`,
    `plumbline_next3`.`g1` AS `g1`,
    minOrNull(CASE WHEN `plumbline_next3`.`s2` >= 1 THEN `plumbline_next3`.`t` END) OVER (PARTITION BY `plumbline_next3`.`u` ORDER BY assumeNotNull(`plumbline_next3`.`t`) DESC RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS `t2`,
    minOrNull(CASE WHEN `plumbline_next3`.`s2` >= 1 THEN `plumbline_next3`.`t3` END) OVER (PARTITION BY `plumbline_next3`.`u` ORDER BY assumeNotNull(`plumbline_next3`.`t`) DESC RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS `t3`
  FROM `plumbline_next3`
),
`plumbline_attempts` AS ( -- every start, and how many steps it reached within the window
  SELECT
    `plumbline_next2`.`u` AS `u`,
    `plumbline_next2`.`t` AS `t1`,
    `plumbline_next2`.`t2` AS `t2`,
    `plumbline_next2`.`t3` AS `t3`,
    `plumbline_next2`.`g1` AS `g1`,
    CASE WHEN (`plumbline_next2`.`t3` - `plumbline_next2`.`t`) <= 3600000000 THEN 3 WHEN (`plumbline_next2`.`t2` - `plumbline_next2`.`t`) <= 3600000000 THEN 2 ELSE 1 END AS `level`
  FROM `plumbline_next2`
  WHERE `plumbline_next2`.`s1` >= 1
),
`plumbline_ranked` AS ( -- the attempts of each actor, the one that counts first
  SELECT
    `plumbline_attempts`.`g1` AS `g1`,
    `plumbline_attempts`.`t1` AS `t1`,
    `plumbline_attempts`.`t2` AS `t2`,
    `plumbline_attempts`.`t3` AS `t3`,
    `plumbline_attempts`.`level` AS `level`,
    CASE WHEN `plumbline_attempts`.`level` < 3 AND maxOrNull(`plumbline_attempts`.`t1`) OVER (PARTITION BY `plumbline_attempts`.`u`) >= 1767308400000000 THEN 1 ELSE 0 END AS `open`,
    ROW_NUMBER() OVER (PARTITION BY `plumbline_attempts`.`u` ORDER BY `plumbline_attempts`.`level` DESC, `plumbline_attempts`.`t1`, `plumbline_attempts`.`g1` NULLS LAST) AS `place`
  FROM `plumbline_attempts`
),
`plumbline_counted` AS ( -- one attempt an actor, and its times between steps
  SELECT
    `plumbline_ranked`.`g1` AS `g1`,
    `plumbline_ranked`.`level` AS `level`,
    `plumbline_ranked`.`open` AS `open`,
    CASE WHEN `plumbline_ranked`.`level` >= 2 THEN `plumbline_ranked`.`t2` - `plumbline_ranked`.`t1` END AS `d2`,
    CASE WHEN `plumbline_ranked`.`level` >= 3 THEN `plumbline_ranked`.`t3` - `plumbline_ranked`.`t2` END AS `d3`
  FROM `plumbline_ranked`
  WHERE `plumbline_ranked`.`place` = 1
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
    toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) AS `t`,
    CASE WHEN `relation`.`page` = 'A' THEN 1 END AS `s1`,
    CASE WHEN `relation`.`page` = 'B' THEN 1 END AS `s2`,
    CASE WHEN `relation`.`page` IN ('C', 'D') THEN 1 END AS `s3`
  FROM `shop`.`events` AS `relation`
  WHERE `relation`.`at` >= toDateTime(1767175200)
    AND `relation`.`at` <= toDateTime(1767362400)
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) >= 1767225600000000
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767312000000000
    AND `relation`.`who` IS NOT NULL
    AND (`relation`.`page` = 'A' OR `relation`.`page` = 'B' OR `relation`.`page` IN ('C', 'D'))
),
`plumbline_next3` AS ( -- when the following steps come at the earliest, read backwards in time
  SELECT
    `plumbline_events`.`u` AS `u`,
    `plumbline_events`.`t` AS `t`,
    `plumbline_events`.`s1` AS `s1`,
    `plumbline_events`.`s2` AS `s2`,
    minOrNull(CASE WHEN `plumbline_events`.`s3` >= 1 THEN `plumbline_events`.`t` END) OVER (PARTITION BY `plumbline_events`.`u` ORDER BY assumeNotNull(`plumbline_events`.`t`) DESC RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS `t3`
  FROM `plumbline_events`
),
`plumbline_next2` AS ( -- when the following steps come at the earliest, read backwards in time
  SELECT
    `plumbline_next3`.`u` AS `u`,
    `plumbline_next3`.`t` AS `t`,
    `plumbline_next3`.`s1` AS `s1`,
    minOrNull(CASE WHEN `plumbline_next3`.`s2` >= 1 THEN `plumbline_next3`.`t` END) OVER (PARTITION BY `plumbline_next3`.`u` ORDER BY assumeNotNull(`plumbline_next3`.`t`) DESC RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS `t2`,
    minOrNull(CASE WHEN `plumbline_next3`.`s2` >= 1 THEN `plumbline_next3`.`t3` END) OVER (PARTITION BY `plumbline_next3`.`u` ORDER BY assumeNotNull(`plumbline_next3`.`t`) DESC RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS `t3`
  FROM `plumbline_next3`
),
`plumbline_attempts` AS ( -- every start, and how many steps it reached within the window
  SELECT
    `plumbline_next2`.`u` AS `u`,
    `plumbline_next2`.`t` AS `t1`,
    `plumbline_next2`.`t2` AS `t2`,
    `plumbline_next2`.`t3` AS `t3`,
    CASE WHEN (`plumbline_next2`.`t3` - `plumbline_next2`.`t`) <= 3600000000 THEN 3 WHEN (`plumbline_next2`.`t2` - `plumbline_next2`.`t`) <= 3600000000 THEN 2 ELSE 1 END AS `level`
  FROM `plumbline_next2`
  WHERE `plumbline_next2`.`s1` >= 1
),
`plumbline_ranked` AS ( -- the attempts of each actor, the one that counts first
  SELECT
    `plumbline_attempts`.`t1` AS `t1`,
    `plumbline_attempts`.`t2` AS `t2`,
    `plumbline_attempts`.`t3` AS `t3`,
    `plumbline_attempts`.`level` AS `level`,
    CASE WHEN `plumbline_attempts`.`level` < 3 AND maxOrNull(`plumbline_attempts`.`t1`) OVER (PARTITION BY `plumbline_attempts`.`u`) >= 1767308400000000 THEN 1 ELSE 0 END AS `open`,
    ROW_NUMBER() OVER (PARTITION BY `plumbline_attempts`.`u` ORDER BY `plumbline_attempts`.`level` DESC, `plumbline_attempts`.`t1`) AS `place`
  FROM `plumbline_attempts`
),
`plumbline_counted` AS ( -- one attempt an actor, and its times between steps
  SELECT
    `plumbline_ranked`.`level` AS `level`,
    `plumbline_ranked`.`open` AS `open`,
    CASE WHEN `plumbline_ranked`.`level` >= 2 THEN `plumbline_ranked`.`t2` - `plumbline_ranked`.`t1` END AS `d2`,
    CASE WHEN `plumbline_ranked`.`level` >= 3 THEN `plumbline_ranked`.`t3` - `plumbline_ranked`.`t2` END AS `d3`
  FROM `plumbline_ranked`
  WHERE `plumbline_ranked`.`place` = 1
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
    toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) AS `t`,
    CASE WHEN `relation`.`page` = 'A' THEN 1 END AS `s1`
  FROM `shop`.`events` AS `relation`
  WHERE `relation`.`at` >= toDateTime(1767175200)
    AND `relation`.`at` <= toDateTime(1767362400)
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) >= 1767225600000000
    AND toUnixTimestamp64Micro(CAST(`relation`.`at` AS Nullable(DateTime64(6, 'UTC')))) < 1767312000000000
    AND `relation`.`who` IS NOT NULL
    AND `relation`.`page` = 'A'
),
`plumbline_attempts` AS ( -- every start, and how many steps it reached within the window
  SELECT
    `plumbline_events`.`u` AS `u`,
    `plumbline_events`.`t` AS `t1`,
    1 AS `level`
  FROM `plumbline_events`
  WHERE `plumbline_events`.`s1` >= 1
),
`plumbline_ranked` AS ( -- the attempts of each actor, the one that counts first
  SELECT
    `plumbline_attempts`.`t1` AS `t1`,
    `plumbline_attempts`.`level` AS `level`,
    CASE WHEN `plumbline_attempts`.`level` < 1 AND maxOrNull(`plumbline_attempts`.`t1`) OVER (PARTITION BY `plumbline_attempts`.`u`) >= 1767308400000000 THEN 1 ELSE 0 END AS `open`,
    ROW_NUMBER() OVER (PARTITION BY `plumbline_attempts`.`u` ORDER BY `plumbline_attempts`.`level` DESC, `plumbline_attempts`.`t1`) AS `place`
  FROM `plumbline_attempts`
),
`plumbline_counted` AS ( -- one attempt an actor, and its times between steps
  SELECT
    `plumbline_ranked`.`level` AS `level`,
    `plumbline_ranked`.`open` AS `open`
  FROM `plumbline_ranked`
  WHERE `plumbline_ranked`.`place` = 1
)
SELECT
  COUNT(*) AS `n1`,
  COUNT(CASE WHEN `plumbline_counted`.`open` = 1 THEN 1 END) AS `open`
FROM `plumbline_counted`;

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
