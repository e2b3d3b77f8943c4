/** CDNOW: everybody who bought first in the first quarter of 1997, and whether they came back; and what they spent. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runQuery } from '../../src/hosts/run';
import { parseDefinitions, type KpiQuery, type Result } from '../../src/kpi';
import { openEngines, type Engine } from '../engines';
import { retentionOracle, type RetentionEvent, type RetentionRule } from '../oracles/retention';
import { CDNOW_TO, cdnowRows, cdnowTable } from '../real/data';
import { describeWith, hasShared } from '../setup/needs';
import { engineTransport } from './engine-transport';

const FROM = Date.UTC(1997, 0, 1);
const TO = Date.UTC(1998, 6, 1);
const NOW = Date.UTC(1998, 6, 1);
const MEANINGS = ['on', 'onOrAfter', 'within'] as const;
const CURVE = [1, 2, 3, 6, 12];

const retention = (meaning: string, clock: string, period: string) => `
---
apiVersion: plumbline/v1
kind: KPI
metadata: { name: ${meaning.toLowerCase()}-${clock} }
spec:
  area: shop
  owner: { team: growth }
  unit: ratio
  measure:
    retention:
      source: db
      table: purchases
      time: bought_at
      actor: customer_id
      start: [ { field: customer_id, present: true } ]
      return: [ { field: customer_id, present: true } ]
      period: ${period}
      cohort: 1M
      after: 1
      curve: [ ${CURVE.join(', ')} ]
      meaning: ${meaning}
      clock: ${clock}`;

/** Purchases of customers by the month of their first: a sum over how many there are. */
const OF_FIRST =
  'SELECT customer_id, dollars, MIN(bought_at) OVER (PARTITION BY customer_id) AS first_at FROM purchases';
const definitions = (dialect: string) => `
apiVersion: plumbline/v1
kind: Source
metadata: { name: db }
spec: { dialect: ${dialect}, grafana: { uid: db } }
${MEANINGS.map((meaning) => retention(meaning, 'calendar', '1M') + retention(meaning, 'rolling', '1w')).join('')}
---
apiVersion: plumbline/v1
kind: KPI
metadata: { name: revenue-per-customer }
spec:
  area: shop
  owner: { team: finance }
  unit: ratio:USD/count
  measure:
    ratio:
      numerator: { source: db, query: "${OF_FIRST}", time: first_at, value: dollars }
      denominator: { source: db, query: "${OF_FIRST}", time: first_at, distinct: customer_id }
`;

describeWith('../shared', hasShared, 'retention of CDNOW on PGlite, SQLite and DuckDB', () => {
  let engines: readonly Engine[] = [];
  const rows = hasShared ? (cdnowRows() as Array<{ customer_id: string; bought_at: number; dollars: number }>) : [];

  beforeAll(async () => {
    engines = await openEngines();
    for (const engine of engines) {
      await engine.load(cdnowTable, rows);
    }
  }, 300_000);
  afterAll(() => Promise.all(engines.map((engine) => engine.close())));

  async function ask(engine: Engine, query: Partial<KpiQuery>, toMs = TO): Promise<Result> {
    const parsed = parseDefinitions([{ file: 'a.yaml', text: definitions(engine.dialect) }]);
    if (!parsed.ok) {
      throw new Error(parsed.diagnostics.map(({ message }) => message).join('\n'));
    }
    const context = { fromMs: FROM, toMs, nowMs: NOW };
    return runQuery(parsed.value, query as KpiQuery, context, engineTransport(engine));
  }
  const values = (result: Result, name: string) => result.frames[0].fields.find((one) => one.name === name)!.values;

  test('has the known totals', () => {
    const cents = rows.reduce((sum, { dollars }) => sum + Math.round(dollars * 100), 0);
    expect([new Set(rows.map((row) => row.customer_id)).size, rows.length, cents]).toEqual([23570, 69659, 250031563]);
  });

  for (const clock of ['calendar', 'rolling'] as const) {
    test.each(MEANINGS)(`by month of the first purchase, %s, ${clock}`, { timeout: 300_000 }, async (meaning) => {
      const rule: RetentionRule = {
        ...{ zone: 'UTC', weekStart: 1, cohort: '1M', clock, meaning, first: 'ever', points: CURVE },
        period: clock === 'calendar' ? '1M' : '1w',
        ...{ fromMs: FROM, toMs: TO, asOfMs: NOW },
      };
      const events = rows.map((row): RetentionEvent => ({
        actor: row.customer_id,
        at: row.bought_at,
        isStart: true,
        isReturn: true,
        segments: [],
      }));
      const found = retentionOracle(events, rule, []).sort((a, b) => a.cohortMs - b.cohortMs);
      expect(found.map(({ size }) => size).reduce((sum, size) => sum + size, 0)).toBe(23570);
      const truth = Array.from({ length: 18 }, (_, month) => {
        const cohort = Date.UTC(1997, month, 1);
        const row = found.find(({ cohortMs }) => cohortMs === cohort);
        return CURVE.map((day, k) => {
          const [of, is] = row ? [row.eligible[k], row.retained[k]] : [0, 0];
          const known = row !== undefined && of === row.size;
          return [cohort, row?.size ?? 0, day, known ? is : null, known ? is / of : null];
        });
      }).flat();
      expect(truth.filter((cells) => Number(cells[3]) > 0).length).toBe(3 * CURVE.length);
      for (const engine of engines) {
        const result = await ask(engine, { kpi: `${meaning.toLowerCase()}-${clock}`, view: 'retention' });
        const columns = ['cohort', 'size', 'day', 'retained', 'rate'].map((name) => values(result, name));
        expect([engine.name, ...truth.map((_, i) => columns.map((column) => column[i]))]).toEqual([
          engine.name,
          ...truth,
        ]);
      }
    });
  }

  test('revenue per customer by month of the first purchase', { timeout: 120_000 }, async () => {
    const months = [0, 1, 2].map((month) => {
      const first = new Map<string, number>();
      rows.forEach((row) =>
        first.set(row.customer_id, Math.min(row.bought_at, first.get(row.customer_id) ?? Infinity))
      );
      const inMonth = (at: number) => at >= Date.UTC(1997, month, 1) && at < Date.UTC(1997, month + 1, 1);
      const own = rows.filter((row) => inMonth(first.get(row.customer_id)!));
      const cents = own.reduce((sum, row) => sum + Math.round(row.dollars * 100), 0);
      return [cents / 100, new Set(own.map((row) => row.customer_id)).size];
    });
    const [dollars, customers] = [0, 1].map((i) => months.reduce((sum, month) => sum + month[i], 0));
    expect([Math.round(dollars * 100), customers]).toEqual([250031563, 23570]);
    for (const engine of engines) {
      const line = { kpi: 'revenue-per-customer', view: 'series', grain: '1M' } as const;
      const series = await ask(engine, line, Date.UTC(1997, 3, 1));
      values(series, 'value').forEach((value, i) => expect(value).toBeCloseTo(months[i][0] / months[i][1], 9));
      expect(values(series, 'time')).toEqual([0, 1, 2].map((month) => Date.UTC(1997, month, 1)));
      const whole = await ask(engine, { kpi: 'revenue-per-customer', view: 'value' }, CDNOW_TO);
      expect(values(whole, 'denominator')).toEqual([23570]);
      expect(Number(values(whole, 'numerator')[0])).toBeCloseTo(2500315.63, 6);
    }
  });
});
