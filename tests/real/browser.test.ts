// @vitest-environment jsdom
import { CoreApp, dateTime, type DataFrame, type DataQueryRequest } from '@grafana/data';
import { lastValueFrom } from 'rxjs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DataSource } from '../../src/datasource/data-source';
import type { KpiDataQuery } from '../../src/datasource/types';
import { openSqlite, type Engine } from '../engines';
import { installGrafana, plumblineSettings } from '../fakes/grafana';
import { sqlDataSource } from '../fakes/sql-data-source';
import { describeWith, hasShared } from '../setup/needs';
import {
  CDNOW_FROM,
  CDNOW_TO,
  cdnowRows,
  cdnowTable,
  realDefinitions,
  SHOPPERS_FROM,
  SHOPPERS_TO,
  shoppersRows,
  shoppersTable,
} from './data';

describeWith('../shared', hasShared, 'real data through the browser', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openSqlite();
    await engine.load(shoppersTable, shoppersRows());
    await engine.load(cdnowTable, cdnowRows());
    installGrafana({ sources: [sqlDataSource('real-db', 'frser-sqlite-datasource', engine)] });
  });
  afterAll(() => engine.close());

  async function ask(query: Partial<KpiDataQuery>, fromMs: number, toMs: number, zone = 'UTC'): Promise<DataFrame[]> {
    const range = { from: dateTime(fromMs), to: dateTime(toMs) };
    const request = {
      app: CoreApp.Dashboard,
      range: { ...range, raw: range },
      scopedVars: {},
      timezone: 'browser',
      targets: [{ refId: 'A', view: 'value', ...query }],
    } as unknown as DataQueryRequest<KpiDataQuery>;
    const source = new DataSource(plumblineSettings(realDefinitions('sqlite', zone)));
    const { data, errors } = await lastValueFrom(source.query(request));
    expect(errors).toBeUndefined();
    return data;
  }
  const values = (frame: DataFrame, name: string) => frame.fields.find((field) => field.name === name)!.values;

  it('conversion per session is 1,908 of 12,330, and by visitor type', async () => {
    const [all] = await ask({ kpi: 'session-conversion' }, SHOPPERS_FROM, SHOPPERS_TO);
    expect([values(all, 'numerator'), values(all, 'denominator'), values(all, 'value')]).toEqual([
      [1908],
      [12330],
      [1908 / 12330],
    ]);
    const [split] = await ask(
      { kpi: 'session-conversion', view: 'breakdown', by: ['visitor_type'] },
      SHOPPERS_FROM,
      SHOPPERS_TO
    );
    const rows = values(split, 'visitor_type').map((type, i) => [
      type,
      values(split, 'numerator')[i],
      values(split, 'denominator')[i],
    ]);
    expect(rows.sort()).toEqual([
      ['New_Visitor', 422, 1694],
      ['Other', 16, 85],
      ['Returning_Visitor', 1470, 10551],
    ]);
  });

  it.each(['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'])(
    'revenue is 2,500,315.63 over the range, and its days add up to it in %s',
    async (zone) => {
      const [total] = await ask({ kpi: 'revenue' }, CDNOW_FROM, CDNOW_TO, zone);
      expect(Math.round(Number(values(total, 'value')[0]) * 100)).toBe(250_031_563);
      const [days] = await ask({ kpi: 'revenue', view: 'series', grain: '1d' }, CDNOW_FROM, CDNOW_TO, zone);
      const cents = values(days, 'value').reduce(
        (sum: number, value: number | null) => sum + Math.round((value ?? 0) * 100),
        0
      );
      expect(cents).toBe(250_031_563);
    }
  );
});
