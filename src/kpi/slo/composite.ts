/** Composite objectives: one budget over several KPIs. Meaning as in OpenSLO. */
import type { Objective } from '../definition/types';
import { burnOf, type Account, type Spent } from './account';
import type { Excluded } from './marks';
import { sliceAccount, type Verdicts } from './time-slices';

export interface WeightedAccount {
  readonly account: Account;
  /** 1 − target of the member's own objective. */
  readonly budget: number;
  readonly weight: number;
}

/**
 * Occurrences: the burn rate is the weighted mean of the members' burn rates. Nothing where a member has nothing: a journey of which a part
 * cannot be seen cannot be judged. `total` is 1 and `bad` the share that makes this burn rate of `budget` (1 − the composite's target).
 */
export function compositeOfBurns(members: readonly WeightedAccount[], budget: number): Account {
  const weights = members.reduce((sum, { weight }) => sum + weight, 0);
  return {
    unit: 'burn',
    endMs: Math.min(...members.map(({ account }) => account.endMs)),
    over(fromMs, toMs): Spent {
      let burn: number | null = 0;
      let coverage = 1;
      for (const member of members) {
        const spent = member.account.over(fromMs, toMs);
        const own = burnOf(spent, member.budget);
        burn = burn === null || own === null ? null : burn + own * member.weight;
        coverage = Math.min(coverage, spent.coverage);
      }
      return burn === null
        ? { total: null, bad: null, coverage }
        : { total: 1, bad: (burn / weights) * budget, coverage, unbounded: true };
    },
  };
}

/**
 * Timeslices: a slice is bad where any member's is. RatioTimeslices: what the members lack of 1 adds up, to 1 at most (95 % and 95 % are
 * 90 %). Weights do not matter there. A slice of which a member is not known has no verdict, unless another one is wholly bad.
 */
export function compositeOfSlices(
  members: readonly Verdicts[],
  absentIs: Objective['absentIs'],
  excluded: readonly Excluded[]
): Account {
  const from = Math.max(...members.map(({ tiles }) => tiles.starts[0] ?? Infinity));
  const n = Math.min(...members.map(({ tiles }) => tiles.starts.length - firstAt(tiles.starts, from)));
  const length = Number.isFinite(from) ? Math.max(0, n) : 0;
  const cut = members.map(({ tiles, bad, known }) => {
    const first = length === 0 ? 0 : firstAt(tiles.starts, from);
    return {
      tiles: { starts: tiles.starts.slice(first, first + length), ends: tiles.ends.slice(first, first + length) },
      bad: bad.slice(first, first + length),
      known: known.slice(first, first + length),
    };
  });
  const bad = cut[0].bad.map((_, i) => {
    const verdicts = cut.map((member) => member.bad[i]);
    const worst = Math.max(...verdicts.map((verdict) => verdict ?? 0));
    return worst < 1 && verdicts.some((verdict) => verdict === null)
      ? null
      : Math.min(
          1,
          verdicts.reduce<number>((sum, verdict) => sum + (verdict ?? 0), 0)
        );
  });
  const known = cut[0].known.map((_, i) => Math.min(...cut.map((member) => member.known[i])));
  return sliceAccount({ tiles: cut[0].tiles, bad, known }, absentIs, excluded);
}

function firstAt(starts: Float64Array, ms: number): number {
  let i = 0;
  while (i < starts.length && starts[i] < ms) {
    i++;
  }
  return i;
}
