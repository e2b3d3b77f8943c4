/** Levels, rates, and what accumulates: which tiles are asked, and what becomes of them. Stores are functions. */
import { describe, expect, test } from 'vitest';
import { sliceStore } from '../slices';
import { column, HOUR, kpi, NOW, parsed, planned, run, SOURCES } from './testing';
import type { Work } from './work';

const DAY = 24 * HOUR;
const CALLS = 'source: shop-db, table: calls, time: at';
const definitions = parsed(`${SOURCES}
${kpi('slowest', `unit: seconds, timeZone: Europe/Berlin, measure: { max: { ${CALLS}, value: took } }`)}
${kpi('p95', `unit: seconds, timeZone: Europe/Berlin, measure: { quantile: { q: "0.95", of: { source: metrics, metric: took_seconds } } }`)}
${kpi('people', `unit: count, measure: { count: { ${CALLS}, distinct: user } }, segments: [ { name: device, field: d } ]`)}
${kpi('usage', `unit: ratio, measure: { ratio: { numerator: { ${CALLS}, distinct: user, where: [ { field: new, is: true } ] }, denominator: { ${CALLS}, distinct: user } } }`)}
${kpi('age', `unit: seconds, measure: { freshness: { ${CALLS}, lookback: 12h } }`)}
${kpi('revenue', 'unit: "currency:EUR/min", gapFill: zero, measure: { sum: { source: shop-db, table: orders, time: at, value: amount } }')}
${kpi('rolling', 'unit: currency:EUR, accumulate: { window: 6h }, measure: { sum: { source: shop-db, table: orders, time: at, value: amount } }')}
${kpi('rolling-requests', 'unit: count, accumulate: { window: 90m }, measure: { count: { source: metrics, metric: requests_total } }')}
${kpi('month', 'unit: currency:EUR, timeZone: Europe/Berlin, accumulate: { toDate: 1M }, measure: { sum: { source: shop-db, table: orders, time: at, value: amount } }')}
${kpi('queue', 'unit: seconds, measure: { gauge: { source: metrics, promql: "max(max_over_time(queue_age_seconds[$window]))" } }')}
${kpi('actions', `unit: ratio:count/count, objectives: [ { name: busy, target: "0.5", timeWindow: { duration: 30d }, budgetingMethod: Timeslices, op: gte, value: "2", timeSliceWindow: 20m, alertPolicy: none } ], measure: { ratio: { numerator: { ${CALLS}, count: rows }, denominator: { ${CALLS}, distinct: user } } }`)}
${kpi('usage-of-some', `unit: ratio, privacy: { minCohort: 20 }, measure: { ratio: { numerator: { ${CALLS}, distinct: user, where: [ { field: new, is: true } ] }, denominator: { ${CALLS}, distinct: user } } }`)}
${kpi('keyed', 'unit: count, measure: { count: { source: shop-db, table: orders, time: at, key: id } }')}
`);
const partsOf = (outcome: ReturnType<typeof planned>) => {
  const step = outcome.ok && !outcome.value.done ? outcome.value : undefined;
  return (step!.plan.work as Work).parts;
};

describe('tiles of levels', () => {
  test('are the buckets themselves: days of a zone as runs of whole days, the day of a clock change alone', () => {
    // Clocks go back in Berlin on 2026-10-25.
    const from = Date.UTC(2026, 9, 22, 22);
    const context = { fromMs: from, toMs: Date.UTC(2026, 9, 28, 23), nowMs: NOW };
    const [part] = partsOf(planned(definitions, { kpi: 'slowest', view: 'series', grain: '1d' }, context));
    expect(part.runs).toEqual([
      { startMs: from, endMs: from + 2 * DAY, stepMs: DAY, anchored: true },
      { startMs: from + 2 * DAY, endMs: from + 2 * DAY + 25 * HOUR, stepMs: 25 * HOUR, anchored: true },
      { startMs: from + 3 * DAY + HOUR, endMs: from + 6 * DAY + HOUR, stepMs: DAY, anchored: true },
    ]);
  });

  test('of a value are one, whatever is closed', () => {
    const [part] = partsOf(planned(definitions, { kpi: 'slowest', view: 'value' }));
    expect(part.runs).toEqual([{ startMs: NOW - DAY, endMs: NOW, stepMs: null }]);
  });

  test('of Prometheus are ranges as long as the bucket', () => {
    const outcome = planned(definitions, { kpi: 'p95', view: 'series', grain: '1h' });
    const [request] = outcome.ok && !outcome.value.done ? outcome.value.requests : [];
    expect(request).toMatchObject({ mode: 'range', startMs: NOW - 23 * HOUR, endMs: NOW, stepMs: HOUR });
    expect(request.text).toContain('histogram_quantile(0.95');
  });

  test('of Prometheus that a range cuts too short to say anything stay empty; the others are shown', () => {
    const nowMs = NOW + 20_500;
    const context = { fromMs: NOW - 2 * HOUR - 30_000, toMs: nowMs, nowMs };
    const stores = { cell: () => [3, 1] as const };
    for (const name of ['queue', 'p95']) {
      const result = run(definitions, { kpi: name, view: 'series', grain: '1h' }, stores, context);
      expect([result.status, column(result, 'value')]).toEqual(['ok', [null, 3, 3, null]]);
    }
    const short = planned(definitions, { kpi: 'queue', view: 'series', grain: '1h', window: '20s' });
    expect(short.ok ? [] : short.diagnostics.map(({ code }) => code)).toEqual(['PL2022']);
  });

  test('are kept when they are closed, and not asked for again', () => {
    const store = sliceStore();
    const stores = { cell: (_: string, __: string, startMs: number) => [startMs / HOUR, 3] as const };
    const query = { kpi: 'slowest', view: 'series', grain: '1d' } as const;
    const context = { fromMs: Date.UTC(2026, 9, 22, 22), toMs: NOW, nowMs: NOW };
    const first = run(definitions, query, stores, context, store);
    const [part] = partsOf(planned(definitions, query, context, store));
    const asked = part.readings.map(({ run: { startMs, endMs } }) => [startMs, endMs]);
    // Only the day that is not over.
    expect(asked).toEqual([[Date.UTC(2026, 10, 22, 23), NOW]]);
    expect(column(run(definitions, query, stores, context, store), 'value')).toEqual(column(first, 'value'));
  });

  test('have the same segments whatever is kept: those with a number in the range', () => {
    const store = sliceStore();
    const nowMs = NOW + 30 * 60_000;
    const stores = {
      segments: [['old'], ['new']],
      cell: (_: string, __: string, at: number, ___: number, [d]: readonly string[]) =>
        (d === 'old') === at < NOW - 6 * HOUR ? ([1, 1] as const) : undefined,
    };
    const ask = (fromMs: number, kept?: typeof store) =>
      run(
        definitions,
        { kpi: 'people', view: 'series', grain: '1h', by: ['device'] },
        stores,
        { fromMs, toMs: nowMs, nowMs },
        kept
      );
    ask(NOW - 12 * HOUR, store);
    const labels = [store, undefined].map((kept) =>
      ask(NOW - 4 * HOUR, kept).frames.map(({ fields }) => fields[1].labels)
    );
    expect(labels).toEqual([[{ device: 'new' }], [{ device: 'new' }]]);
  });

  test('of other measures do not answer for them', () => {
    const store = sliceStore();
    const context = { fromMs: NOW - 7 * DAY, toMs: NOW, nowMs: NOW };
    run(definitions, { kpi: 'keyed', view: 'series', grain: '1h' }, { cell: () => [1, 1] }, context, store);
    const [part] = partsOf(planned(definitions, { kpi: 'people', view: 'series', grain: '1h' }, context, store));
    expect(part.cached).toEqual([]);
  });
});

describe('numbers of levels', () => {
  test('are the buckets’ own, and nothing where nothing was', () => {
    const stores = {
      cell: (_: string, __: string, startMs: number) => (startMs < NOW - 3 * HOUR ? undefined : ([7, 2] as const)),
    };
    const result = run(definitions, { kpi: 'people', view: 'series', grain: '1h', window: '5h' }, stores);
    expect(column(result, 'value')).toEqual([null, null, 7, 7, 7]);
    expect(column(run(definitions, { kpi: 'people', view: 'value', window: '2h' }, stores), 'value')).toEqual([7]);
  });

  test('of a ratio are one over the other in each bucket', () => {
    const stores = { cell: (_: string, word: string) => [word === 'numerator' ? 3 : 12, 20] as const };
    const result = run(definitions, { kpi: 'usage', view: 'value' }, stores);
    expect([column(result, 'value'), column(result, 'numerator'), column(result, 'denominator')]).toEqual([
      [0.25],
      [3],
      [12],
    ]);
  });

  test('of different people are hidden where there are few of them, however many rows they have', () => {
    const people = (count: number) => ({
      cell: (_: string, word: string) => [word === 'numerator' ? 1 : count, 500] as const,
    });
    const shown = (count: number) =>
      column(run(definitions, { kpi: 'usage-of-some', view: 'value' }, people(count)), 'value');
    expect([shown(19), shown(20)]).toEqual([[null], [0.05]]);
  });

  test('beside what adds up are judged in time slices of any length, each by its own', () => {
    // Three actions by one person in the first five minutes of each twenty, and none in the others.
    const SLICE = HOUR / 3;
    const stores = {
      cell: (_: string, word: string, startMs: number, endMs: number) => {
        let begun = 0;
        for (let at = startMs; at < endMs; at += 60_000) {
          begun += at % SLICE < 5 * 60_000 ? 1 : 0;
        }
        return word === 'denominator' ? ([1, 1] as const) : ([(3 * begun) / 5, 1] as const);
      },
    };
    const result = run(definitions, { kpi: 'actions', view: 'budget' }, stores);
    expect(column(result, 'sli')).toEqual([1]);
  });

  test('of freshness grow from the newest row on, which may be older than the range', () => {
    const newest = [NOW - 9 * HOUR, NOW - 3.5 * HOUR];
    const stores = {
      cell: (_: string, __: string, startMs: number, endMs: number) => {
        const inside = newest.filter((ms) => ms >= startMs && ms < endMs);
        return inside.length > 0 ? ([Math.max(...inside), 1] as const) : undefined;
      },
    };
    const query = { kpi: 'age', view: 'series', grain: '1h', window: '5h' } as const;
    expect(column(run(definitions, query, stores), 'value')).toEqual([5, 0.5, 1.5, 2.5, 3.5].map((h) => h * 3600));
    expect(column(run(definitions, { ...query, view: 'value', grain: undefined }, stores), 'value')).toEqual([12_600]);
    const silent = run(definitions, query, { cell: () => undefined });
    expect([silent.status, column(silent, 'value')]).toEqual(['nodata', [null, null, null, null, null]]);
  });
});

describe('rates', () => {
  const stores = {
    cell: (_: string, __: string, startMs: number, endMs: number) =>
      startMs >= NOW - HOUR ? undefined : ([(endMs - startMs) / 60_000, 1] as const),
  };
  test('are sums over the minutes of the bucket; a quiet hour is 0 a minute where the definition says so', () => {
    const result = run(definitions, { kpi: 'revenue', view: 'series', grain: '1h', window: '3h' }, stores);
    expect(column(result, 'value')).toEqual([1, 1, 0]);
    expect(result.frames[0].meta).toMatchObject({ filledMs: [NOW - HOUR] });
    expect(result.notices.map(({ code }) => code)).toContain('PL4031');
  });

  test('of a range say what they are made of', () => {
    const result = run(definitions, { kpi: 'revenue', view: 'value', window: '2h' }, stores);
    expect([column(result, 'value'), column(result, 'numerator'), column(result, 'denominator')]).toEqual([
      [0.5],
      [60],
      [120],
    ]);
    expect(result.frames[0].fields.map(({ unit }) => unit)).toEqual(['currency:EUR/min', 'currency:EUR', 'minutes']);
  });
});

describe('what accumulates', () => {
  // One euro a minute.
  const stores = { cell: (_: string, __: string, a: number, b: number) => [(b - a) / 60_000, 1] as const };

  test('is that of the window which ends with each bucket', () => {
    const result = run(definitions, { kpi: 'rolling', view: 'series', grain: '1h', window: '3h' }, stores);
    expect(column(result, 'value')).toEqual([360, 360, 360]);
    expect(column(run(definitions, { kpi: 'rolling', view: 'value', window: '1h' }, stores), 'value')).toEqual([360]);
  });

  test('also where a window begins within an hour of Prometheus: its slices there are shorter', () => {
    const context = { fromMs: NOW - 9 * DAY, toMs: NOW - 9 * DAY + 3.5 * HOUR, nowMs: NOW };
    const result = run(definitions, { kpi: 'rolling-requests', view: 'series', grain: '1h' }, stores, context);
    expect(column(result, 'value')).toEqual([90, 90, 90, 90]);
  });

  test('or since the month began in its zone, the last day of it included', () => {
    const context = { fromMs: Date.UTC(2026, 9, 30, 23), toMs: Date.UTC(2026, 10, 2, 23), nowMs: NOW };
    const result = run(definitions, { kpi: 'month', view: 'series', grain: '1d' }, stores, context);
    // October has an hour more in Berlin.
    expect(column(result, 'value')).toEqual([(31 * 24 + 1) * 60, 24 * 60, 48 * 60]);
    const value = run(definitions, { kpi: 'month', view: 'value' }, stores);
    expect(column(value, 'value')).toEqual([(NOW - Date.UTC(2026, 9, 31, 23)) / 60_000]);
    expect(value.notices).toEqual([]);
  });
});

describe('rows that were multiplied', () => {
  const query = { kpi: 'keyed', view: 'value' } as const;
  test('are an error and no number', () => {
    const result = run(definitions, query, { cell: (_, word) => [word === 'keys' ? 9 : 10, 10] });
    expect(result).toMatchObject({ status: 'error', frames: [] });
    expect(result.notices[0]).toMatchObject({ code: 'PL4030', source: 'shop-db' });
    expect(result.notices[0].message).toContain('different values of "id"');
  });

  test('are none where every row has its key', () => {
    const cell = (_: string, __: string, a: number, b: number) => [(b - a) / 60_000, 1] as const;
    expect(column(run(definitions, query, { cell }), 'value')).toEqual([24 * 60]);
  });
});

describe('numbers that are not exact by contract', () => {
  const rough = parsed(`${SOURCES}
${kpi('p99', 'unit: seconds, measure: { quantile: { q: "0.99", of: { source: metrics, metric: took_seconds } } }')}
${kpi('twice', 'unit: seconds, measure: { derived: { expression: "2 * p", inputs: [ { as: p, kpi: p99 } ] } }')}
`);
  test('say so in their name and in a notice', () => {
    const result = run(rough, { kpi: 'p99', view: 'value' }, { cell: () => [2, 1] });
    expect(result.frames[0].fields[0].displayName).toBe('p99 (approx.)');
    expect(result.notices).toMatchObject([{ code: 'PL4032', severity: 'info' }]);
  });

  test('say so, too, where they are reckoned from such numbers', () => {
    const [value, series] = (['value', 'series'] as const).map((view) =>
      run(rough, { kpi: 'twice', view }, { cell: () => [2, 1] })
    );
    expect(value.frames[0].fields[0].displayName).toBe('twice (approx.)');
    expect(series.frames[0].fields[1].displayName).toBe('twice (approx.)');
  });
});
