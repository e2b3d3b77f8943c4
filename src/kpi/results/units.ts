import type { KpiDefinition } from '../definition/types';

/**
 * Units of what a KPI is made of. `ratio:EUR/count` is EUR over count; a plain ratio is count over count; a count or sum is its
 * own numerator.
 */
export function unitsOf(kpi: KpiDefinition): { readonly numerator: string; readonly denominator: string } {
  if (kpi.measure.kind !== 'ratio') {
    return { numerator: kpi.unit, denominator: 'count' };
  }
  const [numerator, denominator] = /^ratio:([^/]+)\/(.+)$/.exec(kpi.unit)?.slice(1) ?? ['count', 'count'];
  const unit = (text: string) => (/^[A-Z]{3}$/.test(text) ? `currency:${text}` : text);
  return { numerator: unit(numerator), denominator: unit(denominator) };
}
