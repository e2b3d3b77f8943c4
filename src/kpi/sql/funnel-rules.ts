import type { Dialect } from './dialects';
import { attempts, counted, kept, ranked, reachedStep } from './funnel-attempts';
import { instants, isMarked } from './funnel-instants';
import { anyLayers, orderedLayers } from './funnel-layers';
import { medianColumns } from './funnel-medians';
import { shapeOf } from './funnel-shape';
import { statement } from './statement';
import { call, column, number, when, type Expression, type Output } from './tree';
import type { FunnelQuery, SqlStatement } from './types';

/**
 * The statement of a funnel with more than plain steps (see `FunnelQuery`), of any funnel for stores without RANGE frames: events, one row an
 * instant; when the following steps come; one attempt a start; the counted one of each actor. One scan, one sort by time, no
 * join: its work grows with an actor's events, not with their pairs.
 */
export function ruledFunnel(q: FunnelQuery, dialect: Dialect): SqlStatement {
  const shape = shapeOf(q, dialect);
  const layers = shape.order === 'any' ? anyLayers(shape) : orderedLayers(shape);
  const { steps } = shape;
  const totals = shape.totals ? steps.map((k) => `a${k}`) : [];
  const done = shape.optional.map((k) => `done${k}`);
  const times = counted(shape);
  const middle = shape.trend
    ? { ctes: [], medians: [] }
    : medianColumns(
        { steps: steps.length, groups: shape.groups, carried: ['level', ...done, 'open', ...totals] },
        dialect,
        dialect.perMs(q.timeType)
      );
  const all = [...instants(q, shape), ...layers.ctes, attempts(shape, layers.last), kept(shape), ranked(shape), times];
  const count = (term: Expression) => call('COUNT', when(term, number(1)));
  const columns: Output[] = [
    ...q.groups.map((g, i) => ({ as: g.name, of: column(shape.groups[i]) })),
    ...(shape.trend ? [{ as: 'bucket', of: column('b') }] : []),
    ...steps.map((k) => ({ as: `n${k}`, of: count(reachedStep(shape, k, 'level')) })),
    { as: 'open', of: count(isMarked('open')) },
    ...middle.medians,
    ...totals.map((name, i) => ({ as: `total${i + 1}`, of: count(isMarked(name)) })),
  ];
  const withCtes = [...all, ...middle.ctes];
  return statement(
    {
      with: withCtes,
      columns,
      from: { kind: 'cte', name: withCtes[withCtes.length - 1].name },
      groupBy: shape.groups.length + (shape.trend ? 1 : 0),
    },
    dialect,
    q.groups.map((g) => g.name)
  );
}
