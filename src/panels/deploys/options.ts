/** What a person may choose in the panel's editor; everything else is decided from the data and the size. */
export interface DeploysOptions {
  /** What a lane stands for. */
  lanes: 'service' | 'environment' | 'kind';
  /** KPI whose effects tint the marks and whose line is behind them; empty: the first. */
  kpi: string;
  /** Dashboard variable that a choice sets to the event's id; empty: none. */
  variable: string;
  showSeries: boolean;
  showBurning: boolean;
  /** Shows the table that otherwise stands behind the picture for screen readers. */
  showTable: boolean;
}

export const DEFAULT_OPTIONS: DeploysOptions = {
  lanes: 'service',
  kpi: '',
  variable: 'deploy',
  showSeries: true,
  showBurning: true,
  showTable: false,
};
