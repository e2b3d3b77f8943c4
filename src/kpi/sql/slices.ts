import { adminExpression } from './admin-text';
import { conditionTerms } from './conditions';
import { dialectOf, type Dialect, type TimeColumn } from './dialects';
import { fault, outcome } from './fault';
import { checkStretch } from './instants';
import { relationSource } from './relation';
import { statement } from './statement';
import { admin, and, call, cast, choose, column, number, or, star, when, type Expression } from './tree';
import type { BucketRun, BuildSlices, SliceQuery } from './types';

/**
 * See `SliceQuery`. All runs are one statement and one scan. A sum of no rows is 0 (`observed` says whether there were any); rows
 * whose value is NULL add nothing. Sums are made in the column's own type and only then turned to doubles.
 * Errors: PL2250 dialect, PL2251–PL2256 conditions, PL2257 runs, PL2258 the definition's own SQL, PL2260 names.
 */
export const buildSlices: BuildSlices = (q) =>
  outcome(() => {
    const dialect = dialectOf(q.dialect);
    const time: TimeColumn = { column: column(q.time), type: q.timeType };
    const runs = checkedRuns(q.runs);
    return statement(
      {
        columns: [
          { as: 'bucket', of: bucket(runs, time, dialect) },
          ...q.groups.map((g) => ({ as: g.name, of: dialect.asText(column(g.field)) })),
          ...q.aggregates.map((a) => ({ as: a.name, of: aggregate(a, dialect) })),
          { as: 'observed', of: call('COUNT', star) },
        ],
        from: relationSource(q.relation),
        where: [...stretches(runs, time, dialect), ...conditionTerms(q.filters, dialect)],
        groupBy: 1 + q.groups.length,
      },
      dialect,
      q.groups.map((g) => g.name)
    );
  });

/** The runs in ascending order. Throws SqlFault PL2257 where there are none or some overlap. */
function checkedRuns(runs: readonly BucketRun[]): readonly BucketRun[] {
  if (runs.length === 0) {
    throw fault('PL2257', { reason: 'no stretch of time was given' });
  }
  const sorted = runs.slice().sort((a, b) => a.startMs - b.startMs);
  sorted.forEach((run, i) => {
    checkStretch(run.startMs, run.endMs);
    if (run.stepMs !== null && !(Number.isInteger(run.stepMs) && run.stepMs > 0)) {
      throw fault('PL2257', { reason: `${run.stepMs} ms is no length for a bucket` });
    }
    if (i > 0 && run.startMs < sorted[i - 1].endMs) {
      throw fault('PL2257', { reason: `two stretches overlap at ${run.startMs}` });
    }
  });
  return sorted;
}

/** Terms for the rows of any run; runs that follow one another are one stretch. */
function stretches(runs: readonly BucketRun[], time: TimeColumn, dialect: Dialect): readonly Expression[] {
  const merged: Array<[number, number]> = [];
  for (const run of runs) {
    const last = merged[merged.length - 1];
    if (last && last[1] === run.startMs) {
      last[1] = run.endMs;
    } else {
      merged.push([run.startMs, run.endMs]);
    }
  }
  const each = merged.map(([start, end]) => dialect.between(time, start, end));
  return each.length === 1 ? each[0] : [or(each.map(and))];
}

function bucket(runs: readonly BucketRun[], time: TimeColumn, dialect: Dialect): Expression {
  const buckets = runs.map((run) => runBucket(run, time, dialect));
  const last = buckets.length - 1;
  if (last === 0) {
    return buckets[0];
  }
  // Which run a row is in is asked of the raw column, in the runs' order, so that each row's bucket is reckoned once.
  const arms = runs.slice(0, last).map((run, i) => ({ when: dialect.before(time, run.endMs), then: buckets[i] }));
  return choose(arms, buckets[last]);
}

function runBucket(run: BucketRun, time: TimeColumn, dialect: Dialect): Expression {
  if (run.stepMs === null) {
    return cast(number(run.startMs), 'bigint');
  }
  const start = dialect.bucket(time, run.stepMs);
  return run.startMs % run.stepMs === 0 ? start : call('GREATEST', start, cast(number(run.startMs), 'bigint'));
}

/** A count of rows, or a sum as a double that is 0 for no rows. */
export function aggregate(a: Pick<SliceQuery['aggregates'][number], 'of' | 'where'>, dialect: Dialect): Expression {
  const conditions = conditionTerms(a.where, dialect);
  if (a.of.kind === 'rows') {
    return conditions.length === 0 ? call('COUNT', star) : call('COUNT', when(and(conditions), number(1)));
  }
  if (a.of.kind !== 'sum' || 'elapsed' in a.of.value) {
    throw fault('PL2261', { dialect: dialect.name, what: a.of.kind });
  }
  const value = 'field' in a.of.value ? column(a.of.value.field) : admin(adminExpression(a.of.value));
  const summand = dialect.summand(value);
  const sum = call('SUM', conditions.length === 0 ? summand : when(and(conditions), summand));
  return cast(call('COALESCE', sum, number(0)), 'double');
}
