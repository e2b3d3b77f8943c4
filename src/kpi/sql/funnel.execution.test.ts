/** Every funnel on the embedded stores, slowly on every one that runs here, and by two slow oracles: all must say the same. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALL_ENGINES, EMBEDDED, openEngines, type Engine, type Row } from '../../../tests/engines';
import {
  earliestChain,
  everyChain,
  funnelOracle,
  type FunnelEvent,
  type FunnelRule,
} from '../../../tests/oracles/funnel';
import { sets } from '../../../tests/setup/slow';
import { buildFunnel } from './funnel';
import type { FunnelQuery } from './types';

const T0 = Date.UTC(2026, 2, 8); // New York's clocks change on this day
const UNIT = 250;
const KINDS = ['timestamptz', 'timestamp', 'integer'] as const;
/** Of each mode and number of segments: 60 and 525 sets of a mode. */
const RUNS = sets(20, 175);
const PAGES = ['home', 'search', 'buy', 'blog'] as const;

let engines: readonly Engine[] = [];
beforeAll(async () => {
  engines = await openEngines('America/New_York', sets(EMBEDDED, ALL_ENGINES));
}, 240_000);
afterAll(() => Promise.all(engines.map((engine) => engine.close())));

interface Visit {
  readonly actor: string | null;
  readonly at: number;
  readonly page: string;
  readonly device: string | null;
  readonly country: string | null;
}

/** Few actors and few instants, so that ties, duplicates, windows that end exactly on an event, and heavy actors are common. */
const visits = fc.array(
  fc.record({
    actor: fc.oneof({ weight: 9, arbitrary: fc.constantFrom('ann', 'bob', 'cyd') }, fc.constant(null)),
    at: fc.integer({ min: -6, max: 30 }).map((n) => T0 + n * UNIT),
    page: fc.constantFrom(...PAGES),
    device: fc.constantFrom('mobile', 'desktop', 'Mobile', null),
    country: fc.constantFrom('DE', 'US', null),
  }),
  { maxLength: 24 }
);

const rules = fc.record({
  toMs: fc.integer({ min: 1, max: 24 }).map((n) => T0 + n * UNIT),
  asOfMs: fc.integer({ min: 1, max: 40 }).map((n) => T0 + n * UNIT),
  windowMs: fc.integer({ min: 1, max: 14 }).map((n) => n * UNIT),
  repeats: fc.boolean(),
  three: fc.boolean(),
  filtered: fc.boolean(),
});

function query(
  rule: FunnelRule & { pages: readonly string[]; filtered: boolean },
  groups: number,
  kind: string
): FunnelQuery {
  return {
    dialect: 'postgres',
    relation: { table: 'visits' },
    time: 'at',
    timeType: kind === 'integer' ? 'unixMillis' : 'instant',
    actor: 'actor',
    ...rule,
    groups: [
      { name: 'device', field: 'device' },
      { name: 'where', field: 'country' },
    ].slice(0, groups),
    filters: rule.filtered ? [{ op: 'not', field: 'device', value: 'desktop' }] : [],
    steps: rule.pages.map((page) => ({ where: [{ op: 'is', field: 'page', value: page }] })),
  };
}

function shaped(rows: readonly Row[], steps: number, groups: number): string[] {
  const names = ['device', 'where'].slice(0, groups);
  return rows
    .map((row) => {
      const n = Array.from({ length: steps }, (_, k) => row[`n${k + 1}`]);
      const m = Array.from({ length: steps - 1 }, (_, k) => row[`m${k + 2}`]);
      return JSON.stringify({ groups: names.map((name) => row[name]), n, open: row.open, m });
    })
    .sort();
}

describe('funnels agree with brute force', () => {
  for (const entry of ['first', 'any'] as const) {
    for (const ties of ['strict', 'loose'] as const) {
      for (const groups of [0, 1, 2]) {
        it(`entry ${entry}, ties ${ties}, ${groups} segments: ${RUNS} random sets`, { timeout: 900_000 }, async () => {
          let run = 0;
          await fc.assert(
            fc.asyncProperty(visits, rules, async (set, r) => {
              const kind = KINDS[run++ % KINDS.length];
              // Loose ties need disjoint steps; strict ones may come back to a page.
              const pages =
                ties === 'strict' && r.repeats
                  ? ['home', 'search', 'home']
                  : ['home', 'search', ...(r.three ? ['buy'] : [])];
              const rule = {
                ...{ fromMs: T0, toMs: r.toMs, asOfMs: r.asOfMs, windowMs: r.windowMs, entry, ties },
                ...{ steps: pages.length, pages, filtered: r.filtered },
              };
              const events = set.map((v: Visit): FunnelEvent => ({
                actor: v.actor,
                at: v.at,
                isStep: pages.map((page) => v.page === page),
                groups: [v.device, v.country].slice(0, groups),
                passes: !r.filtered || v.device !== 'desktop',
              }));
              const expected = funnelOracle(events, rule, groups, everyChain)
                .map((row) => JSON.stringify(row))
                .sort();
              const quick = funnelOracle(events, rule, groups, earliestChain)
                .map((row) => JSON.stringify(row))
                .sort();
              expect(quick).toEqual(expected);
              const columns = { actor: 'text', at: kind, page: 'text', device: 'text', country: 'text' } as const;
              const { steps: count, ...rest } = rule;
              for (const engine of engines) {
                await engine.load({ name: 'visits', columns }, set as unknown as Row[]);
                const built = buildFunnel({
                  ...query({ ...rest, steps: count }, groups, kind),
                  dialect: engine.dialect,
                });
                if (!built.ok) {
                  throw new Error(built.diagnostics[0].message);
                }
                const rows = await engine.run(built.value.text);
                expect([engine.name, ...shaped(rows, count, groups)]).toEqual([engine.name, ...expected]);
              }
            }),
            { numRuns: RUNS, seed: 20261123 }
          );
        });
      }
    }
  }
});
