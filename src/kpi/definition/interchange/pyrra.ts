/** Pyrra's ServiceLevelObjective (`pyrra.dev/v1alpha1`). */
import { DAY_MS, parseDuration } from '../duration';
import { shown } from '../report';
import type { Fields } from './fields';
import { mended, ownerOf, segmentsOf } from './names';
import type { Output } from './output';
import { factorCondition, rolling, wholeMinutes } from './policies';
import { selectorPart, tellOfBounds } from './promql';
import { says } from './read-documents';
import { targetOf } from './target';
import { readQuery } from './window';
import type { JsonObject, PolicyDraft } from './types';

const KINDS = ['ratio', 'latency', 'latencyNative', 'bool_gauge'];
const MINUTE = 60_000;

export function readPyrra(documents: readonly Fields[], output: Output): void {
  for (const document of documents) {
    const version = says(document, 'apiVersion', ['pyrra.dev/v1alpha1']);
    const kind = says(document, 'kind', ['ServiceLevelObjective']);
    if (version && kind) {
      readObjective(document, output);
    }
  }
}

function readObjective(document: Fields, output: Output): void {
  const metadata = document.fields('metadata') ?? document.missing('metadata');
  const spec = document.fields('spec') ?? document.missing('spec');
  if (!metadata || !spec) {
    return;
  }
  const given = metadata.required('name');
  const name = mended(metadata, 'name', given ?? 'slo');
  const owner = ownerOf(metadata);
  const area = metadata.text('namespace');
  metadata.unmapped('annotations', 'annotations of the Kubernetes object have no place in a definition');
  metadata.rest();
  document.unmapped('status', 'the status of the Kubernetes object is not a definition');
  document.rest();
  const target = spec.has('target') ? targetOf(spec, 'target', 'percent') : spec.missing('target');
  const window = windowOf(spec);
  const description = spec.text('description');
  const indicator = spec.fields('indicator') ?? (spec.has('indicator') ? undefined : spec.missing('indicator'));
  const measured = indicator && readIndicator(indicator, name, output);
  const alerts = readAlerting(spec);
  for (const key of ['partial_response_strategy', 'performanceOverAccuracy', 'ruleOutput']) {
    spec.unmapped(key, 'it is about Pyrra’s own rules');
  }
  spec.rest();
  if (given === undefined || target === undefined || window === undefined || !measured) {
    return;
  }
  if (owner === undefined) {
    metadata.assume('labels', `"${area ?? name}" as the owning team, for no label names one`);
  }
  if (area === undefined) {
    metadata.assume('namespace', `"${owner ?? name}" as the area`);
  }
  const policy = alerts ? policyOf(window, spec, output) : undefined;
  const watched = { kpi: name, target, timeWindow: rolling(window) };
  const alertPolicy = policy ? output.policies.attach(watched, policy) : 'none';
  output.kpi(
    {
      name,
      ...(given === name ? {} : { displayName: given }),
      ...(description === undefined ? {} : { description }),
      area: area ?? owner ?? name,
      team: owner ?? area ?? name,
      segments: measured.segments,
      unit: 'ratio',
      measure: { ratio: measured.ratio },
      objectives: [{ name: 'objective', target, timeWindow: { duration: window }, alertPolicy }],
      place: document.place(),
    },
    measured.segments.map((segment) => segment.name)
  );
}

function windowOf(spec: Fields): string | undefined {
  const window = spec.required('window');
  if (window !== undefined && parseDuration(window) === undefined) {
    spec.report('PL1109', { field: spec.nameOf('window'), value: shown(window) }, spec.place('window'));
    return undefined;
  }
  return window;
}

interface Measured {
  readonly ratio: JsonObject;
  readonly segments: ReadonlyArray<{ readonly name: string; readonly field: string }>;
}

function readIndicator(indicator: Fields, name: string, output: Output): Measured | undefined {
  const kinds = KINDS.filter((kind) => indicator.has(kind));
  if (kinds.length !== 1) {
    indicator.report('PL1106', { of: 'An indicator', oneOf: KINDS, found: kinds }, indicator.place());
    return undefined;
  }
  indicator.rest();
  const [kind] = kinds;
  if (kind === 'latencyNative') {
    const instead = 'Write the share of fast requests as the increase of a classic bucket ("latency").';
    indicator.report('PL1511', { name, what: 'native histograms (latencyNative)', instead }, indicator.place(kind));
    return undefined;
  }
  const query = indicator.fields(kind);
  if (!query) {
    return undefined;
  }
  const segments = segmentsOf(query, 'grouping');
  const source = output.source('prometheus', query.place());
  const ratio = kind === 'bool_gauge' ? boolGauge(query, source) : counters(query, kind, source);
  query.rest();
  return ratio && { ratio, segments };
}

function counters(query: Fields, kind: string, source: string): JsonObject | undefined {
  const top = kind === 'ratio' ? 'errors' : 'success';
  const [upper, lower] = [top, 'total'].map((key) => {
    const metric = query.fields(key) ?? (query.has(key) ? undefined : query.missing(key));
    const part = metric && counterPart(metric, source);
    metric?.rest();
    return part;
  });
  return upper && lower && { [kind === 'ratio' ? 'failures' : 'numerator']: upper, denominator: lower };
}

/** A matcher without a condition of ours (`!~`) stays PromQL; the sum around it is Plumbline's. */
function counterPart(metric: Fields, source: string): JsonObject | undefined {
  const selector = selectorOf(metric);
  if (selector === undefined) {
    return undefined;
  }
  const counter = selectorPart(selector);
  if (counter) {
    tellOfBounds(metric, 'metric', counter);
  }
  return { source, ...(counter ?? { promql: `increase(${selector}[$window])` }) };
}

/**
 * Every scrape of the gauge is an event, good where it is 1, as in Pyrra: the sum over time over the count over time. So a split by
 * the grouping stays exact, which a mean would not.
 */
function boolGauge(query: Fields, source: string): JsonObject | undefined {
  const selector = selectorOf(query);
  if (selector === undefined) {
    return undefined;
  }
  query.assume('metric', 'that it is 0 or 1, and every scrape of it one event');
  return {
    numerator: { source, promql: `sum_over_time(${selector}[$window])` },
    denominator: { source, promql: `count_over_time(${selector}[$window])` },
  };
}

function selectorOf(fields: Fields): string | undefined {
  const text = fields.required('metric');
  if (text === undefined) {
    return undefined;
  }
  const read = readQuery(text);
  const reason =
    typeof read === 'string' ? read : read.root.name === 'VectorSelector' ? '' : 'is not a metric with labels';
  if (reason !== '') {
    const params = { field: fields.nameOf('metric'), query: shown(text), reason };
    fields.report('PL1506', params, fields.place('metric'));
    return undefined;
  }
  if (/\$|\[\[/.test(text)) {
    const why = 'Grafana would replace what starts with $ or [[';
    const params = { field: fields.nameOf('metric'), query: shown(text), reason: why };
    // As a condition such a value is encoded; only in PromQL it would be at risk.
    if (!selectorPart(text)) {
      fields.report('PL1513', params, fields.place('metric'));
      return undefined;
    }
  }
  return text;
}

/** Whether it alerts at all. */
function readAlerting(spec: Fields): boolean {
  const alerting = spec.fields('alerting');
  if (!alerting) {
    return true;
  }
  const disabled = alerting.boolean('disabled') === true;
  const burnrates = alerting.boolean('burnrates') !== false;
  for (const key of ['name', 'absentName', 'severities']) {
    alerting.unmapped(key, 'alert rules get their names and labels from plumbline rules');
  }
  alerting.unmapped('absent', 'without data Plumbline’s alerts freeze and say so; there is no alert of its own');
  alerting.rest();
  return !disabled && burnrates;
}

/** Long window, short window, waiting time (minutes, for 28 days) and factor. Source: research/slo.md 1.2, Pyrra's `Windows`. */
const PYRRA = [
  ['page', 60, 5, 2, '14'],
  ['page', 360, 30, 15, '7'],
  ['ticket', 1440, 120, 60, '2'],
  ['ticket', 5760, 360, 180, '1'],
] as const;

/** Pyrra keeps its factors, and scales the windows with the objective's, to whole minutes. */
function policyOf(window: string, spec: Fields, output: Output): PolicyDraft {
  const scale = (parseDuration(window) ?? 0) / (28 * DAY_MS);
  const scaled = (minutes: number): number => wholeMinutes(minutes * scale * MINUTE);
  const conditions = PYRRA.flatMap(([severity, long, short, , factor]) => {
    if (scaled(short) > 0) {
      return [factorCondition(severity, factor, scaled(long), scaled(short))];
    }
    const reason = 'its short window is less than a minute';
    output.diagnostics.report(
      'PL1522',
      { name: `pyrra-${window}`, condition: `${factor} times`, reason },
      spec.place('window')
    );
    return [];
  });
  const forMs = scaled(PYRRA[0][3]);
  spec.assume(
    'window',
    `one waiting time for all alerts, Pyrra’s shortest (${forMs / MINUTE} min); its slower ones wait longer there`
  );
  return {
    name: `pyrra-${window}`,
    description: `Pyrra’s factors, their windows scaled to ${window}.`,
    reference: 'https://github.com/pyrra-dev/pyrra',
    conditions,
    forMs,
    place: spec.place(),
  };
}
