/** One budget as a ring: what is left in its centre, the rest beside it or under it. */
import { MeasureText } from '../../shared/measure-text';
import { clamp, place, TextBox, widest } from '../../shared/text-box';
import type { BudgetRow } from '../model';
import { remainingOf, toneOf } from '../words';
import { Fact, factsOf, paceFact, priceFact, Told } from './facts';
import { gaugeOf, innerRadius, ringIn } from './gauge';
import { Box, RingShape, Room, RowMark } from './types';

const SIZES = [56, 48, 40, 34, 28, 24, 20, 17, 15, 13, 12, 11, 10];
const BESIDE_GAP = 24;
const LEAST_BESIDE = 150;
const MOST_RING = 440;
const SIGN = 14;
/** Below this a ring has no room for a number in it. */
export const LEAST_RING = 50;

interface Line {
  readonly texts: readonly string[];
  readonly size: number;
  readonly tone: TextBox['tone'];
  readonly bold?: boolean;
}

/** The ring of a row within a box, with as much beside or under it as fits. */
export function ringMark(room: Room, index: number, box: Box): RowMark {
  const row = room.rows[index];
  const beside = box.width >= box.height * 1.4 && box.width - box.height - BESIDE_GAP >= LEAST_BESIDE;
  return beside ? besideRing(room, row, index, box) : overFacts(room, row, index, box);
}

function besideRing(room: Room, row: BudgetRow, index: number, box: Box): RowMark {
  const size = Math.min(box.height, box.width * 0.5, MOST_RING);
  const draft = centreOf(room, row, ringIn({ x: 0, y: 0, width: size, height: size }));
  const facts = factsOf(row, room, draft.told);
  const large = size >= 260 ? 15 : size >= 150 ? 13 : 12;
  const line = Math.round(large * 1.65);
  const shown = facts.slice(0, Math.max(1, Math.floor(box.height / line)));
  const wanted = SIGN + 6 + widestFact(room.measure, shown, large);
  const width = Math.min(wanted, box.width - size - BESIDE_GAP);
  const x = box.x + Math.max(0, (box.width - size - BESIDE_GAP - width) / 2);
  const y = box.y + (box.height - size) / 2;
  const shape = ringIn({ x, y, width: size, height: size });
  const top = box.y + (box.height - shown.length * line) / 2;
  const placed = stack(room.measure, shown, { x: x + size + BESIDE_GAP, y: top, width, height: line }, large, 'start');
  return {
    row: index,
    hit: box,
    gauge: gaugeOf(row, shape, true),
    spark: null,
    sign: placed.sign,
    texts: [...centreOf(room, row, shape).texts, ...placed.texts],
  };
}

function overFacts(room: Room, row: BudgetRow, index: number, box: Box): RowMark {
  const line = box.width >= 300 ? 20 : 17;
  const font = box.width >= 300 ? 13 : 12;
  const wanted = Math.min(box.width, MOST_RING, Math.max(box.height * 0.62, Math.min(box.height, 120)));
  const most = Math.max(0, Math.floor((box.height - wanted - 4) / line));
  // What the ring tells is decided at the smallest that it can become, so that nothing is told twice or not at all.
  const least = Math.max(0, Math.min(box.width, MOST_RING, box.height - most * line - (most > 0 ? 4 : 0)));
  const { told } = centreOf(room, row, ringIn({ x: 0, y: 0, width: least, height: least }));
  const shown = factsOf(row, room, told).slice(0, most);
  const used = shown.length * line + (shown.length > 0 ? 4 : 0);
  const size = Math.max(0, Math.min(box.width, MOST_RING, box.height - used));
  const y = box.y + (box.height - used - size) / 2;
  const shape = ringIn({ x: box.x + (box.width - size) / 2, y, width: size, height: size });
  const centre = centreOf(room, row, shape, told);
  const below = { x: box.x, y: y + size + 4, width: box.width, height: line };
  const placed = stack(room.measure, shown, below, font, 'center');
  return {
    row: index,
    hit: box,
    gauge: gaugeOf(row, shape, size >= 70),
    spark: null,
    sign: placed.sign,
    texts: [...centre.texts, ...placed.texts],
  };
}

function widestFact(measure: MeasureText, facts: readonly Fact[], size: number): number {
  return widest(
    measure,
    facts.map(({ texts }) => texts[0]),
    size,
    true
  );
}

/** Facts under each other; beside a ring all texts start at one edge, so that signs have a column of their own. */
function stack(
  measure: MeasureText,
  facts: readonly Fact[],
  first: Box,
  size: number,
  align: 'start' | 'center'
): { sign: Box | null; texts: TextBox[] } {
  let sign: Box | null = null;
  const indent = align === 'start' && facts.some((fact) => fact.sign) ? SIGN + 6 : 0;
  const texts = facts.flatMap((fact, f) => {
    const line = { ...first, y: first.y + f * first.height };
    const style = { size, tone: fact.tone, bold: fact.bold };
    if (!fact.sign) {
      return place(measure, { ...line, x: line.x + indent, width: line.width - indent }, fact.texts, {
        ...style,
        align,
      });
    }
    const width = line.width - SIGN - 6;
    const [text] = place(measure, { ...line, width }, fact.texts, style);
    if (!text) {
      return [];
    }
    const own = Math.min(width, measure(text.text, size, true));
    const x = align === 'center' ? line.x + (width - own) / 2 : line.x;
    sign = { x, y: line.y + (line.height - SIGN) / 2, width: SIGN, height: SIGN };
    return [{ ...text, x: x + SIGN + 6, width: align === 'center' ? own : width }];
  });
  return { sign, texts };
}

/** The number and what fits under it within the ring. */
function centreOf(
  room: Room,
  row: BudgetRow,
  shape: RingShape,
  most: Told = { pace: true, price: true }
): { texts: TextBox[]; told: Told } {
  const { number, of } = remainingOf(row, room.options.unit);
  const radius = innerRadius(shape);
  const small = clamp(Math.round(radius / 7), 11, 16);
  const known = row.remaining !== null;
  const label: Line = { texts: of, size: small, tone: 'quiet' };
  const pace: Line = { texts: paceFact(row).texts.slice(0, 2), size: small, tone: 'normal', bold: true };
  const priced = priceFact(row);
  const price: Line | null = priced && { texts: priced.texts.slice(0, 2), size: small, tone: 'quiet' };
  const sets: Array<{ under: Line[]; least: number; told: Told }> = [
    ...(price && known ? [{ under: [label, pace, price], least: 22, told: { pace: true, price: true } }] : []),
    ...(known && row.burnRate !== null
      ? [{ under: [label, pace], least: 20, told: { pace: true, price: false } }]
      : []),
    { under: [label], least: 13, told: { pace: false, price: false } },
    { under: [], least: 9, told: { pace: false, price: false } },
  ];
  for (const { under, least, told } of sets) {
    if ((told.pace && !most.pace) || (told.price && !most.price)) {
      continue;
    }
    for (const size of SIZES.filter((each) => each >= least)) {
      const top: Line = { texts: [number], size: known ? size : Math.min(size, 20), tone: toneOf(row), bold: true };
      const texts = linesIn(room.measure, [top, ...under], shape, radius);
      if (texts) {
        return { texts, told };
      }
    }
  }
  return { texts: [], told: { pace: false, price: false } };
}

/** Lines in the middle of a disc, or null where one of them does not fit its chord. */
function linesIn(
  measure: MeasureText,
  lines: readonly Line[],
  { cx, cy }: RingShape,
  radius: number
): TextBox[] | null {
  const heights = lines.map(({ size }, l) => Math.round(size * (l === 0 ? 1.15 : 1.4)));
  const total = heights.reduce((sum, height) => sum + height, 0);
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
