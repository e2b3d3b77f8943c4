/** Every template, as `plumbline new` writes it, on every engine that is here, beside rows counted by hand. */
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runQuery } from '../../src/hosts/run';
import { parseDefinitions, type DefinitionSet, type KpiQuery, type Result } from '../../src/kpi';
import { DIALECTS, NOT_SUPPORTED } from '../../src/kpi/sql/dialects';
import { newDefinition, TEMPLATES } from '../../src/kpi/templates';
import { ALL_ENGINES, missingFor, openEngines, type Engine } from '../engines';
import { engineTransport } from './engine-transport';
import { makeWorld, ORACLES, rowsIn, valueOf, type World } from './template-world';

const ZONE = 'Europe/Berlin';
/** Seven days of Berlin around the spring change of clocks; everything is closed. */
const DAYS = Array.from(
  { length: 8 },
  (_, day) => Temporal.PlainDate.from('2026-03-26').add({ days: day }).toZonedDateTime(ZONE).epochMilliseconds
);
const [FROM, TO] = [DAYS[0], DAYS[7]];
const CONTEXT = { fromMs: FROM, toMs: TO, nowMs: TO + 40 * 24 * 3_600_000 };
const WORLDS = [0, 1, 20, 150, 400, 401].map((size) => makeWorld(`world ${size}`, FROM, TO, size));

const definitions = new Map<string, DefinitionSet>();
function definitionsFor(template: string, dialect: Engine['dialect']): DefinitionSet {
  const key = `${template} ${dialect}`;
  const known = definitions.get(key);
  if (known) {
    return known;
  }
  const made = newDefinition({ template, dialect });
  const text = made.ok ? made.value.replace(/timeZone: UTC/g, `timeZone: ${ZONE}`) : '';
  const parsed = parseDefinitions([{ file: 'new.yaml', text }]);
  if (!parsed.ok) {
    throw new Error(parsed.diagnostics.map(({ message }) => message).join('\n'));
  }
  definitions.set(key, parsed.value);
  return parsed.value;
}

const templateOf = (kpi: string) => TEMPLATES.find(({ name }) => kpi.startsWith(name))!.name;
const column = (result: Result, name: string, frame = 0) =>
  result.frames[frame]?.fields.find((field) => field.name === name)?.values ?? [];

function expectNumber(found: unknown, wanted: number | null, what: string): void {
  if (wanted === null) {
    expect(found, what).toBeNull();
  } else {
    expect(found, what).not.toBeNull();
    expect(Math.abs((found as number) - wanted), `${what}: ${String(found)} for ${wanted}`).toBeLessThanOrEqual(
      1e-9 * Math.max(1, Math.abs(wanted))
    );
  }
}

const minutes = (fromMs: number, toMs: number) => (toMs - fromMs) / 60_000;

/** PERCENTILE_CONT. */
function quantile(values: readonly number[], q: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * q;
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return sorted.length === 0 ? null : low + (high - low) * (at - Math.floor(at));
}

const money = (world: World, fromMs: number, toMs: number) => {
  const part = { table: 'payments', time: 'paid_at', where: () => true, of: () => 0 };
  const seen = rowsIn(world, part, fromMs, toMs);
  const cents = seen.filter(({ state }) => state === 'paid').map(({ amount }) => Math.round(Number(amount) * 100));
  return seen.length === 0 ? null : cents.reduce((a, b) => a + b, 0) / 100 / minutes(fromMs, toMs);
};

const arrivals = (world: World, fromMs: number, toMs: number) => {
  const part = { table: 'events', time: 'received_at', where: () => true, of: () => 0 };
  return rowsIn(world, part, fromMs, toMs);
};

describe.each(ALL_ENGINES.map((name) => [name]))('templates on %s', (name) => {
  const missing = missingFor(name);
  if (missing !== undefined) {
    test.skip(`skipped, ${missing} is missing here`, () => undefined);
    return;
  }
  const dialect = ({ MariaDB: 'mysql', ClickHouse: 'clickhouse' } as const)[name as 'MariaDB'] ?? 'postgres';
  if (DIALECTS[dialect] === NOT_SUPPORTED) {
    test.skip(`skipped, the dialect ${dialect} is not written yet`, () => undefined);
    return;
  }
  let engine: Engine;
  beforeAll(async () => {
    [engine] = await openEngines('Asia/Kathmandu', [name]);
  }, 120_000);
  afterAll(() => engine?.close());

  const ask = (kpi: string, query: Omit<KpiQuery, 'kpi'>, context = CONTEXT) =>
    runQuery(definitionsFor(templateOf(kpi), engine.dialect), { kpi, ...query }, context, engineTransport(engine));

  test.each(WORLDS.map((world, i) => [i, world] as const))(
    'world %s: value, days and segments of each are what counting by hand says',
    async (_, world) => {
      for (const { table, rows } of world.tables) {
        await engine.load(table, rows);
      }
      for (const [kpi, oracle] of Object.entries(ORACLES)) {
        const value = await ask(kpi, { view: 'value' });
        expectNumber(column(value, 'value')[0], valueOf(world, oracle, FROM, TO), `${kpi} value`);
        const days = await ask(kpi, { view: 'series', grain: '1d' });
        DAYS.slice(0, -1).forEach((from, i) => {
          const wanted = valueOf(world, oracle, from, DAYS[i + 1]);
          expectNumber(column(days, 'value')[i] ?? null, wanted, `${kpi} day ${i}`);
        });
        const parts = await ask(kpi, { view: 'breakdown', by: [oracle.segment] });
        column(parts, oracle.segment).forEach((segment, i) => {
          const field = oracle.segment;
          const wanted = valueOf(world, oracle, FROM, TO, (row) => row[field] === segment);
          expectNumber(column(parts, 'value')[i], wanted, `${kpi} ${String(segment)}`);
        });
        const segments = new Set(rowsIn(world, oracle.denominator, FROM, TO).map((row) => row[oracle.segment]));
        segments.forEach((segment) => expect(column(parts, oracle.segment)).toContain(segment));
      }
      const revenue = await ask('revenue-per-minute', { view: 'value' });
      expectNumber(column(revenue, 'value')[0], money(world, FROM, TO), 'revenue');
      const daily = await ask('revenue-per-minute', { view: 'series', grain: '1d' });
      DAYS.slice(0, -1).forEach((from, i) =>
        expectNumber(column(daily, 'value')[i] ?? null, money(world, from, DAYS[i + 1]), `revenue day ${i}`)
      );
    },
    120_000
  );

  test.each(WORLDS.map((world, i) => [i, world] as const))('world %s: how fresh and how late', async (_, world) => {
    await engine.load(world.tables.find(({ table }) => table.name === 'events')!.table, world.of('events'));
    const late = (from: number, to: number) =>
      quantile(
        arrivals(world, from, to).map(({ at, received_at }) => (Number(received_at) - Number(at)) / 1000),
        0.95
      );
    const value = await ask('data-freshness-arrival', { view: 'value' });
    expectNumber(column(value, 'value')[0], late(FROM, TO), 'arrival');
    const days = await ask('data-freshness-arrival', { view: 'series', grain: '1d' });
    const fresh = await ask('data-freshness', { view: 'series', grain: '1d' });
    DAYS.slice(0, -1).forEach((from, i) => {
      expectNumber(column(days, 'value')[i] ?? null, late(from, DAYS[i + 1]), `arrival day ${i}`);
      // So far back as `lookback: 1d` before the range.
      const known = arrivals(world, FROM - 24 * 3_600_000, DAYS[i + 1]).map(({ received_at }) => Number(received_at));
      const wanted = known.length === 0 ? null : (DAYS[i + 1] - Math.max(...known)) / 1000;
      expectNumber(column(fresh, 'value')[i] ?? null, wanted, `freshness day ${i}`);
    });
  });
});
