/** What a person may choose in the panel's editor; everything else is decided from the data and the size. */
export interface FunnelOptions {
  /** Shows the table that otherwise stands behind the picture for screen readers. */
  showTable: boolean;
  /** Segments drawn before the rest folds into "and 32 more"; the table always has all. */
  maxSegments: number;
  /** `auto`: bands where they fit, else a step list with bars. */
  layout: 'auto' | 'bands' | 'list';
  /** Median times between steps. */
  showMedians: boolean;
  /** Outline and change of the previous period, where the query asked for it. */
  showComparison: boolean;
}

export const DEFAULT_OPTIONS: FunnelOptions = {
  showTable: false,
  maxSegments: 8,
  layout: 'auto',
  showMedians: true,
  showComparison: true,
};
