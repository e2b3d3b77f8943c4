/** Numbers that are not exact by contract, and how that is said. */
import { measureParts } from '../definition';
import type { KpiDefinition, MeasurePart } from '../definition/types';
import { diagnostic, type Diagnostic } from '../diagnostics';
import type { KpiAnswer } from './answer';
import { endsOf } from './segments';

/** What is roughly known of a part; undefined where it is exact. */
function roughly(part: MeasurePart): string | undefined {
  if (part.store === 'prometheus') {
    return part.type === 'histogram' || part.type === 'nativeHistogram'
      ? 'a quantile of a histogram, known to the width of its buckets'
      : undefined;
  }
  const { aggregate } = part;
  if (aggregate.kind === 'distinct' && aggregate.approximate) {
    return 'different values are counted with a sketch';
  }
  return aggregate.kind === 'quantile' && aggregate.approximate ? 'the quantile is made of a sketch' : undefined;
}

/** PL4032 where a KPI's number is not exact by its contract; else nothing. */
export function roughness(kpi: KpiDefinition): Diagnostic[] {
  const found = measureParts(kpi.measure).map(roughly);
  const how = found.find((one) => one !== undefined);
  return how === undefined ? [] : [diagnostic('PL4032', { name: kpi.displayName, how })];
}

/** The name of a number on screens: what is not exact says so, also what is reckoned from it. */
export function shownName(answer: KpiAnswer): string {
  const { displayName } = answer.kpi;
  return endsOf(answer).some(({ kpi }) => roughness(kpi).length > 0) ? `${displayName} (approx.)` : displayName;
}
