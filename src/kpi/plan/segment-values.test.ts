import { describe, expect, test } from 'vitest';
import { diagnostic } from '../diagnostics';
import { planSegmentValues, segmentValuesFrom, type SegmentValuesQuery } from './segment-values';
import { HOUR, kpi, NOW, parsed, SOURCES } from './testing';

const SEGMENTS = 'segments: [ { name: device, field: device_type } ]';
const definitions = parsed(
  SOURCES +
    kpi(
      'orders',
      `unit: count, ${SEGMENTS}, measure: { count: { source: shop-db, table: orders, time: at, count: rows } }`
    ) +
    kpi(
      'requests',
      `unit: count, ${SEGMENTS}, measure: { count: { source: metrics, metric: requests_total, where: [ { field: job, is: shop } ] } }`
    ) +
    kpi(
      'written',
      `unit: count, ${SEGMENTS}, measure: { count: { source: metrics, promql: "increase(a_total[$window])" } }`
    )
);
const context = { fromMs: NOW - HOUR, toMs: NOW + HOUR, nowMs: NOW };
const plan = (query: Partial<SegmentValuesQuery>, more = {}) =>
  planSegmentValues(definitions, { kpi: 'orders', segment: 'device', ...query }, { ...context, ...more });
const made = (query: Partial<SegmentValuesQuery>) => {
  const outcome = plan(query);
  if (!outcome.ok) {
    throw new Error(outcome.diagnostics[0].message);
  }
  return outcome.value;
};

describe('values of a segment', () => {
  test('come from the column, the most frequent first, without empty ones', () => {
    const asked = made({ limit: 2 });
    const [request] = asked.requests;
    expect(request).toMatchObject({ source: 'shop-db', mode: 'table', endMs: NOW });
    const values = ['mobile', null, '', 'desktop', 'tablet'];
    const columns = [
      { name: 'value', type: 'string' as const, values },
      { name: 'rows', type: 'number' as const, values: [5, 4, 3, 2, 1] },
    ];
    const frames = [{ length: 5, columns }];
    expect(segmentValuesFrom(asked, [{ id: request.id, ok: true, frames }])).toEqual({
      ok: true,
      values: ['mobile', 'desktop'],
      more: true,
      notices: [],
    });
  });

  test('come from the label, sorted, with what Prometheus warned of', () => {
    const asked = made({ kpi: 'requests' });
    const [request] = asked.requests;
    expect(request).toMatchObject({
      mode: 'instant',
      text: 'group by (device_type) (last_over_time(requests_total{job="shop"}[3600000ms]))',
    });
    const frame = (label?: string) => ({
      length: 1,
      columns: [
        { name: 'time', type: 'time' as const, values: [NOW] },
        {
          name: 'value',
          type: 'number' as const,
          labels: (label === undefined ? {} : { device_type: label }) as Record<string, string>,
          values: [1],
        },
      ],
    });
    const response = {
      id: request.id,
      ok: true as const,
      frames: [frame('tablet'), frame(), frame('desktop')],
      warnings: ['partial'],
    };
    expect(segmentValuesFrom(asked, [response])).toMatchObject({
      values: ['desktop', 'tablet'],
      more: false,
      notices: [{ code: 'PL3113' }],
    });
  });

  test('are not an empty list where the source failed or said nothing', () => {
    const asked = made({});
    const error = diagnostic('PL3104', { source: 'shop-db', seconds: 25 }, { source: 'shop-db' });
    expect(segmentValuesFrom(asked, [{ id: asked.requests[0].id, ok: false, error }])).toMatchObject({
      ok: false,
      notices: [{ code: 'PL3104', source: 'shop-db' }],
    });
    expect(segmentValuesFrom(asked, [])).toMatchObject({ ok: false, notices: [{ code: 'PL9001' }] });
  });

  test('cannot be asked of nothing', () => {
    const code = (query: Partial<SegmentValuesQuery>, more = {}) => {
      const outcome = plan(query, more);
      return outcome.ok ? 'ok' : outcome.diagnostics[0].code;
    };
    expect(code({ kpi: 'order' })).toBe('PL2001');
    expect(code({ segment: 'devise' })).toBe('PL2002');
    expect(code({ limit: 0 })).toBe('PL2012');
    expect(code({ kpi: 'written' })).toBe('PL2207');
    expect(code({}, { fromMs: NaN })).toBe('PL2006');
    expect(code({}, { fromMs: NOW + 1 })).toBe('PL2005');
  });
});
