export {
  addPrometheus,
  addSlices,
  addTable,
  collected,
  collector,
  mostSegments,
  seriesFor,
  type Collector,
} from './collect';
export { sliceStore } from './store';
export { add, sum, total } from './sums';
export { missingRuns, openStartMs, tileCount, tilesOf, tilingOf, type Run, type TilingNeeds } from './tiles';
export type { PartSlices, SliceSeries, SliceStore, Tiles } from './types';
export { nothing, prefixSums, tilesOfBuckets, totalOf, windowTotal, type PrefixSums, type Total } from './windows';
