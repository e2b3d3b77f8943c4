/** Comparisons from query to frame, against adding up single events by hand. */
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test, vi } from 'vitest';
import { comparedRange, COMPARISONS, type Compare } from '../calendar';
import { diagnostic } from '../diagnostics';
import { sliceStore } from '../slices';
import { advance } from './advance';
import type { Step } from './types';
import { answers, column, HOUR, kpi, NOW, parsed, planned, run, SOURCES, type FakeStores } from './testing';

const ZONE = 'Europe/Berlin';
const PART = 'source: shop-db, table: sessions, time: at, count: rows';
const COUNTER = 'source: metrics, metric: requests_total';
const DEVICE = 'segments: [ { name: device, field: device } ]';
const definitions = parsed(
  SOURCES +
    kpi('sessions', `unit: count, timeZone: ${ZONE}, grain: 1d, ${DEVICE}, measure: { count: { ${PART} } }`) +
    kpi(
      'weekly',
      `unit: count, timeZone: ${ZONE}, grain: 1w, calendar: { weekStart: sunday }, measure: { count: { ${PART} } }`
    ) +
    kpi(
      'conversion',
      `unit: ratio, timeZone: ${ZONE}, ${DEVICE}, measure: { ratio: { numerator: { ${PART}, where: [ { field: bought, is: true } ] }, denominator: { ${PART} } } }`
    ) +
    kpi('requests', `unit: count, timeZone: ${ZONE}, ${DEVICE}, measure: { count: { ${COUNTER} } }`) +
    kpi('hidden', `unit: count, ${DEVICE}, privacy: { minCohort: 5 }, measure: { count: { ${PART} } }`) +
    kpi('named', `unit: count, segments: [ { name: change, field: c } ], measure: { count: { ${PART} } }`) +
    kpi('filled', `unit: count, gapFill: zero, grain: 1d, measure: { count: { ${COUNTER} } }`) +
    kpi(
      'people',
      `unit: count, timeZone: ${ZONE}, measure: { count: { source: shop-db, table: sessions, time: at, distinct: person } }`
    ) +
    kpi(
      'fiscal',
      `unit: count, timeZone: ${ZONE}, calendar: { fiscalYearStart: "04-06" }, measure: { count: { ${PART} } }`
    ) +
    `---
apiVersion: plumbline/v1
kind: Funnel
metadata: { name: path }
spec: { type: aggregate, area: shop, owner: { team: growth }, steps: [ { name: A, measure: { ${PART} } }, { name: B, measure: { ${PART} } } ] }
`
);

interface Event {
  readonly at: number;
  readonly device: string;
  readonly bought: boolean;
}
const DEVICES = ['mobile', 'desktop', 'tv'];

/** A store that counts events; a numerator counts those that bought. */
const holding = (events: readonly Event[], split: boolean): FakeStores => ({
  segments: split ? DEVICES.map((device) => [device]) : [[]],
  cell: (_source, word, start, end, [device]) => {
    const inside = events.filter((e) => e.at >= start && e.at < end && (device === undefined || e.device === device));
    return inside.length === 0
      ? undefined
      : [word === 'numerator' ? inside.filter((e) => e.bought).length : inside.length, inside.length];
  },
});
const none = holding([], false);

const local = (text: string) => Temporal.PlainDateTime.from(text).toZonedDateTime(ZONE).epochMilliseconds;
const between = (events: readonly Event[], from: number, to: number) =>
  events.filter(({ at }) => at >= from && at < to).length;

vi.setConfig({ testTimeout: 60_000 });

describe('a comparison', () => {
  test('puts previous, change and changeRatio behind the fields of a value', () => {
    const at = (ms: number, count: number) =>
      Array.from({ length: count }, () => ({ at: ms, device: 'tv', bought: true }));
    const stores = holding([...at(NOW - HOUR, 30), ...at(NOW - 169 * HOUR, 40)], false);
    const result = run(definitions, { kpi: 'sessions', view: 'value', compare: 'weekday' }, stores);
    expect(result.frames[0].fields.map(({ name, unit, values }) => [name, unit, values])).toEqual([
      ['value', 'count', [30]],
      ['numerator', 'count', [30]],
      ['denominator', 'count', [null]],
      ['previous', 'count', [40]],
      ['change', 'count', [-10]],
      ['changeRatio', 'ratio', [-0.25]],
    ]);
    const { compared, fromMs, toMs } = result.frames[0].meta as never as {
      compared: object;
      fromMs: number;
      toMs: number;
    };
    expect([fromMs, toMs]).toEqual([NOW - 24 * HOUR, NOW]);
    expect(compared).toEqual({ compare: 'weekday', fromMs: NOW - 8 * 24 * HOUR, toMs: NOW - 7 * 24 * HOUR });
  });

  test('with nothing, or with zero, has no ratio', () => {
    const result = run(
      definitions,
      { kpi: 'sessions', view: 'value', compare: 'weekday' },
      {
        cell: (_source, _word, start) => (start < NOW - 72 * HOUR ? undefined : [1, 1]),
      }
    );
    expect(column(result, 'value')![0]).toBeGreaterThan(0);
    expect(['previous', 'change', 'changeRatio'].map((name) => column(result, name))).toEqual([[null], [null], [null]]);
    expect(result.notices.map(({ code }) => code)).toEqual(['PL4001']);
    const zero = run(
      definitions,
      { kpi: 'sessions', view: 'value', compare: 'weekday' },
      {
        cell: (_source, _word, start) => (start < NOW - 72 * HOUR ? [0, 1] : [1, 1]),
      }
    );
    expect(column(zero, 'previous')).toEqual([0]);
    expect(column(zero, 'change')).toEqual(column(zero, 'value'));
    expect(column(zero, 'changeRatio')).toEqual([null]);
  });

  test('of values equals adding up by hand, in each mode, with and without segments', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...COMPARISONS),
        fc.constantFrom('value', 'breakdown'),
        fc.constantFrom('sessions', 'conversion', 'requests'),
        fc.integer({ min: 1, max: 50 }),
        fc.nat({ max: 40 * 24 }),
        fc.array(
          fc.record({
            back: fc.nat({ max: 500 * 24 * 60 }),
            device: fc.constantFrom(...DEVICES),
            bought: fc.boolean(),
          }),
          { minLength: 200, maxLength: 400 }
        ),
        (compare, view, name, length, end, cells) => {
          const toMs = NOW - end * HOUR;
          const fromMs = toMs - length * 24 * HOUR;
          const range = comparedRange(ZONE, compare, fromMs, toMs);
          // Half of the events in the range, half in the earlier one and around it.
          const events = cells.map(({ back, ...event }, i) => ({
            ...event,
            at:
              i % 2 === 0
                ? fromMs + ((back * 60_000) % (toMs - fromMs))
                : range.fromMs + ((back * 60_000) % (range.toMs - range.fromMs + 24 * HOUR)),
          }));
          const split = view === 'breakdown';
          const result = run(
            definitions,
            { kpi: name, view, compare, ...(split ? { by: ['device'] } : {}) } as never,
            holding(events, split),
            { fromMs, toMs }
          );
          const rows = (column(result, 'value') ?? []).length;
          for (let i = 0; i < rows; i++) {
            const device = column(result, 'device')?.[i];
            const own = events.filter((event) => device === undefined || event.device === device);
            const figure = (from: number, to: number) => {
              const all = between(own, from, to);
              const bought = between(
                own.filter((event) => event.bought),
                from,
                to
              );
              return all === 0 ? null : name === 'conversion' ? bought / all : all;
            };
            const [now, before] = [figure(fromMs, toMs), figure(range.fromMs, range.toMs)];
            expect(column(result, 'value')![i]).toBe(now);
            expect(column(result, 'previous')![i]).toBe(before);
            expect(column(result, 'change')![i]).toBe(now === null || before === null ? null : now - before);
          }
          const seen = new Set(
            events
              .filter(({ at }) => (at >= fromMs && at < toMs) || (at >= range.fromMs && at < range.toMs))
              .map(({ device }) => device)
          );
          expect(rows).toBe(split ? seen.size : 1);
        }
      ),
      { numRuns: 80 }
    );
  });

  test.each<[Compare, string, string, Array<[string, string | null]>]>([
    // A day later each: the first days of March beside those of February, and three without any.
    [
      'month',
      '2026-03-27',
      '2026-04-01',
      [
        ['2026-03-27', '2026-02-27'],
        ['2026-03-28', '2026-02-28'],
        ['2026-03-29', null],
        ['2026-03-30', null],
        ['2026-03-31', null],
      ],
    ],
    [
      'weekday',
      '2026-03-28',
      '2026-03-31',
      [
        ['2026-03-28', '2026-03-21'],
        ['2026-03-29', '2026-03-22'],
        ['2026-03-30', '2026-03-23'],
      ],
    ],
    [
      'previous',
      '2026-03-28',
      '2026-03-31',
      [
        ['2026-03-28', '2026-03-25'],
        ['2026-03-29', '2026-03-26'],
        ['2026-03-30', '2026-03-27'],
      ],
    ],
    [
      'year',
      '2028-02-28',
      '2028-03-02',
      [
        ['2028-02-28', '2027-02-28'],
        ['2028-02-29', '2027-03-01'],
        ['2028-03-01', null],
      ],
    ],
  ])('of a series puts days beside days: %s from %s', (compare, from, to, pairs) => {
    const days = (text: string) => Temporal.PlainDate.from(text).since('2025-01-01').days + 1;
    // Each day has its own number of events, at noon.
    const store: FakeStores = {
      cell: (_source, _word, start, end) => {
        const noon = Temporal.Instant.fromEpochMilliseconds(start)
          .toZonedDateTimeISO(ZONE)
          .startOfDay()
          .add({ hours: 12 });
        return noon.epochMilliseconds >= start && noon.epochMilliseconds < end
          ? [days(noon.toPlainDate().toString()), 1]
          : undefined;
      },
    };
    const [fromMs, toMs] = [local(from), local(to)];
    const result = run(definitions, { kpi: 'sessions', view: 'series', compare }, store, {
      fromMs,
      toMs,
      nowMs: toMs + 48 * HOUR,
    });
    expect(result.frames[0].fields.map(({ name }) => name)).toEqual(['time', 'value', 'previous']);
    expect(column(result, 'value')).toEqual(pairs.map(([day]) => days(day)));
    expect(column(result, 'previous')).toEqual(pairs.map(([, day]) => (day === null ? null : days(day))));
  });

  test('of hours keeps local hours over a change of clocks: a skipped hour has none beside it, a doubled one takes one', () => {
    const shownHour: FakeStores = {
      cell: (_source, _word, start) => [
        1 + Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(ZONE).hour,
        1,
      ],
    };
    const hours = (day: string, compare: Compare) => {
      const [fromMs, toMs] = [local(day), local(Temporal.PlainDate.from(day).add({ days: 1 }).toString())];
      const result = run(definitions, { kpi: 'requests', view: 'series', grain: '1h', compare }, shownHour, {
        fromMs,
        toMs,
        nowMs: toMs + 48 * HOUR,
      });
      return {
        times: column(result, 'time')!.map(
          (ms) => Temporal.Instant.fromEpochMilliseconds(ms as number).toZonedDateTimeISO(ZONE).hour
        ),
        previous: column(result, 'previous')!.map((v) => v !== null),
        codes: result.notices.map(({ code }) => code),
      };
    };
    const spring = hours('2026-03-29', 'weekday');
    expect(spring.times).toEqual([0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23]);
    expect(spring.previous.every((there) => there)).toBe(true);
    expect(spring.codes).toEqual(['PL4048']);
    const afterSpring = hours('2026-04-05', 'weekday');
    expect(afterSpring.previous.map((there, i) => (there ? -1 : i)).filter((i) => i >= 0)).toEqual([2]);
    const autumn = hours('2026-10-25', 'weekday');
    expect(autumn.times.slice(0, 5)).toEqual([0, 1, 2, 2, 3]);
    expect(autumn.previous.slice(0, 5)).toEqual([true, true, true, false, true]);
  });

  test('to date compares an open bucket with the same part of the earlier one, without a doubt about it', () => {
    const steady: FakeStores = { cell: (_source, _word, start, end) => [(end - start) / 60_000, 1] };
    const fromMs = local('2026-11-21');
    const query = { kpi: 'sessions', view: 'series', compare: 'weekday' } as const;
    const result = run(definitions, query, steady, { fromMs, toMs: local('2026-11-24') });
    // NOW is 13:00 in Berlin.
    expect(column(result, 'value')).toEqual([1440, 1440, 780]);
    expect(column(result, 'previous')).toEqual([1440, 1440, 780]);
    expect(result.notices.map(({ code }) => code)).toEqual(['PL4009']);
    expect(result.frames[0].meta).toMatchObject({ grain: '1d', incompleteFromMs: local('2026-11-23') });
    // Before the range the days are cut elsewhere; that is said.
    const previous = run(definitions, { ...query, compare: 'previous' }, steady, { fromMs, toMs: local('2026-11-24') });
    expect(column(previous, 'previous')).toEqual([780, 1440, 1440]);
    expect(previous.notices.map(({ code }) => code)).toEqual(['PL4009', 'PL4049', 'PL4049']);
  });

  test('of weeks counts from the first, in the KPI’s own calendar and grain', () => {
    const steady: FakeStores = { cell: (_source, _word, start, end) => [(end - start) / 3_600_000, 1] };
    const [fromMs, toMs] = [local('2026-11-01'), local('2026-11-15')];
    const result = run(definitions, { kpi: 'weekly', view: 'series', grain: 'auto', compare: 'weekday' }, steady, {
      fromMs,
      toMs,
    });
    expect(column(result, 'time')).toEqual([fromMs, local('2026-11-08')]);
    // The earlier second week, which begins on a Sunday, has the hour that was shown twice.
    expect(column(result, 'previous')).toEqual([168, 169]);
  });

  test('fiscal quarters and years are whole, cut or open as the calendar says', () => {
    const steady: FakeStores = { cell: (_source, _word, start, end) => [(end - start) / HOUR, 1] };
    const [fromMs, toMs] = [local('2025-04-06'), local('2027-01-01')];
    const series = (grain: '1Q' | '1Y') =>
      run(definitions, { kpi: 'fiscal', view: 'series', grain, compare: 'year' }, steady, { fromMs, toMs });
    const quarters = series('1Q');
    const starts = ['2025-04-06', '2025-07-06', '2025-10-06', '2026-01-06', '2026-04-06', '2026-07-06', '2026-10-06'];
    expect(column(quarters, 'time')).toEqual(starts.map(local));
    expect(quarters.frames[0].meta).toMatchObject({
      grain: '1Q',
      firstIsWhole: true,
      incompleteFromMs: local('2026-10-06'),
      compared: { compare: 'year', fromMs: local('2024-04-06'), toMs: local('2025-11-23T13:00') },
    });
    const hours = (from: string, to: string) => (local(to) - local(from)) / HOUR;
    const ends = [...starts.slice(1), '2026-11-23T13:00'];
    expect(column(quarters, 'value')).toEqual(starts.map((from, i) => hours(from, ends[i])));
    // The open quarter stands beside the same part of the one a year before; no doubt but that it is open.
    const back = (text: string) => String(Number(text.slice(0, 4)) - 1) + text.slice(4);
    expect(column(quarters, 'previous')).toEqual(starts.map((from, i) => hours(back(from), back(ends[i]))));
    expect(quarters.notices.map(({ code }) => code)).toEqual(['PL4009']);
    const years = series('1Y');
    expect(column(years, 'time')).toEqual([local('2025-04-06'), local('2026-04-06')]);
    expect(column(years, 'value')).toEqual([8760, hours('2026-04-06', '2026-11-23T13:00')]);
  });

  test('of what cannot be added up asks each bucket of both periods', () => {
    // The number of a tile is its length in hours: only whole buckets give these.
    const stores: FakeStores = { cell: (_source, _word, start, end) => [(end - start) / HOUR, 1] };
    const [fromMs, toMs] = [local('2026-03-28'), local('2026-03-31')];
    const days = run(definitions, { kpi: 'people', view: 'series', grain: '1d', compare: 'weekday' }, stores, {
      fromMs,
      toMs,
    });
    expect([column(days, 'value'), column(days, 'previous')]).toEqual([
      [24, 23, 24],
      [24, 24, 24],
    ]);
    const value = run(definitions, { kpi: 'people', view: 'value', compare: 'weekday' }, stores, { fromMs, toMs });
    expect([column(value, 'value'), column(value, 'previous')]).toEqual([[71], [72]]);
  });

  test('fills the gaps of both periods as the definition says, but not where there is no bucket', () => {
    const [fromMs, toMs] = [Date.UTC(2026, 2, 27), Date.UTC(2026, 3, 1)];
    const only = [Date.UTC(2026, 2, 28, 12), Date.UTC(2026, 1, 27, 12)];
    const stores: FakeStores = {
      cell: (_source, _word, start, end) => (only.some((ms) => ms >= start && ms < end) ? [1, 1] : undefined),
    };
    const result = run(definitions, { kpi: 'filled', view: 'series', compare: 'month' }, stores, { fromMs, toMs });
    expect(column(result, 'value')).toEqual([0, 1, 0, 0, 0]);
    expect(column(result, 'previous')).toEqual([1, 0, null, null, null]);
  });

  test('a source that fails takes only its own period along', () => {
    const definitionsOf = parsed(SOURCES + kpi('a', `unit: count, measure: { count: { ${COUNTER} } }`));
    const outcome = planned(definitionsOf, { kpi: 'a', view: 'value', compare: 'year' });
    const requests = outcome.ok && !outcome.value.done ? outcome.value.requests : [];
    const early = requests.filter(({ endMs }) => endMs < NOW - 300 * 24 * HOUR);
    expect(early.length).toBeGreaterThan(0);
    expect(early.length).toBeLessThan(requests.length);
    const { plan } = (outcome as Extract<typeof outcome, { ok: true }>).value as Extract<Step, { done: false }>;
    const steady: FakeStores = { cell: (_source, _word, start, end) => [(end - start) / 60_000, 1] };
    const all = answers(plan, requests, steady);
    const failing = (which: (id: string) => boolean) =>
      advance(
        definitionsOf,
        plan,
        all.map((answer) =>
          which(answer.id)
            ? { id: answer.id, ok: false as const, error: diagnostic('PL3104', { source: 'metrics', seconds: 25 }) }
            : answer
        )
      ) as Extract<Step, { done: true }>;
    const earlyFails = failing((id) => early.some((request) => request.id === id)).result;
    expect(earlyFails.status).toBe('partial');
    expect(earlyFails.notices.map(({ code }) => code)).toEqual(['PL3104']);
    expect([column(earlyFails, 'value'), column(earlyFails, 'previous')]).toEqual([[1440], [null]]);
    expect(failing((id) => early.every((request) => request.id !== id)).result.status).toBe('error');
  });

  test('is refused where there is none', () => {
    const codes = (query: object, context = {}) => {
      const outcome = planned(definitions, query as never, context);
      return outcome.ok ? [] : outcome.diagnostics.map(({ code }) => code);
    };
    expect(codes({ kpi: 'sessions', view: 'value', compare: 'decade' })).toEqual(['PL2012']);
    expect(codes({ kpi: 'path', view: 'funnel', compare: 'year' })).toEqual(['PL2012']);
    expect(codes({ kpi: 'path', view: 'funnel', compare: 'previous' })).toEqual([]);
    expect(codes({ kpi: 'sessions', view: 'alert', compare: 'year' })).toContain('PL2014');
    expect(codes({ kpi: 'named', view: 'breakdown', by: ['change'], compare: 'year' })).toEqual(['PL2067']);
    expect(codes({ kpi: 'named', view: 'breakdown', by: ['change'] })).toEqual([]);
    const early = { fromMs: Date.UTC(1970, 5, 1), toMs: Date.UTC(1970, 6, 1) };
    expect(codes({ kpi: 'sessions', view: 'value', compare: 'year' }, early)).toEqual(['PL2065']);
  });

  test('a small cohort of the earlier period stays hidden', () => {
    const stores: FakeStores = { cell: (_source, _word, start) => (start < NOW - 72 * HOUR ? [0.01, 1] : [1, 1]) };
    const result = run(definitions, { kpi: 'hidden', view: 'value', compare: 'weekday' }, stores);
    expect(column(result, 'value')![0]).toBeGreaterThan(5);
    expect(column(result, 'previous')).toEqual([null]);
  });

  test('closed slices of the earlier period are not asked again', () => {
    const store = sliceStore();
    const query = { kpi: 'sessions', view: 'value', compare: 'month' } as const;
    const events = [{ at: NOW - 31 * 24 * HOUR, device: 'tv', bought: true }];
    const first = run(definitions, query, holding(events, false), {}, store);
    const outcome = planned(definitions, query, {}, store);
    const asked = outcome.ok && !outcome.value.done ? outcome.value.requests : [];
    expect(asked.every(({ startMs }) => startMs > NOW - 2 * HOUR)).toBe(true);
    expect(run(definitions, query, holding(events, false), {}, store).frames).toEqual(first.frames);
  });
});

test('the last days of a month have none beside them in a shorter one, and are not said to have been skipped by clocks alone', () => {
  const utc = parsed(SOURCES + kpi('orders', `unit: count, measure: { count: { ${PART} } }`));
  const toMs = Date.UTC(2026, 2, 31, 0, 33);
  const context = { fromMs: Date.UTC(2026, 2, 29, 13), toMs, nowMs: toMs };
  const result = run(utc, { kpi: 'orders', view: 'value', compare: 'month' }, { cell: () => [2, 2] }, context);
  expect([result.status, column(result, 'previous')]).toEqual(['ok', [null]]);
  expect(result.notices.find(({ code }) => code === 'PL4047')?.message).toContain('the earlier month is too short');
});
