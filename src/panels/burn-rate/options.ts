/** What a person may choose in the panel's editor; everything else is decided from the data and the size. */
export interface BurnOptions {
  /** Name of one objective, or empty for all. */
  objective: string;
  /** Windows to draw, as the definition writes them; empty: all. */
  windows: string[];
  scale: 'log' | 'linear';
  /** The remaining budget under the burn. */
  showBudget: boolean;
  showDeploys: boolean;
  /** Shows the table that otherwise stands behind the picture for screen readers. */
  showTable: boolean;
}

export const DEFAULT_OPTIONS: BurnOptions = {
  objective: '',
  windows: [],
  scale: 'log',
  showBudget: true,
  showDeploys: true,
  showTable: false,
};
