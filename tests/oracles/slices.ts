/** Slow and obvious slices, to compare stores with. */

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

interface OracleRun {
  readonly startMs: number;
  readonly endMs: number;
  readonly stepMs: number | null;
  readonly anchored?: boolean;
}

/** Start of the bucket of an instant of the run; anchored ones are walked to from the run's start. */
export function bucketOf(at: number, run: OracleRun): number {
  if (run.stepMs === null) {
    return run.startMs;
  }
  if (run.anchored) {
    let start = run.startMs;
    while (start + run.stepMs <= at) {
      start += run.stepMs;
    }
    return start;
  }
  return Math.max(run.startMs, at - (((at % run.stepMs) + run.stepMs) % run.stepMs));
}

/** Every event is put into its bucket, run by run; buckets without events are absent. */
export function slicesOracle(events: readonly SliceEvent[], runs: readonly OracleRun[]): SliceRow[] {
  const found = new Map<string, { -readonly [K in keyof SliceRow]: SliceRow[K] }>();
  for (const run of runs) {
    for (const e of events) {
      if (!e.passes || e.at < run.startMs || e.at >= run.endMs) {
        continue;
      }
      const bucket = bucketOf(e.at, run);
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

/** The events of each bucket and group, in no order. `observed` are all that pass, `counted` those that the aggregates' condition lets through. */
export interface BucketEvents<E> {
  readonly bucket: number;
  readonly groups: ReadonlyArray<string | null>;
  readonly observed: readonly E[];
  readonly counted: readonly E[];
}

export function eventsByBucket<E extends Pick<SliceEvent, 'at' | 'groups' | 'passes' | 'counts'>>(
  events: readonly E[],
  runs: readonly OracleRun[]
): Array<BucketEvents<E>> {
  interface Bucket extends BucketEvents<E> {
    readonly observed: E[];
    readonly counted: E[];
  }
  const found = new Map<string, Bucket>();
  for (const run of runs) {
    for (const e of events.filter((one) => one.passes && one.at >= run.startMs && one.at < run.endMs)) {
      const bucket = bucketOf(e.at, run);
      const key = JSON.stringify([bucket, e.groups]);
      const row: Bucket = found.get(key) ?? { bucket, groups: e.groups, observed: [], counted: [] };
      row.observed.push(e);
      if (e.counts) {
        row.counted.push(e);
      }
      found.set(key, row);
    }
  }
  return [...found.values()];
}

const present = (values: ReadonlyArray<number | null>) => values.filter((v): v is number => v !== null);

/** Sorted, and between the two neighbours of (n − 1) · q in proportion; null of nothing. */
export function quantileOf(values: ReadonlyArray<number | null>, q: number): number | null {
  const sorted = present(values).sort((a, b) => a - b);
  if (sorted.length === 0) {
    return null;
  }
  const place = (sorted.length - 1) * q;
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  return below + (above - below) * (place - Math.floor(place));
}

export const minOf = (values: ReadonlyArray<number | null>) => quantileOf(values, 0);
export const maxOf = (values: ReadonlyArray<number | null>) => quantileOf(values, 1);
export const countOf = (values: ReadonlyArray<number | null>) => present(values).length;
export const sumOf = (values: ReadonlyArray<number | null>) => present(values).reduce((a, b) => a + b, 0);
export const distinctOf = (values: ReadonlyArray<string | null>) => new Set(values.filter((v) => v !== null)).size;
