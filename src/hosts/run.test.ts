import { describe, expect, test } from 'vitest';
import { answers, HOUR, kpi, NOW, parsed, SOURCES } from '../kpi/plan/testing';
import type { Plan, UpstreamRequest } from '../kpi';
import { planQuery } from '../kpi';
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
});
