import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseDefinitions } from '../../kpi';
import { fromJson, toJson } from './definitions-json';
import { createHost } from './host';
import type { StepJson, WireResponse } from './protocol';

const text = readFileSync('pkg/core/testdata/definitions.yaml', 'utf8');
const texts = JSON.stringify([{ file: 'definitions', text }]);
const toMs = Date.UTC(2026, 10, 23, 12);
const context = JSON.stringify({ fromMs: toMs - 3_600_000, toMs, nowMs: toMs });

function loaded() {
  const host = createHost();
  expect(JSON.parse(host.load(texts, 'own'))).toMatchObject({ ok: true });
  return host;
}

const step = (json: string) => JSON.parse(json) as StepJson;

/** Answers every request of a round with `answer`, as the Go host does. */
function answer(first: StepJson, with_: (id: string) => WireResponse): [number, string] {
  if (first.done) {
    throw new Error('nothing was asked');
  }
  return [first.session, JSON.stringify(first.requests.map(({ id }) => with_(id)))];
}

describe('definitions as JSON', () => {
  it('come back equal: every runtime works with the same set', () => {
    const outcome = parseDefinitions([{ file: 'definitions', text }]);
    expect(outcome.ok && fromJson(toJson(outcome.value))).toEqual(outcome.ok && outcome.value);
  });

  it('plan the same in another runtime', () => {
    const first = createHost();
    const { definitions } = JSON.parse(first.load(texts, 'own')) as { definitions: string };
    const second = createHost();
    second.restore(definitions, 'own');
    for (const query of [
      '{"kpi":"session-conversion","view":"series"}',
      '{"kpi":"checkout-success","view":"value"}',
      '{"kpi":"purchase","view":"funnel"}',
    ]) {
      expect(second.begin(query, context)).toBe(first.begin(query, context));
    }
  });
});

describe('a session', () => {
  it('asks the data sources of the definitions and nobody else', () => {
    const first = step(loaded().begin('{"kpi":"session-conversion","view":"value"}', context));
    expect(first).toMatchObject({
      done: false,
      requests: [{ source: 'shop-db', uid: 'shop-db', type: 'grafana-postgresql-datasource', rangeMatters: false }],
    });
  });

  it('gives every failing source its own words', () => {
    const host = loaded();
    const first = step(host.begin('{"kpi":"session-conversion","view":"value"}', context));
    const [session, responses] = answer(first, (id) => ({ id, ok: false, code: 'PL3104', params: { seconds: 25 } }));
    expect(step(host.advance(session, responses, []))).toMatchObject({
      done: true,
      response: {
        ok: false,
        code: 'PL3104',
        status: 504,
        message: expect.stringContaining('shop-db did not answer in 25 s'),
      },
    });
  });

  it('takes a code that is not in the catalogue as a fault of its own', () => {
    const host = loaded();
    const first = step(host.begin('{"kpi":"revenue","view":"value"}', context));
    const [session, responses] = answer(first, (id) => ({ id, ok: false, code: 'toString', params: {} }));
    expect(step(host.advance(session, responses, []))).toMatchObject({
      response: { code: 'PL9001', errorSource: 'plugin' },
    });
  });

  it('is over once it was answered or dropped', () => {
    const host = loaded();
    const first = step(host.begin('{"kpi":"revenue","view":"value"}', context));
    const [session] = answer(first, (id) => ({ id, ok: true, frames: [] }));
    host.drop(session);
    expect(() => host.advance(session, '[]', [])).toThrow(`no session ${session}`);
  });

  it('refuses an answer that nobody asked for', () => {
    const host = loaded();
    const first = step(host.begin('{"kpi":"revenue","view":"value"}', context));
    const [session] = answer(first, (id) => ({ id, ok: true, frames: [] }));
    expect(() => host.advance(session, '[{"id":"x","ok":true,"frames":[]}]', [])).toThrow('which nobody asked for');
  });

  it('asks nobody where every source is its own', () => {
    const host = createHost();
    host.load(texts, 'shop-db');
    expect(step(host.begin('{"kpi":"revenue","view":"value"}', context))).toMatchObject({
      done: true,
      response: { ok: false, code: 'PL3110' },
    });
  });

  it('does not ask again for closed slices', () => {
    const host = loaded();
    const day = JSON.stringify({ fromMs: toMs - 86_400_000, toMs, nowMs: toMs });
    const query = '{"kpi":"checkout-success","view":"value"}';
    const first = step(host.begin(query, day));
    const [session, responses] = answer(first, (id) => ({ id, ok: true, frames: [] }));
    host.advance(session, responses, []);
    const second = step(host.begin(query, day));
    const asked = (s: StepJson) => (s.done ? 0 : s.requests.reduce((sum, r) => sum + r.toMs - r.fromMs, 0));
    expect(asked(second)).toBeLessThan(asked(first) / 10);
  });
});

describe('what editors ask', () => {
  it('lists definitions without addresses and conditions', () => {
    const catalog = loaded().catalog();
    expect(
      JSON.parse(catalog)
        .definitions.map((d: { name: string }) => d.name)
        .sort()
    ).toEqual(['checkout-success', 'purchase', 'revenue', 'session-conversion']);
    expect(catalog).not.toMatch(/started_at|checkout_requests_total|user_id|"uid"/);
  });

  it('explains with the text that would be sent', () => {
    const explained = JSON.parse(loaded().explain('{"kpi":"revenue","view":"value"}', context));
    expect(explained).toMatchObject({ ok: true, requests: [{ source: 'shop-db', dialect: 'postgres' }] });
    expect(explained.requests[0].text).toContain('orders');
  });

  it('asks for the values of a segment, and takes nothing else', () => {
    const host = loaded();
    const asked = '{"kpi":"session-conversion","segment":"visitor_type","limit":2}';
    const first = step(host.beginSegmentValues(asked, context));
    const column = { name: 'value', type: 'string', values: ['Returning', 'New', 'Other'] };
    const rows = { name: 'rows', type: 'number', values: [9, 5, 1] };
    const [session, responses] = answer(first, (id) => ({ id, ok: true, frames: [{ fields: [column, rows] }] }));
    expect(step(host.advance(session, responses, []))).toEqual({
      done: true,
      response: { ok: true, values: ['Returning', 'New'], more: true },
    });
    expect(step(host.beginSegmentValues('{"kpi":"revenue","segment":"x","sql":"y"}', context))).toMatchObject({
      response: { code: 'PL2801' },
    });
  });

  it('validates without taking the text over', () => {
    const host = loaded();
    const answer = JSON.parse(host.validate(JSON.stringify([{ file: 'f', text: 'kind: [' }])));
    expect(answer).toMatchObject({
      ok: false,
      diagnostics: [{ text: expect.stringMatching(/^f:\d+:\d+: error PL1/) }],
    });
    expect(step(host.begin('{"kpi":"revenue","view":"value"}', context)).done).toBe(false);
  });

  it('probes each source once, and judges what came', () => {
    const host = loaded();
    const { requests } = JSON.parse(host.probes(toMs)) as { requests: Array<{ id: string; source: string }> };
    expect(requests.map((r) => r.source).sort()).toEqual(['metrics', 'shop-db']);
    const responses = requests.map(({ id, source }) =>
      source === 'metrics'
        ? { id, ok: false, code: 'PL3101', params: { detail: 'refused' } }
        : { id, ok: true, frames: [{ fields: [{ name: 'ok', type: 'number', buffer: 0 }] }] }
    );
    const probed = JSON.parse(host.probed(toMs, JSON.stringify(responses), [Float64Array.of(1).buffer]));
    expect(probed).toContainEqual({ source: 'shop-db', ok: true, message: 'answers' });
    expect(probed).toContainEqual(expect.objectContaining({ source: 'metrics', ok: false }));
  });
});
