/** A KPI's slices, of one segment, as effects read them: how much, of how much, and for how long it was measured, a tile at a time. */
import { isLevel } from '../../definition';
import type { KpiDefinition } from '../../definition/types';
import { countBefore, type CountBefore } from '../../slices/places';
import type { Tiles } from '../../slices';
import { gridOf, knownOf, levelsOn, marksOf, type Excluded, type MeasuredPart } from '../../slo';
import type { Block, Family } from '../../stats';
import type { PartAnswer, Role } from '../answer';
import { countsFailures, type SegmentSeries } from '../figures';

export const WEEK_MS = 7 * 24 * 3_600_000;

export type Parts = Readonly<Partial<Record<Role, PartAnswer>>>;

/** Per tile. Tiles that are excluded, or that late rows may still change, weigh nothing and are not wanted. */
export interface Ledger {
  readonly tiles: Tiles;
  readonly before: CountBefore;
  readonly family: Family;
  /** Events, or ms of measured time. */
  readonly weight: Float64Array;
  readonly sum: Float64Array;
  /** Events, where something counts them. */
  readonly events: Float64Array | null;
  /** ms that were measured, and that should have been. */
  readonly known: Float64Array;
  readonly wanted: Float64Array;
  /** Until then numbers are told. */
  readonly seenMs: number;
  /** Over the last whole weeks that it holds: how many events a window of an objective has. */
  readonly weeks: { readonly weight: number; readonly knownMs: number };
  /** The good ones were never seen at all: a wrong label as well as an outage. */
  readonly goodless: boolean;
}

/** Whether before and after of a KPI can be compared: it is made of what can be counted or added up. */
export function hasEffect({ measure }: KpiDefinition): boolean {
  switch (measure.kind) {
    case 'count':
    case 'sum':
      return !isLevel(measure.part);
    case 'ratio':
      return !isLevel(measure.numerator) && !isLevel(measure.denominator);
    default:
      return false;
  }
}

/** A ratio of counts is a share of events; a ratio of amounts, or an average, a mean; the rest is counted over time. */
export function familyOf({ measure, unit }: KpiDefinition): Family {
  if (measure.kind !== 'ratio') {
    return 'rate';
  }
  const counts = [measure.numerator, measure.denominator].every(
    (part) => part.store === 'prometheus' || part.aggregate.kind === 'rows' || part.aggregate.kind === 'values'
  );
  return counts && unit === 'ratio' && measure.average !== true ? 'share' : 'mean';
}

const measured = ({ slices, store, closedMs }: PartAnswer): MeasuredPart => ({
  slices,
  alwaysKnown: store === 'sql',
  closedMs,
});

/**
 * Rows of a table come late, and ripen: a session is there before it has bought. What is not closed would look like a loss beside the time before, so
 * it does not count; only a ratio of counters of one Prometheus, whose parts are late together, is seen up to now.
 */
function seenUntil(kpi: KpiDefinition, parts: Parts): number {
  const all = Object.values(parts) as PartAnswer[];
  const { numerator, denominator } = parts;
  const together =
    kpi.measure.kind === 'ratio' && denominator?.store === 'prometheus' && numerator?.source === denominator.source;
  return together ? Infinity : Math.min(...all.map(({ closedMs }) => closedMs));
}

/** @param segment a segment, or several merged */
export function ledgerOf(
  kpi: KpiDefinition,
  parts: Parts,
  { series }: SegmentSeries,
  excluded: readonly Excluded[]
): Ledger {
  const isRatio = kpi.measure.kind === 'ratio';
  const base = measured(parts[isRatio ? 'denominator' : 'value']!);
  const { tiles } = base.slices;
  const grid = gridOf(tiles);
  const known = knownOf(base);
  const n = tiles.starts.length;
  const total = levelsOn(grid, base, series[isRatio ? 'denominator' : 'value']).value;
  const counted = isRatio ? levelsOn(grid, measured(parts.numerator!), series.numerator).value : total;
  const counters = parts.events ? levelsOn(grid, measured(parts.events), series.events).value : null;
  const marks = excluded.length > 0 ? marksOf(tiles, excluded) : null;
  const seenMs = seenUntil(kpi, parts);
  const fails = countsFailures(kpi);
  const [weight, sum, wanted] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  for (let i = 0; i < n; i++) {
    if ((marks && marks[i] > 0) || tiles.ends[i] > seenMs) {
      known[i] = 0;
      continue;
    }
    wanted[i] = tiles.ends[i] - tiles.starts[i];
    if (known[i] > 0) {
      weight[i] = isRatio ? total[i] : known[i];
      sum[i] = fails ? total[i] - counted[i] : counted[i];
    }
  }
  return {
    tiles,
    before: countBefore(tiles),
    family: familyOf(kpi),
    weight,
    sum,
    events: counters ?? (isRatio ? weight : kpi.measure.kind === 'count' ? sum : null),
    known,
    wanted,
    seenMs,
    weeks: wholeWeeks(tiles, weight, known),
    goodless: isRatio && !fails && series.denominator !== undefined && series.numerator === undefined,
  };
}

function wholeWeeks({ starts, ends }: Tiles, weight: Float64Array, known: Float64Array): Ledger['weeks'] {
  const n = starts.length;
  const end = n > 0 ? ends[n - 1] : 0;
  const from = end - Math.floor((end - (starts[0] ?? end)) / WEEK_MS) * WEEK_MS;
  let [all, knownMs] = [0, 0];
  for (let i = n - 1; i >= 0 && starts[i] >= from; i--) {
    all += weight[i];
    knownMs += known[i];
  }
  return { weight: all, knownMs };
}

/** A stretch of a ledger. */
export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface Looked {
  readonly block: Block;
  readonly weight: number;
  readonly sum: number;
  readonly events: number | null;
  readonly knownMs: number;
  readonly wantedMs: number;
}

/**
 * What lies in [fromMs, toMs), in slots of `slotMs` from its start on. A tile belongs where its middle is: the same hours of another week need not
 * begin on a tile. Bucket i is slot i, so that blocks of equal length fit on each other.
 */
export function lookAt(ledger: Ledger, { fromMs, toMs }: Stretch, slotMs: number): Looked {
  const { tiles, family } = ledger;
  const slots = Math.max(0, Math.ceil((toMs - fromMs) / slotMs));
  const weight = new Float64Array(slots);
  const sum = new Float64Array(slots);
  let [all, amount, events, knownMs, wantedMs] = [0, 0, 0, 0, 0];
  const n = tiles.starts.length;
  for (let i = Math.max(0, ledger.before(fromMs) - 1); i < n && tiles.starts[i] < toMs; i++) {
    const middle = (tiles.starts[i] + tiles.ends[i]) / 2;
    if (middle < fromMs || middle >= toMs) {
      continue;
    }
    const slot = Math.floor((middle - fromMs) / slotMs);
    // Sources that disagree by a rounding make no share above 1 (told elsewhere).
    const good = family === 'share' ? Math.min(ledger.weight[i], Math.max(0, ledger.sum[i])) : ledger.sum[i];
    weight[slot] += ledger.weight[i];
    sum[slot] += good;
    all += ledger.weight[i];
    amount += good;
    events += ledger.events ? ledger.events[i] : 0;
    knownMs += ledger.known[i];
    wantedMs += ledger.wanted[i];
  }
  return { block: { weight, sum }, weight: all, sum: amount, events: ledger.events ? events : null, knownMs, wantedMs };
}

/** Start of the first tile that begins at or after `ms`; `ms` beyond the last one. */
export function tileFrom({ tiles, before }: Ledger, ms: number): number {
  return tiles.starts[before(ms)] ?? ms;
}

/** End of the last tile that ends at or before `ms` and may be told of. */
export function tileUntil({ tiles, before, seenMs }: Ledger, ms: number): number {
  const end = Math.min(ms, seenMs);
  let i = before(end) - 1;
  while (i >= 0 && tiles.ends[i] > end) {
    i--;
  }
  return i >= 0 ? tiles.ends[i] : -Infinity;
}
