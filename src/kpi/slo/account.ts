/** What an objective is counted in: good and bad over any window. */
import { gridOf, runningSums, sumAt, type Grid } from './grid';

/** One window of an account. */
export interface Spent {
  /** Events, or time slices; null where nothing was measured, which is not 0. Fractional where windows cut slices. */
  readonly total: number | null;
  /**
   * Of them, those that failed. Below 0 where the good ones were more than all, above `total` where the failures were: two sources that
   * disagree.
   */
  readonly bad: number | null;
  /** Share of the window, less what is removed, in which something was measured; 1 where nothing is left to measure. */
  readonly coverage: number;
  /** A composite of burn rates: its members may burn faster than its own target lets anything burn. */
  readonly unbounded?: true;
}

export interface Account {
  /** Of [fromMs, toMs). */
  over(fromMs: number, toMs: number): Spent;
  /** Nothing was measured from here on; for time slices the end of the last one that was judged, for two sources of what both told. */
  readonly endMs: number;
  /** `burn`: no events of its own (a composite of burn rates). */
  readonly unit: 'events' | 'slices' | 'burn';
}

/** Per tile: how many, how many of them bad, for how long something was known, and for how long something should have been (ms). */
export interface Entries {
  readonly grid: Grid;
  readonly total: Float64Array;
  readonly bad: Float64Array;
  readonly known: Float64Array;
  readonly counted: Float64Array;
}

/**
 * The last `lengthMs` before `atMs` that can be told of. Where the account ends earlier (slices that are not closed, a source that is late), so
 * does the window: of its full length, or the shortest ones would hold nothing and never be over any threshold.
 */
export function lastOf(account: Account, lengthMs: number, atMs: number): Spent {
  const end = Math.min(atMs, account.endMs);
  return account.over(end - lengthMs, end);
}

/**
 * An account of entries, which ends at `endMs`, or with its last tile. `whole`: tiles are judgements that cannot be cut, so a window counts those that lie wholly in it; else a tile that a
 * window cuts counts in proportion.
 */
export function accountOf(entries: Entries, unit: Account['unit'], whole: boolean, endMs = Infinity): Account {
  const { grid } = entries;
  const [total, bad, known, counted] = [entries.total, entries.bad, entries.known, entries.counted].map(runningSums);
  const { ends } = grid.tiles;
  // Windows are asked in ascending order: each of their ends remembers its own place.
  const starts = gridOf(grid.tiles);
  return {
    unit,
    endMs: ends.length > 0 ? Math.min(endMs, ends[ends.length - 1]) : -Infinity,
    over(fromMs, toMs) {
      let from = starts.locate(fromMs);
      let to = grid.locate(toMs);
      if (whole) {
        from = Math.ceil(from);
        to = Math.max(from, Math.floor(to));
      }
      const wanted = sumAt(counted, to) - sumAt(counted, from);
      const seen = sumAt(known, to) - sumAt(known, from);
      const coverage = wanted > 0 ? Math.min(1, seen / wanted) : 1;
      return seen > 0
        ? {
            total: sumAt(total, to) - sumAt(total, from),
            bad: sumAt(bad, to) - sumAt(bad, from),
            coverage,
          }
        : { total: null, bad: null, coverage };
    },
  };
}

/**
 * How many times as fast as sustainable the budget is spent: share of bad ÷ error budget. 0 where there was nothing that could fail; no less than 0
 * and no more than everything, where two sources disagree (told elsewhere); null where nothing was measured.
 * @param budget 1 − target, above 0
 */
export function burnOf(
  { total, bad, unbounded }: Pick<Spent, 'total' | 'bad' | 'unbounded'>,
  budget: number
): number | null {
  if (total === null || bad === null) {
    return null;
  }
  // What is left of sums that should cancel out is no failure.
  const share = total > 0 && bad > total * 1e-12 ? bad / total : 0;
  return (unbounded ? share : Math.min(1, share)) / budget;
}
