export {
  addPrometheus,
  addHeld,
  addTable,
  collected,
  collector,
  mostSegments,
  seriesFor,
  type Collector,
} from './collect';
export { sliceStore } from './store';
export { add, sum, total } from './sums';
export { countBefore, missingRuns } from './places';
export { openStartMs, tileCount, tilesOf, tilingOf, type Run, type TilingNeeds } from './tiles';
export type { HeldSlices, PartSlices, SliceSeries, SliceStore, Stretch, Tiles } from './types';
export { nothing, prefixSums, tilesOfBuckets, totalOf, windowTotal, type PrefixSums, type Total } from './windows';
