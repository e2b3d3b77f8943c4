/** Colours of a budget: red to act now, amber to act soon, hatching for what is not known, a calm blue otherwise. */
import type { GrafanaTheme2 } from '@grafana/data';
import { segmentColor, tonesOf } from '../shared/tones';
import type { BudgetRow } from './model';
import { toneOf } from './words';

export function colorOf(theme: GrafanaTheme2, row: BudgetRow): string {
  const tones = tonesOf(theme);
  switch (toneOf(row)) {
    case 'red':
      return tones.red;
    case 'amber':
      return tones.amber;
    case 'quiet':
      return tones.hatch;
    default:
      return segmentColor(theme, 0);
  }
}
