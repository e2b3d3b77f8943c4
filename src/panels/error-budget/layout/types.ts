/** Geometry of the picture: plain data in px, the origin at the top left of the scrolled content. */
import type { MeasureText } from '../../shared/measure-text';
import type { Box, Point, TextBox } from '../../shared/text-box';
import type { BudgetRow } from '../model';
import type { BudgetOptions } from '../options';

export type { Box, Point, TextBox };

export interface RingShape {
  readonly kind: 'ring';
  readonly cx: number;
  readonly cy: number;
  /** Outer edge of the band; the tick stands out of it by `margin`. */
  readonly radius: number;
  readonly band: number;
  readonly margin: number;
}

export interface BarShape extends Box {
  readonly kind: 'bar';
}

/** One budget as a ring or a bar. */
export interface Gauge {
  readonly shape: RingShape | BarShape;
  /** Share of a calendar window that is still to come; null draws no tick. */
  readonly tick: number | null;
  /** Where something was agreed: shares of the budget within (0, 1). */
  readonly consequences: ReadonlyArray<{ readonly at: number; readonly applies: boolean }>;
}

export interface Spark extends Box {
  /** Pieces of the burn-down; broken where it is not known. */
  readonly lines: ReadonlyArray<readonly Point[]>;
  /** Height of "nothing left". */
  readonly zero: number;
}

/** One budget. */
export interface RowMark {
  /** Index in the rows. */
  readonly row: number;
  /** Where the pointer and the focus ring are. */
  readonly hit: Box;
  readonly gauge: Gauge | null;
  /** The sign of its state; null where there is no room or no state. */
  readonly sign: Box | null;
  /** The sign of what the tick says: time left. */
  readonly tickSign?: Box | null;
  readonly spark: Spark | null;
  readonly texts: readonly TextBox[];
}

export type Mode = 'ring' | 'bar' | 'list' | 'rings' | 'bars';

export interface BudgetLayout {
  readonly mode: Mode;
  /** Size of the content; taller than the room means that it scrolls. */
  readonly width: number;
  readonly height: number;
  readonly marks: readonly RowMark[];
  /** Heads of columns. */
  readonly heads: readonly TextBox[];
}

export interface Room {
  readonly width: number;
  readonly height: number;
  readonly rows: readonly BudgetRow[];
  readonly options: Pick<BudgetOptions, 'layout' | 'unit'>;
  readonly notices: ReadonlyArray<{ readonly severity: string; readonly text: string }>;
  /** The header names the budget; without room for one the picture has to. */
  readonly titled: boolean;
  readonly measure: MeasureText;
}
