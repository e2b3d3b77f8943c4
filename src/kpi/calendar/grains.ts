/** Lengths of the buckets of a series, shortest first. */
export const GRAINS = ['1m', '5m', '15m', '1h', '1d', '1w', '1M', '1Q', '1Y'] as const;
/** Days, weeks, months, fiscal quarters and years follow a definition's time zone and `calendar`. */
export type Grain = (typeof GRAINS)[number];
