/** Several objectives in one panel. */
import type { Box } from '../../shared/text-box';

const MOST = 4;
const GAP = 16;
/** Smaller than this a chart says less than a row of the list. */
const LEAST = { width: 260, height: 150 };

/** Boxes for up to four charts beside each other; null where a list says more. One chart always has the whole panel. */
export function arrange(count: number, width: number, height: number): Box[] | null {
  if (count <= 1) {
    return [{ x: 0, y: 0, width, height }];
  }
  if (count > MOST) {
    return null;
  }
  const grids = [1, 2, 3, 4]
    .filter((columns) => columns <= count)
    .map((columns) => {
      const rows = Math.ceil(count / columns);
      return {
        columns,
        width: (width - GAP * (columns - 1)) / columns,
        height: (height - GAP * (rows - 1)) / rows,
        empty: rows * columns - count,
      };
    })
    .filter((cell) => cell.width >= LEAST.width && cell.height >= LEAST.height);
  // Time reads along the width: charts that are twice as wide as high come nearest to it, full grids before grids with holes.
  const [best] = grids.sort(
    (a, b) => a.empty - b.empty || Math.abs(a.width / a.height - 2) - Math.abs(b.width / b.height - 2)
  );
  return best
    ? Array.from({ length: count }, (_, i) => ({
        x: (i % best.columns) * (best.width + GAP),
        y: Math.floor(i / best.columns) * (best.height + GAP),
        width: best.width,
        height: best.height,
      }))
    : null;
}
