/** What both shapes of a retention share: where times end, the cohorts of starts, and what an actor reached. */
import type { Dialect, TimeColumn } from './dialects';
import { stretchNumber, wholes } from './stretches';
import { and, binary, call, column, number, when, type Cte, type Expression, type Output } from './tree';
import type { RetentionQuery } from './types';

/** All history: no event of a business is older, and stores have times that reach no further back. */
const HISTORY_MS = 0;

export const same = (name: string): Output => ({ as: name, of: column(name) });
export const timeOf = (q: RetentionQuery): TimeColumn => ({ column: column(q.time), type: q.timeType });
export const groupsOf = (q: RetentionQuery): string[] => q.groups.map((_, i) => `g${i + 1}`);

/** Whether it matters which of several starts at one instant is the actor's. */
export const choosesRow = (q: RetentionQuery): boolean => q.groups.length > 0 || q.filters.length > 0;

/** Whether returns are gathered to a list of each actor; a list has no place for which row a start was. */
export const gathers = (q: RetentionQuery, dialect: Dialect): boolean => dialect.gathers === true && !choosesRow(q);

/** [from, to) of the starts that are looked through for the first one. */
export const stretchOfStarts = (q: RetentionQuery): [number, number] => [
  q.first === 'ever' ? HISTORY_MS : q.fromMs,
  Math.min(q.toMs, q.asOfMs),
];

/**
 * One row an actor that started in the range, of `starts`: u, t0, `p0` (number of the period it started in), `c` (index of its cohort), and
 * the columns `also`.
 */
export function cohorts(q: RetentionQuery, also: readonly string[], dialect: Dialect): Cte {
  const perMs = dialect.perMs(q.timeType);
  const t0 = column('t0');
  const at = { units: t0, perMs, before: (ms: number) => binary(t0, '<', number(ms * perMs)) };
  const { clock, cohorts: edges } = q;
  const started = edges.slice(0, -1);
  const inRange = and([
    ...(choosesRow(q) ? [binary(column('place'), '=', number(1)), binary(column('f'), '=', number(1))] : []),
    binary(t0, '>=', number(q.fromMs * perMs)),
  ]);
  const stretches = { starts: started, numbers: started.map((_, i) => i), endMs: q.toMs };
  return {
    name: 'cohorts',
    comment: 'cohort',
    select: {
      columns: [
        same('u'),
        ...(dialect.digest && !gathers(q, dialect) ? [{ as: 'h', of: dialect.digest(column('u')) }] : []),
        same('t0'),
        // Starts in the range are before `toMs`: later periods are no arms here.
        ...(clock.kind === 'calendar' ? [{ as: 'p0', of: stretchNumber(at, firstOf(clock, q.toMs), dialect) }] : []),
        ...(edges.length > 2 ? [{ as: 'c', of: stretchNumber(at, stretches, dialect) }] : []),
        ...also.map(same),
      ],
      from: { kind: 'cte', name: 'starts' },
      where: [inRange],
    },
  };
}

/** Those of the calendar's periods that begin before `ms`. */
export function firstOf(clock: Extract<RetentionQuery['clock'], { kind: 'calendar' }>, ms: number) {
  const count = clock.starts.filter((start) => start < ms).length;
  return {
    starts: clock.starts.slice(0, count),
    numbers: clock.numbers.slice(0, count),
    endMs: clock.starts[count] ?? clock.endMs,
  };
}

/** Nothing that happens from then on decides anything. */
export function endOfReturns(q: RetentionQuery): number {
  const { clock, meaning, points, toMs, asOfMs } = q;
  if (meaning === 'onOrAfter') {
    return asOfMs;
  }
  const periods = points[points.length - 1] + 1;
  if (clock.kind === 'rolling') {
    return Math.min(asOfMs, toMs + periods * clock.periodMs);
  }
  const last = clock.starts.filter((ms) => ms < toMs).length - 1;
  const after = clock.numbers.findIndex((n) => n >= clock.numbers[last] + periods);
  return Math.min(asOfMs, after < 0 ? asOfMs : clock.starts[after]);
}

/** Columns of `cohorts` that `actors` keeps. */
export const ownColumns = (q: RetentionQuery): string[] => [
  'u',
  q.clock.kind === 'rolling' ? 't0' : 'p0',
  ...(q.cohorts.length > 2 ? ['c'] : []),
  ...groupsOf(q),
];

/** A return beside the row of `cohorts` that is its actor's. */
export interface BesideStart {
  /** Its instant, in the store's units. */
  readonly t: Expression;
  /** The number of its period, where the clock is a calendar. */
  readonly p: Expression;
  /** What must hold for it to be a return of the actor that is not before its start; none where all rows are. */
  readonly isReturn: readonly Expression[];
}

/**
 * Of all returns of one actor, when it came back: `on`: `b1` … `bK` = 1 for the points; `onOrAfter`: `last`, the latest period; `within`:
 * `soon`, the earliest one after the start's. NULL where it did not.
 */
export function found(q: RetentionQuery, { t, p, isReturn }: BesideStart, dialect: Dialect): Output[] {
  const { clock, meaning, points } = q;
  const t0 = column('t0', 'cohorts');
  const since = binary(t, '-', t0);
  const periodUnits = clock.kind === 'rolling' ? clock.periodMs * dialect.perMs(q.timeType) : 0;
  const n = clock.kind === 'rolling' ? wholes(since, periodUnits, dialect) : binary(p, '-', column('p0', 'cohorts'));
  if (meaning === 'on') {
    // Two comparisons are cheaper than a division, and there is one for every point and return.
    const isIn = (point: number) =>
      clock.kind === 'rolling'
        ? [binary(since, '>=', number(point * periodUnits)), binary(since, '<', number((point + 1) * periodUnits))]
        : [binary(n, '=', number(point))];
    return points.map((point, i) => ({
      as: `b${i + 1}`,
      of: call('MAX', when(and([...isReturn, ...isIn(point)]), number(1))),
    }));
  }
  const back = and([...isReturn, binary(n, '>=', number(meaning === 'within' ? 1 : points[0]))]);
  return [
    meaning === 'within'
      ? { as: 'soon', of: call('MIN', when(back, n)) }
      : { as: 'last', of: call('MAX', when(back, n)) },
  ];
}
