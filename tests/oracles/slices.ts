/** Slow and obvious additive slices, to compare stores with. */

export interface SliceEvent {
  readonly at: number;
  readonly groups: ReadonlyArray<string | null>;
  /** The value to sum, null where the row has none. */
  readonly value: number | null;
  /** Whether it passes the query's filters, and the aggregate's own conditions. */
  readonly passes: boolean;
  readonly counts: boolean;
}

export interface SliceRow {
  readonly bucket: number;
  readonly groups: ReadonlyArray<string | null>;
  readonly rows: number;
  readonly sum: number;
  readonly observed: number;
}

/** Every event is put into the bucket found by walking the grid from the start of each run; buckets without events are absent. */
export function slicesOracle(
  events: readonly SliceEvent[],
  runs: ReadonlyArray<{ startMs: number; endMs: number; stepMs: number | null }>
): SliceRow[] {
  const found = new Map<string, { -readonly [K in keyof SliceRow]: SliceRow[K] }>();
  for (const run of runs) {
    for (const e of events) {
      if (!e.passes || e.at < run.startMs || e.at >= run.endMs) {
        continue;
      }
      const onGrid = run.stepMs === null ? run.startMs : e.at - (((e.at % run.stepMs) + run.stepMs) % run.stepMs);
      const bucket = Math.max(onGrid, run.startMs);
      const key = JSON.stringify([bucket, e.groups]);
      const row = found.get(key) ?? { bucket, groups: e.groups, rows: 0, sum: 0, observed: 0 };
      row.observed += 1;
      row.rows += e.counts ? 1 : 0;
      row.sum += e.counts ? (e.value ?? 0) : 0;
      found.set(key, row);
    }
  }
  return [...found.values()];
}
