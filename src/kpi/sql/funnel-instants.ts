/**
 * The events of a funnel, one row an actor and instant. So the instant is a key: the row before is the event before, whatever happened at
 * once, and stores that cannot look back by time (RANGE) can look back by rows.
 */
import { bucket, checkedRuns } from './buckets';
import { conditionTerms } from './conditions';
import type { Dialect, TimeColumn } from './dialects';
import type { Shape } from './funnel-shape';
import { relationSource } from './relation';

import {
  and,
  binary,
  call,
  column,
  isNotNull,
  number,
  or,
  over,
  when,
  type Cte,
  type Expression,
  type Output,
} from './tree';
import type { FunnelQuery } from './types';

export const same = (name: string): Output => ({ as: name, of: column(name) });
/** Marks are 1 or NULL; why `>=`, see funnel-chain.ts. */
export const isMarked = (name: string): Expression => binary(column(name), '>=', number(1));
/** Whose steps make one attempt: the actor, and what is held constant. */
export const chainKey = ({ constants }: Shape): string[] => ['u', ...constants];

/** Names of the marks: `0` a start, `1` … steps, `x1` … exclusions. Of ordered steps the first is only a start. */
function marks(shape: Shape): string[] {
  const steps = shape.order === 'any' ? shape.steps : shape.steps.slice(1);
  return ['0', ...steps.map(String), ...shape.exclusions.map(({ at }) => at)];
}

/** Ends in `instants`: u, c…, t, `s0` (a start), `s2` … (`s1` too in any order), `sx1` …, g…, and `b`, the bucket, for a trend. */
export function instants(q: FunnelQuery, shape: Shape): readonly Cte[] {
  const key = [...chainKey(shape), 't'];
  const trend = shape.trend ? ['b'] : [];
  const events: Cte = { name: 'events', comment: 'events', select: eventsOf(q, shape, shape.dialect) };
  if (shape.groups.length === 0) {
    const largest = (from: string, as: string) => ({ as, of: call('MAX', column(from)) });
    return [
      events,
      {
        name: 'instants',
        comment: 'instants',
        select: {
          columns: [
            ...key.map(same),
            ...marks(shape).map((m) => largest(`e${m}`, `s${m}`)),
            ...trend.map(() => largest('eb', 'b')),
          ],
          from: { kind: 'cte', name: 'events' },
          groupBy: key.length,
        },
      },
    ];
  }
  const partition = key.map((name) => column(name));
  // Of several starts at one instant the group first in code point order counts, as in plain funnels.
  const startsFirst = { by: when(isMarked('e0'), number(0), number(1)) };
  const order = [startsFirst, ...shape.groups.map((g) => ({ by: column(g), text: true }))];
  return [
    events,
    {
      name: 'merged',
      comment: 'merged',
      select: {
        columns: [
          ...key.map(same),
          ...marks(shape).map((m) => ({ as: `s${m}`, of: over(call('MAX', column(`e${m}`)), partition) })),
          ...trend.map(() => ({ as: 'b', of: column('eb') })),
          ...shape.groups.map(same),
          { as: 'place', of: over(call('ROW_NUMBER'), partition, order) },
        ],
        from: { kind: 'cte', name: 'events' },
      },
    },
    {
      name: 'instants',
      comment: 'instants',
      select: {
        columns: [...key, ...marks(shape).map((m) => `s${m}`), ...trend, ...shape.groups].map(same),
        from: { kind: 'cte', name: 'merged' },
        where: [binary(column('place'), '=', number(1))],
      },
    },
  ];
}

function eventsOf(q: FunnelQuery, shape: Shape, dialect: Dialect): Cte['select'] {
  const time: TimeColumn = { column: column(q.time), type: q.timeType };
  const steps = q.steps.map((step) => and(conditionTerms(step.where, dialect)));
  const excluded = (q.exclude ?? []).map(({ where }) => and(conditionTerms(where, dialect)));
  const end = Math.min(q.toMs + q.windowMs, q.asOfMs);
  // Only starts must lie in the range and pass the filters; the steps after them may be later and look otherwise.
  const start = [
    shape.order === 'any' ? or(steps) : steps[0],
    ...conditionTerms(q.filters, dialect),
    ...(end > q.toMs ? [dialect.before(time, q.toMs)] : []),
  ];
  const flags = [and(start), ...(shape.order === 'any' ? steps : steps.slice(1)), ...excluded];
  const held = (q.constant ?? []).map((name) => column(name));
  return {
    columns: [
      { as: 'u', of: dialect.identity(column(q.actor)) },
      ...held.map((of, i) => ({ as: shape.constants[i], of: dialect.asText(of) })),
      { as: 't', of: dialect.count(time) },
      ...marks(shape).map((m, i) => ({ as: `e${m}`, of: when(flags[i], number(1)) })),
      ...(q.trend ? [{ as: 'eb', of: bucket(checkedRuns(q.trend), time, dialect) }] : []),
      ...q.groups.map((g, i) => ({ as: shape.groups[i], of: dialect.asText(column(g.field)) })),
    ],
    from: relationSource(q.relation, q.dialect),
    where: [
      ...dialect.between(time, q.fromMs, end),
      isNotNull(column(q.actor)),
      ...held.map(isNotNull),
      // In strict order every other row of the actor's ends an attempt.
      ...(shape.order === 'strict' ? [] : [or([...steps, ...excluded])]),
    ],
  };
}
