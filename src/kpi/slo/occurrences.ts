/** Budgeting method Occurrences: events that were good, of all events. */
import { accountOf, type Account, type Entries } from './account';
import { gridOf } from './grid';
import { AS_GOOD, marksOf, REMOVED, type Excluded } from './marks';
import { knownOf, levelsOn, type MeasuredPart } from './measured';
import type { SliceSeries } from '../slices/types';

/** A ratio's parts for one segment. */
export interface RatioParts {
  readonly numerator: MeasuredPart;
  readonly denominator: MeasuredPart;
  readonly good: SliceSeries | undefined;
  readonly all: SliceSeries | undefined;
  /** The numerator counts what failed, not what was good. */
  readonly countsFailures: boolean;
  /** Two sources: what one of them may not have heard of yet is no failure, so only what is closed in both counts. */
  readonly apart?: boolean;
}

/**
 * Events over events. Where the denominator was measured and the numerator was not, none was counted: none was good, or none failed. A
 * segment whose good events were never seen at all has no account: it may be a wrong label as well as an outage.
 * `absentIsGood`: gaps are no gaps, so they freeze nothing.
 */
export function occurrences(parts: RatioParts, excluded: readonly Excluded[], absentIsGood: boolean): Account | null {
  if (!parts.countsFailures && parts.all && !parts.good) {
    return null;
  }
  return accountOf(entriesOf(parts, excluded, absentIsGood), 'events', false, knownUntil(parts));
}

/** The end of the last tile that both sources have told all of. */
function knownUntil({ apart, numerator, denominator }: RatioParts): number {
  if (!apart) {
    return Infinity;
  }
  const { starts, ends } = denominator.slices.tiles;
  const closed = Math.min(denominator.closedMs, numerator.closedMs);
  let n = ends.length;
  while (n > 0 && ends[n - 1] > closed) {
    n--;
  }
  return n > 0 ? ends[n - 1] : (starts[0] ?? -Infinity);
}

function entriesOf(parts: RatioParts, excluded: readonly Excluded[], absentIsGood: boolean): Entries {
  const { denominator, numerator, countsFailures } = parts;
  const { tiles } = denominator.slices;
  const grid = gridOf(tiles);
  const all = levelsOn(grid, denominator, parts.all).value;
  const counted = levelsOn(grid, numerator, parts.good).value;
  const known = knownOf(denominator);
  const marks = excluded.length > 0 ? marksOf(tiles, excluded) : null;
  const n = all.length;
  const until = knownUntil(parts);
  const [bad, length] = [new Float64Array(n), new Float64Array(n)];
  for (let i = 0; i < n; i++) {
    const mark = marks ? marks[i] : 0;
    if (mark === REMOVED || tiles.ends[i] > until) {
      all[i] = 0;
      known[i] = 0;
      continue;
    }
    length[i] = tiles.ends[i] - tiles.starts[i];
    if (absentIsGood) {
      known[i] = length[i];
    }
    bad[i] = mark === AS_GOOD ? 0 : countsFailures ? counted[i] : all[i] - counted[i];
  }
  return { grid, total: all, bad, known, counted: length };
}
