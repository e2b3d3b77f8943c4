/** Where the week, month, quarter or year of an instant begins. */
import { startOfFiscal, startOfWeek, type Calendar } from './calendar';
import { firstOfMonth, localDayOf, startOfLocalDay } from './local-days';

/** First instant of the period of `zone`'s calendar that holds `ms`, UTC epoch ms. */
export function periodStart(zone: string, calendar: Calendar, period: '1w' | '1M' | '1Q' | '1Y', ms: number): number {
  const today = localDayOf(zone, ms);
  const day =
    period === '1w'
      ? startOfWeek(calendar, today)
      : period === '1M'
        ? firstOfMonth(today)
        : startOfFiscal(calendar, period === '1Q' ? 3 : 12, today);
  return startOfLocalDay(zone, day);
}
