/** Definitions for the tests of rules: what people write, and what no sane person would. */
import { parseDefinitions } from '../../definition';
import type { DefinitionSet, KpiDefinition } from '../../definition/types';

const HEAD = 'apiVersion: plumbline/v1\n';
const SOURCES = `${HEAD}kind: Source
metadata: { name: shop-db }
spec: { dialect: postgres, grafana: { uid: shop-db } }
---
${HEAD}kind: Source
metadata: { name: metrics }
spec: { dialect: prometheus, grafana: { uid: prometheus }, scrapeInterval: 15s }
`;

/** `checkout-success` of DESIGN 11, with what a test wants differently. */
export const checkout = (name: string, spec = '', target = '0.99') => `${HEAD}kind: KPI
metadata: { name: ${name} }
spec:
  area: shop
  owner: { team: payments, contact: payments@example.com }
  unit: ratio
  measure:
    ratio:
      numerator: { source: metrics, metric: checkout_requests_total, where: [ { field: outcome, is: ok } ] }
      denominator: { source: metrics, metric: checkout_requests_total }
  valuePerUnit: { amount: "54.20", currency: EUR }
  runbook: https://runbooks.example.com/checkout
  segments: [ { name: region, displayName: Region, field: region }, { name: tier, field: customer_tier } ]
  objectives:
    - { name: monthly, target: "${target}", timeWindow: { duration: 30d, rolling: true } }
${spec}`;

/** `session-conversion` of DESIGN 11 as an objective: all of one table. */
export const sessions = (name: string, spec = '', source = 'shop-db') => `${HEAD}kind: KPI
metadata: { name: ${name}, displayName: Conversion per session }
spec:
  area: shop
  owner: { team: growth }
  unit: ratio
  measure:
    ratio:
      numerator: { source: ${source}, table: sessions, time: started_at, count: rows, where: [ { field: failed, is: false } ] }
      denominator: { source: ${source}, table: sessions, time: started_at, count: rows }
  segments: [ { name: device, field: device } ]
  objectives:
    - { name: weekly, target: "0.95", timeWindow: { duration: 7d, rolling: true } }
${spec}`;

/** The same promise by what failed: everything that the good leave over, also what has no outcome. */
export const byFailures = (text: string) =>
  text.replace('numerator:', 'failures:').replace(/ is: (ok|false) /, ' not: $1 ');

/** @throws where the texts are not valid: then the test is at fault */
export function definitionsOf(...documents: string[]): DefinitionSet {
  const parsed = parseDefinitions([{ file: 'test.yaml', text: [SOURCES, ...documents].join('---\n') }]);
  if (!parsed.ok) {
    throw new Error(parsed.diagnostics.map(({ message }) => message).join('\n'));
  }
  return parsed.value;
}

/** The same with one KPI changed. */
export function changed(
  definitions: DefinitionSet,
  name: string,
  change: (kpi: KpiDefinition) => Partial<KpiDefinition>
): DefinitionSet {
  const kpi = definitions.kpis.get(name)!;
  return { ...definitions, kpis: new Map([...definitions.kpis, [name, { ...kpi, ...change(kpi) }]]) };
}

/** Texts that are templates, variables, SQL, PromQL and YAML; segments that are called like labels of ours. */
export const HOSTILE = (): DefinitionSet => {
  const mean = `'"\`\\ $HOME ${'${HOME}'} $$ $__file{/etc/passwd} {{ $labels.kpi }} {{ template "x" . }} {{- }} { # : - & * !`;
  const names = ['severity', 'team', 'owner', 'impact', 'a.b-c'];
  const definitions = definitionsOf(checkout('hostile'), checkout('hostile-too'));
  return changed(
    changed(definitions, 'hostile', (kpi) => ({
      displayName: `${mean}{`,
      description: `first line\n  second: ${mean}\n\n{{`,
      area: '$AREA/{{ .Values }}',
      owner: { team: `${'${TEAM}'} {{`, contact: 'no' },
      runbook: 'https://runbooks.example.com/$page?x={{y}}#z',
      decisionPolicy: mean,
      valuePerUnit: { amount: '0.10', currency: 'EUR' },
      segments: names.map((name) => ({ name, displayName: `${name} {{ $ }}`, field: name.replace(/\W/g, '_') })),
      alerting: { by: names, impact: 'normal', board: '/d/board-1/$name?var-x={{y}}' },
      objectives: kpi.objectives.map((one) => ({
        ...one,
        displayName: mean,
        consequences: [{ below: '0.1', then: mean }],
      })),
    })),
    'hostile-too',
    () => ({ displayName: `${mean}{` })
  );
};
