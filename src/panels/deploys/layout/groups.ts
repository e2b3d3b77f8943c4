/** Which lane an event belongs to, and which lanes are kept where not all have room. */
import { counted, MARK_KINDS } from '../kinds';
import type { DeploysView, Happening } from '../model';
import type { DeploysOptions } from '../options';
import { tintOf } from './tint';

export interface Group {
  /** What all events of it share; empty for what is of none, and for what is folded. */
  readonly key: string;
  readonly name: string;
  /** Ascending by time. */
  readonly events: readonly Happening[];
}

const NONE: Readonly<Record<DeploysOptions['lanes'], string>> = {
  service: '(no service)',
  environment: '(no environment)',
  kind: '',
};

/** By name, kinds in their own order; what is of none comes last. */
export function groupsOf(view: DeploysView, lanes: DeploysOptions['lanes']): Group[] {
  const found = new Map<string, Happening[]>();
  for (const event of view.events) {
    const key = lanes === 'kind' ? event.kind : event[lanes];
    const own = found.get(key);
    if (own) {
      own.push(event);
    } else {
      found.set(key, [event]);
    }
  }
  const keys = [...found.keys()].sort((a, b) =>
    lanes === 'kind'
      ? MARK_KINDS.indexOf(a as never) - MARK_KINDS.indexOf(b as never)
      : Number(a === '') - Number(b === '') || (a < b ? -1 : 1)
  );
  return keys.map((key) => ({
    key,
    name: lanes === 'kind' ? counted(key as never, 2).slice(2) : key || NONE[lanes],
    events: found.get(key)!,
  }));
}

/** What says most first: worse, open, better, then the most events, then the name. */
function byWorth(view: DeploysView, groups: readonly Group[]): Group[] {
  const of = ({ events }: Group, tint: string) => events.filter((event) => tintOf(view, event) === tint).length;
  const worth = (group: Group) => [of(group, 'worse'), of(group, 'open'), of(group, 'better'), group.events.length];
  const worths = new Map(groups.map((group) => [group, worth(group)]));
  return [...groups].sort((a, b) => {
    const [x, y] = [worths.get(a)!, worths.get(b)!];
    const at = x.findIndex((value, i) => value !== y[i]);
    return at < 0 ? 0 : y[at] - x[at];
  });
}

/**
 * As many lanes as fit `room` px, those that say most, in their order; the rest share a last one. `heightOf` is what a lane takes.
 * At least one lane comes back, which may be higher than the room.
 */
export function foldGroups(
  view: DeploysView,
  groups: readonly Group[],
  room: number,
  heightOf: (group: Group) => number
): Group[] {
  if (groups.reduce((sum, group) => sum + heightOf(group), 0) <= room) {
    return [...groups];
  }
  const order = byWorth(view, groups);
  let kept: Group[] = [];
  let [most, sum] = [0, 0];
  while (most < order.length - 1 && sum + heightOf(order[most]) <= room) {
    sum += heightOf(order[most]);
    most += 1;
  }
  for (let count = most; count >= 0; count--) {
    const first = new Set(order.slice(0, count));
    const rest = groups.filter((group) => !first.has(group));
    kept = [...groups.filter((group) => first.has(group)), restOf(rest, groups.length)];
    if (kept.reduce((sum, group) => sum + heightOf(group), 0) <= room) {
      return kept;
    }
  }
  return kept;
}

function restOf(rest: readonly Group[], all: number): Group {
  const events = rest.flatMap((group) => group.events).sort((a, b) => a.atMs - b.atMs);
  return { key: '', name: rest.length === all ? 'all' : `${rest.length} others`, events };
}
