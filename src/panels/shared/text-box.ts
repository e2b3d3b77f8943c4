/** Boxes and the texts in them, for layouts that decide before anything is drawn. All in px, the origin at the top left. */
import { MeasureText } from './measure-text';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type Point = readonly [number, number];

/** `amber`: soon. `red`: act now. */
export type Tone = 'strong' | 'normal' | 'quiet' | 'amber' | 'red' | 'better' | 'worse' | 'same';

/** A text in its box. The box never overlaps another text's; `cut` says that the text is wider and ends in an ellipsis with a title. */
export interface TextBox extends Box {
  readonly text: string;
  readonly align: 'start' | 'end' | 'center';
  readonly size: number;
  readonly tone: Tone;
  readonly cut: boolean;
  /** Drawn on the panel's background, so that it stays readable over hatching. */
  readonly chip?: boolean;
  /** Heavier than its tone; `strong` is so anyway. */
  readonly bold?: boolean;
}

export const SMALL = 12;
export const LINE = 16;
export const GAP = 12;

export interface TextStyle {
  readonly align?: TextBox['align'];
  readonly size?: number;
  readonly tone?: Tone;
  readonly chip?: boolean;
  readonly bold?: boolean;
}

/** The first of the variants that fits the box, else the last one, cut. Boxes narrower than a letter carry nothing. */
export function place(
  measure: MeasureText,
  box: Box,
  variants: string | ReadonlyArray<string | null>,
  style: TextStyle = {}
): TextBox[] {
  const { align = 'start', size = SMALL, tone = 'normal', chip, bold } = style;
  const strong = tone === 'strong' || bold === true;
  const texts = (typeof variants === 'string' ? [variants] : variants).filter((text): text is string => !!text);
  if (texts.length === 0 || box.width < size || box.height < size) {
    return [];
  }
  const fits = texts.find((text) => measure(text, size, strong) <= box.width);
  const text = fits ?? texts[texts.length - 1];
  // A chip covers no more of what is under it than its text needs.
  const width = chip ? Math.min(box.width, measure(text, size, strong) + 10) : box.width;
  return [
    {
      ...box,
      width,
      text,
      align,
      size,
      tone,
      cut: fits === undefined,
      ...(chip ? { chip } : {}),
      ...(bold ? { bold } : {}),
    },
  ];
}

/** Widest of some texts, 0 for none. */
export function widest(
  measure: MeasureText,
  texts: ReadonlyArray<string | null>,
  size = SMALL,
  strong = false
): number {
  return texts.reduce((width, text) => (text ? Math.max(width, measure(text, size, strong)) : width), 0);
}

export const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));
