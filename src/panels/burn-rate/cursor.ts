/** Where the keyboard leads the cursor. */
import { BurnChart } from './model';
import { nearestIndex } from '../shared/sorted-times';

/** Rows that Shift jumps at once. */
const STRIDE = 10;

/**
 * The row that a key leads to, or null where it leads nowhere: left and right one row (ten with Shift), Home and End to the ends,
 * Page Up and Page Down to the begin of the page or ticket before and after.
 */
export function nextRow(chart: BurnChart, row: number, key: string, shift: boolean): number | null {
  const last = chart.times.length - 1;
  const clamp = (to: number) => Math.min(last, Math.max(0, to));
  switch (key) {
    case 'ArrowLeft':
      return clamp(row - (shift ? STRIDE : 1));
    case 'ArrowRight':
      return clamp(row + (shift ? STRIDE : 1));
    case 'Home':
      return 0;
    case 'End':
      return last;
    case 'PageUp':
    case 'PageDown': {
      const starts = chart.spans
        .filter(({ kind }) => kind === 'page' || kind === 'ticket')
        .map(({ fromMs }) => nearestIndex(chart.times, fromMs));
      return key === 'PageDown'
        ? starts.filter((start) => start > row).reduce<number | null>((a, b) => (a === null ? b : Math.min(a, b)), null)
        : starts
            .filter((start) => start < row)
            .reduce<number | null>((a, b) => (a === null ? b : Math.max(a, b)), null);
    }
    default:
      return null;
  }
}
