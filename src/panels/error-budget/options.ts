/** What a person may choose in the panel's editor; everything else is decided from the data and the size. */
export interface BudgetOptions {
  /** What the big number counts: per cent of the budget, time, or bad events (slices, where slices are budgeted). */
  unit: 'share' | 'minutes' | 'events';
  /** `auto`: a ring or, where it is flat and wide, a bar for one objective; a list for several. */
  layout: 'auto' | 'ring' | 'bar' | 'list';
  /** `worst`: as the data source sorts; frames of several KPIs are merged in that order. */
  sort: 'worst' | 'name';
  /** Shows the table that otherwise stands behind the picture for screen readers. */
  showTable: boolean;
}

export const DEFAULT_OPTIONS: BudgetOptions = { unit: 'share', layout: 'auto', sort: 'worst', showTable: false };
