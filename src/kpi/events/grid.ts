/** How closely a metric store is looked at for events. */

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** So far before the range: versions that ran before, alerts that fire since before. */
export const LOOK_BACK_MS = DAY_MS;
const MOST_STEPS = 2000;
/** Samples that one step is looked through for, at most. */
const MOST_LOOKS = 240;
const STEPS_MS = [1, 5, 15, 60, 360, 1440].map((minutes) => minutes * MINUTE_MS);

export interface PresenceGrid {
  /** Instants startMs, startMs + stepMs … endMs; the value at an instant is of the step before it. The last may lie after `toMs`. */
  readonly startMs: number;
  readonly endMs: number;
  readonly stepMs: number;
  /** Within a step. */
  readonly everyMs: number;
  /** What is gone for no longer is not gone: a step, five minutes, two scrapes. */
  readonly gapMs: number;
  /** What was seen so shortly before the end is still there; not a step, for times within a step are known. */
  readonly freshMs: number;
}

/** A grid that does not move with the range, so that the same events are found at every refresh. */
export function presenceGrid(scrapeIntervalMs: number, fromMs: number, toMs: number): PresenceGrid {
  const from = Math.max(0, fromMs - LOOK_BACK_MS);
  const stepMs = STEPS_MS.find((step) => (toMs - from) / step <= MOST_STEPS) ?? STEPS_MS[STEPS_MS.length - 1];
  const looks = Math.max(1, Math.ceil(stepMs / MOST_LOOKS / scrapeIntervalMs));
  const everyMs = Math.min(stepMs, looks * scrapeIntervalMs);
  const freshMs = Math.max(everyMs, 5 * MINUTE_MS, 2 * scrapeIntervalMs);
  return {
    startMs: Math.floor(from / stepMs) * stepMs,
    endMs: Math.ceil(toMs / stepMs) * stepMs,
    stepMs,
    everyMs,
    gapMs: Math.max(stepMs, freshMs),
    freshMs,
  };
}
