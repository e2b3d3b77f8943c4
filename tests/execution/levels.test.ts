/** Averages, extremes, quantiles, different values, freshness, rates and accumulated numbers on real engines, against adding up by hand. */
import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runQuery } from '../../src/hosts/run';
import { parseDefinitions, type DefinitionSet, type Grain, type KpiQuery, type Result } from '../../src/kpi';
import { ALL_ENGINES, openEngines, type Engine, type Row, type Table } from '../engines';
import { differentOf, greatestOf, leastOf, meanOf, quantileOf } from '../oracles/levels';
import { engineTransport } from './engine-transport';

const CORPUS = fs.readFileSync(path.resolve(__dirname, '../corpus/levels.yaml'), 'utf8');
const ZONES = ['UTC', 'Europe/Berlin', 'Australia/Lord_Howe'] as const;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Over the changes of clocks in Berlin (29 March) and on Lord Howe (5 April, by half an hour). */
const FROM = Date.UTC(2026, 2, 27, 5, 17, 23);
const TO = Date.UTC(2026, 3, 6, 11, 3, 44);
const NOW = TO + 90 * HOUR;

const table: Table = {
  name: 'calls',
  columns: { id: 'integer', at: 'timestamptz', seen: 'timestamptz', device: 'text', person: 'text', took: 'double' },
};
interface Call extends Row {
  id: number;
  at: number;
  seen: number | null;
  device: string | null;
  person: string | null;
  took: number | null;
}
const call = fc.record({
  at: fc.oneof(
    fc.integer({ min: FROM - 2 * DAY, max: TO + HOUR }),
    fc
      .constantFrom(Date.UTC(2026, 2, 29), Date.UTC(2026, 3, 4, 15), FROM, TO)
      .chain((near) => fc.integer({ min: near - 30, max: near + 30 * HOUR }).map((ms) => Math.min(ms, TO + 10)))
  ),
  late: fc.option(fc.integer({ min: -5000, max: 10 * HOUR }), { nil: null, freq: 4 }),
  device: fc.constantFrom('mobile', 'desktop', '', null),
  person: fc.constantFrom('a', 'A', 'b', 'c', 'd ', 'd', 'é', null),
  // Quarters are exact in every store, and so are their sums.
  took: fc.option(
    fc.integer({ min: -40, max: 400 }).map((n) => n / 4),
    { nil: null, freq: 6 }
  ),
});
const calls = fc
  .array(call, { maxLength: 60 })
  .map((list) =>
    list.map(({ late, ...one }, id): Call => ({ ...one, id, seen: late === null ? null : one.at + late }))
  );

let engines: readonly Engine[] = [];
beforeAll(async () => {
  engines = await openEngines('America/New_York', ALL_ENGINES);
}, 120_000);
afterAll(() => Promise.all(engines.map((engine) => engine.close())));

const parsed = new Map<string, DefinitionSet>();
function definitionsFor(dialect: string, zone: string): DefinitionSet {
  const text = CORPUS.replace(/DIALECT/g, dialect).replace(/ZONE/g, zone);
  const outcome = parsed.has(text) ? undefined : parseDefinitions([{ file: 'levels.yaml', text }]);
  if (outcome && !outcome.ok) {
    throw new Error(outcome.diagnostics.map((d) => `${d.place?.line}: ${d.code} ${d.message}`).join('\n'));
  }
  const set = parsed.get(text) ?? (outcome?.ok ? outcome.value : undefined);
  parsed.set(text, set!);
  return set!;
}
function ask(engine: Engine, query: KpiQuery, zone = 'UTC', context = { fromMs: FROM, toMs: TO, nowMs: NOW }) {
  return runQuery(definitionsFor(engine.dialect, zone), query, context, engineTransport(engine));
}
const column = (result: Result, name: string, frame = 0) =>
  result.frames[frame].fields.find((field) => field.name === name)!.values as Array<number | null>;
const load = (rows: readonly Call[]) => Promise.all(engines.map((engine) => engine.load(table, rows)));

const within = (rows: readonly Call[], from: number, to: number) => rows.filter(({ at }) => at >= from && at < to);
const numbers = (values: ReadonlyArray<number | null>) => values.filter((value): value is number => value !== null);
const tooks = (rows: readonly Call[]) => numbers(rows.map(({ took }) => took));
/** What each KPI is of the rows of a bucket; null where it has none. */
const OF: Readonly<Record<string, (rows: readonly Call[]) => number | null>> = {
  mean: (rows) => meanOf(tooks(rows)),
  fastest: (rows) => leastOf(tooks(rows)),
  slowest: (rows) => greatestOf(tooks(rows.filter(({ device }) => device === 'mobile'))),
  p90: (rows) => quantileOf(tooks(rows), 0.9),
  people: (rows) => (rows.length === 0 ? null : differentOf(rows.map(({ person }) => person))),
  'mobile-share': (rows) => {
    const all = differentOf(rows.map(({ person }) => person));
    const mobile = rows.filter(({ device }) => device === 'mobile');
    return all === 0 ? null : differentOf(mobile.map(({ person }) => person)) / all;
  },
  lag: (rows) => greatestOf(numbers(rows.map(({ at, seen }) => (seen === null ? null : (seen - at) / 1000)))),
};

/** Beginnings of the zone's days, weeks or months that cut [from, to). */
function edgesOf(zone: string, grain: Grain, from: number, to: number): number[] {
  const start = (ms: number): Temporal.PlainDate => {
    const date = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate();
    return grain === '1d' ? date : date.subtract({ days: date.dayOfWeek - 1 });
  };
  const edges = [from];
  for (
    let date = start(from).add({ days: grain === '1d' ? 1 : 7 });
    ;
    date = date.add({ days: grain === '1d' ? 1 : 7 })
  ) {
    const edge = date.toZonedDateTime(zone).epochMilliseconds;
    if (edge >= to) {
      return [...edges, to];
    }
    edges.push(edge);
  }
}

function expectClose(found: ReadonlyArray<number | null>, expected: ReadonlyArray<number | null>, what: string) {
  expect(
    found.map((value) => value === null),
    `${what}: ${JSON.stringify(found)} for ${JSON.stringify(expected)}`
  ).toEqual(expected.map((value) => value === null));
  found.forEach((value, i) => {
    const off = Math.abs((value ?? 0) - (expected[i] ?? 0));
    expect(off, `${what} at ${i}: ${value} for ${expected[i]}`).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(value ?? 0)));
  });
}

describe('levels', () => {
  test('of a range are those of its rows', async () => {
    await fc.assert(
      fc.asyncProperty(calls, async (rows) => {
        await load(rows);
        for (const engine of engines) {
          const result = await ask(engine, { kpis: Object.keys(OF), view: 'value' });
          for (const [name, of] of Object.entries(OF)) {
            const frame = result.frames.findIndex((one) => one.name === name);
            expectClose(column(result, 'value', frame), [of(within(rows, FROM, TO))], `${engine.dialect} ${name}`);
          }
        }
      }),
      { numRuns: 15 }
    );
  }, 240_000);

  test.each(ZONES)(
    'of days and weeks in %s are those of their rows',
    async (zone) => {
      await fc.assert(
        fc.asyncProperty(calls, fc.constantFrom<Grain>('1d', '1w'), async (rows, grain) => {
          await load(rows);
          const edges = edgesOf(zone, grain, FROM, TO);
          for (const engine of engines) {
            for (const [name, of] of Object.entries(OF)) {
              const result = await ask(engine, { kpi: name, view: 'series', grain }, zone);
              const expected = edges.slice(1).map((edge, i) => of(within(rows, edges[i], edge)));
              expect(column(result, 'time')).toEqual(edges.slice(0, -1));
              expectClose(column(result, 'value'), expected, `${engine.dialect} ${name} ${grain}`);
            }
          }
        }),
        { numRuns: 4 }
      );
    },
    240_000
  );

  test('of segments are those of their rows', async () => {
    await fc.assert(
      fc.asyncProperty(calls, async (rows) => {
        await load(rows);
        for (const engine of engines) {
          for (const name of ['mean', 'fastest', 'p90', 'people']) {
            const result = await ask(engine, { kpi: name, view: 'breakdown', by: ['device'] });
            const found = new Map(
              (column(result, 'device') as unknown as Array<string | null>).map((device, i) => [
                device,
                column(result, 'value')[i],
              ])
            );
            const all = within(rows, FROM, TO);
            const devices = [...new Set(all.map(({ device }) => device))];
            expect(new Set(found.keys()), engine.dialect).toEqual(new Set(devices));
            const expected = devices.map((device) => OF[name](all.filter((row) => row.device === device)));
            expectClose(
              devices.map((device) => found.get(device)!),
              expected,
              `${engine.dialect} ${name}`
            );
          }
        }
      }),
      { numRuns: 6 }
    );
  }, 120_000);
});

describe('what reaches beyond its bucket', () => {
  test.each(ZONES)(
    'freshness and accumulated counts in %s',
    async (zone) => {
      await fc.assert(
        fc.asyncProperty(calls, async (rows) => {
          await load(rows);
          const edges = edgesOf(zone, '1d', FROM, TO);
          const ends = edges.slice(1);
          const week = (ms: number) => {
            const date = Temporal.Instant.fromEpochMilliseconds(ms - 1)
              .toZonedDateTimeISO(zone)
              .toPlainDate();
            return date.subtract({ days: date.dayOfWeek - 1 }).toZonedDateTime(zone).epochMilliseconds;
          };
          const age = (end: number) => {
            const newest = greatestOf(within(rows, FROM - DAY, end).map(({ at }) => at));
            return newest === null ? null : (end - newest) / 1000;
          };
          const count = (from: number, to: number) => within(rows, from, to).length || null;
          const expected: Record<string, Array<number | null>> = {
            age: ends.map(age),
            'week-so-far': ends.map((end) => count(week(end), end)),
            'last-three-days': ends.map((end) => count(end - 3 * DAY, end)),
            pace: ends.map((end, i) => {
              const found = within(rows, edges[i], end);
              const sum = tooks(found).reduce((a, b) => a + b, 0);
              return found.length === 0 ? null : sum / ((end - edges[i]) / HOUR);
            }),
          };
          for (const engine of engines) {
            for (const [name, values] of Object.entries(expected)) {
              const result = await ask(engine, { kpi: name, view: 'series', grain: '1d' }, zone);
              expectClose(column(result, 'value'), values, `${engine.dialect} ${name}`);
              const last = await ask(engine, { kpi: name, view: 'value' }, zone);
              const whole = name === 'pace' ? tooks(within(rows, FROM, TO)).reduce((a, b) => a + b, 0) : 0;
              const value =
                name !== 'pace'
                  ? values[values.length - 1]
                  : within(rows, FROM, TO).length === 0
                    ? null
                    : whole / ((TO - FROM) / HOUR);
              expectClose(column(last, 'value'), [value], `${engine.dialect} ${name} value`);
            }
          }
        }),
        { numRuns: 4 }
      );
    },
    240_000
  );

  test('a promise on a quantile judges each time slice by its own rows', async () => {
    await fc.assert(
      fc.asyncProperty(calls, async (rows) => {
        await load(rows);
        const [from, to] = [Math.floor((TO - DAY) / HOUR) * HOUR + HOUR, Math.floor(TO / HOUR) * HOUR];
        const verdicts = Array.from({ length: (to - from) / HOUR }, (_, i) => {
          const value = OF.p90(within(rows, from + i * HOUR, from + (i + 1) * HOUR));
          return value === null ? null : value < 3;
        }).filter((one) => one !== null);
        for (const engine of engines) {
          const result = await ask(engine, { kpi: 'p90', view: 'budget' });
          const expected = verdicts.length === 0 ? null : verdicts.filter(Boolean).length / verdicts.length;
          expectClose(column(result, 'sli'), [expected], engine.dialect);
        }
      }),
      { numRuns: 10 }
    );
  }, 120_000);
});

describe('rows that a join multiplies', () => {
  const tags: Table = { name: 'tags', columns: { call_id: 'integer', tag: 'text' } };
  const rows = [1, 2, 3].map((id): Call => ({ id, at: FROM + id, seen: null, device: null, person: null, took: 1 }));

  test('are refused with how many there were; each with its key they are counted', async () => {
    await load(rows);
    for (const engine of engines) {
      await engine.load(
        tags,
        [1, 2, 3].map((id) => ({ call_id: id, tag: 'a' }))
      );
      const fine = await ask(engine, { kpi: 'keyed', view: 'value' });
      expect([engine.dialect, fine.status, column(fine, 'value')]).toEqual([engine.dialect, 'ok', [3]]);
      await engine.load(
        tags,
        [1, 1, 2, 3].map((id, i) => ({ call_id: id, tag: `${i}` }))
      );
      const result = await ask(engine, { kpi: 'keyed', view: 'value' });
      expect([engine.dialect, result.status, result.frames, result.notices[0].code]).toEqual([
        engine.dialect,
        'error',
        [],
        'PL4030',
      ]);
      expect(result.notices[0].message).toContain('4 rows have only 3 different values of "id"');
    }
  });
});
