/** Aggregates that cannot be added up, on every store of this machine, against a slow oracle that sorts and interpolates. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEngines, type ColumnKind, type Engine, type Row } from '../../../tests/engines';
import { countOf, distinctOf, eventsByBucket, maxOf, minOf, quantileOf, sumOf } from '../../../tests/oracles/slices';
import { bucketsOf, timeZoneNames } from '../calendar';
import type { Condition } from '../definition/types';
import { DIALECTS } from './dialects';
import { buildSlices } from './slices';
import type { Aggregate, BucketRun, SliceQuery } from './types';

const MIN = 60_000;
const HOUR = 60 * MIN;
const DAY = 24 * HOUR;
// Clocks in New York jump at 07:00 UTC of this day.
const T0 = Date.UTC(2026, 2, 8, 6);
const OK: readonly Condition[] = [{ op: 'is', field: 'ok', value: true }];
const QUANTILES = ['0.05', '0.25', '0.5', '0.9', '0.95', '0.999'];

let engines: readonly Engine[] = [];
beforeAll(async () => {
  engines = await openEngines();
}, 120_000);
afterAll(() => Promise.all(engines.map((engine) => engine.close())));

const base: SliceQuery = {
  dialect: 'postgres',
  relation: { table: 'sales' },
  time: 'at',
  timeType: 'instant',
  runs: [],
  groups: [],
  filters: [],
  aggregates: [],
};

function ask(query: SliceQuery, engine: Engine): Promise<Row[]> {
  const built = buildSlices({ ...query, dialect: engine.dialect });
  if (!built.ok) {
    throw new Error(built.diagnostics[0].message);
  }
  return engine.run(built.value.text);
}

/** Interpolation may differ in the last bits of a double. */
const rounded = (value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(12)) : value);
const lines = (rows: ReadonlyArray<readonly unknown[]>) => rows.map((row) => JSON.stringify(row.map(rounded))).sort();

const aggregate = (name: string, of: Aggregate, where: readonly Condition[] = OK) => ({ name, of, where });
const quantile = (name: string, q: string, value: Extract<Aggregate, { kind: 'quantile' }>['value'], where = OK) =>
  aggregate(name, { kind: 'quantile', value, q, approximate: false }, where);
const elapsed = { elapsed: { from: 'began', to: 'at' } };

describe('aggregates agree on every store and with the oracle', () => {
  const types = [
    { kind: 'timestamptz', timeType: 'instant', grain: 1 },
    { kind: 'timestamp', timeType: 'instant', grain: 1 },
    { kind: 'date', timeType: 'instant', grain: DAY },
    { kind: 'integer', timeType: 'unixMillis', grain: 1 },
    { kind: 'double', timeType: 'unixSeconds', grain: 1 },
  ] as const;

  for (const { kind, timeType, grain } of types) {
    it(`${kind} as ${timeType}: 80 random sets`, { timeout: 300_000 }, async () => {
      const ms = fc.oneof(
        fc.integer({ min: -2 * DAY, max: 2 * DAY }),
        fc
          .record({ h: fc.integer({ min: -30, max: 30 }), beside: fc.integer({ min: -1, max: 1 }) })
          .map((x) => x.h * HOUR + x.beside)
      );
      const onGrain = (at: number) => Math.floor((T0 + at) / grain) * grain;
      const sale = fc.record({
        at: ms.map(onGrain),
        began: fc.option(ms.map(onGrain), { freq: 4 }),
        shop: fc.constantFrom('a', 'A', null),
        buyer: fc.constantFrom('x', 'X', 'x ', 'é', 'y', null),
        amount: fc.option(
          fc.integer({ min: -8, max: 8 }).map((n) => n / 4),
          { freq: 5 }
        ),
        ok: fc.constantFrom(true, true, false, null),
      });
      const run = fc.record({
        gap: fc.constantFrom(0, 0, HOUR, 1, 90 * MIN + 123),
        length: fc.oneof(
          fc.integer({ min: 1, max: 60 }).map((h) => h * HOUR),
          fc.integer({ min: 1, max: DAY })
        ),
        stepMs: fc.constantFrom(MIN * 7, HOUR, 23 * HOUR, DAY, null),
        anchored: fc.boolean(),
      });
      await fc.assert(
        fc.asyncProperty(
          fc.array(sale, { maxLength: 40 }),
          fc.array(run, { minLength: 1, maxLength: 4 }),
          fc.constantFrom(...QUANTILES),
          async (sales, stretches, q) => {
            let end = T0 - 2 * DAY;
            const runs: BucketRun[] = stretches.map(({ gap, length, stepMs, anchored }) => {
              const startMs = end + gap;
              end = startMs + length;
              return {
                startMs,
                endMs: end,
                stepMs,
                ...(anchored && stepMs !== null ? { anchored: true as const } : {}),
              };
            });
            const query: SliceQuery = {
              ...base,
              timeType,
              runs,
              groups: [{ name: 'shop', field: 'shop' }],
              filters: [{ op: 'not', field: 'shop', value: 'b' }],
              aggregates: [
                aggregate('n', { kind: 'rows' }, []),
                aggregate('n_ok', { kind: 'rows' }),
                aggregate('total', { kind: 'sum', value: { field: 'amount' } }),
                aggregate('have', { kind: 'values', value: { field: 'amount' } }),
                aggregate('have_time', { kind: 'values', value: elapsed }, []),
                aggregate('least', { kind: 'min', value: { field: 'amount' } }),
                aggregate('most', { kind: 'max', value: { expression: 'amount * 2' } }),
                aggregate('slowest', { kind: 'max', value: elapsed }),
                aggregate('time', { kind: 'sum', value: elapsed }),
                aggregate('buyers', { kind: 'distinct', field: 'buyer', approximate: false }),
                aggregate('all_buyers', { kind: 'distinct', field: 'buyer', approximate: false }, []),
                quantile('middle', '0.5', { field: 'amount' }),
                quantile('high', q, { field: 'amount' }),
                quantile('all_high', q, { field: 'amount' }, []),
                quantile('wait', q, elapsed),
                aggregate('newest', { kind: 'newest' }),
              ],
            };
            const expected = eventsByBucket(
              sales.map((s) => ({ ...s, groups: [s.shop], passes: true, counts: s.ok === true })),
              runs
            ).map(({ bucket, groups, observed, counted }) => {
              const amounts = counted.map((s) => s.amount);
              const waits = (of: typeof counted) => of.map((s) => (s.began === null ? null : (s.at - s.began) / 1000));
              const high = (values: ReadonlyArray<number | null>) => quantileOf(values, Number(q));
              return [
                ...[bucket, groups[0], observed.length, counted.length, sumOf(amounts), countOf(amounts)],
                ...[countOf(waits(observed)), minOf(amounts), maxOf(amounts.map((v) => (v === null ? v : v * 2)))],
                ...[maxOf(waits(counted)), sumOf(waits(counted)), distinctOf(counted.map((s) => s.buyer))],
                ...[distinctOf(observed.map((s) => s.buyer)), quantileOf(amounts, 0.5), high(amounts)],
                ...[high(observed.map((s) => s.amount)), high(waits(counted)), maxOf(counted.map((s) => s.at))],
                observed.length,
              ];
            });
            const time = kind as ColumnKind;
            const columns = {
              at: time,
              began: time,
              shop: 'text',
              buyer: 'text',
              amount: 'double',
              ok: 'boolean',
            } as const;
            const scale = timeType === 'unixSeconds' ? 1000 : 1;
            const rows: Row[] = sales.map((s) => ({
              ...s,
              at: s.at / scale,
              began: s.began === null ? null : s.began / scale,
            }));
            const names = ['bucket', 'shop', ...query.aggregates.map((a) => a.name), 'observed'];
            for (const engine of engines) {
              await engine.load({ name: 'sales', columns }, rows);
              const found = (await ask(query, engine)).map((row) => names.map((name) => row[name]));
              expect([engine.name, ...lines(found)]).toEqual([engine.name, ...lines(expected)]);
            }
          }
        ),
        { numRuns: 80, seed: 5 }
      );
    });
  }

  it('one row, ties, and nothing but NULL', async () => {
    const columns = { at: 'timestamptz', amount: 'numeric', shop: 'text' } as const;
    const sale = (shop: string, amount: number | null) => ({ at: T0, shop, amount });
    const rows = [
      sale('one', -0.07),
      ...[0.1, 0.1, 0.1].map((v) => sale('ties', v)),
      ...[null, null].map((v) => sale('none', v)),
      ...[1, 2, null, 4].map((v) => sale('some', v)),
    ];
    const query: SliceQuery = {
      ...base,
      runs: [{ startMs: T0, endMs: T0 + 1, stepMs: null }],
      groups: [{ name: 'shop', field: 'shop' }],
      aggregates: [
        quantile('low', '0.01', { field: 'amount' }, []),
        quantile('high', '0.999999999', { field: 'amount' }, []),
        aggregate('least', { kind: 'min', value: { field: 'amount' } }, []),
        aggregate('different', { kind: 'distinct', field: 'amount', approximate: false }, []),
      ],
    };
    for (const engine of engines) {
      await engine.load({ name: 'sales', columns }, rows);
      const found = (await ask(query, engine)).map((r) => [r.shop, r.low, r.high, r.least, r.different]);
      expect([engine.name, ...lines(found)]).toEqual([
        engine.name,
        ...lines([
          ['none', null, null, null, 0],
          ['one', -0.07, -0.07, -0.07, 1],
          ['some', 1.02, 3.999999996, 1, 3],
          ['ties', 0.1, 0.1, 0.1, 1],
        ]),
      ]);
    }
  });

  it('microseconds stay on the right side of an anchored edge, and count in times between columns and the newest', async () => {
    const start = T0 + 123;
    const query: SliceQuery = {
      ...base,
      runs: [
        { startMs: start, endMs: start + 2 * HOUR, stepMs: HOUR, anchored: true },
        { startMs: start + 2 * HOUR, endMs: start + 2 * HOUR + 45 * MIN, stepMs: 7 * MIN, anchored: true },
      ],
      aggregates: [
        aggregate('n', { kind: 'rows' }, []),
        aggregate('longest', { kind: 'max', value: { elapsed: { from: 'began', to: 'at' } } }, []),
        aggregate('newest', { kind: 'newest' }, []),
      ],
    };
    // From just before the runs to just after, around every edge of them.
    const edges = [0, HOUR, 2 * HOUR, 2 * HOUR + 7 * MIN, 2 * HOUR + 42 * MIN, 2 * HOUR + 45 * MIN].map(
      (e) => start + e
    );
    const at = edges.flatMap((ms) => [-1, 0, 1].map((us) => [ms, us] as const));
    for (const engine of engines.filter(({ dialect }) => dialect === 'postgres' || dialect === 'duckdb')) {
      for (const type of ['timestamptz', 'timestamp']) {
        const literal = ([ms, us]: readonly [number, number]) =>
          `'${new Date(us < 0 ? ms - 1 : ms).toISOString().slice(0, -1)}${us < 0 ? '999' : `00${us}`}${type === 'timestamptz' ? '+00' : ''}'`;
        const began = type === 'timestamptz' ? "'1999-12-31 23:59:59.5+00'" : "'1999-12-31 23:59:59.5'";
        await engine.run(`DROP TABLE IF EXISTS sales; CREATE TABLE sales ("at" ${type}, began ${type});
          INSERT INTO sales VALUES ${at.map((time) => `(${literal(time)}, ${began})`).join(', ')}`);
        const rows = await ask(query, engine);
        const seconds = (ms: number) => Number(((ms - Date.UTC(1999, 11, 31, 23, 59, 59, 500)) / 1000).toFixed(6));
        const expected = eventsByBucket(
          at.map(([ms, us]) => ({ at: ms + us / 1000, groups: [], passes: true, counts: true })),
          query.runs
        ).map(({ bucket, counted }) => {
          const newest = Math.max(...counted.map((e) => e.at));
          return { bucket, n: counted.length, longest: seconds(newest), newest, observed: counted.length };
        });
        const sorted = (list: readonly Row[]) => [...list].sort((a, b) => Number(a.bucket) - Number(b.bucket));
        expect([engine.name, type, ...sorted(rows)]).toEqual([engine.name, type, ...sorted(expected)]);
      }
    }
  });

  it(
    'the days of every zone around its changes of 2026, of 23, 24 and 25 hours and less usual ones',
    { timeout: 300_000 },
    async () => {
      const spans = [
        [Date.UTC(2026, 2, 1), Date.UTC(2026, 3, 12)],
        [Date.UTC(2026, 8, 1), Date.UTC(2026, 10, 10)],
      ] as const;
      const events = spans.flatMap(([from, to]) =>
        Array.from({ length: (to - from) / (30 * MIN) }, (_, i) =>
          [0, -1].map((ms) => ({ at: from + i * 30 * MIN + ms }))
        )
      );
      const at = events.flat().filter((e) => spans.some(([from, to]) => e.at >= from && e.at < to));
      for (const engine of engines) {
        await engine.load({ name: 'sales', columns: { at: 'timestamptz' } }, at);
      }
      // Zones whose days are alike are one.
      const shapes = new Map<string, BucketRun[]>();
      for (const zone of timeZoneNames()) {
        const runs = spans.flatMap(([from, to]) => dayRuns(zone, from, to));
        shapes.set(JSON.stringify(runs), runs);
      }
      expect(shapes.size).toBeGreaterThan(50);
      for (const runs of shapes.values()) {
        const query = { ...base, runs, aggregates: [aggregate('newest', { kind: 'newest' }, [])] };
        const expected = eventsByBucket(
          at.map((e) => ({ ...e, groups: [], passes: true, counts: true })),
          runs
        ).map(({ bucket, observed }) => [bucket, maxOf(observed.map((e) => e.at)), observed.length]);
        for (const engine of engines) {
          const found = (await ask(query, engine)).map((r) => [r.bucket, r.newest, r.observed]);
          expect([engine.name, ...lines(found)]).toEqual([engine.name, ...lines(expected)]);
        }
      }
    }
  );
});

/** As a plan makes them: neighbouring days of one length are one run. */
function dayRuns(zone: string, fromMs: number, toMs: number): BucketRun[] {
  const buckets = bucketsOf(zone, '1d', fromMs, toMs);
  const edges = buckets.ok ? buckets.value.edges : [];
  const runs: BucketRun[] = [];
  edges.slice(1).forEach((endMs, i) => {
    const last = runs[runs.length - 1];
    const stepMs = endMs - edges[i];
    if (last?.stepMs === stepMs) {
      runs[runs.length - 1] = { ...last, endMs };
    } else {
      runs.push({ startMs: edges[i], endMs, stepMs, anchored: true });
    }
  });
  return runs;
}

/** Between the values that differ from the exact quantiles at q − rank and q + rank and are next to them. */
function isNear(found: number, sorted: readonly number[], q: number, rank: number): boolean {
  const at = (place: number) => sorted[Math.min(sorted.length - 1, Math.max(0, Math.round(place * sorted.length)))];
  const below = sorted.filter((v) => v < at(q - rank)).pop() ?? sorted[0];
  const above = sorted.find((v) => v > at(q + rank)) ?? sorted[sorted.length - 1];
  return found >= below && found <= above;
}

describe('approximate aggregates keep to what is said of them', () => {
  const SHAPES: Readonly<Record<string, (i: number) => number>> = {
    even: (i) => i * 7,
    skewed: (i) => Math.exp(i / 8_000),
    'few values': (i) => i % 13,
    'mostly one value': (i) => (i % 10 === 0 ? i : 0),
  };
  const COUNT = 100_000;

  it('of 100,000 values in four shapes', { timeout: 300_000 }, async () => {
    for (const engine of engines) {
      const dialect = DIALECTS[engine.dialect];
      if (engine.name === 'PGlite') {
        continue;
      }
      for (const [shape, valueAt] of Object.entries(SHAPES)) {
        // In an order that is not that of the values: 48,271 has no factor of 100,000.
        const values = Array.from({ length: COUNT }, (_, i) => valueAt((i * 48_271) % COUNT));
        const sorted = [...values].sort((a, b) => a - b);
        await engine.load(
          { name: 'sales', columns: { at: 'timestamptz', amount: 'double' } },
          values.map((amount) => ({ at: T0, amount }))
        );
        const query: SliceQuery = { ...base, runs: [{ startMs: T0, endMs: T0 + 1, stepMs: null }] };
        if (dialect.quantile.approximate) {
          const aggregates = QUANTILES.map((q) =>
            aggregate(`q${q.slice(2)}`, { kind: 'quantile', value: { field: 'amount' }, q, approximate: true }, [])
          );
          const [row] = await ask({ ...query, aggregates }, engine);
          for (const q of QUANTILES) {
            const found = Number(row[`q${q.slice(2)}`]);
            expect([
              engine.name,
              shape,
              q,
              found,
              isNear(found, sorted, Number(q), dialect.approximation?.rank ?? 0),
            ]).toEqual([engine.name, shape, q, found, true]);
          }
        }
        if (dialect.approximateDistinct) {
          const of = { kind: 'distinct', field: 'amount', approximate: true } as const;
          const [row] = await ask({ ...query, aggregates: [aggregate('different', of, [])] }, engine);
          const exact = new Set(values).size;
          const error = Math.abs(Number(row.different) - exact) / exact;
          expect([engine.name, shape, error, error <= (dialect.approximation?.count ?? 0)]).toEqual([
            engine.name,
            shape,
            error,
            true,
          ]);
        }
      }
    }
  });

  it('of nothing are NULL and 0, and are refused where the store has none', async () => {
    const [q, d] = [
      { kind: 'quantile', value: { field: 'amount' }, q: '0.5', approximate: true } as const,
      { kind: 'distinct', field: 'amount', approximate: true } as const,
    ];
    const runs = [{ startMs: T0, endMs: T0 + 1, stepMs: null }];
    for (const engine of engines) {
      await engine.load({ name: 'sales', columns: { at: 'timestamptz', amount: 'double' } }, [
        { at: T0, amount: null },
      ]);
      for (const [of, nothing] of [
        [q, null],
        [d, 0],
      ] as const) {
        const query = { ...base, dialect: engine.dialect, runs, aggregates: [aggregate('x', of, [])] };
        const dialect = DIALECTS[engine.dialect];
        const has = of === q ? dialect.quantile.approximate : dialect.approximateDistinct;
        if (has) {
          expect([engine.name, await ask(query, engine)]).toEqual([
            engine.name,
            [{ bucket: T0, x: nothing, observed: 1 }],
          ]);
        } else {
          expect(buildSlices(query)).toMatchObject({ ok: false, diagnostics: [{ code: 'PL2261' }] });
        }
      }
    }
  });
});
