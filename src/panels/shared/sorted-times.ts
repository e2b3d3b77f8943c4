/** Look-ups in ascending times, and in values beside them. */

/** The last value that is known; null where none is. */
export function lastKnown(values: ReadonlyArray<number | null>): number | null {
  for (let i = values.length - 1; i >= 0; i--) {
    if (values[i] !== null) {
      return values[i];
    }
  }
  return null;
}

/** Index of the last time ≤ `at`; of the first where all are later; -1 where there is none. `times` ascend. */
export function indexAt(times: readonly number[], at: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] <= at) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return times.length === 0 ? -1 : Math.max(0, low - 1);
}

/** Index of the time nearest to `at`; -1 where there is none. */
export function nearestIndex(times: readonly number[], at: number): number {
  const i = indexAt(times, at);
  return i >= 0 && i + 1 < times.length && times[i + 1] - at < at - times[i] ? i + 1 : i;
}

export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Stretches of time that touch become one. They ascend by start. */
export function joinedStretches(stretches: readonly Stretch[]): Stretch[] {
  const kept: Stretch[] = [];
  for (const { fromMs, toMs } of stretches) {
    const last = kept[kept.length - 1];
    if (last && fromMs <= last.toMs) {
      kept[kept.length - 1] = { fromMs: last.fromMs, toMs: Math.max(last.toMs, toMs) };
    } else {
      kept.push({ fromMs, toMs });
    }
  }
  return kept;
}

/** What is left of `stretches` where none of `others` is; `others` as `joinedStretches` gives them. */
export const withoutStretches = (stretches: readonly Stretch[], others: readonly Stretch[]): Stretch[] =>
  others.reduce<readonly Stretch[]>(
    (left, other) =>
      left.flatMap((one) =>
        [
          { fromMs: one.fromMs, toMs: Math.min(one.toMs, other.fromMs) },
          { fromMs: Math.max(one.fromMs, other.toMs), toMs: one.toMs },
        ].filter(({ fromMs, toMs }) => toMs > fromMs)
      ),
    stretches
  ) as Stretch[];
