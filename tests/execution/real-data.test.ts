/** The real data through text → plan → engine → result: exact totals on every engine, in four zones. */
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runQuery } from '../../src/hosts/run';
import { parseDefinitions, sliceStore, type DefinitionSet, type KpiQuery, type Result } from '../../src/kpi';
import { openEngines, type Engine } from '../engines';
import {
  CDNOW_FROM,
  CDNOW_TO,
  cdnowRows,
  cdnowTable,
  realDefinitions,
  SHOPPERS_FROM,
  SHOPPERS_TO,
  shoppersRows,
  shoppersTable,
} from '../real/data';
import { describeWith, hasShared } from '../setup/needs';
import { engineTransport } from './engine-transport';

const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'];
const NOW = Date.UTC(2026, 10, 23, 12, 0, 34);

function definitions(engine: Engine, zone = 'UTC'): DefinitionSet {
  const parsed = parseDefinitions([{ file: 'real.yaml', text: realDefinitions(engine.dialect, zone) }]);
  if (!parsed.ok) {
    throw new Error(parsed.diagnostics[0].message);
  }
  return parsed.value;
}

const values = (result: Result, field: string, frame = 0) =>
  result.frames[frame].fields.find((f) => f.name === field)!.values;

/** Start of the bucket that holds `ms`, by Temporal. */
function startOf(zone: string, grain: '1d' | '1w' | '1M', ms: number): number {
  const local = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate();
  const day =
    grain === '1d' ? local : grain === '1w' ? local.subtract({ days: local.dayOfWeek - 1 }) : local.with({ day: 1 });
  return day.toZonedDateTime(zone).epochMilliseconds;
}

describeWith('../shared', hasShared, 'real data on every engine', () => {
  let engines: readonly Engine[] = [];
  const purchases = hasShared ? cdnowRows() : [];

  beforeAll(async () => {
    engines = await openEngines('America/New_York');
    for (const engine of engines) {
      await engine.load(shoppersTable, shoppersRows());
      await engine.load(cdnowTable, purchases);
    }
  }, 300_000);
  afterAll(() => Promise.all(engines.map((engine) => engine.close())));

  const ask = (engine: Engine, query: KpiQuery, fromMs: number, toMs: number, zone = 'UTC', store = sliceStore()) => {
    const transport = engineTransport(engine);
    return runQuery(definitions(engine, zone), query, { fromMs, toMs, nowMs: NOW }, transport, { store });
  };

  test('conversion per session is 1,908 of 12,330', async () => {
    for (const engine of engines) {
      const result = await ask(engine, { kpi: 'session-conversion', view: 'value' }, SHOPPERS_FROM, SHOPPERS_TO);
      expect([engine.dialect, result.status, result.requests]).toEqual([engine.dialect, 'ok', 1]);
      expect(values(result, 'numerator')).toEqual([1908]);
      expect(values(result, 'denominator')).toEqual([12330]);
      expect(values(result, 'value')).toEqual([1908 / 12330]);
      expect(result.notices).toEqual([]);
    }
  });

  test('by visitor type: 1,470 of 10,551, 422 of 1,694, 16 of 85', async () => {
    for (const engine of engines) {
      const query = { kpi: 'session-conversion', view: 'breakdown', by: ['visitor_type'] } as const;
      const result = await ask(engine, query, SHOPPERS_FROM, SHOPPERS_TO);
      expect(result.frames[0].fields.map((f) => [f.name, ...f.values])).toEqual([
        ['visitor_type', 'Returning_Visitor', 'New_Visitor', 'Other'],
        ['value', 1470 / 10551, 422 / 1694, 16 / 85],
        ['numerator', 1470, 422, 16],
        ['denominator', 10551, 1694, 85],
      ]);
      const filtered = await ask(
        engine,
        { kpi: 'session-conversion', view: 'value', filters: { visitor_type: ['Other', 'New_Visitor'] } },
        SHOPPERS_FROM,
        SHOPPERS_TO
      );
      expect(values(filtered, 'denominator')).toEqual([1694 + 85]);
    }
  });

  test('revenue is 2,500,315.63, whatever the zone', async () => {
    for (const engine of engines) {
      for (const zone of ZONES) {
        const result = await ask(engine, { kpi: 'revenue', view: 'value' }, CDNOW_FROM, CDNOW_TO, zone);
        expect(values(result, 'value')[0], `${engine.dialect} ${zone}`).toBeCloseTo(2_500_315.63, 6);
      }
    }
  });

  test.each(['1d', '1w', '1M'] as const)(
    'R10 revenue by %s in four zones: every bucket is the oracle’s, none lost or doubled',
    async (grain) => {
      for (const zone of ZONES) {
        const oracle = new Map<number, number>();
        const starts = new Map<number, number>();
        for (const row of purchases) {
          // Every half hour lies in one bucket, in all four zones.
          const half = Math.floor((row.bought_at as number) / 1_800_000);
          const start = starts.get(half) ?? Math.max(CDNOW_FROM, startOf(zone, grain, half * 1_800_000));
          starts.set(half, start);
          oracle.set(start, (oracle.get(start) ?? 0) + Math.round((row.dollars as number) * 100));
        }
        for (const engine of engines) {
          const result = await ask(engine, { kpi: 'revenue', view: 'series', grain }, CDNOW_FROM, CDNOW_TO, zone);
          const [times, money] = [values(result, 'time') as number[], values(result, 'value') as Array<number | null>];
          const found = new Map(
            times.map((time, i) => [time, money[i]] as const).filter(([, value]) => value !== null)
          );
          const cents = new Map([...found].map(([time, value]) => [time, Math.round(value! * 100)]));
          expect(cents, `${engine.dialect} ${zone} ${grain}`).toEqual(oracle);
          expect([...cents.values()].reduce((a, b) => a + b, 0)).toBe(250_031_563);
        }
      }
    },
    120_000
  );

  test('what is closed is not asked again, and gives the same bits', async () => {
    for (const engine of engines) {
      const store = sliceStore();
      const query = { kpi: 'revenue', view: 'series', grain: '1d' } as const;
      const cold = await ask(engine, query, CDNOW_FROM, CDNOW_TO, 'UTC', store);
      const warm = await ask(engine, query, CDNOW_FROM, CDNOW_TO, 'UTC', store);
      expect([cold.requests, warm.requests]).toEqual([1, 0]);
      expect({ ...warm, requests: 1 }).toEqual(cold);
    }
  });
});
