/** When something was there, out of two answers: its first and its last sample in each step. */
import type { ColumnFrame } from '../plan/request';

/** [fromMs, toMs]: times of the first and the last sample. */
export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
  /** It was there in the first step that was looked at, so it may have begun earlier. */
  readonly sinceStart: boolean;
}

export interface Present {
  readonly labels: Readonly<Record<string, string>>;
  /** Ascending, apart by more than the gap. */
  readonly stretches: readonly Stretch[];
}

/**
 * The stretches of each set of labels. Two that are at most `gapMs` apart are one: a scrape that failed ends nothing.
 * @param firsts answer to `buildPresence` of `first`, @param lasts of `last`, over the same instants from `startMs` on
 */
export function presentIn(
  firsts: readonly ColumnFrame[],
  lasts: readonly ColumnFrame[],
  startMs: number,
  gapMs: number
): Present[] {
  const ends = new Map(lasts.map((frame) => [keyOf(frame), timesOf(frame)] as const));
  return firsts.map((frame) => {
    const end = ends.get(keyOf(frame));
    const stretches: Stretch[] = [];
    for (const [at, fromMs] of timesOf(frame)) {
      const toMs = Math.max(fromMs, end?.get(at) ?? fromMs);
      const before = stretches[stretches.length - 1];
      if (before && fromMs - before.toMs <= gapMs) {
        stretches[stretches.length - 1] = { ...before, toMs: Math.max(before.toMs, toMs) };
      } else {
        stretches.push({ fromMs, toMs, sinceStart: at === startMs });
      }
    }
    return { labels: labelsOf(frame), stretches };
  });
}

const labelsOf = ({ columns }: ColumnFrame) => columns.find((column) => column.labels)?.labels ?? {};

function keyOf(frame: ColumnFrame): string {
  const labels = labelsOf(frame);
  return JSON.stringify(
    Object.keys(labels)
      .sort()
      .map((name) => [name, labels[name]])
  );
}

/** Instant -> time of the sample, ms. */
function timesOf({ length, columns }: ColumnFrame): Map<number, number> {
  const at = columns.find(({ type }) => type === 'time')?.values;
  const seconds = columns.find(({ type }) => type === 'number')?.values;
  const found = new Map<number, number>();
  for (let i = 0; i < length; i++) {
    const [instant, value] = [at?.[i], seconds?.[i]];
    if (typeof instant === 'number' && typeof value === 'number' && Number.isFinite(value)) {
      found.set(instant, Math.round(value * 1000));
    }
  }
  return found;
}
