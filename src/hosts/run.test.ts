import { describe, expect, test } from 'vitest';
import { answers, HOUR, kpi, NOW, parsed, SOURCES } from '../kpi/plan/testing';
import { diagnostic, planQuery, type Plan, type UpstreamRequest, type UpstreamResponse } from '../kpi';
import { runQuery } from './run';
import type { Transport } from './transport';

const definitions = parsed(
  SOURCES + kpi('orders', 'unit: count, measure: { count: { source: shop-db, table: orders, time: at, count: rows } }')
);
const context = { fromMs: NOW - HOUR, toMs: NOW, nowMs: NOW };
const query = { kpi: 'orders', view: 'value' } as const;

function planOf(): Plan {
  const outcome = planQuery(definitions, query, context);
  if (!outcome.ok || outcome.value.done) {
    throw new Error('not planned');
  }
  return outcome.value.plan;
}

const transport = (
  before: (requests: readonly UpstreamRequest[], signal: AbortSignal) => void = () => undefined
): Transport => ({
  async send(requests, signal) {
    before(requests, signal);
    return answers(planOf(), requests, { cell: () => [2, 2] });
  },
});

describe('running a query', () => {
  test('plans, asks, and counts its requests', async () => {
    const result = await runQuery(definitions, query, context, transport());
    expect(result).toMatchObject({ status: 'ok', requests: 1 });
  });

  test('a query that cannot be planned is an error result and asks nothing', async () => {
    const asked = transport(() => {
      throw new Error('asked');
    });
    const result = await runQuery(definitions, { kpi: 'order', view: 'value' }, context, asked);
    expect(result).toMatchObject({
      status: 'error',
      requests: 0,
      frames: [],
      notices: [{ code: 'PL2001', kpi: 'order' }],
    });
  });

  test('an abort ends it: before, while and after asking', async () => {
    const aborted = AbortSignal.abort(new Error('gone'));
    await expect(runQuery(definitions, query, context, transport(), { signal: aborted })).rejects.toThrow('gone');
    const controller = new AbortController();
    const during = transport((_requests, signal) => {
      expect(signal).toBe(controller.signal);
      controller.abort(new Error('left'));
    });
    await expect(runQuery(definitions, query, context, during, { signal: controller.signal })).rejects.toThrow('left');
  });

  test('a transport that rejects is not swallowed', async () => {
    const broken: Transport = { send: () => Promise.reject(new Error('cable')) };
    await expect(runQuery(definitions, query, context, broken)).rejects.toThrow('cable');
  });

  test('joins what one Prometheus is asked at the same instants; a failing part takes only its own KPI along', async () => {
    const both = parsed(
      SOURCES +
        kpi('good', 'unit: count, measure: { count: { source: metrics, metric: good_total } }') +
        kpi('bad', 'unit: count, measure: { count: { source: metrics, metric: bad_total } }')
    );
    const asked: string[] = [];
    const picky: Transport = {
      send: (requests) =>
        Promise.resolve(
          requests.map(({ id, text, source, endMs }): UpstreamResponse => {
            asked.push(text);
            if (text.includes('bad_total')) {
              return { id, ok: false, error: diagnostic('PL3108', { source, detail: 'too many samples' }, { source }) };
            }
            const values = Float64Array.of(3);
            const columns = [
              { name: 'time', type: 'time' as const, values: [endMs] },
              { name: 'value', type: 'number' as const, labels: {}, values },
            ];
            return { id, ok: true, frames: [{ length: 1, columns }] };
          })
        ),
    };
    const hour = { fromMs: NOW - 3 * HOUR, toMs: NOW - HOUR, nowMs: NOW };
    const result = await runQuery(both, { kpis: ['good', 'bad'], view: 'value' }, hour, picky);
    expect(asked.map((text) => (text.match(/good_total|bad_total/g) ?? []).join())).toEqual([
      'good_total,bad_total',
      'good_total',
      'bad_total',
    ]);
    expect(result).toMatchObject({ status: 'partial', requests: 3 });
    expect(result.notices.map(({ code, kpi: of }) => [code, of])).toEqual([
      ['PL4005', 'good'],
      ['PL3108', 'bad'],
    ]);
    expect(result.frames).toHaveLength(1);
  });

  test('leaves joining to a transport that does it itself', async () => {
    const asked: number[] = [];
    const own: Transport = {
      joins: true,
      send: (requests) => {
        asked.push(requests.length);
        return Promise.resolve(requests.map(({ id }) => ({ id, ok: true, frames: [], sent: ['one'] })));
      },
    };
    const metrics = parsed(
      SOURCES +
        kpi(
          'share',
          'unit: ratio, measure: { ratio: { numerator: { source: metrics, metric: a_total }, denominator: { source: metrics, metric: b_total } } }'
        )
    );
    const result = await runQuery(
      metrics,
      { kpi: 'share', view: 'value' },
      { ...context, fromMs: NOW - 2 * HOUR, toMs: NOW - HOUR },
      own
    );
    expect(asked).toEqual([2]);
    expect(result).toMatchObject({ status: 'nodata', requests: 1 });
  });
});
