// @vitest-environment jsdom
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BurnSpan } from '../../kpi/results/types';
import { estimateText } from '../shared/measure-text';
import { layoutBurn } from './layout';
import { arrange } from './layout/arrange';
import { clusterEvents } from '../shared/clusters';
import { fitLegend } from './layout/legend';
import { layoutBrackets } from './layout/lanes';
import { areaOf, dotsOf, pathsOf, runsOf } from '../shared/path';
import { timeTicks } from '../shared/time-axis';
import type { BurnChart, BurnModel } from './model';
import { DEFAULT_OPTIONS } from './options';
import { readBurn } from './read-burn';
import { burnFrames, ExampleBurn, MONDAY } from './state-data';
import { BURN_STATES } from './states';

const HOUR = 3_600_000;
const at = (hour: number) => MONDAY.fromMs + hour * HOUR;
const chartOf = (example: ExampleBurn): BurnChart => (readBurn(burnFrames(example)) as BurnModel).charts[0];
const layoutOf = (chart: BurnChart, width = 900, height = 400, options = DEFAULT_OPTIONS) =>
  layoutBurn({ chart, options, width, height, measure: estimateText });
const outage = chartOf({ badShare: (ms) => (ms >= at(9) && ms < at(10) ? 0.05 : 0.0002) });
const span = (kind: BurnSpan['kind'], from: number, to: number, more: Partial<BurnSpan> = {}): BurnSpan => ({
  kind,
  fromMs: at(from),
  toMs: at(to),
  label: kind,
  ongoing: false,
  ...more,
});

const pointsOf = (runs: ReturnType<typeof runsOf>) =>
  runs.flatMap((run) => Array.from({ length: run.length / 2 }, (_, i) => [run[2 * i], run[2 * i + 1]]));

describe('paths', () => {
  const value = fc.option(fc.double({ min: 0, max: 400, noNaN: true }), { nil: null, freq: 8 });

  it('keep first, last and both extremes of every pixel column, and never more than four points of it', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 400 }), fc.integer({ min: 5, max: 40 }), (ys, width) => {
        const xs = ys.map((_, i) => (i / ys.length) * width);
        const points = pointsOf(runsOf(xs, ys));
        const known = ys.flatMap((y, i) => (y === null ? [] : [{ x: xs[i], y: Math.round(y * 10) / 10 }]));
        expect(points.length).toBeLessThanOrEqual(known.length);
        if (known.length > 0) {
          expect(Math.max(...points.map(([, y]) => y))).toBe(Math.max(...known.map(({ y }) => y)));
          expect(Math.min(...points.map(([, y]) => y))).toBe(Math.min(...known.map(({ y }) => y)));
        } else {
          expect(points).toEqual([]);
        }
      })
    );
  });

  it('stay short for 8,640 points on 1,500 px, and come in pieces that meet', () => {
    const xs = Array.from({ length: 8640 }, (_, i) => (i / 8640) * 1500);
    const runs = runsOf(
      xs,
      xs.map((_, i) => 100 + (i % 7) * 20)
    );
    const points = pointsOf(runs);
    expect(points.length).toBeLessThanOrEqual(4 * 1501);
    const pieces = pathsOf(runs).map((path) => path.slice(1).split('L'));
    expect(pieces.flatMap((piece, i) => (i === 0 ? piece : piece.slice(1)))).toEqual(points.map(String));
    pieces.forEach((piece, i) => {
      expect(piece.length).toBeLessThanOrEqual(61);
      expect(i === 0 || piece[0] === pieces[i - 1][pieces[i - 1].length - 1]).toBe(true);
    });
    expect(
      pathsOf(
        runsOf(
          xs,
          xs.map(() => 7)
        )
      )
    ).toEqual(['M0,7L1499.8,7']);
  });

  it('break where nothing was measured, and make a lone point a dot', () => {
    const broken = runsOf([0, 1, 2, 3, 4], [5, 6, null, 7, 8]);
    expect(pathsOf(broken)).toEqual(['M0,5L1,6', 'M3,7L4,8']);
    const lone = runsOf([0, 1, 2], [5, null, 6]);
    expect(pathsOf(lone)).toEqual([]);
    expect(dotsOf(lone)).toBe('M0,5h0.1M2,6h0.1');
    expect(areaOf(runsOf([0, 1, 2, 3], [5, 6, null, 2]), 9)).toBe('M0,9L0,5L1,6L1,9ZM3,9L3,2L3,9Z');
  });
});

describe('bands', () => {
  it('begin and end where the compiler says, a page covering tickets', () => {
    const layout = layoutOf(outage);
    const pages = outage.spans.filter(({ kind }) => kind === 'page');
    const [from, to] = [Math.min(...pages.map((page) => page.fromMs)), Math.max(...pages.map((page) => page.toMs))];
    const page = layout.stretches.filter(({ kind }) => kind === 'page');
    expect(page).toHaveLength(1);
    expect(page[0].x).toBeCloseTo(layout.xOf(from), 6);
    expect(page[0].x + page[0].width).toBeCloseTo(layout.xOf(to), 6);
    for (const ticket of layout.stretches.filter(({ kind }) => kind === 'ticket')) {
      const apart = ticket.x + ticket.width <= page[0].x + 1e-6 || ticket.x >= page[0].x + page[0].width - 1e-6;
      expect(apart).toBe(true);
    }
  });

  it('fill from the threshold to the lower of both windows, and nowhere under the threshold', () => {
    const layout = layoutOf(outage);
    const { plot, scale } = layout;
    const yOf = (burn: number) => plot.y + plot.height * (1 - scale.toShare(burn));
    const index = outage.spans.findIndex(({ condition }) => condition === 0);
    const path = layout.bands[outage.spans.filter((s) => s.condition !== undefined).indexOf(outage.spans[index])].path;
    const ys = [...path.matchAll(/,([\d.]+)/g)].map(([, y]) => Number(y));
    const line = (window: string) => outage.lines.find((one) => one.window === window)!;
    const inside = outage.times.flatMap((time, i) =>
      time >= outage.spans[index].fromMs && time <= outage.spans[index].toMs
        ? [Math.min(line('1h').values[i]!, line('5m').values[i]!)]
        : []
    );
    expect(Math.min(...ys)).toBeCloseTo(yOf(Math.max(...inside)), 0);
    expect(Math.max(...ys)).toBeCloseTo(yOf(14.4), 0);
  });

  it('are drawn even where their windows are not, since the alert is about them', () => {
    const layout = layoutOf(outage, 900, 400, { ...DEFAULT_OPTIONS, windows: ['30d'] });
    expect(layout.lines.map(({ window }) => window)).toEqual(['30d']);
    expect(layout.bands.some(({ kind, path }) => kind === 'page' && path !== '')).toBe(true);
  });
});

describe('brackets', () => {
  const chart = {
    ...outage,
    spans: [
      span('page', 9, 10, { condition: 0 }),
      span('page', 9.5, 12, { condition: 1 }),
      span('ticket', 10, 20, { condition: 2, ongoing: true }),
    ],
  };
  const brackets = (lanes: number) =>
    layoutBrackets(chart, (ms) => ((ms - MONDAY.fromMs) / HOUR) * 40, { left: 0, right: 960, lanes }, estimateText);

  it('have a lane for each condition, with their length in words', () => {
    const { brackets: all, lanes } = brackets(4);
    expect(lanes).toBe(3);
    expect(all.map(({ text }) => text.replace(/\u00a0/g, ' '))).toEqual([
      'page · over 14.4× · 1 h',
      'page · over 6× · 2 h 30 min',
      'ticket · over 3× · 10 h, still',
    ]);
  });

  it('join by severity where there is less room, pages first', () => {
    const two = brackets(2);
    expect(two.brackets.map(({ tone, fromMs, toMs }) => [tone, fromMs, toMs])).toEqual([
      ['page', at(9), at(12)],
      ['ticket', at(10), at(20)],
    ]);
    expect(two.brackets[0].spans).toHaveLength(2);
    expect(brackets(1).brackets.map(({ tone }) => tone)).toEqual(['page']);
    expect(brackets(0).brackets).toEqual([]);
  });

  it('never write over each other in a lane', () => {
    const times = fc.array(fc.tuple(fc.integer({ min: 0, max: 1350 }), fc.integer({ min: 1, max: 90 })), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(times, fc.integer({ min: 200, max: 1600 }), (all, width) => {
        const spans = all.map(([from, length]) => span('page', from / 60, (from + length) / 60, { condition: 0 }));
        const placed = layoutBrackets(
          { ...outage, spans },
          (ms) => ((ms - MONDAY.fromMs) / (24 * HOUR)) * width,
          { left: 0, right: width, lanes: 3 },
          estimateText
        ).brackets.filter(({ textX }) => textX !== null);
        placed.forEach(({ textX, textWidth }, i) => {
          const next = placed[i + 1];
          expect(textX! >= 0 && textX! + textWidth <= width + 1e-6).toBe(true);
          expect(!next || textX! + textWidth <= next.textX! + 1e-6).toBe(true);
        });
      })
    );
  });
});

describe('deploys', () => {
  it('stay apart, lose none and keep their order', () => {
    const places = fc
      .array(fc.integer({ min: 0, max: 900 }), { maxLength: 80 })
      .map((all) => all.sort((a, b) => a - b));
    fc.assert(
      fc.property(places, (all) => {
        const flags = clusterEvents(all, { xOf: (x) => x, widthOf: () => 22 });
        expect(flags.flatMap(({ events }) => events)).toEqual(all);
        flags.forEach(({ x, events }, i) => {
          expect(x >= events[0] && x <= events[events.length - 1]).toBe(true);
          expect(i === 0 || x - flags[i - 1].x >= 22).toBe(true);
        });
      })
    );
  });

  it('are counted only where they stand close', () => {
    expect(clusterEvents([10, 20, 200], { xOf: (x) => x, widthOf: () => 22 })).toEqual([
      { x: 15, width: 22, events: [10, 20] },
      { x: 200, width: 22, events: [200] },
    ]);
  });
});

describe('the time axis', () => {
  const texts = (from: string, to: string, zone: string, most: number) =>
    timeTicks(Date.parse(from), Date.parse(to), zone, most).map(({ text }) => text);

  it.each([
    [
      'a day',
      '2026-11-22T23:00:00Z',
      '2026-11-23T23:00:00Z',
      'Europe/Berlin',
      8,
      ['23 Nov', '03:00', '06:00', '09:00', '12:00', '15:00', '18:00', '21:00', '24 Nov'],
    ],
    [
      'five minutes',
      '2026-11-23T08:25:00Z',
      '2026-11-23T08:30:00Z',
      'Europe/Berlin',
      5,
      ['09:25', '09:26', '09:27', '09:28', '09:29', '09:30'],
    ],
    [
      'a zone of half hours',
      '2026-11-23T00:00:00Z',
      '2026-11-23T12:00:00Z',
      'Asia/Kolkata',
      4,
      ['06:00', '09:00', '12:00', '15:00'],
    ],
    [
      'the night that has 25 hours',
      '2026-10-24T22:00:00Z',
      '2026-10-25T23:00:00Z',
      'Europe/Berlin',
      5,
      ['25 Oct', '06:00', '12:00', '18:00', '26 Oct'],
    ],
    [
      'the day that has 23 hours',
      '2026-03-28T23:00:00Z',
      '2026-03-29T22:00:00Z',
      'Europe/Berlin',
      4,
      ['29 Mar', '06:00', '12:00', '18:00', '30 Mar'],
    ],
    [
      'a month in weeks, from Mondays',
      '2026-10-31T23:00:00Z',
      '2026-11-30T23:00:00Z',
      'Europe/Berlin',
      5,
      ['2 Nov', '9 Nov', '16 Nov', '23 Nov', '30 Nov'],
    ],
  ] as Array<[string, string, string, string, number, string[]]>)(
    'has round times of the zone for %s',
    (_, from, to, zone, most, expected) => {
      expect(texts(from, to, zone, most)).toEqual(expected);
    }
  );

  it('is empty without room or length', () => {
    expect(timeTicks(5, 5, 'utc', 5)).toEqual([]);
    expect(timeTicks(0, HOUR, 'utc', 0)).toEqual([]);
  });
});

describe('several objectives', () => {
  it.each([
    ['one has the panel', 1, 120, 60, 1],
    ['two beside each other', 2, 1100, 300, 2],
    ['two under each other where it is narrow', 2, 400, 500, 1],
    ['four in a square', 4, 1100, 620, 2],
  ] as const)('%s', (_, count, width, height, columns) => {
    const places = arrange(count, width, height)!;
    expect(places).toHaveLength(count);
    expect(new Set(places.map(({ x }) => x)).size).toBe(columns);
    expect(Math.max(...places.map((box) => box.x + box.width))).toBeLessThanOrEqual(width);
    expect(Math.max(...places.map((box) => box.y + box.height))).toBeLessThanOrEqual(height);
  });

  it('are a list where they are more than four, or have no room', () => {
    expect(arrange(5, 2000, 2000)).toBeNull();
    expect(arrange(2, 250, 900)).toBeNull();
    expect(arrange(4, 600, 200)).toBeNull();
  });
});

describe('the legend', () => {
  const windows = (width: number) =>
    fitLegend(outage, DEFAULT_OPTIONS, width, (text) => estimateText(text, 11)).windows.map(({ window }) => window);

  it('has every window where there is room, else those that alert', () => {
    expect(windows(1200)).toHaveLength(8);
    expect(windows(420)).toEqual(expect.arrayContaining(['3d', '1d', '6h']));
    expect(windows(420)).not.toContain('5m');
    expect(windows(10)).toEqual([]);
  });

  it('names hatchings first', () => {
    const chart = { ...outage, spans: [span('gap', 1, 2), span('exclusion', 3, 4, { label: 'batch' })] };
    expect(fitLegend(chart, DEFAULT_OPTIONS, 60, () => 10).hatches.map(({ text }) => text)).toEqual([
      'no data',
      'batch',
    ]);
  });
});

describe('one chart at any size', () => {
  const charts = BURN_STATES.flatMap(({ data }) => {
    const read = readBurn(data.series);
    return read.kind === 'burn' ? [(read as BurnModel).charts[0]] : [];
  });

  it('keeps everything finite and inside', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...charts),
        fc.integer({ min: 1, max: 1700 }),
        fc.integer({ min: 1, max: 900 }),
        fc.constantFrom('log' as const, 'linear' as const),
        (chart, width, height, scale) => {
          const layout = layoutOf(chart, width, height, { ...DEFAULT_OPTIONS, scale });
          const { plot } = layout;
          expect(JSON.stringify(layout)).not.toMatch(/NaN|Infinity|null,null/);
          expect(plot.width > 0 && plot.height > 0).toBe(true);
          for (const { paths } of layout.lines) {
            for (const [, x, y] of paths.join('').matchAll(/([\d.-]+),([\d.-]+)/g)) {
              expect(Number(x)).toBeGreaterThanOrEqual(plot.x - 0.1);
              expect(Number(x)).toBeLessThanOrEqual(plot.x + plot.width + 0.1);
              expect(Number(y)).toBeGreaterThanOrEqual(plot.y - 0.1);
              expect(Number(y)).toBeLessThanOrEqual(plot.y + plot.height + 0.1);
            }
          }
          for (const ms of [chart.fromMs, (chart.fromMs + chart.toMs) / 2, chart.toMs]) {
            expect(layout.msOf(layout.xOf(ms))).toBeCloseTo(ms, -1);
          }
        }
      ),
      { numRuns: 60 }
    );
  });

  it('has the budget below zero under its zero line, not cut off', () => {
    const layout = layoutOf(chartOf({ badShare: () => 0.003 }));
    const strip = layout.strip!;
    expect(strip.below).not.toBe('');
    expect(strip.zeroY).toBeLessThan(strip.y + strip.height / 2);
    expect(strip.now).toMatchObject({ over: true });
    expect(strip.now!.y).toBeGreaterThan(strip.zeroY);
  });

  it('labels each threshold once, and the ground always', () => {
    const texts = layoutOf(outage).levels.map(({ text }) => text);
    expect(texts).toEqual(['14.4× page', '6× page', '3× ticket', '1× ticket, budget just lasts']);
    const none = layoutOf({
      ...outage,
      meta: { ...outage.meta, objective: { ...outage.meta.objective, conditions: [] } },
    });
    expect(none.levels.map(({ text }) => text)).toEqual(['1× budget just lasts']);
  });

  it('writes thresholds over their lines where there is no room beside the plot, and only where they are clear', () => {
    const { levels, plot } = layoutOf(outage, 320, 320);
    const inside = levels.filter(({ label }) => label === 'inside');
    expect(inside.map(({ text }) => text)).toContain('14.4× page');
    levels.forEach((level, i) => {
      const above = i === 0 ? plot.y : levels[i - 1].y;
      expect(level.label === 'inside').toBe(level.kind !== 'ground' && level.y - above >= 13);
    });
  });

  it('keeps the labels of thresholds apart', () => {
    const places = layoutOf(outage, 900, 200, { ...DEFAULT_OPTIONS, scale: 'linear' }).levels.map(
      ({ labelY }) => labelY
    );
    places.forEach((y, i) => expect(i === 0 || y - places[i - 1] >= 12.99).toBe(true));
  });
});
