/** Who came back 1, 3 and 7 times 24 hours after their first visit, as it is written by hand, and as Plumbline writes it. */
import { buildRetention } from '../../src/kpi/sql';
import { DAY, START, type StoreName, type TableName } from './data';

const POINTS = [1, 3, 7] as const;
const [START_PAGE, RETURN_PAGE] = ['home', 'checkout'];

/** Starts of 20 days; every period is over when the data ends. */
export function ours(dialect: StoreName, table: TableName): string {
  const built = buildRetention({
    ...{ dialect, relation: { table }, time: 'at', timeType: 'instant', actor: 'user_id' },
    start: [{ op: 'is', field: 'page', value: START_PAGE }],
    returns: [{ op: 'is', field: 'page', value: RETURN_PAGE }],
    ...{ fromMs: START, toMs: START + 20 * DAY, asOfMs: START + 31 * DAY, first: 'ever', meaning: 'on' },
    ...{ points: POINTS, clock: { kind: 'rolling', periodMs: DAY }, cohorts: [START, START + 20 * DAY] },
    ...{ groups: [], filters: [], ties: [] },
  });
  if (!built.ok) {
    throw new Error(built.diagnostics[0].message);
  }
  return built.value.text;
}

const hours = (n: number) => `interval '${n * 24} hours'`;
const RANGE = `t0 >= '2026-01-01 00:00:00+00' AND t0 < '2026-01-21 00:00:00+00'`;
const isBack = (at: string, n: number) => `${at} >= t0 + ${hours(n)} AND ${at} < t0 + ${hours(n + 1)}`;
const firsts = (table: TableName) =>
  `s AS (SELECT user_id AS u, MIN("at") AS t0 FROM ${table} WHERE page = '${START_PAGE}' GROUP BY 1)`;
const flags = (at: string) =>
  POINTS.map((n, i) => `MAX(CASE WHEN ${isBack(at, n)} THEN 1 ELSE 0 END) AS b${i + 1}`).join(', ');
const TOTAL = `SELECT COUNT(*) AS size, ${POINTS.map((_, i) => `SUM(b${i + 1}) AS r${i + 1}`).join(', ')}`;

/** All visits with all returns of the same actor, of which those of the first visit are kept. */
const selfJoin = (table: TableName) => `WITH pairs AS (
  SELECT a.user_id AS u, a."at" AS t0, b."at" AS t, RANK() OVER (PARTITION BY a.user_id ORDER BY a."at") AS r
  FROM ${table} a LEFT JOIN ${table} b ON b.user_id = a.user_id AND b.page = '${RETURN_PAGE}' WHERE a.page = '${START_PAGE}'),
actors AS (SELECT u, ${flags('t')} FROM pairs WHERE r = 1 AND ${RANGE} GROUP BY u)
${TOTAL} FROM actors`;

const joinOfStarts = (table: TableName) => `WITH ${firsts(table)},
actors AS (SELECT s.u, ${flags('e."at"')} FROM s LEFT JOIN ${table} e ON e.user_id = s.u AND e.page = '${RETURN_PAGE}' AND e."at" >= t0
  WHERE ${RANGE} GROUP BY 1)
${TOTAL} FROM actors`;

const lateral = (table: TableName) => `WITH ${firsts(table)},
actors AS (SELECT s.u, b.* FROM s, LATERAL (SELECT ${flags('e."at"')} FROM ${table} e WHERE e.user_id = s.u AND e.page = '${RETURN_PAGE}'
  AND e."at" >= t0 + ${hours(1)} AND e."at" < t0 + ${hours(8)}) b WHERE ${RANGE})
SELECT COUNT(*) AS size, ${POINTS.map((_, i) => `COALESCE(SUM(b${i + 1}), 0) AS r${i + 1}`).join(', ')} FROM actors`;

function arrays(store: StoreName, table: TableName): string {
  const list = store === 'postgres' ? 'ARRAY_AGG("at")' : 'list("at")';
  const any = (n: number) =>
    store === 'postgres'
      ? `EXISTS (SELECT 1 FROM unnest(c) AS x WHERE ${isBack('x', n)})`
      : `len(list_filter(c, lambda x: ${isBack('x', n)})) > 0`;
  return `WITH p AS (SELECT user_id AS u, MIN("at") FILTER (WHERE page = '${START_PAGE}') AS t0, ${list} FILTER (WHERE page = '${RETURN_PAGE}') AS c
  FROM ${table} WHERE page IN ('${START_PAGE}', '${RETURN_PAGE}') GROUP BY 1)
SELECT COUNT(*) AS size, ${POINTS.map((n, i) => `COUNT(CASE WHEN ${any(n)} THEN 1 END) AS r${i + 1}`).join(', ')} FROM p WHERE ${RANGE}`;
}

export const byHand = (store: StoreName, table: TableName): Record<string, string> => ({
  'self-join': selfJoin(table),
  'join of starts': joinOfStarts(table),
  LATERAL: lateral(table),
  arrays: arrays(store, table),
});
