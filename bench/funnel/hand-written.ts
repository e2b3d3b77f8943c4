/**
 * The best statements that we could write by hand for the same numbers, knowing what Plumbline may not know: that `at` is a
 * timestamptz, that these four pages are disjoint, which step is which, that no window is open. Several shapes; the quickest counts.
 */
import type { Question } from './question';

const RANGE = `"at" >= '2026-01-01 00:00:00+00' AND "at" < '2026-01-31 00:00:00+00'`;
const STARTS = `page = 'home' AND "at" < '2026-01-24 00:00:00+00'`;
const PAGES = `page IN ('home', 'search', 'checkout', 'confirmation')`;

const counts = (bySegment: boolean, medians: readonly string[]) => `SELECT ${bySegment ? 'g AS device, ' : ''}
  COUNT(*) AS n1, COUNT(*) FILTER (WHERE l >= 2) AS n2, COUNT(*) FILTER (WHERE l >= 3) AS n3, COUNT(*) FILTER (WHERE l >= 4) AS n4,
  ${medians.join(',\n  ')}
FROM best ${bySegment ? 'GROUP BY 1' : ''}`;

const level = (w: (from: string, to: string) => string) =>
  `CASE WHEN ${w('t1', 't4')} THEN 4 WHEN ${w('t1', 't3')} THEN 3 WHEN ${w('t1', 't2')} THEN 2 ELSE 1 END`;

export function postgresByHand({ entry, bySegment }: Question): Record<string, string> {
  const g = bySegment ? ', device AS g' : '';
  const keep = bySegment ? ', g' : '';
  const order = `${entry === 'any' ? 'l DESC, ' : ''}t1${bySegment ? ', g' : ''}`;
  const medians = ['2', '3', '4'].map(
    (k) =>
      `PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY EXTRACT(EPOCH FROM t${k} - t${Number(k) - 1}) * 1000) FILTER (WHERE l >= ${k}) AS m${k}`
  );
  const within = (from: string, to: string) => `${to} <= ${from} + interval '168 hours'`;
  const w = 'OVER (PARTITION BY u ORDER BY t DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)';
  const r =
    "OVER (PARTITION BY u ORDER BY t DESC RANGE BETWEEN UNBOUNDED PRECEDING AND interval '1 microsecond' PRECEDING)";
  const events = (collapse: boolean) =>
    collapse
      ? `e AS (SELECT user_id AS u, "at" AS t${bySegment ? ', MIN(device) AS g' : ''}, bool_or(${STARTS}) AS a, bool_or(page = 'search') AS b,
    bool_or(page = 'checkout') AS c, bool_or(page = 'confirmation') AS d FROM clicks WHERE ${RANGE} AND ${PAGES} AND user_id IS NOT NULL GROUP BY 1, 2)`
      : `e AS (SELECT user_id AS u, "at" AS t${g}, ${STARTS} AS a, page = 'search' AS b, page = 'checkout' AS c, page = 'confirmation' AS d
    FROM clicks WHERE ${RANGE} AND ${PAGES} AND user_id IS NOT NULL)`;
  const best = `best AS (SELECT DISTINCT ON (u) * FROM lv ORDER BY u, ${order})`;
  const layers = (o: string) => `x4 AS (SELECT *, MIN(CASE WHEN d THEN t END) ${o} AS t4 FROM e),
  x3 AS (SELECT u, t, a, b${keep}, MIN(CASE WHEN c THEN t END) ${o} AS t3, MIN(CASE WHEN c THEN t4 END) ${o} AS t4 FROM x4),
  x2 AS (SELECT u, t AS t1, a${keep}, MIN(CASE WHEN b THEN t END) ${o} AS t2, MIN(CASE WHEN b THEN t3 END) ${o} AS t3, MIN(CASE WHEN b THEN t4 END) ${o} AS t4 FROM x3),
  lv AS (SELECT *, ${level(within)} AS l FROM x2 WHERE a)`;
  const joins = `n AS MATERIALIZED (SELECT *, MIN(CASE WHEN b THEN t END) ${w} AS nb, MIN(CASE WHEN c THEN t END) ${w} AS nc, MIN(CASE WHEN d THEN t END) ${w} AS nd FROM e),
  ch AS (SELECT s.u${bySegment ? ', s.g' : ''}, s.t AS t1, s.nb AS t2, j.nc AS t3, k.nd AS t4 FROM n s
    LEFT JOIN n j ON j.u = s.u AND j.t = s.nb LEFT JOIN n k ON k.u = s.u AND k.t = j.nc WHERE s.a),
  lv AS (SELECT *, ${level(within)} AS l FROM ch)`;
  const shapes: Record<string, string> = {
    'native times, RANGE frames': `WITH ${events(false)},\n  ${layers(r)},\n  ${best}\n${counts(bySegment, medians)}`,
  };
  if (!bySegment) {
    // Merging the events of one instant loses which of them was the start, so only without segments.
    shapes['merged instants, ROWS frames'] =
      `WITH ${events(true)},\n  ${layers(w)},\n  ${best}\n${counts(bySegment, medians)}`;
    shapes['merged instants, next step + equi-joins'] =
      `WITH ${events(true)},\n  ${joins},\n  ${best}\n${counts(bySegment, medians)}`;
  }
  if (entry === 'first') {
    shapes['first start, then one minimum a step'] =
      `WITH e AS MATERIALIZED (SELECT user_id AS u, "at" AS t, page${g} FROM clicks WHERE ${RANGE} AND ${PAGES} AND user_id IS NOT NULL),
  s1 AS (SELECT DISTINCT ON (u) u, t AS t1${keep} FROM e WHERE page = 'home' AND t < '2026-01-24 00:00:00+00' ORDER BY u, t${keep}),
  s2 AS (SELECT u, MIN(t) AS t2 FROM s1 JOIN e USING (u) WHERE page = 'search' AND t > t1 AND t <= t1 + interval '168 hours' GROUP BY 1),
  s3 AS (SELECT u, MIN(t) AS t3 FROM s2 JOIN s1 USING (u) JOIN e USING (u) WHERE page = 'checkout' AND t > t2 AND t <= t1 + interval '168 hours' GROUP BY 1),
  s4 AS (SELECT u, MIN(t) AS t4 FROM s3 JOIN s1 USING (u) JOIN e USING (u) WHERE page = 'confirmation' AND t > t3 AND t <= t1 + interval '168 hours' GROUP BY 1),
  best AS (SELECT u, t1, t2, t3, t4${bySegment ? ', s1.g' : ''}, CASE WHEN t4 IS NOT NULL THEN 4 WHEN t3 IS NOT NULL THEN 3 WHEN t2 IS NOT NULL THEN 2 ELSE 1 END AS l
    FROM s1 LEFT JOIN s2 USING (u) LEFT JOIN s3 USING (u) LEFT JOIN s4 USING (u))
${counts(bySegment, medians)}`;
  }
  return shapes;
}

export function duckdbByHand({ entry, bySegment }: Question): Record<string, string> {
  const keep = bySegment ? ', g' : '';
  const medians = ['2', '3', '4'].map(
    (k) => `MEDIAN(CASE WHEN l >= ${k} THEN t${k} - t${Number(k) - 1} END) / 1000 AS m${k}`
  );
  const within = (from: string, to: string) => `${to} - ${from} <= 604800000000`;
  const events = `e AS MATERIALIZED (SELECT user_id AS u, epoch_us("at") AS t, page${bySegment ? ', device AS g' : ''}
    FROM clicks WHERE ${RANGE} AND ${PAGES} AND user_id IS NOT NULL)`;
  const starts = `page = 'home' AND t < epoch_us(TIMESTAMPTZ '2026-01-24 00:00:00+00')`;
  const step1 =
    entry === 'any'
      ? `s1 AS (SELECT u, t AS t1${keep} FROM e WHERE ${starts})`
      : bySegment
        ? `s1 AS (SELECT u, (MIN(ROW(t, g))).f1 AS t1, (MIN(ROW(t, g))).f2 AS g FROM e WHERE ${starts} GROUP BY u)`
        : `s1 AS (SELECT u, MIN(t) AS t1 FROM e WHERE ${starts} GROUP BY u)`;
  const steps = `${step1.replace('(MIN(ROW(t, g))).f1', 'MIN(ROW(t, g))[1]').replace('(MIN(ROW(t, g))).f2', 'MIN(ROW(t, g))[2]')},
  s2 AS (SELECT u, t AS t2 FROM e WHERE page = 'search'), s3 AS (SELECT u, t AS t3 FROM e WHERE page = 'checkout'),
  s4 AS (SELECT u, t AS t4 FROM e WHERE page = 'confirmation')`;
  const asof = `j3 AS (SELECT s3.u, t3, t4 FROM s3 ASOF LEFT JOIN s4 ON s3.u = s4.u AND t3 < t4),
  j2 AS (SELECT s2.u, t2, t3, t4 FROM s2 ASOF LEFT JOIN j3 ON s2.u = j3.u AND t2 < t3),
  j1 AS (SELECT s1.u, t1, t2, t3, t4${keep} FROM s1 ASOF LEFT JOIN j2 ON s1.u = j2.u AND t1 < t2),
  lv AS (SELECT *, ${level(within)} AS l FROM j1)`;
  // The deepest attempt, the earliest of them, in one number: later times of a later start are never earlier.
  const key = (t: string) => `MIN((4 - l) * 18014398509481984 + ${t})`;
  const packed = `best AS (SELECT ${[1, 2, 3, 4].map((k) => `${key(`t${k}`)} AS t${k}`).join(', ')}, MAX(l) AS l${
    bySegment ? `, MIN(ROW((4 - l) * 18014398509481984 + t1, g))[2] AS g` : ''
  } FROM lv GROUP BY u)`;
  const best = entry === 'any' ? packed : 'best AS (SELECT * FROM lv)';
  const shapes: Record<string, string> = {
    'ASOF chain, packed minimum': `WITH ${events},\n  ${steps},\n  ${asof},\n  ${best}\n${counts(bySegment, medians)}`,
  };
  if (entry === 'first') {
    const step = (
      k: number,
      page: string
    ) => `j${k} AS (SELECT p.u, p.t1, MIN(t) AS t${k} FROM ${k === 2 ? 's1' : `j${k - 1}`} p
    JOIN e ON e.u = p.u AND page = '${page}' AND t > p.t${k - 1} AND t - p.t1 <= 604800000000 GROUP BY 1, 2)`;
    const s1 = steps.slice(0, steps.indexOf(',\n  s2 AS'));
    const l = level(within).replace(/\bt1\b/g, 's1.t1');
    shapes['first start, then one minimum a step'] = `WITH ${events},
  ${s1},\n  ${step(2, 'search')},\n  ${step(3, 'checkout')},\n  ${step(4, 'confirmation')},
  best AS (SELECT s1.*, t2, t3, t4, ${l} AS l FROM s1 LEFT JOIN j2 USING (u) LEFT JOIN j3 USING (u) LEFT JOIN j4 USING (u))
${counts(bySegment, medians)}`;
  }
  return shapes;
}
