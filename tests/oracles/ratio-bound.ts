/**
 * How far Plumbline's and Sloth's burn rates may be from what happened, and so from each other; worked out on the event log.
 *
 * Sloth: `rate(x[w])` is what the scrapes in the window saw, times (window ÷ time from the first scrape to the last) as far as the
 * edges are less than 1.1 scrape intervals away (else half an interval is guessed). So a count is off by at most
 *   | what the scrapes saw − what happened | + what they saw × guessed time ÷ seen time.
 * Plumbline: slices, decision 4 (`counter-bound.ts`): what happened in one scrape interval at either end of the window, and, slice by slice,
 * what resets, gaps and jitter cost. A window that begins within a slice of five minutes takes its share of it as if it were
 * even: what that share differs from what happened.
 * A ratio B / T of counts that may be off by b and t is off by at most (b + r t) / (T − t), r being the true ratio; a burn rate by that over the
 * budget. The two burn rates differ by at most the sum of both.
 */
import { JITTER_MS, MINUTE, SCRAPE_MS, type CounterLog } from '../engines/counter-fleet';
import { boundOf, countIn, truth, type Slice } from './counter-bound';

const REACH_MS = SCRAPE_MS + 2 * JITTER_MS;

/** What a counter showed at its scrapes, and running sums of what `increase` makes of them. */
interface Shown {
  readonly times: readonly number[];
  readonly seen: readonly number[];
}

const shown = new WeakMap<CounterLog, Shown>();

function shownBy(counter: CounterLog): Shown {
  const known = shown.get(counter);
  if (known) {
    return known;
  }
  const times: number[] = [];
  const seen: number[] = [];
  let [before, sum] = [0, 0];
  for (const { startMs, scrapes } of counter.lives) {
    let [from, value] = [startMs, 0];
    for (const at of scrapes) {
      value += countIn(counter.events, from, at + 1);
      from = at + 1;
      sum += value >= before ? value - before : value;
      before = value;
      times.push(at);
      seen.push(sum);
    }
  }
  const found = { times, seen };
  shown.set(counter, found);
  return found;
}

function firstAfter(times: readonly number[], ms: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    [low, high] = times[middle] <= ms ? [middle + 1, high] : [low, middle];
  }
  return low;
}

/** Bound of `increase(counter[w])` at `toMs`, of Prometheus 3 (left-open). */
function rateBound(counters: readonly CounterLog[], fromMs: number, toMs: number): number {
  return counters.reduce((sum, counter) => {
    const { times, seen } = shownBy(counter);
    const happened = countIn(counter.events, fromMs, toMs);
    const [first, last] = [firstAfter(times, fromMs), firstAfter(times, toMs) - 1];
    if (last <= first) {
      return sum + happened;
    }
    const [saw, span] = [seen[last] - seen[first], times[last] - times[first]];
    const interval = span / (last - first);
    const guessed = [times[first] - fromMs, toMs - times[last]]
      .map((ms) => (ms < 1.1 * interval ? ms : interval / 2))
      .reduce((a, b) => a + b);
    return sum + Math.abs(saw - happened) + (saw * guessed) / span;
  }, 0);
}

/** Bounds of sums of slices, which are asked again and again for the same slices. */
export class SliceBounds {
  private readonly known = new Map<number, number>();
  constructor(private readonly counters: readonly CounterLog[]) {}

  private edge(ms: number): number {
    return truth(this.counters, ms - REACH_MS, ms);
  }

  /** What one slice costs beyond its edges, which its neighbours make good. */
  private within(slice: Slice): number {
    // A start in ms and a length in minutes, as one number.
    const key = slice.startMs * 1000 + (slice.endMs - slice.startMs) / MINUTE;
    let cost = this.known.get(key);
    if (cost === undefined) {
      cost = this.counters.reduce((sum, one) => {
        const edges = [slice.startMs, slice.endMs].map((ms) => truth([one], ms - REACH_MS, ms));
        return sum + boundOf([one], [slice]) - Math.max(...edges);
      }, 0);
      this.known.set(key, cost);
    }
    return cost;
  }

  /** Of what a slice adds to a window that begins within it. */
  private cut(slice: Slice, fromMs: number): number {
    const share = (slice.endMs - fromMs) / (slice.endMs - slice.startMs);
    const [part, whole] = [fromMs, slice.startMs].map((ms) => truth(this.counters, ms, slice.endMs));
    return share * this.within(slice) + Math.abs(share * whole - part);
  }

  /** Of the count over [fromMs, toMs), from `slices` (ascending) that reach to `toMs`. Infinite where they do not reach back. */
  of(slices: readonly Slice[], fromMs: number, toMs: number): number {
    let cost = 0;
    let firstMs = Infinity;
    for (const slice of slices) {
      if (slice.endMs <= fromMs || slice.startMs >= toMs) {
        continue;
      }
      firstMs = Math.min(firstMs, slice.startMs);
      cost += slice.startMs < fromMs ? this.cut(slice, fromMs) : this.within(slice);
    }
    return firstMs > fromMs ? Infinity : cost + Math.max(this.edge(firstMs), this.edge(toMs));
  }
}

/** A ratio of counters: those of the failures, and all. */
export class RatioBounds {
  private readonly badSlices: SliceBounds;
  private readonly allSlices: SliceBounds;
  constructor(
    private readonly bad: readonly CounterLog[],
    private readonly all: readonly CounterLog[]
  ) {
    this.badSlices = new SliceBounds(bad);
    this.allSlices = new SliceBounds(all);
  }

  /** True share of failures; NaN where nothing happened. */
  truth(fromMs: number, toMs: number): number {
    return truth(this.bad, fromMs, toMs) / truth(this.all, fromMs, toMs);
  }

  sloth(fromMs: number, toMs: number): number {
    return this.ratio(rateBound(this.bad, fromMs, toMs), rateBound(this.all, fromMs, toMs), fromMs, toMs);
  }

  plumbline(slices: readonly Slice[], fromMs: number, toMs: number): number {
    const [bad, all] = [this.badSlices, this.allSlices].map((one) => one.of(slices, fromMs, toMs));
    return this.ratio(bad, all, fromMs, toMs);
  }

  private ratio(bad: number, all: number, fromMs: number, toMs: number): number {
    const total = truth(this.all, fromMs, toMs);
    return total > all ? (bad + this.truth(fromMs, toMs) * all) / (total - all) : Infinity;
  }
}
