/** One budget as a bar, where it is flat and wide: the number before it or over it, the rest as far as it fits. */
import { clamp, place, TextBox } from '../../shared/text-box';
import { remainingOf, toneOf } from '../words';
import { nameOf } from '../names';
import { Fact, factsOf, paceFact, priceFact, stateFact } from './facts';
import { gaugeOf } from './gauge';
import { SIGN } from './stack';
import { BarShape, Box, Room, RowMark } from './types';

const GAP = 18;
/** Room above and below a bar for its tick. */
const TICK = 4;

/** The bar of a row within a box of any size. */
export function barMark(room: Room, index: number, box: Box): RowMark {
  return box.height < 46 ? flatBar(room, index, box) : tallBar(room, index, box);
}

/** One line: sign, number, bar, pace, as far as there is room. */
function flatBar(room: Room, index: number, box: Box): RowMark {
  const { measure } = room;
  const row = room.rows[index];
  const size = clamp(Math.floor(box.height * 0.55), 10, 20);
  const number = remainingOf(row, room.options.unit).number;
  const signed = row.state !== null && box.width >= 60 && box.height >= SIGN;
  const sign: Box | null = signed ? { x: box.x, y: box.y + (box.height - SIGN) / 2, width: SIGN, height: SIGN } : null;
  let from = box.x + (signed ? SIGN + 6 : 0);
  let to = box.x + box.width;
  const line = (x: number, width: number): Box => ({ x, y: box.y, width, height: box.height });
  const numberWidth = Math.min(measure(number, size, true) + 2, Math.max(0, to - from));
  const texts: TextBox[] = place(measure, line(from, numberWidth), number, { size, tone: toneOf(row), bold: true });
  from += numberWidth + 10;
  if (!room.titled && to - from > 240) {
    const name = nameOf(row);
    const width = Math.min(measure(name, 12) + 2, (to - from) * 0.3);
    texts.push(...place(measure, line(from, width), name, { tone: 'quiet' }));
    from += width + 10;
  }
  // From the right, while a bar of some length is left.
  for (const fact of [paceFact(row), stateFact(row), priceFact(row)]) {
    const text = fact?.texts.find((each) => to - from - measure(each, 12, true) - 2 - GAP >= 90);
    if (fact && text) {
      const width = measure(text, 12, true) + 2;
      texts.push(...place(measure, line(to - width, width), text, { tone: fact.tone, align: 'end', bold: fact.bold }));
      to -= width + GAP;
    }
  }
  const height = clamp(box.height - 2 * TICK, 3, 16);
  const shape: BarShape = {
    kind: 'bar',
    x: from,
    y: box.y + (box.height - height) / 2,
    width: to - from - 2,
    height,
  };
  const gauge = shape.width >= 16 && box.height >= 8 ? gaugeOf(row, shape, height >= 8) : null;
  return { row: index, hit: box, gauge, sign, spark: null, texts };
}

/** Number and words over the bar, what else there is under it: as few lines as hold it, the rest is the bar's. */
function tallBar(room: Room, index: number, box: Box): RowMark {
  const most = clamp(Math.floor((box.height - 46) / LINE), 0, 3);
  for (let lines = 0; lines < most; lines++) {
    const { mark, left } = barWith(room, index, box, lines);
    if (left === 0) {
      return mark;
    }
  }
  return barWith(room, index, box, most).mark;
}

const LINE = 18;

function barWith(room: Room, index: number, box: Box, lines: number): { mark: RowMark; left: number } {
  const { measure } = room;
  const row = room.rows[index];
  const { number, of } = remainingOf(row, room.options.unit);
  const rest = box.height - lines * LINE;
  const size = clamp(Math.floor(rest * 0.42), 16, 34);
  const head = Math.ceil(size * 1.2);
  const height = clamp(rest - head - 2 * TICK - 4, 5, 34);
  const top = box.y + Math.max(0, (rest - head - height - 2 * TICK - 4) / 2);
  const facts = factsOf(row, room, { pace: false, price: false });

  const numberWidth = Math.min(measure(number, size, true) + 4, box.width);
  const texts: TextBox[] = place(measure, { x: box.x, y: top, width: numberWidth, height: head }, number, {
    size,
    tone: toneOf(row),
    bold: true,
  });
  const after = { x: box.x + numberWidth + 8, y: top + head - 20, height: LINE };
  const label: Fact = { texts: of, tone: 'quiet' };
  const flowing = flow(room, [label, ...facts], { ...after, width: box.x + box.width - after.x });
  texts.push(...flowing.texts);
  const shape: BarShape = { kind: 'bar', x: box.x + 1, y: top + head + TICK + 2, width: box.width - 2, height };
  let left = facts.slice(Math.max(0, flowing.placed - 1));
  let { sign } = flowing;
  for (let l = 0; l < lines && left.length > 0; l++) {
    const y = top + head + height + 2 * TICK + 4 + l * LINE;
    const next = flow(room, left, { x: box.x, y, width: box.width, height: LINE }, true);
    texts.push(...next.texts);
    sign = sign ?? next.sign;
    left = left.slice(Math.max(1, next.placed));
  }
  const gauge = shape.width >= 16 ? gaugeOf(row, shape, true) : null;
  return { mark: { row: index, hit: box, gauge, sign, spark: null, texts }, left: left.length };
}

/** Facts side by side while they fit. `forced`: the first is placed even if it must be cut. */
function flow({ measure }: Room, facts: readonly Fact[], box: Box, forced = false) {
  let { x } = box;
  let sign: Box | null = null;
  const texts: TextBox[] = [];
  let placed = 0;
  for (const fact of facts) {
    const indent = fact.sign ? SIGN + 6 : 0;
    const room = box.x + box.width - x - indent;
    const fits = fact.texts.find((each) => measure(each, 12, true) + 2 <= room);
    if (fits === undefined && !(forced && placed === 0)) {
      break;
    }
    const width = fits === undefined ? room : measure(fits, 12, true) + 2;
    const boxes = place(measure, { x: x + indent, y: box.y, width, height: box.height }, fits ?? fact.texts, {
      tone: fact.tone,
      bold: fact.bold,
    });
    if (boxes.length === 0) {
      break;
    }
    if (fact.sign) {
      sign = { x, y: box.y + (box.height - SIGN) / 2, width: SIGN, height: SIGN };
    }
    texts.push(...boxes);
    x += indent + width + GAP;
    placed += 1;
  }
  return { texts, sign, placed };
}
