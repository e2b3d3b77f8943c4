import { describe, expect, test } from 'vitest';
import { sliceStore } from '../slices';
import { advance } from './advance';
import { explain } from './explain';
import type { Plan } from './types';
import { column, HOUR, kpi, NOW, parsed, planned, run, SOURCES, type FakeStores } from './testing';

const SEGMENTS = 'segments: [ { name: device, field: device } ]';
const definitions = parsed(
  SOURCES +
    `---
apiVersion: plumbline/v1
kind: Source
metadata: { name: pay-db }
spec: { dialect: duckdb, grafana: { uid: pay-db }, lateness: 10m }
` +
    kpi(
      'conversion',
      `unit: ratio, ${SEGMENTS}, measure: { ratio: { numerator: { source: shop-db, table: sessions, time: at, count: rows, where: [ { field: bought, is: true } ] }, denominator: { source: shop-db, table: sessions, time: at, count: rows } } }`
    ) +
    kpi(
      'sessions',
      `unit: count, ${SEGMENTS}, measure: { count: { source: shop-db, table: sessions, time: at, count: rows } }`
    ) +
    kpi(
      'revenue',
      `unit: "currency:EUR", ${SEGMENTS}, privacy: { minCohort: 11 }, measure: { sum: { source: shop-db, table: sessions, time: at, value: amount } }`
    ) +
    kpi(
      'success',
      `unit: ratio, ${SEGMENTS}, measure: { ratio: { numerator: { source: metrics, metric: requests_total, where: [ { field: outcome, is: ok } ] }, denominator: { source: metrics, metric: requests_total } } },
  thresholds: [ { name: low, severity: page, below: "0.95", window: 1h, minimumEvents: 50 }, { name: lower, severity: ticket, below: "0.5", window: 1h } ]`
    ) +
    kpi(
      'paid',
      `unit: ratio, measure: { ratio: { numerator: { source: pay-db, table: payments, time: at, count: rows }, denominator: { source: metrics, metric: requests_total } } }`
    ) +
    `---
apiVersion: plumbline/v1
kind: Funnel
metadata: { name: path }
spec:
  type: aggregate
  area: shop
  owner: { team: growth }
  segments: [ { name: device, field: device } ]
  steps:
    - { name: Sessions, measure: { source: metrics, metric: requests_total } }
    - { name: Orders, measure: { source: shop-db, table: sessions, time: at, count: rows } }
    - { name: Payments, measure: { source: pay-db, table: payments, time: at, count: rows } }
`
);

/** One event a minute in the denominator, nine of ten good. */
const steady: FakeStores = {
  cell: (_source, word, start, end) => {
    const minutes = (end - start) / 60_000;
    return [word === 'numerator' ? 0.9 * minutes : minutes, minutes];
  },
};
const none: FakeStores = { cell: () => undefined };

describe('requests', () => {
  test('of one table are one statement; of several KPIs too', () => {
    const outcome = planned(definitions, { kpis: ['conversion', 'sessions', 'revenue'], view: 'value' });
    const requests = outcome.ok && !outcome.value.done ? outcome.value.requests : [];
    expect(requests).toHaveLength(1);
    expect(requests[0].columns.map((c) => c.name)).toEqual(['bucket', 'numerator', 'denominator', 'value', 'observed']);
    expect(explain((outcome as unknown as { value: { plan: Plan } }).value.plan)).toMatchObject([
      {
        source: 'shop-db',
        purpose: 'conversion numerator, conversion denominator, revenue value, slices of 5m, 1m',
      },
    ]);
  });

  test('are equal for equal questions, and plans are frozen JSON', () => {
    const ids = [1, 2].map(() => {
      const outcome = planned(definitions, { kpi: 'success', view: 'series', grain: '1h' });
      if (!outcome.ok || outcome.value.done) {
        throw new Error('not planned');
      }
      const { plan } = outcome.value;
      expect(Object.isFrozen(plan.work)).toBe(true);
      expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
      return plan.requests.map((r) => r.id);
    });
    expect(ids[0]).toEqual(ids[1]);
    expect(new Set(ids[0]).size).toBe(ids[0].length);
  });

  test('to Prometheus stand on the grid of their step and have at most 11,000 points', () => {
    const outcome = planned(
      definitions,
      { kpi: 'success', view: 'series', grain: '5m' },
      { fromMs: NOW - 38 * 24 * HOUR + 12_345 }
    );
    const requests = outcome.ok && !outcome.value.done ? outcome.value.requests : [];
    expect(requests.length).toBeGreaterThan(2);
    for (const { startMs, endMs, stepMs } of requests) {
      expect([startMs % stepMs, endMs % stepMs]).toEqual([0, 0]);
      expect((endMs - startMs) / stepMs).toBeLessThan(11_000);
    }
  });
});

describe('values', () => {
  test('are sum over sum of all slices', () => {
    const result = run(definitions, { kpi: 'conversion', view: 'value' }, steady);
    expect(result).toMatchObject({ kpi: 'conversion', view: 'value', status: 'ok', requests: 1, notices: [] });
    expect(column(result, 'denominator')).toEqual([1440]);
    expect(column(result, 'value')![0]).toBeCloseTo(0.9, 12);
    expect(result.frames[0].meta).toMatchObject({ kpi: 'conversion', owner: { team: 'growth' }, timeZone: 'UTC' });
  });

  test('from Prometheus are too', () => {
    const result = run(definitions, { kpi: 'success', view: 'value' }, steady);
    expect(column(result, 'value')![0]).toBeCloseTo(0.9, 12);
    expect(column(result, 'denominator')).toEqual([1440]);
  });

  test('nothing in the store is no data, not 0', () => {
    const result = run(definitions, { kpi: 'conversion', view: 'value' }, none);
    expect(result.status).toBe('nodata');
    expect(column(result, 'value')).toEqual([null]);
    expect(result.notices.map((n) => n.code)).toEqual(['PL4001']);
    expect(result.notices[0].message).toBe('No data for conversion from 2026-11-22 12:00 UTC to 2026-11-23 12:00 UTC.');
  });

  test('rows without a good one among them are a real 0', () => {
    const result = run(
      definitions,
      { kpi: 'conversion', view: 'value' },
      { cell: (_s, word) => [word === 'numerator' ? 0 : 1, 1] }
    );
    expect(column(result, 'value')).toEqual([0]);
    expect(result.status).toBe('ok');
  });

  test('a numerator that its store does not know is missing, and says so', () => {
    const result = run(
      definitions,
      { kpi: 'paid', view: 'value' },
      { cell: (source) => (source === 'metrics' ? [1, 1] : undefined) }
    );
    expect(column(result, 'value')).toEqual([null]);
    expect(result.notices).toMatchObject([{ code: 'PL4002', source: 'pay-db' }]);
  });

  test('a zero denominator gives null and a notice', () => {
    const result = run(definitions, { kpi: 'conversion', view: 'value' }, { cell: () => [0, 1] });
    expect([column(result, 'value'), result.notices[0].code]).toEqual([[null], 'PL4003']);
  });

  test('a ratio outside 0 to 1 is shown as it is, with a notice', () => {
    const result = run(
      definitions,
      { kpi: 'conversion', view: 'value' },
      { cell: (_s, word) => [word === 'numerator' ? 3 : 2, 1] }
    );
    expect([column(result, 'value'), result.notices[0].code]).toEqual([[1.5], 'PL4004']);
  });

  test('a Prometheus gap of more than a tenth of the range is said with its figure', () => {
    const gap: FakeStores = { cell: (_s, _w, start) => (start < NOW - 12 * HOUR ? undefined : [1, 1]) };
    const { notices } = run(definitions, { kpi: 'success', view: 'value' }, gap);
    expect(notices.map((n) => n.code)).toEqual(['PL4005', 'PL4005']);
    expect(notices[0].message).toContain('50.0 %');
  });

  test('a short range that Prometheus cannot cut to the second is said', () => {
    const { notices } = run(definitions, { kpi: 'success', view: 'value' }, steady, {
      fromMs: NOW - 10 * 60_000 - 30_000,
    });
    expect(notices.map((n) => n.code)).toEqual(['PL4010']);
  });

  test('warnings of a store always become notices', () => {
    const { notices, status } = run(definitions, { kpi: 'success', view: 'value' }, { ...steady, warns: ['metrics'] });
    expect(status).toBe('ok');
    expect(notices).toMatchObject([
      { code: 'PL3113', source: 'metrics', message: 'metrics warns: only some blocks were read' },
    ]);
  });
});

describe('breakdowns', () => {
  const many: FakeStores = {
    segments: Array.from({ length: 7 }, (_, i) => [`d${i}`]),
    cell: (_s, word, _a, _b, [device]) => [word === 'events' ? 100 : 10 * Number(device[1]), 1],
  };

  test('show the largest segments and say how many are left out', () => {
    const result = run(definitions, { kpi: 'sessions', view: 'breakdown', by: ['device'], limit: 3 }, many);
    expect(column(result, 'device')).toEqual(['d6', 'd5', 'd4']);
    expect(result.notices).toMatchObject([
      { code: 'PL4006', message: 'sessions: the 3 largest segments are shown, 4 more are left out.' },
    ]);
  });

  test('R08 suppress small cohorts before the frame leaves', () => {
    const small: FakeStores = {
      segments: [['big'], ['small']],
      cell: (_s, word, _a, _b, [device]) => [word === 'events' ? (device === 'big' ? 11 : 10) : 999, 1],
    };
    const result = run(definitions, { kpi: 'revenue', view: 'breakdown', by: ['device'] }, small);
    expect(column(result, 'device')).toEqual(['big', 'small']);
    expect([column(result, 'value'), column(result, 'numerator')]).toEqual([
      [999, null],
      [999, null],
    ]);
    expect(result.notices.map((n) => n.code)).toEqual(['PL4007']);
    expect(JSON.stringify(result.frames)).not.toContain('10,');
  });
});

describe('series', () => {
  test('have every bucket, null where nothing was, and flag the open end', () => {
    const stores: FakeStores = { cell: (_s, _w, start) => (start >= NOW - 2 * HOUR ? [1, 1] : undefined) };
    const result = run(definitions, { kpi: 'sessions', view: 'series', grain: '1h' }, stores, {
      fromMs: NOW - 4 * HOUR + 1,
      toMs: NOW + HOUR,
    });
    expect(column(result, 'time')).toEqual([NOW - 4 * HOUR + 1, NOW - 3 * HOUR, NOW - 2 * HOUR, NOW - HOUR]);
    expect(column(result, 'value')!.slice(0, 2)).toEqual([null, null]);
    expect(result.frames[0].meta).toMatchObject({ grain: '1h', firstIsWhole: false, incompleteFromMs: NOW - HOUR });
    expect(result.notices.map((n) => n.code)).toEqual(['PL4013', 'PL4009']);
  });

  test('by segment are a frame each, with labels', () => {
    const stores: FakeStores = { segments: [['a'], ['b']], cell: (_s, _w, _a, _b, [d]) => [d === 'a' ? 1 : 2, 1] };
    const result = run(definitions, { kpi: 'sessions', view: 'series', grain: '1h', by: ['device'] }, stores, {
      toMs: NOW - HOUR,
    });
    expect(result.frames.map((f) => [f.type, f.fields[1].labels])).toEqual([
      ['timeseries-multi', { device: 'b' }],
      ['timeseries-multi', { device: 'a' }],
    ]);
  });
});

describe('the store', () => {
  test('makes a refreshed board read only the tail, with equal numbers', () => {
    const store = sliceStore();
    const query = { kpi: 'success', view: 'value' } as const;
    const range = (ms: number) => ({ fromMs: NOW + ms - 24 * HOUR, toMs: NOW + ms, nowMs: NOW + ms });
    run(definitions, query, steady, range(0), store);
    const cold = run(definitions, query, steady, range(60_000));
    const next = planned(definitions, query, range(60_000), store);
    const requests = next.ok && !next.value.done ? next.value.requests : [];
    const points = requests.reduce((n, r) => n + (r.endMs - r.startMs) / r.stepMs + 1, 0);
    expect(points).toBeLessThan(20);
    const warm = run(definitions, query, steady, range(60_000), store);
    expect(warm.frames).toEqual(cold.frames);
  });

  test('never keeps open slices, nor answers that came with a warning', () => {
    const open = sliceStore();
    run(definitions, { kpi: 'sessions', view: 'value' }, steady, {}, open);
    const last = Math.max(
      ...[60_000, 300_000, HOUR].map((step) => {
        const outcome = planned(definitions, { kpi: 'sessions', view: 'value' }, {}, open);
        const runs = outcome.ok && !outcome.value.done ? outcome.value.requests : [];
        return step > 0 && runs.length > 0 ? runs[0].startMs : 0;
      })
    );
    expect(last).toBe(NOW - 10 * 60_000);
    const warned = sliceStore();
    run(definitions, { kpi: 'success', view: 'value' }, { ...steady, warns: ['metrics'] }, {}, warned);
    expect(warned.stats.slices).toBe(0);
  });
});

describe('R11 failing sources', () => {
  const all = ['shop-db', 'pay-db', 'metrics'];
  const needs: Record<string, string[]> = {
    conversion: ['shop-db'],
    success: ['metrics'],
    paid: ['pay-db', 'metrics'],
  };
  const subsets = Array.from({ length: 8 }, (_, bits) => all.filter((_s, i) => bits & (1 << i)));

  test.each(subsets.map((fails) => [fails.join(' and ') || 'none', fails]))(
    '%s: named, the others as if nothing had happened',
    (_name, fails) => {
      const query = { kpis: Object.keys(needs), view: 'value' } as const;
      const healthy = run(definitions, query, steady);
      const result = run(definitions, query, { ...steady, fails: fails as string[] });
      const alive = Object.keys(needs).filter((name) => !needs[name].some((source) => fails.includes(source)));
      expect(result.frames).toEqual(healthy.frames.filter((frame) => alive.includes(frame.name)));
      expect(result.status).toBe(fails.length === 0 ? 'ok' : alive.length > 0 ? 'partial' : 'error');
      expect(new Set(result.notices.filter((n) => n.severity === 'error').map((n) => n.source))).toEqual(
        new Set(fails)
      );
    }
  );

  test('an answer that never came, or of another shape, is an error, not an empty frame', () => {
    const outcome = planned(definitions, { kpi: 'conversion', view: 'value' });
    if (!outcome.ok || outcome.value.done) {
      throw new Error('not planned');
    }
    const { plan, requests } = outcome.value;
    const result = (responses: Parameters<typeof advance>[2]) => {
      const step = advance(definitions, plan, responses);
      return step.done ? [step.result.status, step.result.frames.length, step.result.notices[0].code] : [];
    };
    expect(result([])).toEqual(['error', 0, 'PL9001']);
    const login = { length: 1, columns: [{ name: 'html', type: 'string' as const, values: ['<html>'] }] };
    expect(result([{ id: requests[0].id, ok: true, frames: [login] }])).toEqual(['error', 0, 'PL3107']);
  });

  test('a KPI that cannot be asked leaves the others', () => {
    const result = run(
      definitions,
      { kpis: ['conversion', 'paid'], view: 'value', filters: { device: ['m'] } },
      steady
    );
    expect(result.status).toBe('partial');
    expect(result.notices).toMatchObject([{ code: 'PL2002', kpi: 'paid' }]);
  });
});

describe('alerts', () => {
  const alert = (stores: FakeStores, more = {}) => run(definitions, { kpi: 'success', view: 'alert', ...more }, stores);
  const numbers = (result: ReturnType<typeof run>) => result.frames.map((f) => f.fields[0].values[0]);

  test('give one number per threshold, over 1 where broken, with its labels', () => {
    const result = alert(steady);
    const [low, lower] = numbers(result) as number[];
    expect(low).toBeCloseTo(1 + 0.05 / 0.95, 12);
    expect(lower).toBeCloseTo(1 - 0.4 / 0.5, 12);
    expect(result.frames[0]).toMatchObject({ type: 'numeric-multi' });
    expect(result.frames[0].fields[0].labels).toEqual({
      kpi: 'success',
      threshold: 'low',
      severity: 'page',
      team: 'growth',
      area: 'shop',
    });
  });

  test('give null, never 0, without data, events or coverage', () => {
    expect(numbers(alert(none))).toEqual([null, null]);
    expect(alert(none).status).toBe('nodata');
    const few: FakeStores = {
      cell: (_s, word, start, end) => [((word === 'numerator' ? 0.4 : 0.5) * (end - start)) / 60_000, 1],
    };
    const [low, lower] = numbers(alert(few));
    expect(low).toBeNull();
    expect(lower).toBeLessThan(1);
    expect(alert(few).notices.map((n) => n.code)).toEqual(['PL4014']);
    const gap: FakeStores = {
      cell: (s, w, start, end, seg) => (start < NOW - 0.5 * HOUR ? undefined : steady.cell(s, w, start, end, seg)),
    };
    expect(numbers(alert(gap))).toEqual([null, null]);
    expect(alert(gap).notices.map((n) => n.code)).toContain('PL4015');
  });

  test('by a segment that nobody has, are null and not missing', () => {
    expect(numbers(alert({ ...none, segments: [] }, { by: ['device'] }))).toEqual([null, null]);
  });

  test('are an error where a source failed', () => {
    const result = alert({ ...steady, fails: ['metrics'] });
    expect([result.status, result.frames]).toEqual(['error', []]);
  });
});

describe('aggregate funnels', () => {
  const counts: Record<string, number> = { metrics: 4, 'shop-db': 2, 'pay-db': 1 };
  const stores: FakeStores = { cell: (source, _w, start, end) => [(counts[source] * (end - start)) / 60_000, 1] };

  test('put steps of any stores side by side', () => {
    const result = run(definitions, { kpi: 'path', view: 'funnel', compare: 'previous' }, stores);
    expect(column(result, 'step')).toEqual(['Sessions', 'Orders', 'Payments']);
    expect(column(result, 'count')).toEqual([5760, 2880, 1440]);
    expect(column(result, 'fromFirst')).toEqual([1, 0.5, 0.25]);
    expect(column(result, 'fromPrevious')).toEqual([null, 0.5, 0.5]);
    expect(column(result, 'compareCount')).toEqual([5760, 2880, 1440]);
    expect(result.frames[0].meta).toMatchObject({ type: 'aggregate', openEntries: null });
  });

  test('lose only the step whose source failed', () => {
    const result = run(definitions, { kpi: 'path', view: 'funnel' }, { ...stores, fails: ['shop-db'] });
    expect(result.status).toBe('partial');
    expect(column(result, 'count')).toEqual([5760, null, 1440]);
    expect(column(result, 'fromPrevious')).toEqual([null, null, null]);
    expect(column(result, 'fromFirst')).toEqual([1, null, 0.25]);
    expect(result.notices).toMatchObject([{ code: 'PL3104', source: 'shop-db' }]);
  });
});
