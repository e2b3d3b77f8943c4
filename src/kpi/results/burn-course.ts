/** Burn rates of every window at every five minutes: what is drawn, and what alerts are judged by. */
import { errorBudget } from '../alerting';
import { burnOf, lastOf, type Account } from '../slo';
import { subjectOf, type ObjectiveAnswer, type ObjectivesAnswer } from './objectives';

/** The grid that history stands on. */
export const COURSE_STEP_MS = 300_000;

export interface BurnCourse {
  /** Ascending; multiples of five minutes, and the range's end. */
  readonly times: Float64Array;
  /** In the order of the objective's windows; NaN where nothing was measured, or too little. */
  readonly windows: ReadonlyArray<{ readonly ms: number; readonly burn: Float64Array }>;
}

export function courseTimes(fromMs: number, atMs: number): Float64Array {
  const first = Math.ceil(fromMs / COURSE_STEP_MS);
  const count = Math.max(0, Math.ceil(atMs / COURSE_STEP_MS) - first);
  const times = new Float64Array(count + 1);
  for (let i = 0; i < count; i++) {
    times[i] = (first + i) * COURSE_STEP_MS;
  }
  times[count] = atMs;
  return times;
}

export function burnCourse(answer: ObjectivesAnswer, one: ObjectiveAnswer, account: Account | null): BurnCourse {
  const times = courseTimes(answer.fromMs, answer.atMs);
  const share = errorBudget(one.objective.target);
  const floor = account ? subjectOf(one, account).coverageFloor : 0;
  const windows = one.windows.map(({ ms }) => {
    const burn = new Float64Array(times.length).fill(NaN);
    for (let i = 0; account && i < times.length; i++) {
      const spent = lastOf(account, ms, times[i]);
      if (spent.coverage >= floor) {
        burn[i] = burnOf(spent, share) ?? NaN;
      }
    }
    return { ms, burn };
  });
  return { times, windows };
}

/** Points `stepMs` apart. A window shorter than that shows the highest of its bucket, so that no spike falls between two points. */
export function drawn(
  { times, windows }: BurnCourse,
  stepMs: number
): { readonly times: number[]; readonly values: Array<Array<number | null>> } {
  const last = times.length - 1;
  const places: number[] = [];
  for (let i = 0; i <= last; i++) {
    if (i === last || times[i] % stepMs === 0) {
      places.push(i);
    }
  }
  const values = windows.map(({ ms, burn }) =>
    places.map((place, p) => {
      const from = ms < stepMs && p > 0 ? places[p - 1] + 1 : place;
      let highest = NaN;
      for (let i = from; i <= place; i++) {
        highest = burn[i] > highest || Number.isNaN(highest) ? burn[i] : highest;
      }
      return Number.isNaN(highest) ? null : highest;
    })
  );
  return { times: places.map((place) => times[place]), values };
}

/** 5 min, or a longer step that makes at most `most` points of the range. */
export function burnStepMs(fromMs: number, atMs: number, most = 1500): number {
  const steps = [COURSE_STEP_MS, 3 * COURSE_STEP_MS, 12 * COURSE_STEP_MS, 72 * COURSE_STEP_MS, 288 * COURSE_STEP_MS];
  return steps.find((step) => (atMs - fromMs) / step <= most) ?? steps[steps.length - 1];
}
