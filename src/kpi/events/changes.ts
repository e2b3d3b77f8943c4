/** Versions that were running, out of a gauge's labels -> deploys and rollbacks. */
import type { EventKind, EventsDefinition } from '../definition/types';
import { textsOf } from './alerts';
import type { Found } from './records';
import type { Present, Stretch } from './stretches';

interface Running extends Stretch {
  readonly version: string;
  readonly labels: Present['labels'];
}

/**
 * What changed for each service (and environment, and team). The version in use is the one, of those that run, that came last; so while a rollout
 * goes on, the new one is in use from its first instance on.
 *
 * A version that comes is an event; one that ran before is a rollback, as is the return to what still runs when the newest one goes. What was there
 * from the start, or when the store began to know the metric, is none, and neither is the same version again after a gap.
 */
export function foundInChanges(
  definition: Pick<EventsDefinition, 'from' | 'type'>,
  present: readonly Present[],
  toMs: number,
  gapMs: number
): Found[] {
  const label = definition.from.store === 'changes' ? definition.from.fields.version! : 'version';
  const began = Math.min(...present.flatMap(({ stretches }) => stretches.map(({ fromMs }) => fromMs)));
  const groups = new Map<string, Running[]>();
  for (const { labels, stretches } of present) {
    const { [label]: version, ...others } = labels;
    if (version === undefined || version === '') {
      continue;
    }
    const key = JSON.stringify(
      Object.keys(others)
        .sort()
        .map((name) => [name, others[name]])
    );
    groups.set(key, [
      ...(groups.get(key) ?? []),
      ...stretches.map((one) => ({
        ...one,
        sinceStart: one.sinceStart || one.fromMs <= began + gapMs,
        version,
        labels,
      })),
    ]);
  }
  return [...groups.values()].flatMap((running) => changesOf(definition, running, toMs, gapMs));
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function changesOf(
  { from, type }: Pick<EventsDefinition, 'from' | 'type'>,
  running: readonly Running[],
  toMs: number,
  gapMs: number
): Found[] {
  const back: EventKind = type === 'deploy' ? 'rollback' : type;
  // Of what was there from the start, the one that stays longest was the newest, as far as one can know.
  const order = (a: Running, b: Running) =>
    a.sinceStart !== b.sinceStart
      ? a.sinceStart
        ? -1
        : 1
      : a.sinceStart
        ? a.toMs - b.toMs || compare(a.version, b.version)
        : a.fromMs - b.fromMs || compare(a.version, b.version);
  const starts = running.slice().sort(order);
  const found: Found[] = [];
  const seen = new Set<string>();
  let current: Running | undefined;
  const event = (to: Running, atMs: number, kind: EventKind) =>
    found.push({ atMs, endMs: null, kind, texts: textsOf(from, to.labels) });
  /** Goes back from what ended well before `atMs` to what still ran then, perhaps several times. A handover is no way back. */
  const settle = (atMs: number) => {
    while (current && current.toMs < atMs - gapMs && current.toMs < toMs - gapMs) {
      const ended: Running = current;
      const left = starts.filter(
        (one) =>
          one !== ended &&
          isBefore(one, ended, order) &&
          // What reaches the end of the look runs on.
          (one.toMs > ended.toMs + gapMs || one.toMs >= toMs - gapMs)
      );
      const next = left[left.length - 1];
      if (!next) {
        return;
      }
      if (next.version !== ended.version) {
        event(next, ended.toMs, back);
      }
      current = next;
    }
  };
  for (const one of starts) {
    if (!one.sinceStart) {
      settle(one.fromMs);
      if (current?.version !== one.version) {
        event(one, one.fromMs, seen.has(one.version) ? back : type);
      }
    }
    seen.add(one.version);
    current = one;
  }
  settle(Infinity);
  return found;
}

const isBefore = (a: Running, b: Running, order: (a: Running, b: Running) => number) => order(a, b) < 0;
