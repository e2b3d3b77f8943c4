/**
 * Makes Grafana's Prometheus data source evaluate at exactly our instants.
 *
 * That data source does not take a step; it computes one and then moves the range onto it
 * (pkg/promlib/models/query.go and intervalv2, read for 11.x–13.x):
 *
 *   wanted = `interval`, else `intervalMs`, else the data source's scrape interval
 *   step   = max( range/maxDataPoints < wanted ? wanted : round(range/maxDataPoints),  round(range/11000) )
 *   start, end = floor((t + utcOffsetSec) / step) · step − utcOffsetSec          (in float64 nanoseconds)
 *
 * So: `interval` is our step, `maxDataPoints` 11,000 keeps the first term at it, at most 11,000 instants keep the second below
 * it (checked with the same rounding), and `utcOffsetSec` carries a start that is no multiple of the step. What came back is
 * checked again in ./from-grafana.ts, because other versions may compute otherwise.
 */
import { diagnostic, type Diagnostic, type UpstreamRequest } from '../../kpi';

/** Prometheus refuses more instants than this for one series, and Grafana coarsens the step beyond it. */
export const MAX_INSTANTS = 11_000;

/** [upper bound of a range/11000 in ms, what Grafana rounds it to]: `gtime.RoundInterval` of grafana-plugin-sdk-go. */
const ROUNDING: ReadonlyArray<readonly [number, number]> = [
  [10, 1],
  [15, 10],
  [35, 20],
  [75, 50],
  [150, 100],
  [350, 200],
  [750, 500],
  [1_500, 1_000],
  [3_500, 2_000],
  [7_500, 5_000],
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
];

const roundInterval = (ms: number) => ROUNDING.find(([limit]) => ms <= limit)?.[1] ?? 2_592_000_000;

export interface PrometheusGrid {
  readonly fromMs: number;
  readonly toMs: number;
  readonly interval: string;
  readonly utcOffsetSec: number;
  readonly maxDataPoints: number;
}

/**
 * The range and step settings that make Grafana evaluate `request` at startMs, startMs+stepMs … endMs (range) or at endMs
 * (instant); or why that cannot be had (PL3118).
 */
export function prometheusGrid(request: UpstreamRequest): PrometheusGrid | Diagnostic {
  const { startMs, endMs, stepMs } = request;
  const impossible = (reason: string) =>
    diagnostic('PL3118', { source: request.source, reason }, { source: request.source, request: request.id });
  if (![startMs, endMs].every(Number.isInteger)) {
    return impossible(`${startMs} to ${endMs} ms are not whole milliseconds`);
  }
  if (request.mode === 'instant') {
    // Grafana before 11 moved instants onto the step as well: a whole second stays where it is with 1s, anything else with 1ms.
    const interval = endMs % 1000 === 0 ? '1s' : '1ms';
    return { fromMs: endMs, toMs: endMs, interval, utcOffsetSec: 0, maxDataPoints: MAX_INSTANTS };
  }
  if (!Number.isInteger(stepMs) || stepMs < 1000 || stepMs % 1000 !== 0) {
    return impossible(`a step of ${stepMs} ms is not a whole number of seconds`);
  }
  if (endMs < startMs || (endMs - startMs) % stepMs !== 0) {
    return impossible(`${startMs} to ${endMs} ms is not a whole number of steps of ${stepMs} ms`);
  }
  const remainder = ((startMs % stepMs) + stepMs) % stepMs;
  if (remainder % 1000 !== 0) {
    return impossible(`${startMs} ms is not a whole second`);
  }
  if ((endMs - startMs) / stepMs + 1 > MAX_INSTANTS || roundInterval((endMs - startMs) / MAX_INSTANTS) > stepMs) {
    return impossible(`${(endMs - startMs) / stepMs + 1} instants are more than ${MAX_INSTANTS}`);
  }
  return {
    fromMs: startMs,
    toMs: endMs,
    interval: `${stepMs / 1000}s`,
    utcOffsetSec: remainder === 0 ? 0 : -remainder / 1000,
    maxDataPoints: MAX_INSTANTS,
  };
}
