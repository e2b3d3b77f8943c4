import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DeploysMeta, Result } from '..';
import { tileCount } from '../slices';
import type { Work } from './work';
import { column, HOUR, kpi, NOW, parsed, planned, run, SOURCES, type Cell, type FakeStores } from './testing';

const MINUTE = 60_000;
const DAY = 24 * HOUR;
const part = (more = '') => `{ source: shop-db, table: t, time: at, count: rows${more} }`;
const RATIO = `unit: ratio, segments: [ { name: region, field: region } ], measure: { ratio: { numerator: ${part(', where: [ { field: ok, is: true } ]')}, denominator: ${part()} } }`;
const MONTH = 'objectives: [ { name: month, target: "0.99", timeWindow: { duration: 30d } } ]';
const definitions = parsed(
  SOURCES +
    kpi('success', `${RATIO}, valuePerUnit: { amount: "2.50", currency: EUR }, ${MONTH}`) +
    kpi('orders', `unit: count, measure: { count: ${part()} }`) +
    kpi('revenue', 'unit: currency:EUR, measure: { sum: { source: shop-db, table: t, time: at, value: amount } }') +
    kpi('small', `${RATIO}, privacy: { minCohort: 1000000 }`) +
    kpi(
      'broken',
      'unit: ratio, measure: { ratio: { failures: { source: metrics, metric: errors_total }, denominator: { source: metrics, metric: requests_total } } }'
    ) +
    kpi('twice', 'unit: count, measure: { derived: { expression: "a + a", inputs: [ { as: a, kpi: orders } ] } }') +
    `---
apiVersion: plumbline/v1
kind: Events
metadata: { name: deploys, displayName: Deploys }
spec: { type: deploy, source: shop-db, table: deploys, time: at, service: service, version: version, kind: kind }
---
apiVersion: plumbline/v1
kind: Events
metadata: { name: incidents, displayName: Incidents }
spec: { type: incident, source: shop-db, table: incidents, time: at, end: over, kpi: kpi, title: title }
`
);

/** 600 events a minute, a per cent fails; 6 % of those from `from` on. */
const shop =
  (from: number, to = Infinity): FakeStores['cell'] =>
  (_source, word, start, end): Cell => {
    const all = (600 * (end - start)) / MINUTE;
    const wobble = 1 + 0.05 * (((start / (5 * MINUTE)) % 3) - 1);
    const bad = Math.max(0, Math.min(end, to) - Math.max(start, from)) / (end - start);
    const failed = all * (0.01 * wobble + 0.05 * bad);
    return [word.startsWith('numerator') ? all - failed : all, all];
  };
const AT = NOW - 5 * HOUR;
const events: Array<Record<string, string | number | null>> = [
  { at: AT - 6 * HOUR, service: 'web', version: 'v1' },
  { at: AT, service: 'shop', version: 'v2' },
  { at: AT + 40 * MINUTE, service: 'shop', version: 'v1', kind: 'rollback' },
  { at: AT + 50 * MINUTE, kind: 'incident' },
];
const ask = (query: object, stores: FakeStores, context = {}) =>
  run(definitions, { view: 'deploys', events: ['deploys'], ...query }, stores, context);
const meta = (result: Result) => result.frames[0].meta as unknown as DeploysMeta;
const codes = (result: Result) => result.notices.map(({ code }) => code);

describe('effects of view deploys', () => {
  const result = ask({ kpi: 'success' }, { cell: shop(AT, AT + HOUR), events });

  test('stand after the fields of events, labelled with the KPI', () => {
    const fields = result.frames[0].fields.filter(({ labels }) => labels?.kpi === 'success');
    expect(fields.map(({ name }) => name)).toEqual([
      'effect',
      'effectLow',
      'effectHigh',
      'verdict',
      'budgetMs',
      'cost',
    ]);
  });

  test('of a change are its verdict and size; incidents have none', () => {
    const verdicts = column(result, 'verdict')!;
    expect(verdicts[0]).toBe('none');
    expect(verdicts[1]).toBe('worse');
    expect(verdicts[3]).toBeNull();
    expect(column(result, 'effect')![1]).toBeCloseTo(-0.05, 3);
    expect(column(result, 'cost')![1]).toBeCloseTo(0.05 * 55 * 600 * 2.5, 0);
    expect(column(result, 'cost')![3]).toBeNull();
  });

  test('are the numbers of view impact of the same change', () => {
    const [id] = [column(result, 'id')![1] as string];
    const impact = run(
      definitions,
      { kpi: 'success', view: 'impact', deploy: id },
      { cell: shop(AT, AT + HOUR), events }
    );
    for (const name of ['effect', 'effectLow', 'effectHigh', 'verdict', 'budgetMs', 'cost']) {
      const [here, there] = [column(result, name)![1], column(impact, name)![0]];
      if (typeof there === 'number' && name !== 'budgetMs') {
        expect(here as number).toBeCloseTo(there, 9);
      } else if (name === 'verdict') {
        expect(here).toBe(there);
      }
    }
  });

  test('say what else changed in the time', () => {
    const { effects } = meta(result);
    expect(effects.map(([effect]) => effect?.overlaps)).toEqual([false, true, true, undefined]);
    expect(effects[1][0]).toMatchObject({
      beforeToMs: AT,
      afterToMs: AT + HOUR,
      control: 'the same hours of 4 Mondays before',
    });
  });

  test('show when the objective burned', () => {
    const { burning, kpis } = meta(result);
    expect(kpis[0]).toMatchObject({ kpi: 'success', better: 'higher', currency: 'EUR', objective: 'month' });
    expect(burning.length).toBeGreaterThan(0);
    expect(burning.every(({ kpi: name, fromMs }) => name === 'success' && fromMs >= AT)).toBe(true);
  });

  test('are null for KPIs that cannot have one, and of what failed only that KPI’s', () => {
    const mixed = ask(
      { kpis: ['success', 'twice', 'broken', 'small'] },
      { cell: shop(AT), events, fails: ['metrics'] }
    );
    expect(mixed.status).toBe('partial');
    const of = (name: string, field = 'verdict') =>
      mixed.frames[0].fields.find((f) => f.name === field && f.labels?.kpi === name)!.values[1];
    expect([of('success'), of('twice'), of('broken'), of('small')]).toEqual(['worse', null, null, 'unknown']);
    expect(of('small', 'effect')).toBeNull();
    expect(codes(mixed).filter((code) => code === 'PL3104')).toHaveLength(1);
  });

  test('ask each part once for all changes, their line and their objective', () => {
    const outcome = planned(definitions, { kpi: 'success', view: 'deploys', events: ['deploys'] });
    const requests = outcome.ok && !outcome.value.done ? outcome.value.requests : [];
    // The list of events; slices of the line, of the effects and of the objective, each with both parts.
    expect(requests.length).toBeLessThanOrEqual(5);
  });

  test('of a long range are measured in hours, and that is said', () => {
    const long = ask({ kpi: 'success' }, { cell: shop(AT), events }, { fromMs: NOW - 90 * DAY });
    expect(codes(long)).toContain('PL4060');
  });

  test('without a KPI there are no fields of effects', () => {
    expect(ask({}, { cell: shop(AT), events }).frames[0].fields.some(({ name }) => name === 'effect')).toBe(false);
  });

  test('hundreds of changes over 30 days are arithmetic, whatever their order and number', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 30 * 24 * 60 - 1 }), { minLength: 300, maxLength: 300 }),
        (minutes) => {
          const many = minutes.map((minute, i) => ({
            at: NOW - minute * MINUTE,
            service: `s${i % 7}`,
            version: `v${i}`,
          }));
          const answer = ask({ kpi: 'success' }, { cell: shop(Infinity), events: many }, { fromMs: NOW - 30 * DAY });
          const verdicts = column(answer, 'verdict')!;
          expect(verdicts.every((verdict) => verdict === 'none' || verdict === 'waiting')).toBe(true);
        }
      ),
      { numRuns: 2 }
    );
  });
});

describe('costs of view incidents', () => {
  const rows = [{ at: AT, ended: AT + HOUR, kpi: 'success', title: 'Down' }] as unknown as FakeStores['events'];
  const incidents = (query: object, cell: FakeStores['cell']) =>
    run(definitions, { view: 'incidents', events: ['incidents'], ...query }, { cell, events: rows });

  test('are what failed while they lasted, and its price', () => {
    const result = incidents({ kpis: ['success', 'orders'] }, shop(AT, AT + HOUR));
    expect(column(result, 'badEvents')![0]).toBeCloseTo(0.06 * 36_000, 0);
    expect(column(result, 'cost')![0]).toBeCloseTo(0.06 * 36_000 * 2.5, -1);
  });

  test('are null of a KPI that protects small groups', () => {
    expect(column(incidents({ kpi: 'small' }, shop(AT)), 'badEvents')).toEqual([null]);
  });

  test('are null without a KPI', () => {
    expect(column(incidents({}, shop(AT)), 'cost')).toEqual([null]);
  });
});

test('of a day only the hours of its weekdays before are asked in five minutes, the rest in hours', () => {
  const outcome = planned(definitions, { kpi: 'orders', view: 'deploys', events: ['deploys'] });
  const parts = outcome.ok ? (outcome.value as unknown as { plan: { work: Work } }).plan.work.parts : [];
  const tiles = Math.max(...parts.map(({ runs }) => tileCount(runs)));
  // A day and its hours around, five times, in five minutes: 28 days of them would be 8,064.
  expect(tiles).toBeGreaterThan(5 * 288);
  expect(tiles).toBeLessThan(3000);
});
