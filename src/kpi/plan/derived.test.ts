import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalog } from '../results/catalog';
import { column, HOUR, NOW, planned, run, type Cell, type FakeStores } from './testing';
import { always, FORMULAS, LAST_DAY, numbersOf, SET } from './testing-derived';
import { planSegmentValues } from './segment-values';
import type { KpiQuery } from './query';

const RUNS = Number(process.env.PLUMBLINE_FUZZ_RUNS ?? 60);

describe('a derived KPI', () => {
  it('is reckoned from stores of different kinds, asked once for each table and range', () => {
    const result = run(
      SET,
      { kpi: 'per-order', view: 'value' },
      { cell: always({ 'shop-db value': 50, metrics: 20 }) },
      LAST_DAY
    );
    expect(result.status).toBe('ok');
    expect(column(result, 'value')![0]).toBeCloseTo(2.5, 10);
    expect(column(result, 'numerator')).toEqual([1200]);
    expect(column(result, 'denominator')![0]).toBeCloseTo(480, 8);
    const fields = result.frames[0].fields.map(({ name, unit }) => `${name} ${unit}`);
    expect(fields).toEqual(['value ratio:EUR/count', 'numerator currency:EUR', 'denominator count']);
    expect(result.frames[0].meta).toMatchObject({
      kpi: 'per-order',
      expression: 'cost / orders',
      inputs: [
        { as: 'cost', kpi: 'cost', displayName: 'cost', unit: 'currency:EUR', absentIs: 'gap', values: [1200] },
        { as: 'orders', kpi: 'orders', unit: 'count', absentIs: 'gap', values: [expect.closeTo(480, 8)] },
      ],
    });
    // One KPI as two inputs is one request; that of the loss is the one of its cost.
    const requests = (name: string) => {
      const outcome = planned(SET, { kpi: name, view: 'value' }, LAST_DAY);
      return outcome.ok && !outcome.value.done ? outcome.value.requests.map(({ id }) => id) : [];
    };
    expect(requests('loss')).toEqual(requests('cost'));
    expect(requests('loss')).toHaveLength(1);
    expect(new Set([...requests('cost'), ...requests('orders')])).toEqual(new Set(requests('per-order')));
  });

  it('has numerator and denominator only where it is a division', () => {
    const result = run(SET, { kpi: 'loss', view: 'value' }, { cell: always({ 'shop-db': 1 }) }, LAST_DAY);
    expect([column(result, 'value'), column(result, 'numerator'), column(result, 'denominator')]).toEqual([
      [-24],
      [null],
      [null],
    ]);
    expect(result.frames[0].fields[1].unit).toBeUndefined();
  });

  it('is missing where an input is missing, and says which', () => {
    const result = run(SET, { kpi: 'per-order', view: 'value' }, { cell: always({ 'shop-db': 50 }) }, LAST_DAY);
    expect([column(result, 'value'), result.status]).toEqual([[null], 'nodata']);
    expect(result.notices.map(({ code, message }) => `${code} ${message}`)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^PL4001 No data for orders/),
        expect.stringMatching(/^PL4035 per-order has no value, because orders has no data/),
      ])
    );
    const none = run(SET, { kpi: 'per-order', view: 'value' }, { cell: () => undefined }, LAST_DAY);
    expect(none.notices.map(({ code }) => code)).not.toContain('PL4035');
  });

  it('counts an input as zero where the definition says so, and says it', () => {
    const result = run(
      SET,
      { kpi: 'filled', view: 'series', grain: '1h' },
      { cell: (_s, _w, start) => (start < NOW - 12 * HOUR ? [3, 1] : undefined) },
      LAST_DAY
    );
    const values = column(result, 'value') as number[];
    expect(values.slice(-12)).toEqual(Array(12).fill(0));
    expect(values[0]).toBeGreaterThan(0);
    expect(result.notices.find(({ code }) => code === 'PL4036')!.message).toMatch(/cost counts as 0 .*12 of 24/);
    const zero = run(
      SET,
      { kpi: 'per-visit', view: 'value' },
      { cell: (_, word) => (word === 'value' ? [5, 1] : undefined) },
      LAST_DAY
    );
    // Costs and visits are both `value` of the same source: nothing of visits is missing here.
    expect(column(zero, 'value')).toEqual([1]);
  });

  it('divides by nothing nowhere: null, and the reason', () => {
    const result = run(
      SET,
      { kpi: 'per-order', view: 'series', grain: '1h' },
      { cell: always({ 'shop-db': 50, metrics: 0 }) },
      LAST_DAY
    );
    expect(new Set(column(result, 'value'))).toEqual(new Set([null]));
    expect(result.notices.find(({ code }) => code === 'PL4003')!.message).toMatch(/per-order .* \(24 times\)/);
    expect((result.frames[0].meta!.inputs as Array<{ values: unknown[] }>)[1].values).toEqual(Array(24).fill(0));
  });

  it('is null and told where it leaves the doubles', () => {
    const cell: FakeStores['cell'] = (_, word) => [word === 'value' ? 1e308 : word === 'numerator' ? 30 : 1, 1];
    const result = run(SET, { kpi: 'huge', view: 'value', window: '1h' }, { cell }, LAST_DAY);
    expect(column(result, 'value')).toEqual([null]);
    expect(result.notices.map(({ code }) => code)).toContain('PL4012');
  });

  it('is suppressed where an input is, whatever the expression does about missing ones', () => {
    const cell: FakeStores['cell'] = (_s, _w, _a, _e, [region]) => [region === 'big' ? 9 : 1, 1];
    const stores = { cell, segments: [['big'], ['tiny']] };
    const result = run(SET, { kpi: 'guarded', view: 'breakdown', by: ['region'] }, stores, { ...LAST_DAY });
    expect(column(result, 'region')).toEqual(['big', 'tiny']);
    expect(column(result, 'value')).toEqual([18, null]);
    const inputs = result.frames[0].meta!.inputs as Array<{ as: string; values: unknown[] }>;
    expect(inputs.map(({ as, values }) => [as, values])).toEqual([
      ['small', [9, null]],
      ['visits', [9, 1]],
    ]);
    const suppressed = result.notices.filter(({ code }) => code === 'PL4007').map(({ message }) => message);
    expect(suppressed).toHaveLength(1);
    expect(suppressed[0]).toMatch(/small/);
  });

  it('is split by what all its inputs have, each by its own field; a segment missing on one side is null', () => {
    const cell: FakeStores['cell'] = (source, _w, _a, _e, [region]) =>
      (region === 'a') === (source === 'metrics') || region === 'both' ? [4, 1] : undefined;
    const stores = { cell, segments: [['a'], ['b'], ['both']] };
    const outcome = planned(
      SET,
      { kpi: 'per-order', view: 'breakdown', by: ['region'], filters: { region: ['a', 'b', 'both'] } },
      LAST_DAY
    );
    const texts = outcome.ok && !outcome.value.done ? outcome.value.requests.map(({ text }) => text) : [];
    expect(texts.find((text) => text.includes('orders_total'))).toMatch(/by \(area\)|area=~/);
    expect(texts.find((text) => text.includes('bills'))).toMatch(/"r"/);
    const result = run(SET, { kpi: 'per-order', view: 'breakdown', by: ['region'] }, stores, LAST_DAY);
    expect(column(result, 'region')).toEqual(expect.arrayContaining(['a', 'b', 'both']));
    const values = Object.fromEntries(
      column(result, 'region')!.map((region, i) => [region, column(result, 'value')![i]])
    );
    expect([values.a, values.b, values.both]).toEqual([null, null, expect.any(Number)]);
    const told = result.notices.filter(({ code }) => code === 'PL4035').map(({ message }) => message);
    expect(told).toEqual([
      expect.stringMatching(/in 1 of 3 places, because cost has/),
      expect.stringMatching(/in 1 of 3 places, because orders has/),
    ]);
    const unknown = planned(SET, { kpi: 'per-order', view: 'breakdown', by: ['method'] }, LAST_DAY);
    expect(!unknown.ok && unknown.diagnostics[0]).toMatchObject({ code: 'PL2002', params: { known: ['region'] } });
    const limited = run(SET, { kpi: 'per-order', view: 'breakdown', by: ['region'], limit: 1 }, stores, LAST_DAY);
    expect([column(limited, 'value')!.length, limited.notices.map(({ code }) => code).includes('PL4006')]).toEqual([
      1,
      true,
    ]);
  });

  it('fails where a source of an input fails: that is no missing data', () => {
    const result = run(
      SET,
      { kpis: ['nested', 'visits'], view: 'value' },
      { cell: always({ 'shop-db': 1 }), fails: ['metrics'] },
      LAST_DAY
    );
    expect(result.status).toBe('partial');
    expect(result.notices.filter(({ severity }) => severity === 'error')).toMatchObject([
      { kpi: 'nested', source: 'metrics' },
    ]);
    expect(result.frames.map(({ name }) => name)).toEqual(['visits']);
  });

  it('alerts on its thresholds: times over, with the minimum of its denominator', () => {
    const alert = (cost: number, orders: number) =>
      run(SET, { kpi: 'per-order', view: 'alert' }, { cell: always({ 'shop-db': cost, metrics: orders }) }, LAST_DAY);
    expect(alert(60, 10).frames[0].fields[0].values).toEqual([expect.closeTo(2, 6)]);
    expect(alert(60, 10).frames[0].fields[0].labels).toMatchObject({
      kpi: 'per-order',
      severity: 'page',
      threshold: 'dear',
    });
    expect(alert(60, 10).frames[0].meta).toMatchObject({
      threshold: 'dear',
      inputs: [{ as: 'cost' }, { as: 'orders' }],
    });
    const few = alert(60, 2);
    expect([few.frames[0].fields[0].values, few.notices.map(({ code }) => code)]).toEqual([[null], ['PL4014']]);
    const failed = run(
      SET,
      { kpi: 'per-order', view: 'alert' },
      { cell: always({ 'shop-db': 1 }), fails: ['metrics'] },
      LAST_DAY
    );
    expect([failed.status, failed.frames]).toEqual(['error', []]);
    // Half of the window is not known: frozen, as a ratio of the same counter would be.
    const gap: FakeStores['cell'] = (source, _w, start, end) =>
      source === 'metrics' && end > NOW - HOUR ? undefined : [(60 * (end - start)) / HOUR, 1];
    const frozen = run(SET, { kpi: 'per-order', view: 'alert' }, { cell: gap }, LAST_DAY);
    expect([frozen.frames[0].fields[0].values, frozen.notices.map(({ code }) => code)]).toEqual([
      [null],
      expect.arrayContaining(['PL4015']),
    ]);
    const other = planned(SET, { kpi: 'per-order', view: 'alert', severity: 'ticket' }, LAST_DAY);
    expect(!other.ok && other.diagnostics[0].code).toBe('PL2034');
  });

  it('has no budget', () => {
    for (const view of ['budget', 'burn'] as const) {
      const outcome = planned(SET, { kpi: 'per-order', view }, LAST_DAY);
      expect(!outcome.ok && outcome.diagnostics[0].code).toBe('PL2003');
    }
  });

  it('is in the catalogue with the sources of its inputs; its segments have the values of the first', () => {
    const entry = catalog(SET).find(({ name }) => name === 'nested')!;
    expect(entry).toMatchObject({
      unit: 'count',
      views: ['value', 'series', 'breakdown'],
      sources: ['metrics', 'shop-db'],
    });
    expect(entry.segments).toEqual([{ name: 'region', displayName: 'region' }]);
    const values = planSegmentValues(SET, { kpi: 'per-order', segment: 'region' }, { ...LAST_DAY, nowMs: NOW });
    expect(values.ok && values.value.requests[0].text).toMatch(/"r"/);
  });
});

describe('every derived number', () => {
  it('is what plain arithmetic makes of its inputs, asked for alone: any view, segments, gaps, zones', () => {
    const cells = fc.array(fc.option(fc.integer({ min: 0, max: 9 }), { nil: null, freq: 3 }), {
      minLength: 7,
      maxLength: 7,
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(FORMULAS)),
        fc.constantFrom('value', 'series', 'breakdown'),
        fc.boolean(),
        fc.constantFrom('1h', '1d'),
        cells,
        cells,
        (name, view, split, grain, inSql, inPrometheus) => {
          const by = split || view === 'breakdown' ? { by: ['region'] } : {};
          const cell = (source: string, _: string, start: number, _end: number, [region]: readonly string[]): Cell => {
            const list = source === 'metrics' ? inPrometheus : inSql;
            const value = list[(Math.floor(start / (3 * HOUR)) + (region === 'x' ? 3 : 0)) % list.length];
            return value === null ? undefined : [value, 1];
          };
          const stores: FakeStores = { cell, ...('by' in by ? { segments: [['x'], ['y']] } : {}) };
          const ask = (of: string) => {
            const query = { kpi: of, view, ...by, ...(view === 'series' ? { grain } : {}) } as KpiQuery;
            return numbersOf(run(SET, query, stores, LAST_DAY));
          };
          const { inputs, of } = FORMULAS[name];
          const alone = inputs.map(ask);
          const found = ask(name);
          const places = new Set(alone.flatMap((numbers) => [...numbers.keys()]));
          expect(new Set(found.keys())).toEqual(places);
          found.forEach((value, place) => {
            const expected = of(Object.fromEntries(inputs.map((input, i) => [input, alone[i].get(place) ?? null])));
            if (expected === null) {
              expect(value, place).toBeNull();
            } else {
              expect(value, place).toBeCloseTo(expected, 9);
            }
          });
        }
      ),
      { numRuns: RUNS }
    );
  });
});
