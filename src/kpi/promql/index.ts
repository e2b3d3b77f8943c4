export { buildIncrease, buildJoined, buildLabelValues, buildPresence, PART_LABEL, sliceRangeMs } from './build';
export type { IncreaseQuery, LabelValuesQuery } from './types';
