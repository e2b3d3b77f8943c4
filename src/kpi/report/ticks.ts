/** Where a picture's axes have their marks. */
import { localOfInstant } from '../calendar';

/** 3 to 6 round values that hold all of `values`, ascending; at least two, also for none or one. `most`: no mark beyond (a ratio's 1), where no value is. */
export function niceTicks(values: readonly number[], most?: number): number[] {
  let [low, high] = values.length === 0 ? [0, 1] : [Math.min(...values), Math.max(...values)];
  if (low === high) {
    const room = Math.abs(low) > 0 ? Math.abs(low) * 0.1 : 1;
    [low, high] = [low - room, high + room];
  }
  const step = niceStep((high - low) / 3);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
  const beyond = most !== undefined && Math.max(...values, -Infinity) <= most;
  const kept = beyond ? ticks.filter((tick) => tick <= most) : ticks;
  // The highest value has to lie below the last mark.
  return kept.length >= 2 && kept[kept.length - 1] >= Math.max(...values, -Infinity) ? kept : ticks;
}

/** 1, 2 or 5 times a power of ten, not below `rough`. */
function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  return ([1, 2, 5, 10].find((factor) => factor * power >= rough * (1 - 1e-9)) ?? 10) * power;
}

const MINUTE_MS = 60_000;
const STEPS_MS = [5, 10, 15, 30, 60, 120, 180, 360, 720].map((minutes) => minutes * MINUTE_MS);
const MOST_TIMES = 8;

/** Full clock times of the zone in [fromMs, toMs], at most eight; steps of half a day where the range is days. */
export function timeTicks(zone: string, fromMs: number, toMs: number): number[] {
  const step = STEPS_MS.find((ms) => (toMs - fromMs) / ms <= MOST_TIMES) ?? STEPS_MS[STEPS_MS.length - 1];
  const offset = localOfInstant(zone, fromMs) - fromMs;
  const first = Math.ceil((fromMs + offset) / step) * step - offset;
  const found: number[] = [];
  for (let ms = first; ms <= toMs && found.length < 4 * MOST_TIMES; ms += step) {
    found.push(ms);
  }
  return found;
}
