/** Numbers of stretches of time in SQL: which day, week, month or cohort an instant lies in, without asking the store about zones. */
import type { Dialect } from './dialects';
import { binary, call, cast, choose, decimal, number, type Expression } from './tree';

/** Stretch i is [starts[i], starts[i + 1]) and has the number numbers[i]; the last one ends at endMs. */
export interface Stretches {
  readonly starts: readonly number[];
  readonly numbers: readonly number[];
  readonly endMs: number;
}

/** Stretches that follow one another in equal steps: the number is `first` + (t − startMs) / stepMs. */
interface Run {
  readonly startMs: number;
  readonly first: number;
  /** null: it is one stretch. */
  readonly stepMs: number | null;
}

/** An instant of a row: as a whole number of units, of which `perMs` make a millisecond, and whether it is before another. */
export interface Instant {
  readonly units: Expression;
  readonly perMs: number;
  readonly before: (ms: number) => Expression;
}

/**
 * The number of the stretch that holds an instant of [starts[0], endMs); for others it means nothing. One run of equal steps between two changes of
 * clocks, so that years of days are a few arms of a CASE.
 */
export function stretchNumber(at: Instant, stretches: Stretches, dialect: Dialect): Expression {
  const runs = runsOf(stretches);
  const of = ({ startMs, first, stepMs }: Run): Expression => {
    if (stepMs === null) {
      return cast(number(first), 'bigint');
    }
    const steps = wholes(binary(at.units, '-', number(startMs * at.perMs)), stepMs * at.perMs, dialect);
    return first === 0 ? steps : binary(steps, '+', number(first));
  };
  const last = runs.length - 1;
  const arms = runs.slice(0, last).map((run, i) => ({ when: at.before(runs[i + 1].startMs), then: of(run) }));
  return arms.length === 0 ? of(runs[last]) : choose(arms, of(runs[last]));
}

/** How often `by` goes into `of`, both whole and `of` not below 0. */
export function wholes(of: Expression, by: number, dialect: Dialect): Expression {
  return dialect.wholes
    ? dialect.wholes(of, by)
    : cast(call('floor', binary(cast(of, 'double'), '/', decimal(by))), 'bigint');
}

/** Stretches of one length in a row are one run; a shorter one may be its last, a longer one would be counted as two. */
function runsOf({ starts, numbers, endMs }: Stretches): Run[] {
  const lengthOf = (i: number) => (starts[i + 1] ?? endMs) - starts[i];
  const runs: Run[] = [];
  for (let i = 0; i < starts.length;) {
    const stepMs = lengthOf(i);
    let next = i + 1;
    while (
      next < starts.length &&
      numbers[next] === numbers[next - 1] + 1 &&
      lengthOf(next - 1) === stepMs &&
      lengthOf(next) <= stepMs
    ) {
      next++;
    }
    runs.push({ startMs: starts[i], first: numbers[i], stepMs: next - i > 1 ? stepMs : null });
    i = next;
  }
  return runs;
}
