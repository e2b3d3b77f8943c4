export {
  autoGrain,
  bucketsOf,
  firstDayOfBucket,
  instantFault,
  MOST_BUCKETS,
  NOMINAL_GRAIN_MS,
  SLICE_STEPS_MS,
  sliceGridMs,
  type Buckets,
} from './buckets';
export { ISO_CALENDAR, WEEK_DAYS, type Calendar, type WeekDay } from './calendar';
export { comparedRange, COMPARISONS, previousRange, wallTime, type Compare } from './compare';
export { GRAINS, type Grain } from './grains';
export { formatInstant, instantOfLocal, localDayOf, localOfInstant, startOfLocalDay } from './local-days';
export { periodAt, periodsOf, type Periods } from './numbered-periods';
export { occurrencesOf } from './occurrences';
export { periodStart } from './periods';
export { parseRule, type Rule } from './rrule';
export { calendarWindowAt, calendarWindows, parseLocal, type Span } from './windows';
export { isTimeZone, offsetMinutesAt, timeZoneNames, ZONES_FROM_MS, ZONES_TO_MS } from './zones';
