/** Geometry of the picture: plain data in px, the origin at the top left of the scrolled content. */
import type { MeasureText } from '../../shared/measure-text';
import type { Box, Point, TextBox } from '../../shared/text-box';
import type { FunnelModel } from '../model';
import type { FunnelOptions } from '../options';

export type { Box, Point, TextBox };

/** One step of one segment. */
export interface StepMark {
  readonly group: number;
  readonly step: number;
  /** Where the pointer and the focus ring are. */
  readonly hit: Box;
  /** The bar; its width is the count on the scale. Null where there is no room for one. */
  readonly band: Box | null;
  /** The count is not known: hatched. */
  readonly unknown: boolean;
  /** Width of the previous period on the same scale. */
  readonly outline: Box | null;
  /** What went on from the step before: a trapezoid from its band to this one. */
  readonly flow: readonly Point[] | null;
  /** What was lost on the way: the notch at the right of the trapezoid. */
  readonly notch: readonly Point[] | null;
  readonly worst: boolean;
  readonly texts: readonly TextBox[];
}

export type Mode = 'bands' | 'stacked' | 'list' | 'strip' | 'parallel' | 'multiples';

export interface FunnelLayout {
  readonly mode: Mode;
  /** Size of the content; taller (strip: wider) than the room means that it scrolls. */
  readonly width: number;
  readonly height: number;
  readonly marks: readonly StepMark[];
  /** Titles of segments, heads of columns. */
  readonly titles: readonly TextBox[];
  /** Frames around small multiples. */
  readonly cards: readonly Box[];
  /** "and 32 more": where it stands, and how many segments are not drawn. */
  readonly more: (Box & { readonly hidden: number }) | null;
}

export interface Room {
  readonly width: number;
  readonly height: number;
  readonly model: FunnelModel;
  readonly options: Pick<FunnelOptions, 'layout' | 'maxSegments' | 'showMedians' | 'showComparison'>;
  readonly measure: MeasureText;
}
