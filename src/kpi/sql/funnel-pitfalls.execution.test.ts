/** Known vectors and known pitfalls of funnels (research/analytics.md 3.8), each by its name, on every store. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Engine, Row } from '../../../tests/engines';
import { openWrittenEngines } from '../../../tests/engines/written';
import { dialectOf } from './dialects';
import { buildFunnel, funnelStatement } from './funnel';
import type { FunnelQuery } from './types';

const DAY = Date.UTC(2026, 0, 1);
const HOUR = 3_600_000;
const at = (time: string) => Date.parse(`2026-01-01T${time}Z`);
const COLUMNS = { at: 'timestamptz', who: 'text', page: 'text', item: 'text', device: 'text' } as const;

// A test that is given up goes on loading its rows under the next one.
vi.setConfig({ testTimeout: 240_000 });

let engines: readonly Engine[] = [];
beforeAll(async () => {
  engines = await openWrittenEngines('America/New_York');
}, 240_000);
afterAll(() => Promise.all(engines.map((engine) => engine.close())));

const event = (who: string | null, time: string | number, page: string, more: Row = {}): Row => ({
  who,
  at: typeof time === 'number' ? time : at(time),
  page,
  item: null,
  device: null,
  ...more,
});
const step = (page: string) => ({ where: [{ op: 'is' as const, field: 'page', value: page }] });

function ask(more: Partial<FunnelQuery> = {}): Omit<FunnelQuery, 'dialect'> {
  return {
    relation: { table: 'visits' },
    time: 'at',
    timeType: 'instant',
    actor: 'who',
    fromMs: DAY,
    toMs: DAY + 24 * HOUR,
    asOfMs: DAY + 48 * HOUR,
    windowMs: HOUR,
    entry: 'any',
    ties: 'strict',
    groups: [],
    filters: [],
    steps: ['A', 'B', 'C'].map(step),
    ...more,
  };
}

/** n1 … nK of the only row, the same by the store's own statement and by the one that looks back by rows. */
async function counts(rows: readonly Row[], q: Omit<FunnelQuery, 'dialect'>, names = ['n']): Promise<number[]> {
  const found = new Map<string, number[]>();
  for (const engine of engines) {
    await engine.load({ name: 'visits', columns: COLUMNS }, rows);
    const query = { ...q, dialect: engine.dialect };
    const own = buildFunnel(query);
    const byRows = funnelStatement(query, { ...dialectOf(engine.dialect), frames: 'rows' });
    for (const text of [own.ok ? own.value.text : '', byRows.text]) {
      const [row] = await engine.run(text);
      const list = names.flatMap((name) => q.steps.map((_, k) => Number(row[`${name}${k + 1}`])));
      found.set(JSON.stringify(list), list);
    }
  }
  expect([...found.keys()]).toHaveLength(1);
  return [...found.values()][0];
}

describe('known vectors', () => {
  const mixpanel = [
    event('ann', '13:00:00', 'A'),
    event('ann', '13:30:00', 'A'),
    event('ann', '13:45:00', 'B'),
    event('ann', '14:15:00', 'C'),
  ];
  it('Mixpanel: the first start misses C, the second one gets there', async () => {
    expect(await counts(mixpanel, ask({ entry: 'first' }))).toEqual([1, 1, 0]);
    expect(await counts(mixpanel, ask())).toEqual([1, 1, 1]);
  });
  it('Mixpanel: totals count each event once, whichever start led to it', async () => {
    expect(await counts(mixpanel, ask({ totals: true }), ['n', 'total'])).toEqual([1, 1, 1, 2, 1, 1]);
  });
  it('Amplitude: B and A at one instant convert in any order and with loose ties, not with strict ones', async () => {
    const tie = [event('ann', '10:00:00', 'B'), event('ann', '10:00:00', 'A')];
    const steps = ['A', 'B'].map(step);
    expect(await counts(tie, ask({ steps }))).toEqual([1, 0]);
    expect(await counts(tie, ask({ steps, ties: 'loose' }))).toEqual([1, 1]);
    expect(await counts(tie, ask({ steps, order: 'any' }))).toEqual([1, 1]);
    expect(await counts(tie, ask({ steps, order: 'strict' }))).toEqual([1, 0]);
  });
  it('windowFunnel of ClickHouse, its own algorithm: ordered, any start, loose ties: 500 random sets', async () => {
    const sets = fc.noBias(
      fc.array(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 3 })), {
          maxLength: 14,
          size: 'max',
        }),
        {
          minLength: 500,
          maxLength: 500,
          size: 'max',
        }
      )
    );
    await fc.assert(
      fc.asyncProperty(sets, fc.integer({ min: 1, max: 12 }), async (all, window) => {
        const rows = all.flatMap((set, i) => set.map(([t, k]) => event(`p${i}`, DAY + t * 1000, 'ABC'.charAt(k - 1))));
        const levels = all.map((set) => windowFunnel(set, 3, window));
        const expected = [1, 2, 3].map((k) => levels.filter((level) => level >= k).length);
        expect(await counts(rows, ask({ ties: 'loose', windowMs: window * 1000 }))).toEqual(expected);
      }),
      { numRuns: 1, seed: 1 }
    );
  });
});

/** The loop of AggregateFunctionWindowFunnel in its default mode: events by time, then by condition; a level keeps its first event's time. */
function windowFunnel(set: ReadonlyArray<readonly [number, number]>, steps: number, window: number): number {
  const sorted = [...set].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const started: Array<number | undefined> = Array.from({ length: steps + 1 }, () => undefined);
  for (const [t, k] of sorted) {
    if (k === 1) {
      started[1] = t;
    } else if (started[k - 1] !== undefined && t <= started[k - 1]! + window) {
      started[k] = started[k - 1];
    }
  }
  return started.reduce<number>((deepest, start, k) => (start === undefined ? deepest : k), 0);
}

describe('pitfalls', () => {
  it('one event that matches two steps is not two steps', async () => {
    const both = { where: [{ op: 'in' as const, field: 'page', values: ['A', 'B'] }] };
    expect(await counts([event('ann', '10:00:00', 'A')], ask({ steps: [both, step('A')] }))).toEqual([1, 0]);
  });
  it('the window’s last instant is in it, the next is not; a step’s own limit likewise', async () => {
    const steps = [step('A'), step('B')];
    const on = [event('ann', '10:00:00', 'A'), event('ann', '11:00:00', 'B')];
    const after = [event('ann', '10:00:00', 'A'), event('ann', '11:00:00.001', 'B')];
    const limited = [step('A'), { ...step('B'), withinMs: HOUR }];
    expect(await counts(on, ask({ steps }))).toEqual([1, 1]);
    expect(await counts(after, ask({ steps }))).toEqual([1, 0]);
    expect(await counts(on, ask({ steps: limited, windowMs: 2 * HOUR }))).toEqual([1, 1]);
    expect(await counts(after, ask({ steps: limited, windowMs: 2 * HOUR }))).toEqual([1, 0]);
  });
  it('a conversion after the range counts, an entry before or after it does not', async () => {
    const steps = [step('A'), step('B')];
    const late = [event('ann', '23:59:59.999', 'A'), event('ann', DAY + 24 * HOUR + 1000, 'B')];
    const early = [event('bob', DAY - 1, 'A'), event('bob', '00:10:00', 'B')];
    const next = [event('cyd', DAY + 24 * HOUR, 'A'), event('cyd', DAY + 24 * HOUR + 1, 'B')];
    for (const order of ['ordered', 'strict'] as const) {
      expect(await counts([...late, ...early, ...next], ask({ steps, order }))).toEqual([1, 1]);
    }
  });
  it('entries are counted in the bucket of their own day: over midnight, and a day of 23 hours', async () => {
    const [before, change, after] = ['2026-03-28T23:00Z', '2026-03-29T22:00Z', '2026-03-30T22:00Z'].map(Date.parse);
    const rows = [
      event('ann', change - 1, 'A'),
      event('ann', change + 1, 'B'),
      event('bob', change, 'A'),
      event('cyd', after - 1, 'A'),
      event('cyd', after, 'B'),
    ];
    const trend = [
      { startMs: before, endMs: change, stepMs: change - before, anchored: true as const },
      { startMs: change, endMs: after, stepMs: after - change, anchored: true as const },
    ];
    const range = { fromMs: before, toMs: after, asOfMs: after + 48 * HOUR };
    for (const engine of engines) {
      await engine.load({ name: 'visits', columns: COLUMNS }, rows);
      const steps = [step('A'), step('B')];
      const built = buildFunnel({ ...ask({ ...range, steps, trend }), dialect: engine.dialect });
      const found = built.ok ? await engine.run(built.value.text) : [];
      const sorted = found.map((row) => [row.bucket, row.n1, row.n2].map(Number)).sort((a, b) => a[0] - b[0]);
      expect([engine.name, ...sorted]).toEqual([engine.name, [before, 1, 1], [change, 2, 1]]);
    }
  });
  it('nobody is nobody: rows without an actor, and without what is held constant', async () => {
    const rows = [event(null, '10:00:00', 'A'), event(null, '10:01:00', 'B'), event('ann', '10:00:00', 'A')];
    expect(await counts(rows, ask())).toEqual([1, 0, 0]);
    expect(await counts(rows, ask({ constant: ['item'] }))).toEqual([0, 0, 0]);
  });
  it('rows that were ingested twice change nothing, in totals and strict order neither', async () => {
    const rows = [event('ann', '10:00:00', 'A'), event('ann', '10:01:00', 'B'), event('ann', '10:02:00', 'C')];
    const twice = [...rows, ...rows];
    expect(await counts(twice, ask({ totals: true }), ['n', 'total'])).toEqual([1, 1, 1, 1, 1, 1]);
    expect(await counts(twice, ask({ order: 'strict' }))).toEqual([1, 1, 1]);
  });
  it('strict order: any other row of the actor’s ends the attempt, one of another actor’s does not', async () => {
    const rows = [event('ann', '10:00:00', 'A'), event('ann', '10:02:00', 'B'), event('bob', '10:01:00', 'X')];
    const steps = [step('A'), step('B')];
    expect(await counts(rows, ask({ steps, order: 'strict' }))).toEqual([1, 1]);
    expect(await counts([...rows, event('ann', '10:01:00', 'X')], ask({ steps, order: 'strict' }))).toEqual([1, 0]);
    // At the instant of a step it is not between two.
    expect(await counts([...rows, event('ann', '10:02:00', 'X')], ask({ steps, order: 'strict' }))).toEqual([1, 1]);
  });
  it('an excluded event drops the attempt between its steps only, and an actor with no other is not in the funnel', async () => {
    const path = [event('ann', '10:00:00', 'A'), event('ann', '10:10:00', 'B'), event('ann', '10:20:00', 'C')];
    const x = (time: string) => [...path, event('ann', time, 'X')];
    const exclude = (after: number, before: number) => ask({ exclude: [{ ...step('X'), after, before }] });
    expect(await counts(x('10:05:00'), exclude(0, 2))).toEqual([0, 0, 0]);
    expect(await counts(x('10:05:00'), exclude(1, 2))).toEqual([1, 1, 1]);
    expect(await counts(x('10:15:00'), exclude(1, 2))).toEqual([0, 0, 0]);
    expect(await counts(x('10:00:00'), exclude(0, 2))).toEqual([1, 1, 1]);
    expect(await counts(x('10:20:00'), exclude(0, 2))).toEqual([1, 1, 1]);
    // C was not reached, so the exclusion holds to the end of the window.
    const short = x('10:50:00').filter((row) => row.page !== 'C');
    expect(await counts(short, exclude(0, 2))).toEqual([0, 0, 0]);
    const later = [...x('10:05:00'), event('ann', '10:06:00', 'A')];
    expect(await counts(later, exclude(0, 2))).toEqual([1, 1, 1]);
  });
  it('an optional step is counted where it lies between its steps, and stops nobody', async () => {
    const steps = [step('A'), { ...step('O'), optional: true }, step('B')];
    const rows = [
      ...[event('ann', '10:00:00', 'A'), event('ann', '10:10:00', 'B'), event('ann', '10:20:00', 'O')],
      ...[event('bob', '10:00:00', 'A'), event('bob', '10:10:00', 'O')],
      ...[event('cyd', '10:00:00', 'A'), event('cyd', '10:05:00', 'O'), event('cyd', '10:10:00', 'B')],
      ...[event('dan', '10:00:00', 'A'), event('dan', '10:10:00', 'O'), event('dan', '10:10:00', 'B')],
    ];
    expect(await counts(rows, ask({ steps }))).toEqual([4, 2, 3]);
  });
  it('what is held constant makes chains of its own, and an actor still counts once', async () => {
    const rows = [
      event('ann', '10:00:00', 'A', { item: 'x' }),
      event('ann', '10:05:00', 'A', { item: 'y' }),
      event('ann', '10:10:00', 'B', { item: 'y' }),
      event('bob', '10:00:00', 'A', { item: 'x' }),
      event('bob', '10:10:00', 'B', { item: 'X' }),
    ];
    const steps = [step('A'), step('B')];
    expect(await counts(rows, ask({ steps }))).toEqual([2, 2]);
    expect(await counts(rows, ask({ steps, constant: ['item'] }))).toEqual([2, 1]);
    expect(await counts(rows, ask({ steps, constant: ['item'], entry: 'first' }))).toEqual([2, 1]);
  });
  it('any order: each of the steps once, from any of them on', async () => {
    const rows = [event('ann', '10:00:00', 'C'), event('ann', '10:10:00', 'A'), event('ann', '10:20:00', 'B')];
    expect(await counts(rows, ask({ order: 'any' }))).toEqual([1, 1, 1]);
    expect(
      await counts([...rows, event('bob', '10:00:00', 'C'), event('bob', '10:05:00', 'C')], ask({ order: 'any' }))
    ).toEqual([2, 1, 1]);
  });
  it('columns of whole days cannot be ordered within a day: strict ties say so, and nothing is guessed', async () => {
    const rows = [event('ann', DAY, 'A'), event('ann', DAY, 'B')];
    expect(await counts(rows, ask({ steps: [step('A'), step('B')], windowMs: 24 * HOUR }))).toEqual([1, 0]);
  });
  it('32 steps are counted, in any order too; more are refused', async () => {
    const pages = Array.from({ length: 32 }, (_, i) => `p${i}`);
    const rows = pages.map((page, i) => event('ann', DAY + i * 1000, page));
    const ones = pages.map(() => 1);
    for (const order of ['ordered', 'strict', 'any'] as const) {
      expect(await counts(rows, ask({ order, steps: pages.map(step) }))).toEqual(ones);
    }
    const more = buildFunnel({ ...ask({ steps: [...pages, 'more'].map(step) }), dialect: 'postgres' });
    expect(more).toMatchObject({ ok: false, diagnostics: [{ code: 'PL2259' }] });
  });
  it('entries that may still go on are told: not those that were interrupted, or whose next step is too late', async () => {
    const rows = [event('ann', '10:00:00', 'A'), event('bob', '10:00:00', 'A'), event('bob', '10:10:00', 'X')];
    const steps = [step('A'), step('B')];
    const now = { steps, asOfMs: at('10:30:00') };
    const open = async (q: Omit<FunnelQuery, 'dialect'>) => {
      await counts(rows, q);
      const built = buildFunnel({ ...q, dialect: engines[0].dialect });
      await engines[0].load({ name: 'visits', columns: COLUMNS }, rows);
      return built.ok ? Number((await engines[0].run(built.value.text))[0].open) : undefined;
    };
    expect(await open(ask(now))).toBe(2);
    expect(await open(ask({ ...now, order: 'strict' }))).toBe(1);
    expect(await open(ask({ ...now, steps: [step('A'), { ...step('B'), withinMs: HOUR / 3 }] }))).toBe(0);
    expect(await open(ask({ ...now, steps: [step('A'), { ...step('B'), withinMs: HOUR / 2 }] }))).toBe(2);
  });
});

describe('combinations that no statement can mean are refused (PL2259)', () => {
  const wrong: Array<[string, Partial<FunnelQuery>]> = [
    ['an optional first step', { steps: [{ ...step('A'), optional: true }, step('B')] }],
    [
      'an optional step in any order',
      { order: 'any', steps: [step('A'), { ...step('B'), optional: true }, step('C')] },
    ],
    ['loose ties in strict order', { order: 'strict', ties: 'loose' }],
    ['a limit in any order', { order: 'any', steps: [step('A'), { ...step('B'), withinMs: 1 }] }],
    ['a limit of the first step', { steps: [{ ...step('A'), withinMs: 1 }, step('B')] }],
    ['a limit longer than the window', { steps: [step('A'), { ...step('B'), withinMs: HOUR + 1 }] }],
    ['an exclusion backwards', { exclude: [{ ...step('X'), after: 1, before: 1 }] }],
    ['an exclusion of nothing', { exclude: [{ where: [], after: 0, before: 2 }] }],
    ['an exclusion from part of any order', { order: 'any', exclude: [{ ...step('X'), after: 1, before: 2 }] }],
    ['totals of first entries', { entry: 'first', totals: true }],
  ];
  it.each(wrong)('%s', (_, more) => {
    const built = buildFunnel({ ...ask(more), dialect: 'postgres' });
    expect(built).toMatchObject({ ok: false, diagnostics: [{ code: 'PL2259' }] });
  });
});
