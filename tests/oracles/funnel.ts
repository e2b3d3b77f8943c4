/** Slow and obvious funnels, to compare stores with. They share no code and no shape with src/kpi/sql. */

export interface FunnelEvent {
  readonly actor: string | null;
  readonly at: number;
  /** isStep[k]: the event is step k+1. */
  readonly isStep: readonly boolean[];
  /** Values of the groups; also what filters speak of. */
  readonly groups: ReadonlyArray<string | null>;
  /** Whether the event passes the funnel's filters (they only matter for a start). */
  readonly passes: boolean;
}

export interface FunnelRule {
  readonly steps: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly asOfMs: number;
  readonly windowMs: number;
  readonly entry: 'first' | 'any';
  readonly ties: 'strict' | 'loose';
}

export interface FunnelRow {
  readonly groups: ReadonlyArray<string | null>;
  /** n[k]: actors that reached step k+1. */
  readonly n: number[];
  readonly open: number;
  /** m[k]: median ms from step k+1 to step k+2, null of nobody. */
  readonly m: Array<number | null>;
}

interface Attempt {
  readonly start: FunnelEvent;
  /** Times of the steps reached, the start's first. */
  readonly times: number[];
}

/** The longest chain of steps k, k+1 … after `after` within the window, of the longest the earliest. */
type Follow = (events: readonly FunnelEvent[], rule: FunnelRule, k: number, after: number, start: number) => number[];

/** Tries every chain there is: certain, and exponential. For small sets. */
export const everyChain: Follow = (events, rule, k, after, start) => {
  let best: number[] = [];
  if (k === rule.steps) {
    return best;
  }
  for (const e of events) {
    const late = rule.ties === 'strict' ? e.at > after : e.at >= after;
    if (e.isStep[k] && late && e.at <= start + rule.windowMs) {
      const chain = [e.at, ...everyChain(events, rule, k + 1, e.at, start)];
      if (chain.length > best.length || (chain.length === best.length && isEarlier(chain, best))) {
        best = chain;
      }
    }
  }
  return best;
};

/** Takes the earliest next step each time: quick enough for heavy actors, and proven equal to `everyChain` in the tests. */
export const earliestChain: Follow = (events, rule, k, after, start) => {
  const times: number[] = [];
  let last = after;
  for (let step = k; step < rule.steps; step++) {
    const next = events
      .filter(
        (e) => e.isStep[step] && (rule.ties === 'strict' ? e.at > last : e.at >= last) && e.at <= start + rule.windowMs
      )
      .reduce((min, e) => Math.min(min, e.at), Infinity);
    if (next === Infinity) {
      break;
    }
    times.push(next);
    last = next;
  }
  return times;
};

function isEarlier(a: readonly number[], b: readonly number[]): boolean {
  const i = a.findIndex((t, at) => t !== b[at]);
  return i >= 0 && a[i] < b[i];
}

/** The funnel's rows, a row a combination of group values that has starts, in no order; without groups always one row. */
export function funnelOracle(
  events: readonly FunnelEvent[],
  rule: FunnelRule,
  groupCount: number,
  follow: Follow = everyChain
): FunnelRow[] {
  const actors = new Map<string, FunnelEvent[]>();
  for (const e of events) {
    if (e.actor !== null && e.at < rule.asOfMs) {
      const own = actors.get(e.actor) ?? [];
      own.push(e);
      actors.set(e.actor, own);
    }
  }
  const rows = new Map<string, Array<{ attempt: Attempt; open: boolean }>>();
  if (groupCount === 0) {
    rows.set('[]', []);
  }
  for (const own of actors.values()) {
    const starts = own.filter((e) => e.isStep[0] && e.passes && e.at >= rule.fromMs && e.at < rule.toMs);
    if (starts.length === 0) {
      continue;
    }
    const attempts = starts.map((start): Attempt => ({
      start,
      times: [start.at, ...follow(own, rule, 1, start.at, start.at)],
    }));
    const first = attempts.reduce((a, b) => (comesFirst(b, a) ? b : a));
    const deepest = attempts.reduce((a, b) =>
      b.times.length > a.times.length || (b.times.length === a.times.length && comesFirst(b, a)) ? b : a
    );
    const attempt = rule.entry === 'first' ? first : deepest;
    const tried = rule.entry === 'first' ? [first] : attempts;
    const open = attempt.times.length < rule.steps && tried.some((a) => a.start.at + rule.windowMs >= rule.asOfMs);
    const key = JSON.stringify(attempt.start.groups);
    rows.set(key, [...(rows.get(key) ?? []), { attempt, open }]);
  }
  return [...rows].map(([key, counted]) => ({
    groups: JSON.parse(key) as Array<string | null>,
    n: Array.from({ length: rule.steps }, (_, k) => counted.filter((c) => c.attempt.times.length > k).length),
    open: counted.filter((c) => c.open).length,
    m: Array.from({ length: rule.steps - 1 }, (_, k) =>
      medianOracle(
        counted.filter((c) => c.attempt.times.length > k + 1).map((c) => c.attempt.times[k + 1] - c.attempt.times[k])
      )
    ),
  }));
}

/** Earlier start; at the same instant the smaller groups, null last. */
function comesFirst(a: Attempt, b: Attempt): boolean {
  if (a.start.at !== b.start.at) {
    return a.start.at < b.start.at;
  }
  for (let i = 0; i < a.start.groups.length; i++) {
    const [x, y] = [a.start.groups[i], b.start.groups[i]];
    if (x !== y) {
      return y === null || (x !== null && x < y);
    }
  }
  return false;
}

export function medianOracle(values: readonly number[]): number | null {
  if (values.length === 0) {
    return null;
  }
  const sorted = values.slice().sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}
