import type { KpiDefinition } from '../definition/types';

const TIMES: Readonly<Record<string, string>> = { s: 'seconds', min: 'minutes', h: 'hours', d: 'days' };

/**
 * Units of what a KPI is made of. `ratio:EUR/count` is EUR over count; a plain ratio, or a retention, is count over count; a count or sum is its
 * own numerator; a rate is a sum over time, an average a sum of values over how many there are.
 */
export function unitsOf(kpi: KpiDefinition): { readonly numerator: string; readonly denominator: string } {
  if (kpi.measure.kind === 'retention') {
    return { numerator: 'count', denominator: 'count' };
  }
  if (kpi.measure.kind !== 'ratio') {
    const [numerator, per] = kpi.unit.split('/');
    const rate = per !== undefined && !kpi.unit.startsWith('ratio:');
    return rate ? { numerator, denominator: TIMES[per] ?? per } : { numerator: kpi.unit, denominator: 'count' };
  }
  if (kpi.measure.average) {
    return { numerator: kpi.unit, denominator: 'count' };
  }
  const [numerator, denominator] = /^ratio:([^/]+)\/(.+)$/.exec(kpi.unit)?.slice(1) ?? ['count', 'count'];
  const unit = (text: string) => (/^[A-Z]{3}$/.test(text) ? `currency:${text}` : text);
  return { numerator: unit(numerator), denominator: unit(denominator) };
}
