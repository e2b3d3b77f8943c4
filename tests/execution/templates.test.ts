/** Every template, as `plumbline new` writes it, on every engine that is here, beside rows counted by hand. */
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runQuery } from '../../src/hosts/run';
import { parseDefinitions, type DefinitionSet, type KpiQuery, type Result } from '../../src/kpi';
import { newDefinition, TEMPLATES } from '../../src/kpi/templates';
import { Random } from '../../demo/shop/random';
import { ALL_ENGINES, missingFor, openEngines, type Engine, type Row } from '../engines';
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

const DAY = 24 * 3_600_000;

/** People who sign up around the range, some twice, and are active now and then for six weeks. */
function signUps(people: number): Row[] {
  const random = new Random('retention', people);
  return Array.from({ length: people }, (_, i) => i).flatMap((i) => {
    const start = random.int(FROM - 2 * DAY, TO + DAY);
    const row = (name: string, at: number): Row => ({ at, received_at: at, user_id: `p${i}`, name, plan: 'free' });
    const again = random.chance(0.2) ? [row('signed_up', start + random.int(0, 5 * DAY))] : [];
    const visits = Array.from({ length: random.int(0, 25) }, () => row('active', start + random.int(0, 42 * DAY)));
    // Just before, at and after the edges of day 30.
    const edge = Temporal.Instant.fromEpochMilliseconds(start)
      .toZonedDateTimeISO(ZONE)
      .startOfDay()
      .add({ days: 30 + random.int(0, 1) }).epochMilliseconds;
    return [row('signed_up', start), ...again, ...visits, row('active', edge - random.int(0, 1))];
  });
}

function retained(rows: readonly Row[], nowMs: number): number | null {
  const dayOf = (at: number) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(ZONE).toPlainDate();
  let [size, back] = [0, 0];
  for (const user of new Set(rows.map((row) => row.user_id))) {
    const own = rows.filter((row) => row.user_id === user && Number(row.at) < nowMs);
    const starts = own.filter(({ name }) => name === 'signed_up').map(({ at }) => Number(at));
    const start = Math.min(...starts);
    if (starts.length === 0 || start < FROM || start >= TO) {
      continue;
    }
    const day = dayOf(start).add({ days: 30 });
    if (day.add({ days: 1 }).toZonedDateTime(ZONE).epochMilliseconds > nowMs) {
      continue;
    }
    size++;
    back += own.some(({ name, at }) => name === 'active' && dayOf(Number(at)).equals(day)) ? 1 : 0;
  }
  return size === 0 ? null : back / size;
}

describe.each(ALL_ENGINES.map((name) => [name]))('templates on %s', (name) => {
  const missing = missingFor(name);
  if (missing !== undefined) {
    test.skip(`skipped, ${missing} is missing here`, () => undefined);
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

  test('retention on day 30 in the zone’s days, of those whose day 30 is over', async () => {
    const events = WORLDS[0].tables.find(({ table }) => table.name === 'events')!.table;
    for (const people of [0, 1, 40, 90]) {
      const rows = signUps(people);
      await engine.load(events, rows);
      for (const nowMs of [TO + 40 * DAY, FROM + 33.3 * DAY, FROM + 20 * DAY]) {
        const result = await ask('retention-d30', { view: 'value' }, { ...CONTEXT, nowMs });
        const wanted = retained(rows, nowMs);
        expectNumber(
          column(result, 'value')[0] ?? null,
          wanted,
          `${people} people at ${new Date(nowMs).toISOString()}`
        );
      }
    }
  });

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
