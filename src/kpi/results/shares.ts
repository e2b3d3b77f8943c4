/**
 * Shares, losses and changes of a funnel's steps. Used by the funnel view, and by the funnel panel for plain tables of
 * other data sources, so that both agree. Missing is null and stays null; nothing is clamped: a step may grow.
 */

export type Count = number | null | undefined;

const known = (value: Count): value is number => typeof value === 'number' && Number.isFinite(value);

/**
 * `part / whole` as a ratio (0.206 = 20.6 %). Null where either is missing or not finite, or the whole is 0: a share of
 * nothing is not known. May exceed 1 (aggregate funnels grow) and may be negative if `part` is.
 */
export function shareOf(part: Count, whole: Count): number | null {
  if (!known(part) || !known(whole) || whole === 0) {
    return null;
  }
  const share = part / whole;
  return Number.isFinite(share) ? share : null;
}

export interface StepShares {
  /** count / count of the first step; 1 for the first step itself unless it is missing or 0. */
  readonly fromFirst: ReadonlyArray<number | null>;
  /**
   * count / count of the step before that is not optional; null for the first step. A missing step makes the next one's share null too.
   */
  readonly fromPrevious: ReadonlyArray<number | null>;
}

/** Index of the step before `i` that is not optional; -1 before the first. */
function stepBefore(i: number, optional: readonly boolean[]): number {
  let before = i - 1;
  while (before >= 0 && optional[before]) {
    before--;
  }
  return before;
}

/** Shares of each step's count, in step order; `optional` says which steps may be left out. Empty in, empty out. */
export function stepShares(counts: readonly Count[], optional: readonly boolean[] = []): StepShares {
  return {
    fromFirst: counts.map((count) => shareOf(count, counts[0])),
    fromPrevious: counts.map((count, i) => (i === 0 ? null : shareOf(count, counts[stepBefore(i, optional)]))),
  };
}

export interface StepLoss {
  /** Count before − count here; negative where the step grew; null where either is missing, and for the first step. */
  readonly lost: number | null;
  /** `lost` as a share of the step before; null as in `shareOf`. */
  readonly share: number | null;
}

/** What was lost on the way to each step, in step order. At an optional step nobody is lost: null. */
export function stepLosses(counts: readonly Count[], optional: readonly boolean[] = []): StepLoss[] {
  return counts.map((count, i) => {
    const before = counts[stepBefore(i, optional)];
    if (i === 0 || optional[i] || !known(count) || !known(before)) {
      return { lost: null, share: null };
    }
    return { lost: before - count, share: shareOf(before - count, before) };
  });
}

/**
 * Index of the step before which most were lost (by count, so that it is the longest notch of the picture); the earliest
 * of equals. -1 where nothing was lost, or nothing is known.
 */
export function worstDrop(counts: readonly Count[], optional: readonly boolean[] = []): number {
  let worst = -1;
  let most = 0;
  stepLosses(counts, optional).forEach(({ lost }, i) => {
    if (lost !== null && lost > most) {
      worst = i;
      most = lost;
    }
  });
  return worst;
}

/** `now − before` of two ratios, in percentage points (0.5 → 0.52 = 2). Null where either is missing. */
export function changeInPoints(now: Count, before: Count): number | null {
  return known(now) && known(before) ? (now - before) * 100 : null;
}

/** `(now − before) / |before|` as a ratio. Null where either is missing or `before` is 0. */
export function relativeChange(now: Count, before: Count): number | null {
  return known(now) && known(before) && before !== 0 ? (now - before) / Math.abs(before) : null;
}

/**
 * Each part's share of the sum of all parts, for additive parts (segments of one step). All null where any part is
 * missing, since the sum is then not known, and where the sum is 0.
 */
export function contributions(parts: readonly Count[]): Array<number | null> {
  const sum = parts.every(known) ? (parts as readonly number[]).reduce((total, part) => total + part, 0) : null;
  return parts.map((part) => shareOf(part, sum));
}
