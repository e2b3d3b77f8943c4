/** Numbers and times as the pages write them. */
import { dateTimeForTimeZone } from '@grafana/data';
import {
  currencyOf,
  fullNumber,
  fullShare,
  shortDuration,
  shortNumber,
  shortShare,
  withCurrency,
} from '../../kpi/words/format-number';

/** A number in a definition's unit, three digits: `3.21 %`, `€ 1.24k`, `4 min 2 s`, `120/min`. A dash where there is none. */
export function figure(value: number | null, unit: string): string {
  if (value === null || !Number.isFinite(value)) {
    return '–';
  }
  return inUnit(value, unit, shortNumber, shortShare, shortDuration);
}

/** The same with every digit, for tooltips. */
export function fullFigure(value: number | null, unit: string): string {
  if (value === null || !Number.isFinite(value)) {
    return 'nothing was measured';
  }
  return inUnit(value, unit, fullNumber, fullShare, (seconds) => `${fullNumber(seconds)} s`);
}

type Words = (value: number) => string;

function inUnit(value: number, unit: string, number: Words, share: Words, seconds: Words): string {
  const currency = currencyOf(unit);
  if (currency) {
    return withCurrency(number(value), currency);
  }
  switch (unit) {
    case 'ratio':
      return share(value);
    case 'seconds':
      return seconds(value);
    case 'count':
      return number(value);
    case 'times':
      return `${number(value)}×`;
    default:
      return `${number(value)} ${unit.replace(/^(ratio|count)[:/]?/, (all, base) => (all.endsWith('/') ? 'per ' : base === 'ratio' ? '' : ''))}`.trim();
  }
}

/** `12 min ago`, `just now`; instants are UTC epoch ms. */
export function ago(ms: number, nowMs: number): string {
  const seconds = Math.round((nowMs - ms) / 1000);
  // Nobody needs the seconds of what is minutes old.
  const rounded = seconds < 60 ? seconds : Math.round(seconds / 60) * 60;
  return seconds < 60 ? 'just now' : `${shortDuration(rounded)} ago`;
}

/** `2026-11-25 14:05 (Europe/Berlin)`. */
export function at(ms: number, timeZone: string): string {
  return `${dateTimeForTimeZone(timeZone.toLowerCase() === 'utc' ? 'utc' : timeZone, ms).format('YYYY-MM-DD HH:mm')} (${timeZone})`;
}
