/** Where everything stands, px. */
import type { EffectVerdict } from '../../../kpi/results/types-events';
import type { Box, TextBox, Tone } from '../../shared/text-box';
import type { TimeTick } from '../../shared/time-axis';
import type { Burning, Happening, MarkKind } from '../model';

/** `plain`: no effect was asked for. `open`: an incident that still is. */
export type Tint = EffectVerdict | 'plain' | 'open';

/** What pointer and keyboard meet: one event, or a counted cluster. */
export interface DeployMark {
  readonly hit: Box;
  readonly lane: number;
  readonly events: readonly Happening[];
  readonly shape: 'glyph' | 'pill' | 'bar';
  /** Null where a cluster has several. */
  readonly kind: MarkKind | null;
  readonly tint: Tint;
  /** Of a pill: `▲ 12`. */
  readonly text: string;
  /** Of a bar: it goes on beyond what is shown. */
  readonly open: boolean;
  /** Of a bar: it began before what is shown. */
  readonly cut: boolean;
}

/** A text that fits its box; what has no room is not written (card, tooltip and table have it). */
export interface Word extends Box {
  readonly text: string;
  readonly tone: Tone;
  readonly strong: boolean;
  readonly anchor: 'start' | 'end';
}

export interface Lane extends Box {
  readonly name: string;
}

/** A stretch in which a page or a ticket held, over all lanes. They do not overlap: a page covers tickets. */
export interface Held extends Box {
  readonly severity: Burning['severity'];
  readonly fromMs: number;
  readonly toMs: number;
  readonly ongoing: boolean;
}

export interface LineMark {
  readonly paths: readonly string[];
  readonly dots: string;
  /** The highest and the lowest value at the right; one where all are the same, none where there is no room. */
  readonly labels: ReadonlyArray<{ readonly y: number; readonly text: string }>;
}

export interface LanesLayout {
  readonly kind: 'lanes';
  readonly width: number;
  readonly height: number;
  readonly plot: Box;
  readonly lanes: readonly Lane[];
  readonly names: readonly TextBox[];
  /** Ascending by time. */
  readonly marks: readonly DeployMark[];
  readonly words: readonly Word[];
  readonly held: readonly Held[];
  readonly heldWords: readonly Word[];
  readonly line: LineMark | null;
  readonly times: ReadonlyArray<TimeTick & { readonly x: number }>;
  /** Baseline of the times; null where there is no room for them. */
  readonly axisY: number | null;
  readonly xOf: (ms: number) => number;
  readonly msOf: (x: number) => number;
}

export interface ListLayout {
  readonly kind: 'list';
  readonly width: number;
  /** Of all rows; what is beyond the room scrolls. */
  readonly height: number;
  readonly marks: readonly DeployMark[];
  /** Texts of each mark. */
  readonly texts: ReadonlyArray<readonly TextBox[]>;
  /** Middle of the first line, where the sign stands. */
  readonly signs: ReadonlyArray<{ readonly x: number; readonly y: number }>;
  /** How many are not in it. */
  readonly older: number;
  readonly olderText: TextBox | null;
}

export type DeploysLayout = LanesLayout | ListLayout;
