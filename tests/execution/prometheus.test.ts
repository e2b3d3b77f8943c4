/** Counters through text → plan → Prometheus engine → result, beside the same events as rows in SQL and beside the truth. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectSources, directTransport, type Driver } from '../../src/hosts/direct';
import { runQuery } from '../../src/hosts/run';
import type { Transport } from '../../src/hosts/transport';
import {
  joinRequests,
  planQuery,
  planSegmentValues,
  segmentValuesFrom,
  sliceStore,
  type ColumnFrame,
  type KpiQuery,
  type QueryContext,
  type Result,
  type SliceStore,
  type UpstreamRequest,
  type UpstreamResponse,
} from '../../src/kpi';
import { timesOver } from '../../src/kpi/alerting';
import { openPglite, openSqlite, type Engine, type Table } from '../engines';
import { HOUR, MINUTE, SCRAPE_MS, type CounterLog, type Labels } from '../engines/counter-fleet';
import { hasGo, openPromlite, type Promlite } from '../engines/promlite';
import { boundOf, samplesIn, truth, type Slice } from '../oracles/counter-bound';
import { describeWith } from '../setup/needs';
import { at, definitionsFor, FLEET, FROM, GAP, TO, ZONE } from './counter-shop';
import { engineTransport } from './engine-transport';

/** Everything is closed; the first 51 hours come as hours, the last 20 in five minutes. */
const SETTLED = { fromMs: FROM, toMs: TO, nowMs: TO + 52 * HOUR };
/** Asked at the end of the range: its last minutes are open. */
const LIVE = { fromMs: FROM, toMs: TO, nowMs: TO };

type Select = Partial<Labels> & { readonly devices?: readonly string[] };
const pick = ({ metric = 'checkouts_total', device, devices, outcome }: Select = {}): CounterLog[] =>
  FLEET.counters.filter(
    (one) =>
      one.metric === metric &&
      (device === undefined || one.device === device) &&
      (devices === undefined || devices.includes(one.device)) &&
      (outcome === undefined || one.outcome === outcome)
  );

const column = (result: Result, name: string, frame = 0) =>
  result.frames[frame].fields.find((field) => field.name === name)!.values as ReadonlyArray<number | null>;
const codes = (result: Result) => result.notices.map((notice) => notice.code);

/** The slices that requests to Prometheus stand for, ascending: a point at t is [t − step, t). */
function slicesOf(requests: readonly UpstreamRequest[]): Slice[] {
  const found = new Map<number, Slice>();
  for (const { mode, startMs, endMs, stepMs } of requests.filter(({ dialect }) => dialect === 'prometheus')) {
    expect(mode).toBe('range');
    for (let end = startMs; end <= endMs; end += stepMs) {
      found.set(end - stepMs, { startMs: end - stepMs, endMs: end });
    }
  }
  return [...found.values()].sort((a, b) => a.startMs - b.startMs);
}

const within = (slices: readonly Slice[], fromMs: number, toMs: number) =>
  slices.filter((slice) => slice.startMs >= fromMs && slice.endMs <= toMs);

/** Found, within the documented bound of the true count, and not negative. */
function expectCount(found: number | null, counters: readonly CounterLog[], slices: readonly Slice[], what = ''): void {
  const [fromMs, toMs] = [slices[0].startMs, slices[slices.length - 1].endMs];
  const [count, bound] = [truth(counters, fromMs, toMs), boundOf(counters, slices)];
  expect(found, what).not.toBeNull();
  expect(found!, what).toBeGreaterThanOrEqual(0);
  expect(Math.abs(found! - count), `${what}: ${found} for ${count}`).toBeLessThanOrEqual(bound);
}

/** A series as text, whatever kind of arrays it is in. */
const seriesOf = ({ columns }: ColumnFrame) =>
  JSON.stringify(columns.map(({ name, labels, values }) => [name, labels, Array.from(values as number[])]));

describeWith('go', hasGo(), 'counters on the Prometheus engine, rows in SQL, and the truth', () => {
  const set = definitionsFor('sqlite');
  const onPostgres = definitionsFor('postgres');
  let pglite: Engine;
  let promlite: Promlite;
  let drivers: Map<string, Driver>;
  let folder: string;

  beforeAll(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plumbline-counters-'));
    const file = path.join(folder, 'shop.db');
    const table: Table = { name: 'checkouts', columns: { at: 'timestamptz', device: 'text', outcome: 'text' } };
    const db = await openSqlite(file);
    const rows = FLEET.events
      .filter(({ metric }) => metric === 'checkouts_total')
      .map(({ at: ms, device, outcome = null }) => ({ at: ms, device, outcome }));
    await db.load(table, rows);
    pglite = await openPglite('Asia/Tokyo');
    await pglite.load(table, rows);
    await db.close();
    promlite = await openPromlite();
    const fleet = await promlite.store.replay(FLEET.replay);
    expect(fleet).toMatchObject({ late: 0, series: FLEET.counters.length });
    drivers = connectSources(set, [`metrics=prometheus+${promlite.url}`, `db=sqlite:${file}`]);
  }, 300_000);

  afterAll(async () => {
    await Promise.all([...(drivers?.values() ?? [])].map((driver) => driver.close()));
    await Promise.all([promlite?.close(), pglite?.close()]);
    fs.rmSync(folder, { recursive: true, force: true });
  });

  interface Asked extends Result {
    readonly sent: readonly UpstreamRequest[];
    readonly slices: readonly Slice[];
  }

  /** Through the direct host; no number below 0, and nothing sent that the plan does not name. */
  async function ask(query: KpiQuery, context: QueryContext = SETTLED, store?: SliceStore): Promise<Asked> {
    const planned = planQuery(set, query, context, store);
    const direct = directTransport(drivers);
    const sent: UpstreamRequest[] = [];
    const transport: Transport = {
      send: (requests, signal) => {
        sent.push(...requests);
        return direct.send(requests, signal);
      },
    };
    const result = await runQuery(set, query, context, transport, { store });
    expect(sent).toEqual(planned.ok && !planned.value.done ? joinRequests(planned.value.requests).sent : []);
    expect(result.requests).toBe(sent.length);
    // An alert of a "below" falls under 0 where the value is far over its bound; everything else counts something.
    for (const field of query.view === 'alert' ? [] : result.frames.flatMap((frame) => frame.fields)) {
      const negative = field.type === 'number' && field.values.find((value) => (value as number) < 0);
      expect(negative || undefined, field.name).toBeUndefined();
    }
    return { ...result, sent, slices: slicesOf(sent) };
  }

  test('the fleet is as hard as it should be: resets, births, deaths, missed scrapes and a gap', async () => {
    const resets = await promlite.instant('sum by (instance) (resets(sessions_total[3d]))', TO);
    expect(Object.fromEntries([...resets].map(([labels, n]) => [JSON.parse(labels).instance, n > 0]))).toEqual({
      'web-0': true,
      'web-1': true,
      'web-2': false,
      kiosk: true,
    });
    const away = await promlite.instant('count_over_time(up{instance="web-0"}[10m])', GAP.endMs);
    expect(away.size).toBe(0);
    const failed = await promlite.instant('sum(count_over_time((up == 0)[3d:15s]))', TO);
    expect([...failed.values()][0]).toBeGreaterThan(20);
    expect(truth(pick({ device: 'kiosk' }), FROM, TO)).toBeLessThan(400);
    expect(truth(pick(), FROM, TO)).toBeGreaterThan(30_000);
  });

  test.each([
    ['settled: hours, then five minutes', SETTLED],
    ['live: five minutes, then minutes', LIVE],
    ['not on any grid', { fromMs: FROM + 7 * MINUTE + 13_000, toMs: at(47) + 52_345, nowMs: TO + 20 * HOUR }],
  ])('value of a count and of a ratio (%s)', async (_, context) => {
    const count = await ask({ kpi: 'checkouts', view: 'value' }, context);
    expect(count.status).toBe('ok');
    expectCount(column(count, 'value')[0], pick(), count.slices);
    const ratio = await ask({ kpi: 'success', view: 'value' }, context);
    expect(ratio.slices).toEqual(count.slices);
    expectCount(column(ratio, 'numerator')[0], pick({ outcome: 'ok' }), ratio.slices);
    expect(column(ratio, 'denominator')).toEqual(column(count, 'value'));
    expect(column(ratio, 'value')[0]).toBe(column(ratio, 'numerator')[0]! / column(ratio, 'denominator')[0]!);
    // Over days the edges no longer count: 0.2 % for the count, 0.05 points for the share. What fell into the gap is not in slices
    // of five minutes; it is in those of an hour.
    const { startMs } = ratio.slices[0];
    const { endMs } = ratio.slices[ratio.slices.length - 1];
    const sql = await ask({ kpi: 'success-sql', view: 'value' }, { ...context, fromMs: startMs, toMs: endMs });
    expect(column(sql, 'denominator')[0]).toBe(truth(pick(), startMs, endMs));
    expect(column(sql, 'numerator')[0]).toBe(truth(pick({ outcome: 'ok' }), startMs, endMs));
    const slice = ratio.slices.find(({ endMs: end }) => end > GAP.startMs)!;
    const unseen = slice.endMs - slice.startMs < HOUR ? truth(pick(), GAP.startMs, GAP.endMs) : 0;
    expect(Math.abs(column(count, 'value')[0]! / (truth(pick(), startMs, endMs) - unseen) - 1)).toBeLessThan(0.002);
    expect(Math.abs(column(ratio, 'value')[0]! - column(sql, 'value')[0]!)).toBeLessThan(0.0005);
  });

  test('every slice of five minutes on its own: of the order i / S; all of them together: a hundredth of that', async () => {
    const series = await ask({ kpi: 'checkouts', view: 'series', grain: '5m' });
    const found = column(series, 'value');
    const off: number[] = [];
    let [sum, all] = [0, 0];
    series.slices.forEach((slice, i) => {
      const { startMs, endMs } = slice;
      if (found[i] === null) {
        expect([startMs >= GAP.startMs, endMs <= GAP.endMs]).toEqual([true, true]);
        return;
      }
      expectCount(found[i], pick(), [slice], new Date(startMs).toISOString());
      if (endMs < GAP.startMs || startMs > GAP.endMs) {
        const count = truth(pick(), startMs, endMs);
        off.push(Math.abs(found[i] - count) / count);
        [sum, all] = [sum + found[i], all + count];
      }
    });
    off.sort((a, b) => a - b);
    expect(off[Math.floor(off.length / 2)]).toBeLessThan(SCRAPE_MS / (5 * MINUTE) / 2);
    expect(off[Math.floor(off.length * 0.95)]).toBeLessThan((2 * SCRAPE_MS) / (5 * MINUTE));
    expect(Math.abs(sum / all - 1)).toBeLessThan(0.002);
  });

  test.each(['1h', '1d'] as const)('series by %s across the change of clocks, beside SQL', async (grain) => {
    const counted = await ask({ kpi: 'checkouts', view: 'series', grain });
    const rows = await ask({ kpi: 'checkouts-sql', view: 'series', grain });
    const times = column(counted, 'time') as number[];
    expect(times).toEqual(column(rows, 'time'));
    const days = [0, 1, 2].map(
      (day) => Temporal.PlainDate.from('2026-03-28').add({ days: day }).toZonedDateTime(ZONE).epochMilliseconds
    );
    expect(times).toEqual(grain === '1d' ? days : Array.from({ length: 71 }, (_, i) => at(i)));
    const ends = [...times.slice(1), TO];
    expect(ends.map((end, i) => (end - times[i]) / HOUR)).toEqual(grain === '1d' ? [24, 23, 24] : times.map(() => 1));
    times.forEach((time, i) => {
      const iso = new Date(time).toISOString();
      expect(column(rows, 'value')[i], iso).toBe(truth(pick(), time, ends[i]));
      expectCount(column(counted, 'value')[i], pick(), within(counted.slices, time, ends[i]), iso);
    });
    const shares = await ask({ kpi: 'success', view: 'series', grain });
    const sqlShares = await ask({ kpi: 'success-sql', view: 'series', grain });
    times.forEach((time, i) => {
      const slices = within(shares.slices, time, ends[i]);
      const events = truth(pick(), time, ends[i]);
      // A quotient: what either part may be off, of the denominator.
      const bound = (boundOf(pick(), slices) + boundOf(pick({ outcome: 'error' }), slices)) / events;
      const difference = Math.abs(column(shares, 'value')[i]! - column(sqlShares, 'value')[i]!);
      expect(difference, new Date(time).toISOString()).toBeLessThanOrEqual(Math.min(bound, grain === '1d' ? 0.001 : 1));
    });
  });

  test('breakdown by device: born late, dying, and rare ones each have their own', async () => {
    const found = await ask({ kpi: 'success', view: 'breakdown', by: ['device'] });
    const devices = column(found, 'device') as unknown as string[];
    expect(devices).toEqual(['mobile', 'desktop', 'tablet', 'kiosk']);
    devices.forEach((device, i) => {
      expectCount(column(found, 'denominator')[i], pick({ device }), found.slices, device);
      expectCount(column(found, 'numerator')[i], pick({ device, outcome: 'ok' }), found.slices, device);
    });
  });

  test.each<[string, Partial<KpiQuery>, readonly string[]]>([
    ['is', { filters: { device: ['kiosk'] } }, ['kiosk']],
    ['in', { filters: { device: ['kiosk', 'tablet', 'nothing'] } }, ['kiosk', 'tablet']],
    ['matches', { adhoc: [{ key: 'device', operator: '=~', value: '.*t.*' }] }, ['tablet', 'desktop']],
    ['matches, anchored', { adhoc: [{ key: 'device', operator: '=~', value: 'desk' }] }, []],
    ['does not match', { adhoc: [{ key: 'device', operator: '!~', value: 'm.+|desktop' }] }, ['kiosk', 'tablet']],
    ['not', { adhoc: [{ key: 'device', operator: '!=', value: 'mobile' }] }, ['kiosk', 'tablet', 'desktop']],
    [
      'notIn',
      { adhoc: [{ key: 'device', operator: '!=|', value: '', values: ['mobile', 'kiosk'] }] },
      ['tablet', 'desktop'],
    ],
  ])('filter %s selects the same as in SQLite and PostgreSQL', async (_, filter, devices) => {
    const counted = await ask({ kpi: 'checkouts', view: 'value', ...filter });
    const onSqlite = await ask({ kpi: 'checkouts-sql', view: 'value', ...filter });
    const postgres = { kpi: 'checkouts-sql', view: 'value', ...filter } as const;
    const rows = await runQuery(onPostgres, postgres, SETTLED, engineTransport(pglite));
    if (filter.adhoc?.some(({ operator, value }) => operator.endsWith('~') && /[.*+|]/.test(value))) {
      // SQLite has no patterns beyond plain text, and says so rather than selecting something else.
      expect([onSqlite.status, codes(onSqlite)]).toEqual(['error', ['PL2251']]);
    } else {
      expect(column(onSqlite, 'value')).toEqual(column(rows, 'value'));
    }
    if (devices.length === 0) {
      expect([column(counted, 'value'), counted.status, codes(counted)]).toEqual([[null], 'nodata', ['PL4001']]);
      expect([column(rows, 'value')[0] ?? 0, truth(pick({ devices }), FROM, TO)]).toEqual([0, 0]);
      return;
    }
    expect(column(rows, 'value')[0]).toBe(truth(pick({ devices }), FROM, TO));
    expectCount(column(counted, 'value')[0], pick({ devices }), counted.slices);
  });

  test('an alert reads the very number of the board', async () => {
    for (const [kpi, window] of [
      ['success', '35m'],
      ['checkouts', '1h'],
    ] as const) {
      for (const end of [TO, at(34.7), at(34.9) + 12_345, at(60)]) {
        const context = { fromMs: end - HOUR, toMs: end, nowMs: end + 1_000 };
        const alert = await ask({ kpi, view: 'alert' }, context);
        const value = await ask({ kpi, view: 'value', window }, context);
        const [threshold] = set.kpis.get(kpi)!.thresholds;
        expect(alert.sent).toEqual(value.sent);
        expect(alert.frames[0].fields[0].values).toEqual([timesOver(threshold, column(value, 'value')[0]!)]);
        const sql = await ask({ kpi: `${kpi}-sql`, view: 'alert' }, context);
        const [counted, rows] = [alert, sql].map((result) => result.frames[0].fields[0].values[0] as number);
        expect(Math.abs(counted - rows)).toBeLessThan(0.1);
        // Nearer to the threshold than the bound, either may be right.
        if (Math.abs(rows - 1) > 0.01) {
          expect(counted > 1).toBe(rows > 1);
        }
      }
    }
    const incident = await ask({ kpi: 'success', view: 'alert' }, { ...LIVE, toMs: at(34.7), nowMs: at(34.7) });
    expect(incident.frames[0].fields[0].values[0]).toBeGreaterThan(1.2);
  });

  test('a gap is missing, not 0: buckets are null, the coverage is said, and the alert freezes', async () => {
    const context = {
      fromMs: GAP.startMs - 10 * MINUTE - 20_000,
      toMs: GAP.endMs + 10 * MINUTE - 20_000,
      nowMs: GAP.endMs + HOUR,
    };
    const series = await ask({ kpi: 'checkouts', view: 'series', grain: '5m' }, context);
    const times = (column(series, 'time') as number[]).map((ms) => new Date(ms).toISOString().slice(11, 16));
    expect(times).toEqual(['14:10', '14:15', '14:20', '14:25', '14:30', '14:35']);
    expect(column(series, 'value').map((value) => value === null)).toEqual([false, false, false, true, false, false]);
    expect(codes(series)).toContain('PL4005');
    column(series, 'value').forEach((value, i) => {
      if (value !== null) {
        expectCount(value, pick(), [series.slices[i]], times[i]);
      }
    });
    const value = await ask({ kpi: 'success', view: 'value' }, context);
    expect(codes(value).filter((code) => code === 'PL4005')).toHaveLength(2);
    expect(value.notices.find(({ code }) => code === 'PL4005')!.message).toContain('83.3 %');
    const alert = await ask({ kpi: 'success', view: 'alert' }, { ...context, toMs: GAP.endMs + 5 * MINUTE - 20_000 });
    expect(alert.frames[0].fields[0].values).toEqual([null]);
    expect(codes(alert)).toContain('PL4015');
    // In an hour around it the counters themselves still know what happened meanwhile.
    const hour = await ask({ kpi: 'checkouts', view: 'value' }, { ...SETTLED, fromMs: at(39), toMs: at(40) });
    expect(codes(hour)).toEqual([]);
    expect(Math.abs(column(hour, 'value')[0]! / truth(pick(), at(39), at(40)) - 1)).toBeLessThan(0.02);
  });

  test('before any birth and after every death there is no data, not 0', async () => {
    for (const kpi of ['checkouts', 'success']) {
      const early = await ask({ kpi, view: 'value' }, { fromMs: at(-30), toMs: at(-25), nowMs: TO });
      expect([early.status, column(early, 'value'), codes(early)]).toEqual(['nodata', [null], ['PL4001']]);
    }
    const late = await ask(
      { kpi: 'checkouts', view: 'series', grain: '1h' },
      { fromMs: TO, toMs: TO + 4 * HOUR, nowMs: TO + 9 * HOUR }
    );
    expect(column(late, 'value').map((value) => value === null)).toEqual([false, true, true, true]);
  });

  test('a funnel from Prometheus to SQL: each step by its own store, by device too', async () => {
    const all = await ask({ kpi: 'shop', view: 'funnel' });
    const devices = await ask({ kpi: 'shop', view: 'funnel', by: ['device'] });
    expect(column(all, 'step')).toEqual(['Sessions', 'Checkouts', 'Orders']);
    for (const [result, names] of [
      [all, [undefined]],
      [devices, ['mobile', 'desktop', 'tablet', 'kiosk']],
    ] as const) {
      expect(column(result, 'count')).toHaveLength(names.length * 3);
      names.forEach((device, i) => {
        const [sessions, checkouts, orders] = column(result, 'count').slice(3 * i, 3 * i + 3);
        expectCount(sessions, pick({ metric: 'sessions_total', device }), result.slices, device);
        expectCount(checkouts, pick({ device }), result.slices, device);
        expect(orders).toBe(truth(pick({ device, outcome: 'ok' }), FROM, TO));
        expect(column(result, 'fromPrevious')[3 * i + 2]).toBe(orders! / checkouts!);
      });
    }
  });

  test('values of a segment are those that the labels have', async () => {
    const transport = directTransport(drivers);
    for (const [kpi, fromMs, expected] of [
      ['checkouts', FROM, ['desktop', 'kiosk', 'mobile', 'tablet']],
      ['shop', TO - HOUR, ['desktop', 'kiosk', 'mobile', 'tablet']],
      ['checkouts', at(-20), []],
    ] as const) {
      const toMs = expected.length === 0 ? at(-10) : TO;
      const planned = planSegmentValues(set, { kpi, segment: 'device' }, { fromMs, toMs, nowMs: TO });
      if (!planned.ok) {
        throw new Error(planned.diagnostics[0].message);
      }
      const responses = await transport.send(planned.value.requests, new AbortController().signal);
      const found = segmentValuesFrom(planned.value, responses);
      expect(found).toEqual({ ok: true, values: expected, more: false, notices: [] });
    }
  });

  test('requests and samples are what the plan says; what is closed is asked once', async () => {
    const before = await promlite.queries();
    const store = sliceStore();
    const query = { kpi: 'success', view: 'value' } as const;
    const cold = await ask(query, LIVE, store);
    // Two parts in each; five minutes and minutes (three days are all recent).
    expect(cold.sent.map(({ stepMs }) => stepMs / MINUTE)).toEqual([5, 1]);
    const warm = await ask(query, LIVE, store);
    expect(warm.sent.map(({ stepMs }) => stepMs / MINUTE)).toEqual([1]);
    expect({ ...warm, sent: [], slices: [], requests: 0 }).toEqual({ ...cold, sent: [], slices: [], requests: 0 });
    // A minute later, another KPI over the same counter: the five minutes that have closed since, and what is open.
    const later = await ask(
      { kpi: 'checkouts', view: 'value' },
      { ...LIVE, nowMs: TO + MINUTE, toMs: TO + MINUTE },
      store
    );
    expect(later.sent.map(({ startMs, endMs, stepMs }) => (endMs - startMs) / stepMs + 1)).toEqual([1, 2]);
    expect((await promlite.queries()) - before).toBe(2 + 1 + 2);
    for (const request of [...cold.sent, ...warm.sent, ...later.sent]) {
      const parts: Select[] = request.text.includes('outcome="ok"') ? [{ outcome: 'ok' }, {}] : [{}];
      const samples = parts.map((select) => samplesIn(pick(select), slicesOf([request])));
      expect(await promlite.samplesOf(request), request.purpose).toBe(samples.reduce((a, b) => a + b, 0));
    }
    const week = await ask({ kpi: 'success', view: 'value' }, SETTLED);
    expect(week.sent.map(({ stepMs }) => stepMs / MINUTE)).toEqual([60, 5]);
  });

  test('joined requests are answered as each of them alone, segments, gaps and all', async () => {
    const direct = directTransport(drivers);
    const { signal } = new AbortController();
    const requests = (['success', 'checkouts'] as const).flatMap((kpi) =>
      ([LIVE, { ...LIVE, fromMs: at(20) }] as const).flatMap((context) =>
        [[], ['device']].flatMap((by) => {
          const planned = planQuery(set, { kpi, view: 'series', by, grain: '5m' }, context);
          return planned.ok && !planned.value.done ? planned.value.requests : [];
        })
      )
    );
    const joined = joinRequests(requests);
    const { answers, again } = joined.settle(await direct.send(joined.sent, signal));
    expect(again).toEqual([]);
    // Three texts, each with and without segments, over two ranges of five minutes of which one holds the other, and the open minutes.
    expect([new Set(requests.map(({ id }) => id)).size, joined.sent.length]).toEqual([12, 2]);
    const said = (all: readonly UpstreamResponse[]) =>
      new Map(all.map((one) => [one.id, one.ok ? one.frames.map(seriesOf).sort() : one.error.message]));
    expect(said(answers)).toEqual(said(await direct.send(requests, signal)));
  });
});
