/**
 * Slow and obvious funnels of every order, with all that a step can ask for: written from the sentences in docs/guide/funnels.md, one after the
 * other, with loops over all events. No code and no shape is shared with src/kpi/sql. What plain ordered funnels mean is also in funnel.ts,
 * by brute force; the tests compare the two.
 */
import { medianOracle } from './funnel';

export interface OrderedEvent {
  readonly actor: string | null;
  readonly at: number;
  /** isStep[k]: the event is step k+1. */
  readonly isStep: readonly boolean[];
  /** isExcluded[i]: the event is exclusion i. */
  readonly isExcluded: readonly boolean[];
  /** Values of what is held constant. */
  readonly constants: ReadonlyArray<string | null>;
  readonly groups: ReadonlyArray<string | null>;
  readonly passes: boolean;
}

export interface OrderedRule {
  readonly order: 'ordered' | 'strict' | 'any';
  readonly entry: 'first' | 'any';
  readonly ties: 'strict' | 'loose';
  readonly fromMs: number;
  readonly toMs: number;
  readonly asOfMs: number;
  readonly windowMs: number;
  readonly steps: ReadonlyArray<{ readonly withinMs?: number; readonly optional?: boolean }>;
  readonly exclude: ReadonlyArray<{ readonly after: number; readonly before: number }>;
  /** With totals there are also rows of segments that only brought events, where another attempt of the actor counts. */
  readonly totals?: boolean;
}

export interface OrderedRow {
  readonly groups: ReadonlyArray<string | null>;
  readonly bucket?: number;
  readonly n: number[];
  readonly open: number;
  readonly m: Array<number | null>;
  readonly total: number[];
}

interface Try {
  readonly actor: string;
  readonly chain: string;
  readonly start: OrderedEvent;
  /** times[k]: when step k+1 was taken; undefined: not. Of any order: the j-th different step. */
  readonly times: Array<number | undefined>;
  /** Index of the last required step reached; of any order, of the last different one. */
  readonly level: number;
  readonly mayGoOn: boolean;
  readonly dropped: boolean;
}

/** Rows in no order; `bucketOf`: with it a row for each bucket of starts, where an actor counts once in each. */
export function ordersOracle(
  events: readonly OrderedEvent[],
  rule: OrderedRule,
  groupCount: number,
  bucketOf?: (at: number) => number
): OrderedRow[] {
  const chains = new Map<string, OrderedEvent[]>();
  for (const e of events) {
    if (e.actor !== null && e.at < rule.asOfMs && e.at >= rule.fromMs && e.constants.every((c) => c !== null)) {
      const key = JSON.stringify([e.actor, ...e.constants]);
      chains.set(key, [...(chains.get(key) ?? []), e]);
    }
  }
  const tries: Try[] = [];
  for (const [chain, own] of chains) {
    let starts = own.filter(
      (e) =>
        (rule.order === 'any' ? e.isStep.some((is) => is) : e.isStep[0]) &&
        e.passes &&
        e.at >= rule.fromMs &&
        e.at < rule.toMs
    );
    if (rule.entry === 'first') {
      const first = Math.min(...starts.map((e) => e.at));
      starts = starts.filter((e) => e.at === first);
    }
    tries.push(...starts.map((start) => attempt(chain, own, start, rule)));
  }
  const kept = tries.filter((t) => !t.dropped);
  return rowsOf(kept, rule, groupCount, bucketOf);
}

function attempt(chain: string, own: readonly OrderedEvent[], start: OrderedEvent, rule: OrderedRule): Try {
  const last = start.at + rule.windowMs;
  const taken = rule.order === 'any' ? anySteps(own, start, rule) : orderedSteps(own, start, rule);
  const dropped = rule.exclude.some(({ after, before }, i) => {
    const a = after <= taken.level ? taken.times[after] : undefined;
    const b = before <= taken.level ? taken.times[before] : undefined;
    return (
      a !== undefined && own.some((e) => e.isExcluded[i] && e.at > a && e.at <= last && (b === undefined || e.at < b))
    );
  });
  return { actor: start.actor!, chain, start, ...taken, dropped };
}

/** Each required step at the first event after the one before; then the optional ones between them. */
function orderedSteps(own: readonly OrderedEvent[], start: OrderedEvent, rule: OrderedRule) {
  const last = start.at + rule.windowMs;
  const times: Array<number | undefined> = rule.steps.map(() => undefined);
  times[0] = start.at;
  let level = 0;
  let mayGoOn = false;
  const required = rule.steps.map((_, k) => k).filter((k) => !rule.steps[k].optional);
  for (const k of required.slice(1)) {
    const before = times[level]!;
    const limit = Math.min(last, before + (rule.steps[k].withinMs ?? Infinity));
    const next = nextEvent(own, k, before, rule);
    if (next === undefined || next > limit) {
      const interrupted = rule.order === 'strict' && own.some((e) => e.at > before);
      mayGoOn = limit >= rule.asOfMs && !interrupted;
      break;
    }
    times[k] = next;
    level = k;
  }
  rule.steps.forEach((step, k) => {
    if (!step.optional) {
      return;
    }
    const a = required.filter((r) => r < k).slice(-1)[0];
    const b = required.filter((r) => r > k)[0];
    const from = times[a];
    if (a > level || from === undefined) {
      return;
    }
    const first = earliest(own.filter((e) => e.isStep[k] && (rule.ties === 'strict' ? e.at > from : e.at >= from)));
    const until = times[b];
    const inTime = first !== undefined && first <= last && first - from <= (step.withinMs ?? Infinity);
    const beforeNext = until === undefined || (rule.ties === 'strict' ? first! < until : first! <= until);
    times[k] = inTime && beforeNext ? first : undefined;
  });
  return { times, level, mayGoOn };
}

function nextEvent(own: readonly OrderedEvent[], k: number, before: number, rule: OrderedRule): number | undefined {
  if (rule.order === 'strict') {
    const next = earliest(own.filter((e) => e.at > before));
    return next !== undefined && own.some((e) => e.at === next && e.isStep[k]) ? next : undefined;
  }
  return earliest(own.filter((e) => e.isStep[k] && (rule.ties === 'strict' ? e.at > before : e.at >= before)));
}

/** The first of each step since the start, in the order of their times. */
function anySteps(own: readonly OrderedEvent[], start: OrderedEvent, rule: OrderedRule) {
  const last = start.at + rule.windowMs;
  const found = rule.steps
    .map((_, k) => earliest(own.filter((e) => e.isStep[k] && e.at >= start.at && e.at <= last)))
    .filter((at): at is number => at !== undefined)
    .sort((a, b) => a - b);
  const times: Array<number | undefined> = rule.steps.map((_, j) => found[j]);
  return { times, level: found.length - 1, mayGoOn: found.length < rule.steps.length && last >= rule.asOfMs };
}

const earliest = (events: readonly OrderedEvent[]): number | undefined =>
  events.length === 0 ? undefined : Math.min(...events.map((e) => e.at));

function rowsOf(
  kept: readonly Try[],
  rule: OrderedRule,
  groupCount: number,
  bucketOf?: (at: number) => number
): OrderedRow[] {
  const whereOf = (t: Try) => JSON.stringify([t.start.groups, bucketOf ? bucketOf(t.start.at) : null]);
  const rows = new Map<string, { counted: Array<{ t: Try; open: boolean }>; total: number[] }>();
  const row = (where: string) => {
    const found = rows.get(where) ?? { counted: [], total: rule.steps.map(() => 0) };
    rows.set(where, found);
    return found;
  };
  if (groupCount === 0 && !bucketOf) {
    row('[[],null]');
  }
  const perActor = new Map<string, Try[]>();
  for (const t of kept) {
    const key = JSON.stringify([t.actor, bucketOf ? bucketOf(t.start.at) : null]);
    perActor.set(key, [...(perActor.get(key) ?? []), t]);
  }
  for (const own of perActor.values()) {
    const t = own.reduce((a, b) => (b.level > a.level || (b.level === a.level && comesFirst(b, a)) ? b : a));
    const done = t.level === rule.steps.length - 1;
    row(whereOf(t)).counted.push({ t, open: !done && own.some((other) => other.mayGoOn) });
  }
  (rule.totals ? rule.steps : []).forEach((_, k) => {
    const takers = new Map<string, Try>();
    for (const t of kept) {
      const at = reached(t, k, rule) ? t.times[k] : undefined;
      const key = JSON.stringify([t.chain, at]);
      const other = takers.get(key);
      if (at !== undefined && (!other || comesFirst(t, other))) {
        takers.set(key, t);
      }
    }
    takers.forEach((t) => row(whereOf(t)).total[k]++);
  });
  return [...rows].map(([where, { counted, total }]) => {
    const [groups, bucket] = JSON.parse(where) as [Array<string | null>, number | null];
    const tries = counted.map(({ t }) => t);
    return {
      groups,
      ...(bucket === null ? {} : { bucket }),
      n: rule.steps.map((_, k) => tries.filter((t) => reached(t, k, rule)).length),
      open: counted.filter(({ open }) => open).length,
      m: rule.steps.slice(1).map((_, i) => {
        const k = i + 1;
        const from = rule.steps
          .map((__, j) => j)
          .filter((j) => j < k && (rule.order === 'any' || !rule.steps[j].optional));
        const previous = from[from.length - 1];
        return medianOracle(tries.filter((t) => reached(t, k, rule)).map((t) => t.times[k]! - t.times[previous]!));
      }),
      total,
    };
  });
}

const reached = (t: Try, k: number, rule: OrderedRule): boolean =>
  rule.steps[k].optional ? t.times[k] !== undefined : t.level >= k;

/** Earlier start; at the same instant the smaller groups, then the smaller constants; null last. */
function comesFirst(a: Try, b: Try): boolean {
  if (a.start.at !== b.start.at) {
    return a.start.at < b.start.at;
  }
  const [xs, ys] = [a, b].map((t) => [...t.start.groups, ...t.start.constants]);
  for (let i = 0; i < xs.length; i++) {
    if (xs[i] !== ys[i]) {
      return ys[i] === null || (xs[i] !== null && xs[i]! < ys[i]!);
    }
  }
  return false;
}
