/** Values of a KPI in words, by its unit. */
import {
  currencyOf,
  fullNumber,
  MINUS,
  NOT_KNOWN,
  shortDuration,
  shortNumber,
  shortPoints,
  shortShare,
  withCurrency,
} from './format-number';

/** A value in its unit, three digits: `97.2 %`, `€ 1,240`, `3 min 7 s`, `412`; `not known` for null. Other units follow the number. */
export function amountIn(unit: string, value: number | null): string {
  if (value === null || !Number.isFinite(value)) {
    return NOT_KNOWN;
  }
  const currency = currencyOf(unit);
  if (currency !== null) {
    return moneyIn(currency, value);
  }
  switch (unit) {
    case 'ratio':
      return shortShare(value);
    case 'seconds':
      return shortDuration(value);
    case 'count':
      return shortNumber(value);
    default:
      return `${shortNumber(value)} ${unit}`;
  }
}

/** Money, three digits, and whole units where there are thousands: `€ 12.3k`. */
export function moneyIn(currency: string, value: number | null): string {
  return value === null ? NOT_KNOWN : withCurrency(shortNumber(roundedMoney(value)), currency);
}

/** Money to the cent, all digits: `€ 12,345.60`. */
export function fullMoneyIn(currency: string, value: number | null): string {
  return value === null ? NOT_KNOWN : withCurrency(fullNumber(Math.round(value * 100) / 100), currency);
}

const roundedMoney = (value: number) => (Math.abs(value) >= 100 ? Math.round(value) : Math.round(value * 100) / 100);

/** A difference with its sign: of ratios in points (`−1.2 pp`), else in the unit (`+€ 30`, `−2.5 s`). */
export function changeIn(unit: string, value: number | null): string {
  if (value === null || !Number.isFinite(value)) {
    return NOT_KNOWN;
  }
  if (unit === 'ratio') {
    return shortPoints(value * 100);
  }
  const text = amountIn(unit, value);
  return value > 0 ? `+${text}` : text.startsWith(MINUS) || value < 0 ? text : `±${text}`;
}

/** `−1.9 to −0.4 pp`-like range of two differences: both in full words, so that nothing must be guessed. Null ends are open. */
export function intervalIn(unit: string, low: number | null, high: number | null): string {
  return low === null && high === null ? NOT_KNOWN : `${changeIn(unit, low)} to ${changeIn(unit, high)}`;
}

/** A duration of ms in words, whole seconds: `9 min 30 s`. */
export const durationWords = (ms: number): string => shortDuration(Math.round(ms / 1000));
