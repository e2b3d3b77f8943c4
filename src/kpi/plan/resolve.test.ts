import { describe, expect, test } from 'vitest';
import type { KpiQuery, QueryContext } from './query';
import { kpi, NOW, parsed, planned, SOURCES } from './testing';

const COUNT = 'measure: { count: { source: shop-db, table: orders, time: at, count: rows } }, unit: count';
const definitions = parsed(
  SOURCES +
    kpi('orders', `${COUNT}, segments: [ { name: device, field: device } ]`) +
    kpi('visits', `${COUNT}, timeZone: Africa/Monrovia`) +
    kpi(
      'requests',
      'measure: { count: { source: metrics, metric: requests_total } }, unit: count, segments: [ { name: code, field: code } ]'
    ) +
    `---
apiVersion: plumbline/v1
kind: Funnel
metadata: { name: purchase }
spec:
  area: shop
  owner: { team: growth }
  source: shop-db
  table: events
  time: at
  actor: user_id
  window: 7d
  entry: any
  steps:
    - { name: Visit, where: [ { field: page, is: home } ] }
    - { name: Buy, where: [ { field: page, is: receipt } ] }
`
);
const codes = (query: Partial<KpiQuery>, context: Partial<QueryContext> = {}) => {
  const outcome = planned(definitions, { view: 'value', ...query } as KpiQuery, context);
  return outcome.ok ? [] : outcome.diagnostics.map((d) => d.code);
};

describe('a query is refused with a code', () => {
  test('for names that do not exist, with what was meant', () => {
    const outcome = planned(definitions, { kpi: 'order', view: 'value' });
    expect(outcome).toMatchObject({ ok: false, diagnostics: [{ code: 'PL2001', hint: 'Did you mean "orders"?' }] });
    const by = planned(definitions, { kpi: 'orders', view: 'value', by: ['devise'] });
    expect(by).toMatchObject({ diagnostics: [{ code: 'PL2002', hint: 'Did you mean "device"?' }] });
    expect(codes({ kpi: 'orders', filters: { region: ['eu'] } })).toEqual(['PL2002']);
    expect(codes({ kpi: 'orders', adhoc: [{ key: 'region', operator: '=', value: 'eu' }] })).toEqual(['PL2002']);
    expect(codes({ area: 'shap' })).toEqual(['PL2011']);
    expect(codes({ kpi: '__proto__' })).toEqual(['PL2001']);
  });

  test('for anything but one of kpi, kpis, area', () => {
    expect(codes({})).toEqual(['PL2010']);
    expect(codes({ kpi: 'orders', area: 'shop' })).toEqual(['PL2010']);
    expect(codes({ kpis: [] })).toEqual(['PL2010']);
    expect(codes({ kpis: ['orders', 'orders'] })).toEqual(['PL2020']);
  });

  test('for views and options that do not fit', () => {
    expect(codes({ kpi: 'purchase', view: 'budget' })).toEqual(['PL2003']);
    expect(codes({ kpi: 'purchase' })).toEqual([]);
    expect(codes({ kpi: 'orders', view: 'funnel' })).toEqual(['PL2003']);
    expect(codes({ kpi: 'orders', view: 'heat' as never })).toEqual(['PL2012']);
    expect(codes({ kpi: 'orders', view: 'burn' })).toEqual(['PL2032']);
    expect(codes({ kpi: 'orders', view: 'alert', severity: 'loud' as never })).toEqual(['PL2012']);
    expect(codes({ kpi: 'orders', view: 'alert' })).toEqual(['PL2021']);
    expect(codes({ kpi: 'orders', grain: '1d' })).toEqual(['PL2014']);
    expect(codes({ kpi: 'orders', view: 'budget', compare: 'previous' })).toEqual(['PL2014']);
    expect(codes({ kpi: 'orders', objective: 'x' })).toEqual(['PL2014']);
    expect(codes({ kpi: 'orders', view: 'breakdown' })).toEqual(['PL2012']);
    expect(codes({ kpi: 'orders', by: ['device', 'device'] })).toEqual(['PL2020']);
    expect(codes({ kpi: 'orders', limit: 0 })).toEqual(['PL2012']);
    expect(codes({ kpi: 'orders', limit: NaN })).toEqual(['PL2012']);
    expect(codes({ kpi: 'orders', view: 'series', grain: '5m)' as never })).toEqual(['PL2008']);
  });

  test('for filters without values and operators that nobody knows', () => {
    expect(codes({ kpi: 'orders', filters: { device: [] } })).toEqual(['PL2004']);
    expect(codes({ kpi: 'orders', adhoc: [{ key: 'device', operator: '=|', value: '', values: [] }] })).toEqual([
      'PL2004',
    ]);
    expect(codes({ kpi: 'orders', adhoc: [{ key: 'device', operator: '<' as never, value: '5' }] })).toEqual([
      'PL2304',
    ]);
  });

  test('R03 for ranges that are empty, absurd or in the future, before anything is made', () => {
    const bad = [NaN, Infinity, -Infinity, -1, 1e308, 0.5, 8.64e15, -8.64e15];
    for (const ms of bad) {
      expect(codes({ kpi: 'orders' }, { fromMs: ms }), `from ${ms}`).toContain('PL2006');
      expect(codes({ kpi: 'orders' }, { toMs: ms }), `to ${ms}`).toContain('PL2006');
      expect(codes({ kpi: 'orders' }, { nowMs: ms }), `now ${ms}`).toContain('PL2006');
    }
    expect(codes({ kpi: 'orders' }, { fromMs: NOW, toMs: NOW })).toEqual(['PL2005']);
    expect(codes({ kpi: 'orders' }, { fromMs: NOW + 1, toMs: NOW + 2 })).toEqual(['PL2015']);
    expect(codes({ kpi: 'orders', view: 'series', grain: '1m' }, { fromMs: 0 })).toEqual(['PL2007']);
    expect(codes({ kpi: 'orders', view: 'series', grain: '1M' }, { fromMs: 0 })).toEqual(['PL2017']);
    expect(codes({ kpi: 'orders' }, { maxDataPoints: -5 })).toEqual(['PL2012']);
    for (const window of ['', '0s', '5m)', '-5m', '1y', 'x']) {
      expect(codes({ kpi: 'orders', window }), window).toEqual(['PL2009']);
    }
    expect(codes({ kpi: 'orders', window: '4000w' })).toEqual(['PL2006']);
    expect(codes({ kpi: 'visits' }, { fromMs: 0, toMs: 86_400 * 1000 })).toEqual(['PL2018']);
    expect(codes({ kpi: 'requests' }, { fromMs: NOW - 30_000 })).toEqual([]);
    expect(codes({ kpi: 'requests' }, { fromMs: NOW + 1000, toMs: NOW + 31_000, nowMs: NOW + 31_000 })).toEqual([
      'PL2022',
    ]);
  });

  test('for what Prometheus cannot be asked', () => {
    expect(codes({ kpi: 'requests', filters: { code: ['\ud800'] } })).toEqual(['PL2202']);
    expect(codes({ kpi: 'requests', adhoc: [{ key: 'code', operator: '=~', value: '5..' }] })).toEqual([]);
  });
});

test('all ad-hoc operators reach the text', () => {
  const adhoc = [
    { key: 'code', operator: '=', value: 'a' },
    { key: 'code', operator: '!=', value: 'b' },
    { key: 'code', operator: '=~', value: 'c.*' },
    { key: 'code', operator: '!~', value: 'd' },
    { key: 'code', operator: '=|', value: 'e', values: ['e', 'f'] },
    { key: 'code', operator: '!=|', value: 'g', values: ['g', 'h'] },
  ] as const;
  const outcome = planned(definitions, { kpi: 'requests', view: 'value', adhoc });
  if (!outcome.ok || outcome.value.done) {
    throw new Error('not planned');
  }
  expect(outcome.value.requests[0].text).toContain(
    '{code="a",code!="b",code=~"c.*",code!~"d",code=~"e|f",code!~"g|h"}'
  );
});
