/** Who was exposed to what: one row a unit, with its first exposure and the variant that it counts for. */
import { conditionExpression, conditionTerms } from './conditions';
import type { Dialect, TimeColumn } from './dialects';
import { relationSource } from './relation';
import {
  and,
  binary,
  call,
  choose,
  column,
  isNotNull,
  isNull,
  number,
  over,
  when,
  type Cte,
  type Expression,
  type Output,
} from './tree';
import type { ExperimentQuery } from './types';

const same = (name: string): Output => ({ as: name, of: column(name) });
export const groupsOf = (q: ExperimentQuery): string[] => q.groups.map((_, i) => `g${i + 1}`);

/** Whether it matters which of several exposures at one instant is the unit's. */
const choosesRow = (q: ExperimentQuery): boolean => q.groups.length > 0 || q.filters.length > 0;

/** `chosen`: u, t0 (in units of the exposures' times), `v` (see `variant` of `ExperimentQuery`), the groups, and where joins need it the digest h. */
export function chosenUnits(q: ExperimentQuery, dialect: Dialect): Cte[] {
  const time: TimeColumn = { column: column(q.time), type: q.timeType };
  const [lo, hi] = [column('lo'), column('hi')];
  const other = q.variants.length;
  const variant = choose(
    [
      { when: isNull(lo), then: number(other + 2) },
      { when: binary(lo, '<>', hi), then: number(other + 1) },
    ],
    lo
  );
  const late = q.sinceMs < q.fromMs ? [binary(column('t0'), '>=', number(q.fromMs * dialect.perMs(q.timeType)))] : [];
  const first = choosesRow(q) ? [binary(column('place'), '=', number(1)), binary(column('f'), '=', number(1))] : [];
  const terms = [...first, ...late];
  return [
    ...(choosesRow(q) ? rankedUnits(q, time, dialect) : groupedUnits(q, time, dialect)),
    {
      name: 'chosen',
      comment: 'chosen',
      select: {
        columns: [
          same('u'),
          ...(dialect.digest ? [{ as: 'h', of: dialect.digest(column('u')) }] : []),
          same('t0'),
          { as: 'v', of: variant },
          ...groupsOf(q).map(same),
        ],
        from: { kind: 'cte', name: 'units' },
        ...(terms.length > 0 ? { where: terms } : {}),
      },
    },
  ];
}

/** The index of a row's variant; NULL where it has none. */
function variantOf(q: ExperimentQuery, dialect: Dialect): Expression {
  const is = (value: string) => conditionExpression({ op: 'is', field: q.variant, value }, dialect);
  const arms = q.variants.map((name, i) => ({ when: is(name), then: number(i) }));
  return choose([...arms, { when: isNotNull(column(q.variant)), then: number(q.variants.length) }]);
}

const exposures = (q: ExperimentQuery, time: TimeColumn, dialect: Dialect, columns: readonly Output[]): Cte => ({
  name: 'exposed',
  comment: 'exposed',
  select: {
    columns: [
      { as: 'u', of: dialect.identity(column(q.unit)) },
      { as: 't', of: dialect.count(time) },
      { as: 'v', of: variantOf(q, dialect) },
      ...columns,
    ],
    from: relationSource(q.relation, q.dialect),
    where: [
      ...dialect.between(time, q.sinceMs, Math.min(q.toMs, q.asOfMs)),
      ...conditionTerms(q.where, dialect),
      isNotNull(column(q.unit)),
    ],
  },
});

/** `units`: u, t0, `lo` and `hi`: the least and the greatest variant that it saw. */
function groupedUnits(q: ExperimentQuery, time: TimeColumn, dialect: Dialect): Cte[] {
  const [t, v] = [column('t'), column('v')];
  const first = call('COALESCE', call('MIN', when(isNotNull(v), t)), call('MIN', t));
  return [
    exposures(q, time, dialect, []),
    {
      name: 'units',
      comment: 'units',
      select: {
        columns: [
          same('u'),
          { as: 't0', of: first },
          { as: 'lo', of: call('MIN', v) },
          { as: 'hi', of: call('MAX', v) },
        ],
        from: { kind: 'cte', name: 'exposed' },
        groupBy: 1,
      },
    },
  ];
}

/** The same with the groups and `f` (filters hold) of each exposure, and its `place`: 1 is the unit's first. */
function rankedUnits(q: ExperimentQuery, time: TimeColumn, dialect: Dialect): Cte[] {
  const groups = groupsOf(q);
  const ties = q.ties.map((_, i) => `k${i + 1}`);
  const filters = conditionTerms(q.filters, dialect);
  const [u, v] = [column('u'), column('v')];
  const order = [
    // An exposure to nothing is none, unless there is no other.
    { by: column('n') },
    { by: column('t') },
    ...ties.map((tie) => ({ by: column(tie), text: true })),
  ];
  return [
    exposures(q, time, dialect, [
      { as: 'n', of: when(isNull(column(q.variant)), number(1), number(0)) },
      { as: 'f', of: filters.length === 0 ? number(1) : when(and(filters), number(1), number(0)) },
      ...q.groups.map(({ field }, i) => ({ as: groups[i], of: dialect.asText(column(field)) })),
      ...q.ties.map((field, i) => ({ as: ties[i], of: dialect.asText(column(field)) })),
    ]),
    {
      name: 'units',
      comment: 'units',
      select: {
        columns: [
          same('u'),
          { as: 't0', of: column('t') },
          { as: 'lo', of: over(call('MIN', v), [u]) },
          { as: 'hi', of: over(call('MAX', v), [u]) },
          same('f'),
          ...groups.map(same),
          { as: 'place', of: over(call('ROW_NUMBER'), [u], order) },
        ],
        from: { kind: 'cte', name: 'exposed' },
      },
    },
  ];
}
