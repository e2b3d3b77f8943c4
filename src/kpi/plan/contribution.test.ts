/** Contributions to a change and the row of the rest, against sums by hand. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { column, HOUR, kpi, NOW, parsed, planned, run, SOURCES, type FakeStores } from './testing';

const PART = 'source: shop-db, table: sessions, time: at';
const BY = 'segments: [ { name: device, field: device } ]';
const definitions = parsed(
  SOURCES +
    kpi('sessions', `unit: count, ${BY}, measure: { count: { ${PART}, count: rows } }`) +
    kpi('revenue', `unit: "currency:EUR", ${BY}, measure: { sum: { ${PART}, value: amount } }`) +
    kpi(
      'conversion',
      `unit: ratio, ${BY}, measure: { ratio: { numerator: { ${PART}, count: rows, where: [ { field: bought, is: true } ] }, denominator: { ${PART}, count: rows } } }`
    ) +
    kpi(
      'success',
      `unit: ratio, ${BY}, measure: { ratio: { failures: { source: metrics, metric: failures_total }, denominator: { source: metrics, metric: requests_total } } }`
    ) +
    kpi('rate', `unit: "currency:EUR/min", ${BY}, measure: { sum: { ${PART}, value: amount } }`) +
    kpi('people', `unit: count, ${BY}, measure: { count: { ${PART}, distinct: person } }`) +
    kpi('private', `unit: count, ${BY}, privacy: { minCohort: 10 }, measure: { count: { ${PART}, count: rows } }`)
);

/** Of one segment and one period; undefined: the store does not know the segment then. */
interface Cells {
  readonly n: number;
  readonly d: number;
}
interface Segment {
  readonly name: string;
  readonly before?: Cells;
  readonly now?: Cells;
}

/** All of a period in its first tile. */
const holding = (segments: readonly Segment[]): FakeStores => ({
  segments: segments.map(({ name }) => [name]),
  cell: (_source, word, start, end, [name]) => {
    const at = (ms: number) => ms >= start && ms < end;
    const segment = segments.find((one) => one.name === name)!;
    const cells = at(NOW - HOUR * 12) ? segment.now : at(NOW - HOUR * 12 - 168 * HOUR) ? segment.before : undefined;
    return cells && [word === 'numerator' ? cells.n : cells.d, 1];
  },
});
const ask = (name: string, segments: readonly Segment[], more: object = {}) =>
  run(
    definitions,
    { kpi: name, view: 'breakdown', by: ['device'], compare: 'weekday', ...more } as never,
    holding(segments)
  );
const rowsOf = (result: ReturnType<typeof ask>, ...names: string[]) =>
  (column(result, 'device') ?? []).map((device, i) => [device, ...names.map((name) => column(result, name)![i])]);

const cells = fc
  .record({ d: fc.integer({ min: 0, max: 1000 }), share: fc.integer({ min: 0, max: 1000 }) })
  .map(({ d, share }) => ({ d, n: Math.floor((d * share) / 1000) }));
const segmentsOf = (min: number) =>
  fc
    .array(fc.record({ before: fc.option(cells, { nil: undefined }), now: fc.option(cells, { nil: undefined }) }), {
      minLength: min,
      maxLength: 12,
    })
    .map((all): Segment[] => all.map((one, i) => ({ name: `s${i}`, ...one })));

/** Exact fractions. */
const fraction = (n: number, d: number) => ({ n: BigInt(n), d: BigInt(d) });
type Fraction = ReturnType<typeof fraction>;
const minus = (a: Fraction, b: Fraction): Fraction => ({ n: a.n * b.d - b.n * a.d, d: a.d * b.d });
const times = (a: Fraction, b: Fraction): Fraction => ({ n: a.n * b.n, d: a.d * b.d });
const plus = (a: Fraction, b: Fraction): Fraction => ({ n: a.n * b.d + b.n * a.d, d: a.d * b.d });
const numberOf = ({ n, d }: Fraction) => Number((n * 10n ** 30n) / d) / 1e30;
const sum = (all: readonly number[]) => all.reduce((a, b) => a + b, 0);

describe('contributions', () => {
  test('which segment explains the drop is the first row', () => {
    const result = ask('conversion', [
      { name: 'desktop', before: { n: 300, d: 1000 }, now: { n: 303, d: 1010 } },
      { name: 'mobile', before: { n: 200, d: 1000 }, now: { n: 100, d: 1000 } },
      { name: 'tv', before: { n: 5, d: 100 }, now: { n: 6, d: 100 } },
    ]);
    expect(result.frames[0].fields.map(({ name }) => name)).toEqual([
      'device',
      'value',
      'numerator',
      'denominator',
      'previous',
      'change',
      'changeRatio',
      'contribution',
      'contributionMix',
      'contributionRate',
    ]);
    expect(rowsOf(result, 'value', 'previous')).toEqual(
      [
        ['mobile', 0.1, 0.2],
        ['tv', 0.06, 0.05],
        ['desktop', 0.3, 0.3],
      ].sort((a, b) => (a[0] === 'mobile' ? -1 : b[0] === 'mobile' ? 1 : 0))
    );
    expect(column(result, 'contribution')![0]).toBeCloseTo(-0.1 * (1000 / 2110), 2);
  });

  test('of ratios add up exactly to the change, and are mix and rate, as exact fractions say', () => {
    fc.assert(
      fc.property(segmentsOf(1), (segments) => {
        const result = ask('conversion', segments);
        const total = (of: 'before' | 'now', part: 'n' | 'd') => sum(segments.map((one) => one[of]?.[part] ?? 0));
        const [n0, d0, n1, d1] = [total('before', 'n'), total('before', 'd'), total('now', 'n'), total('now', 'd')];
        const rows = rowsOf(result, 'contribution', 'contributionMix', 'contributionRate');
        expect(rows.map(([name]) => name).sort()).toEqual(
          segments
            .filter((one) => one.before ?? one.now)
            .map(({ name }) => name)
            .sort()
        );
        if (d0 === 0 || d1 === 0) {
          expect(rows.every((row) => row.slice(1).every((value) => value === null))).toBe(true);
          return;
        }
        const r0 = fraction(n0, d0);
        for (const [name, contribution, mix, rate] of rows as Array<[string, number, number, number]>) {
          const { before = { n: 0, d: 0 }, now = { n: 0, d: 0 } } = segments.find((one) => one.name === name)!;
          // Shares of the denominator times distances from the whole, as the textbook has it; alone where the segment has a ratio twice.
          const expected = minus(
            minus(fraction(now.n, d1), times(r0, fraction(now.d, d1))),
            minus(fraction(before.n, d0), times(r0, fraction(before.d, d0)))
          );
          expect(contribution).toBeCloseTo(numberOf(expected), 12);
          if (before.d > 0 && now.d > 0) {
            const [w0, w1] = [fraction(before.d, d0), fraction(now.d, d1)];
            const [a, b] = [fraction(before.n, before.d), fraction(now.n, now.d)];
            expect(rate).toBeCloseTo(numberOf(times(w1, minus(b, a))), 12);
            expect(mix).toBeCloseTo(numberOf(times(minus(w1, w0), minus(a, r0))), 12);
            expect(numberOf(plus(times(w1, minus(b, a)), times(minus(w1, w0), minus(a, r0))))).toBeCloseTo(
              numberOf(expected),
              12
            );
          } else {
            expect([mix, rate]).toEqual([contribution, 0]);
          }
        }
        const all = rows.map(([, contribution]) => contribution as number);
        expect(sum(all)).toBeCloseTo(numberOf(minus(fraction(n1, d1), r0)), 12);
        expect(result.frames[0].meta).toMatchObject({ whole: { value: n1 / d1, previous: n0 / d0 } });
        expect(all.every((value, i) => i === 0 || Math.abs(value) <= Math.abs(all[i - 1]))).toBe(true);
      }),
      { numRuns: 200 }
    );
  });

  test('of counts and sums are the changes, also of segments that are new or gone', () => {
    fc.assert(
      fc.property(fc.constantFrom('sessions', 'revenue'), segmentsOf(1), (name, segments) => {
        const result = ask(name, segments);
        const there = (of: 'before' | 'now') => segments.some((one) => one[of]);
        for (const [device, contribution] of rowsOf(result, 'contribution')) {
          const one = segments.find((segment) => segment.name === device)!;
          // Nothing at all in a period is no data; there is no change then.
          expect(contribution).toBe(there('before') && there('now') ? (one.now?.d ?? 0) - (one.before?.d ?? 0) : null);
        }
        expect(result.frames[0].fields.some((field) => field.name === 'contributionMix')).toBe(false);
      }),
      { numRuns: 100 }
    );
  });

  test('of rates are rates, add up, and the largest is the fastest', () => {
    const result = ask('rate', [
      { name: 'slow', before: { n: 0, d: 144 }, now: { n: 0, d: 288 } },
      { name: 'fast', before: { n: 0, d: 1440 }, now: { n: 0, d: 2880 } },
      { name: 'gone', before: { n: 0, d: 720 } },
    ]);
    // 24 hours are 1440 minutes.
    expect(rowsOf(result, 'value', 'previous', 'contribution')).toEqual([
      ['fast', 2, 1, 1],
      ['gone', null, 0.5, -0.5],
      ['slow', 0.2, 0.1, 0.1],
    ]);
    const { whole } = result.frames[0].meta as { whole: { change: number } };
    expect(whole.change).toBeCloseTo(2.2 - 1.6, 12);
    const largest = ask(
      'rate',
      [
        { name: 'a', now: { n: 0, d: 1 } },
        { name: 'b', now: { n: 0, d: 9 } },
      ],
      { compare: undefined, limit: 1, other: true }
    );
    expect(column(largest, 'device')).toEqual(['b', null]);
    expect(column(largest, 'value')).toEqual([9 / 1440, 1 / 1440]);
  });

  test('of distinct counts are not told, nor is there a rest; each segment is compared all the same', () => {
    const segments = [1, 2, 3].map((d) => ({ name: `s${d}`, before: { n: 0, d: 10 * d }, now: { n: 0, d } }));
    const stores: FakeStores = {
      ...holding(segments),
      cell: (_source, _word, start, _end, [name]) => [Number(name.slice(1)) * (start < NOW - 72 * HOUR ? 10 : 1), 1],
    };
    const result = run(
      definitions,
      { kpi: 'people', view: 'breakdown', by: ['device'], compare: 'weekday', limit: 2, other: true },
      stores
    );
    expect(rowsOf(result, 'value', 'previous', 'change', 'contribution')).toEqual([
      ['s3', 3, 30, -27, null],
      ['s2', 2, 20, -18, null],
      [null, null, null, null, null],
    ]);
    expect(result.notices.map(({ code }) => code)).toEqual(['PL4046']);
  });

  test('of a KPI of failures explain the good', () => {
    const stores: FakeStores = {
      segments: [['a'], ['b']],
      cell: (_source, word, start, _end, [device]) => {
        const early = start < NOW - 72 * HOUR;
        // Half of what b is asked fails now, and nothing failed before: its counter of failures was not born.
        return word === 'numerator' ? (device === 'b' && !early ? [5, 1] : undefined) : [10, 1];
      },
    };
    const result = run(definitions, { kpi: 'success', view: 'breakdown', by: ['device'], compare: 'weekday' }, stores);
    expect(rowsOf(result, 'value', 'previous', 'contribution', 'contributionRate')).toEqual([
      ['b', 0.5, 1, -0.25, -0.25],
      ['a', 1, 1, 0, 0],
    ]);
  });

  test('of the suppressed are not told', () => {
    const result = ask('private', [
      { name: 'many', before: { n: 0, d: 50 }, now: { n: 0, d: 20 } },
      { name: 'few', before: { n: 0, d: 9 }, now: { n: 0, d: 100 } },
    ]);
    expect(rowsOf(result, 'value', 'previous', 'change', 'contribution')).toEqual([
      ['many', 20, 50, -30, -30],
      ['few', 100, null, null, null],
    ]);
  });
});

describe('the row of the rest', () => {
  test('is sum over sum, the last one, and with it the numbers are those of all segments', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('conversion', 'revenue', 'sessions'),
        segmentsOf(2),
        fc.integer({ min: 1, max: 5 }),
        fc.boolean(),
        (name, segments, limit, compared) => {
          const more = { limit, other: true, ...(compared ? {} : { compare: undefined }) };
          const result = ask(name, segments, more);
          const known = segments.filter((one) => (compared ? (one.before ?? one.now) : one.now));
          const names = column(result, 'device') as Array<string | null>;
          const rest = known.filter((one) => !names.includes(one.name));
          const { otherRow } = result.frames[0].meta as { otherRow?: number };
          expect(rest.length).toBe(Math.max(0, known.length - limit));
          expect(result.notices.some(({ code }) => code === 'PL4006')).toBe(false);
          if (rest.length === 0) {
            expect(otherRow).toBeUndefined();
            return;
          }
          expect(otherRow).toBe(limit);
          expect(names).toHaveLength(limit + 1);
          expect(names[limit]).toBeNull();
          const figure = (of: 'before' | 'now') => {
            const list = rest.flatMap((one) => one[of] ?? []);
            const [n, d] = [sum(list.map((one) => one.n)), sum(list.map((one) => one.d))];
            return list.length === 0 ? null : name === 'conversion' ? (d === 0 ? null : n / d) : d;
          };
          expect(column(result, 'value')![limit]).toBe(figure('now'));
          if (compared) {
            expect(column(result, 'previous')![limit]).toBe(figure('before'));
            const { whole } = result.frames[0].meta as { whole: { change: number | null } };
            if (whole.change !== null) {
              expect(sum(column(result, 'contribution') as number[])).toBeCloseTo(whole.change, 9);
            }
          }
        }
      ),
      { numRuns: 200 }
    );
  });

  test('without it as before: the largest, and a notice', () => {
    const segments = [1, 2, 3].map((d) => ({ name: `s${d}`, now: { n: d, d } }));
    const result = ask('sessions', segments, { limit: 2, compare: undefined });
    expect(rowsOf(result, 'value')).toEqual([
      ['s3', 3],
      ['s2', 2],
    ]);
    expect(result.frames[0].meta).not.toHaveProperty('otherRow');
    expect(result.notices.map(({ code }) => code)).toEqual(['PL4006']);
  });

  test('is refused where there is no row of a segment, and for what is no yes or no', () => {
    const codes = (query: object) => {
      const outcome = planned(definitions, query as never);
      return outcome.ok ? [] : outcome.diagnostics.map(({ code }) => code);
    };
    expect(codes({ kpi: 'sessions', view: 'value', by: ['device'], other: true })).toEqual(['PL2014']);
    expect(codes({ kpi: 'sessions', view: 'breakdown', by: ['device'], other: 1 })).toEqual(['PL2012']);
  });
});
