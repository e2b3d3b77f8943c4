/** When it began to show, when somebody was told, when it was over. */
import type { AlertStretch, Effect, FiredAlert, Incident, Moment, Timeline } from './types';

/** So long it has to stay before it counts as having left or come back. */
const SUSTAINED_MS = 15 * 60_000;

/**
 * When the line crossed the middle between what was to be expected and how it was in the incident, for at least 15 minutes: out (`left`), and back for good
 * (`returned`, counted from the incident's start on). The middle, because noise around either level does not reach it. Both null unless the effect is
 * sure (`worse`): of noise nobody can say when it was over. `returned` is null where the line ends sooner than 15 minutes after.
 */
export function crossings(
  timeline: Timeline | null,
  effect: Effect | null,
  { fromMs }: Pick<Incident, 'fromMs'>
): { left: number | null; returned: number | null } {
  if (!timeline || effect?.verdict !== 'worse' || effect.during === null || effect.expected === null) {
    return { left: null, returned: null };
  }
  const middle = (effect.during + effect.expected) / 2;
  const lower = effect.during < effect.expected;
  const off = timeline.values.map((value) => (value === null ? null : lower ? value < middle : value > middle));
  const left = firstSustained(timeline.times, off, true, fromMs - SUSTAINED_MS);
  return { left, returned: left === null ? null : lastReturn(timeline.times, off, left) };
}

/** Start of the first stretch from `sinceMs` on in which every bucket that was measured is as asked, for 15 minutes. */
function firstSustained(
  times: readonly number[],
  off: ReadonlyArray<boolean | null>,
  wanted: boolean,
  sinceMs: number
): number | null {
  for (let i = 0; i < times.length; i++) {
    if (times[i] >= sinceMs && off[i] === wanted && holdsFrom(times, off, wanted, i)) {
      return times[i];
    }
  }
  return null;
}

function holdsFrom(times: readonly number[], off: ReadonlyArray<boolean | null>, wanted: boolean, at: number): boolean {
  for (let i = at; i < times.length; i++) {
    if (times[i] - times[at] >= SUSTAINED_MS) {
      return true;
    }
    if (off[i] !== null && off[i] !== wanted) {
      return false;
    }
  }
  return false;
}

/** The first sustained return after `left`. */
const lastReturn = (times: readonly number[], off: ReadonlyArray<boolean | null>, left: number): number | null =>
  firstSustained(times, off, false, left);

export interface AlertSources {
  readonly incident: Incident;
  readonly kpis: ReadonlyArray<{ readonly displayName: string; readonly alerts: readonly AlertStretch[] }>;
  readonly fired: readonly FiredAlert[];
}

/**
 * The first moment at which a page held, or an alert of a store fired; tickets only where there was no page. One that held already
 * at the start counts from the start.
 */
export function detection({ incident, kpis, fired }: AlertSources): Moment | null {
  const { fromMs, toMs } = incident;
  const inside = ({ fromMs: at, toMs: end }: { fromMs: number; toMs: number }) => at < toMs && end > fromMs;
  const stretches = (severity: 'page' | 'ticket') =>
    kpis.flatMap(({ displayName, alerts }) =>
      alerts
        .filter((one) => one.severity === severity && inside(one))
        .map(({ fromMs: atMs }) => ({ atMs, words: `the ${severity} of ${displayName}` }))
    );
  const alerts = fired
    .filter(({ kind, atMs, endMs }) => kind === 'alert' && inside({ fromMs: atMs, toMs: endMs ?? Infinity }))
    .map(({ atMs, title }) => ({ atMs, words: `the alert ${title}` }));
  const pages = [...stretches('page'), ...alerts];
  const first = earliest(pages.length > 0 ? pages : stretches('ticket'));
  return first ? { ...first, afterMs: first.atMs - fromMs } : null;
}

/** When the last KPI came back; where no line can say so, when the last page ended. Null while one is still away. */
export function recovery(
  { incident, kpis }: AlertSources,
  lines: ReadonlyArray<{ readonly displayName: string; readonly left: number | null; readonly returned: number | null }>
): Moment | null {
  const away = lines.filter(({ left }) => left !== null);
  if (away.some(({ returned }) => returned === null)) {
    return null;
  }
  const back = away.map(({ returned, displayName }) => ({
    atMs: returned!,
    words: `${displayName} was back where it was to be expected, and stayed`,
  }));
  const pages = kpis.flatMap(({ displayName, alerts }) =>
    alerts
      .filter((one) => one.severity === 'page' && one.fromMs < incident.toMs && one.toMs > incident.fromMs)
      .map(({ toMs, ongoing }) => ({ atMs: toMs, ongoing, words: `the page of ${displayName} ended` }))
  );
  const ends =
    back.length > 0
      ? back
      : pages.some(({ ongoing }) => ongoing)
        ? []
        : pages.map(({ atMs, words }) => ({ atMs, words }));
  const last = ends.reduce<(typeof ends)[number] | undefined>((a, b) => (!a || b.atMs > a.atMs ? b : a), undefined);
  return last ? { ...last, afterMs: last.atMs - incident.fromMs } : null;
}

function earliest<T extends { readonly atMs: number }>(all: readonly T[]): T | undefined {
  return all.reduce<T | undefined>((a, b) => (!a || b.atMs < a.atMs ? b : a), undefined);
}
