/** The real data of ../shared/data as rows, with an instant for each that does not depend on chance. */
import fs from 'node:fs';
import path from 'node:path';
import { SHARED } from '../setup/needs';
import type { Engine, Row, Table } from '../engines';

const DAY_MS = 24 * 60 * 60 * 1000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'June', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A fraction in [0, 1) that looks random and is always the same for the same n. */
const scatter = (n: number) => ((n * 2654435761) % 4294967296) / 4294967296;

export const SHOPPERS_FROM = Date.UTC(2025, 0, 1);
export const SHOPPERS_TO = Date.UTC(2026, 0, 1);
export const shoppersTable: Table = {
  name: 'sessions',
  columns: { session_id: 'integer', started_at: 'timestamptz', visitor_type: 'text', purchased: 'boolean' },
};

/** One row a web session: 12,330, of which 1,908 bought. The file knows the month; each gets an instant within it, in 2025. */
export function shoppersRows(): Row[] {
  const [header, ...lines] = fs
    .readFileSync(path.join(SHARED, 'data/online_shoppers_intention.csv'), 'utf8')
    .trim()
    .split(/\r?\n/);
  const at = Object.fromEntries((header as string).split(';').map((name, index) => [name, index]));
  return lines.map((line, index) => {
    const cells = line.split(';');
    const month = MONTHS.indexOf(cells[at.Month as number] as string);
    const start = Date.UTC(2025, month, 1);
    const started = Math.floor(start + scatter(index) * (Date.UTC(2025, month + 1, 1) - start));
    return {
      session_id: index,
      started_at: started,
      visitor_type: cells[at.VisitorType as number] as string,
      purchased: cells[at.Revenue as number] === 'TRUE',
    };
  });
}

export const CDNOW_FROM = Date.UTC(1996, 11, 31);
export const CDNOW_TO = Date.UTC(1998, 6, 2);
export const cdnowTable: Table = {
  name: 'purchases',
  columns: { customer_id: 'text', bought_at: 'timestamptz', dollars: 'numeric' },
};

/** Every purchase: 69,659, 2,500,315.63 dollars. The file knows the day; each gets an instant within it (UTC). */
export function cdnowRows(): Row[] {
  const lines = fs.readFileSync(path.join(SHARED, 'data/CDNOW_master.txt'), 'utf8').trim().split(/\r?\n/);
  return lines.map((line, index) => {
    const [customer, day, , dollars] = line.trim().split(/\s+/) as [string, string, string, string];
    const midnight = Date.UTC(Number(day.slice(0, 4)), Number(day.slice(4, 6)) - 1, Number(day.slice(6, 8)));
    return {
      customer_id: customer,
      bought_at: midnight + Math.floor(scatter(index) * DAY_MS),
      dollars: Number(dollars),
    };
  });
}

/** Contracts for the real data; `dialect` and zone are what the tests vary. */
export function realDefinitions(dialect: Engine['dialect'], timeZone = 'UTC'): string {
  return `
apiVersion: plumbline/v1
kind: Source
metadata: { name: real-db }
spec: { dialect: ${dialect}, grafana: { uid: real-db }, lateness: 10m }
---
apiVersion: plumbline/v1
kind: KPI
metadata: { name: session-conversion, displayName: Conversion per session }
spec:
  area: shop
  owner: { team: growth }
  unit: ratio
  timeZone: ${timeZone}
  measure:
    ratio:
      numerator:   { source: real-db, table: sessions, time: started_at, count: rows, where: [ { field: purchased, is: true } ] }
      denominator: { source: real-db, table: sessions, time: started_at, count: rows }
  segments: [ { name: visitor_type, field: visitor_type } ]
---
apiVersion: plumbline/v1
kind: KPI
metadata: { name: revenue }
spec:
  area: shop
  owner: { team: finance }
  unit: currency:USD
  timeZone: ${timeZone}
  measure: { sum: { source: real-db, table: purchases, time: bought_at, value: dollars } }
`;
}
