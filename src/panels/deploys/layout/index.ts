/** Places everything in its box. Pure: the picture only draws what stands here. */
import type { MeasureText } from '../../shared/measure-text';
import { Box, place, TextBox, widest } from '../../shared/text-box';
import { timeTicks } from '../../shared/time-axis';
import { shortValue } from '../effect-words';
import type { DeploysView } from '../model';
import type { DeploysOptions } from '../options';
import { heldMarks, heldWords, lineMark, rangeOf } from './behind';
import { foldGroups, Group, groupsOf } from './groups';
import { LABEL, LABEL_LINE } from './labels';
import { FLAT, GLYPH, heightOf, LanePlan, layoutLane, PLANS } from './lane';
import { layoutList } from './list';
import type { DeploysLayout, LanesLayout } from './types';

export type { DeploysLayout, DeployMark, LanesLayout, ListLayout, Tint, Word } from './types';

export interface Room {
  readonly view: DeploysView;
  readonly options: DeploysOptions;
  readonly width: number;
  readonly height: number;
  readonly measure: MeasureText;
}

const AXIS = 18;
/** Px that lanes grow beyond what they need. */
const MOST_AIR = 60;
/** Narrower than this a list says more, if it has the height of some rows. */
const NARROW = 340;
const EDGE = GLYPH / 2 + 4;

export function layoutDeploys(room: Room): DeploysLayout {
  return room.width < NARROW && room.height >= 72 ? layoutList(room.view, room.width, room.measure) : layoutLanes(room);
}

function layoutLanes(room: Room): LanesLayout {
  const { view, options, width, height, measure } = room;
  const all = groupsOf(view, options.lanes);
  const axis = height >= 84 && width >= 180 ? AXIS : 0;
  const strip = options.showBurning && view.held.length > 0 && height >= 100 ? LABEL_LINE + 2 : 0;
  const shown = options.showSeries ? view.line : null;
  const right = lineRoom(room, shown);
  const left = nameRoom(room, all);
  const plot: Box = {
    x: left,
    y: strip + 1,
    width: Math.max(1, width - left - right),
    height: Math.max(1, height - strip - axis - 2),
  };
  const length = view.toMs - view.fromMs;
  // Marks at both ends of the range stand inside the plot.
  const inset = Math.min(EDGE, plot.width / 4);
  const xOf = (ms: number) => plot.x + inset + ((ms - view.fromMs) / length) * (plot.width - 2 * inset);
  const msOf = (x: number) => view.fromMs + ((x - plot.x - inset) / (plot.width - 2 * inset)) * length;
  const edges = { left: plot.x, right: plot.x + plot.width };
  const bars = { left: plot.x, right: edges.right, xOf, toMs: Infinity };
  const { groups, plan } = planLanes(view, all, plot.height, bars);
  const heights = groups.map((group) => heightOf(view, group, plan, bars));
  const spare = Math.max(0, plot.height - heights.reduce((sum, one) => sum + one, 0));
  const air = Math.min(MOST_AIR, spare / groups.length);
  // Lanes end where they have all their air: a plot that is mostly empty says less.
  let y = plot.y;
  const lanes = groups.map((group, i) => {
    const lane = {
      x: plot.x,
      y,
      width: plot.width,
      height: Math.min(heights[i] + air, plot.y + plot.height - y),
      name: group.name,
    };
    y += lane.height;
    return lane;
  });
  const used: Box = { ...plot, height: Math.max(1, y - plot.y) };
  const placed = groups.map((group, index) =>
    layoutLane(group, {
      view,
      plan,
      bars,
      measure,
      ...edges,
      index,
      y: lanes[index].y,
      height: lanes[index].height,
      labelled: width >= 240,
    })
  );
  const held = options.showBurning ? heldMarks(view.held, used, xOf) : [];
  return {
    kind: 'lanes',
    width,
    height,
    plot: used,
    lanes,
    names: left > 0 ? lanes.flatMap((lane) => nameBox(lane, left, measure)) : [],
    marks: placed.flatMap(({ marks }) => marks).sort((a, b) => a.events[0].atMs - b.events[0].atMs || a.lane - b.lane),
    words: placed.flatMap(({ words }) => words),
    held,
    heldWords: strip > 0 ? heldWords(held, used, measure) : [],
    line: shown ? lineMark(shown, used, xOf, view, right > 8) : null,
    times:
      axis === 0
        ? []
        : timeTicks(view.fromMs, view.toMs, view.timeZone, Math.max(1, Math.floor(plot.width / 70))).map((tick) => ({
            ...tick,
            x: xOf(tick.atMs),
          })),
    axisY: axis === 0 ? null : used.y + used.height + 13,
    xOf,
    msOf,
  };
}

/** The most generous plan that has room; else lanes are folded; else all is one flat lane. */
function planLanes(
  view: DeploysView,
  all: readonly Group[],
  height: number,
  bars: Parameters<typeof heightOf>[3]
): { groups: Group[]; plan: LanePlan } {
  const of = (plan: LanePlan) => (group: Group) => heightOf(view, group, plan, bars);
  const whole = PLANS.find((plan) => all.reduce((sum, group) => sum + of(plan)(group), 0) <= height);
  if (whole) {
    return { groups: [...all], plan: whole };
  }
  const plan = PLANS[PLANS.length - 1];
  const groups = foldGroups(view, all, height, of(plan));
  return groups.reduce((sum, group) => sum + of(plan)(group), 0) <= height
    ? { groups, plan }
    : { groups: foldGroups(view, all, height, of(FLAT)), plan: FLAT };
}

/** Room for the lanes' names; none where it is narrow. */
function nameRoom({ width, height, measure }: Room, groups: readonly Group[]): number {
  if (width < 240 || height < 40) {
    return 0;
  }
  const most = Math.min(180, width * 0.24);
  const folded = groups.length > 1 ? [`${groups.length} others`] : [];
  return Math.min(most, widest(measure, [...groups.map(({ name }) => name), ...folded], 12) + 12);
}

function nameBox(lane: { name: string; y: number; height: number }, left: number, measure: MeasureText): TextBox[] {
  const height = Math.min(16, lane.height);
  return place(measure, { x: 0, y: lane.y + (lane.height - height) / 2, width: left - 8, height }, lane.name, {
    align: 'end',
  });
}

/** Room for the highest and lowest value at the right. */
function lineRoom({ width, height, measure }: Room, line: DeploysView['line']): number {
  const range = line && rangeOf(line);
  return !range || width < 480 || height < 70
    ? 4
    : 10 +
        widest(
          measure,
          range.map((value) => shortValue(line.unit, value)),
          LABEL
        );
}
