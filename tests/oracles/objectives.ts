/** Slow and obvious budgets and burn rates from a log of events, to compare with. They share no code and no shape with src/kpi/slo. */

export interface Outcome {
  readonly at: number;
  readonly good: boolean;
}

export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
  readonly treatAs: 'removed' | 'good';
}

export interface Rule {
  readonly method: 'Occurrences' | 'Timeslices' | 'RatioTimeslices';
  /** 1 − target. */
  readonly budget: number;
  /** Of the two with slices. */
  readonly sliceMs?: number;
  /** Timeslices: share of good from which on a slice is good. */
  readonly sliceTarget?: number;
  /** What a slice without events is. */
  readonly absentIs?: 'gap' | 'good' | 'bad';
  readonly excluded: readonly Stretch[];
  /** Slices that end later are not judged yet. */
  readonly closedMs: number;
}

export interface Counted {
  readonly total: number;
  readonly bad: number;
}

const holds = (stretches: readonly Stretch[], at: number, treatAs: Stretch['treatAs']) =>
  stretches.some((one) => one.treatAs === treatAs && at >= one.fromMs && at < one.toMs);

/** What counts, and what of it is bad, in [fromMs, toMs): events, or slices of the UTC grid that lie wholly in it. */
export function countedIn(events: readonly Outcome[], rule: Rule, fromMs: number, toMs: number): Counted {
  let [total, bad] = [0, 0];
  if (rule.method === 'Occurrences') {
    for (const { at, good } of events) {
      if (at >= fromMs && at < toMs && !holds(rule.excluded, at, 'removed')) {
        total++;
        bad += good || holds(rule.excluded, at, 'good') ? 0 : 1;
      }
    }
    return { total, bad };
  }
  const step = rule.sliceMs!;
  for (let start = Math.ceil(fromMs / step) * step; start + step <= Math.min(toMs, rule.closedMs); start += step) {
    const middle = start + step / 2;
    if (holds(rule.excluded, middle, 'removed')) {
      continue;
    }
    const own = events.filter(({ at }) => at >= start && at < start + step);
    if (own.length === 0 && (rule.absentIs ?? 'gap') === 'gap') {
      continue;
    }
    total++;
    if (!holds(rule.excluded, middle, 'good')) {
      bad += own.length === 0 ? Number(rule.absentIs === 'bad') : badShare(own, rule);
    }
  }
  return { total, bad };
}

function badShare(own: readonly Outcome[], { method, sliceTarget }: Rule): number {
  const share = own.filter(({ good }) => good).length / own.length;
  return method === 'RatioTimeslices' ? 1 - share : share >= sliceTarget! ? 0 : 1;
}

/** How many times as fast as sustainable; 0 where nothing could fail. */
export const burnOracle = ({ total, bad }: Counted, budget: number): number => (total === 0 ? 0 : bad / total / budget);
