/** Objectives at the edges of what was measured: sources that are late, stores that were silent, slices that were kept. */
import { expect, test } from 'vitest';
import { sliceStore } from '../slices';
import type { BudgetMeta, Result } from '../results/types';
import { column, HOUR, kpi, NOW, parsed, planned, run, SOURCES, type FakeStores } from './testing';

const MINUTE = 60_000;
const DAY = 24 * HOUR;
const rows = (where = '') => `{ source: shop-db, table: t, time: at, count: rows${where} }`;
const RATIO = `unit: ratio, measure: { ratio: { numerator: ${rows(', where: [ { field: ok, is: true } ]')}, denominator: ${rows()} } }`;

/** 60 events a minute, all in [fromMs, toMs) fail. */
const failing = (fromMs: number, toMs: number): FakeStores => ({
  cell: (_source, word, start, end) => {
    const all = (60 * (end - start)) / MINUTE;
    const failed = (60 * Math.max(0, Math.min(end, toMs) - Math.max(start, fromMs))) / MINUTE;
    return [word.startsWith('numerator') ? all - failed : all, all];
  },
});
const alerts = (result: Result) =>
  Object.fromEntries(
    result.frames.map(({ fields: [field] }) => [field.labels!.severity, field.values[0] as number | null])
  );

test('levels of an hour are never made by adding those of its minutes that were kept', () => {
  const definitions = parsed(
    SOURCES +
      kpi(
        'p95',
        'unit: seconds, measure: { gauge: { source: metrics, promql: "histogram_quantile(0.95, sum by (le) (rate(d_bucket[$window])))" } }, objectives: [ { name: fast, target: "0.9", timeWindow: { duration: 7d }, op: lte, value: "0.5", timeSliceWindow: 1h } ]'
      )
  );
  const store = sliceStore();
  const fast: FakeStores = { cell: () => [0.3, 1] };
  run(definitions, { kpi: 'p95', view: 'budget' }, fast, {}, store);
  // What was five minutes then is an hour now.
  const later = { nowMs: NOW + 2 * DAY, toMs: NOW + 2 * DAY };
  const result = run(definitions, { kpi: 'p95', view: 'budget' }, fast, later, store);
  expect(column(result, 'consumed')).toEqual([0]);
});

test.each([
  [
    'time slices that are not closed yet',
    RATIO,
    'budgetingMethod: Timeslices, timeSliceTarget: "0.95", timeSliceWindow: 1m',
  ],
  [
    'a second source that is late',
    `unit: ratio, measure: { ratio: { numerator: { source: metrics, metric: ok_total }, denominator: ${rows()} } }`,
    '',
  ],
])(
  'every window is judged behind %s: a full outage pages in the first of them, quiet is no lack of data',
  (_what, measure, method) => {
    const definitions = parsed(
      SOURCES +
        kpi(
          'late',
          `${measure}, objectives: [ { name: month, target: "0.99", timeWindow: { duration: 30d }${method && `, ${method}`} } ]`
        )
    );
    const at = (fromMs: number) => run(definitions, { kpi: 'late', view: 'alert' }, failing(fromMs, NOW));
    expect(alerts(at(NOW))).toEqual({ page: 0, ticket: 0 });
    // 20 minutes, of which the source has told of ten: a sixth of the hour before, 16.7 times the budget, 14.4 are allowed.
    expect(alerts(at(NOW - 20 * MINUTE)).page).toBeCloseTo(100 / 6 / 14.4, 6);
    const burn = run(definitions, { kpi: 'late', view: 'burn' }, failing(NOW - 20 * MINUTE, NOW));
    const five = burn.frames[0].fields.find(({ labels }) => labels?.window === '5m')!.values;
    expect(five[five.length - 1]).toBeCloseTo(100, 6);
  }
);

test('an exclusion of a composite takes five minutes of its members, not their hours', () => {
  const [fromMs, toMs] = [NOW - 10 * DAY + 40 * MINUTE, NOW - 10 * DAY + 70 * MINUTE];
  const iso = (ms: number) => new Date(ms).toISOString();
  const month = 'objectives: [ { name: month, target: "0.99", timeWindow: { duration: 30d } } ]';
  const definitions = parsed(
    SOURCES +
      kpi('one', `${RATIO}, ${month}`) +
      kpi('two', `${RATIO}, ${month}`) +
      kpi(
        'both',
        `unit: ratio, exclusions: [ { name: move, treatAs: removed, from: "${iso(fromMs)}", to: "${iso(toMs)}" } ], measure: { composite: [ { kpi: one, objective: month, weight: 1 }, { kpi: two, objective: month, weight: 1 } ] }, ${month}`
      )
  );
  const result = run(definitions, { kpi: 'both', view: 'budget' }, failing(fromMs, toMs));
  expect(column(result, 'consumed')).toEqual([0]);
});

test.each([
  ['gap', 'no rows are no revenue: a page, and a budget that is spent', 1, true],
  ['bad', 'the same', 1, true],
  ['good', 'a pause that was meant', 0, false],
])(
  'revenue a minute of a database that has no rows for six hours, absentIs %s: %s',
  (absentIs, _what, share, fires) => {
    const definitions = parsed(
      SOURCES +
        kpi(
          'revenue',
          `unit: "currency:EUR/min", measure: { sum: { source: shop-db, table: t, time: at, value: { expression: amount } } }, objectives: [ { name: flows, target: "0.95", timeWindow: { duration: 30d }, op: gte, value: "10", absentIs: ${absentIs} } ]`
        )
    );
    const silent = NOW - 6 * HOUR;
    const stores: FakeStores = {
      cell: (_source, _word, start, end) => (start >= silent ? undefined : [(100 * (end - start)) / MINUTE, 60]),
    };
    const page = alerts(run(definitions, { kpi: 'revenue', view: 'alert' }, stores)).page!;
    expect(page > 1).toBe(fires);
    // 72 slices of five minutes, less the two within the lateness of the source.
    const failed = column(run(definitions, { kpi: 'revenue', view: 'budget' }, stores), 'badEvents')![0];
    expect(failed).toBe(70 * share);
  }
);

const EXCLUDED =
  'exclusions: [ { name: move, treatAs: removed, from: "2026-01-01T00:00:00Z", to: "2026-01-02T00:00:00Z" } ], ';
test.each([
  [
    'minutes of 90 days',
    '',
    '{ duration: 90d }',
    'budgetingMethod: Timeslices, timeSliceTarget: "0.95", timeSliceWindow: 1m',
  ],
  ['an exclusion in 400 days', EXCLUDED, '{ duration: 400d }', ''],
  [
    'an exclusion in a calendar year, on its last day',
    EXCLUDED,
    '{ duration: 1Y, rolling: false, calendar: { timeZone: UTC } }',
    '',
  ],
])('%s are not too many slices', (_what, excluded, timeWindow, method) => {
  const definitions = parsed(
    SOURCES +
      kpi(
        'long',
        `${RATIO}, ${excluded}objectives: [ { name: long, target: "0.99", timeWindow: ${timeWindow}${method && `, ${method}`} } ]`
      )
  );
  const nowMs = Date.UTC(2026, 11, 31, 23, 51);
  expect(planned(definitions, { kpi: 'long', view: 'budget' }, { nowMs, toMs: nowMs })).toMatchObject({ ok: true });
});

test('minutes of a year are too many slices, and the hint says what to change', () => {
  const slices = 'budgetingMethod: Timeslices, timeSliceTarget: "0.95", timeSliceWindow: 1m';
  const definitions = parsed(
    SOURCES +
      kpi(
        'long',
        `${RATIO}, objectives: [ { name: long, target: "0.99", timeWindow: { duration: 1Y, rolling: false }, ${slices} } ]`
      )
  );
  const outcome = planned(definitions, { kpi: 'long', view: 'budget' });
  expect(outcome).toMatchObject({ ok: false, diagnostics: [{ code: 'PL2017' }, {}] });
  expect(!outcome.ok && outcome.diagnostics[0].hint).toContain('timeSliceWindow');
});

test('what a composite can burn at most is what its members can: the page of its policy stays, and one that none can reach goes', () => {
  const month = (target: string) =>
    `objectives: [ { name: month, target: "${target}", timeWindow: { duration: 30d } } ]`;
  const members = (a: string, b: string) =>
    `unit: ratio, measure: { composite: [ { kpi: ${a}, objective: month, weight: 3 }, { kpi: ${b}, objective: month, weight: 1 } ] }`;
  const definitions = parsed(
    SOURCES +
      kpi('strict', `${RATIO}, ${month('0.999')}`) +
      kpi('loose', `${RATIO}, ${month('0.9')}`) +
      kpi('lax', `${RATIO}, ${month('0.8')}`) +
      kpi('mixed', `${members('strict', 'loose')}, ${month('0.9')}`) +
      kpi('never', `${members('loose', 'lax')}, ${month('0.999')}`)
  );
  const conditions = (name: string) => {
    const result = run(definitions, { kpi: name, view: 'budget' }, failing(0, NOW));
    const [objective] = (result.frames[0].meta as unknown as BudgetMeta).objectives;
    return { maxBurn: objective.maxBurn, factors: objective.conditions.map(({ factor }) => factor) };
  };
  expect(conditions('mixed')).toEqual({ maxBurn: 752.5, factors: ['14.4', '6', '3', '1'] });
  expect(conditions('never')).toEqual({ maxBurn: 8.75, factors: ['6', '3', '1'] });
  // The highest of both conditions: 752.5 times where six are allowed.
  const alert = run(definitions, { kpi: 'mixed', view: 'alert' }, failing(0, NOW));
  expect(alerts(alert).page).toBeCloseTo(752.5 / 6, 6);
  // That is no more than can fail; only the ticket gives way to the page.
  expect(alert.notices.map(({ code }) => code)).toEqual(['PL4027']);
  const budget = run(definitions, { kpi: 'mixed', view: 'budget' }, failing(0, NOW));
  expect(column(budget, 'burnRate')![0]).toBeCloseTo(752.5, 6);
  expect(budget.notices).toEqual([]);
});

test('an alert without a verdict names what its worst window lacks, not what the month lacks', () => {
  const definitions = parsed(
    SOURCES +
      kpi(
        'paused',
        `unit: ratio, measure: { ratio: { numerator: { source: metrics, metric: ok_total }, denominator: { source: metrics, metric: all_total } } }, ${MONTH}`
      )
  );
  const silentFrom = (fromMs: number): FakeStores => ({
    cell: (_source, _word, start, end) => (end > fromMs ? undefined : [(end - start) / MINUTE, 1]),
  });
  const said = (fromMs: number) => {
    const result = run(definitions, { kpi: 'paused', view: 'alert', severity: 'page' }, silentFrom(fromMs));
    expect(alerts(result)).toEqual({ page: null });
    return result.notices.map(({ code, message }) => [code, message]);
  };
  // Nothing for half an hour: the five minutes before now have nothing at all, the hour has half, three days nearly all.
  expect(said(NOW - 30 * MINUTE)).toEqual([['PL4020', expect.stringMatching(/only 0 %.* less than 90 %/)]]);
  expect(said(NOW - 10 * DAY)).toEqual([['PL4021', expect.stringContaining('nothing was measured between')]]);
});

const SUM = `unit: "ratio", segments: [ { name: device, field: device } ], privacy: { minCohort: 5 }, measure: { ratio: { numerator: { source: shop-db, table: t, time: at, value: amount, where: [ { field: ok, is: true } ] }, denominator: { source: shop-db, table: t, time: at, value: amount } } }`;
const MONTH = 'objectives: [ { name: month, target: "0.99", timeWindow: { duration: 30d } } ]';

test('a small group is told by its events, not by what they add up to, with and without a split', () => {
  const definitions = parsed(SOURCES + kpi('value', `${SUM}, ${MONTH}`));
  // One order of 100 in a month.
  const one: FakeStores = {
    cell: (_source, word, start) => (start === NOW - 10 * DAY ? [word.startsWith('events') ? 1 : 100, 1] : undefined),
    segments: [['mobile']],
  };
  for (const by of [['device'], []]) {
    const stores = by.length === 0 ? { ...one, segments: [[]] } : one;
    const result = run(definitions, { kpi: 'value', view: 'budget', by }, stores);
    expect(column(result, 'totalEvents')).toEqual([null]);
    expect(result.notices.map(({ code }) => code)).toContain('PL4007');
  }
});

test('a timeline shows no stretch of a small group', () => {
  const definitions = parsed(SOURCES + kpi('few', `${RATIO}, privacy: { minCohort: 50 }, ${MONTH}`));
  const hourly: FakeStores = {
    cell: (_s, _word, start, end) => (end - start >= HOUR || start % HOUR === 0 ? [1, 1] : undefined),
  };
  const result = run(definitions, { kpi: 'few', view: 'burn' }, hourly);
  const of = (name: string, frame: number) => column(result, name, frame)!.filter((value) => value !== null);
  expect(of('total', 1)).toEqual([]);
  expect(of('bad', 1)).toEqual([]);
  const long = result.frames[0].fields.filter(({ labels }) => labels?.window === '30d')[0];
  const short = result.frames[0].fields.filter(({ labels }) => labels?.window === '1d')[0];
  expect(long.values.some((value) => value !== null)).toBe(true);
  expect(short.values.every((value) => value === null)).toBe(true);
});

test('more failures than there was count as everything, and are told', () => {
  const definitions = parsed(
    SOURCES +
      kpi(
        'twice',
        `unit: ratio, measure: { ratio: { failures: ${rows(', where: [ { field: bad, is: true } ]')}, denominator: ${rows()} } }, ${MONTH}`
      )
  );
  const stores: FakeStores = {
    cell: (_s, word, start, end) => [((end - start) / MINUTE) * (word.startsWith('numerator') ? 2 : 1), 1],
  };
  const result = run(definitions, { kpi: 'twice', view: 'budget' }, stores);
  expect(column(result, 'sli')).toEqual([0]);
  expect(column(result, 'burnRate')![0]).toBeCloseTo(100, 9);
  expect(column(result, 'badEvents')).toEqual(column(result, 'totalEvents'));
  expect(result.notices.map(({ code }) => code)).toContain('PL4028');
});

test('exclusions around more events than can be listed are an error, not half of them', () => {
  const definitions = parsed(
    SOURCES +
      kpi('shut', `${RATIO}, exclusions: [ { name: deploy, events: deploys } ], ${MONTH}`) +
      `---
apiVersion: plumbline/v1
kind: Events
metadata: { name: deploys }
spec: { type: deploy, source: shop-db, table: deploys, time: at }
`
  );
  const events = Array.from({ length: 2001 }, (_, i) => ({ at: NOW - i * MINUTE }));
  const result = run(definitions, { kpi: 'shut', view: 'budget' }, { ...failing(0, 0), events });
  expect(result).toMatchObject({ status: 'error', frames: [], notices: [{ code: 'PL4029', severity: 'error' }] });
});
