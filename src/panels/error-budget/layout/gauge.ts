/** Pieces that every layout puts together. */
import type { BudgetRow } from '../model';
import { timeLeftOf } from '../words';
import { BarShape, Gauge, RingShape, Spark, Point, Box } from './types';

/** A ring that fills a square, with room around it for its tick. */
export function ringIn({ x, y, width, height }: Box): RingShape {
  const size = Math.min(width, height);
  const margin = Math.max(1.5, Math.min(9, size * 0.045));
  return {
    kind: 'ring',
    cx: x + width / 2,
    cy: y + height / 2,
    radius: Math.max(0, size / 2 - margin),
    band: Math.max(2, Math.min(26, size * 0.1)),
    margin,
  };
}

/** Radius of the free disc within a ring. */
export const innerRadius = ({ radius, band }: RingShape): number => Math.max(0, radius - band - 3);

export function gaugeOf(row: BudgetRow, shape: RingShape | BarShape, marks: boolean): Gauge {
  const { objective, remaining } = row;
  // Below zero all of them apply, and the scale is another; of what is not known nobody can say.
  const consequences =
    marks && remaining !== null && remaining >= 0 && row.state !== 'frozen'
      ? (objective?.consequences ?? [])
          .filter(({ below }) => below > 0 && below < 1)
          .map(({ below }) => ({ at: below, applies: remaining < below }))
      : [];
  return { shape, tick: timeLeftOf(row), consequences };
}

/** The burn-down in a box: time from left to right, the full budget on top, at least down to nothing. Null for less than two points. */
export function sparkIn({ spark }: BudgetRow, box: Box): Spark | null {
  const points = (spark?.times ?? []).map((time, i) => ({ time, left: spark!.remaining[i] ?? null }));
  const known = points.filter(({ time, left }) => Number.isFinite(time) && left !== null && Number.isFinite(left));
  if (known.length < 2 || box.width < 8 || box.height < 6) {
    return null;
  }
  const lefts = known.map(({ left }) => left!);
  const low = Math.min(0, ...lefts);
  const high = Math.max(1, ...lefts);
  const from = known[0].time;
  const to = Math.max(known[known.length - 1].time, from + 1);
  const y = (left: number) => box.y + ((high - left) / (high - low)) * box.height;
  const x = (time: number) => box.x + Math.max(0, Math.min(1, (time - from) / (to - from))) * box.width;
  const lines: Point[][] = [[]];
  for (const { time, left } of points) {
    if (left === null || !Number.isFinite(left) || !Number.isFinite(time)) {
      lines.push([]);
    } else {
      lines[lines.length - 1].push([x(time), y(left)]);
    }
  }
  return { ...box, lines: lines.filter((line) => line.length > 0), zero: y(0) };
}
