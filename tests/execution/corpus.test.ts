/** One corpus of definitions through all stages, on all engines, against oracles that add rows up by hand. */
import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runQuery } from '../../src/hosts/run';
import { parseDefinitions, type Grain, type KpiQuery, type Result } from '../../src/kpi';
import { openEngines, type Engine, type Row, type Table } from '../engines';
import { engineTransport } from './engine-transport';

const CORPUS = fs.readFileSync(path.resolve(__dirname, '../corpus/shop.yaml'), 'utf8');
const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'] as const;
const HOUR = 3_600_000;
/** Weeks around the changes of clocks in spring and autumn, in all of the zones. */
const FROM = Date.UTC(2026, 2, 1, 5, 17, 23);
const TO = Date.UTC(2026, 3, 12, 11, 3, 44);
const NOW = TO + 90 * HOUR;

const ordersTable: Table = {
  name: 'orders',
  columns: { at: 'timestamptz', device: 'text', state: 'text', amount: 'numeric' },
};
const eventsTable: Table = {
  name: 'events',
  columns: { at: 'timestamptz', device: 'text', person: 'text', page: 'text' },
};

interface Order extends Row {
  at: number;
  device: string | null;
  state: string | null;
  amount: number;
}

const order = fc.record({
  at: fc.oneof(
    fc.integer({ min: FROM - HOUR, max: TO + HOUR }),
    // Close to the changes: Berlin 2026-03-29, New York 03-08, Lord Howe 04-04 (UTC).
    fc
      .constantFrom(Date.UTC(2026, 2, 29), Date.UTC(2026, 2, 8), Date.UTC(2026, 3, 4), FROM, TO)
      .chain((near) => fc.integer({ min: near - 30, max: near + 30 * HOUR }).map((ms) => Math.min(ms, TO + 10))),
    fc.constantFrom(FROM, FROM - 1, TO, TO - 1)
  ),
  device: fc.constantFrom('mobile', 'desktop', '', null),
  state: fc.constantFrom('paid', 'open', 'void', 'test', null),
  amount: fc.integer({ min: -5000, max: 100_000 }).map((cents) => cents / 100),
});

const cents = (rows: readonly Order[]) => rows.reduce((sum, row) => sum + Math.round(row.amount * 100), 0);
const inside = (rows: readonly Order[]) => rows.filter((row) => row.at >= FROM && row.at < TO);
const paid = (rows: readonly Order[]) => rows.filter((row) => row.state === 'paid');

let engines: readonly Engine[] = [];
beforeAll(async () => {
  engines = await openEngines();
}, 120_000);
afterAll(() => Promise.all(engines.map((engine) => engine.close())));

function ask(
  engine: Engine,
  query: KpiQuery,
  zone: string = 'UTC',
  context = { fromMs: FROM, toMs: TO, nowMs: NOW }
): Promise<Result> {
  const text = CORPUS.replace(/DIALECT/g, engine.dialect).replace(/ZONE/g, zone);
  const parsed = parseDefinitions([{ file: 'shop.yaml', text }]);
  if (!parsed.ok) {
    throw new Error(parsed.diagnostics.map((d) => `${d.place?.line}: ${d.message}`).join('\n'));
  }
  return runQuery(parsed.value, query, context, engineTransport(engine));
}

const column = (result: Result, name: string) => result.frames[0].fields.find((field) => field.name === name)!.values;
const load = (rows: readonly Order[]) => Promise.all(engines.map((engine) => engine.load(ordersTable, rows)));

describe('the corpus on all engines', () => {
  test('totals equal adding up the rows, and ratios are sum over sum', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(order, { maxLength: 60 }), async (generated) => {
        const rows = generated as Order[];
        await load(rows);
        const all = inside(rows);
        // NULL is not one of the listed states; what `notIn` says of it is SQL's room to decide, and the same on every engine.
        const counted = new Set<unknown>();
        for (const engine of engines) {
          const query = { kpis: ['orders', 'revenue', 'paid-share', 'basket'], view: 'value' } as const;
          const result = await ask(engine, query);
          const of = (name: string, field: string) =>
            result.frames.find((f) => f.name === name)!.fields.find((f) => f.name === field)!.values[0];
          expect(of('paid-share', 'numerator')).toBe(all.length === 0 ? null : paid(all).length);
          expect(of('paid-share', 'denominator')).toBe(all.length === 0 ? null : all.length);
          expect(of('paid-share', 'value')).toBe(all.length === 0 ? null : paid(all).length / all.length);
          const revenue = of('revenue', 'value') as number | null;
          expect(revenue === null ? null : Math.round(revenue * 100)).toBe(all.length === 0 ? null : cents(paid(all)));
          const basket = of('basket', 'value') as number | null;
          expect(basket === null).toBe(all.length < 5);
          expect(Math.abs((basket ?? 0) - (all.length < 5 ? 0 : cents(all) / 100 / all.length))).toBeLessThan(1e-9);
          counted.add(of('orders', 'value'));
        }
        expect(counted.size).toBe(1);
      }),
      { numRuns: 12 }
    );
  }, 180_000);

  test('breakdowns hold every row once, NULL and empty text apart', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(order, { minLength: 1, maxLength: 60 }), async (generated) => {
        const rows = generated as Order[];
        await load(rows);
        const expected = new Map<string | null, number>();
        inside(rows).forEach((row) => expected.set(row.device, (expected.get(row.device) ?? 0) + 1));
        for (const engine of engines) {
          const result = await ask(engine, { kpi: 'paid-share', view: 'breakdown', by: ['device'] });
          const found = new Map(
            column(result, 'device').map((device, i) => [device, column(result, 'denominator')[i]])
          );
          expect(found, engine.dialect).toEqual(expected);
        }
      }),
      { numRuns: 8 }
    );
  }, 120_000);

  test.each(ZONES)(
    'R10 series in %s lose and double nothing at clock changes: every row is in its own bucket',
    async (zone) => {
      const startOf = (ms: number, grain: Grain): number => {
        const at = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
        const date = at.toPlainDate();
        const day =
          grain === '1d' ? date : grain === '1w' ? date.subtract({ days: date.dayOfWeek - 1 }) : date.with({ day: 1 });
        return Math.max(FROM, day.toZonedDateTime(zone).epochMilliseconds);
      };
      await fc.assert(
        fc.asyncProperty(
          fc.array(order, { minLength: 1, maxLength: 40 }),
          fc.constantFrom<Grain>('1d', '1w', '1M'),
          async (generated, grain) => {
            const rows = generated as Order[];
            await load(rows);
            const expected = new Map<number, number>();
            inside(rows).forEach((row) =>
              expected.set(
                startOf(row.at, grain),
                (expected.get(startOf(row.at, grain)) ?? 0) + Math.round(row.amount * 100)
              )
            );
            const counts = new Map<number, number>();
            inside(rows).forEach((row) =>
              counts.set(startOf(row.at, grain), (counts.get(startOf(row.at, grain)) ?? 0) + 1)
            );
            for (const engine of engines) {
              const shares = await ask(engine, { kpi: 'paid-share', view: 'series', grain }, zone);
              const times = column(shares, 'time') as number[];
              const filled = times.filter((_, i) => column(shares, 'value')[i] !== null);
              expect(filled, `${engine.dialect} ${grain}`).toEqual([...counts.keys()].sort((a, b) => a - b));
              const baskets = await ask(engine, { kpi: 'basket', view: 'series', grain }, zone);
              column(baskets, 'value').forEach((value, i) => {
                const n = counts.get(times[i]) ?? 0;
                const wanted = n < 5 ? null : expected.get(times[i])! / 100 / n;
                expect(value === null).toBe(wanted === null);
                expect(Math.abs(((value as number) ?? 0) - (wanted ?? 0))).toBeLessThan(1e-9);
              });
            }
          }
        ),
        { numRuns: 5 }
      );
    },
    180_000
  );

  test('an alert is the value of its last window, on every engine', async () => {
    const rows: Order[] = Array.from({ length: 40 }, (_, i) => ({
      at: TO - i * 20 * 60_000 - 1,
      device: 'mobile',
      state: i % 4 === 0 ? 'paid' : 'open',
      amount: 1,
    }));
    await load(rows);
    for (const engine of engines) {
      const result = await ask(engine, { kpi: 'paid-share', view: 'alert' });
      // 18 orders in six hours, 5 of them paid: 1 + (0.5 − 5/18) / 0.5.
      expect(result.frames[0].fields[0].values[0]).toBeCloseTo(1 + (0.5 - 5 / 18) / 0.5, 12);
    }
  });

  test('a funnel counts the same actors everywhere, says what is open, and compares like with like', async () => {
    const event = (person: string, minute: number, page: string, device = 'mobile') => ({
      at: FROM + minute * 60_000,
      person,
      page,
      device,
    });
    const rows = [
      ...[event('a', 0, 'home'), event('a', 10, 'cart'), event('a', 130, 'receipt')],
      ...[event('b', 5, 'home', 'desktop'), event('b', 15, 'cart', 'desktop'), event('b', 125, 'thanks')],
      ...[event('c', 100, 'home'), event('c', 110, 'cart')],
      ...[event('d', -10, 'home'), event('d', 5, 'cart')],
    ];
    for (const engine of engines) {
      await engine.load(eventsTable, rows);
      const context = { fromMs: FROM, toMs: FROM + 2 * HOUR, nowMs: FROM + 3 * HOUR };
      const result = await ask(
        engine,
        { kpi: 'purchase', view: 'funnel', by: ['device'], compare: 'previous' },
        'UTC',
        context
      );
      const row = (name: string) => column(result, name);
      expect([engine.dialect, row('device'), row('step'), row('count')]).toEqual([
        engine.dialect,
        ['mobile', 'mobile', 'mobile', 'desktop', 'desktop', 'desktop'],
        ['Visit', 'Cart', 'Buy', 'Visit', 'Cart', 'Buy'],
        [2, 2, 0, 1, 1, 1],
      ]);
      expect(row('medianSeconds')).toEqual([null, 600, null, null, 600, 110 * 60]);
      expect(row('fromPrevious')).toEqual([null, 1, 0, null, 1, 1]);
      expect(row('compareCount')).toEqual([1, 1, 0, null, null, null]);
      expect(result.notices.map((n) => n.code)).toEqual(['PL4008', 'PL4016']);
      expect(result.notices[0].message).toBe('1 entry is still open, of 3 in Purchase.');
      expect(result.frames[0].meta).toMatchObject({ openEntries: 1, entry: 'any', window: '2h' });
      const nobody = await ask(engine, { kpi: 'purchase', view: 'funnel' }, 'UTC', {
        ...context,
        fromMs: FROM - 20 * HOUR,
        toMs: FROM - 19 * HOUR,
      });
      expect([nobody.status, column(nobody, 'count'), nobody.notices[0].code]).toEqual(['nodata', [], 'PL4001']);
    }
  }, 60_000);
});
