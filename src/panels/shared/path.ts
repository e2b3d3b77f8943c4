/**
 * Lines of any length as SVG paths that stay quick to draw: at most four points a pixel column (first, both extremes, last), in pieces of some
 * sixty points, since one path of thousands costs a browser several times what its pieces do (docs/decisions/016).
 */

const tenth = (px: number): number => Math.round(px * 10) / 10;

/** Points of a piece. */
const PIECE = 60;

/** A stretch of known points: x0, y0, x1, y1 … */
export type Run = readonly number[];

/** Runs of known points, thinned to pixel columns. A null ends a run: what was not measured is not drawn. `xs` ascend. */
export function runsOf(xs: readonly number[], ys: ReadonlyArray<number | null>): Run[] {
  const runs: Run[] = [];
  let run: number[] = [];
  let column = NaN;
  // Indices within the column.
  let [first, low, high, last] = [-1, -1, -1, -1];
  const put = (i: number) => {
    const x = tenth(xs[i]);
    const y = tenth(ys[i]!);
    const end = run.length;
    if (end >= 2 && run[end - 2] === x && run[end - 1] === y) {
      return;
    }
    if (end >= 4 && run[end - 3] === y && run[end - 1] === y) {
      // A point in the middle of a level stretch says nothing.
      run[end - 2] = x;
      return;
    }
    run.push(x, y);
  };
  const closeColumn = () => {
    if (first >= 0) {
      put(first);
      put(Math.min(low, high));
      put(Math.max(low, high));
      put(last);
      first = -1;
    }
  };
  const closeRun = () => {
    closeColumn();
    if (run.length > 0) {
      runs.push(run);
      run = [];
    }
  };
  for (let i = 0; i < xs.length; i++) {
    const y = ys[i] ?? null;
    if (y === null) {
      closeRun();
      continue;
    }
    const at = Math.round(xs[i]);
    if (first < 0 || at !== column) {
      closeColumn();
      column = at;
      first = low = high = i;
    } else if (y < ys[low]!) {
      low = i;
    } else if (y > ys[high]!) {
      high = i;
    }
    last = i;
  }
  closeRun();
  return runs;
}

function draw(run: Run, from: number, to: number): string {
  let path = `M${run[2 * from]},${run[2 * from + 1]}`;
  for (let i = from + 1; i <= to; i++) {
    path += `L${run[2 * i]},${run[2 * i + 1]}`;
  }
  return path;
}

/** The runs as paths, a piece each; neighbours share a point. Lone points are not in them: see `dotsOf`. */
export function pathsOf(runs: readonly Run[]): string[] {
  return runs.flatMap((run) => {
    const last = run.length / 2 - 1;
    const pieces: string[] = [];
    for (let from = 0; from < last; from += PIECE) {
      pieces.push(draw(run, from, Math.min(last, from + PIECE)));
    }
    return pieces;
  });
}

/** Points without a neighbour, as a path for a stroke with round caps: a line of one point has no length to be seen. */
export function dotsOf(runs: readonly Run[]): string {
  return runs
    .filter((run) => run.length === 2)
    .map(([x, y]) => `M${x},${y}h0.1`)
    .join('');
}

/** The area between the runs and a level line. */
export function areaOf(runs: readonly Run[], level: number): string {
  const ground = tenth(level);
  return runs
    .map((run) => {
      const last = run.length / 2 - 1;
      return `M${run[0]},${ground}L${draw(run, 0, last).slice(1)}L${run[2 * last]},${ground}Z`;
    })
    .join('');
}
