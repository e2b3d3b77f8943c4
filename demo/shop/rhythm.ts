/** When people come: by hour and weekday of each region's own clock. */
import { DAY, HOUR, type Region } from './world';

/** Sessions a minute over a whole week; together about 3,000 a day. */
const MEAN_PER_MINUTE: Record<Region, number> = { eu: 1.2, us: 0.9 };
/** Hours to add to UTC; the shop's crowd does not change its clocks. */
const OFFSET: Record<Region, number> = { eu: 1, us: -5 };
const BY_HOUR = [
  0.34, 0.22, 0.16, 0.14, 0.18, 0.34, 0.6, 0.86, 1.02, 1.12, 1.18, 1.22, 1.28, 1.22, 1.14, 1.12, 1.2, 1.32, 1.52, 1.78,
  1.9, 1.66, 1.12, 0.66,
];
/** From Monday. */
const BY_WEEKDAY = [1.02, 0.97, 0.95, 0.96, 0.98, 0.98, 1.14];

const MEAN_HOUR = BY_HOUR.reduce((a, b) => a + b) / BY_HOUR.length;
const MEAN_WEEKDAY = BY_WEEKDAY.reduce((a, b) => a + b) / BY_WEEKDAY.length;

/** Expected sessions a minute at an instant. The line between two full hours is straight. */
export function sessionsPerMinute(region: Region, ms: number): number {
  const local = ms + OFFSET[region] * HOUR;
  const hour = (((local % DAY) + DAY) % DAY) / HOUR;
  const floor = Math.floor(hour);
  const byHour = BY_HOUR[floor] + (BY_HOUR[(floor + 1) % 24] - BY_HOUR[floor]) * (hour - floor);
  // 1 January 1970 was a Thursday.
  const weekday = (((Math.floor(local / DAY) + 3) % 7) + 7) % 7;
  return (MEAN_PER_MINUTE[region] * byHour * BY_WEEKDAY[weekday]) / (MEAN_HOUR * MEAN_WEEKDAY);
}
