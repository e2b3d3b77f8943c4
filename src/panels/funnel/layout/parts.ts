/** Pieces that every layout puts together. */
import { clamp, Point } from '../../shared/text-box';
import { FunnelGroup, FunnelStep } from '../model';

export { clamp, GAP, LINE, place, widest } from '../../shared/text-box';

/** Largest count that a scale has to hold; 0 where none is known. */
export function largest(groups: readonly FunnelGroup[], compared: boolean): number {
  let max = 0;
  for (const { steps } of groups) {
    for (const { count, before } of steps) {
      max = Math.max(max, count ?? 0, compared ? (before?.count ?? 0) : 0);
    }
  }
  return max;
}

/**
 * Count -> px. Monotone, 0 for 0, negative and unknown counts, and at least a hair for anything above 0, so that one of
 * ten million is still seen.
 */
export function scaleOf(max: number, width: number): (count: number | null) => number {
  return (count) => {
    if (count === null || count <= 0 || max <= 0) {
      return 0;
    }
    return clamp((count / max) * width, Math.min(1.5, width), width);
  };
}

/** Length of the hatched band of an unknown count: as long as the last known one before it, else the full width. */
export function unknownWidth(
  steps: readonly FunnelStep[],
  index: number,
  toPx: (count: number | null) => number,
  full: number
): number {
  for (let i = index - 1; i >= 0; i--) {
    if (steps[i].count !== null) {
      return Math.max(toPx(steps[i].count), Math.min(full, 24));
    }
  }
  return full;
}

/** What was lost, beside a band: from its end to where the band before ended. Null where nothing was, or it is not known. */
export function sideNotch(
  toPx: (count: number | null) => number,
  before: number | null,
  count: number | null,
  x: number,
  y: number,
  height: number
): Point[] | null {
  const from = toPx(count);
  const to = toPx(before);
  if (before === null || count === null || to <= from) {
    return null;
  }
  return [
    [x + from, y],
    [x + to, y],
    [x + to, y + height],
    [x + from, y + height],
  ];
}

/** Trapezoid between two bands, and the notch that it leaves at the right; null where either count is unknown. */
export function joint(
  steps: readonly FunnelStep[],
  index: number,
  toPx: (count: number | null) => number,
  x: number,
  top: number,
  bottom: number
): { flow: Point[] | null; notch: Point[] | null } {
  const step = steps[index];
  const before = steps[index - 1];
  if (!before || step.count === null || before.count === null || bottom <= top) {
    return { flow: null, notch: null };
  }
  const upper = toPx(before.count);
  const lower = toPx(step.count);
  return {
    flow: [
      [x, top],
      [x + upper, top],
      [x + lower, bottom],
      [x, bottom],
    ],
    notch:
      upper > lower
        ? [
            [x + upper, top],
            [x + upper, bottom],
            [x + lower, bottom],
          ]
        : null,
  };
}
