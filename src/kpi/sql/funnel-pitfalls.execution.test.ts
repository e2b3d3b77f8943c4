/** Known vectors and known pitfalls of funnels (research/analytics.md 3.8), each by its name, on every store. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ALL_ENGINES, openEngines, type Engine, type Row } from '../../../tests/engines';
import { sets } from '../../../tests/setup/slow';
import { dialectOf } from './dialects';
import { buildFunnel, funnelStatement } from './funnel';
import type { FunnelQuery } from './types';

const DAY = Date.UTC(2026, 0, 1);
const HOUR = 3_600_000;
const at = (time: string) => Date.parse(`2026-01-01T${time}Z`);
const COLUMNS = { at: 'timestamptz', who: 'text', page: 'text', item: 'text', device: 'text' } as const;

// Seconds on an idle machine; two of 32 steps and six stores need more beside other suites.
vi.setConfig({ testTimeout: 240_000 });

let engines: readonly Engine[] = [];
beforeAll(async () => {
  engines = await openEngines('America/New_York', ALL_ENGINES);
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

let tables = 0;
/** The rows in a table that no other question is asked of, on each of these stores. */
async function visits(rows: readonly Row[], on: readonly Engine[] = engines): Promise<string> {
  const name = `visits_${tables++}`;
  await Promise.all(on.map((engine) => engine.load({ name, columns: COLUMNS }, rows)));
  return name;
}

/** The store's own statement, and the one that looks back by rows where it is another. */
function textsOf(engine: Engine, q: Omit<FunnelQuery, 'dialect'>): string[] {
  const query = { ...q, dialect: engine.dialect };
  const built = buildFunnel(query);
  if (!built.ok) {
    throw new Error(built.diagnostics[0].message);
  }
  const byRows = funnelStatement(query, { ...dialectOf(engine.dialect), frames: 'rows' });
  return [...new Set([built.value.text, byRows.text])];
}

/** n1 … nK of the only row, which all statements of all stores agree on. */
async function countsIn(table: string, q: Omit<FunnelQuery, 'dialect'>, names = ['n']): Promise<number[]> {
  const query = { ...q, relation: { table } };
  const answers = await Promise.all(
    engines.map(async (engine) => {
      const own: number[][] = [];
      for (const text of textsOf(engine, query)) {
        const [row] = await engine.run(text);
        own.push(names.flatMap((name) => q.steps.map((_, k) => Number(row[`${name}${k + 1}`]))));
      }
      return own.map((list) => ({ engine: engine.name, list }));
    })
  );
  const [first, ...others] = answers.flat();
  others.forEach(({ engine, list }) => expect([engine, ...list]).toEqual([engine, ...first.list]));
  return first.list;
}

const counts = async (rows: readonly Row[], q: Omit<FunnelQuery, 'dialect'>, names = ['n']) =>
  countsIn(await visits(rows), q, names);

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
});

type Steps = ReadonlyArray<readonly [second: number, step: number]>;
/** 500 actors of few instants, so that ties and windows that end on an event are common. */
const FIVE_HUNDRED: readonly Steps[] = fc.sample(
  fc.noBias(
    fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 3 })), { maxLength: 14, size: 'max' })
  ),
  { numRuns: 500, seed: 1 }
);
const WINDOWS = sets([2, 6, 11], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);

describe('windowFunnel of ClickHouse, on 500 random actors: ordered, any start, loose ties', () => {
  const rows = FIVE_HUNDRED.flatMap((steps, i) =>
    steps.map(([second, k]) => event(`p${i}`, DAY + second * 1000, 'ABC'.charAt(k - 1)))
  );
  const reached = (levels: readonly number[]) => [1, 2, 3].map((k) => levels.filter((level) => level >= k).length);

  it('its algorithm, written again, says the same', async () => {
    const table = await visits(rows);
    for (const window of WINDOWS) {
      const expected = reached(FIVE_HUNDRED.map((steps) => windowFunnel(steps, 3, window)));
      expect(await countsIn(table, ask({ ties: 'loose', windowMs: window * 1000 }))).toEqual(expected);
    }
  });

  it('ClickHouse’s own function says the same, and its strict_increase never more', async ({ skip }) => {
    const clickhouse = engines.find(({ dialect }) => dialect === 'clickhouse');
    if (!clickhouse) {
      return skip('chdb is not installed (node scripts/install-python.mjs)');
    }
    const table = await visits(rows, [clickhouse]);
    const own = async (mode: string) => {
      const function_ = `windowFunnel(${mode})(toUInt64(toUnixTimestamp64Milli(assumeNotNull(at))), ${[
        "'A'",
        "'B'",
        "'C'",
      ]
        .map((page) => `assumeNotNull(page) = ${page}`)
        .join(', ')})`;
      const found = await clickhouse.run(`SELECT who, ${function_} AS level FROM ${table} GROUP BY who ORDER BY who`);
      return reached(found.map(({ level }) => Number(level)));
    };
    for (const window of WINDOWS) {
      const ours = async (ties: 'loose' | 'strict') => {
        const query = ask({ ties, windowMs: window * 1000, relation: { table } });
        const [row] = await clickhouse.run(textsOf(clickhouse, query)[0]);
        return [row.n1, row.n2, row.n3].map(Number);
      };
      expect(await own(`${window * 1000}`)).toEqual(await ours('loose'));
      // It keeps the last event of each step only, and so loses chains that ours finds.
      const strict = await ours('strict');
      (await own(`${window * 1000}, 'strict_increase'`)).forEach((n, k) => expect(n).toBeLessThanOrEqual(strict[k]));
    }
  });
});

/** The loop of AggregateFunctionWindowFunnel in its default mode: events by time, then by condition; a level keeps its first event's time. */
function windowFunnel(set: Steps, steps: number, window: number): number {
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
    const table = await visits(rows);
    for (const engine of engines) {
      const steps = [step('A'), step('B')];
      for (const text of textsOf(engine, ask({ ...range, steps, trend, relation: { table } }))) {
        const found = await engine.run(text);
        const sorted = found.map((row) => [row.bucket, row.n1, row.n2].map(Number)).sort((a, b) => a[0] - b[0]);
        expect([engine.name, ...sorted]).toEqual([engine.name, [before, 1, 1], [change, 2, 1]]);
      }
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
    const table = await visits(rows);
    const open = async (q: Omit<FunnelQuery, 'dialect'>) => {
      const found = new Set<number>();
      for (const engine of engines) {
        for (const text of textsOf(engine, { ...q, relation: { table } })) {
          found.add(Number((await engine.run(text))[0].open));
        }
      }
      return [...found].join(' or ');
    };
    expect(await open(ask(now))).toBe('2');
    expect(await open(ask({ ...now, order: 'strict' }))).toBe('1');
    expect(await open(ask({ ...now, steps: [step('A'), { ...step('B'), withinMs: HOUR / 3 }] }))).toBe('0');
    expect(await open(ask({ ...now, steps: [step('A'), { ...step('B'), withinMs: HOUR / 2 }] }))).toBe('2');
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
