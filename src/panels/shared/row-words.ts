/** Words at the things of one row, none over another: in the thing itself, after it, or ahead of it. */
import { MeasureText } from './measure-text';

export interface RowThing {
  readonly x: number;
  readonly width: number;
  /** Longest first; the first that fits is taken. */
  readonly texts: readonly string[];
}

export interface RowWords {
  readonly text: string;
  /** Where it starts; null where there is no room. */
  readonly textX: number | null;
  readonly textWidth: number;
}

export interface RowOptions {
  readonly left: number;
  readonly right: number;
  readonly measure: MeasureText;
  /** Whether words may stand in a thing that is wide enough. */
  readonly inside: boolean;
  readonly size?: number;
  /** Px between a thing and its words. */
  readonly near?: number;
}

/** Px that words keep from the next thing. */
const APART = 6;

/** One answer a thing. `things` ascend in x and do not overlap. */
export function placeRowWords(things: readonly RowThing[], options: RowOptions): RowWords[] {
  const { left, right, measure, inside, size = 11, near = 4 } = options;
  let taken = left;
  return things.map(({ x, width, texts }, i) => {
    const free = i + 1 < things.length ? things[i + 1].x - APART : right;
    const fit = texts
      .map((text) => ({ text, wide: measure(text, size) + 6 }))
      .map(({ text, wide }) => {
        const within = inside && wide <= width - 6 ? x + 3 : null;
        const after = x + width + near + wide <= free ? x + width + near : null;
        const ahead = x - near - wide >= taken ? x - near - wide : null;
        return { text, wide, at: within ?? after ?? ahead };
      })
      .find(({ at }) => at !== null);
    const at = fit?.at ?? null;
    taken = Math.max(x + width, at === null ? -Infinity : at + fit!.wide) + APART;
    return { text: fit?.text ?? '', textX: at, textWidth: fit ? fit.wide : 0 };
  });
}
