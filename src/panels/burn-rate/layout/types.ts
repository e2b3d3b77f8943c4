/** Where everything of one chart stands, px. */
import type { BurnMeta, BurnSpan } from '../../../kpi/results/types';
import type { Box } from '../../shared/text-box';
import type { Scale } from '../scale';
import type { Cluster } from '../../shared/clusters';
import type { Bracket } from './lanes';
import type { TimeTick } from '../../shared/time-axis';

export interface LineMark {
  readonly window: string;
  /** In pieces. */
  readonly paths: readonly string[];
  /** Lone points, drawn heavier. */
  readonly dots: string;
  readonly stroke: number;
  readonly opacity: number;
}

export interface Level {
  readonly y: number;
  /** Where its label stands; moved off others. */
  readonly labelY: number;
  readonly text: string;
  /** `right`: beside the plot. `inside`: over its line, where there is no room beside it and the line is clear of others. */
  readonly label: 'right' | 'inside' | 'none';
  readonly kind: 'ground' | 'page' | 'ticket';
}

/** A stretch without a burn rate of its own: hatched, and told in words where they fit. */
export interface HatchMark extends Box {
  readonly kind: 'exclusion' | 'gap';
  readonly text: string;
  readonly span: BurnSpan;
}

/** A stretch of time in which a page or a ticket held, over the whole height. They do not overlap: a page covers tickets. */
export interface Stretch extends Box {
  readonly kind: 'page' | 'ticket';
}

export interface BandMark {
  readonly kind: 'page' | 'ticket';
  /** Between the threshold and the lower of both windows. */
  readonly path: string;
}

export interface StripMark extends Box {
  readonly zeroY: number;
  /** Budget that is left, over the zero line; and what is overspent, under it. */
  readonly area: string;
  readonly line: readonly string[];
  readonly dots: string;
  readonly ideal: readonly string[];
  readonly below: string;
  readonly labels: ReadonlyArray<{ readonly y: number; readonly text: string }>;
  /** What it is; as much of it as fits. */
  readonly title: string;
  /** Baseline of the title, away from the line where it begins. */
  readonly titleY: number;
  /** What is left at the end; null where it is not known. */
  readonly now: { readonly y: number; readonly text: string; readonly over: boolean } | null;
}

export interface BurnLayout {
  readonly width: number;
  readonly height: number;
  readonly plot: Box;
  readonly strip: StripMark | null;
  readonly scale: Scale;
  readonly ticks: ReadonlyArray<{ readonly y: number; readonly text: string }>;
  readonly times: ReadonlyArray<TimeTick & { readonly x: number }>;
  readonly levels: readonly Level[];
  readonly lines: readonly LineMark[];
  readonly stretches: readonly Stretch[];
  readonly bands: readonly BandMark[];
  readonly hatches: readonly HatchMark[];
  readonly brackets: readonly Bracket[];
  readonly flags: ReadonlyArray<Cluster<BurnMeta['events'][number]>>;
  /** Bottom of the row of flags; null without one. */
  readonly flagY: number | null;
  /** Baseline of the times; null where there is no room for them. */
  readonly axisY: number | null;
  /** Whether the levels' labels have room at the right. */
  readonly labelled: boolean;
  readonly xOf: (ms: number) => number;
  readonly msOf: (x: number) => number;
}
