/** A Sloth service with one SLO; `slo` are further lines of it. */
export const sloth = (errors: string, total: string, objective = '99.9', slo: readonly string[] = []): string =>
  [
    'version: prometheus/v1',
    'service: shop',
    'slos:',
    '  - name: orders',
    `    objective: ${objective}`,
    '    sli:',
    '      events:',
    `        error_query: '${errors}'`,
    `        total_query: '${total}'`,
    ...slo.map((line) => `    ${line}`),
    '',
  ].join('\n');

export const ERRORS = 'sum(rate(orders_total{state="failed"}[{{.window}}]))';
export const TOTAL = 'sum(rate(orders_total[{{.window}}]))';

export const pyrra = (indicator: string, target = '"99"', window = '4w', more: readonly string[] = []): string =>
  [
    'apiVersion: pyrra.dev/v1alpha1',
    'kind: ServiceLevelObjective',
    'metadata: { name: orders, namespace: shop, labels: { team: growth } }',
    'spec:',
    `  target: ${target}`,
    `  window: ${window}`,
    `  indicator: ${indicator}`,
    ...more.map((line) => `  ${line}`),
    '',
  ].join('\n');

export const RATIO = '{ ratio: { errors: { metric: \'e_total{a="b"}\' }, total: { metric: t_total } } }';

const source = (query: string) =>
  `{ metricSource: { metricSourceRef: prom, type: Prometheus, spec: { query: '${query}' } } }`;
export const GOOD = `ratioMetric: { counter: true, good: ${source('sum(rate(good_total[{{.window}}]))')}, total: ${source('sum(rate(all_total[{{.window}}]))')} }`;
export const BAD = `ratioMetric: { counter: true, bad: ${source('bad_total{a!="b"}')}, total: ${source('sum(all_total)')} }`;
export const LEVEL = `thresholdMetric: ${source('max(queue_seconds)')}`;
export const RAW = (type: string) => `ratioMetric: { rawType: ${type}, raw: ${source('job:errors:ratio')} }`;

export interface SloText {
  readonly name?: string;
  readonly indicator?: string;
  readonly window?: string;
  readonly method?: string;
  readonly objectives?: readonly string[];
  readonly more?: readonly string[];
}

/** An SLO of OpenSLO v1; `indicator` is the SLI's spec in braces, or a whole line. */
export const slo = (given: SloText = {}): string =>
  [
    'apiVersion: openslo/v1',
    'kind: SLO',
    `metadata: { name: ${given.name ?? 'orders'}, labels: { team: growth } }`,
    'spec:',
    '  service: shop',
    `  ${given.indicator ?? `indicator: { metadata: { name: sli }, spec: { ${GOOD} } }`}`,
    `  timeWindow: [ ${given.window ?? '{ duration: 28d, isRolling: true }'} ]`,
    `  budgetingMethod: ${given.method ?? 'Occurrences'}`,
    '  objectives:',
    ...(given.objectives ?? ['{ displayName: Main, target: 0.99 }']).map((one) => `    - ${one}`),
    ...(given.more ?? []).map((line) => `  ${line}`),
    '',
  ].join('\n');

export const inline = (spec: string): string => `indicator: { metadata: { name: sli }, spec: { ${spec} } }`;

/** A document of another kind. */
export const document = (kind: string, name: string, spec: string): string =>
  `apiVersion: openslo/v1\nkind: ${kind}\nmetadata: { name: ${name} }\nspec: ${spec}\n`;

export const condition = (op: string, threshold: string, window = '1h', severity = 'page'): string =>
  `{ severity: ${severity}, condition: { kind: burnrate, op: ${op}, threshold: ${threshold}, lookbackWindow: ${window}, alertAfter: 5m } }`;
