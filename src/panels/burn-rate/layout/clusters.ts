/** Deploys on the x axis: flags where they have room, counted clusters where they do not. */

export interface Flag<Event> {
  /** Middle of what it stands for, px. */
  readonly x: number;
  readonly events: readonly Event[];
}

/**
 * Joins events that would stand closer than `gap` px. Events ascend in x. What joins moves to the middle, and joins on if that is too
 * close to the one before; so flags always keep the gap.
 */
export function clusterEvents<Event>(
  events: readonly Event[],
  xOf: (event: Event) => number,
  gap: number
): Array<Flag<Event>> {
  const flags: Array<{ x: number; first: number; last: number; events: Event[] }> = [];
  for (const event of events) {
    const at = xOf(event);
    let next = { x: at, first: at, last: at, events: [event] };
    while (flags.length > 0 && next.x - flags[flags.length - 1].x < gap) {
      const before = flags.pop()!;
      next = {
        x: (before.first + next.last) / 2,
        first: before.first,
        last: next.last,
        events: [...before.events, ...next.events],
      };
    }
    flags.push(next);
  }
  return flags.map(({ x, events: members }) => ({ x, events: members }));
}
