/** Slow and obvious retention, to compare stores with. Calendars are Temporal's; it shares no code and no shape with src/kpi. */
import { Temporal } from 'temporal-polyfill';

export interface RetentionEvent {
  readonly actor: string | null;
  readonly at: number;
  readonly isStart: boolean;
  readonly isReturn: boolean;
  /** Every segment of the definition, in its order: of starts at one instant the first in code point order counts, null last. */
  readonly segments: ReadonlyArray<string | null>;
}

export interface RetentionRule {
  readonly zone: string;
  /** ISO weekday on which weeks begin, 1 to 7. */
  readonly weekStart: number;
  readonly period: '1d' | '1w' | '1M';
  readonly cohort: '1d' | '1w' | '1M';
  readonly clock: 'calendar' | 'rolling';
  readonly meaning: 'on' | 'onOrAfter' | 'within';
  readonly first: 'ever' | 'inRange';
  readonly points: readonly number[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly asOfMs: number;
}

export interface RetentionRow {
  /** Start of the cohort, or of the range where that is later. */
  readonly cohortMs: number;
  readonly groups: ReadonlyArray<string | null>;
  readonly size: number;
  readonly eligible: number[];
  readonly retained: number[];
}

const HOURS_24 = 24 * 3_600_000;

const memory = new Map<string, number>();
function remembered(key: string, make: () => number): number {
  const known = memory.get(key) ?? make();
  memory.set(key, known);
  return known;
}

/** First instant of a date: the earlier midnight of two, the change itself where clocks skip it. */
function startOfDate(zone: string, date: Temporal.PlainDate): number {
  return remembered(`${zone} ${date.toString()}`, () => {
    const midnight = date.toPlainDateTime();
    const at = midnight.toZonedDateTime(zone, { disambiguation: 'earlier' });
    return at.toPlainDateTime().equals(midnight)
      ? at.epochMilliseconds
      : at.getTimeZoneTransition('next')!.epochMilliseconds;
  });
}

/** The date whose day holds the instant. Clocks that go back over midnight do not make the day before begin again. */
function dateOf(zone: string, ms: number): Temporal.PlainDate {
  let date = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate();
  while (startOfDate(zone, date.add({ days: 1 })) <= ms) {
    date = date.add({ days: 1 });
  }
  return date;
}

const firstDate = (date: Temporal.PlainDate, period: RetentionRule['period'], weekStart: number): Temporal.PlainDate =>
  period === '1d'
    ? date
    : period === '1w'
      ? date.subtract({ days: (date.dayOfWeek - weekStart + 7) % 7 })
      : date.with({ day: 1 });

const later = (date: Temporal.PlainDate, period: RetentionRule['period'], n: number): Temporal.PlainDate =>
  date.add(period === '1d' ? { days: n } : period === '1w' ? { weeks: n } : { months: n });

/** Start of the period that lies n after the one that holds the instant. */
function periodStart(rule: RetentionRule, period: RetentionRule['period'], ms: number, n: number): number {
  return remembered(`${rule.zone} ${rule.weekStart} ${period} ${ms} ${n}`, () =>
    startOfDate(rule.zone, later(firstDate(dateOf(rule.zone, ms), period, rule.weekStart), period, n))
  );
}

/** [start, end) of period n after a start. */
function stretchAfter(rule: RetentionRule, start: number, n: number): [number, number] {
  if (rule.clock === 'calendar') {
    return [periodStart(rule, rule.period, start, n), periodStart(rule, rule.period, start, n + 1)];
  }
  const length = rule.period === '1w' ? 7 * HOURS_24 : HOURS_24;
  return [start + n * length, start + (n + 1) * length];
}

/** Those of an actor's returns that count for a point, or null where it cannot be judged. */
function cameBack(rule: RetentionRule, start: number, returns: readonly number[], point: number): boolean | null {
  const [from, to] = stretchAfter(rule, start, point);
  if (to > rule.asOfMs || (rule.meaning === 'on' && from === to)) {
    return null;
  }
  const [after] = stretchAfter(rule, start, 1);
  return returns.some(
    (at) =>
      at >= start &&
      (rule.meaning === 'on'
        ? at >= from && at < to
        : rule.meaning === 'onOrAfter'
          ? at >= from
          : at >= after && at < to)
  );
}

/** A row a cohort and group that somebody started in, in no order. `groups`: which segments are asked; `passes`: the filters. */
export function retentionOracle(
  events: readonly RetentionEvent[],
  rule: RetentionRule,
  groups: readonly number[],
  passes: (event: RetentionEvent) => boolean = () => true
): RetentionRow[] {
  const actors = new Map<string, RetentionEvent[]>();
  for (const event of events) {
    if (event.actor !== null && event.at < rule.asOfMs) {
      actors.set(event.actor, [...(actors.get(event.actor) ?? []), event]);
    }
  }
  const rows = new Map<string, RetentionRow & { size: number }>();
  for (const own of actors.values()) {
    const starts = own
      .filter((e) => e.isStart && e.at < rule.toMs && (rule.first === 'ever' || e.at >= rule.fromMs))
      .sort((a, b) => a.at - b.at || bySegments(a, b));
    const start = starts[0];
    if (!start || start.at < rule.fromMs || !passes(start)) {
      continue;
    }
    const cohortMs = Math.max(rule.fromMs, periodStart(rule, rule.cohort, start.at, 0));
    const values = groups.map((i) => start.segments[i]);
    const key = JSON.stringify([cohortMs, values]);
    const none = rule.points.map(() => 0);
    const row = rows.get(key) ?? { cohortMs, groups: values, size: 0, eligible: [...none], retained: [...none] };
    row.size++;
    const returns = own.filter((e) => e.isReturn).map((e) => e.at);
    rule.points.forEach((point, k) => {
      const back = cameBack(rule, start.at, returns, point);
      row.eligible[k] += back === null ? 0 : 1;
      row.retained[k] += back ? 1 : 0;
    });
    rows.set(key, row);
  }
  return [...rows.values()];
}

function bySegments(a: RetentionEvent, b: RetentionEvent): number {
  for (let i = 0; i < a.segments.length; i++) {
    const [x, y] = [a.segments[i], b.segments[i]];
    if (x !== y) {
      return x === null ? 1 : y === null ? -1 : x < y ? -1 : 1;
    }
  }
  return 0;
}
