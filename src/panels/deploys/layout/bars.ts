/** Things with a length in one lane: which row each stands on, and which are drawn as one. */
import type { Happening } from '../model';

export interface Bar {
  readonly x: number;
  readonly width: number;
  readonly row: number;
  readonly events: readonly Happening[];
}

const LEAST = 6;
const APART = 3;

export interface BarRoom {
  readonly left: number;
  readonly right: number;
  readonly xOf: (ms: number) => number;
  readonly toMs: number;
}

/** Rows that bars need to stand free of each other. */
export const rowsNeeded = (events: readonly Happening[], room: BarRoom): number =>
  pack(events, room).reduce((most, { row }) => Math.max(most, row + 1), 0);

/** At most `rows` rows; where that is too few, bars that touch are one. */
export function layoutBars(events: readonly Happening[], rows: number, room: BarRoom): Bar[] {
  const packed = pack(events, room);
  return packed.every(({ row }) => row < rows) ? packed : joined(packed);
}

function pack(events: readonly Happening[], room: BarRoom): Bar[] {
  const ends: number[] = [];
  return events.map((event) => {
    const [x, width] = extent(event, room);
    const free = ends.findIndex((end) => end + APART <= x);
    const row = free < 0 ? ends.length : free;
    ends[row] = x + width;
    return { x, width, row, events: [event] };
  });
}

/** Cut to the room; never narrower than can be seen. */
function extent({ atMs, endMs, open }: Happening, { left, right, xOf, toMs }: BarRoom): [number, number] {
  const end = Math.min(right, xOf(open ? toMs : (endMs ?? atMs)));
  const start = Math.max(left, Math.min(xOf(atMs), right - LEAST));
  return [start, Math.min(Math.max(LEAST, end - start), Math.max(0, right - start))];
}

/** `bars` ascend in x. */
function joined(bars: readonly Bar[]): Bar[] {
  const kept: Bar[] = [];
  for (const bar of bars) {
    const last = kept[kept.length - 1];
    if (last && bar.x < last.x + last.width + APART) {
      const end = Math.max(last.x + last.width, bar.x + bar.width);
      kept[kept.length - 1] = { ...last, width: end - last.x, events: [...last.events, ...bar.events] };
    } else {
      kept.push({ ...bar, row: 0 });
    }
  }
  return kept;
}
