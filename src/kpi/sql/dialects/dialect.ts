import type { SqlDialect, TimeType } from '../../definition/types';
import type { Syntax } from '../syntax';
import type { Expression } from '../tree';

/** A column that holds instants, and how. */
export interface TimeColumn {
  readonly column: Expression;
  readonly type: TimeType;
}

/** All that differs between stores: one record a dialect. Shapes and meaning live elsewhere and are the same for all. */
export interface Dialect {
  readonly name: SqlDialect;
  /** A literal that decodes to `value` and holds neither `$` nor `[[`. Throws SqlFault PL2253 for NUL and lone surrogates. */
  readonly text: (value: string, field: string) => string;
  /** How the tree is written down: quotes, casts, clauses. */
  readonly syntax: Syntax;
  /** A column as text, one row's value equal to another's only if all their characters are. NULL stays NULL. */
  readonly asText: (column: Expression) => Expression;
  /**
   * A column as something whose equality, in GROUP BY, PARTITION BY, joins and COUNT(DISTINCT …), tells apart all that differs: upper
   * from lower case and 'a' from 'a ', whatever the column's collation is. NULL stays NULL. It is never shown.
   */
  readonly identity: (column: Expression) => Expression;
  /**
   * True for exactly the rows whose text is one of `values` (text nodes, at least one), character by character; never true for NULL.
   * null where the store's own `=` and IN are that.
   */
  readonly isText: ((column: Expression, values: readonly Expression[]) => Expression) | null;
  /**
   * Terms that hold for exactly the rows with `startMs` <= time < `endMs`, on the raw column so that an index serves. Right for
   * every column type that may hold instants, whatever the session's time zone.
   */
  readonly between: (time: TimeColumn, startMs: number, endMs: number) => readonly Expression[];
  /**
   * Terms for the rows of the range that Grafana's plugin for this store puts into a statement; null for a kind of column that its
   * macros do not serve. As fine as the macro: whole seconds.
   */
  readonly ofRange: (time: TimeColumn) => readonly Expression[] | null;
  /** True for exactly the rows of [startMs, endMs] with time < `ms`; cheap, since `between` already holds. */
  readonly before: (time: TimeColumn, ms: number) => Expression;
  /** The start of the bucket of `stepMs` on the UTC grid, epoch ms, a whole number. */
  readonly bucket: (time: TimeColumn, stepMs: number) => Expression;
  /** How often `by` goes into a whole number of at least 0, whole. Default: FLOOR of a division of doubles, exact below 2^53. */
  readonly wholes?: (of: Expression, by: number) => Expression;
  /**
   * What has no statistics is joined in loops, unless the join is a full one, which can only be hashed or merged; what it brings besides a
   * left join is then left out again (`retention-join.ts`). Absent: left joins are hashed, or loop over a key.
   */
  readonly loopsOverUnknown?: true;
  /**
   * Returns of an actor are gathered to a list (ARRAY_AGG, FILTER, LATERAL, unnest) in one pass over the rows instead of being joined with
   * its start: quicker where an index has the rows in the actors' order. MIN of the raw time must be the earliest. Absent: joined.
   */
  readonly gathers?: true;
  /**
   * A short number of what `identity` gives, equal for equal values. For stores that join in loops unless one side is keyed, and cannot key
   * bytes of any length (MariaDB): joins by actor then meet by it first, and one side is kept as a table. Absent: the store hashes.
   */
  readonly digest?: (identity: Expression) => Expression;
  /** The instant as a whole number of units since 1970, of which `perMs` make a millisecond. */
  readonly count: (time: TimeColumn) => Expression;
  readonly perMs: (type: TimeType) => number;
  /** What SUM adds for a column or expression, so that the sum is as exact as the store can make it. */
  readonly summand: (value: Expression) => Expression;
  /** Whether the whole text matches an anchored pattern; throws SqlFault PL2251 where the store has no patterns. */
  readonly matches: (column: Expression, pattern: string, field: string) => Expression;
  /**
   * How far back a window reaches: `range` says it by time, so that events of one instant are peers; stores without it count `rows`,
   * and the events must first be one row an actor and instant.
   */
  readonly frames: 'range' | 'rows';
  /**
   * How the next step is found: running minima over the actor's events, ASOF joins between the steps, or passes over a list of the
   * actor's events (`arrays`; where its keys would be too large, windows).
   */
  readonly nextStep: 'windows' | 'asof' | 'arrays';
  /**
   * Quantiles as aggregates: of `of` without its NULLs, at the exact decimal `q` over 0 and under 1. `exact` interpolates like
   * PERCENTILE_CONT; null: the store has none, and places are counted with ROW_NUMBER. `approximate` is null where there is none.
   */
  readonly quantile: {
    readonly exact: ((of: Expression, q: string) => Expression) | null;
    readonly approximate: ((of: Expression, q: string) => Expression) | null;
  };
  /** COUNT(DISTINCT of) in fixed memory, and not exact; null where the store has none. */
  readonly approximateDistinct: ((of: Expression) => Expression) | null;
  /**
   * What the approximate ones keep to, told in docs and held by aggregates.execution.test.ts where the store runs: `rank`: the answer
   * lies between the exact quantiles at q − rank and q + rank, or the values next to them; `count`: relative error of a count that
   * 99.7 % of counts stay under.
   */
  readonly approximation?: { readonly rank?: number; readonly count?: number };
}
