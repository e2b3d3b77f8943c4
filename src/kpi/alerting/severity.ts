import type { KpiDefinition } from '../definition/types';

type Severity = 'page' | 'ticket';

/** The severity that an alert of a KPI has: what hardly matters to the business never pages. */
export function severityFor({ alerting }: Pick<KpiDefinition, 'alerting'>, severity: Severity): Severity {
  return alerting.impact === 'low' ? 'ticket' : severity;
}
