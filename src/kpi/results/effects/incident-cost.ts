/** What failed, and what was lost, while an incident lasted. */
import type { HappeningsAnswer } from '../deploys';
import type { KpiAround } from '../deploy-effects';
import type { EventRecord } from '../types-events';
import { coverageOf, currencyOf, floorOf, measureEffect } from './measure';
import { lookAt } from './ledger';

export interface IncidentCost {
  readonly badEvents: number | null;
  readonly cost: number | null;
}

const NOTHING: IncidentCost = { badEvents: null, cost: null };
const HOUR_MS = 3_600_000;

/**
 * Of the KPI that an incident names, or of the query's only one. Of a share of events: those that failed, and their price (as a budget counts them). Of
 * counts and sums: what was missing against the same hours of earlier weeks; its `badEvents` are null. Null too where too little was measured, where the KPI
 * protects small groups, and where its money is of another currency than the column's.
 */
export function incidentCost(
  record: EventRecord,
  { kpis, fromMs, toMs }: HappeningsAnswer,
  around: ReadonlyMap<string, KpiAround> | undefined
): IncidentCost {
  const named = kpis.filter(({ name }) => record.kpis?.includes(name));
  const [kpi] = named.length > 0 ? named : kpis.length === 1 ? kpis : [];
  const slices = kpi && around?.get(kpi.name);
  const end = Math.min(record.endMs ?? toMs, toMs);
  const start = Math.max(record.atMs, fromMs);
  if (!kpi || !slices || end <= start || kpi.minCohort > 0) {
    return NOTHING;
  }
  const currency = kpis.map((one) => currencyOf(one)).find((one) => one !== undefined);
  const priced = currencyOf(kpi) === currency;
  const { ledger, control } = slices;
  if (ledger.family === 'share') {
    const looked = lookAt(ledger, { fromMs: start, toMs: end }, end - start);
    if (coverageOf(looked) < floorOf(kpi) || !(looked.knownMs > 0) || ledger.goodless) {
      return NOTHING;
    }
    const bad = looked.weight - looked.sum;
    return { badEvents: bad, cost: priced && kpi.valuePerUnit ? bad * Number(kpi.valuePerUnit.amount) : null };
  }
  const windows = { before: { fromMs: start - HOUR_MS, toMs: start }, after: { fromMs: start, toMs: end } };
  const { loss } = measureEffect(kpi, ledger, windows, control);
  return { badEvents: null, cost: priced ? loss.cost : null };
}
