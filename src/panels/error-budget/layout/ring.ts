/** One budget as a ring: what is left in its centre, the rest beside it or under it. */

import type { BudgetRow } from '../model';
import { remainingOf, toneOf } from '../words';
import { centreIn } from './centre';
import { Fact, factsOf } from './facts';
import { gaugeOf, ringIn } from './gauge';
import { SIGN, stack } from './stack';
import { Box, Room, RowMark } from './types';

const BESIDE_GAP = 24;
const LEAST_BESIDE = 150;
const MOST_RING = 440;
const INDENT = SIGN + 6;
/** Below this a ring has no room for a number in it. */
export const LEAST_RING = 50;

/** The ring of a row within a box, with as much beside or under it as fits. */
export function ringMark(room: Room, index: number, box: Box): RowMark {
  const beside = box.width >= box.height * 1.4 && box.width - box.height - BESIDE_GAP >= LEAST_BESIDE;
  return beside ? besideRing(room, index, box) : overFacts(room, index, box);
}

function besideRing(room: Room, index: number, box: Box): RowMark {
  const row = room.rows[index];
  const { measure } = room;
  const size = Math.min(box.height, box.width * 0.5, MOST_RING);
  const { told, texts: inside } = centreIn(room, row, ringIn({ x: 0, y: 0, width: size, height: size }));
  const facts = withNumber(room, row, factsOf(row, room, told), inside.length === 0);
  const font = size >= 260 ? 15 : size >= 150 ? 13 : 12;
  const line = Math.round(font * 1.65);
  const shown = facts.slice(0, Math.max(1, Math.floor(box.height / line)));
  const most = box.width - size - BESIDE_GAP;
  // As wide as the texts that will be placed, so that ring and texts stand in the middle together.
  const own = shown.map(({ texts }) => {
    const widths = texts.map((text) => measure(text, font, true) + 2);
    return widths.find((width) => width <= most - INDENT) ?? most - INDENT;
  });
  const width = Math.min(most, INDENT + Math.max(...own));
  const x = box.x + (most - width) / 2;
  const shape = ringIn({ x, y: box.y + (box.height - size) / 2, width: size, height: size });
  const y = box.y + (box.height - shown.length * line) / 2;
  const placed = stack(measure, shown, { x: x + size + BESIDE_GAP, y, width, height: line }, font, 'start');
  const centre = centreIn(room, row, shape, told);
  return {
    row: index,
    hit: box,
    gauge: gaugeOf(row, shape, true),
    spark: null,
    sign: placed.sign ?? centre.sign,
    tickSign: placed.tick,
    texts: [...centre.texts, ...placed.texts],
  };
}

function overFacts(room: Room, index: number, box: Box): RowMark {
  const row = room.rows[index];
  const line = box.width >= 300 ? 20 : 17;
  const font = box.width >= 300 ? 13 : 12;
  const wanted = Math.min(box.width, MOST_RING, Math.max(box.height * 0.62, Math.min(box.height, 120)));
  const most = Math.max(0, Math.floor((box.height - wanted - 4) / line));
  const sizeFor = (lines: number) =>
    Math.max(0, Math.min(box.width, MOST_RING, box.height - (lines > 0 ? lines * line + 4 : 0)));
  const square = (size: number) => ringIn({ x: 0, y: 0, width: size, height: size });
  // What the ring tells is decided at the smallest that it can become, so that nothing is told twice or not at all.
  const draft = centreIn(room, row, square(sizeFor(most)), undefined, { signed: most === 0 });
  const numberless = draft.texts.length === 0;
  const facts = withNumber(room, row, factsOf(row, room, draft.told), numberless);
  const shown = facts.slice(0, Math.max(most, numberless ? 1 : 0));
  // Of several rings beside each other all leave the same room, so that they stand in a row.
  const lines = room.rows.length > 1 ? Math.max(most, shown.length) : shown.length;
  const size = sizeFor(lines);
  const used = lines > 0 ? lines * line + 4 : 0;
  const y = box.y + Math.max(0, (box.height - used - size) / 2);
  const shape = ringIn({ x: box.x + (box.width - size) / 2, y, width: size, height: size });
  const placed = stack(
    room.measure,
    shown.slice(0, Math.floor(Math.max(0, box.height - size - 4) / line)),
    { x: box.x, y: y + size + 4, width: box.width, height: line },
    font,
    'center'
  );
  const centre = centreIn(room, row, shape, draft.told, { numberless, signed: placed.sign === null });
  return {
    row: index,
    hit: box,
    gauge: gaugeOf(row, shape, size >= 70),
    spark: null,
    sign: placed.sign ?? centre.sign,
    tickSign: placed.tick,
    texts: [...centre.texts, ...placed.texts],
  };
}

/** A number that does not fit into the ring comes first beside it. */
function withNumber(room: Room, row: BudgetRow, facts: readonly Fact[], numberless: boolean): readonly Fact[] {
  const { number } = remainingOf(row, room.options.unit);
  return numberless ? [{ texts: [number], tone: toneOf(row), bold: true }, ...facts] : facts;
}
