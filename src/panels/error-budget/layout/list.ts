/** Several budgets: a row each, with a small ring; columns fold away where it is narrow. */
import { place, TextBox, widest } from '../../shared/text-box';
import { paceOf, remainingOf, toneOf } from '../words';
import { namesIn } from '../names';
import { Column, columnsIn } from './columns';
import { gaugeOf, ringIn, sparkIn } from './gauge';
import { SIGN } from './stack';
import { Box, BudgetLayout, Room, RowMark, Spark } from './types';

const HEAD = 18;
const ROW = 32;
const LEAST_ROW = 24;
const NARROW_ROW = 36;
const RING = 24;
const RING_GAP = 8;
/** Narrower lists have two lines a row instead of columns. */
const COLUMNS_WIDTH = 300;

/** A row each, taller than the room where they do not fit (then it scrolls). */
export function layoutList(room: Room): BudgetLayout {
  return room.width < COLUMNS_WIDTH ? narrowList(room) : columnList(room);
}

function columnList(room: Room): BudgetLayout {
  const { width, height, rows, measure } = room;
  const names = namesIn(rows);
  const longest = widest(measure, names) + 2;
  const before = RING + RING_GAP + 10;
  const columns = columnsIn(room, width, {
    least: before + Math.min(longest, Math.max(110, width * 0.22)),
    wanted: before + Math.min(longest, width * 0.45),
  });
  const own = (height - HEAD) / rows.length;
  const rowHeight = Math.max(LEAST_ROW, Math.min(own, ROW + (own > ROW ? 4 : 0)));
  const nameEnd = columns.length > 0 ? columns[0].x - 10 : width;
  const heads = columns.flatMap((column) =>
    place(measure, { x: column.x, y: 0, width: column.width, height: HEAD }, column.head, {
      tone: 'quiet',
      align: column.align,
      size: 11,
    })
  );
  const marks = rows.map((row, index): RowMark => {
    const hit = { x: 0, y: HEAD + index * rowHeight, width, height: rowHeight };
    const ring = Math.min(RING, rowHeight - 2);
    const shape = ringIn({ x: 0, y: hit.y + (rowHeight - ring) / 2, width: RING, height: ring });
    const nameBox = { x: RING + RING_GAP, y: hit.y, width: nameEnd - RING - RING_GAP, height: rowHeight };
    const cells = columns.map((column) => cellOf(room, index, column, hit));
    return {
      row: index,
      hit,
      gauge: gaugeOf(row, shape, false),
      sign: cells.find((cell) => cell.sign)?.sign ?? null,
      spark: cells.find((cell) => cell.spark)?.spark ?? null,
      texts: [...place(measure, nameBox, names[index], { tone: 'normal' }), ...cells.flatMap((cell) => cell.texts)],
    };
  });
  return { mode: 'list', width, height: HEAD + rows.length * rowHeight, marks, heads };
}

interface Cell {
  readonly texts: TextBox[];
  readonly sign: Box | null;
  readonly spark: Spark | null;
}

function cellOf(room: Room, index: number, column: Column, { y, height }: Box): Cell {
  const row = room.rows[index];
  if (column.cell === null) {
    const box = { x: column.x, y: y + 5, width: column.width, height: height - 10 };
    return { texts: [], sign: null, spark: sparkIn(row, box) };
  }
  const fact = column.cell(row);
  if (!fact) {
    return { texts: [], sign: null, spark: null };
  }
  const indent = fact.sign ? SIGN + 6 : 0;
  const box = { x: column.x + indent, y, width: column.width - indent, height };
  return {
    texts: place(room.measure, box, fact.texts, { tone: fact.tone, align: column.align, bold: fact.bold }),
    sign: fact.sign ? { x: column.x, y: y + (height - SIGN) / 2, width: SIGN, height: SIGN } : null,
    spark: null,
  };
}

/** Name over number and pace. */
function narrowList(room: Room): BudgetLayout {
  const { width, rows, measure, options } = room;
  const names = namesIn(rows);
  const ringed = width >= 70;
  const x = ringed ? RING + RING_GAP : 0;
  const marks = rows.map((row, index): RowMark => {
    const hit = { x: 0, y: index * NARROW_ROW, width, height: NARROW_ROW };
    const shape = ringIn({ x: 0, y: hit.y + (NARROW_ROW - RING) / 2, width: RING, height: RING });
    const signed = row.state !== null && width - x >= 60;
    const sign = signed ? { x: width - SIGN, y: hit.y + 18, width: SIGN, height: SIGN } : null;
    const lineEnd = signed ? width - SIGN - 4 : width;
    const { number } = remainingOf(row, options.unit);
    const numberWidth = Math.min(measure(number, 12, true) + 2, Math.max(0, lineEnd - x));
    const paceX = x + numberWidth + 8;
    const pace = paceOf(row);
    const fits = pace.filter((text) => measure(text, 11) <= lineEnd - paceX);
    return {
      row: index,
      hit,
      gauge: ringed ? gaugeOf(row, shape, false) : null,
      sign,
      spark: null,
      texts: [
        ...place(measure, { x, y: hit.y + 2, width: width - x, height: 15 }, names[index], { size: 11 }),
        ...place(measure, { x, y: hit.y + 17, width: numberWidth, height: 16 }, number, {
          tone: toneOf(row),
          bold: row.state !== 'frozen',
        }),
        ...place(measure, { x: paceX, y: hit.y + 17, width: lineEnd - paceX, height: 16 }, fits, {
          tone: 'quiet',
          size: 11,
        }),
      ],
    };
  });
  return { mode: 'list', width, height: rows.length * NARROW_ROW, marks, heads: [] };
}
