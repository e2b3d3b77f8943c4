/** Days, weeks and months of a zone with numbers, so that whole periods between two instants can be counted. */
import { firstDayOfBucket } from './buckets';
import type { Calendar } from './calendar';
import { localDayOf, startOfLocalDay } from './local-days';
import { stretchAt } from './zones';

/** Period i is [starts[i], starts[i + 1]) and has the number `numbers[i]`; the last one ends at `endMs`. UTC epoch ms, ascending. */
export interface Periods {
  readonly starts: readonly number[];
  readonly numbers: readonly number[];
  readonly endMs: number;
  /** Numbers of days that never were (Apia 2011-12-30): nothing could happen in them. */
  readonly missing: readonly number[];
}

/** The periods that touch [fromMs, toMs], numbered by the calendar: 0 is the one that holds `fromMs`, a day that never was has a number too. */
export function periodsOf(
  zone: string,
  calendar: Calendar,
  period: '1d' | '1w' | '1M',
  fromMs: number,
  toMs: number
): Periods {
  const day = localDayOf(zone, fromMs);
  const startOf = (n: number) => startOfLocalDay(zone, firstDayOfBucket(calendar, period, day, n));
  const starts: number[] = [];
  const numbers: number[] = [];
  const missing: number[] = [];
  let start = startOf(0);
  for (let n = 0; start <= toMs; n++) {
    const end = startOf(n + 1);
    if (end === start) {
      missing.push(n);
    } else {
      starts.push(start);
      numbers.push(n);
    }
    start = end;
  }
  return { starts, numbers, endMs: start, missing };
}

/** Number of the period that holds `ms`; the first one for instants before it, the last one for those after it. */
export function periodAt({ starts, numbers }: Pick<Periods, 'starts' | 'numbers'>, ms: number): number {
  return numbers[stretchAt({ starts }, ms)];
}
