/** Samples and traces through the compiler on every SQL engine: what is behind a number, masked, and no column that is hidden. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runQuery } from '../../src/hosts/run';
import { toGrafanaResponse } from '../../src/hosts/grafana-http';
import { parseDefinitions, type KpiQuery, type Result } from '../../src/kpi';
import { openEngines, type Engine, type Row, type Table } from '../engines';
import { engineTransport } from './engine-transport';

const HOUR = 3_600_000;
const FROM = Date.UTC(2026, 10, 25, 10);
const TO = FROM + 2 * HOUR;
const CONTEXT = { fromMs: FROM, toMs: TO, nowMs: TO };

const ATTEMPTS: Table = {
  name: 'attempts',
  columns: {
    at: 'timestamptz',
    order_id: 'text',
    mail: 'text',
    card: 'text',
    amount: 'numeric',
    seen_at: 'timestamptz',
    outcome: 'text',
    region: 'text',
  },
};
const attempt = (minute: number, order: string | null, outcome: string, region: string, extra: Row = {}): Row => ({
  at: FROM + minute * 60_000,
  order_id: order,
  mail: `${order}@example.com`,
  card: '4242424242424242',
  amount: 12.5,
  seen_at: FROM + minute * 60_000 + 250,
  outcome,
  region,
  ...extra,
});
const ROWS: readonly Row[] = [
  attempt(1, 'o1', 'ok', 'eu'),
  attempt(2, 'o2', 'error', 'eu'),
  attempt(3, null, 'error', 'us', { mail: null, amount: null, seen_at: null }),
  attempt(4, 'o4 of 203.0.113.9', 'error', 'eu'),
  attempt(120, 'late', 'error', 'eu'), // on the end of the range: outside
];

const SPANS: Table = {
  name: 'spans',
  columns: {
    trace_id: 'text',
    span_id: 'text',
    parent_id: 'text',
    service: 'text',
    operation: 'text',
    started_at: 'timestamptz',
    duration_ms: 'double',
    status: 'text',
    region: 'text',
    attributes: 'text',
  },
};
const span = (
  trace: string,
  id: string | null,
  parent: string | null,
  ms: number,
  status: string,
  extra: Row = {}
): Row => ({
  trace_id: trace,
  span_id: id,
  parent_id: parent,
  service: parent ? 'payments' : 'checkout',
  operation: parent ? 'charge' : 'POST /checkout',
  started_at: FROM + ms,
  duration_ms: parent ? 40 : 120.5,
  status,
  region: 'eu',
  attributes: '{"http.status":500,"user_email":"ines@example.com","note":"call +49 30 1234567"}',
  ...extra,
});
const SPAN_ROWS: readonly Row[] = [
  span('early', 'e1', null, -HOUR / 2, 'ok'), // its root began before the range
  span('early', 'e2', 'e1', 1000, 'error'),
  span('fine', 'f1', null, 2000, 'ok'),
  span('bad', 'b1', '', 3000, 'ok'),
  span('bad', 'b2', 'b1', 3010, 'error'),
  span('bad', 'b3', 'gone', 3020, 'ok', { attributes: 'not JSON, of ines@example.com' }),
  span('bad', null, 'b1', 3030, 'ok'),
  span('bad', 'b2', 'b1', 3040, 'ok'),
  span('Bad', 'x1', null, 4000, 'ok', { region: 'us' }), // another trace: names differ in case
  span('Bad', 'x2', 'x1', 4010, 'error', { region: 'us', attributes: null }),
];

const textFor = (dialect: string) => `apiVersion: plumbline/v1
kind: Source
metadata: { name: db }
spec: { dialect: ${dialect}, grafana: { uid: d } }
---
apiVersion: plumbline/v1
kind: KPI
metadata: { name: paid, displayName: Paid }
spec:
  area: shop
  owner: { team: growth }
  unit: count
  segments: [ { name: region, field: area } ]
  measure: { count: { source: db, table: attempts, time: at, count: rows, fields: { region: region } } }
  samples:
    source: db
    table: attempts
    time: at
    where: [ { field: outcome, is: error } ]
    fields: { region: region }
    columns:
      - { name: order, displayName: Order, field: order_id }
      - { name: mail, mask: domain }
      - { name: card, mask: last4 }
      - { name: amount, type: number }
      - { name: seen, field: seen_at, type: time }
      - { name: secret, field: no_such_column, mask: hidden }
  traces:
    source: db
    table: spans
    time: started_at
    fields: { region: region }
    failed: [ { field: status, is: error } ]
    attributes: attributes
`;

interface Shop {
  readonly engine: Engine;
  readonly ask: (query: Partial<KpiQuery> & Pick<KpiQuery, 'view'>) => Promise<Result>;
}
const shops: Shop[] = [];

beforeAll(async () => {
  for (const engine of await openEngines()) {
    await engine.load(ATTEMPTS, ROWS);
    await engine.load(SPANS, SPAN_ROWS);
    const definitions = parseDefinitions([{ file: 'shop.yaml', text: textFor(engine.dialect) }]);
    if (!definitions.ok) {
      throw new Error(definitions.diagnostics.map((d) => d.message).join('\n'));
    }
    const ask: Shop['ask'] = (query) =>
      runQuery(definitions.value, { kpi: 'paid', ...query }, CONTEXT, engineTransport(engine));
    shops.push({ engine, ask });
  }
}, 120_000);
afterAll(() => Promise.all(shops.map(({ engine }) => engine.close())));

const column = (result: Result, name: string) => result.frames[0].fields.find((field) => field.name === name)?.values;

describe('samples and traces on every engine', () => {
  test('show the newest failures, masked', async () => {
    for (const { engine, ask } of shops) {
      const result = await ask({ view: 'samples' });
      expect([engine.name, result.status, result.notices]).toEqual([engine.name, 'ok', []]);
      expect(result.frames[0].fields.map(({ name, type }) => [name, type])).toEqual([
        ['time', 'time'],
        ['order', 'string'],
        ['mail', 'string'],
        ['card', 'string'],
        ['amount', 'number'],
        ['seen', 'time'],
        ['secret', 'string'],
      ]);
      expect(column(result, 'time')).toEqual([4, 3, 2].map((minute) => FROM + minute * 60_000));
      expect(column(result, 'order')).toEqual(['o4 of [ip]', null, 'o2']);
      expect(column(result, 'mail')).toEqual(['•••@example.com', null, '•••@example.com']);
      expect(column(result, 'card')).toEqual(['•••4242', '•••4242', '•••4242']);
      expect(column(result, 'amount')).toEqual([12.5, null, 12.5]);
      expect(column(result, 'seen')).toEqual([FROM + 240_250, null, FROM + 120_250]);
      expect(column(result, 'secret')).toEqual(['•••', '•••', '•••']);
    }
  });

  test('keep to filters and limits, and say when there is nothing', async () => {
    for (const { ask } of shops) {
      expect(column(await ask({ view: 'samples', filters: { region: ['eu'] }, limit: 1 }), 'order')).toEqual([
        'o4 of [ip]',
      ]);
      const none = await ask({ view: 'samples', filters: { region: ['mars'] } });
      expect([none.status, none.frames[0].fields.map(({ values }) => values.length)]).toEqual([
        'nodata',
        [0, 0, 0, 0, 0, 0, 0],
      ]);
    }
  });

  test('list the traces that failed in the range, the newest first', async () => {
    for (const { engine, ask } of shops) {
      const result = await ask({ view: 'traces' });
      expect([engine.name, column(result, 'trace')]).toEqual([engine.name, ['Bad', 'bad', 'early']]);
      expect(column(result, 'spans')).toEqual([2, 5, 1]);
      expect(column(result, 'errors')).toEqual([1, 1, 1]);
      expect(column(result, 'operation')).toEqual(['POST /checkout', 'POST /checkout', null]);
      expect(column(result, 'duration')).toEqual([120.5, 120.5, null]);
      expect(column(await ask({ view: 'traces', filters: { region: ['us'] } }), 'trace')).toEqual(['Bad']);
    }
  });

  test('show the spans of a trace as Grafana draws them', async () => {
    for (const { ask } of shops) {
      const result = await ask({ view: 'traces', trace: 'bad' });
      expect(column(result, 'spanID')).toEqual(['b1', 'b2', 'b3']);
      // `gone` is no span of the trace.
      expect(column(result, 'parentSpanID')).toEqual([null, 'b1', null]);
      expect(column(result, 'startTime')).toEqual([3000, 3010, 3020].map((ms) => FROM + ms));
      expect(column(result, 'statusCode')).toEqual([0, 2, 0]);
      expect(result.notices.map(({ code }) => code)).toEqual(['PL4070']);
      const response = toGrafanaResponse(result);
      const json = response.ok ? response.frames[0] : undefined;
      expect(json?.schema.meta.preferredVisualisationType).toBe('trace');
      const tags = json?.data.values[json.schema.fields.findIndex(({ name }) => name === 'tags')];
      expect(tags?.[1]).toEqual([
        { key: 'error', value: true },
        { key: 'http.status', value: 500 },
        { key: 'user_email', value: '[hidden]' },
        { key: 'note', value: 'call [phone]' },
      ]);
      expect(tags?.[2]).toEqual([{ key: 'attributes', value: 'not JSON, of [mail]' }]);
    }
  });

  test('show the whole of a trace that began before the range, and the one that failed last', async () => {
    for (const { ask } of shops) {
      expect(column(await ask({ view: 'traces', trace: 'early' }), 'spanID')).toEqual(['e1', 'e2']);
      expect(column(await ask({ view: 'traces', trace: 'newest' }), 'spanID')).toEqual(['x1', 'x2']);
      expect(column(await ask({ view: 'traces', trace: 'newest', filters: { region: ['eu'] } }), 'traceID')).toEqual([
        'bad',
        'bad',
        'bad',
      ]);
      const none = await ask({ view: 'traces', trace: "no such' trace" });
      expect([none.status, column(none, 'spanID')]).toEqual(['nodata', []]);
    }
  });

  test('refuse what makes no sense', async () => {
    const { ask } = shops[0];
    const codes = async (query: Parameters<Shop['ask']>[0]) => (await ask(query)).notices.map(({ code }) => code);
    expect(await codes({ view: 'samples', by: ['region'] })).toEqual(['PL2014']);
    expect(await codes({ view: 'samples', trace: 'bad' })).toEqual(['PL2014']);
    expect(await codes({ view: 'traces', grain: '1h' })).toEqual(['PL2014']);
  });
});
