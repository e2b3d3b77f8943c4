import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foundInAlerts } from './alerts';
import { foundInChanges } from './changes';
import { presenceGrid } from './grid';
import { presentIn, type Present } from './stretches';

const GAP = 3;
const END = 60;
const DEFINITION = {
  type: 'deploy' as const,
  from: { store: 'changes' as const, metric: 'm', where: [], fields: { version: 'v', service: 's' } },
};

/** What a store sees of a version: the minutes in which it runs, as stretches that are apart by more than the gap. */
function seen(version: string, minutes: readonly number[]): Present {
  const stretches: Array<{ fromMs: number; toMs: number; sinceStart: boolean }> = [];
  for (const minute of [...minutes].sort((a, b) => a - b)) {
    const last = stretches[stretches.length - 1];
    if (last && minute - last.toMs <= GAP) {
      last.toMs = minute;
    } else {
      stretches.push({ fromMs: minute, toMs: minute, sinceStart: minute === 0 });
    }
  }
  return { labels: { s: 'shop', v: version }, stretches };
}
const changes = (of: Record<string, readonly number[]>) =>
  foundInChanges(
    DEFINITION,
    Object.entries(of).map(([version, minutes]) => seen(version, minutes)),
    END,
    GAP
  )
    .sort((a, b) => a.atMs! - b.atMs!)
    .map(({ atMs, kind, texts }) => `${atMs} ${kind} ${texts.version}`);
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe('versions that were running', () => {
  it.each<[string, Record<string, readonly number[]>, string[]]>([
    ['one that was there from the start', { a: range(0, 60) }, []],
    ['a new one', { a: range(0, 20), b: range(20, 60) }, ['20 deploy b']],
    ['a rollout that takes a while is one', { a: range(0, 30), b: range(20, 60) }, ['20 deploy b']],
    [
      'one that comes back',
      { a: [...range(0, 20), ...range(40, 60)], b: range(20, 40) },
      ['20 deploy b', '40 rollback a'],
    ],
    ['a canary that is taken back', { a: range(0, 60), b: range(20, 30) }, ['20 deploy b', '30 rollback a']],
    [
      'a canary of a canary',
      { a: range(0, 60), b: range(20, 50), c: range(30, 40) },
      ['20 deploy b', '30 deploy c', '40 rollback b', '50 rollback a'],
    ],
    ['a restart', { a: [...range(0, 20), ...range(30, 60)] }, []],
    ['a scrape that failed', { a: range(0, 60).filter((m) => m !== 20 && m !== 21), b: [] }, []],
    [
      'a gap in the new one while the old still runs',
      { a: range(0, 40), b: [...range(20, 30), ...range(32, 60)] },
      ['20 deploy b'],
    ],
    [
      'flapping beyond the gap',
      { a: range(0, 60), b: [...range(20, 25), ...range(40, 60)] },
      ['20 deploy b', '25 rollback a', '40 rollback b'],
    ],
    ['everything gone, then something else', { a: range(0, 10), b: range(30, 60) }, ['30 deploy b']],
    ['two at the start, of which one stays', { a: range(0, 10), b: range(0, 60) }, []],
    [
      'a handover while something old still runs',
      { a: range(0, 60), b: range(10, 30), c: range(32, 60) },
      ['10 deploy b', '32 deploy c'],
    ],
    ['the end of the look ends nothing', { a: range(0, 60), b: range(20, 58) }, ['20 deploy b']],
    [
      'what reaches the end of the look is gone back to',
      { a: range(0, 60), b: range(36, 57), c: range(48, 54) },
      ['36 deploy b', '48 deploy c', '54 rollback b'],
    ],
  ])('%s', (_, of, expected) => {
    expect(changes(of)).toEqual(expected);
  });

  it('of several services are told apart; what has no version says nothing', () => {
    const one = (labels: Record<string, string>, minutes: readonly number[]) => ({ ...seen('', minutes), labels });
    const found = foundInChanges(
      DEFINITION,
      [
        one({ s: 'x', v: '1' }, range(0, 60)),
        one({ s: 'x', v: '2' }, range(20, 60)),
        one({ s: 'y', v: '2' }, range(0, 60)),
        one({ s: 'z' }, range(30, 60)),
      ],
      END,
      GAP
    );
    expect(found.map(({ atMs, texts }) => [atMs, texts.service])).toEqual([[20, 'x']]);
  });

  /** Minute by minute: the version in use is the one, of those that run, that came last. */
  it('are what a slow walk through the minutes finds', () => {
    const run = fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 5, max: 25 }));
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('b', 'c', 'd'), run), { maxLength: 5 }), (runs) => {
        const of: Record<string, number[]> = { a: range(0, 60) };
        for (const [version, [from, length]] of runs) {
          of[version] = [...new Set([...(of[version] ?? []), ...range(from + 5, Math.min(END, from + 5 + length))])];
        }
        const stretches = Object.entries(of).flatMap(([version, minutes]) =>
          seen(version, minutes).stretches.map((one) => ({ ...one, version }))
        );
        // What begins and ends within one gap of each other has no order that a store could tell.
        const edges = stretches.flatMap(({ fromMs, toMs }) => (toMs >= END - GAP ? [fromMs] : [fromMs, toMs]));
        edges.sort((x, y) => x - y);
        fc.pre(edges.every((edge, i) => i === 0 || edge - edges[i - 1] > GAP));
        const use: string[] = [];
        for (let minute = 0; minute <= END; minute++) {
          // What reached the end of the look runs on.
          const running = stretches.filter(
            ({ fromMs, toMs }) => fromMs <= minute && (toMs >= minute || toMs >= END - GAP)
          );
          use.push(running.sort((x, y) => y.fromMs - x.fromMs)[0]!.version);
        }
        const walked = use.flatMap((version, minute) => (minute > 0 && version !== use[minute - 1] ? [version] : []));
        expect(changes(of).map((text) => text.split(' ')[2])).toEqual(walked);
      }),
      { numRuns: 300 }
    );
  });
});

describe('stretches', () => {
  const frame = (labels: Record<string, string>, points: Array<[at: number, seconds: number]>) => ({
    length: points.length,
    columns: [
      { name: 'time', type: 'time' as const, values: points.map(([at]) => at) },
      { name: 'value', type: 'number' as const, labels, values: points.map(([, value]) => value) },
    ],
  });

  it('join first and last samples of steps; the answers may come in any order', () => {
    const first = [
      frame({ a: '1', b: '2' }, [
        [60, 0.04],
        [120, 0.06],
        [300, 0.29],
      ]),
      frame({ a: '2' }, [[60, 0.01]]),
    ];
    const last = [
      frame({ a: '2' }, [[60, 0.05]]),
      frame({ b: '2', a: '1' }, [
        [60, 0.06],
        [120, 0.11],
        [300, 0.29],
      ]),
    ];
    expect(presentIn(first, last, 60, 60)).toEqual([
      {
        labels: { a: '1', b: '2' },
        stretches: [
          { fromMs: 40, toMs: 110, sinceStart: true },
          { fromMs: 290, toMs: 290, sinceStart: false },
        ],
      },
      { labels: { a: '2' }, stretches: [{ fromMs: 10, toMs: 50, sinceStart: true }] },
    ]);
  });

  it('of alerts are incidents; what reaches to the end is open', () => {
    const from = { store: 'alerts' as const, where: [], fields: { title: 'alertname', severity: 'severity' } };
    const labels = { alertname: 'Slow', severity: 'page', other: 'x' };
    const stretches = [
      { fromMs: 1, toMs: 20, sinceStart: false },
      { fromMs: 50, toMs: 58, sinceStart: false },
    ];
    expect(foundInAlerts({ from }, [{ labels, stretches }], END, GAP)).toEqual([
      { atMs: 1, endMs: 20, alert: true, texts: { title: 'Slow', severity: 'page' } },
      { atMs: 50, endMs: null, alert: true, texts: { title: 'Slow', severity: 'page' } },
    ]);
  });
});

describe('the grid', () => {
  it('does not move with the range, and stays within what a store answers', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2e12 }),
        fc.integer({ min: 1, max: 400 * 86_400_000 }),
        fc.constantFrom(5_000, 15_000, 60_000, 300_000),
        (from, length, scrape) => {
          const grid = presenceGrid(scrape, from, from + length);
          expect(grid.startMs % grid.stepMs).toBe(0);
          expect(grid.endMs % grid.stepMs).toBe(0);
          expect(grid.endMs).toBeGreaterThanOrEqual(from + length);
          expect((grid.endMs - grid.startMs) / grid.stepMs).toBeLessThanOrEqual(2002);
          expect(grid.everyMs).toBeLessThanOrEqual(grid.stepMs);
          expect(grid.gapMs).toBeGreaterThanOrEqual(grid.stepMs);
          expect(grid.freshMs).toBeGreaterThanOrEqual(grid.everyMs);
        }
      )
    );
  });
});

describe('alerts in a look of a month', () => {
  it('that ended half an hour ago are over, though a step is an hour', () => {
    const [minute, month] = [60_000, 30 * 86_400_000];
    const grid = presenceGrid(15_000, 0, month);
    expect([grid.stepMs, grid.freshMs]).toEqual([60 * minute, 5 * minute]);
    const stretches = [
      { fromMs: month - 90 * minute, toMs: month - 30 * minute, sinceStart: false },
      { fromMs: month - 9 * minute, toMs: month - 15_000, sinceStart: false },
    ];
    const definition = { from: { store: 'alerts' as const, where: [], fields: {} } };
    const found = foundInAlerts(definition, [{ labels: {}, stretches }], month, grid.freshMs);
    expect(found.map(({ endMs }) => endMs)).toEqual([month - 30 * minute, null]);
  });
});
