// @vitest-environment jsdom
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateText } from '../shared/measure-text';
import { layoutFunnel } from './layout';
import { Box, FunnelLayout, Room } from './layout/types';
import { FunnelModel } from './model';
import { DEFAULT_OPTIONS, FunnelOptions } from './options';
import { readFunnel } from './read-funnel';
import { funnelFrame } from './state-data';
import { FUNNEL_STATES } from './states';

function modelOf(counts: ReadonlyArray<ReadonlyArray<number | null>>, compare = false, names?: string[]): FunnelModel {
  const steps = counts[0].map((_, i) => names?.[i] ?? `Step ${i + 1}`);
  const model = readFunnel([
    funnelFrame({
      steps,
      segments: counts.map((own, s) => ({
        key: [`Segment ${s}`],
        counts: own,
        medians: own.map((_, i) => (i === 0 ? null : i * 40)),
        ...(compare ? { compare: own.map((count) => (count === null ? null : Math.round(count * 1.1))) } : {}),
      })),
      meta: { by: counts.length > 1 ? ['segment'] : [] },
    }),
  ]);
  if (model.kind !== 'funnel') {
    throw new Error(`expected a funnel, got ${model.kind}`);
  }
  return model;
}

const lay = (model: FunnelModel, width: number, height: number, options: Partial<FunnelOptions> = {}): FunnelLayout =>
  layoutFunnel({
    model,
    width,
    height,
    options: { ...DEFAULT_OPTIONS, ...options },
    measure: estimateText,
  } satisfies Room);

const SLACK = 0.01;
const overlap = (a: Box, b: Box) =>
  Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x) > SLACK &&
  Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y) > SLACK;
const inside = (inner: Box, outer: Box) =>
  inner.x >= outer.x - SLACK &&
  inner.y >= outer.y - SLACK &&
  inner.x + inner.width <= outer.x + outer.width + SLACK &&
  inner.y + inner.height <= outer.y + outer.height + SLACK;

/** Pairs that overlap; sorted by their top, so that only neighbours are compared. */
function overlapping<T extends Box>(boxes: readonly T[]): Array<[T, T]> {
  const sorted = [...boxes].sort((a, b) => a.y - b.y);
  const found: Array<[T, T]> = [];
  for (let i = 0; i < sorted.length; i++) {
    for (let j = i + 1; j < sorted.length && sorted[j].y < sorted[i].y + sorted[i].height; j++) {
      if (overlap(sorted[i], sorted[j])) {
        found.push([sorted[i], sorted[j]]);
      }
    }
  }
  return found;
}

const textsOf = (layout: FunnelLayout) => [...layout.titles, ...layout.marks.flatMap((mark) => mark.texts)];
const numbersOf = (layout: FunnelLayout): number[] =>
  layout.marks.flatMap((mark) => [
    ...Object.values(mark.hit as unknown as Record<string, number>),
    ...(mark.band ? [mark.band.x, mark.band.y, mark.band.width, mark.band.height] : []),
    ...(mark.outline ? [mark.outline.x, mark.outline.y, mark.outline.width, mark.outline.height] : []),
    ...(mark.flow ?? []).flat(),
    ...(mark.notch ?? []).flat(),
  ]);

function check(layout: FunnelLayout) {
  const whole = { x: 0, y: 0, width: layout.width, height: layout.height };
  const texts = textsOf(layout);
  expect(texts.filter((text) => !inside(text, whole)).map((text) => `“${text.text}” is outside`)).toEqual([]);
  expect(overlapping(texts).map(([a, b]) => `“${a.text}” over “${b.text}”`)).toEqual([]);
  expect(
    texts.filter(({ text, size, tone, width, cut }) => !cut && estimateText(text, size, tone === 'strong') > width)
  ).toEqual([]);
  const hits = layout.marks.map((mark) => mark.hit);
  const bands = layout.marks.flatMap((mark) => (mark.band ? [mark.band] : []));
  expect(overlapping(hits)).toEqual([]);
  expect(overlapping(bands)).toEqual([]);
  const corners = layout.marks
    .flatMap((mark) => [...(mark.flow ?? []), ...(mark.notch ?? [])])
    .map(([x, y]) => ({ x, y, width: 0, height: 0 }));
  expect([...hits, ...bands, ...corners].filter((box) => !inside(box, whole))).toEqual([]);
  expect(numbersOf(layout).every(Number.isFinite)).toBe(true);
}

const count = fc.oneof(
  { weight: 6, arbitrary: fc.nat(2_000_000_000) },
  { weight: 2, arbitrary: fc.nat(20) },
  { weight: 1, arbitrary: fc.constantFrom(null, NaN, Infinity, -5, 0.25, Number.MAX_VALUE, 5e-324) }
);
const funnel = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 7 }))
  .chain(([segments, steps]) =>
    fc.array(fc.array(count, { minLength: steps, maxLength: steps }), { minLength: segments, maxLength: segments })
  )
  .filter((counts) => counts.flat().some((value) => value !== 0));
const name = fc.oneof(fc.string({ maxLength: 60 }), fc.constantFrom('زيارة المتجر', '購入', '', 'W'.repeat(80)));

describe('layoutFunnel', () => {
  it('keeps texts apart, everything inside, and every coordinate finite, for any counts, names and room', () => {
    fc.assert(
      fc.property(
        funnel,
        fc.array(name, { minLength: 7, maxLength: 7 }),
        fc.integer({ min: 1, max: 1700 }),
        fc.integer({ min: 1, max: 900 }),
        fc.boolean(),
        fc.constantFrom<FunnelOptions['layout']>('auto', 'bands', 'list'),
        (counts, names, width, height, compare, layout) => {
          check(lay(modelOf(counts, compare, names), width, height, { layout }));
        }
      ),
      { numRuns: 400 }
    );
  });

  it('draws larger counts no shorter on a shared scale, and a known count above 0 never as nothing', () => {
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 4 })
          .chain((segments) =>
            fc.array(fc.array(fc.nat(1_000_000), { minLength: 4, maxLength: 4 }), {
              minLength: segments,
              maxLength: segments,
            })
          )
          .filter((counts) => counts.flat().some((value) => value > 0)),
        (counts) => {
          const layout = lay(modelOf(counts), 1200, 700);
          const drawn = layout.marks.map((mark) => ({ count: counts[mark.group][mark.step], width: mark.band!.width }));
          for (const a of drawn) {
            expect(a.count > 0).toBe(a.width > 0);
            for (const b of drawn) {
              expect(a.count <= b.count ? a.width <= b.width + SLACK : true).toBe(true);
            }
          }
        }
      )
    );
  });

  it('is the same picture for the same data and room', () => {
    const model = modelOf([[100, 50, 20]]);
    expect(lay(model, 800, 400)).toEqual(lay(model, 800, 400));
  });

  it.each(FUNNEL_STATES.map((state) => [state.name, state] as const))(
    'lays out the state “%s” from 120 to 1600 px',
    (_, state) => {
      const model = readFunnel(state.data.series);
      if (model.kind !== 'funnel') {
        expect(model.text).not.toBe('');
        return;
      }
      for (const [width, height] of [
        [state.width, state.height],
        [120, 60],
        [120, 300],
        [240, 200],
        [520, 300],
        [1600, 900],
        [1600, 60],
      ]) {
        check(lay(model, width, height, state.options));
      }
    }
  );

  it('gives the widest band to the first step, and the notch exactly to what was lost', () => {
    const { marks } = lay(modelOf([[1000, 750, 250]]), 900, 400);
    const widths = marks.map((mark) => mark.band!.width);
    expect(widths[1] / widths[0]).toBeCloseTo(0.75, 6);
    expect(widths[2] / widths[0]).toBeCloseTo(0.25, 6);
    const notch = marks[2].notch!.map(([x]) => x);
    expect(Math.max(...notch) - Math.min(...notch)).toBeCloseTo(widths[1] - widths[2], 6);
    expect(marks.map((mark) => mark.worst)).toEqual([false, false, true]);
  });

  it('widens the trapezoid and draws no notch where a step grows', () => {
    const { marks } = lay(modelOf([[100, 40, 60]]), 900, 400);
    expect(marks[2].notch).toBeNull();
    expect(marks[2].flow).not.toBeNull();
    expect(marks[2].texts.map((text) => text.text)).toContain('+20 more · 150\u00a0% of previous');
  });

  it('hatches an unknown count and joins nothing to it', () => {
    const { marks } = lay(modelOf([[100, null, 20]]), 900, 400);
    expect(marks.map((mark) => mark.unknown)).toEqual([false, true, false]);
    expect(marks[1].band!.width).toBeGreaterThan(0);
    expect([marks[1].flow, marks[1].notch, marks[2].flow, marks[2].notch]).toEqual([null, null, null, null]);
  });

  it('writes both shares with their label and denominator wherever there is room', () => {
    for (const [width, height] of [
      [900, 400],
      [520, 300],
      [360, 420],
      [240, 420],
    ]) {
      const texts = textsOf(lay(modelOf([[1000, 500, 100]]), width, height))
        .map((text) => text.text)
        .join('\n');
      expect(texts).toContain('10.0\u00a0% of first (1,000)');
      expect(texts).toContain('20.0\u00a0% of previous (500)');
    }
  });

  it('goes from bands to stacked bands to a list to a strip as the room shrinks', () => {
    const model = modelOf([[1000, 500, 100, 50]]);
    const mode = (width: number, height: number) => lay(model, width, height).mode;
    expect([mode(900, 400), mode(360, 400), mode(120, 240), mode(700, 120), mode(700, 60)]).toEqual([
      'bands',
      'stacked',
      'list',
      'list',
      'strip',
    ]);
  });

  it('puts four segments in parallel, more in small multiples, and folds the rest', () => {
    const many = (n: number) => Array.from({ length: n }, () => [1000, 500, 100]);
    expect(lay(modelOf(many(4)), 1000, 500).mode).toBe('parallel');
    expect(lay(modelOf(many(5)), 1000, 500)).toMatchObject({ mode: 'multiples', more: null });
    const forty = lay(modelOf(many(40)), 1000, 500);
    expect(forty.more?.hidden).toBe(32);
    expect(new Set(forty.marks.map((mark) => mark.group)).size).toBe(8);
  });

  it('lays out 500 steps × segments within 100 ms', () => {
    const model = modelOf(Array.from({ length: 100 }, (_, s) => [5000 - s, 4000 - s, 3000, 200, 100]));
    lay(model, 1600, 900, { maxSegments: 100 });
    const times = Array.from({ length: 5 }, () => {
      const start = performance.now();
      expect(lay(model, 1600, 900, { maxSegments: 100 }).marks).toHaveLength(500);
      return performance.now() - start;
    });
    expect(Math.min(...times)).toBeLessThan(100);
  });
});
