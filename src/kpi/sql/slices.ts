import { aggregate, type Scope } from './aggregate';
import { bucket, checkedRuns, stretches } from './buckets';
import { conditionTerms } from './conditions';
import { dialectOf } from './dialects';
import { outcome } from './fault';
import { needsPlaces, selectByPlaces } from './places';
import { relationSource } from './relation';
import { statement } from './statement';
import { call, column, star, type Output, type Select } from './tree';
import type { BuildSlices, SliceQuery } from './types';

/**
 * See `SliceQuery`. All runs are one statement and one scan. A count or sum of no rows is 0 (`observed` says whether there were any),
 * every other aggregate of no values is NULL; rows whose value is NULL add nothing. Sums are made in the column's own type and only then turned to
 * doubles. `newest` is exact to the microsecond, so it may have a fraction. Exact quantiles are those of PERCENTILE_CONT on every store.
 * Errors: PL2251–PL2256 conditions, PL2257 runs, PL2258 the definition's own SQL, PL2260 names, PL2261 an aggregate
 * that the store has not.
 */
export const buildSlices: BuildSlices = (q) =>
  outcome(() => {
    const dialect = dialectOf(q.dialect);
    const scope: Scope = { dialect, time: { column: column(q.time), type: q.timeType } };
    return statement(
      slicesSelect(q, scope),
      dialect,
      q.groups.map((g) => g.name)
    );
  });

function slicesSelect(q: SliceQuery, scope: Scope): Select {
  const { dialect, time } = scope;
  const runs = checkedRuns(q.runs);
  const keys: Output[] = [
    { as: 'bucket', of: bucket(runs, time, dialect) },
    ...q.groups.map((g) => ({ as: g.name, of: dialect.asText(column(g.field)) })),
  ];
  const scan = {
    from: relationSource(q.relation, q.dialect),
    where: [...stretches(runs, time, dialect), ...conditionTerms(q.filters, dialect)],
  };
  if (needsPlaces(q, scope)) {
    return selectByPlaces(q, keys, scan, scope);
  }
  return {
    ...scan,
    columns: [
      ...keys,
      ...q.aggregates.map((a) => ({ as: a.name, of: aggregate(a, scope) })),
      { as: 'observed', of: call('COUNT', star) },
    ],
    groupBy: keys.length,
  };
}
