/** Marks on a line of time: one by one where they have room, counted clusters where they do not. */

export interface Cluster<Event> {
  /** Middle of what it stands for, px; moved inside where an edge would cut it. */
  readonly x: number;
  readonly width: number;
  readonly events: readonly Event[];
}

export interface ClusterOptions<Event> {
  readonly xOf: (event: Event) => number;
  /** Px that a mark of these events takes; not less for more events. */
  readonly widthOf: (events: readonly Event[]) => number;
  /** Px between two marks. */
  readonly gap?: number;
  /** Edges that no mark leaves, as long as one fits between them. */
  readonly left?: number;
  readonly right?: number;
}

/**
 * Joins events whose marks would touch. Events ascend in x. What joins moves to the middle of the joined, and joins on if it touches the one
 * before then; so marks never overlap, none is lost and their order stays.
 */
export function clusterEvents<Event>(
  events: readonly Event[],
  { xOf, widthOf, gap = 0, left = -Infinity, right = Infinity }: ClusterOptions<Event>
): Array<Cluster<Event>> {
  const found: Array<Cluster<Event> & { first: number; last: number; events: Event[] }> = [];
  const place = (first: number, last: number, members: Event[]) => {
    const width = widthOf(members);
    const middle = (first + last) / 2;
    const x = right - left < width ? (left + right) / 2 : within(middle, left + width / 2, right - width / 2);
    return { x, width, first, last, events: members };
  };
  for (const event of events) {
    let next = place(xOf(event), xOf(event), [event]);
    while (found.length > 0 && touches(found[found.length - 1], next, gap)) {
      const before = found.pop()!;
      next = place(before.first, next.last, [...before.events, ...next.events]);
    }
    found.push(next);
  }
  return found.map(({ x, width, events: members }) => ({ x, width, events: members }));
}

const touches = (a: Cluster<unknown>, b: Cluster<unknown>, gap: number): boolean =>
  b.x - a.x < (a.width + b.width) / 2 + gap;

const within = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
