/** Lines of any length as SVG paths of bounded length: at most four points a pixel column, so that 8 windows of 8,640 points stay quick. */

const tenth = (px: number): number => Math.round(px * 10) / 10;

/** One pixel column of a run: its first, last, lowest and highest point. */
interface Column {
  readonly at: number;
  readonly points: Array<readonly [x: number, y: number]>;
}

/** The first, the last and both extremes of a column, in their order, each once. */
function thin({ points }: Column): Array<readonly [number, number]> {
  if (points.length <= 4) {
    return points;
  }
  let low = 0;
  let high = 0;
  points.forEach(([, y], i) => {
    low = y < points[low][1] ? i : low;
    high = y > points[high][1] ? i : high;
  });
  const kept = [...new Set([0, Math.min(low, high), Math.max(low, high), points.length - 1])];
  return kept.map((i) => points[i]);
}

/** Runs of known points, thinned to pixel columns. A null ends a run: what was not measured is not drawn. */
export function runsOf(
  xs: readonly number[],
  ys: ReadonlyArray<number | null>
): Array<Array<readonly [x: number, y: number]>> {
  const runs: Array<Array<readonly [number, number]>> = [];
  let run: Array<readonly [number, number]> = [];
  let column: Column | null = null;
  const closeColumn = () => {
    if (column) {
      for (const point of thin(column)) {
        const [a, b] = [run[run.length - 2], run[run.length - 1]];
        // A point in the middle of a level stretch says nothing.
        if (a && b && a[1] === b[1] && b[1] === point[1]) {
          run[run.length - 1] = point;
        } else if (!b || b[0] !== point[0] || b[1] !== point[1]) {
          run.push(point);
        }
      }
    }
    column = null;
  };
  const closeRun = () => {
    closeColumn();
    if (run.length > 0) {
      runs.push(run);
    }
    run = [];
  };
  for (let i = 0; i < xs.length; i++) {
    const y = ys[i] ?? null;
    if (y === null) {
      closeRun();
      continue;
    }
    const at = Math.round(xs[i]);
    if (column === null || (column as Column).at !== at) {
      closeColumn();
      column = { at, points: [] };
    }
    (column as Column).points.push([tenth(xs[i]), tenth(y)]);
  }
  closeRun();
  return runs;
}

/** The path of the runs. Lone points are not in it: see `dotsOf`. */
export function pathOf(xs: readonly number[], ys: ReadonlyArray<number | null>): string {
  return runsOf(xs, ys)
    .filter((run) => run.length > 1)
    .map((run) => `M${run.map(([x, y]) => `${x},${y}`).join('L')}`)
    .join('');
}

/** Points without a neighbour, as a path for a stroke with round caps: a line of one point has no length to be seen. */
export function dotsOf(xs: readonly number[], ys: ReadonlyArray<number | null>): string {
  return runsOf(xs, ys)
    .filter((run) => run.length === 1)
    .map(([[x, y]]) => `M${x},${y}h0.1`)
    .join('');
}

/** The area between the runs and a level line. */
export function areaOf(xs: readonly number[], ys: ReadonlyArray<number | null>, level: number): string {
  const ground = tenth(level);
  return runsOf(xs, ys)
    .map((run) => {
      const line = run.map(([x, y]) => `${x},${y}`).join('L');
      return `M${run[0][0]},${ground}L${line}L${run[run.length - 1][0]},${ground}Z`;
    })
    .join('');
}
