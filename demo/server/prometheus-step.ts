/**
 * How Grafana's Prometheus source chooses the step of a range query: the nice number next to range / maxDataPoints, at least
 * the query's own interval (else intervalMs, else the source's scrape interval, else 15 s), and coarse enough for 11,000 points.
 */
import { QueryError, parseInterval, type DataSourceQuery, type Range } from './request';

/** [upper bound, nice number], ms: below or at the bound the number is taken. As in Grafana's interval rounding. */
const NICE: ReadonlyArray<readonly [number, number]> = [
  [10, 1],
  [15, 10],
  [35, 20],
  [75, 50],
  [150, 100],
  [350, 200],
  [750, 500],
  [1500, 1000],
  [3500, 2000],
  [7500, 5000],
  [12_500, 10_000],
  [17_500, 15_000],
  [25_000, 20_000],
  [45_000, 30_000],
  [90_000, 60_000],
  [210_000, 120_000],
  [450_000, 300_000],
  [750_000, 600_000],
  [1_050_000, 900_000],
  [1_500_000, 1_200_000],
  [2_700_000, 1_800_000],
  [5_400_000, 3_600_000],
  [9_000_000, 7_200_000],
  [16_200_000, 10_800_000],
  [32_400_000, 21_600_000],
  [86_400_000, 43_200_000],
  [604_800_000, 86_400_000],
  [1_814_400_000, 604_800_000],
  [3_628_800_000, 2_592_000_000],
];
const YEAR = 31_536_000_000;
const SAFE_POINTS = 11_000;
const DEFAULT_POINTS = 1500;

export function roundInterval(ms: number): number {
  return NICE.find(([bound]) => ms <= bound)?.[1] ?? YEAR;
}

/** Step in ms. `scrapeInterval` is the source's `timeInterval`. */
export function prometheusStep(query: DataSourceQuery, range: Range, scrapeInterval: string | undefined): number {
  const asked = typeof query.interval === 'string' && !query.interval.includes('$') ? query.interval : '';
  const least = asked === '' && query.intervalMs ? query.intervalMs : parseInterval(asked || scrapeInterval || '15s');
  if (least === undefined) {
    throw new QueryError(`error parsing interval "${asked}"`, 'downstream');
  }
  const length = range.toMs - range.fromMs;
  const wanted = length / (query.maxDataPoints || DEFAULT_POINTS);
  const calculated = wanted < least ? least : roundInterval(wanted);
  const safe = roundInterval(length / SAFE_POINTS);
  const factor = typeof query.intervalFactor === 'number' && query.intervalFactor > 0 ? query.intervalFactor : 1;
  return Math.max(calculated, safe) * factor;
}

/** Start and end are both rounded down to whole steps of UTC (or of the browser's zone, with `utcOffsetSec`). */
export function alignedRange(range: Range, stepMs: number, utcOffsetSec: number): Range {
  const offset = utcOffsetSec * 1000;
  const down = (ms: number) => Math.floor((ms + offset) / stepMs) * stepMs - offset;
  return { fromMs: down(range.fromMs), toMs: down(range.toMs) };
}

function duration(ms: number): string {
  for (const [unit, size] of [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['m', 60_000],
    ['s', 1000],
  ] as const) {
    if (ms % size === 0 && ms >= size) {
      return `${ms / size}${unit}`;
    }
  }
  return `${ms}ms`;
}

/** Replaces Grafana's own variables in an expression. */
export function interpolateExpr(expr: string, range: Range, stepMs: number, scrapeMs: number): string {
  const length = range.toMs - range.fromMs;
  const values: Readonly<Record<string, string>> = {
    __interval_ms: String(stepMs),
    __interval: duration(stepMs),
    __range_ms: String(length),
    __range_s: String(Math.round(length / 1000)),
    __range: `${Math.round(length / 1000)}s`,
    __rate_interval_ms: String(Math.max(stepMs + scrapeMs, 4 * scrapeMs)),
    __rate_interval: duration(Math.max(stepMs + scrapeMs, 4 * scrapeMs)),
  };
  return Object.entries(values).reduce(
    (text, [name, value]) => text.replaceAll(`\${${name}}`, value).replaceAll(`$${name}`, value),
    expr
  );
}
