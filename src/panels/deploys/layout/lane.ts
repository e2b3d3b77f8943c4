/** One lane: glyphs and counted clusters on a row, what is written at them, bars under it. */
import { clusterEvents } from '../../shared/clusters';
import type { MeasureText } from '../../shared/measure-text';
import { SIGNS } from '../kinds';
import { DeploysView, effectOf, Happening } from '../model';
import { BarRoom, layoutBars, rowsNeeded } from './bars';
import type { Group } from './groups';
import { besideMarks, LABEL, LABEL_LINE, LabelRoom, underMarks } from './labels';
import { tintOf, worstTint } from './tint';
import type { DeployMark, Word } from './types';

export const GLYPH = 16;
const ROW = 20;
const BAR = 18;
const PAD = 3;
const MOST_BARS = 3;
const PILL = 16;

/** How generous lanes are. */
export interface LanePlan {
  /** A line under the glyphs for what they did. */
  readonly under: boolean;
  /** Rows of bars at most. */
  readonly bars: number;
  /** No room for bars: what has a length stands where it begins. */
  readonly flat: boolean;
}

export const PLANS: readonly LanePlan[] = [
  { under: true, bars: MOST_BARS, flat: false },
  { under: true, bars: 1, flat: false },
  { under: false, bars: 1, flat: false },
];
export const FLAT: LanePlan = { under: false, bars: 0, flat: true };

const isLong = ({ endMs, open }: Happening): boolean => open || endMs !== null;

interface Parts {
  readonly points: readonly Happening[];
  readonly bars: readonly Happening[];
  readonly rows: number;
  readonly under: boolean;
}

function partsOf(view: DeploysView, group: Group, plan: LanePlan, room: BarRoom): Parts {
  const bars = plan.flat ? [] : group.events.filter(isLong);
  const points = plan.flat ? group.events : group.events.filter((event) => !isLong(event));
  return {
    points,
    bars,
    rows: Math.min(plan.bars, rowsNeeded(bars, room)),
    under: plan.under && points.some((event) => effectOf(view, event) !== null),
  };
}

const heightOfParts = ({ points, rows, under }: Parts): number =>
  2 * PAD + (points.length > 0 ? ROW : 0) + (under ? LABEL_LINE : 0) + rows * BAR;

export const heightOf = (view: DeploysView, group: Group, plan: LanePlan, room: BarRoom): number =>
  heightOfParts(partsOf(view, group, plan, room));

export interface LaneRoom {
  readonly view: DeploysView;
  readonly plan: LanePlan;
  readonly bars: BarRoom;
  readonly measure: MeasureText;
  /** Edges that no mark and no word leaves. */
  readonly left: number;
  readonly right: number;
  readonly index: number;
  /** Top, and what the lane may take; its parts stand in the middle of it. */
  readonly y: number;
  readonly height: number;
  readonly labelled: boolean;
}

export function layoutLane(group: Group, room: LaneRoom): { marks: DeployMark[]; words: Word[] } {
  const { view, plan, measure, left, right } = room;
  const parts = partsOf(view, group, plan, room.bars);
  const labels: LabelRoom = { view, measure, left, right, lane: group.key };
  let y = room.y + Math.max(0, (room.height - heightOfParts(parts)) / 2) + PAD;
  const glyphs = pointMarks(parts.points, y + ROW / 2, room);
  const beside = room.labelled ? besideMarks(glyphs, labels, parts.under) : [];
  y += parts.points.length > 0 ? ROW : 0;
  const under = parts.under && room.labelled ? underMarks(glyphs, beside, y + LABEL_LINE / 2 - 1, labels) : [];
  y += parts.under ? LABEL_LINE : 0;
  const bars = layoutBars(parts.bars, parts.rows, room.bars).map(({ x, width, row, events }): DeployMark => {
    const kinds = new Set(events.map(({ kind }) => kind));
    return {
      hit: { x, y: y + row * BAR + 1, width, height: BAR - 2 },
      lane: room.index,
      events,
      shape: 'bar',
      kind: kinds.size === 1 ? events[0].kind : null,
      tint: worstTint(view, events),
      text: '',
      open: events.some((event) => event.open),
      cut: events[0].atMs < view.fromMs,
    };
  });
  const rows = Array.from({ length: parts.rows }, (_, r) => bars.filter(({ hit }) => hit.y === y + r * BAR + 1));
  const onBars = room.labelled ? rows.flatMap((row) => besideMarks(row, labels, false)) : [];
  return { marks: [...glyphs, ...bars], words: [...beside, ...under, ...onBars] };
}

function pointMarks(points: readonly Happening[], middle: number, room: LaneRoom): DeployMark[] {
  const { view, measure, bars, left, right } = room;
  const text = (events: readonly Happening[]) => {
    const [{ kind }] = events;
    const same = events.every((event) => event.kind === kind);
    const alarm = ['worse', 'open'].includes(worstTint(view, events)) ? '!' : '';
    return `${same ? `${SIGNS[kind]} ` : ''}${events.length}${alarm}`;
  };
  // A verdict's sign stands at the glyph's upper right, so what has one is wider; the same for all, or a cluster could come apart.
  const widthOf = (events: readonly Happening[]) =>
    events.length === 1 ? GLYPH + 4 : Math.max(GLYPH + 4, measure(text(events), LABEL, true) + 12);
  return clusterEvents(points, {
    xOf: ({ atMs }) => bars.xOf(Math.max(atMs, view.fromMs)),
    widthOf,
    gap: 2,
    left,
    right,
  }).map(({ x, width, events }): DeployMark => {
    const kinds = new Set(events.map(({ kind }) => kind));
    const single = events.length === 1;
    return {
      hit: { x: x - width / 2, y: middle - PILL / 2, width, height: PILL },
      lane: room.index,
      events,
      shape: single ? 'glyph' : 'pill',
      kind: kinds.size === 1 ? events[0].kind : null,
      tint: single ? tintOf(view, events[0]) : worstTint(view, events),
      text: single ? '' : text(events),
      open: false,
      cut: false,
    };
  });
}
