/**
 * The same board as a good engineer writes it with Grafana's own panels: a statement a panel, two numbers of one table in one statement, no
 * look at a row that the time does not need. Prices and targets are written into the queries. What ours does besides (intervals of
 * coverage, states, prognoses, median times) is left out, in its favour.
 */
import { runQueries, type WorkbenchSource } from '../../demo/server/ds-query';
import type { DataSourceQuery } from '../../demo/server/request';

const DAY = 86_400_000;
const MINUTE = 60_000;
const iso = (ms: number) => `timestamptz '${new Date(ms).toISOString()}'`;
const within = (column: string, fromMs: number, toMs: number) =>
  `${column} >= ${iso(fromMs)} AND ${column} < ${iso(toMs)}`;

type Written = { readonly panel: string } & (
  { readonly sql: string } | { readonly expr: string; readonly stepMs?: number }
);

/** Now and as long before, of one table in one statement. */
const twice = (panel: string, value: string, table: string, time: string, now: number): Written => ({
  panel,
  sql: `SELECT ${value.replaceAll('$when', within(time, now - DAY, now))} AS now, ${value.replaceAll('$when', within(time, now - 2 * DAY, now - DAY))} AS before
        FROM ${table} WHERE ${within(time, now - 2 * DAY, now)}`,
});

/** A point an hour, now and as long before. */
const hourly = (panel: string, value: string, table: string, time: string, now: number): Written => ({
  panel,
  sql: `SELECT date_trunc('hour', ${time}) AS "time", ${value} AS value FROM ${table} WHERE ${within(time, now - 2 * DAY, now)} GROUP BY 1 ORDER BY 1`,
});

/** A counter, and which of its series are good and all. */
type Counters = readonly [metric: string, good: string, all: string];
const share = ([metric, good, all]: Counters, span: string, offset = '') =>
  `sum(increase(${metric}{${good}}[${span}]${offset})) / sum(increase(${metric}{${all}}[${span}]${offset}))`;
const CHECKOUT: Counters = ['checkout_requests_total', 'outcome="ok"', ''];
const PAYMENT: Counters = ['payments_total', 'outcome="ok"', 'outcome=~"ok|error"'];

function funnel(panel: string, fromMs: number, toMs: number): Written {
  const steps = [
    "page IN ('home','landing')",
    "page = 'product'",
    "page = 'cart'",
    "page = 'checkout'",
    "page = 'confirmation'",
  ];
  const ctes = steps.map((step, i) =>
    i === 0
      ? `s0 AS (SELECT user_id, min(at) AS at FROM events WHERE ${step} AND ${within('at', fromMs, toMs)} GROUP BY 1)`
      : `s${i} AS (SELECT e.user_id, min(e.at) AS at FROM s${i - 1} p JOIN events e ON e.user_id = p.user_id AND e.at >= p.at AND e.at <= p.at + interval '7 days'
          WHERE ${step} AND e.at < ${iso(toMs)} GROUP BY 1)`
  );
  return {
    panel,
    sql: `WITH ${ctes.join(', ')} ${steps.map((_, i) => `SELECT ${i} AS step, count(*) AS n FROM s${i}`).join(' UNION ALL ')}`,
  };
}

/** Every question of the board as at `now`. */
export function handWritten(now: number): Written[] {
  const money = 'sum(amount) FILTER (WHERE $when)';
  const bought = 'count(*) FILTER (WHERE purchased AND $when)::float8 / nullif(count(*) FILTER (WHERE $when), 0)';
  const left = (target: number, span: string, of: Counters) => `1 - (1 - ${share(of, span)}) / ${1 - target}`;
  const burn = (target: number, of: Counters) => `(1 - ${share(of, '1h')}) / ${1 - target}`;
  return [
    twice('How much money came in?', money, 'orders', 'ordered_at', now),
    twice('How many sessions end in an order?', bought, 'sessions', 'started_at', now),
    { panel: 'Do checkouts work?', expr: share(CHECKOUT, '1d') },
    { panel: 'Do checkouts work?', expr: share(CHECKOUT, '1d', ' offset 1d') },
    { panel: 'Do payments go through?', expr: share(PAYMENT, '1d') },
    { panel: 'Do payments go through?', expr: share(PAYMENT, '1d', ' offset 1d') },
    hourly('Is revenue on its usual course?', 'sum(amount)', 'orders', 'ordered_at', now),
    hourly('Does conversion hold?', 'avg(purchased::int)', 'sessions', 'started_at', now),
    {
      panel: 'What did each day bring in?',
      sql: `SELECT date_trunc('day', ordered_at AT TIME ZONE 'Europe/Berlin') AS day, sum(amount) AS value FROM orders
            WHERE ${within('ordered_at', now - 14 * DAY, now)} GROUP BY 1 ORDER BY 1`,
    },
    funnel('Where do shoppers leave?', now - DAY, now),
    funnel('Where do shoppers leave?', now - 2 * DAY, now - DAY),
    { panel: 'Do we keep our promises?', expr: left(0.99, '30d', CHECKOUT) },
    { panel: 'Do we keep our promises?', expr: burn(0.99, CHECKOUT) },
    { panel: 'Do we keep our promises?', expr: left(0.985, '7d', CHECKOUT) },
    { panel: 'Do we keep our promises?', expr: left(0.98, '30d', PAYMENT) },
    { panel: 'Do we keep our promises?', expr: burn(0.98, PAYMENT) },
    {
      panel: 'Do we keep our promises?',
      expr: `(${left(0.99, '30d', CHECKOUT)} + 2 * (${left(0.98, '30d', PAYMENT)})) / 3`,
    },
    {
      panel: 'Do we keep our promises?',
      sql: `SELECT avg((sum >= 360)::int) AS kept FROM (SELECT date_trunc('hour', ordered_at) AS hour, sum(amount) FROM orders
            WHERE ${within('ordered_at', now - 30 * DAY, now)} AND extract(hour FROM ordered_at AT TIME ZONE 'Europe/Berlin') BETWEEN 9 AND 21 GROUP BY 1) h`,
    },
    {
      panel: 'What went wrong lately?',
      sql: `SELECT started_at, ended_at, title, service, severity, link FROM incidents
            WHERE started_at < ${iso(now)} AND (ended_at IS NULL OR ended_at >= ${iso(now - DAY)}) ORDER BY started_at DESC`,
    },
    { panel: 'What do failed payments cost?', expr: `54.20 * sum(increase(payments_total{outcome="error"}[30d]))` },
    { panel: 'What do failed payments cost?', expr: `54.20 * sum(increase(payments_total{outcome="error"}[1h]))` },
    {
      panel: 'Is the data fresh, and does it add up?',
      sql: `SELECT max(ordered_at) AS newest FROM orders WHERE ${within('ordered_at', now - DAY, now)}`,
    },
    {
      panel: 'Is the data fresh, and does it add up?',
      sql: `SELECT max(arrived_at) AS newest FROM usage_events WHERE valid AND ${within('arrived_at', now - DAY, now)}`,
    },
    {
      panel: 'Is the data fresh, and does it add up?',
      sql: `SELECT 1 - (SELECT sum(amount) FROM payments WHERE outcome = 'ok' AND ${within('at', now - DAY, now)}) /
            (SELECT sum(amount) FROM orders WHERE ${within('ordered_at', now - DAY, now)}) AS gap`,
    },
    ...[
      `SELECT started_at, service, version, kind FROM deploys WHERE environment = 'production' AND ${within('started_at', now - DAY, now)}`,
      `SELECT changed_at, flag, variant FROM flags WHERE ${within('changed_at', now - DAY, now)}`,
      `SELECT started_at, ended_at, title FROM incidents WHERE ${within('started_at', now - DAY, now)}`,
      `SELECT started_at, ended_at, title FROM promotions WHERE ${within('started_at', now - DAY, now)}`,
    ].map((sql) => ({ panel: 'marks', sql })),
    // Ours tells of versions that appear and of alerts that fire as well.
    { panel: 'marks', expr: 'max_over_time(ALERTS{alertstate="firing"}[1d])' },
    { panel: 'marks', expr: 'changes(shop_build_info[1d])' },
  ];
}

/** Asks them all, each as a panel of its own would. Resolves with what failed. */
export async function drawByHand(sources: ReadonlyMap<string, WorkbenchSource>, now: number): Promise<string[]> {
  const answers = await Promise.all(
    handWritten(now).map(async (written) => {
      const [uid, body] =
        'sql' in written
          ? ['shop-db', { rawSql: written.sql, format: 'table', rawQuery: true }]
          : ['prometheus', { expr: written.expr, instant: true, range: false, format: 'time_series' }];
      const query = { refId: 'A', datasource: { uid }, intervalMs: MINUTE, ...body } as unknown as DataSourceQuery;
      const { body: answer } = await runQueries(
        sources,
        { queries: [query], range: { fromMs: now - DAY, toMs: now } },
        { signal: new AbortController().signal }
      );
      return answer.results.A.error === undefined ? [] : [`${written.panel}: ${answer.results.A.error}`];
    })
  );
  return answers.flat();
}
