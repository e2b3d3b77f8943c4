// @vitest-environment jsdom
import { createDataFrame, FieldType, LoadingState, type DataSourceApi } from '@grafana/data';
import { concat, map, NEVER, of, throwError, timer } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeDataSource, nothing, numbers } from '../../../tests/fakes/data-source';
import { parseDefinitions, type DefinitionSet, type UpstreamRequest, type UpstreamResponse } from '../../kpi';
import { grafanaTransport } from './grafana-transport';
import { InFlight } from './in-flight';

const SOURCES = `
apiVersion: plumbline/v1
kind: Source
metadata: { name: shop-db }
spec: { dialect: postgres, grafana: { uid: db } }
---
apiVersion: plumbline/v1
kind: Source
metadata: { name: metrics }
spec: { dialect: prometheus, grafana: { uid: prom } }
---
apiVersion: plumbline/v1
kind: Source
metadata: { name: nowhere }
spec: { dialect: postgres }
---
apiVersion: plumbline/v1
kind: Source
metadata: { name: mirror }
spec: { dialect: postgres, grafana: { uid: self } }
---
apiVersion: plumbline/v1
kind: Source
metadata: { name: gone }
spec: { dialect: postgres, grafana: { uid: gone } }
---
apiVersion: plumbline/v1
kind: Source
metadata: { name: wrong }
spec: { dialect: mysql, grafana: { uid: db } }
`;

function definitions(): DefinitionSet {
  const outcome = parseDefinitions([{ file: 'test', text: SOURCES }]);
  if (!outcome.ok) {
    throw new Error(outcome.diagnostics.map(({ message }) => message).join('\n'));
  }
  return outcome.value;
}

const sql = (id: string, source = 'shop-db', extra: Partial<UpstreamRequest> = {}): UpstreamRequest => ({
  id,
  source,
  dialect: 'postgres',
  mode: 'table',
  text: `SELECT ${id.length} AS n`,
  startMs: 0,
  endMs: 3_600_000,
  stepMs: 3_600_000,
  columns: [{ name: 'n', type: 'number' }],
  purpose: `test ${id}`,
  ...extra,
});
const promql = (id: string, extra: Partial<UpstreamRequest> = {}): UpstreamRequest => ({
  ...sql(id, 'metrics'),
  dialect: 'prometheus',
  mode: 'range',
  text: 'sum(increase(m[5m]))',
  startMs: 300_000,
  endMs: 3_600_000,
  stepMs: 300_000,
  columns: [],
  ...extra,
});

const SURROUNDINGS = {
  app: 'dashboard',
  scopedVars: { __sceneObject: { value: 'scene', text: '' } },
  timezone: 'browser',
};

function transportOver(...sources: DataSourceApi[]) {
  const get = vi.fn(({ uid }: { uid?: string }) => {
    const found = sources.find((source) => source.uid === uid);
    return found ? Promise.resolve(found) : Promise.reject(new Error(`Datasource ${uid} was not found`));
  });
  // No time is lost gathering, so that deadlines are to the millisecond.
  const inFlight = new InFlight(0);
  return { get, inFlight, transport: grafanaTransport(definitions(), { get }, inFlight, SURROUNDINGS) };
}
const never = new AbortController().signal;
const codes = (answers: readonly UpstreamResponse[]) => answers.map((a) => (a.ok ? 'ok' : a.error.code));
const database = (answers: Parameters<typeof fakeDataSource>[2]) =>
  fakeDataSource('db', 'grafana-postgresql-datasource', answers);
const prometheus = (answers: Parameters<typeof fakeDataSource>[2]) => fakeDataSource('prom', 'prometheus', answers);

describe('requests to Grafana data sources', () => {
  it('of one source travel in one call, each with its own refId, and come back typed', async () => {
    const db = database((request) => of(numbers(request, [12330])));
    const { transport } = transportOver(db);
    const answers = await transport.send([sql('a'), sql('bb'), sql('ccc', 'shop-db', { endMs: 7_200_000 })], never);
    expect(db.requests).toHaveLength(1);
    const [{ targets, range, scopedVars }] = db.requests;
    expect(targets.map(({ refId, rawSql }) => [refId, rawSql])).toEqual([
      ['P0', 'SELECT 1 AS n'],
      ['P1', 'SELECT 2 AS n'],
      ['P2', 'SELECT 3 AS n'],
    ]);
    expect(targets.every(({ datasource }) => datasource?.uid === 'db')).toBe(true);
    expect([range.from.valueOf(), range.to.valueOf()]).toEqual([0, 7_200_000]);
    expect(scopedVars).toBe(SURROUNDINGS.scopedVars);
    expect(answers.map(({ id }) => id)).toEqual(['a', 'bb', 'ccc']);
    expect(answers[0]).toMatchObject({ ok: true, frames: [{ length: 1, columns: [{ name: 'n', values: [12330] }] }] });
  });

  it('to Prometheus are split by range, in UTC whatever the zone of the browser', async () => {
    const prom = prometheus((request) =>
      of({
        data: request.targets.map(({ refId }) =>
          createDataFrame({
            refId,
            fields: [
              { name: 'Time', type: FieldType.time, values: [3_600_000] },
              { name: 'Value', type: FieldType.number, values: [7] },
            ],
          })
        ),
      })
    );
    const { transport } = transportOver(prom);
    const other = { text: 'sum(increase(n[5m]))' };
    const answers = await transport.send(
      [promql('a'), promql('c', { ...other, startMs: 0 }), promql('d', { startMs: 60_000, endMs: 3_660_000 })],
      never
    );
    // The last one answers at an instant that is not on its grid.
    expect(codes(answers)).toEqual(['ok', 'ok', 'PL3117']);
    expect(prom.requests.map(({ targets }) => targets.length)).toEqual([1, 1, 1]);
    expect(prom.requests.map(({ range }) => Number(range.to.utcOffset()) * 60)).toEqual([0, 0, -60]);
    expect(prom.requests[0]).toMatchObject({ intervalMs: 300_000, maxDataPoints: 11_000, interval: '300s' });
  });

  it('to Prometheus at the same instants are one text; where it is refused, each is asked alone', async () => {
    const series = (refId: string, labels: Record<string, string>) =>
      createDataFrame({
        refId,
        fields: [
          { name: 'Time', type: FieldType.time, values: [3_600_000] },
          { name: 'Value', type: FieldType.number, labels, values: [labels.plumbline_part === '1' ? 8 : 7] },
        ],
      });
    const good = prometheus(() => of({ data: ['0', '1'].map((part) => series('P0', { plumbline_part: part })) }));
    const requests = [promql('a'), promql('b', { text: 'sum(increase(n[5m]))' })];
    const answers = await transportOver(good).transport.send(requests, never);
    expect(good.requests.map(({ targets }) => targets.map(({ expr }) => expr))).toEqual([
      [
        'label_replace(sum(increase(m[5m])), "plumbline_part", "0", "", "") or ' +
          'label_replace(sum(increase(n[5m])), "plumbline_part", "1", "", "")',
      ],
    ]);
    expect(answers.map((one) => one.ok && Array.from(one.frames[0].columns[1].values as number[]))).toEqual([[7], [8]]);
    expect(answers.map((one) => one.ok && one.frames[0].columns[1].labels)).toEqual([{}, {}]);

    const picky = prometheus(({ targets }) => {
      const bad = targets.filter(({ expr }) => expr!.includes('(n['));
      const fine = targets.filter(({ expr }) => !expr!.includes('(n['));
      const errors = bad.map(({ refId }) => ({ refId, status: 422, message: 'too many samples' }));
      return of({ data: fine.map(({ refId }) => series(refId, {})), errors });
    });
    expect(codes(await transportOver(picky).transport.send(requests, never))).toEqual(['ok', 'PL3108']);
    expect(picky.requests.map(({ targets }) => targets.length)).toEqual([1, 2]);
  });

  it('get unlike request ids, since Grafana cancels the older of two equal ones', async () => {
    const db = database((request) => of(numbers(request)));
    const { transport } = transportOver(db);
    await transport.send([sql('a')], never);
    await transport.send([sql('b')], never);
    expect(new Set(db.requests.map(({ requestId }) => requestId)).size).toBe(2);
  });

  it('may be answered by a promise, in several packets, or by a stream that stays open', async () => {
    const promise = transportOver(database((request) => Promise.resolve(numbers(request))));
    expect(codes(await promise.transport.send([sql('a')], never))).toEqual(['ok']);

    const packets = transportOver(
      database((request) =>
        of(
          { key: 'x', state: LoadingState.Loading, data: [] },
          { ...numbers({ ...request, targets: [request.targets[0]] }), key: 'x' },
          { ...numbers({ ...request, targets: [request.targets[1]] }), key: 'y' }
        )
      )
    );
    expect(codes(await packets.transport.send([sql('a'), sql('b')], never))).toEqual(['ok', 'ok']);

    const open = database((request) => concat(of(numbers(request)), NEVER));
    expect(codes(await transportOver(open).transport.send([sql('a')], never))).toEqual(['ok']);
    expect(open.counts).toEqual({ subscribed: 1, tornDown: 1 });
  });

  it('of several panels are one request', async () => {
    const db = database((request) => timer(20).pipe(map(() => numbers(request))));
    const { transport } = transportOver(db);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => transport.send([sql('a')], new AbortController().signal))
    );
    expect(answers.map(codes)).toEqual(Array(8).fill(['ok']));
    expect(db.counts).toEqual({ subscribed: 1, tornDown: 1 });
  });

  it('are torn down when the only panel leaves', async () => {
    const db = database(() => NEVER);
    const { transport, inFlight } = transportOver(db);
    const panel = new AbortController();
    const answer = transport.send([sql('a')], panel.signal);
    await vi.waitFor(() => expect(db.counts.subscribed).toBe(1));
    panel.abort();
    await expect(answer).rejects.toThrow('aborted');
    expect(db.counts).toEqual({ subscribed: 1, tornDown: 1 });
    expect(inFlight.size).toBe(0);
  });
});

describe('a source that fails is named, and only it', () => {
  it.each([
    [
      'throws at once',
      () => {
        throw new Error('no plugin');
      },
      'PL3101',
      'no plugin',
    ],
    ['cannot be reached', () => throwError(() => new Error('Failed to fetch')), 'PL3101', 'Failed to fetch'],
    [
      'refuses the user',
      () => of({ data: [], error: { status: 403, data: { message: 'no access' } } }),
      'PL3102',
      'no access',
    ],
    [
      'fails behind a proxy',
      () => of({ data: [], error: { status: 502, statusText: 'Bad Gateway' } }),
      'PL3103',
      'Bad Gateway',
    ],
    ['is asked too often', () => of({ data: [], error: { status: 429 } }), 'PL3109', '429'],
    [
      'refuses the query',
      () => of({ data: [], errors: [{ refId: 'P0', status: 400, message: 'column n does not exist' }] }),
      'PL3108',
      'column n does not exist',
    ],
    ['fails without a word', () => of({ data: [], state: LoadingState.Error }), 'PL3101', 'no reason'],
    ['answers HTML', () => of(nothing), 'PL3105', 'instead of JSON'],
    ['answers by closing the stream', () => of(), 'PL3105', 'instead of JSON'],
  ] as const)('%s', async (_, answers, code, words) => {
    const db = database(answers as Parameters<typeof fakeDataSource>[2]);
    const prom = prometheus((request) =>
      of({ data: request.targets.map(({ refId }) => createDataFrame({ refId, fields: [] })) })
    );
    const { transport } = transportOver(db, prom);
    const [bad, good] = await transport.send([sql('a'), promql('b')], never);
    expect(bad).toMatchObject({ ok: false, error: { code, source: 'shop-db', request: 'a' } });
    expect(bad.ok ? '' : bad.error.message).toContain(words);
    expect(good).toMatchObject({ ok: true, frames: [] });
  });

  it('in one query of a batch leaves the other queries their answers', async () => {
    const db = database((request) =>
      of({
        ...numbers({ ...request, targets: [request.targets[1]] }),
        errors: [{ refId: 'P0', status: 500, message: 'deadlock' }],
        state: LoadingState.Error,
      })
    );
    expect(codes(await transportOver(db).transport.send([sql('a'), sql('b')], never))).toEqual(['PL3108', 'ok']);
  });

  it('by an error notice in its frame is not believed', async () => {
    const db = database((request) => {
      const answer = numbers(request);
      answer.data[0].meta = { notices: [{ severity: 'error', text: 'truncated' }] };
      return of(answer);
    });
    const [answer] = await transportOver(db).transport.send([sql('a')], never);
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'PL3108', message: expect.stringContaining('truncated') },
    });
  });

  it('with columns that were not asked for is not read', async () => {
    const db = database((request) =>
      of({ data: [createDataFrame({ refId: request.targets[0].refId, fields: [{ name: 'x', values: [1] }] })] })
    );
    expect(codes(await transportOver(db).transport.send([sql('a')], never))).toEqual(['PL3107']);
  });

  it('is told from one that has no rows by a question that always has an answer', async () => {
    const db = database((request) => {
      const canary = request.targets.filter(({ rawSql }) => rawSql === 'SELECT 1 AS one');
      return of({ ...numbers({ ...request, targets: canary }) });
    });
    const [answer] = await transportOver(db).transport.send([sql('a')], never);
    expect(answer).toMatchObject({ ok: true, frames: [{ length: 0 }] });
    expect(db.requests.map(({ targets }) => targets.length)).toEqual([1, 2]);
  });

  it('because of its definition: no data source, none of that uid, Plumbline itself, another dialect', async () => {
    const db = database((request) => of(numbers(request)));
    const self = fakeDataSource('self', 'plumbline-kpi-datasource', (request) => of(numbers(request)));
    const { transport } = transportOver(db, self);
    const answers = await transport.send(
      [sql('a', 'nowhere'), sql('b', 'gone'), sql('c', 'mirror'), sql('d', 'wrong', { dialect: 'mysql' }), sql('e')],
      never
    );
    expect(codes(answers)).toEqual(['PL3111', 'PL3111', 'PL3110', 'PL3122', 'ok']);
    expect(self.requests).toHaveLength(0);
  });

  it('because Grafana offers another data source than the one that was named', async () => {
    const db = database((request) => of(numbers(request)));
    const get = () => Promise.resolve(db as DataSourceApi);
    const transport = grafanaTransport(definitions(), { get }, new InFlight(), SURROUNDINGS);
    expect(codes(await transport.send([sql('a', 'gone')], never))).toEqual(['PL3111']);
  });
});

describe('the deadline', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('ends a source that hangs after 25 s, tears it down, and leaves the others their answers', async () => {
    const db = database(() => NEVER);
    const prom = prometheus(() => of({ data: [createDataFrame({ refId: 'P0', fields: [] })] }));
    const answer = transportOver(db, prom).transport.send([sql('a'), promql('b')], never);
    await vi.advanceTimersByTimeAsync(24_999);
    expect(db.counts.tornDown).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(db.counts.tornDown).toBe(1);
    const [bad, good] = await answer;
    expect(bad).toMatchObject({ ok: false, error: { code: 'PL3104', params: { source: 'shop-db', seconds: 25 } } });
    expect(good.ok).toBe(true);
  });

  it('does not end a slow one that makes it', async () => {
    const db = database((request) => timer(24_000).pipe(map(() => numbers(request))));
    const answer = transportOver(db).transport.send([sql('a')], never);
    await vi.advanceTimersByTimeAsync(24_000);
    expect(codes(await answer)).toEqual(['ok']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('holds for the question and its repetition together', async () => {
    const db = database((request) => (request.targets.length === 1 ? timer(20_000).pipe(map(() => nothing)) : NEVER));
    const answer = transportOver(db).transport.send([sql('a')], never);
    await vi.advanceTimersByTimeAsync(25_000);
    expect(codes(await answer)).toEqual(['PL3104']);
  });
});
