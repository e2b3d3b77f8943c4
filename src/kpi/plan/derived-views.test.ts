/** What derived KPIs have from the views that all KPIs share: comparisons, contributions, the rest, filled gaps, alerts held back. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMPARISONS } from '../calendar';
import { diagnostic } from '../diagnostics';
import type { Result } from '../results/types';
import { advance } from './advance';
import type { KpiQuery } from './query';
import { answers, column, HOUR, NOW, planned, run, type Cell, type FakeStores } from './testing';
import { always, FORMULAS, LAST_DAY, numbersOf, SET } from './testing-derived';
import type { Step } from './types';

const RUNS = Number(process.env.PLUMBLINE_FUZZ_RUNS ?? 60);
const REGIONS = ['w', 'x', 'y', 'z'];
const cells = fc.array(fc.option(fc.integer({ min: 0, max: 9 }), { nil: null, freq: 3 }), {
  minLength: 11,
  maxLength: 11,
});

/** Stores whose numbers change by time, store and segment; many have none. */
function storesOf(inSql: ReadonlyArray<number | null>, inPrometheus: typeof inSql, split: boolean): FakeStores {
  const cell = (source: string, _: string, start: number, _end: number, [region]: readonly string[]): Cell => {
    const list = source === 'metrics' ? inPrometheus : inSql;
    const value = list[(Math.floor(start / (3 * HOUR)) + 3 * REGIONS.indexOf(region ?? 'w')) % list.length];
    return value === null ? undefined : [value, 1];
  };
  return { cell, ...(split ? { segments: REGIONS.map((region) => [region]) } : {}) };
}

function expectNumbers(found: ReadonlyMap<string, number | null>, expected: (place: string) => number | null) {
  found.forEach((value, place) => {
    const number = expected(place);
    if (number === null) {
      expect(value, place).toBeNull();
    } else {
      expect(value, place).toBeCloseTo(number, 9);
    }
  });
}

/** The formula over the numbers that its inputs have in one place. */
const formulaOf = (name: string, inputs: ReadonlyArray<ReadonlyMap<string, number | null>>) => (place: string) =>
  FORMULAS[name].of(Object.fromEntries(FORMULAS[name].inputs.map((input, i) => [input, inputs[i].get(place) ?? null])));

const codes = (result: Result) => result.notices.map(({ code }) => code);
const metaOf = (result: Result) => result.frames[0].meta as Record<string, never>;

describe('a comparison of a derived KPI', () => {
  it('is the expression over its inputs, asked for both periods: any view, mode, segments, gaps', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(FORMULAS)),
        fc.constantFrom(...COMPARISONS),
        fc.constantFrom('value', 'series', 'breakdown'),
        fc.boolean(),
        fc.integer({ min: 1, max: 60 }),
        cells,
        cells,
        (name, compare, view, split, hours, inSql, inPrometheus) => {
          const by = split || view === 'breakdown' ? { by: ['region'] } : {};
          const stores = storesOf(inSql, inPrometheus, 'by' in by);
          const more = { view, ...by, ...(view === 'series' ? { grain: '1h' } : {}) };
          const range = { fromMs: NOW - hours * HOUR, toMs: NOW };
          const ask = (of: string, context: typeof range) =>
            run(SET, { kpi: of, ...more } as KpiQuery, stores, context);
          const compared = run(SET, { kpi: name, ...more, compare } as KpiQuery, stores, range);
          const { inputs } = FORMULAS[name];
          const now = inputs.map((input) => numbersOf(ask(input, range)));
          expectNumbers(numbersOf(compared), formulaOf(name, now));
          if (compared.frames.length === 0) {
            return;
          }
          const { fromMs, toMs } = metaOf(compared).compared as typeof range;
          const earlier = { fromMs, toMs };
          // UTC knows no change of clocks: bucket k stands beside bucket k.
          const moved = (numbers: ReadonlyMap<string, number | null>) =>
            new Map(
              [...numbers].map(([place, value]) => {
                const [segment, time] = place.split(' ');
                return [`${segment} ${time === '' ? '' : Number(time) + range.fromMs - fromMs}`, value];
              })
            );
          const before = inputs.map((input) => moved(numbersOf(ask(input, earlier))));
          const known = new Set([...before, ...now].flatMap((numbers) => [...numbers.keys()]));
          const previous = numbersOf(compared, 'previous');
          expect(new Set(previous.keys())).toEqual(known);
          expectNumbers(previous, formulaOf(name, before));
        }
      ),
      { numRuns: RUNS }
    );
  });

  it('has no earlier number where an input has none, or its source fails then: its own is still there', () => {
    const query = { kpi: 'per-order', view: 'value', compare: 'weekday' } as const;
    const late: FakeStores['cell'] = (source, _w, start) =>
      source === 'metrics' && start < NOW - 72 * HOUR ? undefined : [4, 1];
    const result = run(SET, query, { cell: late }, LAST_DAY);
    expect([column(result, 'value')![0], column(result, 'previous'), result.status]).toEqual([
      expect.any(Number),
      [null],
      'ok',
    ]);
    const outcome = planned(SET, query, LAST_DAY);
    const { plan, requests } = (outcome as Extract<typeof outcome, { ok: true }>).value as Extract<
      Step,
      { done: false }
    >;
    const early = new Set(
      requests.filter(({ source, endMs }) => source === 'metrics' && endMs < NOW - 72 * HOUR).map(({ id }) => id)
    );
    expect(early.size).toBeGreaterThan(0);
    const error = diagnostic('PL3104', { source: 'metrics', seconds: 25 });
    const responses = answers(plan, requests, { cell: () => [4, 1] }).map((answer) =>
      early.has(answer.id) ? { id: answer.id, ok: false as const, error } : answer
    );
    const { result: partial } = advance(SET, plan, responses) as Extract<Step, { done: true }>;
    expect([partial.status, column(partial, 'previous')]).toEqual(['partial', [null]]);
    expect(column(partial, 'value')).toEqual(column(result, 'value'));
    expect(codes(partial)).toContain('PL3104');
  });
});

describe('a breakdown of a derived KPI', () => {
  const query = (kpi: string, more: Partial<KpiQuery>) =>
    ({ kpi, view: 'breakdown', by: ['region'], ...more }) as const;

  it('adds the inputs of the rest up: the expression over their sums', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(FORMULAS)),
        fc.integer({ min: 1, max: 3 }),
        cells,
        cells,
        (name, limit, inSql, inPrometheus) => {
          const stores = storesOf(inSql, inPrometheus, true);
          const result = run(SET, query(name, { limit, other: true }), stores, LAST_DAY);
          const { otherRow } = metaOf(result) as { otherRow?: number };
          const all = run(SET, query(name, {}), stores, LAST_DAY);
          expect(otherRow).toBe((column(all, 'region') ?? []).length > limit ? limit : undefined);
          if (otherRow === undefined) {
            return;
          }
          const shown = new Set(column(result, 'region')!.slice(0, limit));
          const sums = FORMULAS[name].inputs.map((input) => {
            const alone = run(SET, query(input, {}), stores, LAST_DAY);
            const values = (column(alone, 'region') ?? []).flatMap((region, i) =>
              shown.has(region) ? [] : [column(alone, 'value')![i] as number]
            );
            return new Map([[' ', values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0)]]);
          });
          const rest = new Map([[' ', column(result, 'value')![otherRow] as number | null]]);
          expectNumbers(rest, formulaOf(name, sums));
          expect(column(result, 'region')![otherRow]).toBeNull();
          const { values } = (metaOf(result).inputs as Array<{ values: number[] }>)[0];
          expect(values).toHaveLength(otherRow + 1);
        }
      ),
      { numRuns: RUNS }
    );
  });

  it('has no rest where an input is a level, and says so', () => {
    const stores: FakeStores = { cell: () => [4, 1], segments: REGIONS.map((region) => [region]) };
    const result = run(SET, query('each', { limit: 2, other: true, compare: 'previous' }), stores, LAST_DAY);
    expect([column(result, 'value'), column(result, 'previous')]).toEqual([
      [1, 1, null],
      [1, 1, null],
    ]);
    expect((metaOf(result).inputs as Array<{ values: unknown }>)[0].values).toEqual([4, 4, null]);
    expect(result.notices.find(({ code }) => code === 'PL4046')!.message).toMatch(
      /contributions to the change and the row of the rest/
    );
    expect(metaOf(result).whole).toBeUndefined();
  });

  it('explains the change of a quotient of sums, by mix and rate; of other expressions it tells only the whole', () => {
    fc.assert(
      fc.property(cells, cells, (inSql, inPrometheus) => {
        const stores = storesOf(inSql, inPrometheus, true);
        const asked = query('per-order', { compare: 'previous', limit: 2, other: true });
        const result = run(SET, asked, stores, { fromMs: NOW - 9 * HOUR, toMs: NOW });
        const whole = metaOf(result).whole as { value: number | null; previous: number | null; change: number | null };
        const total = column(result, 'contribution') as Array<number | null>;
        if (whole.change === null) {
          expect(new Set(total)).toEqual(new Set(total.length > 0 ? [null] : []));
          return;
        }
        const sum = (list: typeof total) => list.reduce<number>((all, one) => all + one!, 0);
        expect(sum(total)).toBeCloseTo(whole.change, 9);
        const parts = ['contributionMix', 'contributionRate'].map((name) => sum(column(result, name) as typeof total));
        expect(parts[0] + parts[1]).toBeCloseTo(whole.change, 9);
        expect(codes(result)).not.toContain('PL4046');
      }),
      { numRuns: RUNS }
    );
    const cell: FakeStores['cell'] = (_s, _w, start, _e, [region]) => [
      (start < NOW - 24 * HOUR ? 2 : 5) + REGIONS.indexOf(region),
      1,
    ];
    const stores = { cell, segments: REGIONS.map((region) => [region]) };
    const result = run(SET, query('loss', { compare: 'previous' }), stores, LAST_DAY);
    // cost − 2 · cost over four segments: −(5 + 6 + 7 + 8) and −(2 + 3 + 4 + 5).
    expect(metaOf(result).whole).toEqual({ value: -26, previous: -14, change: -12 });
    expect(new Set(column(result, 'contribution'))).toEqual(new Set([null]));
    expect(result.notices.find(({ code }) => code === 'PL4046')!.message).toMatch(/for contributions to the change\.$/);
  });
});

describe('gaps of a derived KPI', () => {
  const hours = 6;
  const range = { fromMs: NOW - hours * HOUR, toMs: NOW };
  /** Nothing at all in the third hour, no orders in the fourth, none sold in the fifth. */
  const cell: FakeStores['cell'] = (source, _w, start, end) => {
    const hour = Math.floor((start - range.fromMs) / HOUR);
    const length = (end - start) / HOUR;
    if (hour === 2 || (hour === 3 && source === 'metrics')) {
      return undefined;
    }
    return [source === 'metrics' ? (hour === 4 ? 0 : 2 * length) : 6 * length, 1];
  };

  it.each([
    ['per-order', null, []],
    ['zeroed', 0, [2]],
    ['carried', 3, [2]],
  ] as const)('%s: only where none of its inputs has anything', (name, filled, places) => {
    const result = run(SET, { kpi: name, view: 'series', grain: '1h' }, { cell }, range);
    const close = expect.closeTo(3, 9);
    const expected = [close, close, filled === 3 ? close : filled, null, null, close];
    expect(column(result, 'value')).toEqual(expected);
    const times = places.map((i) => range.fromMs + i * HOUR);
    expect(metaOf(result).filledMs ?? []).toEqual(times);
    expect(codes(result).includes('PL4031')).toBe(places.length > 0);
    expect(result.notices.find(({ code }) => code === 'PL4035')!.message).toMatch(/in 1 of 6 places, because orders/);
    const inputs = metaOf(result).inputs as Array<{ values: Array<number | null> }>;
    expect(inputs[0].values).toEqual([6, 6, null, 6, 6, 6]);
    // The earlier hours are filled likewise.
    const later = { fromMs: NOW, toMs: NOW + hours * HOUR, nowMs: NOW + hours * HOUR };
    const beside = run(SET, { kpi: name, view: 'series', grain: '1h', compare: 'previous' }, { cell }, later);
    expect(column(beside, 'previous')).toEqual(expected);
  });
});

describe('an alert of a derived KPI', () => {
  it('is held back after a deploy, and fails with the list of deploys', () => {
    const alert = (minutes: number, more: Partial<FakeStores> = {}) =>
      run(
        SET,
        { kpi: 'held', view: 'alert' },
        { cell: always({ 'shop-db': 4 }), events: [{ at: NOW - minutes * 60_000, service: 'shop' }], ...more },
        LAST_DAY
      );
    const numbers = (result: Result) =>
      Object.fromEntries(
        result.frames.map(({ fields: [{ labels, values }] }) => [labels!.severity, values[0] as number])
      );
    const held = alert(9);
    // 4 / 4 against a bound of 0.5 is twice over; a page is held at 1, which does not fire.
    expect(numbers(held)).toEqual({ page: 1, ticket: 2 });
    expect(held.notices).toMatchObject([{ code: 'PL4027', kpi: 'held' }]);
    expect(numbers(alert(10))).toEqual({ page: 2, ticket: 2 });
    expect(alert(9, { fails: ['shop-db'] })).toMatchObject({ status: 'error', frames: [] });
  });
});
