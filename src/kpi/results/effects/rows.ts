/** Rows of view impact: the whole, then each segment, with what was measured of it. */
import type { KpiDefinition } from '../../definition/types';
import type { Excluded } from '../../slo';
import { segmentsOfParts, type SegmentSeries } from '../figures';
import { mergedSegment } from '../merged';
import { sidesOf, type ControlAsked } from './control';
import { ledgerOf, type Ledger, type Parts } from './ledger';
import { measureEffect, type ControlOf, type Measured } from './measure';
import { LONGEST_FOR_WEEKDAY_MS, type EffectWindows } from './windows';

export interface ImpactRow {
  /** In the order of `by`; all null for the whole. */
  readonly values: ReadonlyArray<string | null>;
  readonly ledger: Ledger;
  readonly measured: Measured;
  /** Too few events on a side: no number of it is shown. */
  readonly suppressed: boolean;
}

export interface RowsAsked {
  readonly kpi: KpiDefinition;
  readonly by: readonly string[];
  readonly groups: readonly string[];
  readonly parts: Parts;
  readonly windows: EffectWindows;
  readonly control: ControlAsked;
  readonly excluded: readonly Excluded[];
}

/** Row 0 is the whole; then the segments by how many events (or how much) they had, the largest first. */
export function impactRows(asked: RowsAsked): ImpactRow[] {
  const { by, groups, parts } = asked;
  const all = segmentsOfParts({ by: groups, roles: parts });
  const whole = rowOf(
    asked,
    all,
    by.map(() => null),
    () => true,
    false
  );
  const seen = new Map(
    all.map(({ values }) => [JSON.stringify(values.slice(0, by.length)), values.slice(0, by.length)])
  );
  const rows = by.length === 0 ? [] : [...seen.values()].map((values) => segmentRow(asked, all, values, by));
  const size = ({ measured }: ImpactRow) => measured.looked.before.weight + measured.looked.after.weight;
  const amount = ({ measured }: ImpactRow) => measured.looked.before.sum + measured.looked.after.sum;
  const order = whole.ledger.family === 'rate' ? amount : size;
  return [whole, ...rows.sort((a, b) => order(b) - order(a))];
}

/** Rows of one dimension alone, over all others. */
export function rowsOfDimension(asked: RowsAsked, dimension: number): ImpactRow[] {
  const all = segmentsOfParts({ by: asked.groups, roles: asked.parts });
  const values = all.map((segment) => segment.values[dimension]).filter((value, i, list) => list.indexOf(value) === i);
  return values.map((value) => {
    const row = asked.by.map((_, i) => (i === dimension ? value : null));
    return rowOf(asked, all, row, (segment) => segment.values[dimension] === value, placeOf(asked) === dimension);
  });
}

function segmentRow(
  asked: RowsAsked,
  all: readonly SegmentSeries[],
  values: ReadonlyArray<string | null>,
  by: readonly string[]
) {
  const own = (segment: SegmentSeries) => by.every((_, i) => segment.values[i] === values[i]);
  const place = placeOf(asked);
  return rowOf(asked, all, values, own, place >= 0 && place < by.length);
}

const placeOf = ({ control, groups }: RowsAsked): number =>
  control.kind === 'segment' ? groups.indexOf(control.segment) : -1;

/** @param splits whether the row has one value of the control's segment */
function rowOf(
  asked: RowsAsked,
  all: readonly SegmentSeries[],
  values: ReadonlyArray<string | null>,
  own: (segment: SegmentSeries) => boolean,
  splits: boolean
): ImpactRow {
  const { kpi, parts, excluded, windows, control, by } = asked;
  const place = placeOf(asked);
  const sides = sidesOf(all, control, own, place, splits ? values[place] : undefined);
  const ledger = (segments: readonly SegmentSeries[]) => ledgerOf(kpi, parts, mergedSegment(segments, by), excluded);
  const treated = ledger(sides.treated);
  const measured = measureEffect(kpi, treated, windows, controlFor(asked, sides.control && ledger(sides.control)));
  const few = [measured.looked.before, measured.looked.after].some(
    ({ events, weight }) => weight > 0 && events !== null && events < kpi.minCohort
  );
  return { values, ledger: treated, measured, suppressed: kpi.minCohort > 0 && few };
}

function controlFor({ control, windows }: RowsAsked, segment: Ledger | undefined): ControlOf {
  if (segment) {
    return { kind: 'segment', ledger: segment };
  }
  const fits = windows.after.toMs - windows.before.fromMs <= LONGEST_FOR_WEEKDAY_MS;
  return control.kind === 'weekday' || control.kind === 'auto' ? { kind: fits ? 'weekday' : 'none' } : { kind: 'none' };
}
