import { input } from './aggregate';
import { conditionTerms } from './conditions';
import { dialectOf, type Dialect, type TimeColumn } from './dialects';
import { chosenUnits, groupsOf } from './experiment-units';
import { fault, outcome } from './fault';
import { checkInstant, checkStretch } from './instants';
import { relationSource } from './relation';
import { statement } from './statement';
import {
  and,
  binary,
  call,
  cast,
  column,
  isNotNull,
  number,
  star,
  when,
  type Cte,
  type Expression,
  type Output,
} from './tree';
import type { BuildExperiment, ExperimentQuery, MetricOf } from './types';

/**
 * See `ExperimentQuery`; why the shape is so is in docs/decisions/031-experiments.md. Exposures become one row a unit, which then meets its events
 * once: there is no row of a unit that an event could be counted for twice.
 *
 * Errors: PL2251–PL2256 conditions, PL2257 instants, PL2080 the rest, PL2260 names.
 */
export const buildExperiment: BuildExperiment = (q) =>
  outcome(() => {
    const dialect = dialectOf(q.dialect);
    check(q);
    const groups = groupsOf(q);
    const [y, x] = [column('y'), column('x')];
    const ripe = (of: Expression) => (q.metric.windowMs === undefined ? of : when(isRipe(q, dialect), of));
    const sum = (as: string, of: Expression): Output => ({ as, of: call('COALESCE', call('SUM', ripe(of)), ZERO) });
    return statement(
      {
        with: [...chosenUnits(q, dialect), happened(q, dialect), outcomes(q, dialect)],
        columns: [
          { as: 'variant', of: column('v') },
          ...q.groups.map(({ name }, i) => ({ as: name, of: column(groups[i]) })),
          { as: 'exposed', of: call('COUNT', star) },
          { as: 'ripe', of: call('COUNT', q.metric.windowMs === undefined ? star : ripe(number(1))) },
          sum('sy', y),
          sum('syy', binary(y, '*', y)),
          ...(hasSecond(q) ? [sum('sx', x), sum('sxx', binary(x, '*', x)), sum('sxy', binary(x, '*', y))] : []),
        ],
        from: { kind: 'cte', name: 'outcomes' },
        groupBy: 1 + groups.length,
      },
      dialect,
      q.groups.map(({ name }) => name)
    );
  });

/** A double: of decimals some stores would make the sum a decimal, as wide as it may get. */
const ZERO = cast(number(0), 'double');

const hasSecond = ({ metric }: ExperimentQuery): boolean => metric.per !== undefined || metric.lookbackMs !== undefined;

function check(q: ExperimentQuery): void {
  checkStretch(q.fromMs, q.toMs);
  checkInstant(q.sinceMs);
  checkInstant(q.asOfMs);
  const { windowMs, lookbackMs, per, of } = q.metric;
  const isLength = (ms: number | undefined) => ms === undefined || (Number.isInteger(ms) && ms > 0);
  const reason =
    q.sinceMs > q.fromMs
      ? 'it looks for exposures from a time after its range began'
      : q.asOfMs <= q.sinceMs
        ? `it begins at ${q.sinceMs}, which is not before ${q.asOfMs}`
        : q.variants.length === 0 || new Set(q.variants).size < q.variants.length
          ? 'its variants are none, or some is there twice'
          : !isLength(windowMs) || !isLength(lookbackMs)
            ? 'its window or its look-back is no whole, positive number of milliseconds'
            : per !== undefined && (lookbackMs !== undefined || of.kind === 'any')
              ? 'a ratio has neither a look-back nor conversions'
              : undefined;
  if (reason !== undefined) {
    throw fault('PL2080', { reason });
  }
}

const timeOf = ({ metric }: ExperimentQuery): TimeColumn => ({ column: column(metric.time), type: metric.timeType });

/** Exposures and events may count time in different units: both in the finer ones. */
function unitsOf(q: ExperimentQuery, dialect: Dialect) {
  const [exposure, event] = [dialect.perMs(q.timeType), dialect.perMs(q.metric.timeType)];
  const perMs = Math.max(exposure, event);
  const scaled = (of: Expression, by: number) => (by === 1 ? of : binary(of, '*', number(by)));
  return {
    perMs,
    t0: scaled(column('t0', 'chosen'), perMs / exposure),
    t: scaled(column('t', 'happened'), perMs / event),
  };
}

/** The window of the unit ended before `asOfMs`. */
function isRipe(q: ExperimentQuery, dialect: Dialect): Expression {
  const latest = (q.asOfMs - (q.metric.windowMs ?? 0)) * dialect.perMs(q.timeType);
  return binary(column('t0'), '<', number(latest));
}

/**
 * `happened`: u, t, `m` (what the row gives to the metric), `d` (to its denominator), `b` = 1, which stores leave NULL or 0 where there is none.
 * Rows of one unit and instant are in or out of its window together: where the store wants a table with a key they are added up before.
 */
function happened(q: ExperimentQuery, dialect: Dialect): Cte {
  const { metric } = q;
  const time = timeOf(q);
  const u = dialect.identity(column(metric.actor));
  const scope = { dialect, time };
  const given = (of: MetricOf): Expression =>
    of.kind === 'sum' ? input({ of: { kind: 'sum', value: of.value }, where: [] }, scope) : number(1);
  const added = (of: MetricOf): Expression =>
    !dialect.digest ? given(of) : of.kind === 'any' ? number(1) : call('SUM', given(of));
  const key: Output[] = [
    { as: 'u', of: u },
    ...(dialect.digest ? [{ as: 'h', of: dialect.digest(u) }] : []),
    { as: 't', of: dialect.count(time) },
  ];
  const from = q.sinceMs - (metric.lookbackMs ?? 0);
  // A unit's window includes its end, which `between` would leave out.
  const end = metric.windowMs === undefined ? q.toMs : q.toMs + metric.windowMs + 1;
  return {
    name: 'happened',
    comment: 'happened',
    select: {
      columns: [
        ...key,
        { as: 'm', of: added(metric.of) },
        ...(metric.per ? [{ as: 'd', of: added(metric.per) }] : []),
        { as: 'b', of: number(1) },
      ],
      from: relationSource(metric.relation, q.dialect),
      where: [
        ...dialect.between(time, from, Math.min(end, q.asOfMs)),
        ...conditionTerms(metric.where, dialect),
        isNotNull(column(metric.actor)),
      ],
      ...(dialect.digest ? { groupBy: key.length } : {}),
    },
  };
}

/** One row a unit: its variant and groups, t0 where windows end, y and x. */
function outcomes(q: ExperimentQuery, dialect: Dialect): Cte {
  const { metric } = q;
  const { t, t0, perMs } = unitsOf(q, dialect);
  const isEvent = binary(column('b', 'happened'), '=', number(1));
  const shifted = (ms: number) => binary(t0, '+', number(ms * perMs));
  const after = and([
    isEvent,
    binary(t, '>', t0),
    ...(metric.windowMs === undefined ? [] : [binary(t, '<=', shifted(metric.windowMs))]),
  ]);
  const before = (ms: number) => and([isEvent, binary(t, '>=', shifted(-ms)), binary(t, '<', t0)]);
  const value = (of: MetricOf, from: string, within: Expression): Expression => {
    const each = column(from, 'happened');
    const made = of.kind === 'any' ? call('MAX', when(within, number(1))) : call('SUM', when(within, each));
    return cast(call('COALESCE', made, number(0)), 'double');
  };
  const own = ['u', 'v', ...(metric.windowMs === undefined ? [] : ['t0']), ...groupsOf(q)];
  return {
    name: 'outcomes',
    comment: 'outcomes',
    select: {
      columns: [
        ...own.map((name): Output => ({ as: name, of: column(name, 'chosen') })),
        { as: 'y', of: value(metric.of, 'm', after) },
        ...(metric.per ? [{ as: 'x', of: value(metric.per, 'd', after) }] : []),
        ...(metric.lookbackMs === undefined ? [] : [{ as: 'x', of: value(metric.of, 'm', before(metric.lookbackMs)) }]),
      ],
      from: {
        kind: 'join',
        left: 'chosen',
        joins: [
          {
            how: dialect.loopsOverUnknown ? 'FULL JOIN' : 'LEFT JOIN',
            right: 'happened',
            on: [...(dialect.digest ? ['h', 'u'] : ['u'])].map((name) =>
              binary(column(name, 'happened'), '=', column(name, 'chosen'))
            ),
          },
        ],
      },
      // Without the events of nobody; in words by which the planner does not see that the join might be a left one, and loop (as retention-join.ts).
      ...(dialect.loopsOverUnknown ? { where: [UNIT] } : {}),
      groupBy: own.length,
    },
  };
}

const UNIT: Expression = binary(when(isNotNull(column('u', 'chosen')), number(1), number(0)), '=', number(1));
