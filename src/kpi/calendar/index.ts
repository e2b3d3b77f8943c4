export {
  autoGrain,
  bucketsOf,
  instantFault,
  MOST_BUCKETS,
  NOMINAL_GRAIN_MS,
  SLICE_STEPS_MS,
  sliceGridMs,
  type Buckets,
} from './buckets';
export { formatInstant, localDayOf, startOfLocalDay } from './local-days';
export { isTimeZone, offsetMinutesAt, timeZoneNames, ZONES_FROM_MS, ZONES_TO_MS } from './zones';
