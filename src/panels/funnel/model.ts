/** What the funnel panel draws: read from frames by `read-funnel.ts`, placed by `layout/`, drawn by `picture.tsx`. */
import type { DataFrame, QueryResultMetaNotice } from '@grafana/data';
import type { FunnelMeta } from '../../kpi/results/types';
import type { NoView } from '../shared/use-view';

export interface FunnelStep {
  /** 0-based place in its funnel. */
  readonly index: number;
  /** Row of the frame, for data links; -1 where the data has no row for this step of this segment. */
  readonly row: number;
  readonly name: string;
  /** Null: not known. Never 0 for nothing. */
  readonly count: number | null;
  readonly fromFirst: number | null;
  readonly fromPrevious: number | null;
  readonly medianSeconds: number | null;
  /** Count of the step before − this count; negative where it grew; null where not known. */
  readonly lost: number | null;
  readonly lostShare: number | null;
  /** Null where no period was compared, or the value was missing. */
  readonly before: {
    readonly count: number | null;
    readonly fromFirst: number | null;
    readonly fromPrevious: number | null;
  } | null;
  /** Share of this segment in the step's sum over all segments; null for a single segment or where one is missing. */
  readonly contribution: number | null;
}

export interface FunnelGroup {
  /** Values of the segments, joined; empty where the funnel is not split. */
  readonly label: string;
  readonly steps: readonly FunnelStep[];
  /** Index of the step before which most were lost; -1 where none. */
  readonly worst: number;
}

/** How this frame's numbers are written: field config where set, three significant digits otherwise. */
export interface FunnelWords {
  readonly count: (value: number | null) => string;
  readonly fullCount: (value: number | null) => string;
  readonly share: (value: number | null) => string;
  readonly fullShare: (value: number | null) => string;
}

export interface FunnelModel {
  readonly kind: 'funnel';
  readonly meta: FunnelMeta | null;
  readonly frame: DataFrame;
  /** Names of the dimensions the groups are split by. */
  readonly by: readonly string[];
  readonly groups: readonly FunnelGroup[];
  readonly compared: boolean;
  readonly words: FunnelWords;
  /** Why a count may be missing: what the sources said. */
  readonly notices: readonly QueryResultMetaNotice[];
  /** What `medianSeconds` is counted from, in the data's own words where it says so. */
  readonly medianTitle: string;
}

export type NoFunnel = NoView;
