/** Sums of experiments on every store and by a slow oracle: all must say the same. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEngines, type Engine, type Row } from '../../../tests/engines';
import { experimentOracle, type ExperimentRule } from '../../../tests/oracles/experiment';
import { sets } from '../../../tests/setup/slow';
import { buildExperiment } from './experiment';
import type { ExperimentQuery, MetricOf } from './types';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const T0 = Date.UTC(2026, 2, 8);
const KINDS = ['timestamptz', 'timestamp', 'integer'] as const;
const VARIANTS = ["a'; --", 'b'];
/** Seven in each of five ranges; with PLUMBLINE_SLOW 600 a mode. */
const SETS = sets(7, 120);

interface Seen extends Row {
  unit: string | null;
  variant: string | null;
  at: number;
  set: string;
  device: string | null;
}

interface Move extends Row {
  unit: string | null;
  at: number;
  kind: string;
  amount: number | null;
}

let engines: readonly Engine[] = [];
beforeAll(async () => {
  engines = await openEngines('America/New_York');
});
afterAll(() => Promise.all(engines.map((engine) => engine.close())));

const units = fc.oneof({ weight: 9, arbitrary: fc.constantFrom('ann', 'bob', 'Ann', 'dan') }, fc.constant(null));
/** Few instants around the range's edges, a millisecond beside each, so that edges of windows are common. */
const instants = fc
  .tuple(fc.integer({ min: -12, max: 60 }), fc.constantFrom(-1, 0, 0, 0, 1))
  .map(([steps, ms]) => T0 + steps * 6 * HOUR + ms);
const exposures = fc.array(
  fc.record({
    unit: units,
    // Mostly the same one, or every unit would have seen several.
    variant: fc.oneof(
      { weight: 5, arbitrary: fc.constant('mine') },
      { weight: 1, arbitrary: fc.constantFrom('b', 'B', 'other', null) }
    ),
    at: instants,
    device: fc.constantFrom('mobile', 'desktop', 'Mobile', null),
  }),
  { minLength: 4, maxLength: 12 }
);
const moves = fc.array(
  fc.record({
    unit: units,
    at: instants,
    kind: fc.constantFrom('order', 'order', 'visit'),
    amount: fc.oneof(
      { weight: 6, arbitrary: fc.integer({ min: -40, max: 4000 }).map((n) => n / 4) },
      fc.constant(null)
    ),
  }),
  { minLength: 5, maxLength: 16 }
);

const RANGES = [
  { sinceMs: T0, fromMs: T0, toMs: T0 + 10 * DAY, asOfMs: T0 + 30 * DAY },
  { sinceMs: T0, fromMs: T0, toMs: T0 + 10 * DAY, asOfMs: T0 + 10 * DAY },
  { sinceMs: T0 - 2 * DAY, fromMs: T0 + DAY, toMs: T0 + 9 * DAY, asOfMs: T0 + 11 * DAY },
  { sinceMs: T0, fromMs: T0, toMs: T0 + 10 * DAY, asOfMs: T0 + 5 * DAY + 1 },
  { sinceMs: T0 - DAY, fromMs: T0, toMs: T0 + 6 * HOUR, asOfMs: T0 + 3 * DAY },
];

const samples = RANGES.map((range, i) => {
  const drawn = fc.sample(fc.record({ seen: exposures, moved: moves }), { numRuns: SETS, seed: 300 + i });
  const own = (unit: string | null, set: number) => (unit === null ? null : `${unit} of ${set}`);
  const mine = (unit: string | null, set: number) => VARIANTS[((unit?.charCodeAt(0) ?? 0) + set) % 2];
  return {
    range,
    kinds: [KINDS[i % 3], KINDS[(i + 1) % 3]] as const,
    seen: drawn.flatMap(({ seen }, set) =>
      seen.map((e): Seen => ({
        ...e,
        set: `s${set}`,
        unit: own(e.unit, set),
        variant: e.variant === 'mine' ? mine(e.unit, set) : e.variant,
      }))
    ),
    moved: drawn.flatMap(({ moved }, set) => moved.map((m): Move => ({ ...m, unit: own(m.unit, set) }))),
  };
});

const AMOUNT: MetricOf = { kind: 'sum', value: { field: 'amount' } };
const MODES: ReadonlyArray<Pick<ExperimentRule, 'of' | 'per' | 'windowMs' | 'lookbackMs'>> = [
  { of: 'sum', windowMs: 2 * DAY, lookbackMs: 3 * DAY },
  { of: 'sum' },
  { of: 'rows', windowMs: 3 * DAY, lookbackMs: 12 * DAY },
  { of: 'any', windowMs: 2 * DAY + 1, lookbackMs: 2 * DAY },
  { of: 'any' },
  { of: 'sum', per: 'rows', windowMs: 3 * DAY },
  { of: 'rows', per: 'sum' },
];
const metricOf = (of: ExperimentRule['of']): MetricOf => (of === 'sum' ? AMOUNT : { kind: of });

const SEGMENTS = [
  { name: 'set', field: 'set' },
  { name: 'device', field: 'device' },
];

function ask(
  mode: (typeof MODES)[number],
  { range, kinds }: (typeof samples)[number],
  groups: number,
  filtered: boolean
): Omit<ExperimentQuery, 'dialect'> {
  const timeType = (kind: (typeof KINDS)[number]) => (kind === 'integer' ? 'unixMillis' : 'instant');
  return {
    relation: { table: 'seen' },
    time: 'at',
    timeType: timeType(kinds[0]),
    unit: 'unit',
    variant: 'variant',
    where: [],
    variants: VARIANTS,
    ...range,
    metric: {
      relation: { table: 'moved' },
      time: 'at',
      timeType: timeType(kinds[1]),
      actor: 'unit',
      where: [{ op: 'is', field: 'kind', value: 'order' }],
      of: metricOf(mode.of),
      ...(mode.per ? { per: metricOf(mode.per) as Exclude<MetricOf, { kind: 'any' }> } : {}),
      ...(mode.windowMs === undefined ? {} : { windowMs: mode.windowMs }),
      ...(mode.lookbackMs === undefined ? {} : { lookbackMs: mode.lookbackMs }),
    },
    groups: SEGMENTS.slice(0, groups),
    filters: filtered ? [{ op: 'not', field: 'device', value: 'mobile' }] : [],
    ties: SEGMENTS.map(({ field }) => field),
  };
}

describe('sums of experiments agree on every engine and with the oracle', () => {
  beforeAll(async () => {
    for (const engine of engines) {
      for (const [i, { seen, moved, kinds }] of samples.entries()) {
        const columns = { set: 'text', unit: 'text', variant: 'text', at: kinds[0], device: 'text' } as const;
        await engine.load({ name: `seen${i}`, columns }, seen);
        const moves = { unit: 'text', at: kinds[1], kind: 'text', amount: 'numeric' } as const;
        await engine.load({ name: `moved${i}`, columns: moves }, moved);
      }
    }
  }, 120_000);

  for (const mode of MODES) {
    it(`${JSON.stringify(mode)}: ${SETS * samples.length} random sets`, { timeout: 180_000 }, async () => {
      const found = { known: 0, mixed: 0, unknown: 0, none: 0, open: 0, zero: 0, bought: 0, before: 0 };
      for (const [i, sample] of samples.entries()) {
        const happenings = sample.moved.filter(({ kind }) => kind === 'order');
        const seen = sample.seen.map((e) => ({ ...e, segments: [e.set, e.device] }));
        for (const [groups, filtered] of [
          [2, i % 2 === 0],
          [1, false],
          [0, false],
        ] as const) {
          const rule: ExperimentRule = { ...mode, ...sample.range, variants: VARIANTS };
          const oracle = experimentOracle(
            seen,
            happenings,
            rule,
            [0, 1].slice(0, groups),
            (e) => !filtered || e.segments[1] !== 'mobile'
          );
          for (const row of oracle) {
            found[(['known', 'known', 'unknown', 'mixed', 'none'] as const)[row.variant]] += row.exposed;
            found.open += row.exposed - row.ripe;
            found.zero += row.ripe > 0 && row.sums[1] === 0 ? 1 : 0;
            found.bought += row.sums[1] > 0 ? 1 : 0;
            found.before += row.sums[3] > 0 ? 1 : 0;
          }
          const hasSecond = mode.per !== undefined || mode.lookbackMs !== undefined;
          const expected = oracle
            .map(({ variant, groups: values, exposed, ripe, sums }) =>
              JSON.stringify([variant, values, exposed, ripe, hasSecond ? sums : sums.slice(0, 2)])
            )
            .sort();
          const query = ask(mode, sample, groups, filtered);
          for (const engine of engines) {
            const built = buildExperiment({
              ...query,
              dialect: engine.dialect,
              relation: { table: `seen${i}` },
              metric: { ...query.metric, relation: { table: `moved${i}` } },
            });
            if (!built.ok) {
              throw new Error(built.diagnostics[0].message);
            }
            const rows = await engine.run(built.value.text);
            const names = ['sy', 'syy', ...(hasSecond ? ['sx', 'sxx', 'sxy'] : [])];
            const shaped = rows
              .map((row) =>
                JSON.stringify([
                  row.variant,
                  query.groups.map(({ name }) => row[name]),
                  row.exposed,
                  row.ripe,
                  names.map((name) => row[name]),
                ])
              )
              .sort();
            expect([engine.name, i, groups, ...shaped]).toEqual([engine.name, i, groups, ...expected]);
          }
        }
      }
      // Otherwise the sets would prove nothing.
      const { open, before, ...always } = found;
      expect(Object.entries(always).filter(([, count]) => count <= sets(1, 30))).toEqual([]);
      expect(open > 0).toBe(mode.windowMs !== undefined);
      expect(before > 0).toBe(mode.per !== undefined || mode.lookbackMs !== undefined);
    });
  }
});
