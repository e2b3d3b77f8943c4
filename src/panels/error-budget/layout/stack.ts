/** Facts under each other. */
import type { MeasureText } from '../../shared/measure-text';
import { place, TextBox } from '../../shared/text-box';
import type { Fact } from './facts';
import type { Box } from './types';

export const SIGN = 14;
const INDENT = SIGN + 6;

export interface Stacked {
  readonly sign: Box | null;
  readonly tick: Box | null;
  readonly texts: TextBox[];
}

/** At the start, all texts begin at one edge, signs in a column before it; in the centre, a sign goes before its own text. */
export function stack(
  measure: MeasureText,
  facts: readonly Fact[],
  first: Box,
  size: number,
  align: 'start' | 'center'
): Stacked {
  let sign: Box | null = null;
  let tick: Box | null = null;
  const texts: TextBox[] = [];
  const column = align === 'start' && facts.some((fact) => fact.sign || fact.tick) ? INDENT : 0;
  facts.forEach((fact, f) => {
    const line = { ...first, y: first.y + f * first.height };
    const signed = fact.sign || fact.tick;
    const indent = align === 'start' ? column : signed ? INDENT : 0;
    const style = { size, tone: fact.tone, bold: fact.bold };
    const width = line.width - indent;
    const [text] = place(measure, { ...line, x: line.x + indent, width }, fact.texts, { ...style, align });
    if (!text) {
      return;
    }
    if (!signed) {
      texts.push(text);
      return;
    }
    const own = Math.min(width, measure(text.text, size, true) + 1);
    const x = align === 'center' ? line.x + (width - own) / 2 : line.x;
    const box = { x, y: line.y + (line.height - SIGN) / 2, width: SIGN, height: SIGN };
    if (fact.sign) {
      sign = box;
    } else {
      tick = box;
    }
    texts.push({ ...text, x: x + INDENT, width: align === 'center' ? own : width, align: 'start' });
  });
  return { sign, tick, texts };
}
