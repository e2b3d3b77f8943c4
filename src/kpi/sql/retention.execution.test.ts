/** Every retention on every store and by a slow oracle with Temporal's calendars: all must say the same. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEngines, type Engine, type Row } from '../../../tests/engines';
import { retentionOracle, type RetentionEvent, type RetentionRule } from '../../../tests/oracles/retention';
import { sets } from '../../../tests/setup/slow';
import { bucketsOf, ISO_CALENDAR, WEEK_DAYS } from '../calendar';
import type { RetentionMeasure } from '../definition/types';
import { retentionQuery } from '../plan/plan-retention';
import { buildRetention } from './retention';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const KINDS = ['timestamptz', 'timestamp', 'integer'] as const;
/** Where clocks change by an hour, by half an hour, by a whole day that never was, twice at midnight, or not at all. */
const AROUND = [
  ['America/New_York', '2026-03-08'],
  ['America/New_York', '2026-11-01'],
  ['Australia/Lord_Howe', '2026-04-05'],
  ['Australia/Lord_Howe', '2026-10-04'],
  ['Pacific/Apia', '2011-12-30'],
  ['America/Sao_Paulo', '2018-11-04'],
  ['America/St_Johns', '2010-11-07'],
  ['Africa/Cairo', '2026-04-24'],
  ['Asia/Kathmandu', '2026-01-01'],
  ['UTC', '2024-02-29'],
] as const;
/** At each place; 520 a mode in full. */
const SETS = sets(6, 52);

interface Visit extends Row {
  actor: string | null;
  at: number;
  kind: string;
  set: string;
  device: string | null;
}

let engines: readonly Engine[] = [];
beforeAll(async () => {
  engines = await openEngines('America/New_York');
});
afterAll(() => Promise.all(engines.map((engine) => engine.close())));

/** Few actors, and instants around midnights, hours and exact multiples of 24 hours after one another, so that edges are common. */
const visit = (around: number) =>
  fc.record({
    actor: fc.oneof({ weight: 9, arbitrary: fc.constantFrom('ann', 'bob', 'cyd') }, fc.constant(null)),
    at: fc.oneof(
      fc
        .tuple(fc.integer({ min: -12, max: 40 }), fc.integer({ min: -30, max: 30 }), fc.constantFrom(-1, 0, 0, 0, 1))
        .map(([days, halves, ms]) => around + days * DAY + halves * (HOUR / 2) + ms),
      fc.integer({ min: -60, max: 130 }).map((days) => around + days * DAY),
      fc.integer({ min: around - 3 * DAY, max: around + 12 * DAY })
    ),
    kind: fc.constantFrom('signup', 'order', 'order', 'visit'),
    device: fc.constantFrom('mobile', 'desktop', 'Mobile', null),
  });

const ranges = fc.record({
  before: fc.integer({ min: 0, max: 40 }),
  length: fc.integer({ min: 1, max: 70 }),
  cut: fc.constantFrom(0, 0, 5 * HOUR + 1),
  age: fc.constantFrom(1, HOUR, DAY, 9 * DAY, 45 * DAY, 120 * DAY),
  weekStart: fc.constantFrom(1, 7, 3),
});

const samples = AROUND.map(([zone, day], i) => {
  const around = Date.parse(`${day}T00:00:00Z`);
  const [range] = fc.sample(ranges, { numRuns: 1, seed: 100 + i });
  const fromMs = around - range.before * DAY + range.cut;
  const toMs = fromMs + range.length * DAY;
  const visits = fc
    .sample(fc.array(visit(around), { maxLength: 14 }), { numRuns: SETS, seed: 200 + i })
    .flatMap((list, set) =>
      list.map((v): Visit => ({ ...v, set: `s${set}`, actor: v.actor === null ? null : `${v.actor} of ${set}` }))
    );
  return { zone, fromMs, toMs, asOfMs: toMs + range.age, weekStart: range.weekStart, visits, kind: KINDS[i % 3] };
});

const modes = (['on', 'onOrAfter', 'within'] as const).flatMap((meaning) =>
  (['ever', 'inRange'] as const).flatMap((first) =>
    (['1d', '1w', '1M'] as const).flatMap((cohort) =>
      (
        [
          ['calendar', '1d', [0, 1, 2, 7, 30]],
          ['calendar', '1w', [0, 1, 2, 4]],
          ['calendar', '1M', [0, 1, 2]],
          ['rolling', '1d', [0, 1, 2, 7, 30]],
          ['rolling', '1w', [0, 1, 2, 4]],
        ] as const
      ).map(([clock, period, points]) => ({ meaning, first, cohort, clock, period, points }))
    )
  )
);

const CONDITIONS: Readonly<Record<string, readonly [string, string]>> = {
  other: ['signup', 'order'],
  same: ['order', 'order'],
};

function measureOf(rule: RetentionRule, kind: string, [start, back]: readonly [string, string]): RetentionMeasure {
  return {
    ...rule,
    kind: 'retention',
    source: 'db',
    relation: { table: 'visits' },
    time: 'at',
    timeType: kind === 'integer' ? 'unixMillis' : 'instant',
    actor: 'actor',
    start: [{ op: 'is', field: 'kind', value: start }],
    returns: [{ op: 'is', field: 'kind', value: back }],
    after: rule.points[0],
    curve: rule.points,
    place: { file: '', line: 1, column: 1 },
  };
}

const SEGMENTS = [
  { name: 'set', field: 'set' },
  { name: 'device', field: 'device' },
];

/** The statement for a rule; `edges` say which cohort an index is. */
function ask(rule: RetentionRule, kind: string, of: readonly [string, string], groups: number, filtered: boolean) {
  const calendar = { ...ISO_CALENDAR, weekStart: WEEK_DAYS[rule.weekStart - 1] };
  const buckets = bucketsOf(rule.zone, rule.cohort, rule.fromMs, rule.toMs, calendar);
  if (!buckets.ok) {
    throw new Error(buckets.diagnostics[0].message);
  }
  const { edges } = buckets.value;
  const kpi = { measure: measureOf(rule, kind, of), timeZone: rule.zone, calendar, segments: SEGMENTS };
  const query = {
    ...retentionQuery(kpi, edges, rule.points, rule.asOfMs),
    groups: SEGMENTS.slice(0, groups),
    filters: filtered ? [{ op: 'not', field: 'device', value: 'mobile' } as const] : [],
  };
  return { edges, query };
}

function shaped(rows: readonly Row[], edges: readonly number[], groups: number, points: readonly number[]): string[] {
  return rows
    .filter((row) => Number(row.size) > 0)
    .map((row) =>
      JSON.stringify({
        cohortMs: edges[Number(row.cohort ?? 0)],
        groups: SEGMENTS.slice(0, groups).map(({ name }) => row[name]),
        size: row.size,
        eligible: points.map((_, k) => row[`e${k + 1}`]),
        retained: points.map((_, k) => row[`r${k + 1}`]),
      })
    )
    .sort();
}

describe('retention agrees on every engine and with the oracle', () => {
  beforeAll(async () => {
    for (const engine of engines) {
      for (const [i, { visits, kind }] of samples.entries()) {
        const columns = { set: 'text', actor: 'text', at: kind, kind: 'text', device: 'text' } as const;
        await engine.load({ name: `visits${i}`, columns }, visits);
      }
    }
  }, 120_000);

  for (const mode of modes) {
    const { meaning, first, cohort, clock, period } = mode;
    const name = `${meaning}, ${clock} ${period}, first ${first}, cohorts of ${cohort}: ${SETS * samples.length} random sets`;
    it(name, { timeout: 180_000 }, async () => {
      const seen = { started: 0, young: 0, back: 0, lost: 0 };
      for (const [i, sample] of samples.entries()) {
        const points = meaning === 'within' ? mode.points.filter((n) => n > 0) : mode.points;
        const rule: RetentionRule = { ...mode, ...sample, points };
        const of = CONDITIONS[i % 2 === 0 ? 'other' : 'same'];
        const events = sample.visits.map((v): RetentionEvent => ({
          actor: v.actor,
          at: v.at,
          isStart: v.kind === of[0],
          isReturn: v.kind === of[1],
          segments: [v.set, v.device],
        }));
        for (const [groups, filtered] of [
          [1 + (i % 2), i % 3 === 0],
          [0, false],
        ] as const) {
          const expected = retentionOracle(
            events,
            rule,
            [0, 1].slice(0, groups),
            (e) => !filtered || e.segments[1] !== 'mobile'
          )
            .map((row) => {
              seen.started += row.size;
              row.eligible.forEach((old, k) => {
                seen.young += row.size - old;
                seen.back += row.retained[k];
                seen.lost += old - row.retained[k];
              });
              return JSON.stringify(row);
            })
            .sort();
          const { edges, query } = ask(rule, sample.kind, of, groups, filtered);
          for (const engine of engines) {
            const built = buildRetention({ ...query, relation: { table: `visits${i}` }, dialect: engine.dialect });
            if (!built.ok) {
              throw new Error(built.diagnostics[0].message);
            }
            const rows = await engine.run(built.value.text);
            expect([engine.name, sample.zone, ...shaped(rows, edges, groups, points)]).toEqual([
              engine.name,
              sample.zone,
              ...expected,
            ]);
          }
        }
      }
      // Otherwise the sets would prove nothing.
      expect(Object.values(seen).every((count) => count > sets(2, 20))).toBe(true);
    });
  }
});
