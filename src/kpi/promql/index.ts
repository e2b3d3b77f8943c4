export { buildIncrease, buildLabelValues, sliceRangeMs } from './build';
export type { IncreaseQuery, LabelValuesQuery } from './types';
