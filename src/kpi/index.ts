/** The compiler's public face. Hosts import from here only. */
export * from './diagnostics';
export * from './definition';
export * from './fingerprint';
export * from './plan/query';
export * from './plan/request';
export * from './plan/types';
export * from './results/types';
export * from './results/types-events';
export { advance } from './plan/advance';
export { explain, type ExplainedRequest } from './plan/explain';
export { answerWithin, isWithin, joinRequests, sentFor, type Joined, type Settled } from './plan/join';
export { planQuery } from './plan/plan-query';
export {
  planSegmentValues,
  segmentValuesFrom,
  type SegmentValues,
  type SegmentValuesPlan,
  type SegmentValuesQuery,
} from './plan/segment-values';
export { catalog, type CatalogEntry } from './results/catalog';
export { changeInPoints, contributions, shareOf, stepLosses, stepShares, worstDrop } from './results/shares';
export { sliceStore, type PartSlices, type SliceStore } from './slices';
export { isTimeZone, timeZoneNames } from './calendar';
/** Stages between, for ARCHITECTURE.md and for tests; hosts have no use for them. */
export { bucketsOf } from './calendar';
export { readAnswers } from './plan/read-answers';
export { buildIncrease, buildLabelValues } from './promql';
export { buildFunnel, buildSlices, buildValues } from './sql';
