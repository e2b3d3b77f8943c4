import { dialectOf, type Dialect } from './dialects';
import { fault, outcome } from './fault';
import { checkInstant, checkStretch } from './instants';
import { joinShape } from './retention-join';
import { listShape } from './retention-list';
import { gathers, groupsOf } from './retention-shape';
import { statement } from './statement';
import { and, binary, call, column, inList, number, star, when, type Expression } from './tree';
import type { BuildRetention, RetentionQuery } from './types';

const MOST_POINTS = 100;

/**
 * See `RetentionQuery`; why the shape is so is in docs/decisions/023-retention.md. One row an actor says when it
 * started and came back; actors are then counted.
 *
 * - An actor that is NULL is nobody. A row given twice changes nothing.
 * - Errors: PL2251–PL2256 conditions, PL2257 instants, PL2058 the rest, PL2260 names.
 */
export const buildRetention: BuildRetention = (q) =>
  outcome(() => {
    const dialect = dialectOf(q.dialect);
    check(q);
    const groups = groupsOf(q);
    const shape = gathers(q, dialect) ? listShape : joinShape;
    const cohort = q.cohorts.length > 2 ? ['cohort'] : [];
    const ks = q.points.map((_, i) => i + 1);
    return statement(
      {
        with: shape(q, dialect),
        columns: [
          ...cohort.map((as) => ({ as, of: column('c') })),
          ...q.groups.map(({ name }, i) => ({ as: name, of: column(groups[i]) })),
          { as: 'size', of: call('COUNT', star) },
          ...ks.map((k) => ({ as: `e${k}`, of: call('COUNT', when(isOld(q, k, dialect), number(1))) })),
          ...ks.map((k) => ({
            as: `r${k}`,
            of: call('COUNT', when(and([isOld(q, k, dialect), isBack(q, k)]), number(1))),
          })),
        ],
        from: { kind: 'cte', name: 'actors' },
        groupBy: cohort.length + groups.length,
      },
      dialect,
      q.groups.map(({ name }) => name)
    );
  });

function check(q: RetentionQuery): void {
  checkStretch(q.fromMs, q.toMs);
  checkInstant(q.asOfMs);
  const { cohorts, points } = q;
  const ascend = (list: readonly number[]) => list.every((n, i) => i === 0 || n > list[i - 1]);
  const reason =
    q.asOfMs <= q.fromMs
      ? `it begins at ${q.fromMs}, which is not before now, ${q.asOfMs}`
      : points.length < 1 ||
          points.length > MOST_POINTS ||
          !points.every((n) => Number.isInteger(n) && n >= 0) ||
          !ascend(points)
        ? `its points are not 1 to ${MOST_POINTS} whole numbers that ascend`
        : cohorts.length < 2 || cohorts[0] !== q.fromMs || cohorts[cohorts.length - 1] !== q.toMs || !ascend(cohorts)
          ? 'its cohorts do not tile the range'
          : q.start.length === 0 || q.returns.length === 0
            ? 'its start or its return has no condition'
            : undefined;
  if (reason !== undefined) {
    throw fault('PL2058', { reason });
  }
}

/** Whether the k-th point's period is over for the actor. */
function isOld(q: RetentionQuery, k: number, dialect: Dialect): Expression {
  const { clock, asOfMs, meaning } = q;
  const after = q.points[k - 1];
  if (clock.kind === 'rolling') {
    const latest = (asOfMs - (after + 1) * clock.periodMs) * dialect.perMs(q.timeType);
    return binary(column('t0'), '<=', number(latest));
  }
  const now = clock.numbers[clock.starts.filter((ms) => ms <= asOfMs).length - 1];
  const isOver = binary(column('p0'), '<=', number(now - after - 1));
  const never = meaning === 'on' ? clock.missing.map((n) => n - after).filter((n) => n >= 0) : [];
  return never.length === 0 ? isOver : and([isOver, inList(column('p0'), never.map(number), true)]);
}

function isBack(q: RetentionQuery, k: number): Expression {
  const after = number(q.points[k - 1]);
  switch (q.meaning) {
    case 'on':
      return binary(column(`b${k}`), '=', number(1));
    case 'onOrAfter':
      return binary(column('last'), '>=', after);
    case 'within':
      return binary(column('soon'), '<=', after);
  }
}
