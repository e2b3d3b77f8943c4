/** Histories of counters in promtool's notation, one sample every 15 s, and native rules in its language, for tests. */
import type { DefinitionSet } from '../../definition/types';
import { nativeRules } from './native';

/** 10 requests a second: 150 a sample. `from` and `to` in minutes; a share `bad` of them fails in between. */
export function traffic(
  perSample: number,
  bad: number,
  from: number,
  to: number,
  until: number
): Record<string, string> {
  const steps = (before: number, during: number): string => {
    let value = 0;
    return [
      [before, from],
      [during, to - from],
      [before, until - to],
    ]
      .map(([share, minutes]) => {
        // `a+bxn` is a and n more; what follows begins one step on.
        const text = `${value + perSample * share}+${perSample * share}x${minutes * 4 - 1}`;
        value += perSample * share * minutes * 4;
        return text;
      })
      .join(' ');
  };
  return {
    'checkout_requests_total{outcome="ok"}': `0 ${steps(1, 1 - bad)}`,
    'checkout_requests_total{outcome="error"}': `0 ${steps(0, bad)}`,
  };
}

/** A native rule as PromQL: its queries in the places of their names in Grafana's math. Segments are compared by all their labels in both. */
export function nativeAsPromql(definitions: DefinitionSet, severity: 'page' | 'ticket', kpi?: string): string {
  const { groups } = nativeRules(definitions, { target: 'native' }).file!;
  const rules = groups.flatMap((group) => group.rules);
  const rule = rules.find(({ labels }) => labels.severity === severity && (kpi === undefined || labels.kpi === kpi))!;
  const model = (refId: string) => rule.data.find((query) => query.refId === refId)!.model as Record<string, string>;
  return model('over')
    .expression.replace(/ && /g, ' and ')
    .replace(/ \|\| /g, ' or ')
    .replace(/\$\{(\w+)\}/g, (_, refId: string) => `(${model(refId).expr})`);
}
