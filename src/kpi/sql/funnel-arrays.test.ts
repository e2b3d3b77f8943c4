/** Lists and windows of ClickHouse say the same of one to five steps, of overlapping ones too; and when lists are not asked for. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine, Row } from '../../../tests/engines';
import { hasClickhouse, openClickhouse } from '../../../tests/engines/clickhouse';
import { dialectOf } from './dialects';
import { funnelStatement } from './funnel';
import type { FunnelQuery } from './types';

const T0 = Date.UTC(2026, 2, 8);
const UNIT = 250;
const PAGES = ['a', 'b', 'c', 'd', 'e'] as const;
const COLUMNS = { who: 'text', at: 'timestamptz', page: 'text', item: 'text', device: 'text' } as const;
const clickhouse = dialectOf('clickhouse');

const event = fc.noBias(
  fc.record({
    who: fc.constantFrom('ann', 'ann', 'ann', 'bob', 'bob', null),
    at: fc.integer({ min: -2, max: 30 }).map((n) => T0 + n * UNIT),
    page: fc.constantFrom(...PAGES, 'blog', null),
    item: fc.constantFrom('x', 'y', null),
    device: fc.constantFrom('mobile', 'Mobile', 'desktop', null),
  })
);

const asked = fc.noBias(
  fc.record({
    entry: fc.constantFrom('first' as const, 'any' as const),
    ties: fc.constantFrom('strict' as const, 'loose' as const),
    steps: fc.integer({ min: 1, max: 5 }),
    // Strict ties only: an event may be two steps.
    overlap: fc.boolean(),
    window: fc.integer({ min: 3, max: 20 }),
    to: fc.integer({ min: 6, max: 30 }),
    asOf: fc.integer({ min: 10, max: 50 }),
    groups: fc.constantFrom<readonly string[]>([], ['device'], ['device', 'item']),
    filtered: fc.boolean(),
  })
);

function query(r: typeof asked extends fc.Arbitrary<infer T> ? T : never): FunnelQuery {
  const overlaps = r.overlap && r.ties === 'strict';
  return {
    ...{ dialect: 'clickhouse', relation: { table: 'visits' }, time: 'at', timeType: 'instant', actor: 'who' },
    ...{ entry: r.entry, ties: r.ties, fromMs: T0, toMs: T0 + r.to * UNIT, asOfMs: T0 + r.asOf * UNIT },
    windowMs: r.window * UNIT,
    groups: r.groups.map((name) => ({ name, field: name })),
    filters: r.filtered ? [{ op: 'is', field: 'item', value: 'x' }] : [],
    steps: PAGES.slice(0, r.steps).map((value, k) => ({
      where:
        overlaps && k % 2 === 1
          ? [{ op: 'in', field: 'page', values: [value, 'a'] }]
          : [{ op: 'is', field: 'page', value }],
    })),
  };
}
const plain: Parameters<typeof query>[0] = {
  ...{
    entry: 'any',
    ties: 'strict',
    steps: 4,
    overlap: false,
    window: 4,
    to: 8,
    asOf: 50,
    groups: [],
    filtered: false,
  },
};

describe('lists of an actor’s events', () => {
  it('are kept to ranges whose keys a double holds; longer ones are windows', () => {
    const longest = { ...query(plain), fromMs: Date.UTC(1990, 0, 1), asOfMs: Date.UTC(2027, 0, 1) };
    const texts = [query(plain), longest].map((q) => funnelStatement(q, clickhouse).text);
    expect(texts.map((text) => text.includes('arrayFill'))).toEqual([true, false]);
    expect(texts.map((text) => text.includes(' OVER ('))).toEqual([false, true]);
  });

  it('give each event its only step where no event can be two', () => {
    const of = (more: Partial<typeof plain>) => funnelStatement(query({ ...plain, ...more }), clickhouse).text;
    expect(of({})).not.toContain('groupArrayArray');
    expect(of({ overlap: true })).toContain('groupArrayArray');
  });
});

describe.skipIf(!hasClickhouse())('in ClickHouse (skipped without chdb: node scripts/install-python.mjs)', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openClickhouse('America/New_York');
  }, 120_000);
  afterAll(() => engine.close());

  it('60 random sets: what windows say', { timeout: 240_000 }, async () => {
    let through = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.noBias(fc.array(event, { minLength: 10, maxLength: 60, size: 'max' })),
        asked,
        async (rows, r) => {
          await engine.load({ name: 'visits', columns: COLUMNS }, rows as Row[]);
          const run = async (nextStep: 'arrays' | 'windows') =>
            (await engine.run(funnelStatement(query(r), { ...clickhouse, nextStep }).text))
              .map((row) => JSON.stringify(row))
              .sort();
          const lists = await run('arrays');
          expect(lists).toEqual(await run('windows'));
          through += lists.filter((row) => Number(JSON.parse(row)[`n${r.steps}`]) > 0).length;
        }
      ),
      { numRuns: 60, seed: 20261125 }
    );
    expect(through).toBeGreaterThan(10);
  });
});
