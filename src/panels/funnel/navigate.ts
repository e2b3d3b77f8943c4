/** Arrow keys over the marks of a layout. */
import { FunnelLayout } from './layout';

/**
 * The mark that a key leads to, or null where it leads nowhere. Up and down go from step to step of a segment, left and right
 * from segment to segment of a step (between steps, where there is one segment); Home and End to the ends of the segment.
 */
export function nextMark(layout: FunnelLayout, from: number, key: string): number | null {
  const { group, step } = layout.marks[from];
  const groups = 1 + Math.max(...layout.marks.map((mark) => mark.group));
  const last = Math.max(...layout.marks.filter((mark) => mark.group === group).map((mark) => mark.step));
  const at = (g: number, s: number) => {
    const found = layout.marks.findIndex((mark) => mark.group === g && mark.step === s);
    return found < 0 ? null : found;
  };
  switch (key) {
    case 'ArrowDown':
      return step < last ? at(group, step + 1) : at(group + 1, 0);
    case 'ArrowUp':
      return step > 0 ? at(group, step - 1) : lastOf(layout, group - 1);
    case 'ArrowRight':
      return groups > 1 ? at(group + 1, step) : at(group, step + 1);
    case 'ArrowLeft':
      return groups > 1 ? at(group - 1, step) : at(group, step - 1);
    case 'Home':
      return step === 0 ? null : at(group, 0);
    case 'End':
      return step === last ? null : at(group, last);
    default:
      return null;
  }
}

function lastOf(layout: FunnelLayout, group: number): number | null {
  let found: number | null = null;
  layout.marks.forEach((mark, i) => {
    if (mark.group === group) {
      found = i;
    }
  });
  return found;
}
