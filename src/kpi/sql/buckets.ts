/** Stretches of time as SQL: which rows are in one, and which bucket a row is in. Many stretches are one scan. */
import type { Dialect, TimeColumn } from './dialects';
import { fault } from './fault';
import { checkStretch } from './instants';
import { and, binary, call, cast, choose, divideWhole, number, or, type Expression } from './tree';
import type { BucketRun } from './types';

/** The runs in ascending order. Throws SqlFault PL2257 where there are none or some overlap. */
export function checkedRuns(runs: readonly BucketRun[]): readonly BucketRun[] {
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
export function stretches(runs: readonly BucketRun[], time: TimeColumn, dialect: Dialect): readonly Expression[] {
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

/** Start of the bucket of a row that is in one of the runs (ascending), epoch ms. */
export function bucket(runs: readonly BucketRun[], time: TimeColumn, dialect: Dialect): Expression {
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
  const { startMs, endMs, stepMs } = run;
  if (stepMs === null || (run.anchored && stepMs >= endMs - startMs)) {
    return cast(number(startMs), 'bigint');
  }
  if (startMs % stepMs === 0) {
    return dialect.bucket(time, stepMs);
  }
  return run.anchored
    ? anchoredBucket(time, stepMs, startMs, dialect)
    : call('GREATEST', dialect.bucket(time, stepMs), cast(number(startMs), 'bigint'));
}

/** In the store's whole units, so exact; what is divided is never negative, for no row of the run is before its start. */
function anchoredBucket(time: TimeColumn, stepMs: number, startMs: number, dialect: Dialect): Expression {
  const perMs = dialect.perMs(time.type);
  const since = binary(dialect.count(time), '-', number(startMs * perMs));
  return binary(binary(divideWhole(since, number(stepMs * perMs)), '*', number(stepMs)), '+', number(startMs));
}
