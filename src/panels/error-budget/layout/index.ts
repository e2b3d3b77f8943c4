import { namesIn } from '../names';
/** rows -> geometry: picks the layout for the data and the room. Pure: the same rows and size give the same picture. */
import { place } from '../../shared/text-box';
import { barMark } from './bar';
import { layoutList } from './list';
import { LEAST_RING, ringMark } from './ring';
import { Box, BudgetLayout, Mode, Room, RowMark } from './types';

export type { BudgetLayout, Gauge, Room, RowMark, Spark } from './types';

/** Wider than so many heights, and lower than `FLAT`, one budget is a bar. */
const WIDE = 2.6;
const FLAT = 130;
const CELL = { width: 220, height: 190, barHeight: 76, title: 18, gap: 12 };

/** How the data would be drawn in this room. */
export function modeOf({ rows, options, width, height }: Room): Mode {
  const one = rows.length === 1;
  const tiny = Math.min(width, height) < LEAST_RING;
  if (options.layout === 'bar' || (options.layout === 'auto' && one && height < FLAT && width > height * WIDE)) {
    return one ? 'bar' : 'bars';
  }
  if (options.layout === 'ring' || (options.layout === 'auto' && one)) {
    return one ? (tiny ? 'bar' : 'ring') : 'rings';
  }
  return 'list';
}

/**
 * Lays budgets out in a room of at least 1 × 1 px. Content that does not fit is taller than the room (it scrolls), never squeezed
 * below legibility.
 */
export function layoutBudget(given: Room): BudgetLayout {
  const room = { ...given, width: Math.max(1, given.width), height: Math.max(1, given.height) };
  const { width, height } = room;
  const whole = { x: 0, y: 0, width, height };
  const mode = modeOf(room);
  switch (mode) {
    case 'ring':
      return { mode, width, height, marks: [ringMark(room, 0, whole)], heads: [] };
    case 'bar':
      return { mode, width, height, marks: [barMark(room, 0, whole)], heads: [] };
    case 'list':
      return layoutList(room);
    default:
      return layoutCells(room, mode);
  }
}

/** A cell each under its name: rings in a grid, bars under each other. */
function layoutCells(room: Room, mode: 'rings' | 'bars'): BudgetLayout {
  const { width, height, rows, measure } = room;
  const { title, gap } = CELL;
  const across =
    mode === 'bars' ? 1 : Math.max(1, Math.min(rows.length, Math.floor((width + gap) / (CELL.width + gap))));
  const down = Math.ceil(rows.length / across);
  const least = mode === 'bars' ? CELL.barHeight : Math.min(CELL.height, width + title);
  const most = mode === 'bars' ? 110 : Infinity;
  const cellWidth = (width - (across - 1) * gap) / across;
  const cellHeight = Math.min(most, Math.max(least, (height - (down - 1) * gap) / down));
  const cells = rows.map((_, i): Box => ({
    x: (i % across) * (cellWidth + gap),
    y: Math.floor(i / across) * (cellHeight + gap),
    width: cellWidth,
    height: cellHeight,
  }));
  const names = namesIn(rows);
  const marks = cells.map((cell, i): RowMark => {
    const inner = { ...cell, y: cell.y + title, height: cell.height - title };
    const mark =
      mode === 'bars' || inner.width < LEAST_RING
        ? barMark({ ...room, titled: true }, i, inner)
        : ringMark({ ...room, titled: true }, i, inner);
    const name = place(measure, { ...cell, height: title }, names[i], {
      tone: 'strong',
      align: mode === 'bars' ? 'start' : 'center',
    });
    return { ...mark, hit: cell, texts: [...name, ...mark.texts] };
  });
  return { mode, width, height: down * cellHeight + (down - 1) * gap, marks, heads: [] };
}
