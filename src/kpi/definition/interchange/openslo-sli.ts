/** OpenSLO's indicators: ratios of good or bad to total, raw ratios, thresholds. */
import { shown } from '../report';
import type { Fields } from './fields';
import type { Registry } from './openslo-registry';
import { additivePart, levelOf } from './promql';
import { ratioOf } from './ratio';
import type { MeasureDraft } from './types';

/** What speaks PromQL. */
const PROMETHEUS = /prometheus|mimir|thanos|cortex|victoria/i;

/**
 * Spec of an SLI -> a measure; undefined where it is at fault or cannot be said, which was reported then.
 * @param name of the SLI or SLO, for messages
 */
export function readIndicator(spec: Fields, name: string, registry: Registry): MeasureDraft | undefined {
  const kinds = ['ratioMetric', 'thresholdMetric'].filter((kind) => spec.has(kind));
  if (kinds.length !== 1) {
    const of = `The SLI "${shown(name)}"`;
    spec.report('PL1106', { of, oneOf: ['ratioMetric', 'thresholdMetric'], found: kinds }, spec.place());
    return undefined;
  }
  const metric = spec.fields(kinds[0]);
  if (!metric) {
    return undefined;
  }
  return kinds[0] === 'thresholdMetric' ? threshold(metric, name, registry) : ratio(metric, name, registry);
}

function threshold(metric: Fields, name: string, registry: Registry): MeasureDraft | undefined {
  const query = queryOf(metric, name, registry);
  metric.rest();
  const promql = query && levelOf(query, 'as is');
  if (!query || promql === undefined) {
    return undefined;
  }
  query.fields.assume(query.key, '"count" as the unit of its value, for OpenSLO has no units');
  return { kind: 'threshold', unit: 'count', measure: { gauge: { source: query.source, promql } } };
}

function ratio(metric: Fields, name: string, registry: Registry): MeasureDraft | undefined {
  const counter = metric.boolean('counter');
  const tops = ['good', 'bad', 'raw'].filter((key) => metric.has(key));
  if (tops.length !== 1) {
    metric.report('PL1106', { of: 'A ratio', oneOf: ['good', 'bad', 'raw'], found: tops }, metric.place(tops[1]));
    return undefined;
  }
  const [top] = tops;
  if (top === 'raw') {
    return raw(metric, name, registry);
  }
  const upper = metric.fields(top);
  const lower = metric.fields('total') ?? (metric.has('total') ? undefined : metric.missing('total'));
  metric.rest();
  const queries = [upper, lower].map((part) => part && queryOf(part, name, registry));
  upper?.rest();
  lower?.rest();
  const [above, below] = queries;
  if (!above || !below) {
    return undefined;
  }
  const counts = { counter: counter !== false };
  const [part, total] = [additivePart({ ...above, ...counts }), additivePart({ ...below, ...counts })];
  if (!part || !total) {
    return undefined;
  }
  const role = top === 'good' ? 'numerator' : 'failures';
  return ratioOf(role, { fields: above.fields, key: above.key, part }, total, `total.${below.key}`);
}

function raw(metric: Fields, name: string, registry: Registry): MeasureDraft | undefined {
  const rawType = metric.has('rawType') ? metric.oneOf('rawType', ['success', 'failure']) : metric.missing('rawType');
  const holder = metric.fields('raw');
  metric.unmapped('total', 'a raw ratio has no total');
  metric.rest();
  const query = holder && queryOf(holder, name, registry);
  holder?.rest();
  if (!query || rawType === undefined) {
    return undefined;
  }
  const promql = levelOf(query, rawType === 'success' ? 'as is' : 'one minus');
  return promql === undefined
    ? undefined
    : { kind: 'raw', unit: 'ratio', measure: { gauge: { source: query.source, promql } } };
}

interface Query {
  readonly fields: Fields;
  readonly key: string;
  readonly text: string;
  readonly source: string;
}

function queryOf(holder: Fields, name: string, registry: Registry): Query | undefined {
  const metric =
    holder.fields('metricSource') ?? (holder.has('metricSource') ? undefined : holder.missing('metricSource'));
  if (!metric) {
    return undefined;
  }
  const ref = metric.text('metricSourceRef');
  const dataSource = ref === undefined ? undefined : registry.find('DataSource', ref);
  if (dataSource) {
    dataSource.used = true;
  }
  const type = metric.text('type') ?? dataSource?.spec.text('type');
  if (type !== undefined && !PROMETHEUS.test(type)) {
    // The query of another store stays unread: its whole indicator is left out.
    metric.raw('spec');
    holder.report('PL1510', { name, type: shown(type) }, metric.place());
    return undefined;
  }
  if (type === undefined) {
    metric.assume('type', 'Prometheus');
  }
  const spec = metric.fields('spec') ?? (metric.has('spec') ? undefined : metric.missing('spec'));
  metric.rest();
  if (!spec) {
    return undefined;
  }
  const key = ['query', 'promql', 'expr'].find((one) => spec.has(one)) ?? 'query';
  const text = spec.required(key);
  spec.rest();
  if (text === undefined) {
    return undefined;
  }
  return { fields: spec, key, text, source: registry.output.source(ref ?? 'prometheus', metric.place()) };
}
