/** Drawn objectives over drawn events at drawn times, through plan and result, against loops over the events written from the guide alone. */
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { BUILT_IN_POLICIES } from '../../src/kpi/alerting';
import { column, kpi, parsed, run, SOURCES, type FakeStores } from '../../src/kpi/plan/testing';
import { sliceStore } from '../../src/kpi';
import { burnOracle, countedIn, type Outcome, type Rule, type Stretch } from '../oracles/objectives';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ZONE = 'Europe/Berlin';
/** Of the source `shop-db`. */
const LATENESS = 10 * MINUTE;
/** Around which the clocks change, and the ends of months. */
const CENTRES = [
  Date.UTC(2026, 2, 29, 1),
  Date.UTC(2026, 9, 25, 1),
  Date.UTC(2026, 3, 30, 22),
  Date.UTC(2026, 0, 31, 23),
];

const now = fc
  .tuple(fc.constantFrom(...CENTRES), fc.oneof(fc.integer({ min: -3 * DAY, max: 3 * DAY }), fc.constantFrom(-1, 0, 1)))
  .map(([centre, off]) => centre + off);
const back = fc.oneof(fc.integer({ min: 1, max: 8 * DAY }), fc.integer({ min: 1, max: 2 * HOUR }));
const bursts = fc.array(
  fc.record({
    back,
    count: fc.integer({ min: 1, max: 30 }),
    apart: fc.constantFrom(0, 1, 997, 61_000),
    failing: fc.nat(30),
  }),
  { minLength: 1, maxLength: 40 }
);
const exclusions = fc.array(
  fc.record({
    back,
    minutes: fc.integer({ min: 1, max: 300 }),
    treatAs: fc.constantFrom('removed' as const, 'good' as const),
  }),
  { maxLength: 3 }
);
const drawn = fc.record({
  now,
  bursts,
  exclusions,
  failures: fc.boolean(),
  method: fc.constantFrom('Occurrences' as const, 'Timeslices' as const, 'RatioTimeslices' as const),
  window: fc.constantFrom('1d', '3d', '7d', 'week'),
  slice: fc.constantFrom(1, 5, 10, 30),
  absentIs: fc.constantFrom('gap' as const, 'good' as const, 'bad' as const),
  target: fc.constantFrom('0.9', '0.99', '0.9995'),
});

/** Nothing of [fromMs, toMs) counts: each minute, or the middle of each slice, is removed. Exclusions are on the grid of five minutes. */
function isRemoved(excluded: readonly Stretch[], fromMs: number, toMs: number, sliceMs?: number): boolean {
  const removed = (at: number) => excluded.some((x) => x.treatAs === 'removed' && at >= x.fromMs && at < x.toMs);
  if (sliceMs !== undefined) {
    for (let at = Math.ceil(fromMs / sliceMs) * sliceMs; at + sliceMs <= toMs; at += sliceMs) {
      if (!removed(at + sliceMs / 2)) {
        return false;
      }
    }
    return true;
  }
  for (let at = fromMs; at < toMs; at = Math.floor(at / MINUTE) * MINUTE + MINUTE) {
    if (!removed(at)) {
      return false;
    }
  }
  return true;
}

/** The week of Berlin that holds the moment before `atMs`. */
function weekOf(atMs: number): { fromMs: number; toMs: number } {
  const date = Temporal.Instant.fromEpochMilliseconds(atMs - 1)
    .toZonedDateTimeISO(ZONE)
    .toPlainDate();
  const monday = date.subtract({ days: date.dayOfWeek - 1 });
  const [fromMs, toMs] = [monday, monday.add({ days: 7 })].map((day) => day.toZonedDateTime(ZONE).epochMilliseconds);
  return { fromMs, toMs };
}

const near = (found: unknown, wanted: number, what: string) => {
  expect(typeof found, `${what}: ${String(found)} for ${wanted}`).toBe('number');
  expect(Math.abs((found as number) - wanted), `${what}: ${String(found)} for ${wanted}`).toBeLessThanOrEqual(
    1e-9 * Math.max(1, Math.abs(wanted))
  );
};

test('budgets and pages of any objective, at any time, equal what the guide says', () => {
  fc.assert(
    fc.property(drawn, (d) => {
      const { method, target } = d;
      const absentIs = method === 'Occurrences' && d.absentIs === 'bad' ? 'gap' : d.absentIs;
      const events = d.bursts.flatMap(({ back: ago, count, apart, failing }) =>
        Array.from({ length: count }, (_, i): Outcome => ({ at: d.now - ago + i * apart, good: i >= failing }))
      );
      const seen = events.filter(({ at }) => at < d.now);
      const excluded = d.exclusions.map(({ back: ago, minutes, treatAs }): Stretch => {
        const fromMs = Math.floor((d.now - ago) / (5 * MINUTE)) * 5 * MINUTE;
        return { fromMs, toMs: fromMs + Math.ceil(minutes / 5) * 5 * MINUTE, treatAs };
      });
      const iso = (ms: number) => new Date(ms).toISOString();
      const rows = (where = '') => `{ source: shop-db, table: t, time: at, count: rows${where} }`;
      const slices =
        method === 'Occurrences'
          ? ''
          : `, timeSliceWindow: ${d.slice}m${method === 'Timeslices' ? ', timeSliceTarget: "0.75"' : ''}`;
      const timeWindow =
        d.window === 'week'
          ? `{ duration: 1w, rolling: false, calendar: { startTime: "2026-01-05T00:00", timeZone: ${ZONE} } }`
          : `{ duration: ${d.window} }`;
      const definitions = parsed(
        SOURCES +
          kpi(
            'drawn',
            `timeZone: ${ZONE}, unit: ratio, exclusions: [ ${excluded.map((x, i) => `{ name: x${i}, treatAs: ${x.treatAs}, from: "${iso(x.fromMs)}", to: "${iso(x.toMs)}" }`).join(', ')} ], measure: { ratio: { ${d.failures ? 'failures' : 'numerator'}: ${rows(', where: [ { field: ok, is: true } ]')}, denominator: ${rows()} } }, objectives: [ { name: one, target: "${target}", budgetingMethod: ${method}, absentIs: ${absentIs}, timeWindow: ${timeWindow}${slices} } ]`
          )
      );
      const stores: FakeStores = {
        cell: (_source, word, start, end) => {
          const own = events.filter(({ at }) => at >= start && at < end);
          const counted = own.filter(({ good }) => good !== d.failures).length;
          return own.length === 0 ? undefined : [word.startsWith('numerator') ? counted : own.length, own.length];
        },
      };
      const budget = Math.round((1 - Number(target)) * 1e4) / 1e4;
      const sliceMs = d.slice * MINUTE;
      const judged = method === 'Occurrences' ? undefined : sliceMs;
      const rule: Rule = { method, budget, sliceMs, sliceTarget: 0.75, absentIs, excluded, closedMs: d.now - LATENESS };
      const context = { fromMs: d.now - DAY, toMs: d.now, nowMs: d.now };
      // Asked before, some minutes ago: what was kept must not change anything.
      const store = sliceStore();
      const before = d.now - 17 * MINUTE;
      run(
        definitions,
        { kpi: 'drawn', view: 'budget' },
        stores,
        { fromMs: before - DAY, toMs: before, nowMs: before },
        store
      );
      const result = run(definitions, { kpi: 'drawn', view: 'budget' }, stores, context, store);
      const what = JSON.stringify({ ...d, bursts: d.bursts.length });

      const days = Number.parseInt(d.window, 10);
      const window = d.window === 'week' ? weekOf(d.now) : { fromMs: d.now - days * DAY, toMs: d.now };
      const counted = countedIn(seen, rule, window.fromMs, d.now);
      const removed = isRemoved(excluded, window.fromMs, d.now, judged);
      if (counted.total > 0 && !removed) {
        const burn = burnOracle(counted, budget);
        const elapsed = d.window === 'week' ? (d.now - window.fromMs) / (window.toMs - window.fromMs) : 1;
        near(column(result, 'totalEvents')![0], counted.total, `total ${what}`);
        near(column(result, 'badEvents')![0], counted.bad, `bad ${what}`);
        near(column(result, 'elapsed')![0], elapsed, `elapsed ${what}`);
        near(column(result, 'remaining')![0], 1 - burn * elapsed, `remaining ${what}`);
      }

      const objective = definitions.kpis.get('drawn')!.objectives[0];
      const length = d.window === 'week' ? 7 * DAY : days * DAY;
      const end = method === 'Occurrences' ? d.now : Math.floor((d.now - LATENESS) / sliceMs) * sliceMs;
      const times = BUILT_IN_POLICIES[0].conditions.flatMap(({ severity, longMs, shortMs, budget: share }) => {
        const factor = (Number(share) * length) / longMs;
        const fits = factor >= 1 && factor < 1 / budget - 1e-9 && (method === 'Occurrences' || shortMs >= 2 * sliceMs);
        if (severity !== 'page' || !fits) {
          return [];
        }
        const burns = [longMs, shortMs].map((ms) =>
          isRemoved(excluded, end - ms, end, judged) ? null : burnOracle(countedIn(seen, rule, end - ms, end), budget)
        );
        return [burns.some((burn) => burn === null) ? null : Math.min(...(burns as number[])) / factor];
      });
      expect(objective.alertPolicy).toBe('sre-workbook');
      if (times.length === 0) {
        return;
      }
      const highest = Math.max(0, ...times.map((one) => one ?? 0));
      const wanted = highest > 1 || times.every((one) => one !== null) ? highest : null;
      const alert = run(definitions, { kpi: 'drawn', view: 'alert', severity: 'page' }, stores, context, store);
      const page = alert.frames[0].fields[0].values[0];
      if (wanted === null) {
        expect(page, what).toBeNull();
      } else {
        near(page, wanted, `page ${what}`);
      }
    }),
    { numRuns: 300 }
  );
}, 60_000);
