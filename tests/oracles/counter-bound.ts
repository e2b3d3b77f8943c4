/** How far a count from slices of counters may be from the truth: docs/decisions/004-slices.md, worked out on the event log itself. */
import { JITTER_MS, SCRAPE_MS, type CounterLog } from '../engines/counter-fleet';

export interface Slice {
  readonly startMs: number;
  readonly endMs: number;
}

/** Index of the first time that is at least `ms`. */
function firstAt(times: readonly number[], ms: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    [low, high] = times[middle] < ms ? [middle + 1, high] : [low, middle];
  }
  return low;
}

/** Times in [fromMs, toMs). */
export const countIn = (times: readonly number[], fromMs: number, toMs: number) =>
  Math.max(0, firstAt(times, toMs) - firstAt(times, fromMs));

/** Events of the counters in [fromMs, toMs). */
export const truth = (counters: readonly CounterLog[], fromMs: number, toMs: number) =>
  counters.reduce((sum, { events }) => sum + countIn(events, fromMs, toMs), 0);

/** Samples that lie in the windows of the slices, over all counters: what a request has to touch. */
export function samplesIn(counters: readonly CounterLog[], slices: readonly Slice[]): number {
  let samples = 0;
  for (const { lives } of counters) {
    for (const { startMs, endMs } of slices) {
      // Prometheus 3: left-open, right-closed.
      const from = startMs - SCRAPE_MS + 2;
      lives.forEach(({ scrapes }) => (samples += countIn(scrapes, from, endMs + 1)));
    }
  }
  return samples;
}

/**
 * Sum over the counters of
 * - the larger of what happened within a scrape interval before the first slice's start and before the last one's end: slices
 *   are cut at scrapes, not at events, and what one slice leaves over the next one takes;
 * - what no two scrapes of one slice's window saw: before a life's first scrape, after its last one, in a gap; and of a reset that
 *   cannot be seen (the new count has reached the old one by the first scrape) the old count;
 * - `jitter`: 2 J / S of each slice's events, since S is divided by the time between two scrapes;
 * - for each slice that has no scrape within an interval before either edge, or whose counter has just left 0: twice i / S of its
 *   events and what happened in the unseen stretch at that edge, which is guessed;
 * - for each edge that a scrape is nearer to than 2 J: as much, and what happened in the interval at either side, which jitter may
 *   put into both windows or into neither.
 */
export function boundOf(counters: readonly CounterLog[], slices: readonly Slice[]): number {
  return counters.reduce((sum, counter) => sum + boundOfOne(counter, slices), 0);
}

const REACH_MS = SCRAPE_MS + 2 * JITTER_MS;

const joined = new WeakMap<CounterLog['lives'], readonly number[]>();

/** Scrapes of all lives of a process, ascending. */
function scrapesOf(lives: CounterLog['lives']): readonly number[] {
  const known = joined.get(lives) ?? lives.flatMap((life) => life.scrapes);
  joined.set(lives, known);
  return known;
}

function boundOfOne({ events, lives }: CounterLog, slices: readonly Slice[]): number {
  if (slices.length === 0) {
    return 0;
  }
  const before = (ms: number) => countIn(events, ms - REACH_MS, ms);
  const scrapes = scrapesOf(lives);
  let bound = Math.max(before(slices[0].startMs), before(slices[slices.length - 1].endMs));
  for (const { startMs, endMs } of slices) {
    const count = countIn(events, startMs - REACH_MS, endMs);
    if (count === 0) {
      continue;
    }
    const lengthMs = endMs - startMs;
    bound += (2 * JITTER_MS * count) / lengthMs;
    // Unseen: each scrape pair of one life inside the window shows what happened between the two.
    let seen = 0;
    for (const life of lives) {
      const own = life.scrapes.slice(firstAt(life.scrapes, startMs - SCRAPE_MS + 2), firstAt(life.scrapes, endMs + 1));
      const sawBirth = own.length > 0 && own[0] === life.scrapes[0] && hasEarlier(scrapes, own[0], startMs);
      const from = sawBirth ? life.startMs : own[0];
      seen += own.length > 0 ? countIn(events, from, own[own.length - 1] + 1) : 0;
    }
    const [first, last] = [lastBefore(scrapes, startMs), lastBefore(scrapes, endMs)];
    const whole = startMs - first < SCRAPE_MS - 1 && endMs - last < SCRAPE_MS - 1;
    const fresh = lives.some((life) => {
      const base = countIn(events, life.startMs, startMs);
      return startMs >= life.startMs - REACH_MS && startMs < life.endMs && base * lengthMs <= count * 2 * SCRAPE_MS;
    });
    const cut = lives.some((life) => life.endMs > startMs - REACH_MS && life.endMs <= endMs);
    const touched = [startMs, endMs].filter(
      (edge) => countIn(scrapes, edge - 2 * JITTER_MS, edge + 2 * JITTER_MS + 1) > 0
    );
    touched.forEach((edge) => (bound += countIn(events, edge - REACH_MS, edge + REACH_MS)));
    if (!whole || fresh || cut || touched.length > 0) {
      bound += (2 * SCRAPE_MS * count) / lengthMs + Math.max(0, count - seen) + hidden(events, lives, startMs, endMs);
    }
  }
  return bound;
}

/** Counts from before resets in the window that nobody can see, since the new count is not below the old one. */
function hidden(events: readonly number[], lives: CounterLog['lives'], startMs: number, endMs: number): number {
  let lost = 0;
  lives.slice(1).forEach((life, i) => {
    const [old, first] = [lives[i], life.scrapes[0] ?? Infinity];
    if (first > startMs - SCRAPE_MS && first <= endMs && old.scrapes.length > 0) {
      const before = countIn(events, old.startMs, old.scrapes[old.scrapes.length - 1] + 1);
      lost += countIn(events, life.startMs, first + 1) >= before ? before : 0;
    }
  });
  return lost;
}

/** The instant of the last time that is at most `ms`; -Infinity where there is none. */
const lastBefore = (times: readonly number[], ms: number) => times[firstAt(times, ms + 1) - 1] ?? -Infinity;

/** True where the window of a slice holds a scrape before `at`: then a counter that starts anew at `at` is a reset, which is counted from 0. */
function hasEarlier(scrapes: readonly number[], at: number, startMs: number): boolean {
  return lastBefore(scrapes, at - 1) > startMs - SCRAPE_MS + 1;
}
