/** Slices: half-open buckets [start, end) of additive parts. */
import type { Run } from './tiles';

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
  /** The runs whose tiles these are, where somebody knows them: a tile is then found by arithmetic. */
  readonly runs?: readonly Run[];
}

/** A stretch of whole tiles: [startMs, endMs), both on their grid. */
export interface Stretch {
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * Slices on whole tiles of one step. The arrays of the series follow the tiles of all stretches, which ascend and do not touch.
 * Stretches instead of tiles, because a loop over thousands of tiles is what costs in the Go host's engine.
 */
export interface HeldSlices {
  readonly stretches: readonly Stretch[];
  readonly series: readonly SliceSeries[];
}

export interface PartSlices {
  readonly tiles: Tiles;
  readonly series: readonly SliceSeries[];
}

/** Closed slices that need not be asked for again. Bounded; evictions are counted. A host owns one and hands it to the compiler. */
export interface SliceStore {
  /**
   * Slices held of `key` that lie wholly in [startMs, endMs) on the grid of `stepMs`, or undefined if none. Longer slices are made of
   * those of 5 min where all of these are held; not where `adds` is false, as for levels, of which there is no sum.
   */
  get(key: string, stepMs: number, startMs: number, endMs: number, adds?: boolean): HeldSlices | undefined;
  /** Keeps slices; only closed ones may be given. */
  put(key: string, stepMs: number, slices: HeldSlices): void;
  readonly stats: {
    readonly slices: number;
    readonly evicted: number;
    readonly hits: number;
    readonly misses: number;
    /** Slices that were made of shorter ones instead of being asked for. */
    readonly composed: number;
  };
}
