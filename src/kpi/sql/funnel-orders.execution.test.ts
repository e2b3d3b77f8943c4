/** Funnels of every order and with everything a step may ask for, against a slow oracle: by default on the embedded stores, slowly on all. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALL_ENGINES, EMBEDDED, openEngines, type Engine, type Row } from '../../../tests/engines';
import { everyChain, funnelOracle } from '../../../tests/oracles/funnel';
import { ordersOracle, type OrderedEvent, type OrderedRow } from '../../../tests/oracles/funnel-orders';
import { sets } from '../../../tests/setup/slow';
import type { Condition } from '../definition/types';
import { dialectOf } from './dialects';
import { buildFunnel, funnelStatement } from './funnel';
import type { FunnelQuery } from './types';

const T0 = Date.UTC(2026, 2, 8); // New York's clocks change on this day
const UNIT = 250;
/** Sets in one statement: each is a group of its own, with actors of its own. */
const SETS = sets(6, 13);
const RUNS = sets(10, 40);
const KINDS = ['timestamptz', 'timestamp', 'integer'] as const;
const PAGES = ['home', 'search', 'buy', 'pay', 'logout', 'blog'] as const;
type Page = (typeof PAGES)[number];

let engines: readonly Engine[] = [];
beforeAll(async () => {
  engines = await openEngines('America/New_York', sets(EMBEDDED, ALL_ENGINES));
}, 240_000);
afterAll(() => Promise.all(engines.map((engine) => engine.close())));

interface Visit {
  readonly actor: string | null;
  readonly at: number;
  readonly page: Page;
  readonly device: string | null;
  readonly item: string | null;
}

/** Few actors, few instants: ties, doubles, limits that end exactly on an event, and heavy actors are common. */
const visit = fc.noBias(
  fc.record({
    actor: fc.oneof({ weight: 12, arbitrary: fc.constantFrom('ann', 'ann', 'bob') }, fc.constant(null)),
    at: fc.integer({ min: -2, max: 20 }).map((n) => T0 + n * UNIT),
    page: fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom<Page>('home', 'search', 'buy') },
      { weight: 2, arbitrary: fc.constant<Page>('pay') },
      { weight: 1, arbitrary: fc.constantFrom<Page>('logout', 'blog') }
    ),
    device: fc.constantFrom('mobile', 'desktop', 'Mobile', null),
    item: fc.constantFrom('a', 'a', 'a', 'a', 'A', null),
  })
);
const visits = fc.noBias(
  fc.array(fc.array(visit, { minLength: 6, maxLength: 24, size: 'max' }), {
    minLength: SETS,
    maxLength: SETS,
    size: 'max',
  })
);

const rules = fc.noBias(
  fc.record({
    toMs: fc.integer({ min: 5, max: 24 }).map((n) => T0 + n * UNIT),
    asOfMs: fc.integer({ min: 8, max: 40 }).map((n) => T0 + n * UNIT),
    window: fc.integer({ min: 2, max: 18 }),
    filtered: fc.boolean(),
    within: fc.array(fc.option(fc.integer({ min: 2, max: 10 }), { freq: 2 }), { minLength: 4, maxLength: 4 }),
    optional: fc.boolean(),
    exclusion: fc.constantFrom(null, 'whole', 'part'),
    constant: fc.boolean(),
    extra: fc.constantFrom('none', 'totals', 'trend'),
    byDevice: fc.boolean(),
    bySet: fc.integer({ min: 0, max: 4 }).map((n) => n > 0),
    repeats: fc.boolean(),
  })
);
type Drawn = typeof rules extends fc.Arbitrary<infer T> ? T : never;

interface Mode {
  readonly order: 'ordered' | 'strict' | 'any';
  readonly entry: 'first' | 'any';
  readonly ties: 'strict' | 'loose';
}

/** What is asked, from what was drawn: only what the mode can have. */
function ask({ order, entry, ties }: Mode, r: Drawn) {
  const ordered = order === 'ordered';
  const optional = ordered && r.optional;
  const pages: Page[] =
    order !== 'any' && ties === 'strict' && r.repeats
      ? ['home', 'search', ...(optional ? (['pay'] as const) : []), 'home']
      : ['home', 'search', ...(optional ? (['pay'] as const) : []), 'buy'];
  const windowMs = r.window * UNIT;
  const steps = pages.map((page, k) => ({
    page,
    ...(order !== 'any' && k > 0 && r.within[k] !== null ? { withinMs: Math.min(r.within[k]! * UNIT, windowMs) } : {}),
    ...(page === 'pay' ? { optional: true } : {}),
  }));
  const last = pages.length - 1;
  const part = order === 'any' || r.exclusion === 'whole' ? [0, last] : [1, last];
  const exclude = r.exclusion === null ? [] : [{ after: part[0], before: part[1] }];
  const totals = r.extra === 'totals' && entry === 'any';
  const trend = r.extra === 'trend';
  return { order, entry, ties, steps, exclude, totals, trend, windowMs, toMs: r.toMs, asOfMs: r.asOfMs };
}
type Asked = ReturnType<typeof ask>;

const page = (value: Page): Condition => ({ op: 'is', field: 'page', value });
/** 1 s on the UTC grid for the first half, the rest in one. */
const HALF = T0 + 8 * UNIT;
const trendOf = (toMs: number) =>
  toMs <= HALF
    ? [{ startMs: T0, endMs: toMs, stepMs: 4 * UNIT }]
    : [
        { startMs: T0, endMs: HALF, stepMs: 4 * UNIT },
        { startMs: HALF, endMs: toMs, stepMs: null },
      ];
const bucketOf = (at: number) => (at < HALF ? at - ((at - T0) % (4 * UNIT)) : HALF);

function query(asked: Asked, r: Drawn, kind: string): FunnelQuery {
  const { steps, exclude, trend, ...rest } = asked;
  return {
    ...rest,
    dialect: 'postgres',
    relation: { table: 'visits' },
    time: 'at',
    timeType: kind === 'integer' ? 'unixMillis' : 'instant',
    actor: 'actor',
    fromMs: T0,
    groups: groupNames(r).map((name) => ({ name, field: name })),
    filters: r.filtered ? [{ op: 'not', field: 'device', value: 'desktop' }] : [],
    steps: steps.map(({ page: is, ...step }) => ({ where: [page(is)], ...step })),
    exclude: exclude.map((between) => ({ where: [page('logout')], ...between })),
    constant: r.constant ? ['item'] : [],
    ...(trend ? { trend: trendOf(asked.toMs) } : {}),
  };
}

const groupNames = (r: Drawn) => [...(r.bySet ? ['set'] : []), ...(r.byDevice ? ['device'] : [])];

function shaped(rows: readonly Row[], asked: Asked, names: readonly string[]): string[] {
  const list = (name: string, from: number) => asked.steps.slice(from).map((_, k) => row(name, k + 1 + from));
  let current: Row;
  const row = (name: string, k: number) => current[`${name}${k}`];
  return rows
    .map((r) => {
      current = r;
      return JSON.stringify({
        groups: names.map((name) => r[name]),
        ...(asked.trend ? { bucket: r.bucket } : {}),
        n: list('n', 0),
        open: r.open,
        ...(asked.trend ? {} : { m: list('m', 1) }),
        ...(asked.totals ? { total: list('total', 0) } : {}),
      });
    })
    .sort();
}

const expectedOf = (rows: readonly OrderedRow[], asked: Asked): string[] =>
  rows
    .map(({ m, total, ...rest }) =>
      JSON.stringify({ ...rest, ...(asked.trend ? {} : { m }), ...(asked.totals ? { total } : {}) })
    )
    .sort();

const columns = (kind: (typeof KINDS)[number]) =>
  ({ set: 'text', actor: 'text', at: kind, page: 'text', device: 'text', item: 'text' }) as const;

/** Both statements of a store: its own, and the one that looks back by rows. */
function texts(q: FunnelQuery, engine: Engine): string[] {
  const built = buildFunnel({ ...q, dialect: engine.dialect });
  if (!built.ok) {
    throw new Error(built.diagnostics[0].message);
  }
  const byRows = funnelStatement({ ...q, dialect: engine.dialect }, { ...dialectOf(engine.dialect), frames: 'rows' });
  return [...new Set([built.value.text, byRows.text])];
}

const MODES: Mode[] = [
  { order: 'ordered', entry: 'any', ties: 'strict' },
  { order: 'ordered', entry: 'any', ties: 'loose' },
  { order: 'ordered', entry: 'first', ties: 'strict' },
  { order: 'ordered', entry: 'first', ties: 'loose' },
  { order: 'strict', entry: 'any', ties: 'strict' },
  { order: 'strict', entry: 'first', ties: 'strict' },
  { order: 'any', entry: 'any', ties: 'strict' },
  { order: 'any', entry: 'first', ties: 'strict' },
];

describe('funnels of every order agree with a slow oracle', () => {
  for (const mode of MODES) {
    const title = `order ${mode.order}, entry ${mode.entry}, ties ${mode.ties}: ${RUNS * SETS} random sets`;
    it(title, { timeout: 900_000 }, async () => {
      let [run, through] = [0, 0];
      await fc.assert(
        fc.asyncProperty(visits, rules, async (drawn, r) => {
          const kind = KINDS[run++ % KINDS.length];
          const asked = ask(mode, r);
          const rows = drawn.flatMap((list: Visit[], i) =>
            list.map((v) => ({ ...v, set: String(i), actor: v.actor && `${i} ${v.actor}` }))
          );
          const events = rows.map((v): OrderedEvent => ({
            actor: v.actor,
            at: v.at,
            isStep: asked.steps.map((step) => v.page === step.page),
            isExcluded: asked.exclude.map(() => v.page === 'logout'),
            constants: r.constant ? [v.item] : [],
            groups: groupNames(r).map((name) => (name === 'set' ? v.set : v.device)),
            passes: !r.filtered || v.device !== 'desktop',
          }));
          const rule = { ...asked, fromMs: T0 };
          const found = ordersOracle(events, rule, groupNames(r).length, asked.trend ? bucketOf : undefined);
          const expected = expectedOf(found, asked);
          const counts = found.map(({ n }) => n.filter((_, k) => !asked.steps[k].optional));
          expect(counts.every((n) => n.every((count, k) => k === 0 || count <= n[k - 1]))).toBe(true);
          through += found.reduce((sum, { n }) => sum + n[n.length - 1], 0);
          const q = query(asked, r, kind);
          for (const engine of engines) {
            await engine.load({ name: 'visits', columns: columns(kind) }, rows as unknown as Row[]);
            for (const text of texts(q, engine)) {
              const answer = shaped(await engine.run(text), asked, groupNames(r));
              expect([engine.name, ...answer]).toEqual([engine.name, ...expected]);
            }
          }
        }),
        { numRuns: RUNS, seed: 20261125, endOnFailure: true }
      );
      // The sets are small, but not so small that nobody comes through.
      expect(through).toBeGreaterThan(sets(0, 10));
    });
  }

  it('the oracle of all orders says of plain funnels what trying every chain says', () => {
    fc.assert(
      fc.property(fc.array(visit, { maxLength: 14 }), rules, fc.constantFrom(...MODES.slice(0, 4)), (list, r, mode) => {
        const pages: Page[] = ['home', 'search', 'buy'];
        const base = { ...mode, fromMs: T0, toMs: r.toMs, asOfMs: r.asOfMs, windowMs: r.window * UNIT };
        const events = list.map((v) => ({
          actor: v.actor,
          at: v.at,
          isStep: pages.map((p) => v.page === p),
          groups: [v.device],
          passes: true,
          isExcluded: [],
          constants: [],
        }));
        const plain = funnelOracle(events, { ...base, steps: 3 }, 1, everyChain);
        const all = ordersOracle(events, { ...base, steps: [{}, {}, {}], exclude: [] }, 1);
        const sorted = (rows: ReadonlyArray<Pick<OrderedRow, 'groups' | 'n' | 'open' | 'm'>>) =>
          rows.map(({ groups, n, open, m }) => JSON.stringify({ groups, n, open, m })).sort();
        expect(sorted(all)).toEqual(sorted(plain));
      }),
      { numRuns: 500, seed: 20261125 }
    );
  });
});
