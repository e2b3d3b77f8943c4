/** The earlier period of a KPI: asked like its own range, beside it. */
import { bucketsOf, comparedRange, formatInstant, ZONES_FROM_MS, type Buckets, type Grain } from '../calendar';
import { diagnostic } from '../diagnostics';
import type { KpiDefinition } from '../definition/types';
import type { Planning } from './plan-kpi';
import type { KpiWork } from './work';

/** Plans the same question for another range; of a series on these buckets. */
type PlanRange = (fromMs: number, toMs: number, buckets?: Buckets) => KpiWork;

/**
 * The work with what is needed of the earlier period, where one was asked for. Where clocks skipped all of that period there is nothing to
 * ask, and the view says so. Of a series the buckets have the same grain. Failures: PL2065 before 1970, and those of planning.
 */
export function withCompared({ resolved }: Planning, kpi: KpiDefinition, item: KpiWork, plan: PlanRange): KpiWork {
  const { compare } = resolved;
  if (compare === undefined || item.failures.length > 0) {
    return item;
  }
  const { timeZone, calendar } = kpi;
  const earlier = comparedRange(timeZone, compare, item.fromMs, item.toMs);
  const { fromMs, toMs } = earlier;
  if (fromMs < ZONES_FROM_MS) {
    const from = formatInstant('UTC', fromMs);
    return { ...item, failures: [diagnostic('PL2065', { kpi: kpi.name, compare, from })] };
  }
  if (fromMs >= toMs) {
    return { ...item, compared: { compare, ...earlier, roles: {} } };
  }
  const buckets = item.buckets && bucketsOf(timeZone, item.buckets.grain as Grain, fromMs, toMs, calendar);
  if (buckets && !buckets.ok) {
    return { ...item, failures: buckets.diagnostics };
  }
  const before = plan(fromMs, toMs, buckets?.value);
  return before.failures.length > 0
    ? { ...item, failures: before.failures }
    : { ...item, compared: { compare, ...earlier, roles: before.roles, buckets: before.buckets } };
}
