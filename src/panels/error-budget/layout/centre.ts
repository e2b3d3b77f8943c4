/** The number and what fits under it within a ring. */
import { MeasureText } from '../../shared/measure-text';
import { clamp, place, TextBox } from '../../shared/text-box';
import type { BudgetRow } from '../model';
import { remainingOf, toneOf } from '../words';
import { paceFact, priceFact } from './facts';
import { innerRadius } from './gauge';
import { SIGN } from './stack';
import { Box, RingShape, Room } from './types';

const SIZES = [56, 48, 40, 34, 28, 24, 20, 17, 15, 13, 12, 11, 10];

/** What the ring says itself. */
export interface Told {
  readonly pace: boolean;
  readonly price: boolean;
}

export interface Centre {
  readonly texts: TextBox[];
  readonly sign: Box | null;
  readonly told: Told;
}

interface Line {
  readonly texts: readonly string[];
  readonly size: number;
  readonly tone: TextBox['tone'];
  readonly bold?: boolean;
}

const NOTHING: Told = { pace: false, price: false };

/**
 * The richest set of lines that fits, the number as large as it can be. `most` bounds what it may tell, where something else stands outside
 * already; `signed` asks for the state's sign too; `numberless` for nothing else.
 */
export function centreIn(
  room: Room,
  row: BudgetRow,
  shape: RingShape,
  most: Told = { pace: true, price: true },
  { numberless = false, signed = false } = {}
): Centre {
  const radius = innerRadius(shape);
  const withSign = signed && row.state !== null;
  if (!numberless) {
    for (const { under, least, told } of setsOf(room, row, radius)) {
      if ((told.pace && !most.pace) || (told.price && !most.price)) {
        continue;
      }
      const found = fit(room, row, shape, radius, under, least, withSign);
      if (found) {
        return { ...found, told };
      }
    }
    return { texts: [], sign: null, told: NOTHING };
  }
  const alone = withSign && radius >= SIGN * 0.75 ? signAt(shape, 0) : null;
  return { texts: [], sign: alone, told: NOTHING };
}

const signAt = ({ cx, cy }: RingShape, y: number): Box => ({
  x: cx - SIGN / 2,
  y: cy + y - SIGN / 2,
  width: SIGN,
  height: SIGN,
});

function setsOf(room: Room, row: BudgetRow, radius: number): Array<{ under: Line[]; least: number; told: Told }> {
  const size = clamp(Math.round(radius / 7), 11, 16);
  const known = row.remaining !== null;
  const label: Line = { texts: remainingOf(row, room.options.unit).of, size, tone: 'quiet' };
  const pace: Line = { texts: paceFact(row).texts.slice(0, 2), size, tone: 'normal', bold: true };
  const priced = priceFact(row);
  const price: Line | null = priced && { texts: priced.texts.slice(0, 2), size, tone: 'quiet' };
  return [
    ...(price && known ? [{ under: [label, pace, price], least: 22, told: { pace: true, price: true } }] : []),
    ...(known && row.burnRate !== null
      ? [{ under: [label, pace], least: 20, told: { pace: true, price: false } }]
      : []),
    { under: [label], least: 13, told: NOTHING },
    { under: [], least: 9, told: NOTHING },
  ];
}

function fit(
  { measure, options }: Room,
  row: BudgetRow,
  shape: RingShape,
  radius: number,
  under: readonly Line[],
  least: number,
  withSign: boolean
): { texts: TextBox[]; sign: Box | null } | null {
  const { number } = remainingOf(row, options.unit);
  const known = row.remaining !== null;
  const below = withSign ? SIGN + 3 : 0;
  for (const size of SIZES.filter((each) => each >= least)) {
    const top: Line = { texts: [number], size: known ? size : Math.min(size, 20), tone: toneOf(row), bold: true };
    const texts = linesIn(measure, [top, ...under], shape, radius, below);
    if (texts) {
      const bottom = Math.max(...texts.map(({ y, height }) => y + height)) - shape.cy;
      return { texts, sign: withSign ? signAt(shape, bottom + 2 + SIGN / 2) : null };
    }
  }
  return null;
}

/** Lines in the middle of a disc with so much room left below them, or null where one does not fit its chord. */
function linesIn(
  measure: MeasureText,
  lines: readonly Line[],
  { cx, cy }: RingShape,
  radius: number,
  below: number
): TextBox[] | null {
  const heights = lines.map(({ size }, l) => Math.round(size * (l === 0 ? 1.15 : 1.4)));
  const total = heights.reduce((sum, height) => sum + height, below);
  if (total / 2 > radius) {
    return null;
  }
  let y = -total / 2;
  const texts: TextBox[] = [];
  for (const [l, { texts: variants, size, tone, bold }] of lines.entries()) {
    const furthest = Math.max(Math.abs(y), Math.abs(y + heights[l]));
    const half = Math.sqrt(Math.max(0, radius * radius - furthest * furthest));
    const box = { x: cx - half, y: cy + y, width: half * 2, height: heights[l] };
    const [text] = place(measure, box, variants, { align: 'center', size, tone, bold });
    if (!text || text.cut) {
      return null;
    }
    texts.push(text);
    y += heights[l];
  }
  return texts;
}
