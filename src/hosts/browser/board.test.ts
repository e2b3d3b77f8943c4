// @vitest-environment jsdom
import { createDataFrame, FieldType, LoadingState, type DataQueryResponse, type DataSourceApi } from '@grafana/data';
import fc from 'fast-check';
import { of } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeDataSource, type FakeDataSource } from '../../../tests/fakes/data-source';
import { sliceStore, type KpiQuery, type View } from '../../kpi';
import { joinedParts } from '../../kpi/promql/testing';
import { runQuery } from '../run';
import { BrowserHost } from './browser-host';
import { WINDOW_MS } from './in-flight';

const SOURCES = `
apiVersion: plumbline/v1
kind: Source
metadata: { name: db }
spec: { dialect: postgres, grafana: { uid: db }, lateness: 10m }
---
apiVersion: plumbline/v1
kind: Source
metadata: { name: metrics }
spec: { dialect: prometheus, grafana: { uid: prom }, scrapeInterval: 15s, lateness: 2m }
`;
const spec = (name: string, numerator: string, denominator: string) => `---
apiVersion: plumbline/v1
kind: KPI
metadata: { name: ${name} }
spec:
  area: shop
  owner: { team: growth }
  unit: ratio
  measure: { ratio: { numerator: { ${numerator} }, denominator: { ${denominator} } } }
  objectives: [ { name: monthly, target: "0.99", timeWindow: { duration: 30d, rolling: true }, alertPolicy: sre-workbook } ]
`;
const inMetrics = (name: string) =>
  spec(name, `source: metrics, metric: ${name}_good_total`, `source: metrics, metric: ${name}_total`);
const inDb = (name: string, table = name) => {
  const rows = `source: db, table: ${table}, time: at, count: rows`;
  return spec(name, `${rows}, where: [ { field: ok, is: true } ]`, rows);
};
const NAMES = ['aa', 'bb', 'cc', 'dd'];

/** A stretch of instants that Prometheus was asked for, in minutes before `now`; the step in minutes. */
interface Asked {
  readonly uid: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly stepMs: number;
  readonly text: string;
}

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 10, 23, 12, 3, 20);

/** Prometheus with one series for each part of a text, and a database without rows; both count what reaches them. */
function stores(warning?: string) {
  const asked: Asked[] = [];
  const note = (uid: string, request: Parameters<Parameters<typeof fakeDataSource>[2]>[0]) =>
    request.targets.forEach(({ expr, rawSql }) =>
      asked.push({
        uid,
        fromMs: request.range.from.valueOf(),
        toMs: request.range.to.valueOf(),
        stepMs: request.intervalMs,
        text: expr ?? rawSql!,
      })
    );
  const prom = fakeDataSource('prom', 'prometheus', (request) => {
    note('prom', request);
    const times: number[] = [];
    for (let at = request.range.from.valueOf(); at <= request.range.to.valueOf(); at += request.intervalMs) {
      times.push(at);
    }
    const data = request.targets.flatMap(({ refId, expr }) =>
      (joinedParts(expr!) ?? [undefined]).map((part, i) =>
        createDataFrame({
          refId,
          ...(warning ? { meta: { notices: [{ severity: 'warning' as const, text: warning }] } } : {}),
          fields: [
            { name: 'Time', type: FieldType.time, values: times },
            {
              name: 'Value',
              type: FieldType.number,
              labels: part === undefined ? {} : { plumbline_part: String(i) },
              values: times.map(() => (expr!.includes('good') ? 9 : 10)),
            },
          ],
        })
      )
    );
    return of({ state: LoadingState.Done, data });
  });
  const db = fakeDataSource('db', 'grafana-postgresql-datasource', (request) => {
    note('db', request);
    const data = request.targets.map(({ refId }) => createDataFrame({ refId, fields: [] }));
    return of({ state: LoadingState.Done, data });
  });
  return { asked, sources: [prom, db] };
}

function hostOver(sources: readonly FakeDataSource[], capacity?: number) {
  const get = ({ uid }: { uid?: string }) =>
    Promise.resolve(sources.find((source) => source.uid === uid) as DataSourceApi);
  const store = sliceStore(capacity);
  return { store, host: new BrowserHost({ dataSources: { get }, run: runQuery, store }) };
}

type Panel = readonly [kpi: string, view: View];

/** All panels at once, each a query of its own, as Grafana asks; their last packets. */
async function look(host: BrowserHost, text: string, panels: readonly Panel[], nowMs: number, everyMs = 0) {
  const last: DataQueryResponse[] = [];
  for (const [i, [kpi, view]] of panels.entries()) {
    const query: KpiQuery = { kpi, view };
    const context = { fromMs: nowMs - 24 * 60 * MINUTE, toMs: nowMs, nowMs, maxDataPoints: 280 };
    host
      .query(text, [{ refId: 'A', query: { ok: true, value: query, diagnostics: [] } }], context, {
        app: 'dashboard',
        scopedVars: {},
        timezone: 'utc',
      })
      .subscribe((packet) => (last[i] = packet));
    await vi.advanceTimersByTimeAsync(everyMs);
  }
  await vi.advanceTimersByTimeAsync(WINDOW_MS);
  await vi.advanceTimersByTimeAsync(0);
  last.forEach((packet) => expect([packet.state, packet.errors]).toEqual([LoadingState.Done, undefined]));
  return last;
}
const board = (...views: View[]): Panel[] => NAMES.flatMap((kpi) => views.map((view): Panel => [kpi, view]));
const METRICS = SOURCES + NAMES.map(inMetrics).join('');
const MIXED = SOURCES + inMetrics('aa') + inMetrics('bb') + inDb('cc') + inDb('dd');
const DB = SOURCES + NAMES.map((name) => inDb(name)).join('');

/** The stretches asked of Prometheus, as [step, first slice's start, last slice's end] in minutes before now. */
const stretches = (asked: readonly Asked[], nowMs: number) =>
  asked
    .filter(({ uid }) => uid === 'prom')
    .map(({ stepMs, fromMs, toMs }) =>
      [stepMs, nowMs - fromMs + stepMs, nowMs - toMs].map((ms) => Math.round(ms / MINUTE))
    )
    .sort((a, b) => b[1] - a[1]);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a board of twelve panels over four KPIs', () => {
  it.each([
    ['all in Prometheus', METRICS, board('value', 'series', 'budget'), 4],
    ['all in Prometheus, with timelines', METRICS, board('series', 'budget', 'burn'), 4],
    ['two in Prometheus, two in a database', MIXED, board('value', 'series', 'burn'), 8],
    ['all in a database', DB, board('value', 'series', 'budget'), 8],
    ['all in a database, with timelines', DB, board('value', 'budget', 'burn'), 8],
    ['all in a database, lines and timelines', DB, board('series', 'budget', 'burn'), 8],
  ] as const)('%s, sends at most eight requests', async (_, text, panels, most) => {
    const { asked, sources } = stores();
    await look(hostOver(sources).host, text, panels, NOW);
    expect(asked.length).toBeLessThanOrEqual(most);
    expect(asked.length).toBeGreaterThan(0);
  });

  it('whatever four KPIs of Prometheus show, sends at most eight, and two for budgets and burn rates a minute later', async () => {
    const views: View[] = ['value', 'series', 'budget', 'burn'];
    const panel = fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...views)) as fc.Arbitrary<Panel>;
    await fc.assert(
      fc.asyncProperty(fc.array(panel, { minLength: 12, maxLength: 12 }), fc.nat(3_600_000), async (panels, later) => {
        const { asked, sources } = stores();
        const { host } = hostOver(sources);
        await look(host, METRICS, panels, NOW + later);
        expect(asked.length).toBeLessThanOrEqual(8);
        const refreshed = panels.filter(([, view]) => view === 'budget' || view === 'burn');
        asked.length = 0;
        await look(host, METRICS, refreshed, NOW + later + MINUTE);
        expect(asked.length).toBeLessThanOrEqual(2);
      }),
      { numRuns: 15 }
    );
  });

  it('also where its panels appear within a few milliseconds of each other', async () => {
    const { asked, sources } = stores();
    await look(hostOver(sources).host, METRICS, board('budget'), NOW, 1);
    expect(asked).toHaveLength(3);
  });

  it('asks a minute later only for the tail, and within the minute only for the open end', async () => {
    const { asked, sources } = stores();
    const { host, store } = hostOver(sources);
    const panels = board('budget', 'burn', 'value');
    await look(host, METRICS, panels, NOW);
    asked.length = 0;

    // 12:03:40: two minutes are late, so 12:01 and 12:02 are still open (a slice ends at its instant, and 12:03 is not over).
    await look(host, METRICS, panels, NOW + 20_000);
    expect(stretches(asked, Date.UTC(2026, 10, 23, 12, 3))).toEqual([[1, 2, 0]]);
    expect(asked[0].text.match(/increase/g)).toHaveLength(8);
    asked.length = 0;

    await look(host, METRICS, board('budget', 'burn'), NOW + MINUTE);
    expect(stretches(asked, Date.UTC(2026, 10, 23, 12, 4))).toEqual([[1, 3, 0]]);
    asked.length = 0;

    // 12:07:20: the five minutes from 11:50 on have left the open end.
    await look(host, METRICS, board('budget', 'burn'), NOW + 4 * MINUTE);
    expect(stretches(asked, Date.UTC(2026, 10, 23, 12, 7))).toEqual([
      [5, 17, 12],
      [1, 5, 0],
    ]);
    expect(store.stats.evicted).toBe(0);
  });

  it('makes the hours that become history of the slices it has', async () => {
    const { asked, sources } = stores();
    const { host, store } = hostOver(sources);
    await look(host, METRICS, board('budget'), NOW);
    asked.length = 0;
    const later = NOW + 3 * 60 * MINUTE;
    const [packet] = await look(host, METRICS, board('budget'), later);
    expect(stretches(asked, Date.UTC(2026, 10, 23, 15, 3)).map(([step]) => step)).toEqual([5, 1]);
    // Three hours of two parts of four KPIs, of twelve slices each.
    expect(store.stats.composed).toBe(24);
    const fresh = hostOver(stores().sources);
    const [cold] = await look(fresh.host, METRICS, board('budget'), later);
    const about = ({ data }: DataQueryResponse) =>
      data.flatMap((frame) => frame.fields.map((field: { name: string }) => field.name));
    expect(about(packet)).toEqual(about(cold));
  });
});

describe('what is kept', () => {
  const panels: Panel[] = [['aa', 'budget']];
  const tail = (asked: readonly Asked[]) =>
    asked.every(({ stepMs, toMs, fromMs }) => stepMs === MINUTE && toMs - fromMs < 10 * MINUTE);

  it('is asked anew when its definition is edited, and not when another one is', async () => {
    const { asked, sources } = stores();
    const { host } = hostOver(sources);
    await look(host, METRICS, panels, NOW);
    asked.length = 0;
    await look(host, METRICS.replace('metric: bb_total', 'metric: other_total'), panels, NOW);
    expect(tail(asked)).toBe(true);
    asked.length = 0;
    await look(host, METRICS.replace('metric: aa_total', 'metric: other_total'), panels, NOW);
    expect(asked.filter(({ stepMs }) => stepMs === 60 * MINUTE).map(({ text }) => /other_total/.test(text))).toEqual([
      true,
    ]);
    // The numerator is the one it was.
    expect(asked.some(({ text, stepMs }) => stepMs > MINUTE && text.includes('aa_good_total'))).toBe(false);
    asked.length = 0;
    await look(host, METRICS.replace('scrapeInterval: 15s', 'scrapeInterval: 10s'), panels, NOW);
    expect(tail(asked)).toBe(false);
  });

  it('is bounded: what was forgotten is counted and asked anew', async () => {
    const { asked, sources } = stores();
    const { host, store } = hostOver(sources, 4000);
    await look(host, METRICS, board('budget'), NOW);
    expect(store.stats.slices).toBeLessThanOrEqual(4000);
    expect(store.stats.evicted).toBeGreaterThan(0);
    asked.length = 0;
    await look(host, METRICS, panels, NOW);
    expect(tail(asked)).toBe(false);
  });

  it('is nothing that came with a warning', async () => {
    const { asked, sources } = stores('only some blocks were read');
    const { host, store } = hostOver(sources);
    await look(host, METRICS, panels, NOW);
    const first = asked.length;
    await look(host, METRICS, panels, NOW);
    expect(asked.slice(first)).toEqual(asked.slice(0, first));
    expect(store.stats).toMatchObject({ slices: 0, hits: 0 });
  });

  it('is nothing that is not older than the lateness of its source', async () => {
    const { asked, sources } = stores();
    const { host } = hostOver(sources);
    const late = METRICS.replace('lateness: 2m', 'lateness: 2h');
    await look(host, late, panels, NOW);
    asked.length = 0;
    await look(host, late, panels, NOW);
    const from = Math.min(...asked.map(({ fromMs, stepMs }) => fromMs - stepMs));
    expect(from).toBe(Math.floor((NOW - 120 * MINUTE) / MINUTE) * MINUTE);
  });
});
