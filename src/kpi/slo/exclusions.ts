/** Exclusions of a KPI as stretches of time. */
import {
  instantOfLocal,
  localDayOf,
  localOfInstant,
  occurrencesOf,
  parseLocal,
  parseRule,
  type Span,
} from '../calendar';
import type { Exclusion } from '../definition/types';

const HOUR = 3_600_000;
/** A calendar day written as UTC milliseconds: only for counting local days, never the length of one. */
// eslint-disable-next-line no-restricted-syntax -- counts days of a local calendar; it is the length of none
const DAY_NUMBER_MS = 86_400_000;
const MINUTE = 60_000;
/** How far a local time, written as UTC ms, may lie from its instant, a change of clocks included. */
const WIDEST_OFFSET_MS = 30 * HOUR;

/** Half-open [fromMs, toMs), UTC epoch ms, with the exclusion that it comes from. */
export interface ExcludedInterval extends Span {
  readonly exclusion: Exclusion;
}

type Of<K extends Exclusion['kind']> = Extract<Exclusion, { readonly kind: K }>;

/**
 * The stretches of [fromMs, toMs) that `exclusions` speak of, clipped to it, sorted by start, then end, then as the exclusions are written.
 * None is empty. They are kept apart, also where they overlap or touch: whoever uses them decides, and where both hold, `removed` wins over
 * `good`. Local times that clocks skip begin at the change, those shown twice at the earlier one; durations are of real time.
 *
 * @param eventSpans from when to when events were (UTC epoch ms; an instant has no length), in any order; asked once for each exclusion
 *   around events. It must know those that touch the time from `afterMs` before the range to `beforeMs` after it
 */
export function excludedIntervals(
  exclusions: readonly Exclusion[],
  fromMs: number,
  toMs: number,
  eventSpans: (events: string) => readonly Span[]
): ExcludedInterval[] {
  const found: ExcludedInterval[] = [];
  for (const exclusion of exclusions) {
    for (const span of spansOf(exclusion, fromMs, toMs, eventSpans)) {
      const clipped = { fromMs: Math.max(span.fromMs, fromMs), toMs: Math.min(span.toMs, toMs), exclusion };
      if (clipped.fromMs < clipped.toMs) {
        found.push(clipped);
      }
    }
  }
  return found
    .map((interval, i) => ({ interval, i }))
    .sort((a, b) => a.interval.fromMs - b.interval.fromMs || a.interval.toMs - b.interval.toMs || a.i - b.i)
    .map(({ interval }) => interval);
}

function spansOf(
  exclusion: Exclusion,
  fromMs: number,
  toMs: number,
  eventSpans: (events: string) => readonly Span[]
): readonly Span[] {
  switch (exclusion.kind) {
    case 'once':
      return [exclusion];
    case 'recurring':
      return recurring(exclusion, fromMs, toMs);
    case 'businessHours':
      return outsideHours(exclusion, fromMs, toMs);
    case 'events': {
      const { beforeMs, afterMs } = exclusion;
      return eventSpans(exclusion.events).map((of) => ({ fromMs: of.fromMs - beforeMs, toMs: of.toMs + afterMs }));
    }
  }
}

/** @throws Error for a rule that cannot be read; parsing definitions refuses those */
function recurring({ rrule, start, durationMs, timeZone }: Of<'recurring'>, fromMs: number, toMs: number): Span[] {
  const parsed = parseRule(rrule);
  if ('reason' in parsed) {
    throw new Error(`a checked definition holds a rule that cannot be read: ${parsed.reason}`);
  }
  const { rule } = parsed;
  const { until } = rule;
  const local = occurrencesOf(
    rule,
    parseLocal(start),
    fromMs - durationMs - WIDEST_OFFSET_MS,
    toMs + WIDEST_OFFSET_MS,
    until && !until.utc ? until.ms : Infinity
  );
  const last = until && until.utc ? until.ms : Infinity;
  return local
    .map((at) => instantOfLocal(timeZone, at))
    .filter((at) => at <= last)
    .map((at) => ({ fromMs: at, toMs: at + durationMs }));
}

/** What lies between the hours that count. */
function outsideHours(exclusion: Of<'businessHours'>, fromMs: number, toMs: number): Span[] {
  const { days, fromMinute, toMinute, timeZone } = exclusion;
  const spans: Span[] = [];
  let closedFrom = fromMs;
  const lastDay = localDayOf(timeZone, toMs) + 1;
  for (let day = localDayOf(timeZone, fromMs) - 1; day <= lastDay; day++) {
    if (days.indexOf(weekdayOf(day)) < 0 || !exists(timeZone, day)) {
      continue;
    }
    const open = instantOfLocal(timeZone, day * DAY_NUMBER_MS + fromMinute * MINUTE);
    const close = instantOfLocal(timeZone, day * DAY_NUMBER_MS + toMinute * MINUTE);
    if (open > closedFrom) {
      spans.push({ fromMs: closedFrom, toMs: open });
    }
    closedFrom = Math.max(closedFrom, close);
  }
  spans.push({ fromMs: closedFrom, toMs });
  return spans;
}

/** A day may never have been (Apia 2011-12-30); its hours would be the next day's first instant. */
function exists(timeZone: string, day: number): boolean {
  const noon = instantOfLocal(timeZone, day * DAY_NUMBER_MS + 12 * HOUR);
  return Math.floor(localOfInstant(timeZone, noon) / DAY_NUMBER_MS) === day;
}

/** 1 (Monday) to 7; 1970-01-01 was a Thursday. */
function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}
