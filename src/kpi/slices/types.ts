/** Slices: half-open buckets [start, end) of additive parts. */

/**
 * Slices of one measure part and one segment combination on a list of tiles (tiles are kept once, beside all series).
 * `value[i]` is only meaningful where `observed[i]` > 0; elsewhere the slice is missing, which is not zero.
 */
export interface SliceSeries {
  /** Segment name -> value; null where the store had NULL. */
  readonly segment: Readonly<Record<string, string | null>>;
  readonly value: Float64Array;
  readonly observed: Float64Array;
}

/** Tile i is [starts[i], ends[i]), ascending, without gaps or overlaps. */
export interface Tiles {
  readonly starts: Float64Array;
  readonly ends: Float64Array;
}

export interface PartSlices {
  readonly tiles: Tiles;
  readonly series: readonly SliceSeries[];
}

/** Closed slices that need not be asked for again. Bounded; evictions are counted. A host owns one and hands it to the compiler. */
export interface SliceStore {
  /** Slices held of `key` that lie wholly in [startMs, endMs) on the grid of `stepMs`, or undefined if none. */
  get(key: string, stepMs: number, startMs: number, endMs: number): PartSlices | undefined;
  /** Keeps slices; only closed ones may be given. */
  put(key: string, stepMs: number, slices: PartSlices): void;
  readonly stats: { readonly slices: number; readonly evicted: number; readonly hits: number; readonly misses: number };
}
