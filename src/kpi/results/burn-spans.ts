/** Stretches of a timeline: alerts that held, time that is excluded, gaps, alerts that were held back. */
import { judge } from '../alerting';
import { counts, spanOf } from '../events';
import type { Account } from '../slo';
import type { BurnCourse } from './burn-course';
import { subjectOf, type ObjectiveAnswer, type ObjectivesAnswer } from './objectives';
import type { BurnSpan } from './types';

const MINUTE_MS = 60_000;

/** Where both windows of a condition were over its threshold: the verdict of the alert itself, every five minutes. */
export function heldSpans(
  one: ObjectiveAnswer,
  account: Account | null,
  { times, windows }: BurnCourse,
  atMs: number
): BurnSpan[] {
  if (!account) {
    return [];
  }
  const subject = subjectOf(one, account);
  const burnOfWindow = (ms: number) => windows.find((window) => window.ms === ms)!.burn;
  return one.conditions.flatMap((condition, index) => {
    const [long, short] = [burnOfWindow(condition.longMs), burnOfWindow(condition.shortMs)];
    // What is drawn tells where to look closer: few points are over, and only there the guards matter.
    const overAt = (ms: number) => (judge(subject, condition, ms).times ?? 0) > 1;
    const over = (i: number) => long[i] > condition.threshold && short[i] > condition.threshold && overAt(times[i]);
    const label = `${condition.factor}× · ${condition.long} and ${condition.short}`;
    return stretches(times, over, atMs).map((stretch) => ({
      kind: condition.severity,
      ...(stretch.ongoing ? { ...stretch, fromMs: begun(times, stretch.fromMs, overAt) } : stretch),
      label,
      condition: index,
    }));
  });
}

/**
 * Since when what holds now has held, to the minute: what began after the last five minutes has a length too, or the picture would not show
 * the alert that is being raised.
 */
function begun(times: Float64Array, fromMs: number, overAt: (ms: number) => boolean): number {
  const before = times[Math.max(0, times.indexOf(fromMs) - 1)];
  let at = fromMs;
  while (at - MINUTE_MS > before && overAt(at - MINUTE_MS)) {
    at -= MINUTE_MS;
  }
  return at === times[times.length - 1] ? at - MINUTE_MS : at;
}

/** From each first time at which it holds to the next at which it does not, or to the end. */
function stretches(times: Float64Array, holds: (i: number) => boolean, atMs: number) {
  const found: Array<{ fromMs: number; toMs: number; ongoing: boolean }> = [];
  let since = -1;
  for (let i = 0; i < times.length; i++) {
    const there = holds(i);
    if (there && since < 0) {
      since = i;
    } else if (!there && since >= 0) {
      found.push({ fromMs: times[since], toMs: times[i], ongoing: false });
      since = -1;
    }
  }
  if (since >= 0) {
    found.push({ fromMs: times[since], toMs: atMs, ongoing: true });
  }
  return found;
}

export function exclusionSpans({ excluded }: ObjectiveAnswer, fromMs: number, atMs: number): BurnSpan[] {
  return excluded
    .filter((time) => time.toMs > fromMs && time.fromMs < atMs)
    .map(({ name, treatAs, reason, ...time }) => ({
      kind: 'exclusion',
      fromMs: Math.max(fromMs, time.fromMs),
      toMs: Math.min(atMs, time.toMs),
      label: `${reason ?? name} (${treatAs === 'removed' ? 'removed' : 'counted as good'})`,
      treatAs,
      ongoing: time.toMs >= atMs,
    }));
}

/** Where nothing was measured for five minutes; not where missing data means good or bad. */
export function gapSpans(
  { objective }: ObjectiveAnswer,
  account: Account | null,
  { times }: BurnCourse,
  atMs: number
): BurnSpan[] {
  if (!account || objective.absentIs !== 'gap') {
    return [];
  }
  const empty = (i: number) =>
    i > 0 && times[i] <= account.endMs && account.over(times[i - 1], times[i]).coverage === 0;
  return stretches(times, empty, atMs).map(({ fromMs, toMs, ongoing }) => ({
    kind: 'gap',
    // The point at its end tells of the five minutes before it.
    fromMs: times[Math.max(0, times.indexOf(fromMs) - 1)],
    toMs: ongoing ? toMs : times[times.indexOf(toMs) - 1],
    label: 'no data',
    ongoing,
  }));
}

/** After each event that holds alerts back. */
export function suppressedSpans({ kpi, events, fromMs, atMs }: ObjectivesAnswer): BurnSpan[] {
  const { suppress } = kpi.alerting;
  const found = suppress ? events.get(suppress.events) : undefined;
  return (found?.events ?? [])
    .filter((event) => counts(found!.definition, event))
    .map((event) => ({ from: event.atMs, to: spanOf(event, atMs).toMs + suppress!.afterMs }))
    .filter(({ from, to }) => to > fromMs && from < atMs)
    .map(({ from, to }) => ({
      kind: 'suppressed',
      fromMs: Math.max(fromMs, from),
      toMs: Math.min(atMs, to),
      label: `${suppress!.severities.join(' and ')} held back after ${found!.definition.displayName}`,
      ongoing: to > atMs,
    }));
}
