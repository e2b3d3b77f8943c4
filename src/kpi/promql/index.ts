export { buildIncrease, buildJoined, buildLabelValues, PART_LABEL, sliceRangeMs } from './build';
export type { IncreaseQuery, LabelValuesQuery } from './types';
