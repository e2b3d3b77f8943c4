/**
 * A funnel of four steps, entry by any start, as it is written by hand: the self-join of all pairs, a LATERAL chain, arrays. Each gives
 * what Plumbline gives: actors by the step they reached, and the medians of the times between steps of each actor's deepest attempt.
 */
import { buildFunnel } from '../../src/kpi/sql';
import { DAY, START, type StoreName, type TableName } from './data';

export const STEPS = ['home', 'search', 'checkout', 'confirmation'] as const;
const UNTIL = "'2026-01-24 00:00:00+00'";

/** Entries of 23 days, a window of 7: every window has ended when the data ends. `loose`: like windowFunnel. */
export function ours(dialect: StoreName, table: TableName, ties: 'strict' | 'loose' = 'strict'): string {
  const built = buildFunnel({
    ...{ dialect, relation: { table }, time: 'at', timeType: 'instant', actor: 'user_id', entry: 'any', ties },
    ...{ fromMs: START, toMs: START + 23 * DAY, asOfMs: START + 31 * DAY, windowMs: 7 * DAY, groups: [], filters: [] },
    steps: STEPS.map((page) => ({ where: [{ op: 'is', field: 'page', value: page }] })),
  });
  if (!built.ok) {
    throw new Error(built.diagnostics[0].message);
  }
  return built.value.text;
}

const LEVEL = 'CASE WHEN t4 IS NOT NULL THEN 4 WHEN t3 IS NOT NULL THEN 3 WHEN t2 IS NOT NULL THEN 2 ELSE 1 END';
const NS = [1, 2, 3, 4].map((k) => `COUNT(CASE WHEN l >= ${k} THEN 1 END) AS n${k}`).join(', ');
const ms = (store: StoreName, k: number) =>
  store === 'postgres'
    ? `EXTRACT(EPOCH FROM t${k} - t${k - 1}) * 1000`
    : `epoch_us(t${k}) / 1000.0 - epoch_us(t${k - 1}) / 1000.0`;

const counted = (
  store: StoreName
) => `best AS (SELECT DISTINCT ON (u) *, ${LEVEL} AS l FROM lv ORDER BY u, ${LEVEL} DESC, t1)
SELECT ${NS}, ${[2, 3, 4].map((k) => `PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY ${ms(store, k)}) AS m${k}`).join(', ')} FROM best`;

const WEEK = "interval '168 hours'";
const starts = `a.page = 'home' AND a."at" >= '2026-01-01 00:00:00+00' AND a."at" < ${UNTIL}`;

function selfJoin(store: StoreName, table: TableName): string {
  const join = (me: string, before: string, k: number) => `LEFT JOIN ${table} ${me} ON ${me}.user_id = ${before}.user_id
    AND ${me}.page = '${STEPS[k]}' AND ${me}."at" > ${before}."at" AND ${me}."at" <= a."at" + ${WEEK}`;
  return `WITH lv AS (SELECT a.user_id AS u, a."at" AS t1, MIN(b."at") AS t2, MIN(c."at") AS t3, MIN(d."at") AS t4 FROM ${table} a
  ${join('b', 'a', 1)}\n  ${join('c', 'b', 2)}\n  ${join('d', 'c', 3)}
  WHERE ${starts} GROUP BY 1, 2),\n${counted(store)}`;
}

function lateral(store: StoreName, table: TableName): string {
  const first = (
    as: string,
    k: number,
    after: string
  ) => `LEFT JOIN LATERAL (SELECT MIN(e."at") AS t${k} FROM ${table} e
    WHERE e.user_id = a.user_id AND e.page = '${STEPS[k - 1]}' AND e."at" > ${after} AND e."at" <= a."at" + ${WEEK}) ${as} ON TRUE`;
  return `WITH lv AS (SELECT a.user_id AS u, a."at" AS t1, b.t2, c.t3, d.t4 FROM ${table} a
  ${first('b', 2, 'a."at"')}\n  ${first('c', 3, 'b.t2')}\n  ${first('d', 4, 'c.t3')}
  WHERE ${starts}),\n${counted(store)}`;
}

const RANGE = `"at" >= '2026-01-01 00:00:00+00' AND "at" < '2026-02-01 00:00:00+00'`;

function arraysPostgres(table: TableName): string {
  const list = (k: number, more = '') =>
    `ARRAY_AGG("at" ORDER BY "at") FILTER (WHERE page = '${STEPS[k]}'${more}) AS a${k + 1}`;
  const first = (k: number) =>
    `LATERAL (SELECT MIN(x) AS t${k} FROM unnest(a${k}) AS x WHERE x > t${k - 1} AND x <= t1 + ${WEEK}) AS f${k}`;
  return `WITH p AS (SELECT user_id AS u, ${list(0, ` AND "at" < ${UNTIL}`)}, ${[1, 2, 3].map((k) => list(k)).join(', ')}
  FROM ${table} WHERE ${RANGE} AND page IN ('${STEPS.join("', '")}') GROUP BY 1),
lv AS (SELECT u, t1, t2, t3, t4 FROM p, unnest(a1) AS t1, ${[2, 3, 4].map(first).join(', ')}),\n${counted('postgres')}`;
}

function arraysDuckdb(table: TableName): string {
  const list = (k: number, more = '') =>
    `list("at" ORDER BY "at") FILTER (WHERE page = '${STEPS[k]}'${more}) AS a${k + 1}`;
  const first = (k: number) =>
    `x${k} AS (SELECT *, list_min(list_filter(a${k}, lambda x: x > t${k - 1} AND x <= t1 + ${WEEK})) AS t${k} FROM x${k - 1})`;
  return `WITH p AS (SELECT user_id AS u, ${list(0, ` AND "at" < ${UNTIL}`)}, ${[1, 2, 3].map((k) => list(k)).join(', ')}
  FROM ${table} WHERE ${RANGE} AND page IN ('${STEPS.join("', '")}') GROUP BY 1),
x1 AS (SELECT *, unnest(a1) AS t1 FROM p),\n${[2, 3, 4].map(first).join(',\n')},
lv AS (SELECT u, t1, t2, t3, t4 FROM x4),\n${counted('duckdb')}`;
}

/** windowFunnel says how deep each actor came, and no times. */
const windowFunnel = (table: TableName) => `SELECT ${NS} FROM (SELECT user_id,
  windowFunnel(${7 * DAY})(toUInt64(toUnixTimestamp64Milli(at)), page = 'home' AND at < toDateTime64('2026-01-24 00:00:00', 3, 'UTC'), ${STEPS.slice(
    1
  )
    .map((page) => `page = '${page}'`)
    .join(', ')}) AS l
  FROM ${table} WHERE page IN ('${STEPS.join("', '")}') GROUP BY user_id)`;

export function byHand(store: StoreName, table: TableName): Record<string, string> {
  if (store === 'clickhouse') {
    return { windowFunnel: windowFunnel(table) };
  }
  return {
    'self-join': selfJoin(store, table),
    LATERAL: lateral(store, table),
    arrays: store === 'postgres' ? arraysPostgres(table) : arraysDuckdb(table),
  };
}
