/** Sloth v1 (`version: prometheus/v1`) and its Kubernetes form (`PrometheusServiceLevel`). */
import { policyNamed } from '../../alerting';
import { LINK_PATTERN } from '../scalars';
import type { AlertPolicyDefinition } from '../types';
import type { Fields } from './fields';
import { mended, nameFrom, ownerOf } from './names';
import type { Output } from './output';
import { rolling } from './policies';
import { additivePart, levelOf } from './promql';
import { ratioOf } from './ratio';
import { says } from './read-documents';
import { targetOf } from './target';
import type { ImportOptions, JsonObject, MeasureDraft } from './types';

const LINK = new RegExp(LINK_PATTERN, 'i');
const WINDOW = '{{.window}}';
/** The mean of ratios is taken of slices so short that the shortest window of an alert has several of them. */
export const RAW_SLICE = '1m';

/** Names of fields: snake case in files, camel case in Kubernetes. */
type Key = (snake: string) => string;
const snake: Key = (key) => key;
const camel: Key = (key) => key.replace(/_([a-z])/g, (_all, c: string) => c.toUpperCase());

export function readSloth(documents: readonly Fields[], output: Output, options: ImportOptions): void {
  for (const document of documents) {
    if (document.has('apiVersion') || document.has('kind')) {
      const version = says(document, 'apiVersion', ['sloth.slok.dev/v1']);
      const kind = says(document, 'kind', ['PrometheusServiceLevel']);
      const spec = version && kind && (document.fields('spec') ?? document.missing('spec'));
      const metadata = document.fields('metadata');
      if (metadata) {
        metadata.unmapped('name', 'KPIs are named after service and SLO');
        metadata.unmapped('namespace', 'definitions have no namespaces');
        metadata.unmapped('labels', 'labels of the Kubernetes object have no place in a definition');
        metadata.unmapped('annotations', 'annotations of the Kubernetes object have no place in a definition');
        metadata.rest();
      }
      if (spec) {
        readService(spec, camel, output, options);
        document.rest();
      }
    } else if (says(document, 'version', ['prometheus/v1'])) {
      readService(document, snake, output, options);
    }
  }
}

function readService(spec: Fields, key: Key, output: Output, options: ImportOptions): void {
  const service = spec.required('service');
  const owner = ownerOf(spec);
  const slos = spec.each('slos');
  if (!spec.has('slos')) {
    spec.missing('slos');
  } else if (slos.length === 0 && spec.raw('slos')?.type === 'sequence') {
    spec.report('PL1105', { field: spec.nameOf('slos'), minimum: 1, found: 0 }, spec.place('slos'));
  }
  spec.unmapped(key('slo_plugins'), 'plugins of Sloth run in Sloth only');
  spec.rest();
  if (service !== undefined && owner === undefined && slos.length > 0) {
    spec.assume('service', `"${service}" as the owning team, for no label names one`);
  }
  for (const slo of slos) {
    readSlo(slo, key, { service: service ?? 'service', team: owner ?? service ?? 'service' }, output, options);
  }
}

interface Service {
  readonly service: string;
  readonly team: string;
}

function readSlo(slo: Fields, key: Key, { service, team }: Service, output: Output, options: ImportOptions): void {
  const given = slo.required('name');
  const target = slo.has('objective') ? targetOf(slo, 'objective', 'percent') : slo.missing('objective');
  const description = slo.text('description');
  const owner = ownerOf(slo) ?? team;
  slo.unmapped('plugins', 'plugins of Sloth run in Sloth only');
  const sli = slo.fields('sli') ?? (slo.has('sli') ? undefined : slo.missing('sli'));
  const alerting = slo.fields('alerting');
  const name = mended(slo, 'name', `${nameFrom(service, 'service')}-${given ?? 'slo'}`);
  const measure = sli && readSli(sli, key, name, output);
  const alerts = alerting ? readAlerting(alerting, key) : { page: true, ticket: true };
  slo.rest();
  if (target === undefined || !measure || given === undefined) {
    return;
  }
  const period = options.period ?? '30d';
  slo.assume('objective', `the last ${period} as its time window (--period)`);
  const slices = measure.kind === 'raw' ? { windowMs: 60_000, window: RAW_SLICE } : undefined;
  const policy = policyOf(alerts, slo);
  const watched = { kpi: name, target, timeWindow: rolling(period), ...(slices ? { slices } : {}) };
  const objective: JsonObject = {
    name: 'objective',
    target,
    timeWindow: { duration: period },
    ...(slices ? { budgetingMethod: 'RatioTimeslices', timeSliceWindow: RAW_SLICE } : {}),
    alertPolicy: policy ? output.policies.attach(watched, policy) : 'none',
  };
  if (slices) {
    slo.assume('sli', 'the mean of its ratios over slices of a minute');
  }
  output.kpi({
    name,
    displayName: `${service}: ${given}`,
    ...(description === undefined ? {} : { description }),
    area: service,
    team: owner,
    ...(alerts.runbook === undefined ? {} : { runbook: alerts.runbook }),
    unit: measure.unit,
    measure: measure.measure,
    objectives: [objective],
    place: slo.place(),
  });
}

function readSli(sli: Fields, key: Key, name: string, output: Output): MeasureDraft | undefined {
  const kinds = ['events', 'raw', 'plugin'].filter((kind) => sli.has(kind));
  if (kinds.length !== 1) {
    sli.report('PL1106', { of: 'An SLI', oneOf: ['events', 'raw', 'plugin'], found: kinds }, sli.place());
    return undefined;
  }
  sli.rest();
  if (kinds[0] === 'plugin') {
    const what = { name, what: 'an SLI plugin', instead: 'Write its queries out as "events" before you import.' };
    sli.report('PL1511', what, sli.place('plugin'));
    return undefined;
  }
  const query = sli.fields(kinds[0]);
  if (!query) {
    return undefined;
  }
  if (kinds[0] === 'raw') {
    return rawRatio(query, key('error_ratio_query'), output);
  }
  const [failuresKey, totalKey] = [key('error_query'), key('total_query')];
  const [failuresText, totalText] = [query.required(failuresKey), query.required(totalKey)];
  query.rest();
  if (failuresText === undefined || totalText === undefined) {
    return undefined;
  }
  const source = output.source('prometheus', query.place());
  const common = { fields: query, source, windowIsRequired: WINDOW };
  const failures = additivePart({ ...common, key: failuresKey, text: failuresText });
  const total = additivePart({ ...common, key: totalKey, text: totalText });
  return failures && total && ratioOf('failures', { fields: query, key: failuresKey, part: failures }, total, totalKey);
}

function rawRatio(query: Fields, key: string, output: Output): MeasureDraft | undefined {
  const text = query.required(key);
  query.rest();
  if (text === undefined) {
    return undefined;
  }
  const source = output.source('prometheus', query.place());
  const promql = levelOf({ fields: query, key, text, source, windowIsRequired: WINDOW }, 'one minus');
  return promql === undefined ? undefined : { kind: 'raw', unit: 'ratio', measure: { gauge: { source, promql } } };
}

interface Alerts {
  readonly page: boolean;
  readonly ticket: boolean;
  readonly runbook?: string;
}

function readAlerting(alerting: Fields, key: Key): Alerts {
  const enabled = (which: string): boolean => {
    const alert = alerting.fields(key(which));
    const disabled = alert?.boolean('disable') ?? false;
    alert?.unmapped('labels', 'alert rules get their labels from plumbline rules');
    alert?.unmapped('annotations', 'alert rules get their annotations from plumbline rules');
    alert?.rest();
    return !disabled;
  };
  const [page, ticket] = [enabled('page_alert'), enabled('ticket_alert')];
  const annotations = alerting.fields('annotations');
  const written = annotations?.has('runbook') ? 'runbook' : 'runbook_url';
  const runbook = annotations?.text(written);
  const usable = runbook !== undefined && LINK.test(runbook);
  for (const { key: name } of annotations?.$.entries ?? []) {
    if (name !== written || !usable) {
      annotations?.unmapped(name, 'alert rules get their annotations from plumbline rules');
    }
  }
  alerting.unmapped('name', 'alert rules are named by plumbline rules');
  alerting.unmapped('labels', 'alert rules get their labels from plumbline rules');
  alerting.rest();
  return { page, ticket, ...(usable ? { runbook } : {}) };
}

/** Sloth's two alerts are the Workbook's conditions, as the built-in policy has them; undefined where both are off. */
function policyOf(alerts: Alerts, slo: Fields) {
  const workbook = policyNamed('sre-workbook', { policies: new Map<string, AlertPolicyDefinition>() });
  const conditions = (workbook?.conditions ?? []).filter((c) => (c.severity === 'page' ? alerts.page : alerts.ticket));
  if (!workbook || conditions.length === 0) {
    return undefined;
  }
  const whole = conditions.length === workbook.conditions.length;
  return {
    name: whole ? workbook.name : `${workbook.name}-${alerts.page ? 'page' : 'ticket'}`,
    description: 'The SRE Workbook’s conditions that can fire for what was imported.',
    ...(workbook.reference === undefined ? {} : { reference: workbook.reference }),
    conditions,
    forMs: workbook.forMs,
    place: slo.place(),
  };
}
