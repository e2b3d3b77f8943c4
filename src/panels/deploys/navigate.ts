/** Arrow keys over the marks of a layout. */
import type { DeployMark } from './layout';

/**
 * The mark that a key leads to, or null where it leads nowhere. Marks are in the order of time: left and right go to the one before and after, up and
 * down to the nearest in time on the lane over and under, Home and End to the ends. In a list, whose newest is first, up and down go from row to row.
 */
export function nextMark(marks: readonly DeployMark[], from: number, key: string): number | null {
  const last = marks.length - 1;
  const step = (to: number) => (to >= 0 && to <= last && to !== from ? to : null);
  switch (key) {
    case 'ArrowLeft':
      return step(from - 1);
    case 'ArrowRight':
      return step(from + 1);
    case 'Home':
      return step(0);
    case 'End':
      return step(last);
    case 'ArrowUp':
    case 'ArrowDown':
      return nearestOnLane(marks, from, key === 'ArrowDown' ? 1 : -1);
    default:
      return null;
  }
}

function nearestOnLane(marks: readonly DeployMark[], from: number, direction: 1 | -1): number | null {
  const { lane, hit } = marks[from];
  const lanes = new Set(marks.map((mark) => mark.lane));
  if (lanes.size === 1) {
    const to = from + direction;
    return to >= 0 && to < marks.length ? to : null;
  }
  const beyond = [...lanes].filter((one) => (one - lane) * direction > 0);
  if (beyond.length === 0) {
    return null;
  }
  const target = direction > 0 ? Math.min(...beyond) : Math.max(...beyond);
  let best: number | null = null;
  marks.forEach((mark, i) => {
    if (mark.lane === target && (best === null || far(mark, hit.x) < far(marks[best], hit.x))) {
      best = i;
    }
  });
  return best;
}

const far = ({ hit }: DeployMark, x: number): number => Math.abs(hit.x - x);
