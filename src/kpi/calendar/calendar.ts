/** How a definition counts weeks and years; days and months are those of every calendar. */
import { dateOf, firstDayOf, mondayOf } from './local-days';

/** From Monday on, as ISO 8601 numbers them. */
export const WEEK_DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type WeekDay = (typeof WEEK_DAYS)[number];

export interface Calendar {
  /** First day of a week. */
  readonly weekStart: WeekDay;
  /** First day of a fiscal year, `MM-DD`, the day at most 28 so that every month has it. Quarters are three months from it on. */
  readonly fiscalYearStart: string;
}

/** ISO weeks; years that begin on 1 January. */
export const ISO_CALENDAR: Calendar = Object.freeze({ weekStart: 'monday', fiscalYearStart: '01-01' });

/** First day of the week that holds local day `day`, where weeks begin on `weekStart`. */
export function startOfWeek({ weekStart }: Calendar, day: number): number {
  const shift = WEEK_DAYS.indexOf(weekStart);
  return mondayOf(day - shift) + shift;
}

/**
 * First day of the fiscal quarter (`months` 3) or year (12) that is `n` after the one that holds local day `day`.
 * Both tile all days; every fourth quarter begins a year.
 */
export function startOfFiscal({ fiscalYearStart }: Calendar, months: 3 | 12, day: number, n = 0): number {
  const [first, date] = fiscalYearStart.split('-').map(Number);
  // A month of this calendar begins on the year's date.
  const today = dateOf(day);
  const current = today.month - (today.date < date ? 1 : 0);
  const since = (((current - (first - 1)) % months) + months) % months;
  return firstDayOf(current - since + n * months) + date - 1;
}
