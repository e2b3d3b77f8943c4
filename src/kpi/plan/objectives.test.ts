import { describe, expect, test } from 'vitest';
import type { BudgetMeta, BurnMeta, Result, ValueMeta } from '../results/types';
import { column, HOUR, kpi, NOW, parsed, planned, run, SOURCES, type FakeStores } from './testing';

const MINUTE = 60_000;
const DAY = 24 * HOUR;
const RATIO =
  'unit: ratio, segments: [ { name: device, field: device } ], measure: { ratio: { numerator: { source: shop-db, table: t, time: at, count: rows, where: [ { field: ok, is: true } ] }, denominator: { source: shop-db, table: t, time: at, count: rows } } }';
const COUNTERS =
  'unit: ratio, segments: [ { name: device, field: device } ], measure: { ratio: { failures: { source: metrics, metric: errors_total }, denominator: { source: metrics, metric: requests_total } } }';
const MONTH = '{ name: month, target: "0.99", timeWindow: { duration: 30d } }';

const definitions = parsed(
  SOURCES +
    kpi('orders', `${RATIO}, valuePerUnit: { amount: "2.50", currency: EUR }, objectives: [ ${MONTH} ]`) +
    kpi(
      'several',
      `${RATIO}, objectives: [ ${MONTH}, { name: strict, target: "0.999", timeWindow: { duration: 7d }, alertPolicy: none }, { name: slices, target: "0.9", timeWindow: { duration: 7d }, budgetingMethod: Timeslices, timeSliceTarget: "0.95", timeSliceWindow: 1m } ]`
    ) +
    kpi('requests', `${COUNTERS}, objectives: [ ${MONTH} ]`) +
    kpi('minor', `${COUNTERS}, alerting: { impact: low }, objectives: [ ${MONTH} ]`) +
    kpi(
      'held',
      `${COUNTERS}, alerting: { suppress: { events: deploys, after: 10m, severities: [page, ticket] } }, objectives: [ ${MONTH} ]`
    ) +
    kpi(
      'held-threshold',
      `${COUNTERS}, alerting: { suppress: { events: deploys, after: 10m, severities: [page] } }, thresholds: [ { name: low, severity: page, below: "0.999", window: 1h }, { name: lower, severity: ticket, below: "0.999", window: 1h } ], objectives: [ ${MONTH} ]`
    ) +
    kpi(
      'held-alone',
      `${COUNTERS}, alerting: { suppress: { events: deploys, after: 10m, severities: [page] } }, thresholds: [ { name: low, severity: page, below: "0.999", window: 1h } ]`
    ) +
    kpi('shut', `${RATIO}, exclusions: [ { name: deploy, events: deploys, after: 1h } ], objectives: [ ${MONTH} ]`) +
    kpi('no-alerts', `${COUNTERS}, objectives: [ ${MONTH.replace(' } }', ' }, alertPolicy: none }')} ]`) +
    kpi(
      'both',
      `unit: ratio, measure: { composite: [ { kpi: orders, objective: month, weight: 1 }, { kpi: requests, objective: month, weight: 3 } ] }, objectives: [ { name: month, target: "0.95", timeWindow: { duration: 30d } } ]`
    ) +
    kpi(
      'p95',
      `unit: seconds, measure: { gauge: { source: metrics, promql: "histogram_quantile(0.95, sum by (le) (rate(d_bucket[$window])))" } }, objectives: [ { name: fast, target: "0.9", timeWindow: { duration: 7d }, op: lte, value: "0.5", timeSliceWindow: 15m } ]`
    ) +
    kpi('plain', RATIO) +
    `---
apiVersion: plumbline/v1
kind: Events
metadata: { name: deploys, displayName: Deploys }
spec: { type: deploy, source: shop-db, table: deploys, time: at, service: service, version: version }
`
);

/** 60 events a minute; of those in the stretch the share fails. `orders` counts the good ones, `requests` the failures. */
const stores = (fromMs: number, toMs: number, share: number, more: Partial<FakeStores> = {}): FakeStores => ({
  cell: (source, word, start, end) => {
    const all = (60 * (end - start)) / MINUTE;
    const failed = (60 * share * Math.max(0, Math.min(end, toMs) - Math.max(start, fromMs))) / MINUTE;
    const counted = source === 'shop-db' ? all - failed : failed;
    return [word.startsWith('numerator') ? counted : all, all];
  },
  ...more,
});
const calm = stores(0, 0, 0);
const codes = (result: Result) => result.notices.map(({ code }) => code).sort();
const meta = <M>(result: Result, frame = 0) => result.frames[frame].meta as unknown as M;
const alerts = (result: Result) =>
  Object.fromEntries(
    result.frames.map(({ fields: [field] }) => [field.labels!.severity, field.values[0] as number | null])
  );

describe('the view budget', () => {
  test('has the documented fields in their order, and what a hand adds up', () => {
    // Three hours of the thirty days failed wholly: 3/720 of all, 0.41667 of what may fail.
    const result = run(definitions, { kpi: 'orders', view: 'budget' }, stores(NOW - 6 * HOUR, NOW - 3 * HOUR, 1));
    expect(result.frames[0].fields.map(({ name }) => name).slice(0, 9)).toEqual([
      'objective',
      'target',
      'sli',
      'budget',
      'consumed',
      'remaining',
      'burnRate',
      'exhaustsAt',
      'badCost',
    ]);
    const value = (name: string) => column(result, name)![0] as number;
    const events = 60 * 60 * 720;
    expect(value('target')).toBe(0.99);
    expect(value('budget')).toBe(0.01);
    expect(value('sli')).toBeCloseTo(1 - 3 / 720, 12);
    expect(value('consumed')).toBeCloseTo(3 / 7.2, 9);
    expect(value('remaining')).toBeCloseTo(1 - 3 / 7.2, 9);
    expect(value('totalEvents')).toBeCloseTo(events, 6);
    expect(value('badEvents')).toBeCloseTo(3 * 3600, 6);
    expect(value('allowedEvents')).toBeCloseTo(events / 100, 6);
    expect(value('badCost')).toBeCloseTo(3 * 3600 * 2.5, 6);
    expect(value('allowedMinutes')).toBeCloseTo(432, 9);
    expect(value('spentMinutes')).toBeCloseTo(180, 6);
    expect(value('burnRate')).toBe(0);
    expect(column(result, 'exhaustsAt')).toEqual([null]);
    // The ticket over three days would hold, but people were paged for those three hours.
    expect(column(result, 'state')).toEqual(['ok']);
    const { sparks, currency, objectives } = meta<BudgetMeta>(result);
    expect(currency).toBe('EUR');
    expect(sparks[0].remaining[0]).toBe(1);
    expect(sparks[0].remaining[30]).toBeCloseTo(1 - 3 / 7.2, 9);
    expect(objectives[0].conditions.map(({ factor }) => factor)).toEqual(['14.4', '6', '3', '1']);
  });

  test('sorts what is worst first', () => {
    const result = run(definitions, { kpi: 'several', view: 'budget' }, stores(NOW - 2 * DAY, NOW, 0.002));
    expect(column(result, 'objective')).toEqual(['strict', 'month', 'slices']);
  });

  test('asks once for all objectives whose slices have one length', () => {
    const outcome = planned(definitions, { kpi: 'several', view: 'budget' });
    // One statement for hours, five minutes and minutes, one for the minutes of the time slices.
    expect(outcome.ok && !outcome.value.done && outcome.value.requests.length).toBe(2);
  });

  test('is frozen, with the reason, where less than the floor was measured', () => {
    const born = NOW - 20 * DAY;
    const young = stores(0, 0, 0);
    const result = run(
      definitions,
      { kpi: 'requests', view: 'budget' },
      {
        cell: (source, word, start, end, segment) =>
          start < born ? undefined : young.cell(source, word, start, end, segment),
      }
    );
    expect(column(result, 'state')).toEqual(['frozen']);
    expect(column(result, 'consumed')).toEqual([null]);
    expect(column(result, 'coverage')![0]).toBeCloseTo(2 / 3, 3);
    expect(result.status).toBe('nodata');
    expect(codes(result)).toEqual(['PL4020']);
  });

  test('of a source that fails is an error that names it, never an empty budget', () => {
    const result = run(definitions, { kpi: 'requests', view: 'budget' }, { ...calm, fails: ['metrics'] });
    expect(result).toMatchObject({ status: 'error', frames: [], notices: [{ code: 'PL3104', source: 'metrics' }] });
  });

  test('is split by segment, each with its own row', () => {
    const result = run(
      definitions,
      { kpi: 'orders', view: 'budget', by: ['device'] },
      { ...stores(NOW - DAY, NOW, 0.01), segments: [['mobile'], ['desktop']] }
    );
    expect(column(result, 'device')).toEqual(['desktop', 'mobile']);
  });

  test('leaves time around deploys out, and says so', () => {
    const at = NOW - 5 * HOUR;
    const failing = stores(at, at + HOUR, 1);
    const asked = { kpi: 'shut', view: 'budget' as const };
    const without = run(definitions, asked, failing);
    const result = run(definitions, asked, { ...failing, events: [{ at }] });
    expect(column(without, 'badEvents')![0]).toBeCloseTo(3600, 6);
    expect(column(result, 'badEvents')![0]).toBeCloseTo(0, 6);
    expect(meta<BudgetMeta>(result).objectives[0].exclusions).toEqual([
      { name: 'deploy', treatAs: 'removed', minutes: 60 },
    ]);
  });

  test('that depends on events is an error where they cannot be had', () => {
    const result = run(definitions, { kpi: 'held', view: 'budget' }, { ...calm, fails: ['shop-db'] });
    expect(result).toMatchObject({ status: 'error', notices: [{ code: 'PL3104', source: 'shop-db' }] });
  });

  test('of a composite is the weighted mean of what its members burn', () => {
    // orders: all of 3 h; requests: the same stretch. (1 × 0.41667 + 3 × 0.41667) / 4.
    const result = run(definitions, { kpi: 'both', view: 'budget' }, stores(NOW - 6 * HOUR, NOW - 3 * HOUR, 1));
    expect(column(result, 'consumed')![0]).toBeCloseTo(3 / 7.2, 3);
    expect(column(result, 'sli')).toEqual([null]);
    expect(column(result, 'badEvents')).toEqual([null]);
  });
});

describe('the past', () => {
  test('is judged by the very slices that it was judged by when it was now', () => {
    const then = NOW - 9 * DAY;
    const texts = (nowMs: number) => {
      const outcome = planned(definitions, { kpi: 'requests', view: 'alert' }, { toMs: then, nowMs });
      return outcome.ok && !outcome.value.done ? outcome.value.requests.map(({ id }) => id) : [];
    };
    expect(texts(NOW)).toEqual(texts(then));
    expect(texts(NOW)).toHaveLength(4);
  });

  test('of time slices of a minute over a month is not asked in one piece', () => {
    const month = parsed(
      SOURCES +
        kpi(
          'minutes',
          `${RATIO}, objectives: [ { name: m, target: "0.9", timeWindow: { duration: 30d }, budgetingMethod: RatioTimeslices, timeSliceWindow: 1m } ]`
        )
    );
    const result = run(month, { kpi: 'minutes', view: 'budget' }, stores(NOW - 3 * HOUR, NOW - 2 * HOUR, 0.5));
    expect(column(result, 'totalEvents')).toEqual([30 * 24 * 60 - 10]);
    expect(column(result, 'badEvents')![0]).toBeCloseTo(30, 6);
  });
});

describe('levels', () => {
  test('are asked as they are, once a slice, and judged by their bound', () => {
    const outcome = planned(definitions, { kpi: 'p95', view: 'budget' });
    const requests = outcome.ok && !outcome.value.done ? outcome.value.requests : [];
    expect(requests.map(({ text }) => text)).toContain(
      'histogram_quantile(0.95, sum by (le) (rate(d_bucket[900000ms])))'
    );
    const slow = NOW - 2 * DAY;
    const result = run(
      definitions,
      { kpi: 'p95', view: 'budget' },
      { cell: (_source, _word, start) => [start >= slow && start < slow + 6 * HOUR ? 0.9 : 0.2, 1] }
    );
    expect(column(result, 'badEvents')).toEqual([24]);
    expect(column(result, 'sli')![0]).toBeCloseTo(1 - 24 / (7 * 96 - 1), 3);
  });

  test('cannot be split; the value of a range is that of one long slice', () => {
    expect(planned(definitions, { kpi: 'p95', view: 'value' })).toMatchObject({
      value: { requests: [{ mode: 'range', startMs: NOW, endMs: NOW, stepMs: 24 * HOUR }] },
    });
    expect(planned(definitions, { kpi: 'p95', view: 'budget', by: ['region'] })).toMatchObject({
      diagnostics: [{ code: 'PL2002' }],
    });
  });
});

describe('the view burn', () => {
  const outage = stores(NOW - 2 * HOUR, NOW - HOUR, 0.5, {
    events: [{ at: NOW - 3 * HOUR, service: 'shop', version: 'v7' }],
  });
  const result = run(definitions, { kpi: 'requests', view: 'burn' }, outage);

  test('has a field a window, and beside it what is left', () => {
    const [burn, remaining] = result.frames;
    expect(burn.fields.map(({ name, labels }) => labels?.window ?? name)).toEqual([
      'time',
      '5m',
      '30m',
      '1h',
      '2h',
      '6h',
      '1d',
      '3d',
      '30d',
    ]);
    expect(remaining.fields.map(({ name }) => name)).toEqual([
      'time',
      'remaining',
      'ideal',
      'bad',
      'total',
      'costPerHour',
    ]);
    const times = burn.fields[0].values as number[];
    expect(times[times.length - 1]).toBe(NOW);
    const at = times.indexOf(NOW - HOUR);
    // Half of everything failed for an hour: 50 over the last hour, 25 over the last two.
    const value = (window: string) => burn.fields.find(({ labels }) => labels?.window === window)!.values[at] as number;
    expect(value('1h')).toBeCloseTo(50, 3);
    expect(value('2h')).toBeCloseTo(25, 3);
    expect(value('30d')).toBeCloseTo(50 / 720, 3);
  });

  test('shows page and ticket where both windows were over, deploys, and nothing else', () => {
    const { spans, events, windows } = meta<BurnMeta>(result);
    expect(windows).toHaveLength(8);
    expect(spans.filter(({ kind }) => kind === 'page').map(({ label }) => label)).toEqual([
      '14.4× · 1h and 5m',
      '6× · 6h and 30m',
    ]);
    const [page] = spans;
    // 14.4 over the last hour are reached after 17.28 minutes; five minutes after the end the short window lets go.
    expect(page.fromMs).toBe(NOW - 2 * HOUR + 20 * MINUTE);
    expect(page.toMs).toBe(NOW - HOUR + 5 * MINUTE);
    expect(events).toEqual([
      { atMs: NOW - 3 * HOUR, service: 'shop', version: 'v7', kind: 'deploy', label: 'shop v7' },
    ]);
  });

  test.each(Array.from({ length: 14 }, (_, i) => 9 + i))(
    'has a page that lasts exactly where the budget and the alert page: %i minutes of full outage',
    (minutes) => {
      // At 99 % 14.4 times over an hour are reached after 8.64 minutes of full outage, 6 over six hours after 21.6.
      const now = NOW + 3 * MINUTE;
      const failing = stores(now - minutes * MINUTE, now, 1);
      const context = { fromMs: now - DAY, toMs: now, nowMs: now };
      const ask = (view: 'budget' | 'burn' | 'alert') => run(definitions, { kpi: 'requests', view }, failing, context);
      const pages = meta<BurnMeta>(ask('burn')).spans.filter(({ kind, ongoing }) => kind === 'page' && ongoing);
      expect(pages.length > 0).toBe(true);
      expect(pages.every(({ fromMs, toMs }) => fromMs < toMs && toMs === now)).toBe(true);
      // It began with the first whole minute after 8.64.
      expect(now - pages[0].fromMs).toBe(Math.max(1, minutes - 9) * MINUTE);
      expect(column(ask('budget'), 'state')).toEqual(['page']);
      expect(alerts(ask('alert')).page).toBeGreaterThan(1);
    }
  );

  test('goes on without deploys that cannot be had, and says so', () => {
    const blind = run(definitions, { kpi: 'requests', view: 'burn' }, { ...outage, fails: ['shop-db'] });
    expect(blind.status).toBe('ok');
    expect(codes(blind)).toEqual(['PL4025']);
  });
});

describe('the view alert', () => {
  const burning = stores(NOW - 30 * MINUTE, NOW, 0.5);

  test('is one number a severity, with labels to route by and the condition that decides', () => {
    const result = run(definitions, { kpi: 'requests', view: 'alert' }, burning);
    expect(result.frames.map(({ fields: [field] }) => field.labels)).toEqual([
      { kpi: 'requests', severity: 'page', team: 'growth', area: 'shop' },
      { kpi: 'requests', severity: 'ticket', team: 'growth', area: 'shop' },
    ]);
    // 25 times over an hour, over 14.4.
    expect(alerts(result).page).toBeCloseTo(25 / 14.4, 2);
    expect(meta<ValueMeta>(result).governing).toMatchObject({ objective: 'month', condition: { factor: '14.4' } });
    expect(alerts(result).ticket).toBeLessThanOrEqual(1);
  });

  test('tells what the policy that nobody chose left out', () => {
    expect(codes(run(definitions, { kpi: 'several', view: 'alert' }, calm))).toContain('PL4024');
  });

  test('of one severity is only that', () => {
    const result = run(definitions, { kpi: 'requests', view: 'alert', severity: 'ticket' }, burning);
    expect(Object.keys(alerts(result))).toEqual(['ticket']);
  });

  test('of a KPI of low impact never pages', () => {
    expect(Object.keys(alerts(run(definitions, { kpi: 'minor', view: 'alert' }, burning)))).toEqual(['ticket']);
  });

  test('is held back after a deploy, and says so', () => {
    const events = [{ at: NOW - 9 * MINUTE, service: 'shop', version: 'v8' }];
    const result = run(definitions, { kpi: 'held', view: 'alert', severity: 'page' }, { ...burning, events });
    expect(alerts(result)).toEqual({ page: 1 });
    expect(result.notices).toMatchObject([{ code: 'PL4027', message: /Deploys shop v8 was just now/ }]);
    const later = run(
      definitions,
      { kpi: 'held', view: 'alert', severity: 'page' },
      { ...burning, events: [{ at: NOW - 10 * MINUTE }] }
    );
    expect(alerts(later).page).toBeGreaterThan(1);
  });

  test('is held back after a deploy also where a threshold fires and the objective does not', () => {
    const events = [{ at: NOW - 9 * MINUTE, service: 'shop', version: 'v8' }];
    const query = { kpi: 'held-threshold', view: 'alert' } as const;
    const slow = stores(NOW - DAY, NOW, 0.005);
    // The last hour's 0.995 is below the bound of 0.999.
    const low = expect.closeTo(2 - 0.995 / 0.999, 6);
    const held = run(definitions, query, { ...slow, events });
    expect(alerts(held)).toEqual({ page: 1, ticket: low });
    expect(held.notices).toMatchObject([{ code: 'PL4027', kpi: 'held-threshold', message: /its page is held back/ }]);
    const later = run(definitions, query, { ...slow, events: [{ at: NOW - 10 * MINUTE }] });
    expect(alerts(later)).toEqual({ page: low, ticket: low });
    expect(later.notices).toEqual([]);
  });

  test('is held back where there are only thresholds, and fails with the list of deploys', () => {
    const query = { kpi: 'held-alone', view: 'alert' } as const;
    const slow = stores(NOW - DAY, NOW, 0.005);
    const low = expect.closeTo(2 - 0.995 / 0.999, 6);
    const held = run(definitions, query, { ...slow, events: [{ at: NOW - 9 * MINUTE }] });
    expect(alerts(held)).toEqual({ page: 1 });
    expect(held.notices).toMatchObject([{ code: 'PL4027', kpi: 'held-alone' }]);
    expect(alerts(run(definitions, query, { ...slow, events: [{ at: NOW - 10 * MINUTE }] }))).toEqual({ page: low });
    expect(run(definitions, query, { ...slow, fails: ['shop-db'] })).toMatchObject({ status: 'error', frames: [] });
  });

  test('is no number, never 0, where too little was measured', () => {
    const result = run(
      definitions,
      { kpi: 'requests', view: 'alert', severity: 'page' },
      {
        cell: (source, word, start, end, segment) =>
          end > NOW - 20 * MINUTE ? undefined : calm.cell(source, word, start, end, segment),
      }
    );
    expect(alerts(result)).toEqual({ page: null });
    expect(result.status).toBe('nodata');
  });

  test('reads the very numbers that the timeline ends with', () => {
    const burn = run(definitions, { kpi: 'requests', view: 'burn' }, burning);
    const last = (window: string) =>
      burn.frames[0].fields.find(({ labels }) => labels?.window === window)!.values.slice(-1)[0] as number;
    const { page } = alerts(run(definitions, { kpi: 'requests', view: 'alert' }, burning));
    const conditions = meta<BurnMeta>(burn).objective.conditions.filter(({ severity }) => severity === 'page');
    expect(page).toBeCloseTo(
      Math.max(...conditions.map((c) => Math.min(last(c.long), last(c.short)) / c.threshold)),
      9
    );
  });

  test('of a failed source is an error as a whole', () => {
    const result = run(definitions, { kpi: 'requests', view: 'alert' }, { ...burning, fails: ['metrics'] });
    expect(result).toMatchObject({ status: 'error', frames: [] });
  });
});

describe('what cannot be asked is refused with a code', () => {
  test.each([
    [{ kpi: 'orders', view: 'budget', objective: 'mnth' }, 'PL2031'],
    [{ kpi: 'plain', view: 'budget' }, 'PL2032'],
    [{ kpi: 'plain', view: 'burn' }, 'PL2032'],
    [{ kpi: 'no-alerts', view: 'alert' }, 'PL2034'],
    [{ kpi: 'minor', view: 'alert', severity: 'page' }, 'PL2034'],
    [{ kpi: 'orders', view: 'value', objective: 'month' }, 'PL2014'],
    [{ kpi: 'orders', view: 'budget', severity: 'page' }, 'PL2014'],
  ] as const)('%j: %s', (query, code) => {
    expect(planned(definitions, query)).toMatchObject({ ok: false, diagnostics: [{ code }] });
  });
});
