/** For tests of layouts: which boxes overlap, which lie outside. */
import type { Box } from './text-box';

const SLACK = 0.01;

const overlap = (a: Box, b: Box) =>
  Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x) > SLACK &&
  Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y) > SLACK;

export const inside = (inner: Box, outer: Box): boolean =>
  inner.x >= outer.x - SLACK &&
  inner.y >= outer.y - SLACK &&
  inner.x + inner.width <= outer.x + outer.width + SLACK &&
  inner.y + inner.height <= outer.y + outer.height + SLACK;

/** Pairs that overlap; sorted by their top, so that only neighbours are compared. */
export function overlapping<T extends Box>(boxes: readonly T[]): Array<[T, T]> {
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
