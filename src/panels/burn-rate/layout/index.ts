/** Places one chart in its box. Pure: the picture only draws what stands here. */
import { shortShare } from '../../shared/format-number';
import { MeasureText } from '../../shared/measure-text';
import type { Box } from '../../shared/text-box';
import { BurnChart } from '../model';
import { BurnOptions } from '../options';
import { domainOf, scaleOf, ticksOf } from '../scale';
import { times } from '../words';
import { clusterEvents } from '../../shared/clusters';
import { LANE, layoutBrackets } from './lanes';
import { bandMarks, hatchMarks, levelsOf, lineMarks, stretchesOf, stripMark } from './marks';
import { timeTicks } from '../../shared/time-axis';
import { BurnLayout } from './types';

export type { BurnLayout } from './types';

export interface Room {
  readonly chart: BurnChart;
  readonly options: BurnOptions;
  readonly width: number;
  readonly height: number;
  readonly measure: MeasureText;
  /** A row of a list: lines and bands alone. */
  readonly bare?: boolean;
}

const AXIS = 18;
const FLAGS = 16;
/** Px that a flag and its count take. */
const FLAG = 22;
const TICK_GAP = 22;
const TEXT = 11;
/** Half a label under the strip. */
const UNDER = 7;

/** Px from the top and the sides that the parts take. What has no room is left out, the least telling first. */
function partsOf(room: Room, domain: { readonly min: number; readonly max: number }) {
  const { chart, options, width, height, measure, bare } = room;
  if (bare) {
    return { left: 0, right: 0, axis: 0, flags: 0, strip: 0, lanes: 0 };
  }
  const tall = height >= 70;
  const left = tall && width >= 180 ? axisWidth(room, domain.max) : 0;
  const right =
    width >= 560 && tall ? 12 + Math.max(...levelTexts(chart).map((text) => measure(text, TEXT))) : left > 0 ? 8 : 0;
  const axis = height >= 90 && width >= 180 ? AXIS : 0;
  const flags = options.showDeploys && height >= 150 && chart.events.length > 0 ? FLAGS : 0;
  const strip = options.showBudget && chart.budget && height >= 170 ? Math.min(90, Math.round(height * 0.2)) : 0;
  const rest = height - axis - flags - strip;
  const lanes = height < 60 ? 0 : Math.max(1, Math.min(5, Math.floor((rest * 0.3) / LANE)));
  return { left, right, axis, flags, strip, lanes };
}

/** Room for the numbers at the left: the highest round burn, and the lowest budget. */
function axisWidth({ chart, measure }: Room, max: number): number {
  const lowest = (chart.budget?.remaining ?? []).reduce<number>((low, value) => Math.min(low, value ?? low), 0);
  const texts = [times(10 ** Math.floor(Math.log10(max))), '100 %', shortShare(Math.round(lowest * 100) / 100)];
  return 8 + Math.max(...texts.map((text) => measure(text, TEXT)));
}

/** The longest forms of the labels at the right. */
function levelTexts(chart: BurnChart): string[] {
  const box = { x: 0, y: 0, width: 0, height: 0 };
  return levelsOf(chart, box, () => 0, 'none').map(({ text }) => text);
}

export function layoutBurn(room: Room): BurnLayout {
  const { chart, options, width, height, measure } = room;
  const drawn = chart.lines.filter(({ window }) => options.windows.length === 0 || options.windows.includes(window));
  const thresholds = chart.meta.objective.conditions.map(({ threshold }) => threshold).filter(Number.isFinite);
  const domain = domainOf(
    drawn.map(({ values }) => values),
    thresholds
  );
  const parts = partsOf(room, domain);
  const inner = Math.max(1, width - parts.left - parts.right);
  const length = chart.toMs - chart.fromMs;
  const xOf = (ms: number) => parts.left + ((ms - chart.fromMs) / length) * inner;
  const msOf = (x: number) => chart.fromMs + ((x - parts.left) / inner) * length;

  const { brackets, lanes } = layoutBrackets(
    chart,
    xOf,
    { left: parts.left, right: parts.left + inner, lanes: parts.lanes },
    measure
  );
  const top = lanes > 0 ? lanes * LANE + 4 : 4;
  const bottom = height - parts.axis - parts.flags - (parts.strip ? parts.strip + UNDER + 8 : 0);
  const plot: Box = { x: parts.left, y: top, width: inner, height: Math.max(1, bottom - top - 1) };

  const scale = scaleOf(options.scale, domain.min, domain.max);
  const yOf = (value: number) => plot.y + plot.height * (1 - scale.toShare(value));

  const flagY = parts.flags > 0 ? bottom + parts.flags : null;
  const axisY = parts.axis > 0 ? bottom + parts.flags + 13 : null;
  const stripBox = { x: plot.x, y: height - parts.strip - UNDER, width: inner, height: parts.strip };
  const labelled = parts.right > 8;
  return {
    width,
    height,
    plot,
    scale,
    xOf,
    msOf,
    strip: parts.strip > 0 ? stripMark(chart, stripBox, xOf, measure) : null,
    ticks:
      parts.left > 0
        ? ticksOf(scale, plot.height, TICK_GAP, options.scale).map((value) => ({ y: yOf(value), text: times(value) }))
        : [],
    times:
      axisY === null
        ? []
        : timeTicks(chart.fromMs, chart.toMs, chart.meta.timeZone, Math.max(1, Math.floor(inner / 70))).map((tick) => ({
            ...tick,
            x: xOf(tick.atMs),
          })),
    levels: levelsOf(chart, plot, yOf, labelled ? 'right' : parts.left > 0 ? 'inside' : 'none').filter(
      ({ kind }) => !room.bare || kind === 'ground'
    ),
    lines: lineMarks(chart, options.windows, xOf, yOf, room.bare ? 0.6 : 1),
    stretches: stretchesOf(chart, plot, xOf),
    bands: bandMarks(chart, xOf, yOf),
    hatches: hatchMarks(chart, plot, xOf, measure),
    brackets,
    flags: flagY === null ? [] : clusterEvents(chart.events, { xOf: ({ atMs }) => xOf(atMs), widthOf: () => FLAG }),
    flagY,
    axisY,
    labelled,
  };
}
