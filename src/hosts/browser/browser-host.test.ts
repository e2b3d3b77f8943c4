// @vitest-environment jsdom
import { LoadingState, type DataQueryResponse, type DataSourceApi } from '@grafana/data';
import { map, NEVER, of, throwError, timer } from 'rxjs';
import { describe, expect, it, vi } from 'vitest';
import { fakeDataSource, nothing, numbers, type FakeDataSource } from '../../../tests/fakes/data-source';
import type { KpiQuery, Notice, Outcome, Result, UpstreamRequest } from '../../kpi';
import type { RunQuery } from '../transport';
import { BrowserHost, type KpiTarget } from './browser-host';

const TEXT = ['db', 'other']
  .map(
    (uid) =>
      `apiVersion: plumbline/v1\nkind: Source\nmetadata: { name: ${uid} }\nspec: { dialect: postgres, grafana: { uid: ${uid} } }\n`
  )
  .join('---\n');

/** Asks one number of the source that the KPI is called after; a query of several KPIs asks several sources and may be partial. */
const run: RunQuery = async (_, query, context, transport, options) => {
  const names = query.kpis ?? [query.kpi!];
  const requests = names.map((source): UpstreamRequest => ({
    id: `${source}-number`,
    source,
    dialect: 'postgres',
    mode: 'table',
    text: 'SELECT n',
    startMs: context.fromMs,
    endMs: context.toMs,
    stepMs: 60_000,
    columns: [{ name: 'n', type: 'number' }],
    purpose: 'a number',
  }));
  const responses = await transport.send(requests, options!.signal!);
  const frames = responses.flatMap((response, i) =>
    response.ok
      ? [
          {
            name: names[i],
            type: 'table' as const,
            fields: [
              {
                name: 'value',
                type: 'number' as const,
                unit: 'ratio',
                values: [...(response.frames[0].columns[0].values as number[])],
              },
            ],
          },
        ]
      : []
  );
  const notices = responses.flatMap((response): Notice[] =>
    response.ok
      ? []
      : [
          {
            code: response.error.code,
            severity: 'error',
            message: response.error.message,
            source: response.error.source,
          },
        ]
  );
  const status = frames.length === 0 ? 'error' : notices.length > 0 ? 'partial' : 'ok';
  const result: Result = { kpi: names.join(','), view: query.view, status, frames, notices, requests: requests.length };
  return result;
};

const ask = (refId: string, query: Partial<KpiQuery>): KpiTarget => ({
  refId,
  query: { ok: true, value: { view: 'value', ...query }, diagnostics: [] } as Outcome<KpiQuery>,
});
const CONTEXT = { fromMs: 0, toMs: 3_600_000, nowMs: 3_600_000 };
const SURROUNDINGS = { app: 'dashboard', scopedVars: {}, timezone: 'utc' };

function hostOver(...sources: FakeDataSource[]) {
  const get = ({ uid }: { uid?: string }) => {
    const found = sources.find((source) => source.uid === uid);
    return found ? Promise.resolve(found as DataSourceApi) : Promise.reject(new Error('not found'));
  };
  return new BrowserHost({ dataSources: { get }, run });
}
const postgres = (uid: string, answers: Parameters<typeof fakeDataSource>[2]) =>
  fakeDataSource(uid, 'grafana-postgresql-datasource', answers);

function packetsOf(host: BrowserHost, targets: readonly KpiTarget[], text = TEXT): Promise<DataQueryResponse[]> {
  return new Promise((resolve, reject) => {
    const packets: DataQueryResponse[] = [];
    host.query(text, targets, CONTEXT, SURROUNDINGS).subscribe({
      next: (packet) => packets.push(packet),
      error: reject,
      complete: () => resolve(packets),
    });
  });
}

describe('the browser host', () => {
  it('says Loading at once and Done at the end, under one key', async () => {
    const packets = await packetsOf(hostOver(postgres('db', (r) => of(numbers(r, [0.15])))), [ask('A', { kpi: 'db' })]);
    expect(packets.map(({ state }) => state)).toEqual([LoadingState.Loading, LoadingState.Done]);
    expect(new Set(packets.map(({ key }) => key)).size).toBe(1);
    const [frame] = packets[1].data;
    expect(frame).toMatchObject({ refId: 'A', length: 1, meta: { preferredVisualisationType: 'table' } });
    expect(frame.fields[0]).toMatchObject({ name: 'value', values: [0.15], config: { unit: 'percentunit' } });
    expect(packets[1].errors).toBeUndefined();
  });

  it('shows a series as a graph in Explore', async () => {
    const packets = await packetsOf(hostOver(postgres('db', (r) => of(numbers(r)))), [
      ask('A', { kpi: 'db', view: 'series' }),
    ]);
    expect(packets[1].data[0].meta.preferredVisualisationType).toBe('graph');
  });

  it('shows what is there while another query still runs', async () => {
    const slow = postgres('other', (r) => timer(30).pipe(map(() => numbers(r, [2]))));
    const packets = await packetsOf(
      hostOver(
        postgres('db', (r) => of(numbers(r, [1]))),
        slow
      ),
      [ask('A', { kpi: 'other' }), ask('B', { kpi: 'db' })]
    );
    expect(packets.map(({ state, data }) => [state, data.map(({ refId }) => refId)])).toEqual([
      [LoadingState.Loading, []],
      [LoadingState.Loading, ['B']],
      [LoadingState.Done, ['A', 'B']],
    ]);
  });

  it.each([
    ['a source that is down', () => throwError(() => new Error('Failed to fetch')), 'PL3101'],
    ['a source that answers HTML', () => of(nothing), 'PL3105'],
  ] as const)('names %s, without an empty frame for it and without losing the others', async (_, answers, code) => {
    const host = hostOver(
      postgres('db', answers),
      postgres('other', (r) => of(numbers(r)))
    );
    const packets = await packetsOf(host, [ask('A', { kpi: 'db' }), ask('B', { kpi: 'other' })]);
    const last = packets[packets.length - 1];
    expect(last.data.map(({ refId }) => refId)).toEqual(['B']);
    expect(last.errors).toEqual([{ refId: 'A', message: expect.stringContaining(code), status: 502 }]);
    expect(last.errors![0].message).toContain('db');
  });

  it('shows the good part of a query and names the bad part, as a notice and as an error', async () => {
    const host = hostOver(
      postgres('db', (r) => of(numbers(r))),
      postgres('other', () => of({ data: [], error: { status: 403 } }))
    );
    const packets = await packetsOf(host, [ask('A', { kpis: ['db', 'other'] })]);
    const { data, errors } = packets[1];
    expect(data).toHaveLength(1);
    expect(data[0].meta.notices).toEqual([{ severity: 'error', text: expect.stringContaining('PL3102') }]);
    expect(errors).toEqual([{ refId: 'A', message: expect.stringMatching(/other.*PL3102/), status: 403 }]);
  });

  it('tells a query that cannot be asked by its code, and asks the others', async () => {
    const bad: KpiTarget = {
      refId: 'A',
      query: {
        ok: false,
        diagnostics: [
          {
            code: 'PL2301',
            severity: 'error',
            origin: 'input',
            message: 'holds nothing',
            params: { field: 'by', variable: 'x' },
          },
        ],
      },
    };
    const packets = await packetsOf(hostOver(postgres('db', (r) => of(numbers(r)))), [bad, ask('B', { kpi: 'db' })]);
    const last = packets[packets.length - 1];
    expect(last.data.map(({ refId }) => refId)).toEqual(['B']);
    expect(last.errors).toEqual([{ refId: 'A', message: 'holds nothing (PL2301).', status: 400 }]);
  });

  it('loads nothing of definitions with an error, and says where it is', async () => {
    const packets = await packetsOf(hostOver(), [ask('A', { kpi: 'db' })], 'kind: [');
    expect(packets[1].data).toEqual([]);
    expect(packets[1].errors).toEqual([
      { refId: 'A', message: expect.stringMatching(/definitions:\d+:\d+: .*PL1\d{3}/s), status: 400 },
    ]);
  });

  it('is done at once when there is nothing to ask', async () => {
    const packets = await packetsOf(hostOver(), []);
    expect(packets.map(({ state }) => state)).toEqual([LoadingState.Loading, LoadingState.Done]);
  });

  it('asks once for eight panels, and answers all of them', async () => {
    const db = postgres('db', (r) => timer(10).pipe(map(() => numbers(r, [7]))));
    const host = hostOver(db);
    const panels = await Promise.all(Array.from({ length: 8 }, () => packetsOf(host, [ask('A', { kpi: 'db' })])));
    expect(panels.map((packets) => packets[1].data[0].fields[0].values)).toEqual(Array(8).fill([7]));
    expect(db.counts).toEqual({ subscribed: 1, tornDown: 1 });
  });

  it('cancels upstream when the last panel unsubscribes, and says nothing any more', async () => {
    const db = postgres('db', () => NEVER);
    const host = hostOver(db);
    const next = vi.fn();
    const panels = [1, 2].map(() => host.query(TEXT, [ask('A', { kpi: 'db' })], CONTEXT, SURROUNDINGS).subscribe(next));
    await vi.waitFor(() => expect(db.counts.subscribed).toBe(1));
    panels[0].unsubscribe();
    expect(db.counts.tornDown).toBe(0);
    panels[1].unsubscribe();
    expect(db.counts.tornDown).toBe(1);
    await new Promise((resolve) => setTimeout(resolve));
    expect(next).toHaveBeenCalledTimes(2);
  });

  it('reports its own faults as such', async () => {
    const host = new BrowserHost({
      dataSources: { get: () => Promise.reject(new Error()) },
      run: () => Promise.reject(new Error('oops')),
    });
    const packets = await packetsOf(host, [ask('A', { kpi: 'db' })]);
    expect(packets[1]).toMatchObject({
      data: [],
      errors: [{ refId: 'A', message: expect.stringContaining('oops'), status: 500 }],
    });
  });
});
