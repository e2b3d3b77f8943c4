// @vitest-environment jsdom
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inside, overlapping } from '../shared/boxes.testing';
import { estimateText } from '../shared/measure-text';
import type { Box } from '../shared/text-box';
import { isSentence } from '../shared/use-view';
import { layoutDeploys, LanesLayout, ListLayout } from './layout';
import type { DeploysModel, DeploysView } from './model';
import { nextMark } from './navigate';
import { DEFAULT_OPTIONS, DeploysOptions } from './options';
import { readDeploys } from './read-deploys';
import { at, deploysFrames, ExampleEvent, MONDAY } from './state-data';
import { DEPLOYS_STATES } from './states';
import { viewOf } from './view';

/** What a sentence is shown instead of has no events. */
const viewFrom = (events: readonly ExampleEvent[], more = {}): DeploysView => {
  const frames = deploysFrames({ events, value: (ms) => 0.98 + (ms % 7) / 1000, ...more });
  const model = readDeploys(frames, MONDAY, 'utc');
  return (isSentence(model) ? { ...model, events: [] } : viewOf(model as DeploysModel, '')) as DeploysView;
};
const layoutOf = (view: DeploysView, width = 900, height = 260, options: Partial<DeploysOptions> = {}) =>
  layoutDeploys({ view, options: { ...DEFAULT_OPTIONS, ...options }, width, height, measure: estimateText });
const views = DEPLOYS_STATES.flatMap(({ data, range }) => {
  const model = readDeploys(data.series, range ?? MONDAY, 'utc');
  return isSentence(model) ? [] : [viewOf(model as DeploysModel, '') as DeploysView];
});

const event = fc.record({
  atMs: fc.integer({ min: MONDAY.fromMs - 3_600_000, max: MONDAY.toMs }),
  length: fc.option(fc.integer({ min: 0, max: 8 * 3_600_000 }), { nil: null }),
  kind: fc.constantFrom(
    'deploy' as const,
    'rollback' as const,
    'flag' as const,
    'incident' as const,
    'promotion' as const
  ),
  service: fc.constantFrom('basket', 'checkout', 'search', '', 'a-service-with-a-name-that-goes-on-and-on'),
  version: fc.constantFrom('v1', 'v214', '', '2026.11.23-rc.7'),
  verdict: fc.constantFrom(
    'worse' as const,
    'better' as const,
    'none' as const,
    'waiting' as const,
    'unknown' as const
  ),
});
const events = fc.array(event, { minLength: 1, maxLength: 60 }).map((all): ExampleEvent[] =>
  all.map(({ length, verdict, ...rest }, i) => ({
    ...rest,
    id: String(i),
    title: rest.kind,
    endMs: length === null ? null : rest.atMs + length,
    effects: rest.kind === 'incident' ? [] : [{ verdict, effect: -0.01, half: 0.004, cost: 1234, budgetMs: 3e6 }],
  }))
);
const burning = [
  { kpi: 'checkout-success', severity: 'page' as const, fromMs: at(3), toMs: at(4), ongoing: false },
  { kpi: 'checkout-success', severity: 'ticket' as const, fromMs: at(3, 30), toMs: MONDAY.toMs, ongoing: true },
];

function check(layout: LanesLayout, view: DeploysView): void {
  const whole: Box = { x: 0, y: 0, width: layout.width, height: layout.height };
  const hits = layout.marks.map(({ hit }) => hit);
  expect(overlapping(hits)).toEqual([]);
  expect(overlapping(layout.words)).toEqual([]);
  expect(overlapping(layout.heldWords)).toEqual([]);
  expect(overlapping(layout.names)).toEqual([]);
  for (const box of [...hits, ...layout.words, ...layout.heldWords, ...layout.names]) {
    expect(inside(box, whole)).toBe(true);
  }
  // Words stand beside marks, or in a bar.
  for (const mark of layout.marks.filter(({ shape }) => shape !== 'bar')) {
    expect(overlapping([mark.hit, ...layout.words]).filter((pair) => pair.includes(mark.hit))).toEqual([]);
  }
  // Each event is in exactly one mark, and marks are in the order of time.
  expect(layout.marks.flatMap((mark) => mark.events.map(({ id }) => id)).sort()).toEqual(
    view.events.map(({ id }) => id).sort()
  );
  const starts = layout.marks.map((mark) => mark.events[0].atMs);
  expect(starts).toEqual([...starts].sort((a, b) => a - b));
  expect(JSON.stringify({ ...layout, marks: hits })).not.toMatch(/NaN|Infinity/);
}

describe('lanes at any size', () => {
  it('never overlap, never leave the box, and lose no event', () => {
    fc.assert(
      fc.property(
        events,
        fc.integer({ min: 340, max: 1600 }),
        fc.integer({ min: 1, max: 700 }),
        fc.constantFrom('service' as const, 'environment' as const, 'kind' as const),
        (all, width, height, lanes) => {
          const view = viewFrom(all, { burning });
          fc.pre(view.events.length > 0);
          const layout = layoutOf(view, width, height, { lanes }) as LanesLayout;
          if (height >= 24) {
            check(layout, view);
          }
        }
      ),
      { numRuns: 120 }
    );
  });

  it('hold for every state at many sizes', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...views),
        fc.integer({ min: 340, max: 1700 }),
        fc.integer({ min: 24, max: 900 }),
        (view, width, height) => check(layoutOf(view, width, height) as LanesLayout, view)
      ),
      { numRuns: 80 }
    );
  });

  it('are the same for the same events in another order', () => {
    fc.assert(
      fc.property(events, (all) => {
        const order = (list: readonly ExampleEvent[]) => {
          const view = viewFrom(list);
          return view.events.length > 0 ? (layoutOf(view) as LanesLayout).lanes : [];
        };
        expect(order([...all].reverse())).toEqual(order(all));
      }),
      { numRuns: 40 }
    );
  });
});

const deploy = (atMs: number, service: string, verdict: 'worse' | 'none' = 'none'): ExampleEvent => ({
  atMs,
  service,
  version: 'v1',
  title: 'x',
  effects: [{ verdict, effect: -0.01, half: 0.001, cost: 100 }],
});

describe('clusters', () => {
  const near = Array.from({ length: 12 }, (_, i) =>
    deploy(at(10) + i * 60_000, 'checkout', i === 3 || i === 9 ? 'worse' : 'none')
  );

  it('count what falls together, and have the colour of the worst', () => {
    const layout = layoutOf(viewFrom(near)) as LanesLayout;
    expect(layout.marks).toHaveLength(1);
    expect(layout.marks[0]).toMatchObject({ shape: 'pill', tint: 'worse', text: '▲ 12!' });
    expect(layout.words.map(({ text }) => text)).toContain('12 deploys, 2 worse');
  });

  it('come apart where there is room', () => {
    const view = { ...viewFrom(near), fromMs: at(10) - 60_000, toMs: at(10, 13) };
    expect((layoutOf(view) as LanesLayout).marks).toHaveLength(12);
  });
});

describe('lanes', () => {
  const many = Array.from({ length: 30 }, (_, i) =>
    deploy(at(1 + (i % 20)), `s${String(i).padStart(2, '0')}`, i === 27 ? 'worse' : 'none')
  );

  it('are by name; where not all have room, what was worse is kept and the rest share one', () => {
    const all = layoutOf(viewFrom(many), 900, 1200) as LanesLayout;
    expect(all.lanes.map(({ name }) => name)).toEqual(many.map(({ service }) => service));
    const few = layoutOf(viewFrom(many), 900, 200) as LanesLayout;
    expect(few.lanes.length).toBeLessThan(10);
    expect(few.lanes.map(({ name }) => name)).toContain('s27');
    expect(few.lanes[few.lanes.length - 1].name).toBe(`${30 - few.lanes.length + 1} others`);
  });

  it('are one where it is very low', () => {
    const low = layoutOf(viewFrom(many), 900, 40) as LanesLayout;
    expect(low.lanes.map(({ name }) => name)).toEqual(['all']);
  });

  it('run what is open to the right edge, and cut what began before', () => {
    const layout = layoutOf(
      viewFrom([
        { atMs: at(20), endMs: null, kind: 'incident', title: 'open', id: 'open' },
        { atMs: MONDAY.fromMs - 60_000, endMs: at(2), kind: 'incident', title: 'old', id: 'old' },
      ])
    ) as LanesLayout;
    const of = (id: string) => layout.marks.find((mark) => mark.events[0].id === id)!;
    const { plot } = layout;
    expect(of('open').hit.x + of('open').hit.width).toBeCloseTo(plot.x + plot.width, 6);
    expect(of('open')).toMatchObject({ open: true, tint: 'open' });
    expect(of('old').cut).toBe(true);
  });
});

describe('the alerts behind', () => {
  it('cover all lanes, pages over tickets, with words', () => {
    const layout = layoutOf(viewFrom([deploy(at(5), 'a')], { burning })) as LanesLayout;
    expect(layout.held.map(({ severity }) => severity)).toEqual(['page', 'ticket']);
    const [page, ticket] = layout.held;
    expect(page.x + page.width).toBeCloseTo(ticket.x, 6);
    expect(page.height).toBe(layout.plot.height);
    expect(layout.heldWords.map(({ text }) => text.replace(/\u00a0/g, ' '))).toEqual([
      'page · 1 h',
      expect.stringMatching(/^ticket · .*, still$/),
    ]);
  });
});

describe('the list', () => {
  it('has the newest first, says how many are older, and keeps texts apart and inside', () => {
    fc.assert(
      fc.property(events, fc.integer({ min: 100, max: 339 }), (all, width) => {
        const view = viewFrom(all);
        fc.pre(view.events.length > 0);
        const layout = layoutOf(view, width, 300) as ListLayout;
        const whole = { x: 0, y: 0, width, height: layout.height };
        const texts = layout.texts.flat();
        expect(overlapping(texts)).toEqual([]);
        texts.forEach((box) => expect(inside(box, whole)).toBe(true));
        const times = layout.marks.map((mark) => mark.events[0].atMs);
        expect(times).toEqual([...times].sort((a, b) => b - a));
      }),
      { numRuns: 60 }
    );
    const many = viewFrom(Array.from({ length: 230 }, (_, i) => deploy(at(1) + i * 1000, 'a')));
    expect(layoutOf(many, 300, 300)).toMatchObject({
      older: 30,
      olderText: { text: expect.stringContaining('30 older') },
    });
  });
});

describe('arrow keys', () => {
  const layout = layoutOf(
    viewFrom([deploy(at(2), 'a'), deploy(at(4), 'b'), deploy(at(12), 'a'), deploy(at(13), 'c'), deploy(at(20), 'b')])
  ) as LanesLayout;
  const { marks } = layout;

  it('walk in time, and from lane to lane to what is nearest', () => {
    expect(nextMark(marks, 0, 'ArrowRight')).toBe(1);
    expect(nextMark(marks, 1, 'ArrowLeft')).toBe(0);
    expect(nextMark(marks, 0, 'ArrowLeft')).toBeNull();
    expect(nextMark(marks, 0, 'End')).toBe(4);
    expect(nextMark(marks, 4, 'Home')).toBe(0);
    expect(nextMark(marks, 2, 'ArrowDown')).toBe(1);
    expect(nextMark(marks, 1, 'ArrowDown')).toBe(3);
    expect(nextMark(marks, 4, 'ArrowUp')).toBe(2);
    expect(nextMark(marks, 3, 'ArrowDown')).toBeNull();
    expect(nextMark(marks, 3, 'x')).toBeNull();
  });

  it('go from row to row in a list', () => {
    const list = layoutOf(viewFrom([deploy(at(2), 'a'), deploy(at(4), 'b')]), 300, 300);
    expect(nextMark(list.marks, 0, 'ArrowDown')).toBe(1);
    expect(nextMark(list.marks, 1, 'ArrowDown')).toBeNull();
    expect(nextMark(list.marks, 1, 'ArrowUp')).toBe(0);
  });
});
