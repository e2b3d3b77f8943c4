/** The stretch that a number of a KPI which accumulates is about. */
import { periodStart } from '../calendar';
import type { KpiDefinition } from '../definition/types';

/**
 * Where the stretch that ends at `endMs` (exclusive) begins: so long before, or where its week, month, quarter or year began. At the very end
 * of a period the whole of it. UTC epoch ms.
 */
export function accumulatedFrom(
  kpi: Pick<KpiDefinition, 'timeZone' | 'calendar'> & { readonly accumulate: NonNullable<KpiDefinition['accumulate']> },
  endMs: number
): number {
  const { accumulate, timeZone, calendar } = kpi;
  return accumulate.kind === 'window'
    ? endMs - accumulate.windowMs
    : periodStart(timeZone, calendar, accumulate.period, endMs - 1);
}

/** Whether a KPI accumulates, for the compiler too. */
export const accumulates = <T extends KpiDefinition>(
  kpi: T
): kpi is T & { readonly accumulate: NonNullable<KpiDefinition['accumulate']> } => kpi.accumulate !== undefined;
