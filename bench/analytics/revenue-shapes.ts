/** Revenue by day of Berlin over four weeks: hours as Plumbline asks and keeps them, and days as they are written by hand. */
import { buildSlices } from '../../src/kpi/sql';
import { DAY, START, type StoreName, type TableName } from './data';
import type { Answer } from './stores';

const HOUR = DAY / 24;
/** Midnight of Berlin is 23:00 UTC all January. */
export const FROM = START + DAY - HOUR;
export const TO = FROM + 28 * DAY;

export function ours(dialect: StoreName, table: TableName): string {
  const built = buildSlices({
    ...{ dialect, relation: { table }, time: 'at', timeType: 'instant', groups: [], filters: [] },
    runs: [{ startMs: FROM, endMs: TO, stepMs: HOUR }],
    aggregates: [{ name: 'revenue', of: { kind: 'sum', value: { field: 'amount' } }, where: [] }],
  });
  if (!built.ok) {
    throw new Error(built.diagnostics[0].message);
  }
  return built.value.text;
}

const RANGE = `"at" >= '2026-01-01 23:00:00+00' AND "at" < '2026-01-29 23:00:00+00'`;
const DAYS_OF = `(SELECT g::timestamp AT TIME ZONE 'Europe/Berlin' AS d, (g + interval '1 day')::timestamp AT TIME ZONE 'Europe/Berlin' AS e
  FROM generate_series(timestamp '2026-01-02', timestamp '2026-01-29', interval '1 day') AS t(g)) days`;

export const byHand = (table: TableName): Record<string, string> => ({
  date_trunc: `SELECT date_trunc('day', "at" AT TIME ZONE 'Europe/Berlin') AS day, SUM(amount) AS revenue FROM ${table} WHERE ${RANGE} GROUP BY 1`,
  'self-join': `SELECT d AS day, SUM(amount) AS revenue FROM ${DAYS_OF} LEFT JOIN ${table} ON "at" >= d AND "at" < e GROUP BY 1`,
  LATERAL: `SELECT d AS day, revenue FROM ${DAYS_OF}, LATERAL (SELECT SUM(amount) AS revenue FROM ${table} WHERE "at" >= d AND "at" < e) x`,
});

/** Days' sums in cents, ascending by day; ours are made of hours. */
export function comparable(rows: Answer): string[] {
  const days = new Map<number, number>();
  for (const row of rows) {
    const at = row.bucket === undefined ? Date.parse(String(row.day)) : Math.floor((Number(row.bucket) + HOUR) / DAY);
    days.set(at, (days.get(at) ?? 0) + Number(row.revenue));
  }
  return [...days].sort(([a], [b]) => a - b).map(([, sum]) => sum.toFixed(2));
}
