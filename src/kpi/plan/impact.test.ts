import { describe, expect, test } from 'vitest';
import type { ImpactMeta, Result } from '..';
import { sliceStore } from '../slices';
import { column, HOUR, kpi, NOW, parsed, planned, run, SOURCES, type Cell, type FakeStores } from './testing';

const MINUTE = 60_000;
const DAY = 24 * HOUR;
const part = (more = '') => `{ source: shop-db, table: t, time: at, count: rows${more} }`;
const SEGMENTS = 'segments: [ { name: region, field: region }, { name: device, field: device } ]';
const RATIO = `unit: ratio, ${SEGMENTS}, measure: { ratio: { numerator: ${part(', where: [ { field: ok, is: true } ]')}, denominator: ${part()} } }`;
const COUNTERS =
  'unit: ratio, measure: { ratio: { failures: { source: metrics, metric: errors_total }, denominator: { source: metrics, metric: requests_total } } }';

const definitions = parsed(
  SOURCES +
    kpi(
      'success',
      `${RATIO}, valuePerUnit: { amount: "2.50", currency: EUR }, objectives: [ { name: month, target: "0.99", timeWindow: { duration: 30d } } ]`
    ) +
    kpi('alone', `${RATIO}, impact: { control: none, minimumEffect: "0.002", settle: 0s }`) +
    kpi('regional', `${RATIO}, impact: { control: { segment: region } }`) +
    kpi('small', `${RATIO}, privacy: { minCohort: 1000000 }`) +
    kpi('shut', `${RATIO}, exclusions: [ { name: once, from: "2026-11-23T09:00:00Z", to: "2026-11-23T09:15:00Z" } ]`) +
    kpi('orders', `unit: count, ${SEGMENTS}, timeZone: Europe/Berlin, measure: { count: ${part()} }`) +
    kpi('revenue', `unit: currency:EUR, measure: { sum: { source: shop-db, table: t, time: at, value: amount } }`) +
    kpi('requests', COUNTERS) +
    kpi('minutes', `unit: seconds, measure: { freshness: { source: shop-db, table: t, time: at } }`) +
    kpi('twice', `unit: count, measure: { derived: { expression: "a + a", inputs: [ { as: a, kpi: orders } ] } }`) +
    `---
apiVersion: plumbline/v1
kind: Events
metadata: { name: deploys, displayName: Deploys }
spec: { type: deploy, source: shop-db, table: deploys, time: at, service: service, version: version }
`
);

const AT = NOW - 3 * HOUR;
const ID = `deploys/${AT}/shop/v9`;

/** 60 events a minute, all through history; of those from `from` on a share fails beside the usual one. Wobbles a little from slice to slice. */
const shop =
  (
    more: number,
    from = AT,
    usual = 0.01,
    perMinute = (_: number, _segment: readonly string[]) => 600
  ): FakeStores['cell'] =>
  (_source, word, start, end, segment): Cell => {
    const all = (perMinute(start, segment) * (end - start)) / MINUTE;
    const wobble = 1 + 0.05 * (((start / (5 * MINUTE)) % 3) - 1);
    const failed = all * (usual * wobble + (start >= from ? more : 0));
    return [word.startsWith('numerator') ? (_source === 'metrics' ? failed : all - failed) : all, all];
  };
const impact = (name: string, stores: FakeStores, query = {}, context = {}) =>
  run(definitions, { kpi: name, view: 'impact', deploy: ID, ...query }, stores, context);
const meta = (result: Result) => result.frames[0].meta as unknown as ImpactMeta;
const first = (result: Result, name: string) => column(result, name)?.[0];
const codes = (result: Result) => result.notices.map(({ code }) => code).sort();

describe('the view impact', () => {
  test('has the documented fields in their order', () => {
    const result = impact('success', { cell: shop(0.05) });
    expect(result.frames[0].fields.map(({ name }) => name)).toEqual([
      ...[
        'before',
        'after',
        'expected',
        'effect',
        'effectLow',
        'effectHigh',
        'pValue',
        'verdict',
        'beforeEvents',
        'afterEvents',
      ],
      ...['neededEvents', 'lost', 'lostLow', 'lostHigh', 'cost', 'costLow', 'costHigh', 'budgetShare', 'budgetMs'],
    ]);
  });

  test('of a deploy after which five points fail: effect, loss, money and budget as a hand reckons them', () => {
    const result = impact('success', { cell: shop(0.05) });
    expect(first(result, 'verdict')).toBe('worse');
    expect(first(result, 'effect')).toBeCloseTo(-0.05, 4);
    expect(first(result, 'effectHigh')).toBeLessThan(-0.04);
    expect(first(result, 'pValue')).toBeLessThan(1e-6);
    // 55 minutes of 600: settling time rounds up to a slice of five minutes.
    expect(first(result, 'afterEvents')).toBe(33_000);
    expect(first(result, 'beforeEvents')).toBe(36_000);
    expect(first(result, 'lost')).toBeCloseTo(0.05 * 33_000, 0);
    expect(first(result, 'cost')).toBeCloseTo(0.05 * 33_000 * 2.5, 0);
    expect(first(result, 'costLow') as number).toBeLessThan(first(result, 'cost') as number);
    // 6 % of 55 minutes failed; 1 % of 30 days may.
    expect(first(result, 'budgetShare')).toBeCloseTo((0.06 * 55) / (0.01 * 30 * 24 * 60), 4);
    expect(first(result, 'budgetMs')).toBeCloseTo((0.06 * 55 * MINUTE) / 0.01, -5);
    const { control, event, matters, after, method } = meta(result);
    expect(control).toEqual({ kind: 'weekday', words: 'the same hours of 4 Mondays before' });
    expect(event).toMatchObject({ id: ID, service: 'shop', version: 'v9', atMs: AT });
    expect(matters).toBeCloseTo(0.005, 12);
    expect(after).toEqual({ fromMs: AT + 5 * MINUTE, toMs: AT + HOUR, untilMs: AT + HOUR });
    expect(method.length).toBeGreaterThan(3);
    expect(codes(result)).toEqual([]);
  });

  test('of a deploy that changed nothing: none, with enough traffic', () => {
    const result = impact('success', { cell: shop(0) });
    expect(first(result, 'verdict')).toBe('none');
    expect(first(result, 'neededEvents')).toBeNull();
  });

  test('with little traffic: waiting, and how many more', () => {
    const result = impact('alone', { cell: shop(0, AT, 0.01, () => 5) });
    expect(first(result, 'verdict')).toBe('waiting');
    expect(meta(result).control).toEqual({ kind: 'none', words: 'none: as it was asked for' });
    expect(meta(result).matters).toBe(0.002);
  });

  test('just after the deploy nothing was seen: waiting', () => {
    const result = impact('success', { cell: shop(0) }, { deploy: `deploys/${NOW - MINUTE}/shop/v9` });
    expect(first(result, 'verdict')).toBe('waiting');
    expect(first(result, 'after')).toBeNull();
    expect(first(result, 'before')).toBeCloseTo(0.99, 3);
    expect(codes(result)).not.toContain('PL4057');
    expect(meta(result).control.words).toContain('nothing was seen');
  });

  test('rows that may still come, or ripen, are no loss: tables are seen as far as they are closed, counters up to now', () => {
    const at = NOW - 30 * MINUTE;
    const ripe = shop(0);
    const young: FakeStores['cell'] = (source, word, start, end, segment) =>
      ripe(source, word, start, end, segment)!.map((value) =>
        word === 'numerator' && start >= NOW - 10 * MINUTE && source === 'shop-db' ? value / 2 : value
      ) as never;
    const table = impact('success', { cell: young }, { deploy: `deploys/${at}/shop/v9` });
    expect(first(table, 'verdict')).not.toBe('worse');
    expect(meta(table).after.toMs).toBe(NOW - 10 * MINUTE);
    expect(codes(table)).toContain('PL4061');
    expect(meta(impact('requests', { cell: young }, { deploy: `deploys/${at}/shop/v9` })).after.toMs).toBe(NOW);
  });

  test('takes the event’s own record where the store has it', () => {
    const result = impact('success', { cell: shop(0), events: [{ at: AT, service: 'shop', version: 'v9' }] });
    expect(meta(result).event).toMatchObject({ id: ID, title: 'shop v9', source: 'shop-db' });
  });

  test('without a deploy the range is the time after', () => {
    const cell = shop(0.05, NOW - 2 * HOUR);
    const result = run(
      definitions,
      { kpi: 'success', view: 'impact' },
      { cell },
      { fromMs: NOW - 2 * HOUR, toMs: NOW - HOUR }
    );
    expect(meta(result)).toMatchObject({
      after: { fromMs: NOW - 2 * HOUR, toMs: NOW - HOUR },
      before: { toMs: NOW - 2 * HOUR },
    });
    expect(meta(result).event).toBeUndefined();
    expect(first(result, 'lost')).toBeCloseTo(0.05 * 36_000, 0);
  });

  test('of counts compares with the same hours of earlier weeks: a rhythm is no effect', () => {
    const day = (start: number) => 200 + 150 * Math.sin((2 * Math.PI * start) / DAY);
    const result = impact('orders', { cell: shop(0, AT, 0, day) });
    expect(meta(result).control.kind).toBe('weekday');
    expect(Math.abs(first(result, 'effect') as number)).toBeLessThan(0.01 * (first(result, 'expected') as number));
    expect(['none', 'waiting']).toContain(first(result, 'verdict'));
    // The unit is that of the KPI: orders in the time after.
    expect(first(result, 'after')).toBeCloseTo(first(result, 'afterEvents') as number, 6);
  });

  test('of counts without history says that the time of day may look like an effect', () => {
    const young = shop(0, AT, 0);
    const cell: FakeStores['cell'] = (...args) => (args[2] < NOW - 2 * DAY ? undefined : young(...args));
    const result = impact('orders', { cell });
    expect(codes(result)).toContain('PL4057');
    expect(meta(result).control.kind).toBe('none');
  });

  test('the weekday follows the clocks: Berlin’s change of October lies between', () => {
    const at = Date.UTC(2026, 9, 28, 9);
    const outcome = planned(definitions, { kpi: 'orders', view: 'impact', deploy: `deploys/${at}/shop/v1` });
    const work = outcome.ok && !outcome.value.done ? outcome.value.plan.work : undefined;
    const [item] = (work as { items: Array<{ fromMs: number }> }).items;
    // Four weeks earlier clocks were an hour ahead: 09:00 of then was 08:00 UTC of now.
    expect(item.fromMs).toBe(at - 28 * DAY - HOUR - HOUR);
  });

  test('revenue is money itself', () => {
    const cell: FakeStores['cell'] = (_s, _w, start, end) => [
      ((start >= AT ? 90 : 100) * (end - start)) / MINUTE + ((start / MINUTE / 5) % 2 ? 3 : -3),
      10,
    ];
    const result = impact('revenue', { cell });
    expect(first(result, 'verdict')).toBe('worse');
    expect(first(result, 'cost')).toBeCloseTo(first(result, 'lost') as number, 9);
    expect(first(result, 'cost')).toBeCloseTo(550, -1);
    expect(first(result, 'neededEvents')).toBeNull();
  });

  test('lost requests of a counter of failures: the ratio counts what did not fail', () => {
    const result = impact('requests', { cell: shop(0.05) });
    expect(first(result, 'effect')).toBeCloseTo(-0.05, 3);
    expect(first(result, 'verdict')).toBe('worse');
  });

  test('a gap after the deploy is no loss: unknown, with the coverage', () => {
    const full = shop(0);
    const cell: FakeStores['cell'] = (...args) =>
      args[2] >= AT + 20 * MINUTE && args[2] < AT + HOUR ? undefined : full(...args);
    const result = impact('requests', { cell });
    expect(first(result, 'verdict')).toBe('unknown');
    expect([first(result, 'effect'), first(result, 'effectLow'), first(result, 'lost')]).toEqual([null, null, null]);
    expect(codes(result)).toContain('PL4059');
  });

  test('nothing at all is nodata, not zero', () => {
    const result = impact('requests', { cell: () => undefined });
    expect(result.status).toBe('nodata');
    expect(first(result, 'before')).toBeNull();
    expect(first(result, 'verdict')).toBe('unknown');
  });

  test('good events that were never seen are not called an outage', () => {
    const cell: FakeStores['cell'] = (source, word, ...rest) =>
      word.startsWith('numerator') ? undefined : shop(0)(source, word, ...rest);
    const result = impact('requests', { cell });
    // A counter of failures that has no series: nothing failed.
    expect(first(result, 'before')).toBe(1);
  });

  test('excluded time is left out, and said', () => {
    const result = impact('shut', { cell: shop(0) }, {}, {});
    expect(codes(result)).toContain('PL4062');
    expect(first(result, 'afterEvents')).toBe(33_000 - 10 * 600);
  });

  test('splits by segments; one that moved alone is named (F4)', () => {
    const hurt: FakeStores['cell'] = (source, word, start, end, segment) =>
      shop(segment[0] === 'us' ? 0.05 : 0)(source, word, start, end, segment);
    const result = impact('success', { cell: hurt, segments: [['eu'], ['us'], ['asia']] }, { by: ['region'] });
    expect(column(result, 'region')?.[0]).toBeNull();
    expect(column(result, 'verdict')).toEqual(expect.arrayContaining(['worse', 'none']));
    const [divergence] = meta(result).divergence;
    expect(divergence).toMatchObject({ segment: 'region', diverges: true });
    expect(divergence.words).toContain('us moved alone');
  });

  test('segments that moved alike do not diverge', () => {
    const result = impact('success', { cell: shop(0.05), segments: [['eu'], ['us'], ['asia']] }, { by: ['region'] });
    expect(meta(result).divergence[0]).toMatchObject({ diverges: false });
  });

  test('another region as control takes its own move along', () => {
    const both: FakeStores['cell'] = (source, word, start, end, segment) =>
      shop(segment[0] === 'us' ? 0.02 : 0.05)(source, word, start, end, segment);
    const stores = { cell: both, segments: [['eu'], ['us']] };
    const result = impact('alone', stores, { control: 'region=us' });
    expect(first(result, 'effect')).toBeCloseTo(-0.03, 4);
    expect(meta(result).control).toEqual({ kind: 'segment', words: 'region us' });
    const filtered = impact('regional', stores, { filters: { region: ['eu'] } });
    expect(first(filtered, 'effect')).toBeCloseTo(-0.03, 4);
    const rows = impact('regional', stores, { by: ['region'] });
    expect(column(rows, 'effect')?.[column(rows, 'region')!.indexOf('eu')]).toBeCloseTo(-0.03, 4);
    expect(codes(impact('regional', stores))).toContain('PL4058');
  });

  test('small groups are not shown', () => {
    const result = impact('small', { cell: shop(0.05) });
    expect([first(result, 'before'), first(result, 'effect'), first(result, 'afterEvents')]).toEqual([
      null,
      null,
      null,
    ]);
    expect(codes(result)).toContain('PL4007');
  });

  test('asks once over all its time, and only the tail again', () => {
    const store = sliceStore();
    const query = { kpi: 'success', view: 'impact', deploy: ID } as const;
    const outcome = planned(definitions, query, {}, store);
    // The slices of both parts in one statement, and the event itself.
    expect(outcome.ok && !outcome.value.done && outcome.value.requests.length).toBe(2);
    run(definitions, query, { cell: shop(0) }, {}, store);
    const again = planned(definitions, query, {}, store);
    expect(again.ok && !again.value.done && again.value.requests.length).toBe(1);
  });

  test('a source that fails is an error that names it', () => {
    expect(impact('requests', { cell: shop(0), fails: ['metrics'] })).toMatchObject({
      status: 'error',
      frames: [],
      notices: [{ code: 'PL3104' }],
    });
  });
});

describe('what view impact refuses', () => {
  const refused = (query: object) => {
    const outcome = planned(definitions, { view: 'impact', deploy: ID, ...query });
    return outcome.ok ? 'planned' : outcome.diagnostics[0].code;
  };
  test.each([
    ['levels', { kpi: 'minutes' }, 'PL2075'],
    ['derived KPIs', { kpi: 'twice' }, 'PL2075'],
    ['ids that are none', { kpi: 'orders', deploy: 'v9' }, 'PL2076'],
    ['ids with strange letters', { kpi: 'orders', deploy: '%/1/a/b' }, 'PL2076'],
    ['events that are still to come', { kpi: 'orders', deploy: `deploys/${NOW + 1}/a/b` }, 'PL2079'],
    ['events before 1970', { kpi: 'orders', deploy: 'deploys/-5/a/b' }, 'PL2079'],
    ['controls that are none', { kpi: 'orders', control: 'moon' }, 'PL2077'],
    ['segments that it does not have', { kpi: 'orders', control: 'planet=mars' }, 'PL2077'],
    ['no time after', { kpi: 'orders', after: '0s' }, 'PL2078'],
    ['words for lengths', { kpi: 'orders', before: 'long' }, 'PL2078'],
  ])('%s', (_, query, code) => expect(refused(query)).toBe(code));

  test('of an area asks those that have an effect', () => {
    const outcome = planned(definitions, { area: 'shop', view: 'impact', deploy: ID });
    expect(outcome.ok).toBe(true);
  });
});
