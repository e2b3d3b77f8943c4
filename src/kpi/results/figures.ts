/** From totals of parts to a KPI's number: ratios are sum over sum, missing is null, nothing is clamped. */
import type { KpiDefinition } from '../definition/types';
import { parseUnit } from '../definition';
import { nothing, totalOf, type SliceSeries, type Total } from '../slices';
import type { KpiAnswer, PartAnswer, Role } from './answer';
import { heardMs, spansOf, type Span } from './spans';

/** Why there is no value. */
export type Absence =
  | 'no data'
  | 'no numerator'
  | 'no denominator'
  /** Of a derived KPI: an input has no data, and another has some. */
  | 'no input'
  | 'zero denominator'
  | 'suppressed'
  | 'too large';

/** One number of a KPI and what it was made of. */
export interface Figure {
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** Events, rows or requests behind it; null where nothing tells. */
  readonly events: number | null;
  readonly absence?: Absence;
}

/**
 * numerator / denominator. Null where either is missing, the denominator is 0, or the quotient is no finite number.
 * -0 counts as 0. The unit is the quotient of the units; the range is whatever it is.
 */
export function ratioOf(numerator: number | null, denominator: number | null): number | null {
  if (numerator === null || denominator === null || denominator === 0) {
    return null;
  }
  const ratio = numerator / denominator;
  return Number.isFinite(ratio) ? ratio + 0 : null;
}

const finite = (value: number | null): number | null => (value !== null && Number.isFinite(value) ? value + 0 : null);

/**
 * The figure of a KPI from the totals of its parts. A count or sum is its own numerator and has no denominator.
 * A rate (`currency:EUR/min`) is the sum over the time that `heard` (ms) says; its denominator is that time in the rate's unit.
 * With `minCohort` k, fewer than k events make it suppressed: every number of it is null.
 */
export function figureOf(kpi: KpiDefinition, totals: Readonly<Partial<Record<Role, Total>>>, heard?: number): Figure {
  const raw = (role: Role) => totals[role]?.value ?? null;
  const of = (role: Role) => finite(raw(role));
  // Of a retention: those who came back over those who can be judged.
  const isRatio = kpi.measure.kind === 'ratio' || kpi.measure.kind === 'retention';
  const rate = isRatio ? undefined : lengthOfRate(kpi.unit);
  const denominator = isRatio ? of('denominator') : rate && heard !== undefined ? heard / rate : null;
  const part = of(isRatio ? 'numerator' : 'value');
  const numerator = countsFailures(kpi) ? finite(goodOf(raw('numerator'), denominator)) : part;
  const counted = isRatio ? denominator : kpi.measure.kind === 'count' ? part : null;
  const events = totals.events ? of('events') : counted;
  const value = isRatio || rate ? ratioOf(numerator, denominator) : numerator;
  const known = part !== null || (isRatio && denominator !== null);
  if (kpi.minCohort > 0 && known && (events ?? 0) < kpi.minCohort) {
    return { value: null, numerator: null, denominator: null, events: null, absence: 'suppressed' };
  }
  if (value !== null) {
    return { value, numerator, denominator, events };
  }
  const absence = absenceOf(
    part,
    denominator,
    isRatio,
    (['value', 'numerator', 'denominator'] as const).some(
      (role) => raw(role) !== of(role) && raw(role) !== null && !Number.isFinite(raw(role))
    )
  );
  return { value, numerator, denominator, events, absence };
}

/** Whether the numerator is what failed of the denominator. */
export const countsFailures = ({ measure }: KpiDefinition) => measure.kind === 'ratio' && measure.failures === true;

/** What did not fail. Failures that were never seen beside a total are none: a counter of errors has no series before the first. */
function goodOf(failures: number | null, total: number | null): number | null {
  return total === null ? null : total - (failures ?? 0);
}

function absenceOf(numerator: number | null, denominator: number | null, isRatio: boolean, overflow: boolean): Absence {
  if (overflow) {
    return 'too large';
  }
  if (!isRatio || (numerator === null && denominator === null)) {
    return 'no data';
  }
  if (denominator === 0) {
    return 'zero denominator';
  }
  return denominator === null ? 'no denominator' : numerator === null ? 'no numerator' : 'too large';
}

/** A segment of an answer and its series by role; a role without one has nothing for the segment. */
export interface SegmentSeries {
  /** In the order of `by`; null where the store had no value. */
  readonly values: ReadonlyArray<string | null>;
  readonly series: Readonly<Partial<Record<Role, SliceSeries>>>;
  /** Of a derived KPI: the segment in each of the KPIs at its ends that knows it. */
  readonly inputs?: ReadonlyMap<string, SegmentSeries>;
}

/** Every segment that any part knows, sorted by its texts. Without `by` there is exactly one, even where nothing was found. */
export function segmentsOfParts(answer: Pick<KpiAnswer, 'by' | 'roles'>): SegmentSeries[] {
  const found = new Map<string, { values: ReadonlyArray<string | null>; series: Partial<Record<Role, SliceSeries>> }>();
  if (answer.by.length === 0) {
    found.set('[]', { values: [], series: {} });
  }
  for (const [role, part] of rolesOf(answer)) {
    for (const series of part.slices.series) {
      const values = answer.by.map((name) => series.segment[name] ?? null);
      const key = JSON.stringify(values);
      const segment = found.get(key) ?? { values, series: {} };
      segment.series[role] = series;
      found.set(key, segment);
    }
  }
  return [...found.keys()].sort().map((key) => found.get(key)!);
}

export function rolesOf(answer: Pick<KpiAnswer, 'roles'>): Array<readonly [Role, PartAnswer]> {
  return Object.entries(answer.roles) as Array<[Role, PartAnswer]>;
}

/**
 * The figures of a segment from its parts: one a bucket, or one over the whole range where the answer has none (of a KPI that accumulates: over
 * the stretch that ends with it).
 */
export function figuresOfParts(answer: KpiAnswer, segment: SegmentSeries): Figure[] {
  const spans: Partial<Record<Role, readonly Span[]>> = {};
  rolesOf(answer).forEach(([role, part]) => (spans[role] = spansOf(answer, part)));
  const count = answer.buckets ? answer.buckets.edges.length - 1 : 1;
  const timed = lengthOfRate(answer.kpi.unit) === undefined ? undefined : answer.roles.value;
  return Array.from({ length: count }, (_, i) => {
    const totals = totalsOf(answer, segment, (series, role) =>
      totalOf(series, spans[role]![i].first, spans[role]![i].end)
    );
    return figureOf(answer.kpi, totals, timed && heardMs(timed, spans.value![i]));
  });
}

const RATES = { s: 1000, min: 60_000, h: 3_600_000, d: 24 * 3_600_000 } as const;

/** ms of the time that a rate is per; undefined for units that are none. */
export function lengthOfRate(unit: string): number | undefined {
  const per = parseUnit(unit)?.per;
  return per && RATES[per];
}

/** A total for each role that the KPI has. */
export function totalsOf(
  answer: KpiAnswer,
  segment: SegmentSeries,
  total: (series: SliceSeries, role: Role) => Total
): Partial<Record<Role, Total>> {
  const totals: Partial<Record<Role, Total>> = {};
  for (const [role] of rolesOf(answer)) {
    const series = segment.series[role];
    totals[role] = series ? total(series, role) : nothing(0);
  }
  return totals;
}

/**
 * How large a segment is, to choose which are shown: its denominator, or else its value; of a rate its value, for all have the same time
 * under them. Then the suppressed, then those without data.
 */
export function sizeOf(figure: Figure, kpi?: KpiDefinition): number {
  if (figure.absence === 'suppressed') {
    return -1;
  }
  if (kpi && kpi.measure.kind !== 'ratio' && kpi.measure.kind !== 'derived' && lengthOfRate(kpi.unit) !== undefined) {
    return figure.value === null ? -2 : Math.abs(figure.value);
  }
  return Math.abs(figure.denominator ?? figure.value ?? figure.numerator ?? -2) * (hasNumber(figure) ? 1 : -1);
}

const hasNumber = (figure: Figure) => figure.denominator !== null || figure.value !== null || figure.numerator !== null;
