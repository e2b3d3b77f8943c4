export { isTimeZone, offsetMinutesAt, timeZoneNames, ZONES_FROM_MS, ZONES_TO_MS } from './zones';
