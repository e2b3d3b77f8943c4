/** Comparisons, contributions and the rest on real stores, against adding rows up by hand. */
import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runQuery } from '../../src/hosts/run';
import { parseDefinitions, type KpiQuery, type Result } from '../../src/kpi';
import { comparedRange, COMPARISONS } from '../../src/kpi/calendar';
import { openEngines, type Engine, type Row, type Table } from '../engines';
import { engineTransport } from './engine-transport';

const CORPUS = fs.readFileSync(path.resolve(__dirname, '../corpus/shop.yaml'), 'utf8');
const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'] as const;
const HOUR = 3_600_000;
const FROM = Date.UTC(2026, 2, 1, 5, 17, 23);
const TO = Date.UTC(2026, 3, 12, 11, 3, 44);

const table: Table = {
  name: 'orders',
  columns: { at: 'timestamptz', device: 'text', state: 'text', amount: 'numeric' },
};
interface Order extends Row {
  at: number;
  device: string | null;
  state: string | null;
  amount: number;
}

let engines: readonly Engine[] = [];
beforeAll(async () => {
  engines = await openEngines();
}, 120_000);
afterAll(() => Promise.all(engines.map((engine) => engine.close())));

function ask(engine: Engine, zone: string, query: KpiQuery): Promise<Result> {
  const text = CORPUS.replace(/DIALECT/g, engine.dialect).replace(/ZONE/g, zone);
  const parsed = parseDefinitions([{ file: 'shop.yaml', text }]);
  if (!parsed.ok) {
    throw new Error(parsed.diagnostics.map((d) => `${d.place?.line}: ${d.message}`).join('\n'));
  }
  return runQuery(parsed.value, query, { fromMs: FROM, toMs: TO, nowMs: TO + 90 * HOUR }, engineTransport(engine));
}

const cents = (rows: readonly Order[]) => rows.reduce((sum, row) => sum + Math.round(row.amount * 100), 0) / 100;
const paid = (rows: readonly Order[]) => rows.filter((row) => row.state === 'paid');
/** Null where there are no rows; rows of which none is paid are no revenue. */
const FIGURES = {
  revenue: (rows: readonly Order[]) => (rows.length === 0 ? null : cents(paid(rows))),
  'paid-share': (rows: readonly Order[]) => (rows.length === 0 ? null : paid(rows).length / rows.length),
} as const;

describe('comparisons on PGlite, SQLite and DuckDB', () => {
  test('value, previous, contributions and the rest equal the rows of both periods', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...COMPARISONS),
        fc.constantFrom(...ZONES),
        fc.constantFrom('revenue' as const, 'paid-share' as const),
        fc.array(
          fc.record({
            early: fc.boolean(),
            place: fc.integer({ min: -2, max: 1002 }),
            device: fc.constantFrom('mobile', 'desktop', 'tv', 'watch', '', null),
            state: fc.constantFrom('paid', 'open'),
            amount: fc.integer({ min: 0, max: 100_000 }).map((n) => n / 100),
          }),
          { minLength: 5, maxLength: 60 }
        ),
        fc.integer({ min: 1, max: 6 }),
        async (compare, zone, kpi, drawn, limit) => {
          const earlier = comparedRange(zone, compare, FROM, TO);
          // Also just before, at and just behind the ends of both periods.
          const rows = drawn.map(({ early, place, ...rest }): Order => {
            const { fromMs, toMs } = early ? earlier : { fromMs: FROM, toMs: TO };
            const at =
              place < 0
                ? fromMs + place + 1
                : place > 1000
                  ? toMs + place - 1002
                  : fromMs + Math.floor(((toMs - fromMs - 1) * place) / 1000);
            return { ...rest, at };
          });
          await Promise.all(engines.map((engine) => engine.load(table, rows)));
          const within = (fromMs: number, toMs: number, of = rows) => of.filter(({ at }) => at >= fromMs && at < toMs);
          const [now, before] = [within(FROM, TO), within(earlier.fromMs, earlier.toMs)];
          const figure = FIGURES[kpi];
          for (const engine of engines) {
            const result = await ask(engine, zone, {
              kpi,
              view: 'breakdown',
              by: ['device'],
              compare,
              other: true,
              limit,
            });
            const column = (name: string) => result.frames[0].fields.find((field) => field.name === name)!.values;
            const { otherRow } = result.frames[0].meta as { otherRow?: number };
            const shown = column('device').filter((_, i) => i !== otherRow);
            const isOf = (i: number) => (row: Order) =>
              i === otherRow ? !shown.includes(row.device) : row.device === column('device')[i];
            column('device').forEach((_, i) => {
              expect(column('value')[i], engine.name).toEqual(close(figure(now.filter(isOf(i)))));
              expect(column('previous')[i], engine.name).toEqual(close(figure(before.filter(isOf(i)))));
            });
            const [whole, wholeBefore] = [figure(now), figure(before)];
            const contributions = column('contribution') as Array<number | null>;
            if (whole === null || wholeBefore === null) {
              expect(contributions.every((one) => one === null)).toBe(true);
            } else {
              const sum = contributions.reduce<number>((all, one) => all + one!, 0);
              expect(sum).toBeCloseTo(whole - wholeBefore, 7);
            }
          }
        }
      ),
      { numRuns: 40 }
    );
  }, 300_000);
});

const close = (value: number | null) => (value === null ? null : expect.closeTo(value, 7));
